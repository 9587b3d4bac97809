//! What is computed of findings: parcels by outcome and their sums, kept until what they were computed from changes, as
//! everything in [`super::derived`]; land and firms of each group as stacked bars.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::cached::Cached;
use super::data_colors::MISSING_RGB;
use super::derived::ShownKey;
use super::document::Document;
use super::document_judging::outcome_rgb;
use crate::analysis::judge::Judged;
use crate::analysis::{Figures, Group};
use crate::domain::units::mu_from_m2;
use crate::domain::{
    Cells, ColumnKey, FindingKind, LandStatus, Outcome, ParcelTable, ResultColumn, ResultTable, RowSet, Term,
    TextField, Unit,
};

/// A kind's outcomes with their parcels, in the outcomes' order; one list a kind.
pub type OutcomeCounts = [CountedOutcomes; FindingKind::ALL.len()];

/// The outcomes of some parcels with how many have them, in the outcomes' order.
pub type CountedOutcomes = Vec<(Outcome, usize)>;

/// Counts outcomes of one kind.
pub(super) fn count_outcomes(outcomes: impl Iterator<Item = Outcome>) -> CountedOutcomes {
    // A kind has a handful of outcomes: looking through them is quicker than any map.
    let mut counts = CountedOutcomes::new();
    for outcome in outcomes {
        match counts.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, parcels)) => *parcels += 1,
            None => counts.push((outcome, 1)),
        }
    }
    counts.sort_unstable();
    counts
}

/// The same of a whole column, on all cores.
fn count_all_outcomes(outcomes: &[Outcome]) -> CountedOutcomes {
    let parts = outcomes.par_chunks(1 << 16).map(|part| count_outcomes(part.iter().copied()));
    let mut counts = BTreeMap::<Outcome, usize>::new();
    for (outcome, parcels) in parts.collect::<Vec<_>>().into_iter().flatten() {
        *counts.entry(outcome).or_default() += parcels;
    }
    counts.into_iter().collect()
}

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

impl Stacked {
    /// Everything that is stacked.
    pub const ALL: [Self; 4] = [Self::LandByStatus, Self::LandByFinding, Self::LandByGrade, Self::FirmsByGrade];
}

/// Land and parcels of one sort.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LandCount {
    /// Their land, mu.
    pub land_mu: f64,
    /// How many.
    pub parcels: usize,
}

/// What the decree and the rules on efficiency come to over some parcels. By-status suspicions and excused land stand
/// apart and are in no other count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct JudgedTotals {
    /// Parcels in all.
    pub parcels: usize,
    /// Suspected idle by decree.
    pub idle: LandCount,
    /// Suspected idle by the status word alone.
    pub by_status: LandCount,
    /// Idle through the government's doing.
    pub excused: LandCount,
    /// Whose finding about lying idle was excluded.
    pub idle_excluded: LandCount,
    /// Parcels of which the decree cannot be applied for want of data.
    pub idle_missing: usize,
    /// Of low efficiency.
    pub low_efficiency: LandCount,
    /// Whose finding about efficiency was excluded.
    pub low_efficiency_excluded: LandCount,
    /// Parcels whose efficiency cannot be told for want of data.
    pub low_efficiency_missing: usize,
}

/// The caches.
#[derive(Debug, Default)]
pub struct FindingCaches {
    counts: Cached<u64, Arc<OutcomeCounts>>,
    totals_shown: Cached<(ShownKey, u64), JudgedTotals>,
    totals_selected: Cached<(u64, u64), JudgedTotals>,
}

impl Document {
    /// The outcomes of all parcels, kind by kind, with how many parcels have them.
    pub fn outcome_counts(&mut self) -> Arc<OutcomeCounts> {
        let judged = self.judged();
        let key = self.derived.judged.number();
        Arc::clone(
            self.derived.findings.counts.get_or(key, || {
                Arc::new(FindingKind::ALL.map(|kind| count_all_outcomes(judged.judged().outcomes(kind))))
            }),
        )
    }

    /// What the shown parcels are judged to be in all, and the selected ones, if any is; nothing while the first
    /// judgement is being made.
    pub fn judged_totals(&mut self) -> Option<(JudgedTotals, Option<JudgedTotals>)> {
        let (figures, shown) = (self.figures(), self.shown());
        let judged = figures.judged().filter(|judged| !judged.is_pending())?;
        let number = self.derived.judged.number();
        let (of_shown, of_selection) = ((self.shown_key(), number), (self.revisions().selection, number));
        let Self { derived, selection, .. } = self;
        let caches = &mut derived.findings;
        let of_all = *caches.totals_shown.get_or(of_shown, || judged_totals(&figures, judged, &shown));
        let selected = (!selection.is_empty())
            .then(|| *caches.totals_selected.get_or(of_selection, || judged_totals(&figures, judged, selection)));
        Some((of_all, selected))
    }
}

fn judged_totals(figures: &Figures, judged: &Judged, rows: &RowSet) -> JudgedTotals {
    let mut totals = JudgedTotals { parcels: rows.count(), ..JudgedTotals::default() };
    for row in rows.iter() {
        let land_mu = figures.land_m2(row).map_or(0.0, mu_from_m2);
        let idle = judged.outcome(FindingKind::Idle, row);
        let low_efficiency = judged.outcome(FindingKind::LowEfficiency, row);
        let count = match idle {
            Outcome::SuspectedIdleByStatus => Some(&mut totals.by_status),
            Outcome::ExemptGovernment => Some(&mut totals.excused),
            Outcome::Excluded => Some(&mut totals.idle_excluded),
            idle if idle.suspected_idle_by_decree() => Some(&mut totals.idle),
            _ => None,
        };
        let low = match low_efficiency {
            Outcome::LowEfficiency => Some(&mut totals.low_efficiency),
            Outcome::Excluded => Some(&mut totals.low_efficiency_excluded),
            _ => None,
        };
        for count in count.into_iter().chain(low) {
            count.land_mu += land_mu;
            count.parcels += 1;
        }
        totals.idle_missing += usize::from(idle == Outcome::InsufficientData);
        totals.low_efficiency_missing += usize::from(low_efficiency == Outcome::InsufficientData);
    }
    totals
}

impl Stack {
    /// The parcels of each group stacked, and the numbers behind it.
    pub(super) fn with_table(
        of: Stacked,
        table: &ParcelTable,
        figures: &Figures,
        judged: &Judged,
        groups: &[Group],
    ) -> (Self, ResultTable) {
        let stack = Self::new(of, table, figures, judged, groups);
        let numbers = stack.table(groups, if of == Stacked::FirmsByGrade { "firms" } else { "land_mu" });
        (stack, numbers)
    }

    fn new(of: Stacked, table: &ParcelTable, figures: &Figures, judged: &Judged, groups: &[Group]) -> Self {
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
                    let joined = || table.firms().and_then(|firms| Some(&**firms.name(firms.of(row)?)?));
                    let firm = joined().or_else(|| text(TextField::CreditCode)).or_else(|| text(TextField::Name));
                    let is_new = firm.is_none_or(|firm| firms.insert((class, firm)));
                    values[class] += f64::from(u8::from(is_new));
                } else {
                    values[class] += figures.land_m2(row).map_or(0.0, mu_from_m2);
                }
            }
        }
        let unit = if of == Stacked::FirmsByGrade { Unit::Count } else { Unit::Mu };
        Self { classes, values, unit }
    }

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
                            | Outcome::Excluded
                    )
            };
            Outcome::all().filter(is_of_land).map(outcome).collect()
        }
        Stacked::LandByGrade | Stacked::FirmsByGrade => {
            use Outcome as O;
            [O::GradeA, O::GradeB, O::GradeC, O::GradeD, O::GradeT, O::OutOfScope, O::InsufficientData, O::Excluded]
                .map(outcome)
                .into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_classes_of_a_stack_have_one_colour() {
        for of in Stacked::ALL {
            let mut colors: Vec<[u8; 3]> = classes_of(of).into_iter().map(|(_, rgb)| rgb).collect();
            let classes = colors.len();
            colors.sort_unstable();
            colors.dedup();
            assert_eq!(colors.len(), classes, "{of:?}");
        }
    }

    #[test]
    fn a_long_column_is_counted_as_a_short_one_is() {
        let all: Vec<Outcome> = Outcome::all().collect();
        let outcomes: Vec<Outcome> = (0..200_000_usize).map(|row| all[row * row % all.len()]).collect();
        let counts = count_all_outcomes(&outcomes);
        assert_eq!(counts, count_outcomes(outcomes.iter().copied()));
        assert_eq!(counts.iter().map(|(_, parcels)| parcels).sum::<usize>(), outcomes.len());
    }
}
