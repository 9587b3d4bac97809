//! Which coordinate system a file's numbers speak for, when its label says nothing or something else.
//!
//! Owns the ranges of domain knowledge (China's eastings, northings and degrees); decides nothing that a user should.

use super::china_offset::ChinaOffset;
use super::crs::Crs;
use super::datum::Datum;
use super::provinces::is_in_china;
use super::zone::{Zone, ZoneWidth};

/// What a file's numbers say of its coordinate system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrsGuess {
    /// Only one system has such numbers.
    Certain(Crs),
    /// Longitude and latitude with the two swapped: x is the latitude.
    SwappedLonLat,
    /// Several systems have such numbers: the user is to be asked.
    Ask {
        /// The one to propose.
        proposed: Crs,
        /// All that fit, the proposed one first.
        candidates: Vec<Crs>,
    },
    /// No system we understand has such numbers.
    Unknown,
}

/// The central meridian proposed where the easting does not tell it: Qingdao's.
const PROPOSED_MERIDIAN: u8 = 120;
/// Qingdao: of two readings in China the one nearer to it is proposed.
const HOME: [f64; 2] = [120.45, 36.39];
/// The reach of Web Mercator either way, metres, with a little for rounding.
const WEB_MERCATOR_REACH_M: f64 = 20_037_509.0;
/// Longitudes are taken for such up to three turns round the globe either way.
pub const LONGITUDES_REACH: f64 = 1080.0;
/// Northings of China from its southernmost reef to its northernmost bend of the Amur, with room, metres.
const NORTHINGS_M: std::ops::RangeInclusive<f64> = 200_000.0..=6_100_000.0;
/// Eastings without a zone before them, metres.
const EASTINGS_M: std::ops::Range<f64> = 1e5..1e6;
/// The sea around 0° 0° in Web Mercator, short of any coast, metres.
const OPEN_SEA_M: [f64; 4] = [-600_000.0, -440_000.0, 600_000.0, 440_000.0];
/// North of this nobody builds.
const LAST_TOWN_LATITUDE: f64 = 72.0;
/// No coordinate system has greater numbers.
const GREATEST: f64 = 1e9;

/// Guesses the system from the box around all positions as read: least x, least y, greatest x, greatest y.
#[must_use]
pub fn guess_crs(bounds: [f64; 4]) -> CrsGuess {
    if !is_sound(bounds) {
        return CrsGuess::Unknown;
    }
    let within = |[low_x, low_y, high_x, high_y]: [f64; 4]| {
        bounds[0] >= low_x && bounds[2] <= high_x && bounds[1] >= low_y && bounds[3] <= high_y
    };
    // Before plain degrees: the far west of China swapped would pass for a place in the Arctic Ocean.
    if within([18.0, 73.0, 54.0, 136.0]) {
        return CrsGuess::SwappedLonLat;
    }
    if within([-180.0, -90.0, 180.0, 90.0]) {
        return CrsGuess::Certain(Crs::LonLat(4326));
    }
    // No plan in metres is so flat; web maps scrolled on round the globe write such longitudes.
    if within([-LONGITUDES_REACH, -90.0, LONGITUDES_REACH, 90.0]) {
        return CrsGuess::Certain(Crs::LonLat(4326));
    }
    let [min_x, min_y, max_x, max_y] = bounds;
    let northing_is_chinese = NORTHINGS_M.contains(&min_y) && NORTHINGS_M.contains(&max_y);
    if northing_is_chinese && (25e6..46e6).contains(&min_x) {
        return prefixed(ZoneWidth::Three, bounds).map_or(CrsGuess::Unknown, CrsGuess::Certain);
    }
    if northing_is_chinese && EASTINGS_M.contains(&min_x) && EASTINGS_M.contains(&max_x) {
        let mut meridians: Vec<u8> = ZoneWidth::Three.numbers().map(|zone| zone * 3).collect();
        meridians.sort_by_key(|meridian| meridian.abs_diff(PROPOSED_MERIDIAN));
        let zones = meridians.into_iter().filter_map(|meridian| Crs::gauss_krueger(meridian, false));
        return ask(zones.chain([Crs::WebMercator]).collect());
    }
    // Northing and easting in each other's place, as many Chinese tables have them, are no place in Web Mercator.
    let swapped_metres = NORTHINGS_M.contains(&min_x)
        && NORTHINGS_M.contains(&max_x)
        && EASTINGS_M.contains(&min_y)
        && EASTINGS_M.contains(&max_y);
    let mercator = (!swapped_metres && within([-1.0, -1.0, 1.0, 1.0].map(|side: f64| side * WEB_MERCATOR_REACH_M)))
        .then_some(Crs::WebMercator);
    let six = if northing_is_chinese { prefixed(ZoneWidth::Six, bounds) } else { None };
    match (mercator, six) {
        (Some(mercator), Some(six)) => {
            let mut both = vec![mercator, six];
            both.sort_by(|a, b| far_from_home(*a, bounds).total_cmp(&far_from_home(*b, bounds)));
            ask(both)
        }
        // In Web Mercator these small numbers would lie in the Gulf of Guinea: a site's own metres are likelier.
        (Some(mercator), None) if within(OPEN_SEA_M) => ask(vec![Crs::LocalMetres, mercator]),
        // Any metres may be of Web Mercator, so it is never certain.
        (Some(mercator), None) if !is_polar_only_because_swapped(bounds) => ask(vec![mercator]),
        (None, Some(six)) => CrsGuess::Certain(six),
        _ => CrsGuess::Unknown,
    }
}

/// The systems a user may well mean by numbers in this box, the likeliest first: what is offered for choosing.
#[must_use]
pub fn candidates_for(bounds: [f64; 4]) -> Vec<Crs> {
    let offsets = [ChinaOffset::Gcj02, ChinaOffset::Bd09].map(Crs::Offset);
    let degrees = || [Crs::LonLat(4490), Crs::LonLat(4326)].into_iter().chain(offsets).collect();
    match guess_crs(as_taken(bounds)) {
        CrsGuess::Certain(Crs::LonLat(_)) | CrsGuess::SwappedLonLat => degrees(),
        CrsGuess::Certain(crs) => vec![crs],
        CrsGuess::Ask { candidates, .. } => candidates,
        CrsGuess::Unknown => Vec::new(),
    }
}

/// The box with its axes as they are taken: turned where the numbers only make sense that way round.
#[must_use]
pub fn as_taken(bounds: [f64; 4]) -> [f64; 4] {
    let [min_x, min_y, max_x, max_y] = bounds;
    let turned = [min_y, min_x, max_y, max_x];
    match (guess_crs(bounds), guess_crs(turned)) {
        (CrsGuess::SwappedLonLat, _) | (CrsGuess::Unknown, CrsGuess::Certain(_) | CrsGuess::Ask { .. }) => turned,
        _ => bounds,
    }
}

/// Whether numbers in this box can be a place in any coordinate system: finite and not astronomical.
#[must_use]
pub fn is_sound(bounds: [f64; 4]) -> bool {
    bounds.iter().all(|number| number.is_finite() && number.abs() <= GREATEST)
        && bounds[0] <= bounds[2]
        && bounds[1] <= bounds[3]
}

/// The middle of a box in longitude and latitude, if the system can have numbers there.
#[must_use]
pub fn middle_in(crs: Crs, [min_x, min_y, max_x, max_y]: [f64; 4]) -> Option<[f64; 2]> {
    let mut middle = [[f64::midpoint(min_x, max_x), f64::midpoint(min_y, max_y)]];
    if let Some(inverse) = crs.inverse() {
        return inverse.lonlat_from_projected(&mut middle).then_some(middle[0]);
    }
    crs.is_lonlat().then_some(middle[0]).filter(|[lon, lat]| lon.abs() <= 180.0 && lat.abs() <= 90.0)
}

fn ask(candidates: Vec<Crs>) -> CrsGuess {
    match candidates.first() {
        Some(&proposed) => CrsGuess::Ask { proposed, candidates },
        None => CrsGuess::Unknown,
    }
}

/// The zone whose number stands before all eastings of a box.
fn prefixed(width: ZoneWidth, [min_x, _, max_x, _]: [f64; 4]) -> Option<Crs> {
    let number = (1e6..1e8).contains(&min_x).then_some((min_x / 1e6) as u8)?;
    let is_in_one_zone = max_x < (f64::from(number) + 1.0) * 1e6;
    let zone = Zone::numbered(Datum::Cgcs2000, width, number, true)?;
    is_in_one_zone.then_some(Crs::GaussKrueger(zone))
}

/// How far a reading lies from home, in degrees; one outside China farther than any in it.
fn far_from_home(crs: Crs, bounds: [f64; 4]) -> f64 {
    let Some(at) = middle_in(crs, bounds) else { return f64::INFINITY };
    let outside = if is_in_china(at) { 0.0 } else { 1000.0 };
    outside + (at[0] - HOME[0]).hypot(at[1] - HOME[1])
}

/// Whether numbers read as Web Mercator lie where nobody builds, and in China once the axes are swapped.
#[must_use]
pub fn is_polar_only_because_swapped([min_x, min_y, max_x, max_y]: [f64; 4]) -> bool {
    let straight = middle_in(Crs::WebMercator, [min_x, min_y, max_x, max_y]);
    let turned = middle_in(Crs::WebMercator, [min_y, min_x, max_y, max_x]);
    straight.is_some_and(|[_, lat]| lat > LAST_TOWN_LATITUDE) && turned.is_some_and(is_in_china)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(code: u32) -> Crs {
        Crs::from_epsg(code).unwrap()
    }

    #[test]
    fn degrees_are_degrees_wherever_they_are() {
        for bounds in [[120.4, 36.3, 120.5, 36.4], [-77.0, -45.0, 12.0, 66.0], [0.0; 4], [-180.0, -90.0, 180.0, 90.0]] {
            assert_eq!(guess_crs(bounds), CrsGuess::Certain(Crs::LonLat(4326)), "{bounds:?}");
        }
    }

    #[test]
    fn swapped_degrees_are_seen_in_east_and_west_china() {
        for bounds in [[36.3, 120.4, 36.4, 120.5], [39.4, 75.9, 39.5, 76.0]] {
            assert_eq!(guess_crs(bounds), CrsGuess::SwappedLonLat, "{bounds:?}");
        }
    }

    #[test]
    fn an_easting_with_its_zone_before_it_is_certain() {
        for (x, code) in [(40.54e6, 4528), (25.54e6, 4513), (45.54e6, 4533)] {
            let guess = guess_crs([x, 4_028_000.0, x + 1000.0, 4_029_000.0]);
            assert_eq!(guess, CrsGuess::Certain(zone(code)));
        }
    }

    #[test]
    fn a_six_digit_easting_is_asked_about_with_qingdaos_meridian_first() {
        let CrsGuess::Ask { proposed, candidates } = guess_crs([540_000.0, 4_028_000.0, 541_000.0, 4_029_000.0]) else {
            panic!("not asked")
        };
        assert_eq!(proposed, zone(4549));
        assert_eq!(candidates[0], proposed);
        assert_eq!(candidates.iter().filter(|crs| matches!(crs, Crs::GaussKrueger(_))).count(), 21);
    }

    #[test]
    fn web_mercator_is_proposed_but_never_taken_for_granted() {
        for bounds in [[13_408_000.0, 4_354_000.0, 13_409_000.0, 4_355_000.0], [1.6e6, 6.46e6, 1.61e6, 6.47e6]] {
            let CrsGuess::Ask { proposed, .. } = guess_crs(bounds) else { panic!("not asked: {bounds:?}") };
            assert_eq!(proposed, Crs::WebMercator);
        }
    }

    #[test]
    fn between_a_6_degree_zone_and_web_mercator_the_one_nearer_home_is_proposed() {
        // Jimo in Web Mercator; as zone 13 it would be the Karakoram.
        let jimo = guess_crs([13_408_000.0, 4_354_000.0, 13_409_000.0, 4_355_000.0]);
        assert_eq!(jimo, CrsGuess::Ask { proposed: Crs::WebMercator, candidates: vec![Crs::WebMercator, zone(4491)] });
        // Jinan's west in zone 20; as Web Mercator it would be the Pacific.
        let jinan = guess_crs([19_900_000.0, 4_028_000.0, 19_901_000.0, 4_029_000.0]);
        assert_eq!(jinan, CrsGuess::Ask { proposed: zone(4497), candidates: vec![zone(4497), Crs::WebMercator] });
        // Web Mercator ends at 20 037 508.
        let qingdao = guess_crs([21_271_000.0, 4_028_000.0, 21_272_000.0, 4_029_000.0]);
        assert_eq!(qingdao, CrsGuess::Certain(zone(4499)));
    }

    #[test]
    fn the_small_metres_of_a_site_are_proposed_as_such() {
        let CrsGuess::Ask { proposed, candidates } = guess_crs([880.0, -40.0, 1500.0, 700.0]) else {
            panic!("not asked")
        };
        assert_eq!((proposed, candidates), (Crs::LocalMetres, vec![Crs::LocalMetres, Crs::WebMercator]));
    }

    #[test]
    fn web_mercator_with_swapped_axes_is_no_guess_as_it_stands() {
        let swapped = [4_354_000.0, 13_408_000.0, 4_355_000.0, 13_409_000.0];
        assert_eq!(guess_crs(swapped), CrsGuess::Unknown);
        assert_eq!(candidates_for(swapped)[0], Crs::WebMercator);
        // Helsinki swapped would lie in India: left as it is.
        let helsinki = [2_776_000.0, 8_437_000.0, 2_777_000.0, 8_438_000.0];
        assert!(matches!(guess_crs(helsinki), CrsGuess::Ask { proposed: Crs::WebMercator, .. }));
    }

    #[test]
    fn numbers_of_no_system_are_unknown() {
        for bounds in [
            [f64::NAN, 0.0, 1.0, 1.0],
            [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
            [40_540_000.0, 4_028_000.0, 41_540_000.0, 4_029_000.0],
            [46_540_000.0, 4_028_000.0, 46_541_000.0, 4_029_000.0],
            [4_028_000.0, 540_000.0, 4_029_000.0, 541_000.0],
            [4_028_000.0, 40_540_000.0, 4_029_000.0, 40_541_000.0],
            [-1e30, -1e30, 1e30, 1e30],
        ] {
            assert_eq!(guess_crs(bounds), CrsGuess::Unknown, "{bounds:?}");
        }
    }

    #[test]
    fn degrees_may_be_chosen_as_what_web_maps_offset() {
        let offered = candidates_for([120.4, 36.3, 120.5, 36.4]);
        assert!(
            offered.contains(&Crs::Offset(ChinaOffset::Gcj02)) && offered.contains(&Crs::Offset(ChinaOffset::Bd09))
        );
    }
}
