//! What tags change of the sums over parcels, apart from what they do not: a tag on many parcels costs one short walk.

use super::Figures;
use super::plain_sums::{AreaSum, known};
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
        let mut sum = AreaSum::default();
        let add = |row: usize| {
            if numbers[row] > 0 {
                sum.add(known(land[row]).0, 1);
            }
        };
        rows.for_each(add);
        Self { parcels: sum.parcels, land_m2: sum.m2 }
    }
}
