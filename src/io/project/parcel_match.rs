//! A project's tags (models and routes) and notes on the parcels of a table, by parcel key, and back.
//!
//! Invariant: nothing a project holds is lost by opening and saving it. Entries of parcels that are not in the table (the
//! file has changed) and codes of models this version does not know stay in the project.

use std::collections::BTreeMap;

use super::ProjectFile;
use super::parcel_routes::{match_routes, record_routes};
use crate::domain::{ParcelTable, RenewalModel, Tags};

/// What a project says about the parcels of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParcelMatch {
    /// One tag a row.
    pub tags: Tags,
    /// Notes by row.
    pub notes: BTreeMap<usize, String>,
    /// Keys with a tag, a route or a note that no parcel of the table has, in order.
    pub unmatched: Vec<String>,
}

/// Puts a project's tags and notes on a table's rows. `as_read` are the tags the parcel file itself brings; they hold
/// where the project says nothing.
#[must_use]
pub fn match_tags(table: &ParcelTable, project: &ProjectFile, as_read: &Tags) -> ParcelMatch {
    let keys = project.tags.keys().chain(project.routes.keys()).chain(project.notes.keys());
    let row_of = table.rows_of_keys(keys.map(String::as_str));
    let mut tags = Tags::untagged(table.len());
    for row in 0..table.len() {
        tags.set(row, as_read.get(row));
    }
    let mut matched = ParcelMatch { tags, ..ParcelMatch::default() };
    for (key, code) in &project.tags {
        match row_of.get(key.as_str()) {
            Some(&row) => {
                matched.tags.set(row as usize, code.as_deref().and_then(RenewalModel::from_code));
            }
            // A tag taken away from a parcel that is gone is no loss to tell of.
            None if code.is_some() => matched.unmatched.push(key.clone()),
            None => {}
        }
    }
    matched.unmatched.extend(match_routes(&row_of, project, &mut matched.tags));
    for (key, note) in &project.notes {
        match row_of.get(key.as_str()) {
            Some(&row) => {
                matched.notes.insert(row as usize, note.clone());
            }
            None => matched.unmatched.push(key.clone()),
        }
    }
    matched.unmatched.sort_unstable();
    matched.unmatched.dedup();
    matched
}

/// Takes the tags and notes of a table's rows into a project: the inverse of [`match_tags`] with the same `as_read`.
pub fn record_tags(
    project: &mut ProjectFile,
    table: &ParcelTable,
    tags: &Tags,
    as_read: &Tags,
    notes: &BTreeMap<usize, String>,
) {
    record_routes(project, table, tags);
    for row in 0..table.len() {
        let (key, tag) = (table.key(row), tags.get(row));
        if let Some(model) = tag {
            project.tags.insert(key.to_owned(), Some(model.code().to_owned()));
        } else if !has_unknown_code(project, key) {
            if as_read.get(row).is_some() {
                project.tags.insert(key.to_owned(), None);
            } else {
                project.tags.remove(key);
            }
        }
        match notes.get(&row).filter(|note| !note.is_empty()) {
            Some(note) => {
                project.notes.insert(key.to_owned(), note.clone());
            }
            None => {
                project.notes.remove(key);
            }
        }
    }
}

/// Whether the project tags the parcel with a model this version does not know, shown as untagged.
fn has_unknown_code(project: &ProjectFile, key: &str) -> bool {
    matches!(project.tags.get(key), Some(Some(code)) if RenewalModel::from_code(code).is_none())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{ByteSpan, ParcelTableParts, ShapeState, ShapesBuilder, Tag};
    use proptest::prelude::*;

    /// Parcels with these keys and nothing else.
    pub fn table(keys: &[&str]) -> ParcelTable {
        let len = keys.len();
        let mut shapes = ShapesBuilder::default();
        (0..len).for_each(|_| shapes.end_parcel());
        ParcelTable::freeze(ParcelTableParts {
            feature_index: (0..len as u32).collect(),
            spans: vec![ByteSpan::default(); len],
            keys: keys.iter().map(|&key| Some(key)).collect(),
            shapes: shapes.finish(),
            shape_states: vec![ShapeState::None; len],
            geometric_area_m2: vec![f64::NAN; len],
            ..ParcelTableParts::default()
        })
    }

    fn tags(each: &[Tag]) -> Tags {
        let mut tags = Tags::untagged(each.len());
        for (row, &tag) in each.iter().enumerate() {
            tags.set(row, tag);
        }
        tags
    }

    const SLIM: Tag = Some(RenewalModel::SlimCore);
    const PARK: Tag = Some(RenewalModel::ParkInPark);

    #[test]
    fn the_project_outranks_the_file_and_a_tag_taken_away_stays_away() {
        let table = table(&["a", "b", "c"]);
        let project = ProjectFile {
            tags: [("a".to_owned(), Some("park_in_park".to_owned())), ("b".to_owned(), None)].into(),
            ..ProjectFile::default()
        };
        let matched = match_tags(&table, &project, &tags(&[SLIM, SLIM, SLIM]));
        assert_eq!(matched.tags, tags(&[PARK, None, SLIM]));
    }

    #[test]
    fn parcels_that_moved_in_the_file_keep_their_tags_and_gone_ones_are_named_and_kept() {
        let before = table(&["a", "b", "c"]);
        let (chosen, none) = (tags(&[SLIM, PARK, None]), Tags::untagged(3));
        let notes = [(0, "甲".to_owned()), (2, "丙".to_owned())].into();
        let mut project = ProjectFile::default();
        record_tags(&mut project, &before, &chosen, &none, &notes);

        let after = table(&["c", "new", "a"]);
        let matched = match_tags(&after, &project, &none);
        assert_eq!(matched.tags, tags(&[None, None, SLIM]));
        assert_eq!(matched.notes, [(0, "丙".to_owned()), (2, "甲".to_owned())].into());
        assert_eq!(matched.unmatched, ["b"]);

        let saved = project.clone();
        record_tags(&mut project, &after, &matched.tags, &none, &matched.notes);
        assert_eq!(project, saved);
    }

    #[test]
    fn a_model_of_a_later_version_is_untagged_here_and_still_there_after_saving() {
        let table = table(&["a"]);
        let later = ("a".to_owned(), Some("ninth_model".to_owned()));
        let mut project = ProjectFile { tags: [later].into(), ..ProjectFile::default() };
        let (saved, none) = (project.clone(), Tags::untagged(1));
        let matched = match_tags(&table, &project, &none);
        assert_eq!((matched.tags.get(0), matched.unmatched.len()), (None, 0));
        record_tags(&mut project, &table, &matched.tags, &none, &matched.notes);
        assert_eq!(project, saved);
        record_tags(&mut project, &table, &tags(&[PARK]), &none, &matched.notes);
        assert_eq!(project.tags["a"].as_deref(), Some("park_in_park"));
    }

    proptest! {
        #[test]
        fn what_is_recorded_is_matched_again(
            rows in prop::collection::vec((0_u8..9, 0_u8..9, prop::option::of("[a-z]{1,4}")), 0..20)
        ) {
            let keys: Vec<String> = (0..rows.len()).map(|row| format!("key {row}")).collect();
            let table = table(&keys.iter().map(String::as_str).collect::<Vec<_>>());
            let tags_by = |number: fn(&(u8, u8, Option<String>)) -> u8| {
                tags(&rows.iter().map(|row| RenewalModel::from_number(number(row))).collect::<Vec<_>>())
            };
            let (chosen, as_read) = (tags_by(|row| row.0), tags_by(|row| row.1));
            let notes: BTreeMap<usize, String> =
                rows.iter().enumerate().filter_map(|(row, (_, _, note))| Some((row, note.clone()?))).collect();
            let mut project = ProjectFile::default();
            record_tags(&mut project, &table, &chosen, &as_read, &notes);
            let matched = match_tags(&table, &project, &as_read);
            prop_assert_eq!(matched, ParcelMatch { tags: chosen, notes, unmatched: Vec::new() });
        }
    }
}
