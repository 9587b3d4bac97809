//! The parcels' outlines as flat arrays: positions, and where each ring, part and parcel begins.

mod run;

pub use run::ShapesRun;

use serde::{Deserialize, Serialize};

/// What is known of a parcel's outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ShapeState {
    /// The file gave no geometry: a parcel in the table and in sums by registered area only.
    #[default]
    None,
    /// An outline whose area counts.
    Valid,
    /// An outline that was mended in reading; the area of what it became counts.
    Repaired,
    /// A self-crossing or otherwise meaningless outline: drawn, but its area is outside all sums.
    Invalid,
}

impl ShapeState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Valid, Self::Repaired, Self::Invalid, Self::None];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Valid => "valid",
            Self::Repaired => "repaired",
            Self::Invalid => "invalid",
        }
    }
}

/// An axis-parallel box in degrees: `west`, `south`, `east`, `north`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Least longitude, degrees.
    pub west: f64,
    /// Least latitude, degrees.
    pub south: f64,
    /// Greatest longitude, degrees.
    pub east: f64,
    /// Greatest latitude, degrees.
    pub north: f64,
}

impl Bounds {
    /// The box that holds nothing; including a point makes it that point.
    pub const EMPTY: Self =
        Self { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };

    /// Grows the box to hold a position (longitude, latitude).
    pub fn include(&mut self, [lon, lat]: [f64; 2]) {
        self.west = self.west.min(lon);
        self.south = self.south.min(lat);
        self.east = self.east.max(lon);
        self.north = self.north.max(lat);
    }

    /// Grows the box to hold another.
    pub fn include_bounds(&mut self, other: &Self) {
        self.west = self.west.min(other.west);
        self.south = self.south.min(other.south);
        self.east = self.east.max(other.east);
        self.north = self.north.max(other.north);
    }

    /// Whether nothing was included yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.west > self.east || self.south > self.north
    }

    /// The middle (longitude, latitude).
    #[must_use]
    pub fn center(&self) -> [f64; 2] {
        [f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north)]
    }
}

/// Outlines of all parcels, CGCS2000 longitude and latitude in degrees, flat.
///
/// Parcel `p` has parts `parcel_parts[p]..parcel_parts[p + 1]`, part `q` has rings `part_rings[q]..part_rings[q + 1]`
/// (the first is the outer one, the rest are holes), ring `r` has positions `ring_starts[r]..ring_starts[r + 1]`, stored
/// without the closing repeat of the first. All three offset arrays start with 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapes {
    positions: Vec<[f64; 2]>,
    ring_starts: Vec<u32>,
    part_rings: Vec<u32>,
    parcel_parts: Vec<u32>,
}

impl Default for Shapes {
    fn default() -> Self {
        Self { positions: Vec::new(), ring_starts: vec![0], part_rings: vec![0], parcel_parts: vec![0] }
    }
}

impl Shapes {
    /// How many parcels there are, those without shape included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parcel_parts.len() - 1
    }

    /// Whether there are no parcels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All positions, longitude and latitude in degrees, ring after ring.
    #[must_use]
    pub fn positions(&self) -> &[[f64; 2]] {
        &self.positions
    }

    /// The numbers of the parts of a parcel.
    #[must_use]
    pub fn parts_of(&self, parcel: usize) -> std::ops::Range<usize> {
        match self.parcel_parts.get(parcel..parcel + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The numbers of the rings of a part; the first is the outer one.
    #[must_use]
    pub fn rings_of_part(&self, part: usize) -> std::ops::Range<usize> {
        self.part_rings[part] as usize..self.part_rings[part + 1] as usize
    }

    /// The numbers of all rings of a parcel, over its parts.
    #[must_use]
    pub fn rings_of(&self, parcel: usize) -> std::ops::Range<usize> {
        let parts = self.parts_of(parcel);
        self.part_rings[parts.start] as usize..self.part_rings[parts.end] as usize
    }

    /// Where a ring's positions stand in [`Self::positions`].
    #[must_use]
    pub fn ring_range(&self, ring: usize) -> std::ops::Range<usize> {
        self.ring_starts[ring] as usize..self.ring_starts[ring + 1] as usize
    }

    /// A ring's positions, open (the first is not repeated at the end).
    #[must_use]
    pub fn ring(&self, ring: usize) -> &[[f64; 2]] {
        &self.positions[self.ring_range(ring)]
    }

    /// A parcel's rings part by part: an iterator of parts, each a vector of rings, outer first.
    pub fn polygons_of(&self, parcel: usize) -> impl Iterator<Item = Vec<&[[f64; 2]]>> + '_ {
        self.parts_of(parcel).map(|part| self.rings_of_part(part).map(|ring| self.ring(ring)).collect())
    }

    /// How many positions all rings of a parcel have.
    #[must_use]
    pub fn position_count(&self, parcel: usize) -> usize {
        self.positions_of(parcel).len()
    }

    /// A parcel's positions, ring after ring.
    fn positions_of(&self, parcel: usize) -> &[[f64; 2]] {
        let rings = self.rings_of(parcel);
        &self.positions[self.ring_starts[rings.start] as usize..self.ring_starts[rings.end] as usize]
    }

    /// The box around a parcel; [`Bounds::EMPTY`] without shape.
    #[must_use]
    pub fn bounds_of(&self, parcel: usize) -> Bounds {
        let mut bounds = Bounds::EMPTY;
        for &position in self.positions_of(parcel) {
            bounds.include(position);
        }
        bounds
    }

    /// The box around everything; [`Bounds::EMPTY`] if there are no positions.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let mut bounds = Bounds::EMPTY;
        for &position in &self.positions {
            bounds.include(position);
        }
        bounds
    }
}

/// A place in a [`ShapesBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapesMark {
    parts: usize,
    rings: usize,
}

/// Builds [`Shapes`] parcel by parcel: positions, then `end_ring`, then `end_part`, then `end_parcel`.
#[derive(Clone, Debug, Default)]
pub struct ShapesBuilder {
    shapes: Shapes,
}

impl ShapesBuilder {
    /// Adds a position (longitude, latitude in degrees) to the open ring.
    pub fn push_position(&mut self, position: [f64; 2]) {
        self.shapes.positions.push(position);
    }

    /// The positions of the open ring so far.
    #[must_use]
    pub fn open_ring(&self) -> &[[f64; 2]] {
        &self.shapes.positions[self.shapes.ring_starts.last().map_or(0, |&start| start as usize)..]
    }

    /// The positions of the open ring so far, to be changed in place (e.g. projected).
    pub fn open_ring_mut(&mut self) -> &mut [[f64; 2]] {
        &mut self.shapes.positions[self.shapes.ring_starts.last().map_or(0, |&start| start as usize)..]
    }

    /// Drops the last position of the open ring (the closing repeat of the first).
    pub fn pop_position(&mut self) -> Option<[f64; 2]> {
        if self.open_ring().is_empty() { None } else { self.shapes.positions.pop() }
    }

    /// Closes the open ring.
    pub fn end_ring(&mut self) {
        self.shapes.ring_starts.push(self.shapes.positions.len() as u32);
    }

    /// Closes the open part (a polygon: its rings since the last part).
    pub fn end_part(&mut self) {
        self.shapes.part_rings.push(self.shapes.ring_starts.len() as u32 - 1);
    }

    /// Closes the open parcel, with no parts if none were added.
    pub fn end_parcel(&mut self) {
        self.shapes.parcel_parts.push(self.shapes.part_rings.len() as u32 - 1);
    }

    /// Where the builder stands, to come back to by [`Self::rewind`]; no ring may be open.
    #[must_use]
    pub fn mark(&self) -> ShapesMark {
        ShapesMark { parts: self.shapes.part_rings.len(), rings: self.shapes.ring_starts.len() }
    }

    /// Takes back everything since a mark of the same parcel.
    pub fn rewind(&mut self, mark: ShapesMark) {
        let shapes = &mut self.shapes;
        shapes.part_rings.truncate(mark.parts);
        shapes.ring_starts.truncate(mark.rings);
        let positions = shapes.ring_starts.last().map_or(0, |&start| start as usize);
        shapes.positions.truncate(positions);
    }

    /// Takes back everything since the last `end_parcel`.
    pub fn abandon_parcel(&mut self) {
        let shapes = &mut self.shapes;
        let parts = shapes.parcel_parts.last().map_or(0, |&part| part as usize);
        shapes.part_rings.truncate(parts + 1);
        let rings = shapes.part_rings.last().map_or(0, |&ring| ring as usize);
        shapes.ring_starts.truncate(rings + 1);
        let positions = shapes.ring_starts.last().map_or(0, |&start| start as usize);
        shapes.positions.truncate(positions);
    }

    /// Room for as many positions and parcels as `like` has.
    #[must_use]
    pub fn with_room_for(like: &Shapes) -> Self {
        let mut builder = Self::default();
        let shapes = &mut builder.shapes;
        shapes.positions.reserve_exact(like.positions.len());
        shapes.ring_starts.reserve_exact(like.ring_starts.len());
        shapes.part_rings.reserve_exact(like.part_rings.len());
        shapes.parcel_parts.reserve_exact(like.parcel_parts.len());
        builder
    }

    /// Adds all parcels of `other` behind the present ones.
    pub fn append(&mut self, other: &Shapes) {
        self.append_parcels(other, 0..other.len());
    }

    /// Adds some parcels of `other` behind the present ones.
    pub fn append_parcels(&mut self, other: &Shapes, parcels: std::ops::Range<usize>) {
        // The offsets behind each thing added, carried to where it comes to stand; they wrap where it stood further on.
        fn add(to: &mut Vec<u32>, ends: &[u32], first: u32, standing: usize) {
            let shift = (standing as u32).wrapping_sub(first);
            to.extend(ends.iter().map(|end| end.wrapping_add(shift)));
        }
        let shapes = &mut self.shapes;
        let parts = other.parcel_parts[parcels.start] as usize..other.parcel_parts[parcels.end] as usize;
        let rings = other.part_rings[parts.start] as usize..other.part_rings[parts.end] as usize;
        let positions = other.ring_starts[rings.start] as usize..other.ring_starts[rings.end] as usize;
        let (standing_parts, standing_rings) = (shapes.part_rings.len() - 1, shapes.ring_starts.len() - 1);
        let ends = &other.parcel_parts[parcels.start + 1..=parcels.end];
        add(&mut shapes.parcel_parts, ends, parts.start as u32, standing_parts);
        let ends = &other.part_rings[parts.start + 1..=parts.end];
        add(&mut shapes.part_rings, ends, rings.start as u32, standing_rings);
        let ends = &other.ring_starts[rings.start + 1..=rings.end];
        add(&mut shapes.ring_starts, ends, positions.start as u32, shapes.positions.len());
        shapes.positions.extend_from_slice(&other.positions[positions]);
    }

    /// The shapes built so far, still open to more.
    #[must_use]
    pub fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    /// The finished shapes.
    #[must_use]
    pub fn finish(mut self) -> Shapes {
        self.shapes.positions.shrink_to_fit();
        self.shapes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn one_square(builder: &mut ShapesBuilder, x: f64) {
        for position in [[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0]] {
            builder.push_position(position);
        }
        builder.end_ring();
        builder.end_part();
        builder.end_parcel();
    }

    #[test]
    fn a_parcel_without_shape_has_no_rings_between_two_that_have() {
        let mut builder = ShapesBuilder::default();
        one_square(&mut builder, 0.0);
        builder.end_parcel();
        one_square(&mut builder, 5.0);
        let shapes = builder.finish();
        assert_eq!(shapes.len(), 3);
        assert_eq!(shapes.rings_of(1).len(), 0);
        assert!(shapes.bounds_of(1).is_empty());
        assert_eq!(shapes.ring(shapes.rings_of(2).start)[0], [5.0, 0.0]);
        assert_eq!(shapes.bounds().east, 6.0);
    }

    #[test]
    fn appending_chunks_equals_building_in_one_go() {
        let (mut whole, mut first, mut second) =
            (ShapesBuilder::default(), ShapesBuilder::default(), ShapesBuilder::default());
        one_square(&mut whole, 0.0);
        one_square(&mut whole, 3.0);
        one_square(&mut first, 0.0);
        one_square(&mut second, 3.0);
        first.append(second.shapes());
        assert_eq!(first.finish(), whole.finish());
    }

    #[test]
    fn parcels_appended_from_the_middle_keep_their_outlines() {
        let mut builder = ShapesBuilder::default();
        for x in 0..5 {
            one_square(&mut builder, f64::from(x));
            if x == 1 {
                builder.end_parcel();
            }
        }
        let whole = builder.finish();
        let mut middle = ShapesBuilder::with_room_for(&whole);
        middle.append_parcels(&whole, 3..5);
        middle.append_parcels(&whole, 1..3);
        let middle = middle.finish();
        let firsts: Vec<_> = (0..4).map(|parcel| middle.bounds_of(parcel).west).collect();
        assert_eq!(firsts, [2.0, 3.0, 1.0, f64::INFINITY]);
    }

    #[test]
    fn an_abandoned_parcel_leaves_nothing_behind() {
        let mut builder = ShapesBuilder::default();
        one_square(&mut builder, 0.0);
        let before = builder.shapes().clone();
        builder.push_position([9.0, 9.0]);
        builder.end_ring();
        builder.end_part();
        builder.push_position([9.0, 9.0]);
        builder.abandon_parcel();
        assert_eq!(builder.finish(), before);
    }
}
