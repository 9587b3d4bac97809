//! Polygons in a plane of metres: convex splitting, clipping, insetting, and joining along shared borders.
//!
//! Rings are open and counter-clockwise. A point made by a cut is computed once and copied to both sides, so that
//! neighbours share their border to the bit.

/// Easting and northing in metres, or longitude and latitude in degrees.
pub type Point = [f64; 2];

/// A cut that passes this close to a corner goes through the corner: surveyors set no two stones so near, metres.
const CORNER_REACH: f64 = 9.0;

pub fn sub(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

pub fn along(from: Point, to: Point, share: f64) -> Point {
    [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

pub fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub fn cross(a: Point, b: Point) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

pub fn length(a: Point) -> f64 {
    dot(a, a).sqrt()
}

pub fn unit(a: Point) -> Point {
    let length = length(a);
    [a[0] / length, a[1] / length]
}

/// Plane area, m², positive when counter-clockwise.
pub fn area(ring: &[Point]) -> f64 {
    edges(ring).map(|(from, to)| cross(sub(from, ring[0]), sub(to, ring[0]))).sum::<f64>() / 2.0
}

/// The mean of the corners, inside any convex ring.
pub fn middle(ring: &[Point]) -> Point {
    let count = ring.len() as f64;
    [ring.iter().map(|p| p[0]).sum::<f64>() / count, ring.iter().map(|p| p[1]).sum::<f64>() / count]
}

pub fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().enumerate().map(|(index, &from)| (from, ring[(index + 1) % ring.len()]))
}

/// Whether no corner turns right by more than a survey's noise.
pub fn is_convex(ring: &[Point]) -> bool {
    (0..ring.len()).all(|index| {
        let (a, b, c) = (ring[index], ring[(index + 1) % ring.len()], ring[(index + 2) % ring.len()]);
        cross(unit(sub(b, a)), unit(sub(c, b))) > -0.02
    })
}

/// Least and greatest reach of a ring in a direction.
pub fn reach(ring: &[Point], direction: Point) -> [f64; 2] {
    ring.iter().fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], &point| {
        let value = dot(point, direction);
        [low.min(value), high.max(value)]
    })
}

/// Splits a convex ring along the line through `point` with normal `normal`: the side behind, the side before.
pub fn split(ring: &[Point], point: Point, normal: Point) -> Option<[Vec<Point>; 2]> {
    let mut heights: Vec<f64> = ring.iter().map(|&corner| dot(sub(corner, point), normal)).collect();
    for index in 0..ring.len() {
        let next = (index + 1) % ring.len();
        if heights[index] * heights[next] < 0.0 {
            let share = heights[index] / (heights[index] - heights[next]);
            let edge = length(sub(ring[next], ring[index]));
            if share * edge < CORNER_REACH {
                heights[index] = 0.0;
            } else if (1.0 - share) * edge < CORNER_REACH {
                heights[next] = 0.0;
            }
        }
    }
    let mut sides = [Vec::new(), Vec::new()];
    for index in 0..ring.len() {
        let next = (index + 1) % ring.len();
        let (here, there) = (heights[index], heights[next]);
        if here <= 0.0 {
            sides[0].push(ring[index]);
        }
        if here >= 0.0 {
            sides[1].push(ring[index]);
        }
        if here * there < 0.0 {
            let cut = along(ring[index], ring[next], here / (here - there));
            sides[0].push(cut);
            sides[1].push(cut);
        }
    }
    (area(&sides[0]) > 1.0 && area(&sides[1]) > 1.0).then_some(sides)
}

/// What of a convex ring lies behind the line: nothing, a part, or all of it.
pub fn clip(ring: &[Point], point: Point, normal: Point) -> Option<Vec<Point>> {
    if let Some([behind, _]) = split(ring, point, normal) {
        return Some(behind);
    }
    (dot(sub(middle(ring), point), normal) < 0.0).then(|| ring.to_vec())
}

/// A convex ring with each edge moved inwards by its own distance.
pub fn inset(ring: &[Point], distances: &[f64]) -> Vec<Point> {
    let lines: Vec<(Point, Point)> = edges(ring)
        .zip(distances)
        .map(|((from, to), distance)| {
            let direction = unit(sub(to, from));
            ([from[0] - direction[1] * distance, from[1] + direction[0] * distance], direction)
        })
        .collect();
    (0..lines.len())
        .map(|index| {
            let (p, d) = lines[(index + lines.len() - 1) % lines.len()];
            let (q, e) = lines[index];
            let share = cross(sub(q, p), e) / cross(d, e);
            [p[0] + d[0] * share, p[1] + d[1] * share]
        })
        .collect()
}

/// A ring with each corner cut off at its own distance, as planners do at crossings for the view.
pub fn cut_corners(ring: &[Point], distances: &[f64]) -> Vec<Point> {
    let count = ring.len();
    (0..count)
        .flat_map(|index| {
            let (before, corner, after) = (ring[(index + count - 1) % count], ring[index], ring[(index + 1) % count]);
            let [back, on] = [sub(before, corner), sub(after, corner)];
            let distance = distances[index];
            [along(corner, before, distance / length(back)), along(corner, after, distance / length(on))]
        })
        .collect()
}

/// A ring whose needle-sharp corners are cut off: no fence runs into a tip.
pub fn blunt(ring: &[Point]) -> Vec<Point> {
    let count = ring.len();
    let mut blunted = Vec::with_capacity(count + 2);
    for index in 0..count {
        let (before, corner, after) = (ring[(index + count - 1) % count], ring[index], ring[(index + 1) % count]);
        let [back, on] = [sub(before, corner), sub(after, corner)];
        if dot(unit(back), unit(on)) > 0.72 {
            let distance = 42.0_f64.min(length(back) * 0.4).min(length(on) * 0.4);
            blunted.push(along(corner, before, distance / length(back)));
            blunted.push(along(corner, after, distance / length(on)));
        } else {
            blunted.push(corner);
        }
    }
    blunted
}

/// A ring with more points on its edges along a river, so that they can bend with it; `normal` is square to the river.
pub fn densify(ring: &[Point], normal: Point) -> Vec<Point> {
    const STEP: f64 = 45.0;
    let mut dense = Vec::with_capacity(ring.len() + 8);
    for (from, to) in edges(ring) {
        dense.push(from);
        let edge = sub(to, from);
        if dot(unit(edge), normal).abs() < 0.01 {
            let steps = (length(edge) / STEP) as u32;
            dense.extend((1..steps).map(|step| along(from, to, f64::from(step) / f64::from(steps))));
        }
    }
    dense
}

/// Gives every ring the corners that its neighbours have on its edges, so that shared borders have the same points.
pub fn share_corners(rings: &mut [Vec<Point>]) {
    let corners: Vec<Point> = rings.iter().flatten().copied().collect();
    for ring in rings {
        let mut shared = Vec::with_capacity(ring.len() + 4);
        for (from, to) in edges(ring) {
            shared.push(from);
            let edge = sub(to, from);
            let squared = dot(edge, edge);
            let mut between: Vec<(f64, Point)> = corners
                .iter()
                .map(|&corner| (dot(sub(corner, from), edge) / squared, corner))
                .filter(|&(share, corner)| {
                    share > 0.0
                        && share < 1.0
                        && corner != from
                        && corner != to
                        && cross(sub(corner, from), edge).abs() < 1e-6 * squared.sqrt()
                })
                .collect();
            between.sort_by(|a, b| a.0.total_cmp(&b.0));
            between.dedup_by(|a, b| a.1 == b.1);
            shared.extend(between.into_iter().map(|(_, corner)| corner));
        }
        *ring = shared;
    }
}

/// Two rings that share a border as one, or `None` where that is not one simple ring.
pub fn join(a: &[Point], b: &[Point]) -> Option<Vec<Point>> {
    let is_shared = |(from, to): (Point, Point), other: &[Point]| edges(other).any(|edge| edge == (to, from));
    let mut open: Vec<(Point, Point)> = edges(a).filter(|&edge| !is_shared(edge, b)).collect();
    let shared = a.len() - open.len();
    open.extend(edges(b).filter(|&edge| !is_shared(edge, a)));
    let (first, mut end) = open.first().copied()?;
    let mut ring = vec![first];
    open.swap_remove(0);
    while end != first {
        let next = open.iter().position(|edge| edge.0 == end)?;
        ring.push(end);
        end = open.swap_remove(next).1;
    }
    let is_simple = ring.iter().enumerate().all(|(index, point)| !ring[..index].contains(point));
    (shared > 0 && open.is_empty() && is_simple).then_some(ring)
}
