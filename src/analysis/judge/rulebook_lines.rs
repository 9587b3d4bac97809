//! Where the values of a rulebook stand in its text.

use toml::de::{DeTable, DeValue};

/// One step to a value: a key, or a place in a list.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Place(usize),
}

/// Where values stand in a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    root: Option<DeTable<'t>>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, root: DeTable::parse(text).ok().map(toml::Spanned::into_inner) }
    }

    /// Whether the text is TOML at all.
    pub(super) fn are_toml(&self) -> bool {
        self.root.is_some()
    }

    pub(super) fn at(&self, byte: usize) -> usize {
        self.text.get(..byte).unwrap_or_default().matches('\n').count() + 1
    }

    /// Of a book of no text: all of its lines are 1.
    pub(super) fn none() -> Self {
        Self { text: "", root: None }
    }

    /// The line of a value; of the last value on the way that is there.
    pub(super) fn of(&self, path: &[Step<'_>]) -> usize {
        let Some(root) = &self.root else { return 1 };
        let (mut table, mut value, mut line) = (Some(root), None::<&DeValue<'t>>, 1);
        for step in path {
            let next = match *step {
                Step::Key(key) => {
                    let found = table.and_then(|table| table.iter().find(|(name, _)| name.get_ref() == key));
                    found.map(|(name, value)| (name.span().start, value.get_ref()))
                }
                Step::Place(place) => value
                    .and_then(DeValue::as_array)
                    .and_then(|list| list.get(place))
                    .map(|value| (value.span().start, value.get_ref())),
            };
            let Some((start, found)) = next else { break };
            (line, value, table) = (self.at(start), Some(found), found.as_table());
        }
        line
    }

    /// The key of what stands at a byte, with the keys above it; empty where nothing does.
    pub(super) fn key_at(&self, byte: usize) -> String {
        let Some(root) = &self.root else { return String::new() };
        let mut found = Vec::new();
        find_in_table(root, byte, &mut Vec::new(), &mut found);
        found.join(".")
    }
}

/// Finds what stands at a byte, the innermost last. A table under a header spans the header alone, so that all members
/// are looked at.
fn find_in_table(table: &DeTable<'_>, byte: usize, way: &mut Vec<String>, found: &mut Vec<String>) {
    for (key, value) in table {
        way.push(key.get_ref().to_string());
        if key.span().contains(&byte) || value.span().contains(&byte) {
            found.clone_from(way);
        }
        find_in_value(value.get_ref(), byte, way, found);
        way.pop();
    }
}

fn find_in_value(value: &DeValue<'_>, byte: usize, way: &mut Vec<String>, found: &mut Vec<String>) {
    if let Some(table) = value.as_table() {
        find_in_table(table, byte, way, found);
    }
    for (place, element) in value.as_array().into_iter().flatten().enumerate() {
        way.push((place + 1).to_string());
        if element.span().contains(&byte) {
            found.clone_from(way);
        }
        find_in_value(element.get_ref(), byte, way, found);
        way.pop();
    }
}
