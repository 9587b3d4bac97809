//! How a parcel enters a ratio, by its status and by what is known of it: a small table, so that a million parcels are
//! judged without a branch. The rule itself stands at the head of [`super::ratio`].

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

/// The rule of one ratio: an entry by status, whether there is a value, and whether there is something it stands on.
#[derive(Clone, Copy)]
pub(super) struct Rule([Entry; 32]);

impl Rule {
    /// The rule where a blank of land that produces nothing counts as 0, or not.
    pub(super) fn new(blank_is_zero: bool) -> Self {
        let mut entries = [Entry::default(); 32];
        for status in LandStatus::ALL {
            for (has_value, has_base) in [(false, false), (false, true), (true, false), (true, true)] {
                let is_expected = matches!(status, LandStatus::InUse | LandStatus::Unknown);
                let standing = match (has_value, has_base) {
                    (true, true) => Standing::Known,
                    (true, false) => Standing::Missing,
                    (false, true) if blank_is_zero && status.produces_nothing() => Standing::AssumedZero,
                    (false, _) if is_expected => Standing::Missing,
                    (false, _) => Standing::Aside,
                };
                entries[place(status, has_value, has_base)] = Entry::new(standing);
            }
        }
        Self(entries)
    }

    /// The same rule where only parcels of `status` are asked about.
    pub(super) fn only(mut self, status: LandStatus) -> Self {
        let asked = place(status, false, false)..=place(status, true, true);
        for (place, entry) in self.0.iter_mut().enumerate() {
            if !asked.contains(&place) {
                *entry = Entry::default();
            }
        }
        self
    }

    /// How a parcel enters; `value` is NaN where it is not known, `base` where there is none, or it is not above 0.
    #[inline]
    pub(super) fn entry(&self, status: LandStatus, value: f64, base: f64) -> &Entry {
        &self.0[place(status, !value.is_nan(), base > 0.0) % 32]
    }
}

#[inline]
fn place(status: LandStatus, has_value: bool, has_base: bool) -> usize {
    status as usize * 4 + usize::from(has_value) * 2 + usize::from(has_base)
}
