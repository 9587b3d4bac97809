//! How often each place is wound round by a polygon's rings, added up slab by slab.
//!
//! Owns the hard part of [`super::validity`]: outlines that meet themselves or lie in one another. Between two
//! neighbouring latitudes at which anything happens (a vertex, a crossing) edges do not cross, so one horizontal line
//! through the middle of the slab tells everything about it, and the areas between its edges are exact trapezoids.

/// An edge of a ring, its ends in the order of the ring.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edge {
    pub from: [f64; 2],
    pub to: [f64; 2],
    /// Which ring of the polygon, 0 for the outer one.
    pub ring: u32,
    /// Number of this edge over all rings.
    pub id: u32,
    /// Number of the edge that begins where this one ends.
    pub next: u32,
    /// +1 if the ring as it runs adds to the area within it, −1 if it takes off: an outer ring running
    /// counter-clockwise and a hole running clockwise add.
    pub sign: i32,
}

/// Areas in square units of the edges' coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wound {
    /// Wound round at all.
    pub total: f64,
    /// Wound round otherwise than once.
    pub faulty: f64,
}

/// Adds up the winding of `edges`. `crossings` are the latitudes at which edges cross.
pub(super) fn wound<'a>(edges: impl Iterator<Item = &'a Edge>, crossings: &[f64]) -> Wound {
    let mut edges: Vec<&Edge> = edges.collect();
    let Some(origin) = edges.first().map(|edge| edge.from) else { return Wound { total: 0.0, faulty: 0.0 } };
    let low = |edge: &Edge| edge.from[1].min(edge.to[1]);
    let high = |edge: &Edge| edge.from[1].max(edge.to[1]);
    let mut latitudes: Vec<f64> = edges.iter().map(|edge| edge.from[1]).chain(crossings.iter().copied()).collect();
    latitudes.sort_unstable_by(f64::total_cmp);
    latitudes.dedup();
    edges.sort_unstable_by(|a, b| low(a).total_cmp(&low(b)));

    let mut result = Wound { total: 0.0, faulty: 0.0 };
    let mut waiting = edges.into_iter().peekable();
    let mut active: Vec<&Edge> = Vec::new();
    let mut line: Vec<(f64, i32)> = Vec::new();
    for slab in latitudes.windows(2) {
        let (south, north) = (slab[0], slab[1]);
        active.retain(|edge| high(edge) > south);
        while let Some(edge) = waiting.next_if(|edge| low(edge) <= south) {
            if high(edge) > south {
                active.push(edge);
            }
        }
        let middle = f64::midpoint(south, north);
        line.clear();
        line.extend(active.iter().map(|edge| {
            let along = (middle - edge.from[1]) / (edge.to[1] - edge.from[1]);
            // A downward edge has the inside of a counter-clockwise ring to its right (east).
            let step = if edge.to[1] < edge.from[1] { edge.sign } else { -edge.sign };
            (edge.from[0] - origin[0] + along * (edge.to[0] - edge.from[0]), step)
        }));
        line.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        for pair in line.windows(2) {
            winding += pair[0].1;
            let area = (pair[1].0 - pair[0].0) * (north - south);
            if winding != 0 {
                result.total += area;
            }
            if winding != 0 && winding != 1 {
                result.faulty += area;
            }
        }
    }
    result
}
