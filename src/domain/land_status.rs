//! What stands on a parcel's land now, in six words and "unknown".

use serde::{Deserialize, Serialize};

/// The construction and use status of a parcel. `Unknown` where the file has no status or a word nobody mapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum LandStatus {
    /// In production.
    InUse,
    /// Built, producing nothing. Not idle land in law; a figure of its own.
    VacantBuilt,
    /// Being built.
    UnderConstruction,
    /// Supplied, construction not begun.
    NotStarted,
    /// Construction begun and suspended.
    Suspended,
    /// Held in reserve, not yet supplied to anyone.
    NotSupplied,
    /// No status, or a word that is not in the list.
    #[default]
    Unknown,
}

impl LandStatus {
    /// All statuses, in the order charts stack them.
    pub const ALL: [Self; 7] = [
        Self::InUse,
        Self::VacantBuilt,
        Self::UnderConstruction,
        Self::NotStarted,
        Self::Suspended,
        Self::NotSupplied,
        Self::Unknown,
    ];

    /// The stable key written to files, e.g. `in_use`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::VacantBuilt => "vacant_built",
            Self::UnderConstruction => "under_construction",
            Self::NotStarted => "not_started",
            Self::Suspended => "suspended",
            Self::NotSupplied => "not_supplied",
            Self::Unknown => "unknown",
        }
    }

    /// Whether such land is known to produce nothing, so that a blank output or tax can count as 0 on its full land; the
    /// rulebook says of which of these statuses it does.
    #[must_use]
    pub fn produces_nothing(self) -> bool {
        matches!(self, Self::NotStarted | Self::Suspended | Self::UnderConstruction | Self::VacantBuilt)
    }

    /// Whether, with no dates to judge by, the status alone suggests idle land (疑似闲置): not started or suspended.
    #[must_use]
    pub fn suspected_idle(self) -> bool {
        matches!(self, Self::NotStarted | Self::Suspended)
    }

    /// Whether the land was supplied to a user: everything but the reserve.
    #[must_use]
    pub fn is_supplied(self) -> bool {
        self != Self::NotSupplied
    }

    /// Whether buildings stand finished on the land.
    #[must_use]
    pub fn is_built(self) -> bool {
        matches!(self, Self::InUse | Self::VacantBuilt)
    }

    /// The status's colour, sRGB: in use calm, idle warm, from the Okabe–Ito set.
    #[must_use]
    pub fn color_rgb(self) -> [u8; 3] {
        match self {
            Self::InUse => [0x00, 0x72, 0xB2],
            Self::VacantBuilt => [0xCC, 0x79, 0xA7],
            Self::UnderConstruction => [0x56, 0xB4, 0xE9],
            Self::NotStarted => [0xD5, 0x5E, 0x00],
            Self::Suspended => [0xE6, 0x9F, 0x00],
            Self::NotSupplied => [0x9E, 0xB8, 0x9A],
            Self::Unknown => [0xB8, 0xBC, 0xC2],
        }
    }
}
