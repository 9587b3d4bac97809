//! What tags change of the sums over parcels, apart from what they do not: a tag on many parcels costs one short walk.

use super::Figures;
use super::grouping::Groups;
use super::plain_sums::{AreaSum, kept, known};
use crate::domain::{RowSet, Tags};

/// What tags change of the sums over some parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TaggedSum {
    /// Parcels with a renewal model.
    pub parcels: u64,
    /// Σ their land, m², summed in row order as [`super::totals()`] does.
    pub land_m2: f64,
}

/// Rows that are passed over together where none of them has a model: most of a file, before it is tagged.
const PASSED: usize = 64;

impl TaggedSum {
    /// The sum over `rows`.
    #[must_use]
    pub fn new(figures: &Figures, tags: &Tags, rows: &RowSet) -> Self {
        let mut sum = AreaSum::default();
        if rows.is_full() {
            each_tagged(figures, tags, |_, land_m2, parcels| sum.add(land_m2, parcels));
        } else {
            let (numbers, land) = (tags.numbers(), figures.land_values_m2());
            rows.iter().filter(|&row| numbers[row] > 0).for_each(|row| sum.add(known(land[row]), 1));
        }
        Self::of(&sum)
    }

    /// The sum of each group.
    pub(super) fn by_group(figures: &Figures, tags: &Tags, groups: &Groups) -> Vec<Self> {
        let mut sums = vec![AreaSum::default(); groups.labels().len()];
        let codes = groups.codes();
        each_tagged(figures, tags, |row, land_m2, parcels| {
            if let Some(sum) = sums.get_mut(codes[row] as usize) {
                sum.add(land_m2, parcels);
            }
        });
        sums.iter().map(Self::of).collect()
    }

    fn of(sum: &AreaSum) -> Self {
        Self { parcels: sum.parcels, land_m2: sum.m2 }
    }
}

/// Every parcel with a model, by row, with its land and as 1; parcels without one between them have no land and are 0.
fn each_tagged(figures: &Figures, tags: &Tags, mut each: impl FnMut(usize, f64, u64)) {
    let (numbers, land) = (tags.numbers(), figures.land_values_m2());
    for (block, (numbers, land)) in numbers.chunks(PASSED).zip(land.chunks(PASSED)).enumerate() {
        if numbers.iter().all(|&number| number == 0) {
            continue;
        }
        for (place, (&number, &land_m2)) in numbers.iter().zip(land).enumerate() {
            let has = u64::from(number > 0);
            each(block * PASSED + place, kept(known(land_m2), has), has);
        }
    }
}
