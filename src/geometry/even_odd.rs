//! The even-odd rule over a parcel's rings: what is inside, and a point that surely is.
//!
//! Holes, parts and self-crossing outlines all follow the same rule here as in the raster, so that what is pointed at
//! is what is drawn.

use crate::domain::Shapes;

/// Rings of one parcel, open: of the map in local metres, elsewhere in degrees.
pub(super) trait Rings<'a, T: 'a = f32>: Iterator<Item = &'a [[T; 2]]> + Clone {}
impl<'a, T: 'a, I: Iterator<Item = &'a [[T; 2]]> + Clone> Rings<'a, T> for I {}

/// Calls `visit` with x of every edge's crossing with the horizontal line at `y`. An edge owns its lower end and not
/// its upper one, so that a line through a vertex is counted rightly.
fn crossings<'a, T: Into<f64> + Copy + 'a>(rings: impl Rings<'a, T>, y: f64, mut visit: impl FnMut(f64)) {
    for ring in rings {
        let Some(&last) = ring.last() else { continue };
        let mut from = last.map(Into::<f64>::into);
        for &to in ring {
            let to = to.map(Into::<f64>::into);
            let ([x0, y0], [x1, y1]) = if from[1] <= to[1] { (from, to) } else { (to, from) };
            if y0 <= y && y < y1 {
                visit(x0 + (y - y0) * ((x1 - x0) / (y1 - y0)));
            }
            from = to;
        }
    }
}

/// Whether a point is inside.
pub(super) fn contains<'a, T: Into<f64> + Copy + 'a>(rings: impl Rings<'a, T>, [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    crossings(rings, y, |crossing| inside ^= crossing <= x);
    inside
}

/// A point well inside: the middle of the widest stretch of a line through the middle of the box `low_y` to `high_y`
/// around the rings. `None` if nothing is inside that line.
pub(super) fn interior_point<'a, T: Into<f64> + Copy + 'a>(
    rings: impl Rings<'a, T>,
    low_y: f64,
    high_y: f64,
) -> Option<[f64; 2]> {
    // The line keeps clear of vertices: halfway between the two vertex heights about the middle.
    let middle = f64::midpoint(low_y, high_y);
    let heights = || rings.clone().flatten().map(|position| position[1].into());
    let below = heights().filter(|&y| y <= middle).fold(low_y, f64::max);
    let above = heights().filter(|&y| y > middle).fold(high_y, f64::min);
    let y = f64::midpoint(below, above);
    let mut line = Vec::with_capacity(8);
    crossings(rings, y, |x| line.push(x));
    line.sort_unstable_by(f64::total_cmp);
    let widest = line.chunks_exact(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    Some([f64::midpoint(widest[0], widest[1]), y])
}

/// A point well inside a parcel, longitude and latitude in degrees; the middle of its box where nothing is inside, and
/// `None` without a shape.
#[must_use]
pub fn interior_lonlat(shapes: &Shapes, parcel: usize) -> Option<[f64; 2]> {
    let bounds = shapes.bounds_of(parcel);
    if bounds.is_empty() {
        return None;
    }
    let rings = shapes.rings_of(parcel).map(|ring| shapes.ring(ring));
    Some(interior_point(rings, bounds.south, bounds.north).unwrap_or_else(|| bounds.center()))
}
