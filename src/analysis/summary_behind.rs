//! The columns that stand behind the summary's own where there is something to tell: 零增地 where figures carry headroom,
//! what the user excluded, and how many firms there are where a list of them is joined.

use rustc_hash::FxHashSet;

use super::Figures;
use super::grouping::{Grouping, Groups};
use super::judge::HeadroomSum;
use super::totals::Totals;
use crate::domain::units::mu_from_m2;
use crate::domain::{Cells, ColumnKey, ParcelTable, ResultColumn, Unit};

/// The columns behind those of [`headroom_columns`], one cell a group and one for the whole last; [`Grouping::None`] has
/// that one alone.
pub(super) fn behind_columns(
    table: &ParcelTable,
    figures: &Figures,
    groups: &Groups,
    by: Grouping,
) -> Vec<ResultColumn> {
    let mut columns = excluded_columns(figures, groups, by);
    columns.extend(firms_column(table, groups, by));
    columns
}

/// The columns of [`headroom_columns`].
const HEADROOM_COLUMNS: [(ColumnKey, Unit); 4] = [
    ("floor_headroom_m2", Unit::SquareMetre),
    ("floor_headroom_land_mu", Unit::Mu),
    ("floor_headroom_missing", Unit::Count),
    ("floor_headroom_at_target", Unit::Count),
];

/// 零增地, group by group: the floor area that can be added, the land it stands on, the parcels of which it is not known
/// and those at their target, from the sums of each group and, last, of the whole; none where figures do not carry it.
pub(super) fn headroom_columns(figures: &Figures, sums: &[Totals], by: Grouping) -> Vec<ResultColumn> {
    if figures.headroom().is_none() {
        return Vec::new();
    }
    let first = if by == Grouping::None { sums.len().saturating_sub(1) } else { 0 };
    let sums: Vec<HeadroomSum> = sums.iter().skip(first).map(|totals| totals.headroom).collect();
    let numbers = |of: fn(&HeadroomSum) -> f64| Cells::Numbers(sums.iter().map(of).collect());
    let counts = |of: fn(&HeadroomSum) -> u64| Cells::Counts(sums.iter().map(of).collect());
    HEADROOM_COLUMNS
        .into_iter()
        .zip([
            numbers(|sum| sum.room().unwrap_or(f64::NAN)),
            numbers(|sum| mu_from_m2(sum.land_m2)),
            counts(|sum| sum.missing),
            counts(|sum| sum.at_target),
        ])
        .map(|((key, unit), cells)| ResultColumn::new(key, unit, cells))
        .collect()
}

/// Parcels of which a finding is excluded, and their land, group by group; none where nothing is excluded.
fn excluded_columns(figures: &Figures, groups: &Groups, by: Grouping) -> Vec<ResultColumn> {
    let excluded = figures.judged().map(|judged| judged.follow_ups().excluded_rows()).unwrap_or_default();
    if excluded.is_empty() {
        return Vec::new();
    }
    let whole = groups.labels().len();
    let (mut parcels, mut land) = (vec![0; whole + 1], vec![0.0; whole + 1]);
    for row in excluded.iter().map(|&row| row as usize) {
        for place in groups.group_of(row).into_iter().flat_map(|group| [group, whole]) {
            parcels[place] += 1;
            land[place] += figures.land_m2(row).map_or(0.0, mu_from_m2);
        }
    }
    let first = if by == Grouping::None { whole } else { 0 };
    vec![
        ResultColumn::new("excluded_parcels", Unit::Count, Cells::Counts(parcels.split_off(first))),
        ResultColumn::new("excluded_land_mu", Unit::Mu, Cells::Numbers(land.split_off(first))),
    ]
}

/// The firms whose parcels each group has, where a firms' list is joined: a firm on several parcels counts once.
fn firms_column(table: &ParcelTable, groups: &Groups, by: Grouping) -> Option<ResultColumn> {
    let firms = table.firms()?;
    let whole = groups.labels().len();
    let mut of_group = vec![FxHashSet::default(); whole + 1];
    for (row, group) in groups.iter() {
        if let Some(firm) = firms.of(row) {
            of_group[group].insert(firm);
            of_group[whole].insert(firm);
        }
    }
    let first = if by == Grouping::None { whole } else { 0 };
    let counts = of_group[first..].iter().map(|firms| firms.len() as u64).collect();
    Some(ResultColumn::new("firms", Unit::Count, Cells::Counts(counts)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::judge::{Headroom, Rulebook};
    use super::super::summary;
    use super::super::test_table::{figured, near, parcel};
    use super::*;
    use crate::domain::{Cell, LandBasis, LandStatus, Measure};

    #[test]
    fn headroom_adds_up_group_by_group_and_a_group_of_which_none_is_known_has_none() {
        let of = |far: Option<f64>, park| {
            let each = parcel(15.0, LandStatus::InUse, None, None).in_park(park);
            far.map_or_else(|| each.clone(), |far| each.clone().with(Measure::FloorAreaRatio, far))
        };
        let parcels = [of(Some(0.5), "甲"), of(Some(3.0), "甲"), of(None, "甲"), of(None, "乙"), of(Some(1.0), "丙")];
        let (table, figures, tags) = figured(&parcels, LandBasis::default());
        let without = summary(&table, &figures, &tags, None, Grouping::Park);
        assert!(without.column("floor_headroom_m2").is_none());
        let headroom = Headroom::new(&table, &figures, Rulebook::shipped());
        let figures = figures.with_headroom(Arc::new(headroom));
        let by_park = summary(&table, &figures, &tags, None, Grouping::Park);
        let at = |key: &str, row| by_park.number(key, row).unwrap_or_else(|| panic!("{key} {row}"));
        // 15 mu are 10 000 m²; the default target is 1.5.
        assert!(near(at("floor_headroom_m2", 0), 10_000.0) && near(at("floor_headroom_m2", 2), 5000.0));
        assert_eq!(by_park.column("floor_headroom_m2").unwrap().cell(1), Cell::Missing, "missing is never zero");
        assert!(near(at("floor_headroom_m2", 3), 15_000.0) && near(at("floor_headroom_land_mu", 3), 45.0));
        assert_eq!((at("floor_headroom_missing", 0), at("floor_headroom_at_target", 0)), (1.0, 1.0));
        assert_eq!((at("floor_headroom_missing", 3), at("floor_headroom_at_target", 3)), (2.0, 1.0));
        let whole = summary(&table, &figures, &tags, None, Grouping::None);
        assert_eq!(whole.len(), 1);
        assert_eq!(whole.number("floor_headroom_m2", 0), by_park.number("floor_headroom_m2", 3));
        let mut book = Rulebook::shipped().clone();
        book.suggestion.target_far = 2.0;
        let higher = figures.with_headroom(Arc::new(Headroom::new(&table, &figures, &book)));
        let by_park = summary(&table, &higher, &tags, None, Grouping::Park);
        let rooms: Vec<_> = (0..4).map(|row| by_park.number("floor_headroom_m2", row).map(f64::round)).collect();
        assert_eq!(rooms, [Some(15_000.0), None, Some(10_000.0), Some(25_000.0)], "by the target they are asked with");
    }
}
