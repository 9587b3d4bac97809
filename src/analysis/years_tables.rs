//! What changed between two years as result tables: by group with TOTAL last, and one row a parcel.
//!
//! The column keys and their order are what scripts rely on: append, never move.

use crate::domain::units::mu_from_m2;
use crate::domain::{Category, Cells, ColumnKey, ResultColumn, ResultTable, Term, TextColumnBuilder, TextField, Unit};

use super::change_sum::ChangeSum;
use super::grouping::{GroupLabel, Grouping};
use super::pairing::Pair;
use super::years::{Comparison, GroupChange};

type Change<'a> = &'a GroupChange;

enum Value {
    Count(fn(Change<'_>) -> u64),
    Number(fn(Change<'_>) -> Option<f64>),
}

struct Column {
    key: ColumnKey,
    unit: Unit,
    value: Value,
}

const fn count(key: ColumnKey, value: fn(Change<'_>) -> u64) -> Column {
    Column { key, unit: Unit::Count, value: Value::Count(value) }
}

const fn number(key: ColumnKey, unit: Unit, value: fn(Change<'_>) -> Option<f64>) -> Column {
    Column { key, unit, value: Value::Number(value) }
}

use Unit::{Mu, Ratio, Share, WanYuan, WanYuanPerMu};

/// What is counted of a group, before its changes.
const OF_GROUPS: &[Column] = &[
    count("parcels", |c| c.parcels),
    count("parcels_in_both", |c| c.in_both),
    count("parcels_appeared", |c| c.appeared),
    count("parcels_vanished", |c| c.vanished),
    count("parcels_reshaped", |c| c.reshaped),
];

/// Land and changes, of groups and of parcels.
const CHANGES: &[Column] = &[
    number("land_base_mu", Mu, |c| land_mu(c.base_land_m2)),
    number("land_current_mu", Mu, |c| land_mu(c.current_land_m2)),
    number("output_base_wan_yuan", WanYuan, |c| c.output.base()),
    number("output_current_wan_yuan", WanYuan, |c| c.output.current()),
    number("output_change_wan_yuan", WanYuan, |c| c.output.change()),
    number("output_multiple", Ratio, |c| c.output.multiple()),
    number("output_per_mu_base", WanYuanPerMu, |c| c.output.base_per_mu()),
    number("output_per_mu_current", WanYuanPerMu, |c| c.output.current_per_mu()),
    number("output_per_mu_change", WanYuanPerMu, |c| c.output.per_mu_change()),
    number("output_per_mu_multiple", Ratio, |c| c.output.per_mu_multiple()),
    number("output_doubling_progress", Share, |c| c.output.doubling_progress()),
    number("tax_base_wan_yuan", WanYuan, |c| c.tax.base()),
    number("tax_current_wan_yuan", WanYuan, |c| c.tax.current()),
    number("tax_change_wan_yuan", WanYuan, |c| c.tax.change()),
    number("tax_multiple", Ratio, |c| c.tax.multiple()),
    number("tax_per_mu_base", WanYuanPerMu, |c| c.tax.base_per_mu()),
    number("tax_per_mu_current", WanYuanPerMu, |c| c.tax.current_per_mu()),
    number("tax_per_mu_change", WanYuanPerMu, |c| c.tax.per_mu_change()),
    number("tax_per_mu_multiple", Ratio, |c| c.tax.per_mu_multiple()),
    number("tax_doubling_progress", Share, |c| c.tax.doubling_progress()),
];

/// Who stands behind the changes of a group.
const BEHIND: &[Column] = &[
    count("output_compared", |c| c.output.compared),
    count("output_missing_base", |c| c.output.missing_base),
    count("output_missing_current", |c| c.output.missing_current),
    count("output_missing_either", |c| c.output.missing),
    count("output_base_not_positive", |c| c.output.base_not_positive),
    number("output_compared_land_base_mu", Mu, |c| compared_land(&c.output, c.output.base_land_m2)),
    number("output_compared_land_current_mu", Mu, |c| compared_land(&c.output, c.output.current_land_m2)),
    count("tax_compared", |c| c.tax.compared),
    count("tax_missing_base", |c| c.tax.missing_base),
    count("tax_missing_current", |c| c.tax.missing_current),
    count("tax_missing_either", |c| c.tax.missing),
    count("tax_base_not_positive", |c| c.tax.base_not_positive),
    number("tax_compared_land_base_mu", Mu, |c| compared_land(&c.tax, c.tax.base_land_m2)),
    number("tax_compared_land_current_mu", Mu, |c| compared_land(&c.tax, c.tax.current_land_m2)),
];

/// What became of parcels, behind all other columns of a group.
const LINEAGE: &[Column] = &[
    count("parcels_split", |c| c.split),
    count("parcels_merged", |c| c.merged),
    count("parcels_rekeyed", |c| c.rekeyed),
    count("output_compared_groups", |c| c.output.groups),
    count("tax_compared_groups", |c| c.tax.groups),
];

/// What stands behind all other columns of a parcel.
const OF_PARCELS: &[Column] =
    &[number("compared_together", Unit::Count, |c| (c.together > 0).then_some(c.together as f64))];

fn land_mu(land_m2: f64) -> Option<f64> {
    (land_m2 > 0.0).then(|| mu_from_m2(land_m2))
}

fn compared_land(sum: &ChangeSum, land_m2: f64) -> Option<f64> {
    (sum.compared > 0).then(|| mu_from_m2(land_m2))
}

/// The keys and units of the columns by group, in order, `group` first.
pub fn change_columns() -> impl Iterator<Item = (ColumnKey, Unit)> {
    let columns = OF_GROUPS.iter().chain(CHANGES).chain(BEHIND).chain(LINEAGE);
    [("group", Unit::None)].into_iter().chain(columns.map(|column| (column.key, column.unit)))
}

fn columns<'a>(
    columns: impl Iterator<Item = &'static Column> + 'a,
    changes: &'a [GroupChange],
) -> impl Iterator<Item = ResultColumn> + 'a {
    columns.map(|column| {
        let cells = match column.value {
            Value::Count(of) => Cells::Counts(changes.iter().map(of).collect()),
            Value::Number(of) => Cells::Numbers(changes.iter().map(|each| of(each).unwrap_or(f64::NAN)).collect()),
        };
        ResultColumn::new(column.key, column.unit, cells)
    })
}

impl Comparison<'_> {
    /// One row a group, TOTAL last; [`Grouping::None`] gives that row alone.
    #[must_use]
    pub fn summary(&self, by: Grouping) -> ResultTable {
        let groups = if by == Grouping::None { Vec::new() } else { self.by_group(by) };
        let (labels, changes): (Vec<GroupLabel>, Vec<GroupChange>) =
            groups.into_iter().chain([(Err(Term::Total), self.total())]).unzip();
        let group = ResultColumn::new("group", Unit::None, Cells::Labels(labels));
        let rest = columns(OF_GROUPS.iter().chain(CHANGES).chain(BEHIND).chain(LINEAGE), &changes);
        ResultTable { columns: [group].into_iter().chain(rest).collect() }
    }

    /// One row a parcel: the current data's in file order, then what vanished. A parcel's words are the current ones,
    /// a vanished parcel's those it had.
    #[must_use]
    pub fn parcels(&self) -> ResultTable {
        self.parcels_of(&self.pairs().copied().collect::<Vec<Pair>>())
    }

    /// The same of these pairs, in that order.
    #[must_use]
    pub fn parcels_of(&self, pairs: &[Pair]) -> ResultTable {
        let texts = |of: &dyn Fn(&Pair) -> Option<String>| {
            let mut column = TextColumnBuilder::default();
            for pair in pairs {
                column.push(of(pair).as_deref());
            }
            Cells::Texts(column.finish())
        };
        let side = |pair: &Pair| match (pair.current, pair.base) {
            (Some(row), _) => (self.current, row as usize),
            (None, row) => (self.base, row.unwrap_or_default() as usize),
        };
        let text = |field| {
            texts(&|pair| {
                let (side, row) = side(pair);
                side.table.text_of(field, row).map(str::to_owned)
            })
        };
        let word = |category| {
            texts(&|pair| {
                let (side, row) = side(pair);
                side.table.category(category).and_then(|column| column.get(row)).map(ToString::to_string)
            })
        };
        let terms = |of: &dyn Fn(&Pair) -> Term| Cells::Terms(pairs.iter().map(|pair| Some(of(pair))).collect());
        let key = texts(&|pair| {
            let (side, row) = side(pair);
            Some(side.table.key(row).to_owned())
        });
        let model = terms(&|pair| {
            let (side, row) = side(pair);
            Term::from_tag(side.tags.get(row))
        });
        let status = terms(&|pair| {
            let (side, row) = side(pair);
            Term::Status(side.figures.status(row))
        });
        let first = [
            ("parcel_key", key),
            ("parcel_code", text(TextField::ParcelCode)),
            ("name", text(TextField::Name)),
            ("park", word(Category::Park)),
            ("industry", word(Category::Industry)),
            ("model", model),
            ("land_status", status),
            ("presence", terms(&|pair| Term::Presence(pair.state))),
        ];
        let first = first.into_iter().map(|(key, cells)| ResultColumn::new(key, Unit::None, cells));
        let changes: Vec<GroupChange> = pairs.iter().map(|pair| self.of_pair(pair)).collect();
        let kin = texts(&|pair| Some(self.kin(pair).join("; ")).filter(|keys| !keys.is_empty()));
        let kin = ResultColumn::new("lineage", Unit::None, kin);
        ResultTable {
            columns: first
                .chain(columns(CHANGES.iter(), &changes))
                .chain([kin])
                .chain(columns(OF_PARCELS.iter(), &changes))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{compared, parcel};
    use super::*;
    use crate::domain::{Cell, LandStatus, PairState};

    #[test]
    fn the_tables_have_a_total_and_a_row_a_parcel_with_what_vanished_last() {
        let of = |output| parcel(10.0, LandStatus::InUse, Some(output), None).in_park("甲园").named("某厂");
        compared(&[of(100.0), of(0.0)], &[of(300.0)], |comparison| {
            let parks = comparison.summary(Grouping::Park);
            assert!(change_columns().map(|(key, _)| key).eq(parks.columns.iter().map(|column| column.key)));
            assert_eq!((parks.len(), comparison.summary(Grouping::None).len()), (2, 1));
            assert_eq!(parks.column("group").unwrap().cell(1), Cell::Term(Term::Total));
            assert_eq!(parks.number("output_multiple", 1), Some(3.0));
            assert_eq!(parks.number("output_doubling_progress", 1), Some(2.0));
            assert_eq!(parks.number("tax_multiple", 1), None);
            let parcels = comparison.parcels();
            assert_eq!(parcels.len(), 2);
            let presence = parcels.column("presence").unwrap();
            assert_eq!(
                (presence.cell(0), presence.cell(1)),
                (Cell::Term(Term::Presence(PairState::InBoth)), Cell::Term(Term::Presence(PairState::Vanished)))
            );
            assert_eq!(parcels.column("name").unwrap().cell(1), Cell::Text("某厂"));
            assert_eq!(parcels.number("output_change_wan_yuan", 0), Some(200.0));
            assert_eq!(parcels.number("output_base_wan_yuan", 1), None, "it is compared with nothing");
        });
    }
}
