//! Where a parcel's tag differs from the model suggested for it: the list, what speaks for the one and against the other,
//! and the list as a table.

use std::sync::Arc;

use super::cached::Cached;
use super::derived::ShownKey;
use super::document::Document;
use super::document_judging::Judging;
use super::finding_keys::reasons_as_keys;
use super::finding_text::reason_text;
use crate::analysis::judge::{Finding, JudgeInputs, Judged, Reason, Stance};
use crate::analysis::{Figures, identity_columns};
use crate::domain::units::mu_from_m2;
use crate::domain::{
    Cells, FindingKind, Outcome, ParcelTable, RenewalModel, ResultColumn, ResultTable, RowSet, TagAgreement, Tags,
    Term, TextColumnBuilder, Unit,
};
use crate::io::Headers;
use crate::locale::Lang;

/// A parcel whose tag is not the suggested model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TagDifference {
    /// Its row.
    pub row: u32,
    /// What it is tagged with.
    pub tagged: RenewalModel,
    /// What is suggested.
    pub suggested: RenewalModel,
    /// The suggestion's score, 0–1.
    pub score: f64,
}

/// Why, in words or keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DifferenceReasons {
    /// What speaks for the suggested model.
    pub in_favour: String,
    /// What the one it is tagged with scores, what speaks against it, and what is not known of it.
    pub against: String,
}

/// The differences among `rows` (all if `None`), the highest score first, then by row.
#[must_use]
pub(super) fn differences(judged: &Judged, tags: &Tags, rows: Option<&RowSet>) -> Vec<TagDifference> {
    if judged.is_pending() {
        return Vec::new();
    }
    let difference = |row: usize| {
        let (tagged, outcome) = (tags.get(row)?, judged.outcome(FindingKind::Suggestion, row));
        let Outcome::Model(suggested) = outcome else { return None };
        let differs = TagAgreement::of(Some(tagged), outcome) == TagAgreement::Differs;
        let score = judged.suggestion_score(row)?;
        differs.then_some(TagDifference { row: row as u32, tagged, suggested, score })
    };
    let mut list: Vec<TagDifference> = match rows {
        Some(rows) => rows.iter().filter_map(difference).collect(),
        None => (0..tags.len()).filter_map(difference).collect(),
    };
    list.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)));
    list
}

/// The reasons of each difference, in order; by the inputs the judged result was made of.
#[must_use]
pub(super) fn difference_reasons(
    headers: Headers,
    judged: &Judged,
    inputs: JudgeInputs<'_>,
    list: &[TagDifference],
) -> Vec<DifferenceReasons> {
    let of = |model: fn(&TagDifference) -> RenewalModel| {
        let pairs: Vec<_> = list.iter().map(|each| (each.row, model(each))).collect();
        judged.model_findings(inputs, &pairs)
    };
    let (suggested, tagged) = (of(|each| each.suggested), of(|each| each.tagged));
    let reasons = suggested.iter().zip(&tagged).map(|(suggested, tagged)| DifferenceReasons {
        in_favour: told(headers, with_stance(suggested, &[Stance::Fired]), None),
        against: told(
            headers,
            with_stance(tagged, &[Stance::NotFired, Stance::Unknown]),
            Some(tagged_score(headers, tagged.score)),
        ),
    });
    reasons.collect()
}

/// The reasons that stand so.
fn with_stance<'a>(finding: &'a Finding, stances: &'a [Stance]) -> impl Iterator<Item = &'a Reason> {
    finding.reasons.iter().filter(|reason| stances.contains(&reason.stance))
}

/// Some reasons, what goes `first` before them.
fn told<'a>(headers: Headers, reasons: impl Iterator<Item = &'a Reason>, first: Option<String>) -> String {
    let (texts, separator): (Vec<String>, _) = match headers {
        Headers::Keys => (vec![reasons_as_keys(reasons)], "; ".into()),
        Headers::Words(lang) => {
            (reasons.map(|reason| reason_text(lang, reason)).collect(), lang.text("reasons-separator"))
        }
    };
    let texts = first.into_iter().chain(texts).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(&separator)
}

/// What the model a parcel is tagged with scores.
fn tagged_score(headers: Headers, score: Option<f64>) -> String {
    match (headers, score) {
        (Headers::Keys, Some(score)) => format!("score[{score}]:note"),
        (Headers::Keys, None) => "score:unknown".to_owned(),
        (Headers::Words(lang), Some(score)) => {
            lang.text_with("differences-tagged-score", [("score", lang.number(Some(score), Unit::Ratio).into())])
        }
        (Headers::Words(lang), None) => lang.text("differences-tagged-no-score").into_owned(),
    }
}

/// The list as a table, one row a difference.
#[must_use]
pub(super) fn difference_table(
    headers: Headers,
    (table, figures): (&ParcelTable, &Figures),
    judging: &Judging,
    tags: &Tags,
    rows: Option<&RowSet>,
) -> ResultTable {
    let Some(judged) = figures.judged() else { return ResultTable::default() };
    let list = differences(judged, tags, rows);
    let inputs = judging.inputs(table, figures);
    let (mut in_favour, mut against) = (TextColumnBuilder::default(), TextColumnBuilder::default());
    for reasons in difference_reasons(headers, judged, inputs, &list) {
        in_favour.push(Some(reasons.in_favour.as_str()));
        against.push(Some(reasons.against.as_str()));
    }
    let rows: Vec<u32> = list.iter().map(|each| each.row).collect();
    let model = |of: fn(&TagDifference) -> RenewalModel| {
        Cells::Terms(list.iter().map(|each| Some(Term::Model(of(each)))).collect())
    };
    let land = rows.iter().map(|&row| figures.land_m2(row as usize).map_or(f64::NAN, mu_from_m2)).collect();
    let further = [
        ("land_mu", Unit::Mu, Cells::Numbers(land)),
        ("model", Unit::None, model(|each| each.tagged)),
        ("finding_suggestion", Unit::None, model(|each| each.suggested)),
        ("suggestion_score", Unit::Ratio, Cells::Numbers(list.iter().map(|each| each.score).collect())),
        ("reasons_for_suggestion", Unit::None, Cells::Texts(in_favour.finish())),
        ("reasons_against_tag", Unit::None, Cells::Texts(against.finish())),
    ];
    let further = further.map(|(key, unit, cells)| ResultColumn::new(key, unit, cells));
    ResultTable { columns: identity_columns(table, &rows).into_iter().chain(further).collect() }
}

/// The shown differences and what they depend on.
type ListKey = (ShownKey, u64, u64);

/// The caches.
#[derive(Debug, Default)]
pub struct DifferenceCaches {
    list: Cached<ListKey, Arc<Vec<TagDifference>>>,
    reasons: Cached<(ListKey, Lang, std::ops::Range<usize>), Arc<Vec<DifferenceReasons>>>,
}

impl Document {
    /// The shown parcels whose tag differs from the suggestion, the highest score first.
    pub fn tag_differences(&mut self) -> Arc<Vec<TagDifference>> {
        let (judged, shown) = (self.judged(), self.shown());
        let key = self.difference_key();
        let Self { derived, tags, .. } = self;
        let list = || Arc::new(differences(judged.judged(), tags, Some(&shown)));
        Arc::clone(derived.differences.list.get_or(key, list))
    }

    /// Why, for those at these places of the list.
    pub fn difference_reasons(&mut self, lang: Lang, places: std::ops::Range<usize>) -> Arc<Vec<DifferenceReasons>> {
        let (judged, list) = (self.judged(), self.tag_differences());
        let places = places.start.min(list.len())..places.end.min(list.len());
        let key = (self.difference_key(), lang, places.clone());
        let (headers, inputs) = (Headers::Words(lang), judged.work.inputs());
        let reasons = || Arc::new(difference_reasons(headers, judged.judged(), inputs, &list[places.clone()]));
        Arc::clone(self.derived.differences.reasons.get_or(key, reasons))
    }

    fn difference_key(&self) -> ListKey {
        (self.shown_key(), self.revisions().tags, self.derived.judged.number())
    }
}

#[cfg(test)]
mod tests {
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::day_from_iso;

    #[test]
    fn every_tag_that_is_not_the_suggested_model_is_listed_with_what_speaks_for_and_against() {
        let mut document = Document::new(loaded_sample(), 1);
        document.set_as_of(day_from_iso("2024-06-30").unwrap());
        let suggested = document.outcomes(FindingKind::Suggestion);
        let all = RowSet::full(suggested.len());
        document.tag_rows(&all, Some(RenewalModel::ParkInPark));
        let list = document.tag_differences();
        let judged = document.judged();
        let pairs: Vec<_> = list.iter().map(|each| (each.row, each.tagged)).collect();
        let tagged = judged.judged().model_findings(judged.work.inputs(), &pairs);
        let is_less = |(tagged, each): (&Finding, &TagDifference)| tagged.score.is_none_or(|score| score <= each.score);
        assert!(tagged.iter().zip(list.iter()).all(is_less), "no tagged model scores above the suggested one");
        let expected =
            |outcome: &&Outcome| matches!(outcome, Outcome::Model(model) if *model != RenewalModel::ParkInPark);
        assert_eq!(list.len(), suggested.iter().filter(expected).count());
        assert!(list.len() > 20 && list.is_sorted_by(|a, b| a.score >= b.score));
        for lang in Lang::ALL {
            let reasons = document.difference_reasons(lang, 0..10);
            assert_eq!(reasons.len(), 10);
            for (each, difference) in reasons.iter().zip(list.iter()) {
                assert!(!each.in_favour.is_empty() && !each.against.is_empty(), "{difference:?} {each:?}");
            }
        }
        let figures = document.figures();
        let judging = document.judging().clone();
        let parts = (&**document.table(), &*figures);
        let sheet = difference_table(Headers::Words(Lang::Zh), parts, &judging, document.tags(), None);
        assert_eq!(sheet.len(), list.len());
        assert_eq!(sheet.number("suggestion_score", 0), Some(list[0].score));
        document.undo();
        let all = document.tag_differences();
        assert!(all.iter().all(|each| document.tags().get(each.row as usize) == Some(each.tagged)));
    }
}
