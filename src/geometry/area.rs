//! The area of a parcel on the CGCS2000 ellipsoid, as the national land survey defines it.
//!
//! Owns the one definition of geometric area; knows nothing of what is valid (see [`super::validity`]). The survey's
//! 图斑椭球面积 (国土调查办发〔2008〕32号) sums trapezoids between an edge and a meridian by a truncated series; the exact
//! integral behind that series is the authalic one used here: a polygon's area in the equal-area plane of longitude
//! and q(φ), edges straight in that plane. The two agree to 2e-12.

use crate::domain::Shapes;

/// Semi-major axis of CGCS2000, metres.
const SEMI_MAJOR_M: f64 = 6_378_137.0;
/// Flattening of CGCS2000.
const FLATTENING: f64 = 1.0 / 298.257_222_101;
/// First eccentricity squared.
const E2: f64 = FLATTENING * (2.0 - FLATTENING);
/// Up to this difference of latitude (radians, some 2 km) the short series about the first vertex is exact to rounding.
const NEAR_RADIANS: f64 = 3.5e-4;

/// The equal-area ordinate about a latitude φ₀: gives q(φ) − q(φ₀), where
/// q(φ) = (1−e²)[ sinφ/(1−e²sin²φ) + artanh(e sinφ)/e ].
///
/// Subtracting two values of q would lose five digits of a parcel, and all of a needle of some kilometres. So the
/// difference is taken as one: of near latitudes as a series, which costs no sine; of others by the theorems of addition,
/// with s = sinφ: Δ[s/(1−e²s²)] = Δs (1+e²s s₀)/((1−e²s²)(1−e²s₀²)), Δ[artanh(es)] = artanh(eΔs/(1−e²s s₀)).
struct Ordinate {
    lat: f64,
    sin: f64,
    cos: f64,
    u: f64,
    first: f64,
    second: f64,
    third: f64,
}

impl Ordinate {
    /// About latitude `lat`, radians.
    fn about(lat: f64) -> Self {
        let (sin, cos) = lat.sin_cos();
        let u = 1.0 / (1.0 - E2 * sin * sin);
        // Derivatives of q by sinφ over their factorials: q′ = 2(1−e²)u², u = 1/(1−e²sin²φ).
        let first = 2.0 * (1.0 - E2) * u * u;
        let second = 2.0 * first * u * E2 * sin;
        let third = 2.0 / 3.0 * first * u * E2 * (1.0 + 6.0 * u * E2 * sin * sin);
        Self { lat, sin, cos, u, first, second, third }
    }

    /// q(φ) − q(φ₀) for φ = φ₀ + `dlat`, radians.
    #[inline]
    fn difference(&self, dlat: f64) -> f64 {
        if dlat.abs() > NEAR_RADIANS {
            return self.far_difference(dlat);
        }
        let d2 = dlat * dlat;
        let dsin = self.cos * dlat * (1.0 - d2 * (1.0 / 6.0 - d2 / 120.0)) - self.sin * d2 * (0.5 - d2 / 24.0);
        dsin * (self.first + dsin * (self.second + dsin * self.third))
    }

    /// The same at any distance.
    fn far_difference(&self, dlat: f64) -> f64 {
        let half = dlat / 2.0;
        let dsin = 2.0 * half.sin() * (self.lat + half).cos();
        let (e, sin) = (E2.sqrt(), self.sin + dsin);
        let both = E2 * sin * self.sin;
        let rational = dsin * (1.0 + both) * self.u / (1.0 - E2 * sin * sin);
        (1.0 - E2) * (rational + (e * dsin / (1.0 - both)).atanh() / e)
    }
}

/// The signed area of a ring of longitudes and latitudes in degrees, m² on the CGCS2000 ellipsoid: positive if it runs
/// counter-clockwise. The ring may repeat its first position at the end or not. Less than three positions give 0.
#[must_use]
pub fn ring_area_m2(ring_lonlat: &[[f64; 2]]) -> f64 {
    let Some((&[lon0, lat0], rest)) = ring_lonlat.split_first() else { return 0.0 };
    // Summed relative to the first vertex, so that the two edges at it add nothing and digits are kept.
    let ordinate = Ordinate::about(lat0.to_radians());
    let mut twice = 0.0;
    let (mut x, mut y) = (0.0, 0.0);
    for &[lon, lat] in rest {
        let (next_x, next_y) = (lon - lon0, ordinate.difference((lat - lat0).to_radians()));
        twice += x * next_y - next_x * y;
        (x, y) = (next_x, next_y);
    }
    (twice / 2.0).to_radians() * (SEMI_MAJOR_M * SEMI_MAJOR_M / 2.0)
}

/// The area of a polygon, m²: its outer ring (the first) less its holes, whichever way each runs.
#[must_use]
pub fn polygon_area_m2(rings: &[&[[f64; 2]]]) -> f64 {
    rings_area_m2(rings.iter().copied())
}

/// The area of a parcel, m²: the sum over its parts, 0 without shape. It says nothing of whether the outline is valid.
#[must_use]
pub fn parcel_area_m2(shapes: &Shapes, parcel: usize) -> f64 {
    shapes.parts_of(parcel).map(|part| rings_area_m2(shapes.rings_of_part(part).map(|ring| shapes.ring(ring)))).sum()
}

fn rings_area_m2<'a>(rings: impl Iterator<Item = &'a [[f64; 2]]>) -> f64 {
    let mut areas = rings.map(|ring| ring_area_m2(ring).abs());
    let outer = areas.next().unwrap_or(0.0);
    areas.fold(outer, |area, hole| area - hole)
}

/// The equal-area plane, in metres about a latitude: areas in it are the areas of [`ring_area_m2`], and shapes near that
/// latitude keep their form. For what needs areas of shapes yet to be cut, such as overlaps.
pub(super) struct EqualAreaPlane {
    ordinate: Ordinate,
    lon0: f64,
    lat0: f64,
    scale: [f64; 2],
}

impl EqualAreaPlane {
    /// The plane about a longitude and latitude in degrees.
    pub(super) fn about([lon0, lat0]: [f64; 2]) -> Self {
        let ordinate = Ordinate::about(lat0.to_radians());
        let cos = ordinate.cos.max(0.01);
        Self { ordinate, lon0, lat0, scale: [SEMI_MAJOR_M * cos, SEMI_MAJOR_M / (2.0 * cos)] }
    }

    /// Metres east and north of a longitude and latitude in degrees.
    pub(super) fn metres(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        let north = self.ordinate.difference((lat - self.lat0).to_radians());
        [(lon - self.lon0).to_radians() * self.scale[0], north * self.scale[1]]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ShapesBuilder;
    use crate::geometry::crs::Crs;

    /// The survey's own series, written from the annex and from nothing in this file.
    fn survey_trapezoid_m2(b1: f64, b2: f64, dl: f64) -> f64 {
        let (a, b) = (6_378_137.0_f64, 6_356_752.314_140_36_f64);
        let e2 = (a * a - b * b) / (a * a);
        let (e4, e6, e8) = (e2.powi(2), e2.powi(3), e2.powi(4));
        let series_a = 1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8;
        let series_b = 1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8;
        let series_c = 3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8;
        let series_d = 1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8;
        let series_e = 5.0 / 2304.0 * e8;
        let (db, bm) = (b2 - b1, f64::midpoint(b1, b2));
        2.0 * b
            * b
            * dl
            * (series_a * (db / 2.0).sin() * bm.cos() - series_b * (3.0 * db / 2.0).sin() * (3.0 * bm).cos()
                + series_c * (5.0 * db / 2.0).sin() * (5.0 * bm).cos()
                - series_d * (7.0 * db / 2.0).sin() * (7.0 * bm).cos()
                + series_e * (9.0 * db / 2.0).sin() * (9.0 * bm).cos())
    }

    fn survey_ring_m2(ring: &[[f64; 2]]) -> f64 {
        let l0 = ring[0][0];
        let sum: f64 = (0..ring.len())
            .map(|i| {
                let (here, there) = (ring[i], ring[(i + 1) % ring.len()]);
                let dl = (f64::midpoint(here[0] - l0, there[0] - l0)).to_radians();
                survey_trapezoid_m2(here[1].to_radians(), there[1].to_radians(), dl)
            })
            .sum();
        sum.abs()
    }

    fn box_ring([west, south, east, north]: [f64; 4]) -> Vec<[f64; 2]> {
        vec![[west, south], [east, south], [east, north], [west, north]]
    }

    const QUAD: [[f64; 2]; 4] = [[120.44, 36.39], [120.444, 36.3905], [120.4436, 36.3932], [120.4404, 36.3928]];

    #[track_caller]
    fn near(area: f64, expected: f64, tolerance: f64) {
        assert!((area - expected).abs() <= tolerance, "{area} is not {expected}");
    }

    #[test]
    fn the_trapezoids_of_the_survey_have_its_areas() {
        near(ring_area_m2(&box_ring([120.44, 36.39, 120.45, 36.40])), 995_500.256_72, 1e-5);
        near(ring_area_m2(&box_ring([120.44, 36.385, 120.443, 36.3875])), 74_670.777_17, 1e-5);
        near(
            survey_trapezoid_m2(36.39_f64.to_radians(), 36.4_f64.to_radians(), 0.01_f64.to_radians()),
            995_500.256_72,
            1e-5,
        );
    }

    #[test]
    fn half_of_the_earth_has_the_exact_area_and_the_series_its_own() {
        near(ring_area_m2(&box_ring([0.0, 0.0, 360.0, 90.0])), 2.550_328_108_592_456e14, 0.1);
        let series = survey_trapezoid_m2(0.0, 90.0_f64.to_radians(), std::f64::consts::TAU);
        near(series, 2.550_328_108_573_713e14, 0.1);
    }

    #[test]
    fn the_quad_has_its_area_from_either_winding_open_or_closed() {
        near(ring_area_m2(&QUAD), 98_558.735, 5e-4);
        let mut clockwise = QUAD;
        clockwise.reverse();
        near(ring_area_m2(&clockwise), -98_558.735, 5e-4);
        let mut closed = QUAD.to_vec();
        closed.push(QUAD[0]);
        near(ring_area_m2(&closed), ring_area_m2(&QUAD), 0.0);
        near(polygon_area_m2(&[&clockwise]), 98_558.735, 5e-4);
    }

    /// The ring with each edge split in 64 in the plane its positions are given in.
    fn split_fine(ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
        let corners = ring.iter().zip(ring.iter().cycle().skip(1));
        corners
            .flat_map(|(a, b)| {
                (0..64).map(move |k| [0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * f64::from(k) / 64.0))
            })
            .collect()
    }

    #[test]
    fn edges_straight_elsewhere_enclose_slightly_different_land() {
        // In degrees; PROJ's cea gives the same.
        near(ring_area_m2(&split_fine(&QUAD)), 98_558.794, 5e-4);
        // In the plane of the zone, there and back through the projection; PROJ gives 98 558.6966 too.
        let (crs, mut plane) = (Crs::from_epsg(4549).unwrap(), QUAD);
        assert!(crs.forward().unwrap().projected_from_lonlat(&mut plane));
        let mut fine = split_fine(&plane);
        assert!(crs.inverse().unwrap().lonlat_from_projected(&mut fine));
        near(ring_area_m2(&fine), 98_558.696_6, 1e-4);
    }

    #[test]
    fn holes_are_taken_off_and_parts_added_whichever_way_they_run() {
        let outer = box_ring([120.44, 36.39, 120.45, 36.40]);
        let mut hole = box_ring([120.442, 36.392, 120.445, 36.395]);
        let expected = ring_area_m2(&outer) - ring_area_m2(&hole);
        near(polygon_area_m2(&[&outer, &hole]), expected, 1e-6);
        hole.reverse();
        near(polygon_area_m2(&[&outer, &hole]), expected, 1e-6);

        let mut builder = ShapesBuilder::default();
        for part in [vec![outer.clone(), hole.clone()], vec![QUAD.to_vec()]] {
            for ring in part {
                for position in ring {
                    builder.push_position(position);
                }
                builder.end_ring();
            }
            builder.end_part();
        }
        builder.end_parcel();
        builder.end_parcel();
        let shapes = builder.finish();
        near(parcel_area_m2(&shapes, 0), expected + 98_558.735, 1e-3);
        near(parcel_area_m2(&shapes, 1), 0.0, 0.0);
    }

    #[test]
    fn what_is_no_ring_has_no_area() {
        assert_eq!(ring_area_m2(&[]), 0.0);
        assert_eq!(ring_area_m2(&QUAD[..1]), 0.0);
        assert_eq!(ring_area_m2(&QUAD[..2]), 0.0);
        assert_eq!(polygon_area_m2(&[]), 0.0);
    }

    #[test]
    fn the_short_series_meets_the_long_one_at_their_border() {
        let ordinate = Ordinate::about(36.4_f64.to_radians());
        for dlat in [NEAR_RADIANS * 0.999_999, -NEAR_RADIANS * 0.999_999] {
            assert!((ordinate.difference(dlat) / ordinate.far_difference(dlat) - 1.0).abs() < 2e-12);
        }
    }

    #[test]
    fn the_difference_is_that_of_two_ordinates_from_pole_to_pole() {
        let q = |lat: f64| {
            let (s, e) = (lat.sin(), E2.sqrt());
            (1.0 - E2) * (s / (1.0 - E2 * s * s) + (e * s).atanh() / e)
        };
        let ordinate = Ordinate::about(0.3);
        for lat in [-std::f64::consts::FRAC_PI_2, -1.0, -0.3, 0.0, 0.29, 0.31, 1.2, std::f64::consts::FRAC_PI_2] {
            assert!((ordinate.difference(lat - 0.3) - (q(lat) - q(0.3))).abs() < 1e-15, "{lat}");
        }
    }

    #[test]
    fn a_needle_of_eight_kilometres_keeps_nine_digits() {
        // A public file's feature, some centimetres wide; its area by the same integral with 64 bits of mantissa.
        let needle = [
            [76.292_440_170_967_21, 33.103_833_122_723_41],
            [76.254_553_431_795_5, 33.032_396_353_409_01],
            [76.254_553_160_256_18, 33.032_396_302_167_506],
            [76.292_44, 33.103_833],
        ];
        let area = ring_area_m2(&needle).abs();
        assert!((area / 129.566_937_494_215_55 - 1.0).abs() < 1e-9, "{area}");
    }

    /// Star-shaped rings: radii about a centre, so that they are simple whatever the numbers.
    fn star(size_degrees: impl Strategy<Value = f64>) -> impl Strategy<Value = Vec<[f64; 2]>> {
        (prop::collection::vec(0.3..1.0_f64, 3..24), 73.0..135.0_f64, -60.0..60.0_f64, size_degrees).prop_map(
            |(radii, lon, lat, size)| {
                let step = std::f64::consts::TAU / radii.len() as f64;
                let at = |(i, r): (usize, &f64)| {
                    let (sin, cos) = (step * i as f64).sin_cos();
                    [lon + size * r * cos, lat + size * r * sin]
                };
                radii.iter().enumerate().map(at).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn parcels_agree_with_the_surveys_series_to_a_billionth(ring in star(0.0002..0.02_f64)) {
            let (ours, survey) = (ring_area_m2(&ring), survey_ring_m2(&ring));
            prop_assert!((ours / survey - 1.0).abs() < 1e-9, "{ours} {survey}");
        }

        #[test]
        fn counties_agree_with_the_surveys_series_to_a_billionth(ring in star(0.02..5.0_f64)) {
            let (ours, survey) = (ring_area_m2(&ring), survey_ring_m2(&ring));
            prop_assert!((ours / survey - 1.0).abs() < 1e-9, "{ours} {survey}");
        }
    }
}
