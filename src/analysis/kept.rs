//! What is made of a table's figures when it is first asked for, and kept beside them.

use std::sync::OnceLock;

use super::ranking::Ranking;
use super::ratio_sums::RatioSet;
use super::totals::Totals;

/// What stands on which blanks count as 0, and is kept as long as the same do.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The parcels ranked by output per mu: a sort of the whole table.
    pub(super) by_output: OnceLock<Ranking>,
    /// The same by tax per mu.
    pub(super) by_tax: OnceLock<Ranking>,
    /// The ratios, to be summed by kind of parcel.
    pub(super) ratio_sets: OnceLock<Vec<RatioSet>>,
    /// The sums over all parcels but for tags, idle land and floor headroom.
    pub(super) whole: OnceLock<Totals>,
}

/// What a lock keeps, made where it is empty. It is made outside the lock: what shares its work out may meanwhile take up
/// another job that asks for the same, on the same thread.
pub(super) fn kept_in<T>(lock: &OnceLock<T>, make: impl FnOnce() -> T) -> &T {
    if lock.get().is_none() {
        // Where another thread was first, its result, the same, is the one that is kept.
        let _ = lock.set(make());
    }
    lock.wait()
}
