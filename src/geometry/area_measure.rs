//! How a data set's outlines are measured: on the ellipsoid, or in the plane of the coordinates they came in.
//!
//! Owns the choice and the plane's shoelace formula; the ellipsoid's area is [`super::area`]'s.

use super::area::polygon_area_m2;
use super::crs::Crs;
use super::projection::Forward;
use crate::domain::AreaBasis;

/// Measures outlines given in longitude and latitude; shareable between threads.
#[derive(Clone, Debug)]
pub struct AreaMeasure {
    /// The way back to the plane, and the area of its square unit in m²; `None` measures on the ellipsoid.
    plane: Option<(Forward, f64)>,
}

impl AreaMeasure {
    /// The measure of a coordinate system; see [`Crs::area_basis`].
    #[must_use]
    pub fn of(crs: Crs) -> Self {
        let plane = match crs.area_basis() {
            AreaBasis::Ellipsoid => None,
            AreaBasis::Plane => crs.forward().map(|forward| (forward, crs.unit_m() * crs.unit_m())),
        };
        Self { plane }
    }

    /// The area of a polygon of longitudes and latitudes in degrees, m²: its outer ring (the first) less its holes,
    /// whichever way each runs. NaN where the plane does not reach.
    #[must_use]
    pub fn polygon_area_m2(&self, rings: &[&[[f64; 2]]]) -> f64 {
        let Some((forward, square_unit_m2)) = &self.plane else { return polygon_area_m2(rings) };
        let mut areas = rings.iter().map(|ring| {
            let mut plane = ring.to_vec();
            if forward.projected_from_lonlat(&mut plane) { plane_area(&plane).abs() * square_unit_m2 } else { f64::NAN }
        });
        let outer = areas.next().unwrap_or(0.0);
        areas.fold(outer, |area, hole| area - hole)
    }
}

/// The signed area of a ring in its own plane, summed relative to its first position so that digits are kept.
fn plane_area(ring: &[[f64; 2]]) -> f64 {
    let Some((&[x0, y0], rest)) = ring.split_first() else { return 0.0 };
    let sides = rest.iter().zip(rest.iter().skip(1));
    sides.map(|(a, b)| (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)).sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Domain's quad, whose three areas are known.
    const QUAD: [[f64; 2]; 4] = [[120.44, 36.39], [120.444, 36.3905], [120.4436, 36.3932], [120.4404, 36.3928]];

    #[test]
    fn the_domains_quad_has_its_ellipsoid_and_its_plane_area() {
        let ellipsoid = AreaMeasure::of(Crs::LonLat(4490)).polygon_area_m2(&[&QUAD]);
        assert!((ellipsoid - 98_558.735).abs() < 1e-3, "{ellipsoid}");
        // The zone of a datum whose areas are of the plane, with CGCS2000's ellipsoid.
        let zone =
            crate::geometry::Grid::from_proj_text("+proj=tmerc +lon_0=120 +x_0=500000 +a=6378137 +rf=298.257222101");
        let mut plane = QUAD;
        let forward = Crs::Grid(zone.unwrap()).forward().unwrap();
        assert!(forward.projected_from_lonlat(&mut plane));
        assert!((plane_area(&plane).abs() - 98_562.514).abs() < 1e-3);
    }

    #[test]
    fn a_square_of_local_metres_keeps_its_area_and_loses_its_hole() {
        let inverse = Crs::LocalMetres.inverse_about([2000.0, 3000.0]).unwrap();
        let square = |low: f64, high: f64| {
            let mut ring =
                [[low, low], [low, high], [high, high], [high, low], [low, low]].map(|[x, y]| [x + 1500.0, y + 2500.0]);
            assert!(inverse.lonlat_from_projected(&mut ring));
            ring
        };
        let measure = AreaMeasure::of(Crs::LocalMetres);
        let area = measure.polygon_area_m2(&[&square(0.0, 1000.0), &square(100.0, 200.0)]);
        assert!((area - 990_000.0).abs() < 1e-4, "{area}");
    }

    #[test]
    fn a_xian_80_zone_is_measured_in_its_plane() {
        let crs = Crs::from_epsg(2385).unwrap();
        let mut ring =
            [[540_000.0, 4_028_000.0], [541_000.0, 4_028_000.0], [541_000.0, 4_029_000.0], [540_000.0, 4_029_000.0]];
        assert!(crs.inverse().unwrap().lonlat_from_projected(&mut ring));
        let area = AreaMeasure::of(crs).polygon_area_m2(&[&ring]);
        assert!((area - 1e6).abs() < 1e-3, "{area}");
    }
}
