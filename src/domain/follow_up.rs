//! What became of findings: an overlay on what parcels are judged to be, one entry a parcel and kind.
//!
//! Owns who looked at a finding, when, and what came of it. A finding itself is never changed by it: an excluded one
//! still has its outcome and its reasons, it only leaves the counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Day, FindingKind};

/// How far the checking of a finding has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowState {
    /// 待核实: to be checked.
    ToVerify,
    /// 已核实: checked, and so it is.
    Verified,
    /// 排除: checked, and it is not so; it leaves the counts.
    Excluded,
}

impl FollowState {
    /// Every state, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::ToVerify, Self::Verified, Self::Excluded];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ToVerify => "to_verify",
            Self::Verified => "verified",
            Self::Excluded => "excluded",
        }
    }

    /// The state with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// What became of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// How far it has come.
    pub state: FollowState,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub name: String,
    /// The day it was said.
    pub day: Day,
}

/// What became of the findings of a table, by row and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUps {
    entries: BTreeMap<(u32, FindingKind), FollowUp>,
}

impl FollowUps {
    /// What became of a finding.
    #[must_use]
    pub fn get(&self, row: usize, kind: FindingKind) -> Option<&FollowUp> {
        self.entries.get(&(u32::try_from(row).ok()?, kind))
    }

    /// How far the checking of a finding has come.
    #[must_use]
    pub fn state(&self, row: usize, kind: FindingKind) -> Option<FollowState> {
        self.get(row, kind).map(|each| each.state)
    }

    /// Says what became of a finding; `None` says that nothing did.
    pub fn set(&mut self, row: u32, kind: FindingKind, follow_up: Option<FollowUp>) {
        match follow_up {
            Some(follow_up) => self.entries.insert((row, kind), follow_up),
            None => self.entries.remove(&(row, kind)),
        };
    }

    /// Whether nothing became of any finding.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every entry, by row and kind.
    pub fn iter(&self) -> impl Iterator<Item = (u32, FindingKind, &FollowUp)> {
        self.entries.iter().map(|(&(row, kind), each)| (row, kind, each))
    }

    /// The excluded findings, by row and kind.
    pub fn excluded(&self) -> impl Iterator<Item = (u32, FindingKind)> {
        self.iter().filter(|(.., each)| each.state == FollowState::Excluded).map(|(row, kind, _)| (row, kind))
    }

    /// The rows of which a finding is excluded, each once, in order.
    #[must_use]
    pub fn excluded_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.excluded().map(|(row, _)| row).collect();
        rows.dedup();
        rows
    }

    /// Whether anything became of a finding of this kind.
    #[must_use]
    pub fn has_kind(&self, kind: FindingKind) -> bool {
        self.iter().any(|(_, each, _)| each == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow_up(state: FollowState) -> FollowUp {
        FollowUp { state, reason: "r".to_owned(), name: "n".to_owned(), day: 19_000 }
    }

    #[test]
    fn a_parcel_with_two_excluded_findings_is_one_row() {
        let mut all = FollowUps::default();
        all.set(7, FindingKind::Idle, Some(follow_up(FollowState::Excluded)));
        all.set(7, FindingKind::Grade, Some(follow_up(FollowState::Excluded)));
        all.set(3, FindingKind::Idle, Some(follow_up(FollowState::Verified)));
        assert_eq!(all.excluded_rows(), [7]);
        assert_eq!(all.state(3, FindingKind::Idle), Some(FollowState::Verified));
        assert!(all.has_kind(FindingKind::Grade) && !all.has_kind(FindingKind::Suggestion));
        all.set(7, FindingKind::Grade, None);
        assert_eq!(all.excluded().count(), 1);
    }

    #[test]
    fn every_state_reads_back_from_its_key() {
        for state in FollowState::ALL {
            assert_eq!(FollowState::from_key(state.key()), Some(state));
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.key()));
        }
        assert_eq!(FollowState::from_key("moon"), None);
    }
}
