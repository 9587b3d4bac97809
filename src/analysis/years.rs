//! Base year against current year: the same parcels at two times, like for like.
//!
//! Parcels are paired as [`Pairing`] tells (or are the same rows of one table). A parcel enters a measure's sums only
//! where it counts in both years by the rule of `ratio`, so that no change comes from a parcel that reported once; who is
//! left out is counted by the year that lacks it. A parcel of one side alone has no change: it is counted as appeared or
//! vanished. Parcels that were split or merged have no change of their own; where the whole group of them is on both
//! sides, the sum of the successors is held against that of the predecessors, as if they were one parcel.
//! Two years whose figures come from one and the same column of one table are not two years: nothing is compared.
//! Blanks count as 0 by the status alone in both years: what a parcel is found to be is of one day.
//! Knows nothing of files or words.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::domain::{Measure, PairState, ParcelTable, RowSet, Tags};

use super::change_sum::ChangeSum;
use super::grouping::{GroupLabel, Grouping, Groups};
use super::land_groups::LandGroup;
use super::pairing::{Pair, Pairing};
use super::ratio::Part;
use super::ratio_columns::RatioColumns;
use super::{Figures, Indicator};

/// One side of a comparison: a table with the figures of its year.
#[derive(Clone, Copy, Debug)]
pub struct YearSide<'a> {
    /// The parcels.
    pub table: &'a ParcelTable,
    /// Their figures, of this side's year.
    pub figures: &'a Figures,
    /// Their tags.
    pub tags: &'a Tags,
}

/// What changed over some parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupChange {
    /// Parcels on either side.
    pub parcels: u64,
    /// Parcels on both, reshaped ones and those of another key included.
    pub in_both: u64,
    /// Parcels whose area differs by more than 1 %.
    pub reshaped: u64,
    /// Parcels of the current data alone.
    pub appeared: u64,
    /// Parcels of the base data alone.
    pub vanished: u64,
    /// Parcels that were split and their parts, in either year.
    pub split: u64,
    /// Parcels that several were merged into and these, in either year.
    pub merged: u64,
    /// Parcels of one outline under two keys; they are among those of both years.
    pub rekeyed: u64,
    /// Parcels of both years that were summed up as groups, where a measure was compared.
    pub together: u64,
    /// Σ land of the base data's parcels, m².
    pub base_land_m2: f64,
    /// Σ land of the current data's parcels, m².
    pub current_land_m2: f64,
    /// Output.
    pub output: ChangeSum,
    /// Tax.
    pub tax: ChangeSum,
}

/// A measure on both sides.
#[derive(Clone, Copy)]
struct Columns<'a> {
    base: RatioColumns<'a>,
    current: RatioColumns<'a>,
    /// Both sides are one and the same column.
    same: bool,
}

impl Columns<'_> {
    fn comparable(&self) -> bool {
        !self.same && self.base.available() && self.current.available()
    }
}

/// Two sides with their parcels paired.
pub struct Comparison<'a> {
    pub(super) base: YearSide<'a>,
    pub(super) current: YearSide<'a>,
    pub(super) pairing: Cow<'a, Pairing>,
    rows: Option<&'a RowSet>,
    output: Columns<'a>,
    tax: Columns<'a>,
}

impl<'a> Comparison<'a> {
    /// Two years of one table, for `rows` (all if `None`). O(rows).
    #[must_use]
    pub fn of_years(
        table: &'a ParcelTable,
        tags: &'a Tags,
        base: &'a Figures,
        current: &'a Figures,
        rows: Option<&'a RowSet>,
    ) -> Self {
        let side = |figures| YearSide { table, figures, tags };
        let same_column = |measure| {
            let key = |figures: &Figures| table.measure_key(measure, figures.year());
            key(base).is_some() && key(base) == key(current)
        };
        Self::new(side(base), side(current), Cow::Owned(Pairing::of_one(table.len())), rows, same_column)
    }

    /// Two tables, paired before; the current one's order, then what vanished in the base's. With `rows`, only these of
    /// the current table, and nothing vanished: whether a filter would show what is gone cannot be known.
    #[must_use]
    pub fn of_tables(
        base: YearSide<'a>,
        current: YearSide<'a>,
        pairing: &'a Pairing,
        rows: Option<&'a RowSet>,
    ) -> Self {
        Self::new(base, current, Cow::Borrowed(pairing), rows, |_| false)
    }

    fn new(
        base: YearSide<'a>,
        current: YearSide<'a>,
        pairing: Cow<'a, Pairing>,
        rows: Option<&'a RowSet>,
        same_column: impl Fn(Measure) -> bool,
    ) -> Self {
        let columns = |measure, indicator| {
            let of = |side: YearSide<'a>| RatioColumns::new(side.table, side.figures, indicator).by_status();
            Columns { base: of(base), current: of(current), same: same_column(measure) }
        };
        let output = columns(Measure::Output, Indicator::OutputPerMu);
        let tax = columns(Measure::Tax, Indicator::TaxPerMu);
        Self { base, current, pairing, rows, output, tax }
    }

    /// The pairs asked about.
    pub fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.pairing.pairs().iter().filter(|pair| match (self.rows, pair.current) {
            (None, _) => true,
            (Some(rows), Some(row)) => rows.contains(row as usize),
            (Some(_), None) => false,
        })
    }

    /// Which parcels are which.
    #[must_use]
    pub fn pairing(&self) -> &Pairing {
        &self.pairing
    }

    /// Whether output stands in two columns, one a year, so that it can be compared at all.
    #[must_use]
    pub fn has_output(&self) -> bool {
        self.output.comparable()
    }

    /// Whether tax stands in two columns, one a year.
    #[must_use]
    pub fn has_tax(&self) -> bool {
        self.tax.comparable()
    }

    /// Everything that changed, over all the parcels.
    #[must_use]
    pub fn total(&self) -> GroupChange {
        let mut total = GroupChange::default();
        for pair in self.pairs() {
            self.add(pair, &mut total);
        }
        total
    }

    /// The change of one pair alone; of one at which a group stands, the group's.
    #[must_use]
    pub fn of_pair(&self, pair: &Pair) -> GroupChange {
        let mut change = GroupChange::default();
        self.add(pair, &mut change);
        change
    }

    /// The changes by group. A parcel belongs to its current group, a vanished one to its group in the base data; the
    /// words of files stand in order of appearance, terms of the product in their own order behind them.
    #[must_use]
    pub fn by_group(&self, by: Grouping) -> Vec<(GroupLabel, GroupChange)> {
        let groups_of = |side: YearSide<'_>| Groups::new(side.table, side.figures, side.tags, None, by);
        let (of_current, of_base) = (groups_of(self.current), groups_of(self.base));
        // The current data's groups stand first, in the order every other table of that data has them.
        let mut place_of: FxHashMap<&GroupLabel, usize> = FxHashMap::default();
        let mut groups: Vec<(GroupLabel, GroupChange)> = Vec::new();
        let places = [&of_current, &of_base].map(|of_side| {
            let mut place = |label| {
                *place_of.entry(label).or_insert_with(|| {
                    groups.push((label.clone(), GroupChange::default()));
                    groups.len() - 1
                })
            };
            of_side.labels().iter().map(&mut place).collect::<Vec<usize>>()
        });
        for pair in self.pairs() {
            let (places, of_side, row) = match (pair.current, pair.base) {
                (Some(row), _) => (&places[0], &of_current, row),
                (None, Some(row)) => (&places[1], &of_base, row),
                (None, None) => continue,
            };
            if let Some(code) = of_side.group_of(row as usize) {
                self.add(pair, &mut groups[places[code]].1);
            }
        }
        groups.retain(|(_, change)| change.parcels > 0);
        groups.sort_by_key(|(label, _)| label.as_ref().err().copied());
        groups
    }

    /// The land of a pair in the base and in the current data, m²; 0 where it has none.
    #[must_use]
    pub fn lands_m2(&self, pair: &Pair) -> [f64; 2] {
        [land_m2(self.base, pair.base.as_slice()), land_m2(self.current, pair.current.as_slice())]
    }

    /// The same of a group.
    #[must_use]
    pub fn group_lands_m2(&self, group: &LandGroup) -> [f64; 2] {
        [land_m2(self.base, &group.base), land_m2(self.current, &group.current)]
    }

    fn add(&self, pair: &Pair, change: &mut GroupChange) {
        change.parcels += 1;
        let [base_land_m2, current_land_m2] = self.lands_m2(pair);
        change.base_land_m2 += base_land_m2;
        change.current_land_m2 += current_land_m2;
        match pair.state {
            PairState::Appeared => change.appeared += 1,
            PairState::Vanished => change.vanished += 1,
            PairState::InBoth => {}
            PairState::Reshaped => change.reshaped += 1,
            PairState::Rekeyed => change.rekeyed += 1,
            PairState::Split => change.split += 1,
            PairState::Merged => change.merged += 1,
        }
        change.in_both += u64::from(pair.base.is_some() && pair.current.is_some());
        let measures = [(self.output, &mut change.output), (self.tax, &mut change.tax)];
        // A part that kept the key is not the same parcel.
        if let (Some(base), Some(current), true) = (pair.base, pair.current, pair.state.is_same_parcel()) {
            for (columns, sum) in measures {
                let (base, current) = (columns.base.part(base as usize), columns.current.part(current as usize));
                if columns.same {
                    sum.add(base.withheld(), current.withheld());
                } else {
                    sum.add(base, current);
                }
            }
        } else if let Some(group) = self.group_of(pair) {
            let mut is_compared = false;
            for (columns, sum) in measures {
                let compared = sum.compared;
                sum.add(
                    Part::together(group.base.iter().map(|&row| columns.base.part(row as usize))),
                    Part::together(group.current.iter().map(|&row| columns.current.part(row as usize))),
                );
                is_compared |= sum.compared > compared;
                sum.groups += sum.compared - compared;
            }
            if is_compared {
                change.together += (group.base.len() + group.current.len()) as u64;
            }
        }
    }

    /// The pair of a row of the current table.
    #[must_use]
    pub fn of_current(&self, row: usize) -> Option<Pair> {
        self.pairing.of_current(row)
    }

    /// The group that a row of the current table is in.
    #[must_use]
    pub fn group_with(&self, row: usize) -> Option<&LandGroup> {
        self.pairing.group_with(row as u32)
    }

    /// The group that stands at a pair, where all of it is asked about.
    #[must_use]
    pub fn group_of(&self, pair: &Pair) -> Option<&LandGroup> {
        let group = self.pairing.group_at(pair.current?)?;
        let is_asked = |&row: &u32| self.rows.is_none_or(|rows| rows.contains(row as usize));
        group.current.iter().all(is_asked).then_some(group)
    }
}

fn land_m2(side: YearSide<'_>, rows: &[u32]) -> f64 {
    rows.iter().filter_map(|&row| side.figures.land_m2(row as usize)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::FigureSettings;
    use super::super::test_table::{Parcel, figured, near, parcel, table_of};
    use super::*;
    use crate::domain::units::mu_from_m2;
    use crate::domain::{LandBasis, LandStatus, Term};

    /// A parcel with output and tax of 2022 and 2023.
    fn years(mu: f64, output: [Option<f64>; 2], tax: [Option<f64>; 2]) -> Parcel {
        let mut made = parcel(mu, LandStatus::InUse, None, None);
        for (measure, values) in [(Measure::Output, output), (Measure::Tax, tax)] {
            for (year, value) in [2022, 2023].into_iter().zip(values) {
                if let Some(value) = value {
                    made = made.of_year(measure, year, value);
                }
            }
        }
        made
    }

    fn in_year(table: &ParcelTable, year: u16) -> Figures {
        Figures::new(table, FigureSettings { year: Some(year), basis: LandBasis::default() })
    }

    fn total_of(parcels: &[Parcel]) -> GroupChange {
        let table = table_of(parcels);
        let tags = Tags::untagged(table.len());
        let (base, current) = (in_year(&table, 2022), in_year(&table, 2023));
        Comparison::of_years(&table, &tags, &base, &current, None).total()
    }

    #[test]
    fn the_same_parcels_are_summed_in_both_years_and_those_missing_in_one_are_counted() {
        let change = total_of(&[
            years(10.0, [Some(1000.0), Some(2500.0)], [Some(50.0), Some(40.0)]),
            years(30.0, [Some(3000.0), Some(3500.0)], [None, Some(90.0)]),
            // Reported once: neither year may have it.
            years(60.0, [None, Some(9000.0)], [None, None]),
            years(20.0, [Some(500.0), None], [Some(1.0), None]),
        ]);
        let output = change.output;
        assert_eq!((output.compared, output.missing_base, output.missing_current, output.missing), (2, 1, 1, 2));
        assert_eq!((output.base(), output.current(), output.change()), (Some(4000.0), Some(6000.0), Some(2000.0)));
        assert!(near(output.base_per_mu().unwrap(), 100.0) && near(output.current_per_mu().unwrap(), 150.0));
        assert!(near(output.per_mu_change().unwrap(), 50.0) && near(output.per_mu_multiple().unwrap(), 1.5));
        assert!(near(output.doubling_progress().unwrap(), 0.5), "half the way to 2 ×");
        assert_eq!((change.tax.compared, change.tax.missing), (1, 3));
        assert!(near(change.tax.doubling_progress().unwrap(), -0.2), "it fell");
    }

    #[test]
    fn a_base_of_nothing_has_no_multiple_and_is_counted() {
        let zero = total_of(&[years(10.0, [Some(0.0), Some(500.0)], [Some(-5.0), Some(5.0)])]);
        assert_eq!((zero.output.multiple(), zero.output.doubling_progress()), (None, None));
        assert_eq!((zero.output.change(), zero.output.base_not_positive), (Some(500.0), 1));
        assert_eq!((zero.tax.multiple(), zero.tax.change()), (None, Some(10.0)), "a refund is no base");
        let missing = total_of(&[years(10.0, [None, Some(500.0)], [None, None])]);
        assert_eq!((missing.output.change(), missing.output.base_per_mu()), (None, None));
        assert_eq!((missing.output.compared, missing.output.missing_base), (0, 1));
        assert_eq!(total_of(&[]).output, ChangeSum::default());
    }

    #[test]
    fn land_that_stopped_producing_falls_to_zero_and_reserve_land_is_no_gap() {
        let mut vacant = years(10.0, [Some(400.0), None], [None, None]);
        vacant.status = Some(LandStatus::VacantBuilt);
        let mut reserve = years(50.0, [None, None], [None, None]);
        reserve.status = Some(LandStatus::NotSupplied);
        let change = total_of(&[vacant, reserve, years(10.0, [Some(100.0), Some(100.0)], [None, None])]);
        assert_eq!((change.output.compared, change.output.missing), (2, 0));
        assert_eq!((change.output.base(), change.output.current()), (Some(500.0), Some(100.0)));
    }

    #[test]
    fn one_column_of_no_year_is_not_two_years() {
        let table = table_of(&[parcel(10.0, LandStatus::InUse, Some(100.0), None)
            .of_year(Measure::Tax, 2022, 1.0)
            .of_year(Measure::Tax, 2023, 3.0)]);
        let tags = Tags::untagged(1);
        let (base, current) = (in_year(&table, 2022), in_year(&table, 2023));
        let comparison = Comparison::of_years(&table, &tags, &base, &current, None);
        let total = comparison.total();
        assert_eq!((total.output.compared, total.output.missing), (0, 1), "not a change of 0");
        assert_eq!(total.tax.multiple(), Some(3.0));
        assert!(!comparison.has_output() && comparison.has_tax());
    }

    #[test]
    fn two_tables_are_paired_by_key_and_what_appeared_vanished_or_changed_shape_is_told() {
        let of = |mu, output| parcel(mu, LandStatus::InUse, Some(output), None).in_park("甲园");
        // The test tables name their parcels k0, k1 …
        let (base, base_figures, base_tags) =
            figured(&[of(10.0, 100.0), of(20.0, 400.0), of(5.0, 50.0).in_park("旧园")], LandBasis::default());
        let (current, figures, mut tags) = figured(&[of(10.05, 300.0), of(22.0, 500.0)], LandBasis::default());
        tags.set(0, Some(crate::domain::RenewalModel::SlimCore));
        let before = YearSide { table: &base, figures: &base_figures, tags: &base_tags };
        let now = YearSide { table: &current, figures: &figures, tags: &tags };
        let pairing = Pairing::of_tables(&base, &current);
        let comparison = Comparison::of_tables(before, now, &pairing, None);
        let states: Vec<_> = comparison.pairs().map(|pair| pair.state).collect();
        assert_eq!(states, [PairState::InBoth, PairState::Reshaped, PairState::Vanished]);
        let total = comparison.total();
        assert_eq!((total.parcels, total.in_both, total.reshaped, total.vanished), (3, 2, 1, 1));
        assert!(near(total.output.base_per_mu().unwrap(), 500.0 / 30.0), "what vanished is not in the base");
        assert!(near(total.output.current_per_mu().unwrap(), 800.0 / 32.05));
        assert!(near(mu_from_m2(total.base_land_m2), 35.0));
        let parks = comparison.by_group(Grouping::Park);
        let names: Vec<_> = parks.iter().map(|(label, _)| label.clone().unwrap().to_string()).collect();
        assert_eq!(names, ["甲园", "旧园"]);
        let models: Vec<_> =
            comparison.by_group(Grouping::Model).into_iter().map(|(label, _)| label.unwrap_err()).collect();
        assert_eq!(models, [Term::Model(crate::domain::RenewalModel::SlimCore), Term::Untagged]);
        let turned = Pairing::of_tables(&current, &base);
        let back = Comparison::of_tables(now, before, &turned, None);
        assert_eq!(back.total().appeared, 1);
        let some = RowSet::from_rows(2, [1]);
        let some = Comparison::of_tables(before, now, &pairing, Some(&some)).total();
        assert_eq!((some.parcels, some.reshaped, some.vanished), (1, 1, 0));
    }

    #[test]
    fn the_total_is_the_sum_of_the_groups_under_every_grouping() {
        let parcels: Vec<Parcel> = (0..40_u32)
            .map(|each| {
                let value = |shift: u32| (!(each + shift).is_multiple_of(5)).then(|| f64::from(each * (3 + shift)));
                years(1.0 + f64::from(each % 7), [value(0), value(1)], [value(2), value(3)])
                    .in_park(["甲园", "乙园", ""][each as usize % 3])
            })
            .collect();
        let table = table_of(&parcels);
        let tags = Tags::untagged(table.len());
        let (base, current) = (in_year(&table, 2022), in_year(&table, 2023));
        let comparison = Comparison::of_years(&table, &tags, &base, &current, None);
        let total = comparison.total();
        for by in Grouping::ALL {
            let groups = comparison.by_group(by);
            let sum = |of: fn(&GroupChange) -> f64| groups.iter().map(|(_, change)| of(change)).sum::<f64>();
            assert!(near(sum(|each| each.output.base_value), total.output.base_value));
            assert!(near(sum(|each| each.tax.current_value), total.tax.current_value));
            assert_eq!(sum(|each| each.output.missing as f64), total.output.missing as f64);
        }
    }
}
