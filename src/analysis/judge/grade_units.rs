//! Who is graded: each parcel by itself or, where a firms' list is joined, each firm once on all its land.
//!
//! A unit is named by one of its rows, the first. A firm's item is Σ/Σ over its parcels, land not supplied left out; its
//! parcels carry its grade. Sums and choices do not depend on the order of rows.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::ratio_columns::RatioColumns;
use super::fact::Fact;
use super::grade::ordered_sum;
use super::inputs::{Facts, JudgeInputs};
use crate::domain::{LandStatus, Measure, ParcelFirms, repeated_points};

/// The units of a table.
#[derive(Debug)]
pub(super) struct GradeUnits {
    firms: Option<FirmUnits>,
}

#[derive(Debug)]
struct FirmUnits {
    firms: Arc<ParcelFirms>,
    /// The supplied parcels of each firm, ascending.
    rows: Vec<Vec<u32>>,
    /// The items of each firm, NaN where it has none.
    values: FxHashMap<Fact, Vec<f64>>,
}

/// A cohort's or a firm's indicator over rows, Σ/Σ, the same whatever their order; NaN where none counts.
pub(super) fn ratio_over(columns: &RatioColumns<'_>, rows: &[u32]) -> f64 {
    let parts = rows.iter().map(|&row| columns.part(row as usize).terms());
    let (values, bases): (Vec<f64>, Vec<f64>) = parts.unzip();
    let (value, base) = rayon::join(|| ordered_sum(values), || ordered_sum(bases));
    if base > 0.0 { columns.divided(value, base) } else { f64::NAN }
}

impl FirmUnits {
    fn new(inputs: &JudgeInputs<'_>, facts: &Facts<'_>, firms: &Arc<ParcelFirms>) -> Self {
        let mut rows = vec![Vec::new(); firms.len()];
        for row in 0..inputs.table.len() {
            if let Some(firm) = firms.of(row).filter(|_| facts.status(row) != LandStatus::NotSupplied) {
                rows[firm].push(row as u32);
            }
        }
        let items = inputs.book.grade.cohorts.iter().flat_map(|cohort| &cohort.items);
        let mut values = FxHashMap::default();
        for item in items {
            let Some(indicator) = item.fact.indicator() else { continue };
            values.entry(item.fact).or_insert_with(|| {
                let columns = RatioColumns::new(inputs.table, inputs.figures, indicator).by_status();
                rows.iter().map(|rows| ratio_over(&columns, rows)).collect()
            });
        }
        Self { firms: Arc::clone(firms), rows, values }
    }
}

impl GradeUnits {
    pub(super) fn new(inputs: &JudgeInputs<'_>, facts: &Facts<'_>) -> Self {
        Self { firms: inputs.table.firms().map(|firms| FirmUnits::new(inputs, facts, firms)) }
    }

    /// Whether firms are graded.
    pub(super) fn are_firms(&self) -> bool {
        self.firms.is_some()
    }

    /// Each unit once, by its first row.
    pub(super) fn each(&self, len: usize) -> Vec<u32> {
        match &self.firms {
            None => (0..len as u32).collect(),
            Some(firms) => firms.rows.iter().filter_map(|rows| rows.first().copied()).collect(),
        }
    }

    /// The rows of the unit that `row` is one of; none where it is of no unit.
    pub(super) fn rows<'a>(&'a self, row: &'a u32) -> &'a [u32] {
        match &self.firms {
            None => std::slice::from_ref(row),
            Some(firms) => firms.firms.of(*row as usize).map_or(&[], |firm| &firms.rows[firm]),
        }
    }

    /// The name of the firm a row is graded with.
    pub(super) fn firm_name(&self, row: usize) -> Option<&Arc<str>> {
        let firms = &self.firms.as_ref()?.firms;
        firms.name(firms.of(row)?)
    }

    /// Whether further firms stand on a row.
    pub(super) fn is_shared(&self, row: usize) -> bool {
        self.firms.as_ref().is_some_and(|units| units.firms.is_shared(row))
    }

    /// An item of the unit that `row` is one of.
    pub(super) fn value(&self, facts: &Facts<'_>, fact: Fact, row: usize) -> Option<f64> {
        let Some(units) = &self.firms else { return facts.indicator(fact, row) };
        units.values.get(&fact)?.get(units.firms.of(row)?).copied().filter(|value| !value.is_nan())
    }

    /// Whether any unit may have such points.
    pub(super) fn has_points(&self, inputs: &JudgeInputs<'_>, measure: Measure) -> bool {
        let of_list = self.firms.as_ref().is_some_and(|units| units.firms.has_points(measure));
        of_list || inputs.table.measure(measure, inputs.figures.year()).is_some()
    }

    /// Bonus or penalty points of the unit that `row` is one of: as the firms' list says, else as the parcels' column
    /// does. A firm has them once, however many of its parcels repeat them: the largest counts. A penalty written −5 takes
    /// off 5.
    pub(super) fn points(&self, inputs: &JudgeInputs<'_>, measure: Measure, row: u32) -> Option<f64> {
        let year = inputs.figures.year();
        let of_list = || {
            let firms = &self.firms.as_ref()?.firms;
            firms.points(measure, year, firms.of(row as usize)?)
        };
        let of_parcels = || {
            let column = inputs.table.measure(measure, year)?;
            repeated_points(self.rows(&row).iter().filter_map(|&row| column.get(row as usize)))
        };
        let points = of_list().or_else(of_parcels).filter(|points| points.is_finite())?;
        Some(if measure == Measure::PenaltyPoints { points.abs() } else { points })
    }
}

#[cfg(test)]
#[path = "grade_unit_tests.rs"]
mod tests;
