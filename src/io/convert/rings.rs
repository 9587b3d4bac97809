//! The rings of a Shapefile polygon, sorted out: which are outer ones, and which hole is in which.
//!
//! A Shapefile lists all rings of a shape after one another; an outer ring runs clockwise, a hole the other way. Which
//! outer ring a hole belongs to is not written down and is found by lying in it.

/// A ring and which way it runs.
pub(super) struct Ring {
    /// Whether it runs as an outer ring does.
    pub(super) is_outer: bool,
    /// Its positions, the last one the first again.
    pub(super) positions: Vec<[f64; 2]>,
}

/// The rings of one shape, as polygons.
pub(super) struct Polygons {
    /// Each polygon's rings by their index, the outer one first.
    pub(super) parts: Vec<Vec<usize>>,
    /// Whether a ring that runs as a hole lies in no outer one and was taken for an outer one itself.
    pub(super) has_turned_ring: bool,
}

/// Sorts rings into polygons, in the order of their outer rings.
pub(super) fn polygons(rings: &[Ring]) -> Polygons {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut outers: Vec<(usize, [f64; 4], f64)> = Vec::new();
    for (index, ring) in rings.iter().enumerate().filter(|(_, ring)| ring.is_outer) {
        parts.push(vec![index]);
        outers.push((index, bounds(&ring.positions), twice_area(&ring.positions).abs()));
    }
    let mut has_turned_ring = false;
    for (index, ring) in rings.iter().enumerate().filter(|(_, ring)| !ring.is_outer) {
        let around = bounds(&ring.positions);
        let holds = |(outer, box_of_outer, _): &&(usize, [f64; 4], f64)| {
            box_holds(*box_of_outer, around) && lies_in(&ring.positions, &rings[*outer].positions)
        };
        // Of outer rings within one another, the hole is in the innermost.
        let innermost = outers.iter().filter(holds).min_by(|a, b| a.2.total_cmp(&b.2));
        if let Some(part) = innermost.and_then(|(outer, ..)| parts.iter_mut().find(|part| part[0] == *outer)) {
            part.push(index);
        } else {
            has_turned_ring = true;
            parts.push(vec![index]);
        }
    }
    Polygons { parts, has_turned_ring }
}

fn bounds(positions: &[[f64; 2]]) -> [f64; 4] {
    positions.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |all, [x, y]| {
        [all[0].min(*x), all[1].min(*y), all[2].max(*x), all[3].max(*y)]
    })
}

fn box_holds(outer: [f64; 4], inner: [f64; 4]) -> bool {
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
}

fn twice_area(positions: &[[f64; 2]]) -> f64 {
    let Some(&[x0, y0]) = positions.first() else { return 0.0 };
    positions.windows(2).map(|edge| (edge[0][0] - x0) * (edge[1][1] - y0) - (edge[1][0] - x0) * (edge[0][1] - y0)).sum()
}

/// Whether a ring lies in another: decided by its first position that is not on the other's outline.
fn lies_in(ring: &[[f64; 2]], outer: &[[f64; 2]]) -> bool {
    ring.iter().find_map(|position| side(*position, outer)).unwrap_or(true)
}

/// Whether a position is inside a ring; `None` on its outline.
fn side([x, y]: [f64; 2], ring: &[[f64; 2]]) -> Option<bool> {
    let mut inside = false;
    for edge in ring.windows(2) {
        let ([x0, y0], [x1, y1]) = (edge[0], edge[1]);
        let turn = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
        let in_box = x >= x0.min(x1) && x <= x0.max(x1) && y >= y0.min(y1) && y <= y0.max(y1);
        if turn == 0.0 && in_box {
            return None;
        }
        if (y0 <= y) != (y1 <= y) && (turn > 0.0) == (y1 > y0) {
            inside = !inside;
        }
    }
    Some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64, is_outer: bool) -> Ring {
        let mut positions = vec![[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]];
        if !is_outer {
            positions.reverse();
        }
        Ring { is_outer, positions }
    }

    #[test]
    fn each_hole_goes_to_the_innermost_ring_around_it() {
        // An island in a lake, with a pond on it, beside another parcel with a hole that touches its edge.
        let rings = [
            square(2.0, 2.0, 8.0, false),
            square(5.0, 5.0, 1.0, false),
            square(0.0, 0.0, 12.0, true),
            square(4.0, 4.0, 4.0, true),
            square(20.0, 0.0, 5.0, true),
            square(20.0, 1.0, 1.0, false),
        ];
        let polygons = polygons(&rings);
        assert_eq!(polygons.parts, [vec![2, 0], vec![3, 1], vec![4, 5]]);
        assert!(!polygons.has_turned_ring);
    }

    #[test]
    fn a_lone_ring_that_runs_the_wrong_way_is_a_parcel_all_the_same() {
        let polygons = polygons(&[square(0.0, 0.0, 1.0, false)]);
        assert!(polygons.parts == [vec![0]] && polygons.has_turned_ring);
    }
}
