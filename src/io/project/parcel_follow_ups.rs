//! What became of findings, on the parcels of a table, by parcel key and kind, and back.
//!
//! Invariant, as for tags: nothing a project holds is lost by opening and saving it. What is said of parcels that are not
//! in the table, and of kinds and states of a newer version, stays in the project.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ProjectFile;
use crate::domain::{FindingKind, FollowState, FollowUp, FollowUps, ParcelTable, TextField, day_from_iso, iso_date};

/// What became of a parcel's findings as it stands in a project: by kind.
pub type FollowedFindings = BTreeMap<String, Value>;

/// One entry as written.
#[derive(Serialize, Deserialize)]
struct Saved {
    state: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    name: String,
    date: String,
}

/// What a project says became of the findings of the table's parcels, and how many entries find no place there.
#[must_use]
pub fn match_follow_ups(table: &ParcelTable, project: &ProjectFile) -> (FollowUps, usize) {
    let (mut follow_ups, mut lost) = (FollowUps::default(), 0);
    let row_of = table.rows_of_keys(project.follow_ups.keys().map(String::as_str));
    for (key, kinds) in &project.follow_ups {
        for (name, value) in kinds {
            match (row_of.get(key.as_str()), kind_of(name), from_json(value)) {
                (Some(&row), Some(kind), Some(follow_up)) => follow_ups.set(row, kind, Some(follow_up)),
                _ => lost += 1,
            }
        }
    }
    (follow_ups, lost)
}

/// Takes what became of a table's findings into a project: the inverse of [`match_follow_ups`].
pub fn record_follow_ups(project: &mut ProjectFile, table: &ParcelTable, follow_ups: &FollowUps) {
    for row in 0..table.len() {
        if let Some(kinds) = project.follow_ups.get_mut(table.key(row)) {
            kinds.retain(|name, value| kind_of(name).is_none() || from_json(value).is_none());
        }
    }
    for (row, kind, follow_up) in follow_ups.iter() {
        let kinds = project.follow_ups.entry(table.key(row as usize).to_owned()).or_default();
        kinds.insert(kind.key().to_owned(), to_json(follow_up));
    }
    project.follow_ups.retain(|_, kinds| !kinds.is_empty());
}

/// What became of a row's findings as one text, for files that are read back; `None` where nothing did.
#[must_use]
pub fn follow_ups_text(follow_ups: &FollowUps, row: u32) -> Option<String> {
    let of_kind = |kind: FindingKind| Some((kind.key(), to_json(follow_ups.get(row as usize, kind)?)));
    let kinds: BTreeMap<&str, Value> = FindingKind::ALL.into_iter().filter_map(of_kind).collect();
    (!kinds.is_empty()).then(|| serde_json::to_string(&kinds).unwrap_or_default())
}

/// What a text says became of findings, by kind; `None` where it says anything else.
fn follow_ups_of_text(text: &str) -> Option<Vec<(FindingKind, FollowUp)>> {
    let kinds: FollowedFindings = serde_json::from_str(text).ok()?;
    kinds.iter().map(|(name, value)| Some((kind_of(name)?, from_json(value)?))).collect()
}

/// What the file the parcels were read from says became of findings, and the rows whose text says anything else.
#[must_use]
pub fn follow_ups_as_read(table: &ParcelTable) -> (FollowUps, Vec<u32>) {
    let (mut follow_ups, mut unread) = (FollowUps::default(), Vec::new());
    let Some(texts) = table.text(TextField::FollowUps) else { return (follow_ups, unread) };
    for row in 0..table.len() {
        let Some(text) = texts.get(row) else { continue };
        match follow_ups_of_text(text) {
            Some(kinds) => {
                for (kind, follow_up) in kinds {
                    follow_ups.set(row as u32, kind, Some(follow_up));
                }
            }
            None => unread.push(row as u32),
        }
    }
    (follow_ups, unread)
}

fn kind_of(name: &str) -> Option<FindingKind> {
    FindingKind::ALL.into_iter().find(|kind| kind.key() == name)
}

fn to_json(follow_up: &FollowUp) -> Value {
    let FollowUp { state, reason, name, day } = follow_up.clone();
    let saved = Saved { state: state.key().to_owned(), reason, name, date: iso_date(day) };
    serde_json::to_value(saved).unwrap_or_default()
}

fn from_json(value: &Value) -> Option<FollowUp> {
    let Saved { state, reason, name, date } = Saved::deserialize(value).ok()?;
    Some(FollowUp { state: FollowState::from_key(&state)?, reason, name, day: day_from_iso(&date)? })
}

#[cfg(test)]
mod tests {
    use super::super::parcel_match::tests::table;
    use super::*;

    #[test]
    fn follow_ups_come_back_and_what_finds_no_place_stays() {
        let table = table(&["A", "B"]);
        let excluded = serde_json::json!({"state": "excluded", "reason": "r", "name": "n", "date": "2024-06-30"});
        let newer = serde_json::json!({"state": "moon", "date": "2024-06-30"});
        let mut project = ProjectFile::default();
        project.follow_ups.insert("A".to_owned(), [("idle".to_owned(), excluded.clone())].into());
        project.follow_ups.insert("B".to_owned(), [("grade".to_owned(), newer)].into());
        project.follow_ups.insert("gone".to_owned(), [("idle".to_owned(), excluded)].into());
        let (mut follow_ups, lost) = match_follow_ups(&table, &project);
        assert_eq!((follow_ups.state(0, FindingKind::Idle), lost), (Some(FollowState::Excluded), 2));
        let before = project.clone();
        record_follow_ups(&mut project, &table, &follow_ups);
        assert_eq!(project, before);
        follow_ups.set(0, FindingKind::Idle, None);
        record_follow_ups(&mut project, &table, &follow_ups);
        assert_eq!(project.follow_ups.keys().collect::<Vec<_>>(), ["B", "gone"]);
    }
}
