//! One ratio summed over a whole table, group by group and over all: a block of parcels judged at once, four sums a group.
//!
//! Each row adds to the sum of its place modulo [`LANES`], and the four come together last, in order. So no addition
//! waits for the one before, and the sums are the same to the bit however many rows are looked at and whatever else is
//! grouped. [`super::ratio`] owns the rule by which a parcel counts.

use super::grouping::Groups;
use super::ratio::RatioSum;
use super::ratio_columns::RatioColumns;

/// Sums that run side by side.
const LANES: usize = 4;
/// Parcels judged at once.
const BLOCK: usize = 512;
/// Rows after which the packed counts are emptied, long before one of them is full.
const COUNTED: usize = 1 << 20;
/// Bits of one packed count.
const COUNT_BITS: u32 = 21;

/// How a block of parcels enters a ratio, column by column.
pub(super) struct Parts {
    /// Values, 0 where a parcel does not count.
    pub(super) values: [f64; BLOCK],
    /// What they stand on, 0 where a parcel does not count.
    pub(super) bases: [f64; BLOCK],
    /// Who counts, as an assumed zero, and is missing: [`packed`].
    pub(super) counts: [u64; BLOCK],
}

impl Parts {
    /// Each parcel's place in the block, value and base, and packed counts.
    #[inline]
    fn iter(&self) -> impl Iterator<Item = (usize, [f64; 2], u64)> + '_ {
        let terms = self.values.iter().zip(&self.bases).zip(&self.counts);
        terms.enumerate().map(|(place, ((&value, &base), &counts))| (place, [value, base], counts))
    }
}

/// Three counts in one number: an addition for all of them.
pub(super) fn packed([counts, assumed_zero, missing]: [u64; 3]) -> u64 {
    counts | assumed_zero << COUNT_BITS | missing << (2 * COUNT_BITS)
}

/// One of the sums that run side by side.
#[derive(Clone, Copy, Default)]
struct Lane {
    value: f64,
    base: f64,
    counts: u64,
}

impl Lane {
    #[inline]
    fn add(&mut self, value: f64, base: f64, counts: u64) {
        self.value += value;
        self.base += base;
        self.counts += counts;
    }
}

/// A sum over some rows, which it takes in row order.
#[derive(Clone, Copy, Default)]
struct LaneSums {
    lanes: [Lane; LANES],
    /// What was taken out of the lanes' packed counts.
    counted: [u64; 3],
}

impl LaneSums {
    fn empty_counts(&mut self) {
        for lane in &mut self.lanes {
            let counts = std::mem::take(&mut lane.counts);
            for (place, counted) in (0..).zip(&mut self.counted) {
                *counted += counts >> (place * COUNT_BITS) & ((1 << COUNT_BITS) - 1);
            }
        }
    }

    fn sum(mut self) -> RatioSum {
        self.empty_counts();
        let [a, b, c, d] = self.lanes;
        let [parcels, assumed_zero, missing] = self.counted;
        let (value, base) = ((a.value + b.value) + (c.value + d.value), (a.base + b.base) + (c.base + d.base));
        RatioSum { value, base, parcels, assumed_zero, missing }
    }
}

/// The sums of each group and, where that is asked for, over all, last.
pub(super) fn sums_by_group(ratio: &RatioColumns<'_>, groups: &Groups, with_all: bool) -> Vec<RatioSum> {
    let outside = groups.labels().len();
    // One more for the rows that nobody asked about.
    let mut sums = vec![LaneSums::default(); outside + 1];
    let mut all = LaneSums::default();
    let mut parts = Parts { values: [0.0; BLOCK], bases: [0.0; BLOCK], counts: [0; BLOCK] };
    for (chunk, codes) in groups.codes().chunks(COUNTED).enumerate() {
        for (block, codes) in codes.chunks(BLOCK).enumerate() {
            ratio.parts(chunk * COUNTED + block * BLOCK, codes.len(), &mut parts);
            for ((place, [value, base], counts), &code) in parts.iter().zip(codes) {
                sums[(code as usize).min(outside)].lanes[place % LANES].add(value, base, counts);
            }
            if with_all {
                for ((place, [value, base], counts), &code) in parts.iter().zip(codes) {
                    let keep = 0_u64.wrapping_sub(u64::from(code != Groups::OUTSIDE));
                    let [value, base] = [value, base].map(|term| f64::from_bits(term.to_bits() & keep));
                    all.lanes[place % LANES].add(value, base, counts & keep);
                }
            }
        }
        sums.iter_mut().chain([&mut all]).for_each(LaneSums::empty_counts);
    }
    sums.truncate(outside);
    sums.into_iter().chain(with_all.then_some(all)).map(LaneSums::sum).collect()
}

/// The same to the bit as [`sums_by_group`]'s last, row by row.
pub(super) fn sum_of_rows(ratio: &RatioColumns<'_>, rows: impl Iterator<Item = usize>) -> RatioSum {
    let mut sum = LaneSums::default();
    for row in rows {
        let part = ratio.part(row);
        let (value, base) = part.terms();
        sum.lanes[row % LANES].add(value, base, 0);
        for (counted, each) in sum.counted.iter_mut().zip(part.standing.counts()) {
            *counted += each;
        }
    }
    sum.sum()
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, parcel};
    use super::super::{Grouping, Indicator};
    use super::*;
    use crate::domain::{LandBasis, LandStatus, Measure};

    #[test]
    fn a_block_of_parcels_counts_as_each_of_them_alone() {
        let numbers = [f64::NAN, 0.0, -3.0, 12.5, f64::INFINITY];
        let parcels: Vec<Parcel> = (0..2 * BLOCK + 71)
            .map(|row| {
                let status = LandStatus::ALL[row % 7];
                let land = [0.0, 4.0, 9.5][row % 3];
                let each = parcel(land, status, Some(numbers[row % 5]), Some(row as f64));
                each.with(Measure::FloorArea, numbers[row / 5 % 5]).with(Measure::FloorAreaRatio, numbers[row / 3 % 5])
            })
            .collect();
        let (table, figures, tags) = figured(&parcels, LandBasis::default());
        let groups = Groups::new(&table, &figures, &tags, None, Grouping::Status);
        for indicator in Indicator::ALL {
            for ratio in [RatioColumns::new(&table, &figures, indicator)]
                .into_iter()
                .flat_map(|ratio| [ratio, ratio.only(LandStatus::InUse)])
            {
                let sums = sums_by_group(&ratio, &groups, true);
                let alone: Vec<RatioSum> = groups
                    .members()
                    .iter()
                    .map(|group| {
                        let mut sum = RatioSum::default();
                        group.rows.iter().for_each(|&row| sum.add(ratio.part(row as usize)));
                        sum
                    })
                    .collect();
                for (sum, alone) in sums.iter().zip(&alone) {
                    assert_eq!(
                        (sum.parcels, sum.assumed_zero, sum.missing),
                        (alone.parcels, alone.assumed_zero, alone.missing),
                        "{indicator:?}"
                    );
                    assert!((sum.value - alone.value).abs() <= 1e-12 * alone.value.abs(), "{indicator:?}");
                    assert!((sum.base - alone.base).abs() <= 1e-12 * alone.base.abs(), "{indicator:?}");
                }
                assert_eq!(sums.last(), Some(&sum_of_rows(&ratio, 0..parcels.len())), "{indicator:?}: to the bit");
            }
        }
    }

    #[test]
    fn packed_counts_are_emptied_before_one_runs_into_the_next() {
        assert!(COUNTED < 1 << COUNT_BITS && COUNTED.is_multiple_of(BLOCK) && BLOCK.is_multiple_of(LANES));
        let mut sums = LaneSums::default();
        for _ in 0..3 {
            (0..COUNTED).for_each(|_| sums.lanes[1].add(0.0, 0.0, packed([1; 3])));
            sums.empty_counts();
        }
        assert_eq!(sums.counted, [3 * COUNTED as u64; 3]);
    }
}
