//! The rulebook as a list of values to read and edit: every threshold, weight, benchmark, quota and word list, each with
//! the source, kind and note of the rule it belongs to.
//!
//! A draft may be at fault; what it says is a book only once it passes the checks every file passes.

use std::sync::Arc;

use toml::{Table, Value};

use super::quota_trial::QuotaShares;
use super::rulebook_rows::{RuleRow, RuleStep, RuleValue, at, owner, rows_of};
use crate::analysis::judge::{Rulebook, RulebookError, TextFault};

/// A rulebook being edited.
#[derive(Clone, Debug)]
pub struct RulebookForm {
    /// The book the draft began with, or became: the last good one.
    book: Arc<Rulebook>,
    draft: Table,
    rows: Vec<RuleRow>,
    fault: Option<RulebookError>,
}

impl RulebookForm {
    /// Starts on a book.
    #[must_use]
    pub fn new(book: &Arc<Rulebook>) -> Self {
        let draft = table_of(book);
        let rows = rows_of(&draft, &shipped_table());
        Self { book: Arc::clone(book), draft, rows, fault: None }
    }

    /// The last good book.
    #[must_use]
    pub fn book(&self) -> &Arc<Rulebook> {
        &self.book
    }

    /// Every value, section by section in the book's order.
    #[must_use]
    pub fn rows(&self) -> &[RuleRow] {
        &self.rows
    }

    /// Why the draft is no book, if it is none.
    #[must_use]
    pub fn fault(&self) -> Option<&RulebookError> {
        self.fault.as_ref()
    }

    /// Changes a value in the draft. The book, if the draft is one now.
    pub fn set(&mut self, row: &RuleRow, value: &RuleValue) -> Option<Arc<Rulebook>> {
        self.put(&row.path, value);
        self.settle(row.key())
    }

    /// Takes other quotas into the draft. The book, if the draft is one now.
    pub fn set_quotas(&mut self, shares: QuotaShares) -> Option<Arc<Rulebook>> {
        let ways: [(&[&str], f64); 3] = [
            (&["grade", "a_share"], shares.a),
            (&["grade", "b_share", "share"], shares.b),
            (&["grade", "d_share"], shares.d),
        ];
        for (way, share) in ways {
            let path: Vec<RuleStep> = way.iter().map(|&key| RuleStep::Key(key.to_owned())).collect();
            self.put(&path, &RuleValue::Number(share));
        }
        self.settle("grade".to_owned())
    }

    fn put(&mut self, path: &[RuleStep], value: &RuleValue) {
        put(&mut self.draft, path, written(value));
        mark_kind(&mut self.draft, &shipped_table(), path);
    }

    /// Reads the draft after a change at `key`. The book, if it is one.
    fn settle(&mut self, key: String) -> Option<Arc<Rulebook>> {
        self.rows = rows_of(&self.draft, &shipped_table());
        match checked(&self.draft, key) {
            Ok(book) => {
                self.fault = None;
                // What is written of it keeps the comments of the text it began with.
                self.book = Arc::new(Rulebook { origin: self.book.origin.clone(), ..book });
                Some(Arc::clone(&self.book))
            }
            Err(fault) => {
                self.fault = Some(fault);
                None
            }
        }
    }
}

fn table_of(book: &Rulebook) -> Table {
    Table::try_from(book).unwrap_or_default()
}

fn shipped_table() -> Table {
    table_of(Rulebook::shipped())
}

/// The draft as a book; a fault of its text can only be of the value at `key`, which was changed last.
fn checked(draft: &Table, key: String) -> Result<Rulebook, RulebookError> {
    let fault = |detail: String| RulebookError::Text { line: 0, key, fault: TextFault::Type, detail };
    let book: Rulebook =
        draft.clone().try_into().map_err(|error: toml::de::Error| fault(error.message().to_owned()))?;
    book.check()?;
    Ok(book)
}

fn written(value: &RuleValue) -> Option<Value> {
    Some(match value {
        RuleValue::Number(number) | RuleValue::Perhaps(Some(number)) => Value::Float(*number),
        RuleValue::Perhaps(None) => return None,
        RuleValue::Whole(number) => Value::Integer(*number),
        RuleValue::Flag(flag) => Value::Boolean(*flag),
        RuleValue::Text(text) | RuleValue::Choice(text, _) => Value::String(text.clone()),
        RuleValue::Words(words) => Value::Array(words.iter().cloned().map(Value::String).collect()),
        RuleValue::Mean => Value::String("mean".to_owned()),
        RuleValue::Times(times) => Value::Table([("times".to_owned(), Value::Float(*times))].into_iter().collect()),
    })
}

fn at_mut<'a>(table: &'a mut Table, path: &[RuleStep]) -> Option<&'a mut Value> {
    let [RuleStep::Key(first), rest @ ..] = path else { return None };
    rest.iter().try_fold(table.get_mut(first)?, |value, step| match step {
        RuleStep::Key(key) => value.get_mut(key.as_str()),
        RuleStep::Place(place) => value.get_mut(*place),
    })
}

/// Puts a value where the path leads, or takes it away.
fn put(table: &mut Table, path: &[RuleStep], value: Option<Value>) {
    let Some((RuleStep::Key(last), above)) = path.split_last() else { return };
    let parent = if above.is_empty() { Some(table) } else { at_mut(table, above).and_then(Value::as_table_mut) };
    if let Some(parent) = parent {
        match value {
            Some(value) => parent.insert(last.clone(), value),
            None => parent.remove(last),
        };
    }
}

/// A rule that says something else than the shipped one is the user's own, whatever it was.
fn mark_kind(draft: &mut Table, shipped: &Table, path: &[RuleStep]) {
    let Some(owner) = owner(draft, path) else { return };
    let without_kind = |value: &Value| {
        let mut table = value.as_table().cloned().unwrap_or_default();
        table.remove("kind");
        table
    };
    let as_shipped = at(shipped, owner);
    let is_same = at(draft, owner).map(without_kind) == as_shipped.map(without_kind);
    let kind = as_shipped.filter(|_| is_same).and_then(|value| value.get("kind")).cloned();
    if let Some(Value::Table(table)) = at_mut(draft, owner) {
        table.insert("kind".to_owned(), kind.unwrap_or_else(|| Value::String("user".to_owned())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> RulebookForm {
        RulebookForm::new(&Arc::new(Rulebook::shipped().clone()))
    }

    fn row(form: &RulebookForm, key: &str) -> RuleRow {
        form.rows().iter().find(|row| row.key() == key).unwrap_or_else(|| panic!("{key}")).clone()
    }

    #[test]
    fn every_number_of_the_rulebook_is_a_row_with_kind_and_source() {
        let form = form();
        for key in [
            "idle.take_back.years",
            "idle.developed.share",
            "low_efficiency.rules.1.threshold",
            "low_efficiency.match",
            "grade.a_share",
            "grade.cap",
            "grade.cohorts.1.items.1.weight",
            "grade.cohorts.1.items.1.benchmark",
            "standard.limits.2.threshold",
            "suggestion.models.3.conditions.1.tests.1.threshold",
            "words.status.not_started",
            "missing.counts_as_zero",
        ] {
            let row = row(&form, key);
            assert!(!row.kind.is_empty() && !row.source.is_empty(), "{key}");
            assert_eq!(row.shipped.as_ref(), Some(&row.value), "{key}");
        }
        let sections: Vec<&str> = form.rows().iter().map(RuleRow::section).collect();
        let mut seen = sections.clone();
        seen.dedup();
        assert_eq!(&seen[..4], ["book", "idle", "low_efficiency", "grade"]);
        assert_eq!(seen.len(), 9, "no section is torn: {seen:?}");
    }

    #[test]
    fn a_changed_law_is_the_users_own_and_is_law_again_once_it_is_reset() {
        let mut form = form();
        let take_back = row(&form, "idle.take_back.years");
        let book = form.set(&take_back, &RuleValue::Number(3.0)).expect("a book");
        assert_eq!(book.idle.take_back.years, 3.0);
        assert_eq!(row(&form, "idle.take_back.years").kind, "user");
        let book = form.set(&take_back, take_back.shipped.as_ref().unwrap()).expect("a book");
        assert_eq!(*book, *Rulebook::shipped());
    }

    #[test]
    fn weights_pass_through_a_draft_at_fault_and_the_last_good_book_is_kept() {
        let mut form = form();
        let [first, second] =
            ["grade.cohorts.3.items.1.weight", "grade.cohorts.3.items.2.weight"].map(|key| row(&form, key));
        assert!(form.set(&first, &RuleValue::Number(70.0)).is_none());
        assert!(matches!(form.fault(), Some(RulebookError::Weights { sum, .. }) if *sum == 110.0));
        assert_eq!(**form.book(), *Rulebook::shipped());
        assert!(form.set(&second, &RuleValue::Number(30.0)).is_some());
        assert!(form.fault().is_none());
    }

    #[test]
    fn benchmarks_caps_and_lists_are_written_as_the_format_has_them() {
        let mut form = form();
        let benchmark = row(&form, "grade.cohorts.3.items.1.benchmark");
        for value in [RuleValue::Times(1.2), RuleValue::Number(20.0), RuleValue::Mean] {
            assert!(form.set(&benchmark, &value).is_some(), "{value:?}");
            assert_eq!(row(&form, "grade.cohorts.3.items.1.benchmark").value, value);
        }
        let cap = row(&form, "grade.cap");
        assert_eq!(form.set(&cap, &RuleValue::Perhaps(Some(1.5))).unwrap().grade.cap, Some(1.5));
        assert_eq!(form.set(&cap, &RuleValue::Perhaps(None)).unwrap().grade.cap, None);
        let words = row(&form, "words.collective");
        assert!(form.set(&words, &RuleValue::Words(vec!["x".to_owned()])).is_some());
        let zero = row(&form, "missing.counts_as_zero");
        assert!(form.set(&zero, &RuleValue::Words(vec!["in_use".to_owned()])).is_none());
        assert!(form.set(&zero, &RuleValue::Words(vec!["moon".to_owned()])).is_none());
        assert!(matches!(form.fault(), Some(RulebookError::Text { .. })));
    }
}
