//! The join's rules, each by a small list, and their one law by many: nothing is lost and nothing counted twice.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    ByteSpan, FirmKey, FirmTable, Measure, MeasureKey, NumberColumn, ParcelTable, ParcelTableParts, ShapeState,
    ShapesBuilder, TextColumn, TextField, Year,
};

const TAX: MeasureKey = MeasureKey { measure: Measure::Tax, year: None };
const OCCUPIED: MeasureKey = MeasureKey { measure: Measure::OccupiedArea, year: None };

fn texts(texts: &[&str]) -> TextColumn {
    texts.iter().map(|&text| Some(text).filter(|text| !text.is_empty())).collect()
}

fn parcels(fields: &[(TextField, &[&str])]) -> ParcelTable {
    let len = fields[0].1.len();
    let mut shapes = ShapesBuilder::default();
    (0..len).for_each(|_| shapes.end_parcel());
    let keys: Vec<String> = (0..len).map(|row| format!("parcel {row}")).collect();
    ParcelTable::freeze(ParcelTableParts {
        feature_index: (0..len as u32).collect(),
        spans: vec![ByteSpan::default(); len],
        keys: keys.iter().map(|key| Some(key.as_str())).collect(),
        shapes: shapes.finish(),
        shape_states: vec![ShapeState::None; len],
        geometric_area_m2: vec![f64::NAN; len],
        texts: fields.iter().map(|(field, each)| (*field, texts(each))).collect(),
        ..ParcelTableParts::default()
    })
}

fn firms(fields: &[(TextField, &[&str])], measures: &[(MeasureKey, &[f64])]) -> FirmTable {
    let len = fields[0].1.len();
    let measures: BTreeMap<_, _> =
        measures.iter().map(|(key, values)| (*key, NumberColumn::from_values(values.to_vec()))).collect();
    let fields = fields.iter().map(|(field, each)| (*field, texts(each))).collect();
    FirmTable::new((2..len as u32 + 2).collect(), fields, measures)
}

fn by(key: FirmKey) -> JoinSettings {
    JoinSettings { key, ..JoinSettings::default() }
}

fn column(join: &FirmJoin, key: MeasureKey) -> Vec<Option<f64>> {
    let column = &join.columns[&key];
    (0..column.values().len()).map(|row| column.get(row)).collect()
}

const CODE: TextField = TextField::ParcelCode;
const NAME: TextField = TextField::Name;
const CREDIT: TextField = TextField::CreditCode;

#[test]
fn several_firms_on_one_parcel_are_summed_and_a_blank_is_no_zero() {
    let parcels = parcels(&[(CODE, &["A1", "A2", "A3"])]);
    let nan = f64::NAN;
    let list = firms(
        &[(CODE, &["a1", " Ａ１ ", "A2", "A9"]), (NAME, &["甲", "乙", "丙", "丁"])],
        &[(TAX, &[10.0, 5.0, nan, 7.0])],
    );
    let join = join_firms(&list, &parcels, &[1.0; 3], by(FirmKey::ParcelCode));
    assert_eq!(column(&join, TAX), [Some(15.0), None, None]);
    assert_eq!(join.unmatched_rows, [3]);
    assert_eq!(join.unmatched_parcels, [2]);
    assert_eq!((join.counts.rows_matched, join.counts.parcels_matched, join.counts.parcels_shared), (3, 2, 1));
    let on_first: Vec<_> = join.parts_of(0).iter().map(|part| (part.firm, part.value)).collect();
    assert_eq!(on_first, [(0, 10.0), (1, 5.0)]);
    assert_eq!(join.firms_of(1).map(|(_, firm)| firm.label.as_str()).collect::<Vec<_>>(), ["丙"]);
}

#[test]
fn one_firm_on_several_parcels_is_shared_out_by_land_and_without_land_in_equal_parts() {
    let parcels = parcels(&[(CREDIT, &["91", "91", "92", "91"])]);
    let list = firms(&[(CREDIT, &["91"])], &[(TAX, &[30.0])]);
    let join = join_firms(&list, &parcels, &[100.0, 200.0, 500.0, f64::NAN], by(FirmKey::CreditCode));
    assert_eq!(column(&join, TAX), [Some(10.0), Some(20.0), None, None]);
    assert!(join.parts.iter().all(|part| part.by == ShareBy::Land && part.total == 30.0));
    let join = join_firms(&list, &parcels, &[f64::NAN; 4], by(FirmKey::CreditCode));
    assert_eq!(column(&join, TAX), [Some(10.0), Some(10.0), None, Some(10.0)]);
    assert_eq!(join.counts.firms_shared, 1);
}

#[test]
fn a_total_on_each_of_a_firms_parcels_is_counted_once_and_told_and_goes_by_occupied_land() {
    let parcels = parcels(&[(CODE, &["A1", "A2", "A3"])]);
    let list = firms(
        &[(CODE, &["A1", "A2", "A3"]), (NAME, &["甲", "甲", "乙"])],
        &[(TAX, &[40.0, 40.0, 40.0]), (OCCUPIED, &[10.0, 30.0, 5.0])],
    );
    let join = join_firms(&list, &parcels, &[1.0; 3], by(FirmKey::ParcelCode));
    assert_eq!(column(&join, TAX), [Some(10.0), Some(30.0), Some(40.0)]);
    assert_eq!(join.duplicates.len(), 1);
    let told = &join.duplicates[0];
    assert_eq!((told.kind, told.amount, told.rows.as_slice()), (DuplicateKind::RepeatedTotal, 40.0, &[0, 1][..]));
    assert!(!join.columns.contains_key(&OCCUPIED), "land taken up is a weight, not a figure of the parcel");

    let as_given = JoinSettings { repeated: RepeatedTotals::AsGiven, ..by(FirmKey::ParcelCode) };
    let join = join_firms(&list, &parcels, &[1.0; 3], as_given);
    assert_eq!(column(&join, TAX), [Some(40.0), Some(40.0), Some(40.0)]);
}

#[test]
fn rows_with_amounts_of_their_own_keep_them_and_the_same_row_twice_counts_once() {
    let parcels = parcels(&[(CODE, &["A1", "A2"])]);
    let list =
        firms(&[(CODE, &["A1", "A2", "A1", "A1"]), (NAME, &["甲", "甲", "乙", "乙"])], &[(TAX, &[1.0, 2.0, 5.0, 5.0])]);
    let join = join_firms(&list, &parcels, &[1.0; 2], by(FirmKey::ParcelCode));
    assert_eq!(column(&join, TAX), [Some(6.0), Some(2.0)]);
    assert_eq!(join.duplicates.iter().map(|each| each.kind).collect::<Vec<_>>(), [DuplicateKind::SameRow]);
    let list = firms(&[(CODE, &["A1", "A1"]), (NAME, &["乙", "乙"])], &[(TAX, &[5.0, 6.0])]);
    let join = join_firms(&list, &parcels, &[1.0; 2], by(FirmKey::ParcelCode));
    assert_eq!(column(&join, TAX)[0], Some(11.0));
    assert_eq!(join.duplicates[0].kind, DuplicateKind::Summed);
}

#[test]
fn zeros_on_every_row_are_zeros_and_no_repeated_total() {
    let parcels = parcels(&[(CODE, &["A1", "A2"])]);
    let list = firms(&[(CODE, &["A1", "A2"]), (NAME, &["甲", "甲"])], &[(TAX, &[0.0, 0.0])]);
    let join = join_firms(&list, &parcels, &[1.0; 2], by(FirmKey::ParcelCode));
    assert_eq!(column(&join, TAX), [Some(0.0), Some(0.0)]);
    assert!(join.duplicates.is_empty());
}

#[test]
fn a_cell_of_several_codes_stands_on_each_of_them() {
    let parcels = parcels(&[(CODE, &["A1", "A2", "A3"])]);
    let list = firms(&[(CODE, &["A1、A3"]), (NAME, &["甲"])], &[(TAX, &[9.0])]);
    let join = join_firms(&list, &parcels, &[1.0, 1.0, 2.0], by(FirmKey::ParcelCode));
    assert_eq!(column(&join, TAX), [Some(3.0), None, Some(6.0)]);
}

#[test]
fn the_key_that_finds_most_is_proposed_and_of_equals_the_surest() {
    let parcels = parcels(&[(CODE, &["A1", "A2"]), (NAME, &["甲（即墨）公司", "乙公司"])]);
    let list = firms(&[(CODE, &["X1", "A2"]), (NAME, &["甲(即墨)公司", "乙 公司"])], &[(TAX, &[1.0, 2.0])]);
    let rates = key_rates(&list, &parcels);
    assert_eq!(rates.iter().map(|rate| rate.matched).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(proposed_key(&rates), Some(FirmKey::Name));
    assert_eq!(proposed_key(&key_rates(&list, &super::tests::parcels(&[(CODE, &["Z"])]))), Some(FirmKey::ParcelCode));
}

#[test]
fn years_stay_apart() {
    let parcels = parcels(&[(CODE, &["A1"])]);
    let key = |year: Year| MeasureKey { measure: Measure::Tax, year: Some(year) };
    let list = firms(
        &[(CODE, &["A1", "A1"]), (NAME, &["甲", "甲"])],
        &[(key(2022), &[5.0, f64::NAN]), (key(2023), &[f64::NAN, 5.0])],
    );
    let join = join_firms(&list, &parcels, &[1.0], by(FirmKey::ParcelCode));
    assert_eq!((column(&join, key(2022)), column(&join, key(2023))), (vec![Some(5.0)], vec![Some(5.0)]));
    assert!(join.duplicates.is_empty());
}

fn list(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

proptest! {
    /// Σ over parcels = Σ over the matched firms, whatever is shared out by whatever.
    #[test]
    fn nothing_is_lost_and_nothing_counted_twice(
        codes in prop::collection::vec(0_u8..12, 1..14),
        rows in prop::collection::vec((0_u8..14, 0_u8..6, prop::option::of(0_u32..50), prop::option::of(1_u32..9)), 1..40),
        land in prop::collection::vec(prop::option::of(1_u32..1000), 14),
        once in any::<bool>(),
    ) {
        let codes: Vec<String> = codes.iter().map(|code| format!("C{code}")).collect();
        let parcels = parcels(&[(CODE, &codes.iter().map(String::as_str).collect::<Vec<_>>())]);
        let code: Vec<String> = rows.iter().map(|row| format!("c{}", row.0)).collect();
        let name: Vec<String> = rows.iter().map(|row| format!("firm {}", row.1)).collect();
        let number = |value: Option<u32>| value.map_or(f64::NAN, f64::from);
        let tax: Vec<f64> = rows.iter().map(|row| number(row.2) / 3.0).collect();
        let occupied: Vec<f64> = rows.iter().map(|row| number(row.3)).collect();
        let table = firms(&[(CODE, &list(&code)), (NAME, &list(&name))], &[(TAX, &tax), (OCCUPIED, &occupied)]);
        let land: Vec<f64> = land.into_iter().take(codes.len()).map(number).collect();
        let repeated = if once { RepeatedTotals::Once } else { RepeatedTotals::AsGiven };
        let join = join_firms(&table, &parcels, &land, JoinSettings { key: FirmKey::ParcelCode, repeated });

        // The firms' totals, reckoned by hand from the rows.
        let is_matched = |row: usize| codes.iter().any(|each| each.eq_ignore_ascii_case(&code[row]));
        let mut expected = 0.0;
        for firm in 0..6 {
            let said: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].1 == firm && !tax[row].is_nan()).collect();
            let all_same = said.len() > 1 && said.iter().all(|&row| tax[row] == tax[said[0]]) && tax[said[0]] != 0.0;
            if all_same && once {
                expected += if said.iter().any(|&row| is_matched(row)) { tax[said[0]] } else { 0.0 };
            } else {
                expected += said.iter().filter(|&&row| is_matched(row)).map(|&row| tax[row]).sum::<f64>();
            }
        }
        let total = join.total(TAX).unwrap_or(0.0);
        prop_assert!((total - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{} instead of {}", total, expected);
        let of_parts: f64 = join.parts.iter().map(|part| part.value).sum();
        prop_assert!((total - of_parts).abs() <= 1e-9 * total.abs().max(1.0));
        prop_assert_eq!(join.counts.rows_matched + join.unmatched_rows.len(), rows.len());
        prop_assert_eq!(join.counts.parcels_matched + join.unmatched_parcels.len(), codes.len());
    }
}
