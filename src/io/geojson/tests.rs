//! The promise of the reader as a whole: what a file says does not depend on how it is laid out or how the work is cut.

use std::io::Write;

use proptest::prelude::*;

use super::pipeline::Plan;
use super::{Import, ReadOptions, ReadProgress, read_as_planned};
use crate::domain::{Category, Measure, ShapeState, TextField};
use crate::geometry::Crs;
use crate::io::import_report::{CrsEvidence, FindingKind, UnitEvidence};
use crate::io::{ReadError, Source};

fn read_with(text: &[u8], plan: Plan) -> Result<Import, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parcels.geojson");
    std::fs::File::create(&path).unwrap().write_all(text).unwrap();
    let options = ReadOptions { hash: plan.hash, ..ReadOptions::default() };
    read_as_planned(&Source::Path(path), &options, &ReadProgress::default(), plan)
}

fn read(text: &str) -> Result<Import, ReadError> {
    read_with(text.as_bytes(), WHOLE)
}

const WHOLE: Plan = Plan { workers: 1, block: 1 << 20, batch: 1 << 20, hash: true };

/// One made-up feature; `what` picks among the odd ones.
fn feature(number: usize, what: usize) -> serde_json::Value {
    let (x, y) = (120.4 + number as f64 * 0.01, 36.3);
    let square = serde_json::json!([[[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]]);
    let bow_tie = serde_json::json!([[[x, y], [x + 0.001, y + 0.001], [x + 0.001, y], [x, y + 0.001], [x, y]]]);
    let geometry = match what {
        0 => serde_json::Value::Null,
        1 => serde_json::json!({"type": "Point", "coordinates": [x, y]}),
        2 => serde_json::json!({"coordinates": bow_tie, "type": "Polygon"}),
        3 => serde_json::json!({"type": "MultiPolygon", "coordinates": [square]}),
        _ => serde_json::json!({"type": "Polygon", "coordinates": square}),
    };
    let park = ["甲园 \"一\"", "乙}园", "\u{1f3ed}"][number % 3];
    let mut properties = serde_json::json!({
        "宗地代码": format!("3702150010{number:02}"),
        "园区": park,
        "产值(万元)": if what == 4 { serde_json::json!("—") } else { serde_json::json!(number as f64 * 1.1) },
    });
    if what == 5 {
        properties["税收(万元)"] = serde_json::json!("1,234.5");
    }
    serde_json::json!({"type": "Feature", "properties": properties, "geometry": geometry, "extra": {"a": [{}, []]}})
}

/// Writes a value with the white space and the order of members that `choices` picks.
fn lay_out(value: &serde_json::Value, choices: &mut impl Iterator<Item = u8>, out: &mut String) {
    let space = |out: &mut String, choices: &mut dyn Iterator<Item = u8>| {
        out.push_str(["", " ", "\n", "\r\n\t", ""][usize::from(choices.next().unwrap_or(0)) % 5]);
    };
    match value {
        serde_json::Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            let turn = usize::from(choices.next().unwrap_or(0));
            let len = members.len().max(1);
            members.rotate_left(turn % len);
            out.push('{');
            for (place, (name, value)) in members.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                space(out, choices);
                out.push_str(&serde_json::to_string(name).unwrap());
                space(out, choices);
                out.push(':');
                space(out, choices);
                lay_out(value, choices, out);
                space(out, choices);
            }
            out.push('}');
        }
        serde_json::Value::Array(values) => {
            out.push('[');
            for (place, value) in values.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                space(out, choices);
                lay_out(value, choices, out);
                space(out, choices);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

/// Everything but where the features stand in the file and how their properties were ordered.
fn content(import: &Import) -> String {
    let table = &import.table;
    let words: Vec<_> = (0..table.len()).map(|row| table.word_of(Category::Park, row)).collect();
    let mut unused = import.report.unused.clone();
    unused.sort_by(|a, b| a.name.cmp(&b.name));
    let skipped: Vec<_> = import.report.skipped.iter().map(|each| (each.index, each.reason)).collect();
    format!(
        "{:?}",
        (
            (0..table.len())
                .map(|row| (table.key(row), table.feature_index(row), table.shape_state(row)))
                .collect::<Vec<_>>(),
            table.shapes(),
            table.geometric_areas_m2(),
            words,
            table.text(TextField::ParcelCode),
            table.measures(),
            (skipped, &import.report.columns, unused),
            import.report.findings.counts().collect::<Vec<_>>(),
        )
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn layout_threads_and_blocks_change_nothing(
        kinds in prop::collection::vec(0_usize..9, 1..25),
        choices in prop::collection::vec(any::<u8>(), 0..600),
        workers in 1_usize..5,
        block in 1_usize..400,
        batch in 1_usize..3000,
    ) {
        let features: Vec<_> = kinds.iter().enumerate().map(|(number, &what)| feature(number, what)).collect();
        let value = serde_json::json!({"type": "FeatureCollection", "bbox": [0, 0, 1, 1], "features": features});
        let plain = value.to_string();
        let mut laid_out = String::new();
        lay_out(&value, &mut choices.iter().copied().cycle().take(choices.len() * 9), &mut laid_out);
        let plan = Plan { workers, block, batch, hash: true };
        match (read(&plain), read_with(laid_out.as_bytes(), plan)) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(content(&one), content(&other));
                // Cut otherwise, the same bytes give the same table, spans, examples and hash to the letter.
                let whole = read_with(laid_out.as_bytes(), WHOLE).unwrap();
                prop_assert_eq!(format!("{:?}", whole.table), format!("{:?}", other.table));
                prop_assert_eq!(whole.report, other.report);
                prop_assert_eq!(whole.stamp.blake3, other.stamp.blake3);
            }
            (Err(one), Err(other)) => prop_assert_eq!(one.to_string(), other.to_string()),
            (one, other) => prop_assert!(false, "{:?} {:?}", one.map(|one| one.report), other.map(|other| other.report)),
        }
    }

    #[test]
    fn a_fault_is_told_at_the_same_place_however_the_work_is_cut(
        count in 1_usize..20, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
        workers in 1_usize..5, block in 1_usize..400, batch in 1_usize..3000,
    ) {
        let features: Vec<_> = (0..count).map(|number| feature(number, number % 9)).collect();
        let mut text = serde_json::json!({"features": features, "type": "FeatureCollection"}).to_string().into_bytes();
        let at = at.index(text.len());
        if cut { text.truncate(at) } else { text[at] = byte }
        let one = read_with(&text, WHOLE).map(|import| format!("{:?}", import.table));
        let other = read_with(&text, Plan { workers, block, batch, hash: false });
        let other = other.map(|import| format!("{:?}", import.table));
        prop_assert_eq!(one.map_err(|error| error.to_string()), other.map_err(|error| error.to_string()));
    }
}

fn one_parcel(ring: &str, crs: &str, properties: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection"{crs},"features":[{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
    )
}

const METRES: &str = "[[540373.07,4028912.15],[540473.07,4028912.15],[540473.07,4029012.15],[540373.07,4029012.15],[540373.07,4028912.15]]";

fn named(name: &str) -> String {
    format!(r#","crs":{{"type":"name","properties":{{"name":"{name}"}}}}"#)
}

#[test]
fn numbers_beat_a_label_they_contradict_and_the_meridian_of_the_label_is_kept() {
    let degrees = "[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.3]]";
    let import = read(&one_parcel(degrees, &named("EPSG:4549"), "null")).unwrap();
    assert_eq!((import.report.crs.crs, import.report.crs.decided_by), (Crs::LonLat(4326), CrsEvidence::Numbers));
    assert_eq!(import.report.findings.count(FindingKind::CrsContradicted), 1);

    let import = read(&one_parcel(METRES, &named("EPSG:4528"), "null")).unwrap();
    assert_eq!(import.report.crs.crs.epsg(), Some(4549));
    assert_eq!(import.report.findings.count(FindingKind::CrsContradicted), 1);
    assert!((import.table.geometric_area_m2(0).unwrap() - 10_000.0).abs() < 2.0);
    assert!(
        matches!(read(&one_parcel(METRES, "", "null")), Err(ReadError::CrsUnknown(asked)) if asked.proposed().is_some())
    );
    assert!(matches!(
        read(&one_parcel(METRES, &named("City grid"), "null")),
        Err(ReadError::CrsUnknown(asked)) if asked.label.is_some()
    ));
}

#[test]
fn swapped_axes_are_put_right_in_degrees_and_in_metres() {
    let degrees = "[[36.3,120.4],[36.3,120.401],[36.301,120.401],[36.3,120.4]]";
    let import = read(&one_parcel(degrees, &named("EPSG:4490"), "null")).unwrap();
    assert!(import.report.crs.swapped && import.report.findings.count(FindingKind::AxesSwapped) == 1);
    assert!((import.table.shapes().positions()[0][0] - 120.4).abs() < 1e-12);
    let metres = "[[4028912.15,540373.07],[4028912.15,540473.07],[4029012.15,540473.07],[4028912.15,540373.07]]";
    let import = read(&one_parcel(metres, &named("EPSG:4549"), "null")).unwrap();
    assert!(import.report.crs.swapped);
    assert!((import.table.shapes().positions()[0][0] - 120.45).abs() < 1e-6);
}

#[test]
fn the_unit_comes_from_the_header_or_the_drawn_area_and_the_year_from_a_year_column() {
    let properties =
        r#"{"ZDMJ":15.0,"产值":100,"税收(元)":50000,"年度":2023,"建筑密度":42.8,"TBBH":12345678901234567890123}"#;
    let import = read(&one_parcel(METRES, &named("EPSG:4549"), properties)).unwrap();
    let table = &import.table;
    let get = |measure| table.measure(measure, Some(2023)).and_then(|column| column.get(0));
    assert_eq!(get(Measure::RegisteredArea), Some(10_000.0));
    assert_eq!(get(Measure::Output), Some(100.0));
    assert_eq!(get(Measure::Tax), Some(5.0));
    assert_eq!(get(Measure::BuildingDensity), Some(0.428));
    assert_eq!(table.years(), [2023]);
    assert_eq!(table.text_of(TextField::ParcelCode, 0), Some("12345678901234567890123"));
    let area = import.report.columns.iter().find(|column| column.key() == "registered_area").unwrap();
    assert_eq!((area.unit, area.unit_by), (Some("mu"), UnitEvidence::Ratio));
    assert_eq!(import.report.findings.count(FindingKind::UnitAssumed), 1, "output has no unit");
}

#[test]
fn the_last_of_two_members_counts_with_a_finding() {
    let text = r#"{"type":"FeatureCollection","features":[1],"features":[{"type":"Feature",
        "properties":{"园区":"甲"},"properties":{"园区":"乙","园区":"丙"},"geometry":null,
        "geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]],"coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}"#;
    let import = read(text).unwrap();
    assert_eq!(import.table.len(), 1);
    assert_eq!(import.table.word_of(Category::Park, 0).map(AsRef::as_ref), Some("丙"));
    assert_eq!(import.table.shapes().positions()[1], [1.0, 0.0]);
    assert_eq!(import.report.findings.count(FindingKind::DuplicateMember), 5);
}

#[test]
fn broken_shapes_are_parcels_outside_the_sums_with_a_finding_each() {
    for (geometry, kind) in [
        (r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,null],[0,0]]]}"#, FindingKind::BadCoordinates),
        (r#"{"type":"Polygon","coordinates":[[0,0],[1,0],[1,1],[0,0]]}"#, FindingKind::BadCoordinates),
        (r#"{"type":"Polygon","coordinates":"none"}"#, FindingKind::BadCoordinates),
        (r#"{"type":"Polygon"}"#, FindingKind::BadCoordinates),
        ("{}", FindingKind::BadCoordinates),
        (r#"{"type":"Polygon","coordinates":[[[0,0],[1e400,0],[1,1],[0,0]]]}"#, FindingKind::NotFinite),
        (r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#, FindingKind::TooFewPositions),
        (r#"{"type":"Polygon","coordinates":[]}"#, FindingKind::EmptyGeometry),
        (r#"{"type":"MultiPolygon","coordinates":[[[]]]}"#, FindingKind::EmptyGeometry),
        (r#"{"type":"GeometryCollection","geometries":[]}"#, FindingKind::EmptyGeometry),
    ] {
        let text = format!(r#"{{"type":"Feature","properties":{{"园区":"甲"}},"geometry":{geometry}}}"#);
        let import = read(&text).unwrap_or_else(|error| panic!("{error}: {geometry}"));
        assert_eq!(import.report.findings.count(kind), 1, "{geometry}");
        assert_ne!(import.table.shape_state(0), ShapeState::Valid, "{geometry}");
        assert_eq!(import.table.geometric_area_m2(0), None, "{geometry}");
    }
}
