//! Where values stand in a rulebook's text, which follows its types: the order they are listed in.

use std::collections::BTreeMap;

use toml::Table;
use toml::de::{DeTable, DeValue};

use super::rulebook_rows::RuleStep;
use crate::analysis::judge::Rulebook;

/// Where values stand in the book's text.
pub(super) struct Order(BTreeMap<String, usize>);

impl Order {
    pub(super) fn new(draft: &Table) -> Self {
        let book: Option<Rulebook> = draft.clone().try_into().ok();
        let text = book.map(|book| book.to_toml()).unwrap_or_default();
        let mut places = BTreeMap::new();
        if let Ok(root) = DeTable::parse(&text) {
            note_places(root.get_ref(), "", &mut places);
        }
        Self(places)
    }

    /// The place of a value. The section's place first, so that sections stay whole.
    pub(super) fn of(&self, path: &[RuleStep]) -> (usize, usize) {
        const SECTIONS: [&str; 8] =
            ["name", "idle", "low_efficiency", "grade", "standard", "suggestion", "missing", "words"];
        let first = match path.first() {
            Some(RuleStep::Key(key)) => SECTIONS.iter().position(|each| each == key),
            _ => None,
        };
        let key = path.iter().fold(String::new(), |key, step| match step {
            RuleStep::Key(name) => format!("{key}.{name}"),
            RuleStep::Place(place) => format!("{key}.{place}"),
        });
        (first.unwrap_or(SECTIONS.len()), self.0.get(&key).copied().unwrap_or(usize::MAX))
    }
}

fn note_places(table: &DeTable<'_>, above: &str, places: &mut BTreeMap<String, usize>) {
    for (key, value) in table {
        note_place(value.get_ref(), &format!("{above}.{}", key.get_ref()), key.span().start, places);
    }
}

fn note_place(value: &DeValue<'_>, path: &str, start: usize, places: &mut BTreeMap<String, usize>) {
    places.insert(path.to_owned(), start);
    if let Some(table) = value.as_table() {
        note_places(table, path, places);
    }
    if let Some(list) = value.as_array() {
        for (place, element) in list.iter().enumerate() {
            note_place(element.get_ref(), &format!("{path}.{place}"), element.span().start, places);
        }
    }
}
