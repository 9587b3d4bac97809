//! What became of every parcel's commitments, as columns: how far each promise is kept or broken, and how many a parcel
//! keeps and breaks. The same verdicts as the finding's, made by the same rule.

use rayon::prelude::*;

use super::super::NumberKey;
use super::commitments::{COLUMNS, CommitmentColumns, judge_one};
use super::inputs::{Facts, JudgeInputs};
use super::log::Silent;
use super::standard::is_finished;
use super::tally::Tally;
use crate::domain::{Commitment, LandStatus, Outcome, ParcelTable, Promised, Stage, Year};

/// The promises a table's parcels make, by the list beside them or by columns of their own, in [`Promised::ALL`]'s order.
pub fn promises(table: &ParcelTable, year: Option<Year>) -> impl Iterator<Item = Promised> + '_ {
    let has_column = move |promised: Promised| {
        COLUMNS.iter().any(|&(measure, of)| of == promised && table.measure(measure, year).is_some())
    };
    Promised::ALL.into_iter().filter(move |&each| table.commitments().makes(each) || has_column(each))
}

/// The number columns that a table's commitments make: the bounds the list sets, how each promise stands, and how many
/// are kept and broken. None where nobody promised anything.
#[must_use]
pub fn commitment_numbers(table: &ParcelTable, year: Option<Year>) -> Vec<NumberKey> {
    let mut keys = Vec::new();
    for promised in promises(table, year) {
        if table.commitments().makes(promised) {
            keys.push(NumberKey::Commitment(promised));
        }
        keys.push(NumberKey::CommitmentMargin(promised));
    }
    if !keys.is_empty() {
        keys.extend([NumberKey::CommitmentsMet, NumberKey::CommitmentsBreached]);
    }
    keys
}

/// The commitment of a promise that counts where a parcel has it at both stages: that of full production.
fn last_stage(commitments: impl Iterator<Item = Commitment>, promised: Promised) -> Option<Commitment> {
    let of_stage = |commitment: &Commitment| Stage::ALL.iter().position(|&stage| stage == commitment.stage);
    commitments.filter(|each| each.promised == promised).max_by_key(of_stage)
}

/// The bound the list beside the parcels sets a row, in the promise's unit.
#[must_use]
pub fn listed_bound(table: &ParcelTable, promised: Promised, row: usize) -> Option<f64> {
    last_stage(table.commitments().of(row).iter().copied(), promised).map(|commitment| commitment.bound)
}

/// What became of the commitments of every row.
#[derive(Debug, Default)]
pub struct HeldCommitments {
    /// By promise; empty where nobody makes it.
    margins: [Vec<f64>; Promised::ALL.len()],
    /// Met and breached, by row; empty where nobody promised anything.
    counts: Vec<[u16; 2]>,
}

impl HeldCommitments {
    pub(super) fn new(inputs: &JudgeInputs<'_>, facts: &Facts<'_>, columns: &CommitmentColumns<'_>) -> Self {
        let promises: Vec<Promised> = promises(inputs.table, inputs.figures.year()).collect();
        if promises.is_empty() {
            return Self::default();
        }
        let hold = |commitment: &Commitment, row: usize| {
            let (mut tally, status) = (Tally::default(), facts.status(row));
            if status != LandStatus::NotSupplied {
                let held = (inputs, facts, columns);
                judge_one(held, commitment, (row, is_finished(status)), &mut tally, &mut Silent);
            }
            tally
        };
        let rows = || (0..inputs.table.len()).into_par_iter();
        let mut margins = Promised::ALL.map(|_| Vec::new());
        for promised in promises {
            let margin = |row: usize| {
                let commitment = last_stage(columns.of(row), promised)?;
                hold(&commitment, row).margin()
            };
            margins[promised as usize] = rows().map(|row| margin(row).unwrap_or(f64::NAN)).collect();
        }
        let count = |row: usize| {
            let outcomes = columns.of(row).map(|commitment| hold(&commitment, row).outcome());
            outcomes.fold([0_u16; 2], |[met, breached], outcome| match outcome {
                Outcome::Met => [met + 1, breached],
                Outcome::Breached => [met, breached + 1],
                _ => [met, breached],
            })
        };
        Self { margins, counts: rows().map(count).collect() }
    }

    /// How far a promise is kept, or below 0 broken, as a share of its bound; `None` where it was not made, is not due,
    /// or nothing can be held against it.
    #[must_use]
    pub fn margin(&self, promised: Promised, row: usize) -> Option<f64> {
        self.margins[promised as usize].get(row).copied().filter(|margin| !margin.is_nan())
    }

    /// How many commitments a row keeps.
    #[must_use]
    pub fn met(&self, row: usize) -> Option<u16> {
        self.counts.get(row).map(|[met, _]| *met)
    }

    /// How many commitments a row breaks.
    #[must_use]
    pub fn breached(&self, row: usize) -> Option<u16> {
        self.counts.get(row).map(|[_, breached]| *breached)
    }
}
