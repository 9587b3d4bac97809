//! By how much an indicator of each parcel changed between two years.

use super::Indicator;
use super::ratio::{Part, RatioSum};
use super::ratio_columns::RatioColumns;
use super::years::Comparison;

impl Comparison<'_> {
    /// The change of an indicator by row of the current table, in the indicator's unit; NaN where either year lacks it, or
    /// the base the parcel. Parcels of a group all have the change of their group: whose share it is cannot be known.
    #[must_use]
    pub fn changes_of(&self, indicator: Indicator) -> Vec<f64> {
        let base = RatioColumns::new(self.base.table, self.base.figures, indicator).by_status();
        let current = RatioColumns::new(self.current.table, self.current.figures, indicator).by_status();
        let change = |row| self.pairing.base_of(row).map_or(f64::NAN, |before| current.ratio(row) - base.ratio(before));
        let mut changes: Vec<f64> = (0..self.current.table.len()).map(change).collect();
        for group in self.pairing.groups() {
            let ratio = |columns: RatioColumns<'_>, rows: &[u32]| {
                let mut sum = RatioSum::default();
                sum.add(Part::together(rows.iter().map(|&row| columns.part(row as usize))));
                sum.ratio(indicator).unwrap_or(f64::NAN)
            };
            let change = ratio(current, &group.current) - ratio(base, &group.base);
            for &row in &group.current {
                changes[row as usize] = change;
            }
        }
        changes
    }
}
