//! All judgements of a table as of one day: an outcome a row and kind at once, a finding with its reasons when asked.

use std::sync::Arc;

use rayon::prelude::*;

use super::commitments::{CommitmentColumns, OtherBases};
use super::fact::Fact;
use super::grade_cohorts::GradeTable;
use super::headroom;
use super::held_commitments::HeldCommitments;
use super::idle;
use super::idle_columns::IdleColumns;
use super::inputs::{FactColumns, Facts, JudgeInputs, grade_number};
use super::log::{Log, Silent};
use super::low_efficiency::LowEfficiency;
use super::reason::Finding;
use super::rulebook::Rulebook;
use super::standard::{self, Limits};
use super::suggestion;
use super::timeline::{TimelineDay, timeline};
use crate::domain::{FindingKind, FollowState, FollowUps, Outcome, RenewalModel};

/// What a judge makes by passes over the rows: owned, so that it outlives the judge and serves the next one.
#[derive(Clone, Debug)]
pub(super) struct JudgeParts {
    facts: Arc<FactColumns>,
    low_efficiency: Arc<LowEfficiency>,
    grades: Arc<GradeTable>,
    other_bases: Arc<OtherBases>,
}

impl JudgeParts {
    pub(super) fn grades(&self) -> &GradeTable {
        &self.grades
    }
}

/// The judge of one table. Making it costs a few passes over the rows; the kinds not asked for cost nothing.
pub struct Judge<'a> {
    inputs: JudgeInputs<'a>,
    facts: Facts<'a>,
    idle: IdleColumns<'a>,
    low_efficiency: Arc<LowEfficiency>,
    grades: Arc<GradeTable>,
    commitments: CommitmentColumns<'a>,
    limits: Limits<'a>,
    /// What became of findings, where that is heard.
    follow_ups: Option<&'a FollowUps>,
}

impl<'a> Judge<'a> {
    /// Makes the judge of a table.
    #[must_use]
    pub fn new(inputs: JudgeInputs<'a>) -> Self {
        let facts = Facts::new(inputs);
        let (low_efficiency, grades) = rayon::join(|| LowEfficiency::new(&inputs), || GradeTable::new(&inputs, &facts));
        let idle = IdleColumns::new(inputs.table, inputs.figures, inputs.book);
        Self {
            inputs,
            facts,
            idle,
            low_efficiency: Arc::new(low_efficiency),
            grades: Arc::new(grades),
            commitments: CommitmentColumns::new(&inputs, Arc::new(OtherBases::new(&inputs))),
            limits: Limits::new(inputs.table, inputs.book),
            follow_ups: None,
        }
    }

    /// A judge of the inputs these parts were made of: costs a look at each dictionary word, no pass over the rows.
    pub(super) fn again(inputs: JudgeInputs<'a>, parts: &JudgeParts) -> Self {
        Self {
            inputs,
            facts: Facts::again(inputs, Arc::clone(&parts.facts)),
            idle: IdleColumns::new(inputs.table, inputs.figures, inputs.book),
            low_efficiency: Arc::clone(&parts.low_efficiency),
            grades: Arc::clone(&parts.grades),
            commitments: CommitmentColumns::new(&inputs, Arc::clone(&parts.other_bases)),
            limits: Limits::new(inputs.table, inputs.book),
            follow_ups: None,
        }
    }

    /// The same judge, who hears what became of findings: land whose finding about lying idle is excluded is judged for its
    /// efficiency as land that does not lie idle. What is in no idle figure any more must not stay out of both.
    #[must_use]
    pub fn hearing(self, follow_ups: &'a FollowUps) -> Self {
        Self { follow_ups: Some(follow_ups), ..self }
    }

    /// A judge of the same table, figures and marks as of another day, or by rules of which those of grades and suggestions
    /// are the same as in `before`, which the parts were made by.
    pub(super) fn after(inputs: JudgeInputs<'a>, parts: &JudgeParts, before: &Rulebook) -> Self {
        let again = Self::again(inputs, parts);
        if inputs.book.low_efficiency == before.low_efficiency {
            return again;
        }
        Self { low_efficiency: Arc::new(LowEfficiency::new(&inputs)), ..again }
    }

    pub(super) fn parts(&self) -> JudgeParts {
        JudgeParts {
            facts: Arc::clone(self.facts.columns()),
            low_efficiency: Arc::clone(&self.low_efficiency),
            grades: Arc::clone(&self.grades),
            other_bases: Arc::clone(self.commitments.others()),
        }
    }

    /// What it judges by.
    #[must_use]
    pub fn inputs(&self) -> JudgeInputs<'a> {
        self.inputs
    }

    /// The outcome of every row, in row order.
    #[must_use]
    pub fn outcomes(&self, kind: FindingKind) -> Vec<Outcome> {
        (0..self.inputs.table.len()).into_par_iter().map(|row| self.outcome(kind, row)).collect()
    }

    /// The outcome of every row's efficiency, its outcome about lying idle being known.
    pub(super) fn low_efficiencies(&self, idle: &[Outcome]) -> Vec<Outcome> {
        let of_row = |(row, &idle): (usize, &Outcome)| {
            self.low_efficiency.judge(&self.inputs, &self.facts, row, idle, &mut Silent).0
        };
        idle.par_iter().enumerate().map(of_row).collect()
    }

    /// The suggestion of every row, in row order, and the score of the best model; NaN where no model was judged.
    pub(super) fn suggestions(&self) -> (Vec<Outcome>, Vec<f64>) {
        let of_row = |row: usize| {
            let suggested = self.suggested(row);
            (suggested.outcome, suggested.score.unwrap_or(f64::NAN))
        };
        (0..self.inputs.table.len()).into_par_iter().map(of_row).unzip()
    }

    /// What speaks for and against a model on one row, whether or not it is the suggested one. The outcome is that of the
    /// row's suggestion, the score the model's own: none where a required condition puts it out or too little is known.
    #[must_use]
    pub fn model_finding(&self, row: usize, model: RenewalModel) -> Finding {
        let mut finding = Finding::new(FindingKind::Suggestion, self.outcome(FindingKind::Suggestion, row));
        let (rules, facts) = (&self.inputs.book.suggestion, |fact| self.fact(fact, row));
        finding.score = suggestion::score_of(rules, model, &facts);
        suggestion::explain_model(rules, model, &facts, &mut finding);
        finding
    }

    /// The outcome of one row.
    #[must_use]
    pub fn outcome(&self, kind: FindingKind, row: usize) -> Outcome {
        match kind {
            FindingKind::Idle => self.idle(row, &mut Silent).0,
            FindingKind::LowEfficiency => {
                let idle = self.idle_heard(row);
                self.low_efficiency.judge(&self.inputs, &self.facts, row, idle, &mut Silent).0
            }
            FindingKind::Grade => self.grades.outcome(row),
            FindingKind::Standard => self.standard(row, &mut Silent).0,
            FindingKind::Suggestion => self.suggested(row).outcome,
        }
    }

    /// What was found of one row, with its reasons.
    #[must_use]
    pub fn finding(&self, kind: FindingKind, row: usize) -> Finding {
        let mut finding = Finding::new(kind, Outcome::InsufficientData);
        match kind {
            FindingKind::Idle => (finding.outcome, finding.score) = self.idle(row, &mut finding),
            FindingKind::LowEfficiency => {
                let idle = self.idle_heard(row);
                let (outcome, fired) = self.low_efficiency.judge(&self.inputs, &self.facts, row, idle, &mut finding);
                finding.outcome = outcome;
                let judged = matches!(outcome, Outcome::LowEfficiency | Outcome::NotLowEfficiency);
                finding.score = judged.then_some(f64::from(fired));
            }
            FindingKind::Grade => {
                finding.outcome = self.grades.outcome(row);
                finding.score = self.grades.score(row);
                finding.runner_up = self.grades.withheld(row);
                self.grades.explain(&self.inputs, &self.facts, row, &mut finding);
            }
            FindingKind::Standard => {
                (finding.outcome, finding.score) = self.standard(row, &mut finding);
            }
            FindingKind::Suggestion => {
                let suggested = self.suggested(row);
                (finding.outcome, finding.score, finding.runner_up) =
                    (suggested.outcome, suggested.score, suggested.runner_up);
                let rules = &self.inputs.book.suggestion;
                let class = self.facts.industries.get(row).map_or("", |industry| industry.class);
                let target_far = headroom::target_far(rules, class);
                suggestion::explain(rules, &suggested, target_far, &|fact| self.fact(fact, row), &mut finding);
            }
        }
        finding
    }

    /// The days of a row that the decree counts from and to.
    #[must_use]
    pub fn timeline(&self, row: usize) -> Vec<TimelineDay> {
        let facts = self.idle.facts(row, self.facts.status(row));
        timeline(&facts, &self.inputs.book.idle, self.inputs.as_of)
    }

    /// The outcome of every row against floors and ceilings, with its margin to the nearest, NaN where none was held.
    pub(super) fn standards(&self) -> (Vec<Outcome>, Vec<f64>) {
        let of_row = |row: usize| {
            let (outcome, margin) = self.standard(row, &mut Silent);
            (outcome, margin.unwrap_or(f64::NAN))
        };
        (0..self.inputs.table.len()).into_par_iter().map(of_row).unzip()
    }

    /// What became of every row's commitments.
    pub(super) fn held_commitments(&self) -> HeldCommitments {
        HeldCommitments::new(&self.inputs, &self.facts, &self.commitments)
    }

    fn standard(&self, row: usize, log: &mut impl Log) -> (Outcome, Option<f64>) {
        standard::judge((&self.inputs, &self.facts), &self.commitments, &self.limits, row, log)
    }

    fn idle(&self, row: usize, log: &mut impl Log) -> (Outcome, Option<f64>) {
        let facts = self.idle.facts(row, self.facts.status(row));
        idle::judge(&facts, &self.inputs.book.idle, self.inputs.as_of, log)
    }

    /// The outcome about lying idle, an excluded one set aside.
    fn idle_heard(&self, row: usize) -> Outcome {
        let state = self.follow_ups.and_then(|follow_ups| follow_ups.state(row, FindingKind::Idle));
        if state == Some(FollowState::Excluded) { Outcome::Excluded } else { self.idle(row, &mut Silent).0 }
    }

    fn fact(&self, fact: Fact, row: usize) -> Option<f64> {
        match fact {
            Fact::Grade => grade_number(self.grades.outcome(row)),
            other => self.facts.get(other, row),
        }
    }

    fn suggested(&self, row: usize) -> suggestion::Suggested {
        suggestion::suggest(&self.inputs.book.suggestion, &|fact| self.fact(fact, row))
    }
}

#[cfg(test)]
#[path = "judgement_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "mark_tests.rs"]
mod mark_tests;

#[cfg(test)]
#[path = "order_tests.rs"]
mod order_tests;
