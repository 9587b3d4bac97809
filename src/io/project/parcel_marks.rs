//! What the user marked, as a project keeps it and back: leading firms by parcel key, zones in degrees, facts of parks by
//! name.
//!
//! Invariant, as for tags: nothing a project holds is lost by opening and saving it. Leading firms that are not in the
//! table, and zones and facts of a newer version, stay in the project.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ProjectFile;
use crate::domain::{MarkedZone, ParcelTable, ParkFacts, UserMarks, ZoneKind, ZoneRings};

/// The marks as they stand in a project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedMarks {
    /// Names of leading firms by parcel key; empty is the parcel's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<String, String>,
    /// Zones, each with kind, name and rings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Value>,
    /// What is known of parks, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parks: BTreeMap<String, Value>,
    /// Members this version does not know, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl SavedMarks {
    /// Whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One zone as written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedZone {
    kind: String,
    name: String,
    rings: ZoneRings,
}

/// What a project says is marked, and how many entries find no place.
#[must_use]
pub fn match_marks(table: &ParcelTable, project: &ProjectFile) -> (UserMarks, usize) {
    let saved = &project.marks;
    let (mut marks, mut lost) = (UserMarks::default(), 0);
    let row_of = table.rows_of_keys(saved.anchors.keys().map(String::as_str));
    for (key, name) in &saved.anchors {
        match row_of.get(key.as_str()) {
            Some(&row) => drop(marks.anchors.insert(row, name.clone())),
            None => lost += 1,
        }
    }
    let zones = saved.zones.iter().map(zone_from_json);
    zones.for_each(|zone| zone.map_or_else(|| lost += 1, |zone| marks.zones.push(zone)));
    for (name, facts) in &saved.parks {
        match facts_from_json(facts) {
            Some(facts) => marks.set_park(name, facts),
            None => lost += 1,
        }
    }
    (marks, lost)
}

/// Takes what is marked into a project: the inverse of [`match_marks`].
pub fn record_marks(project: &mut ProjectFile, table: &ParcelTable, marks: &UserMarks) {
    let saved = &mut project.marks;
    if !saved.anchors.is_empty() {
        (0..table.len()).for_each(|row| drop(saved.anchors.remove(table.key(row))));
    }
    let anchors = marks.anchors.iter().map(|(&row, name)| (table.key(row as usize).to_owned(), name.clone()));
    saved.anchors.extend(anchors);
    saved.zones.retain(|zone| zone_from_json(zone).is_none());
    saved.zones.extend(marks.zones.iter().map(|zone| {
        let MarkedZone { kind, name, rings } = zone;
        let saved = SavedZone { kind: kind.key().to_owned(), name: name.clone(), rings: ZoneRings::clone(rings) };
        serde_json::to_value(saved).unwrap_or_default()
    }));
    saved.parks.retain(|_, facts| facts_from_json(facts).is_none());
    let parks = marks.parks.iter().map(|(name, facts)| (name.clone(), serde_json::to_value(facts).unwrap_or_default()));
    saved.parks.extend(parks);
}

/// A zone; `None` where it is of a newer version, or no outline on Earth.
fn zone_from_json(value: &Value) -> Option<MarkedZone> {
    let SavedZone { kind, name, rings } = SavedZone::deserialize(value).ok()?;
    let on_earth = |&[lon, lat]: &[f64; 2]| lon.abs() <= 360.0 && lat.abs() <= 90.0;
    let is_sound = !rings.is_empty() && rings.iter().all(|ring| ring.len() > 2 && ring.iter().all(on_earth));
    let kind = ZoneKind::from_key(&kind).filter(|_| is_sound)?;
    Some(MarkedZone { kind, name, rings: Arc::new(rings) })
}

/// What is known of a park; `None` where it is of a newer version, or no share.
fn facts_from_json(value: &Value) -> Option<ParkFacts> {
    let facts = ParkFacts::deserialize(value).ok()?;
    facts.land_left_share.is_none_or(|share| (0.0..=1.0).contains(&share)).then_some(facts)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::parcel_match::tests::table;
    use super::*;

    #[test]
    fn marks_come_back_and_what_finds_no_place_stays() {
        let table = table(&["A", "B"]);
        let ring = json!([[120.0, 36.0], [120.1, 36.0], [120.1, 36.1]]);
        let marks = serde_json::from_value(json!({
            "anchors": {"B": "整车厂", "gone": ""},
            "zones": [
                {"kind": "platform", "name": "综保区", "rings": [ring]},
                {"kind": "harbour", "name": "later", "rings": [ring]},
                {"kind": "urban", "name": "no outline", "rings": [[[0.0, 0.0]]]},
            ],
            "parks": {"P": {"land_left_share": 0.01}, "Q": {"land_left_share": 2.0}, "R": {"later": 1}},
            "roads": [7],
        }))
        .unwrap();
        let project = ProjectFile { marks, ..ProjectFile::default() };
        let (mut marks, lost) = match_marks(&table, &project);
        assert_eq!(lost, 5);
        assert_eq!(marks.anchors, [(1, "整车厂".to_owned())].into());
        assert_eq!((marks.zones.len(), marks.zones[0].kind, marks.zones[0].rings[0].len()), (1, ZoneKind::Platform, 3));
        assert_eq!(marks.parks["P"].land_left_share, Some(0.01));
        let mut again = project.clone();
        record_marks(&mut again, &table, &marks);
        assert_eq!(match_marks(&table, &again), (marks.clone(), lost));
        assert_eq!(
            (again.marks.zones.len(), &again.marks.parks, &again.marks.extra),
            (3, &project.marks.parks, &project.marks.extra)
        );
        marks = UserMarks::default();
        record_marks(&mut again, &table, &marks);
        assert_eq!(again.marks.anchors.keys().collect::<Vec<_>>(), ["gone"]);
        assert_eq!((again.marks.zones.len(), again.marks.parks.len()), (2, 2));
    }
}
