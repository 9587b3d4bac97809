//! What a parcel is to a ratio, by its status, by what it is found to be and by what is known of it: a small table. The rule
//! itself stands at the head of [`super::ratio`].

use crate::domain::LandStatus;

use super::ratio::Standing;

/// What a rule says of the parcels of one footing: what they are by whether their value and what it stands on are there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Clause([Standing; 4]);

impl Clause {
    fn new(blank_is_zero: bool, blank_is_missing: bool) -> Self {
        let blank = |has_base| match (blank_is_zero, blank_is_missing) {
            (true, _) if has_base => Standing::AssumedZero,
            (false, true) => Standing::Missing,
            _ => Standing::Aside,
        };
        Self([blank(false), blank(true), Standing::Missing, Standing::Known])
    }

    /// What a parcel is to the ratio. No branches: which figures there are is as good as random.
    #[inline]
    pub(super) fn standing(self, has_value: bool, has_base: bool) -> Standing {
        self.0[usize::from(has_value) << 1 | usize::from(has_base)]
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

    /// The number that stands for it, below [`Self::COUNT`].
    pub(super) fn number(self) -> u16 {
        self.0.into()
    }

    /// The footing that a number stands for.
    pub(super) fn of_number(number: u16) -> Self {
        Self((usize::from(number) % Self::COUNT) as u8)
    }

    /// Whether it is of parcels of this status.
    pub(super) fn is_of(self, status: LandStatus) -> bool {
        self.0 & ((1 << Self::STATUS_BITS) - 1) == status as u8
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
            clauses[usize::from(Footing::new(status, is_found_idle).0)] = Clause::new(is_zero, is_expected && !is_zero);
        }
        Self(clauses)
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
        let blank = |rule: &Rule, status, is_found_idle, has_base| {
            rule.clause(Footing::new(status, is_found_idle)).standing(false, has_base)
        };
        for status in LandStatus::ALL {
            assert_eq!(blank(&by_finding, status, true, true), AssumedZero, "{status:?}");
            assert_eq!(blank(&by_finding, status, true, false), Aside, "{status:?}: no land to weigh with");
            let by_status = blank(&by_finding.by_status(), status, true, true);
            assert_eq!(by_status, blank(&by_finding, status, false, true), "{status:?}");
            let expected = match status {
                LandStatus::Suspended => AssumedZero,
                LandStatus::NotSupplied => Aside,
                // Off the list of the rulebook, a blank of land that produces nothing is a blank like any other.
                _ => Missing,
            };
            assert_eq!(by_status, expected, "{status:?}");
            assert_ne!(blank(&plain, status, true, true), AssumedZero, "{status:?}: of what assumes nothing");
        }
    }
}
