//! The columns one ratio stands on, and how each parcel's cells enter it by the rule of [`super::ratio`].

use rayon::prelude::*;

use crate::domain::{Measure, ParcelTable, Quantity};

use super::Figures;
use super::indicator::{Denominator, Indicator, Numerator};
use super::ratio::{Part, Standing, divided};
use super::ratio_rule::{Footing, Rule};

/// The columns one ratio needs, borrowed from a table and its figures.
#[derive(Clone, Copy)]
pub(super) struct RatioColumns<'a> {
    indicator: Indicator,
    value: Option<Column<'a>>,
    stated: Option<Column<'a>>,
    divisor: Divisor<'a>,
    land_m2: &'a [f64],
    footing: &'a [Footing],
    rule: Rule,
}

#[derive(Clone, Copy)]
enum Divisor<'a> {
    Land,
    Column(Option<Column<'a>>),
}

/// A measure's values with those left out that cannot be: not finite, or below 0 where only money may be.
#[derive(Clone, Copy)]
struct Column<'a> {
    values: &'a [f64],
    least: f64,
}

impl<'a> Column<'a> {
    fn of(table: &'a ParcelTable, figures: &Figures, measure: Measure) -> Option<Self> {
        let values = table.measure(measure, figures.year())?.values();
        // A tax refund or a negative value added is real; a negative area or head count is not.
        let least = if measure.quantity() == Quantity::Money { f64::MIN } else { 0.0 };
        Some(Self { values, least })
    }

    #[inline]
    fn get(self, row: usize) -> f64 {
        self.allowed(self.values[row])
    }

    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "which parcels count is as good as random: no branches")]
    fn allowed(self, value: f64) -> f64 {
        if (value >= self.least) & (value <= f64::MAX) { value } else { f64::NAN }
    }
}

/// A product, NaN where it is beyond all numbers.
#[inline]
fn finite(product: f64) -> f64 {
    if product.abs() <= f64::MAX { product } else { f64::NAN }
}

impl<'a> RatioColumns<'a> {
    pub(super) fn new(table: &'a ParcelTable, figures: &'a Figures, indicator: Indicator) -> Self {
        let column = |measure| Column::of(table, figures, measure);
        let (value, stated) = match indicator.numerator() {
            Numerator::Of(measure) => (column(measure), None),
            Numerator::OfElseStated(measure, stated) => (column(measure), column(stated)),
            Numerator::Stated(stated) => (None, column(stated)),
        };
        let divisor = match indicator.denominator() {
            Denominator::LandMu | Denominator::LandM2 => Divisor::Land,
            Denominator::Of(measure) => Divisor::Column(column(measure)),
        };
        Self {
            indicator,
            value,
            stated,
            divisor,
            land_m2: figures.land_values_m2(),
            footing: figures.footings(),
            // A table without the column has no blanks to assume anything of.
            rule: Rule::new((indicator.assumes_zero() && value.is_some()).then(|| figures.zero_statuses())),
        }
    }

    /// The same ratio where a blank counts as 0 by the parcel's status alone, whatever it is found to be. Judgements ask
    /// for this, since a finding must not be made of another, and two years do, since a finding is of one day.
    pub(super) fn by_status(self) -> Self {
        Self { rule: self.rule.by_status(), ..self }
    }

    /// Whether the table has every column the ratio needs, for the chosen year. Where it has not, every parcel in use or
    /// of unknown status is missing and nothing counts.
    pub(super) fn available(&self) -> bool {
        let has_values = self.value.is_some() || self.stated.is_some();
        has_values && !matches!(self.divisor, Divisor::Column(None))
    }

    /// A parcel's value, else what is stated of it × its land; NaN where neither is known.
    #[inline]
    fn value(&self, row: usize) -> f64 {
        let value = self.value.map_or(f64::NAN, |column| column.get(row));
        match self.stated {
            Some(stated) if value.is_nan() => finite(stated.get(row) * self.land_m2[row]),
            _ => value,
        }
    }

    #[inline]
    fn base(&self, row: usize) -> f64 {
        match self.divisor {
            Divisor::Land => self.land_m2[row],
            Divisor::Column(column) => column.map_or(f64::NAN, |column| column.get(row)),
        }
    }

    /// How the parcel of `row` enters the ratio, by the rule at the head of this file.
    #[inline]
    pub(super) fn part(&self, row: usize) -> Part {
        let (value, base) = (self.value(row), self.base(row));
        let standing = self.rule.clause(self.footing[row]).standing(!value.is_nan(), base > 0.0);
        Part {
            value: if standing == Standing::Known { value } else { 0.0 },
            base: if standing.is_counted() { base } else { 0.0 },
            standing,
        }
    }

    /// Whether a parcel's value is known.
    #[inline]
    pub(super) fn has_value(&self, row: usize) -> bool {
        !self.value(row).is_nan()
    }

    /// Whether there is something for a parcel's value to stand on.
    #[inline]
    pub(super) fn has_base(&self, row: usize) -> bool {
        self.base(row) > 0.0
    }

    /// The values of all `len` parcels, NaN where one is not known.
    pub(super) fn values(&self, len: usize) -> Vec<f64> {
        (0..len).into_par_iter().map(|row| self.value(row)).collect()
    }

    /// Whether the table has a column of what is stated, which stands for a value that is not there.
    pub(super) fn has_stated(&self) -> bool {
        self.stated.is_some()
    }

    /// The rule by which parcels enter.
    pub(super) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// An upper over a lower sum in the indicator's unit.
    pub(super) fn divided(&self, value: f64, base: f64) -> f64 {
        divided(value, base, self.indicator)
    }

    /// The ratio of one parcel, NaN where it has none.
    pub(super) fn ratio(&self, row: usize) -> f64 {
        let part = self.part(row);
        match part.standing {
            // What is stated is given back as stated: × land ÷ land would cost it its last digit.
            Standing::Known => match self.stated {
                Some(stated) if self.value.is_none_or(|column| column.get(row).is_nan()) => stated.get(row),
                _ => divided(part.value, part.base, self.indicator),
            },
            Standing::AssumedZero => 0.0,
            Standing::Missing | Standing::Aside => f64::NAN,
        }
    }
}
