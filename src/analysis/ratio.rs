//! The one rule by which a parcel enters a ratio: with its value, as an assumed zero, as missing, or not at all.
//!
//! Parcel figures, group figures, quantiles and the Gini coefficient all ask [`super::ratio_columns`], so they cannot
//! differ in what they count. The rule:
//!
//! - value and base there: both count;
//! - value blank, the parcel produces nothing (by its status, as the rulebook's missing-value rule lists them, or since it
//!   is suspected idle by decree) and the ratio is one of output, revenue, tax or value added per mu: counts as 0 on its
//!   full land, an **assumed zero**; with no land it leaves both sides;
//! - a blank of a parcel in use, of unknown status, or of a status that produces nothing and is not on the rulebook's list,
//!   and any value without a base to stand on: **missing**;
//! - every other blank (land not supplied; investment, floors or staff of land that produces nothing) leaves both sides
//!   and is not missing: nothing was to be expected there.
//!
//! A table without the column for the chosen year has no blanks to assume anything of: nothing counts as 0.

use crate::domain::units::mu_from_m2;

use super::indicator::{Denominator, Indicator};

/// What a parcel is to a ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing was expected of it.
    #[default]
    Aside,
    /// It counts with its value.
    Known,
    /// It counts as 0 on its full land.
    AssumedZero,
    /// It does not count though it should.
    Missing,
}

impl Standing {
    pub(super) fn is_counted(self) -> bool {
        matches!(self, Self::Known | Self::AssumedZero)
    }

    /// What it adds to the counts of those that count, as an assumed zero among them, and are missing.
    #[inline]
    pub(super) fn counts(self) -> [u64; 3] {
        [self.is_counted(), self == Self::AssumedZero, self == Self::Missing].map(u64::from)
    }
}

/// How a parcel enters a ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Part {
    /// Its value; 0 where it does not count.
    pub(super) value: f64,
    /// What its value stands on; 0 where it does not count.
    pub(super) base: f64,
    /// What it is to the ratio.
    pub(super) standing: Standing,
}

impl Part {
    const MISSING: Self = Self { value: 0.0, base: 0.0, standing: Standing::Missing };

    /// The value and its base, where the parcel counts, an assumed zero included.
    pub(super) fn counted(self) -> Option<[f64; 2]> {
        self.standing.is_counted().then_some([self.value, self.base])
    }

    pub(super) fn is_assumed_zero(self) -> bool {
        self.standing == Standing::AssumedZero
    }

    pub(super) fn is_missing(self) -> bool {
        self.standing == Standing::Missing
    }

    /// Parcels as if they were one: missing where any is, else the sums of those that count.
    pub(super) fn together(parts: impl Iterator<Item = Self>) -> Self {
        parts.fold(Self::default(), |whole, part| {
            if whole.is_missing() || part.is_missing() {
                return Self::MISSING;
            }
            let is_counted = whole.standing.is_counted() || part.standing.is_counted();
            let standing = if is_counted { Standing::Known } else { Standing::Aside };
            Self { value: whole.value + part.value, base: whole.base + part.base, standing }
        })
    }

    /// The same parcel where its value cannot be used: missing if it counted.
    pub(super) fn withheld(self) -> Self {
        if self.standing == Standing::Aside { Self::default() } else { Self::MISSING }
    }

    /// What it adds to the upper and to the lower sum.
    pub(super) fn terms(self) -> (f64, f64) {
        (self.value, self.base)
    }
}

/// The upper and lower sum of one ratio over some parcels, and who is behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RatioSum {
    /// Σ of the values, in the measure's unit. Assumed zeros add 0.
    pub value: f64,
    /// Σ of what they stand on: land in m², else the divisor's own unit.
    pub base: f64,
    /// Parcels behind the sums, assumed zeros included.
    pub parcels: u64,
    /// Parcels among them that count as 0 because they produce nothing.
    pub assumed_zero: u64,
    /// Parcels whose value (or whose land) is not known though one was to be expected.
    pub missing: u64,
}

impl RatioSum {
    #[inline]
    pub(super) fn add(&mut self, part: Part) {
        // No branches: which parcels count is as good as random, and a file may hold a million.
        self.value += part.value;
        self.base += part.base;
        let [parcels, assumed_zero, missing] = part.standing.counts();
        self.parcels += parcels;
        self.assumed_zero += assumed_zero;
        self.missing += missing;
    }

    /// The upper sum, or `None` if no parcel is behind it.
    #[must_use]
    pub fn sum(&self) -> Option<f64> {
        (self.parcels > 0).then_some(self.value)
    }

    /// The land below, in mu, of a ratio by land; 0 if no parcel is behind it.
    #[must_use]
    pub fn land_mu(&self) -> f64 {
        mu_from_m2(self.base)
    }

    /// Upper over lower sum in the unit of `indicator`, or `None` if nothing stands below.
    #[must_use]
    pub fn ratio(&self, indicator: Indicator) -> Option<f64> {
        (self.base > 0.0).then(|| divided(self.value, self.base, indicator))
    }
}

/// A value over its base in the unit of `indicator`; land is divided by in mu where the unit says so.
pub(super) fn divided(value: f64, base: f64, indicator: Indicator) -> f64 {
    match indicator.denominator() {
        Denominator::LandMu => value / mu_from_m2(base),
        Denominator::LandM2 | Denominator::Of(_) => value / base,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, parcel, table_of};
    use super::super::{FigureSettings, Figures, totals};
    use super::*;
    use crate::domain::{LandBasis, LandStatus, Measure};

    fn output_of(parcels: &[Parcel]) -> RatioSum {
        let (table, figures, tags) = figured(parcels, LandBasis::default());
        *totals(&table, &figures, &tags, None).sums(Indicator::OutputPerMu)
    }

    #[test]
    fn a_blank_in_use_is_missing_and_a_blank_on_suspended_land_weighs_as_zero() {
        let used = parcel(10.0, LandStatus::InUse, Some(3000.0), None);
        let output = output_of(&[
            used.clone(),
            parcel(20.0, LandStatus::InUse, None, None),
            parcel(5.0, LandStatus::Suspended, None, None),
        ]);
        assert_eq!((output.parcels, output.missing, output.assumed_zero), (2, 1, 1));
        assert!((output.land_mu() - 15.0).abs() < 1e-12);
        assert_eq!(output.ratio(Indicator::OutputPerMu), Some(3000.0 / output.land_mu()));
        assert!((output.ratio(Indicator::OutputPerMu).unwrap() - 200.0).abs() < 1e-9);
    }

    #[test]
    fn each_status_treats_a_blank_as_the_rule_says() {
        let used = parcel(10.0, LandStatus::InUse, Some(1.0), None);
        for (status, missing, assumed_zero) in [
            (LandStatus::InUse, 1, 0),
            (LandStatus::Unknown, 1, 0),
            (LandStatus::NotSupplied, 0, 0),
            (LandStatus::NotStarted, 0, 1),
            (LandStatus::Suspended, 0, 1),
            (LandStatus::UnderConstruction, 0, 1),
            (LandStatus::VacantBuilt, 0, 1),
        ] {
            let output = output_of(&[used.clone(), parcel(10.0, status, None, None)]);
            assert_eq!((output.missing, output.assumed_zero), (missing, assumed_zero), "{status:?}");
        }
    }

    #[test]
    fn a_value_on_no_land_is_missing_whatever_the_status_and_a_blank_on_none_is_neither() {
        let output = output_of(&[
            parcel(10.0, LandStatus::InUse, Some(100.0), None),
            parcel(0.0, LandStatus::InUse, Some(100.0), None),
            parcel(1.0, LandStatus::Suspended, Some(100.0), None).without_shape(),
            parcel(1.0, LandStatus::Suspended, None, None).without_shape(),
        ]);
        assert_eq!((output.parcels, output.missing, output.assumed_zero), (1, 2, 0));
        assert_eq!(output.sum(), Some(100.0));
    }

    #[test]
    fn a_real_value_on_vacant_or_unsupplied_land_counts_as_it_is() {
        let output = output_of(&[
            parcel(10.0, LandStatus::VacantBuilt, Some(40.0), None),
            parcel(10.0, LandStatus::NotSupplied, Some(2.0), None),
        ]);
        assert_eq!((output.sum(), output.parcels, output.assumed_zero), (Some(42.0), 2, 0));
    }

    #[test]
    fn a_table_without_the_column_assumes_nothing() {
        let output =
            output_of(&[parcel(10.0, LandStatus::InUse, None, None), parcel(5.0, LandStatus::Suspended, None, None)]);
        assert_eq!(output, RatioSum { missing: 1, ..RatioSum::default() });
        assert_eq!((output.sum(), output.ratio(Indicator::OutputPerMu)), (None, None));
    }

    #[test]
    fn blanks_of_investment_floors_and_staff_leave_both_sides() {
        let (table, figures, tags) = figured(
            &[
                parcel(10.0, LandStatus::InUse, None, None)
                    .with(Measure::Investment, 50.0)
                    .with(Measure::FloorArea, 8000.0)
                    .with(Measure::Employees, 30.0),
                parcel(10.0, LandStatus::NotStarted, None, None),
            ],
            LandBasis::default(),
        );
        let totals = totals(&table, &figures, &tags, None);
        for indicator in [Indicator::InvestmentPerMu, Indicator::Far, Indicator::EmployeesPerMu] {
            let sums = totals.sums(indicator);
            assert_eq!((sums.parcels, sums.missing, sums.assumed_zero), (1, 0, 0), "{indicator:?}");
        }
        assert!((totals.ratio(Indicator::Far).unwrap() - 1.2).abs() < 1e-12);
    }

    #[test]
    fn the_floor_area_ratio_takes_the_floor_area_and_else_the_stated_ratio_weighted_by_land() {
        let (table, figures, tags) = figured(
            &[
                parcel(3.0, LandStatus::InUse, None, None).with(Measure::FloorArea, 1000.0),
                parcel(6.0, LandStatus::InUse, None, None).with(Measure::FloorAreaRatio, 1.1),
                parcel(9.0, LandStatus::InUse, None, None),
            ],
            LandBasis::default(),
        );
        let totals = totals(&table, &figures, &tags, None);
        // (1000 + 1.1 × 4000) / (2000 + 4000) m².
        assert!((totals.ratio(Indicator::Far).unwrap() - 0.9).abs() < 1e-12);
        assert_eq!(totals.sums(Indicator::Far).missing, 1);
        assert_eq!(figures.indicator(&table, Indicator::Far, 1), Some(1.1), "as stated, to the last digit");
        assert_eq!(figures.indicator(&table, Indicator::Far, 0), Some(0.5));
        assert_eq!(figures.indicator(&table, Indicator::Far, 2), None);
        assert_eq!(figures.indicator(&table, Indicator::Far, 3), None, "past the end");
    }

    #[test]
    fn a_ratio_of_two_measures_needs_both() {
        let (table, figures, tags) = figured(
            &[
                parcel(1.0, LandStatus::InUse, None, None)
                    .with(Measure::ValueAdded, 60.0)
                    .with(Measure::Employees, 20.0),
                parcel(1.0, LandStatus::InUse, None, None).with(Measure::ValueAdded, 60.0),
                parcel(1.0, LandStatus::InUse, None, None).with(Measure::ValueAdded, 9.0).with(Measure::Employees, 0.0),
                parcel(1.0, LandStatus::VacantBuilt, None, None).with(Measure::Employees, 10.0),
            ],
            LandBasis::default(),
        );
        let sums = *totals(&table, &figures, &tags, None).sums(Indicator::LabourProductivity);
        assert_eq!((sums.parcels, sums.missing, sums.assumed_zero), (1, 2, 0));
        assert_eq!(sums.ratio(Indicator::LabourProductivity), Some(3.0));
    }

    #[test]
    fn the_chosen_year_is_used_and_no_other() {
        let table = table_of(&[parcel(2.0, LandStatus::InUse, None, None)
            .of_year(Measure::Output, 2022, 100.0)
            .of_year(Measure::Output, 2023, 300.0)
            .of_year(Measure::Tax, 2022, 10.0)]);
        let of = |year, indicator| {
            let figures = Figures::new(&table, FigureSettings { year, basis: LandBasis::default() });
            figures.indicator(&table, indicator, 0).map(f64::round)
        };
        assert_eq!(of(Some(2022), Indicator::OutputPerMu), Some(50.0));
        assert_eq!(of(None, Indicator::OutputPerMu), Some(150.0));
        assert_eq!(of(None, Indicator::TaxPerMu), None, "2022's tax is not 2023's");
        assert_eq!(of(Some(2021), Indicator::OutputPerMu), None);
    }

    #[test]
    fn a_refund_counts_and_a_negative_area_or_infinite_value_is_missing() {
        let (table, figures, tags) = figured(
            &[
                parcel(1.0, LandStatus::InUse, Some(f64::INFINITY), Some(-5.0)).with(Measure::FloorArea, -20.0),
                parcel(1.0, LandStatus::InUse, Some(8.0), Some(6.0)).with(Measure::FloorArea, 20.0),
            ],
            LandBasis::default(),
        );
        let totals = totals(&table, &figures, &tags, None);
        assert_eq!(totals.sums(Indicator::OutputPerMu).sum(), Some(8.0));
        assert_eq!(totals.sums(Indicator::TaxPerMu).sum(), Some(1.0));
        assert_eq!(totals.sums(Indicator::Far).missing, 1);
    }

    #[test]
    fn an_assumed_zero_is_zero_for_its_parcel_too_and_says_so() {
        let (table, figures, _) = figured(
            &[
                parcel(1.0, LandStatus::InUse, Some(1.0), None),
                parcel(1.0, LandStatus::VacantBuilt, None, None),
                parcel(1.0, LandStatus::InUse, None, None),
            ],
            LandBasis::default(),
        );
        assert_eq!(figures.indicator(&table, Indicator::OutputPerMu, 1), Some(0.0));
        assert!(figures.is_assumed_zero(&table, Indicator::OutputPerMu, 1));
        assert!(!figures.is_assumed_zero(&table, Indicator::OutputPerMu, 2));
        assert!(figures.indicator_values(&table, Indicator::OutputPerMu)[2].is_nan());
    }
}
