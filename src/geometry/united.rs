//! Several outlines made one: what they cover together, as rings of the even-odd rule.

use geo::orient::{Direction, Orient};
use geo::{LineString, Polygon, unary_union};

use crate::domain::{Shapes, ZoneRings};

/// What polygons cover together, each an outer ring with its holes, in degrees; the first position is not repeated.
#[must_use]
pub fn united<'a>(polygons: impl Iterator<Item = Vec<&'a [[f64; 2]]>>) -> ZoneRings {
    let line = |ring: &[[f64; 2]]| ring.iter().copied().collect::<LineString>();
    let polygons: Vec<Polygon> = polygons.map(|rings| polygon_to_unite(rings.into_iter().map(line))).collect();
    let whole = unary_union(&polygons);
    let rings = whole.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    rings.map(open_ring).filter(|ring| ring.len() > 2).collect()
}

/// A polygon of an outer ring and its holes, wound as union wants it: files have either way.
pub(super) fn polygon_to_unite(mut rings: impl Iterator<Item = LineString>) -> Polygon {
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(outer, rings.collect()).orient(Direction::Default)
}

/// What some parcels cover together.
#[must_use]
pub fn united_parcels(shapes: &Shapes, parcels: impl Iterator<Item = usize>) -> ZoneRings {
    united(parcels.flat_map(|parcel| shapes.polygons_of(parcel)))
}

fn open_ring(ring: &LineString) -> Vec<[f64; 2]> {
    let mut positions: Vec<[f64; 2]> = ring.coords().map(|at| [at.x, at.y]).collect();
    if positions.len() > 1 && positions.first() == positions.last() {
        positions.pop();
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::super::test_shapes::shapes_of;
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<[f64; 2]> {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    }

    fn area(ring: &[[f64; 2]]) -> f64 {
        let [x, y] = ring[0];
        let from_first: Vec<[f64; 2]> = ring.iter().map(|at| [at[0] - x, at[1] - y]).collect();
        let pairs = from_first.iter().zip(from_first.iter().skip(1));
        (pairs.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0).abs()
    }

    #[test]
    fn neighbours_and_parcels_over_each_other_become_one_ring_and_a_hole_stays() {
        let shapes = shapes_of(&[
            vec![vec![square(0.0, 0.0, 10.0), square(4.0, 4.0, 2.0)]],
            vec![vec![square(10.0, 0.0, 10.0)]],
            vec![vec![square(5.0, 0.0, 3.0)]],
            vec![],
        ]);
        let rings = united_parcels(&shapes, 0..4);
        let mut areas: Vec<f64> = rings.iter().map(|ring| area(ring)).collect();
        areas.sort_by(f64::total_cmp);
        let unit = area(shapes.ring(shapes.rings_of(2).start)) / 9.0;
        assert_eq!(areas.len(), 2);
        assert!((areas[0] / unit - 4.0).abs() < 1e-3 && (areas[1] / unit - 200.0).abs() < 1e-2, "{areas:?}");
        assert!(united_parcels(&shapes, 3..4).is_empty());
    }
}
