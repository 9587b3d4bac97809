//! Where the edges of a polygon meet: the search behind [`super::validity`].
//!
//! Owns the sweep over the edges and the exact look at each pair; judges nothing. Up to a few edges every pair is looked
//! at, without allocation.

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

use super::winding::Edge;

/// Up to this many edges stand on the stack and every pair is looked at; more are sorted and swept.
pub(super) const FEW_EDGES: usize = 32;
/// From this many edges on the sweep is cut into strips.
const MANY_EDGES: usize = 256;
/// The sweep uses no more strips than this.
const MANY_STRIPS: usize = 1024;
/// More crossings than this need no further proof.
pub(super) const MANY_CROSSINGS: usize = 4096;

/// Where edges meet other than at the vertex they share.
#[derive(Default)]
pub(super) struct Meetings {
    /// Whether any edges touch without crossing.
    pub(super) touches: bool,
    /// Whether a ring runs out and back along its own edge.
    pub(super) spikes: bool,
    /// Latitudes of crossings.
    pub(super) crossings: Vec<f64>,
}

/// Looks at every pair of edges that can meet; sorts the edges if they are many. Stops soon after `enough` crossings.
pub(super) fn find_meetings(edges: &mut [Edge], enough: usize) -> Meetings {
    let mut meetings = Meetings::default();
    if edges.len() <= FEW_EDGES {
        let mut boxes = [[0.0; 4]; FEW_EDGES];
        for (edge, around) in edges.iter().zip(&mut boxes) {
            *around = box_of(edge);
        }
        for (at, a) in edges.iter().enumerate() {
            for (b, around) in edges[at + 1..].iter().zip(&boxes[at + 1..]) {
                if !apart(&boxes[at], around) {
                    meet(a, b, &mut meetings);
                }
            }
        }
        return meetings;
    }
    let west = |edge: &Edge| edge.from[0].min(edge.to[0]);
    edges.sort_unstable_by(|a, b| west(a).total_cmp(&west(b)));
    // From west to east, each edge meets those before it that reach as far east and lie in a strip of its latitudes.
    // The strips keep a long ring, or one of many long edges, from being compared with all of itself.
    let strips = Strips::over(edges);
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); strips.count];
    for (at, a) in edges.iter().enumerate() {
        let (first, last) = strips.of(a);
        for (strip, list) in (first..).zip(&mut lists[first..=last]) {
            list.retain(|&number| {
                let b = &edges[number as usize];
                let reaches = b.from[0].max(b.to[0]) >= west(a);
                // Two edges that share several strips are compared in the first of these.
                if reaches && strip == first.max(strips.of(b).0) && !apart(&box_of(a), &box_of(b)) {
                    meet(a, b, &mut meetings);
                }
                reaches
            });
            list.push(at as u32);
        }
        if meetings.crossings.len() > enough {
            break;
        }
    }
    meetings
}

/// The latitudes of many edges cut into strips of equal height, about as many as the square root of the edges.
struct Strips {
    south: f64,
    per_degree: f64,
    count: usize,
}

impl Strips {
    fn over(edges: &[Edge]) -> Self {
        let latitudes = || edges.iter().map(|edge| edge.from[1]);
        let (south, north) = (latitudes().fold(f64::INFINITY, f64::min), latitudes().fold(f64::NEG_INFINITY, f64::max));
        let count = if edges.len() < MANY_EDGES { 1 } else { (edges.len() as f64).sqrt() as usize }.min(MANY_STRIPS);
        let height = north - south;
        Self { south, per_degree: if height > 0.0 { count as f64 / height } else { 0.0 }, count }
    }

    /// The first and the last strip of an edge.
    fn of(&self, edge: &Edge) -> (usize, usize) {
        let strip = |latitude: f64| (((latitude - self.south) * self.per_degree) as usize).min(self.count - 1);
        let (a, b) = (strip(edge.from[1]), strip(edge.to[1]));
        (a.min(b), a.max(b))
    }
}

/// West, south, east and north of an edge.
#[inline]
fn box_of(edge: &Edge) -> [f64; 4] {
    let ([x, y], [to_x, to_y]) = (edge.from, edge.to);
    [x.min(to_x), y.min(to_y), x.max(to_x), y.max(to_y)]
}

/// Whether two boxes share no place.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "how two edges lie is as good as random: no branches")]
fn apart(a: &[f64; 4], b: &[f64; 4]) -> bool {
    (a[2] < b[0]) | (b[2] < a[0]) | (a[3] < b[1]) | (b[3] < a[1])
}

/// Notes how two edges whose boxes share a place meet. The orientations are exact, so that a touch is not taken for a crossing.
#[inline]
fn meet(a: &Edge, b: &Edge, meetings: &mut Meetings) {
    if a.next == b.id || b.next == a.id {
        let (first, second) = if a.next == b.id { (a, b) } else { (b, a) };
        let back = [first.from[0] - first.to[0], first.from[1] - first.to[1]];
        let on = [second.to[0] - second.from[0], second.to[1] - second.from[1]];
        let runs_back =
            back[0] * on[0] + back[1] * on[1] > 0.0 && side(first.from, first.to, second.to) == Orientation::Collinear;
        meetings.spikes |= runs_back;
        return;
    }
    let (b_from, b_to) = (side(a.from, a.to, b.from), side(a.from, a.to, b.to));
    if b_from == b_to && b_from != Orientation::Collinear {
        return;
    }
    let (a_from, a_to) = (side(b.from, b.to, a.from), side(b.from, b.to, a.to));
    if a_from == a_to && a_from != Orientation::Collinear {
        return;
    }
    if [a_from, a_to, b_from, b_to].contains(&Orientation::Collinear) {
        // Neither edge is wholly to one side of the other and their boxes overlap: an end lies on the other edge.
        meetings.touches = true;
        return;
    }
    let (along_a, along_b) = ([a.to[0] - a.from[0], a.to[1] - a.from[1]], [b.to[0] - b.from[0], b.to[1] - b.from[1]]);
    let off = [b.from[0] - a.from[0], b.from[1] - a.from[1]];
    let t = (off[0] * along_b[1] - off[1] * along_b[0]) / (along_a[0] * along_b[1] - along_a[1] * along_b[0]);
    let t = if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.5 };
    meetings.crossings.push(a.from[1] + t * along_a[1]);
}

/// On which side of a line from one place to another a third lies, exactly.
#[inline]
pub(super) fn side(from: [f64; 2], to: [f64; 2], of: [f64; 2]) -> Orientation {
    RobustKernel::orient2d(Coord::from(from), Coord::from(to), Coord::from(of))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edges(ends: &[([f64; 2], [f64; 2])]) -> Vec<Edge> {
        let edge = |(number, &(from, to)): (usize, &([f64; 2], [f64; 2]))| {
            let id = number as u32 * 2;
            Edge { from, to, ring: 0, id, next: id + 1, sign: 1 }
        };
        ends.iter().enumerate().map(edge).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_sweep_meets_what_looking_at_every_pair_meets(
            starts in prop::collection::vec((-9.0..9.0_f64, -9.0..9.0_f64, -1.0..1.0_f64, -1.0..1.0_f64), 260..400),
            reach in prop::sample::select(vec![[0.3, 0.3], [9.0, 0.01], [0.01, 9.0]]),
        ) {
            let ends: Vec<_> = starts.iter().map(|&(x, y, dx, dy)| ([x, y], [x + dx * reach[0], y + dy * reach[1]])).collect();
            let mut every = Meetings::default();
            let mut all = edges(&ends);
            for (at, a) in all.iter().enumerate() {
                let near = all[at + 1..].iter().filter(|b| !apart(&box_of(a), &box_of(b)));
                near.for_each(|b| meet(a, b, &mut every));
            }
            let swept = find_meetings(&mut all, MANY_CROSSINGS);
            let count = every.crossings.len();
            prop_assert!(count > MANY_CROSSINGS || swept.crossings.len() == count, "{} {}", swept.crossings.len(), count);
            prop_assert_eq!(swept.touches, every.touches);
        }
    }
}
