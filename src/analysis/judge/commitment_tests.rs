//! Commitments held against small tables, a line a case: due or not, kept or broken, inclusive or not, of which stage,
//! year and land.

use std::sync::Arc;

use super::super::super::test_table::{Parcel, parcel, table_of};
use super::super::super::{FigureSettings, Figures};
use super::super::judgements::Judge;
use super::super::reason::Finding;
use super::super::rulebook::Rulebook;
use super::*;
use crate::domain::UserMarks;
use crate::domain::{Commitments, DateColumn, FindingKind, LandStatus, Outcome, ParcelTable, day_from_iso};

fn day(text: &str) -> Option<Day> {
    (!text.is_empty()).then(|| day_from_iso(text).unwrap())
}

fn dated(table: ParcelTable, field: DateField, days: &[&str]) -> ParcelTable {
    let days: DateColumn = days.iter().map(|text| day(text)).collect();
    table.with_dates(field, Arc::new(days))
}

fn found(table: &ParcelTable, row: usize, as_of: &str, basis: LandBasis) -> Finding {
    let figures = Figures::new(table, FigureSettings { year: None, basis });
    let as_of = day_from_iso(as_of).unwrap();
    let (book, marks) = (Rulebook::shipped(), UserMarks::default());
    let judge = Judge::new(JudgeInputs { table, figures: &figures, book, marks: &marks, as_of });
    let finding = judge.finding(FindingKind::Standard, row);
    assert_eq!(finding.outcome, judge.outcome(FindingKind::Standard, row));
    finding
}

/// Ten mu in use with so much tax, and so much of it promised per mu.
fn promising(tax: Option<f64>, promised: f64) -> Parcel {
    parcel(10.0, LandStatus::InUse, None, tax).with(Measure::CommittedTaxPerMu, promised)
}

fn list(row: u32, commitment: Commitment) -> Arc<Commitments> {
    let mut list = Commitments::default();
    list.push(row, commitment);
    Arc::new(list)
}

const FAR: Commitment = Commitment {
    promised: Promised::Far,
    operator: Operator::AtLeast,
    bound: 1.0,
    stage: Stage::Completion,
    due: None,
    basis: None,
};

#[test]
fn a_commitment_of_a_column_is_not_due_met_breached_or_without_data() {
    use Outcome::{Breached, Met, NoData, NotDue};
    for (tax, promised, due, as_of, outcome) in [
        (Some(250.0), 20.0, "2024-06-30", "2024-06-29", NotDue),
        (Some(250.0), 20.0, "2024-06-30", "2024-06-30", Met),
        (Some(200.0), 20.0, "2024-06-30", "2024-06-30", Met),
        (Some(199.9), 20.0, "2024-06-30", "2024-06-30", Breached),
        (Some(0.0), 20.0, "2024-06-30", "2025-01-01", Breached),
        (None, 20.0, "2024-06-30", "2025-01-01", NoData),
        (Some(250.0), 20.0, "", "2025-01-01", NoData),
    ] {
        let table = dated(table_of(&[promising(tax, promised)]), DateField::FullProduction, &[due]);
        let finding = found(&table, 0, as_of, LandBasis::default());
        assert_eq!(finding.outcome, outcome, "{tax:?} {due} {as_of}");
        let margin = tax.filter(|_| matches!(outcome, Met | Breached)).map(|tax| (tax / 10.0 - 20.0) / 20.0);
        assert_eq!(finding.score.map(|score| (score * 1e9).round()), margin.map(|margin| (margin * 1e9).round()));
        let missing = match (outcome, due) {
            (NoData, "") => vec![Input::date(DateField::FullProduction)],
            (NoData, _) => vec![Input::Fact(Fact::TaxPerMu)],
            _ => vec![],
        };
        let asked: Vec<Input> = finding.missing.iter().copied().filter(|input| missing.contains(input)).collect();
        assert_eq!(asked, missing);
    }
}

#[test]
fn land_that_is_not_built_yet_owes_nothing_that_has_no_day() {
    let parcels = [parcel(10.0, LandStatus::UnderConstruction, None, None).with(Measure::CommittedFar, 1.0)];
    let table = table_of(&parcels);
    assert_eq!(found(&table, 0, "2024-06-30", LandBasis::default()).outcome, Outcome::NotDue);
    // Agreed to be done by a day that has passed, it is held to it whatever its status says.
    let table = dated(
        table_of(&[parcels[0].clone().with(Measure::FloorAreaRatio, 0.5)]),
        DateField::AgreedCompletion,
        &["2024-01-01"],
    );
    assert_eq!(found(&table, 0, "2024-06-30", LandBasis::default()).outcome, Outcome::Breached);
}

#[test]
fn what_is_built_is_held_at_the_agreed_completion_else_at_the_completion() {
    let of = |agreed: &str, done: &str| {
        let parcel = parcel(10.0, LandStatus::InUse, None, None);
        let table = table_of(&[parcel.with(Measure::CommittedFar, 1.0).with(Measure::FloorAreaRatio, 1.0)]);
        let table = dated(table, DateField::AgreedCompletion, &[agreed]);
        found(&dated(table, DateField::Completion, &[done]), 0, "2024-06-30", LandBasis::default()).outcome
    };
    assert_eq!(of("2024-07-01", "2024-01-01"), Outcome::NotDue);
    assert_eq!(of("", "2024-01-01"), Outcome::Met);
    assert_eq!(of("", ""), Outcome::NoData);
}

#[test]
fn a_bound_is_kept_inclusive_or_exclusive_as_the_list_says() {
    let due = day("2024-01-01");
    for (operator, far, outcome) in [
        (Operator::AtLeast, 1.0, Outcome::Met),
        (Operator::Greater, 1.0, Outcome::Breached),
        (Operator::AtMost, 1.0, Outcome::Met),
        (Operator::Less, 1.0, Outcome::Breached),
        (Operator::AtMost, 1.01, Outcome::Breached),
    ] {
        let table = table_of(&[parcel(10.0, LandStatus::InUse, None, None).with(Measure::FloorAreaRatio, far)]);
        let table = table.with_commitments(list(0, Commitment { operator, due, ..FAR }));
        assert_eq!(found(&table, 0, "2024-06-30", LandBasis::default()).outcome, outcome, "{operator:?} {far}");
    }
}

#[test]
fn figures_of_a_year_before_the_commitment_was_due_say_nothing_of_it() {
    let promise = Commitment { promised: Promised::TaxPerMu, bound: 20.0, stage: Stage::FullProduction, ..FAR };
    for (due, outcome) in [("2023-06-30", Outcome::Met), ("2024-03-31", Outcome::NoData)] {
        let of_2023 = parcel(10.0, LandStatus::InUse, None, None).of_year(Measure::Tax, 2023, 900.0);
        let table = table_of(&[of_2023]).with_commitments(list(0, Commitment { due: day(due), ..promise }));
        let finding = found(&table, 0, "2024-06-30", LandBasis::default());
        assert_eq!(finding.outcome, outcome, "{due}");
        assert_eq!(finding.reasons.iter().any(|reason| reason.rule == "commitment_year"), outcome == Outcome::NoData);
    }
}

#[test]
fn a_commitment_is_held_per_the_land_it_names() {
    let promise = Commitment { promised: Promised::TaxPerMu, bound: 20.0, due: day("2023-01-01"), ..FAR };
    // 200 on 10 mu as drawn, on 12 mu as registered.
    let parcel = parcel(10.0, LandStatus::InUse, None, Some(200.0)).with(Measure::RegisteredArea, 8000.0);
    let of = |basis| {
        let table = table_of(std::slice::from_ref(&parcel));
        let table = table.with_commitments(list(0, Commitment { basis, ..promise }));
        found(&table, 0, "2024-06-30", LandBasis::RegisteredElseGeometric).outcome
    };
    assert_eq!(of(None), Outcome::Breached);
    assert_eq!(of(Some(LandBasis::Geometric)), Outcome::Met);
    assert_eq!(of(Some(LandBasis::RegisteredElseGeometric)), Outcome::Breached);
}

#[test]
fn the_list_counts_where_a_column_names_the_same_promise() {
    let due = day("2023-01-01");
    let table = table_of(&[promising(Some(150.0), 20.0), promising(Some(150.0), 20.0)]);
    let table = dated(table, DateField::FullProduction, &["2023-01-01"; 2]);
    let eased = Commitment { promised: Promised::TaxPerMu, bound: 15.0, stage: Stage::FullProduction, due, ..FAR };
    let table = table.with_commitments(list(0, eased));
    assert_eq!(found(&table, 0, "2024-06-30", LandBasis::default()).outcome, Outcome::Met);
    assert_eq!(found(&table, 1, "2024-06-30", LandBasis::default()).outcome, Outcome::Breached);
}

#[test]
fn one_broken_bound_breaks_all_and_the_margin_is_that_of_the_nearest() {
    let due = day("2023-01-01");
    let parcel = parcel(10.0, LandStatus::InUse, None, Some(300.0)).with(Measure::FloorAreaRatio, 0.9);
    let mut both = Commitments::default();
    both.push(0, Commitment { promised: Promised::TaxPerMu, bound: 20.0, due, ..FAR });
    both.push(0, Commitment { due, ..FAR });
    let table = table_of(&[parcel]).with_commitments(Arc::new(both));
    let finding = found(&table, 0, "2024-06-30", LandBasis::default());
    assert_eq!(finding.outcome, Outcome::Breached);
    assert!((finding.score.unwrap() + 0.1).abs() < 1e-9);
}
