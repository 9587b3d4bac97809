//! Where the parcels are: carries positions to degrees, judges outlines, measures them.
//!
//! Owns the way from raw positions to judged outlines; which coordinate system they are in is `crs_decision`'s. Knows
//! nothing of the file's bytes.

use rayon::prelude::*;

use super::ReadProgress;
use super::chunk::Chunk;
use super::globe::{has_wide_edge, take_turns_off};
use super::judge::{Judge, with_replaced};
use crate::domain::{ShapeState, Shapes, ShapesRun};
use crate::geometry::area_measure::AreaMeasure;
use crate::geometry::projection::Inverse;
use crate::geometry::repair::Rings;
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::import_report::{CrsDecision, Repaired};
use crate::io::{ReadError, UnknownCrs};

/// Parcels that a thread carries and judges at a stretch.
const RUN: usize = 1 << 10;

/// All outlines in degrees, judged and measured.
pub(super) struct Placed {
    pub(super) shapes: Shapes,
    pub(super) states: Vec<ShapeState>,
    /// NaN without a valid outline.
    pub(super) areas_m2: Vec<f64>,
    pub(super) findings: Findings,
    /// Outlines that were mended.
    pub(super) repaired: Vec<Repaired>,
}

/// What is done to every outline, and what there is to know for it.
struct Placing<'a> {
    inverse: Option<Inverse>,
    swap: bool,
    /// Whether positions have to be changed at all.
    carries: bool,
    /// Whether any edge may span more than half the globe.
    is_wide: bool,
    feature_index: &'a [u32],
    open_rings: &'a [u32],
    judge: Judge,
}

/// What became of a run of parcels.
#[derive(Default)]
pub(super) struct Found {
    pub(super) findings: Findings,
    pub(super) repaired: Vec<Repaired>,
    /// The rows, ascending, whose outlines gave way to others.
    pub(super) replaced: Vec<(usize, Vec<Rings>)>,
}

/// Carries all outlines to degrees and judges them, in parallel.
pub(super) fn place(
    chunk: &mut Chunk,
    decision: &CrsDecision,
    untangle: bool,
    progress: &ReadProgress,
) -> Result<Placed, ReadError> {
    let [min_x, min_y, max_x, max_y] = decision.bounds;
    let inverse = decision.crs.inverse_about([f64::midpoint(min_x, max_x), f64::midpoint(min_y, max_y)]);
    if inverse.is_none() && !decision.crs.is_lonlat() {
        let (label, bounds) = (decision.label.clone(), chunk.bounds);
        return Err(ReadError::CrsUnknown(Box::new(UnknownCrs { label, candidates: Vec::new(), bounds })));
    }
    let mut shapes = std::mem::take(&mut chunk.shapes).finish();
    let mut states = std::mem::take(&mut chunk.states);
    let mut areas_m2 = vec![f64::NAN; states.len()];
    let [west, south, east, north] = chunk.bounds;
    let is_in_range = west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0;
    let placing = Placing {
        carries: inverse.is_some() || decision.swapped || !(is_in_range || west > east),
        inverse,
        swap: decision.swapped,
        is_wide: east - west > 180.0,
        feature_index: &chunk.feature_index,
        open_rings: &chunk.open_rings,
        judge: Judge { untangle, measure: AreaMeasure::of(decision.crs) },
    };
    let runs = shapes.runs_mut(RUN).into_par_iter();
    let found: Vec<Found> =
        runs.zip(states.par_chunks_mut(RUN))
            .zip(areas_m2.par_chunks_mut(RUN))
            .map(|((run, states), areas_m2)| {
                if progress.is_cancelled() { Err(ReadError::Cancelled) } else { Ok(placing.run(run, states, areas_m2)) }
            })
            .collect::<Result<_, _>>()?;
    let (mut findings, mut repaired, mut replaced) = (Findings::default(), Vec::new(), Vec::new());
    for found in found {
        findings.append(found.findings);
        repaired.extend(found.repaired);
        replaced.extend(found.replaced);
    }
    if !replaced.is_empty() {
        shapes = with_replaced(&shapes, &replaced);
    }
    Ok(Placed { shapes, states, areas_m2, findings, repaired })
}

impl Placing<'_> {
    fn run(&self, mut run: ShapesRun<'_>, states: &mut [ShapeState], areas_m2: &mut [f64]) -> Found {
        let mut found = Found::default();
        for (parcel, (state, area_m2)) in states.iter_mut().zip(areas_m2).enumerate() {
            let row = run.first_parcel() + parcel;
            let feature = self.feature_index[row];
            if self.carries {
                match self.carry(run.positions_mut(parcel)) {
                    Some(false) => {}
                    Some(true) => found.findings.add(Finding::of_feature(FindingKind::LongitudeBeyond, feature)),
                    None => {
                        *state = ShapeState::Invalid;
                        found.replaced.push((row, Vec::new()));
                        found.findings.add(Finding::of_feature(FindingKind::OutOfRange, feature));
                    }
                }
            }
            if *state != ShapeState::Valid {
                continue;
            }
            let was_open = self.open_rings.binary_search(&(row as u32)).is_ok();
            let parts: Vec<Vec<&[[f64; 2]]>> = run.polygons_of(parcel).collect();
            let verdict = self.judge.outline(&parts, feature, was_open, &mut found);
            (*state, *area_m2) = (verdict.state, verdict.area_m2);
            let wide = |parts: &[Vec<&[[f64; 2]]>]| self.is_wide && !area_m2.is_nan() && has_wide_edge(parts);
            let is_wide = match &verdict.parts {
                Some(rings) => {
                    let parts: Vec<Vec<&[[f64; 2]]>> =
                        rings.iter().map(|rings| rings.iter().map(Vec::as_slice).collect()).collect();
                    wide(&parts)
                }
                None => wide(&parts),
            };
            if is_wide {
                found.findings.add(Finding::of_feature(FindingKind::WideEdge, feature));
            }
            found.replaced.extend(verdict.parts.map(|parts| (row, parts)));
        }
        found
    }

    /// Carries one parcel's positions to degrees and says whether whole turns of the globe were taken off them; `None`
    /// if any is outside the system: what they then are is of no use.
    fn carry(&self, positions: &mut [[f64; 2]]) -> Option<bool> {
        if self.swap {
            for position in &mut *positions {
                position.swap(0, 1);
            }
        }
        if let Some(inverse) = &self.inverse
            && !inverse.lonlat_from_projected(positions)
        {
            return None;
        }
        take_turns_off(positions)
    }
}
