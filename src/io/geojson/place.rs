//! Where the parcels are: carries positions to degrees, judges outlines, measures them.
//!
//! Owns the way from raw positions to judged outlines; which coordinate system they are in is `crs_decision`'s. Knows
//! nothing of the file's bytes.

use rayon::prelude::*;

use super::ReadProgress;
use super::chunk::Chunk;
use super::crs_decision::bounds_of;
use super::globe::take_turns_off;
use super::judge::{judge_outlines, tell_wide_edges};
use crate::domain::{ShapeState, Shapes, ShapesBuilder};
use crate::geometry::area_measure::AreaMeasure;
use crate::geometry::projection::Inverse;
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::import_report::{CrsDecision, Repaired};
use crate::io::{ReadError, UnknownCrs};

/// A chunk's outlines in degrees, judged and measured.
pub(super) struct Placed {
    pub(super) shapes: Shapes,
    pub(super) states: Vec<ShapeState>,
    /// NaN without a valid outline.
    pub(super) areas_m2: Vec<f64>,
    pub(super) findings: Findings,
    /// Outlines that were mended.
    pub(super) repaired: Vec<Repaired>,
}

/// Carries all chunks to degrees, in parallel, in order.
pub(super) fn place(
    chunks: &mut [Chunk],
    decision: &CrsDecision,
    untangle: bool,
    progress: &ReadProgress,
) -> Result<Vec<Placed>, ReadError> {
    let [min_x, min_y, max_x, max_y] = decision.bounds;
    let inverse = decision.crs.inverse_about([f64::midpoint(min_x, max_x), f64::midpoint(min_y, max_y)]);
    let measure = AreaMeasure::of(decision.crs);
    if inverse.is_none() && !decision.crs.is_lonlat() {
        let (label, bounds) = (decision.label.clone(), bounds_of(chunks));
        return Err(ReadError::CrsUnknown(Box::new(UnknownCrs { label, candidates: Vec::new(), bounds })));
    }
    chunks
        .par_iter_mut()
        .map(|chunk| {
            if progress.is_cancelled() {
                return Err(ReadError::Cancelled);
            }
            Ok(place_chunk(chunk, inverse.as_ref(), decision.swapped, untangle, &measure))
        })
        .collect()
}

fn place_chunk(
    chunk: &mut Chunk,
    inverse: Option<&Inverse>,
    swap: bool,
    untangle: bool,
    measure: &AreaMeasure,
) -> Placed {
    let raw = std::mem::take(&mut chunk.shapes).finish();
    let mut states = std::mem::take(&mut chunk.states);
    let mut findings = Findings::default();
    let [west, south, east, north] = chunk.bounds;
    let all_in_range = west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0;
    let shapes = if inverse.is_none() && !swap && (all_in_range || west > east) {
        raw
    } else {
        let mut builder = ShapesBuilder::default();
        for (parcel, state) in states.iter_mut().enumerate() {
            let told = |kind| Finding::of_feature(kind, chunk.feature_index[parcel]);
            match carry(&raw, parcel, inverse, swap, &mut builder) {
                Some(false) => {}
                Some(true) => findings.add(told(FindingKind::LongitudeBeyond)),
                None => {
                    builder.abandon_parcel();
                    *state = ShapeState::Invalid;
                    findings.add(told(FindingKind::OutOfRange));
                }
            }
            builder.end_parcel();
        }
        builder.finish()
    };
    let mut placed = Placed { areas_m2: vec![f64::NAN; states.len()], shapes, states, findings, repaired: Vec::new() };
    judge_outlines(&mut placed, &chunk.feature_index, &chunk.open_rings, untangle, measure);
    if east - west > 180.0 {
        tell_wide_edges(&mut placed, &chunk.feature_index);
    }
    placed
}

/// Copies one parcel's outline in degrees and says whether whole turns of the globe were taken off it; `None` if any
/// position is outside the system.
fn carry(
    raw: &Shapes,
    parcel: usize,
    inverse: Option<&Inverse>,
    swap: bool,
    builder: &mut ShapesBuilder,
) -> Option<bool> {
    let mut positions: Vec<[f64; 2]> = Vec::new();
    for ring in raw.rings_of(parcel) {
        positions.extend(raw.ring(ring).iter().map(|&[x, y]| if swap { [y, x] } else { [x, y] }));
    }
    if let Some(inverse) = inverse
        && !inverse.lonlat_from_projected(&mut positions)
    {
        return None;
    }
    let turned = take_turns_off(&mut positions)?;
    let mut positions = positions.into_iter();
    for part in raw.parts_of(parcel) {
        for ring in raw.rings_of_part(part) {
            for position in positions.by_ref().take(raw.ring(ring).len()) {
                builder.push_position(position);
            }
            builder.end_ring();
        }
        builder.end_part();
    }
    Some(turned)
}
