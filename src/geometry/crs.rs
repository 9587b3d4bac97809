//! Coordinate systems a file may be in, by number and by name.
//!
//! Owns which systems are understood and what each means for place and area; knows nothing of files. How positions are
//! carried to degrees is `projection`'s, how names read is `crs_name`'s. All longitudes and latitudes are CGCS2000,
//! from which WGS 84 differs by less than a parcel's survey can tell.

use std::fmt;

use super::china_offset::ChinaOffset;
use super::datum::Datum;
use super::grid::Grid;
use super::projection::{self, Forward, Inverse};
use super::zone::{Zone, ZoneWidth};
use crate::domain::AreaBasis;

/// A coordinate system a file of parcels may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude and latitude in degrees; the EPSG code is 4326 (WGS 84), 4490 (CGCS2000), 4610 (Xi'an 80) or 4214
    /// (Beijing 54).
    LonLat(u32),
    /// A 3° or 6° Gauss–Krüger zone of China, easting and northing in metres.
    GaussKrueger(Zone),
    /// A transverse Mercator grid with parameters of its own.
    Grid(Grid),
    /// Web Mercator in metres (EPSG 3857).
    WebMercator,
    /// Another system of the EPSG register that the projection library knows.
    Epsg(u16),
    /// Longitude and latitude offset as Chinese web maps have them.
    Offset(ChinaOffset),
    /// Metres on a plane of their own: shape and area are known, the place is not.
    LocalMetres,
}

impl Crs {
    /// CGCS2000's 3° zone with central meridian `meridian` (75–135, a multiple of 3), if there is one.
    #[must_use]
    pub fn gauss_krueger(meridian: u8, prefixed: bool) -> Option<Self> {
        Zone::with_meridian(Datum::Cgcs2000, ZoneWidth::Three, meridian, prefixed).map(Self::GaussKrueger)
    }

    /// The system with this EPSG (or, for Web Mercator, ESRI) code, if it is one we understand.
    #[must_use]
    pub fn from_epsg(code: u32) -> Option<Self> {
        match code {
            4326 | 4979 => Some(Self::LonLat(4326)),
            4490 | 4480 => Some(Self::LonLat(4490)),
            4610 | 4214 => Some(Self::LonLat(code)),
            3857 | 3785 | 900_913 | 102_100 | 102_113 => Some(Self::WebMercator),
            _ => Zone::from_epsg(code).map(Self::GaussKrueger).or_else(|| {
                let other = Self::Epsg(u16::try_from(code).ok()?);
                other.inverse().map(|_| other)
            }),
        }
    }

    /// The system's EPSG code, where it has one.
    #[must_use]
    pub fn epsg(self) -> Option<u32> {
        match self {
            Self::LonLat(code) => Some(code),
            Self::GaussKrueger(zone) => Some(zone.epsg()),
            Self::WebMercator => Some(3857),
            Self::Epsg(code) => Some(code.into()),
            Self::Grid(_) | Self::Offset(_) | Self::LocalMetres => None,
        }
    }

    /// The system a name stands for; see `crs_name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        super::crs_name::crs_from_name(name)
    }

    /// Whether positions are longitude and latitude as they stand.
    #[must_use]
    pub fn is_lonlat(self) -> bool {
        matches!(self, Self::LonLat(_))
    }

    /// Whether the file's numbers are degrees.
    #[must_use]
    pub fn is_degrees(self) -> bool {
        match self {
            Self::LonLat(_) | Self::Offset(_) => true,
            Self::Epsg(code) => projection::is_geographic(code),
            Self::GaussKrueger(_) | Self::Grid(_) | Self::WebMercator | Self::LocalMetres => false,
        }
    }

    /// Whether the place on the Earth is known.
    #[must_use]
    pub fn has_place(self) -> bool {
        self != Self::LocalMetres
    }

    /// The datum, as far as it matters for place: [`Datum::Cgcs2000`] stands for all that are brought there exactly.
    #[must_use]
    pub fn datum(self) -> Datum {
        match self {
            Self::LonLat(4610) => Datum::Xian80,
            Self::LonLat(4214) => Datum::Beijing54,
            Self::GaussKrueger(zone) => zone.datum(),
            Self::Grid(grid) => grid.parameters().datum,
            Self::Epsg(code) if projection::has_unknown_shift(code) => Datum::Unknown,
            Self::LonLat(_) | Self::Epsg(_) | Self::WebMercator | Self::Offset(_) | Self::LocalMetres => {
                Datum::Cgcs2000
            }
        }
    }

    /// The same zone or degrees on another datum, where both are known.
    #[must_use]
    pub fn on(self, datum: Datum) -> Self {
        match (self, datum) {
            (Self::GaussKrueger(zone), _) => Self::GaussKrueger(zone.on(datum)),
            (Self::LonLat(_), Datum::Xian80) => Self::LonLat(4610),
            (Self::LonLat(_), Datum::Beijing54) => Self::LonLat(4214),
            (Self::LonLat(4610 | 4214), Datum::Cgcs2000) => Self::LonLat(4490),
            _ => self,
        }
    }

    /// How areas are measured in this system. The plane stands in where the datum cannot be brought to the ellipsoid of
    /// CGCS2000, or where there is no place on it at all.
    #[must_use]
    pub fn area_basis(self) -> AreaBasis {
        match self {
            Self::LocalMetres => AreaBasis::Plane,
            Self::GaussKrueger(_) | Self::Grid(_) if self.datum() != Datum::Cgcs2000 => AreaBasis::Plane,
            _ => AreaBasis::Ellipsoid,
        }
    }

    /// Metres per unit of a plane's coordinates.
    #[must_use]
    pub fn unit_m(self) -> f64 {
        match self {
            Self::Grid(grid) => grid.parameters().unit_m,
            _ => 1.0,
        }
    }

    /// The way from this system's numbers to degrees; `None` for longitude and latitude, which need none, and for
    /// systems the projection library cannot compute. Local metres are laid around their own origin.
    #[must_use]
    pub fn inverse(self) -> Option<Inverse> {
        self.inverse_about([0.0; 2])
    }

    /// As [`Self::inverse`], with local metres laid around `origin`.
    #[must_use]
    pub fn inverse_about(self, origin: [f64; 2]) -> Option<Inverse> {
        Inverse::of(self, origin)
    }

    /// The way from degrees to this system's metres; `None` where there is none or none is needed.
    #[must_use]
    pub fn forward(self) -> Option<Forward> {
        Forward::of(self)
    }
}

impl fmt::Display for Crs {
    /// The stable name, which [`Crs::from_name`] reads again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset(ChinaOffset::Gcj02) => write!(f, "GCJ-02"),
            Self::Offset(ChinaOffset::Bd09) => write!(f, "BD-09"),
            Self::LocalMetres => write!(f, "local"),
            Self::Grid(grid) => write!(f, "{grid}"),
            Self::LonLat(_) | Self::GaussKrueger(_) | Self::WebMercator | Self::Epsg(_) => {
                write!(f, "EPSG:{}", self.epsg().unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crs(code: u32) -> Crs {
        Crs::from_epsg(code).unwrap()
    }

    #[test]
    fn every_code_we_understand_survives_the_way_through_the_type() {
        let codes = (4491..=4554).chain(2327..=2390).chain(2401..=2442).chain([4326, 4490, 3857, 4610, 4214, 32651]);
        for code in codes {
            assert_eq!(crs(code).epsg(), Some(code));
            assert_eq!(Crs::from_name(&crs(code).to_string()), Some(crs(code)));
        }
        assert_eq!(Some(crs(4528)), Crs::gauss_krueger(120, true));
        assert_eq!(Some(crs(4549)), Crs::gauss_krueger(120, false));
        for code in [0, 1, 65_535, 70_000, u32::MAX] {
            assert_eq!(Crs::from_epsg(code), None, "{code}");
        }
    }

    #[test]
    fn areas_are_of_the_plane_where_the_datum_is_not_cgcs2000() {
        for code in [4326, 4490, 4528, 4549, 4498, 3857, 32651, 4610, 27700] {
            assert_eq!(crs(code).area_basis(), AreaBasis::Ellipsoid, "{code}");
        }
        for code in [2364, 2385, 2416, 2437, 21_420] {
            assert_eq!(crs(code).area_basis(), AreaBasis::Plane, "{code}");
        }
        assert_eq!(Crs::LocalMetres.area_basis(), AreaBasis::Plane);
        assert!(!Crs::LocalMetres.has_place() && crs(2364).has_place());
    }

    #[test]
    fn systems_without_a_code_come_back_from_their_names() {
        let grid = Grid::from_proj_text("+proj=tmerc +lon_0=120.5 +x_0=100000 +ellps=krass").unwrap();
        for crs in [Crs::Offset(ChinaOffset::Gcj02), Crs::Offset(ChinaOffset::Bd09), Crs::LocalMetres, Crs::Grid(grid)]
        {
            assert_eq!(Crs::from_name(&crs.to_string()), Some(crs));
            assert_eq!(crs.epsg(), None);
        }
    }
}
