//! Parcels sorted by kind: by what they are and which of their figures there are. Parcels of one kind enter every sum alike.
//!
//! So columns are added up kind by kind as they stand, gaps and all, and which of the sums mean something is asked once a
//! kind instead of once a parcel: a million parcels of a hundred kinds are one short walk. What is added up where a figure
//! is missing is never read.
//!
//! Every kind's sums run in row order, and whoever joins them takes the kinds in ascending order. So they are the same to the
//! bit on any number of threads and whatever else is grouped.

use std::ops::Range;

use rayon::prelude::*;

use super::grouping::Groups;

/// Columns that are added up at once: with the parcels' count they fill one line of a processor's cache.
pub(super) const COLUMNS: usize = 7;

/// What parcels of a kind have in common: a bit for each of the columns, set where it holds a figure that counts, and above
/// these whatever else tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Facts(u16);

impl Facts {
    /// Bits above those of the columns.
    pub(super) const NATURE_BITS: u32 = u16::BITS - COLUMNS as u32;

    /// The facts of a parcel of some nature, which has as many bits as there are.
    #[inline]
    pub(super) fn new(nature: u16) -> Self {
        Self(nature << COLUMNS)
    }

    /// The same with a column's figure there or not.
    #[inline]
    pub(super) fn with(self, column: usize, is_there: bool) -> Self {
        Self(self.0 | u16::from(is_there) << column)
    }

    pub(super) fn nature(self) -> u16 {
        self.0 >> COLUMNS
    }

    pub(super) fn has(self, column: usize) -> bool {
        self.0 >> column & 1 > 0
    }
}

/// The sums over parcels of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(64))]
pub(super) struct KindSum {
    /// How many they are: an integer that is added with the rest.
    count: f64,
    columns: [f64; COLUMNS],
}

impl KindSum {
    pub(super) fn parcels(&self) -> u64 {
        self.count as u64
    }

    /// The sum of a column: no number, or one that means nothing, where the kind has not its figure.
    pub(super) fn column(&self, column: usize) -> f64 {
        self.columns[column]
    }

    #[inline]
    fn add(&mut self, figures: [f64; COLUMNS]) {
        self.count += 1.0;
        for (sum, figure) in self.columns.iter_mut().zip(figures) {
            *sum += figure;
        }
    }
}

/// Kinds by number, each with its sums; ascending, none without a parcel.
pub(super) type KindSums = Vec<(usize, KindSum)>;

/// The columns that are added up, one a row of the table; what is not needed repeats another.
pub(super) type SummedColumns<'a> = [&'a [f64]; COLUMNS];

/// The kinds that a table has, and of which each parcel is.
#[derive(Debug, Default)]
pub(super) struct ParcelKinds {
    of_row: Vec<u16>,
    facts: Vec<Facts>,
}

/// Sums held by a walk at most, 8 MB of them: where kinds and groups make more, there are more walks.
const HELD: usize = 1 << 17;

impl ParcelKinds {
    /// Sorts `len` parcels by their facts.
    pub(super) fn new(len: usize, facts_of: impl Fn(usize) -> Facts + Sync) -> Self {
        let mut of_row: Vec<u16> = (0..len).into_par_iter().map(|row| facts_of(row).0).collect();
        let mut is_there = vec![false; 1 << u16::BITS];
        for &facts in &of_row {
            is_there[usize::from(facts)] = true;
        }
        let facts: Vec<Facts> = (0..=u16::MAX).filter(|&facts| is_there[usize::from(facts)]).map(Facts).collect();
        let mut number_of = vec![0; 1 << u16::BITS];
        for (number, facts) in (0..).zip(&facts) {
            number_of[usize::from(facts.0)] = number;
        }
        of_row.par_iter_mut().for_each(|kind| *kind = number_of[usize::from(*kind)]);
        Self { of_row, facts }
    }

    /// The facts of each kind.
    pub(super) fn facts(&self) -> &[Facts] {
        &self.facts
    }

    /// Each group's sums.
    pub(super) fn by_group(&self, columns: SummedColumns<'_>, groups: &Groups) -> Vec<KindSums> {
        self.by_groups_of(HELD / self.facts.len().max(1), columns, groups)
    }

    /// The same, so many groups in one walk.
    fn by_groups_of(&self, at_once: usize, columns: SummedColumns<'_>, groups: &Groups) -> Vec<KindSums> {
        let (count, at_once) = (groups.labels().len(), at_once.max(1));
        let firsts: Vec<usize> = (0..count).step_by(at_once).collect();
        let of_walk = |&first: &usize| self.of_groups(first..count.min(first + at_once), columns, groups);
        firsts.par_iter().flat_map(of_walk).collect()
    }

    /// The sums of some of the groups.
    fn of_groups(&self, asked: Range<usize>, columns: SummedColumns<'_>, groups: &Groups) -> Vec<KindSums> {
        let kinds = self.facts.len().max(1);
        let mut sums = vec![KindSum::default(); asked.len() * kinds];
        let columns = columns.map(|column| &column[..self.of_row.len()]);
        for (row, (&code, &kind)) in groups.codes().iter().zip(&self.of_row).enumerate() {
            let group = (code as usize).wrapping_sub(asked.start);
            if group >= asked.len() {
                continue;
            }
            if let Some(sum) = sums.get_mut(group * kinds + usize::from(kind)) {
                sum.add(std::array::from_fn(|column| columns[column][row]));
            }
        }
        let of_group = |sums: &[KindSum]| sums.iter().copied().enumerate().filter(|(_, sum)| sum.count > 0.0).collect();
        sums.chunks(kinds).map(of_group).collect()
    }

    /// The sums over these rows, ascending.
    pub(super) fn of_rows(&self, columns: SummedColumns<'_>, rows: impl Iterator<Item = usize>) -> KindSums {
        let mut sums = vec![KindSum::default(); self.facts.len()];
        let mut met = Vec::new();
        for row in rows {
            let kind = usize::from(self.of_row[row]);
            let sum = &mut sums[kind];
            if sum.count == 0.0 {
                met.push(kind);
            }
            sum.add(std::array::from_fn(|column| columns[column][row]));
        }
        met.sort_unstable();
        met.into_iter().map(|kind| (kind, sums[kind])).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_table::{Parcel, figured, parcel};
    use super::super::{Grouping, group_rows};
    use super::*;
    use crate::domain::{LandBasis, LandStatus};

    proptest! {
        #[test]
        fn sums_by_kind_are_the_same_to_the_bit_in_one_walk_in_several_and_row_by_row(
            values in prop::collection::vec((0_usize..4, 0_u16..5, prop::option::of(-9_f64..9.0)), 0..80)
        ) {
            let in_park = |&(park, ..): &(usize, u16, Option<f64>)| -> Parcel {
                parcel(1.0, LandStatus::InUse, None, None).in_park(["甲", "乙", "丙", "丁"][park])
            };
            let parcels: Vec<Parcel> = values.iter().map(in_park).collect();
            let (table, figures, tags) = figured(&parcels, LandBasis::default());
            let groups = Groups::new(&table, &figures, &tags, None, Grouping::Park);
            let column: Vec<f64> = values.iter().map(|&(.., value)| value.unwrap_or(f64::NAN)).collect();
            let facts = |row: usize| Facts::new(values[row].1).with(2, values[row].2.is_some());
            let kinds = ParcelKinds::new(parcels.len(), facts);
            let columns = [&*column; COLUMNS];
            let at_once = kinds.by_group(columns, &groups);
            prop_assert_eq!(at_once.len(), groups.labels().len());
            let of_members = |group: &super::super::Group| {
                kinds.of_rows(columns, group.rows.iter().map(|&row| row as usize))
            };
            let alone: Vec<KindSums> =
                group_rows(&table, &figures, &tags, Grouping::Park).iter().map(of_members).collect();
            let told = |groups: &[KindSums]| -> Vec<_> {
                let bits = |sum: &KindSum, has: bool| (sum.parcels(), has.then(|| sum.column(2).to_bits()));
                let of_kind = |(kind, sum): &(usize, KindSum)| (*kind, bits(sum, kinds.facts()[*kind].has(2)));
                groups.iter().map(|sums| sums.iter().map(of_kind).collect::<Vec<_>>()).collect()
            };
            prop_assert_eq!(told(&at_once), told(&alone));
            for few in [0, 1, 3] {
                prop_assert_eq!(told(&kinds.by_groups_of(few, columns, &groups)), told(&alone));
            }
            for (group, sums) in group_rows(&table, &figures, &tags, Grouping::Park).iter().zip(&alone) {
                prop_assert_eq!(sums.iter().map(|(_, sum)| sum.parcels()).sum::<u64>(), group.rows.len() as u64);
                for (kind, sum) in sums {
                    let facts = kinds.facts()[*kind];
                    let is_of_kind = |row: &&u32| {
                        let (_, nature, value) = values[**row as usize];
                        (nature, value.is_some()) == (facts.nature(), facts.has(2))
                    };
                    let of_kind = group.rows.iter().filter(is_of_kind);
                    let expected = of_kind.fold(0.0, |sum, &row| sum + column[row as usize]);
                    prop_assert!(!facts.has(2) || sum.column(2).to_bits() == expected.to_bits());
                }
            }
        }
    }
}
