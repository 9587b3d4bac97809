//! The geodetic datums of Chinese land data, and their ellipsoids.
//!
//! Owns which datums are told apart. No shift between them is ever made: the parameters are not public, and a guessed
//! shift would be worse than a named uncertainty.

/// A geodetic datum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Datum {
    /// CGCS2000, and WGS 84 and ETRS89 with it: they differ by less than a parcel's survey can tell.
    #[default]
    Cgcs2000,
    /// Xi'an 1980 (西安80), on the IAG 1975 ellipsoid.
    Xian80,
    /// Beijing 1954 (北京54), on the Krasovsky ellipsoid.
    Beijing54,
    /// Another datum, or one the file does not name.
    Unknown,
}

impl Datum {
    /// The datums whose zones have EPSG codes, in the order they are offered.
    pub const KNOWN: [Self; 3] = [Self::Cgcs2000, Self::Xian80, Self::Beijing54];

    /// Semi-major axis in metres and inverse flattening of the datum's ellipsoid; GRS 80's for an unknown datum.
    #[must_use]
    pub fn ellipsoid(self) -> [f64; 2] {
        match self {
            Self::Cgcs2000 | Self::Unknown => [6_378_137.0, 298.257_222_101],
            Self::Xian80 => [6_378_140.0, 298.257],
            Self::Beijing54 => [6_378_245.0, 298.3],
        }
    }

    /// The datum an ellipsoid with these axes belongs to, where only one datum of this field has it.
    #[must_use]
    pub fn from_ellipsoid(semi_major_m: f64, inverse_flattening: f64) -> Option<Self> {
        let is = |a: f64, rf: f64| (semi_major_m - a).abs() < 0.5 && (inverse_flattening - rf).abs() < 2e-4;
        if is(6_378_137.0, 298.257_222_101) {
            Some(Self::Cgcs2000)
        } else if is(6_378_140.0, 298.257) {
            Some(Self::Xian80)
        } else if is(6_378_245.0, 298.3) {
            Some(Self::Beijing54)
        } else {
            None
        }
    }

    /// The datum that a name speaks of: `Xian_1980`, `D_Beijing_1954`, `CGCS2000`, `WGS_1984`. `plain` is the name in
    /// lower case with nothing but its letters and digits.
    #[must_use]
    pub(super) fn from_plain_name(plain: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
        if has(&["cgcs2000", "china2000", "geodeticcoordinatesystem2000"]) {
            Some(Self::Cgcs2000)
        } else if has(&["xian1980", "xian80"]) {
            Some(Self::Xian80)
        } else if has(&["beijing1954", "beijing54"]) {
            Some(Self::Beijing54)
        } else if has(&["wgs1984", "wgs84", "etrs1989", "etrs89", "worldgeodeticsystem1984"]) {
            Some(Self::Cgcs2000)
        } else {
            None
        }
    }
}
