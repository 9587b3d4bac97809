//! The summary table: one row a group and TOTAL last, every ratio Σ/Σ with the land it stands on beside it.
//!
//! The column keys and their order are what scripts rely on: append, never move.

use crate::domain::{Cells, ColumnKey, LandStatus, ParcelTable, ResultColumn, ResultTable, RowSet, Tags, Term, Unit};

use super::grouping::{GroupLabel, Grouping, Groups};
use super::ranking::Spread;
use super::totals::{Totals, share, sums_of};
use super::{Figures, Indicator};

/// Everything known of one group, and of the whole it is a part of.
struct GroupFigures<'a> {
    totals: &'a Totals,
    whole: &'a Totals,
    output: Spread,
    tax: Spread,
    gini: Option<f64>,
}

type G<'a, 'b> = &'a GroupFigures<'b>;

enum Value {
    Count(fn(G<'_, '_>) -> u64),
    Number(fn(G<'_, '_>) -> Option<f64>),
}

struct Column {
    key: ColumnKey,
    unit: Unit,
    value: Value,
}

const fn count(key: ColumnKey, value: fn(G<'_, '_>) -> u64) -> Column {
    Column { key, unit: Unit::Count, value: Value::Count(value) }
}

const fn number(key: ColumnKey, unit: Unit, value: fn(G<'_, '_>) -> Option<f64>) -> Column {
    Column { key, unit, value: Value::Number(value) }
}

use Indicator as I;
use Unit::{Mu, PersonsPerMu, Ratio, Share, WanYuan, WanYuanPerMu, WanYuanPerPerson};

/// Every column behind `group`, in the order it is written.
const COLUMNS: &[Column] = &[
    count("parcels", |g| g.totals.parcels),
    number("land_mu", Mu, |g| g.totals.land_mu()),
    number("registered_area_mu", Mu, |g| g.totals.registered_area_mu()),
    count("registered_parcels", |g| g.totals.registered_parcels),
    number("geometric_area_mu", Mu, |g| g.totals.geometric_area_mu()),
    number("output_wan_yuan", WanYuan, |g| g.totals.sums(I::OutputPerMu).sum()),
    number("output_land_mu", Mu, |g| Some(g.totals.sums(I::OutputPerMu).land_mu())),
    count("output_missing", |g| g.totals.sums(I::OutputPerMu).missing),
    count("output_assumed_zero", |g| g.totals.sums(I::OutputPerMu).assumed_zero),
    number("output_per_mu", WanYuanPerMu, |g| g.totals.ratio(I::OutputPerMu)),
    number("output_per_mu_in_use", WanYuanPerMu, |g| g.totals.output_per_mu_in_use()),
    number("tax_wan_yuan", WanYuan, |g| g.totals.sums(I::TaxPerMu).sum()),
    number("tax_land_mu", Mu, |g| Some(g.totals.sums(I::TaxPerMu).land_mu())),
    count("tax_missing", |g| g.totals.sums(I::TaxPerMu).missing),
    count("tax_assumed_zero", |g| g.totals.sums(I::TaxPerMu).assumed_zero),
    number("tax_per_mu", WanYuanPerMu, |g| g.totals.ratio(I::TaxPerMu)),
    count("idle_parcels", |g| g.totals.idle_parcels),
    number("idle_area_mu", Mu, |g| g.totals.idle_area_mu()),
    number("idle_rate", Share, |g| g.totals.idle_rate()),
    number("vacant_built_area_mu", Mu, |g| g.totals.vacant_built_area_mu()),
    number("far", Ratio, |g| g.totals.ratio(I::Far)),
    number("floor_area_land_mu", Mu, |g| Some(g.totals.sums(I::Far).land_mu())),
    number("built_rate", Share, |g| g.totals.built_rate()),
    number("land_share", Share, |g| share(g.totals.land_mu(), g.whole.land_mu())),
    number("output_share", Share, |g| share(g.totals.sums(I::OutputPerMu).sum(), g.whole.sums(I::OutputPerMu).sum())),
    number("output_per_mu_median", WanYuanPerMu, |g| g.output.median),
    number("output_per_mu_p10", WanYuanPerMu, |g| g.output.p10),
    number("output_per_mu_p90", WanYuanPerMu, |g| g.output.p90),
    number("tax_per_mu_median", WanYuanPerMu, |g| g.tax.median),
    number("tax_per_mu_p10", WanYuanPerMu, |g| g.tax.p10),
    number("tax_per_mu_p90", WanYuanPerMu, |g| g.tax.p90),
    number("revenue_per_mu", WanYuanPerMu, |g| g.totals.ratio(I::RevenuePerMu)),
    number("value_added_per_mu", WanYuanPerMu, |g| g.totals.ratio(I::ValueAddedPerMu)),
    number("investment_per_mu", WanYuanPerMu, |g| g.totals.ratio(I::InvestmentPerMu)),
    number("investment_land_mu", Mu, |g| Some(g.totals.sums(I::InvestmentPerMu).land_mu())),
    number("building_density", Share, |g| g.totals.ratio(I::BuildingDensity)),
    number("employees_per_mu", PersonsPerMu, |g| g.totals.ratio(I::EmployeesPerMu)),
    number("labour_productivity", WanYuanPerPerson, |g| g.totals.ratio(I::LabourProductivity)),
    number("energy_productivity", Unit::WanYuanPerTonneCoal, |g| g.totals.ratio(I::EnergyProductivity)),
    number("emission_productivity", Unit::WanYuanPerTonne, |g| g.totals.ratio(I::EmissionProductivity)),
    number("rd_share", Share, |g| g.totals.ratio(I::RdShare)),
    number("gini", Ratio, |g| g.gini),
    count("tagged_parcels", |g| g.totals.tagged_parcels),
    count("no_land_parcels", |g| g.totals.no_land_parcels()),
    count("no_shape_parcels", |g| g.totals.no_shape_parcels),
    count("invalid_shape_parcels", |g| g.totals.invalid_shape_parcels),
    // What the further ratios stand on, so that each can be made again by hand.
    count("unknown_status_parcels", |g| g.totals.parcels_of(LandStatus::Unknown)),
    number("supplied_land_mu", Mu, |g| g.totals.supplied_land_mu()),
    number("output_in_use_land_mu", Mu, |g| Some(g.totals.output_in_use.land_mu())),
    number("revenue_land_mu", Mu, |g| Some(g.totals.sums(I::RevenuePerMu).land_mu())),
    count("revenue_missing", |g| g.totals.sums(I::RevenuePerMu).missing),
    count("revenue_assumed_zero", |g| g.totals.sums(I::RevenuePerMu).assumed_zero),
    number("value_added_land_mu", Mu, |g| Some(g.totals.sums(I::ValueAddedPerMu).land_mu())),
    count("value_added_missing", |g| g.totals.sums(I::ValueAddedPerMu).missing),
    count("value_added_assumed_zero", |g| g.totals.sums(I::ValueAddedPerMu).assumed_zero),
    count("investment_missing", |g| g.totals.sums(I::InvestmentPerMu).missing),
    count("floor_area_missing", |g| g.totals.sums(I::Far).missing),
    number("building_density_land_mu", Mu, |g| Some(g.totals.sums(I::BuildingDensity).land_mu())),
    number("building_coefficient", Share, |g| g.totals.ratio(I::BuildingCoefficient)),
    number("building_coefficient_land_mu", Mu, |g| Some(g.totals.sums(I::BuildingCoefficient).land_mu())),
    number("employees_land_mu", Mu, |g| Some(g.totals.sums(I::EmployeesPerMu).land_mu())),
    count("labour_productivity_parcels", |g| g.totals.sums(I::LabourProductivity).parcels),
    count("energy_productivity_parcels", |g| g.totals.sums(I::EnergyProductivity).parcels),
    number("revenue_per_energy", Unit::WanYuanPerTonneCoal, |g| g.totals.ratio(I::RevenuePerEnergy)),
    count("revenue_per_energy_parcels", |g| g.totals.sums(I::RevenuePerEnergy).parcels),
    count("emission_productivity_parcels", |g| g.totals.sums(I::EmissionProductivity).parcels),
    number("revenue_per_emission", Unit::WanYuanPerTonne, |g| g.totals.ratio(I::RevenuePerEmission)),
    count("revenue_per_emission_parcels", |g| g.totals.sums(I::RevenuePerEmission).parcels),
    count("rd_share_parcels", |g| g.totals.sums(I::RdShare).parcels),
];

/// The keys and units of the summary's columns, in order, `group` first.
pub fn summary_columns() -> impl Iterator<Item = (ColumnKey, Unit)> {
    [("group", Unit::None)].into_iter().chain(COLUMNS.iter().map(|column| (column.key, column.unit)))
}

/// The summary of `rows` (all if `None`): one row a group in [`Groups`]' order, and the row of [`Term::Total`] last;
/// [`Grouping::None`] gives that row alone. Shares are of the rows asked about.
#[must_use]
pub fn summary(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    rows: Option<&RowSet>,
    by: Grouping,
) -> ResultTable {
    let groups = Groups::new(table, figures, tags, rows, by);
    let (totals, ((output, ginis), tax)) = rayon::join(
        || sums_of(table, figures, tags, &groups),
        || {
            rayon::join(
                || {
                    let ranking = figures.ranked_by_output(table);
                    (ranking.spreads(&groups), ranking.ginis(&groups, figures.land_values_m2()))
                },
                || figures.ranked_by_tax(table).spreads(&groups),
            )
        },
    );
    let whole = totals.last().copied().unwrap_or_default();
    let spreads = output.into_iter().zip(tax).zip(ginis);
    let labels = groups.labels().iter().cloned().chain([Err(Term::Total)]);
    let (mut labels, mut figures): (Vec<GroupLabel>, Vec<GroupFigures<'_>>) = labels
        .zip(totals.iter().zip(spreads))
        .map(|(label, (totals, ((output, tax), gini)))| {
            (label, GroupFigures { totals, whole: &whole, output, tax, gini })
        })
        .unzip();
    if by == Grouping::None {
        // The one group is the total itself.
        labels.drain(..labels.len() - 1);
        figures.drain(..figures.len() - 1);
    }
    let columns = COLUMNS.iter().map(|column| {
        let cells = match column.value {
            Value::Count(of) => Cells::Counts(figures.iter().map(of).collect()),
            Value::Number(of) => Cells::Numbers(figures.iter().map(|each| of(each).unwrap_or(f64::NAN)).collect()),
        };
        ResultColumn::new(column.key, column.unit, cells)
    });
    let group = ResultColumn::new("group", Unit::None, Cells::Labels(labels));
    ResultTable { columns: [group].into_iter().chain(columns).collect() }
}
