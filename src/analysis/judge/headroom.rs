//! 零增地: the floor area that parcels can take on without new land, up to the rulebook's target.
//!
//! Headroom = (target floor area ratio − present ratio) × land, m² of floor. The target is that of the parcel's industry
//! class where the book has one, else the book's default. Without a ratio or land nothing is known; at or above the
//! target it is 0, which [`Headroom::is_at_target`] tells apart. It needs no as-of day, so figures carry it unjudged.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::super::plain_sums::kept;
use super::super::{Figures, Indicator};
use super::rulebook::{Rulebook, SuggestionRules};
use super::words::Industries;
use crate::domain::{ParcelTable, RowSet};

/// The target and the headroom of every parcel of a table.
#[derive(Debug)]
pub struct Headroom {
    target_far: Vec<f64>,
    room_m2: Vec<f64>,
    /// Over all parcels, made when first asked for.
    whole: OnceLock<HeadroomSum>,
}

impl Headroom {
    /// The headroom of `table` by its figures and the book. O(rows).
    #[must_use]
    pub fn new(table: &ParcelTable, figures: &Figures, book: &Rulebook) -> Self {
        let industries = Industries::new(table, book);
        let far = figures.indicator_values(table, Indicator::Far);
        let land_m2 = figures.land_values_m2();
        let of_row = |row: usize| {
            let target = target_far(&book.suggestion, industries.get(row).map_or("", |industry| industry.class));
            (target, floor_headroom_m2(target, far[row], land_m2[row]))
        };
        let (target_far, room_m2) = (0..table.len()).into_par_iter().map(of_row).unzip();
        Self { target_far, room_m2, whole: OnceLock::new() }
    }

    /// Whether two books lead to the same headroom: they have the same targets and map industries alike.
    #[must_use]
    pub fn counts_alike(one: &Rulebook, other: &Rulebook) -> bool {
        let targets = |book: &Rulebook| (book.suggestion.target_far, book.suggestion.targets.clone());
        targets(one) == targets(other) && one.industries == other.industries
    }

    /// The floor area ratio a parcel is counted up to.
    #[must_use]
    pub fn target_far(&self, row: usize) -> Option<f64> {
        self.target_far.get(row).copied()
    }

    /// The floor area a parcel can take on, m²; `None` where its ratio or its land is not known.
    #[must_use]
    pub fn room_m2(&self, row: usize) -> Option<f64> {
        self.room_m2.get(row).copied().filter(|room| !room.is_nan())
    }

    /// Whether a parcel stands at its target or above it, so that its headroom is 0.
    #[must_use]
    pub fn is_at_target(&self, row: usize) -> bool {
        self.room_m2(row) == Some(0.0)
    }

    /// The headroom of some parcels in all, by the figures it was made from.
    #[must_use]
    pub fn sum(&self, figures: &Figures, rows: &RowSet) -> HeadroomSum {
        let sum = || {
            let mut sum = HeadroomSum::default();
            rows.for_each(|row| sum.add(self.room_m2[row], figures.land_values_m2()[row]));
            sum
        };
        if rows.is_full() { *self.whole.get_or_init(sum) } else { sum() }
    }

    /// The headroom of every parcel, m² of floor, NaN where it is not known.
    pub(in super::super) fn rooms_m2(&self) -> &[f64] {
        &self.room_m2
    }
}

/// The headroom of some parcels, and who is behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HeadroomSum {
    /// Σ headroom, m² of floor.
    pub room_m2: f64,
    /// Land of the parcels whose headroom is known, m².
    pub land_m2: f64,
    /// Parcels whose headroom is known, those at their target among them.
    pub parcels: u64,
    /// Parcels at their target or above it.
    pub at_target: u64,
    /// Parcels whose ratio or land is not known.
    pub missing: u64,
}

impl HeadroomSum {
    /// Adds a parcel by its headroom, NaN where that is not known, and its land. No branches: which headroom is known is as
    /// good as random.
    #[inline]
    pub(in super::super) fn add(&mut self, room_m2: f64, land_m2: f64) {
        let is_known = u64::from(!room_m2.is_nan());
        self.room_m2 += kept(room_m2, is_known);
        self.land_m2 += kept(land_m2, is_known);
        self.parcels += is_known;
        self.at_target += u64::from(room_m2 == 0.0);
        self.missing += 1 - is_known;
    }

    /// Σ headroom, m²; `None` where no parcel's is known.
    #[must_use]
    pub fn room(&self) -> Option<f64> {
        (self.parcels > 0).then_some(self.room_m2)
    }
}

/// The target of an industry class, else the default.
pub(super) fn target_far(rules: &SuggestionRules, class: &str) -> f64 {
    let is_for = |target: &str| !class.is_empty() && class.starts_with(target);
    rules.targets.iter().find(|target| is_for(&target.class)).map_or(rules.target_far, |target| target.target_far)
}

/// The floor area that can be added on land up to the target, m²; 0 at or above it, NaN where a number is missing.
pub(super) fn floor_headroom_m2(target_far: f64, far: f64, land_m2: f64) -> f64 {
    let room = (target_far - far) * land_m2;
    // `max` would take a missing number for 0.
    if room < 0.0 { 0.0 } else { room }
}

#[cfg(test)]
mod tests {
    use super::super::super::test_table::{figured, parcel};
    use super::super::rulebook::{RuleKind, TargetFar};
    use super::*;
    use crate::domain::{LandBasis, LandStatus, Measure};

    #[test]
    fn headroom_is_target_less_present_ratio_times_land_missing_stays_missing_and_full_land_is_told_apart() {
        let far = |mu: f64, far: f64| parcel(mu, LandStatus::InUse, None, None).with(Measure::FloorAreaRatio, far);
        let parcels = [
            far(15.0, 0.5),
            far(15.0, 2.0),
            far(15.0, 1.5),
            parcel(15.0, LandStatus::InUse, None, None),
            far(15.0, 0.5).without_shape(),
            far(15.0, 0.5).in_industry("电子"),
        ];
        let (table, figures, _) = figured(&parcels, LandBasis::default());
        let mut book = Rulebook::shipped().clone();
        book.suggestion.targets = vec![TargetFar {
            class: "39".to_owned(),
            target_far: 2.5,
            source: "example".to_owned(),
            kind: RuleKind::Example,
            note: String::new(),
        }];
        let headroom = Headroom::new(&table, &figures, &book);
        let room: Vec<_> = (0..6).map(|row| headroom.room_m2(row).map(f64::round)).collect();
        // 15 mu are 10 000 m².
        assert_eq!(room, [Some(10_000.0), Some(0.0), Some(0.0), None, None, Some(20_000.0)]);
        let at_target: Vec<usize> = (0..6).filter(|&row| headroom.is_at_target(row)).collect();
        assert_eq!(at_target, [1, 2]);
        assert_eq!((headroom.target_far(0), headroom.target_far(5)), (Some(1.5), Some(2.5)));
        let sum = headroom.sum(&figures, &RowSet::full(6));
        assert_eq!((sum.parcels, sum.at_target, sum.missing), (4, 2, 2));
        assert_eq!((sum.room().map(f64::round), sum.land_m2.round()), (Some(30_000.0), 40_000.0));
        assert_eq!(headroom.sum(&figures, &RowSet::from_rows(6, [3])).room(), None, "missing is never zero");
    }

    #[test]
    fn the_shipped_targets_are_examples_and_the_class_comes_before_the_default() {
        let rules = &Rulebook::shipped().suggestion;
        assert!(rules.kind == RuleKind::Example && rules.targets.iter().all(|target| target.kind == RuleKind::Example));
        let [first, ..] = rules.targets.as_slice() else { panic!("an example of a target by class") };
        assert_eq!(target_far(rules, &format!("{}12", first.class)), first.target_far);
        assert_eq!((target_far(rules, ""), target_far(rules, "99")), (rules.target_far, rules.target_far));
    }

    #[test]
    fn books_count_alike_that_differ_in_nothing_headroom_reads() {
        let shipped = Rulebook::shipped();
        let other = |change: fn(&mut Rulebook)| {
            let mut book = shipped.clone();
            change(&mut book);
            book
        };
        assert!(Headroom::counts_alike(shipped, &other(|book| book.name.push('x'))));
        assert!(!Headroom::counts_alike(shipped, &other(|book| book.suggestion.target_far += 0.1)));
        assert!(!Headroom::counts_alike(shipped, &other(|book| book.suggestion.targets.clear())));
        assert!(!Headroom::counts_alike(shipped, &other(|book| book.industries.clear())));
    }
}
