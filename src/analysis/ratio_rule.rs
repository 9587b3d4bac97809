//! How a parcel enters a ratio, by its status and by what is known of it: a small table, so that a million parcels are
//! judged without a branch. The rule itself stands at the head of [`super::ratio`].

use crate::domain::LandStatus;

use super::ratio_sums::packed;

/// What a parcel adds to a ratio. At most one of the three is true; none is where nothing was expected of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// All bits where the value counts, else none.
    pub(super) value_bits: u64,
    /// All bits where what the value stands on counts, else none.
    pub(super) base_bits: u64,
    /// The three below, [`packed`].
    pub(super) counts: u64,
    /// It counts with its value.
    pub(super) known: bool,
    /// It counts as 0 on its full land.
    pub(super) assumed_zero: bool,
    /// It does not count though it should.
    pub(super) missing: bool,
}

impl Entry {
    fn new(known: bool, assumed_zero: bool, missing: bool) -> Self {
        let counts = known || assumed_zero;
        Self {
            value_bits: 0_u64.wrapping_sub(known.into()),
            base_bits: 0_u64.wrapping_sub(counts.into()),
            counts: packed(counts.into(), assumed_zero.into(), missing.into()),
            known,
            assumed_zero,
            missing,
        }
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
                let is_zero = blank_is_zero && status.produces_nothing() && !has_value && has_base;
                let expected = matches!(status, LandStatus::InUse | LandStatus::Unknown);
                let missing = if has_value { !has_base } else { expected };
                entries[place(status, has_value, has_base)] = Entry::new(has_value && has_base, is_zero, missing);
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
