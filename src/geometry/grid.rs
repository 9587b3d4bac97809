//! Transverse Mercator grids with parameters of their own, as city grids and engineering projects have them.
//!
//! Owns the parameters and their text form; which datum they stand on may be unknown. Kept to the bit, so that a grid
//! can be compared and stored like any other coordinate system.

use std::fmt;

use super::datum::Datum;

/// What a grid is made of, in metres and degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GridParameters {
    /// The datum, as far as it is known.
    pub datum: Datum,
    /// Semi-major axis, metres.
    pub semi_major_m: f64,
    /// Inverse flattening.
    pub inverse_flattening: f64,
    /// Central meridian, degrees east.
    pub meridian: f64,
    /// Latitude of the origin, degrees north.
    pub origin_latitude: f64,
    /// Scale on the central meridian.
    pub scale: f64,
    /// False easting, metres.
    pub false_easting_m: f64,
    /// False northing, metres.
    pub false_northing_m: f64,
    /// Metres per unit of the coordinates.
    pub unit_m: f64,
}

/// A number kept to the bit, so that it has an equality that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Exact(u64);

/// A transverse Mercator grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grid {
    datum: Datum,
    numbers: [Exact; 8],
}

impl Grid {
    /// The grid of these parameters; `None` where they are no grid of the Earth.
    #[must_use]
    pub fn new(parameters: GridParameters) -> Option<Self> {
        let GridParameters { datum, semi_major_m, inverse_flattening, meridian, origin_latitude, scale, .. } =
            parameters;
        let GridParameters { false_easting_m, false_northing_m, unit_m, .. } = parameters;
        let is_sound = (6.3e6..6.45e6).contains(&semi_major_m)
            && (250.0..350.0).contains(&inverse_flattening)
            && meridian.abs() <= 180.0
            && origin_latitude.abs() <= 90.0
            && (0.9..1.1).contains(&scale)
            && false_easting_m.abs() < 1e9
            && false_northing_m.abs() < 1e9
            && (1e-3..1e6).contains(&unit_m);
        // Adding zero makes a negative zero a plain one.
        let exact = |number: f64| Exact((number + 0.0).to_bits());
        is_sound.then(|| Self {
            datum,
            numbers: [
                exact(semi_major_m),
                exact(inverse_flattening),
                exact(meridian),
                exact(origin_latitude),
                exact(scale),
                exact(false_easting_m),
                exact(false_northing_m),
                exact(unit_m),
            ],
        })
    }

    /// Its parameters.
    #[must_use]
    pub fn parameters(self) -> GridParameters {
        let [a, rf, lon, lat, k, x, y, unit] = self.numbers.map(|number| f64::from_bits(number.0));
        GridParameters {
            datum: self.datum,
            semi_major_m: a,
            inverse_flattening: rf,
            meridian: lon,
            origin_latitude: lat,
            scale: k,
            false_easting_m: x,
            false_northing_m: y,
            unit_m: unit,
        }
    }

    /// The grid a proj4 text of its kind (`+proj=tmerc +lon_0=120.5 …`) speaks of; the datum is told by the ellipsoid.
    #[must_use]
    pub fn from_proj_text(text: &str) -> Option<Self> {
        let words: Vec<(&str, &str)> =
            text.split_whitespace().filter_map(|word| word.strip_prefix('+')?.split_once('=')).collect();
        let of = |name: &str| words.iter().find(|(each, _)| *each == name).map(|(_, value)| *value);
        let number = |name: &str, default: f64| of(name).map_or(Some(default), |value| value.parse::<f64>().ok());
        if !matches!(of("proj"), Some("tmerc" | "etmerc")) {
            return None;
        }
        let [a, rf] = match of("ellps") {
            Some("krass") => Datum::Beijing54.ellipsoid(),
            Some("IAU76" | "iau76") => Datum::Xian80.ellipsoid(),
            _ => Datum::Cgcs2000.ellipsoid(),
        };
        let (semi_major_m, inverse_flattening) = (number("a", a)?, number("rf", rf)?);
        Self::new(GridParameters {
            datum: Datum::from_ellipsoid(semi_major_m, inverse_flattening).unwrap_or(Datum::Unknown),
            semi_major_m,
            inverse_flattening,
            meridian: number("lon_0", 0.0)?,
            origin_latitude: number("lat_0", 0.0)?,
            scale: number("k_0", number("k", 1.0)?)?,
            false_easting_m: number("x_0", 0.0)?,
            false_northing_m: number("y_0", 0.0)?,
            unit_m: number("to_meter", 1.0)?,
        })
    }
}

impl fmt::Display for Grid {
    /// The proj4 text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grid = self.parameters();
        write!(
            f,
            "+proj=etmerc +lat_0={} +lon_0={} +k={} +x_0={} +y_0={} +a={} +rf={}",
            grid.origin_latitude,
            grid.meridian,
            grid.scale,
            grid.false_easting_m,
            grid.false_northing_m,
            grid.semi_major_m,
            grid.inverse_flattening,
        )?;
        if grid.unit_m != 1.0 {
            write!(f, " +to_meter={}", grid.unit_m)?;
        }
        write!(f, " +no_defs")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_survives_its_text_to_the_bit() {
        let text = "+proj=tmerc +lat_0=0 +lon_0=120.33333333333333 +k=1 +x_0=150000 +y_0=-3421129 +ellps=krass";
        let grid = Grid::from_proj_text(text).unwrap();
        assert_eq!(grid.parameters().datum, Datum::Beijing54);
        assert_eq!(Grid::from_proj_text(&grid.to_string()), Some(grid));
    }

    #[test]
    fn what_is_no_grid_of_the_earth_is_refused() {
        for text in ["", "+proj=merc +lon_0=120", "+proj=tmerc +lon_0=x", "+proj=tmerc +a=100", "+proj=tmerc +k=nan"] {
            assert_eq!(Grid::from_proj_text(text), None, "{text}");
        }
    }
}
