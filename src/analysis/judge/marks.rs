//! What the user marked or entered for suggestions: leading firms, zones, what is known of parks. Part of the rulebook's
//! text; none is shipped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the user marked on the map or entered.
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

/// What the user knows of a park.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ParkFacts {
    /// The share of its land still to be given out, 0–1.
    pub land_left_share: Option<f64>,
    /// Whether projects wait for land.
    pub demand_waiting: Option<bool>,
    /// Whether a partner park has land.
    pub partner_park: Option<bool>,
}
