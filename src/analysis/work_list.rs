//! The work list: parcels to act on first, by what they lack of their park's mean output, mu × gap.
//!
//! The mean is Σ/Σ over the park's parcels that count by the rule of `ratio`, whatever is filtered; a parcel without a
//! park is held against the other parcels without one. Parcels at or above the mean, and those of which output or land
//! is missing, are not on the list.

use crate::domain::units::mu_from_m2;
use crate::domain::{Category, Cells, FindingKind, ParcelTable, ResultColumn, ResultTable, RowSet, Tags, Unit};

use super::grouping::{Grouping, Groups};
use super::identity::identity_columns;
use super::parcel_table::parcel_rows;
use super::ratio::RatioSum;
use super::ratio_columns::RatioColumns;
use super::sort::SortKey;
use super::{Figures, Indicator, NumberKey};

/// One parcel of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkItem {
    /// Its row.
    pub row: u32,
    /// Its land, mu.
    pub land_mu: f64,
    /// Its output per mu, 万元/亩.
    pub output_per_mu: f64,
    /// Its park's, 万元/亩.
    pub park_per_mu: f64,
    /// Land × gap, 万元: what it would yield more at the park's mean. Above 0.
    pub shortfall_wan_yuan: f64,
}

/// The parcels of `rows` (all if `None`) that lack most of their park's mean first; equal ones by row. O(n log n).
#[must_use]
pub fn work_list(table: &ParcelTable, figures: &Figures, tags: &Tags, rows: Option<&RowSet>) -> Vec<WorkItem> {
    let columns = RatioColumns::new(table, figures, Indicator::OutputPerMu);
    let parks = Groups::new(table, figures, tags, None, Grouping::Park);
    let mut sums = vec![RatioSum::default(); parks.labels().len()];
    for (row, park) in parks.iter() {
        sums[park].add(columns.part(row));
    }
    let item = |(row, park): (usize, usize)| {
        let [value, land_m2] = columns.part(row).counted()?;
        let park_per_mu = sums[park].ratio(Indicator::OutputPerMu)?;
        let land_mu = mu_from_m2(land_m2);
        let shortfall_wan_yuan = park_per_mu * land_mu - value;
        let item =
            WorkItem { row: row as u32, land_mu, output_per_mu: value / land_mu, park_per_mu, shortfall_wan_yuan };
        (shortfall_wan_yuan > 0.0).then_some(item)
    };
    let asked = |&(row, _): &(usize, usize)| rows.is_none_or(|rows| rows.contains(row));
    let mut items: Vec<WorkItem> = parks.iter().filter(asked).filter_map(item).collect();
    items.sort_by(|a, b| b.shortfall_wan_yuan.total_cmp(&a.shortfall_wan_yuan).then(a.row.cmp(&b.row)));
    items
}

/// What is said of each parcel of the list between who it is and its figures, where it is judged with what was found of it.
fn words_of(figures: &Figures) -> Vec<SortKey> {
    let words = [SortKey::Category(Category::Industry), SortKey::Model, SortKey::Status];
    let findings = FindingKind::ALL.into_iter().map(SortKey::Finding);
    let findings = findings.chain([SortKey::Number(NumberKey::SuggestionScore)]);
    words.into_iter().chain(findings.filter(|_| figures.judged().is_some())).collect()
}

/// The list as a table, with what was found of each parcel and the note on it.
#[must_use]
pub fn work_table<'a>(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    items: &[WorkItem],
    note_of: impl Fn(usize) -> Option<&'a str>,
) -> ResultTable {
    let listed: Vec<u32> = items.iter().map(|item| item.row).collect();
    let numbers = |of: fn(&WorkItem) -> f64| Cells::Numbers(items.iter().map(of).collect());
    let rank = ResultColumn::new("rank", Unit::Count, Cells::Counts((1..=items.len() as u64).collect()));
    let words = parcel_rows(table, figures, tags, &words_of(figures), &listed).columns;
    let further = [
        ("land_mu", Unit::Mu, numbers(|item| item.land_mu)),
        ("output_per_mu", Unit::WanYuanPerMu, numbers(|item| item.output_per_mu)),
        ("park_output_per_mu", Unit::WanYuanPerMu, numbers(|item| item.park_per_mu)),
        ("output_per_mu_gap", Unit::WanYuanPerMu, numbers(|item| item.park_per_mu - item.output_per_mu)),
        ("output_shortfall_wan_yuan", Unit::WanYuan, numbers(|item| item.shortfall_wan_yuan)),
        ("note", Unit::None, Cells::Texts(listed.iter().map(|&row| note_of(row as usize)).collect())),
    ];
    let further = further.map(|(key, unit, cells)| ResultColumn::new(key, unit, cells));
    let columns = [rank].into_iter().chain(identity_columns(table, &listed)).chain(words).chain(further);
    ResultTable { columns: columns.collect() }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{figured, near, parcel};
    use super::*;
    use crate::domain::{Cell, LandBasis, LandStatus};

    #[test]
    fn the_parcel_that_lacks_most_of_its_parks_mean_comes_first() {
        let of = |mu: f64, per_mu: f64, park| parcel(mu, LandStatus::InUse, Some(mu * per_mu), None).in_park(park);
        let parcels = [
            of(10.0, 10.0, "甲园"),
            of(100.0, 80.0, "甲园"),
            of(90.0, 130.0, "甲园"),
            parcel(10.0, LandStatus::NotStarted, None, None).in_park("乙园"),
            of(10.0, 200.0, "乙园"),
            parcel(10.0, LandStatus::InUse, None, None).in_park("乙园"),
        ];
        let (table, figures, tags) = figured(&parcels, LandBasis::default());
        let items = work_list(&table, &figures, &tags, None);
        // 甲园: 19 800 on 200 mu is 99. 100 mu × 19 = 1900, 10 mu × 89 = 890. 乙园: 100 on the mean, 10 mu × 100 = 1000.
        let told: Vec<_> = items.iter().map(|item| (item.row, item.shortfall_wan_yuan.round())).collect();
        assert_eq!(told, [(1, 1900.0), (3, 1000.0), (0, 890.0)]);
        assert!(near(items[0].park_per_mu, 99.0));
        let some = RowSet::from_rows(6, [0, 2]);
        assert_eq!(work_list(&table, &figures, &tags, Some(&some)).len(), 1, "against the whole park's mean");
        let sheet = work_table(&table, &figures, &tags, &items, |row| (row == 3).then_some("去现场"));
        assert_eq!((sheet.number("rank", 2), sheet.column("note").unwrap().cell(1)), (Some(3.0), Cell::Text("去现场")));
        assert!(near(sheet.number("output_per_mu_gap", 0).unwrap(), 19.0));
    }
}
