//! The columns one ratio stands on, and how each parcel's cells enter it, one by one or a block at a time, by the rule of
//! [`super::ratio`].

use std::ops::Range;

use crate::domain::{LandStatus, Measure, ParcelTable, Quantity};

use super::Figures;
use super::indicator::{Denominator, Indicator, Numerator};
use super::ratio::{Part, Standing, divided};
use super::ratio_rule::{Footing, Rule};
use super::ratio_sums::{Block, Clauses};

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
pub(super) struct Column<'a> {
    pub(super) values: &'a [f64],
    pub(super) least: f64,
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
    pub(super) fn allowed(self, value: f64) -> f64 {
        if (value >= self.least) & (value <= f64::MAX) { value } else { f64::NAN }
    }
}

/// A product, NaN where it is beyond all numbers.
#[inline]
fn finite(product: f64) -> f64 {
    if product.abs() <= f64::MAX { product } else { f64::NAN }
}

/// The values of a column, NaN where there is no column.
fn fill(column: Option<Column<'_>>, rows: Range<usize>, values: &mut [f64]) {
    match column {
        Some(column) => {
            for (value, &read) in values.iter_mut().zip(&column.values[rows]) {
                *value = column.allowed(read);
            }
        }
        None => values.fill(f64::NAN),
    }
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

    /// The same ratio over the parcels of one status only.
    pub(super) fn only(self, status: LandStatus) -> Self {
        Self { rule: self.rule.only(status), ..self }
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
        let clause = self.rule.clause(self.footing[row]);
        let entry = clause.entry(value, base);
        Part { value: entry.value, base: entry.base, standing: clause.standing(value, base) }
    }

    /// The rule by which parcels enter.
    pub(super) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// What the rule says of each of these parcels.
    pub(super) fn clauses(&self, rows: Range<usize>, block: &mut Block) {
        let Clauses { asked, blank_is_zero, blank_is_missing } = &mut block.clauses;
        let masks = asked.iter_mut().zip(blank_is_zero).zip(blank_is_missing);
        for (((asked, zero), missing), &footing) in masks.zip(&self.footing[rows]) {
            let clause = self.rule.clause(footing);
            (*asked, *zero, *missing) = (clause.asked, clause.blank_is_zero, clause.blank_is_missing);
        }
    }

    /// How these parcels enter the ratio, by what its rule says of them: the same as [`Self::part`] of each, a column at a
    /// time.
    pub(super) fn parts(&self, rows: Range<usize>, block: &mut Block) {
        let land = &self.land_m2[rows.clone()];
        let [read, read_bases] = &mut block.read;
        let (values, least) = match (self.value, self.stated) {
            // The usual column is judged as it stands.
            (Some(column), None) => (&column.values[rows.clone()], column.least),
            (value, stated) => {
                let values = &mut read[..rows.len()];
                fill(value, rows.clone(), values);
                if let Some(stated) = stated {
                    for ((value, &read), land) in values.iter_mut().zip(&stated.values[rows.clone()]).zip(land) {
                        *value = if value.is_nan() { finite(stated.allowed(read) * land) } else { *value };
                    }
                }
                (&*values, f64::MIN)
            }
        };
        let bases = match self.divisor {
            Divisor::Land => land,
            Divisor::Column(column) => {
                let bases = &mut read_bases[..rows.len()];
                fill(column, rows, bases);
                &*bases
            }
        };
        block.parts.fill(&block.clauses, Column { values, least }, bases);
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
