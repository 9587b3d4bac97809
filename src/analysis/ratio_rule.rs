//! How a parcel enters a ratio, by its status, by what it is found to be and by what is known of it: a small table of bit
//! masks, so that a million parcels are judged without a branch. The rule itself stands at the head of [`super::ratio`].

use crate::domain::LandStatus;

use super::ratio::Standing;
use super::ratio_sums::packed;

/// What a rule says of the parcels of one footing, each all bits or none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Clause {
    /// They are asked about.
    pub(super) asked: u64,
    /// A blank counts as 0 where there is something it stands on.
    pub(super) blank_is_zero: u64,
    /// A blank is missing.
    pub(super) blank_is_missing: u64,
}

/// What a parcel adds to a ratio: 0 where it does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Entry {
    pub(super) value: f64,
    pub(super) base: f64,
    /// What it adds to the counts, [`packed`].
    pub(super) counts: u64,
}

impl Clause {
    /// Whether the parcel is known, an assumed zero, or missing, each all bits or none. `value` is NaN where it is not known,
    /// `base` where there is none, or it is not above 0.
    #[inline]
    fn standings(self, value: f64, base: f64) -> [u64; 3] {
        let (has_value, has_base) = (all_if(!value.is_nan()), all_if(base > 0.0));
        let known = self.asked & has_value & has_base;
        let zero = self.blank_is_zero & !has_value & has_base;
        let missing = self.asked & has_value & !has_base | self.blank_is_missing & !has_value;
        [known, zero, missing]
    }

    /// What the parcel adds; no branches, and NaN becomes 0 too.
    #[inline]
    pub(super) fn entry(self, value: f64, base: f64) -> Entry {
        let [known, zero, missing] = self.standings(value, base);
        let counted = known | zero;
        Entry {
            value: f64::from_bits(value.to_bits() & known),
            base: f64::from_bits(base.to_bits() & counted),
            counts: packed([1, 0, 0]) & counted | packed([0, 1, 0]) & zero | packed([0, 0, 1]) & missing,
        }
    }

    /// What the parcel is to the ratio.
    #[inline]
    pub(super) fn standing(self, value: f64, base: f64) -> Standing {
        match self.standings(value, base).map(|each| each != 0) {
            [true, ..] => Standing::Known,
            [_, true, _] => Standing::AssumedZero,
            [.., true] => Standing::Missing,
            _ => Standing::Aside,
        }
    }
}

/// All bits or none.
#[inline]
fn all_if(holds: bool) -> u64 {
    0_u64.wrapping_sub(holds.into())
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

/// The rule of one ratio: a clause a footing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule([Clause; Footing::COUNT]);

impl Rule {
    /// The rule where blanks of these statuses and of land found to lie idle count as 0, or none does.
    pub(super) fn new(blanks_as_zero: Option<&ZeroStatuses>) -> Self {
        let mut clauses = [Clause::default(); Footing::COUNT];
        for (status, is_found_idle) in LandStatus::ALL.into_iter().flat_map(|each| [(each, false), (each, true)]) {
            let is_zero = blanks_as_zero.is_some_and(|zero| zero[status as usize] || is_found_idle);
            // Where a blank might count as 0 and does not, by the rulebook, it is a blank like any other.
            let is_expected = matches!(status, LandStatus::InUse | LandStatus::Unknown)
                || blanks_as_zero.is_some() && status.produces_nothing();
            clauses[usize::from(Footing::new(status, is_found_idle).0)] = Clause {
                asked: all_if(true),
                blank_is_zero: all_if(is_zero),
                blank_is_missing: all_if(is_expected && !is_zero),
            };
        }
        Self(clauses)
    }

    /// The same rule where only parcels of `status` are asked about.
    pub(super) fn only(mut self, status: LandStatus) -> Self {
        let asked = [false, true].map(|is_found_idle| Footing::new(status, is_found_idle));
        for (footing, clause) in (0..).zip(&mut self.0) {
            if !asked.contains(&Footing(footing)) {
                *clause = Clause::default();
            }
        }
        self
    }

    /// The same rule where nothing is found to lie idle.
    pub(super) fn by_status(mut self) -> Self {
        let (by_status, found) = self.0.split_at_mut(Footing::COUNT / 2);
        found.copy_from_slice(by_status);
        self
    }

    /// What it says of the parcels of a footing.
    #[inline]
    pub(super) fn clause(&self, footing: Footing) -> Clause {
        self.0[usize::from(footing.0) % Footing::COUNT]
    }
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
            rule.clause(Footing::new(status, is_found_idle)).standing(f64::NAN, base)
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
