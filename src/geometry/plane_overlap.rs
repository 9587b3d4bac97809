//! How much of the plane two outlines both cover.
//!
//! Owns the measuring of one pair; which pairs are worth it is [`super::overlap`]'s business. The edges of both are
//! wound up together (`winding`): what is wound round more than once is covered by both. That holds for outlines whose
//! own area counts, with holes and in several parts, and borders that are shared, cut at different places or differ by
//! rounding come out as nothing or next to nothing.

use super::meetings::find_meetings;
use super::validity::open;
use super::winding::{Edge, wound};

/// An axis-parallel box of the plane: least x, least y, greatest x, greatest y.
pub(super) type Extent = [f64; 4];

/// The box that holds nothing.
pub(super) const NO_EXTENT: Extent = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

/// The box around positions.
pub(super) fn extent_of<'a>(positions: impl IntoIterator<Item = &'a [f64; 2]>) -> Extent {
    positions.into_iter().fold(NO_EXTENT, |[w, s, e, n], &[x, y]| [w.min(x), s.min(y), e.max(x), n.max(y)])
}

/// What two boxes share; empty (least above greatest) if nothing.
pub(super) fn shared_extent(a: Extent, b: Extent) -> Extent {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// The area of a box, 0 if it is empty.
pub(super) fn extent_area([west, south, east, north]: Extent) -> f64 {
    (east - west).max(0.0) * (north - south).max(0.0)
}

/// Twice the signed area of a ring, square units of the plane.
pub(super) fn twice_area(ring: &[[f64; 2]]) -> f64 {
    let Some((&[x0, y0], rest)) = open(ring).split_first() else { return 0.0 };
    rest.windows(2).map(|pair| (pair[0][0] - x0) * (pair[1][1] - y0) - (pair[1][0] - x0) * (pair[0][1] - y0)).sum()
}

/// Appends the edges of a polygon, outer ring first, so that its inside is wound round once.
pub(super) fn push_edges<'a>(rings: impl Iterator<Item = &'a [[f64; 2]]>, edges: &mut Vec<Edge>) {
    for (number, ring) in rings.enumerate() {
        let ring = open(ring);
        let Some(&last) = ring.last() else { continue };
        let sign = if (twice_area(ring) > 0.0) == (number == 0) { 1 } else { -1 };
        let first = edges.len() as u32;
        let mut from = last;
        for &to in ring {
            if to != from {
                let id = edges.len() as u32;
                edges.push(Edge { from, to, ring: number as u32, id, next: id + 1, sign });
                from = to;
            }
        }
        if edges.len() as u32 > first
            && let Some(edge) = edges.last_mut()
        {
            edge.next = first;
        }
    }
}

/// The area that two outlines both cover, square units of the plane. Each is a list of edges by [`push_edges`], `window`
/// the box their own boxes share. `scratch` is only kept for its memory.
pub(super) fn covered_by_both(a: &[Edge], b: &[Edge], window: Extent, scratch: &mut Vec<Edge>) -> f64 {
    scratch.clear();
    let shift = a.len() as u32;
    scratch.extend(a.iter().filter_map(|edge| within(edge, window)));
    if scratch.is_empty() {
        return 0.0;
    }
    let from_a = scratch.len();
    // The numbers of the second outline's edges follow on, so that none is taken for a neighbour in the first.
    let moved = |edge: &Edge| Edge { id: edge.id + shift, next: edge.next + shift, ..*edge };
    scratch.extend(b.iter().filter_map(|edge| within(&moved(edge), window)));
    if scratch.len() == from_a {
        return 0.0;
    }
    let meetings = find_meetings(scratch, usize::MAX);
    wound(scratch.iter(), &meetings.crossings).faulty
}

/// The stretch of an edge that bears on a window: what is above, below or to the right of it does not.
fn within(edge: &Edge, [_, south, east, north]: Extent) -> Option<Edge> {
    let (low, high) = (edge.from[1].min(edge.to[1]), edge.from[1].max(edge.to[1]));
    if high <= south || low >= north || edge.from[0].min(edge.to[0]) > east {
        return None;
    }
    let cut = |end: [f64; 2]| {
        let y = end[1].clamp(south, north);
        if y == end[1] {
            return end;
        }
        let along = (y - edge.from[1]) / (edge.to[1] - edge.from[1]);
        [edge.from[0] + along * (edge.to[0] - edge.from[0]), y]
    };
    Some(Edge { from: cut(edge.from), to: cut(edge.to), ..*edge })
}

#[cfg(test)]
pub(super) mod tests {
    use geo::{Area, BooleanOps, ConvexHull, LineString, MultiPoint, Polygon};
    use proptest::prelude::*;

    use super::*;

    pub fn both(a: &[&[[f64; 2]]], b: &[&[[f64; 2]]]) -> f64 {
        let (mut edges_a, mut edges_b) = (Vec::new(), Vec::new());
        push_edges(a.iter().copied(), &mut edges_a);
        push_edges(b.iter().copied(), &mut edges_b);
        let window = shared_extent(extent_of(a[0]), extent_of(b[0]));
        covered_by_both(&edges_a, &edges_b, window, &mut Vec::new())
    }

    fn square(x: f64, y: f64, side: f64) -> [[f64; 2]; 4] {
        [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    }

    #[test]
    fn squares_share_what_they_share() {
        assert_eq!(both(&[&square(0.0, 0.0, 10.0)], &[&square(5.0, 5.0, 10.0)]), 25.0);
        assert_eq!(both(&[&square(0.0, 0.0, 10.0)], &[&square(10.0, 0.0, 10.0)]), 0.0);
        assert_eq!(both(&[&square(0.0, 0.0, 10.0)], &[&square(2.0, 3.0, 4.0)]), 16.0);
        assert_eq!(both(&[&square(0.0, 0.0, 10.0)], &[&square(0.0, 0.0, 10.0)]), 100.0);
        let mut clockwise = square(5.0, 5.0, 10.0);
        clockwise.reverse();
        assert_eq!(both(&[&square(0.0, 0.0, 10.0)], &[&clockwise]), 25.0);
    }

    #[test]
    fn a_parcel_in_anothers_hole_shares_nothing_with_it() {
        let (outer, hole) = (square(0.0, 0.0, 10.0), square(2.0, 2.0, 5.0));
        assert_eq!(both(&[&outer, &hole], &[&hole]), 0.0);
        assert_eq!(both(&[&outer, &hole], &[&square(6.0, 2.0, 2.0)]), 2.0);
    }

    fn convex() -> impl Strategy<Value = Vec<[f64; 2]>> {
        prop::collection::vec((-100.0..100.0_f64, -100.0..100.0_f64), 3..12).prop_map(|points| {
            let hull = MultiPoint::from(points).convex_hull();
            hull.exterior().coords().map(|c| [c.x, c.y]).collect()
        })
    }

    proptest! {
        #[test]
        fn the_overlap_of_convex_outlines_is_the_area_of_their_intersection(a in convex(), b in convex()) {
            let polygon = |ring: &Vec<[f64; 2]>| Polygon::new(LineString::from(ring.clone()), vec![]);
            let expected = polygon(&a).intersection(&polygon(&b)).unsigned_area();
            let found = both(&[&a], &[&b]);
            prop_assert!((found - expected).abs() < 1e-3, "{found} {expected}");
        }

        #[test]
        fn any_two_cells_of_a_grid_with_shared_corners_share_nothing(
            noise in prop::collection::vec((-0.3..0.3_f64, -0.3..0.3_f64), 16), turn in 0.0..6.3_f64,
        ) {
            let corner = |column: usize, row: usize| {
                let (dx, dy) = noise[row * 4 + column];
                let (x, y) = (column as f64 + dx, row as f64 + dy);
                [100.0 * (x * turn.cos() - y * turn.sin()), 100.0 * (x * turn.sin() + y * turn.cos())]
            };
            let cells: Vec<Vec<[f64; 2]>> = (0..9)
                .map(|cell| (cell % 3, cell / 3))
                .map(|(c, r)| vec![corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)])
                .collect();
            for (at, a) in cells.iter().enumerate() {
                for b in &cells[at + 1..] {
                    let found = both(&[a], &[b]);
                    prop_assert!(found < 1e-6, "{found}");
                }
            }
        }
    }
}
