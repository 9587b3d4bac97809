//! The order of rows changes nothing: not an outcome, not a score to its last digit, not a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::super::test_table::{Parcel, parcel, table_of, with_words};
use super::super::super::{FigureSettings, Figures};
use super::super::reason::Finding;
use super::super::rulebook::Rulebook;
use super::*;
use crate::domain::{Category, LandStatus, Measure, ParcelFirms, ParcelTable, UserMarks};

/// What a made-up parcel says: park, industry, class of industry, status, tenths of a mu, tenths of tax, of the floor area
/// ratio, and its firm.
type Made = (usize, usize, usize, usize, u32, u8, u8, u32);

const PARKS: [&str; 2] = ["a", "b"];
const INDUSTRIES: [&str; 4] = ["金属制品业", "通用设备制造业", "纺织业", "热力生产"];
const CLASSES: [Option<&str>; 4] = [None, Some("C33"), Some("34"), Some("3670")];
const STATUSES: [LandStatus; 3] = [LandStatus::InUse, LandStatus::UnderConstruction, LandStatus::NotStarted];

/// Tables in which lands and taxes are alike, so that sums tie.
fn made() -> impl Strategy<Value = Vec<Made>> {
    let land = prop_oneof![Just(1_u32), Just(2), Just(3), Just(200)];
    let one = (0..2_usize, 0..4_usize, 0..4_usize, 0..3_usize, land, 0..5_u8, 0..12_u8, 0..6_u32);
    proptest::collection::vec(one, 1..40)
}

fn table(made: &[Made], are_firms: bool) -> ParcelTable {
    let parcels: Vec<Parcel> = made
        .iter()
        .map(|&(park, industry, _, status, land, tax, far, _)| {
            let tax = Some(f64::from(tax) / 10.0);
            let one = parcel(f64::from(land) / 10.0, STATUSES[status], tax.map(|tax| tax * 7.0), tax);
            one.in_park(PARKS[park])
                .in_industry(INDUSTRIES[industry])
                .with(Measure::FloorAreaRatio, f64::from(far) / 10.0)
        })
        .collect();
    let classes: Vec<Option<&str>> = made.iter().map(|each| CLASSES[each.2]).collect();
    let table = with_words(table_of(&parcels), Category::IndustryClass, &classes);
    if !are_firms {
        return table;
    }
    let names = (0..6).map(|firm| format!("firm {firm}").into()).collect();
    table.with_firms(Arc::new(ParcelFirms::new(made.iter().map(|each| Some(each.7)), names, BTreeMap::new())))
}

fn findings(table: &ParcelTable) -> Vec<[Finding; 5]> {
    let figures = Figures::new(table, FigureSettings::default());
    let (book, marks) = (Rulebook::shipped(), UserMarks::default());
    let judge = Judge::new(JudgeInputs { table, figures: &figures, book, marks: &marks, as_of: 19_000 });
    (0..table.len()).map(|row| FindingKind::ALL.map(|kind| judge.finding(kind, row))).collect()
}

fn shuffled() -> impl Strategy<Value = (Vec<Made>, Vec<usize>)> {
    made().prop_flat_map(|made| {
        let order: Vec<usize> = (0..made.len()).collect();
        (Just(made), Just(order).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn shuffled_rows_have_the_same_outcomes_scores_and_reasons((made, order) in shuffled(), are_firms: bool) {
        let straight = findings(&table(&made, are_firms));
        let turned: Vec<Made> = order.iter().map(|&row| made[row]).collect();
        let again = findings(&table(&turned, are_firms));
        for (&row, findings) in order.iter().zip(again) {
            prop_assert_eq!(&findings, &straight[row]);
        }
    }
}

#[test]
fn two_industries_with_as_much_land_as_each_other_lead_no_park() {
    let of = |industry| parcel(20.0, LandStatus::InUse, Some(2000.0), Some(100.0)).in_park("a").in_industry(industry);
    let table = |second: f64| {
        let second =
            parcel(second, LandStatus::InUse, Some(2000.0), Some(100.0)).in_park("a").in_industry(INDUSTRIES[1]);
        table_of(&[of(INDUSTRIES[0]), second])
    };
    let fact = |table: &ParcelTable, fact: Fact| {
        let figures = Figures::new(table, FigureSettings::default());
        let (book, marks) = (Rulebook::shipped(), UserMarks::default());
        let judge = Judge::new(JudgeInputs { table, figures: &figures, book, marks: &marks, as_of: 19_000 });
        judge.fact(fact, 0)
    };
    let tie = table(20.0);
    assert_eq!(fact(&tie, Fact::OutsideLeadIndustry), None);
    assert_eq!(fact(&tie, Fact::ParkOffLeadShare), None);
    let led = table(30.0);
    assert_eq!(fact(&led, Fact::OutsideLeadIndustry), Some(1.0));
    assert!((fact(&led, Fact::ParkOffLeadShare).unwrap() - 0.4).abs() < 1e-12);
}
