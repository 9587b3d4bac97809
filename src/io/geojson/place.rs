//! Where the parcels are: decides the coordinate system, carries positions to degrees.
//!
//! Owns the weighing of label against numbers (the numbers win); knows nothing of the file's bytes.

use rayon::prelude::*;

use super::ReadProgress;
use super::chunk::{Chunk, NO_BOUNDS};
use super::judge::judge_outlines;
use super::root::Root;
use crate::domain::{ShapeState, Shapes, ShapesBuilder};
use crate::geometry::crs::{Crs, Inverse};
use crate::geometry::crs_guess::{CrsGuess, guess_crs};
use crate::io::ReadError;
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::import_report::{CrsDecision, CrsEvidence, Repaired};

/// What the file says of its coordinate system.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    /// No `crs` member.
    Absent,
    /// `"crs": null`, or one that names nothing: explicitly unknown.
    Unknown,
    /// A name.
    Named(String),
}

fn label(root: &Root) -> Label {
    let Some(text) = root.members.get("crs") else { return Label::Absent };
    let value: serde_json::Value =
        text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(serde_json::Value::Null);
    let properties = &value["properties"];
    let name = [&properties["name"], &properties["code"], &properties["href"], &value["name"], &value]
        .into_iter()
        .find_map(|value| match value {
            serde_json::Value::String(name) => Some(name.clone()),
            serde_json::Value::Number(code) => Some(format!("EPSG:{code}")),
            _ => None,
        });
    name.map_or(Label::Unknown, Label::Named)
}

/// Decides the coordinate system: the user's word, else the label if the numbers bear it out, else the numbers.
pub(super) fn decide(
    chosen: Option<Crs>,
    root: &Root,
    chunks: &[Chunk],
    findings: &mut Findings,
) -> Result<CrsDecision, ReadError> {
    let label = label(root);
    let name = match &label {
        Label::Named(name) => Some(name.clone()),
        Label::Absent | Label::Unknown => None,
    };
    let decision = |crs, decided_by, swapped| CrsDecision { crs, decided_by, label: name.clone(), swapped };
    let bounds = bounds_of(chunks);
    let named = name.as_deref().and_then(Crs::from_name);
    if bounds[0] > bounds[2] {
        let crs = chosen.or(named).unwrap_or(Crs::LonLat(4326));
        return Ok(decision(crs, CrsEvidence::Default, false));
    }
    let (guess, bounds) = guess(bounds, chunks);
    let told = |kind, findings: &mut Findings| {
        let finding = Finding::of_file(kind).in_field("crs");
        findings.add(match &name {
            Some(name) => finding.with_value(name),
            None => finding,
        });
    };
    for (crs, evidence) in [(chosen, CrsEvidence::Option), (named, CrsEvidence::Member)] {
        let Some(crs) = crs else { continue };
        if fits(crs, bounds) && !(crs.is_lonlat() && guess == CrsGuess::SwappedLonLat) {
            return Ok(decision(crs, evidence, false));
        }
        if fits(crs, swapped(bounds)) {
            told(FindingKind::AxesSwapped, findings);
            return Ok(decision(crs, evidence, true));
        }
        if evidence == CrsEvidence::Option {
            return Ok(decision(crs, evidence, false));
        }
        // The label knows the meridian; only whether the zone stands before the easting does it get wrong.
        if let Some(other) = other_prefix(crs).filter(|other| fits(*other, bounds)) {
            told(FindingKind::CrsContradicted, findings);
            return Ok(decision(other, CrsEvidence::Numbers, false));
        }
    }
    let follow_numbers = |findings: &mut Findings| match (&label, named) {
        (Label::Named(_), Some(_)) => told(FindingKind::CrsContradicted, findings),
        (Label::Named(_), None) => told(FindingKind::CrsNameUnknown, findings),
        _ => {}
    };
    let unknown = |proposed, candidates| ReadError::CrsUnknown { label: name.clone(), proposed, candidates, bounds };
    match guess {
        CrsGuess::Certain(crs) => {
            follow_numbers(findings);
            Ok(decision(crs, CrsEvidence::Numbers, false))
        }
        CrsGuess::SwappedLonLat => {
            follow_numbers(findings);
            told(FindingKind::AxesSwapped, findings);
            Ok(decision(Crs::LonLat(4326), CrsEvidence::Numbers, true))
        }
        CrsGuess::Ask { proposed, candidates } => Err(unknown(Some(proposed), candidates)),
        CrsGuess::Unknown => match guess_crs(swapped(bounds)) {
            CrsGuess::Certain(crs) if !crs.is_lonlat() => {
                follow_numbers(findings);
                told(FindingKind::AxesSwapped, findings);
                Ok(decision(crs, CrsEvidence::Numbers, true))
            }
            CrsGuess::Ask { proposed, candidates } => Err(unknown(Some(proposed), candidates)),
            _ => Err(unknown(None, Vec::new())),
        },
    }
}

fn bounds_of(chunks: &[Chunk]) -> [f64; 4] {
    chunks.iter().fold(NO_BOUNDS, |all, chunk| join(all, chunk.bounds))
}

fn join(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn swapped([min_x, min_y, max_x, max_y]: [f64; 4]) -> [f64; 4] {
    [min_y, min_x, max_y, max_x]
}

/// What the numbers say, and the box they fill; a few stray positions do not outvote the rest.
fn guess(bounds: [f64; 4], chunks: &[Chunk]) -> (CrsGuess, [f64; 4]) {
    let guess = guess_crs(bounds);
    if guess != CrsGuess::Unknown {
        return (guess, bounds);
    }
    let shapes = chunks.iter().flat_map(|chunk| {
        let shapes = chunk.shapes.shapes();
        (0..shapes.len())
            .filter_map(move |parcel| shapes.rings_of(parcel).next().and_then(|ring| shapes.ring(ring).first()))
    });
    let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = shapes.map(|position| (position[0], position[1])).unzip();
    xs.sort_by(f64::total_cmp);
    ys.sort_by(f64::total_cmp);
    let cut = xs.len() / 20;
    match (xs.get(cut..xs.len() - cut), ys.get(cut..ys.len() - cut)) {
        (Some([west, .., east]), Some([south, .., north])) if cut > 0 => {
            let core = [*west, *south, *east, *north];
            (guess_crs(core), core)
        }
        _ => (guess, bounds),
    }
}

/// The same zone with its number before the easting where this one has none, and the other way round.
fn other_prefix(crs: Crs) -> Option<Crs> {
    match crs {
        Crs::GaussKrueger3 { meridian, prefixed } => Some(Crs::GaussKrueger3 { meridian, prefixed: !prefixed }),
        Crs::LonLat(_) | Crs::WebMercator => None,
    }
}

/// Whether numbers in this box can be of this system.
fn fits(crs: Crs, [min_x, min_y, max_x, max_y]: [f64; 4]) -> bool {
    if crs.is_lonlat() {
        return min_x >= -180.0 && max_x <= 180.0 && min_y >= -90.0 && max_y <= 90.0;
    }
    // As metres, numbers this small would be a place in the sea off Africa: they are degrees, in whichever order.
    let looks_like_degrees = min_x.min(min_y) >= -180.0 && max_x.max(max_y) <= 180.0;
    let corners = &mut [[min_x, min_y], [max_x, max_y]];
    let inverts = crs.inverse().is_some_and(|inverse| inverse.lonlat_from_projected(corners));
    let near_meridian = match crs {
        Crs::GaussKrueger3 { meridian, .. } => corners.iter().all(|[lon, _]| (lon - f64::from(meridian)).abs() < 9.0),
        Crs::LonLat(_) | Crs::WebMercator => true,
    };
    let northing_first = matches!(crs, Crs::GaussKrueger3 { .. }) && min_y < 1e6 && min_x > 1e6;
    inverts && !looks_like_degrees && near_meridian && !northing_first
}

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
    let inverse = decision.crs.inverse();
    if inverse.is_none() && !decision.crs.is_lonlat() {
        return Err(ReadError::CrsUnknown {
            label: decision.label.clone(),
            proposed: None,
            candidates: Vec::new(),
            bounds: bounds_of(chunks),
        });
    }
    chunks
        .par_iter_mut()
        .map(|chunk| {
            if progress.is_cancelled() {
                return Err(ReadError::Cancelled);
            }
            Ok(place_chunk(chunk, inverse.as_ref(), decision.swapped, untangle))
        })
        .collect()
}

fn place_chunk(chunk: &mut Chunk, inverse: Option<&Inverse>, swap: bool, untangle: bool) -> Placed {
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
            if !carry(&raw, parcel, inverse, swap, &mut builder) {
                builder.abandon_parcel();
                *state = ShapeState::Invalid;
                findings.add(Finding::of_feature(FindingKind::OutOfRange, chunk.feature_index[parcel]));
            }
            builder.end_parcel();
        }
        builder.finish()
    };
    let mut placed = Placed { areas_m2: vec![f64::NAN; states.len()], shapes, states, findings, repaired: Vec::new() };
    judge_outlines(&mut placed, &chunk.feature_index, &chunk.open_rings, untangle);
    placed
}

/// Copies one parcel's outline in degrees; `false` if any position is outside the system.
fn carry(raw: &Shapes, parcel: usize, inverse: Option<&Inverse>, swap: bool, builder: &mut ShapesBuilder) -> bool {
    for part in raw.parts_of(parcel) {
        for ring in raw.rings_of_part(part) {
            for &[x, y] in raw.ring(ring) {
                builder.push_position(if swap { [y, x] } else { [x, y] });
            }
            let positions = builder.open_ring_mut();
            let in_system = match inverse {
                Some(inverse) => inverse.lonlat_from_projected(positions),
                None => true,
            };
            if !in_system || !positions.iter().all(|[lon, lat]| lon.abs() <= 180.0 && lat.abs() <= 90.0) {
                return false;
            }
            builder.end_ring();
        }
        builder.end_part();
    }
    true
}
