//! Judgements of whole small tables: kinds that lean on each other, blanks, and cohorts of nobody.

use std::sync::Arc;

use super::super::super::test_table::{Parcel, parcel, table_of, with_words};
use super::super::super::{FigureSettings, Figures};
use super::super::fraction::Fraction;
use super::super::reason::{Input, Operator, Stance, Value};
use super::super::rulebook::{Limit, Rulebook};
use super::super::rulebook_error::{RulebookError, ValueFault};
use super::*;
use crate::domain::{
    Category, DateColumn, DateField, LandBasis, LandStatus, Measure, ParcelTable, TextField, UserMarks, day_of,
};

fn day(text: &str) -> i32 {
    day_of(text.parse().unwrap())
}

fn judged<T>(table: &ParcelTable, book: &Rulebook, ask: impl FnOnce(&Judge<'_>) -> T) -> T {
    let figures = Figures::new(table, FigureSettings { year: None, basis: LandBasis::default() });
    let marks = UserMarks::default();
    ask(&Judge::new(JudgeInputs { table, figures: &figures, book, marks: &marks, as_of: day("2024-06-30") }))
}

fn used(mu: f64, tax: Option<f64>) -> Parcel {
    parcel(mu, LandStatus::InUse, tax.map(|tax| tax * 20.0), tax)
}

#[test]
fn idle_land_is_read_from_its_columns_and_not_called_inefficient() {
    let table = table_of(&[
        parcel(10.0, LandStatus::NotStarted, None, None),
        parcel(10.0, LandStatus::NotStarted, None, None),
        used(10.0, Some(100.0)),
    ]);
    let start: DateColumn = [Some(day("2022-07-01")), Some(day("2015-01-01")), None].into_iter().collect();
    let table = table.with_dates(DateField::AgreedStart, Arc::new(start));
    let table = table.with_text(
        TextField::ParcelCode,
        Arc::new([Some("370215001001GB00001"), Some("370215001001JB00002"), None].into_iter().collect()),
    );
    judged(&table, Rulebook::shipped(), |judge| {
        use Outcome::{NotIdle, OutOfScope, ReportedIdle, SuspectedIdle};
        assert_eq!(judge.outcomes(FindingKind::Idle), [SuspectedIdle, OutOfScope, NotIdle]);
        assert_eq!(judge.outcome(FindingKind::LowEfficiency, 0), ReportedIdle);
        assert_eq!(judge.outcome(FindingKind::LowEfficiency, 1), OutOfScope, "bare land is not low-efficiency land");
    });
}

#[test]
fn low_efficiency_takes_two_years_of_tax_or_too_little_floor() {
    use Outcome::{InsufficientData, LowEfficiency, NotLowEfficiency};
    let low = |last: f64, before: Option<f64>, far: f64| {
        let parcel = parcel(10.0, LandStatus::InUse, None, None).of_year(Measure::Tax, 2023, last);
        let parcel = before.map_or(parcel.clone(), |before| parcel.of_year(Measure::Tax, 2022, before));
        parcel.with(Measure::FloorAreaRatio, far)
    };
    let table = table_of(&[
        low(29.0, Some(29.0), 1.0),
        low(29.0, Some(30.0), 1.0),
        low(29.0, None, 1.0),
        low(90.0, None, 1.0),
        low(90.0, Some(90.0), 0.39),
        low(90.0, Some(90.0), 0.4),
    ]);
    judged(&table, Rulebook::shipped(), |judge| {
        let expected =
            [LowEfficiency, NotLowEfficiency, InsufficientData, NotLowEfficiency, LowEfficiency, NotLowEfficiency];
        assert_eq!(judge.outcomes(FindingKind::LowEfficiency), expected);
        let finding = judge.finding(FindingKind::LowEfficiency, 2);
        assert!(finding.missing.contains(&Input::FurtherYears(Fact::TaxPerMu)));
        assert_eq!(judge.finding(FindingKind::LowEfficiency, 0).score, Some(1.0));
    });
    let mut all = Rulebook::shipped().clone();
    all.low_efficiency.matching = super::super::Matching::All;
    judged(&table, &all, |judge| {
        assert!(judge.outcomes(FindingKind::LowEfficiency).iter().all(|&outcome| outcome == NotLowEfficiency));
    });
    let unclear = with_words(table, Category::TitleClear, &[Some("否"), Some("是"), None, None, Some("否"), None]);
    judged(&unclear, Rulebook::shipped(), |judge| {
        assert_eq!(judge.outcome(FindingKind::LowEfficiency, 0), Outcome::OutOfScope);
        assert_eq!(judge.outcome(FindingKind::LowEfficiency, 4), Outcome::OutOfScope);
    });
}

#[test]
fn grades_rank_what_is_in_use_and_leave_the_rest_out() {
    let mut parcels: Vec<Parcel> = (0..20).map(|rank| used(10.0, Some(10.0 + f64::from(rank)))).collect();
    parcels.push(parcel(10.0, LandStatus::UnderConstruction, None, None));
    parcels.push(parcel(10.0, LandStatus::NotSupplied, None, None));
    parcels.push(used(10.0, None));
    judged(&table_of(&parcels), Rulebook::shipped(), |judge| {
        let grades = judge.outcomes(FindingKind::Grade);
        let count = |grade| grades.iter().filter(|&&each| each == grade).count();
        // n counts T: 21 → A ⌊4.2⌋, B ⌊8.4⌋, D ⌈1.05⌉.
        let counts = [Outcome::GradeA, Outcome::GradeB, Outcome::GradeC, Outcome::GradeD].map(count);
        assert_eq!(counts, [4, 8, 6, 2]);
        assert_eq!((grades[19], grades[0]), (Outcome::GradeA, Outcome::GradeD));
        assert_eq!(grades[20..], [Outcome::GradeT, Outcome::OutOfScope, Outcome::InsufficientData]);
        let best = judge.finding(FindingKind::Grade, 19);
        // 29 of a mean of 19.5 in both items.
        assert!((best.score.unwrap() - 100.0 * 29.0 / 19.5).abs() < 1e-9);
        let nothing = judge.finding(FindingKind::Grade, 22);
        assert_eq!(nothing.missing, [Input::Fact(Fact::TaxPerMu), Input::Fact(Fact::OutputPerMu)]);
    });
}

#[test]
fn cohorts_of_nobody_and_of_one_and_of_zeros_are_graded_without_panic() {
    let book = Rulebook::shipped();
    for parcels in [vec![], vec![used(10.0, Some(5.0))], vec![used(10.0, Some(0.0)); 30], vec![used(0.0, Some(5.0)); 3]]
    {
        judged(&table_of(&parcels), book, |judge| {
            for kind in FindingKind::ALL {
                for row in 0..parcels.len() {
                    assert_eq!(judge.finding(kind, row).outcome, judge.outcome(kind, row));
                }
            }
            assert!(judge.outcomes(FindingKind::Grade).iter().all(|&grade| grade != Outcome::GradeD));
        });
    }
}

#[test]
fn floors_are_held_by_class_and_only_on_finished_land() {
    let car = |far: Option<f64>, status| {
        let parcel = parcel(10.0, status, None, None);
        far.map_or(parcel.clone(), |far| parcel.with(Measure::FloorAreaRatio, far))
    };
    let table = table_of(&[
        car(Some(0.8), LandStatus::InUse),
        car(Some(0.79), LandStatus::InUse),
        car(None, LandStatus::VacantBuilt),
        car(Some(0.1), LandStatus::UnderConstruction),
        car(Some(0.1), LandStatus::InUse),
        car(Some(0.1), LandStatus::InUse),
    ]);
    let words = [Some("C36"), Some("3670"), Some("36"), Some("36"), Some("17"), None];
    let table = with_words(table, Category::IndustryClass, &words);
    judged(&table, Rulebook::shipped(), |judge| {
        use Outcome::{Breached, Met, NoData, NotDue, OutOfScope};
        assert_eq!(judge.outcomes(FindingKind::Standard), [Met, Breached, NoData, NotDue, OutOfScope, NoData]);
        assert!(judge.finding(FindingKind::Standard, 0).missing.contains(&Input::Fact(Fact::BuildingCoefficient)));
    });
}

/// The shipped book with limits on the coefficient of class 36 besides: an edition, a grade of land, a floor.
fn with_limits(limits: &[(&str, Option<u8>, f64)]) -> Rulebook {
    let mut book = Rulebook::shipped().clone();
    let of_book = book.standard.limits.iter().find(|limit| limit.fact == Fact::BuildingCoefficient).unwrap().clone();
    for &(edition, land_grade, floor) in limits {
        let threshold = Fraction(floor);
        book.standard.limits.push(Limit { edition: edition.to_owned(), land_grade, threshold, ..of_book.clone() });
    }
    book
}

fn vehicles(coefficients: &[f64]) -> ParcelTable {
    let of =
        |&share: &f64| used(10.0, None).with(Measure::FloorAreaRatio, 1.0).with(Measure::BuildingCoefficient, share);
    let parcels: Vec<Parcel> = coefficients.iter().map(of).collect();
    with_words(table_of(&parcels), Category::IndustryClass, &vec![Some("36"); parcels.len()])
}

#[test]
fn of_two_editions_of_a_standard_only_the_newest_or_the_chosen_one_binds() {
    let table = vehicles(&[0.35, 0.45]);
    let mut book = with_limits(&[("2008", None, 0.3)]);
    judged(&table, &book, |judge| {
        assert_eq!(judge.outcomes(FindingKind::Standard), [Outcome::Breached, Outcome::Met]);
        let rules: Vec<_> = judge
            .finding(FindingKind::Standard, 0)
            .reasons
            .into_iter()
            .map(|reason| reason.rule.into_owned())
            .collect();
        assert_eq!(rules, ["limit", "limit", "limit_superseded"]);
    });
    let standard = book.standard.limits[0].standard.clone();
    assert_eq!(book.standard.editions_of(&standard), ["2023", "2008"]);
    book.standard.editions.insert(standard.clone(), "2008".to_owned());
    assert_eq!(book.check(), Ok(()));
    judged(&table, &book, |judge| {
        assert_eq!(judge.outcomes(FindingKind::Standard), [Outcome::Met, Outcome::Met]);
    });
    book.standard.editions.insert(standard, "1999".to_owned());
    assert!(matches!(book.check(), Err(RulebookError::Value { fault: ValueFault::Edition, .. })));
}

#[test]
fn the_share_of_land_for_offices_and_living_is_held_to_a_ceiling() {
    let mut book = with_limits(&[("2023", None, 0.07)]);
    let ceiling = book.standard.limits.pop().unwrap();
    book.standard.limits = vec![Limit { fact: Fact::OfficeShare, operator: Operator::AtMost, ..ceiling }];
    assert_eq!(book.check(), Ok(()));
    let parcels = [0.07, 0.071].map(|share| used(10.0, None).with(Measure::OfficeShare, share));
    let parcels = [&parcels[..], &[used(10.0, None)]].concat();
    let table = with_words(table_of(&parcels), Category::IndustryClass, &[Some("3670"); 3]);
    judged(&table, &book, |judge| {
        assert_eq!(judge.outcomes(FindingKind::Standard), [Outcome::Met, Outcome::Breached, Outcome::NoData]);
        let missing = judge.finding(FindingKind::Standard, 2).missing;
        assert_eq!(missing, [Input::Fact(Fact::OfficeShare)]);
    });
}

#[test]
fn a_limit_for_a_grade_of_land_is_held_there_and_cannot_be_judged_where_the_grade_is_not_known() {
    let mut book = with_limits(&[("2023", Some(5), 0.5)]);
    book.standard.limits.retain(|limit| limit.land_grade.is_some());
    let table = vehicles(&[0.45, 0.45, 0.55, 0.45]);
    let by_grade = with_words(table.clone(), Category::LandGrade, &[Some("五等"), Some("6"), Some("5"), None]);
    judged(&by_grade, &book, |judge| {
        use Outcome::{Breached, Met, NoData, OutOfScope};
        assert_eq!(judge.outcomes(FindingKind::Standard), [Breached, OutOfScope, Met, NoData]);
    });
    judged(&table, &book, |judge| {
        let finding = judge.finding(FindingKind::Standard, 0);
        assert_eq!(finding.outcome, Outcome::NoData);
        assert_eq!(finding.missing, [Input::category(Category::LandGrade)]);
    });
    book.standard.limits[0].land_grade = Some(16);
    assert!(matches!(book.check(), Err(RulebookError::Value { fault: ValueFault::LandGrade, .. })));
}

#[test]
fn an_old_mill_in_a_table_is_suggested_what_the_archetype_says() {
    let mill = used(45.0, Some(90.0)).named("甲厂、乙厂、丙厂、丁厂").with(Measure::FloorAreaRatio, 0.9);
    let table = table_of(&[mill.with(Measure::BuildingDensity, 0.45), used(955.0, Some(9910.0))]);
    let table = with_words(table, Category::Industry, &[Some("纺织业"), Some("金属制品业")]);
    judged(&table, Rulebook::shipped(), |judge| {
        let finding = judge.finding(FindingKind::Suggestion, 0);
        assert_eq!(finding.outcome, Outcome::Model(crate::domain::RenewalModel::VacateUpgrade));
        assert_eq!(finding.score, Some(1.0));
        assert!(finding.missing.contains(&Input::Fact(Fact::UrbanZone)) || !finding.reasons.is_empty());
    });
}

#[test]
fn shuffled_rows_get_the_same_grades() {
    let parcels: Vec<Parcel> =
        (0..50).map(|row| used(3.0 + f64::from(row % 7) * 1.7, Some(0.1 + f64::from(row * 37 % 23)))).collect();
    let grades = |parcels: &[Parcel]| {
        judged(&table_of(parcels), Rulebook::shipped(), |judge| judge.outcomes(FindingKind::Grade))
    };
    let straight = grades(&parcels);
    let order: Vec<usize> = (0..50).map(|row| row * 17 % 50).collect();
    let shuffled: Vec<Parcel> = order.iter().map(|&row| parcels[row].clone()).collect();
    let again = grades(&shuffled);
    assert!(order.iter().zip(&again).all(|(&row, &grade)| straight[row] == grade));
}

#[test]
fn every_year_a_rule_asks_for_is_told_with_its_value() {
    use Stance::{Fired, NotFired, Unknown};
    let of = |last: f64, before: Option<f64>| {
        let parcel = parcel(10.0, LandStatus::InUse, None, None).of_year(Measure::Tax, 2023, last);
        before.map_or(parcel.clone(), |before| parcel.of_year(Measure::Tax, 2022, before))
    };
    let table = table_of(&[of(20.0, Some(25.0)), of(20.0, Some(35.0)), of(20.0, None)]);
    judged(&table, Rulebook::shipped(), |judge| {
        let told = |row: usize| -> Vec<_> {
            let finding = judge.finding(FindingKind::LowEfficiency, row);
            let of_tax = finding.reasons.into_iter().filter(|reason| reason.fact == Some(Fact::TaxPerMu));
            of_tax.map(|reason| (reason.rule.into_owned(), reason.year, reason.measured, reason.stance)).collect()
        };
        let year =
            |year, tax: f64, stance| ("low_efficiency_year".to_owned(), Some(year), Some(Value::Number(tax)), stance);
        let rule = |held: f64, stance| ("low_efficiency_years".to_owned(), None, Some(Value::Number(held)), stance);
        let near = |told: Vec<(String, Option<u16>, Option<Value>, Stance)>| -> Vec<_> {
            let rounded = |value| match value {
                Some(Value::Number(number)) => Some(Value::Number((number * 1e6_f64).round() / 1e6)),
                other => other,
            };
            told.into_iter().map(|(rule, year, value, stance)| (rule, year, rounded(value), stance)).collect()
        };
        assert_eq!(near(told(0)), [year(2023, 2.0, Fired), year(2022, 2.5, Fired), rule(2.0, Fired)]);
        assert_eq!(near(told(1)), [year(2023, 2.0, Fired), year(2022, 3.5, NotFired), rule(1.0, NotFired)]);
        let missing = ("low_efficiency_year".to_owned(), Some(2022), None, Unknown);
        assert_eq!(near(told(2)), [year(2023, 2.0, Fired), missing, rule(1.0, Unknown)]);
    });
}

#[test]
fn nothing_or_less_of_floors_or_investment_breaks_no_bound_and_is_told_with_its_cell() {
    use Outcome::{Breached, InsufficientData, Met, NoData};
    let car = |far: f64| parcel(10.0, LandStatus::InUse, None, None).with(Measure::FloorAreaRatio, far);
    let table = table_of(&[car(0.0), car(-0.5), car(0.5), car(0.9)]);
    let table = with_words(table, Category::IndustryClass, &[Some("36"); 4]);
    judged(&table, Rulebook::shipped(), |judge| {
        assert_eq!(judge.outcomes(FindingKind::Standard), [NoData, NoData, Breached, Met]);
        for (row, written) in [(0, 0.0), (1, -0.5)] {
            for kind in [FindingKind::Standard, FindingKind::LowEfficiency] {
                let finding = judge.finding(kind, row);
                assert!(finding.missing.contains(&Input::measure(Measure::FloorAreaRatio)), "{:?}", finding.missing);
                let told = finding.reasons.iter().find(|reason| reason.rule == "not_positive").unwrap();
                assert_eq!((told.fact, told.measured.clone()), (Some(Fact::Far), Some(Value::Number(written))));
            }
        }
        let efficiency = judge.outcomes(FindingKind::LowEfficiency);
        assert_eq!(efficiency, [InsufficientData; 4], "neither tax nor floors tell");
    });
    // A promise of investment, with less than nothing invested.
    let promised = |invested: f64| {
        let parcel = parcel(10.0, LandStatus::InUse, None, None).with(Measure::CommittedInvestmentPerMu, 250.0);
        parcel.with(Measure::Investment, invested)
    };
    let table = table_of(&[promised(-5000.0), promised(0.0), promised(2000.0)]);
    let due: DateColumn = [Some(day("2020-01-01")); 3].into_iter().collect();
    judged(&table.with_dates(DateField::AgreedCompletion, Arc::new(due)), Rulebook::shipped(), |judge| {
        assert_eq!(judge.outcomes(FindingKind::Standard), [NoData, NoData, Breached]);
        assert!(judge.finding(FindingKind::Standard, 0).missing.contains(&Input::measure(Measure::Investment)));
    });
}
