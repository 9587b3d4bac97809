//! The reader on whole files: good ones written in many ways, bad ones, and broken ones.

use std::io::Write;
use std::path::PathBuf;

use mulens::domain::{Category, ShapeState};
use mulens::geometry::{Crs, area};
use mulens::io::{FindingKind, Import, ReadError, ReadOptions, ReadProgress, Source, check_json, feature_text, read};
use mulens::locale::Lang;

const SQUARE: &str = "[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]";

/// A file with this content; it goes with the folder.
struct File {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn file(content: impl AsRef<[u8]>) -> File {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parcels.geojson");
    std::fs::File::create(&path).and_then(|mut file| file.write_all(content.as_ref())).expect("a file");
    File { folder, path }
}

fn import(content: impl AsRef<[u8]>) -> Result<Import, ReadError> {
    let file = file(content);
    let import = read(&Source::Path(file.path), &ReadOptions::default(), &ReadProgress::default());
    drop(file.folder);
    import
}

fn polygon(ring: &str) -> String {
    format!("{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}")
}

fn collection(geometries: &[String]) -> String {
    let features: Vec<String> = geometries
        .iter()
        .map(|geometry| {
            format!("{{\"type\":\"Feature\",\"properties\":{{\"园区\":\"甲园\"}},\"geometry\":{geometry}}}")
        })
        .collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn sample(name: &str) -> Import {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(name);
    read(&Source::Path(path), &ReadOptions::default(), &ReadProgress::default()).expect("the sample reads")
}

#[test]
fn the_same_parcel_reads_the_same_however_its_file_is_written() {
    let feature =
        format!("{{\"geometry\":{},\"properties\":{{\"园区\":\"甲园\"}},\"type\":\"Feature\"}}", polygon(SQUARE));
    let reversed = "[[120.4,36.3],[120.4,36.301],[120.401,36.301],[120.401,36.3],[120.4,36.3]]";
    let three = "[[120.4,36.3,9],[120.401,36.3,9],[120.401,36.301,9],[120.4,36.301,9],[120.4,36.3,9]]";
    let crs = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4490\"}}";
    let plain = collection(&[polygon(SQUARE)]);
    let expected = import(&plain).expect("it reads").table.geometric_area_m2(0).expect("an area");
    for content in [
        format!("\u{feff}{plain}"),
        plain.replace(',', " ,\r\n\t").replace(':', " : "),
        format!("{{\"bbox\":[0,0,1,1],\"features\":[{feature}],{crs},\"type\":\"FeatureCollection\"}}"),
        feature,
        polygon(SQUARE),
        collection(&[polygon(reversed)]),
        collection(&[polygon(three)]),
        collection(&[format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[[{SQUARE}]]}}")]),
        collection(&[format!("{{\"type\":\"GeometryCollection\",\"geometries\":[{}]}}", polygon(SQUARE))]),
    ] {
        let import = import(&content).unwrap_or_else(|error| panic!("{error}: {content}"));
        let area = import.table.geometric_area_m2(0).expect("an area");
        assert!((area / expected - 1.0).abs() < 1e-12, "{area} {expected}: {content}");
    }
}

#[test]
fn holes_and_parts_count_as_they_should() {
    let hole = "[[120.4002,36.3002],[120.4004,36.3002],[120.4004,36.3004],[120.4002,36.3004],[120.4002,36.3002]]";
    let far = SQUARE.replace("120.4", "121.4");
    let whole = import(collection(&[polygon(SQUARE)])).expect("it reads").report.area_m2_total;
    let holed = import(collection(&[format!("{{\"type\":\"Polygon\",\"coordinates\":[{SQUARE},{hole}]}}")]));
    assert!((holed.expect("it reads").report.area_m2_total / whole - 0.96).abs() < 1e-4);
    let parts = import(collection(&[format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[[{SQUARE}],[{far}]]}}")]));
    assert!((parts.expect("it reads").report.area_m2_total / whole - 2.0).abs() < 1e-6);
}

#[test]
fn a_feature_without_geometry_is_a_parcel_without_shape_and_points_are_counted_as_skipped() {
    let point = "{\"type\":\"Point\",\"coordinates\":[120.4,36.3]}".to_owned();
    let import = import(collection(&["null".to_owned(), point, polygon(SQUARE)])).expect("it reads");
    assert_eq!((import.report.features, import.report.parcels, import.report.skipped.len()), (3, 2, 1));
    assert_eq!(import.report.skipped[0].index, 1);
    assert_eq!(import.table.shape_state(0), ShapeState::None);
    assert_eq!(import.table.feature_index(1), 2);
}

#[test]
fn a_bow_tie_is_counted_and_stays_outside_the_sums_while_a_touching_ring_keeps_its_area() {
    let bow = "[[120.4,36.3],[120.401,36.301],[120.401,36.3],[120.4,36.301],[120.4,36.3]]";
    let touching = "[[120,36],[120.002,36],[120.001,36.001],[120.002,36.002],[120,36.002],[120.001,36.001],[120,36]]";
    let import = import(collection(&[polygon(bow), polygon(touching)])).expect("it reads");
    assert_eq!(import.table.shape_state(0), ShapeState::Invalid);
    assert_eq!(import.table.geometric_area_m2(0), None);
    assert_eq!(import.report.findings.count(FindingKind::SelfCrossing), 1);
    assert_eq!(import.report.findings.count(FindingKind::TouchesItself), 1);
    assert!(import.table.geometric_area_m2(1).is_some_and(|area| area > 0.0));
}

#[test]
fn what_is_no_parcel_file_is_refused_with_what_it_is_and_where() {
    let place = |error: &ReadError| error.place().map(|place| (place.line, place.column));
    let not_json = import("{\"type\":\"FeatureCollection\",\n \"features\":[},]}").expect_err("not JSON");
    assert_eq!(place(&not_json), Some((2, 14)));
    let nan = import("{\"type\":\"Polygon\",\"coordinates\":[[[NaN,1],[1,1],[1,0],[NaN,1]]]}").expect_err("not JSON");
    assert_eq!(place(&nan), Some((1, 36)));
    let truncated = import("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Fea").expect_err("truncated");
    assert!(matches!(truncated, ReadError::Truncated(_)));
    for deep in ["[".repeat(200_000), format!("{{\"features\":[{{\"properties\":{{\"a\":{}", "[".repeat(200_000))] {
        assert!(matches!(import(deep), Err(ReadError::TooDeep(_))));
    }
    assert!(matches!(import(""), Err(ReadError::Empty)));
    assert!(matches!(import("{\"type\":\"FeatureCollection\",\"features\":[]}"), Err(ReadError::NoFeatures)));
    let point = "{\"type\":\"Point\",\"coordinates\":[120.4,36.3]}".to_owned();
    assert!(matches!(import(collection(&[point])), Err(ReadError::NoPolygons { points: 1, .. })));
    assert!(matches!(import("{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}"), Err(ReadError::LookAlike(_))));
    assert!(matches!(import("<html></html>"), Err(ReadError::LookAlike(_))));
    let folder = tempfile::tempdir().expect("a folder");
    let refused = read(&Source::Path(folder.path().to_owned()), &ReadOptions::default(), &ReadProgress::default());
    assert!(matches!(refused, Err(ReadError::IsDirectory(_))));
    for error in [not_json, nan, truncated] {
        for lang in Lang::ALL {
            assert!(error.message(lang).contains('1'), "{}", error.message(lang));
        }
    }
}

#[test]
fn odd_values_are_numbers_or_missing_with_a_finding_and_never_zero() {
    let feature = |output: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"年产值(万元)\":{output}}},\"geometry\":{}}}",
            polygon(SQUARE)
        )
    };
    let values = ["\"1,234.5\"", "\"1.2万\"", "\"—\"", "\"\"", "null", "\"abc\"", "0", "[1]"];
    let features: Vec<String> = values.iter().map(|value| feature(value)).collect();
    let import = import(format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(",")));
    let import = import.expect("it reads");
    let column = import.table.measures().values().next().expect("an output column");
    let read: Vec<Option<f64>> = (0..values.len()).map(|row| column.get(row)).collect();
    assert_eq!(read, [Some(1234.5), Some(12_000.0), None, None, None, None, Some(0.0), None]);
    assert_eq!(import.report.findings.count(FindingKind::NotANumber), 1);
    assert_eq!(import.report.findings.count(FindingKind::WrongType), 1);
}

#[test]
fn metres_without_a_zone_are_asked_about_and_read_with_the_answer() {
    let ring = "[[540373.07,4028912.15],[540473.07,4028912.15],[540473.07,4029012.15],[540373.07,4028912.15]]";
    let file = file(collection(&[polygon(ring)]));
    let source = Source::Path(file.path.clone());
    let asked = read(&source, &ReadOptions::default(), &ReadProgress::default()).expect_err("a question");
    let ReadError::CrsUnknown(unknown) = asked else { panic!("{asked}") };
    let proposed = unknown.proposed();
    assert_eq!(proposed.and_then(Crs::epsg), Some(4549));
    let options = ReadOptions { crs: proposed, ..ReadOptions::default() };
    let import = read(&source, &options, &ReadProgress::default()).expect("it reads");
    assert!((import.report.area_m2_total - 4999.8).abs() < 1.0, "{}", import.report.area_m2_total);
}

#[test]
fn a_file_that_changes_or_vanishes_while_open_is_noticed() {
    let file = file(collection(&[polygon(SQUARE)]));
    let source = Source::Path(file.path.clone());
    let import = read(&source, &ReadOptions::default(), &ReadProgress::default()).expect("it reads");
    assert!(feature_text(&source, &import.stamp, import.table.span(0)).expect("the feature").contains("甲园"));
    std::fs::remove_file(&file.path).expect("the file goes");
    let gone = feature_text(&source, &import.stamp, import.table.span(0)).expect_err("it is gone");
    assert!(!gone.message(Lang::Zh).is_empty());
}

#[test]
fn a_cancelled_read_ends_at_once() {
    let file = file(collection(&[polygon(SQUARE)]));
    let progress = ReadProgress::default();
    progress.cancel();
    let cancelled = read(&Source::Path(file.path.clone()), &ReadOptions::default(), &progress);
    assert!(matches!(cancelled, Err(ReadError::Cancelled)));
}

#[test]
fn the_sample_and_its_copy_in_metres_have_the_same_areas() {
    let (degrees, metres) = (sample("jimo_parks.geojson"), sample("jimo_parks_epsg4549.geojson"));
    assert_eq!(metres.report.crs.crs.epsg(), Some(4549));
    assert_eq!(degrees.table.len(), metres.table.len());
    for row in 0..degrees.table.len() {
        match (degrees.table.geometric_area_m2(row), metres.table.geometric_area_m2(row)) {
            (Some(a), Some(b)) => assert!((a / b - 1.0).abs() < 1e-6, "{row}: {a} {b}"),
            (a, b) => assert_eq!(a, b),
        }
    }
}

#[test]
fn an_independent_reader_finds_the_same_parks_and_outlines() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson");
    let text = std::fs::read_to_string(path).expect("the sample");
    let oracle: geojson::FeatureCollection = text.parse().expect("GeoJSON");
    let ours = sample("jimo_parks.geojson");
    assert_eq!(oracle.features.len(), ours.table.len());
    for (row, feature) in oracle.features.iter().enumerate() {
        let park = feature.property("园区名称").and_then(|value| value.as_str());
        assert_eq!(ours.table.word_of(Category::Park, row).map(AsRef::as_ref), park);
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            None => Vec::new(),
            Some(geojson::GeometryValue::Polygon { coordinates }) => vec![rings(coordinates)],
            Some(geojson::GeometryValue::MultiPolygon { coordinates }) => {
                coordinates.iter().map(|part| rings(part)).collect()
            }
            Some(other) => panic!("{other:?}"),
        };
        let expected: f64 = polygons
            .iter()
            .map(|rings| area::polygon_area_m2(&rings.iter().map(Vec::as_slice).collect::<Vec<_>>()))
            .sum();
        let read = ours.table.geometric_area_m2(row).unwrap_or(0.0);
        assert!((read - expected).abs() <= 1e-9 * expected.max(1.0), "{row}: {read} {expected}");
    }
}

fn rings(polygon: &[Vec<geojson::Position>]) -> Vec<Vec<[f64; 2]>> {
    polygon.iter().map(|ring| ring.iter().map(|position| [position[0], position[1]]).collect()).collect()
}

#[test]
fn broken_bytes_give_a_document_or_a_sentence_and_never_a_panic() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/four_parcels.geojson");
    let good = std::fs::read(path).expect("the file");
    // SplitMix64, so that a failure comes again.
    let mut state = 7u64;
    let mut random = move |below: usize| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % below as u64) as usize
    };
    for _ in 0..1500 {
        let mut bytes = good.clone();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = random(256) as u8,
                1 => bytes[at] = b"{}[],:\"\\0-e.tfn "[random(16)],
                2 => bytes.truncate(at.max(1)),
                _ => {
                    let from = random(bytes.len());
                    let piece = bytes[from..(from + 40).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        let result = import(&bytes);
        assert!(check_json(&result).is_object());
        if let Err(error) = result {
            assert!(!error.message(Lang::Zh).is_empty());
        }
    }
}
