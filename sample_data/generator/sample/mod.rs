//! Made-up parcels of eight industrial parks, the same to the byte on every machine.
//!
//! The way of the data: a park's plan ([`parks`]) → blocks between roads and their parcels ([`layout`]) → degrees and
//! true area ([`ellipsoid`]) → a firm with its figures ([`firm`], [`trade`]) and the
//! land office's papers ([`papers`]) → one line of GeoJSON ([`write`]). What a user would mark ([`marks`]) is a rulebook beside it. Only additions,
//! multiplications, divisions and square roots are used, which IEEE 754 fixes to the bit, and one small random
//! generator ([`random`]): the platform's sine never decides a digit.

mod ellipsoid;
mod firm;
mod layout;
mod marks;
mod papers;
mod parks;
mod plane;
mod random;
mod trade;
mod write;

use random::Random;

/// File name of the copy in degrees.
pub const LON_LAT_NAME: &str = "jimo_parks.geojson";
/// File name of the copy in metres.
pub const PROJECTED_NAME: &str = "jimo_parks_epsg4549.geojson";

/// File name of the rulebook with marks.
pub const MARKS_NAME: &str = "jimo_marks.toml";

/// The files' contents.
pub struct Files {
    /// CGCS2000 longitude and latitude, 10 decimals.
    pub lon_lat: String,
    /// EPSG:4549 easting and northing in metres, 5 decimals.
    pub projected: String,
    /// The shipped rulebook with marks.
    pub marks: String,
    /// How many features each of the two holds.
    pub parcels: usize,
}

/// Makes the files.
pub fn files() -> Files {
    let mut features = Vec::new();
    for park in parks::ALL {
        // A generator for each park, so that a change in one leaves the others as they were.
        let mut random = Random::new(park.seed);
        let mut plots = layout::plots(park, &mut random);
        for plot in &mut plots {
            for ring in plot.parts.iter_mut().flatten() {
                for point in ring {
                    *point = park.degrees_from_metres(*point);
                }
            }
        }
        features.extend(firm::features(park, plots, &mut random));
    }
    papers::add(&mut features);
    Files {
        lon_lat: write::collection(&features, None),
        projected: write::collection(&features, Some("urn:ogc:def:crs:EPSG::4549")),
        marks: marks::rulebook(),
        parcels: features.len(),
    }
}
