//! Sums over parcels: the one accumulator behind summary, charts and the headline figures, filled group by group elsewhere.

use crate::domain::LandStatus;
use crate::domain::units::mu_from_m2;

use super::Indicator;
use super::idle_land::IdleSum;
use super::judge::HeadroomSum;
use super::ratio::RatioSum;
use super::tagged_sum::TaggedSum;

/// The sums over some parcels. Areas are in m²; the methods give them in mu, `None` where nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Parcels in all.
    pub parcels: u64,
    /// Σ land by the chosen basis, m².
    pub land_m2: f64,
    /// Parcels with land.
    pub land_parcels: u64,
    /// Σ registered area, m².
    pub registered_m2: f64,
    /// Parcels with a registered area above 0.
    pub registered_parcels: u64,
    /// Σ area of all valid outlines, m².
    pub geometric_m2: f64,
    /// Parcels with a valid outline.
    pub geometric_parcels: u64,
    /// Parcels by status, in [`LandStatus::ALL`]'s order.
    pub parcels_by_status: [u64; 7],
    /// Σ land by status, m², in [`LandStatus::ALL`]'s order.
    pub land_by_status_m2: [f64; 7],
    /// Parcels suspected idle (疑似闲置), by decree or by status.
    pub idle_parcels: u64,
    /// Σ land of parcels suspected idle, each whole, m².
    pub idle_m2: f64,
    /// Parcels among them suspected by their status alone.
    pub idle_by_status_parcels: u64,
    /// Σ land of these, m².
    pub idle_by_status_m2: f64,
    /// Parcels of which it cannot be told whether they lie idle.
    pub idle_untold_parcels: u64,
    /// Parcels with a renewal model.
    pub tagged_parcels: u64,
    /// Σ land of parcels with a renewal model, m².
    pub tagged_m2: f64,
    /// Parcels without shape (无图形).
    pub no_shape_parcels: u64,
    /// Parcels whose outline is invalid.
    pub invalid_shape_parcels: u64,
    /// The floor area they can take on (零增地), where figures carry it.
    pub(super) headroom: HeadroomSum,
    /// Output over the land of parcels in use only.
    pub output_in_use: RatioSum,
    pub(super) ratios: [RatioSum; Indicator::ALL.len()],
}

impl Totals {
    /// Puts the sum of an indicator by its index in place, behind the last that of output over land in use.
    pub(super) fn put_ratio(&mut self, index: usize, sum: RatioSum) {
        match self.ratios.get_mut(index) {
            Some(ratio) => *ratio = sum,
            None => self.output_in_use = sum,
        }
    }

    /// The same sums with what tags say of them put in place.
    #[must_use]
    pub fn with_tagged(self, tagged: TaggedSum) -> Self {
        Self { tagged_parcels: tagged.parcels, tagged_m2: tagged.land_m2, ..self }
    }

    /// The same sums with the floor headroom put in place.
    #[must_use]
    pub(super) fn with_headroom(self, headroom: HeadroomSum) -> Self {
        Self { headroom, ..self }
    }

    /// The same sums with what findings say of idle land put in place.
    #[must_use]
    pub fn with_idle(self, idle: IdleSum) -> Self {
        Self {
            idle_parcels: idle.parcels,
            idle_m2: idle.land_m2,
            idle_by_status_parcels: idle.by_status_parcels,
            idle_by_status_m2: idle.by_status_m2,
            idle_untold_parcels: idle.untold_parcels,
            ..self
        }
    }

    /// The sums behind an indicator.
    #[must_use]
    pub fn sums(&self, indicator: Indicator) -> &RatioSum {
        &self.ratios[indicator.index()]
    }

    /// An indicator over all these parcels, Σ/Σ, in the indicator's unit.
    #[must_use]
    pub fn ratio(&self, indicator: Indicator) -> Option<f64> {
        self.sums(indicator).ratio(indicator)
    }

    /// 亩均产值 of the land in use only, 万元/亩.
    #[must_use]
    pub fn output_per_mu_in_use(&self) -> Option<f64> {
        self.output_in_use.ratio(Indicator::OutputPerMu)
    }

    /// Land by the chosen basis, mu; `None` if no parcel has any.
    #[must_use]
    pub fn land_mu(&self) -> Option<f64> {
        (self.land_parcels > 0).then(|| mu_from_m2(self.land_m2))
    }

    /// Parcels without land: no registered area and no valid outline that the basis may use.
    #[must_use]
    pub fn no_land_parcels(&self) -> u64 {
        self.parcels - self.land_parcels
    }

    /// Registered area, mu; `None` if no parcel has one.
    #[must_use]
    pub fn registered_area_mu(&self) -> Option<f64> {
        (self.registered_parcels > 0).then(|| mu_from_m2(self.registered_m2))
    }

    /// Area of all valid outlines, mu; `None` if there is none.
    #[must_use]
    pub fn geometric_area_mu(&self) -> Option<f64> {
        (self.geometric_parcels > 0).then(|| mu_from_m2(self.geometric_m2))
    }

    /// Parcels of a status.
    #[must_use]
    pub fn parcels_of(&self, status: LandStatus) -> u64 {
        self.parcels_by_status[status as usize]
    }

    /// Land of a status, mu; `None` where no parcel's status is known.
    #[must_use]
    pub fn land_mu_of(&self, status: LandStatus) -> Option<f64> {
        self.by_status(|each| each == status)
    }

    /// Σ land of suspected idle parcels, mu; `None` where it can be told of no parcel.
    #[must_use]
    pub fn idle_area_mu(&self) -> Option<f64> {
        self.any_idle_told().then(|| mu_from_m2(self.idle_m2))
    }

    /// The part of [`Self::idle_area_mu`] that is suspected by the status word alone, mu.
    #[must_use]
    pub fn idle_by_status_area_mu(&self) -> Option<f64> {
        self.any_idle_told().then(|| mu_from_m2(self.idle_by_status_m2))
    }

    /// 闲置率: idle land / land supplied.
    #[must_use]
    pub fn idle_rate(&self) -> Option<f64> {
        share(self.idle_area_mu(), self.supplied_land_mu())
    }

    /// 停产空置面积, mu: built, producing nothing; a figure of its own and never added to idle land.
    #[must_use]
    pub fn vacant_built_area_mu(&self) -> Option<f64> {
        self.land_mu_of(LandStatus::VacantBuilt)
    }

    /// Land supplied, mu: all but `not_supplied`, so unknown statuses are in it. What idle and built rates stand on.
    #[must_use]
    pub fn supplied_land_mu(&self) -> Option<f64> {
        (self.land_parcels > 0).then(|| self.land_mu_where(LandStatus::is_supplied))
    }

    /// 土地建成率: land in use or vacant built / land supplied.
    #[must_use]
    pub fn built_rate(&self) -> Option<f64> {
        share(self.by_status(LandStatus::is_built), self.supplied_land_mu())
    }

    fn any_idle_told(&self) -> bool {
        self.idle_untold_parcels < self.parcels
    }

    fn any_status_known(&self) -> bool {
        self.parcels_of(LandStatus::Unknown) < self.parcels
    }

    fn by_status(&self, of: impl Fn(LandStatus) -> bool) -> Option<f64> {
        self.any_status_known().then(|| self.land_mu_where(of))
    }

    fn land_mu_where(&self, of: impl Fn(LandStatus) -> bool) -> f64 {
        let statuses = LandStatus::ALL.into_iter().zip(self.land_by_status_m2);
        mu_from_m2(statuses.filter(|&(status, _)| of(status)).map(|(_, land)| land).sum())
    }
}

/// A part over its whole, `None` where either is unknown or the whole is nothing.
pub(super) fn share(part: Option<f64>, whole: Option<f64>) -> Option<f64> {
    whole.filter(|&whole| whole > 0.0).and_then(|whole| Some(part? / whole))
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, near, parcel};
    use super::super::{Grouping, group_totals, totals};
    use super::*;
    use crate::domain::{LandBasis, RowSet};

    #[test]
    fn idle_vacant_and_built_rates_stand_on_the_land_supplied() {
        let (table, figures, tags) = figured(
            &[
                parcel(40.0, LandStatus::InUse, None, None),
                parcel(10.0, LandStatus::VacantBuilt, None, None),
                parcel(20.0, LandStatus::NotStarted, None, None),
                parcel(10.0, LandStatus::Suspended, None, None),
                parcel(15.0, LandStatus::UnderConstruction, None, None),
                parcel(5.0, LandStatus::Unknown, None, None),
                parcel(100.0, LandStatus::NotSupplied, None, None),
                parcel(7.0, LandStatus::NotStarted, None, None).without_shape(),
            ],
            LandBasis::default(),
        );
        let totals = totals(&table, &figures, &tags, None);
        assert_eq!((totals.parcels, totals.idle_parcels, totals.no_land_parcels()), (8, 3, 1));
        assert!(near(totals.supplied_land_mu().unwrap(), 100.0));
        assert!(near(totals.idle_area_mu().unwrap(), 30.0));
        assert!(near(totals.idle_rate().unwrap(), 0.3));
        assert!(near(totals.vacant_built_area_mu().unwrap(), 10.0));
        assert!(near(totals.built_rate().unwrap(), 0.5));
    }

    #[test]
    fn where_no_status_is_known_nothing_is_said_of_idle_land() {
        let (table, figures, tags) = figured(&[parcel(4.0, LandStatus::Unknown, None, None)], LandBasis::default());
        let totals = totals(&table, &figures, &tags, None);
        assert_eq!((totals.idle_area_mu(), totals.idle_rate(), totals.vacant_built_area_mu()), (None, None, None));
        assert_eq!(totals.built_rate(), None);
        assert_eq!(totals.registered_area_mu(), None);
        assert!(near(totals.land_mu().unwrap(), 4.0));
    }

    #[test]
    fn output_per_mu_in_use_leaves_out_all_other_land() {
        let (table, figures, tags) = figured(
            &[
                parcel(10.0, LandStatus::InUse, Some(500.0), None),
                parcel(10.0, LandStatus::InUse, None, None),
                parcel(10.0, LandStatus::Suspended, None, None),
                parcel(10.0, LandStatus::UnderConstruction, Some(20.0), None),
            ],
            LandBasis::default(),
        );
        let totals = totals(&table, &figures, &tags, None);
        assert!(near(totals.output_per_mu_in_use().unwrap(), 50.0));
        assert!(near(totals.ratio(Indicator::OutputPerMu).unwrap(), 520.0 / 30.0));
        assert_eq!((totals.output_in_use.parcels, totals.output_in_use.missing), (1, 1));
    }

    #[test]
    fn shapes_that_are_missing_or_invalid_are_counted_and_stay_outside_the_geometric_area() {
        let invalid = Parcel { invalid_shape: true, ..Parcel::default() };
        let (table, figures, tags) =
            figured(&[invalid, Parcel::default(), parcel(3.0, LandStatus::InUse, None, None)], LandBasis::default());
        let totals = totals(&table, &figures, &tags, None);
        assert_eq!((totals.no_shape_parcels, totals.invalid_shape_parcels, totals.geometric_parcels), (1, 1, 1));
        assert_eq!(totals.geometric_area_mu(), Some(3.0));
    }

    #[test]
    fn few_rows_tags_and_idle_land_apart_come_to_the_same_to_the_bit() {
        let many: Vec<Parcel> = (0..200_u16)
            .map(|row| {
                let status = LandStatus::ALL[usize::from(row) % 7];
                parcel(0.1 + f64::from(row) / 7.0, status, (row % 3 > 0).then_some(f64::from(row) / 3.0), None)
            })
            .collect();
        let (table, figures, mut tags) = figured(&many, LandBasis::default());
        let few = RowSet::from_rows(200, [3, 8, 9, 60, 61, 62, 199]);
        let untagged = totals(&table, &figures, &tags, Some(&few));
        assert_eq!(untagged, group_totals(&table, &figures, &tags, Some(&few), Grouping::Status).total);
        for row in [2, 8, 61, 199] {
            tags.set(row, Some(crate::domain::RenewalModel::SlimCore));
        }
        let tagged = group_totals(&table, &figures, &tags, Some(&few), Grouping::None).total;
        assert_eq!(tagged.tagged_parcels, 3);
        assert_eq!(untagged.with_tagged(TaggedSum::new(&figures, &tags, &few)), tagged);
        let idle = IdleSum::new(&figures, &few);
        assert!(idle.parcels > 0 && idle.untold_parcels > 0);
        assert_eq!(untagged.with_idle(IdleSum::default()).with_idle(idle), untagged);
    }

    #[test]
    fn no_rows_give_no_figures_and_no_groups() {
        let (table, figures, tags) = figured(&[parcel(3.0, LandStatus::InUse, Some(1.0), None)], LandBasis::default());
        let none = RowSet::empty(1);
        let all = group_totals(&table, &figures, &tags, Some(&none), Grouping::Status);
        assert!(all.groups.is_empty());
        assert_eq!(all.total, Totals::default());
        assert_eq!(all.total.land_mu(), None);
    }
}
