//! Transverse Mercator backwards: metres of a Gauss–Krüger zone to longitude and latitude.
//!
//! A province in metres is ten million corners to carry, a third of what it takes to read it; the projection library
//! spends twice as long on each. The series are those of L. Krüger (1912) to the sixth order in the third flattening, as
//! given by C. Karney, "Transverse Mercator with an accuracy of a few nanometers" (2011, eq. 36), and, from conformal to
//! geodetic latitude, by K. Kawase (2011). They agree with the library's to a micrometre (see the tests).

/// The coefficients of one ellipsoid and zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct KruegerInverse {
    /// 1 / (radius of the sphere with the meridian's length), 1/m.
    per_metre: f64,
    false_easting_m: f64,
    meridian_degrees: f64,
    /// Of the plane: multiples of 2, 4 … 12 times the angle.
    beta: [f64; 6],
    /// From conformal to geodetic latitude.
    delta: [f64; 6],
}

impl KruegerInverse {
    /// Of a zone on an ellipsoid given by its equatorial radius in metres and 1 / flattening.
    pub(super) fn new(meridian_degrees: f64, false_easting_m: f64, [a, rf]: [f64; 2]) -> Self {
        let n = 1.0 / (2.0 * rf - 1.0);
        let powers = [n, n.powi(2), n.powi(3), n.powi(4), n.powi(5), n.powi(6)];
        // Each row begins with the power of its own number.
        let series = |row: usize, terms: &[f64]| -> f64 { terms.iter().zip(&powers[row..]).map(|(t, p)| t * p).sum() };
        let beta = [
            series(0, &[1.0 / 2.0, -2.0 / 3.0, 37.0 / 96.0, -1.0 / 360.0, -81.0 / 512.0, 96_199.0 / 604_800.0]),
            series(1, &[1.0 / 48.0, 1.0 / 15.0, -437.0 / 1440.0, 46.0 / 105.0, -1_118_711.0 / 3_870_720.0]),
            series(2, &[17.0 / 480.0, -37.0 / 840.0, -209.0 / 4480.0, 5569.0 / 90_720.0]),
            series(3, &[4397.0 / 161_280.0, -11.0 / 504.0, -830_251.0 / 7_257_600.0]),
            series(4, &[4583.0 / 161_280.0, -108_847.0 / 3_991_680.0]),
            series(5, &[20_648_693.0 / 638_668_800.0]),
        ];
        let delta = [
            series(0, &[2.0, -2.0 / 3.0, -2.0, 116.0 / 45.0, 26.0 / 45.0, -2854.0 / 675.0]),
            series(1, &[7.0 / 3.0, -8.0 / 5.0, -227.0 / 45.0, 2704.0 / 315.0, 2323.0 / 945.0]),
            series(2, &[56.0 / 15.0, -136.0 / 35.0, -1262.0 / 105.0, 73_814.0 / 2835.0]),
            series(3, &[4279.0 / 630.0, -332.0 / 35.0, -399_572.0 / 14_175.0]),
            series(4, &[4174.0 / 315.0, -144_838.0 / 6237.0]),
            series(5, &[601_676.0 / 22_275.0]),
        ];
        let radius_m = a / (1.0 + n) * (1.0 + powers[1] / 4.0 + powers[3] / 64.0 + powers[5] / 256.0);
        Self { per_metre: 1.0 / radius_m, false_easting_m, meridian_degrees, beta, delta }
    }

    /// Easting and northing in metres to longitude and latitude in degrees. The caller sees to it that they are within
    /// the reach of the series.
    #[inline]
    pub(super) fn lonlat(&self, [easting_m, northing_m]: [f64; 2]) -> [f64; 2] {
        let (xi, eta) = (northing_m * self.per_metre, (easting_m - self.false_easting_m) * self.per_metre);
        // Everything comes from one sine and one power: those of twice the angle by doubling, those of the angle the
        // series corrects, which is near it, by a small turn.
        let (sin, cos) = xi.sin_cos();
        let grown = eta.exp();
        let double = Complex { sin: 2.0 * sin * cos, cos: (cos - sin) * (cos + sin), grown: grown * grown };
        let [of_xi, of_eta] = sum_of_complex_sines(&self.beta, &double);
        let (sin_of, cos_of) = small_sin_cos(of_xi);
        let (sin_xi, cos_xi) = (sin * cos_of - cos * sin_of, cos * cos_of + sin * sin_of);
        let sinh_eta = sinh(grown * small_exp(-of_eta));
        let across = (sinh_eta * sinh_eta + cos_xi * cos_xi).sqrt();
        // sin and cos of twice the conformal latitude, whose tangent is sin ξ / across.
        let scale = 1.0 / (sin_xi * sin_xi + across * across);
        let sin_double = 2.0 * sin_xi * across * scale;
        let cos_double = (across * across - sin_xi * sin_xi) * scale;
        // The conformal latitude lies a little nearer the equator than ξ.
        let conformal = if cos_xi > NEAR_POLE {
            let nearer = sin_xi * sinh_eta * sinh_eta / ((across + cos_xi) * (across * cos_xi + sin_xi * sin_xi));
            xi - of_xi - small_atan(nearer)
        } else {
            (sin_xi / across).atan()
        };
        let latitude = conformal + sum_of_sines(&self.delta, sin_double, cos_double);
        let longitude = small_atan(sinh_eta / cos_xi);
        [longitude.to_degrees() + self.meridian_degrees, latitude.to_degrees()]
    }
}

/// Sine and cosine of the real part of an angle, and e to the power of its imaginary part.
struct Complex {
    sin: f64,
    cos: f64,
    grown: f64,
}

/// Of y, from e to the power of y, to the rounding of 1: here that is a nanometre on the ground.
#[inline]
fn sinh(grown: f64) -> f64 {
    (grown - 1.0 / grown) / 2.0
}

/// The cosine of ξ within half a degree of a pole, where what lies nearer the equator is no small part of the rest.
const NEAR_POLE: f64 = 0.01;

/// Below this the first terms of the series of sine, cosine and power are exact to the rounding of 1.
const SMALL: f64 = 0.01;

#[inline]
fn small_sin_cos(x: f64) -> (f64, f64) {
    if x.abs() > SMALL {
        return x.sin_cos();
    }
    let square = x * x;
    let sin = x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0)));
    (sin, 1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0)))
}

#[inline]
fn small_exp(x: f64) -> f64 {
    if x.abs() > SMALL {
        return x.exp();
    }
    1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0)))))
}

/// Below a tenth, as across any zone, eight terms of the series x − x³/3 + x⁵/5 − … are exact to the rounding.
#[inline]
fn small_atan(x: f64) -> f64 {
    if x.abs() > 0.1 {
        return x.atan();
    }
    let square = x * x;
    let terms = [15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0].map(|odd| 1.0 / odd);
    x * terms.into_iter().fold(0.0, |sum, term| term - square * sum)
}

/// Σ cₖ sin(kθ), k from 1, by Clenshaw's sum.
#[inline]
fn sum_of_sines(coefficients: &[f64; 6], sin: f64, cos: f64) -> f64 {
    let (mut last, mut before) = (0.0, 0.0);
    for coefficient in coefficients.iter().rev() {
        (last, before) = ((2.0 * cos).mul_add(last, coefficient - before), last);
    }
    last * sin
}

/// The same of the complex angle x + iy: real part Σ cₖ sin(kx) cosh(ky), imaginary part Σ cₖ cos(kx) sinh(ky).
#[inline]
fn sum_of_complex_sines(coefficients: &[f64; 6], &Complex { sin, cos, grown }: &Complex) -> [f64; 2] {
    let shrunk = 1.0 / grown;
    let (sinh, cosh) = ((grown - shrunk) / 2.0, f64::midpoint(grown, shrunk));
    // 2 cos(x + iy)
    let (re, im) = (2.0 * cos * cosh, -2.0 * sin * sinh);
    let (mut last, mut before) = ([0.0; 2], [0.0; 2]);
    for coefficient in coefficients.iter().rev() {
        let next = [re * last[0] - im * last[1] - before[0] + coefficient, re * last[1] + im * last[0] - before[1]];
        (last, before) = (next, last);
    }
    let (sin_re, sin_im) = (sin * cosh, cos * sinh);
    [last[0] * sin_re - last[1] * sin_im, last[0] * sin_im + last[1] * sin_re]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::crs::Crs;
    use super::super::datum::Datum;
    use super::super::projection::Forward;
    use super::super::zone::{Zone, ZoneWidth};
    use super::*;

    const GRS80: [f64; 2] = [6_378_137.0, 298.257_222_101];

    /// Check values of CM 120, computed apart from this program.
    #[test]
    fn the_check_values_come_back_to_a_tenth_of_a_millimetre() {
        let inverse = KruegerInverse::new(120.0, 500_000.0, GRS80);
        for ([lon, lat], [easting, northing]) in [
            ([120.45, 36.39], [540_373.070_2, 4_028_912.154_7]),
            ([121.0, 36.5], [589_592.443_0, 4_041_489.576_7]),
            ([119.6, 36.2], [464_025.720_2, 4_007_809.006_8]),
            ([120.0, 36.0], [500_000.0, 3_985_542.670_3]),
        ] {
            let found = inverse.lonlat([easting, northing]);
            // 1e-9 degrees are a tenth of a millimetre.
            assert!((found[0] - lon).abs() < 2e-9 && (found[1] - lat).abs() < 2e-9, "{found:?}");
        }
    }

    #[test]
    fn at_the_pole_and_on_the_equator_nothing_is_lost() {
        let inverse = KruegerInverse::new(0.0, 0.0, GRS80);
        assert_eq!(inverse.lonlat([0.0, 0.0]), [0.0, 0.0]);
        for beyond_m in [-1000.0, 0.0, 1e-9, 1e-3] {
            let pole = inverse.lonlat([0.0, 10_001_965.729_23 + beyond_m]);
            assert!((pole[1] - 90.0).abs() < 1e-8 + beyond_m.abs() / 111_000.0, "{pole:?}");
        }
    }

    proptest! {
        /// The library's forward projection is another implementation of the same series' other direction.
        #[test]
        fn what_the_library_projects_comes_back(lon in 100.0..140.0_f64, lat in -85.0..85.0_f64, datum in prop::sample::select(Datum::KNOWN.to_vec())) {
            let zone = Zone::numbered(datum, ZoneWidth::Three, 40, true).expect("a zone");
            let forward = Forward::of(Crs::GaussKrueger(zone)).expect("a way");
            let mut there = [[lon, lat]];
            prop_assert!(forward.projected_from_lonlat(&mut there));
            let inverse = KruegerInverse::new(zone.meridian().into(), zone.false_easting_m(), datum.ellipsoid());
            let back = inverse.lonlat(there[0]);
            let off_m = ((back[0] - lon) * lat.to_radians().cos()).hypot(back[1] - lat) * 111_320.0;
            prop_assert!(off_m < 1e-6, "{off_m} m off: {back:?}");
        }
    }
}
