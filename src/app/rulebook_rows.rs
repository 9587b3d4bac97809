//! The values of a rulebook one by one: what each is called, what it is, and which source, kind and note it has.
//!
//! The list is made from the book's own text, so that a rule added to the types is in it without a word here.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use crate::analysis::judge::Rulebook;

/// One step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RuleStep {
    /// A key.
    Key(String),
    /// A place in a list, counted from 0.
    Place(usize),
}

/// What a step is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePart {
    /// A key of the format.
    Key(String),
    /// A fact by key.
    Fact(String),
    /// A model by code.
    Model(String),
    /// A scale by key.
    Scale(String),
    /// A name the book gives.
    Name(String),
    /// A control indicator: the fact by key, and the class it is for.
    Limit(String, String),
    /// A class of industries.
    Class(String),
    /// The n-th of a list, counted from 1, and the list's key.
    Nth(String, usize),
}

/// A value of the rulebook as it is edited.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleValue {
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// A number that may be left out.
    Perhaps(Option<f64>),
    /// Yes or no.
    Flag(bool),
    /// A free text.
    Text(String),
    /// One of some words, by key.
    Choice(String, &'static [&'static str]),
    /// A list of words.
    Words(Vec<String>),
    /// The cohort's mean.
    Mean,
    /// A multiple of the cohort's mean.
    Times(f64),
}

/// One value with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleRow {
    /// The way to it.
    pub path: Vec<RuleStep>,
    /// What it is called, step by step; the first is the section.
    pub parts: Vec<RulePart>,
    /// What it is.
    pub value: RuleValue,
    /// What it is in the rulebook that ships with the program; `None` where that has no such value.
    pub shipped: Option<RuleValue>,
    /// The key of the fact it is about, for its unit.
    pub fact: Option<String>,
    /// The key of its source.
    pub source: String,
    /// What kind of rule it is, by key: law, published, example, user.
    pub kind: String,
    /// The rule's note.
    pub note: String,
}

impl RuleRow {
    /// The path as one text, the key of its edits.
    #[must_use]
    pub fn key(&self) -> String {
        let step = |step: &RuleStep| match step {
            RuleStep::Key(key) => key.clone(),
            RuleStep::Place(place) => (place + 1).to_string(),
        };
        self.path.iter().map(step).collect::<Vec<_>>().join(".")
    }

    /// The key of its section.
    #[must_use]
    pub fn section(&self) -> &str {
        match self.path.first() {
            Some(RuleStep::Key(key)) if self.path.len() > 1 => key,
            _ => "book",
        }
    }
}

/// Keys that say what a value is about, and are told beside it.
const ABOUT: [&str; 16] = [
    "source", "kind", "note", "version", "sources", "key", "marks", "name_en", "class", "edition", "standard", "scale",
    "model", "fact", "classes", "title_en",
];
const OPERATORS: &[&str] = &["<", "<=", ">", ">=", "="];
const MATCHING: &[&str] = &["any", "all"];

fn step<'a>(value: &'a Value, step: &RuleStep) -> Option<&'a Value> {
    match step {
        RuleStep::Key(key) => value.get(key.as_str()),
        RuleStep::Place(place) => value.get(*place),
    }
}

pub(super) fn at<'a>(table: &'a Table, path: &[RuleStep]) -> Option<&'a Value> {
    let [RuleStep::Key(first), rest @ ..] = path else { return None };
    rest.iter().try_fold(table.get(first)?, step)
}

/// The way to the nearest table above a value that says what kind of rule it is.
pub(super) fn owner<'p>(table: &Table, path: &'p [RuleStep]) -> Option<&'p [RuleStep]> {
    let says_kind = |len: &usize| at(table, &path[..*len]).is_some_and(|value| value.get("kind").is_some());
    (1..path.len()).rev().find(says_kind).map(|len| &path[..len])
}

/// Every value of `draft`, section by section in the book's order.
pub(super) fn rows_of(draft: &Table, shipped: &Table) -> Vec<RuleRow> {
    let mut rows = Vec::new();
    let mut walk = Walk { draft, shipped, path: Vec::new(), parts: Vec::new(), rows: &mut rows };
    for (key, value) in draft {
        walk.key(key, value, None);
    }
    // The grade's cap may be left out, and has its row all the same.
    let cap = [RuleStep::Key("grade".to_owned()), RuleStep::Key("cap".to_owned())];
    if draft.contains_key("grade") && at(draft, &cap).is_none() {
        (walk.path, walk.parts) = (vec![cap[0].clone()], vec![RulePart::Key("grade".to_owned())]);
        walk.leaf("cap", RuleValue::Perhaps(None), None);
    }
    let order = Order::new(draft);
    rows.sort_by_cached_key(|row| order.of(&row.path));
    rows
}

struct Walk<'a> {
    draft: &'a Table,
    shipped: &'a Table,
    path: Vec<RuleStep>,
    parts: Vec<RulePart>,
    rows: &'a mut Vec<RuleRow>,
}

impl Walk<'_> {
    fn key(&mut self, key: &str, value: &Value, fact: Option<&str>) {
        // The section of standards bears the name of a limit's standard.
        let is_about = ABOUT.contains(&key) && (key != "standard" || value.is_str());
        let is_group = self.parts.first() == Some(&RulePart::Key("industries".to_owned()));
        if is_about || key == "name" && is_group {
            return;
        }
        if let Some(value) = leaf_value(key, value) {
            self.leaf(key, value, fact);
            return;
        }
        self.path.push(RuleStep::Key(key.to_owned()));
        match value {
            Value::Table(table) => {
                self.parts.push(RulePart::Key(key.to_owned()));
                self.table(table, fact);
                self.parts.pop();
            }
            Value::Array(list) => {
                let is_section = self.parts.is_empty();
                if is_section {
                    self.parts.push(RulePart::Key(key.to_owned()));
                }
                for (place, element) in list.iter().enumerate() {
                    let Some(table) = element.as_table() else { continue };
                    self.path.push(RuleStep::Place(place));
                    self.parts.push(part_of(key, place, table));
                    self.table(table, fact);
                    self.parts.pop();
                    self.path.pop();
                }
                if is_section {
                    self.parts.pop();
                }
            }
            _ => {}
        }
        self.path.pop();
    }

    fn table(&mut self, table: &Table, fact: Option<&str>) {
        let fact = table.get("fact").and_then(Value::as_str).or(fact);
        for (key, value) in table {
            self.key(key, value, fact);
        }
    }

    fn leaf(&mut self, key: &str, value: RuleValue, fact: Option<&str>) {
        let path: Vec<RuleStep> = self.path.iter().cloned().chain([RuleStep::Key(key.to_owned())]).collect();
        let parts = self.parts.iter().cloned().chain([RulePart::Key(key.to_owned())]).collect();
        let owner = owner(self.draft, &path).and_then(|owner| at(self.draft, owner));
        let said = |key: &str| owner.and_then(|owner| owner.get(key)).and_then(Value::as_str).unwrap_or("").to_owned();
        let shipped = match (at(self.shipped, &path), &value) {
            (None, RuleValue::Perhaps(_)) => Some(RuleValue::Perhaps(None)),
            (shipped, _) => shipped.and_then(|shipped| leaf_value(key, shipped)),
        };
        self.rows.push(RuleRow {
            source: said("source"),
            kind: said("kind"),
            note: said("note"),
            fact: fact.map(str::to_owned),
            path,
            parts,
            value,
            shipped,
        });
    }
}

/// What an element of a list is called: by what it is about, else by its place.
fn part_of(list: &str, place: usize, element: &Table) -> RulePart {
    let named = |key: &str| element.get(key).and_then(Value::as_str).map(str::to_owned);
    let nth = || RulePart::Nth(list.to_owned(), place + 1);
    match list {
        "limits" => named("fact").zip(named("class")).map_or_else(nth, |(fact, class)| RulePart::Limit(fact, class)),
        "industries" => named("name").map_or_else(nth, RulePart::Name),
        "targets" => named("class").map_or_else(nth, RulePart::Class),
        "conditions" => nth(),
        _ => named("fact")
            .map(RulePart::Fact)
            .or_else(|| named("model").map(RulePart::Model))
            .or_else(|| named("scale").map(RulePart::Scale))
            .unwrap_or_else(nth),
    }
}

/// A value that is edited as one; `None` of a table or a list of tables.
fn leaf_value(key: &str, value: &Value) -> Option<RuleValue> {
    Some(match (key, value) {
        ("cap", Value::Float(number)) => RuleValue::Perhaps(Some(*number)),
        ("benchmark", Value::String(_)) => RuleValue::Mean,
        ("benchmark", Value::Table(times)) => RuleValue::Times(times.get("times").and_then(Value::as_float)?),
        ("operator", Value::String(sign)) => RuleValue::Choice(sign.clone(), OPERATORS),
        ("match", Value::String(word)) => RuleValue::Choice(word.clone(), MATCHING),
        (_, Value::Float(number)) => RuleValue::Number(*number),
        (_, Value::Integer(number)) => RuleValue::Whole(*number),
        (_, Value::Boolean(flag)) => RuleValue::Flag(*flag),
        (_, Value::String(text)) => RuleValue::Text(text.clone()),
        (_, Value::Array(list)) if list.iter().all(Value::is_str) => {
            RuleValue::Words(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        }
        _ => return None,
    })
}

/// Where values stand in the book's text, which follows its types.
struct Order(BTreeMap<String, usize>);

impl Order {
    fn new(draft: &Table) -> Self {
        let book: Option<Rulebook> = draft.clone().try_into().ok();
        let text = book.map(|book| book.to_toml()).unwrap_or_default();
        let mut places = BTreeMap::new();
        if let Ok(root) = DeTable::parse(&text) {
            note_places(root.get_ref(), "", &mut places);
        }
        Self(places)
    }

    /// The section's place first, so that sections stay whole.
    fn of(&self, path: &[RuleStep]) -> (usize, usize) {
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
