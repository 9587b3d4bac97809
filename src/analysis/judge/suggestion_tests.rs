//! The archetypes of the domain, and that what is told of a model is what it came to.

use super::super::reason::{Finding, Stance};
use super::super::rulebook::Rulebook;
use super::*;
use crate::domain::FindingKind;
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
    let gap =
        with(&[(F::LandMu, 60.0), (F::NotStarted, 1.0), (F::Built, 0.0), (F::AnchorChain, 1.0), (F::AnchorKm, 1.2)]);
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
    let slim =
        [(F::OutsideLeadIndustry, 1.0), (F::ParkOffLeadShare, 0.41), (F::ParkSmallParcels, 30.0), (F::TaxToPark, 0.9)];
    assert_eq!(suggested(&slim).outcome, Outcome::Model(M::SlimCore));
    let enclave = [(F::LandLeftShare, 0.01), (F::DemandWaiting, 1.0)];
    assert_eq!(suggested(&enclave).outcome, Outcome::Model(M::EnclavePark));
    assert_eq!(score_of(M::EnclavePark, &[(F::LandLeftShare, 0.02)]), ModelScore::Out);
}

fn told(facts: &[(Fact, f64)]) -> Finding {
    let known = |fact| facts.iter().find(|(each, _)| *each == fact).map(|(_, value)| *value);
    let rules = &Rulebook::shipped().suggestion;
    let mut finding = Finding::new(FindingKind::Suggestion, Outcome::Unknown);
    explain(rules, &suggest(rules, &known), 1.5, &known, &mut finding);
    finding
}

fn of_model(finding: &Finding, model: M) -> Vec<&Reason> {
    finding.reasons.iter().filter(|reason| reason.model == Some(model)).collect()
}

#[test]
fn a_model_that_is_out_is_told_with_the_required_condition_that_failed() {
    // In use, well taxed and built up: nothing is suggested.
    let finding = told(&[
        (F::LandMu, 50.0),
        (F::Far, 1.2),
        (F::BuildingDensity, 0.45),
        (F::TaxToPark, 1.3),
        (F::Grade, 4.0),
        (F::OutsideLeadIndustry, 0.0),
    ]);
    for (model, fact, threshold, measured) in [
        (M::SlimCore, F::OutsideLeadIndustry, 1.0, 0.0),
        (M::CapitalRedevelop, F::TaxToPark, 1.0 / 3.0, 1.3),
        (M::VacateUpgrade, F::Grade, 2.0, 4.0),
        (M::VacateUpgrade, F::TaxToPark, 0.5, 1.3),
        (M::ParkInPark, F::Far, 0.8, 1.2),
        (M::ParkInPark, F::BuildingDensity, 0.3, 0.45),
        (M::VerticalIndustry, F::Far, 1.0, 1.2),
    ] {
        let reasons = of_model(&finding, model);
        let Some(reason) = reasons.iter().find(|reason| reason.fact == Some(fact)) else {
            panic!("{model:?} {fact:?}")
        };
        assert_eq!(reason.stance, Stance::NotFired, "{model:?} {fact:?}");
        assert_eq!(reason.measured, Some(Value::Number(measured)));
        assert_eq!(reason.threshold, Some(Value::Number(threshold)));
    }
    // What is not known of the others is told as that.
    for (model, fact) in
        [(M::AnchorChain, F::AnchorChain), (M::PlatformLinkage, F::PlatformKm), (M::EnclavePark, F::LandLeftShare)]
    {
        let reasons = of_model(&finding, model);
        assert_eq!(
            reasons.iter().map(|reason| (reason.fact, reason.stance)).collect::<Vec<_>>(),
            [(Some(fact), Stance::Unknown)]
        );
    }
    let required = of_model(&finding, M::SlimCore)[0].weighing;
    assert_eq!(required, Some(Weighing::Condition { weight: 2.0, required: true }));
}

#[test]
fn nothing_a_condition_that_is_met_did_not_need_is_held_against_it() {
    // Low tax meets the one required condition of vacate_upgrade; grade B does not speak against it.
    let mill = told(&[
        (F::TraditionalIndustry, 1.0),
        (F::Grade, 3.0),
        (F::TaxToPark, 0.4),
        (F::Far, 0.9),
        (F::Built, 1.0),
        (F::LandMu, 150.0),
        (F::LightIndustry, 0.0),
    ]);
    let reasons = of_model(&mill, M::VacateUpgrade);
    assert!(reasons.iter().all(|reason| matches!(reason.stance, Stance::Fired | Stance::Note)), "{reasons:?}");
    assert!(reasons.iter().all(|reason| reason.fact != Some(F::Grade)));
    // 150 mu are not 10 to 80: that they are above 10 does not speak for it.
    let land: Vec<_> =
        of_model(&mill, M::VerticalIndustry).into_iter().filter(|reason| reason.fact == Some(F::LandMu)).collect();
    assert_eq!(land.iter().map(|reason| reason.stance).collect::<Vec<_>>(), [Stance::NotFired]);
}

#[test]
fn a_score_can_be_made_again_by_hand_from_the_weights_of_its_reasons() {
    let giant = [
        (F::LandMu, 220.0),
        (F::Far, 0.3),
        (F::BuildingDensity, 0.15),
        (F::TaxToPark, 0.15),
        (F::BlockOwners, 2.0),
        (F::TitleClear, 1.0),
        (F::Owners, 2.0),
        (F::OnePrivateOwner, 0.0),
        (F::LightIndustry, 0.0),
        (F::TraditionalIndustry, 0.0),
        (F::Built, 1.0),
    ];
    let finding = told(&giant);
    for model in [M::CapitalRedevelop, M::ParkInPark] {
        let (mut met, mut judged) = (0.0, 0.0);
        for reason in of_model(&finding, model) {
            if let Some(Weighing::Condition { weight, .. }) = reason.weighing
                && reason.stance != Stance::Unknown
            {
                judged += weight;
                met += if reason.stance == Stance::Fired { weight } else { 0.0 };
            }
        }
        let ModelScore::Judged { score, judged: weight } = score_of(model, &giant) else { panic!("{model:?}") };
        assert_eq!((met / judged, judged), (score, weight), "{model:?}");
        let reasons = of_model(&finding, model);
        let told = reasons.iter().find(|reason| reason.rule == "model_score").unwrap();
        assert_eq!(told.measured, Some(Value::Number(score)));
        assert_eq!(told.weighing, Some(Weighing::Part { part: met, whole: judged }));
    }
    // The third best is told by its score alone.
    assert_eq!(of_model(&finding, M::VerticalIndustry).len(), 1);
}

#[test]
fn a_model_of_which_little_is_known_says_how_little() {
    let finding =
        told(&[(F::OutsideLeadIndustry, 1.0), (F::TaxToPark, 2.0), (F::Far, 0.5), (F::LogisticsIndustry, 1.0)]);
    let little: Vec<_> = finding.reasons.iter().filter(|reason| reason.rule == "model_little_judged").collect();
    assert_eq!(
        little.iter().map(|reason| (reason.model, reason.weighing)).collect::<Vec<_>>(),
        [(Some(M::VerticalIndustry), Some(Weighing::Part { part: 2.0, whole: 7.0 }))]
    );
}
