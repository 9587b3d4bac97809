//! The values of a rulebook as they are edited, and how each is read from and written to the book's format.

use std::sync::LazyLock;

use toml::Value;

use super::rulebook_rows::RuleStep;
use crate::analysis::judge::Fact;

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
    /// The edition of a standard that binds, the newest where none is chosen, and those there are.
    Edition(Option<String>, Vec<String>),
    /// A list of words.
    Words(Vec<String>),
    /// The cohort's mean.
    Mean,
    /// A multiple of the cohort's mean.
    Times(f64),
}

const OPERATORS: &[&str] = &["<", "<=", ">", ">=", "="];
const MATCHING: &[&str] = &["any", "all"];
const SCALES: &[&str] = &["above", "below", "unspecified"];
static FACTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| Fact::ALL.map(Fact::key).to_vec());
static INDICATORS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| Fact::ALL.into_iter().filter(|fact| fact.indicator().is_some()).map(Fact::key).collect());

/// What parts the words of a list that is typed: the ideographic comma, commas, semicolons, new lines; never a space,
/// which a word may have.
const SEPARATORS: [char; 6] = ['\u{3001}', '\u{ff0c}', ',', '\u{ff1b}', ';', '\n'];

/// The words of a typed list.
#[must_use]
pub fn words_of_text(text: &str) -> Vec<String> {
    text.split(SEPARATORS).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The value under a path that is edited as one; `None` of a table or a list of tables.
pub(super) fn value_at(path: &[RuleStep], value: &Value) -> Option<RuleValue> {
    let Some(RuleStep::Key(key)) = path.last() else { return None };
    let is_key = |step: &RuleStep, name: &str| matches!(step, RuleStep::Key(key) if key == name);
    if path.iter().any(|step| is_key(step, "editions")) {
        return value.as_str().map(|edition| RuleValue::Edition(Some(edition.to_owned()), Vec::new()));
    }
    Some(match (key.as_str(), value) {
        ("cap", Value::Float(number)) => RuleValue::Perhaps(Some(*number)),
        ("land_grade", Value::Integer(grade)) => RuleValue::Perhaps(Some(*grade as f64)),
        ("benchmark", Value::String(_)) => RuleValue::Mean,
        ("benchmark", Value::Table(times)) => RuleValue::Times(times.get("times").and_then(Value::as_float)?),
        ("operator", Value::String(sign)) => RuleValue::Choice(sign.clone(), OPERATORS),
        ("match", Value::String(word)) => RuleValue::Choice(word.clone(), MATCHING),
        ("scale", Value::String(word)) => RuleValue::Choice(word.clone(), SCALES),
        // A condition may ask for any fact, a rule of the other kinds for indicators.
        ("fact", Value::String(fact)) if path.iter().any(|step| is_key(step, "tests")) => {
            RuleValue::Choice(fact.clone(), &FACTS)
        }
        ("fact", Value::String(fact)) => RuleValue::Choice(fact.clone(), &INDICATORS),
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

/// A value as the format has it under a path; `None` where it is left out.
pub(super) fn written(path: &[RuleStep], value: &RuleValue) -> Option<Value> {
    let is_grade = matches!(path.last(), Some(RuleStep::Key(key)) if key == "land_grade");
    Some(match value {
        RuleValue::Perhaps(Some(grade)) if is_grade => Value::Integer(*grade as i64),
        RuleValue::Number(number) | RuleValue::Perhaps(Some(number)) => Value::Float(*number),
        RuleValue::Perhaps(None) | RuleValue::Edition(None, _) => return None,
        RuleValue::Whole(number) => Value::Integer(*number),
        RuleValue::Flag(flag) => Value::Boolean(*flag),
        RuleValue::Text(text) | RuleValue::Choice(text, _) | RuleValue::Edition(Some(text), _) => {
            Value::String(text.clone())
        }
        RuleValue::Words(words) => Value::Array(words.iter().cloned().map(Value::String).collect()),
        RuleValue::Mean => Value::String("mean".to_owned()),
        RuleValue::Times(times) => Value::Table([("times".to_owned(), Value::Float(*times))].into_iter().collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_list_is_parted_by_commas_and_lines_and_a_word_keeps_its_spaces() {
        assert_eq!(words_of_text("研究 院、 高 校，a b; c\n\nd；"), ["研究 院", "高 校", "a b", "c", "d"]);
        assert!(words_of_text(" 、 ").is_empty());
    }
}
