//! Which zone each parcel lies in: by its interior point, with those told that lie across a zone's border.
//!
//! Both sides are outlines in degrees. Where zones overlap, the smallest that holds the point is taken: a park within a
//! park is nearer. Shares are of plane area at the parcel's latitude, which at this size is the share of ground. Knows
//! nothing of names or files.

use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::domain::{Bounds, Shapes};

/// A parcel with more than this share outside its zone lies across the border.
pub const STRADDLING_SHARE: f64 = 0.01;

/// A parcel across the border of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Straddler {
    /// The parcel.
    pub row: u32,
    /// The share of it outside the zone its interior point lies in; of a parcel whose point lies in none, the share in
    /// one.
    pub share_elsewhere: f64,
    /// The other zone that holds most of the rest; `None` where that lies in no zone.
    pub other: Option<u32>,
}

/// Which zone each parcel lies in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneFit {
    /// The zone of each parcel's interior point.
    pub zone_of: Vec<Option<u32>>,
    /// Parcels across a border, by row.
    pub straddlers: Vec<Straddler>,
    /// Parcels with a shape that lie in no zone.
    pub outside: usize,
    /// Parcels without a shape, of which nothing can be said.
    pub without_shape: usize,
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// The zones, indexed by their boxes and by the boxes of their edges.
struct Index<'a> {
    zones: &'a Shapes,
    areas: Vec<f64>,
    boxes: RTree<Boxed>,
    edges: RTree<Rectangle<[f64; 2]>>,
}

fn aabb(bounds: &Bounds) -> AABB<[f64; 2]> {
    AABB::from_corners([bounds.west, bounds.south], [bounds.east, bounds.north])
}

impl<'a> Index<'a> {
    fn new(zones: &'a Shapes) -> Self {
        let boxed = (0..zones.len()).filter_map(|zone| {
            let bounds = zones.bounds_of(zone);
            let corners = ([bounds.west, bounds.south], [bounds.east, bounds.north]);
            (!bounds.is_empty()).then(|| GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), zone as u32))
        });
        let rings = (0..zones.len()).flat_map(|zone| zones.rings_of(zone)).map(|ring| zones.ring(ring));
        let edges = rings.flat_map(|ring| {
            let ends = ring.iter().skip(1).chain(ring.first());
            ring.iter().zip(ends).map(|(&from, &to)| Rectangle::from_corners(from, to))
        });
        let areas = (0..zones.len()).map(|zone| polygons(zones, zone, 1.0).unsigned_area()).collect();
        Self { zones, areas, boxes: RTree::bulk_load(boxed.collect()), edges: RTree::bulk_load(edges.collect()) }
    }

    fn near(&self, envelope: &AABB<[f64; 2]>) -> impl Iterator<Item = u32> + '_ {
        self.boxes.locate_in_envelope_intersecting(envelope).map(|boxed| boxed.data)
    }

    /// The smallest zone that holds a point.
    fn zone_at(&self, point: [f64; 2]) -> Option<u32> {
        let holding = self.near(&AABB::from_point(point)).filter(|&zone| holds(self.zones, zone as usize, point));
        holding.min_by(|&a, &b| self.areas[a as usize].total_cmp(&self.areas[b as usize]))
    }
}

/// The even-odd rule over a zone's rings, in degrees.
fn holds(zones: &Shapes, zone: usize, [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for ring in zones.rings_of(zone).map(|ring| zones.ring(ring)) {
        let ends = ring.iter().skip(1).chain(ring.first());
        for (&[x0, y0], &[x1, y1]) in ring.iter().zip(ends) {
            if (y0 > y) != (y1 > y) && x < x0 + (y - y0) * ((x1 - x0) / (y1 - y0)) {
                inside = !inside;
            }
        }
    }
    inside
}

/// A parcel's or zone's polygons, its longitudes shrunk to the length they have at its latitude.
fn polygons(shapes: &Shapes, row: usize, shrink: f64) -> MultiPolygon<f64> {
    let line =
        |ring: &[[f64; 2]]| LineString::new(ring.iter().map(|&[lon, lat]| Coord { x: lon * shrink, y: lat }).collect());
    let parts = shapes.polygons_of(row).filter_map(|rings| {
        let (outer, holes) = rings.split_first()?;
        Some(Polygon::new(line(outer), holes.iter().map(|hole| line(hole)).collect()))
    });
    MultiPolygon::new(parts.collect())
}

/// Fits parcels into zones. `interior_point` gives a point well inside a parcel, in degrees; `None` without a shape.
#[must_use]
pub fn fit_zones(
    zones: &Shapes,
    parcels: &Shapes,
    interior_point: impl Fn(usize) -> Option<[f64; 2]> + Sync,
) -> ZoneFit {
    let index = Index::new(zones);
    let found: Vec<(Option<Option<u32>>, Option<Straddler>)> = (0..parcels.len())
        .into_par_iter()
        .map(|row| {
            let Some(point) = interior_point(row) else { return (None, None) };
            let zone = index.zone_at(point);
            (Some(zone), straddler(&index, parcels, row, zone))
        })
        .collect();
    let mut fit = ZoneFit::default();
    for (zone, straddler) in found {
        fit.without_shape += usize::from(zone.is_none());
        fit.outside += usize::from(zone == Some(None));
        fit.zone_of.push(zone.flatten());
        fit.straddlers.extend(straddler);
    }
    fit
}

fn straddler(index: &Index<'_>, parcels: &Shapes, row: usize, zone: Option<u32>) -> Option<Straddler> {
    let bounds = parcels.bounds_of(row);
    let envelope = aabb(&bounds);
    // Far from every border a parcel is wholly where its point is; only the others are worth cutting.
    index.edges.locate_in_envelope_intersecting(&envelope).next()?;
    let shrink = bounds.center()[1].to_radians().cos();
    let parcel = polygons(parcels, row, shrink);
    let whole = parcel.unsigned_area();
    if whole <= 0.0 {
        return None;
    }
    let share = |zone: u32| {
        let cut = parcel.intersection(&polygons(index.zones, zone as usize, shrink));
        (cut.unsigned_area() / whole).clamp(0.0, 1.0)
    };
    let elsewhere = index.near(&envelope).filter(|&other| Some(other) != zone).map(|other| (other, share(other)));
    let other = elsewhere.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, share)| *share > STRADDLING_SHARE / 2.0);
    let share_elsewhere = zone.map_or_else(|| other.map_or(0.0, |(_, share)| share), |zone| 1.0 - share(zone));
    (share_elsewhere > STRADDLING_SHARE).then(|| Straddler {
        row: row as u32,
        share_elsewhere,
        other: other.map(|(other, _)| other),
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_shapes::shapes_of;
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<Vec<[f64; 2]>> {
        vec![vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]]
    }

    fn fit(zones: &[Vec<Vec<Vec<[f64; 2]>>>], parcels: &[Vec<Vec<Vec<[f64; 2]>>>]) -> ZoneFit {
        let parcels = shapes_of(parcels);
        let middle = |row: usize| {
            let bounds = parcels.bounds_of(row);
            (!bounds.is_empty()).then(|| bounds.center())
        };
        fit_zones(&shapes_of(zones), &parcels, middle)
    }

    #[test]
    fn a_parcel_lies_in_the_zone_of_its_interior_point_and_those_across_a_border_are_told_with_their_share() {
        let zones = [vec![square(0.0, 0.0, 10.0)], vec![square(10.0, 0.0, 10.0)]];
        let parcels = [
            vec![square(1.0, 1.0, 2.0)],
            vec![square(8.5, 1.0, 2.0)],
            vec![square(18.9, 5.0, 2.0)],
            vec![square(30.0, 0.0, 1.0)],
            vec![],
        ];
        let fit = fit(&zones, &parcels);
        assert_eq!(fit.zone_of, [Some(0), Some(0), Some(1), None, None]);
        assert_eq!((fit.without_shape, fit.outside), (1, 1));
        assert_eq!(fit.straddlers.len(), 2);
        let second = fit.straddlers[0];
        assert_eq!((second.row, second.other), (1, Some(1)));
        assert!((second.share_elsewhere - 0.25).abs() < 1e-6);
        assert!((fit.straddlers[1].share_elsewhere - 0.45).abs() < 1e-6);
        assert_eq!(fit.straddlers[1].other, None);
    }

    #[test]
    fn of_zones_one_within_another_the_inner_is_taken_and_holes_are_outside() {
        let ring_with_hole = vec![square(0.0, 0.0, 10.0).remove(0), square(4.0, 4.0, 2.0).remove(0)];
        let zones = [vec![square(0.0, 0.0, 20.0)], vec![ring_with_hole]];
        let parcels = [vec![square(1.0, 1.0, 1.0)], vec![square(4.5, 4.5, 1.0)], vec![square(15.0, 15.0, 1.0)]];
        assert_eq!(fit(&zones, &parcels).zone_of, [Some(1), Some(0), Some(0)]);
        assert!(fit(&zones, &parcels).straddlers.is_empty());
    }

    #[test]
    fn a_parcel_that_only_shares_a_border_with_its_zone_does_not_lie_across_it() {
        let zones = [vec![square(0.0, 0.0, 10.0)]];
        assert!(fit(&zones, &[vec![square(0.0, 0.0, 10.0)], vec![square(8.0, 8.0, 2.0)]]).straddlers.is_empty());
    }
}
