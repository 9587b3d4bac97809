//! The sums of parcels, group by group and over all.
//!
//! Every sum runs in row order in one thread, different ratios in different threads, so each is the same to the bit
//! whatever the number of threads. The sum over all is made beside the groups' and not from them, so it is the same
//! to the bit under every grouping.

use rayon::prelude::*;

use crate::domain::{LandStatus, ParcelTable, RowSet, Tags};

use super::grouping::{GroupLabel, Grouping, Groups};
use super::idle_land::IdleSum;
use super::plain_sums::{plain_sum_of_rows, plain_sums};
use super::ratio::RatioSum;
use super::ratio_columns::RatioColumns;
use super::ratio_sums::{sum_of_rows, sums_by_group};
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
    match rows {
        Some(rows) if rows.count() * FEW < table.len() => totals_of_few(table, figures, tags, rows),
        _ => group_totals(table, figures, tags, rows, Grouping::None).total,
    }
}

/// Ratios that are summed in one walk over the table: what they share is read once, and enough walks are left for all cores.
const SUMMED_TOGETHER: usize = 4;

/// Where at most one parcel in so many is asked about, the others are not looked at.
const FEW: usize = 8;

/// The same to the bit as [`group_totals`]' total, row by row.
fn totals_of_few(table: &ParcelTable, figures: &Figures, tags: &Tags, rows: &RowSet) -> Totals {
    let mut total = plain_sum_of_rows(table, figures, tags, rows.iter());
    for (index, ratio) in ratio_columns(table, figures).iter().enumerate() {
        let sum = if ratio.available() { sum_of_rows(ratio, rows.iter()) } else { nothing_known(&total, index) };
        total.put_ratio(index, sum);
    }
    total
}

/// Every indicator's columns in order and, last, output over land in use.
fn ratio_columns<'a>(table: &'a ParcelTable, figures: &'a Figures) -> Vec<RatioColumns<'a>> {
    let columns = |indicator| RatioColumns::new(table, figures, indicator);
    let in_use = columns(Indicator::OutputPerMu).only(LandStatus::InUse);
    Indicator::ALL.into_iter().map(columns).chain([in_use]).collect()
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
    if !groups.is_whole() {
        return grouped_sums(table, figures, tags, groups, true);
    }
    // What tags and findings say of them is summed beside the groups, on another core.
    let of_all = || {
        let all = RowSet::full(table.len());
        let (tagged, idle) = rayon::join(|| TaggedSum::new(figures, tags, &all), || IdleSum::new(figures, &all));
        figures.whole(table).with_tagged(tagged).with_idle(idle)
    };
    let is_one = groups.labels().len() == 1;
    let of_groups = || if is_one { Vec::new() } else { grouped_sums(table, figures, tags, groups, false) };
    let (whole, mut sums) = rayon::join(of_all, of_groups);
    sums.extend(is_one.then_some(whole));
    sums.push(whole);
    sums
}

/// The sums over a whole table, but for what tags say of them and findings of idle land; [`Figures::whole`] keeps them.
pub(super) fn untagged_whole(table: &ParcelTable, figures: &Figures) -> Totals {
    let tags = Tags::untagged(table.len());
    let one = Groups::new(table, figures, &tags, None, Grouping::None);
    grouped_sums(table, figures, &tags, &one, false).pop().unwrap_or_default()
}

/// The sums of each group and, where that is asked for, over all, last.
fn grouped_sums(table: &ParcelTable, figures: &Figures, tags: &Tags, groups: &Groups, with_all: bool) -> Vec<Totals> {
    let ratios = ratio_columns(table, figures);
    let mut known: Vec<usize> = (0..ratios.len()).filter(|&place| ratios[place].available()).collect();
    // Output over land in use is read with output.
    known.sort_by_key(|&place| if place < Indicator::ALL.len() { place } else { Indicator::OutputPerMu.index() });
    let sums_of = |places: &[usize]| {
        let ratios: Vec<RatioColumns<'_>> = places.iter().map(|&place| ratios[place]).collect();
        sums_by_group(&ratios, groups, with_all)
    };
    let (mut totals, sums) = rayon::join(
        || plain_sums(table, figures, tags, groups, with_all),
        || -> Vec<Vec<RatioSum>> { known.par_chunks(SUMMED_TOGETHER).flat_map(sums_of).collect() },
    );
    for (place, _) in ratios.iter().enumerate().filter(|(_, ratio)| !ratio.available()) {
        for total in &mut totals {
            total.put_ratio(place, nothing_known(total, place));
        }
    }
    for (&place, sums) in known.iter().zip(sums) {
        for (total, sum) in totals.iter_mut().zip(sums) {
            total.put_ratio(place, sum);
        }
    }
    totals
}

/// The sums where the table has not the columns: every value that was to be expected is missing.
fn nothing_known(total: &Totals, index: usize) -> RatioSum {
    let in_use = total.parcels_of(LandStatus::InUse);
    let unknown = if index < Indicator::ALL.len() { total.parcels_of(LandStatus::Unknown) } else { 0 };
    RatioSum { missing: in_use + unknown, ..RatioSum::default() }
}
