//! Faulty outlines in whole files: what is mended and what is not, both areas kept, nothing silent.

use mulens::domain::ShapeState;
use mulens::io::{FindingKind, Import, ReadOptions, ReadProgress, Source, check_json, read};

fn import(polygons: &[&str], repair_crossing: bool) -> Import {
    let features: Vec<String> = polygons
        .iter()
        .map(|coordinates| {
            let kind = if coordinates.starts_with("[[[[") { "MultiPolygon" } else { "Polygon" };
            format!(
                r#"{{"type":"Feature","properties":null,"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
            )
        })
        .collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"));
    let source = Source::Embedded { name: "shapes.geojson", bytes: text.leak().as_bytes() };
    let options = ReadOptions { repair_crossing, ..ReadOptions::default() };
    read(&source, &options, &ReadProgress::default()).expect("it reads")
}

const SQUARE: &str = "[[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]]";
const BOW_TIE: &str = "[[[120.4,36.3],[120.401,36.301],[120.401,36.3],[120.4,36.301],[120.4,36.3]]]";
const OPEN: &str = "[[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301]]]";
const SPIKE: &str =
    "[[[120.4,36.3],[120.401,36.3],[120.402,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]]";
const REPEATED: &str = "[[[120.4,36.3],[120.401,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]]";
const TWICE: &str = "[[[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]],[[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]]]";

#[test]
fn each_mended_outline_is_told_with_both_its_areas_and_counts_what_it_encloses() {
    let whole = import(&[SQUARE], false).report.area_m2_total;
    for (outline, kind, before) in [
        (OPEN, FindingKind::RingNotClosed, 1.0),
        (SPIKE, FindingKind::Spike, 1.0),
        (REPEATED, FindingKind::DuplicatePoints, 1.0),
        (TWICE, FindingKind::PartsOverlap, 2.0),
    ] {
        let import = import(&[SQUARE, outline], false);
        assert_eq!(import.report.findings.count(kind), 1, "{outline}");
        let [repaired] = import.report.repaired[..] else { panic!("{outline}") };
        assert_eq!((repaired.index, repaired.reason), (1, kind));
        assert!((repaired.area_before_m2 / whole - before).abs() < 1e-9, "{repaired:?}");
        assert!((repaired.area_after_m2 / whole - 1.0).abs() < 1e-9, "{repaired:?}");
        assert_eq!(import.table.geometric_area_m2(1), Some(repaired.area_after_m2));
        assert_eq!(import.table.shape_state(0), ShapeState::Valid);
        assert_eq!(import.table.shape_state(1), ShapeState::Repaired);
        assert_eq!(import.table.shapes().rings_of(1).len(), 1);
    }
}

#[test]
fn a_bow_tie_is_outside_the_sums_unless_the_even_odd_rule_is_asked_for() {
    let left = import(&[SQUARE, BOW_TIE], false);
    assert_eq!(left.table.shape_state(1), ShapeState::Invalid);
    assert!(left.report.repaired.is_empty());
    let whole = left.report.area_m2_total;

    let asked = import(&[SQUARE, BOW_TIE], true);
    assert_eq!(asked.table.shape_state(1), ShapeState::Repaired);
    assert_eq!(asked.report.findings.count(FindingKind::SelfCrossing), 0);
    let json = check_json(&Ok(asked));
    let repaired = &json["repaired"][0];
    assert_eq!((&repaired["index"], &repaired["reason"]), (&1.into(), &"self_crossing_repaired".into()));
    let areas = ["area_before_m2", "area_after_m2"].map(|key| repaired[key].as_f64().expect("a number") / whole);
    assert!(areas[0].abs() < 1e-4 && (areas[1] - 0.5).abs() < 1e-4, "{areas:?}");
    assert!((json["area_m2_total"].as_f64().expect("a number") / whole - 1.5).abs() < 1e-4);
}

#[test]
fn findings_stand_on_lines_of_the_file_or_on_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let feature = |coordinates: &str| {
        format!(r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#)
    };
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let lines_of = |source: Source| {
        let import = read(&source, &ReadOptions::default(), &ReadProgress::default()).expect("it reads");
        let stamp = &import.stamp;
        mulens::app::examine(&import.table, &import.report, &import.source, stamp, &ReadProgress::default()).lines
    };
    let lines = format!("{}\n\n{}\n", feature(SQUARE), feature(BOW_TIE));
    let one = write("one.ndjson", &lines);
    assert_eq!(lines_of(Source::Path(one)).get(&1), Some(&3));
    let collection =
        |coordinates| format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", feature(coordinates));
    let both = vec![write("a.geojson", &collection(SQUARE)), write("b.geojson", &collection(BOW_TIE))];
    assert!(lines_of(Source::of_paths(both)).is_empty(), "the text of both has lines of its own making");
}
