//! Who is not graded by rule, T (暂不评价): whom the file says so of, who builds or lies idle, who is a utility.
//!
//! What the file says is said of a firm: one of its parcels is enough. A status or an industry has to be that of all.

use std::sync::Arc;

use super::inputs::{Facts, JudgeInputs};
use super::reason::{Reason, Stance, Value};
use super::rulebook::Rulebook;
use super::words::{Meanings, is_one_of};
use crate::domain::{Category, LandStatus, Outcome, ParcelTable};

/// Why a parcel is not graded by rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NotGraded {
    /// By this word of its file.
    Said(Arc<str>),
    /// By its status.
    Status(LandStatus),
    /// By its industry, a utility's.
    Industry(Arc<str>),
}

impl NotGraded {
    pub(super) fn reason(self) -> Reason {
        let (reason, measured) = match self {
            Self::Said(word) => (Reason::new("grade_t_said", Stance::Fired), Value::Word(word)),
            Self::Status(status) => (Reason::new("grade_t_status", Stance::Fired), Value::Status(status)),
            Self::Industry(word) => (Reason::new("grade_t_industry", Stance::Fired), Value::Word(word)),
        };
        reason.measured(Some(measured))
    }
}

/// Whether the file says that a parcel's firm is not graded, by row: a word of the book's, the letter T, or yes.
pub(super) fn said_not_graded<'a>(table: &'a ParcelTable, book: &Rulebook) -> Meanings<'a, bool> {
    Meanings::new(table, Category::Evaluation, |_, word| {
        let is_part = book.words.not_graded.iter().any(|part| word.contains(part.as_str()));
        is_part || is_one_of(&book.words.yes, word) || word.trim() == Outcome::GradeT.key()
    })
}

/// Why a row is not graded by rule.
fn of_row(inputs: &JudgeInputs<'_>, facts: &Facts<'_>, row: usize) -> Option<NotGraded> {
    let word_of = |category| inputs.table.word_of(category, row).map(Arc::clone);
    if facts.said_not_graded.get(row) == Some(true) {
        return word_of(Category::Evaluation).map(NotGraded::Said);
    }
    let status = facts.status(row);
    if inputs.book.grade.t_statuses.contains(&status) {
        return Some(NotGraded::Status(status));
    }
    let group = facts.industries.get(row)?.group.filter(|group| group.utility)?;
    Some(NotGraded::Industry(word_of(Category::Industry).unwrap_or_else(|| group.name.as_str().into())))
}

/// Whether a unit, which stands on `rows`, is not graded by rule.
pub(super) fn is_not_graded(inputs: &JudgeInputs<'_>, facts: &Facts<'_>, rows: &[u32]) -> bool {
    rows.iter().any(|&row| facts.said_not_graded.get(row as usize) == Some(true))
        || rows.iter().all(|&row| of_row(inputs, facts, row as usize).is_some())
}

/// Why the unit of a row, which stands on `rows`, is not graded by rule: what the file says goes first, then what is so of
/// the row itself, then the rest in an order that is not that of rows.
pub(super) fn why_not_graded(
    inputs: &JudgeInputs<'_>,
    facts: &Facts<'_>,
    row: usize,
    rows: &[u32],
) -> Option<NotGraded> {
    let others = rows.iter().map(|&row| row as usize).filter(|&other| other != row);
    let reasons =
        std::iter::once(row).chain(others).filter_map(|each| Some((each != row, of_row(inputs, facts, each)?)));
    let by_rank =
        |(is_other, reason): &(bool, NotGraded)| (!matches!(reason, NotGraded::Said(_)), *is_other, reason.clone());
    reasons.min_by_key(by_rank).map(|(_, reason)| reason)
}
