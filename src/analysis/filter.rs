//! Which parcels are shown and counted: conditions that must all hold.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Category, FindingKind, FollowState, LandStatus, Outcome, PairState, ParcelTable, RevivalRoute, RowSet, ShapeState,
    Tag, TagAgreement, Tags,
};

use super::pairing::Pairing;
use super::text_search::rows_with_text;
use super::{Figures, NumberKey};

/// Conditions on a parcel, all of which must hold; an empty one always holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words that must occur in some text of the parcel, whatever their case and width.
    pub text: String,
    /// The tags let through, `None` for untagged; any if empty.
    pub tags: Vec<Tag>,
    /// The routes let through, `None` for none; any if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Option<RevivalRoute>>,
    /// How tags that are let through stand to the suggestion; any if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<TagAgreement>,
    /// The statuses let through; any if empty.
    pub statuses: Vec<LandStatus>,
    /// The states of outlines let through; any if empty.
    pub shapes: Vec<ShapeState>,
    /// What became of parcels since a base file, of those let through; any if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presences: Vec<PairState>,
    /// Conditions on what parcels are judged to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingCondition>,
    /// Conditions on what became of findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowCondition>,
    /// Conditions on the file's own words.
    pub categories: Vec<CategoryCondition>,
    /// Conditions on numbers.
    pub numbers: Vec<NumberCondition>,
}

/// The words of a category that are let through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryCondition {
    /// The category.
    pub category: Category,
    /// The words let through; one that the table does not have lets nothing through.
    pub words: Vec<String>,
    /// Whether parcels without a word are let through.
    #[serde(default)]
    pub missing: bool,
}

/// The outcomes of one kind that are let through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCondition {
    /// What parcels are judged for.
    pub kind: FindingKind,
    /// The outcomes let through. Where nothing is judged no parcel has one.
    pub outcomes: Vec<Outcome>,
}

/// How far the checking of one kind of finding must have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowCondition {
    /// What parcels are judged for.
    pub kind: FindingKind,
    /// The states let through, `None` where nobody looked.
    pub states: Vec<Option<FollowState>>,
}

/// What a number must be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberCondition {
    /// The number, in the key's unit (shares as a fraction).
    pub number: NumberKey,
    /// What it must be.
    pub test: NumberTest,
}

/// A test of a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberTest {
    /// Known, and within these bounds, both included; `None` is no bound.
    Within {
        /// Least value let through.
        min: Option<f64>,
        /// Greatest value let through.
        max: Option<f64>,
    },
    /// Not known.
    Missing,
}

impl NumberTest {
    /// Whether a value (NaN for missing) passes.
    fn passes(self, value: f64) -> bool {
        match self {
            Self::Missing => value.is_nan(),
            Self::Within { min, max } => {
                !value.is_nan() && min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
            }
        }
    }
}

impl Filter {
    /// Whether every parcel passes because nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.tags.is_empty()
            && self.routes.is_empty()
            && self.agreements.is_empty()
            && self.statuses.is_empty()
            && self.shapes.is_empty()
            && self.presences.is_empty()
            && self.findings.is_empty()
            && self.follow_ups.is_empty()
            && self.categories.is_empty()
            && self.numbers.is_empty()
    }

    /// Whether it asks what parcels are judged to be.
    #[must_use]
    pub fn asks_findings(&self) -> bool {
        let is_judged = |condition: &NumberCondition| condition.number.is_judged();
        let has_conditions = !(self.findings.is_empty() && self.follow_ups.is_empty() && self.agreements.is_empty());
        has_conditions || self.numbers.iter().any(is_judged)
    }

    /// Whether it asks what parcels are tagged with.
    #[must_use]
    pub fn asks_tags(&self) -> bool {
        !(self.tags.is_empty() && self.routes.is_empty() && self.agreements.is_empty())
    }

    /// The parcels for which every condition holds; `pairing` is with the base file, where there is one: without one no
    /// parcel has become anything.
    #[must_use]
    pub fn rows(&self, table: &ParcelTable, figures: &Figures, tags: &Tags, pairing: Option<&Pairing>) -> RowSet {
        let len = table.len();
        let mut rows = rows_with_text(table, &self.text);
        if !self.tags.is_empty() {
            rows.intersect_with(&RowSet::where_row(len, |row| self.tags.contains(&tags.get(row))));
        }
        if !self.routes.is_empty() {
            rows.intersect_with(&RowSet::where_row(len, |row| self.routes.contains(&tags.route(row))));
        }
        if !self.agreements.is_empty() {
            let agreement = |row| {
                let suggested = figures.judged()?.outcome(FindingKind::Suggestion, row);
                Some(TagAgreement::of(tags.get(row), suggested))
            };
            let passes = |row| agreement(row).is_some_and(|agreement| self.agreements.contains(&agreement));
            rows.intersect_with(&RowSet::where_row(len, passes));
        }
        if !self.statuses.is_empty() {
            rows.intersect_with(&RowSet::where_row(len, |row| self.statuses.contains(&figures.status(row))));
        }
        if !self.shapes.is_empty() {
            rows.intersect_with(&RowSet::where_row(len, |row| self.shapes.contains(&table.shape_state(row))));
        }
        if !self.presences.is_empty() {
            let state = |row| pairing.and_then(|pairing| pairing.of_current(row)).map(|pair| pair.state);
            let passes = |row| state(row).is_some_and(|state| self.presences.contains(&state));
            rows.intersect_with(&RowSet::where_row(len, passes));
        }
        for condition in &self.findings {
            let passes = |row| {
                figures.judged().is_some_and(|judged| condition.outcomes.contains(&judged.outcome(condition.kind, row)))
            };
            rows.intersect_with(&RowSet::where_row(len, passes));
        }
        for condition in &self.follow_ups {
            let passes = |row| {
                figures
                    .judged()
                    .is_some_and(|judged| condition.states.contains(&judged.follow_ups().state(row, condition.kind)))
            };
            rows.intersect_with(&RowSet::where_row(len, passes));
        }
        for condition in &self.categories {
            rows.intersect_with(&condition.rows(table));
        }
        for condition in &self.numbers {
            let values = figures.number_values(table, condition.number);
            rows.intersect_with(&RowSet::where_row(len, |row| condition.test.passes(values[row])));
        }
        rows
    }
}

impl CategoryCondition {
    fn rows(&self, table: &ParcelTable) -> RowSet {
        let Some(column) = table.category(self.category) else {
            return if self.missing { RowSet::full(table.len()) } else { RowSet::empty(table.len()) };
        };
        let passes = |word: &str| self.words.iter().any(|each| each == word);
        let passing: Vec<bool> = column.words().iter().map(|word| passes(word)).collect();
        let codes = column.codes();
        RowSet::where_row(table.len(), |row| passing.get(codes[row] as usize).copied().unwrap_or(self.missing))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Indicator;
    use super::super::test_table::{Parcel, figured, parcel, table_of};
    use super::*;
    use crate::domain::{LandBasis, RenewalModel};
    use proptest::prelude::*;

    fn parcels() -> Vec<Parcel> {
        vec![
            parcel(10.0, LandStatus::InUse, Some(100.0), Some(5.0)).in_park("甲园").named("纺织厂"),
            parcel(20.0, LandStatus::InUse, Some(900.0), None).in_park("乙园").named("机械厂"),
            parcel(5.0, LandStatus::Suspended, None, None).in_park("甲园"),
            parcel(8.0, LandStatus::Unknown, None, None),
        ]
    }

    fn rows(filter: &Filter) -> Vec<usize> {
        let (table, figures, mut tags) = figured(&parcels(), LandBasis::default());
        tags.set(1, Some(RenewalModel::ParkInPark));
        tags.set_route(2, Some(RevivalRoute::Fund));
        tags.set_route(0, Some(RevivalRoute::Private));
        filter.rows(&table, &figures, &tags, Some(&Pairing::of_one(table.len()))).iter().collect()
    }

    fn number(number: NumberKey, test: NumberTest) -> Filter {
        Filter { numbers: vec![NumberCondition { number, test }], ..Filter::default() }
    }

    #[test]
    fn an_empty_filter_lets_everything_through() {
        assert!(Filter::default().is_empty());
        assert_eq!(rows(&Filter::default()), [0, 1, 2, 3]);
    }

    #[test]
    fn each_kind_of_condition_lets_through_what_it_names() {
        assert_eq!(rows(&Filter { text: "机械".into(), ..Filter::default() }), [1]);
        assert_eq!(rows(&Filter { tags: vec![None], ..Filter::default() }), [0, 2, 3]);
        assert_eq!(rows(&Filter { tags: vec![Some(RenewalModel::ParkInPark)], ..Filter::default() }), [1]);
        let routes = vec![Some(RevivalRoute::Fund), None];
        assert_eq!(rows(&Filter { routes: routes[..1].to_vec(), ..Filter::default() }), [2]);
        assert!(Filter { routes, ..Filter::default() }.asks_tags());
        let presence = |state| Filter { presences: vec![state], ..Filter::default() };
        assert_eq!(rows(&presence(PairState::InBoth)), [0, 1, 2, 3]);
        assert!(rows(&presence(PairState::Split)).is_empty());
        let statuses = vec![LandStatus::Suspended, LandStatus::Unknown];
        assert_eq!(rows(&Filter { statuses, ..Filter::default() }), [2, 3]);
        let park = |words: &[&str], missing| Filter {
            categories: vec![CategoryCondition {
                category: Category::Park,
                words: words.iter().map(|&word| word.to_owned()).collect(),
                missing,
            }],
            ..Filter::default()
        };
        assert_eq!(rows(&park(&["甲园", "丙园"], false)), [0, 2]);
        assert_eq!(rows(&park(&[], true)), [3]);
    }

    #[test]
    fn a_missing_number_is_in_no_range_and_can_be_asked_for() {
        let per_mu = NumberKey::Indicator(Indicator::OutputPerMu);
        let within = |min, max| NumberTest::Within { min, max };
        assert_eq!(rows(&number(per_mu, within(None, Some(10.1)))), [0, 2], "the assumed zero is a number");
        assert_eq!(rows(&number(per_mu, within(None, None))), [0, 1, 2]);
        assert_eq!(rows(&number(per_mu, NumberTest::Missing)), [3]);
        assert_eq!(rows(&number(NumberKey::Land, within(Some(6.0), Some(15.0)))), [0, 3]);
    }

    #[test]
    fn conditions_hold_together_and_a_filter_reads_back_as_it_was_saved() {
        let mut filter = number(NumberKey::Land, NumberTest::Within { min: Some(6.0), max: None });
        filter.statuses = vec![LandStatus::InUse];
        filter.tags = vec![None, Some(RenewalModel::SlimCore)];
        assert_eq!(rows(&filter), [0]);
        let saved = serde_json::to_string(&filter).unwrap();
        assert_eq!(serde_json::from_str::<Filter>(&saved).unwrap(), filter);
        assert_eq!(serde_json::from_str::<Filter>("{}").unwrap(), Filter::default());
    }

    proptest! {
        #[test]
        fn what_a_filter_let_through_it_lets_through_again(
            lands in prop::collection::vec(1.0..100.0_f64, 0..30), min in 0.0..100.0_f64
        ) {
            let all: Vec<Parcel> = lands
                .iter()
                .enumerate()
                .map(|(row, &mu)| parcel(mu, LandStatus::ALL[row % 7], (row % 3 > 0).then_some(mu), None))
                .collect();
            let mut filter = number(NumberKey::Land, NumberTest::Within { min: Some(min), max: None });
            filter.statuses = vec![LandStatus::InUse, LandStatus::Suspended];
            let (table, figures, tags) = figured(&all, LandBasis::default());
            let once = filter.rows(&table, &figures, &tags, None);
            let kept: Vec<Parcel> = once.iter().map(|row| all[row].clone()).collect();
            let again = table_of(&kept);
            let figures = Figures::new(&again, figures.settings());
            prop_assert!(filter.rows(&again, &figures, &Tags::untagged(kept.len()), None).is_full());
        }
    }
}
