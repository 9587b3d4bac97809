//! What the user marked for suggestions: an overlay of leading firms, zones, and what is known of parks.
//!
//! Owns what was marked and nothing that follows from it. Leading firms are parcels by row; zones are outlines in
//! degrees; parks go by name, and a table without parks is one park of no name.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What a zone is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZoneKind {
    /// 平台功能区: bonded zones, land ports.
    #[default]
    Platform,
    /// 城区.
    Urban,
}

impl ZoneKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Platform, Self::Urban];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Urban => "urban",
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Closed rings, longitude and latitude in degrees, the first position not repeated; inside is what the even-odd rule
/// says.
pub type ZoneRings = Vec<Vec<[f64; 2]>>;

/// A zone.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedZone {
    /// What it is.
    pub kind: ZoneKind,
    /// Its name.
    pub name: String,
    /// Its outline.
    pub rings: Arc<ZoneRings>,
}

/// What the user knows of a park.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ParkFacts {
    /// The share of its land still to be given out, 0–1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub land_left_share: Option<f64>,
    /// Whether projects wait for land.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand_waiting: Option<bool>,
    /// Whether a partner park has land.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_park: Option<bool>,
}

impl ParkFacts {
    /// These facts, and those of `other` where these say nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            land_left_share: self.land_left_share.or(other.land_left_share),
            demand_waiting: self.demand_waiting.or(other.demand_waiting),
            partner_park: self.partner_park.or(other.partner_park),
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything the user marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserMarks {
    /// Leading firms: parcels, each with the name the user gave it; empty is the parcel's own.
    pub anchors: BTreeMap<u32, String>,
    /// Zones, in the order they were made.
    pub zones: Vec<MarkedZone>,
    /// What is known of parks, by name. No entry is empty.
    pub parks: BTreeMap<String, ParkFacts>,
}

impl UserMarks {
    /// Whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty() && self.zones.is_empty() && self.parks.is_empty()
    }

    /// The zones of a kind.
    pub fn zones_of(&self, kind: ZoneKind) -> impl Iterator<Item = &MarkedZone> {
        self.zones.iter().filter(move |zone| zone.kind == kind)
    }

    /// Says what is known of a park; nothing at all takes its entry away.
    pub fn set_park(&mut self, name: &str, facts: ParkFacts) {
        if facts.is_empty() {
            self.parks.remove(name);
        } else {
            self.parks.insert(name.to_owned(), facts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_a_park_are_completed_and_an_empty_entry_goes() {
        let typed = ParkFacts { demand_waiting: Some(false), ..ParkFacts::default() };
        let book = ParkFacts { land_left_share: Some(0.01), demand_waiting: Some(true), partner_park: None };
        let both = typed.or(book);
        assert_eq!((both.land_left_share, both.demand_waiting, both.partner_park), (Some(0.01), Some(false), None));
        let mut marks = UserMarks::default();
        marks.set_park("A", typed);
        assert!(!marks.is_empty());
        marks.set_park("A", ParkFacts::default());
        assert!(marks.is_empty());
    }
}
