//! The plane the map is drawn in: metres east and north of the data's middle.
//!
//! Owns the projection between degrees and these local metres: Mercator on the CGCS2000 ellipsoid, scaled so that its
//! metres are true at the middle latitude. It is conformal, so parcels keep their shape, and it knows no zones. It is
//! for drawing and pointing only; areas come from [`super::area`].

use crate::domain::Bounds;

const SEMI_MAJOR_M: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
const E2: f64 = FLATTENING * (2.0 - FLATTENING);
/// Mercator has no pole: latitudes beyond this are drawn here.
const LAST_LATITUDE: f64 = 89.0;

/// Local metres around a middle: x east, y north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalFrame {
    /// Longitude of x = 0, degrees.
    middle_lon: f64,
    /// Isometric latitude of y = 0.
    middle_isometric: f64,
    /// Radius of the middle parallel, metres: local metres per radian of longitude.
    parallel_m: f64,
}

impl LocalFrame {
    /// The frame whose origin is the middle of `bounds`; of empty bounds, the place at 0°, 0°.
    #[must_use]
    pub fn around(bounds: &Bounds) -> Self {
        let [lon, lat] = if bounds.is_empty() { [0.0, 0.0] } else { bounds.center() };
        let sin = clamped(lat).to_radians().sin();
        Self { middle_lon: lon, middle_isometric: isometric(sin), parallel_m: parallel_m(sin) }
    }

    /// Local metres of a longitude and latitude in degrees. The same position always gives the same metres to the bit,
    /// so that parcels which share a border share it on the map.
    #[must_use]
    #[inline]
    pub fn local_from_lonlat(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        let sin = clamped(lat).to_radians().sin();
        [
            (lon - self.middle_lon).to_radians() * self.parallel_m,
            (isometric(sin) - self.middle_isometric) * self.parallel_m,
        ]
    }

    /// Longitude and latitude in degrees of local metres.
    #[must_use]
    pub fn lonlat_from_local(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let lat = latitude_of(self.middle_isometric + y / self.parallel_m).to_degrees();
        [self.middle_lon + (x / self.parallel_m).to_degrees(), lat]
    }

    /// True metres on the ground per local metre at the height `local_y` of the map.
    #[must_use]
    pub fn true_scale_at(&self, local_y: f64) -> f64 {
        let sin = latitude_of(self.middle_isometric + local_y / self.parallel_m).sin();
        parallel_m(sin) / self.parallel_m
    }
}

/// A frame with the heights of the parallels it shows worked out beforehand, for millions of positions.
///
/// What a position comes to depends on it alone, as with [`LocalFrame::local_from_lonlat`], from which it differs by less
/// than a tenth of a millimetre: parcels which share a border share it on the map.
#[derive(Clone, Debug)]
pub struct FrameTable<'a> {
    frame: &'a LocalFrame,
    /// Number of the first node; a node lies at its number × [`NODE_STEP_DEG`].
    first: i64,
    /// Height above y = 0 at a node, metres, and how it goes on, per degree and per degree squared.
    nodes: Vec<[f64; 3]>,
}

/// Degrees of latitude between two nodes: the third term, left out, comes to less than a tenth of a millimetre.
const NODE_STEP_DEG: f64 = 0.01;
/// Beyond this latitude, degrees, the height grows too fast for two terms.
const LAST_NODE_DEG: f64 = 70.0;

impl<'a> FrameTable<'a> {
    /// The table for positions within `bounds`; others are worked out one by one.
    #[must_use]
    pub fn new(frame: &'a LocalFrame, bounds: &Bounds) -> Self {
        let number = |lat: f64| (lat.clamp(-LAST_NODE_DEG, LAST_NODE_DEG) / NODE_STEP_DEG).round() as i64;
        let numbers = if bounds.is_empty() { 0..0 } else { number(bounds.south)..number(bounds.north) + 1 };
        let first = numbers.start;
        Self { frame, first, nodes: numbers.map(|number| frame.height_near(number as f64 * NODE_STEP_DEG)).collect() }
    }

    /// Local metres of a longitude and latitude in degrees.
    #[must_use]
    #[inline]
    pub fn local_from_lonlat(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        let number = (lat / NODE_STEP_DEG).round();
        match self.nodes.get((number as i64 - self.first) as usize) {
            Some([height, slope, bend]) => {
                let beyond = lat - number * NODE_STEP_DEG;
                let x = (lon - self.frame.middle_lon).to_radians() * self.frame.parallel_m;
                [x, height + beyond * (slope + beyond * bend)]
            }
            None => self.frame.local_from_lonlat([lon, lat]),
        }
    }
}

impl LocalFrame {
    /// The height of a parallel in local metres, its slope per degree and half its second derivative. Of the isometric
    /// latitude the derivative is (1 − e²) / (cos φ (1 − e² sin² φ)).
    fn height_near(&self, lat: f64) -> [f64; 3] {
        let (sin, cos) = lat.to_radians().sin_cos();
        let w = 1.0 - E2 * sin * sin;
        let slope = (1.0 - E2) / (cos * w);
        let bend = slope * (sin / cos + 2.0 * E2 * sin * cos / w) / 2.0;
        let degree = 1.0_f64.to_radians();
        let height = isometric(sin) - self.middle_isometric;
        [height, slope * degree, bend * degree * degree].map(|term| term * self.parallel_m)
    }
}

fn clamped(lat: f64) -> f64 {
    lat.clamp(-LAST_LATITUDE, LAST_LATITUDE)
}

/// Radius of the parallel at a latitude given by its sine, metres.
fn parallel_m(sin: f64) -> f64 {
    SEMI_MAJOR_M * ((1.0 - sin * sin) / (1.0 - E2 * sin * sin)).sqrt()
}

/// Isometric latitude artanh(sinφ) − e artanh(e sinφ); the second term as its series, which is exact to rounding.
#[inline]
fn isometric(sin: f64) -> f64 {
    0.5 * ((1.0 + sin) / (1.0 - sin)).ln() - correction(sin)
}

/// e artanh(e s) = e² s Σ (e²s²)ᵏ/(2k+1).
#[inline]
fn correction(sin: f64) -> f64 {
    let t = E2 * sin * sin;
    E2 * sin * (1.0 + t * (1.0 / 3.0 + t * (1.0 / 5.0 + t * (1.0 / 7.0 + t * (1.0 / 9.0 + t / 11.0)))))
}

/// The latitude (radians) of an isometric latitude. Each round gains more than two digits.
fn latitude_of(isometric: f64) -> f64 {
    let mut sin = isometric.tanh();
    for _ in 0..8 {
        sin = (isometric + correction(sin)).tanh();
    }
    // From the half angle, as the arc sine loses digits towards the pole.
    (isometric + correction(sin)).sinh().atan()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn jimo() -> LocalFrame {
        LocalFrame::around(&Bounds { west: 120.2, south: 36.2, east: 120.8, north: 36.6 })
    }

    #[test]
    fn the_middle_is_the_origin_and_x_runs_east_and_y_north() {
        let frame = jimo();
        let [x, y] = frame.local_from_lonlat([120.5, 36.4]);
        assert!(x.abs() < 1e-6 && y.abs() < 1e-6);
        let [x, y] = frame.local_from_lonlat([120.51, 36.41]);
        // One hundredth of a degree at 36.4° on the ellipsoid: 896.9 m east, 1109.6 m north.
        assert!((x - 896.95).abs() < 0.5 && (y - 1109.7).abs() < 0.5, "{x} {y}");
    }

    #[test]
    fn metres_are_true_in_the_middle_and_shorter_on_the_ground_further_north() {
        let frame = jimo();
        assert!((frame.true_scale_at(0.0) - 1.0).abs() < 1e-12);
        let north = frame.local_from_lonlat([120.5, 37.4])[1];
        let expected = 37.4_f64.to_radians().cos() / 36.4_f64.to_radians().cos();
        assert!((frame.true_scale_at(north) - expected).abs() < 1e-4);
    }

    #[test]
    fn nothing_to_draw_still_has_a_frame_and_the_pole_a_finite_place() {
        let frame = LocalFrame::around(&Bounds::EMPTY);
        assert_eq!(frame.local_from_lonlat([0.0, 0.0]), [0.0, 0.0]);
        assert!(frame.local_from_lonlat([180.0, 90.0]).iter().all(|metres| metres.is_finite()));
        let polar = LocalFrame::around(&Bounds { west: 0.0, south: 90.0, east: 0.0, north: 90.0 });
        assert!(polar.local_from_lonlat([0.0, 90.0]).iter().all(|metres| metres.is_finite()));
    }

    proptest! {
        #[test]
        fn degrees_come_back_from_local_metres(lon in -179.0..179.0_f64, lat in -85.0..85.0_f64) {
            for frame in [jimo(), LocalFrame::around(&Bounds::EMPTY)] {
                let [back_lon, back_lat] = frame.lonlat_from_local(frame.local_from_lonlat([lon, lat]));
                prop_assert!((back_lon - lon).abs() < 1e-11 && (back_lat - lat).abs() < 1e-11, "{back_lon} {back_lat}");
            }
        }

        #[test]
        fn the_table_gives_what_the_frame_gives_within_a_tenth_of_a_millimetre(
            lon in -179.0..179.0_f64, lat in -89.9..89.9_f64, south in -80.0..80.0_f64, height in 0.0..40.0_f64
        ) {
            for bounds in [
                Bounds { west: lon - 0.1, south: lat - 0.1, east: lon + 0.1, north: lat + 0.1 },
                Bounds { west: lon, south, east: lon, north: south + height },
                Bounds::EMPTY,
            ] {
                let frame = LocalFrame::around(&bounds);
                let table = FrameTable::new(&frame, &bounds);
                let [slow, fast] = [frame.local_from_lonlat([lon, lat]), table.local_from_lonlat([lon, lat])];
                prop_assert_eq!(slow[0], fast[0]);
                prop_assert!((slow[1] - fast[1]).abs() < 1e-4 + slow[1].abs() * 1e-13, "{} {}", slow[1], fast[1]);
            }
        }
    }
}
