//! Findings of a data set as a typed table, and the rulebook file they are made by.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::finding_keys::{missing_keys, reasons_keys};
use super::finding_text::{missing_text, reasons_text};
use super::follow_ups::follow_up_columns;
use crate::analysis::judge::{Finding, Judge, Rulebook, RulebookError, TextFault, ValueFault};
use crate::domain::{
    Cells, Day, FindingKind, FollowUps, ResultColumn, ResultTable, Term, TextColumn, TextColumnBuilder, TextField,
    Unit, iso_date,
};
use crate::io::{Headers, WriteError, system_reason, write_atomic};
use crate::locale::Lang;

/// Why a rulebook file is not used.
#[derive(Debug, thiserror::Error)]
pub enum RulebookFileError {
    /// It cannot be read, or is not UTF-8.
    #[error("rulebook not readable: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// What it says is no rulebook.
    #[error("no rulebook: {}", path.display())]
    Fault {
        /// The file.
        path: PathBuf,
        /// Where and what.
        source: RulebookError,
    },
}

impl RulebookFileError {
    /// One sentence: what is wrong, in which line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable { path, source } => lang.text_with(
                "rulebook-unreadable",
                [("path", path.display().to_string().into()), ("reason", system_reason(lang, source).into())],
            ),
            Self::Fault { path, source } => rulebook_fault(lang, path, source),
        }
    }
}

fn rulebook_fault(lang: Lang, path: &Path, fault: &RulebookError) -> String {
    let place = [("path", path.display().to_string().into()), ("line", fault.line().to_string().into())].into_iter();
    match fault {
        RulebookError::Text { key, fault, detail, .. } => {
            let told = text_fault(lang, key, *fault, detail);
            lang.text_with("rulebook-fault-text", place.chain([("fault", told.into())]))
        }
        RulebookError::Newer { version, .. } => {
            lang.text_with("rulebook-fault-newer", place.chain([("version", version.to_string().into())]))
        }
        RulebookError::Weights { sum, .. } => {
            lang.text_with("rulebook-fault-weights", place.chain([("sum", sum.to_string().into())]))
        }
        RulebookError::Value { key, fault, .. } => {
            let fault = value_fault(lang, *fault);
            lang.text_with("rulebook-fault-value", place.chain([("key", key.as_str().into()), ("fault", fault.into())]))
        }
    }
}

/// What is wrong with a book that is being edited and has no lines.
#[must_use]
pub fn fault_text(lang: Lang, fault: &RulebookError) -> String {
    match fault {
        RulebookError::Text { key, fault, detail, .. } => text_fault(lang, key, *fault, detail),
        RulebookError::Newer { version, .. } => version.to_string(),
        RulebookError::Weights { sum, .. } => {
            lang.text_with("rulebook-draft-weights", [("sum", lang.number(Some(*sum), Unit::Ratio).into())])
        }
        RulebookError::Value { key, fault, .. } => lang.text_with(
            "rulebook-draft-value",
            [("key", key.as_str().into()), ("fault", value_fault(lang, *fault).into())],
        ),
    }
}

/// What is wrong with a text: the reader's own words are English, so that only the names in them are told.
fn text_fault(lang: Lang, key: &str, fault: TextFault, detail: &str) -> String {
    // The names behind "expected", which the reader puts between backticks.
    let expected = detail.split_once("expected").map_or("", |(_, names)| names);
    let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let of_key = |id: &str| lang.text_with(id, [("key", key.to_owned().into()), ("detail", detail.to_owned().into())]);
    let with_names = |told: String| match names[..] {
        [] => told,
        _ => {
            told + &lang
                .text_with("rulebook-text-known", [("names", names.join(&lang.text("rulebook-names-comma")).into())])
        }
    };
    match fault {
        TextFault::Syntax => of_key("rulebook-text-syntax"),
        TextFault::UnknownKey => with_names(of_key("rulebook-text-unknown-key")),
        TextFault::MissingKey => of_key("rulebook-text-missing-key"),
        TextFault::UnknownWord => with_names(of_key("rulebook-text-unknown-word")),
        TextFault::Type => of_key("rulebook-text-type"),
    }
}

fn value_fault(lang: Lang, fault: ValueFault) -> Cow<'static, str> {
    match fault {
        ValueFault::Share => lang.text("rulebook-value-share"),
        ValueFault::Quotas => lang.text("rulebook-value-quotas"),
        ValueFault::Positive => lang.text("rulebook-value-positive"),
        ValueFault::Number => lang.text("rulebook-value-number"),
        ValueFault::Negative => lang.text("rulebook-value-negative"),
        ValueFault::Flag => lang.text("rulebook-value-flag"),
        ValueFault::Grade => lang.text("rulebook-value-grade"),
        ValueFault::LandGrade => lang.text("rulebook-value-land-grade"),
        ValueFault::Edition => lang.text("rulebook-value-edition"),
        ValueFault::Class => lang.text("rulebook-value-class"),
        ValueFault::Industry => lang.text("rulebook-value-industry"),
        ValueFault::Years => lang.text("rulebook-value-years"),
        ValueFault::Source => lang.text("rulebook-value-source"),
        ValueFault::Indicator => lang.text("rulebook-value-indicator"),
        ValueFault::Produces => lang.text("rulebook-value-produces"),
        ValueFault::Twice => lang.text("rulebook-value-twice"),
        ValueFault::Empty => lang.text("rulebook-value-empty"),
        ValueFault::Place => lang.text("rulebook-value-place"),
        ValueFault::Zone => lang.text("rulebook-value-zone"),
    }
}

/// Reads a rulebook file.
pub fn read_rulebook(path: &Path) -> Result<Rulebook, RulebookFileError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| RulebookFileError::Unreadable { path: path.to_owned(), source })?;
    Rulebook::from_toml(&text).map_err(|source| RulebookFileError::Fault { path: path.to_owned(), source })
}

/// Writes a rulebook file, whole or not at all.
pub fn write_rulebook(book: &Rulebook, path: &Path) -> Result<(), WriteError> {
    write_atomic(path, |out| out.write_all(book.to_toml().as_bytes()))
}

/// What a rulebook is called: what its file says, but for the shipped one's name, which is told in each language, and
/// only as long as the book says the same.
#[must_use]
pub fn rulebook_name(lang: Lang, book: &Rulebook) -> String {
    match book.label() {
        Ok(name) => name.to_string(),
        Err(term) => lang.term(term).into_owned(),
    }
}

/// The rulebook that figures were made by, as a line.
#[must_use]
pub fn rulebook_note(lang: Lang, book: &Rulebook) -> (String, String) {
    let version = [("name", rulebook_name(lang, book).into()), ("version", book.version.to_string().into())];
    (lang.text("note-rulebook").into_owned(), lang.text_with("note-rulebook-value", version))
}

/// The day findings are as of, as a line.
#[must_use]
pub fn as_of_note(lang: Lang, as_of: Day) -> (String, String) {
    (lang.text("note-as-of").into_owned(), iso_date(as_of))
}

/// What findings stand on, line by line: the day and the rulebook.
#[must_use]
pub fn judging_notes(lang: Lang, book: &Rulebook, as_of: Day) -> Vec<(String, String)> {
    vec![as_of_note(lang, as_of), rulebook_note(lang, book)]
}

/// The texts of some findings, made side by side.
struct Texts {
    reasons: Vec<String>,
    missing: Vec<String>,
}

fn texts(book: &Rulebook, findings: &[Finding], headers: Headers) -> Texts {
    let text = |finding: &Finding| match headers {
        Headers::Keys => (reasons_keys(finding), missing_keys(finding)),
        Headers::Words(lang) => (reasons_text(lang, book, finding), missing_text(lang, finding)),
    };
    let (reasons, missing) = findings.par_iter().map(text).unzip();
    Texts { reasons, missing }
}

/// One row a parcel of `rows` and kind, in that order, with what became of each finding behind it, where anything did.
#[must_use]
pub fn findings_table(
    judge: &Judge<'_>,
    kinds: &[FindingKind],
    rows: &[u32],
    follow_ups: &FollowUps,
    headers: Headers,
) -> ResultTable {
    // Findings are made and told a block at a time, so that a million rows never stand in memory with their reasons.
    const BLOCK: usize = 16_384;
    let inputs = judge.inputs();
    let table = inputs.table;
    let asked = rows.len() * kinds.len();
    let (mut outcomes, mut runners_up) = (Vec::with_capacity(asked), Vec::with_capacity(asked));
    let (mut kinds_told, mut scores) = (Vec::with_capacity(asked), Vec::with_capacity(asked));
    let (mut reasons, mut missing) = (TextColumnBuilder::default(), TextColumnBuilder::default());
    for block in rows.chunks(BLOCK) {
        let of_row = |&row: &u32| kinds.iter().map(move |&kind| judge.finding(kind, row as usize));
        let findings: Vec<Finding> = block.par_iter().flat_map_iter(of_row).collect();
        let texts = texts(inputs.book, &findings, headers);
        for text in &texts.reasons {
            reasons.push(Some(text));
        }
        for text in &texts.missing {
            missing.push(Some(text));
        }
        for finding in findings {
            kinds_told.push(Some(Term::Kind(finding.kind)));
            outcomes.push(Some(Term::Outcome(finding.outcome)));
            scores.push(finding.score.unwrap_or(f64::NAN));
            runners_up.push(finding.runner_up.map(Term::Outcome));
        }
    }
    let each = || rows.iter().flat_map(|&row| std::iter::repeat_n(row as usize, kinds.len()));
    let codes: TextColumn = each().map(|row| table.text_of(TextField::ParcelCode, row)).collect();
    let column = ResultColumn::new;
    let mut findings = ResultTable {
        columns: vec![
            column(
                "feature_index",
                Unit::Count,
                Cells::Counts(each().map(|row| table.feature_index(row).into()).collect()),
            ),
            column("parcel_key", Unit::None, Cells::Texts(each().map(|row| table.keys().get(row)).collect())),
            column("parcel_code", Unit::None, Cells::Texts(codes)),
            column("kind", Unit::None, Cells::Terms(kinds_told)),
            column("outcome", Unit::None, Cells::Terms(outcomes)),
            column("score", Unit::Ratio, Cells::Numbers(scores)),
            column("runner_up", Unit::None, Cells::Terms(runners_up)),
            column("reasons", Unit::None, Cells::Texts(reasons.finish())),
            column("missing", Unit::None, Cells::Texts(missing.finish())),
        ],
    };
    findings.columns.extend(follow_up_columns(follow_ups, kinds, rows));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_rulebook_is_a_whole_sentence_in_both_languages() {
        let value = |fault| RulebookError::Value { line: 3, key: "idle.fee.share".to_owned(), fault };
        let text = |fault| RulebookError::Text {
            line: 3,
            key: "idle.fee.yeers".to_owned(),
            fault,
            detail: "unknown field `yeers`, expected one of `years`, `source`".to_owned(),
        };
        let faults = [
            text(TextFault::Syntax),
            text(TextFault::UnknownKey),
            text(TextFault::MissingKey),
            text(TextFault::UnknownWord),
            text(TextFault::Type),
            RulebookError::Newer { line: 3, version: 9 },
            RulebookError::Weights { line: 3, sum: 90.0 },
            value(ValueFault::Share),
            value(ValueFault::Quotas),
            value(ValueFault::Years),
            value(ValueFault::Number),
            value(ValueFault::Negative),
            value(ValueFault::Flag),
            value(ValueFault::Grade),
            value(ValueFault::LandGrade),
            value(ValueFault::Edition),
            value(ValueFault::Class),
            value(ValueFault::Industry),
            value(ValueFault::Place),
            value(ValueFault::Zone),
        ];
        for fault in faults {
            let messages = Lang::ALL.map(|lang| rulebook_fault(lang, Path::new("b.toml"), &fault));
            assert_ne!(messages[0], messages[1]);
            for message in &messages {
                assert!(message.contains('3') && message.contains("b.toml") && !message.contains('{'), "{message}");
            }
            assert!(!messages[0].contains("expected") && !messages[0].contains("unknown"), "{}", messages[0]);
        }
    }

    #[test]
    fn a_changed_rulebook_is_never_named_as_the_shipped_one() {
        let changed = Rulebook::shipped_text().replacen("years = 2\nsource", "years = 4\nsource", 1);
        let changed = Rulebook::from_toml(&changed).unwrap();
        for lang in Lang::ALL {
            let [before, after] = [Rulebook::shipped(), &changed].map(|book| {
                let notes = judging_notes(lang, book, 19_000);
                (rulebook_name(lang, book), notes[1].1.clone())
            });
            assert_ne!(before, after);
            assert!(after.1.contains(&after.0) && after.1.contains('1'), "{}", after.1);
        }
    }
}
