//! Where the land of a pair went to or came from: the parcels of the other year, by key.

use crate::domain::PairState;

use super::pairing::Pair;
use super::years::Comparison;

impl<'a> Comparison<'a> {
    /// The keys of the parcels that a pair's land went to or came from, in the other year; of one that was only given
    /// another key, the one it had.
    #[must_use]
    pub fn kin(&self, pair: &Pair) -> Vec<&'a str> {
        let (base, current) = (self.base.table, self.current.table);
        let lineage = self.pairing.lineage();
        let (split, merged) = (&lineage.split, &lineage.merged);
        let (of_base, of_current): (Vec<u32>, Vec<u32>) = match pair.state {
            PairState::Split => (split.wholes_of(pair.current).collect(), split.parts_of(pair.base).collect()),
            PairState::Merged => (merged.parts_of(pair.current).collect(), merged.wholes_of(pair.base).collect()),
            PairState::Rekeyed => (pair.base.into_iter().collect(), Vec::new()),
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
