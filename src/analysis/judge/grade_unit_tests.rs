//! Grades of firms and with bonus and penalty, on small tables and by properties: A keeps its quota, nobody falls to D by
//! a tie, the order of rows changes nothing, a firm's parcels carry one grade.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::super::test_table::{Parcel, parcel, table_of, with_words};
use super::super::super::{FigureSettings, Figures};
use super::super::judged::Judged;
use super::super::judgements::Judge;
use super::super::reason::{Finding, Value};
use super::super::rulebook::{Benchmark, GradeItem, MeanWord, Rulebook, Scale};
use super::*;
use crate::domain::UserMarks;
use crate::domain::{Category, FindingKind, NumberColumn, Outcome, ParcelTable};

fn judged<T>(table: &ParcelTable, ask: impl FnOnce(&Judge<'_>) -> T) -> T {
    let figures = Figures::new(table, FigureSettings::default());
    let (book, marks) = (Rulebook::shipped(), UserMarks::default());
    ask(&Judge::new(JudgeInputs { table, figures: &figures, book, marks: &marks, as_of: 19_000 }))
}

fn used(mu: f64, tax: f64) -> Parcel {
    parcel(mu, LandStatus::InUse, Some(tax * 20.0), Some(tax))
}

/// Parcels of these firms, by number; none where it has none.
fn of_firms(table: ParcelTable, of_row: &[Option<u32>], points: &[(Measure, Vec<Option<f64>>)]) -> ParcelTable {
    let count = of_row.iter().flatten().max().map_or(0, |&last| last + 1);
    let names = (0..count).map(|firm| format!("firm {firm}").into()).collect();
    let columns = points.iter().map(|(measure, values)| {
        (crate::domain::MeasureKey { measure: *measure, year: None }, values.iter().copied().collect::<NumberColumn>())
    });
    let points: BTreeMap<_, _> = columns.collect();
    table.with_firms(Arc::new(ParcelFirms::new(of_row.iter().copied(), names, points)))
}

fn grade(table: &ParcelTable, row: usize) -> Finding {
    judged(table, |judge| judge.finding(FindingKind::Grade, row))
}

#[test]
fn a_firm_is_graded_once_on_all_its_land_and_its_parcels_carry_its_grade() {
    // Two parcels of firm 0 with 100 and 0 of tax, ten other firms, a parcel of nobody.
    let mut parcels = vec![used(10.0, 100.0), used(10.0, 0.0)];
    parcels.extend((1..=10).map(|firm| used(10.0, f64::from(firm))));
    parcels.push(used(10.0, 500.0));
    let firms: Vec<Option<u32>> = [0, 0].into_iter().chain(1..=10).map(Some).chain([None]).collect();
    let table = of_firms(table_of(&parcels), &firms, &[]);
    judged(&table, |judge| {
        let grades = judge.outcomes(FindingKind::Grade);
        assert_eq!(grades[..2], [Outcome::GradeA; 2], "50 and 50 in 10 mu each is best");
        assert_eq!(grades[12], Outcome::OutOfScope, "the list has no firm on it");
        // Eleven firms: A ⌊2.2⌋, the twelfth parcel among them is one firm's second.
        let firms_with_a = grades[2..].iter().filter(|&&grade| grade == Outcome::GradeA).count() + 1;
        assert_eq!(firms_with_a, 2);
    });
    let finding = grade(&table, 1);
    let told = |rule: &str| finding.reasons.iter().find(|reason| reason.rule == rule);
    assert_eq!(told("grade_of_firm").and_then(|reason| reason.threshold.clone()), Some(Value::Number(2.0)));
    assert_eq!(told("grade_rank_of_firms").and_then(|reason| reason.threshold.clone()), Some(Value::Number(11.0)));
    // 5 of a mean of (100 + 55) / 120 mu.
    assert!((finding.score.unwrap() - 100.0 * 5.0 / (155.0 / 120.0)).abs() < 1e-9);
}

#[test]
fn bonus_and_penalty_are_added_once_and_a_penalty_may_be_written_below_zero() {
    let plain = [used(10.0, 10.0), used(10.0, 10.0), used(10.0, 10.0), used(10.0, 10.0)];
    let score = |parcels: &[Parcel], row| grade(&table_of(parcels), row).score.unwrap();
    assert!((score(&plain, 0) - 100.0).abs() < 1e-9);
    let mut changed = plain.clone();
    changed[0] = changed[0].clone().with(Measure::BonusPoints, 5.0);
    changed[1] = changed[1].clone().with(Measure::PenaltyPoints, 3.0);
    changed[2] = changed[2].clone().with(Measure::PenaltyPoints, -3.0).with(Measure::BonusPoints, 1.0);
    for (row, expected) in [(0, 105.0), (1, 97.0), (2, 98.0), (3, 100.0)] {
        assert!((score(&changed, row) - expected).abs() < 1e-9, "{row}");
    }
    // A firm's parcels repeat its points: they count once, and those of its list go first.
    let table = table_of(&[changed[0].clone(), changed[0].clone(), plain[2].clone()]);
    let firms = of_firms(table.clone(), &[Some(0), Some(0), Some(1)], &[]);
    assert!((grade(&firms, 0).score.unwrap() - 105.0).abs() < 1e-9);
    let listed = of_firms(table, &[Some(0), Some(0), Some(1)], &[(Measure::BonusPoints, vec![Some(2.0), None])]);
    assert!((grade(&listed, 1).score.unwrap() - 102.0).abs() < 1e-9);
}

#[test]
fn a_firm_is_not_graded_where_all_its_land_is_and_land_not_supplied_is_nobodys() {
    let building = parcel(10.0, LandStatus::UnderConstruction, None, None);
    let reserve = parcel(10.0, LandStatus::NotSupplied, None, None);
    let table = table_of(&[building.clone(), building, used(10.0, 5.0), reserve]);
    let table = of_firms(table, &[Some(0), Some(1), Some(1), Some(1)], &[]);
    judged(&table, |judge| {
        let grades = judge.outcomes(FindingKind::Grade);
        assert_eq!((grades[0], grades[3]), (Outcome::GradeT, Outcome::OutOfScope));
        assert_eq!(grades[1], grades[2]);
        assert!((judge.finding(FindingKind::Grade, 1).score.unwrap() - 100.0).abs() < 1e-9);
    });
}

#[test]
fn a_cohort_is_held_to_its_benchmark_in_output_per_mu_or_to_its_mean_where_the_rulebook_has_none() {
    let per_mu = |mu: f64, output: f64| parcel(mu, LandStatus::InUse, Some(mu * output), Some(mu));
    let idle = parcel(20.0, LandStatus::NotStarted, None, None);
    let reserve = parcel(5.0, LandStatus::NotSupplied, None, None);
    // Above scale 100 on 10 mu and 20 on 30 mu, a mean of 40, and land not started; below scale 7 on 10 mu.
    let parcels = [per_mu(10.0, 100.0), per_mu(30.0, 20.0), idle, per_mu(10.0, 7.0), reserve];
    let scales = ["规上", "规上", "规上", "规下", "规上"].map(Some);
    let table = with_words(table_of(&parcels), Category::Scale, &scales);
    let benchmarks = |benchmark: Option<Benchmark>| {
        let mut book = Rulebook::shipped().clone();
        let item = |benchmark| GradeItem { fact: Fact::OutputPerMu, weight: 10.0, benchmark, lower_is_better: false };
        let above = book.grade.cohorts.iter_mut().find(|cohort| cohort.scale == Scale::Above).unwrap();
        above.items.extend(benchmark.map(item));
        let (figures, marks) = (Figures::new(&table, FigureSettings::default()), UserMarks::default());
        let inputs = JudgeInputs { table: &table, figures: &figures, book: &book, marks: &marks, as_of: 19_000 };
        let judged = Judged::new(inputs).output_benchmarks(inputs);
        assert!(judged[4].is_nan(), "land not supplied is of no cohort");
        [judged[0], judged[1], judged[2], judged[3]]
    };
    assert_eq!(benchmarks(None), [40.0, 40.0, 40.0, 7.0], "land not started counts in the cohort, not in its mean");
    assert_eq!(benchmarks(Some(Benchmark::Mean(MeanWord::Mean)))[..2], [40.0, 40.0]);
    assert_eq!(benchmarks(Some(Benchmark::Times { times: 1.5 })), [60.0, 60.0, 60.0, 7.0]);
    assert_eq!(benchmarks(Some(Benchmark::Given(250.0))), [250.0, 250.0, 250.0, 7.0]);
}

/// A made-up parcel: firm, tax, points.
type Made = (Option<u32>, u8, i8, i8);

fn made() -> impl Strategy<Value = Vec<Made>> {
    let one = (proptest::option::weighted(0.9, 0..25_u32), 0..6_u8, -2..3_i8, -2..3_i8);
    proptest::collection::vec(one, 0..70)
}

fn grades_of(made: &[Made], are_firms: bool) -> Vec<(Outcome, Option<i64>)> {
    let parcels: Vec<Parcel> = made
        .iter()
        .map(|&(_, tax, bonus, penalty)| {
            let parcel = used(10.0, f64::from(tax));
            parcel.with(Measure::BonusPoints, f64::from(bonus)).with(Measure::PenaltyPoints, f64::from(penalty))
        })
        .collect();
    let firms: Vec<Option<u32>> = made.iter().map(|each| each.0).collect();
    let table = table_of(&parcels);
    let table = if are_firms { of_firms(table, &firms, &[]) } else { table };
    judged(&table, |judge| {
        let finding = |row| judge.finding(FindingKind::Grade, row);
        let grade = |row| (finding(row).outcome, finding(row).score.map(|score| (score * 1e9).round() as i64));
        (0..made.len()).map(grade).collect()
    })
}

proptest! {
    #[test]
    fn quotas_ties_and_order_hold_with_points_and_for_firms(made in made(), are_firms: bool, turn in 0..70_usize) {
        let graded = grades_of(&made, are_firms);
        // Each unit once.
        let mut units = BTreeMap::new();
        for (row, each) in graded.iter().enumerate().filter(|(_, each)| each.1.is_some()) {
            let unit = if are_firms { made[row].0.unwrap() as usize } else { row };
            prop_assert!(units.insert(unit, *each).is_none_or(|before| before == *each), "one grade a firm");
        }
        let n = units.len();
        let count = |grade| units.values().filter(|each| each.0 == grade).count();
        prop_assert!(count(Outcome::GradeA) <= (0.2 * n as f64 + 1e-9).floor() as usize);
        prop_assert!(n >= 20 || count(Outcome::GradeD) == 0);
        for (grade, score) in units.values() {
            for (other, other_score) in units.values() {
                prop_assert!(score != other_score || grade == other, "a tie parts nobody");
                prop_assert!(other_score >= score || other >= grade, "more points, no worse grade");
            }
        }
        if !made.is_empty() {
            let mut turned = made.clone();
            turned.rotate_left(turn % made.len());
            let mut expected = graded.clone();
            expected.rotate_left(turn % made.len());
            prop_assert_eq!(grades_of(&turned, are_firms), expected);
        }
    }
}
