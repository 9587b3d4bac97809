//! A finding as keys for scripts: rules, facts and numbers to the last digit, without a word of any language.

use std::fmt::Write as _;

use crate::analysis::judge::{Finding, Reason, Stance, Value, Weighing};
use crate::domain::iso_date;

/// Rules a fact names well enough.
const NAMED_BY_FACT: [&str; 2] = ["rule", "low_efficiency_year"];

fn push_value(out: &mut String, value: &Value) -> std::fmt::Result {
    match value {
        Value::Number(number) => write!(out, "{number}"),
        Value::Day(day) => out.write_str(&iso_date(*day)),
        Value::Word(word) => out.write_str(word),
        Value::Status(status) => out.write_str(status.key()),
        Value::Outcome(outcome) => out.write_str(outcome.key()),
        Value::Stage(stage) => out.write_str(stage.key()),
        Value::Basis(basis) => out.write_str(basis.key()),
        Value::Scale(scale) => out.write_str(scale.key()),
    }
}

fn push_weighing(out: &mut String, weighing: Weighing) -> std::fmt::Result {
    match weighing {
        Weighing::Condition { weight, required: true } => write!(out, "({weight} required)"),
        Weighing::Condition { weight, required: false } => write!(out, "({weight})"),
        Weighing::Further => out.write_str("(and)"),
        Weighing::Part { part, whole } => write!(out, "({part}/{whole})"),
        Weighing::Points { weight, points } => write!(out, "({points} of {weight})"),
    }
}

fn push_reason(out: &mut String, reason: &Reason) -> std::fmt::Result {
    if let Some(model) = reason.model {
        write!(out, "{}.", model.code())?;
    }
    match reason.fact {
        Some(fact) if NAMED_BY_FACT.contains(&&*reason.rule) => out.write_str(fact.key())?,
        Some(fact) => write!(out, "{}.{}", reason.rule, fact.key())?,
        None => out.write_str(&reason.rule)?,
    }
    if let Some(year) = reason.year {
        write!(out, "@{year}")?;
    }
    if reason.measured.is_some() || reason.threshold.is_some() {
        out.write_char('[')?;
        reason.measured.as_ref().map_or(Ok(()), |value| push_value(out, value))?;
        if let Some(threshold) = &reason.threshold {
            out.write_str(reason.operator.sign())?;
            push_value(out, threshold)?;
        }
        out.write_char(']')?;
    }
    out.write_str(match reason.stance {
        Stance::Fired => ":fired",
        Stance::NotFired => ":not_fired",
        Stance::Unknown => ":unknown",
        Stance::Note => ":note",
    })?;
    reason.weighing.map_or(Ok(()), |weighing| push_weighing(out, weighing))
}

/// All reasons as keys, e.g. `not_started_1y[2024-06-30>=2021-05-01]:fired; due_agreed[2020-05-01]:note`. What a reason
/// counts for in a score stands behind it: `(2 required)` the weight of a model's condition that decides, `(and)` a further
/// test of the same condition, `(4/6)` weights met of those judged, `(38.5 of 40)` points of a weight.
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
        let is_written = push_reason(&mut out, reason);
        debug_assert!(is_written.is_ok(), "writing to a String cannot fail");
    }
    out
}

/// All missing inputs as keys.
#[must_use]
pub fn missing_keys(finding: &Finding) -> String {
    finding.missing.iter().map(|input| input.key()).collect::<Vec<_>>().join("; ")
}
