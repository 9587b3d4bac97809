//! The summary table: one row a group and TOTAL last, every ratio Σ/Σ with the land it stands on beside it.
//!
//! The column keys and their order are what scripts rely on: append, never move. Behind them stands, where the user excluded
//! findings, of how many parcels and of how much land; before that, where figures carry it, the 零增地 headroom. Last of all,
//! where a firms' list is joined, how many firms there are.

use crate::domain::{Cells, ColumnKey, LandStatus, ParcelTable, ResultColumn, ResultTable, RowSet, Tags, Term, Unit};

use super::distribution::{BoxStats, GroupBox};
use super::group_totals::sums_of;
use super::grouping::{GroupLabel, Grouping, Groups};
use super::summary_behind::{behind_columns, headroom_columns};
use super::totals::{Totals, share};
use super::{Figures, Indicator};

/// Everything known of one group, and of the whole it is a part of.
struct GroupFigures<'a> {
    totals: &'a Totals,
    whole: &'a Totals,
    output: Option<BoxStats>,
    tax: Option<BoxStats>,
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
    number("output_per_mu_median", WanYuanPerMu, |g| Some(g.output?.median)),
    number("output_per_mu_p10", WanYuanPerMu, |g| Some(g.output?.p10)),
    number("output_per_mu_p90", WanYuanPerMu, |g| Some(g.output?.p90)),
    number("tax_per_mu_median", WanYuanPerMu, |g| Some(g.tax?.median)),
    number("tax_per_mu_p10", WanYuanPerMu, |g| Some(g.tax?.p10)),
    number("tax_per_mu_p90", WanYuanPerMu, |g| Some(g.tax?.p90)),
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
    // The weaker part of the idle figures, so that it is never in them in silence.
    count("idle_by_status_parcels", |g| g.totals.idle_by_status_parcels),
    number("idle_by_status_area_mu", Mu, |g| g.totals.idle_by_status_area_mu()),
];

/// The keys and units of the summary's columns, in order, `group` first, where figures carry no headroom.
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
    summary_with_boxes(table, figures, tags, &Groups::new(table, figures, tags, rows, by), by).0
}

/// The same of rows that are grouped already, by `by`, and how output per mu is spread in each group.
#[must_use]
pub fn summary_with_boxes(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    groups: &Groups,
    by: Grouping,
) -> (ResultTable, Vec<GroupBox>) {
    let ((totals, behind), (output, tax)) = rayon::join(
        || rayon::join(|| sums_of(table, figures, tags, groups), || behind_columns(table, figures, groups, by)),
        || {
            rayon::join(
                || figures.ranked_by_output(table).by_group(groups),
                || figures.ranked_by_tax(table).boxes_by_group(groups),
            )
        },
    );
    let boxes = groups.labels().iter().zip(&totals).zip(&output).map(|((label, totals), ranked)| GroupBox {
        label: label.clone(),
        stats: ranked.stats,
        without_value: totals.parcels as usize - ranked.stats.map_or(0, |stats| stats.n),
    });
    let boxes = boxes.collect();
    let headroom = headroom_columns(figures, &totals, by);
    let whole = totals.last().copied().unwrap_or_default();
    let spreads = output.into_iter().zip(tax);
    let labels = groups.labels().iter().cloned().chain([Err(Term::Total)]);
    let (mut labels, mut figures): (Vec<GroupLabel>, Vec<GroupFigures<'_>>) = labels
        .zip(totals.iter().zip(spreads))
        .map(|(label, (totals, (output, tax)))| {
            (label, GroupFigures { totals, whole: &whole, output: output.stats, tax, gini: output.gini })
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
    (ResultTable { columns: [group].into_iter().chain(columns).chain(headroom).chain(behind).collect() }, boxes)
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, near, parcel, table_of};
    use super::super::{gini, group_rows, group_totals, percentile_inc, totals};
    use super::*;
    use crate::domain::{Cell, LandBasis, RenewalModel};
    use proptest::prelude::*;

    fn two_parks() -> Vec<Parcel> {
        vec![
            parcel(10.0, LandStatus::InUse, Some(4000.0), Some(100.0)).in_park("乙园"),
            parcel(30.0, LandStatus::InUse, Some(2000.0), None).in_park("甲园"),
            parcel(30.0, LandStatus::NotStarted, None, None).in_park("乙园"),
            parcel(50.0, LandStatus::InUse, None, Some(900.0)),
        ]
    }

    fn by_park() -> ResultTable {
        let (table, figures, tags) = figured(&two_parks(), LandBasis::default());
        summary(&table, &figures, &tags, None, Grouping::Park)
    }

    fn groups_of(table: &ResultTable) -> Vec<String> {
        let group = table.column("group").unwrap();
        (0..table.len())
            .map(|row| match group.cell(row) {
                Cell::Text(text) => text.to_owned(),
                Cell::Term(term) => term.key().to_owned(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_parks_figures_are_sums_over_sums_and_can_be_made_again_by_hand() {
        let table = by_park();
        let at = |key: &str, row| table.number(key, row).unwrap_or_else(|| panic!("{key}"));
        assert_eq!(groups_of(&table), ["乙园", "甲园", "(none)", "TOTAL"]);
        // 乙园: 4000 on 10 mu in use and an assumed 0 on 30 mu not started make 100, not the 200 a mean of the two would
        // be; the total is 6000 on 70 mu, the parcel without output left out.
        assert!(near(at("output_per_mu", 0), 100.0));
        assert!(near(at("output_per_mu_in_use", 0), 400.0));
        assert_eq!((at("output_missing", 0), at("output_assumed_zero", 0)), (0.0, 1.0));
        assert!(near(at("output_per_mu", 3), 6000.0 / 70.0));
        assert_eq!((at("output_missing", 3), at("tax_missing", 3)), (1.0, 1.0));
        for row in 0..4 {
            if let Some(per_mu) = table.number("output_per_mu", row) {
                assert_eq!(at("output_wan_yuan", row) / at("output_land_mu", row), per_mu, "to the bit");
            }
        }
        assert!(near(at("idle_area_mu", 0), 30.0) && near(at("idle_rate", 0), 0.75));
        assert!(near(at("land_share", 1), 0.25) && near(at("output_share", 0), 4.0 / 6.0));
    }

    #[test]
    fn what_no_parcel_knows_is_missing_and_never_zero() {
        let table = by_park();
        assert_eq!(table.number("output_wan_yuan", 2), None);
        assert_eq!(table.number("output_per_mu", 2), None);
        assert_eq!(table.number("output_land_mu", 2), Some(0.0), "no land stands behind it");
        assert_eq!(table.number("registered_area_mu", 3), None);
        assert_eq!(table.number("registered_parcels", 3), Some(0.0));
        assert_eq!(table.number("far", 3), None);
    }

    #[test]
    fn the_columns_scripts_rely_on_come_first_and_in_order() {
        let expected = "group parcels land_mu registered_area_mu registered_parcels geometric_area_mu output_wan_yuan \
            output_land_mu output_missing output_assumed_zero output_per_mu output_per_mu_in_use tax_wan_yuan tax_land_mu \
            tax_missing tax_assumed_zero tax_per_mu idle_parcels idle_area_mu idle_rate vacant_built_area_mu far";
        let keys: Vec<ColumnKey> = by_park().columns.iter().map(|column| column.key).collect();
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(keys[..expected.len()], expected);
        assert!(summary_columns().map(|(key, _)| key).eq(keys.iter().copied()));
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len());
    }

    #[test]
    fn models_stand_by_number_with_the_untagged_last_and_statuses_in_their_order() {
        let (table, figures, mut tags) = figured(&two_parks(), LandBasis::default());
        tags.set(0, Some(RenewalModel::EnclavePark));
        tags.set(3, Some(RenewalModel::SlimCore));
        let of = |by| groups_of(&summary(&table, &figures, &tags, None, by));
        assert_eq!(of(Grouping::Model), ["slim_core", "enclave_park", "untagged", "TOTAL"]);
        assert_eq!(of(Grouping::Status), ["in_use", "not_started", "TOTAL"]);
        assert_eq!(of(Grouping::Industry), ["(none)", "TOTAL"]);
        assert_eq!(of(Grouping::None), ["TOTAL"]);
    }

    #[test]
    fn only_the_rows_asked_about_are_summed_and_an_empty_file_has_a_total() {
        let (table, figures, tags) = figured(&two_parks(), LandBasis::default());
        let rows = RowSet::from_rows(4, [1, 3]);
        let some = summary(&table, &figures, &tags, Some(&rows), Grouping::Park);
        assert_eq!(groups_of(&some), ["甲园", "(none)", "TOTAL"]);
        assert!(near(some.number("land_share", 0).unwrap(), 0.375), "of the rows asked about");
        let (table, figures, tags) = figured(&[], LandBasis::default());
        let none = summary(&table, &figures, &tags, None, Grouping::Model);
        assert_eq!((groups_of(&none), none.number("parcels", 0)), (vec!["TOTAL".to_owned()], Some(0.0)));
    }

    fn any_parcels() -> impl Strategy<Value = Vec<Parcel>> {
        let parks = prop::sample::select(vec!["甲园", "乙园", ""]);
        let value = || prop::option::weighted(0.8, 0.1..1e5_f64);
        let one = (0.5..500.0_f64, 0..7_usize, value(), value(), value(), parks, prop::bool::weighted(0.9));
        let parcels = one.prop_map(|(mu, status, output, tax, floor, park, shaped)| {
            let mut made = parcel(mu, LandStatus::ALL[status], output, tax).in_park(park);
            if let Some(floor) = floor {
                made = made.with(crate::domain::Measure::FloorArea, floor);
            }
            if shaped { made } else { made.without_shape() }
        });
        prop::collection::vec(parcels, 0..40)
    }

    proptest! {
        #[test]
        fn the_order_of_the_file_changes_no_figure(parcels in any_parcels(), seed in any::<u64>()) {
            let mut shuffled = parcels.clone();
            let mut state = seed | 1;
            for last in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                shuffled.swap(last, (state >> 33) as usize % (last + 1));
            }
            let of = |parcels: &[Parcel]| {
                let (table, figures, tags) = figured(parcels, LandBasis::default());
                summary(&table, &figures, &tags, None, Grouping::Park)
            };
            let (first, second) = (of(&parcels), of(&shuffled));
            let (names, other_names) = (groups_of(&first), groups_of(&second));
            for (row, name) in names.iter().enumerate() {
                let other = other_names.iter().position(|each| each == name).unwrap();
                for (key, _) in summary_columns().skip(1) {
                    match (first.number(key, row), second.number(key, other)) {
                        // The Gini is 1 minus nearly 1, so its error is told of 1.
                        (Some(a), Some(b)) => prop_assert!(near(a, b) || (a - b).abs() < 1e-12, "{key}: {a} {b}"),
                        (a, b) => prop_assert_eq!(a, b, "{}", key),
                    }
                }
            }
        }

        #[test]
        fn the_total_is_the_sum_of_the_groups_and_the_same_under_every_grouping(parcels in any_parcels()) {
            let (table, figures, tags) = figured(&parcels, LandBasis::default());
            let alone = totals(&table, &figures, &tags, None);
            for by in Grouping::ALL {
                let all = group_totals(&table, &figures, &tags, None, by);
                prop_assert_eq!(&all.total, &alone, "to the bit");
                let sum = |of: &dyn Fn(&Totals) -> f64| all.groups.iter().map(|(_, totals)| of(totals)).sum::<f64>();
                prop_assert!(near(sum(&|each| each.land_m2), alone.land_m2));
                prop_assert!(near(sum(&|each| each.idle_m2), alone.idle_m2));
                prop_assert_eq!(sum(&|each| each.parcels as f64), alone.parcels as f64);
                for indicator in Indicator::ALL {
                    let whole = alone.sums(indicator);
                    prop_assert!(near(sum(&|each| each.sums(indicator).value), whole.value));
                    prop_assert!(near(sum(&|each| each.sums(indicator).base), whole.base));
                    prop_assert_eq!(sum(&|each| each.sums(indicator).missing as f64), whole.missing as f64);
                }
            }
        }

        #[test]
        fn quantiles_and_gini_of_the_summary_are_those_of_the_parcels_themselves(parcels in any_parcels()) {
            let (table, figures, tags) = figured(&parcels, LandBasis::default());
            let summary = summary(&table, &figures, &tags, None, Grouping::Park);
            for (row, group) in group_rows(&table, &figures, &tags, Grouping::Park).iter().enumerate() {
                let per_mu = |&row: &u32| figures.indicator(&table, Indicator::OutputPerMu, row as usize);
                let mut known: Vec<f64> = group.rows.iter().filter_map(per_mu).collect();
                known.sort_by(f64::total_cmp);
                for (key, p) in [("output_per_mu_p10", 0.1), ("output_per_mu_median", 0.5), ("output_per_mu_p90", 0.9)] {
                    prop_assert_eq!(summary.number(key, row), percentile_inc(&known, p));
                }
            }
            let pairs: Vec<(f64, f64)> = (0..table.len())
                .filter_map(|row| {
                    let land = figures.land_m2(row)?;
                    Some((land, figures.indicator(&table, Indicator::OutputPerMu, row)? * land))
                })
                .collect();
            match (summary.number("gini", summary.len() - 1), gini(&pairs)) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-12),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let parcels: Vec<Parcel> = (0..500_u32)
            .map(|each| parcel(1.0 + f64::from(each % 37) / 7.0, LandStatus::InUse, Some(f64::from(each) / 3.0), None))
            .collect();
        let table = table_of(&parcels);
        let tags = Tags::untagged(table.len());
        let of = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let figures = Figures::new(&table, super::super::FigureSettings::default());
                let table = summary(&table, &figures, &tags, None, Grouping::Status);
                summary_columns().map(|(key, _)| table.number(key, 0).map(f64::to_bits)).collect::<Vec<_>>()
            })
        };
        assert_eq!(of(1), of(3));
    }
}
