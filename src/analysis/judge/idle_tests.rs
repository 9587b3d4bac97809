//! Every branch of decree 53, both sides of each line, and that idle land never becomes less idle by waiting.

use jiff::civil::date;
use proptest::prelude::*;

use super::super::log::Silent;
use super::super::reason::Finding;
use super::super::rulebook::Rulebook;
use super::*;
use crate::domain::FindingKind;

fn day(text: &str) -> Day {
    day_of(text.parse().unwrap())
}

fn found(facts: &IdleFacts, as_of: &str) -> Finding {
    let mut finding = Finding::new(FindingKind::Idle, Outcome::InsufficientData);
    let rules = &Rulebook::shipped().idle;
    (finding.outcome, finding.score) = judge(facts, rules, day(as_of), &mut finding);
    assert_eq!((finding.outcome, finding.score), judge(facts, rules, day(as_of), &mut Silent), "heard or not");
    finding
}

fn outcome(facts: &IdleFacts, as_of: &str) -> Outcome {
    found(facts, as_of).outcome
}

fn agreed(text: &str) -> IdleFacts {
    IdleFacts { agreed: Some(day(text)), has_start_column: true, ..IdleFacts::default() }
}

fn suspended() -> IdleFacts {
    IdleFacts {
        actual: Some(day("2019-01-01")),
        suspension: Some(day("2022-06-30")),
        area_due: Some(9000.0),
        area_developed: Some(9000.0),
        total_investment: Some(1000.0),
        invested: Some(1000.0),
        ..agreed("2018-12-01")
    }
}

#[test]
fn both_sides_of_one_year_and_of_two() {
    for (as_of, expected) in [
        ("2019-01-01", Outcome::NotDue),
        ("2020-04-30", Outcome::NotDue),
        ("2021-04-30", Outcome::NotDue),
        ("2021-05-01", Outcome::SuspectedIdle),
        ("2022-04-30", Outcome::SuspectedIdle),
        ("2022-05-01", Outcome::SuspectedIdle2y),
        ("2030-01-01", Outcome::SuspectedIdle2y),
    ] {
        assert_eq!(outcome(&agreed("2020-05-01"), as_of), expected, "{as_of}");
        let government = IdleFacts { government: Some(true), ..agreed("2020-05-01") };
        let excused = if expected == Outcome::NotDue { expected } else { Outcome::ExemptGovernment };
        assert_eq!(outcome(&government, as_of), excused, "{as_of}");
    }
}

#[test]
fn a_year_from_a_leap_day_ends_on_28_february() {
    for (as_of, expected) in [
        ("2021-02-27", Outcome::NotDue),
        ("2021-02-28", Outcome::SuspectedIdle),
        ("2022-02-27", Outcome::SuspectedIdle),
        ("2022-02-28", Outcome::SuspectedIdle2y),
    ] {
        assert_eq!(outcome(&agreed("2020-02-29"), as_of), expected, "{as_of}");
    }
    assert_eq!(outcome(&agreed("2023-02-28"), "2024-02-28"), Outcome::SuspectedIdle);
}

#[test]
fn the_start_is_due_as_extended_else_as_agreed_else_a_year_after_the_handover() {
    let extended = IdleFacts { extended: Some(day("2021-05-01")), ..agreed("2020-05-01") };
    assert_eq!(outcome(&extended, "2022-04-30"), Outcome::NotDue);
    assert_eq!(outcome(&extended, "2022-05-01"), Outcome::SuspectedIdle);
    let earlier = IdleFacts { extended: Some(day("2019-05-01")), ..agreed("2020-05-01") };
    assert_eq!(outcome(&earlier, "2021-04-30"), Outcome::NotDue, "the later of two that contradict each other");
    assert!(found(&earlier, "2021-04-30").reasons.iter().any(|each| each.rule == "extended_before_agreed"));
    let handover = IdleFacts { agreed: None, handover: Some(day("2020-02-29")), ..agreed("2020-05-01") };
    assert_eq!(outcome(&handover, "2022-02-27"), Outcome::NotDue);
    assert_eq!(outcome(&handover, "2022-02-28"), Outcome::SuspectedIdle);
    assert_eq!(outcome(&handover, "2023-02-28"), Outcome::SuspectedIdle2y);
}

#[test]
fn a_start_on_the_last_day_is_a_start_and_a_future_one_has_not_happened() {
    let started = IdleFacts { actual: Some(day("2023-01-01")), ..agreed("2020-05-01") };
    assert_eq!(outcome(&started, "2023-01-01"), Outcome::NotIdle);
    let before = found(&started, "2022-12-31");
    assert_eq!(before.outcome, Outcome::SuspectedIdle2y);
    assert!(before.reasons.iter().any(|reason| reason.rule == "future_start"));
    let completed = IdleFacts { completion: Some(day("2023-01-01")), ..agreed("2020-05-01") };
    assert_eq!(outcome(&completed, "2023-01-01"), Outcome::NotIdle);
    assert_eq!(outcome(&completed, "2022-12-31"), Outcome::SuspectedIdle2y);
}

#[test]
fn suspended_land_is_judged_by_a_third_and_by_25_percent_strictly() {
    use Outcome::{InsufficientData, NotIdle, SuspectedIdleSuspended as Idle};
    let with = |developed: Option<f64>, invested: Option<f64>| IdleFacts {
        area_developed: developed,
        invested,
        ..suspended()
    };
    for (facts, expected) in [
        (with(Some(3000.0), Some(250.0)), NotIdle),
        (with(Some(2999.99), Some(250.0)), Idle),
        (with(Some(3000.0), Some(249.99)), Idle),
        (with(Some(0.0), Some(1000.0)), Idle),
        (with(None, Some(249.0)), Idle),
        (with(None, Some(250.0)), InsufficientData),
        (with(Some(2000.0), None), Idle),
        (with(Some(3000.0), None), InsufficientData),
        (with(None, None), InsufficientData),
    ] {
        assert_eq!(outcome(&facts, "2023-06-29"), NotIdle, "suspended less than a year: {facts:?}");
        assert_eq!(outcome(&facts, "2023-06-30"), expected, "{facts:?}");
    }
    let third_of_a_mu =
        IdleFacts { area_due: Some(30.0 * 2000.0 / 3.0), area_developed: Some(10.0 * 2000.0 / 3.0), ..suspended() };
    assert_eq!(outcome(&third_of_a_mu, "2024-01-01"), NotIdle);
    let government = IdleFacts { government: Some(true), ..with(Some(0.0), None) };
    assert_eq!(outcome(&government, "2024-01-01"), Outcome::ExemptGovernment);
    let idle = found(&with(Some(0.0), None), "2024-01-01");
    assert_eq!(idle.score, None, "no amount is shown");
    assert_eq!(idle.missing, [Input::measure(Measure::Invested), Input::category(Category::GovernmentCause)]);
}

#[test]
fn the_fee_is_a_fifth_of_the_price_in_the_second_year_alone() {
    let priced = IdleFacts { land_price: Some(1500.0), government: Some(false), ..agreed("2020-05-01") };
    let idle = found(&priced, "2021-05-01");
    assert_eq!((idle.outcome, idle.score), (Outcome::SuspectedIdle, Some(300.0)));
    assert!(idle.fired().any(|reason| reason.rule == "fee" && &*reason.source == "decree53"));
    let back = found(&priced, "2022-05-01");
    assert_eq!(back.score, None);
    assert!(back.fired().any(|reason| reason.rule == "take_back"));
    let unpriced = found(&agreed("2020-05-01"), "2021-05-01");
    assert_eq!(unpriced.score, None);
    assert!(unpriced.missing.contains(&Input::measure(Measure::LandPrice)));
    let negative = found(&IdleFacts { land_price: Some(-1.0), ..priced }, "2021-05-01");
    assert_eq!(negative.score, None);
    assert!(negative.reasons.iter().any(|reason| reason.rule == "land_price_not_positive"));
}

#[test]
fn collective_and_unsupplied_land_is_out_of_scope() {
    for collective in [Collective::ByCode, Collective::ByWord] {
        let facts = IdleFacts { collective: Some(collective), ..agreed("2010-01-01") };
        assert_eq!(outcome(&facts, "2024-01-01"), Outcome::OutOfScope);
    }
    let reserve = IdleFacts { status: LandStatus::NotSupplied, ..IdleFacts::default() };
    assert_eq!(outcome(&reserve, "2024-01-01"), Outcome::OutOfScope);
    let dated = IdleFacts { status: LandStatus::NotSupplied, ..agreed("2010-01-01") };
    assert_eq!(outcome(&dated, "2024-01-01"), Outcome::SuspectedIdle2y, "dates outrank the word");
}

#[test]
fn without_dates_the_status_gives_a_weaker_finding_and_a_factory_is_not_idle() {
    for (status, expected) in [
        (LandStatus::NotStarted, Outcome::SuspectedIdleByStatus),
        (LandStatus::Suspended, Outcome::SuspectedIdleByStatus),
        (LandStatus::UnderConstruction, Outcome::NotIdle),
        (LandStatus::InUse, Outcome::NotIdle),
        (LandStatus::VacantBuilt, Outcome::NotIdle),
        (LandStatus::Unknown, Outcome::InsufficientData),
    ] {
        assert_eq!(outcome(&IdleFacts { status, ..IdleFacts::default() }, "2024-01-01"), expected, "{status:?}");
    }
    let excused = IdleFacts { status: LandStatus::NotStarted, government: Some(true), ..IdleFacts::default() };
    assert_eq!(outcome(&excused, "2024-01-01"), Outcome::ExemptGovernment);
}

#[test]
fn dates_outrank_the_word_and_a_blank_start_of_a_factory_is_a_blank() {
    let word = |status, facts: IdleFacts| outcome(&IdleFacts { status, ..facts }, "2024-01-01");
    let started = IdleFacts { actual: Some(day("2020-06-01")), ..agreed("2020-05-01") };
    assert_eq!(word(LandStatus::NotStarted, started), Outcome::NotIdle);
    assert_eq!(word(LandStatus::Suspended, started), Outcome::SuspectedIdleByStatus, "no day of suspension");
    assert_eq!(word(LandStatus::InUse, agreed("2020-05-01")), Outcome::NotIdle);
    assert_eq!(word(LandStatus::NotStarted, agreed("2020-05-01")), Outcome::SuspectedIdle2y);
    assert_eq!(word(LandStatus::Unknown, agreed("2020-05-01")), Outcome::SuspectedIdle2y);
    let no_column = IdleFacts { has_start_column: false, ..agreed("2020-05-01") };
    let unknown = found(&no_column, "2024-01-01");
    assert_eq!(unknown.outcome, Outcome::InsufficientData);
    assert_eq!(unknown.missing, [Input::date(DateField::ActualStart), Input::category(Category::Status)]);
    assert_eq!(outcome(&no_column, "2021-04-30"), Outcome::NotDue);
    let vacant = IdleFacts { area_due: None, invested: None, ..suspended() };
    assert_eq!(word(LandStatus::VacantBuilt, vacant), Outcome::NotIdle, "a vacant factory on built land");
}

#[test]
fn contradictions_are_told_and_never_panic() {
    let backwards = IdleFacts { suspension: Some(day("2018-01-01")), ..suspended() };
    let finding = found(&backwards, "2024-01-01");
    assert_eq!(finding.outcome, Outcome::InsufficientData);
    assert!(finding.reasons.iter().any(|reason| reason.rule == "suspended_before_start"));
    let too_much = IdleFacts {
        area_developed: Some(9001.0),
        invested: Some(1001.0),
        actual: Some(day("1980-01-01")),
        ..suspended()
    };
    let finding = found(&too_much, "2024-01-01");
    assert_eq!(finding.outcome, Outcome::NotIdle);
    for rule in ["developed_over_due", "invested_over_total", "start_long_before_due"] {
        assert!(finding.reasons.iter().any(|reason| reason.rule == rule), "{rule}");
    }
    let nothing = IdleFacts { area_due: Some(0.0), total_investment: Some(f64::NAN), ..suspended() };
    assert_eq!(outcome(&nothing, "2024-01-01"), Outcome::InsufficientData);
    let rules = &Rulebook::shipped().idle;
    for extreme in [Day::MIN + 1, -10_000_000, 10_000_000, Day::MAX] {
        let facts = IdleFacts { agreed: Some(extreme), suspension: Some(extreme), ..suspended() };
        judge(&facts, rules, Day::MAX, &mut Silent);
        judge(&facts, rules, Day::MIN, &mut Silent);
    }
}

/// How idle an outcome is; what cannot be told stands aside.
fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotIdle | Outcome::NotDue => 1,
        Outcome::SuspectedIdle => 2,
        Outcome::SuspectedIdle2y | Outcome::SuspectedIdleSuspended => 3,
        _ => 0,
    }
}

fn any_facts() -> impl Strategy<Value = IdleFacts> {
    let start = day_of(date(2015, 1, 1));
    let some_day = move || proptest::option::weighted(0.7, start..start + 3000);
    let share = || proptest::option::weighted(0.8, 0.0..1.0f64);
    let days = (some_day(), some_day(), some_day(), some_day(), some_day(), some_day());
    let status = proptest::sample::select(LandStatus::ALL.to_vec());
    (days, share(), share(), status, any::<bool>(), proptest::option::of(any::<bool>())).prop_map(
        |((agreed, extended, handover, actual, completion, suspension), part, invested, status, column, government)| {
            IdleFacts {
                collective: None,
                status,
                government,
                agreed,
                extended,
                handover,
                actual,
                completion,
                suspension,
                has_start_column: column,
                area_due: Some(1.0),
                area_developed: part,
                total_investment: Some(1.0),
                invested,
                land_price: Some(10.0),
            }
        },
    )
}

proptest! {
    #[test]
    fn between_two_days_without_a_fact_a_parcel_never_becomes_less_idle(facts in any_facts(), from in 0..4000i32, wait in 0..2000i32) {
        let start = day_of(date(2014, 1, 1));
        let (first, second) = (start + from, start + from + wait);
        let dated = [facts.agreed, facts.extended, facts.handover, facts.actual, facts.completion, facts.suspension];
        prop_assume!(dated.iter().flatten().all(|day| !(first < *day && *day <= second)));
        let rules = &Rulebook::shipped().idle;
        let (before, _) = judge(&facts, rules, first, &mut Silent);
        let (after, _) = judge(&facts, rules, second, &mut Silent);
        if rank(before) > 0 && rank(after) > 0 {
            prop_assert!(rank(after) >= rank(before), "{:?} then {:?}", before, after);
        }
        if before.lies_idle() {
            prop_assert!(after.lies_idle(), "{:?} then {:?}", before, after);
        }
    }
}
