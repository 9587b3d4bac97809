//! The ways between a coordinate system's numbers and longitude and latitude.
//!
//! Owns how each system is handed to the projection library, and the reach within which its formulas hold; which systems
//! there are is `crs`'s. No shift between datums is made for the systems of China: their parameters are not public.
//! Other EPSG systems are shifted where the register gives the parameters.

use proj4rs::Proj;
use proj4rs::transform::{Transform, TransformClosure, transform};

use super::china_offset::ChinaOffset;
use super::crs::Crs;
use super::datum::Datum;
use super::krueger::KruegerInverse;

/// Half of the equator in Web Mercator: its easting at 180°, metres.
const WEB_MERCATOR_HALF_M: f64 = 20_037_508.342_789_244;
/// A meridian's length from equator to pole, rounded up, metres.
const QUARTER_MERIDIAN_M: f64 = 10_002_000.0;
/// How far from its central meridian a position is still taken for one of that zone, metres. Some 30° at the equator:
/// far beyond any real use, within what the series can invert.
const FARTHEST_FROM_MERIDIAN_M: f64 = 3_500_000.0;
/// How far from their middle local metres may lie: beyond, lengths on the map would be off by more than a hundredth.
pub const LOCAL_REACH_M: f64 = 1_000_000.0;
/// No system of the register has greater numbers.
const REGISTER_REACH: f64 = 1e9;
/// Degrees on the ellipsoid of CGCS2000, with no datum named, so that no shift is ever made.
const LONLAT: &str = "+proj=longlat +ellps=GRS80 +no_defs";
/// Degrees for systems whose shift the register knows.
const WGS84: &str = "+proj=longlat +datum=WGS84 +no_defs";

/// The proj4 text of an EPSG code in the register.
fn definition(code: u16) -> Option<&'static str> {
    crs_definitions::from_code(code).map(|found| found.proj4)
}

/// Whether an EPSG code's numbers are degrees.
pub(super) fn is_geographic(code: u16) -> bool {
    definition(code).is_some_and(|text| text.contains("+proj=longlat"))
}

/// Whether an EPSG code's datum is another than WGS 84 and the register does not say how to get there.
pub(super) fn has_unknown_shift(code: u16) -> bool {
    definition(code).is_some_and(|text| {
        !["+datum=", "+towgs84=", "+ellps=GRS80", "+ellps=WGS84"].iter().any(|known| text.contains(known))
    })
}

/// What proj4 calls a system, and the degrees it is carried to.
fn proj_texts(crs: Crs) -> Option<(String, &'static str)> {
    let transverse = |meridian: f64, false_easting_m: f64, [a, rf]: [f64; 2]| {
        format!(
            "+proj=etmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={false_easting_m} +y_0=0 +a={a} +rf={rf} +units=m +no_defs"
        )
    };
    match crs {
        Crs::LonLat(_) | Crs::Offset(_) => None,
        Crs::GaussKrueger(zone) => {
            let text = transverse(zone.meridian().into(), zone.false_easting_m(), zone.datum().ellipsoid());
            Some((text, LONLAT))
        }
        Crs::Grid(grid) => Some((grid.to_string(), LONLAT)),
        Crs::WebMercator => {
            let text = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs";
            Some((text.to_owned(), LONLAT))
        }
        // Where nothing else lies, so that nobody takes the place for a real one; at the equator shapes keep best.
        Crs::LocalMetres => Some((transverse(0.0, 0.0, Datum::Cgcs2000.ellipsoid()), LONLAT)),
        // The short series of `tmerc` is only good to a decimetre at a zone's edge.
        Crs::Epsg(code) => Some((definition(code)?.replace("+proj=tmerc ", "+proj=etmerc "), WGS84)),
    }
}

/// From a system's numbers to degrees; shareable between threads.
#[derive(Clone, Debug)]
pub struct Inverse {
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Offset(ChinaOffset),
    /// Zones have a way of their own: what is in metres in this field is nearly always in one.
    Zone(Box<KruegerInverse>, Reach),
    Projected(Box<Projected>),
}

/// What can be inverted, in the file's numbers: beyond the pole or the date line the formulas go on round the globe and
/// would give a plausible wrong place.
#[derive(Clone, Copy, Debug)]
struct Reach {
    center: [f64; 2],
    farthest: [f64; 2],
}

impl Reach {
    fn holds(&self, positions: &[[f64; 2]]) -> bool {
        let is_near =
            |position: &[f64; 2], axis: usize| (position[axis] - self.center[axis]).abs() <= self.farthest[axis];
        positions.iter().all(|position| is_near(position, 0) && is_near(position, 1))
    }
}

#[derive(Clone, Debug)]
struct Projected {
    system: Proj,
    lonlat: Proj,
    /// Taken off before anything else.
    origin: [f64; 2],
    reach: Reach,
}

impl Inverse {
    pub(super) fn of(crs: Crs, origin: [f64; 2]) -> Option<Self> {
        if let Crs::Offset(offset) = crs {
            return Some(Self { way: Way::Offset(offset) });
        }
        if let Crs::GaussKrueger(zone) = crs {
            let false_easting_m = zone.false_easting_m();
            let krueger = KruegerInverse::new(zone.meridian().into(), false_easting_m, zone.datum().ellipsoid());
            let farthest = [FARTHEST_FROM_MERIDIAN_M, QUARTER_MERIDIAN_M];
            return Some(Self {
                way: Way::Zone(Box::new(krueger), Reach { center: [false_easting_m, 0.0], farthest }),
            });
        }
        let (system, lonlat) = proj_texts(crs)?;
        let system = Proj::from_proj_string(&system).ok()?;
        let lonlat = Proj::from_proj_string(lonlat).ok()?;
        if !system.is_latlong() && !system.has_inverse() || system.is_geocent() {
            return None;
        }
        let (center, farthest) = match crs {
            Crs::WebMercator => ([0.0; 2], [WEB_MERCATOR_HALF_M * (1.0 + 1e-9), 2.0 * WEB_MERCATOR_HALF_M]),
            Crs::Grid(grid) => {
                let grid = grid.parameters();
                let center = [grid.false_easting_m / grid.unit_m, grid.false_northing_m / grid.unit_m];
                (center, [FARTHEST_FROM_MERIDIAN_M / grid.unit_m, 2.0 * QUARTER_MERIDIAN_M / grid.unit_m])
            }
            Crs::LocalMetres => (origin, [LOCAL_REACH_M; 2]),
            Crs::Epsg(_) | Crs::LonLat(_) | Crs::Offset(_) | Crs::GaussKrueger(_) => ([0.0; 2], [REGISTER_REACH; 2]),
        };
        let origin = if crs == Crs::LocalMetres { origin } else { [0.0; 2] };
        Some(Self {
            way: Way::Projected(Box::new(Projected { system, lonlat, origin, reach: Reach { center, farthest } })),
        })
    }

    /// Turns positions (easting, northing in metres, or what else the system's numbers are) into longitude and latitude
    /// in degrees, in place. False if any cannot be inverted (not finite, or outside the projection); what the slice
    /// then holds is of no use.
    #[must_use]
    pub fn lonlat_from_projected(&self, positions: &mut [[f64; 2]]) -> bool {
        let projected = match &self.way {
            Way::Projected(projected) => projected,
            Way::Offset(offset) => {
                for position in &mut *positions {
                    *position = offset.lonlat_from_offset(*position);
                }
                return positions.iter().flatten().all(|degrees| degrees.is_finite());
            }
            // Within the reach every position has its degrees.
            Way::Zone(krueger, reach) => {
                let is_within = reach.holds(positions);
                if is_within {
                    for position in positions {
                        *position = krueger.lonlat(*position);
                    }
                }
                return is_within;
            }
        };
        let Projected { system, lonlat, origin, reach } = &**projected;
        if !reach.holds(positions) {
            return false;
        }
        let is_degrees = system.is_latlong();
        for position in &mut *positions {
            *position = [position[0] - origin[0], position[1] - origin[1]];
            if is_degrees {
                *position = position.map(f64::to_radians);
            }
        }
        if transform(system, lonlat, &mut Positions(positions)).is_err() {
            return false;
        }
        for position in &mut *positions {
            *position = position.map(f64::to_degrees);
        }
        positions.iter().flatten().all(|degrees| degrees.is_finite())
    }
}

/// From degrees to a system's numbers; shareable between threads.
#[derive(Clone, Debug)]
pub struct Forward {
    way: ForwardWay,
}

#[derive(Clone, Debug)]
enum ForwardWay {
    Offset(ChinaOffset),
    Projected { system: Box<Proj>, lonlat: Box<Proj> },
}

impl Forward {
    pub(super) fn of(crs: Crs) -> Option<Self> {
        if let Crs::Offset(offset) = crs {
            return Some(Self { way: ForwardWay::Offset(offset) });
        }
        let (system, lonlat) = proj_texts(crs)?;
        let system = Proj::from_proj_string(&system).ok()?;
        let lonlat = Box::new(Proj::from_proj_string(lonlat).ok()?);
        (system.is_latlong() || system.has_forward())
            .then(|| Self { way: ForwardWay::Projected { system: Box::new(system), lonlat } })
    }

    /// Turns positions (longitude, latitude in degrees) into the system's numbers, in place. False if any cannot be
    /// projected; what the slice then holds is of no use.
    #[must_use]
    pub fn projected_from_lonlat(&self, positions: &mut [[f64; 2]]) -> bool {
        match &self.way {
            ForwardWay::Offset(offset) => {
                for position in &mut *positions {
                    *position = offset.offset_from_lonlat(*position);
                }
            }
            ForwardWay::Projected { system, lonlat } => {
                for position in &mut *positions {
                    *position = position.map(f64::to_radians);
                }
                if transform(lonlat, system, &mut Positions(positions)).is_err() {
                    return false;
                }
                if system.is_latlong() {
                    for position in &mut *positions {
                        *position = position.map(f64::to_degrees);
                    }
                }
            }
        }
        positions.iter().flatten().all(|number| number.is_finite())
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

    /// Holds both ways of a system to a pair of positions: metres to `tolerance_m`, degrees to the same on the ground.
    fn check(code: u32, lonlat: [f64; 2], metres: [f64; 2], tolerance_m: f64) {
        let (forward, inverse) = (crs(code).forward().unwrap(), crs(code).inverse().unwrap());
        let mut there = [lonlat];
        assert!(forward.projected_from_lonlat(&mut there));
        let is_near =
            |a: [f64; 2], b: [f64; 2], within: f64| (a[0] - b[0]).abs() < within && (a[1] - b[1]).abs() < within;
        assert!(is_near(there[0], metres, tolerance_m), "{code}: {there:?}, not {metres:?}");
        let mut back = [metres];
        assert!(inverse.lonlat_from_projected(&mut back));
        assert!(is_near(back[0], lonlat, tolerance_m * 2e-5), "{code}: {back:?}, not {lonlat:?}");
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
            for (lonlat, [easting, northing]) in cases {
                check(code, lonlat, [easting + prefix, northing], 1e-4);
            }
        }
    }

    #[test]
    fn the_other_zones_hold_to_pyprojs_values() {
        let jimo = [120.45, 36.39];
        for (code, lonlat, metres) in [
            (4508, [111.7, 36.39], [562_802.827_7, 4_029_045.704_7]),
            (4498, jimo, [20_809_581.757_3, 4_034_351.649_4]),
            (4499, jimo, [21_271_197.413_0, 4_031_839.943_7]),
            (4509, jimo, [809_581.757_3, 4_034_351.649_4]),
            (4510, jimo, [271_197.413_0, 4_031_839.943_7]),
            (4491, [75.9, 39.4], [13_577_523.516_1, 4_363_298.190_1]),
            (4534, [75.9, 39.4], [577_523.516_1, 4_363_298.190_1]),
            (4554, [134.5, 48.3], [462_904.217_5, 5_351_906.420_2]),
            // Xi'an 80 and Beijing 54, from degrees of their own.
            (2364, jimo, [40_540_373.089_3, 4_028_914.033_3]),
            (2385, jimo, [540_373.089_3, 4_028_914.033_3]),
            (2334, jimo, [20_809_581.903_2, 4_034_353.530_5]),
            (2416, jimo, [40_540_373.747_1, 4_028_983.542_9]),
            (2437, jimo, [540_373.747_1, 4_028_983.542_9]),
            (21_420, jimo, [20_809_586.947_0, 4_034_423.128_8]),
            (21_461, jimo, [271_193.577_5, 4_031_911.380_9]),
        ] {
            check(code, lonlat, metres, 1e-4);
        }
    }

    #[test]
    fn systems_of_the_register_hold_to_pyprojs_values() {
        check(32_651, [120.45, 36.39], [271_288.934_1, 4_030_227.207_8], 1e-3);
        check(25_832, [9.5, 50.1], [535_759.075_9, 5_549_868.957_2], 1e-3);
        check(2154, [2.3, 48.8], [648_583.262_1, 6_855_774.715_7], 1e-3);
        check(3035, [9.5, 50.1], [4_285_223.225_3, 2_998_754.271_3], 1e-3);
        // US survey feet.
        check(2272, [-75.1, 40.0], [2_710_813.325_8, 253_995.809_2], 1e-2);
    }

    #[test]
    fn every_code_of_the_register_is_computed_or_refused() {
        let mut computed = 0;
        for code in 0..=u16::MAX {
            let Some(crs) = Crs::from_epsg(code.into()) else { continue };
            computed += 1;
            if let Some(inverse) = crs.inverse() {
                for [x, y] in [[0.0, 0.0], [500_000.0, 4e6], [-1e9, 1e9], [120.0, 36.0]] {
                    let mut at = [[x, y]];
                    if inverse.lonlat_from_projected(&mut at) {
                        assert!(at[0].iter().all(|number| number.is_finite()), "{code}");
                    }
                }
            }
        }
        assert!(computed > 5000, "{computed}");
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
    fn lonlat_needs_no_inverse_and_absurd_metres_have_none() {
        assert!(crs(4326).inverse().is_none() && crs(4490).forward().is_none());
        let local = Crs::LocalMetres;
        for crs in [crs(4549), crs(4528), crs(3857), crs(2364), crs(4498), local] {
            let inverse = crs.inverse().unwrap();
            for bad in [[f64::NAN, 0.0], [f64::INFINITY, 0.0], [1e12, 4e6], [540_000.0, 1e12], [-1e300, 1e300]] {
                assert!(!inverse.lonlat_from_projected(&mut [[0.0, 0.0], bad]), "{crs} {bad:?}");
            }
        }
    }

    #[test]
    fn local_metres_keep_their_lengths_wherever_they_are_counted_from() {
        let origin = [88_000.0, -4_000_000.0];
        let inverse = Crs::LocalMetres.inverse_about(origin).unwrap();
        let mut there = [[origin[0] + 1000.0, origin[1]], [origin[0], origin[1] + 1000.0]];
        assert!(inverse.lonlat_from_projected(&mut there));
        let metres_east = there[0][0].to_radians() * 6_378_137.0;
        // The radius of the meridian at the equator: a (1 − e²).
        let metres_north = there[1][1].to_radians() * 6_378_137.0 * (1.0 - 0.006_694_380_022_9);
        assert!((metres_east - 1000.0).abs() < 1e-3 && (metres_north - 1000.0).abs() < 1e-3, "{there:?}");
    }

    #[test]
    fn an_inverse_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Inverse>();
        shared::<Forward>();
    }

    proptest! {
        #[test]
        fn degrees_come_back_from_every_zone(code in 4491_u32..=4554, off in -3.0..3.0_f64, lat in 3.0..54.0_f64) {
            let Crs::GaussKrueger(zone) = crs(code) else { panic!("{code}") };
            let lonlat = [f64::from(zone.meridian()) + off, lat];
            let mut there = [lonlat];
            prop_assert!(crs(code).forward().unwrap().projected_from_lonlat(&mut there));
            prop_assert!(crs(code).inverse().unwrap().lonlat_from_projected(&mut there));
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
