//! Judges the outlines of one chunk, mends those that can be mended, and measures them.
//!
//! Owns what is told about an outline; what is right or wrong with it, and what it becomes, `geometry::repair` says.

use super::globe::has_wide_edge;
use super::place::Placed;
use crate::domain::{ShapeState, Shapes, ShapesBuilder};
use crate::geometry::area_measure::AreaMeasure;
use crate::geometry::repair::{Judgement, OutlineFault, Rings, judge};
use crate::geometry::validity::RingFault;
use crate::io::findings::{Finding, FindingKind};
use crate::io::import_report::Repaired;

/// Judges every outline of `placed`, which stands in degrees; `open_rings` are the rows that had rings to be closed.
pub(super) fn judge_outlines(
    placed: &mut Placed,
    feature_index: &[u32],
    open_rings: &[u32],
    untangle: bool,
    measure: &AreaMeasure,
) {
    let mut replaced: Vec<(usize, Vec<Rings>)> = Vec::new();
    let mut open_rings = open_rings.iter().peekable();
    for (row, &feature) in feature_index.iter().enumerate() {
        let was_open = open_rings.next_if_eq(&&(row as u32)).is_some();
        if placed.states[row] != ShapeState::Valid {
            continue;
        }
        let parts: Vec<Vec<&[[f64; 2]]>> = placed.shapes.polygons_of(row).collect();
        match judge(&parts, untangle, measure) {
            Judgement::Sound { area_m2, touches } => {
                placed.areas_m2[row] = area_m2;
                if touches {
                    placed.findings.add(Finding::of_feature(FindingKind::TouchesItself, feature));
                }
                if was_open {
                    placed.states[row] = ShapeState::Repaired;
                    placed.repaired.push(Repaired {
                        index: feature,
                        reason: FindingKind::RingNotClosed,
                        area_before_m2: area_m2,
                        area_after_m2: area_m2,
                    });
                }
            }
            Judgement::Mended { fault, parts, before_m2, after_m2 } => {
                let reason = kind_of(fault, true);
                placed.states[row] = ShapeState::Repaired;
                placed.areas_m2[row] = after_m2;
                placed.repaired.push(Repaired {
                    index: feature,
                    reason,
                    area_before_m2: before_m2,
                    area_after_m2: after_m2,
                });
                let areas = format!("{before_m2:.1} m² → {after_m2:.1} m²");
                placed.findings.add(Finding::of_feature(reason, feature).with_value(&areas));
                replaced.push((row, parts));
            }
            Judgement::Invalid(fault) => {
                placed.states[row] = ShapeState::Invalid;
                placed.findings.add(Finding::of_feature(kind_of(fault, false), feature));
            }
        }
    }
    if !replaced.is_empty() {
        placed.shapes = with_replaced(&placed.shapes, &replaced);
    }
}

/// Tells of every outline with an edge over half the globe.
pub(super) fn tell_wide_edges(placed: &mut Placed, feature_index: &[u32]) {
    for (row, &feature) in feature_index.iter().enumerate() {
        if !placed.areas_m2[row].is_nan() && has_wide_edge(&placed.shapes, row) {
            placed.findings.add(Finding::of_feature(FindingKind::WideEdge, feature));
        }
    }
}

/// The shapes with the outlines of some rows, in their order, replaced.
fn with_replaced(shapes: &Shapes, replaced: &[(usize, Vec<Rings>)]) -> Shapes {
    let mut builder = ShapesBuilder::default();
    let mut replaced = replaced.iter().peekable();
    let push = |builder: &mut ShapesBuilder, rings: &mut dyn Iterator<Item = &[[f64; 2]]>| {
        for ring in rings {
            for &position in ring {
                builder.push_position(position);
            }
            builder.end_ring();
        }
        builder.end_part();
    };
    for row in 0..shapes.len() {
        if let Some((_, parts)) = replaced.next_if(|(at, _)| *at == row) {
            for rings in parts {
                push(&mut builder, &mut rings.iter().map(Vec::as_slice));
            }
        } else {
            for rings in shapes.polygons_of(row) {
                push(&mut builder, &mut rings.into_iter());
            }
        }
        builder.end_parcel();
    }
    builder.finish()
}

fn kind_of(fault: OutlineFault, mended: bool) -> FindingKind {
    match fault {
        OutlineFault::Ring(RingFault::TooFewPoints) => FindingKind::TooFewPositions,
        OutlineFault::Ring(RingFault::NotClosed) => FindingKind::RingNotClosed,
        OutlineFault::Ring(RingFault::ZeroArea) => FindingKind::ZeroArea,
        OutlineFault::Ring(RingFault::SelfCrossing) if mended => FindingKind::CrossingRepaired,
        OutlineFault::Ring(RingFault::SelfCrossing) => FindingKind::SelfCrossing,
        OutlineFault::Ring(RingFault::TouchesItself) => FindingKind::TouchesItself,
        OutlineFault::Ring(RingFault::NotFinite) => FindingKind::NotFinite,
        OutlineFault::Ring(RingFault::OutOfRange) => FindingKind::OutOfRange,
        OutlineFault::Ring(RingFault::HoleOutside) if mended => FindingKind::HoleRepaired,
        OutlineFault::Ring(RingFault::HoleOutside) => FindingKind::HoleOutside,
        OutlineFault::RepeatedPoints => FindingKind::DuplicatePoints,
        OutlineFault::Spike => FindingKind::Spike,
        OutlineFault::PartsOverlap => FindingKind::PartsOverlap,
        OutlineFault::PartsNested if mended => FindingKind::PartsNestedRepaired,
        OutlineFault::PartsNested => FindingKind::PartsNested,
        OutlineFault::PartsTangled => FindingKind::PartsTangled,
        OutlineFault::HolesOverlap => FindingKind::HolesOverlap,
    }
}
