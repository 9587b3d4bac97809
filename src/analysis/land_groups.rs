//! Parcels that were split or merged, gathered into groups whose land is the same together in both years.

use std::collections::BTreeMap;

use crate::domain::{Measure, ParcelTable};
use crate::geometry::disjoint_sets::DisjointSets;

use super::lineage::{Lineage, MOST_OF};

/// Predecessors and successors that hang together, all of them, on land that both years have.
#[derive(Clone, Debug, PartialEq)]
pub struct LandGroup {
    /// The base rows, ascending.
    pub base: Vec<u32>,
    /// The current rows, ascending.
    pub current: Vec<u32>,
    /// The current row with most land: where the group stands under every grouping, and in lists of parcels.
    pub carrier: u32,
}

/// The area of a parcel's outline.
pub(super) fn outline_m2(table: &ParcelTable, row: usize) -> Option<f64> {
    Some(table.geometric_areas_m2()[row]).filter(|area| area.is_finite())
}

/// A parcel's registered area, of the table's own year where areas have years.
pub(super) fn registered_m2(table: &ParcelTable, row: usize) -> Option<f64> {
    table.measure(Measure::RegisteredArea, table.default_year())?.get(row).filter(|area| *area > 0.0)
}

fn area_m2(table: &ParcelTable, row: u32) -> Option<f64> {
    outline_m2(table, row as usize).or_else(|| registered_m2(table, row as usize))
}

/// The groups of a lineage whose land is whole on both sides: every area known, the sums alike within a fifth, and no
/// member with a fellow of its key (`fellows`, base and current rows) outside.
pub(super) fn land_groups(
    lineage: &Lineage,
    fellows: &[(u32, u32)],
    base: &ParcelTable,
    current: &ParcelTable,
) -> Vec<LandGroup> {
    let links: Vec<(u32, u32)> = lineage.links().chain(fellows.iter().copied()).collect();
    let mut places: BTreeMap<(bool, u32), u32> = BTreeMap::new();
    for &(base, current) in &links {
        for member in [(false, base), (true, current)] {
            let next = places.len() as u32;
            places.entry(member).or_insert(next);
        }
    }
    let mut sets = DisjointSets::new(places.len());
    for (base, current) in links {
        sets.join(places[&(false, base)], places[&(true, current)]);
    }
    let mut members: BTreeMap<u32, [Vec<u32>; 2]> = BTreeMap::new();
    for (&(is_current, row), &place) in &places {
        members.entry(sets.root(place)).or_default()[usize::from(is_current)].push(row);
    }
    let groups = members.into_values().filter_map(|[of_base, of_current]| {
        let sum =
            |table: &ParcelTable, rows: &[u32]| -> Option<f64> { rows.iter().map(|&row| area_m2(table, row)).sum() };
        let (before, now) = (sum(base, &of_base)?, sum(current, &of_current)?);
        let carrier = of_current.iter().copied().max_by(|&a, &b| {
            let [area_a, area_b] = [a, b].map(|row| area_m2(current, row).unwrap_or_default());
            area_a.total_cmp(&area_b).then(b.cmp(&a))
        })?;
        let is_whole = before.min(now) >= MOST_OF * before.max(now);
        is_whole.then_some(LandGroup { base: of_base, current: of_current, carrier })
    });
    groups.collect()
}
