//! Grades of a whole table: who is graded with whom, by which items, against which benchmarks.
//!
//! A cohort is a county (the first six digits of the parcel code) and a scale, in the year of the figures. It counts
//! units: firms where a firms' list is joined, else parcels.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::ratio_columns::RatioColumns;
use super::fact::Fact;
use super::grade::{Quotas, Standing, grades, points, scores};
use super::grade_units::{GradeUnits, ratio_over};
use super::inputs::{Facts, JudgeInputs};
use super::log::Log;
use super::reason::{Input, Operator, Reason, Stance, Value};
use super::rulebook::{Benchmark, GradeCohort, Scale};
use super::words::{Meanings, scales};
use crate::domain::{Category, LandStatus, Measure, Outcome, TextField, Unit};

/// One cohort.
#[derive(Debug)]
struct Cohort {
    /// The place of its items in the rulebook.
    rules: usize,
    /// How many have points, and how many the quotas are of.
    ranked: usize,
    base: usize,
    /// A benchmark an item; NaN where nobody has it.
    benchmarks: Vec<f64>,
}

/// Where each row stands.
#[derive(Debug)]
pub(super) struct GradeTable {
    cohorts: Vec<Cohort>,
    /// The cohort of a row; `u32::MAX` for none.
    cohort_of: Vec<u32>,
    standings: Vec<Standing>,
    scores: Vec<f64>,
    units: GradeUnits,
}

const NO_COHORT: u32 = u32::MAX;
const NOT_GRADED: Standing = Standing { grade: Outcome::InsufficientData, rank: 0, withheld: None };

impl GradeTable {
    pub(super) fn new(inputs: &JudgeInputs<'_>, facts: &Facts<'_>) -> Self {
        let rules = &inputs.book.grade;
        let len = inputs.table.len();
        let scale_of = scales(inputs.table, inputs.book);
        let mut table = Self {
            cohorts: Vec::new(),
            cohort_of: vec![NO_COHORT; len],
            standings: vec![NOT_GRADED; len],
            scores: vec![f64::NAN; len],
            units: GradeUnits::new(inputs, facts),
        };
        // Units with points, and the number of those without a grade by rule (T), by county and scale.
        let mut members: BTreeMap<(u32, Scale), (Vec<u32>, usize)> = BTreeMap::new();
        for row in (0..len).filter(|&row| facts.status(row) == LandStatus::NotSupplied) {
            table.standings[row].grade = Outcome::OutOfScope;
        }
        for unit in table.units.each(len) {
            let (row, rows) = (unit as usize, table.units.rows(&unit));
            let scale = scale_over(&scale_of, rows);
            let Some(cohort) = rules.cohorts.iter().find(|cohort| cohort.scale == scale) else { continue };
            let key = (county(inputs, rows), scale);
            if facts.status(row) == LandStatus::NotSupplied {
                continue;
            }
            if rows.iter().all(|&row| t_reason(inputs, facts, row as usize).is_some()) {
                table.standings[row].grade = Outcome::GradeT;
                members.entry(key).or_default().1 += 1;
            } else if cohort.items.iter().any(|item| table.units.value(facts, item.fact, row).is_some()) {
                members.entry(key).or_default().0.push(unit);
            }
        }
        for ((_, scale), (units, t)) in members {
            if let Some(place) = rules.cohorts.iter().position(|cohort| cohort.scale == scale) {
                table.add_cohort(inputs, facts, place, &units, t);
            }
        }
        if table.units.are_firms() {
            table.carry_grades(facts, len);
        }
        table
    }

    /// Gives every parcel the grade of its firm; one of no firm is not graded.
    fn carry_grades(&mut self, facts: &Facts<'_>, len: usize) {
        for row in (0..len as u32).filter(|&row| facts.status(row as usize) != LandStatus::NotSupplied) {
            let unit = self.units.rows(&row).first().copied();
            let row = row as usize;
            match unit.map(|unit| unit as usize) {
                Some(unit) => {
                    self.standings[row] = self.standings[unit];
                    self.scores[row] = self.scores[unit];
                    self.cohort_of[row] = self.cohort_of[unit];
                }
                None => self.standings[row].grade = Outcome::OutOfScope,
            }
        }
    }

    fn add_cohort(&mut self, inputs: &JudgeInputs<'_>, facts: &Facts<'_>, place: usize, units: &[u32], t: usize) {
        let rules = &inputs.book.grade;
        let cohort = &rules.cohorts[place];
        let mut benchmarks = Vec::with_capacity(cohort.items.len());
        let mut columns = Vec::with_capacity(cohort.items.len());
        let rows: Vec<u32> = units.iter().flat_map(|unit| self.units.rows(unit)).copied().collect();
        for item in &cohort.items {
            let benchmark = match item.benchmark {
                Benchmark::Given(value) => value,
                Benchmark::Mean(_) => mean(inputs, item.fact, &rows),
                Benchmark::Times { times } => times * mean(inputs, item.fact, &rows),
            };
            let of_row = |&row: &u32| {
                let value = self.units.value(facts, item.fact, row as usize)?;
                points(item, value, benchmark, rules.cap)
            };
            columns.push(units.iter().map(|unit| of_row(unit).unwrap_or(f64::NAN)).collect());
            benchmarks.push(benchmark);
        }
        let mut scored = scores(&columns, units.len());
        for (measure, sign) in [(Measure::BonusPoints, 1.0), (Measure::PenaltyPoints, -1.0)] {
            if self.units.has_points(inputs, measure) {
                let points = units.iter().map(|&unit| self.units.points(inputs, measure, unit).unwrap_or(0.0));
                scored.iter_mut().zip(points).for_each(|(score, points)| *score += sign * points);
            }
        }
        let base = units.len() + if rules.count_t { t } else { 0 };
        let standings = grades(&scored, Quotas::new(rules, base, units.len()));
        for ((&row, score), standing) in units.iter().zip(scored).zip(standings) {
            let row = row as usize;
            self.scores[row] = score;
            self.standings[row] = standing;
            self.cohort_of[row] = self.cohorts.len() as u32;
        }
        self.cohorts.push(Cohort { rules: place, ranked: units.len(), base, benchmarks });
    }

    pub(super) fn outcome(&self, row: usize) -> Outcome {
        self.standings[row].grade
    }

    pub(super) fn score(&self, row: usize) -> Option<f64> {
        Some(self.scores[row]).filter(|score| !score.is_nan())
    }

    /// The place in its cohort, 1 for the best, equal for equal points.
    pub(super) fn rank(&self, row: usize) -> Option<usize> {
        Some(self.standings[row].rank).filter(|&rank| rank > 0)
    }

    pub(super) fn withheld(&self, row: usize) -> Option<Outcome> {
        self.standings[row].withheld
    }

    pub(super) fn explain(&self, inputs: &JudgeInputs<'_>, facts: &Facts<'_>, row: usize, log: &mut impl Log) {
        let rules = &inputs.book.grade;
        let standing = self.standings[row];
        if facts.status(row) == LandStatus::NotSupplied {
            log.reason(|| Reason::new("not_supplied", Stance::Fired));
            return;
        }
        if self.units.are_firms() {
            self.explain_firm(row, log);
        }
        if standing.grade == Outcome::GradeT
            && let Some(reason) = self.t_reason_of_unit(inputs, facts, row)
        {
            log.reason(|| reason.from_rule(rules));
        }
        let Some(cohort) = self.cohorts.get(self.cohort_of[row] as usize) else {
            if standing.grade == Outcome::InsufficientData {
                let scale = scales(inputs.table, inputs.book).get(row).unwrap_or(Scale::Unspecified);
                let of_scale = |cohort: &&GradeCohort| cohort.scale == scale;
                match rules.cohorts.iter().find(of_scale) {
                    Some(cohort) => cohort.items.iter().for_each(|item| log.missing(Input::Fact(item.fact))),
                    None => log.missing(Input::category(Category::Scale)),
                }
            }
            return;
        };
        let of_book = &rules.cohorts[cohort.rules];
        for (item, &benchmark) in of_book.items.iter().zip(&cohort.benchmarks) {
            let value = self.units.value(facts, item.fact, row);
            if value.is_none() {
                log.missing(Input::Fact(item.fact));
            }
            let operator = if item.lower_is_better { Operator::AtMost } else { Operator::AtLeast };
            log.reason(|| Reason {
                rule: "grade_item".into(),
                ..Reason::on_fact(item.fact, operator, benchmark, value).from_rule(of_book)
            });
        }
        for (measure, rule) in [(Measure::BonusPoints, "grade_bonus"), (Measure::PenaltyPoints, "grade_penalty")] {
            if let Some(points) = self.units.points(inputs, measure, row as u32).filter(|&points| points != 0.0) {
                log.reason(|| {
                    Reason::note(rule).measured(Some(Value::Number(points))).compared(Operator::Equal, Unit::Ratio)
                });
            }
        }
        log.reason(|| {
            Reason::note(if self.units.are_firms() { "grade_rank_of_firms" } else { "grade_rank" })
                .measured(Some(Value::Number(standing.rank as f64)))
                .threshold(Value::Number(cohort.ranked as f64))
                .compared(Operator::AtMost, Unit::Count)
                .from_rule(rules)
        });
        if let Some(withheld) = standing.withheld {
            log.reason(|| Reason::note("grade_withheld_by_tie").measured(Some(Value::Outcome(withheld))));
        }
        if cohort.base < rules.d_from {
            log.reason(|| Reason::note("grade_no_d").measured(Some(Value::Number(cohort.base as f64))));
        }
    }
}

impl GradeTable {
    /// Which firm's grade a row carries.
    fn explain_firm(&self, row: usize, log: &mut impl Log) {
        let Some(name) = self.units.firm_name(row) else {
            log.reason(|| Reason::note("grade_no_firm"));
            return;
        };
        let parcels = self.units.rows(&(row as u32)).len();
        log.reason(|| {
            Reason::note("grade_of_firm")
                .measured(Some(Value::Word(Arc::clone(name))))
                .threshold(Value::Number(parcels as f64))
                .compared(Operator::Equal, Unit::Count)
        });
        if self.units.is_shared(row) {
            log.reason(|| Reason::note("grade_shared_parcel").measured(Some(Value::Word(Arc::clone(name)))));
        }
    }

    /// Why the unit of a row is not graded by rule: by the row itself where it says so, else by another of its firm.
    fn t_reason_of_unit(&self, inputs: &JudgeInputs<'_>, facts: &Facts<'_>, row: usize) -> Option<Reason> {
        let row = row as u32;
        let rows = std::iter::once(&row).chain(self.units.rows(&row));
        rows.into_iter().find_map(|&row| t_reason(inputs, facts, row as usize))
    }
}

/// The scale of a unit: above where any of its rows says so, else below where any does.
fn scale_over(scale_of: &Meanings<'_, Scale>, rows: &[u32]) -> Scale {
    let scales = rows.iter().map(|&row| scale_of.get(row as usize).unwrap_or(Scale::Unspecified));
    scales.min().unwrap_or(Scale::Unspecified)
}

/// Why a row is not graded by rule.
fn t_reason(inputs: &JudgeInputs<'_>, facts: &Facts<'_>, row: usize) -> Option<Reason> {
    let status = facts.status(row);
    if inputs.book.grade.t_statuses.contains(&status) {
        return Some(Reason::new("grade_t_status", Stance::Fired).measured(Some(Value::Status(status))));
    }
    let group = facts.industries.get(row)?.group.filter(|group| group.utility)?;
    let word = inputs.table.word_of(Category::Industry, row).map_or_else(|| group.name.as_str().into(), Clone::clone);
    Some(Reason::new("grade_t_industry", Stance::Fired).measured(Some(Value::Word(word))))
}

/// The county of a unit: the first six digits of its parcel code, of several counties the first, 0 where there is none.
fn county(inputs: &JudgeInputs<'_>, rows: &[u32]) -> u32 {
    let of_row = |&row: &u32| {
        let code = inputs.table.text_of(TextField::ParcelCode, row as usize).filter(|code| code.len() >= 19);
        code?.get(..6)?.parse().ok()
    };
    rows.iter().filter_map(of_row).min().unwrap_or(0)
}

/// A cohort's mean of an indicator, Σ/Σ, the same whatever the order of rows; NaN where nobody has it.
fn mean(inputs: &JudgeInputs<'_>, fact: Fact, rows: &[u32]) -> f64 {
    let Some(indicator) = fact.indicator() else { return f64::NAN };
    ratio_over(&RatioColumns::new(inputs.table, inputs.figures, indicator).by_status(), rows)
}
