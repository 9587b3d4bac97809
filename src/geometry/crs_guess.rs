//! Which coordinate system a file's numbers speak for, when its label says nothing or something else.
//!
//! Owns the ranges of domain knowledge (China's eastings, northings and degrees); decides nothing that a user should.

use super::crs::Crs;

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
/// The reach of Web Mercator either way, metres, with a little for rounding.
const WEB_MERCATOR_REACH_M: f64 = 20_037_509.0;
/// Longitudes are taken for such up to three turns round the globe either way.
pub const LONGITUDES_REACH: f64 = 1080.0;
/// Northings of China from its southernmost reef to its northernmost bend of the Amur, with room, metres.
const NORTHINGS_M: std::ops::RangeInclusive<f64> = 200_000.0..=6_100_000.0;

/// Guesses the system from the box around all positions as read: least x, least y, greatest x, greatest y.
#[must_use]
pub fn guess_crs([min_x, min_y, max_x, max_y]: [f64; 4]) -> CrsGuess {
    let sound =
        [min_x, min_y, max_x, max_y].iter().all(|number| number.is_finite()) && min_x <= max_x && min_y <= max_y;
    if !sound {
        return CrsGuess::Unknown;
    }
    let within = |low_x: f64, high_x: f64, low_y: f64, high_y: f64| {
        min_x >= low_x && max_x <= high_x && min_y >= low_y && max_y <= high_y
    };
    // Before plain degrees: the far west of China swapped would pass for a place in the Arctic Ocean.
    if within(18.0, 54.0, 73.0, 136.0) {
        return CrsGuess::SwappedLonLat;
    }
    if within(-180.0, 180.0, -90.0, 90.0) {
        return CrsGuess::Certain(Crs::LonLat(4326));
    }
    // No plan in metres is so flat; web maps scrolled on round the globe write such longitudes.
    if within(-LONGITUDES_REACH, LONGITUDES_REACH, -90.0, 90.0) {
        return CrsGuess::Certain(Crs::LonLat(4326));
    }
    let northing_is_chinese = NORTHINGS_M.contains(&min_y) && NORTHINGS_M.contains(&max_y);
    if northing_is_chinese && (25e6..46e6).contains(&min_x) {
        let zone = (min_x / 1e6) as u8;
        let in_one_zone = max_x < (f64::from(zone) + 1.0) * 1e6;
        return match Crs::gauss_krueger(zone * 3, true) {
            Some(crs) if in_one_zone => CrsGuess::Certain(crs),
            _ => CrsGuess::Unknown,
        };
    }
    if northing_is_chinese && within(1e5, 1e6, *NORTHINGS_M.start(), *NORTHINGS_M.end()) {
        let proposed = Crs::GaussKrueger3 { meridian: PROPOSED_MERIDIAN, prefixed: false };
        let others = (25..=45).filter_map(|zone| Crs::gauss_krueger(zone * 3, false)).filter(|&crs| crs != proposed);
        let candidates = std::iter::once(proposed).chain(others).chain([Crs::WebMercator]).collect();
        return CrsGuess::Ask { proposed, candidates };
    }
    // Northing and easting in each other's place, as many Chinese tables have them, are no place in Web Mercator.
    let swapped_metres =
        NORTHINGS_M.contains(&min_x) && NORTHINGS_M.contains(&max_x) && (1e5..1e6).contains(&min_y) && max_y < 1e6;
    if !swapped_metres
        && within(-WEB_MERCATOR_REACH_M, WEB_MERCATOR_REACH_M, -WEB_MERCATOR_REACH_M, WEB_MERCATOR_REACH_M)
    {
        // The 6° zones have such eastings too, so it is never certain.
        return CrsGuess::Ask { proposed: Crs::WebMercator, candidates: vec![Crs::WebMercator] };
    }
    CrsGuess::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let guess = guess_crs([40_540_000.0, 4_028_000.0, 40_541_000.0, 4_029_000.0]);
        assert_eq!(guess, CrsGuess::Certain(Crs::GaussKrueger3 { meridian: 120, prefixed: true }));
        let first = guess_crs([25_540_000.0, 4_028_000.0, 25_541_000.0, 4_029_000.0]);
        assert_eq!(first, CrsGuess::Certain(Crs::GaussKrueger3 { meridian: 75, prefixed: true }));
        let last = guess_crs([45_540_000.0, 4_028_000.0, 45_541_000.0, 4_029_000.0]);
        assert_eq!(last, CrsGuess::Certain(Crs::GaussKrueger3 { meridian: 135, prefixed: true }));
    }

    #[test]
    fn a_six_digit_easting_is_asked_about_with_qingdaos_meridian_first() {
        let CrsGuess::Ask { proposed, candidates } = guess_crs([540_000.0, 4_028_000.0, 541_000.0, 4_029_000.0]) else {
            panic!("not asked")
        };
        assert_eq!(proposed.epsg(), 4549);
        assert_eq!(candidates[0], proposed);
        assert_eq!(candidates.iter().filter(|crs| matches!(crs, Crs::GaussKrueger3 { .. })).count(), 21);
    }

    #[test]
    fn web_mercator_is_proposed_but_never_taken_for_granted() {
        for bounds in [[13_408_000.0, 4_354_000.0, 13_409_000.0, 4_355_000.0], [1.6e6, 6.46e6, 1.61e6, 6.47e6]] {
            let CrsGuess::Ask { proposed, .. } = guess_crs(bounds) else { panic!("not asked: {bounds:?}") };
            assert_eq!(proposed, Crs::WebMercator);
        }
    }

    #[test]
    fn numbers_of_no_system_are_unknown() {
        for bounds in [
            [f64::NAN, 0.0, 1.0, 1.0],
            [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
            [40_540_000.0, 4_028_000.0, 41_540_000.0, 4_029_000.0],
            [46_540_000.0, 4_028_000.0, 46_541_000.0, 4_029_000.0],
            [21_271_000.0, 4_028_000.0, 21_272_000.0, 4_029_000.0],
            [4_028_000.0, 540_000.0, 4_029_000.0, 541_000.0],
            [4_028_000.0, 40_540_000.0, 4_029_000.0, 40_541_000.0],
            [-1e30, -1e30, 1e30, 1e30],
        ] {
            assert_eq!(guess_crs(bounds), CrsGuess::Unknown, "{bounds:?}");
        }
    }
}
