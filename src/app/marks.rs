//! What the user marks for suggestions: undoable changes of leading firms, zones and facts of parks, zones made of layers
//! and parcels, and what results say of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::Document;
use super::history::Edit;
use super::layers::Layer;
use crate::domain::{Category, MarkedZone, ParkFacts, RowSet, TextField, UserMarks, ZoneKind, ZoneRings};
use crate::geometry::united::{united, united_parcels};
use crate::locale::Lang;

/// The most parcels whose outlines are made one zone.
pub const MOST_ZONE_PARCELS: usize = 5_000;

/// A change of what is marked.
#[derive(Clone, Debug)]
pub enum MarkChange {
    /// Parcels are leading firms, or no longer are.
    Anchors(RowSet, bool),
    /// A leading firm is called so; empty is by the parcel's own name.
    NameAnchor(u32, String),
    /// There are further zones.
    AddZones(Vec<MarkedZone>),
    /// A zone is called so.
    NameZone(usize, String),
    /// A zone is of this kind.
    KindOfZone(usize, ZoneKind),
    /// A zone has this outline.
    ZoneOutline(usize, ZoneRings),
    /// There is a zone less.
    RemoveZone(usize),
    /// So much is known of a park.
    Park(String, ParkFacts),
}

impl MarkChange {
    fn apply(self, marks: &mut UserMarks) {
        match self {
            Self::Anchors(rows, true) => {
                for row in rows.iter() {
                    marks.anchors.entry(row as u32).or_default();
                }
            }
            Self::Anchors(rows, false) => marks.anchors.retain(|&row, _| !rows.contains(row as usize)),
            Self::NameAnchor(row, name) => {
                if let Some(held) = marks.anchors.get_mut(&row) {
                    name.trim().clone_into(held);
                }
            }
            Self::AddZones(zones) => marks.zones.extend(zones.into_iter().filter(|zone| !zone.rings.is_empty())),
            Self::NameZone(at, name) => {
                let name = name.trim();
                if let Some(zone) = marks.zones.get_mut(at).filter(|_| !name.is_empty()) {
                    name.clone_into(&mut zone.name);
                }
            }
            Self::KindOfZone(at, kind) => marks.zones.get_mut(at).into_iter().for_each(|zone| zone.kind = kind),
            Self::ZoneOutline(at, rings) => {
                let is_outline = !rings.is_empty() && rings.iter().all(|ring| ring.len() > 2);
                if let Some(zone) = marks.zones.get_mut(at).filter(|_| is_outline) {
                    zone.rings = Arc::new(rings);
                }
            }
            Self::RemoveZone(at) => {
                if at < marks.zones.len() {
                    marks.zones.remove(at);
                }
            }
            Self::Park(name, facts) => marks.set_park(&name, facts),
        }
    }
}

impl Document {
    /// What the user marked.
    #[must_use]
    pub fn marks(&self) -> &Arc<UserMarks> {
        &self.judging.marks
    }

    /// Changes what is marked, undoably.
    pub fn mark(&mut self, change: MarkChange) {
        let old = Arc::clone(&self.judging.marks);
        let mut new = UserMarks::clone(&old);
        change.apply(&mut new);
        if new != *old {
            self.perform(Edit::Marks(Box::new((old, Arc::new(new)))));
        }
    }

    /// Puts marks in place.
    pub(super) fn put_marks(&mut self, marks: &Arc<UserMarks>) {
        self.judging.marks = Arc::clone(marks);
        self.revisions.marks += 1;
    }

    /// What a leading firm is called: as the user says, else as its parcel is.
    #[must_use]
    pub fn anchor_name(&self, row: u32) -> &str {
        let said = self.judging.marks.anchors.get(&row).filter(|name| !name.is_empty());
        let row = row as usize;
        said.map_or_else(
            || self.table.text_of(TextField::Name, row).unwrap_or_else(|| self.table.key(row)),
            String::as_str,
        )
    }

    /// The industry a parcel's chain is told by, as the file writes it; `None` where it says nothing.
    #[must_use]
    pub fn chain_of(&self, row: u32) -> Option<&str> {
        let word = |category| self.table.category(category)?.get(row as usize).map(|word| &**word);
        word(Category::Industry).or_else(|| word(Category::IndustryClass))
    }

    /// The parks that facts are entered of, by name; the one of no name where the table knows no parks.
    #[must_use]
    pub fn parks_to_enter(&self) -> Vec<Arc<str>> {
        match self.table.category(Category::Park) {
            Some(parks) => parks.words().to_vec(),
            None => vec![Arc::from("")],
        }
    }

    /// What the selected parcels cover together, as a zone's outline; `None` where they are none or too many.
    #[must_use]
    pub fn zone_of_selection(&self) -> Option<ZoneRings> {
        let count = self.selection.count();
        (1..=MOST_ZONE_PARCELS)
            .contains(&count)
            .then(|| united_parcels(self.table.shapes(), self.selection.iter()))
            .filter(|rings| !rings.is_empty())
    }

    /// A zone of this outline, called by its kind and the first number that is free.
    #[must_use]
    pub fn new_zone(&self, lang: Lang, kind: ZoneKind, rings: ZoneRings) -> MarkedZone {
        let kind_name = zone_kind_name(lang, kind);
        let named = |number: usize| {
            lang.text_with("marks-zone-name", [("kind", kind_name.as_str().into()), ("number", number.into())])
        };
        let zones = &self.judging.marks.zones;
        let is_free = |name: &String| zones.iter().all(|zone| zone.name != *name);
        let name = (1..=zones.len() + 1).map(named).find(is_free).unwrap_or_default();
        MarkedZone { kind, name, rings: Arc::new(rings) }
    }
}

impl Layer {
    /// The zones its polygons make: those of one name together, those of none by the layer's.
    #[must_use]
    pub fn zones(&self, kind: ZoneKind) -> Vec<MarkedZone> {
        let mut named: BTreeMap<&str, Vec<&ZoneRings>> = BTreeMap::new();
        for (name, rings) in self.outlines() {
            named.entry(name.as_deref().unwrap_or(&self.name)).or_default().push(rings);
        }
        let zone = |(name, polygons): (&str, Vec<&ZoneRings>)| {
            let rings = united(polygons.into_iter().map(|rings| rings.iter().map(Vec::as_slice).collect()));
            MarkedZone { kind, name: name.to_owned(), rings: Arc::new(rings) }
        };
        named.into_iter().map(zone).collect()
    }
}

/// What a kind of zone is called.
#[must_use]
pub fn zone_kind_name(lang: Lang, kind: ZoneKind) -> String {
    let id = match kind {
        ZoneKind::Platform => "marks-zone-platform",
        ZoneKind::Urban => "marks-zone-urban",
    };
    lang.text(id).into_owned()
}

/// The line of the notes that says what is marked, if anything is.
#[must_use]
pub fn marks_note(lang: Lang, marks: &UserMarks) -> Option<(String, String)> {
    let counts = [
        ("anchors", marks.anchors.len().into()),
        ("platforms", marks.zones_of(ZoneKind::Platform).count().into()),
        ("urban", marks.zones_of(ZoneKind::Urban).count().into()),
        ("parks", marks.parks.len().into()),
    ];
    (!marks.is_empty()).then(|| (lang.text("note-marks").into_owned(), lang.text_with("note-marks-text", counts)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::jobs::tests::loaded_sample;
    use super::super::{Action, JobKind, LoadRequest, Paths, Workspace};
    use super::*;
    use crate::app::SelectMode;
    use crate::domain::{FindingKind, Outcome, RenewalModel};

    fn document() -> Document {
        Document::new(loaded_sample(), 1)
    }

    fn rows(document: &Document, rows: &[usize]) -> RowSet {
        RowSet::from_rows(document.table().len(), rows.iter().copied())
    }

    fn square(kind: ZoneKind, [lon, lat]: [f64; 2], half: f64) -> MarkedZone {
        let ring = vec![
            [lon - half, lat - half],
            [lon + half, lat - half],
            [lon + half, lat + half],
            [lon - half, lat + half],
        ];
        MarkedZone { kind, name: "Z".to_owned(), rings: Arc::new(vec![ring]) }
    }

    /// Marks of every sort.
    fn mark_all(document: &mut Document) {
        document.mark(MarkChange::Anchors(rows(document, &[3, 5]), true));
        document.mark(MarkChange::NameAnchor(5, " 龙头 ".to_owned()));
        let middle = document.table().shapes().bounds().center();
        document.mark(MarkChange::AddZones(vec![square(ZoneKind::Platform, middle, 1.0)]));
        let facts = ParkFacts { land_left_share: Some(0.01), demand_waiting: Some(true), partner_park: None };
        document.mark(MarkChange::Park("P".to_owned(), facts));
    }

    #[test]
    fn every_change_of_marks_is_one_step_and_is_taken_back_and_done_again() {
        let mut document = document();
        let mut states = vec![Arc::clone(document.marks())];
        let middle = document.table().shapes().bounds().center();
        let facts = ParkFacts { partner_park: Some(false), ..ParkFacts::default() };
        for change in [
            MarkChange::Anchors(rows(&document, &[3, 5]), true),
            MarkChange::NameAnchor(5, "N".to_owned()),
            MarkChange::Anchors(rows(&document, &[3]), false),
            MarkChange::AddZones(vec![square(ZoneKind::Platform, middle, 1.0)]),
            MarkChange::NameZone(0, "Port".to_owned()),
            MarkChange::KindOfZone(0, ZoneKind::Urban),
            MarkChange::ZoneOutline(0, square(ZoneKind::Urban, middle, 2.0).rings.to_vec()),
            MarkChange::Park("P".to_owned(), facts),
            MarkChange::RemoveZone(0),
            MarkChange::Park("P".to_owned(), ParkFacts::default()),
        ] {
            document.mark(change);
            assert_ne!(document.marks(), states.last().unwrap());
            states.push(Arc::clone(document.marks()));
        }
        // What changes nothing is no step.
        for idle in [
            MarkChange::Anchors(rows(&document, &[5]), true),
            MarkChange::NameAnchor(9, "nobody".to_owned()),
            MarkChange::NameZone(0, "none".to_owned()),
            MarkChange::RemoveZone(7),
            MarkChange::ZoneOutline(0, vec![vec![middle, middle]]),
            MarkChange::AddZones(vec![MarkedZone { rings: Arc::default(), ..square(ZoneKind::Urban, middle, 1.0) }]),
        ] {
            document.mark(idle);
        }
        for state in states.iter().rev().skip(1) {
            assert!(document.undo());
            assert_eq!(document.marks(), state);
        }
        assert!(!document.can_undo() && document.marks().is_empty());
        for state in &states[1..] {
            assert!(document.redo());
            assert_eq!(document.marks(), state);
        }
    }

    #[test]
    fn suggestions_follow_marks_at_once_and_undoing_them() {
        let mut document = document();
        let before = document.outcomes(FindingKind::Suggestion);
        let middle = document.table().shapes().bounds().center();
        document.mark(MarkChange::AddZones(vec![square(ZoneKind::Platform, middle, 1.0)]));
        let linked = Outcome::Model(RenewalModel::PlatformLinkage);
        let count = |outcomes: &[Outcome]| outcomes.iter().filter(|&&each| each == linked).count();
        let after = document.outcomes(FindingKind::Suggestion);
        assert!(count(&after) > count(&before), "{} {}", count(&before), count(&after));
        document.undo();
        assert_eq!(document.outcomes(FindingKind::Suggestion), before);
    }

    #[test]
    fn the_project_keeps_marks_and_another_reading_carries_them_over() {
        let mut document = document();
        mark_all(&mut document);
        assert!(document.is_dirty());
        let file = document.project_file(Path::new("a.mulens"));
        let mut bytes = Vec::new();
        file.write_to(&mut bytes).unwrap();
        let read = crate::io::ProjectFile::from_bytes(&bytes, Path::new("a.mulens")).unwrap();
        let mut again = Document::new(loaded_sample(), 2);
        again.lay_project(None, read);
        assert_eq!(again.marks(), document.marks());
        assert_eq!((again.anchor_name(5), again.is_dirty()), ("龙头", false));
        let mut reread = Document::new(loaded_sample(), 3);
        reread.carry_over(&document);
        assert_eq!(reread.marks(), document.marks());
        assert!(marks_note(Lang::En, document.marks()).unwrap().1.contains("Leading firms: 2"));
        assert_eq!(marks_note(Lang::En, &UserMarks::default()), None);
    }

    #[test]
    fn a_zone_is_made_of_selected_parcels_and_of_a_layers_polygons_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zones.geojson");
        let polygon = |name: &str, west: f64| {
            let properties = if name.is_empty() { "null".to_owned() } else { format!("{{\"name\":\"{name}\"}}") };
            let east = west + 0.02;
            format!(
                r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[[[{west},36],[{east},36],[{east},36.1],[{west},36.1],[{west},36]]]}}}}"#
            )
        };
        let features = [polygon("Port", 120.0), polygon("", 120.5), polygon("Port", 120.01)].join(",");
        std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)).unwrap();
        let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        workspace.apply(Action::AddLayer(path));
        workspace.finish_jobs();
        // The window's thread makes none: a job does, and they are one step.
        workspace.apply(Action::ZonesOfLayer(0, ZoneKind::Platform));
        assert!(workspace.document_mut().unwrap().marks().zones.is_empty());
        assert_eq!(workspace.jobs().map(|job| job.kind).collect::<Vec<_>>(), [JobKind::MakeZones]);
        workspace.finish_jobs();
        let document = workspace.document_mut().unwrap();
        let zones = document.layers()[0].zones(ZoneKind::Urban);
        let made: Vec<_> = document.marks().zones.iter().map(|zone| (zone.kind, &*zone.name, &zone.rings)).collect();
        assert_eq!(made, [0, 1].map(|at| (ZoneKind::Platform, &*zones[at].name, &zones[at].rings)));
        assert!(document.undo() && document.marks().is_empty());
        let told: Vec<_> = zones.iter().map(|zone| (zone.name.as_str(), zone.rings.len())).collect();
        assert_eq!(told, [("Port", 1), ("zones", 1)], "overlapping polygons of a name are one");
        assert!(zones.iter().all(|zone| zone.rings[0].len() >= 4 && zone.rings[0].first() != zone.rings[0].last()));

        assert_eq!(document.zone_of_selection(), None);
        let chosen = rows(document, &[0, 1]);
        document.select(&chosen, SelectMode::Replace);
        let rings = document.zone_of_selection().unwrap();
        let zone = document.new_zone(Lang::Zh, ZoneKind::Urban, rings);
        document.mark(MarkChange::AddZones(vec![zone]));
        let around = document.marks_on_map().zones[0].bounds;
        let parcels = document.scene().bounds_of_rows(&chosen).unwrap();
        assert!((0..2).all(|axis| (around.min[axis] - parcels.min[axis]).abs() < 0.1), "{around:?} {parcels:?}");
        let again = document.new_zone(Lang::Zh, ZoneKind::Urban, Vec::new());
        assert_ne!(again.name, document.marks().zones[0].name, "a name of its own");
    }
}
