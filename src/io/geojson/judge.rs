//! Judges outlines, mends those that can be mended, and measures them.
//!
//! Owns what is told about an outline; what is right or wrong with it, and what it becomes, `geometry::repair` says.

use super::place::Found;
use crate::domain::{ShapeState, Shapes, ShapesBuilder};
use crate::geometry::area_measure::AreaMeasure;
use crate::geometry::repair::{Judgement, OutlineFault, Rings, judge};
use crate::geometry::validity::RingFault;
use crate::io::findings::{Finding, FindingKind};
use crate::io::import_report::Repaired;

/// How outlines are judged and measured.
pub(super) struct Judge {
    /// Whether outlines that cross themselves are mended by the even-odd rule.
    pub(super) untangle: bool,
    pub(super) measure: AreaMeasure,
}

/// What an outline was found to be.
pub(super) struct Verdict {
    pub(super) state: ShapeState,
    /// NaN for an invalid outline.
    pub(super) area_m2: f64,
    /// What takes its place, if it was mended.
    pub(super) parts: Option<Vec<Rings>>,
}

impl Judge {
    /// Judges an outline, which stands in degrees; `was_open` says that a ring of it had to be closed.
    pub(super) fn outline(
        &self,
        parts: &[Vec<&[[f64; 2]]>],
        feature: u32,
        was_open: bool,
        found: &mut Found,
    ) -> Verdict {
        let mut repair = |reason, area_before_m2, area_after_m2| {
            found.repaired.push(Repaired { index: feature, reason, area_before_m2, area_after_m2 });
        };
        match judge(parts, self.untangle, &self.measure) {
            Judgement::Sound { area_m2, touches } => {
                if touches {
                    found.findings.add(Finding::of_feature(FindingKind::TouchesItself, feature));
                }
                if was_open {
                    repair(FindingKind::RingNotClosed, area_m2, area_m2);
                }
                let state = if was_open { ShapeState::Repaired } else { ShapeState::Valid };
                Verdict { state, area_m2, parts: None }
            }
            Judgement::Mended { fault, parts, before_m2, after_m2 } => {
                let reason = kind_of(fault, true);
                repair(reason, before_m2, after_m2);
                let areas = format!("{before_m2:.1} m² → {after_m2:.1} m²");
                found.findings.add(Finding::of_feature(reason, feature).with_value(&areas));
                Verdict { state: ShapeState::Repaired, area_m2: after_m2, parts: Some(parts) }
            }
            Judgement::Invalid(fault) => {
                found.findings.add(Finding::of_feature(kind_of(fault, false), feature));
                Verdict { state: ShapeState::Invalid, area_m2: f64::NAN, parts: None }
            }
        }
    }
}

/// The shapes with the outlines of some rows, in their order, replaced.
pub(super) fn with_replaced(shapes: &Shapes, replaced: &[(usize, Vec<Rings>)]) -> Shapes {
    let mut builder = ShapesBuilder::with_room_for(shapes);
    let mut next = 0;
    for (row, parts) in replaced {
        builder.append_parcels(shapes, next..*row);
        next = row + 1;
        for rings in parts {
            for ring in rings {
                for &position in ring {
                    builder.push_position(position);
                }
                builder.end_ring();
            }
            builder.end_part();
        }
        builder.end_parcel();
    }
    builder.append_parcels(shapes, next..shapes.len());
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
