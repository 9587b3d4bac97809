//! Ratios summed over a whole table, group by group and over all: a block of parcels judged at once, four sums a group.
//!
//! Each row adds to the sum of its place modulo [`LANES`], and the four come together last, in order. So no addition
//! waits for the one before, and the sums are the same to the bit however many rows are looked at, whatever else is
//! grouped and whichever ratios are summed together. [`super::ratio`] owns the rule by which a parcel counts.

use super::grouping::Groups;
use super::ratio::RatioSum;
use super::ratio_columns::{Column, RatioColumns};
use super::ratio_rule::Clause;

/// Sums that run side by side.
const LANES: usize = 4;
/// Parcels judged at once: few enough for what is held of them to stay in a core's nearest memory.
const BLOCK: usize = 256;
/// Rows after which the packed counts are emptied, long before one of them is full.
const COUNTED: usize = 1 << 20;
/// Bits of one packed count.
const COUNT_BITS: u32 = 21;

/// A block of parcels while a ratio takes them in.
pub(super) struct Block {
    pub(super) clauses: Clauses,
    /// Values and what they stand on, where no column has them as they are judged.
    pub(super) read: [[f64; BLOCK]; 2],
    pub(super) parts: Parts,
}

/// What a rule says of each parcel of a block.
pub(super) struct Clauses {
    pub(super) asked: [u64; BLOCK],
    pub(super) blank_is_zero: [u64; BLOCK],
    pub(super) blank_is_missing: [u64; BLOCK],
}

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
    /// Judges each parcel by what its clause says of its value and what that stands on.
    pub(super) fn fill(&mut self, clauses: &Clauses, column: Column<'_>, bases: &[f64]) {
        let len = bases.len().min(BLOCK);
        let (read, bases) = (&column.values[..len], &bases[..len]);
        for place in 0..len {
            let clause = Clause {
                asked: clauses.asked[place],
                blank_is_zero: clauses.blank_is_zero[place],
                blank_is_missing: clauses.blank_is_missing[place],
            };
            let entry = clause.entry(column.allowed(read[place]), bases[place]);
            (self.values[place], self.bases[place], self.counts[place]) = (entry.value, entry.base, entry.counts);
        }
    }

    /// Each parcel's value and base, and packed counts.
    #[inline]
    fn iter(&self) -> impl Iterator<Item = ([f64; 2], u64)> + '_ {
        let terms = self.values.iter().zip(&self.bases).zip(&self.counts);
        terms.map(|((&value, &base), &counts)| ([value, base], counts))
    }
}

/// Three counts in one number: an addition for all of them.
pub(super) const fn packed([counts, assumed_zero, missing]: [u64; 3]) -> u64 {
    counts | assumed_zero << COUNT_BITS | missing << (2 * COUNT_BITS)
}

/// A sum over some rows, which it takes in row order.
#[derive(Clone, Copy, Default)]
struct LaneSums {
    /// Values and what they stand on, of the sums that run side by side.
    terms: [[f64; 2]; LANES],
    /// Their packed counts.
    counts: [u64; LANES],
    /// What was taken out of the packed counts.
    counted: [u64; 3],
}

impl LaneSums {
    #[inline]
    fn add(&mut self, lane: usize, [value, base]: [f64; 2], counts: u64) {
        let terms = &mut self.terms[lane % LANES];
        terms[0] += value;
        terms[1] += base;
        self.counts[lane % LANES] += counts;
    }

    fn empty_counts(&mut self) {
        for lane in &mut self.counts {
            let counts = std::mem::take(lane);
            for (place, counted) in (0..).zip(&mut self.counted) {
                *counted += counts >> (place * COUNT_BITS) & ((1 << COUNT_BITS) - 1);
            }
        }
    }

    fn sum(mut self) -> RatioSum {
        self.empty_counts();
        let [parcels, assumed_zero, missing] = self.counted;
        let [value, base] = [0, 1].map(|term| {
            let [a, b, c, d] = self.terms.map(|terms| terms[term]);
            (a + b) + (c + d)
        });
        RatioSum { value, base, parcels, assumed_zero, missing }
    }
}

/// The sums of each group and, where that is asked for, over all, last; one list a ratio.
pub(super) fn sums_by_group(ratios: &[RatioColumns<'_>], groups: &Groups, with_all: bool) -> Vec<Vec<RatioSum>> {
    let mut sums = vec![vec![LaneSums::default(); groups.labels().len()]; ratios.len()];
    let mut all = vec![LaneSums::default(); ratios.len()];
    let mut block = Block {
        clauses: Clauses { asked: [0; BLOCK], blank_is_zero: [0; BLOCK], blank_is_missing: [0; BLOCK] },
        read: [[0.0; BLOCK]; 2],
        parts: Parts { values: [0.0; BLOCK], bases: [0.0; BLOCK], counts: [0; BLOCK] },
    };
    for (chunk, codes) in groups.codes().chunks(COUNTED).enumerate() {
        for (place, codes) in codes.chunks(BLOCK).enumerate() {
            let first = chunk * COUNTED + place * BLOCK;
            let rows = first..first + codes.len();
            let mut rule = None;
            for ((ratio, sums), all) in ratios.iter().zip(&mut sums).zip(&mut all) {
                if rule != Some(ratio.rule()) {
                    rule = Some(ratio.rule());
                    ratio.clauses(rows.clone(), &mut block);
                }
                ratio.parts(rows.clone(), &mut block);
                add_block(&block.parts, codes, sums);
                if with_all {
                    add_asked(&block.parts, codes, all);
                }
            }
        }
        sums.iter_mut().flatten().chain(&mut all).for_each(LaneSums::empty_counts);
    }
    let lists = sums.into_iter().zip(all);
    lists.map(|(sums, all)| sums.into_iter().chain(with_all.then_some(all)).map(LaneSums::sum).collect()).collect()
}

/// Adds each row of a block to the sum of its group.
fn add_block(parts: &Parts, codes: &[u32], sums: &mut [LaneSums]) {
    let (values, _) = parts.values.as_chunks::<LANES>();
    let (bases, _) = parts.bases.as_chunks::<LANES>();
    let (counts, _) = parts.counts.as_chunks::<LANES>();
    let codes = codes.chunks(LANES);
    for (((codes, values), bases), counts) in codes.zip(values).zip(bases).zip(counts) {
        for (lane, &code) in codes.iter().enumerate() {
            if let Some(sum) = sums.get_mut(code as usize) {
                sum.add(lane, [values[lane], bases[lane]], counts[lane]);
            }
        }
    }
}

/// Adds the rows of a block that were asked about.
fn add_asked(parts: &Parts, codes: &[u32], sum: &mut LaneSums) {
    for (place, ((terms, counts), &code)) in parts.iter().zip(codes).enumerate() {
        let keep = 0_u64.wrapping_sub(u64::from(code != Groups::OUTSIDE));
        sum.add(place, terms.map(|term| f64::from_bits(term.to_bits() & keep)), counts & keep);
    }
}

/// The same to the bit as [`sums_by_group`]'s last, row by row.
pub(super) fn sum_of_rows(ratio: &RatioColumns<'_>, rows: impl Iterator<Item = usize>) -> RatioSum {
    let mut sum = LaneSums::default();
    for row in rows {
        let part = ratio.part(row);
        let (value, base) = part.terms();
        sum.add(row, [value, base], 0);
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
                let sums = sums_by_group(&[ratio], &groups, true).remove(0);
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
            (0..COUNTED).for_each(|_| sums.add(1, [0.0; 2], packed([1; 3])));
            sums.empty_counts();
        }
        assert_eq!(sums.counted, [3 * COUNTED as u64; 3]);
    }
}
