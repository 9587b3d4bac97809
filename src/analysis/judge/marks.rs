//! What a rulebook's text may mark for suggestions: leading firms, round zones, what is known of parks. None is shipped;
//! what the user marks on the map is laid over it ([`crate::domain::UserMarks`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ParkFacts;

/// What a rulebook marks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Marks {
    /// Leading firms.
    pub anchors: Vec<Anchor>,
    /// Platform zones: bonded zones, land ports.
    pub platform_zones: Vec<Zone>,
    /// Urban zones.
    pub urban_zones: Vec<Zone>,
    /// What is known of parks, by name.
    pub parks: BTreeMap<String, ParkFacts>,
}

/// A leading firm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Its name.
    pub name: String,
    /// Longitude, degrees.
    pub lon: f64,
    /// Latitude, degrees.
    pub lat: f64,
    /// The key of an industry group, or a class of GB/T 4754.
    pub industry: String,
}

/// A round zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its name.
    pub name: String,
    /// Longitude of its middle, degrees.
    pub lon: f64,
    /// Latitude of its middle, degrees.
    pub lat: f64,
    /// Its radius.
    pub radius_km: f64,
}
