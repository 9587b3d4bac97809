//! Which of the eight renewal models suits a parcel: the rulebook's conditions against the parcel's facts.
//!
//! Score = Σ weights met ÷ Σ weights judged. A required condition judged and not met puts the model out, one that
//! cannot be judged makes it unknown, and so does judged weight below half of all. The rules are the product's own.

use super::fact::Fact;
use super::headroom::floor_headroom_m2;
use super::log::Log;
use super::reason::{Input, Operator, Reason, Value, Weighing};
use super::rulebook::{Condition, FactTest, Matching, ModelRules, SuggestionRules};
use crate::domain::{Outcome, RenewalModel, Unit};

/// How one model came out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ModelScore {
    /// A required condition is not met.
    Out,
    /// Too little is known.
    Unknown,
    /// The share of judged weight that is met, and the judged weight.
    Judged { score: f64, judged: f64 },
}

/// What a parcel is suggested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Suggested {
    pub(super) outcome: Outcome,
    pub(super) score: Option<f64>,
    pub(super) runner_up: Option<Outcome>,
    /// The models whose reasons are told: the best two that were judged.
    told: [Option<RenewalModel>; 2],
}

/// Whether one test of a condition holds; `None` where its fact is not known.
fn holds(test: &FactTest, facts: &impl Fn(Fact) -> Option<f64>) -> Option<bool> {
    facts(test.fact).map(|value| test.operator.holds(value, test.threshold.0))
}

/// Whether a condition is met; `None` where none of its tests (of `any`) or not all (of `all`) can be judged. A test
/// known to fail decides `all`.
fn is_met(condition: &Condition, facts: &impl Fn(Fact) -> Option<f64>) -> Option<bool> {
    let mut results = condition.tests.iter().map(|test| holds(test, facts));
    match condition.matching {
        Matching::Any => results.fold(None, |any, next| match (any, next) {
            (any, None) => any,
            (any, Some(holds)) => Some(any.unwrap_or(false) || holds),
        }),
        Matching::All => {
            let mut met = Some(true);
            results
                .try_for_each(|next| {
                    if next == Some(false) {
                        met = Some(false);
                        return Err(());
                    }
                    met = met.and(next);
                    Ok(())
                })
                .unwrap_or(());
            met
        }
    }
}

/// Whether a condition came out so that what is not known of it could not change it.
fn is_decided(condition: &Condition, met: Option<bool>) -> bool {
    met == Some(condition.matching == Matching::Any)
}

/// The weights of a model's conditions: of those met, of those judged, of all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Weights {
    met: f64,
    judged: f64,
    all: f64,
}

/// A model's weights, and how it came out.
fn weighed(model: &ModelRules, least_judged: f64, facts: &impl Fn(Fact) -> Option<f64>) -> (Weights, ModelScore) {
    let (mut weights, mut unknown) = (Weights::default(), false);
    for condition in &model.conditions {
        weights.all += condition.weight;
        match is_met(condition, facts) {
            None => unknown |= condition.required,
            Some(false) if condition.required => return (weights, ModelScore::Out),
            Some(holds) => {
                weights.judged += condition.weight;
                weights.met += if holds { condition.weight } else { 0.0 };
            }
        }
    }
    let Weights { met, judged, all } = weights;
    if unknown || judged <= 0.0 || Operator::Less.holds(judged, least_judged * all) {
        return (weights, ModelScore::Unknown);
    }
    (weights, ModelScore::Judged { score: met / judged, judged })
}

pub(super) fn model_score(model: &ModelRules, least_judged: f64, facts: &impl Fn(Fact) -> Option<f64>) -> ModelScore {
    weighed(model, least_judged, facts).1
}

/// A model's score; `None` where a required condition puts it out or too little is known.
pub(super) fn score_of(
    rules: &SuggestionRules,
    model: RenewalModel,
    facts: &impl Fn(Fact) -> Option<f64>,
) -> Option<f64> {
    let model = rules.models.iter().find(|each| each.model == model)?;
    match model_score(model, rules.least_judged, facts) {
        ModelScore::Judged { score, .. } => Some(score),
        ModelScore::Out | ModelScore::Unknown => None,
    }
}

/// Suggests a model.
pub(super) fn suggest(rules: &SuggestionRules, facts: &impl Fn(Fact) -> Option<f64>) -> Suggested {
    let mut best: [Option<(f64, f64, RenewalModel)>; 2] = [None; 2];
    let mut any_known = false;
    for model in &rules.models {
        let scored = model_score(model, rules.least_judged, facts);
        any_known |= scored != ModelScore::Unknown;
        let ModelScore::Judged { score, judged } = scored else { continue };
        let entry = (score, judged, model.model);
        // Strictly better only: of equals the one that stands first in the table stays first.
        let beats = |other: Option<(f64, f64, RenewalModel)>| {
            other.is_none_or(|other| {
                Operator::Greater.holds(score, other.0)
                    || Operator::Equal.holds(score, other.0) && Operator::Greater.holds(judged, other.1)
            })
        };
        if beats(best[0]) {
            best = [Some(entry), best[0]];
        } else if beats(best[1]) {
            best[1] = Some(entry);
        }
    }
    let told = best.map(|entry| entry.map(|(_, _, model)| model));
    let suggested = best.map(|entry| entry.filter(|entry| Operator::AtLeast.holds(entry.0, rules.suggest_from)));
    let (outcome, runner_up) = match suggested {
        [Some((_, _, first)), second] => (Outcome::Model(first), second.map(|(_, _, model)| Outcome::Model(model))),
        [None, _] if any_known => (Outcome::NoModel, None),
        [None, _] => (Outcome::Unknown, Some(Outcome::Unknown)),
    };
    Suggested { outcome, score: best[0].map(|entry| entry.0), runner_up, told }
}

/// Tells for, against and unknown of the models in question, and what floor there is room for up to the target.
pub(super) fn explain(
    rules: &SuggestionRules,
    suggested: &Suggested,
    target_far: f64,
    facts: &impl Fn(Fact) -> Option<f64>,
    log: &mut impl Log,
) {
    for told in suggested.told.into_iter().flatten() {
        explain_model(rules, told, facts, log);
    }
    for model in rules.models.iter().filter(|model| !suggested.told.contains(&Some(model.model))) {
        explain_in_short(rules, model, facts, log);
    }
    if suggested.told == [None; 2] {
        for test in rules.models.iter().flat_map(|model| &model.conditions).flat_map(|condition| &condition.tests) {
            if facts(test.fact).is_none() {
                log.missing(Input::Fact(test.fact));
            }
        }
    }
    if let (Some(far), Some(land_mu)) = (facts(Fact::Far), facts(Fact::LandMu)) {
        let room_m2 = floor_headroom_m2(target_far, far, crate::domain::units::m2_from_mu(land_mu));
        log.reason(|| {
            let note = if room_m2 > 0.0 { Reason::note("headroom") } else { Reason::note("headroom_reached") };
            note.measured(Some(Value::Number(room_m2)))
                .threshold(Value::Number(target_far))
                .compared(Operator::Equal, Unit::SquareMetre)
                .from_rule(rules)
        });
    }
}

/// Tells for, against and unknown of one model, condition by condition, and what they come to.
pub(super) fn explain_model(
    rules: &SuggestionRules,
    told: RenewalModel,
    facts: &impl Fn(Fact) -> Option<f64>,
    log: &mut impl Log,
) {
    for model in rules.models.iter().filter(|model| model.model == told) {
        for condition in &model.conditions {
            explain_condition(rules, (model.model, condition), facts, log);
            if is_decided(condition, is_met(condition, facts)) {
                continue;
            }
            for test in condition.tests.iter().filter(|test| facts(test.fact).is_none()) {
                log.missing(Input::Fact(test.fact));
            }
        }
        explain_score(rules, model, facts, log);
    }
}

/// Tells of a model that is not among the best two the one thing that decides: the required condition that puts it out
/// or cannot be judged, else its score or how little of it could be judged.
fn explain_in_short(
    rules: &SuggestionRules,
    model: &ModelRules,
    facts: &impl Fn(Fact) -> Option<f64>,
    log: &mut impl Log,
) {
    let (_, score) = weighed(model, rules.least_judged, facts);
    let decides = |condition: &&Condition| match score {
        ModelScore::Out => condition.required && is_met(condition, facts) == Some(false),
        ModelScore::Unknown => condition.required && is_met(condition, facts).is_none(),
        ModelScore::Judged { .. } => false,
    };
    match model.conditions.iter().find(decides) {
        Some(condition) => explain_condition(rules, (model.model, condition), facts, log),
        None => explain_score(rules, model, facts, log),
    }
}

/// Tells of a condition the tests that made it come out as it did, or could still turn it: what a condition that is met did not need is not held
/// against it.
fn explain_condition(
    rules: &SuggestionRules,
    (model, condition): (RenewalModel, &Condition),
    facts: &impl Fn(Fact) -> Option<f64>,
    log: &mut impl Log,
) {
    let met = is_met(condition, facts);
    let mut is_first = true;
    let is_open = !is_decided(condition, met);
    let speaks = |test: &&FactTest| match holds(test, facts) {
        None => is_open,
        known => known == met,
    };
    for test in condition.tests.iter().filter(speaks) {
        let (weight, required) = (condition.weight, condition.required);
        let weighing = if is_first { Weighing::Condition { weight, required } } else { Weighing::Further };
        is_first = false;
        log.reason(|| {
            Reason::on_fact(test.fact, test.operator, test.threshold.0, facts(test.fact))
                .of_model(model)
                .weighing(weighing)
                .from_rule(rules)
        });
    }
}

/// Tells a model's score by the weights it is made of, or that too little weight could be judged. Of a model that is out
/// or of which a required condition is not known nothing: its conditions say it.
fn explain_score(
    rules: &SuggestionRules,
    model: &ModelRules,
    facts: &impl Fn(Fact) -> Option<f64>,
    log: &mut impl Log,
) {
    let (Weights { met, judged, all }, score) = weighed(model, rules.least_judged, facts);
    let told = |rule, share: f64, bound: f64, part: f64, whole: f64| {
        Reason::note(rule)
            .measured(Some(Value::Number(share)))
            .threshold(Value::Number(bound))
            .compared(Operator::AtLeast, Unit::Ratio)
            .weighing(Weighing::Part { part, whole })
            .of_model(model.model)
            .from_rule(rules)
    };
    match score {
        ModelScore::Judged { score, .. } => log.reason(|| told("model_score", score, rules.suggest_from, met, judged)),
        ModelScore::Unknown if Operator::Less.holds(judged, rules.least_judged * all) => {
            log.reason(|| told("model_little_judged", judged / all, rules.least_judged, judged, all));
        }
        ModelScore::Unknown | ModelScore::Out => {}
    }
}

#[cfg(test)]
#[path = "suggestion_tests.rs"]
mod tests;
