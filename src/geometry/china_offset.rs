//! The offset coordinate systems of Chinese web maps, GCJ-02 (高德, 腾讯) and BD-09 (百度), and the way back from them.
//!
//! Owns the published formulas of the offset and their inversion; outside China's box both leave positions as they are.
//! The forward formulas are those in general use (a series of sines about 105°E 35°N on the Krasovsky ellipsoid); the
//! inverse iterates them until nothing moves, which is far below a centimetre.

use std::f64::consts::PI;

/// Which offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChinaOffset {
    /// GCJ-02.
    Gcj02,
    /// BD-09, which is GCJ-02 with a further offset.
    Bd09,
}

const SEMI_MAJOR_M: f64 = 6_378_245.0;
const E2: f64 = 0.006_693_421_622_965_943;
/// The frequency of BD-09's own wobble.
const BD_FREQUENCY: f64 = PI * 3000.0 / 180.0;
/// Degrees below which nothing moves any more: some 10 µm.
const STILL_DEGREES: f64 = 1e-10;

impl ChinaOffset {
    /// Where a position (longitude, latitude in degrees) is shown by the maps of this system.
    #[must_use]
    pub fn offset_from_lonlat(self, lonlat: [f64; 2]) -> [f64; 2] {
        if !is_offset(lonlat) {
            return lonlat;
        }
        let gcj = gcj_from_lonlat(lonlat);
        match self {
            Self::Gcj02 => gcj,
            Self::Bd09 => bd_from_gcj(gcj),
        }
    }

    /// The position (longitude, latitude in degrees) that the maps of this system show at `offset`.
    #[must_use]
    pub fn lonlat_from_offset(self, offset: [f64; 2]) -> [f64; 2] {
        let mut at = offset;
        // Each round takes off all but a few thousandths of what is left.
        for _ in 0..16 {
            let there = self.offset_from_lonlat(at);
            let [east, north] = [offset[0] - there[0], offset[1] - there[1]];
            at = [at[0] + east, at[1] + north];
            if east.abs() < STILL_DEGREES && north.abs() < STILL_DEGREES {
                return at;
            }
        }
        // Astride the box's edge there is nothing to find: the offset begins there at once.
        if is_offset(offset) { at } else { offset }
    }
}

/// Whether the offset applies: the box the formula is used in.
fn is_offset([lon, lat]: [f64; 2]) -> bool {
    (72.004..=137.8347).contains(&lon) && (0.8293..=55.8271).contains(&lat)
}

fn gcj_from_lonlat([lon, lat]: [f64; 2]) -> [f64; 2] {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let wave = |at: f64, long: f64, short: f64, phase: [f64; 2]| {
        (20.0 * (at * PI).sin() + 40.0 * (at / 3.0 * PI).sin()) * 2.0 / 3.0
            + (long * (at / phase[0] * PI).sin() + short * (at / phase[1] * PI).sin()) * 2.0 / 3.0
    };
    let shared = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let north_m = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + shared
        + wave(y, 160.0, 320.0, [12.0, 30.0]);
    let east_m = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + shared
        + wave(x, 150.0, 300.0, [12.0, 30.0]);
    let sin = lat.to_radians().sin();
    let root = (1.0 - E2 * sin * sin).sqrt();
    let meridian_m = SEMI_MAJOR_M * (1.0 - E2) / (root * root * root);
    let parallel_m = SEMI_MAJOR_M / root * lat.to_radians().cos();
    [lon + (east_m / parallel_m).to_degrees(), lat + (north_m / meridian_m).to_degrees()]
}

fn bd_from_gcj([x, y]: [f64; 2]) -> [f64; 2] {
    let radius = x.hypot(y) + 0.000_02 * (y * BD_FREQUENCY).sin();
    let angle = y.atan2(x) + 0.000_003 * (x * BD_FREQUENCY).cos();
    [radius * angle.cos() + 0.0065, radius * angle.sin() + 0.006]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn metres([lon, lat]: [f64; 2], other: [f64; 2]) -> f64 {
        let east = (lon - other[0]).to_radians() * lat.to_radians().cos() * 6_378_137.0;
        east.hypot((lat - other[1]).to_radians() * 6_378_137.0)
    }

    #[test]
    fn over_jimo_the_offsets_are_as_large_as_the_domain_says() {
        let jimo = [120.45, 36.39];
        let gcj = metres(jimo, ChinaOffset::Gcj02.offset_from_lonlat(jimo));
        assert!((410.0..=490.0).contains(&gcj), "{gcj}");
        let bd = metres(jimo, ChinaOffset::Bd09.offset_from_lonlat(jimo));
        assert!((1000.0..=1300.0).contains(&bd), "{bd}");
    }

    #[test]
    fn the_published_example_of_tiananmen_holds() {
        // 116.404, 39.915 in BD-09 is 116.39762729, 39.90865673 in GCJ-02, as the usual converters print it.
        let bd = bd_from_gcj([116.397_627_29, 39.908_656_73]);
        assert!(metres(bd, [116.404, 39.915]) < 0.5, "{bd:?}");
    }

    #[test]
    fn outside_china_positions_stay() {
        for place in [[14.4, 50.1], [-77.0, 38.9], [120.0, -10.0], [140.0, 36.0]] {
            for offset in [ChinaOffset::Gcj02, ChinaOffset::Bd09] {
                assert_eq!(offset.offset_from_lonlat(place), place);
                assert_eq!(offset.lonlat_from_offset(place), place);
            }
        }
    }

    proptest! {
        #[test]
        fn the_way_there_and_back_ends_within_a_centimetre(lon in 73.0..136.0_f64, lat in 3.0..54.0_f64) {
            for offset in [ChinaOffset::Gcj02, ChinaOffset::Bd09] {
                let there = offset.offset_from_lonlat([lon, lat]);
                let back = offset.lonlat_from_offset(there);
                prop_assert!(metres(back, [lon, lat]) < 0.001, "{offset:?} {back:?}");
                let again = offset.offset_from_lonlat(offset.lonlat_from_offset([lon, lat]));
                prop_assert!(metres(again, [lon, lat]) < 0.001, "{offset:?} {again:?}");
            }
        }
    }
}
