//! Whether a polygon's outline has a meaningful area.
//!
//! Owns the verdict on rings of longitudes and latitudes; repairs nothing (see [`super::repair`]). The rule: an area counts if no place is
//! wound round twice, backwards, or by a hole outside its outer ring. A ring may touch itself, repeat a position, or
//! run back along its own edge, and its area still counts, with a finding.
//!
//! Most outlines have few vertices and are simple: for those every pair of edges is looked at, without allocation.
//! Only where edges meet, or rings lie in one another, is the winding added up slab by slab (`winding`).

use geo::kernels::Orientation;

use super::meetings::{FEW_EDGES, MANY_CROSSINGS, find_meetings, side};
use super::winding::{Edge, wound};

/// What is wrong with a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RingFault {
    /// Fewer than three distinct positions.
    TooFewPoints,
    /// The last position is not the first. Rings are handed over open or closed, so only a reader can tell this.
    NotClosed,
    /// All positions on one line.
    ZeroArea,
    /// Edges cross: part of the area is counted twice or negatively (a bow-tie).
    SelfCrossing,
    /// The ring meets itself without crossing: a finding only, its area counts.
    TouchesItself,
    /// A coordinate is NaN or infinite.
    NotFinite,
    /// A longitude beyond ±360° (an outline may lie across the date line) or a latitude beyond ±90°.
    OutOfRange,
    /// A hole is outside its outer ring, or overlaps another hole.
    HoleOutside,
}

/// The verdict on a polygon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Validity {
    /// Its area counts.
    Valid,
    /// Its area counts, but a ring repeats a position.
    RepeatsPoints,
    /// Its area counts, but a ring touches itself or another.
    TouchesItself,
    /// Its area counts, but a ring runs out and back along its own edge.
    Spike,
    /// Its area means nothing.
    Invalid(RingFault),
}

/// A polygon thinner than this (its area over the square of its extent) is a line with rounding.
const LEAST_FULLNESS: f64 = 1e-10;
/// Up to this share of its area a polygon may be wound wrongly: what rounding of coordinates makes of a touch.
const ROUNDING_SHARE: f64 = 1e-8;
/// More steps than this, some seconds' worth, are not taken for one polygon.
const MANY_TESTS: usize = 100_000_000;

/// The verdict on a polygon, its outer ring first; rings open or closed, longitude and latitude in degrees. A polygon
/// without rings has too few points.
#[must_use]
pub fn polygon_validity(rings: &[&[[f64; 2]]]) -> Validity {
    let total: usize = rings.iter().map(|ring| open(ring).len()).sum();
    let mut few = [Edge::default(); FEW_EDGES];
    let mut many = Vec::new();
    let edges = if total <= FEW_EDGES {
        &mut few[..]
    } else {
        many.resize(total, Edge::default());
        &mut many[..]
    };
    let mut count = 0;
    let mut thin = false;
    for (number, ring) in rings.iter().enumerate() {
        match fill_edges(open(ring), number as u32, &mut edges[count..], count as u32) {
            Ok(filled) => {
                count += filled.edges;
                thin |= number == 0 && filled.thin;
            }
            Err(fault) => return Validity::Invalid(fault),
        }
    }
    if count == 0 {
        return Validity::Invalid(RingFault::TooFewPoints);
    }
    let repeats = count < total;
    let edges = &mut edges[..count];
    let meetings = find_meetings(edges, MANY_CROSSINGS);
    if meetings.crossings.len() > MANY_CROSSINGS {
        return Validity::Invalid(RingFault::SelfCrossing);
    }
    let met = meetings.touches || meetings.spikes || !meetings.crossings.is_empty();
    let apart = !met && !thin;
    if apart && rings.len() > 1 && (rings.len() - 1) * count <= MANY_TESTS {
        // Rings that nowhere meet lie wholly inside or outside one another.
        if !holes_lie_well(rings) {
            return Validity::Invalid(RingFault::HoleOutside);
        }
    } else if !apart || rings.len() > 1 {
        if too_intricate(edges, meetings.crossings.len()) {
            let crossed = !meetings.crossings.is_empty();
            return if crossed { Validity::Invalid(RingFault::SelfCrossing) } else { Validity::TouchesItself };
        }
        let whole = wound(edges.iter(), &meetings.crossings);
        if whole.total <= LEAST_FULLNESS * extent_squared(edges) {
            return Validity::Invalid(RingFault::ZeroArea);
        }
        if whole.faulty > ROUNDING_SHARE * whole.total {
            return Validity::Invalid(blame(edges, rings.len(), &meetings.crossings));
        }
    }
    if meetings.spikes {
        Validity::Spike
    } else if met {
        Validity::TouchesItself
    } else if repeats {
        Validity::RepeatsPoints
    } else {
        Validity::Valid
    }
}

/// Whether each hole's first position is inside the outer ring and in no other hole.
fn holes_lie_well(rings: &[&[[f64; 2]]]) -> bool {
    let Some((outer, holes)) = rings.split_first() else { return true };
    holes.iter().enumerate().all(|(number, hole)| {
        let at = hole[0];
        let in_another = || holes.iter().enumerate().any(|(other, ring)| other != number && is_inside(at, ring));
        is_inside(at, outer) && !in_another()
    })
}

/// Whether a position that is on no edge of a ring is inside it, by the edges east of it.
fn is_inside(at: [f64; 2], ring: &[[f64; 2]]) -> bool {
    let Some(&last) = ring.last() else { return false };
    let mut from = last;
    let mut inside = false;
    for &to in ring {
        if (from[1] > at[1]) != (to[1] > at[1]) {
            let left_of_it = side(from, to, at) == Orientation::CounterClockwise;
            inside ^= left_of_it == (to[1] > from[1]);
        }
        from = to;
    }
    inside
}

/// Whether adding up the winding would take many seconds: edges times the edges beside each. No outline that was
/// surveyed is; one that is counts as crossing itself where edges cross, and else as touching itself.
fn too_intricate(edges: &[Edge], crossings: usize) -> bool {
    let latitudes = || edges.iter().map(|edge| edge.from[1]);
    let height = latitudes().fold(f64::NEG_INFINITY, f64::max) - latitudes().fold(f64::INFINITY, f64::min);
    let climbed: f64 = edges.iter().map(|edge| (edge.to[1] - edge.from[1]).abs()).sum();
    (edges.len() + crossings) as f64 * climbed > MANY_TESTS as f64 * height
}

/// A ring without the closing repeat of its first position.
pub(super) fn open(ring: &[[f64; 2]]) -> &[[f64; 2]] {
    match ring {
        [first, open @ .., last] if first == last => &ring[..=open.len()],
        _ => ring,
    }
}

/// What [`fill_edges`] found on its way.
struct Filled {
    edges: usize,
    thin: bool,
}

/// Writes an open ring's edges, those without length left out, and checks its numbers.
fn fill_edges(ring: &[[f64; 2]], number: u32, edges: &mut [Edge], first_id: u32) -> Result<Filled, RingFault> {
    let (mut least, mut greatest) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let mut finite = true;
    for position in ring {
        for axis in 0..2 {
            finite &= position[axis].is_finite();
            least[axis] = least[axis].min(position[axis]);
            greatest[axis] = greatest[axis].max(position[axis]);
        }
    }
    if !finite {
        return Err(RingFault::NotFinite);
    }
    if least[0] < -360.0 || greatest[0] > 360.0 || least[1] < -90.0 || greatest[1] > 90.0 {
        return Err(RingFault::OutOfRange);
    }
    let (Some(&origin), Some(&last)) = (ring.first(), ring.last()) else { return Err(RingFault::TooFewPoints) };
    let mut count = 0;
    let mut twice_area = 0.0;
    let mut from = last;
    for &to in ring {
        if to != from {
            let id = first_id + count as u32;
            edges[count] = Edge { from, to, ring: number, id, next: id + 1, sign: 0 };
            twice_area += (from[0] - origin[0]) * (to[1] - origin[1]) - (to[0] - origin[0]) * (from[1] - origin[1]);
            count += 1;
            from = to;
        }
    }
    if count < 3 {
        return Err(RingFault::TooFewPoints);
    }
    let counter_clockwise = twice_area > 0.0;
    let sign = if counter_clockwise == (number == 0) { 1 } else { -1 };
    for edge in &mut edges[..count] {
        edge.sign = sign;
    }
    edges[count - 1].next = first_id;
    let (width, height) = (greatest[0] - least[0], greatest[1] - least[1]);
    Ok(Filled { edges: count, thin: twice_area.abs() <= 2.0 * LEAST_FULLNESS * (width * width + height * height) })
}

/// The square of the outer ring's extent.
fn extent_squared(edges: &[Edge]) -> f64 {
    let outer = || edges.iter().filter(|edge| edge.ring == 0);
    [0, 1]
        .map(|axis| {
            let least = outer().map(|edge| edge.from[axis]).fold(f64::INFINITY, f64::min);
            let greatest = outer().map(|edge| edge.from[axis]).fold(f64::NEG_INFINITY, f64::max);
            (greatest - least) * (greatest - least)
        })
        .iter()
        .sum()
}

/// Which fault makes the winding wrong: a ring by itself, or how the rings lie to one another.
fn blame(edges: &[Edge], rings: usize, crossings: &[f64]) -> RingFault {
    let alone = |ring: u32| {
        // By itself a hole is an outline like any other.
        let own: Vec<Edge> = edges
            .iter()
            .filter(|edge| edge.ring == ring)
            .map(|edge| Edge { sign: if ring == 0 { edge.sign } else { -edge.sign }, ..*edge })
            .collect();
        wound(own.iter(), crossings)
    };
    let crosses_itself = (0..rings as u32).map(alone).any(|ring| ring.faulty > ROUNDING_SHARE * ring.total);
    if crosses_itself { RingFault::SelfCrossing } else { RingFault::HoleOutside }
}

#[cfg(test)]
mod tests {
    use geo::{Area, BooleanOps, LineString, Polygon, Validation};
    use proptest::prelude::*;

    use super::*;

    type Ring<'a> = &'a [[f64; 2]];

    /// Rings in metres, put down near Jimo.
    fn verdict(rings: &[Ring]) -> Validity {
        let scaled: Vec<Vec<[f64; 2]>> = rings
            .iter()
            .map(|ring| ring.iter().map(|[x, y]| [120.45 + x * 1.1e-5, 36.39 + y * 0.9e-5]).collect())
            .collect();
        let refs: Vec<Ring> = scaled.iter().map(Vec::as_slice).collect();
        polygon_validity(&refs)
    }

    const SQUARE: [[f64; 2]; 4] = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]];

    fn square(x: f64, y: f64, side: f64) -> [[f64; 2]; 4] {
        SQUARE.map(|[u, v]| [x + u * side / 100.0, y + v * side / 100.0])
    }

    #[test]
    fn simple_rings_are_valid_open_or_closed_either_way_round() {
        let mut ring = SQUARE.to_vec();
        assert_eq!(verdict(&[&ring]), Validity::Valid);
        ring.push(SQUARE[0]);
        assert_eq!(verdict(&[&ring]), Validity::Valid);
        ring.reverse();
        assert_eq!(verdict(&[&ring]), Validity::Valid);
        let concave = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [50.0, 20.0], [0.0, 100.0]];
        assert_eq!(verdict(&[&concave]), Validity::Valid);
        let straight_on = [[0.0, 0.0], [50.0, 0.0], [100.0, 0.0], [100.0, 100.0]];
        assert_eq!(verdict(&[&straight_on]), Validity::Valid);
    }

    #[test]
    fn bow_ties_are_invalid_also_where_their_crossing_is_a_vertex() {
        let fault = Validity::Invalid(RingFault::SelfCrossing);
        assert_eq!(verdict(&[&[[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 100.0]]]), fault);
        assert_eq!(verdict(&[&[[0.0, 0.0], [100.0, 100.0], [100.0, 30.0], [0.0, 100.0]]]), fault);
        let through = [[0.0, 0.0], [50.0, 50.0], [100.0, 100.0], [100.0, 0.0], [50.0, 50.0], [0.0, 100.0]];
        assert_eq!(verdict(&[&through]), fault);
        let twice_round = [SQUARE, SQUARE].concat();
        assert_eq!(verdict(&[&twice_round]), fault);
        let pentagram: Vec<[f64; 2]> = (0..5)
            .map(|i| (f64::from(i) * 2.0 * std::f64::consts::TAU / 5.0).sin_cos())
            .map(|(sin, cos)| [100.0 * cos, 100.0 * sin])
            .collect();
        assert_eq!(verdict(&[&pentagram]), fault);
    }

    #[test]
    fn rings_that_only_touch_themselves_keep_their_area() {
        let at_a_vertex = [[0.0, 0.0], [50.0, 50.0], [0.0, 100.0], [100.0, 100.0], [50.0, 50.0], [100.0, 0.0]];
        assert_eq!(verdict(&[&at_a_vertex]), Validity::TouchesItself);
        let on_an_edge = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [50.0, 0.0], [0.0, 100.0]];
        assert_eq!(verdict(&[&on_an_edge]), Validity::TouchesItself);
        let spike =
            [[0.0, 0.0], [100.0, 0.0], [100.0, 50.0], [150.0, 50.0], [100.0, 50.0], [100.0, 100.0], [0.0, 100.0]];
        assert_eq!(verdict(&[&spike]), Validity::Spike);
        let repeated = [SQUARE[0], SQUARE[1], SQUARE[1], SQUARE[2], SQUARE[3]];
        assert_eq!(verdict(&[&repeated]), Validity::RepeatsPoints);
        let hole_by_a_cut = [
            [0.0, 0.0],
            [100.0, 0.0],
            [100.0, 100.0],
            [0.0, 100.0],
            [0.0, 0.0],
            [20.0, 20.0],
            [20.0, 40.0],
            [40.0, 40.0],
            [40.0, 20.0],
            [20.0, 20.0],
        ];
        assert_eq!(verdict(&[&hole_by_a_cut]), Validity::TouchesItself);
    }

    #[test]
    fn rings_with_nothing_in_them_are_invalid() {
        let few = Validity::Invalid(RingFault::TooFewPoints);
        assert_eq!(polygon_validity(&[]), few);
        assert_eq!(verdict(&[&[]]), few);
        assert_eq!(verdict(&[&SQUARE[..2]]), few);
        assert_eq!(verdict(&[&[[0.0, 0.0], [1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]]), few);
        assert_eq!(verdict(&[&[[0.0, 0.0]; 5]]), few);
        let line = Validity::Invalid(RingFault::ZeroArea);
        assert_eq!(verdict(&[&[[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]]]), line);
        assert_eq!(verdict(&[&[[0.0, 0.0], [50.0, 35.0], [100.0, 70.0]]]), line);
        assert_eq!(verdict(&[&[[0.0, 0.0], [50.0, 35.0], [100.0, 70.0], [50.0, 35.0]]]), line);
    }

    #[test]
    fn absurd_numbers_are_named_as_such() {
        let with = |bad: [f64; 2]| polygon_validity(&[&[[120.0, 36.0], [121.0, 36.0], bad]]);
        assert_eq!(with([f64::NAN, 36.0]), Validity::Invalid(RingFault::NotFinite));
        assert_eq!(with([120.0, f64::INFINITY]), Validity::Invalid(RingFault::NotFinite));
        assert_eq!(with([361.0, 36.0]), Validity::Invalid(RingFault::OutOfRange));
        assert_eq!(with([1e300, 36.0]), Validity::Invalid(RingFault::OutOfRange));
        assert_eq!(with([120.0, -91.0]), Validity::Invalid(RingFault::OutOfRange));
    }

    #[test]
    fn holes_belong_inside_and_apart() {
        assert_eq!(verdict(&[&SQUARE, &square(20.0, 20.0, 30.0)]), Validity::Valid);
        assert_eq!(verdict(&[&SQUARE, &square(10.0, 10.0, 30.0), &square(60.0, 10.0, 30.0)]), Validity::Valid);
        let touching_corner = square(10.0, 10.0, 30.0);
        assert_eq!(verdict(&[&SQUARE, &touching_corner, &square(40.0, 40.0, 30.0)]), Validity::TouchesItself);
        let outside = Validity::Invalid(RingFault::HoleOutside);
        assert_eq!(verdict(&[&SQUARE, &square(200.0, 0.0, 30.0)]), outside);
        assert_eq!(verdict(&[&SQUARE, &square(80.0, 20.0, 40.0)]), outside);
        assert_eq!(verdict(&[&SQUARE, &square(-50.0, -50.0, 300.0)]), outside);
        assert_eq!(verdict(&[&SQUARE, &square(10.0, 10.0, 30.0), &square(20.0, 20.0, 30.0)]), outside);
        assert_eq!(verdict(&[&SQUARE, &square(10.0, 10.0, 60.0), &square(20.0, 20.0, 20.0)]), outside);
        let bow_tie = [[20.0, 20.0], [40.0, 40.0], [40.0, 20.0], [20.0, 40.0]];
        assert_eq!(verdict(&[&SQUARE, &bow_tie]), Validity::Invalid(RingFault::SelfCrossing));
    }

    #[test]
    fn many_vertices_are_swept_to_the_same_verdicts() {
        let circle: Vec<[f64; 2]> = (0..5000)
            .map(|i| (f64::from(i) * std::f64::consts::TAU / 5000.0).sin_cos())
            .map(|(sin, cos)| [500.0 * cos, 500.0 * sin])
            .collect();
        assert_eq!(verdict(&[&circle]), Validity::Valid);
        assert_eq!(verdict(&[&circle, &square(-10.0, -10.0, 20.0)]), Validity::Valid);
        let mut crossed = circle.clone();
        crossed.swap(100, 2500);
        assert_eq!(verdict(&[&crossed]), Validity::Invalid(RingFault::SelfCrossing));
        let mut touching = circle;
        touching[100] = touching[2500];
        assert_eq!(verdict(&[&touching]), Validity::TouchesItself);
    }

    proptest! {
        /// On a coarse grid touches, overlaps and crossings are all frequent.
        #[test]
        fn verdicts_agree_with_geo(points in prop::collection::vec((0_i8..6, 0_i8..6), 3..9)) {
            let ring: Vec<[f64; 2]> = points.iter().map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
            let polygon = Polygon::new(LineString::from(ring.clone()), vec![]);
            let verdict = polygon_validity(&[&ring]);
            if verdict == Validity::Invalid(RingFault::ZeroArea) {
                // geo lets a ring on one line pass.
                prop_assert_eq!(polygon.unsigned_area(), 0.0);
            } else if polygon.is_valid() {
                prop_assert!(!matches!(verdict, Validity::Invalid(_)), "{verdict:?}");
            } else {
                prop_assert_ne!(verdict, Validity::Valid);
            }
            if matches!(verdict, Validity::TouchesItself | Validity::Spike | Validity::RepeatsPoints) {
                // The area counts: it is that of the repaired polygon.
                let repaired = polygon.union(&Polygon::new(LineString::new(vec![]), vec![])).unsigned_area();
                prop_assert!((repaired - polygon.unsigned_area()).abs() < 1e-6, "{repaired}");
            }
        }
    }
}
