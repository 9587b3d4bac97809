//! The routes of putting land back to use that a project tags parcels with, by parcel key, and back.
//!
//! Invariant, as for models: nothing a project holds is lost by opening and saving it. Routes of parcels that are not in
//! the table, and codes of a newer version, stay in the project.

use rustc_hash::FxHashMap;

use super::ProjectFile;
use crate::domain::{ParcelTable, RevivalRoute, Tags};

/// Puts a project's routes on the rows of a table, given by parcel key. Hands back the keys that no parcel has.
pub(super) fn match_routes(row_of: &FxHashMap<&str, u32>, project: &ProjectFile, tags: &mut Tags) -> Vec<String> {
    let mut unmatched = Vec::new();
    for (key, code) in &project.routes {
        match row_of.get(key.as_str()) {
            Some(&row) => tags.set_route(row as usize, RevivalRoute::from_code(code)),
            None => unmatched.push(key.clone()),
        }
    }
    unmatched
}

/// Takes the routes of a table's rows into a project: the inverse of [`match_routes`].
pub(super) fn record_routes(project: &mut ProjectFile, table: &ParcelTable, tags: &Tags) {
    if project.routes.is_empty() && !tags.has_routes() {
        return;
    }
    for row in 0..table.len() {
        let key = table.key(row);
        match tags.route(row) {
            Some(route) => {
                project.routes.insert(key.to_owned(), route.code().to_owned());
            }
            None if project.routes.get(key).is_some_and(|code| RevivalRoute::from_code(code).is_some()) => {
                project.routes.remove(key);
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parcel_match::tests::table;
    use super::super::{match_tags, record_tags};
    use super::*;

    #[test]
    fn routes_follow_their_parcels_and_what_finds_no_place_stays() {
        let (before, none) = (table(&["a", "b", "c"]), Tags::untagged(3));
        let mut tags = none.clone();
        tags.set_route(0, Some(RevivalRoute::Fund));
        tags.set_route(1, Some(RevivalRoute::Private));
        let mut project = ProjectFile::default();
        project.routes.insert("c".to_owned(), "a_fifth_route".to_owned());
        record_tags(&mut project, &before, &tags, &none, &[].into());
        assert_eq!(project.routes.len(), 3, "a code of a later version stays");

        let after = table(&["new", "c", "a"]);
        let matched = match_tags(&after, &project, &none);
        let routes: Vec<_> = (0..3).map(|row| matched.tags.route(row)).collect();
        assert_eq!(routes, [None, None, Some(RevivalRoute::Fund)]);
        assert_eq!(matched.unmatched, ["b"]);
        let saved = project.clone();
        record_tags(&mut project, &after, &matched.tags, &none, &matched.notes);
        assert_eq!(project, saved);
        let mut taken_away = matched.tags;
        taken_away.set_route(2, None);
        record_tags(&mut project, &after, &taken_away, &none, &[].into());
        assert_eq!(project.routes.keys().collect::<Vec<_>>(), ["b", "c"]);
    }
}
