//! How far a place is from others and from zones, in kilometres.
//!
//! Places are longitudes and latitudes in degrees. What is nearest is found in a plane whose longitudes are shrunk to
//! the length they have at the middle latitude, and then measured on the sphere.

use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, Envelope, RTree};

/// Kilometres between two places on a sphere of the Earth's mean radius (haversine): within 0.5 %, enough for a rule of
/// whole kilometres.
#[must_use]
pub fn great_circle_km([lon_a, lat_a]: [f64; 2], [lon_b, lat_b]: [f64; 2]) -> f64 {
    const RADIUS_KM: f64 = 6371.0088;
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(lat_a, lat_b) + lat_a.to_radians().cos() * lat_b.to_radians().cos() * half(lon_a, lon_b);
    2.0 * RADIUS_KM * h.sqrt().min(1.0).asin()
}

/// The plane in which the nearest is looked for.
#[derive(Clone, Copy, Debug)]
struct Plane {
    /// The length of a degree of longitude in degrees of latitude.
    shrink: f64,
}

impl Plane {
    fn about(positions: impl Iterator<Item = [f64; 2]>) -> Self {
        let (south, north) = positions
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(south, north), [_, lat]| (lat.min(south), lat.max(north)));
        let middle = if south <= north { f64::midpoint(south, north) } else { 0.0 };
        Self { shrink: middle.to_radians().cos().max(1e-6) }
    }

    fn plane(self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [lon * self.shrink, lat]
    }

    fn lonlat(self, [x, y]: [f64; 2]) -> [f64; 2] {
        [x / self.shrink, y]
    }
}

/// Places of which the nearest is asked for.
#[derive(Clone, Debug)]
pub struct Places {
    tree: RTree<[f64; 2]>,
    plane: Plane,
}

impl Places {
    /// These places.
    #[must_use]
    pub fn new(places: &[[f64; 2]]) -> Self {
        let plane = Plane::about(places.iter().copied());
        Self { tree: RTree::bulk_load(places.iter().map(|&place| plane.plane(place)).collect()), plane }
    }

    /// Kilometres to the nearest; `None` without any.
    #[must_use]
    pub fn nearest_km(&self, place: [f64; 2]) -> Option<f64> {
        let nearest = self.tree.nearest_neighbor(&self.plane.plane(place))?;
        Some(great_circle_km(place, self.plane.lonlat(*nearest)))
    }
}

/// Zones of which the nearest is asked for.
#[derive(Clone, Debug)]
pub struct ZoneIndex {
    /// Each edge with the number of its zone.
    edges: RTree<GeomWithData<Line<[f64; 2]>, u32>>,
    plane: Plane,
}

impl ZoneIndex {
    /// Zones, each of closed rings whose first position is not repeated.
    #[must_use]
    pub fn new(zones: &[&[Vec<[f64; 2]>]]) -> Self {
        let plane = Plane::about(zones.iter().copied().flatten().flatten().copied());
        let mut edges = Vec::new();
        for (zone, rings) in (0..).zip(zones) {
            for ring in *rings {
                let ends = ring.iter().skip(1).chain(ring.first());
                let edge = |(&from, &to)| GeomWithData::new(Line::new(plane.plane(from), plane.plane(to)), zone);
                edges.extend(ring.iter().zip(ends).map(edge));
            }
        }
        Self { edges: RTree::bulk_load(edges), plane }
    }

    /// Whether there is no zone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.size() == 0
    }

    /// Kilometres to the nearest zone's border, 0 inside a zone; `None` without any.
    #[must_use]
    pub fn nearest_km(&self, place: [f64; 2]) -> Option<f64> {
        if self.contains(place) {
            return Some(0.0);
        }
        let at = self.plane.plane(place);
        let nearest = self.edges.nearest_neighbor(&at)?;
        Some(great_circle_km(place, self.plane.lonlat(nearest.geom().nearest_point(&at))))
    }

    /// Whether a place is inside any zone: by the edges a line due east of it crosses.
    #[must_use]
    pub fn contains(&self, place: [f64; 2]) -> bool {
        let [x, y] = self.plane.plane(place);
        let all = self.edges.root().envelope();
        if !all.contains_point(&[x, y]) {
            return false;
        }
        let line = AABB::from_corners([x, y], [all.upper()[0], y]);
        let crosses = |line: &Line<[f64; 2]>| {
            let ([x0, y0], [x1, y1]) = (line.from, line.to);
            (y0 > y) != (y1 > y) && x < x0 + (y - y0) * ((x1 - x0) / (y1 - y0))
        };
        let near = self.edges.locate_in_envelope_intersecting(&line);
        let mut crossed: Vec<u32> = near.filter(|edge| crosses(edge.geom())).map(|edge| edge.data).collect();
        crossed.sort_unstable();
        crossed.chunk_by(|a, b| a == b).any(|edges| edges.len() % 2 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, side: f64) -> Vec<[f64; 2]> {
        vec![[west, south], [west + side, south], [west + side, south + side], [west, south + side]]
    }

    #[test]
    fn a_hundredth_of_a_degree_is_about_a_kilometre() {
        assert!((great_circle_km([120.0, 36.0], [120.0, 36.01]) - 1.112).abs() < 1e-3);
        assert!((great_circle_km([120.0, 36.0], [120.01, 36.0]) - 0.8996).abs() < 1e-3);
        assert_eq!(great_circle_km([120.0, 36.0], [120.0, 36.0]), 0.0);
    }

    #[test]
    fn a_zone_is_as_far_as_its_border_and_nought_inside_but_not_in_its_hole() {
        let with_hole = vec![square(120.0, 36.0, 0.1), square(120.04, 36.04, 0.02)];
        let other = vec![square(120.05, 36.05, 0.1)];
        let km = |zones: &[&[Vec<[f64; 2]>]], place| ZoneIndex::new(zones).nearest_km(place);
        assert_eq!(km(&[], [120.0, 36.0]), None);
        for (place, expected) in [
            // Inside, in the hole 0.01° from its border, north of a side, off a corner.
            ([120.01, 36.01], 0.0),
            ([120.05, 36.05], great_circle_km([120.05, 36.05], [120.06, 36.05])),
            ([120.05, 36.12], great_circle_km([120.05, 36.12], [120.05, 36.1])),
            ([120.11, 36.11], great_circle_km([120.11, 36.11], [120.1, 36.1])),
        ] {
            let found = km(&[&with_hole], place).unwrap();
            assert!((found - expected).abs() < 1e-6, "{place:?} {found} {expected}");
        }
        // Where two zones lie over each other both hold the place.
        assert_eq!(km(&[&with_hole, &other], [120.07, 36.07]), Some(0.0));
        assert_eq!(km(&[&with_hole, &other], [120.051, 36.051]), Some(0.0));
        let index = ZoneIndex::new(&[&with_hole]);
        assert!(index.contains([120.01, 36.01]) && !index.contains([120.05, 36.05]) && !index.contains([119.0, 36.05]));
        assert!(ZoneIndex::new(&[]).is_empty() && !ZoneIndex::new(&[]).contains([120.0, 36.0]));
    }

    #[test]
    fn of_places_the_nearest_on_the_ground_counts_not_the_nearest_in_degrees() {
        // At 60° a degree of longitude is half as long.
        let places = Places::new(&[[10.0, 60.5], [10.8, 60.0]]);
        let expected = great_circle_km([10.0, 60.0], [10.8, 60.0]);
        assert!((places.nearest_km([10.0, 60.0]).unwrap() - expected).abs() < 1e-9);
        assert_eq!(Places::new(&[]).nearest_km([0.0, 0.0]), None);
    }
}
