//! Which parcels hang together: they touch, or lie within a few metres of one another.
//!
//! Parcels are sorted into strips of latitude and swept from west to east, each meeting only those whose boxes come near;
//! two that hang together already are not measured again, so that the work grows about as the parcels do. Distances are
//! measured on the ellipsoid's radii at the parcels' latitude.

use rayon::prelude::*;

use super::disjoint_sets::DisjointSets;
use super::even_odd;
use crate::domain::{Bounds, Shapes};

/// The fewest metres of a degree of latitude, and of one of longitude on the equator.
const DEGREE_M: f64 = 110_574.0;
/// Strips at most.
const MOST_STRIPS: usize = 1 << 16;

/// The groups that `parcels` fall into: for each of them the place in `parcels` of the first of its group. Parcels
/// without a shape stand alone.
#[must_use]
pub fn contiguous_groups(shapes: &Shapes, parcels: &[u32], gap_m: f64) -> Vec<u32> {
    let boxes: Vec<Bounds> = parcels.par_iter().map(|&parcel| shapes.bounds_of(parcel as usize)).collect();
    let strips = Strips::over(&boxes, gap_m);
    let pairs: Vec<Vec<(u32, u32)>> = strips
        .members
        .par_iter()
        .enumerate()
        .map(|(strip, members)| pairs_of(shapes, parcels, &boxes, &strips, strip, members))
        .collect();
    let mut groups = DisjointSets::new(parcels.len());
    for (a, b) in pairs.into_iter().flatten() {
        groups.join(a, b);
    }
    (0..parcels.len() as u32).map(|place| groups.root(place)).collect()
}

/// Strips of latitude with the boxes that reach into them.
struct Strips {
    south: f64,
    per_degree: f64,
    pad_lat: f64,
    gap_m: f64,
    members: Vec<Vec<u32>>,
}

impl Strips {
    fn over(boxes: &[Bounds], gap_m: f64) -> Self {
        let pad_lat = gap_m / DEGREE_M;
        let drawn = || boxes.iter().filter(|bounds| !bounds.is_empty());
        let (south, north) = drawn().fold((f64::INFINITY, f64::NEG_INFINITY), |(south, north), bounds| {
            (south.min(bounds.south), north.max(bounds.north))
        });
        let heights: f64 = drawn().map(|bounds| bounds.north - bounds.south + pad_lat).sum();
        // Twice as high as a parcel on the average.
        let count = drawn().count() as f64 * (north - south) / (2.0 * heights);
        let count = if count.is_finite() { (count as usize).clamp(1, MOST_STRIPS) } else { 1 };
        let per_degree = if north > south { count as f64 / (north - south) } else { 0.0 };
        let mut strips = Self { south, per_degree, pad_lat, gap_m, members: vec![Vec::new(); count] };
        for (place, bounds) in (0..).zip(boxes).filter(|(_, bounds)| !bounds.is_empty()) {
            let (first, last) = strips.of(bounds);
            strips.members[first..=last].iter_mut().for_each(|members| members.push(place));
        }
        strips
    }

    /// The first and the last strip a box comes near.
    fn of(&self, bounds: &Bounds) -> (usize, usize) {
        let strip = |lat: f64| (((lat - self.south) * self.per_degree).max(0.0) as usize).min(self.members.len() - 1);
        (strip(bounds.south - self.pad_lat), strip(bounds.north + self.pad_lat))
    }

    /// The boxes' padding towards east and west, degrees.
    fn pad_lon(&self, bounds: &Bounds) -> f64 {
        let lat = bounds.south.abs().max(bounds.north.abs()) + self.pad_lat;
        self.gap_m / (DEGREE_M * lat.min(89.9).to_radians().cos())
    }
}

/// Pairs of one strip that hang together, as few as tell its groups.
fn pairs_of(
    shapes: &Shapes,
    parcels: &[u32],
    boxes: &[Bounds],
    strips: &Strips,
    strip: usize,
    members: &[u32],
) -> Vec<(u32, u32)> {
    let mut order = members.to_vec();
    let mut ruler = Ruler::new(shapes, strips.gap_m);
    order.sort_unstable_by(|&a, &b| boxes[a as usize].west.total_cmp(&boxes[b as usize].west).then(a.cmp(&b)));
    let (mut groups, mut pairs, mut active) = (DisjointSets::new(order.len()), Vec::new(), Vec::<u32>::new());
    for at in 0..order.len() as u32 {
        let place = order[at as usize];
        let bounds = boxes[place as usize];
        let pad_lon = strips.pad_lon(&bounds);
        let first_strip = strips.of(&bounds).0;
        active.retain(|&before| {
            let other_place = order[before as usize];
            let other = &boxes[other_place as usize];
            if other.east + pad_lon < bounds.west {
                return false;
            }
            let is_near = other.south - strips.pad_lat <= bounds.north && bounds.south - strips.pad_lat <= other.north;
            // Two that share several strips are compared in the first of these.
            if is_near
                && strip == first_strip.max(strips.of(other).0)
                && groups.root(before) != groups.root(at)
                && ruler.is_within([parcels[place as usize], parcels[other_place as usize]], [&bounds, other])
            {
                groups.join(before, at);
                pairs.push((other_place, place));
            }
            true
        });
        active.push(at);
    }
    pairs
}

/// Tells of pairs whether they lie within a gap of one another, with room to measure in.
struct Ruler<'a> {
    shapes: &'a Shapes,
    gap_m: f64,
    near: [Vec<Edge>; 2],
}

impl<'a> Ruler<'a> {
    fn new(shapes: &'a Shapes, gap_m: f64) -> Self {
        Self { shapes, gap_m, near: Default::default() }
    }

    /// Whether two parcels touch or lie within the gap of one another.
    fn is_within(&mut self, parcels: [u32; 2], boxes: [&Bounds; 2]) -> bool {
        let shapes = self.shapes;
        let metres = MetresAt::latitude(f64::midpoint(boxes[0].center()[1], boxes[1].center()[1]));
        let origin = boxes[0].center();
        let local = |[lon, lat]: [f64; 2]| [(lon - origin[0]) * metres.east, (lat - origin[1]) * metres.north];
        // Only what lies in both boxes, so far widened, can be near.
        let [a, b] = boxes;
        let low = local([a.west.max(b.west), a.south.max(b.south)]).map(|metres| metres - self.gap_m);
        let high = local([a.east.min(b.east), a.north.min(b.north)]).map(|metres| metres + self.gap_m);
        for (parcel, near) in parcels.into_iter().zip(&mut self.near) {
            let rings = shapes.rings_of(parcel as usize).map(|ring| shapes.ring(ring));
            let edges = rings.flat_map(|ring| ring.iter().zip(ring.iter().skip(1).chain(ring.first())));
            let edges = edges.map(|(&from, &to)| [local(from), local(to)]);
            near.clear();
            near.extend(edges.filter(|[from, to]| {
                (0..2).all(|axis| from[axis].min(to[axis]) <= high[axis] && from[axis].max(to[axis]) >= low[axis])
            }));
        }
        let [of_a, of_b] = &self.near;
        if of_a.iter().any(|one| of_b.iter().any(|other| edge_distance(one, other) <= self.gap_m)) {
            return true;
        }
        let holds = |outer: u32, inner: u32| {
            let first = shapes.rings_of(inner as usize).next().and_then(|ring| shapes.ring(ring).first());
            let rings = shapes.rings_of(outer as usize).map(|ring| shapes.ring(ring));
            first.is_some_and(|&position| even_odd::contains(rings, position))
        };
        holds(parcels[0], parcels[1]) || holds(parcels[1], parcels[0])
    }
}

/// Metres of a degree.
struct MetresAt {
    east: f64,
    north: f64,
}

impl MetresAt {
    /// By the radii of curvature of the CGCS2000 ellipsoid.
    fn latitude(lat: f64) -> Self {
        const SEMI_MAJOR_M: f64 = 6_378_137.0;
        const FLATTENING: f64 = 1.0 / 298.257_222_101;
        const E2: f64 = FLATTENING * (2.0 - FLATTENING);
        let (sin, cos) = lat.to_radians().sin_cos();
        let w = 1.0 - E2 * sin * sin;
        let prime_vertical_m = SEMI_MAJOR_M / w.sqrt();
        let meridian_m = SEMI_MAJOR_M * (1.0 - E2) / (w * w.sqrt());
        Self { east: (prime_vertical_m * cos).to_radians(), north: meridian_m.to_radians() }
    }
}

type Edge = [[f64; 2]; 2];

/// The distance of two edges; 0 where they cross.
fn edge_distance(a: &Edge, b: &Edge) -> f64 {
    let turn =
        |[from, to]: &Edge, at: [f64; 2]| (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]);
    let parts = |edge: &Edge, other: &Edge| turn(edge, other[0]) * turn(edge, other[1]) < 0.0;
    if parts(a, b) && parts(b, a) {
        return 0.0;
    }
    let ends = a.iter().map(|&end| point_distance(b, end)).chain(b.iter().map(|&end| point_distance(a, end)));
    ends.fold(f64::INFINITY, f64::min)
}

fn point_distance([from, to]: &Edge, at: [f64; 2]) -> f64 {
    let (along, off) = ([to[0] - from[0], to[1] - from[1]], [at[0] - from[0], at[1] - from[1]]);
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 { ((off[0] * along[0] + off[1] * along[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
    (off[0] - share * along[0]).hypot(off[1] - share * along[1])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_shapes::shapes_of;
    use super::*;

    fn rectangle([x, y]: [f64; 2], [width, height]: [f64; 2]) -> Vec<Vec<Vec<[f64; 2]>>> {
        vec![vec![vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]]]]
    }

    fn groups(parcels: &[Vec<Vec<Vec<[f64; 2]>>>], gap_m: f64) -> Vec<u32> {
        let rows: Vec<u32> = (0..parcels.len() as u32).collect();
        contiguous_groups(&shapes_of(parcels), &rows, gap_m)
    }

    #[test]
    fn parcels_hang_together_over_a_gap_and_through_one_another_but_not_beyond_it() {
        let hollow = vec![vec![
            vec![[200.0, 0.0], [300.0, 0.0], [300.0, 100.0], [200.0, 100.0]],
            vec![[220.0, 20.0], [280.0, 20.0], [280.0, 80.0], [220.0, 80.0]],
        ]];
        let parcels = [
            rectangle([0.0, 0.0], [50.0, 50.0]),
            // 4 m east of the first, 3 m north and 4 m east of its corner; far off; touching the far one.
            rectangle([54.0, 0.0], [20.0, 50.0]),
            rectangle([78.0, 53.0], [20.0, 20.0]),
            rectangle([1000.0, 1000.0], [20.0, 20.0]),
            rectangle([1020.0, 1020.0], [20.0, 20.0]),
            // A ring of land, and what stands in its hole 10 m from it.
            hollow,
            rectangle([230.0, 30.0], [40.0, 40.0]),
            // Wholly inside the first.
            rectangle([20.0, 20.0], [5.0, 5.0]),
            vec![],
        ];
        assert_eq!(groups(&parcels, 5.01), [0, 0, 0, 3, 3, 5, 6, 0, 8]);
        assert_eq!(groups(&parcels, 4.5), [0, 0, 2, 3, 3, 5, 6, 0, 8]);
        assert_eq!(groups(&parcels, 0.5), [0, 1, 2, 3, 3, 5, 6, 0, 8]);
        assert_eq!(groups(&parcels, 10.01)[5..7], [5, 5]);
        assert!(groups(&[], 5.0).is_empty());
    }

    #[test]
    fn only_the_parcels_asked_about_are_looked_at() {
        let row = (0..5).map(|at| rectangle([f64::from(at) * 50.0, 0.0], [50.0, 50.0])).collect::<Vec<_>>();
        assert_eq!(contiguous_groups(&shapes_of(&row), &[0, 1, 3, 4], 2.0), [0, 0, 2, 2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_sweep_finds_the_groups_that_looking_at_every_pair_finds(
            parts in prop::collection::vec((0.0..900.0_f64, 0.0..900.0_f64, 1.0..60.0_f64, 1.0..60.0_f64), 1..60),
        ) {
            let parcels: Vec<_> = parts.iter().map(|&(x, y, w, h)| rectangle([x, y], [w, h])).collect();
            let shapes = shapes_of(&parcels);
            let mut expected = DisjointSets::new(parcels.len());
            for a in 0..parcels.len() as u32 {
                for b in 0..a {
                    let boxes = [a, b].map(|row| shapes.bounds_of(row as usize));
                    if Ruler::new(&shapes, 8.0).is_within([a, b], [&boxes[0], &boxes[1]]) {
                        expected.join(a, b);
                    }
                }
            }
            let expected: Vec<u32> = (0..parcels.len() as u32).map(|row| expected.root(row)).collect();
            prop_assert_eq!(groups(&parcels, 8.0), expected);
        }
    }
}
