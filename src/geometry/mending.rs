//! The mending itself: taking out what encloses nothing, uniting, cutting, and geo's repair.
//!
//! Owns how; whether an outline is to be mended, and by what, [`super::repair`] decides. What geo works on stands in
//! metres about the outline, so that it takes positions within 0.1 mm for one and no others.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::orient::{Direction, Orient};
use geo::{BooleanOps, LineString, MakeValid, MultiPolygon, Polygon, unary_union};

use super::meetings::find_meetings;
use super::plane_overlap::push_edges;
use super::repair::Rings;
use super::validity::open;

/// Outlines with more positions are not untangled: what is so tangled is no parcel, and the time would be felt.
const MOST_UNTANGLED: usize = 20_000;
/// The same for the crossings of its edges.
const MOST_CROSSINGS: usize = 20_000;

/// Rings without repeated positions and spikes; a hole that is nothing but a spike goes with it.
pub(super) fn cleaned_rings(rings: &[&[[f64; 2]]]) -> Rings {
    let mut rings: Rings = rings.iter().map(|ring| cleaned(ring)).collect();
    let mut number = 0;
    rings.retain(|ring| {
        number += 1;
        number == 1 || ring.len() > 2
    });
    rings
}

/// A ring without repeated positions and spikes.
fn cleaned(ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(ring.len());
    for &position in open(ring) {
        kept.push(position);
        shorten(&mut kept);
    }
    // Where the ring's end meets its beginning the same may stand.
    let mut start = 0;
    while kept.len() - start > 3 {
        let (first, second) = (kept[start], kept[start + 1]);
        let (last, before) = (kept[kept.len() - 1], kept[kept.len() - 2]);
        if is_needless(before, last, first) {
            kept.pop();
        } else if is_needless(last, first, second) {
            start += 1;
        } else {
            break;
        }
    }
    kept.split_off(start)
}

/// Takes the last but one position away as long as it is needless.
fn shorten(kept: &mut Vec<[f64; 2]>) {
    while let [.., before, at, after] = kept[..] {
        if !is_needless(before, at, after) {
            break;
        }
        kept.pop();
        kept.pop();
        kept.push(after);
    }
    if let [.., at, after] = kept[..]
        && at == after
    {
        kept.pop();
    }
}

/// Whether a position repeats its neighbour or is the tip of a spike.
fn is_needless(before: [f64; 2], at: [f64; 2], after: [f64; 2]) -> bool {
    if before == at || at == after {
        return true;
    }
    let back = [before[0] - at[0], before[1] - at[1]];
    let on = [after[0] - at[0], after[1] - at[1]];
    back[0] * on[0] + back[1] * on[1] > 0.0
        && RobustKernel::orient2d(before.into(), at.into(), after.into()) == Orientation::Collinear
}

/// Metres, nearly, about a place.
struct Plane {
    origin: [f64; 2],
    metres_per_degree: [f64; 2],
}

impl Plane {
    fn about(parts: &[Vec<&[[f64; 2]]>]) -> Option<Self> {
        let origin = *parts.first()?.first()?.first()?;
        let east = 111_320.0 * origin[1].to_radians().cos().max(0.01);
        Some(Self { origin, metres_per_degree: [east, 111_320.0] })
    }

    fn polygon(&self, rings: &[&[[f64; 2]]]) -> Polygon {
        let line = |ring: &&[[f64; 2]]| {
            let metres = |axis: usize, value: f64| (value - self.origin[axis]) * self.metres_per_degree[axis];
            ring.iter().map(|&[x, y]| [metres(0, x), metres(1, y)]).collect::<LineString>()
        };
        let mut lines = rings.iter().map(line);
        let outer = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(outer, lines.collect())
    }

    fn parts(&self, polygons: &MultiPolygon) -> Vec<Rings> {
        let ring = |line: &LineString| {
            let degrees = |axis: usize, value: f64| self.origin[axis] + value / self.metres_per_degree[axis];
            let mut ring: Vec<[f64; 2]> = line.coords().map(|c| [degrees(0, c.x), degrees(1, c.y)]).collect();
            ring.pop();
            ring
        };
        let rings = |polygon: &Polygon| {
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect::<Rings>()
        };
        polygons.iter().map(rings).filter(|rings| rings[0].len() > 2).collect()
    }
}

/// The parts as one, each place covered once.
pub(super) fn united(parts: &[Vec<&[[f64; 2]]>]) -> Vec<Rings> {
    let Some(plane) = Plane::about(parts) else { return Vec::new() };
    // Union goes by winding, which files have either way.
    let polygon = |rings: &Vec<&[[f64; 2]]>| plane.polygon(rings).orient(Direction::Default);
    let polygons: Vec<Polygon> = parts.iter().map(polygon).collect();
    plane.parts(&unary_union(&polygons))
}

/// The outer ring without what its holes cover together.
pub(super) fn without_holes(outer: &[[f64; 2]], holes: &[&[[f64; 2]]]) -> Vec<Rings> {
    let Some(plane) = Plane::about(&[vec![outer]]) else { return Vec::new() };
    let ring = |ring: &[[f64; 2]]| plane.polygon(&[ring]).orient(Direction::Default);
    let holes: Vec<Polygon> = holes.iter().map(|hole| ring(hole)).collect();
    plane.parts(&ring(outer).difference(&unary_union(&holes)))
}

/// What is enclosed an odd number of times.
pub(super) fn even_odd(parts: &[Vec<&[[f64; 2]]>]) -> Option<Vec<Rings>> {
    if parts.iter().flatten().map(|ring| ring.len()).sum::<usize>() > MOST_UNTANGLED {
        return None;
    }
    let mut edges = Vec::new();
    for rings in parts {
        push_edges(rings.iter().copied(), &mut edges);
    }
    if find_meetings(&mut edges, MOST_CROSSINGS).crossings.len() > MOST_CROSSINGS {
        return None;
    }
    let plane = Plane::about(parts)?;
    let polygons = MultiPolygon::new(parts.iter().map(|rings| plane.polygon(rings)).collect());
    match polygons.make_valid() {
        Ok(valid) => Some(plane.parts(&valid)).filter(|parts| !parts.is_empty()),
        Err(_) => None,
    }
}
