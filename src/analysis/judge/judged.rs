//! All outcomes of a table, held: the one result that table, map, filter, summary, inspector and exports share.
//!
//! It owns what it holds and borrows nothing, so that it can be made on another thread and kept beside the table. A
//! finding with its reasons is made from it for one row when asked, by the inputs it was made of.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::GroupLabel;
use super::held_commitments::HeldCommitments;
use super::inputs::JudgeInputs;
use super::judgements::{Judge, JudgeParts};
use super::reason::Finding;
use super::rulebook::{GradeRules, Rulebook};
use super::timeline::{MarkAhead, TimelineDay};
use crate::domain::{Day, FindingKind, FollowUps, Outcome, RenewalModel};

/// The outcomes of every row in every kind, with points and ranks.
#[derive(Clone, Debug)]
pub struct Judged {
    as_of: Day,
    /// What the rulebook is called; `None` while nothing is judged.
    book_name: Option<GroupLabel>,
    /// Those of kinds that nobody excluded anything of are shared with the result as judged.
    outcomes: [Arc<Vec<Outcome>>; FindingKind::ALL.len()],
    /// The score of each row's best model, NaN where none was judged; empty while nothing is judged.
    suggestion_scores: Arc<Vec<f64>>,
    /// The margin of every row to the nearest of its bounds, NaN where none was held.
    margins: Arc<Vec<f64>>,
    /// What became of commitments.
    commitments: Arc<HeldCommitments>,
    /// What findings with reasons are made of; `None` where nothing was judged.
    parts: Option<JudgeParts>,
    /// What became of the findings.
    follow_ups: Arc<FollowUps>,
}

impl Judged {
    /// Judges a table.
    #[must_use]
    pub fn new(inputs: JudgeInputs<'_>) -> Self {
        let judge = Judge::new(inputs);
        let (suggested, scores) = judge.suggestions();
        let grades = judge.outcomes(FindingKind::Grade);
        Self::of(&judge, &Arc::new(grades), (Arc::new(suggested), Arc::new(scores)))
    }

    /// Judges the same table, figures and marks as of another day or by other rules; `before` are the rules that this was
    /// judged by. Grades and suggestions ask neither for the day nor for the rules of the other kinds: where their own are
    /// the same, so are they, and are shared.
    #[must_use]
    pub fn anew(&self, before: &Rulebook, inputs: JudgeInputs<'_>) -> Self {
        let parts = self.parts.as_ref().filter(|_| inputs.book.grades_and_suggests_as(before));
        let Some(parts) = parts else { return Self::new(inputs) };
        let shared = |kind: FindingKind| Arc::clone(&self.outcomes[kind as usize]);
        let suggested = (shared(FindingKind::Suggestion), Arc::clone(&self.suggestion_scores));
        Self::of(&Judge::after(inputs, parts, before), &shared(FindingKind::Grade), suggested)
    }

    /// What a judge says of the other kinds, with grades and suggestions.
    fn of(
        judge: &Judge<'_>,
        grades: &Arc<Vec<Outcome>>,
        (suggested, suggestion_scores): (Arc<Vec<Outcome>>, Arc<Vec<f64>>),
    ) -> Self {
        let inputs = judge.inputs();
        let idle = Arc::new(judge.outcomes(FindingKind::Idle));
        let low_efficiency = Arc::new(judge.low_efficiencies(&idle));
        let (standards, margins) = judge.standards();
        let standards = Arc::new(standards);
        let outcomes = FindingKind::ALL.map(|kind| {
            Arc::clone(match kind {
                FindingKind::Idle => &idle,
                FindingKind::LowEfficiency => &low_efficiency,
                FindingKind::Grade => grades,
                FindingKind::Standard => &standards,
                FindingKind::Suggestion => &suggested,
            })
        });
        let (margins, parts) = (Arc::new(margins), Some(judge.parts()));
        let commitments = Arc::new(judge.held_commitments());
        let follow_ups = Arc::default();
        Self {
            as_of: inputs.as_of,
            book_name: Some(inputs.book.label()),
            outcomes,
            suggestion_scores,
            margins,
            commitments,
            parts,
            follow_ups,
        }
    }

    /// A table of so many rows of which nothing is judged yet.
    #[must_use]
    pub fn pending(rows: usize, as_of: Day) -> Self {
        let outcomes = FindingKind::ALL.map(|_| Arc::new(vec![Outcome::InsufficientData; rows]));
        let (suggestion_scores, margins, follow_ups) = (Arc::default(), Arc::default(), Arc::default());
        let commitments = Arc::default();
        Self { as_of, book_name: None, outcomes, suggestion_scores, margins, commitments, parts: None, follow_ups }
    }

    /// The same result, as judged, with what became of its findings; by the inputs this was made of. An excluded one has
    /// the outcome [`Outcome::Excluded`] from here on, so that it is in no count, and land that therefore does not lie idle
    /// is judged for its efficiency. Grades are not ranked anew by it.
    #[must_use]
    pub fn with_follow_ups(&self, inputs: JudgeInputs<'_>, follow_ups: Arc<FollowUps>) -> Self {
        let mut judged = self.clone();
        if let Some(parts) = &self.parts {
            let mut put = |row: u32, kind: FindingKind, outcome: Outcome| {
                if let Some(held) = Arc::make_mut(&mut judged.outcomes[kind as usize]).get_mut(row as usize) {
                    *held = outcome;
                }
            };
            let judge = Judge::again(inputs, parts).hearing(&follow_ups);
            let is_efficiency_withheld =
                |row: u32| self.outcomes(FindingKind::LowEfficiency).get(row as usize) == Some(&Outcome::ReportedIdle);
            for (row, kind) in follow_ups.excluded() {
                // An excluded finding on efficiency comes behind the one on lying idle and has the last word.
                if kind == FindingKind::Idle && is_efficiency_withheld(row) {
                    put(row, FindingKind::LowEfficiency, judge.outcome(FindingKind::LowEfficiency, row as usize));
                }
                put(row, kind, Outcome::Excluded);
            }
        }
        Self { follow_ups, ..judged }
    }

    /// What became of the findings.
    #[must_use]
    pub fn follow_ups(&self) -> &FollowUps {
        &self.follow_ups
    }

    /// Whether nothing is judged yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.parts.is_none()
    }

    /// The day outcomes are as of.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// What the rulebook is called; `None` while nothing is judged.
    #[must_use]
    pub fn book_name(&self) -> Option<&GroupLabel> {
        self.book_name.as_ref()
    }

    /// The outcome of every row, in row order.
    #[must_use]
    pub fn outcomes(&self, kind: FindingKind) -> &[Outcome] {
        &self.outcomes[kind as usize]
    }

    /// The outcome of a row.
    #[must_use]
    pub fn outcome(&self, kind: FindingKind, row: usize) -> Outcome {
        self.outcomes(kind)[row]
    }

    /// What the decree and the rules on efficiency come to together, one outcome a row: the sense in which land lies
    /// idle where it does, else whether it is of low efficiency. Where that it lies idle is excluded, so is this, unless
    /// it is of low efficiency.
    #[must_use]
    pub fn land_finding(&self, row: usize) -> Outcome {
        let idle = self.outcome(FindingKind::Idle, row);
        let low_efficiency = self.outcome(FindingKind::LowEfficiency, row);
        let is_set_aside = idle == Outcome::Excluded && low_efficiency != Outcome::LowEfficiency;
        if idle.lies_idle() || is_set_aside { idle } else { low_efficiency }
    }

    /// The grade every row would have by the quotas of `rules`, points and cohorts as they are; empty while nothing is
    /// judged. Findings that are excluded are so here, too.
    #[must_use]
    pub fn grades_by_quotas_of(&self, rules: &GradeRules) -> Vec<Outcome> {
        let Some(parts) = &self.parts else { return Vec::new() };
        let mut outcomes = parts.grades().by_quotas_of(rules);
        for (outcome, held) in outcomes.iter_mut().zip(self.outcomes(FindingKind::Grade)) {
            if *held == Outcome::Excluded {
                *outcome = Outcome::Excluded;
            }
        }
        outcomes
    }

    /// The points a row is graded by.
    #[must_use]
    pub fn grade_score(&self, row: usize) -> Option<f64> {
        self.parts.as_ref()?.grades().score(row)
    }

    /// The place of a row in its cohort, 1 for the best, equal for equal points.
    #[must_use]
    pub fn grade_rank(&self, row: usize) -> Option<usize> {
        self.parts.as_ref()?.grades().rank(row)
    }

    /// The output per mu that the cohort of each row is held to, 万元/亩, NaN where there is none; by the inputs this was
    /// made of. Empty while nothing is judged.
    #[must_use]
    pub fn output_benchmarks(&self, inputs: JudgeInputs<'_>) -> Vec<f64> {
        self.parts.as_ref().map_or_else(Vec::new, |parts| parts.grades().output_benchmarks(&inputs))
    }

    /// The score of a row's best model, 0–1, whether or not it is high enough to be suggested.
    #[must_use]
    pub fn suggestion_score(&self, row: usize) -> Option<f64> {
        self.suggestion_scores.get(row).copied().filter(|score| !score.is_nan())
    }

    /// What speaks for and against models on rows, one finding a pair, in that order; by the inputs this was made of.
    /// Empty while nothing is judged.
    #[must_use]
    pub fn model_findings(&self, inputs: JudgeInputs<'_>, pairs: &[(u32, RenewalModel)]) -> Vec<Finding> {
        let Some(parts) = &self.parts else { return Vec::new() };
        let judge = Judge::again(inputs, parts);
        pairs.par_iter().map(|&(row, model)| judge.model_finding(row as usize, model)).collect()
    }

    /// How far the nearest of a row's floors and ceilings is kept, or below 0 broken, as a share of it.
    #[must_use]
    pub fn standard_margin(&self, row: usize) -> Option<f64> {
        self.margins.get(row).copied().filter(|margin| !margin.is_nan())
    }

    /// What became of the rows' commitments.
    #[must_use]
    pub fn commitments(&self) -> &HeldCommitments {
        &self.commitments
    }

    /// What was found of a row, kind by kind, with the reasons; by the inputs this was made of. An excluded finding stands
    /// as it was made. Empty while nothing is judged.
    #[must_use]
    pub fn findings(&self, inputs: JudgeInputs<'_>, row: usize) -> Vec<Finding> {
        let Some(parts) = &self.parts else { return Vec::new() };
        let judge = Judge::again(inputs, parts).hearing(&self.follow_ups);
        FindingKind::ALL.into_iter().map(|kind| judge.finding(kind, row)).collect()
    }

    /// The days of a row that the decree counts from and to; by the inputs this was made of.
    #[must_use]
    pub fn timeline(&self, inputs: JudgeInputs<'_>, row: usize) -> Vec<TimelineDay> {
        self.parts.as_ref().map_or_else(Vec::new, |parts| Judge::again(inputs, parts).timeline(row))
    }

    /// The marks that rows will cross after the as-of day, within so many days of it, the nearest first.
    #[must_use]
    pub fn marks_ahead(&self, inputs: JudgeInputs<'_>, days: Day) -> Vec<MarkAhead> {
        let Some(parts) = &self.parts else { return Vec::new() };
        let judge = Judge::again(inputs, parts);
        let ahead = self.as_of + 1..=self.as_of.saturating_add(days);
        let of_row = |row: usize| {
            let marks = judge.timeline(row).into_iter().filter(|each| each.counts && ahead.contains(&each.day));
            marks.map(move |each| MarkAhead { row: row as u32, kind: each.kind, day: each.day })
        };
        let mut marks: Vec<MarkAhead> = (0..inputs.table.len()).into_par_iter().flat_map_iter(of_row).collect();
        marks.sort_by_key(|mark| (mark.day, mark.row));
        marks
    }

    /// How many rows have another outcome than in `other`, kind by kind.
    #[must_use]
    pub fn changed_from(&self, other: &Self) -> [usize; FindingKind::ALL.len()] {
        FindingKind::ALL.map(|kind| {
            let pairs = self.outcomes(kind).iter().zip(other.outcomes(kind));
            pairs.filter(|(now, before)| now != before).count()
        })
    }

    /// How many rows each pair of outcomes has, of those that changed from `other`: before, now, rows; the commonest
    /// first.
    #[must_use]
    pub fn moves_from(&self, other: &Self, kind: FindingKind) -> Vec<(Outcome, Outcome, usize)> {
        let mut moves = std::collections::BTreeMap::new();
        for (&now, &before) in self.outcomes(kind).iter().zip(other.outcomes(kind)) {
            if now != before {
                *moves.entry((before, now)).or_insert(0) += 1;
            }
        }
        let mut moves: Vec<_> = moves.into_iter().map(|((before, now), rows)| (before, now, rows)).collect();
        moves.sort_by_key(|&(.., rows)| std::cmp::Reverse(rows));
        moves
    }
}
