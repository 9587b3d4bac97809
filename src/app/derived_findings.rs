//! What is computed of findings by group: parcels by outcome, land and firms by outcome as stacked bars. Kept until what it
//! was computed from changes, as everything in [`super::derived`].

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::cached::Cached;
use super::data_colors::MISSING_RGB;
use super::derived::GroupKey;
use super::document::Document;
use super::document_judging::outcome_rgb;
use crate::analysis::Group;
use crate::domain::units::mu_from_m2;
use crate::domain::{
    Cells, ColumnKey, FindingKind, LandStatus, Outcome, ResultColumn, ResultTable, Term, TextField, Unit,
};

/// A kind's outcomes with their parcels, in the outcomes' order; one list a kind.
pub type OutcomeCounts = [Vec<(Outcome, usize)>; FindingKind::ALL.len()];

/// Stacked bars: a value a group and class.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// The classes in the order they are stacked, each with its colour.
    pub classes: Vec<(Term, [u8; 3])>,
    /// The values of each group, in the order of the groups, then of the classes.
    pub values: Vec<Vec<f64>>,
    /// Their unit.
    pub unit: Unit,
}

/// What is stacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stacked {
    /// Land by status.
    LandByStatus,
    /// Land by what it is judged to be.
    LandByFinding,
    /// Land by grade.
    LandByGrade,
    /// Firms by grade.
    FirmsByGrade,
}

/// The caches.
#[derive(Debug, Default)]
pub struct FindingCaches {
    counts: Cached<u64, Arc<OutcomeCounts>>,
    stacks: [Cached<(GroupKey, u64), Arc<Stack>>; 4],
    table: [Cached<(GroupKey, u64), Arc<ResultTable>>; 4],
}

impl Document {
    /// The outcomes of all parcels, kind by kind, with how many parcels have them.
    pub fn outcome_counts(&mut self) -> Arc<OutcomeCounts> {
        let judged = self.judged();
        let key = self.derived.judged.number();
        Arc::clone(self.derived.findings.counts.get_or(key, || {
            Arc::new(FindingKind::ALL.map(|kind| {
                let mut counts = std::collections::BTreeMap::new();
                for &outcome in judged.judged().outcomes(kind) {
                    *counts.entry(outcome).or_insert(0) += 1;
                }
                counts.into_iter().collect()
            }))
        }))
    }

    /// The shown parcels of each group of the summary, stacked.
    pub fn stack(&mut self, of: Stacked) -> Arc<Stack> {
        let (figures, groups, judged) = (self.judged_figures(), self.groups(), self.judged());
        let judged_number = if of == Stacked::LandByStatus { 0 } else { self.derived.judged.number() };
        let key = (self.group_key(), judged_number);
        let Self { derived, table, .. } = self;
        Arc::clone(derived.findings.stacks[of as usize].get_or(key, || {
            let judged = judged.judged();
            let term = |row: usize| match of {
                Stacked::LandByStatus => Term::Status(figures.status(row)),
                Stacked::LandByFinding => Term::Outcome(judged.land_finding(row)),
                Stacked::LandByGrade | Stacked::FirmsByGrade => Term::Outcome(judged.outcome(FindingKind::Grade, row)),
            };
            let classes = classes_of(of);
            let mut values = vec![vec![0.0; classes.len()]; groups.len()];
            for (group, values) in groups.iter().zip(&mut values) {
                let mut firms = FxHashSet::default();
                for row in group.rows.iter().map(|&row| row as usize) {
                    let Some(class) = classes.iter().position(|&(each, _)| each == term(row)) else { continue };
                    if of == Stacked::FirmsByGrade {
                        // A firm on several parcels counts once in a grade.
                        let text = |field| table.text_of(field, row);
                        let firm = text(TextField::CreditCode).or_else(|| text(TextField::Name));
                        let is_new = firm.is_none_or(|firm| firms.insert((class, firm)));
                        values[class] += f64::from(u8::from(is_new));
                    } else {
                        values[class] += figures.land_m2(row).map_or(0.0, mu_from_m2);
                    }
                }
            }
            let unit = if of == Stacked::FirmsByGrade { Unit::Count } else { Unit::Mu };
            Arc::new(Stack { classes, values, unit })
        }))
    }

    /// The numbers behind a stack.
    pub fn stack_table(&mut self, of: Stacked) -> Arc<ResultTable> {
        let (stack, groups) = (self.stack(of), self.groups());
        let key = (self.group_key(), self.derived.judged.number());
        let column = if of == Stacked::FirmsByGrade { "firms" } else { "land_mu" };
        Arc::clone(self.derived.findings.table[of as usize].get_or(key, || Arc::new(stack.table(&groups, column))))
    }
}

impl Stack {
    /// The stack as rows: a group, a class and its value under `key`, those of nothing left out.
    fn table(&self, groups: &[Group], key: ColumnKey) -> ResultTable {
        let (mut names, mut classes, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (group, of_group) in groups.iter().zip(&self.values) {
            for (&(term, _), &value) in self.classes.iter().zip(of_group).filter(|&(_, &value)| value > 0.0) {
                names.push(group.label.clone());
                classes.push(Some(term));
                values.push(value);
            }
        }
        let cells = match self.unit {
            Unit::Count => Cells::Counts(values.into_iter().map(|value| value as u64).collect()),
            _ => Cells::Numbers(values),
        };
        ResultTable {
            columns: vec![
                ResultColumn::new("group", Unit::None, Cells::Labels(names)),
                ResultColumn::new("outcome", Unit::None, Cells::Terms(classes)),
                ResultColumn::new(key, self.unit, cells),
            ],
        }
    }
}

/// The classes that are stacked, in order.
fn classes_of(of: Stacked) -> Vec<(Term, [u8; 3])> {
    let outcome = |outcome: Outcome| (Term::Outcome(outcome), outcome_rgb(outcome).unwrap_or(MISSING_RGB));
    match of {
        Stacked::LandByStatus => LandStatus::ALL.map(|status| (Term::Status(status), status.color_rgb())).into(),
        Stacked::LandByFinding => {
            let is_of_land = |each: &Outcome| {
                each.lies_idle()
                    || matches!(
                        each,
                        Outcome::LowEfficiency
                            | Outcome::NotLowEfficiency
                            | Outcome::OutOfScope
                            | Outcome::InsufficientData
                    )
            };
            Outcome::all().filter(is_of_land).map(outcome).collect()
        }
        Stacked::LandByGrade | Stacked::FirmsByGrade => {
            use Outcome as O;
            [O::GradeA, O::GradeB, O::GradeC, O::GradeD, O::GradeT, O::OutOfScope, O::InsufficientData]
                .map(outcome)
                .into()
        }
    }
}
