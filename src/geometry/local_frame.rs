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
    }
}
