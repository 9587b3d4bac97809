//! Contiguous blocks of land with a low floor area ratio, and how many owners each has.
//!
//! A block is of parcels below the rulebook's ratio that touch or lie within its gap of one another. A parcel whose own
//! ratio is not low is no part of a block and stands alone; one whose ratio is unknown joins none. An owner nobody knows
//! makes the number of a block's owners unknown.

use rayon::prelude::*;

use super::fact::Fact;
use super::inputs::JudgeInputs;
use super::owners::{owner_names, owners};
use super::reason::Operator;
use crate::geometry::contiguous::contiguous_groups;

/// The owners in the block of every row, NaN where they are not known.
pub(super) fn block_owners(inputs: &JudgeInputs<'_>, far: &[f64]) -> Vec<f64> {
    let JudgeInputs { table, book, .. } = *inputs;
    let rules = &book.suggestion;
    let is_low = |row: usize| Operator::Less.holds(far[row], rules.block_far);
    let alone = |row: usize| {
        if far[row].is_nan() || is_low(row) {
            f64::NAN
        } else {
            owners(table, book, row).map_or(f64::NAN, |count| count as f64)
        }
    };
    let mut counts: Vec<f64> = (0..far.len()).into_par_iter().map(alone).collect();
    // Without a shape nobody can tell what lies beside a parcel.
    let has_shape = |row: usize| !table.shapes().rings_of(row).is_empty();
    let low: Vec<u32> = (0..far.len()).filter(|&row| is_low(row) && has_shape(row)).map(|row| row as u32).collect();
    let groups = contiguous_groups(table.shapes(), &low, rules.block_gap_m);
    let mut members: Vec<(u32, u32)> = groups.into_iter().zip(low).collect();
    members.par_sort_unstable();
    let blocks: Vec<&[(u32, u32)]> = members.chunk_by(|a, b| a.0 == b.0).collect();
    let owners_of: Vec<f64> = blocks.par_iter().map(|block| owners_together(inputs, block)).collect();
    for (block, count) in blocks.into_iter().zip(owners_of) {
        for &(_, row) in block {
            counts[row as usize] = count;
        }
    }
    counts
}

/// The owners of the parcels of one block, each once; NaN where one of them is not known.
fn owners_together(inputs: &JudgeInputs<'_>, block: &[(u32, u32)]) -> f64 {
    let mut names = Vec::with_capacity(block.len());
    for &(_, row) in block {
        let before = names.len();
        owner_names(inputs.table, inputs.book, row as usize, &mut |name| names.push(name));
        if names.len() == before {
            return f64::NAN;
        }
    }
    names.sort_unstable();
    names.dedup();
    names.len() as f64
}

/// Whether any model asks for the owners of a block.
pub(super) fn is_asked_for(inputs: &JudgeInputs<'_>) -> bool {
    let conditions = inputs.book.suggestion.models.iter().flat_map(|model| &model.conditions);
    conditions.flat_map(|condition| &condition.tests).any(|test| test.fact == Fact::BlockOwners)
}
