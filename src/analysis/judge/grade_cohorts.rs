//! Grades of a whole table: who is graded with whom, by which items, against which benchmarks.
//!
//! A cohort is a county (the first six digits of the parcel code) and a scale, in the year of the figures. Grades are
//! of parcels.

use std::collections::BTreeMap;

use super::super::ratio::RatioColumns;
use super::fact::Fact;
use super::grade::{Quotas, Standing, grades, ordered_sum, points, scores};
use super::inputs::{Facts, JudgeInputs};
use super::log::Log;
use super::reason::{Input, Operator, Reason, Stance, Value};
use super::rulebook::{Benchmark, GradeCohort, Scale};
use super::words::scales;
use crate::domain::{Category, LandStatus, Outcome, TextField, Unit};

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
        };
        // Rows with points, and the number of those without a grade by rule (T), by county and scale.
        let mut members: BTreeMap<(u32, Scale), (Vec<u32>, usize)> = BTreeMap::new();
        for row in 0..len {
            let status = facts.status(row);
            let scale = scale_of.get(row).unwrap_or(Scale::Unspecified);
            let Some(cohort) = rules.cohorts.iter().find(|cohort| cohort.scale == scale) else { continue };
            let key = (county(inputs, row), scale);
            if status == LandStatus::NotSupplied {
                table.standings[row].grade = Outcome::OutOfScope;
            } else if t_reason(inputs, facts, row).is_some() {
                table.standings[row].grade = Outcome::GradeT;
                members.entry(key).or_default().1 += 1;
            } else if cohort.items.iter().any(|item| facts.indicator(item.fact, row).is_some()) {
                members.entry(key).or_default().0.push(row as u32);
            }
        }
        for ((_, scale), (rows, t)) in members {
            if let Some(place) = rules.cohorts.iter().position(|cohort| cohort.scale == scale) {
                table.add_cohort(inputs, facts, place, &rows, t);
            }
        }
        table
    }

    fn add_cohort(&mut self, inputs: &JudgeInputs<'_>, facts: &Facts<'_>, place: usize, rows: &[u32], t: usize) {
        let rules = &inputs.book.grade;
        let cohort = &rules.cohorts[place];
        let mut benchmarks = Vec::with_capacity(cohort.items.len());
        let mut columns = Vec::with_capacity(cohort.items.len());
        for item in &cohort.items {
            let benchmark = match item.benchmark {
                Benchmark::Given(value) => value,
                Benchmark::Mean(_) => mean(inputs, item.fact, rows),
                Benchmark::Times { times } => times * mean(inputs, item.fact, rows),
            };
            let of_row = |&row: &u32| {
                let value = facts.indicator(item.fact, row as usize)?;
                points(item, value, benchmark, rules.cap)
            };
            columns.push(rows.iter().map(|row| of_row(row).unwrap_or(f64::NAN)).collect());
            benchmarks.push(benchmark);
        }
        let scored = scores(&columns, rows.len());
        let base = rows.len() + if rules.count_t { t } else { 0 };
        let standings = grades(&scored, Quotas::new(rules, base, rows.len()));
        for ((&row, score), standing) in rows.iter().zip(scored).zip(standings) {
            let row = row as usize;
            self.scores[row] = score;
            self.standings[row] = standing;
            self.cohort_of[row] = self.cohorts.len() as u32;
        }
        self.cohorts.push(Cohort { rules: place, ranked: rows.len(), base, benchmarks });
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
        if standing.grade == Outcome::OutOfScope {
            log.reason(|| Reason::new("not_supplied", Stance::Fired));
        }
        if standing.grade == Outcome::GradeT
            && let Some(reason) = t_reason(inputs, facts, row)
        {
            log.reason(|| reason.from_source(&rules.source));
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
            let value = facts.indicator(item.fact, row);
            if value.is_none() {
                log.missing(Input::Fact(item.fact));
            }
            let operator = if item.lower_is_better { Operator::AtMost } else { Operator::AtLeast };
            log.reason(|| Reason {
                rule: "grade_item".into(),
                ..Reason::on_fact(item.fact, operator, benchmark, value).from_source(&of_book.source)
            });
        }
        log.reason(|| {
            Reason::note("grade_rank")
                .measured(Some(Value::Number(standing.rank as f64)))
                .threshold(Value::Number(cohort.ranked as f64))
                .compared(Operator::AtMost, Unit::Count)
                .from_source(&rules.source)
        });
        if let Some(withheld) = standing.withheld {
            log.reason(|| Reason::note("grade_withheld_by_tie").measured(Some(Value::Outcome(withheld))));
        }
        if cohort.base < rules.d_from {
            log.reason(|| Reason::note("grade_no_d").measured(Some(Value::Number(cohort.base as f64))));
        }
    }
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

/// The county of a row: the first six digits of its parcel code, 0 where there are none.
fn county(inputs: &JudgeInputs<'_>, row: usize) -> u32 {
    let code = inputs.table.text_of(TextField::ParcelCode, row).filter(|code| code.len() >= 19);
    code.and_then(|code| code.get(..6)?.parse().ok()).unwrap_or(0)
}

/// A cohort's mean of an indicator, Σ/Σ, the same whatever the order of rows; NaN where nobody has it.
fn mean(inputs: &JudgeInputs<'_>, fact: Fact, rows: &[u32]) -> f64 {
    let Some(indicator) = fact.indicator() else { return f64::NAN };
    let columns = RatioColumns::new(inputs.table, inputs.figures, indicator);
    let zero = LandStatus::ALL.map(|status| inputs.book.missing.counts_as_zero.contains(&status));
    let counts = |row: usize| zero[inputs.figures.status(row) as usize] || !columns.part(row).assumed_zero;
    let parts = rows.iter().map(|&row| row as usize).filter(|&row| counts(row)).map(|row| columns.part(row).terms());
    let (values, bases): (Vec<f64>, Vec<f64>) = parts.unzip();
    let (value, base) = rayon::join(|| ordered_sum(values), || ordered_sum(bases));
    if base > 0.0 { columns.divided(value, base) } else { f64::NAN }
}
