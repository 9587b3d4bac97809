//! Which of the eight renewal models suits a parcel: the rulebook's conditions against the parcel's facts.
//!
//! Score = Σ weights met ÷ Σ weights judged. A required condition judged and not met puts the model out, one that
//! cannot be judged makes it unknown, and so does judged weight below half of all. The rules are the product's own.

use super::fact::Fact;
use super::headroom::floor_headroom_m2;
use super::log::Log;
use super::reason::{Input, Operator, Reason, Value};
use super::rulebook::{Condition, Matching, ModelRules, SuggestionRules};
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

/// Whether a condition is met; `None` where none of its tests (of `any`) or not all (of `all`) can be judged. A test
/// known to fail decides `all`.
fn is_met(condition: &Condition, facts: &impl Fn(Fact) -> Option<f64>) -> Option<bool> {
    let mut results =
        condition.tests.iter().map(|test| facts(test.fact).map(|value| test.operator.holds(value, test.threshold.0)));
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

pub(super) fn model_score(model: &ModelRules, least_judged: f64, facts: &impl Fn(Fact) -> Option<f64>) -> ModelScore {
    let (mut met, mut judged, mut all, mut unknown) = (0.0, 0.0, 0.0, false);
    for condition in &model.conditions {
        all += condition.weight;
        match is_met(condition, facts) {
            None => unknown |= condition.required,
            Some(false) if condition.required => return ModelScore::Out,
            Some(holds) => {
                judged += condition.weight;
                met += if holds { condition.weight } else { 0.0 };
            }
        }
    }
    if unknown || judged <= 0.0 || Operator::Less.holds(judged, least_judged * all) {
        return ModelScore::Unknown;
    }
    ModelScore::Judged { score: met / judged, judged }
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

/// Tells for, against and unknown of one model.
pub(super) fn explain_model(
    rules: &SuggestionRules,
    told: RenewalModel,
    facts: &impl Fn(Fact) -> Option<f64>,
    log: &mut impl Log,
) {
    for model in rules.models.iter().filter(|model| model.model == told) {
        for test in model.conditions.iter().flat_map(|condition| &condition.tests) {
            let measured = facts(test.fact);
            if measured.is_none() {
                log.missing(Input::Fact(test.fact));
            }
            log.reason(|| {
                Reason::on_fact(test.fact, test.operator, test.threshold.0, measured).of_model(told).from_rule(rules)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rulebook::Rulebook;
    use super::*;
    use Fact as F;
    use RenewalModel as M;

    fn suggested(facts: &[(Fact, f64)]) -> Suggested {
        let known = |fact| facts.iter().find(|(each, _)| *each == fact).map(|(_, value)| *value);
        suggest(&Rulebook::shipped().suggestion, &known)
    }

    fn score_of(model: M, facts: &[(Fact, f64)]) -> ModelScore {
        let known = |fact| facts.iter().find(|(each, _)| *each == fact).map(|(_, value)| *value);
        let rules = &Rulebook::shipped().suggestion;
        model_score(rules.models.iter().find(|each| each.model == model).unwrap(), rules.least_judged, &known)
    }

    /// No traditional, light or logistics industry.
    fn plain_industry() -> Vec<(Fact, f64)> {
        vec![(F::TraditionalIndustry, 0.0), (F::LightIndustry, 0.0), (F::LogisticsIndustry, 0.0)]
    }

    #[test]
    fn the_archetypes_of_the_reform_come_out_as_described() {
        let with = |more: &[(Fact, f64)]| -> Vec<(Fact, f64)> {
            // What is said first counts, so an archetype's own industry goes before the plain one.
            more.iter().copied().chain(plain_industry()).collect()
        };
        let old_mill = with(&[
            (F::TraditionalIndustry, 1.0),
            (F::LandMu, 45.0),
            (F::Far, 0.9),
            (F::BuildingDensity, 0.45),
            (F::TaxToPark, 0.2),
            (F::Built, 1.0),
            (F::NotStarted, 0.0),
            (F::Owners, 9.0),
            (F::OnePrivateOwner, 0.0),
        ]);
        let giant = with(&[
            (F::LandMu, 220.0),
            (F::Far, 0.3),
            (F::BuildingDensity, 0.15),
            (F::TaxToPark, 0.15),
            (F::Owners, 2.0),
            (F::BlockOwners, 2.0),
            (F::OnePrivateOwner, 0.0),
            (F::TitleClear, 1.0),
            (F::Built, 1.0),
            (F::NotStarted, 0.0),
        ]);
        let sprawl = with(&[
            (F::LandMu, 150.0),
            (F::Far, 0.5),
            (F::BuildingDensity, 0.22),
            (F::TaxToPark, 1.8),
            (F::Owners, 1.0),
            (F::OnePrivateOwner, 1.0),
            (F::Built, 1.0),
            (F::NotStarted, 0.0),
        ]);
        let city = with(&[
            (F::LightIndustry, 1.0),
            (F::LandMu, 30.0),
            (F::Far, 0.6),
            (F::BuildingDensity, 0.35),
            (F::TaxToPark, 0.9),
            (F::Owners, 1.0),
            (F::UrbanZone, 1.0),
        ]);
        let gap = with(&[
            (F::LandMu, 60.0),
            (F::NotStarted, 1.0),
            (F::Built, 0.0),
            (F::AnchorChain, 1.0),
            (F::AnchorKm, 1.2),
        ]);
        let shed = with(&[(F::LogisticsIndustry, 1.0), (F::LandMu, 80.0), (F::PlatformKm, 0.0)]);
        for (name, facts, first, runner_up) in [
            ("old mill", &old_mill, M::VacateUpgrade, None),
            ("sleeping giant", &giant, M::CapitalRedevelop, Some(M::ParkInPark)),
            ("healthy sprawl", &sprawl, M::ParkInPark, None),
            ("city plot", &city, M::VerticalIndustry, None),
            ("supplier's gap", &gap, M::AnchorChain, None),
            ("dockside shed", &shed, M::PlatformLinkage, None),
        ] {
            let found = suggested(facts);
            assert_eq!(found.outcome, Outcome::Model(first), "{name}");
            assert_eq!(found.score, Some(1.0), "{name}");
            assert_eq!(found.runner_up, runner_up.map(Outcome::Model), "{name}");
        }
        let score = |model, facts: &[(Fact, f64)]| match score_of(model, facts) {
            ModelScore::Judged { score, .. } => score,
            other => panic!("{other:?}"),
        };
        assert_eq!(score(M::VerticalIndustry, &old_mill), 0.5);
        assert!((score(M::ParkInPark, &giant) - 4.0 / 7.0).abs() < 1e-12);
        assert_eq!(score_of(M::CapitalRedevelop, &sprawl), ModelScore::Out);
    }

    #[test]
    fn a_bare_code_is_unknown_and_so_is_its_runner_up() {
        let bare = suggested(&[(F::LandMu, 50.0)]);
        assert_eq!((bare.outcome, bare.runner_up, bare.score), (Outcome::Unknown, Some(Outcome::Unknown), None));
        assert_eq!(suggested(&[]).outcome, Outcome::Unknown);
    }

    #[test]
    fn the_park_level_models_are_suggested_by_what_is_known_of_the_park() {
        let slim = [
            (F::OutsideLeadIndustry, 1.0),
            (F::ParkOffLeadShare, 0.41),
            (F::ParkSmallParcels, 30.0),
            (F::TaxToPark, 0.9),
        ];
        assert_eq!(suggested(&slim).outcome, Outcome::Model(M::SlimCore));
        let enclave = [(F::LandLeftShare, 0.01), (F::DemandWaiting, 1.0)];
        assert_eq!(suggested(&enclave).outcome, Outcome::Model(M::EnclavePark));
        assert_eq!(score_of(M::EnclavePark, &[(F::LandLeftShare, 0.02)]), ModelScore::Out);
    }
}
