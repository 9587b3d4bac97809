//! What a rulebook's text may mark for suggestions: leading firms, zones, what is known of parks. None is shipped;
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

/// A zone: round, with its middle and radius, or a polygon with its corners.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its name.
    pub name: String,
    /// Longitude of its middle, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Latitude of its middle, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Its radius.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<f64>,
    /// Its corners, longitude and latitude in degrees; the first may be repeated at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polygon: Vec<[f64; 2]>,
}

/// What a zone of the rulebook is.
#[derive(Clone, Debug, PartialEq)]
pub enum ZoneShape<'a> {
    /// A circle: its middle, and its radius in kilometres.
    Round([f64; 2], f64),
    /// A ring of three corners or more, the first not repeated.
    Polygon(&'a [[f64; 2]]),
}

impl Zone {
    /// What it is; `None` where it says neither the one nor the other, or both.
    #[must_use]
    pub fn shape(&self) -> Option<ZoneShape<'_>> {
        match (self.lon, self.lat, self.radius_km, self.polygon.as_slice()) {
            (Some(lon), Some(lat), Some(radius_km), []) => Some(ZoneShape::Round([lon, lat], radius_km)),
            (None, None, None, [first, .., last]) => {
                let repeats = usize::from(first == last);
                let corners = &self.polygon[..self.polygon.len() - repeats];
                (corners.len() > 2).then_some(ZoneShape::Polygon(corners))
            }
            _ => None,
        }
    }
}
