//! Land that parcels of two years share, and which of them have the same outline under another key.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ShapesBuilder;
use crate::geometry::overlap::{Overlap, overlapping_pairs};

use super::lineage::LineageSide;

/// Two outlines are one where what both cover is this share of the greater.
const SAME_OUTLINE: f64 = 0.99;

/// Land that a base row and a current one both have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cover {
    pub(super) base: u32,
    pub(super) current: u32,
    pub(super) area_m2: f64,
}

/// What the rows asked about share.
#[derive(Debug)]
pub(super) struct LandCovers {
    pub(super) covers: Vec<Cover>,
    /// Base rows by current rows of the same outline, where neither year has a second parcel of it.
    pub(super) same: BTreeMap<u32, u32>,
    /// Whether everything was laid over everything: a heap of outlines on one spot is given up.
    pub(super) is_complete: bool,
}

impl LandCovers {
    /// Lays the rows of both years over each other.
    pub(super) fn new(base: LineageSide<'_>, current: LineageSide<'_>) -> Self {
        if base.rows.is_empty() || current.rows.is_empty() {
            return Self { covers: Vec::new(), same: BTreeMap::new(), is_complete: true };
        }
        let mut shapes = ShapesBuilder::default();
        let mut areas = Vec::with_capacity(base.rows.len() + current.rows.len());
        for LineageSide { table, rows } in [base, current] {
            for row in rows.iter().map(|&row| row as usize) {
                shapes.append_parcels(table.shapes(), row..row + 1);
                areas.push(table.geometric_areas_m2()[row]);
            }
        }
        let (found, is_complete) = overlapping_pairs(&shapes.finish(), &areas);
        let of_base = base.rows.len();
        let is_same = |overlap: &Overlap| {
            let [first, second] = [overlap.first, overlap.second].map(|place| areas[place as usize]);
            overlap.area_m2 >= SAME_OUTLINE * first.max(second)
        };
        let mut covers = Vec::new();
        // Of each place how often its outline comes again in its own year, and in the other.
        let mut again: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
        let mut same = Vec::new();
        for overlap in &found {
            let (first, second) = (overlap.first as usize, overlap.second as usize);
            let crosses = first < of_base && second >= of_base;
            if is_same(overlap) {
                for place in [overlap.first, overlap.second] {
                    again.entry(place).or_default()[usize::from(crosses)] += 1;
                }
            }
            if crosses {
                let cover =
                    Cover { base: base.rows[first], current: current.rows[second - of_base], area_m2: overlap.area_m2 };
                covers.push(cover);
                if is_same(overlap) {
                    same.push((overlap, cover));
                }
            }
        }
        let is_only = |place: u32| again.get(&place) == Some(&[0, 1]);
        let only = same.into_iter().filter(|(overlap, _)| is_only(overlap.first) && is_only(overlap.second));
        let same = only.map(|(_, cover)| (cover.current, cover.base)).collect();
        Self { covers, same, is_complete }
    }
}

/// Rows with those that were found elsewhere left out; both ascending.
pub(super) fn without(rows: &[u32], found: &BTreeSet<u32>) -> Vec<u32> {
    rows.iter().filter(|row| !found.contains(row)).copied().collect()
}
