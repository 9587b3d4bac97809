//! How a parcel enters a ratio, by its status, by what it is found to be and by what is known of it: a small table, so
//! that a million parcels are judged without a branch. The rule itself stands at the head of [`super::ratio`].

use crate::domain::LandStatus;

use super::ratio::Standing;
use super::ratio_sums::packed;

/// What a parcel adds to a ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// All bits where the value counts, else none.
    pub(super) value_bits: u64,
    /// All bits where what the value stands on counts, else none.
    pub(super) base_bits: u64,
    /// What it adds to the counts, [`packed`].
    pub(super) counts: u64,
    /// What it is to the ratio.
    pub(super) standing: Standing,
}

impl Entry {
    fn new(standing: Standing) -> Self {
        let all_if = |keep: bool| 0_u64.wrapping_sub(keep.into());
        Self {
            value_bits: all_if(standing == Standing::Known),
            base_bits: all_if(standing.is_counted()),
            counts: packed(standing.counts()),
            standing,
        }
    }

    /// A value and its base where they count, 0 where they do not; no branches, and NaN becomes 0 too.
    #[inline]
    pub(super) fn kept(&self, value: f64, base: f64) -> [f64; 2] {
        [f64::from_bits(value.to_bits() & self.value_bits), f64::from_bits(base.to_bits() & self.base_bits)]
    }
}

/// Which statuses' blanks count as 0, in [`LandStatus::ALL`]'s order.
pub(super) type ZeroStatuses = [bool; LandStatus::ALL.len()];

/// What a parcel's place in a rule starts from: its status, and whether it is found to lie idle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footing(u8);

impl Footing {
    /// Bits of the status.
    const STATUS_BITS: u8 = 3;
    /// Footings there can be.
    const COUNT: usize = 2 << Self::STATUS_BITS;

    pub(super) fn new(status: LandStatus, is_found_idle: bool) -> Self {
        Self(status as u8 | u8::from(is_found_idle) << Self::STATUS_BITS)
    }
}

/// Places of one footing: with and without a value, with and without something it stands on.
const PLACES: usize = 4;

/// The rule of one ratio: an entry by footing, whether there is a value, and whether there is something it stands on.
#[derive(Clone, Copy)]
pub(super) struct Rule([Entry; Footing::COUNT * PLACES]);

impl Rule {
    /// The rule where blanks of these statuses and of land found to lie idle count as 0, or none does.
    pub(super) fn new(blanks_as_zero: Option<&ZeroStatuses>) -> Self {
        let mut entries = [Entry::default(); Footing::COUNT * PLACES];
        for (status, is_found_idle) in LandStatus::ALL.into_iter().flat_map(|each| [(each, false), (each, true)]) {
            let is_zero = blanks_as_zero.is_some_and(|zero| zero[status as usize] || is_found_idle);
            // Where a blank might count as 0 and does not, by the rulebook, it is a blank like any other.
            let is_expected = matches!(status, LandStatus::InUse | LandStatus::Unknown)
                || blanks_as_zero.is_some() && status.produces_nothing();
            for (has_value, has_base) in [(false, false), (false, true), (true, false), (true, true)] {
                let standing = match (has_value, has_base) {
                    (true, true) => Standing::Known,
                    (true, false) => Standing::Missing,
                    (false, true) if is_zero => Standing::AssumedZero,
                    (false, _) if is_expected && !is_zero => Standing::Missing,
                    (false, _) => Standing::Aside,
                };
                entries[place(Footing::new(status, is_found_idle), has_value, has_base)] = Entry::new(standing);
            }
        }
        Self(entries)
    }

    /// The same rule where only parcels of `status` are asked about.
    pub(super) fn only(mut self, status: LandStatus) -> Self {
        let asked = [false, true].map(|is_found_idle| Footing::new(status, is_found_idle));
        for (footing, entries) in (0..).zip(self.0.chunks_mut(PLACES)) {
            if !asked.contains(&Footing(footing)) {
                entries.fill(Entry::default());
            }
        }
        self
    }

    /// The same rule where nothing is found to lie idle.
    pub(super) fn by_status(mut self) -> Self {
        let (by_status, found) = self.0.split_at_mut(Footing::COUNT / 2 * PLACES);
        found.copy_from_slice(by_status);
        self
    }

    /// How a parcel enters; `value` is NaN where it is not known, `base` where there is none, or it is not above 0.
    #[inline]
    pub(super) fn entry(&self, footing: Footing, value: f64, base: f64) -> &Entry {
        &self.0[place(footing, !value.is_nan(), base > 0.0) % (Footing::COUNT * PLACES)]
    }
}

#[inline]
fn place(footing: Footing, has_value: bool, has_base: bool) -> usize {
    usize::from(footing.0) * PLACES + usize::from(has_value) * 2 + usize::from(has_base)
}

#[cfg(test)]
mod tests {
    use super::Standing::{Aside, AssumedZero, Missing};
    use super::*;

    #[test]
    fn a_blank_of_land_found_idle_is_nought_where_findings_count_and_by_its_status_where_not() {
        let zero = LandStatus::ALL.map(|status| status == LandStatus::Suspended);
        let (by_finding, plain) = (Rule::new(Some(&zero)), Rule::new(None));
        let blank = |rule: &Rule, status, is_found_idle, base| {
            rule.entry(Footing::new(status, is_found_idle), f64::NAN, base).standing
        };
        for status in LandStatus::ALL {
            assert_eq!(blank(&by_finding, status, true, 1.0), AssumedZero, "{status:?}");
            assert_eq!(blank(&by_finding, status, true, f64::NAN), Aside, "{status:?}: no land to weigh with");
            let by_status = blank(&by_finding.by_status(), status, true, 1.0);
            assert_eq!(by_status, blank(&by_finding, status, false, 1.0), "{status:?}");
            let expected = match status {
                LandStatus::Suspended => AssumedZero,
                LandStatus::NotSupplied => Aside,
                // Off the list of the rulebook, a blank of land that produces nothing is a blank like any other.
                _ => Missing,
            };
            assert_eq!(by_status, expected, "{status:?}");
            assert_ne!(blank(&plain, status, true, 1.0), AssumedZero, "{status:?}: of what assumes nothing");
            let only = by_finding.only(LandStatus::InUse);
            assert_eq!(blank(&only, status, true, 1.0) == AssumedZero, status == LandStatus::InUse, "{status:?}");
        }
    }
}
