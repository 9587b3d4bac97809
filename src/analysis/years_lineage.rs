//! Which pairs of two years are a parcel that was split or merged, or a part of one, and where their land went.

use crate::domain::ParcelTable;

use super::lineage::{Lineage, LineageSide};
use super::years::{Comparison, Pair, PairState};

/// Asks what became of the parcels that have no fellow of their key and shape.
pub(super) fn lineage_of(pairs: &[Pair], base: &ParcelTable, current: &ParcelTable) -> Lineage {
    let asked = || pairs.iter().filter(|pair| pair.state != PairState::InBoth);
    let mut of_base: Vec<u32> = asked().filter_map(|pair| pair.base).collect();
    let mut of_current: Vec<u32> = asked().filter_map(|pair| pair.current).collect();
    of_base.sort_unstable();
    of_current.sort_unstable();
    Lineage::new(LineageSide { table: base, rows: &of_base }, LineageSide { table: current, rows: &of_current })
}

/// Tells pairs that are a whole or a part. What is both is told as split.
pub(super) fn tell_lineage(pairs: &mut [Pair], lineage: &Lineage) {
    for pair in pairs.iter_mut().filter(|pair| pair.state != PairState::InBoth) {
        if lineage.split.knows(pair.base, pair.current) {
            pair.state = PairState::Split;
        } else if lineage.merged.knows(pair.current, pair.base) {
            pair.state = PairState::Merged;
        }
    }
}

impl<'a> Comparison<'a> {
    /// The keys of the parcels that a pair's land went to or came from, in the other year.
    pub(super) fn kin(&self, pair: &Pair) -> Vec<&'a str> {
        let (base, current) = (self.base.table, self.current.table);
        let Lineage { split, merged } = &self.lineage;
        let (of_base, of_current): (Vec<u32>, Vec<u32>) = match pair.state {
            PairState::Split => (split.wholes_of(pair.current).collect(), split.parts_of(pair.base).collect()),
            PairState::Merged => (merged.parts_of(pair.current).collect(), merged.wholes_of(pair.base).collect()),
            _ => return Vec::new(),
        };
        let of_base = of_base.into_iter().map(|row| base.key(row as usize));
        let of_current = of_current.into_iter().map(|row| current.key(row as usize));
        let mut kin: Vec<&str> = of_base.chain(of_current).collect();
        kin.sort_unstable();
        kin.dedup();
        kin
    }
}
