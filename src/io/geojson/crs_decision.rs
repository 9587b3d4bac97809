//! Which coordinate system a file is in: its label, its numbers, or the user's word.
//!
//! Owns the weighing of label against numbers (the numbers win) and what is told about it; carrying positions to
//! degrees is `place`'s.

use super::chunk::Chunk;
use super::root::Root;
use crate::domain::AreaBasis;
use crate::geometry::crs_guess::{CrsGuess, LONGITUDES_REACH, guess_crs, is_polar_only_because_swapped, is_sound};
use crate::geometry::wkt::name_in_wkt;
use crate::geometry::{Crs, Datum};
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::import_report::{CrsDecision, CrsEvidence};
use crate::io::{ReadError, UnknownCrs};

/// What the file says of its coordinate system.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    /// No `crs` member.
    Absent,
    /// `"crs": null`, or one that names nothing: explicitly unknown.
    Unknown,
    /// A name, or WKT.
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

/// A file's label, numbers and findings on the way to a decision.
struct Deciding<'a> {
    label: Label,
    /// The label as shown: of WKT only its name.
    name: Option<String>,
    named: Option<Crs>,
    /// The box around all numbers, and the one without strays.
    boxes: [[f64; 4]; 2],
    findings: &'a mut Findings,
}

/// Decides the coordinate system: the user's word, else the label if the numbers bear it out, else the numbers.
pub(super) fn decide(
    chosen: Option<Crs>,
    root: &Root,
    chunk: &Chunk,
    findings: &mut Findings,
) -> Result<CrsDecision, ReadError> {
    let label = label(root);
    let (name, named) = match &label {
        Label::Named(name) => {
            let short = name_in_wkt(name).filter(|short| !short.is_empty());
            (Some(short.unwrap_or_else(|| name.clone())), Crs::from_name(name))
        }
        Label::Absent | Label::Unknown => (None, None),
    };
    let bounds = chunk.bounds;
    let mut deciding = Deciding { label, name, named, boxes: [bounds; 2], findings };
    if bounds[0] > bounds[2] {
        let crs = chosen.or(named).unwrap_or(Crs::LonLat(4326));
        return Ok(deciding.decision(crs, CrsEvidence::Default, false));
    }
    // Looking for strays takes a turn over all parcels, which plain degrees can be spared.
    let is_plain = matches!(guess_crs(bounds), CrsGuess::Certain(Crs::LonLat(_)));
    if !(is_plain && chosen.is_none_or(Crs::is_degrees)) {
        deciding.boxes[1] = core_of(chunk).unwrap_or(bounds);
    }
    if !is_sound(deciding.boxes[1]) {
        return Err(ReadError::CoordinatesAbsurd { bounds });
    }
    let guess = match guess_crs(bounds) {
        CrsGuess::Unknown => guess_crs(deciding.boxes[1]),
        guess => guess,
    };
    let decision = match chosen {
        Some(crs) => deciding
            .by_word(crs, CrsEvidence::Option, &guess)
            .ok_or(ReadError::CrsMismatch { chosen: Box::new(crs), bounds: deciding.boxes[1] })?,
        None => match named.and_then(|crs| deciding.by_word(crs, CrsEvidence::Member, &guess)) {
            Some(decision) => decision,
            None => deciding.by_numbers(guess)?,
        },
    };
    deciding.tell_datum(decision.crs);
    Ok(decision)
}

impl Deciding<'_> {
    fn decision(&self, crs: Crs, decided_by: CrsEvidence, swapped: bool) -> CrsDecision {
        // A stray position would shift the middle of a plane without a place, and the picture of the question.
        let bounds = if swapped { turned(self.boxes[1]) } else { self.boxes[1] };
        CrsDecision { crs, decided_by, label: self.name.clone(), swapped, bounds }
    }

    fn tell(&mut self, kind: FindingKind) {
        let finding = Finding::of_file(kind).in_field("crs");
        self.findings.add(match &self.name {
            Some(name) => finding.with_value(name),
            None => finding,
        });
    }

    /// Whether the numbers, but for strays, can be of a system; `turn` swaps the axes first.
    fn fits(&self, crs: Crs, turn: bool) -> bool {
        self.boxes.iter().any(|&bounds| fits(crs, if turn { turned(bounds) } else { bounds }))
    }

    /// The system somebody named, as far as the numbers bear it out: with the axes as they stand or swapped, with the
    /// zone before the easting or without.
    fn by_word(&mut self, crs: Crs, evidence: CrsEvidence, guess: &CrsGuess) -> Option<CrsDecision> {
        let looks_swapped = match crs {
            Crs::WebMercator => is_polar_only_because_swapped(self.boxes[1]),
            Crs::LocalMetres => false,
            _ => crs.is_degrees() && *guess == CrsGuess::SwappedLonLat,
        };
        if self.fits(crs, false) && !looks_swapped {
            return Some(self.decision(crs, evidence, false));
        }
        if self.fits(crs, true) {
            self.tell(FindingKind::AxesSwapped);
            return Some(self.decision(crs, evidence, true));
        }
        // The word knows the meridian; only whether the zone stands before the easting does it get wrong.
        let Crs::GaussKrueger(zone) = crs else { return None };
        let other = Crs::GaussKrueger(zone.other_prefix());
        let turn = [false, true].into_iter().find(|&turn| self.fits(other, turn))?;
        self.tell(FindingKind::CrsContradicted);
        if turn {
            self.tell(FindingKind::AxesSwapped);
        }
        Some(self.decision(other, CrsEvidence::Numbers, turn))
    }

    /// What the numbers say on their own; of a label they contradict, only the datum is kept.
    fn by_numbers(&mut self, guess: CrsGuess) -> Result<CrsDecision, ReadError> {
        let datum = self.named.map_or(Datum::default(), Crs::datum);
        let (crs, swapped) = match guess {
            CrsGuess::Certain(crs) => (crs, false),
            CrsGuess::SwappedLonLat => (Crs::LonLat(4326), true),
            CrsGuess::Ask { candidates, .. } => return Err(self.unknown(candidates, datum)),
            CrsGuess::Unknown => match guess_crs(turned(self.boxes[1])) {
                CrsGuess::Certain(crs) if !crs.is_lonlat() => (crs, true),
                CrsGuess::Ask { candidates, .. } => return Err(self.unknown(candidates, datum)),
                _ => return Err(self.unknown(Vec::new(), datum)),
            },
        };
        match (&self.label, self.named) {
            (Label::Named(_), Some(_)) => self.tell(FindingKind::CrsContradicted),
            (Label::Named(_), None) => self.tell(FindingKind::CrsNameUnknown),
            _ => {}
        }
        if swapped {
            self.tell(FindingKind::AxesSwapped);
        }
        Ok(self.decision(crs.on(datum), CrsEvidence::Numbers, swapped))
    }

    fn unknown(&self, candidates: Vec<Crs>, datum: Datum) -> ReadError {
        let candidates = candidates.into_iter().map(|crs| crs.on(datum)).collect();
        ReadError::CrsUnknown(Box::new(UnknownCrs { label: self.name.clone(), candidates, bounds: self.boxes[1] }))
    }

    /// What the system means for places and areas, where it is not CGCS2000.
    fn tell_datum(&mut self, crs: Crs) {
        let datum = match crs.datum() {
            Datum::Cgcs2000 => None,
            Datum::Xian80 => Some(FindingKind::DatumXian80),
            Datum::Beijing54 => Some(FindingKind::DatumBeijing54),
            Datum::Unknown => Some(FindingKind::DatumUnknown),
        };
        let means = match crs {
            Crs::LocalMetres => Some(FindingKind::PlaceUnknown),
            Crs::Offset(_) => Some(FindingKind::OffsetUndone),
            _ if crs.area_basis() == AreaBasis::Plane => Some(FindingKind::PlaneAreas),
            _ => None,
        };
        for kind in datum.into_iter().chain(means) {
            self.findings.add(Finding::of_file(kind).with_value(&crs.to_string()));
        }
    }
}

fn turned([min_x, min_y, max_x, max_y]: [f64; 4]) -> [f64; 4] {
    [min_y, min_x, max_y, max_x]
}

/// The box around the parcels but for the outermost twentieth on each side, so that a few strays do not outvote the
/// rest. None of a handful of parcels, of which none is a stray.
fn core_of(chunk: &Chunk) -> Option<[f64; 4]> {
    let shapes = chunk.shapes.shapes();
    let firsts = (0..shapes.len())
        .filter_map(|parcel| shapes.rings_of(parcel).next().and_then(|ring| shapes.ring(ring).first()));
    let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = firsts.map(|position| (position[0], position[1])).unzip();
    let cut = xs.len() / 20;
    if cut == 0 {
        return None;
    }
    let between = |axis: &mut Vec<f64>| {
        let last = axis.len() - 1 - cut;
        let low = *axis.select_nth_unstable_by(cut, f64::total_cmp).1;
        (low, *axis.select_nth_unstable_by(last, f64::total_cmp).1)
    };
    let ((west, east), (south, north)) = (between(&mut xs), between(&mut ys));
    Some([west, south, east, north])
}

/// Whether numbers in this box can be of this system.
fn fits(crs: Crs, [min_x, min_y, max_x, max_y]: [f64; 4]) -> bool {
    if !is_sound([min_x, min_y, max_x, max_y]) {
        return false;
    }
    if crs.is_degrees() {
        return min_x >= -LONGITUDES_REACH && max_x <= LONGITUDES_REACH && min_y >= -90.0 && max_y <= 90.0;
    }
    let meridian = match crs {
        Crs::LocalMetres => return true,
        Crs::GaussKrueger(zone) => Some(f64::from(zone.meridian())),
        Crs::Grid(grid) => Some(grid.parameters().meridian),
        _ => None,
    };
    // As metres, numbers this small would be a place in the sea off Africa: they are degrees, in whichever order.
    let looks_like_degrees = min_x.min(min_y) >= -180.0 && max_x.max(max_y) <= 180.0;
    let (read, corners) = ([[min_x, min_y], [max_x, max_y]], &mut [[min_x, min_y], [max_x, max_y]]);
    let inverts = crs.inverse().is_some_and(|inverse| inverse.lonlat_from_projected(corners));
    if !inverts || looks_like_degrees {
        return false;
    }
    let near_meridian = meridian.is_none_or(|meridian| corners.iter().all(|[lon, _]| (lon - meridian).abs() < 9.0));
    let northing_first = matches!(crs, Crs::GaussKrueger(_)) && min_y < 1e6 && min_x > 1e6;
    // Far outside its own region a projection of the register may answer with some place; it does not find back.
    let finds_back = !matches!(crs, Crs::Epsg(_))
        || crs.forward().is_some_and(|forward| {
            forward.projected_from_lonlat(corners)
                && read.iter().flatten().zip(corners.iter().flatten()).all(|(a, b)| (a - b).abs() < 1.0)
        });
    near_meridian && !northing_first && finds_back
}
