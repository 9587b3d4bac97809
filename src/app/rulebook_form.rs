//! The rulebook as a list of values to read and edit: every threshold, weight, benchmark, quota and word list, each with
//! the source, kind and note of the rule it belongs to.
//!
//! A draft may be at fault; what it says is a book only once it passes the checks every file passes.

use std::sync::Arc;

use toml::{Table, Value};

use super::quota_trial::QuotaShares;
use super::rulebook_rows::{RuleList, RuleRow, RuleStep, at, owner, rows_of, shipped_at};
use super::rulebook_values::{RuleValue, written};
use crate::analysis::judge::{Rulebook, RulebookError, TextFault, is_as_shipped};

/// A rulebook being edited.
#[derive(Clone, Debug)]
pub struct RulebookForm {
    /// The book the draft began with, or became: the last good one.
    book: Arc<Rulebook>,
    draft: Table,
    rows: Vec<RuleRow>,
    lists: Vec<RuleList>,
    fault: Option<RulebookError>,
}

impl RulebookForm {
    /// Starts on a book.
    #[must_use]
    pub fn new(book: &Arc<Rulebook>) -> Self {
        let draft = table_of(book);
        let (rows, lists) = rows_of(&draft, &shipped_table());
        Self { book: Arc::clone(book), draft, rows, lists, fault: None }
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

    /// The lists whose elements may come and go.
    #[must_use]
    pub fn lists(&self) -> &[RuleList] {
        &self.lists
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

    /// Adds to a list a copy of its last element, or of the first that ships where it is empty, as a rule of the user's
    /// own. The book, if the draft is one now.
    pub fn add(&mut self, list: &RuleList) -> Option<Arc<Rulebook>> {
        let shipped = shipped_table();
        let of_shipped = shipped_at(&self.draft, &shipped, &list.path).and_then(Value::as_array);
        let Some(Value::Array(elements)) = at_mut(&mut self.draft, &list.path) else { return None };
        let like = elements.last().or_else(|| of_shipped?.first()).and_then(Value::as_table)?;
        let copy = copy_of(like, elements);
        elements.push(Value::Table(copy));
        self.settle_list(list, &shipped)
    }

    /// Takes an element out of a list. The book, if the draft is one now.
    pub fn remove(&mut self, list: &RuleList, place: usize) -> Option<Arc<Rulebook>> {
        let Some(Value::Array(elements)) = at_mut(&mut self.draft, &list.path) else { return None };
        if place < elements.len() {
            elements.remove(place);
        }
        self.settle_list(list, &shipped_table())
    }

    fn settle_list(&mut self, list: &RuleList, shipped: &Table) -> Option<Arc<Rulebook>> {
        mark_kind(&mut self.draft, shipped, &list.path);
        self.settle(list.key())
    }

    fn put(&mut self, path: &[RuleStep], value: &RuleValue) {
        put(&mut self.draft, path, written(path, value));
        mark_kind(&mut self.draft, &shipped_table(), path);
    }

    /// Reads the draft after a change at `key`. The book, if it is one.
    fn settle(&mut self, key: String) -> Option<Arc<Rulebook>> {
        (self.rows, self.lists) = rows_of(&self.draft, &shipped_table());
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

fn at_mut<'a>(table: &'a mut Table, path: &[RuleStep]) -> Option<&'a mut Value> {
    let [RuleStep::Key(first), rest @ ..] = path else { return None };
    rest.iter().try_fold(table.get_mut(first)?, |value, step| match step {
        RuleStep::Key(key) => value.get_mut(key.as_str()),
        RuleStep::Place(place) => value.get_mut(*place),
    })
}

/// The table that the way leads to; tables that are not there yet are made.
fn table_mut<'a>(table: &'a mut Table, path: &[RuleStep]) -> Option<&'a mut Table> {
    let Some((first, rest)) = path.split_first() else { return Some(table) };
    let RuleStep::Key(first) = first else { return None };
    let made = || Value::Table(Table::new());
    let mut value = table.entry(first.clone()).or_insert_with(made);
    for step in rest {
        value = match step {
            RuleStep::Key(key) => value.as_table_mut()?.entry(key.clone()).or_insert_with(made),
            RuleStep::Place(place) => value.get_mut(*place)?,
        };
    }
    value.as_table_mut()
}

/// Puts a value where the path leads, or takes it away.
fn put(table: &mut Table, path: &[RuleStep], value: Option<Value>) {
    let Some((RuleStep::Key(last), above)) = path.split_last() else { return };
    if let Some(parent) = table_mut(table, above) {
        match value {
            Some(value) => parent.insert(last.clone(), value),
            None => parent.remove(last),
        };
    }
}

/// A rule that says something else than the shipped one is the user's own, whatever it was.
fn mark_kind(draft: &mut Table, shipped: &Table, path: &[RuleStep]) {
    let Some(owner) = owner(draft, path) else { return };
    let as_shipped = shipped_at(draft, shipped, owner).and_then(Value::as_table);
    let rule = at(draft, owner).and_then(Value::as_table);
    let is_same = rule.zip(as_shipped).is_some_and(|(rule, shipped)| is_as_shipped(rule, shipped));
    let kind = as_shipped.filter(|_| is_same).and_then(|rule| rule.get("kind")).cloned();
    if let Some(Value::Table(table)) = at_mut(draft, owner) {
        table.insert("kind".to_owned(), kind.unwrap_or_else(|| "user".into()));
    }
}

/// A copy of an element as a rule of the user's own, under a key of its own where it has one.
fn copy_of(element: &Table, list: &[Value]) -> Table {
    let mut copy = element.clone();
    copy.remove("note");
    if let Some(kind) = copy.get_mut("kind") {
        *kind = "user".into();
    }
    if let Some(Value::String(key)) = copy.get_mut("key") {
        let is_taken = |key: &str| list.iter().any(|other| other.get("key").and_then(Value::as_str) == Some(key));
        let mut candidates = (2..).map(|number: usize| format!("{key}_{number}"));
        if let Some(free) = candidates.find(|candidate| !is_taken(candidate)) {
            *key = free;
        }
    }
    copy
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

    fn list(form: &RulebookForm, key: &str) -> RuleList {
        form.lists().iter().find(|list| list.key() == key).unwrap_or_else(|| panic!("{key}")).clone()
    }

    #[test]
    fn an_element_of_every_list_is_added_as_the_users_own_and_removed_again() {
        for key in [
            "industries",
            "low_efficiency.rules",
            "grade.cohorts.1.items",
            "standard.limits",
            "suggestion.targets",
            "suggestion.models.3.conditions",
        ] {
            let mut form = form();
            let (before, of) = (form.rows().len(), list(&form, key));
            let added = form.add(&of);
            // A further item weighs something, so that the weights are not 100.
            assert_eq!(added.is_none(), key.ends_with("items"), "{key}: {:?}", form.fault());
            assert_eq!(list(&form, key).len, of.len + 1);
            let new = form.rows().iter().filter(|row| of.place_of(row) == Some(of.len));
            let kinds: Vec<&str> = new.map(|row| row.kind.as_str()).collect();
            assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == "user"), "{key}: {kinds:?}");
            let book = form.remove(&list(&form, key), of.len).expect("a book");
            assert_eq!((&*book, form.rows().len()), (Rulebook::shipped(), before), "{key}");
        }
    }

    #[test]
    fn what_is_left_of_a_list_is_still_held_against_its_like_in_the_shipped_book() {
        let mut form = form();
        let industries = list(&form, "industries");
        form.remove(&industries, 0).expect("a book");
        let classes = row(&form, "industries.2.classes");
        assert_eq!(classes.shipped.as_ref(), Some(&RuleValue::Words(vec!["27".to_owned()])));
        assert_eq!(classes.value, RuleValue::Words(vec!["27".to_owned()]), "medicine moved up");
        let words = RuleValue::Words(vec!["27".to_owned(), "358".to_owned()]);
        let book = form.set(&classes, &words).expect("a book");
        assert_eq!(book.industries[1].classes, ["27", "358"]);
        assert_eq!(row(&form, "industries.2.classes").kind, "user");
        form.set(&classes, classes.shipped.as_ref().unwrap()).expect("a book");
        assert_eq!(row(&form, "industries.2.classes").kind, "example");
    }

    #[test]
    fn an_empty_list_begins_with_what_ships_and_a_new_industry_has_a_key_of_its_own() {
        let mut form = form();
        form.remove(&list(&form, "suggestion.targets"), 0).expect("a book");
        let book = form.add(&list(&form, "suggestion.targets")).expect("a book");
        assert_eq!(book.suggestion.targets[0].class, "39");
        form.add(&list(&form, "industries")).expect("a book");
        let book = form.add(&list(&form, "industries")).expect("a book");
        let keys: Vec<&str> = book.industries.iter().rev().take(3).map(|group| group.key.as_str()).collect();
        assert_eq!(keys, ["utility_2_2", "utility_2", "utility"]);
    }

    #[test]
    fn a_limit_gets_a_grade_of_land_and_a_standard_the_edition_that_binds() {
        let mut form = form();
        let grade = row(&form, "standard.limits.1.land_grade");
        assert_eq!(
            (&grade.value, grade.shipped.as_ref()),
            (&RuleValue::Perhaps(None), Some(&RuleValue::Perhaps(None)))
        );
        let book = form.set(&grade, &RuleValue::Perhaps(Some(5.0))).expect("a book");
        assert_eq!(book.standard.limits[0].land_grade, Some(5));
        form.set(&grade, &RuleValue::Perhaps(None)).expect("a book");
        form.add(&list(&form, "standard.limits")).expect("a book");
        let edition = row(&form, "standard.limits.3.edition");
        let standard =
            form.set(&edition, &RuleValue::Text("2008".to_owned())).unwrap().standard.limits[2].standard.clone();
        let binding = row(&form, &format!("standard.editions.{standard}"));
        let listed = vec!["2023".to_owned(), "2008".to_owned()];
        assert_eq!(binding.value, RuleValue::Edition(None, listed.clone()));
        let book = form.set(&binding, &RuleValue::Edition(Some("2008".to_owned()), listed.clone())).expect("a book");
        assert_eq!(book.standard.superseded_by(&book.standard.limits[0]), Some("2008"));
        assert!(book.to_toml().contains("# ── "), "the comments stay");
        assert_eq!(Rulebook::from_toml(&book.to_toml()).as_ref(), Ok(&*book));
        let book = form.set(&binding, &RuleValue::Edition(None, listed)).expect("a book");
        assert_eq!(book.standard.superseded_by(&book.standard.limits[2]), Some("2023"));
    }
}
