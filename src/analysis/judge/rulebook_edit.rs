//! A changed rulebook as the text it was read from, with the changed values in place: comments, order and layout stay.

use toml::{Table, Value};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, TableLike};

use super::rulebook::Rulebook;

/// The book's text by the text it was read from; `None` where it was read from none.
pub(super) fn edited(book: &Rulebook) -> Option<String> {
    let origin = &*book.origin.0;
    let mut text: DocumentMut = origin.parse().ok()?;
    let before: Rulebook = toml::from_str(origin).ok()?;
    change_table(text.as_table_mut(), &Table::try_from(before).ok()?, &Table::try_from(book).ok()?);
    Some(text.to_string())
}

/// Changes the members of a table that differ.
fn change_table(text: &mut dyn TableLike, before: &Table, after: &Table) {
    for key in before.keys().filter(|&key| !after.contains_key(key)) {
        text.remove(key);
    }
    for (key, value) in after {
        let old = before.get(key);
        if old == Some(value) {
            continue;
        }
        match (text.get_mut(key), old) {
            (Some(item), Some(old)) => change_item(item, old, value),
            _ => {
                text.insert(key, item_of(value));
            }
        }
    }
}

/// Changes an item that differs: what it is made of, where that is known, else as a whole.
fn change_item(item: &mut Item, before: &Value, after: &Value) {
    match (before, after) {
        (Value::Table(before), Value::Table(after)) => {
            if let Some(table) = item.as_table_like_mut() {
                return change_table(table, before, after);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            if let Some(tables) = item.as_array_of_tables_mut() {
                return change_tables(tables, before, after);
            }
            if let Some(array) = item.as_array_mut().filter(|array| array.iter().any(toml_edit::Value::is_inline_table))
            {
                return change_inline(array, before, after);
            }
        }
        _ => {}
    }
    let mut new = value_of(after);
    if let Some(old) = item.as_value() {
        *new.decor_mut() = old.decor().clone();
    }
    *item = Item::Value(new);
}

fn change_tables(tables: &mut ArrayOfTables, before: &[Value], after: &[Value]) {
    let before = without_lost(before, after, |place| {
        tables.remove(place);
    });
    for (place, new) in after.iter().enumerate() {
        let Some(members) = new.as_table() else { continue };
        match (tables.get_mut(place), before.get(place).and_then(|old| old.as_table())) {
            (Some(table), Some(old)) => change_table(table, old, members),
            _ => tables.push(table_of(members)),
        }
    }
}

fn change_inline(array: &mut Array, before: &[Value], after: &[Value]) {
    let before = without_lost(before, after, |place| {
        array.remove(place);
    });
    for (place, new) in after.iter().enumerate() {
        let old = before.get(place).and_then(|old| old.as_table());
        let held = array.get_mut(place).and_then(toml_edit::Value::as_inline_table_mut);
        match (held, old, new.as_table()) {
            (Some(held), Some(old), Some(new)) => change_table(held, old, new),
            _ => array.push(value_of(new)),
        }
    }
}

/// The elements that a list had before without those it lost, which are told by their place as they go: the first that
/// differ from what stands there now, so that the others keep their text and comments.
fn without_lost<'a>(before: &'a [Value], after: &[Value], mut lose: impl FnMut(usize)) -> Vec<&'a Value> {
    let mut before: Vec<&Value> = before.iter().collect();
    while before.len() > after.len() {
        let lost = before.iter().zip(after).position(|(old, new)| *old != new).unwrap_or(after.len());
        before.remove(lost);
        lose(lost);
    }
    before
}

fn table_of(members: &Table) -> toml_edit::Table {
    members.iter().map(|(key, value)| (key.as_str(), item_of(value))).collect()
}

/// An item of its own: tables as tables, lists of tables as lists of these.
fn item_of(value: &Value) -> Item {
    match value {
        Value::Table(members) => Item::Table(table_of(members)),
        Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_table) => {
            Item::ArrayOfTables(list.iter().filter_map(Value::as_table).map(table_of).collect())
        }
        other => Item::Value(value_of(other)),
    }
}

/// A value on one line.
fn value_of(value: &Value) -> toml_edit::Value {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(flag) => (*flag).into(),
        Value::Datetime(day) => day.to_string().into(),
        Value::Array(list) => toml_edit::Value::Array(list.iter().map(value_of).collect()),
        Value::Table(members) => {
            toml_edit::Value::InlineTable(members.iter().map(|(key, value)| (key.as_str(), value_of(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rulebook::RuleKind;
    use super::*;

    /// The lines of two texts that differ.
    fn changed(before: &str, after: &str) -> Vec<String> {
        let lines: Vec<&str> = before.lines().collect();
        after.lines().filter(|line| !lines.contains(line)).map(str::to_owned).collect()
    }

    #[test]
    fn a_book_as_it_was_read_is_written_letter_by_letter() {
        assert_eq!(Rulebook::shipped().to_toml(), Rulebook::shipped_text());
    }

    #[test]
    fn a_changed_value_changes_its_line_and_no_other() {
        let mut book = Rulebook::shipped().clone();
        book.idle.take_back.years = 3.0;
        book.idle.take_back.kind = RuleKind::User;
        let text = book.to_toml();
        assert_eq!(text.lines().count(), Rulebook::shipped_text().lines().count());
        assert!(
            changed(Rulebook::shipped_text(), &text).iter().all(|line| line.contains("years") || line.contains("user")),
            "{text}"
        );
        let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
        assert_eq!(comments(&text), comments(Rulebook::shipped_text()));
        assert_eq!(Rulebook::from_toml(&text).unwrap(), book);
    }

    #[test]
    fn whole_rules_come_and_go_and_the_comments_of_the_others_stay() {
        let mut book = Rulebook::shipped().clone();
        let limit = book.standard.limits[0].clone();
        book.standard.limits.push(super::super::rulebook::Limit { class: "17".to_owned(), ..limit });
        book.low_efficiency.rules.pop();
        book.industries.remove(0);
        book.grade.cap = Some(1.5);
        book.grade.kind = RuleKind::User;
        book.grade.cohorts[0].items[0].weight += 1.0;
        book.grade.cohorts[0].items[1].weight -= 1.0;
        book.words.status.remove(&crate::domain::LandStatus::Suspended);
        book.name = "本地规则".to_owned();
        let text = book.to_toml();
        assert_eq!(Rulebook::from_toml(&text).unwrap(), book);
        for comment in ["# 用地状态词", "# 权利人名称中分隔多个权利人的符号"] {
            assert!(text.contains(comment), "{comment}");
        }
    }

    #[test]
    fn a_rule_that_goes_takes_its_own_text_and_no_other() {
        let mut book = Rulebook::shipped().clone();
        book.industries.remove(0);
        book.suggestion.models[1].conditions.remove(0);
        let text = book.to_toml();
        assert_eq!(Rulebook::from_toml(&text).unwrap(), book);
        assert_eq!(changed(Rulebook::shipped_text(), &text), [""; 0], "{text}");
    }

    #[test]
    fn a_book_of_no_text_is_written_by_its_values() {
        let book = Rulebook { origin: super::super::rulebook::Origin::default(), ..Rulebook::shipped().clone() };
        assert_eq!(Rulebook::from_toml(&book.to_toml()).unwrap(), book);
    }
}
