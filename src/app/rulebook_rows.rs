//! The values of a rulebook one by one: what each is called, what it is, and which source, kind and note it has.
//!
//! The list is made from the book's own text, so that a rule added to the types is in it without a word here.

use toml::{Table, Value};

use super::rulebook_order::Order;
use super::rulebook_values::{RuleValue, value_at};
use crate::analysis::judge::{StandardRules, counterpart};

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
    /// A group of industries: its name, and that in English, which may be empty.
    Industry(String, String),
    /// A control indicator: the fact by key, and what it is for.
    Limit {
        /// The fact.
        fact: String,
        /// The class of industry.
        class: String,
        /// The edition of the standard.
        edition: String,
        /// The grade of land, where it is for one.
        land_grade: Option<i64>,
    },
    /// A class of industries.
    Class(String),
    /// The n-th of a list, counted from 1, and the list's key.
    Nth(String, usize),
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
        key_of(&self.path)
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

fn key_of(path: &[RuleStep]) -> String {
    let step = |step: &RuleStep| match step {
        RuleStep::Key(key) => key.clone(),
        RuleStep::Place(place) => (place + 1).to_string(),
    };
    path.iter().map(step).collect::<Vec<_>>().join(".")
}

/// Keys that are told beside a value, or edited elsewhere.
const BESIDE: [&str; 8] = ["source", "kind", "note", "version", "sources", "marks", "model", "editions"];

/// Lists whose elements may come and go.
const LISTS: [&str; 6] = ["industries", "rules", "items", "limits", "targets", "conditions"];

/// A list of the rulebook whose elements may come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleList {
    /// The way to it.
    pub path: Vec<RuleStep>,
    /// What it is called, step by step; the first is the section.
    pub parts: Vec<RulePart>,
    /// How many elements it has.
    pub len: usize,
}

impl RuleList {
    /// The path as one text.
    #[must_use]
    pub fn key(&self) -> String {
        key_of(&self.path)
    }

    /// The place of the element that a value is of; `None` of a value outside the list.
    #[must_use]
    pub fn place_of(&self, row: &RuleRow) -> Option<usize> {
        match row.path.strip_prefix(&self.path[..])? {
            [RuleStep::Place(place), ..] => Some(*place),
            _ => None,
        }
    }
}

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

/// What the shipped book has in a value's place; of an element of a list what its like has.
pub(super) fn shipped_at<'s>(draft: &Table, shipped: &'s Table, path: &[RuleStep]) -> Option<&'s Value> {
    let [RuleStep::Key(first), rest @ ..] = path else { return None };
    let (mut ours, mut theirs) = (draft.get(first), shipped.get(first)?);
    for each in rest {
        theirs = match each {
            RuleStep::Key(_) => step(theirs, each)?,
            RuleStep::Place(place) => {
                let (list, of_shipped) = (ours?.as_array()?, theirs.as_array()?);
                of_shipped.get(counterpart(list, *place, of_shipped)?)?
            }
        };
        ours = ours.and_then(|ours| step(ours, each));
    }
    Some(theirs)
}

/// The way to the nearest table above a value that says what kind of rule it is.
pub(super) fn owner<'p>(table: &Table, path: &'p [RuleStep]) -> Option<&'p [RuleStep]> {
    let says_kind = |len: &usize| at(table, &path[..*len]).is_some_and(|value| value.get("kind").is_some());
    (1..path.len()).rev().find(says_kind).map(|len| &path[..len])
}

/// Every value of `draft`, section by section in the book's order, and the lists whose elements may come and go.
pub(super) fn rows_of(draft: &Table, shipped: &Table) -> (Vec<RuleRow>, Vec<RuleList>) {
    let mut walk = Walk { draft, shipped, path: Vec::new(), parts: Vec::new(), rows: Vec::new(), lists: Vec::new() };
    for (key, value) in draft {
        walk.key(key, value, None);
    }
    // The grade's cap may be left out, and has its row all the same.
    let cap = [RuleStep::Key("grade".to_owned()), RuleStep::Key("cap".to_owned())];
    if draft.contains_key("grade") && at(draft, &cap).is_none() {
        (walk.path, walk.parts) = (vec![cap[0].clone()], vec![RulePart::Key("grade".to_owned())]);
        walk.leaf("cap", RuleValue::Perhaps(None), None);
    }
    walk.editions();
    let order = Order::new(draft);
    walk.rows.sort_by_cached_key(|row| order.of(&row.path));
    (walk.rows, walk.lists)
}

struct Walk<'a> {
    draft: &'a Table,
    shipped: &'a Table,
    path: Vec<RuleStep>,
    parts: Vec<RulePart>,
    rows: Vec<RuleRow>,
    lists: Vec<RuleList>,
}

impl Walk<'_> {
    fn key(&mut self, key: &str, value: &Value, fact: Option<&str>) {
        if BESIDE.contains(&key) {
            return;
        }
        self.path.push(RuleStep::Key(key.to_owned()));
        if let Some(value) = value_at(&self.path, value).filter(|_| !LISTS.contains(&key)) {
            self.path.pop();
            self.leaf(key, value, fact);
            return;
        }
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
                if LISTS.contains(&key) {
                    let (path, parts) = (self.path.clone(), self.parts.clone());
                    self.lists.push(RuleList { path, parts, len: list.len() });
                }
                for (place, element) in list.iter().enumerate() {
                    let Some(table) = element.as_table() else { continue };
                    self.path.push(RuleStep::Place(place));
                    self.parts.push(part_of(key, place, table));
                    self.table(table, fact);
                    // A limit may be for every grade of land, and has its row all the same.
                    if key == "limits" && !table.contains_key("land_grade") {
                        self.leaf("land_grade", RuleValue::Perhaps(None), None);
                    }
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
        let shipped = match (shipped_at(self.draft, self.shipped, &path), &value) {
            (None, RuleValue::Perhaps(_)) => Some(RuleValue::Perhaps(None)),
            (shipped, _) => shipped.and_then(|shipped| value_at(&path, shipped)),
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

impl Walk<'_> {
    /// A row for every standard: which of its editions binds.
    fn editions(&mut self) {
        let Some(section) = self.draft.get("standard") else { return };
        let Ok(rules) = section.clone().try_into::<StandardRules>() else { return };
        let mut standards: Vec<&str> = rules.limits.iter().map(|limit| limit.standard.as_str()).collect();
        standards.sort_unstable();
        standards.dedup();
        for standard in standards {
            let key = |key: &str| RuleStep::Key(key.to_owned());
            let listed: Vec<String> = rules.editions_of(standard).into_iter().map(str::to_owned).collect();
            let parts = [RulePart::Key("standard".to_owned()), RulePart::Name(standard.to_owned())];
            self.rows.push(RuleRow {
                path: vec![key("standard"), key("editions"), key(standard)],
                parts: parts.into_iter().chain([RulePart::Key("editions".to_owned())]).collect(),
                value: RuleValue::Edition(rules.editions.get(standard).cloned(), listed.clone()),
                shipped: Some(RuleValue::Edition(None, listed)),
                fact: None,
                source: String::new(),
                kind: String::new(),
                note: String::new(),
            });
        }
    }
}

/// What an element of a list is called: by what it is about, else by its place.
fn part_of(list: &str, place: usize, element: &Table) -> RulePart {
    let named = |key: &str| element.get(key).and_then(Value::as_str).map(str::to_owned);
    let nth = || RulePart::Nth(list.to_owned(), place + 1);
    match list {
        "limits" => {
            named("fact").zip(named("class")).zip(named("edition")).map_or_else(nth, |((fact, class), edition)| {
                let land_grade = element.get("land_grade").and_then(Value::as_integer);
                RulePart::Limit { fact, class, edition, land_grade }
            })
        }
        "industries" => {
            named("name").zip(named("name_en")).map_or_else(nth, |(name, english)| RulePart::Industry(name, english))
        }
        "targets" => named("class").map_or_else(nth, RulePart::Class),
        "conditions" => nth(),
        _ => named("fact")
            .map(RulePart::Fact)
            .or_else(|| named("model").map(RulePart::Model))
            .or_else(|| named("scale").map(RulePart::Scale))
            .unwrap_or_else(nth),
    }
}
