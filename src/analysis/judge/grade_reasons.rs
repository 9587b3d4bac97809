//! Why a parcel has its grade: its cohort, the points of every item, the quotas, and the line its rank stands at, so that
//! points and grade can be made again by hand.

use std::sync::Arc;

use super::grade_cohorts::{Cohort, GradeTable};
use super::inputs::{Facts, JudgeInputs};
use super::log::Log;
use super::not_graded::why_not_graded;
use super::reason::{Input, Operator, Reason, Stance, Value, Weighing};
use super::rulebook::{GradeCohort, GradeItem, Scale};
use super::words::scales;
use crate::domain::{Category, LandStatus, Measure, Outcome, Unit};

fn count(number: usize) -> Value {
    Value::Number(number as f64)
}

impl GradeTable {
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
            && let Some(why) = why_not_graded(inputs, facts, row, self.units.rows(&(row as u32)))
        {
            log.reason(|| why.reason().from_rule(rules));
        }
        let cohort = self.cohorts.get(self.cohort_of[row] as usize).filter(|_| standing.rank > 0);
        let Some(cohort) = cohort else {
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
        explain_cohort(cohort, of_book, log);
        for (place, item) in of_book.items.iter().enumerate() {
            let value = self.units.value(facts, item.fact, row);
            if value.is_none() {
                log.missing(Input::Fact(item.fact));
            }
            log.reason(|| item_reason(cohort, place, (item, rules.cap), value).from_rule(of_book));
        }
        for (measure, rule) in [(Measure::BonusPoints, "grade_bonus"), (Measure::PenaltyPoints, "grade_penalty")] {
            if let Some(points) = self.units.points(inputs, measure, row as u32).filter(|&points| points != 0.0) {
                log.reason(|| {
                    Reason::note(rule).measured(Some(Value::Number(points))).compared(Operator::Equal, Unit::Ratio)
                });
            }
        }
        log.reason(|| {
            let score = self.score(row).map(Value::Number);
            Reason::note("grade_score").measured(score).compared(Operator::Equal, Unit::Ratio)
        });
        self.explain_rank(inputs, cohort, row, log);
    }

    /// Its rank, the quotas, and on which side of their lines it stands.
    fn explain_rank(&self, inputs: &JudgeInputs<'_>, cohort: &Cohort, row: usize, log: &mut impl Log) {
        use Outcome::{GradeA, GradeB, GradeC, GradeD};
        let rules = &inputs.book.grade;
        let (standing, quotas) = (self.standings[row], cohort.quotas);
        let counted = |reason: Reason, measured: usize, operator: Operator, threshold: usize| {
            reason.measured(Some(count(measured))).threshold(count(threshold)).compared(operator, Unit::Count)
        };
        log.reason(|| {
            let rule = if self.units.are_firms() { "grade_rank_of_firms" } else { "grade_rank" };
            counted(Reason::note(rule), standing.rank, Operator::AtMost, cohort.ranked).from_rule(rules)
        });
        let is_tied = standing.last > standing.rank;
        if is_tied {
            log.reason(|| counted(Reason::note("grade_tie"), standing.rank, Operator::AtMost, standing.last));
        }
        let quota = |rule: &'static str, share: f64, places: usize| {
            let share = Reason::note(rule).measured(Some(Value::Number(share))).threshold(count(places));
            share.compared(Operator::Equal, Unit::Share)
        };
        // The quotas that bound the grade above and below.
        let asks = |grades: &[Outcome]| grades.contains(&standing.grade);
        if asks(&[GradeA, GradeB, GradeC]) {
            log.reason(|| quota("grade_quota_a", rules.a_share, quotas.a).from_rule(rules));
        }
        if asks(&[GradeB, GradeC]) {
            log.reason(|| quota("grade_quota_b", rules.b_share.share.0, quotas.b).from_rule(&rules.b_share));
        }
        if quotas.d > 0 && asks(&[GradeD, GradeC]) {
            log.reason(|| quota("grade_quota_d", rules.d_share, quotas.d).from_rule(rules));
        }
        let line = |rule: &'static str, measured: usize, operator: Operator, line: usize, log: &mut _| {
            Log::reason(log, || counted(Reason::new(rule, Stance::Fired), measured, operator, line).from_rule(rules));
        };
        let (b_line, d_line) = (quotas.a + quotas.b, cohort.ranked - quotas.d);
        let within = |places: usize, log: &mut _| {
            if is_tied {
                line("grade_line_within_tied", standing.last, Operator::AtMost, places, log);
            } else {
                line("grade_line_within", standing.rank, Operator::AtMost, places, log);
            }
        };
        match (standing.grade, standing.withheld) {
            (_, Some(withheld)) => {
                log.reason(|| Reason::note("grade_withheld_by_tie").measured(Some(Value::Outcome(withheld))));
            }
            (GradeA, None) => within(quotas.a, log),
            (GradeB, None) => within(b_line, log),
            (GradeC, None) => line("grade_line_beyond", standing.rank, Operator::Greater, b_line, log),
            (GradeD, None) => line("grade_line_beyond", standing.rank, Operator::Greater, d_line, log),
            _ => {}
        }
        if cohort.base < rules.d_from {
            log.reason(|| Reason::note("grade_no_d").measured(Some(count(cohort.base))));
        }
    }

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
                .threshold(count(parcels))
                .compared(Operator::Equal, Unit::Count)
        });
        if self.units.is_shared(row) {
            log.reason(|| Reason::note("grade_shared_parcel").measured(Some(Value::Word(Arc::clone(name)))));
        }
    }
}

/// Who is graded together.
fn explain_cohort(cohort: &Cohort, of_book: &GradeCohort, log: &mut impl Log) {
    log.reason(|| match cohort.county {
        Some(county) => {
            Reason::note("grade_county").measured(Some(Value::Word(format!("{county:06}").as_str().into())))
        }
        None => Reason::note("grade_no_county"),
    });
    log.reason(|| Reason::note("grade_scale").measured(Some(Value::Scale(of_book.scale))));
    log.reason(|| {
        let base = |rule| Reason::note(rule).measured(Some(count(cohort.base)));
        match cohort.not_graded {
            0 => base("grade_base"),
            not_graded => {
                let (part, whole) = (not_graded as f64, cohort.base as f64);
                base("grade_base_with_t").weighing(Weighing::Part { part, whole })
            }
        }
    });
}

/// What an item brings: its points, the cohort's mean where the unit lacks it, or nothing where nobody has it or the
/// benchmark is no number to divide by.
fn item_reason(cohort: &Cohort, place: usize, (item, cap): (&GradeItem, Option<f64>), value: Option<f64>) -> Reason {
    let (benchmark, mean) = (cohort.benchmarks[place], cohort.means[place]);
    let operator = if item.lower_is_better { Operator::AtMost } else { Operator::AtLeast };
    let reason = Reason::on_fact(item.fact, operator, benchmark, value);
    let told = |rule: &'static str, reason: Reason, points: f64| {
        Reason { rule: rule.into(), ..reason }.weighing(Weighing::Points { weight: item.weight, points })
    };
    if benchmark <= 0.0 || benchmark.is_infinite() {
        return told("grade_item_no_benchmark", Reason { stance: Stance::Unknown, ..reason }, 0.0);
    }
    if mean.is_nan() {
        return told("grade_item_nobody", Reason { stance: Stance::Unknown, threshold: None, ..reason }, 0.0);
    }
    let own = value.and_then(|value| super::grade::points(item, value, benchmark, cap));
    told("grade_item", reason, own.unwrap_or(mean))
}

#[cfg(test)]
#[path = "grade_reason_tests.rs"]
mod tests;
