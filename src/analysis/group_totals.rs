//! The sums of parcels, group by group and over all.
//!
//! Every sum is made of sums in row order that are joined in one order of kinds, different ratios in different threads, so
//! each is the same to the bit whatever the number of threads. The sum over all is made beside the groups' and not from
//! them, so it is the same to the bit under every grouping.

use rayon::prelude::*;

use crate::domain::{LandStatus, ParcelTable, RowSet, Tags};

use super::grouping::{GroupLabel, Grouping, Groups};
use super::idle_land::IdleSum;
use super::ratio::RatioSum;
use super::ratio_sums::RatioSet;
use super::tagged_sum::TaggedSum;
use super::totals::Totals;
use super::{Figures, Indicator};

/// The sums of every group and over all groups.
#[derive(Clone, Debug)]
pub struct GroupTotals {
    /// Each group's name and sums, in order; one group labelled [`crate::domain::Term::Total`] if nothing is grouped.
    pub groups: Vec<(GroupLabel, Totals)>,
    /// The sums over all parcels asked about.
    pub total: Totals,
}

/// The sums over `rows` (all if `None`), ungrouped.
#[must_use]
pub fn totals(table: &ParcelTable, figures: &Figures, tags: &Tags, rows: Option<&RowSet>) -> Totals {
    let all = RowSet::full(table.len());
    let rows = rows.unwrap_or(&all);
    // What changes by itself is summed as whoever puts its change in place does, so that both are the same to the bit.
    let (untagged, (tagged, idle)) = rayon::join(
        || if rows.is_full() { *figures.whole(table) } else { untagged_sum(table, figures, || rows.iter()) },
        || rayon::join(|| TaggedSum::new(figures, tags, rows), || IdleSum::new(figures, rows)),
    );
    let headroom = figures.headroom().map(|headroom| headroom.sum(figures, rows));
    untagged.with_tagged(tagged).with_idle(idle).with_headroom(headroom.unwrap_or_default())
}

/// The sums over `rows` (all if `None`) by group, groups in [`super::summary`]'s order.
#[must_use]
pub fn group_totals(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    rows: Option<&RowSet>,
    by: Grouping,
) -> GroupTotals {
    let groups = Groups::new(table, figures, tags, rows, by);
    let mut sums = sums_of(table, figures, tags, &groups);
    let total = sums.pop().unwrap_or_default();
    GroupTotals { groups: groups.labels().iter().cloned().zip(sums).collect(), total }
}

/// The sums of each group and, last, over all.
pub(super) fn sums_of(table: &ParcelTable, figures: &Figures, tags: &Tags, groups: &Groups) -> Vec<Totals> {
    let total = || {
        let asked = (!groups.is_whole()).then(|| groups.rows());
        totals(table, figures, tags, asked.as_ref())
    };
    if groups.labels().len() == 1 {
        return vec![total(); 2];
    }
    let (mut sums, total) = rayon::join(|| grouped_sums(table, figures, tags, groups), total);
    sums.push(total);
    sums
}

/// The sums over a whole table, but for what tags, findings of idle land and the rulebook's targets say of them;
/// [`Figures::whole`] keeps them.
pub(super) fn untagged_whole(table: &ParcelTable, figures: &Figures) -> Totals {
    untagged_sum(table, figures, || 0..table.len())
}

/// The same over these rows, ascending.
fn untagged_sum<R: Iterator<Item = usize>>(
    table: &ParcelTable,
    figures: &Figures,
    rows: impl Fn() -> R + Sync,
) -> Totals {
    let sets = figures.ratio_sets(table);
    let (mut total, ratios) = rayon::join(
        || figures.area_set(table).of_rows(table, figures, rows()),
        || -> Vec<Vec<RatioSum>> { sets.par_iter().map(|set| set.of_rows(table, figures, rows())).collect() },
    );
    put_ratios(&mut total, sets, &ratios.iter().map(|sums| &**sums).collect::<Vec<_>>());
    total
}

/// The sums of each group.
fn grouped_sums(table: &ParcelTable, figures: &Figures, tags: &Tags, groups: &Groups) -> Vec<Totals> {
    let sets = figures.ratio_sets(table);
    let ((mut totals, tagged), ratios) = rayon::join(
        || {
            rayon::join(
                || figures.area_set(table).by_group(table, figures, groups),
                || TaggedSum::by_group(figures, tags, groups),
            )
        },
        || -> Vec<Vec<Vec<RatioSum>>> { sets.par_iter().map(|set| set.by_group(table, figures, groups)).collect() },
    );
    for (group, (total, tagged)) in totals.iter_mut().zip(tagged).enumerate() {
        put_ratios(total, sets, &ratios.iter().map(|groups| &*groups[group]).collect::<Vec<_>>());
        *total = total.with_tagged(tagged);
    }
    totals
}

/// Puts the ratios of each set in place. Where a table has not the columns of one, every value that was to be expected is
/// missing.
fn put_ratios(total: &mut Totals, sets: &[RatioSet], sums: &[&[RatioSum]]) {
    for place in 0..=Indicator::ALL.len() {
        let in_use = total.parcels_of(LandStatus::InUse);
        let unknown = if place < Indicator::ALL.len() { total.parcels_of(LandStatus::Unknown) } else { 0 };
        total.put_ratio(place, RatioSum { missing: in_use + unknown, ..RatioSum::default() });
    }
    for (set, sums) in sets.iter().zip(sums) {
        for (place, &sum) in set.places().zip(*sums) {
            total.put_ratio(place, sum);
        }
    }
}
