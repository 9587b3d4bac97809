//! A finding in words: reasons as sentences an official could paste into a letter, and as keys for scripts.

use std::fmt::Write as _;

use crate::analysis::judge::{Fact, Finding, Input, Operator, Reason, Rulebook, Stance, Value};
use crate::domain::{Outcome, Unit, iso_date};
use crate::locale::{FluentValue, Lang};

fn id(prefix: &str, key: &str) -> String {
    format!("{prefix}-{}", key.replace('_', "-"))
}

/// A fact by name.
#[must_use]
pub fn fact_name(lang: Lang, fact: Fact) -> String {
    lang.text(&id("fact", fact.key())).into_owned()
}

/// A fact by name, by its key; the key where there is no such fact.
#[must_use]
pub fn fact_name_of_key(lang: Lang, key: &str) -> String {
    Fact::ALL.into_iter().find(|fact| fact.key() == key).map_or_else(|| key.to_owned(), |fact| fact_name(lang, fact))
}

/// The unit of a fact, by its key.
#[must_use]
pub fn fact_unit_of_key(key: &str) -> Unit {
    Fact::ALL.into_iter().find(|fact| fact.key() == key).map_or(Unit::None, Fact::unit)
}

/// A missing input by name.
#[must_use]
pub fn input_name(lang: Lang, input: Input) -> String {
    match input {
        Input::Column(column) => lang.table_column(column),
        Input::Fact(fact) => fact_name(lang, fact),
        Input::FurtherYears(fact) => lang.text_with("missing-further-years", [("fact", fact_name(lang, fact).into())]),
    }
}

/// The operator in words; of a plain rule that did not hold, the one that does.
fn operator_word(lang: Lang, reason: &Reason) -> String {
    let is_denied = reason.rule == "rule" && reason.stance == Stance::NotFired;
    let operator = match (reason.operator, is_denied) {
        (operator, false) => operator,
        (Operator::Less, true) => Operator::AtLeast,
        (Operator::AtMost, true) => Operator::Greater,
        (Operator::Greater, true) => Operator::AtMost,
        (Operator::AtLeast, true) => Operator::Less,
        (Operator::Equal, true) => return lang.text("operator-not-equal").into_owned(),
    };
    let key = match operator {
        Operator::Less => "operator-less",
        Operator::AtMost => "operator-at-most",
        Operator::Greater => "operator-greater",
        Operator::AtLeast => "operator-at-least",
        Operator::Equal => "operator-equal",
    };
    lang.text(key).into_owned()
}

/// The letter of a grade as rules count it.
fn grade_letter(number: f64) -> &'static str {
    match number.round() as i64 {
        4.. => Outcome::GradeA.key(),
        3 => Outcome::GradeB.key(),
        2 => Outcome::GradeC.key(),
        _ => Outcome::GradeD.key(),
    }
}

fn value_text(lang: Lang, value: &Value, unit: Unit, fact: Option<Fact>) -> String {
    match value {
        Value::Number(number) if fact == Some(Fact::Grade) => grade_letter(*number).to_owned(),
        Value::Number(number) => lang.number_with_unit(Some(*number), unit),
        Value::Day(day) => iso_date(*day),
        Value::Word(word) => word.to_string(),
        Value::Status(status) => lang.status(*status).into_owned(),
        Value::Outcome(outcome) => lang.outcome(*outcome).into_owned(),
        Value::Stage(stage) => lang.stage(*stage).into_owned(),
        Value::Basis(basis) => lang.land_basis(*basis).into_owned(),
    }
}

/// The id of a reason's sentence: by stance where the rule has one for each, else the rule's own.
fn sentence_id(lang: Lang, reason: &Reason) -> String {
    let (stance, flag) = match (reason.stance, &reason.measured) {
        (Stance::NotFired, _) => ("not-fired", "no"),
        (Stance::Unknown, _) => ("unknown", "unknown"),
        (_, None) => ("blank", "unknown"),
        _ => ("fired", "yes"),
    };
    if reason.rule == "rule" && reason.fact.is_some_and(Fact::is_flag) {
        return format!("reason-flag-{flag}");
    }
    let rule = id("reason", &reason.rule);
    let by_stance = format!("{rule}-{stance}");
    if lang.has(&by_stance) { by_stance } else { rule }
}

/// One reason as part of a sentence.
#[must_use]
pub fn reason_text(lang: Lang, reason: &Reason) -> String {
    let mut args: Vec<(&str, FluentValue<'_>)> = Vec::with_capacity(4);
    let value = |value: &Value| value_text(lang, value, reason.unit, reason.fact);
    // A fee is money, the share it is of the price is a share.
    let threshold_unit = if reason.rule == "fee" { Unit::Share } else { reason.unit };
    let threshold_unit = if reason.rule.starts_with("headroom") { Unit::Ratio } else { threshold_unit };
    args.push(("measured", reason.measured.as_ref().map(value).unwrap_or_default().into()));
    let threshold = reason.threshold.as_ref().map(|value| value_text(lang, value, threshold_unit, reason.fact));
    args.push(("threshold", threshold.unwrap_or_default().into()));
    if let (Some(Value::Number(measured)), Some(Value::Number(bound))) = (&reason.measured, &reason.threshold) {
        let margin = reason.operator.margin(*measured, *bound).abs();
        args.push(("margin", value(&Value::Number(margin)).into()));
    }
    args.push(("operator", operator_word(lang, reason).into()));
    args.push(("fact", reason.fact.map(|fact| fact_name(lang, fact)).unwrap_or_default().into()));
    let text = lang.text_with(&sentence_id(lang, reason), args);
    if reason.model.is_none() {
        return text;
    }
    let stance = match reason.stance {
        Stance::Fired | Stance::Note => "reason-stance-fired",
        Stance::NotFired => "reason-stance-not-fired",
        Stance::Unknown => "reason-stance-unknown",
    };
    lang.text_with(stance, [("reason", text.into())])
}

/// A source of the rulebook in words; empty for a key it does not have.
#[must_use]
pub fn source_text(lang: Lang, book: &Rulebook, key: &str) -> String {
    let Some(source) = book.sources.get(key) else { return String::new() };
    let title = if lang == Lang::En && !source.title_en.is_empty() { &source.title_en } else { &source.title };
    if source.number.is_empty() {
        return title.clone();
    }
    lang.text_with("source-text", [("title", title.as_str().into()), ("number", source.number.as_str().into())])
}

/// What a reason cites: the source of its rule or, where the user changed the rule, that it is the user's own, and what it
/// was made from.
fn cited(lang: Lang, book: &Rulebook, reason: &Reason) -> String {
    let source = source_text(lang, book, &reason.source);
    match (reason.is_user_set, source.is_empty()) {
        (false, _) => source,
        (true, true) => lang.text("source-user").into_owned(),
        (true, false) => lang.text_with("source-user-from", [("source", source.into())]),
    }
}

/// All reasons of a finding, with the sources they rest on; empty where there are none.
#[must_use]
pub fn reasons_text(lang: Lang, book: &Rulebook, finding: &Finding) -> String {
    let separator = lang.text("reasons-separator");
    let (mut text, mut model, mut sources) = (String::new(), None, Vec::<String>::new());
    for reason in &finding.reasons {
        if !text.is_empty() {
            text.push_str(&separator);
        }
        let sentence = reason_text(lang, reason);
        match reason.model.filter(|_| reason.model != model) {
            Some(new) => {
                let args = [("model", lang.model_short(new).into()), ("reason", sentence.into())];
                text.push_str(&lang.text_with("reasons-of-model", args));
            }
            None => text.push_str(&sentence),
        }
        model = reason.model;
        let source = cited(lang, book, reason);
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    if !sources.is_empty() {
        text.push_str(&separator);
        let sources = sources.join(&lang.text("missing-separator"));
        text.push_str(&lang.text_with("reasons-sources", [("sources", sources.into())]));
    }
    if !text.is_empty() {
        text.push_str(&lang.text("reasons-end"));
    }
    text
}

/// All missing inputs of a finding.
#[must_use]
pub fn missing_text(lang: Lang, finding: &Finding) -> String {
    let names: Vec<String> = finding.missing.iter().map(|&input| input_name(lang, input)).collect();
    names.join(&lang.text("missing-separator"))
}

fn push_value(out: &mut String, value: &Value) -> std::fmt::Result {
    match value {
        Value::Number(number) => write!(out, "{number}"),
        Value::Day(day) => out.write_str(&iso_date(*day)),
        Value::Word(word) => out.write_str(word),
        Value::Status(status) => out.write_str(status.key()),
        Value::Outcome(outcome) => out.write_str(outcome.key()),
        Value::Stage(stage) => out.write_str(stage.key()),
        Value::Basis(basis) => out.write_str(basis.key()),
    }
}

/// All reasons as keys, e.g. `not_started_1y[2024-06-30>=2021-05-01]:fired; due_agreed[2020-05-01]:note`.
#[must_use]
pub fn reasons_keys(finding: &Finding) -> String {
    reasons_as_keys(&finding.reasons)
}

/// Some reasons as keys, in order.
#[must_use]
pub fn reasons_as_keys<'a>(reasons: impl IntoIterator<Item = &'a Reason>) -> String {
    let mut out = String::new();
    for reason in reasons {
        if !out.is_empty() {
            out.push_str("; ");
        }
        if let Some(model) = reason.model {
            out.push_str(model.code());
            out.push('.');
        }
        match reason.fact {
            Some(fact) if reason.rule == "rule" => out.push_str(fact.key()),
            Some(fact) => out.extend([&*reason.rule, ".", fact.key()]),
            None => out.push_str(&reason.rule),
        }
        let is_written = (|| {
            if reason.measured.is_some() || reason.threshold.is_some() {
                out.push('[');
                reason.measured.as_ref().map_or(Ok(()), |value| push_value(&mut out, value))?;
                if let Some(threshold) = &reason.threshold {
                    out.push_str(reason.operator.sign());
                    push_value(&mut out, threshold)?;
                }
                out.push(']');
            }
            out.write_str(match reason.stance {
                Stance::Fired => ":fired",
                Stance::NotFired => ":not_fired",
                Stance::Unknown => ":unknown",
                Stance::Note => ":note",
            })
        })();
        debug_assert!(is_written.is_ok(), "writing to a String cannot fail");
    }
    out
}

/// All missing inputs as keys.
#[must_use]
pub fn missing_keys(finding: &Finding) -> String {
    finding.missing.iter().map(|input| input.key()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::judge::RuleKind;
    use crate::domain::FindingKind;

    #[test]
    fn a_rule_the_user_changed_is_cited_as_the_users_own_with_the_source_it_was_made_from() {
        let mut book = Rulebook::shipped().clone();
        let cited_by = |book: &Rulebook, lang| {
            let mut finding = Finding::new(FindingKind::Idle, Outcome::SuspectedIdle2y);
            finding.reasons.push(Reason::new("take_back", Stance::Fired).from_rule(&book.idle.take_back));
            reasons_text(lang, book, &finding)
        };
        assert!(!cited_by(&book, Lang::En).contains("user-set"));
        book.idle.take_back.kind = RuleKind::User;
        let [zh, en] = Lang::ALL.map(|lang| cited_by(&book, lang));
        assert!(zh.contains("用户自定（原依据：《闲置土地处置办法》"), "{zh}");
        assert!(en.contains("user-set (made from: "), "{en}");
    }

    #[test]
    fn every_fact_has_a_name_and_every_rule_of_the_source_a_sentence() {
        let sources = [
            include_str!("../analysis/judge/idle.rs"),
            include_str!("../analysis/judge/low_efficiency.rs"),
            include_str!("../analysis/judge/grade_cohorts.rs"),
            include_str!("../analysis/judge/standard.rs"),
            include_str!("../analysis/judge/commitments.rs"),
            include_str!("../analysis/judge/suggestion.rs"),
        ];
        let mut rules: Vec<String> = Vec::new();
        for text in sources {
            for mark in ["Reason::new(\"", "Reason::note(\"", "rule: \""] {
                rules.extend(text.split(mark).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
        }
        assert!(rules.len() > 25, "{rules:?}");
        for lang in Lang::ALL {
            for fact in Fact::ALL {
                assert!(lang.has(&id("fact", fact.key())), "{}", fact.key());
            }
            for rule in &rules {
                let rule = id("reason", rule);
                let has_all = ["fired", "not-fired", "unknown"].iter().all(|each| lang.has(&format!("{rule}-{each}")));
                assert!(lang.has(&rule) || has_all, "{rule}");
            }
        }
    }
}
