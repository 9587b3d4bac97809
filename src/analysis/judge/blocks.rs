//! Contiguous blocks of land with a low floor area ratio, and how many owners each has.
//!
//! A block is of parcels below the rulebook's ratio that touch or lie within its gap of one another. A parcel whose own
//! ratio is not low is no part of a block and stands alone; one whose ratio is unknown joins none. An owner nobody knows
//! makes the number of a block's owners unknown.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

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
    let mut names: FxHashMap<u32, FxHashSet<&str>> = FxHashMap::default();
    let mut unknown: FxHashSet<u32> = FxHashSet::default();
    for (&row, &group) in low.iter().zip(&groups) {
        let (known, mut is_owned) = (names.entry(group).or_default(), false);
        owner_names(table, book, row as usize, &mut |name| {
            known.insert(name);
            is_owned = true;
        });
        if !is_owned {
            unknown.insert(group);
        }
    }
    for (&row, group) in low.iter().zip(&groups) {
        let count = names.get(group).filter(|_| !unknown.contains(group)).map_or(f64::NAN, |names| names.len() as f64);
        counts[row as usize] = count;
    }
    counts
}

/// Whether any model asks for the owners of a block.
pub(super) fn is_asked_for(inputs: &JudgeInputs<'_>) -> bool {
    let conditions = inputs.book.suggestion.models.iter().flat_map(|model| &model.conditions);
    conditions.flat_map(|condition| &condition.tests).any(|test| test.fact == Fact::BlockOwners)
}
