//! What a book says otherwise than the one that ships with the program: what it is called for it, and which of its rules
//! are the user's own.
//!
//! Elements of lists are held against their like, not against what stands at the same place: a list may have lost one.

use toml::{Table, Value};

use super::super::GroupLabel;
use super::rulebook::Rulebook;
use crate::domain::Term;

/// Members that say what an element is about; two elements that agree in all of them are the same rule.
const ABOUT: [&str; 8] = ["key", "model", "scale", "standard", "edition", "class", "land_grade", "fact"];

/// Members that say where a rule comes from, not what it says.
const ORIGIN: [&str; 3] = ["source", "kind", "note"];

impl Rulebook {
    /// What the book is called: what its text says; but a book that bears the shipped one's name is called so only as
    /// long as it says the same.
    pub fn label(&self) -> GroupLabel {
        let shipped = Self::shipped();
        match self.name == shipped.name {
            true if self == shipped => Err(Term::ShippedRulebook),
            true => Err(Term::ChangedRulebook),
            false => Ok(self.name.as_str().into()),
        }
    }

    /// Makes rules the user's own that claim to be law or published by a source of the shipped book which says something
    /// else.
    pub(super) fn own_what_was_changed(&mut self) {
        let (Ok(mut rules), Ok(shipped)) = (Table::try_from(&*self), Table::try_from(Self::shipped())) else { return };
        own_in_table(&mut rules, &shipped);
        if let Ok(own) = rules.try_into() {
            *self = Self { origin: self.origin.clone(), ..own };
        }
    }
}

fn own_in_table(rule: &mut Table, shipped: &Table) {
    let said = |table: &Table, key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    let claims = matches!(said(rule, "kind").as_deref(), Some("law" | "published"));
    if claims && said(rule, "source") == said(shipped, "source") && !is_as_shipped(rule, shipped) {
        rule.insert("kind".to_owned(), "user".into());
    }
    for (key, value) in rule.iter_mut() {
        match (value, shipped.get(key)) {
            (Value::Table(rule), Some(Value::Table(shipped))) => own_in_table(rule, shipped),
            (Value::Array(rules), Some(Value::Array(shipped))) => {
                let pairs: Vec<_> = (0..rules.len()).map(|place| counterpart(rules, place, shipped)).collect();
                for (rule, pair) in rules.iter_mut().zip(pairs) {
                    let pair = pair.and_then(|place| shipped.get(place)).and_then(Value::as_table);
                    if let (Value::Table(rule), Some(shipped)) = (rule, pair) {
                        own_in_table(rule, shipped);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a rule says the same as another; members that are rules of their own, with a kind of their own, are not asked.
#[must_use]
pub fn is_as_shipped(rule: &Table, shipped: &Table) -> bool {
    fn has_kind(value: &Value) -> bool {
        match value {
            Value::Table(table) => table.contains_key("kind"),
            Value::Array(list) => list.iter().any(has_kind),
            _ => false,
        }
    }
    let says = |table: &Table| -> Table {
        let own = table.iter().filter(|(key, value)| !ORIGIN.contains(&key.as_str()) && !has_kind(value));
        own.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    says(rule) == says(shipped)
}

/// The place in the shipped list of the like of an element: of the one that is about the same; where elements say nothing
/// of what they are about, or what this one is about was changed, of the one at its place.
#[must_use]
pub fn counterpart(list: &[Value], place: usize, shipped: &[Value]) -> Option<usize> {
    let about = |value: &Value| ABOUT.map(|key| value.get(key).cloned());
    let this = about(list.get(place)?);
    if this.iter().all(Option::is_none) {
        return (place < shipped.len()).then_some(place);
    }
    // Of several that are about the same, the first is the like of the first.
    let nth = list[..place].iter().filter(|other| about(other) == this).count();
    let mut likes = shipped.iter().enumerate().filter(|(_, other)| about(other) == this).map(|(place, _)| place);
    likes.nth(nth).or_else(|| {
        let there = about(shipped.get(place).filter(|_| shipped.len() == list.len())?);
        (!list.iter().any(|other| about(other) == there)).then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::super::rulebook::RuleKind;
    use super::*;

    fn read(from: &str, to: &str) -> Rulebook {
        assert!(Rulebook::shipped_text().contains(from), "{from}");
        Rulebook::from_toml(&Rulebook::shipped_text().replacen(from, to, 1)).unwrap()
    }

    #[test]
    fn a_book_of_the_shipped_name_is_called_changed_once_it_says_something_else() {
        assert_eq!(Rulebook::shipped().label(), Err(Term::ShippedRulebook));
        let changed = read("years = 2\nsource", "years = 4\nsource");
        assert_eq!(changed.label(), Err(Term::ChangedRulebook));
        let own = read("name = \"亩镜默认规则库\"", "name = \"本地\"");
        assert_eq!(own.label(), Ok("本地".into()));
    }

    #[test]
    fn a_rule_of_a_file_that_claims_the_law_and_says_something_else_is_the_users_own() {
        let changed = read("years = 2\nsource", "years = 4\nsource");
        assert_eq!(changed.idle.take_back.kind, RuleKind::User);
        assert_eq!(changed.idle.take_back.source, "decree53", "what it was made from stays");
        assert_eq!(changed.idle.not_started.kind, RuleKind::Law);
        let limit = read("operator = \">=\"\nthreshold = 0.8\n", "operator = \">=\"\nthreshold = 0.7\n");
        let kinds: Vec<RuleKind> = limit.standard.limits.iter().map(|limit| limit.kind).collect();
        assert_eq!(kinds, [RuleKind::User, RuleKind::Published]);
        let quota = read("a_share = 0.20", "a_share = 0.10");
        assert_eq!((quota.grade.kind, quota.grade.b_share.kind), (RuleKind::User, RuleKind::Example));
        let noted = read("note = \"均不含土地价款和税费\"", "note = \"x\"");
        assert_eq!(noted.idle.invested.kind, RuleKind::Law, "a note is no rule");
    }

    #[test]
    fn a_limit_that_the_shipped_book_does_not_have_may_be_published_by_the_same_source() {
        let added = "[[standard.limits]]\nstandard = \"工业项目建设用地控制指标\"\nedition = \"2023\"\nclass = \"17\"\n\
            fact = \"far\"\noperator = \">=\"\nthreshold = 1\nsource = \"control2023\"\nkind = \"published\"\n\n";
        let first = "[[standard.limits]]\n";
        let book = read(first, &format!("{added}{first}"));
        assert!(book.standard.limits.iter().all(|limit| limit.kind == RuleKind::Published));
        assert_eq!(book.standard.limits.len(), 3);
    }

    #[test]
    fn an_element_is_held_against_its_like_and_not_against_its_place() {
        let list = |facts: &[&str]| -> Vec<Value> {
            let element = |fact: &&str| Value::Table([("fact".to_owned(), Value::from(*fact))].into_iter().collect());
            facts.iter().map(element).collect()
        };
        let shipped = list(&["far", "tax_per_mu", "far"]);
        let found = |facts: &[&str]| -> Vec<Option<usize>> {
            let list = list(facts);
            (0..list.len()).map(|place| counterpart(&list, place, &shipped)).collect()
        };
        assert_eq!(found(&["tax_per_mu", "far"]), [Some(1), Some(0)]);
        assert_eq!(found(&["far", "land_mu", "far"]), [Some(0), Some(1), Some(2)]);
        assert_eq!(found(&["far", "tax_per_mu", "far", "far"]), [Some(0), Some(1), Some(2), None]);
    }
}
