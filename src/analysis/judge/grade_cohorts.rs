//! Grades of a whole table: who is graded with whom, by which items, against which benchmarks.
//!
//! A cohort is a county (the first six digits of the parcel code, else of the unit number) and a scale, in the year of the
//! figures. It counts units: firms where a firms' list is joined, else parcels. Why a grade came about is told in
//! [`super::grade_reasons`].

use std::collections::BTreeMap;

use super::super::ratio_columns::RatioColumns;
use super::fact::Fact;
use super::grade::{Quotas, Standing, grades, mean_points, points, scores};
use super::grade_units::{GradeUnits, ratio_over};
use super::inputs::{Facts, JudgeInputs};
use super::not_graded::is_not_graded;
use super::rulebook::{Benchmark, GradeRules, Scale};
use super::words::{Meanings, scales};
use crate::domain::{LandStatus, Measure, Outcome, TextField};

/// One cohort.
#[derive(Debug)]
pub(super) struct Cohort {
    /// The place of its items in the rulebook.
    pub(super) rules: usize,
    /// Six digits; `None` where no code says it.
    pub(super) county: Option<u32>,
    /// How many have points.
    pub(super) ranked: usize,
    /// How many the quotas are of, and how many of these are without a grade by rule.
    pub(super) base: usize,
    pub(super) not_graded: usize,
    pub(super) quotas: Quotas,
    /// A benchmark an item; NaN where nobody has it.
    pub(super) benchmarks: Vec<f64>,
    /// The mean points of an item; NaN where nobody has any.
    pub(super) means: Vec<f64>,
}

/// Where each row stands.
#[derive(Debug)]
pub(super) struct GradeTable {
    pub(super) cohorts: Vec<Cohort>,
    /// The cohort of a row, of one without a grade by rule (T) that it counts in; `u32::MAX` for none.
    pub(super) cohort_of: Vec<u32>,
    pub(super) standings: Vec<Standing>,
    scores: Vec<f64>,
    pub(super) units: GradeUnits,
}

const NO_COHORT: u32 = u32::MAX;
const NOT_GRADED: Standing = Standing { grade: Outcome::InsufficientData, rank: 0, last: 0, withheld: None };

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
        // Units with points, and those without a grade by rule (T), by county and scale.
        let mut members: BTreeMap<(Option<u32>, Scale), [Vec<u32>; 2]> = BTreeMap::new();
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
            if is_not_graded(inputs, facts, rows) {
                table.standings[row].grade = Outcome::GradeT;
                members.entry(key).or_default()[1].push(unit);
            } else if cohort.items.iter().any(|item| table.units.value(facts, item.fact, row).is_some()) {
                members.entry(key).or_default()[0].push(unit);
            }
        }
        for ((county, scale), [units, not_graded]) in members {
            if let Some(place) = rules.cohorts.iter().position(|cohort| cohort.scale == scale) {
                table.add_cohort(inputs, facts, (place, county), &units, &not_graded);
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

    fn add_cohort(
        &mut self,
        inputs: &JudgeInputs<'_>,
        facts: &Facts<'_>,
        (place, county): (usize, Option<u32>),
        units: &[u32],
        not_graded: &[u32],
    ) {
        let rules = &inputs.book.grade;
        let cohort = &rules.cohorts[place];
        let mut benchmarks = Vec::with_capacity(cohort.items.len());
        let mut columns: Vec<Vec<f64>> = Vec::with_capacity(cohort.items.len());
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
        let means: Vec<f64> = columns.iter().map(|column| mean_points(column)).collect();
        let mut scored = scores(&columns, &means, units.len());
        for (measure, sign) in [(Measure::BonusPoints, 1.0), (Measure::PenaltyPoints, -1.0)] {
            if self.units.has_points(inputs, measure) {
                let points = units.iter().map(|&unit| self.units.points(inputs, measure, unit).unwrap_or(0.0));
                scored.iter_mut().zip(points).for_each(|(score, points)| *score += sign * points);
            }
        }
        let counted = if rules.count_t { not_graded.len() } else { 0 };
        let (ranked, base) = (units.len(), units.len() + counted);
        let quotas = Quotas::new(rules, base, ranked);
        let standings = grades(&scored, quotas);
        for ((&row, score), standing) in units.iter().zip(scored).zip(standings) {
            let row = row as usize;
            self.scores[row] = score;
            self.standings[row] = standing;
            self.cohort_of[row] = self.cohorts.len() as u32;
        }
        for &unit in not_graded {
            self.cohort_of[unit as usize] = self.cohorts.len() as u32;
        }
        self.cohorts.push(Cohort {
            rules: place,
            county,
            ranked,
            base,
            not_graded: counted,
            quotas,
            benchmarks,
            means,
        });
    }

    /// The output per mu that each row's cohort is held to, 万元/亩: the benchmark of that item where the rulebook grades
    /// the cohort by it, else the cohort's mean, Σ/Σ. What is not graded by rule (T) has that of the cohort it counts in;
    /// NaN for a row of no cohort, and where nobody in it has a value.
    pub(super) fn output_benchmarks(&self, inputs: &JudgeInputs<'_>) -> Vec<f64> {
        let mut ranked = vec![Vec::new(); self.cohorts.len()];
        for (row, &cohort) in self.cohort_of.iter().enumerate() {
            if let Some(ranked) = ranked.get_mut(cohort as usize).filter(|_| self.standings[row].rank > 0) {
                ranked.push(row as u32);
            }
        }
        let of_cohort = |(cohort, ranked): (&Cohort, Vec<u32>)| {
            let items = &inputs.book.grade.cohorts[cohort.rules].items;
            let place = items.iter().position(|item| item.fact == Fact::OutputPerMu);
            place.map_or_else(|| mean(inputs, Fact::OutputPerMu, &ranked), |place| cohort.benchmarks[place])
        };
        let benchmarks: Vec<f64> = self.cohorts.iter().zip(ranked).map(of_cohort).collect();
        let of_row = |&cohort: &u32| benchmarks.get(cohort as usize).copied().unwrap_or(f64::NAN);
        self.cohort_of.iter().map(of_row).collect()
    }

    /// The grade of every row by other quotas: points and cohorts are the same, only the lines between grades move.
    pub(super) fn by_quotas_of(&self, rules: &GradeRules) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = self.standings.iter().map(|standing| standing.grade).collect();
        let mut members = vec![Vec::new(); self.cohorts.len()];
        // What is not graded by rule (T) has no rank, and stays as it is.
        for unit in self.units.each(outcomes.len()).into_iter().filter(|&unit| self.standings[unit as usize].rank > 0) {
            if let Some(members) = members.get_mut(self.cohort_of[unit as usize] as usize) {
                members.push(unit);
            }
        }
        for (cohort, units) in self.cohorts.iter().zip(&members) {
            let scores: Vec<f64> = units.iter().map(|&unit| self.scores[unit as usize]).collect();
            let standings = grades(&scores, Quotas::new(rules, cohort.base, cohort.ranked));
            for (unit, standing) in units.iter().zip(standings) {
                self.units.rows(unit).iter().for_each(|&row| outcomes[row as usize] = standing.grade);
            }
        }
        outcomes
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
}

/// The scale of a unit: above where any of its rows says so, else below where any does.
fn scale_over(scale_of: &Meanings<'_, Scale>, rows: &[u32]) -> Scale {
    let scales = rows.iter().map(|&row| scale_of.get(row as usize).unwrap_or(Scale::Unspecified));
    scales.min().unwrap_or(Scale::Unspecified)
}

/// The county of a unit: the first six digits of its parcel code, else of its unit number; of several counties the first.
fn county(inputs: &JudgeInputs<'_>, rows: &[u32]) -> Option<u32> {
    let of_row = |&row: &u32| {
        let of_code = |field| {
            let code = inputs.table.text_of(field, row as usize).filter(|code| code.len() >= 19)?;
            code.get(..6).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))?.parse().ok()
        };
        [TextField::ParcelCode, TextField::UnitNumber].into_iter().find_map(of_code)
    };
    rows.iter().filter_map(of_row).min()
}

/// A cohort's mean of an indicator, Σ/Σ, the same whatever the order of rows; NaN where nobody has it.
fn mean(inputs: &JudgeInputs<'_>, fact: Fact, rows: &[u32]) -> f64 {
    let Some(indicator) = fact.indicator() else { return f64::NAN };
    ratio_over(&RatioColumns::new(inputs.table, inputs.figures, indicator).by_status(), rows)
}
