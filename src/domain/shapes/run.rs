//! Runs of parcels whose positions can be changed in place, each run in a thread of its own.
//!
//! Owns the cutting of the flat arrays; what is done to the positions is the caller's business.

use std::ops::Range;

use super::Shapes;

/// Some parcels on end, whose positions can be changed in place; see [`Shapes::runs_mut`].
#[derive(Debug)]
pub struct ShapesRun<'a> {
    first_parcel: usize,
    first_position: usize,
    positions: &'a mut [[f64; 2]],
    ring_starts: &'a [u32],
    part_rings: &'a [u32],
    parcel_parts: &'a [u32],
}

impl ShapesRun<'_> {
    /// The number among all parcels of the run's first one.
    #[must_use]
    pub fn first_parcel(&self) -> usize {
        self.first_parcel
    }

    fn rings_of(&self, part: usize) -> Range<usize> {
        self.part_rings[part] as usize..self.part_rings[part + 1] as usize
    }

    fn parts_of(&self, parcel: usize) -> Range<usize> {
        let parcel = self.first_parcel + parcel;
        self.parcel_parts[parcel] as usize..self.parcel_parts[parcel + 1] as usize
    }

    /// All positions of one of the run's parcels, ring after ring.
    pub fn positions_mut(&mut self, parcel: usize) -> &mut [[f64; 2]] {
        let parts = self.parts_of(parcel);
        let at = |part: usize| self.ring_starts[self.part_rings[part] as usize] as usize - self.first_position;
        let (start, end) = (at(parts.start), at(parts.end));
        &mut self.positions[start..end]
    }

    /// The rings of one of the run's parcels part by part, as [`Shapes::polygons_of`] gives them.
    pub fn polygons_of(&self, parcel: usize) -> impl Iterator<Item = Vec<&[[f64; 2]]>> + '_ {
        let start = |ring: usize| self.ring_starts[ring] as usize - self.first_position;
        self.parts_of(parcel)
            .map(move |part| self.rings_of(part).map(|ring| &self.positions[start(ring)..start(ring + 1)]).collect())
    }
}

impl Shapes {
    /// Runs of `parcels` parcels each, the last one shorter, whose positions can be changed in place, each in a thread of
    /// its own.
    pub fn runs_mut(&mut self, parcels: usize) -> Vec<ShapesRun<'_>> {
        let count = self.len();
        let Self { positions, ring_starts, part_rings, parcel_parts } = self;
        let mut rest = positions.as_mut_slice();
        let mut first_position = 0;
        let firsts = (0..count).step_by(parcels.max(1));
        firsts
            .map(|first_parcel| {
                let end = (first_parcel + parcels.max(1)).min(count);
                let end = ring_starts[part_rings[parcel_parts[end] as usize] as usize] as usize;
                let (positions, behind) = std::mem::take(&mut rest).split_at_mut(end - first_position);
                rest = behind;
                let run = ShapesRun { first_parcel, first_position, positions, ring_starts, part_rings, parcel_parts };
                first_position = end;
                run
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::ShapesBuilder;
    use crate::domain::shapes::tests::one_square;

    #[test]
    fn runs_of_parcels_see_and_change_their_own_positions() {
        let mut builder = ShapesBuilder::default();
        for x in 0..5 {
            one_square(&mut builder, f64::from(x));
            if x == 1 {
                builder.end_parcel();
            }
        }
        let mut shapes = builder.finish();
        let whole = shapes.clone();
        for run in &mut shapes.runs_mut(2) {
            for parcel in 0..2.min(6 - run.first_parcel()) {
                let expected: Vec<Vec<&[[f64; 2]]>> = whole.polygons_of(run.first_parcel() + parcel).collect();
                assert_eq!(run.polygons_of(parcel).collect::<Vec<_>>(), expected);
                run.positions_mut(parcel).iter_mut().for_each(|position| position[1] += 7.0);
            }
        }
        assert!(shapes.positions().iter().zip(whole.positions()).all(|(a, b)| *a == [b[0], b[1] + 7.0]));
    }
}
