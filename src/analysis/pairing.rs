//! Which parcels of a base and of a current table are the same, and what became of the others.
//!
//! Parcels are paired by key; what has no fellow of its key but one of the same outline was only given another key. What
//! is left is asked about as `lineage` tells. Knows tables alone: neither year nor land basis nor filter change a pairing.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::domain::{PairState, ParcelTable};

use super::land_covers::{LandCovers, without};
use super::land_groups::{LandGroup, land_groups, outline_m2, registered_m2};
use super::lineage::{Lineage, LineageSide};

/// How much an area may differ before the parcel counts as reshaped, as a share of the base.
const SAME_AREA: f64 = 0.01;

/// A parcel's rows on the two sides; at least one is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Its row in the base table.
    pub base: Option<u32>,
    /// Its row in the current table.
    pub current: Option<u32>,
    /// What it is.
    pub state: PairState,
}

/// The parcels of two tables, paired.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    pairs: Vec<Pair>,
    lineage: Lineage,
    /// Whether outlines were not all laid over each other.
    is_cut_short: bool,
    /// Groups by their carrier.
    groups: HashMap<u32, LandGroup, FxBuildHasher>,
}

impl Pairing {
    /// One table with itself: two years of it. O(rows).
    #[must_use]
    pub fn of_one(len: usize) -> Self {
        let pair = |row| Pair { base: Some(row), current: Some(row), state: PairState::InBoth };
        Self { pairs: (0..len as u32).map(pair).collect(), ..Self::default() }
    }

    /// Two tables. O(rows), and for those without a fellow of their key and area the search for shared land.
    #[must_use]
    pub fn of_tables(base: &ParcelTable, current: &ParcelTable) -> Self {
        let mut pairs = paired_by_key(base, current);
        let asked = || pairs.iter().filter(|pair| pair.state != PairState::InBoth);
        let mut of_base: Vec<u32> = asked().filter_map(|pair| pair.base).collect();
        let of_current: Vec<u32> = asked().filter_map(|pair| pair.current).collect();
        of_base.sort_unstable();
        let side = |table, rows| LineageSide { table, rows };
        let covers = LandCovers::new(side(base, &of_base), side(current, &of_current));
        let rekeyed = tell_rekeyed(&mut pairs, &covers);
        let found = |of: fn(&Pair) -> Option<u32>| -> BTreeSet<u32> { rekeyed.iter().filter_map(of).collect() };
        let (of_base, of_current) =
            (without(&of_base, &found(|pair| pair.base)), without(&of_current, &found(|pair| pair.current)));
        let lineage = Lineage::new(side(base, &of_base), side(current, &of_current), &covers.covers);
        tell_lineage(&mut pairs, &lineage);
        let is_told = |pair: &&Pair| matches!(pair.state, PairState::Split | PairState::Merged);
        let fellows: Vec<(u32, u32)> =
            pairs.iter().filter(is_told).filter_map(|pair| pair.base.zip(pair.current)).collect();
        let groups = land_groups(&lineage, &fellows, base, current);
        let groups = groups.into_iter().map(|group| (group.carrier, group)).collect();
        Self { pairs, lineage, is_cut_short: !covers.is_complete, groups }
    }

    /// The pairs: the current table's parcels in its order, then what is in the base table alone in its.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pair of a row of the current table.
    #[must_use]
    pub fn of_current(&self, row: usize) -> Option<Pair> {
        self.pairs.get(row).filter(|pair| pair.current == Some(row as u32)).copied()
    }

    /// The base row of the parcel that is a row of the current table, where it is one and the same.
    #[must_use]
    pub fn base_of(&self, row: usize) -> Option<usize> {
        let pair = self.of_current(row).filter(|pair| pair.state.is_same_parcel())?;
        pair.base.map(|row| row as usize)
    }

    /// The group that stands at a row of the current table.
    #[must_use]
    pub fn group_at(&self, row: u32) -> Option<&LandGroup> {
        self.groups.get(&row)
    }

    /// Whether so many outlines lie on one spot that they were not all laid over each other: what was split, merged or
    /// given another key may then be told as appeared and vanished.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }

    /// The groups, in no order.
    pub fn groups(&self) -> impl Iterator<Item = &LandGroup> {
        self.groups.values()
    }

    /// The group a row of the current table is in.
    #[must_use]
    pub fn group_with(&self, row: u32) -> Option<&LandGroup> {
        self.groups.values().find(|group| group.current.binary_search(&row).is_ok())
    }

    /// What became of the parcels that were split or merged.
    pub(super) fn lineage(&self) -> &Lineage {
        &self.lineage
    }

    /// How many parcels are in a state.
    #[must_use]
    pub fn count(&self, state: PairState) -> usize {
        self.pairs.iter().filter(|pair| pair.state == state).count()
    }
}

fn paired_by_key(base: &ParcelTable, current: &ParcelTable) -> Vec<Pair> {
    let mut of_base: FxHashMap<&str, u32> = (0..base.len() as u32).map(|row| (base.key(row as usize), row)).collect();
    let mut pairs: Vec<Pair> = Vec::with_capacity(current.len());
    for row in 0..current.len() as u32 {
        pairs.push(match of_base.remove(current.key(row as usize)) {
            None => Pair { base: None, current: Some(row), state: PairState::Appeared },
            Some(before) => {
                let is_other = is_reshaped(base, before as usize, current, row as usize);
                let state = if is_other { PairState::Reshaped } else { PairState::InBoth };
                Pair { base: Some(before), current: Some(row), state }
            }
        });
    }
    let mut vanished: Vec<u32> = of_base.into_values().collect();
    vanished.sort_unstable();
    let vanished = vanished.into_iter().map(|row| Pair { base: Some(row), current: None, state: PairState::Vanished });
    pairs.extend(vanished);
    pairs
}

/// Whether two areas of a parcel differ by more than 1 %: of its outlines, else as registered.
fn is_reshaped(base: &ParcelTable, base_row: usize, current: &ParcelTable, current_row: usize) -> bool {
    let both = |of: fn(&ParcelTable, usize) -> Option<f64>| of(base, base_row).zip(of(current, current_row));
    let areas = both(outline_m2).or_else(|| both(registered_m2));
    areas.is_some_and(|(before, now)| (now - before).abs() > SAME_AREA * before)
}

/// Makes one pair of what vanished and appeared with one outline. Hands these pairs back.
fn tell_rekeyed(pairs: &mut Vec<Pair>, covers: &LandCovers) -> Vec<Pair> {
    let vanished: BTreeSet<u32> =
        pairs.iter().filter(|pair| pair.current.is_none()).filter_map(|pair| pair.base).collect();
    let mut rekeyed = Vec::new();
    for pair in pairs.iter_mut().filter(|pair| pair.state == PairState::Appeared) {
        let base = pair.current.and_then(|row| covers.same.get(&row)).filter(|row| vanished.contains(row));
        if let Some(&base) = base {
            *pair = Pair { base: Some(base), state: PairState::Rekeyed, ..*pair };
            rekeyed.push(*pair);
        }
    }
    let found: BTreeSet<u32> = rekeyed.iter().filter_map(|pair| pair.base).collect();
    pairs.retain(|pair| pair.current.is_some() || pair.base.is_none_or(|row| !found.contains(&row)));
    rekeyed
}

/// Tells pairs that are a whole or a part. What is both is told as split.
fn tell_lineage(pairs: &mut [Pair], lineage: &Lineage) {
    for pair in pairs.iter_mut().filter(|pair| !matches!(pair.state, PairState::InBoth | PairState::Rekeyed)) {
        if lineage.split.knows(pair.base, pair.current) {
            pair.state = PairState::Split;
        } else if lineage.merged.knows(pair.current, pair.base) {
            pair.state = PairState::Merged;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_boxes::boxes;
    use super::*;

    /// Parcels side by side along a street, cut at these places, each named by what `name` makes of its number.
    fn street(cuts: &[f64], name: impl Fn(usize) -> String) -> ParcelTable {
        let names: Vec<String> = (0..cuts.len() - 1).map(name).collect();
        let of = |place: usize| (names[place].as_str(), [cuts[place], 0.0, cuts[place + 1], 100.0]);
        boxes(&(0..names.len()).map(of).collect::<Vec<_>>())
    }

    fn states(pairing: &Pairing) -> Vec<PairState> {
        pairing.pairs().iter().map(|pair| pair.state).collect()
    }

    #[test]
    fn one_outline_under_two_keys_is_one_parcel_and_what_is_stacked_is_left_open() {
        let here = [0.0, 0.0, 100.0, 100.0];
        let base = boxes(&[("A", here), ("B", [200.0, 0.0, 300.0, 100.0])]);
        let moved = boxes(&[("X", [0.0, 0.0, 100.4, 100.0]), ("B", [200.0, 0.0, 300.0, 100.0])]);
        let pairing = Pairing::of_tables(&base, &moved);
        assert_eq!(states(&pairing), [PairState::Rekeyed, PairState::InBoth], "half a percent is how it was drawn");
        assert_eq!((pairing.base_of(0), pairing.base_of(1)), (Some(0), Some(1)));
        let grown = boxes(&[("X", [0.0, 0.0, 105.0, 100.0])]);
        assert_eq!(Pairing::of_tables(&boxes(&[("A", here)]), &grown).count(PairState::Rekeyed), 0);
        // Two of one outline: which is which cannot be known, on either side.
        for (base, current) in [(&["A"][..], &["X", "Y"][..]), (&["A", "B"], &["X"]), (&["A", "B"], &["X", "Y"])] {
            let stacked = |names: &[&'static str]| boxes(&names.iter().map(|&name| (name, here)).collect::<Vec<_>>());
            let pairing = Pairing::of_tables(&stacked(base), &stacked(current));
            assert!(states(&pairing).iter().all(|state| !state.is_same_parcel()), "{base:?} {current:?}");
            assert_eq!(pairing.count(PairState::Split) + pairing.count(PairState::Merged), 0, "{base:?} {current:?}");
        }
    }

    #[test]
    fn a_group_stands_at_its_greatest_successor_and_one_whose_land_is_not_whole_is_none() {
        let base = street(&[0.0, 200.0, 300.0], |place| ["A", "B"][place].to_owned());
        let current = street(&[0.0, 80.0, 200.0, 300.0], |place| ["A", "A2", "B"][place].to_owned());
        let pairing = Pairing::of_tables(&base, &current);
        assert_eq!(states(&pairing), [PairState::Split, PairState::Split, PairState::InBoth]);
        let group = LandGroup { base: vec![0], current: vec![0, 1], carrier: 1 };
        assert_eq!((pairing.group_at(1), pairing.group_at(0)), (Some(&group), None));
        assert_eq!((pairing.group_with(0), pairing.group_with(2)), (Some(&group), None));
        // By code alone, with a third of the land gone.
        let base = boxes(&[("G1", [0.0, 0.0, 300.0, 100.0])]);
        let current = boxes(&[("G1-1", [900.0, 0.0, 1000.0, 100.0]), ("G1-2", [1000.0, 0.0, 1100.0, 100.0])]);
        let pairing = Pairing::of_tables(&base, &current);
        assert_eq!((pairing.count(PairState::Split), pairing.group_with(0)), (3, None));
    }

    /// A street of lots cut at `widths`, in the base year only where a cut is `kept`; of lots that begin where one did
    /// before, those of `keeps_keys` keep its key.
    fn turns_round(widths: &[u32], kept: &[bool], keeps_keys: &[bool]) {
        let cuts: Vec<f64> = std::iter::once(0)
            .chain(widths.iter().scan(0, |at, width| {
                *at += width;
                Some(*at)
            }))
            .map(f64::from)
            .collect();
        let last = cuts.len() - 1;
        let coarse: Vec<f64> =
            (0..cuts.len()).filter(|&at| at == 0 || at == last || kept[at % 12]).map(|at| cuts[at]).collect();
        let base = street(&coarse, |place| format!("P{place}"));
        // The first part of each may keep the key.
        let name = |place: usize| match coarse.iter().position(|&cut| cut == cuts[place]) {
            Some(whole) if keeps_keys[place % 12] => format!("P{whole}"),
            _ => format!("N{place}"),
        };
        let current = street(&cuts, name);
        let there = Pairing::of_tables(&base, &current);
        let back = Pairing::of_tables(&current, &base);
        for (pairing, base, current) in [(&there, &base, &current), (&back, &current, &base)] {
            let rows = |of: fn(&Pair) -> Option<u32>| {
                let mut rows: Vec<u32> = pairing.pairs().iter().filter_map(of).collect();
                rows.sort_unstable();
                rows
            };
            assert_eq!(rows(|pair| pair.base), (0..base.len() as u32).collect::<Vec<_>>());
            assert_eq!(rows(|pair| pair.current), (0..current.len() as u32).collect::<Vec<_>>());
            for row in 0..current.len() {
                assert!(pairing.of_current(row).is_some());
            }
        }
        for (state, turned) in [
            (PairState::InBoth, PairState::InBoth),
            (PairState::Rekeyed, PairState::Rekeyed),
            (PairState::Reshaped, PairState::Reshaped),
            (PairState::Split, PairState::Merged),
            (PairState::Appeared, PairState::Vanished),
        ] {
            assert_eq!(there.count(state), back.count(turned), "{state:?}");
        }
        // Nothing was lost: every part of a base parcel that was cut is in a group with it.
        let parts = there.pairs().iter().filter(|pair| pair.state == PairState::Split).filter_map(|pair| pair.current);
        for row in parts {
            assert!(there.group_with(row).is_some());
        }
    }

    #[test]
    fn of_ten_like_parts_of_four_lots_every_one_is_in_one_pair() {
        let of = |places: &[usize]| -> Vec<bool> { (0..12).map(|place| places.contains(&place)).collect() };
        turns_round(&[20; 10], &of(&[5, 8, 9]), &of(&[1, 3]));
    }

    proptest! {
        #[test]
        fn every_parcel_is_in_one_pair_and_turning_the_years_round_turns_what_became_of_them(
            widths in prop::collection::vec(20_u32..200, 1..12),
            kept in prop::collection::vec(any::<bool>(), 12),
            keeps_keys in prop::collection::vec(any::<bool>(), 12),
        ) {
            turns_round(&widths, &kept, &keeps_keys);
        }
    }
}
