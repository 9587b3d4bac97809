//! What tags change of the sums over parcels, apart from what they do not: a tag on many parcels costs one short walk.

use super::Figures;
use crate::domain::{RowSet, Tags};

/// What tags change of the sums over some parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TaggedSum {
    /// Parcels with a renewal model.
    pub parcels: u64,
    /// Σ their land, m², summed in row order as [`super::totals()`] does.
    pub land_m2: f64,
}

impl TaggedSum {
    /// The sum over `rows`.
    #[must_use]
    pub fn new(figures: &Figures, tags: &Tags, rows: &RowSet) -> Self {
        let (numbers, land) = (tags.numbers(), figures.land_values_m2());
        let mut sum = Self::default();
        for row in rows.iter().filter(|&row| numbers[row] > 0) {
            sum.parcels += 1;
            if !land[row].is_nan() {
                sum.land_m2 += land[row];
            }
        }
        sum
    }
}
