//! What is told of a grade is enough to make its points and the grade itself again by hand.

use std::collections::BTreeMap;

use super::super::super::test_table::{Parcel, parcel, table_of, with_words};
use super::super::super::{FigureSettings, Figures};
use super::super::fact::Fact;
use super::super::judgements::Judge;
use super::super::reason::Finding;
use super::super::rulebook::{Benchmark, Rulebook};
use super::*;
use crate::domain::{FindingKind, ParcelFirms, ParcelTable, TextColumn, TextField, UserMarks};

fn grade_by(table: &ParcelTable, book: &Rulebook, row: usize) -> Finding {
    let figures = Figures::new(table, FigureSettings::default());
    let marks = UserMarks::default();
    Judge::new(JudgeInputs { table, figures: &figures, book, marks: &marks, as_of: 19_000 })
        .finding(FindingKind::Grade, row)
}

fn grade(table: &ParcelTable, row: usize) -> Finding {
    grade_by(table, Rulebook::shipped(), row)
}

fn used(mu: f64, output: Option<f64>, tax: Option<f64>) -> Parcel {
    parcel(mu, LandStatus::InUse, output, tax)
}

fn told<'a>(finding: &'a Finding, rule: &str) -> Option<&'a Reason> {
    finding.reasons.iter().find(|reason| reason.rule == rule)
}

fn number(finding: &Finding, rule: &str) -> [f64; 2] {
    let reason = told(finding, rule).unwrap_or_else(|| panic!("{rule}"));
    let number = |value: &Option<Value>| match value {
        Some(Value::Number(number)) => *number,
        _ => f64::NAN,
    };
    [number(&reason.measured), number(&reason.threshold)]
}

/// Σ of the points told.
fn points_told(finding: &Finding) -> f64 {
    let points = finding.reasons.iter().filter_map(|reason| match reason.weighing {
        Some(Weighing::Points { points, .. }) => Some(points),
        _ => None,
    });
    points.sum()
}

#[test]
fn the_points_of_all_items_come_to_the_score_and_the_lines_to_the_grade() {
    let mut parcels: Vec<Parcel> = (0..20)
        .map(|rank| used(10.0, (rank != 5).then_some(100.0 + f64::from(rank * rank)), Some(10.0 + f64::from(rank))))
        .collect();
    parcels.push(parcel(10.0, LandStatus::UnderConstruction, None, None));
    let table = table_of(&parcels);
    for row in 0..20 {
        let finding = grade(&table, row);
        let score = finding.score.unwrap();
        assert!((points_told(&finding) - score).abs() < 1e-9, "row {row}");
        assert_eq!(number(&finding, "grade_score")[0], score);
        let [rank, ranked] = number(&finding, "grade_rank");
        assert_eq!(ranked, 20.0);
        // 21 with one that builds: A ⌊4.2⌋, B ⌊8.4⌋, D ⌈1.05⌉.
        let base = told(&finding, "grade_base_with_t").unwrap();
        assert_eq!(base.weighing, Some(Weighing::Part { part: 1.0, whole: 21.0 }));
        let line = |rule| told(&finding, rule).map(|reason| (reason.operator, number(&finding, rule)));
        let (within, beyond) = (line("grade_line_within"), line("grade_line_beyond"));
        match finding.outcome {
            Outcome::GradeA => assert_eq!(within, Some((Operator::AtMost, [rank, 4.0]))),
            Outcome::GradeB => assert_eq!(within, Some((Operator::AtMost, [rank, 12.0]))),
            Outcome::GradeC => assert_eq!(beyond, Some((Operator::Greater, [rank, 12.0]))),
            Outcome::GradeD => assert_eq!(beyond, Some((Operator::Greater, [rank, 18.0]))),
            other => panic!("{other:?}"),
        }
        if finding.outcome == Outcome::GradeC {
            assert_eq!(number(&finding, "grade_quota_a"), [0.2, 4.0]);
            assert_eq!(number(&finding, "grade_quota_b"), [0.4, 8.0]);
            assert_eq!(number(&finding, "grade_quota_d"), [0.05, 2.0]);
        }
    }
    let blank = grade(&table, 5);
    let item = blank.reasons.iter().find(|reason| reason.fact == Some(Fact::OutputPerMu)).unwrap();
    assert_eq!((item.stance, &item.measured), (Stance::Unknown, &None));
    assert_eq!(told(&blank, "grade_scale").unwrap().measured, Some(Value::Scale(Scale::Unspecified)));
}

#[test]
fn equal_points_are_told_with_the_ranks_they_take_up() {
    let parcels: Vec<Parcel> =
        (0..10).map(|row| used(10.0, Some(50.0), Some(if row < 3 { 9.0 } else { 1.0 }))).collect();
    let best = grade(&table_of(&parcels), 1);
    // Two places for A, three equal ones across the line.
    assert_eq!((best.outcome, best.runner_up), (Outcome::GradeB, Some(Outcome::GradeA)));
    assert_eq!(number(&best, "grade_tie"), [1.0, 3.0]);
    assert_eq!(number(&best, "grade_quota_a"), [0.2, 2.0]);
    assert!(told(&best, "grade_line_within").is_none(), "the tie decides");
}

#[test]
fn an_item_nobody_has_brings_no_points_and_no_other_item_takes_its_weight() {
    let table = table_of(&[used(10.0, None, Some(10.0)), used(10.0, None, Some(30.0))]);
    let finding = grade(&table, 1);
    let nobody = told(&finding, "grade_item_nobody").unwrap();
    assert_eq!(nobody.fact, Some(Fact::OutputPerMu));
    assert_eq!(nobody.weighing, Some(Weighing::Points { weight: 40.0, points: 0.0 }));
    assert!(finding.missing.contains(&Input::Fact(Fact::OutputPerMu)));
    // 3 of a mean of 2, of a weight of 60.
    assert!((finding.score.unwrap() - 90.0).abs() < 1e-9);
    assert!((points_told(&finding) - 90.0).abs() < 1e-9);
}

#[test]
fn a_benchmark_that_is_not_above_zero_is_told_and_brings_no_points() {
    // The cohort's tax is refunded on the whole.
    let table = table_of(&[used(10.0, Some(100.0), Some(-50.0)), used(10.0, Some(300.0), Some(20.0))]);
    let finding = grade(&table, 1);
    let [measured, benchmark] = number(&finding, "grade_item_no_benchmark");
    assert!((measured - 2.0).abs() < 1e-9 && (benchmark + 1.5).abs() < 1e-9);
    assert!(!finding.missing.contains(&Input::Fact(Fact::TaxPerMu)), "its tax is not missing");
    assert!((points_told(&finding) - finding.score.unwrap()).abs() < 1e-9);
    let mut given = Rulebook::shipped().clone();
    for item in given.grade.cohorts.iter_mut().flat_map(|cohort| &mut cohort.items) {
        item.benchmark = Benchmark::Given(0.0);
    }
    let finding = grade_by(&table, &given, 1);
    assert_eq!(finding.reasons.iter().filter(|reason| reason.rule == "grade_item_no_benchmark").count(), 2);
    assert_eq!(finding.score, Some(0.0));
}

#[test]
fn a_county_is_read_from_the_unit_number_where_the_parcel_code_does_not_say_it() {
    let table = table_of(&vec![used(10.0, Some(50.0), Some(5.0)); 4]);
    let column = |texts: [Option<&str>; 4]| std::sync::Arc::new(texts.into_iter().collect::<TextColumn>());
    let table = table
        .with_text(TextField::ParcelCode, column([Some("370215001001GB00001"), Some("A-2"), None, None]))
        .with_text(
            TextField::UnitNumber,
            column([None, Some("370215001001GB00002W00000000"), Some("370212001001GB00001W00000000"), None]),
        );
    let county = |row| told(&grade(&table, row), "grade_county").and_then(|reason| reason.measured.clone());
    let word = |text: &str| Some(Value::Word(text.into()));
    assert_eq!([county(0), county(1), county(2)], [word("370215"), word("370215"), word("370212")]);
    assert_eq!(number(&grade(&table, 0), "grade_rank")[1], 2.0, "two of one county");
    assert!(told(&grade(&table, 3), "grade_no_county").is_some());
}

#[test]
fn what_the_file_says_puts_a_firm_at_t_with_all_its_parcels() {
    let table = table_of(&vec![used(10.0, Some(50.0), Some(5.0)); 6]);
    let words = [Some("暂不评价"), Some("初创企业"), Some("T"), Some("是"), Some("参评"), None];
    let said = with_words(table.clone(), Category::Evaluation, &words);
    let grades: Vec<Outcome> = (0..6).map(|row| grade(&said, row).outcome).collect();
    assert_eq!(grades[..4], [Outcome::GradeT; 4]);
    assert!(grades[4..].iter().all(|&grade| grade != Outcome::GradeT), "{grades:?}");
    assert_eq!(told(&grade(&said, 1), "grade_t_said").unwrap().measured, Some(Value::Word("初创企业".into())));
    // A firm of two parcels, of which one says it.
    let said = with_words(table, Category::Evaluation, &[Some("初创"), None, None, None, None, None]);
    let firms = ParcelFirms::new([0, 0, 1, 2, 3, 4].map(Some), vec!["firm".into(); 5], BTreeMap::new());
    let said = said.with_firms(Arc::new(firms));
    assert_eq!(grade(&said, 1).outcome, Outcome::GradeT);
    assert!(told(&grade(&said, 1), "grade_t_said").is_some());
    assert_ne!(grade(&said, 2).outcome, Outcome::GradeT);
}
