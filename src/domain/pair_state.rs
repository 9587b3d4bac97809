//! What became of a parcel between two years: on both sides, on one, or a part of what was split or merged.
//!
//! Owns the states, their order and keys; how parcels are paired is analysis.

use serde::{Deserialize, Serialize};

/// Whether a parcel stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// On both, with an area that is the same within 1 %, or not known on one side.
    InBoth,
    /// On both, with areas that differ by more than 1 % of the base's.
    Reshaped,
    /// On both with one outline, under another key.
    Rekeyed,
    /// In the current data alone.
    Appeared,
    /// In the base data alone.
    Vanished,
    /// In the base data and split, or a part of one that was.
    Split,
    /// In the current data and merged of several, or one of these.
    Merged,
}

impl PairState {
    /// Every state, in the order lists have them.
    pub const ALL: [Self; 7] =
        [Self::InBoth, Self::Reshaped, Self::Rekeyed, Self::Split, Self::Merged, Self::Appeared, Self::Vanished];

    /// The stable key machines read.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::InBoth => "in_both",
            Self::Reshaped => "reshaped",
            Self::Rekeyed => "rekeyed",
            Self::Appeared => "appeared",
            Self::Vanished => "vanished",
            Self::Split => "split",
            Self::Merged => "merged",
        }
    }

    /// Whether it is one and the same parcel in both years.
    #[must_use]
    pub fn is_same_parcel(self) -> bool {
        matches!(self, Self::InBoth | Self::Reshaped | Self::Rekeyed)
    }
}
