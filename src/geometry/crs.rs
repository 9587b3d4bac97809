//! Coordinate systems a file may be in, by number and by name, and their transformation to longitude and latitude.
//!
//! Owns which systems are understood and how a position is carried to degrees and back; knows nothing of files. All
//! longitudes and latitudes are CGCS2000, from which WGS 84 differs by less than a parcel's survey can tell.

use std::fmt;

use proj4rs::Proj;
use proj4rs::transform::{Transform, TransformClosure, transform};

/// A coordinate system a file of parcels may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude and latitude in degrees; the EPSG code is 4326 (WGS 84) or 4490 (CGCS2000).
    LonLat(u32),
    /// CGCS2000 3° Gauss–Krüger, easting and northing in metres (EPSG 4513–4554).
    GaussKrueger3 {
        /// Central meridian, degrees east: 75, 78, … 135.
        meridian: u8,
        /// Whether the zone number stands before the easting (8 digits, false easting zone × 10⁶ + 500 000).
        prefixed: bool,
    },
    /// Web Mercator in metres (EPSG 3857).
    WebMercator,
}

/// The meridians of the 3° zones, degrees east.
const MERIDIANS: std::ops::RangeInclusive<u8> = 75..=135;
/// Half of the equator in Web Mercator: its easting at 180°, metres.
const WEB_MERCATOR_HALF_M: f64 = 20_037_508.342_789_244;
/// A meridian's length from equator to pole, rounded up, metres.
const QUARTER_MERIDIAN_M: f64 = 10_002_000.0;
/// How far from its central meridian a position is still taken for one of that zone, metres. Some 30° at the equator:
/// far beyond any real use, within what the series can invert.
const FARTHEST_FROM_MERIDIAN_M: f64 = 3_500_000.0;

impl Crs {
    /// The 3° zone with central meridian `meridian` (75–135, a multiple of 3), if there is one.
    #[must_use]
    pub fn gauss_krueger(meridian: u8, prefixed: bool) -> Option<Self> {
        (MERIDIANS.contains(&meridian) && meridian.is_multiple_of(3))
            .then_some(Self::GaussKrueger3 { meridian, prefixed })
    }

    /// The system with this EPSG (or, for Web Mercator, ESRI) code, if it is one we understand.
    #[must_use]
    pub fn from_epsg(code: u32) -> Option<Self> {
        match code {
            4326 | 4979 => Some(Self::LonLat(4326)),
            4490 | 4480 => Some(Self::LonLat(4490)),
            4513..=4533 => Self::gauss_krueger(3 * (code - 4513 + 25) as u8, true),
            4534..=4554 => Self::gauss_krueger(3 * (code - 4534 + 25) as u8, false),
            3857 | 3785 | 900_913 | 102_100 | 102_113 => Some(Self::WebMercator),
            _ => None,
        }
    }

    /// The system's EPSG code.
    #[must_use]
    pub fn epsg(self) -> u32 {
        match self {
            Self::LonLat(code) => code,
            Self::GaussKrueger3 { meridian, prefixed: true } => 4513 + u32::from(meridian) / 3 - 25,
            Self::GaussKrueger3 { meridian, prefixed: false } => 4534 + u32::from(meridian) / 3 - 25,
            Self::WebMercator => 3857,
        }
    }

    /// The system a name stands for: `EPSG:4549`, the `urn:ogc:def:crs:` and `http://www.opengis.net/` forms,
    /// `OGC:CRS84`, and the names EPSG and ESRI give these systems (`CGCS2000_3_Degree_GK_Zone_40`). A bare number is
    /// taken for an EPSG code.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let last = name.rsplit([':', '/', '#']).next().unwrap_or_default().trim();
        if let Ok(code) = last.parse() {
            return Self::from_epsg(code);
        }
        if matches!(last, "crs84" | "crs84h" | "wgs84" | "wgs 84") {
            return Some(Self::LonLat(4326));
        }
        // "CGCS2000 / 3-degree Gauss-Kruger CM 120E" and "CGCS2000_3_Degree_GK_CM_120E" become the same words.
        let words: Vec<&str> =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |word: &str| words.contains(&word);
        let is_cgcs2000 = has("cgcs2000") || words.windows(6).any(|run| run == CGCS2000_IN_FULL);
        if has("3") && has("degree") && is_cgcs2000 {
            let after = |word: &str| words.iter().position(|each| *each == word).and_then(|at| words.get(at + 1));
            if let Some(zone) = after("zone").and_then(|zone| zone.parse::<u8>().ok()) {
                return Self::gauss_krueger(zone.checked_mul(3)?, true);
            }
            let meridian = after("cm").and_then(|meridian| meridian.trim_end_matches('e').parse::<u8>().ok())?;
            return Self::gauss_krueger(meridian, false);
        }
        if has("mercator") && (has("web") || has("pseudo")) {
            return Some(Self::WebMercator);
        }
        // What remains are the geographic systems; a projected one has more words than its datum.
        let plain: String = words.iter().filter(|word| **word != "gcs").copied().collect();
        match plain.as_str() {
            "cgcs2000" | "chinageodeticcoordinatesystem2000" => Some(Self::LonLat(4490)),
            "wgs84" | "wgs1984" => Some(Self::LonLat(4326)),
            _ => None,
        }
    }

    /// Whether positions are longitude and latitude already.
    #[must_use]
    pub fn is_lonlat(self) -> bool {
        matches!(self, Self::LonLat(_))
    }

    /// False easting in metres; 0 where there is none.
    fn false_easting_m(self) -> f64 {
        match self {
            Self::GaussKrueger3 { meridian, prefixed: true } => f64::from(meridian / 3) * 1e6 + 500_000.0,
            Self::GaussKrueger3 { prefixed: false, .. } => 500_000.0,
            Self::LonLat(_) | Self::WebMercator => 0.0,
        }
    }

    /// What proj4 calls this system. No datum is named, so that no datum shift is ever made.
    fn proj_string(self) -> String {
        match self {
            Self::LonLat(_) => "+proj=longlat +ellps=GRS80 +no_defs".to_owned(),
            Self::GaussKrueger3 { meridian, .. } => format!(
                "+proj=etmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={} +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs",
                self.false_easting_m()
            ),
            Self::WebMercator => {
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs".to_owned()
            }
        }
    }

    /// The way from this system's metres to degrees; `None` for longitude and latitude, which need none.
    #[must_use]
    pub fn inverse(self) -> Option<Inverse> {
        if self.is_lonlat() {
            return None;
        }
        let projected = Proj::from_proj_string(&self.proj_string()).ok()?;
        let lonlat = Proj::from_proj_string(&Self::LonLat(4490).proj_string()).ok()?;
        Some(Inverse { crs: self, projected, lonlat })
    }

    /// The way from degrees to this system's metres; `None` for longitude and latitude.
    #[must_use]
    pub fn forward(self) -> Option<Forward> {
        self.inverse().map(|inverse| Forward { projected: inverse.projected, lonlat: inverse.lonlat })
    }
}

/// The words of `China_Geodetic_Coordinate_System_2000` and what may follow it.
const CGCS2000_IN_FULL: [&str; 6] = ["china", "geodetic", "coordinate", "system", "2000", "3"];

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPSG:{}", self.epsg())
    }
}

/// From a projected system's metres to degrees; shareable between threads.
#[derive(Clone, Debug)]
pub struct Inverse {
    crs: Crs,
    projected: Proj,
    lonlat: Proj,
}

impl Inverse {
    /// Turns positions (easting, northing in metres) into longitude and latitude in degrees, in place. False if any
    /// cannot be inverted (not finite, or outside the projection); what the slice then holds is of no use.
    #[must_use]
    pub fn lonlat_from_projected(&self, positions: &mut [[f64; 2]]) -> bool {
        // Beyond the pole or the date line the formulas go on round the globe and would give a plausible wrong place.
        let (center, reach_x, reach_y) = match self.crs {
            Crs::WebMercator => (0.0, WEB_MERCATOR_HALF_M * (1.0 + 1e-9), 2.0 * WEB_MERCATOR_HALF_M),
            Crs::LonLat(_) | Crs::GaussKrueger3 { .. } => {
                (self.crs.false_easting_m(), FARTHEST_FROM_MERIDIAN_M, QUARTER_MERIDIAN_M)
            }
        };
        if !positions.iter().all(|&[x, y]| (x - center).abs() <= reach_x && y.abs() <= reach_y) {
            return false;
        }
        if transform(&self.projected, &self.lonlat, &mut Positions(positions)).is_err() {
            return false;
        }
        for position in &mut *positions {
            *position = position.map(f64::to_degrees);
        }
        positions.iter().flatten().all(|degrees| degrees.is_finite())
    }
}

/// From degrees to a projected system's metres; shareable between threads.
#[derive(Clone, Debug)]
pub struct Forward {
    projected: Proj,
    lonlat: Proj,
}

impl Forward {
    /// Turns positions (longitude, latitude in degrees) into easting and northing in metres, in place. False if any
    /// cannot be projected; what the slice then holds is of no use.
    #[must_use]
    pub fn projected_from_lonlat(&self, positions: &mut [[f64; 2]]) -> bool {
        for position in &mut *positions {
            *position = position.map(f64::to_radians);
        }
        transform(&self.lonlat, &self.projected, &mut Positions(positions)).is_ok()
            && positions.iter().flatten().all(|metres| metres.is_finite())
    }
}

/// A whole slice handed to proj4rs at once, so that its dispatch is paid per slice and not per position.
struct Positions<'a>(&'a mut [[f64; 2]]);

impl Transform for Positions<'_> {
    fn transform_coordinates<F: TransformClosure>(&mut self, f: &mut F) -> proj4rs::errors::Result<()> {
        for position in &mut *self.0 {
            let (x, y, _) = f(position[0], position[1], 0.0)?;
            *position = [x, y];
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn crs(code: u32) -> Crs {
        Crs::from_epsg(code).unwrap()
    }

    #[test]
    fn the_check_values_of_central_meridian_120_hold_to_a_tenth_of_a_millimetre() {
        let cases = [
            ([120.45, 36.39], [540_373.070_2, 4_028_912.154_7]),
            ([121.0, 36.5], [589_592.443, 4_041_489.576_7]),
            ([119.6, 36.2], [464_025.720_2, 4_007_809.006_8]),
            ([120.0, 36.0], [500_000.0, 3_985_542.670_3]),
        ];
        for (code, prefix) in [(4549, 0.0), (4528, 40_000_000.0)] {
            let (forward, inverse) = (crs(code).forward().unwrap(), crs(code).inverse().unwrap());
            for (lonlat, [easting, northing]) in cases {
                let mut there = [lonlat];
                assert!(forward.projected_from_lonlat(&mut there));
                assert!((there[0][0] - easting - prefix).abs() < 1e-4, "{code} {lonlat:?} {there:?}");
                assert!((there[0][1] - northing).abs() < 1e-4, "{code} {lonlat:?} {there:?}");
                let mut back = [[easting + prefix, northing]];
                assert!(inverse.lonlat_from_projected(&mut back));
                assert!((back[0][0] - lonlat[0]).abs() < 2e-9 && (back[0][1] - lonlat[1]).abs() < 2e-9);
            }
        }
    }

    #[test]
    fn jimo_in_web_mercator_is_where_the_domain_says() {
        let mut there = [[120.45, 36.39]];
        assert!(Crs::WebMercator.forward().unwrap().projected_from_lonlat(&mut there));
        assert!((there[0][0] - 13_408_000.0).abs() < 1000.0 && (there[0][1] - 4_354_000.0).abs() < 1500.0, "{there:?}");
        // The closed formula, beside the library's.
        assert!((there[0][0] - 120.45_f64.to_radians() * 6_378_137.0).abs() < 1e-6);
        assert!((there[0][1] - 36.39_f64.to_radians().tan().asinh() * 6_378_137.0).abs() < 1e-6);
    }

    #[test]
    fn every_code_we_understand_survives_the_way_through_the_type() {
        for code in (4513..=4554).chain([4326, 4490, 3857]) {
            assert_eq!(crs(code).epsg(), code);
            assert_eq!(Crs::from_name(&crs(code).to_string()), Some(crs(code)));
        }
        assert_eq!(crs(4528), Crs::GaussKrueger3 { meridian: 120, prefixed: true });
        assert_eq!(crs(4549), Crs::GaussKrueger3 { meridian: 120, prefixed: false });
        for code in [0, 4512, 4555, 32651, 2334, u32::MAX] {
            assert_eq!(Crs::from_epsg(code), None, "{code}");
        }
    }

    #[test]
    fn names_in_all_their_spellings_are_understood() {
        for (name, code) in [
            ("urn:ogc:def:crs:EPSG::4549", 4549),
            ("urn:ogc:def:crs:EPSG:9.8.6:4549", 4549),
            ("EPSG:4528", 4528),
            (" epsg:3857 ", 3857),
            ("4490", 4490),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
            ("OGC:CRS84", 4326),
            ("http://www.opengis.net/def/crs/EPSG/0/4549", 4549),
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326),
            ("http://www.opengis.net/gml/srs/epsg.xml#4326", 4326),
            ("CGCS2000_3_Degree_GK_Zone_40", 4528),
            ("CGCS2000_3_Degree_GK_CM_120E", 4549),
            ("CGCS2000 / 3-degree Gauss-Kruger zone 40", 4528),
            ("CGCS2000 / 3-degree Gauss-Kruger CM 120E", 4549),
            ("China_Geodetic_Coordinate_System_2000_3_Degree_GK_CM_120E", 4549),
            ("GCS_China_Geodetic_Coordinate_System_2000", 4490),
            ("CGCS2000", 4490),
            ("China Geodetic Coordinate System 2000", 4490),
            ("GCS_WGS_1984", 4326),
            ("WGS 84", 4326),
            ("WGS_1984_Web_Mercator_Auxiliary_Sphere", 3857),
            ("WGS 84 / Pseudo-Mercator", 3857),
            ("EPSG:900913", 3857),
        ] {
            assert_eq!(Crs::from_name(name).map(Crs::epsg), Some(code), "{name}");
        }
        for name in [
            "",
            "EPSG:2334",
            "Xian_1980_3_Degree_GK_Zone_40",
            "Beijing_1954_3_Degree_GK_CM_120E",
            "CGCS2000_3_Degree_GK_Zone_99",
            "CGCS2000_3_Degree_GK_CM_121E",
            "CGCS2000_GK_Zone_21",
            "WGS 84 / UTM zone 51N",
        ] {
            assert_eq!(Crs::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn lonlat_needs_no_inverse_and_absurd_metres_have_none() {
        assert!(crs(4326).inverse().is_none() && crs(4490).forward().is_none());
        for code in [4549, 4528, 3857] {
            let inverse = crs(code).inverse().unwrap();
            for bad in [[f64::NAN, 0.0], [f64::INFINITY, 0.0], [1e12, 4e6], [540_000.0, 1e12], [-1e300, 1e300]] {
                assert!(!inverse.lonlat_from_projected(&mut [[40_500_000.0, 4e6], bad]), "{code} {bad:?}");
            }
        }
    }

    #[test]
    fn an_inverse_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Inverse>();
        shared::<Forward>();
    }

    proptest! {
        #[test]
        fn degrees_come_back_from_every_zone(zone in 25_u8..=45, prefixed: bool, off in -3.0..3.0_f64, lat in 3.0..54.0_f64) {
            let crs = Crs::gauss_krueger(zone * 3, prefixed).unwrap();
            let lonlat = [f64::from(zone) * 3.0 + off, lat];
            let mut there = [lonlat];
            prop_assert!(crs.forward().unwrap().projected_from_lonlat(&mut there));
            prop_assert!(crs.inverse().unwrap().lonlat_from_projected(&mut there));
            prop_assert!((there[0][0] - lonlat[0]).abs() < 1e-11 && (there[0][1] - lonlat[1]).abs() < 1e-11, "{there:?}");
        }

        #[test]
        fn degrees_come_back_from_web_mercator(lon in -179.9..179.9_f64, lat in -85.0..85.0_f64) {
            let mut there = [[lon, lat]];
            prop_assert!(Crs::WebMercator.forward().unwrap().projected_from_lonlat(&mut there));
            prop_assert!(Crs::WebMercator.inverse().unwrap().lonlat_from_projected(&mut there));
            prop_assert!((there[0][0] - lon).abs() < 1e-11 && (there[0][1] - lat).abs() < 1e-11, "{there:?}");
        }
    }
}
