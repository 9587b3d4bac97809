//! Files as they really come, class by class: what each kind of oddity is read as, or refused as.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use mulens::domain::ShapeState;
use mulens::geometry::area;
use mulens::io::{FindingKind, Import, ReadError, ReadOptions, ReadProgress, Source, check_json, read};
use mulens::locale::Lang;

const RING: &str = "[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]]";

fn import(content: impl AsRef<[u8]>) -> Result<Import, ReadError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parcels.geojson");
    std::fs::File::create(&path).and_then(|mut file| file.write_all(content.as_ref())).expect("a file");
    read(&Source::Path(path), &ReadOptions::default(), &ReadProgress::default())
}

fn polygon(rings: &str) -> String {
    format!("{{\"type\":\"Polygon\",\"coordinates\":[{rings}]}}")
}

fn feature(geometry: &str, properties: &str, more: &str) -> String {
    format!("{{\"type\":\"Feature\",{more}\"properties\":{properties},\"geometry\":{geometry}}}")
}

fn collection(features: &str, more: &str) -> String {
    format!("{{\"type\":\"FeatureCollection\",{more}\"features\":[{features}]}}")
}

/// A collection of one square with these properties.
fn square(properties: &str) -> String {
    collection(&feature(&polygon(RING), properties, ""), "")
}

fn count(content: impl AsRef<[u8]>, kind: FindingKind) -> u64 {
    import(content).expect("a document").report.findings.count(kind)
}

#[test]
fn what_the_rfc_refuses_is_refused_at_its_line_and_column() {
    // `§` marks the place.
    for (properties, said) in [
        ("{\"a\":1,§}", "comma"),
        ("{\"a\":[1,§]}", "comma"),
        ("{§'a':1}", "quotation mark '"),
        ("{\"a\":§NaN}", "NaN"),
        ("{\"a\":-§Infinity}", "number"),
        ("{\"a\":§None}", "None"),
        ("{\"a\":0§1}", "number"),
        ("{\"a\":§+1}", "\"+\""),
        ("{\"a\":§.5}", "\".\""),
        ("{\"a\":5.§}", "number"),
        ("{\"甲\":\"§\\x41\"}", "escape"),
        ("{\"a\":\"x§\ty\"}", "U+0009"),
        ("{§/* a */\"a\":1}", "comment"),
        ("{\"a\" §1}", "\"1\""),
        ("{\"a\":§tru}", "\"t\""),
    ] {
        let text = square(properties);
        let column = text.chars().position(|letter| letter == '§').expect("a mark") as u64 + 1;
        let text = format!("\u{feff}\n{}", text.replace('§', ""));
        let error = import(&text).expect_err("it is refused");
        let place = error.place().expect("a place");
        assert_eq!((place.line, place.column), (2, column), "{text}");
        assert!(error.message(Lang::En).contains(said), "{}", error.message(Lang::En));
    }
    let error = import("{\"a\":tru}").expect_err("it is refused");
    assert!(matches!(error, ReadError::NotJson { met: Some('}'), .. }), "{error}");
}

#[test]
fn a_name_that_repeats_is_told_wherever_it_stands_and_the_last_one_counts() {
    let ring = polygon(RING);
    for text in [
        collection(&feature(&ring, "{}", ""), "\"name\":1,\"name\":2,"),
        collection(&feature(&ring, "{}", ""), "\"meta\":{\"a\":1,\"a\":2},"),
        collection(&feature(&ring, "{}", "\"id\":1,\"id\":2,"), ""),
        collection(&feature(&ring, "{}", "\"when\":1,\"when\":2,"), ""),
        collection(&feature(&ring, "{}", "\"when\":[{\"a\":1,\"\\u0061\":2}],"), ""),
        square("{\"a\":1,\"a\":2}"),
        square("{\"a\":{\"b\":1,\"b\":2}}"),
        collection(&feature(&ring.replace('{', "{\"bbox\":1,\"bbox\":2,"), "{}", ""), ""),
        collection(&feature(&ring.replace('{', "{\"type\":\"Point\","), "{}", ""), ""),
        collection(&feature(&ring.replace('{', "{\"coordinates\":[],"), "{}", ""), ""),
        feature(&ring, "{}", "\"id\":1,\"id\":2,"),
        ring.replace('{', "{\"type\":\"Point\","),
        collection(
            &feature(
                &format!(
                    "{{\"type\":\"GeometryCollection\",\"geometries\":[{}]}}",
                    ring.replace('{', "{\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]]],")
                ),
                "{}",
                "",
            ),
            "",
        ),
    ] {
        let import = import(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(import.report.findings.count(FindingKind::DuplicateMember), 1, "{text}");
        let area = import.table.geometric_area_m2(0).expect("an area");
        assert!((area / 9_966.881_430_884 - 1.0).abs() < 1e-9, "{area}: {text}");
    }
    let gone = collection(&feature(&ring, "{}", ""), "").replace("}}]}", "}}],\"features\":null}");
    assert!(matches!(import(&gone), Err(ReadError::NoFeatures)), "{gone}");
    let again = gone.replace("null", &format!("[{0},{0}]", feature(&ring, "{}", "")));
    assert_eq!(import(again).expect("a document").report.parcels, 2);
}

#[test]
fn what_has_to_be_replaced_is_told_wherever_it_stands() {
    for properties in
        ["{\"园区\":\"\\ud800\"}", "{\"unknown\":\"\\udc00x\"}", "{\"产值\":\"\\ud800\"}", "{\"\\ud800\":1}"]
    {
        assert_eq!(count(square(properties), FindingKind::LoneSurrogate), 1, "{properties}");
    }
    assert_eq!(
        count(collection(&feature(&polygon(RING), "{}", "\"id\":\"\\ud800\","), ""), FindingKind::LoneSurrogate),
        1
    );
    for properties in ["{\"产值\":1e400}", "{\"unknown\":-1e400}"] {
        assert_eq!(count(square(properties), FindingKind::NumberTooLarge), 1, "{properties}");
    }
    let latin = |text: String| {
        text.replace('é', "\u{1}")
            .into_bytes()
            .iter()
            .map(|&byte| if byte == 1 { 0xE9 } else { byte })
            .collect::<Vec<u8>>()
    };
    for text in [
        square("{\"a\":\"é\"}"),
        square("{\"é\":1}"),
        collection(&feature(&polygon(RING), "{}", "\"é\":1,"), ""),
        collection(&feature(&polygon(RING), "{}", ""), "\"name\":\"é\","),
        collection(&feature(&polygon(RING), "{}", ""), "\"é\":1,"),
        feature(&polygon(RING), "{\"a\":\"é\"}", ""),
    ] {
        assert_eq!(count(latin(text.clone()), FindingKind::BadUtf8), 1, "{text}");
    }
}

#[test]
fn longitudes_on_another_turn_of_the_globe_are_brought_back_with_the_same_area() {
    let at = |turns: f64| {
        let x = 8.5 + 360.0 * turns;
        polygon(&format!("[[{x},40],[{},40],[{},41],[{x},40]]", x + 0.5, x + 0.5))
    };
    let area = import(at(0.0)).expect("a document").report.area_m2_total;
    for turns in [-2.0, -1.0, 1.0, 2.0] {
        let import = import(at(turns)).expect("a document");
        assert_eq!(import.report.findings.count(FindingKind::LongitudeBeyond), 1);
        assert!((import.report.area_m2_total / area - 1.0).abs() < 1e-12);
        assert!((import.table.shapes().bounds().west - 8.5).abs() < 1e-9);
    }
    // Across the date line in one piece.
    let across = import(polygon("[[179,10],[191,10],[191,11],[179,11],[179,10]]")).expect("a document");
    let bounds = across.table.shapes().bounds();
    assert_eq!((bounds.east - bounds.west, across.table.shape_state(0)), (12.0, ShapeState::Valid));
    // The short way or the long one is not for a reader to say: as written, and told.
    let wide = import(polygon("[[170,10],[-170,10],[-170,11],[170,11],[170,10]]")).expect("a document");
    assert_eq!(wide.report.findings.count(FindingKind::WideEdge), 1);
    let ring = [[170.0, 10.0], [-170.0, 10.0], [-170.0, 11.0], [170.0, 11.0]];
    assert_eq!(wide.report.area_m2_total, area::ring_area_m2(&ring).abs());
    let world = import(polygon("[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]")).expect("a document");
    assert!(world.report.findings.is_empty() && world.report.area_m2_total > 5.1e14);
}

#[test]
fn an_outline_of_very_many_edges_is_judged_like_a_small_one() {
    let closed = |mut ring: Vec<[f64; 2]>| {
        ring.push(ring[0]);
        serde_json::to_string(&ring).expect("JSON")
    };
    let teeth = 6000;
    let along: Vec<[f64; 2]> = (0..teeth).map(|tooth| [f64::from(tooth) / 1e3, f64::from(tooth % 2) * 5.0]).collect();
    let comb = |turn: bool| {
        let mut ring = along.clone();
        ring.extend([[f64::from(teeth) / 1e3, -1.0], [0.0, -1.0]]);
        ring.iter().map(|&[x, y]| if turn { [y, x] } else { [x, y] }).collect::<Vec<_>>()
    };
    for turn in [false, true] {
        let import = import(polygon(&closed(comb(turn)))).expect("a document");
        assert!(import.report.is_clean(), "{:?}", import.report.findings.examples());
        let mut crossed = comb(turn);
        crossed.swap(100, 4000);
        let import = self::import(polygon(&closed(crossed))).expect("a document");
        assert_eq!(import.report.findings.count(FindingKind::SelfCrossing), 1);
    }
    let lake = |x: f64| format!("[[{x},-0.5],[{},-0.5],[{x},-0.4],[{x},-0.5]]", x + 0.1);
    let with = |lakes: &str| import(polygon(&format!("{},{lakes}", closed(comb(false))))).expect("a document").report;
    assert!(with(&format!("{},{}", lake(1.0), lake(2.0))).is_clean());
    assert_eq!(with(&lake(7.0)).findings.count(FindingKind::HoleOutside), 1);
    let in_lake = format!("{},[[1.02,-0.49],[1.03,-0.49],[1.02,-0.48],[1.02,-0.49]]", lake(1.0));
    assert_eq!(with(&in_lake).findings.count(FindingKind::HoleOutside), 1);
    // A hole that takes everything leaves no area, which is not an area of zero.
    let hollow = import(polygon(&format!("{RING},{RING}"))).expect("a document");
    assert_eq!(hollow.report.findings.count(FindingKind::ZeroArea), 1);
    assert_eq!(hollow.table.geometric_area_m2(0), None);
}

#[test]
fn what_only_looks_like_geojson_is_named_with_what_to_do() {
    for (content, said) in [
        (&b"<kml xmlns=\"http://www.opengis.net/kml/2.2\">"[..], "KML"),
        (b"<?xml version=\"1.0\"?><gml:FeatureCollection>", "GML"),
        (b"\n<HTML><head><title>Login", "web page"),
        (b"AC1032\0\0", "DWG"),
        (b"  0\nSECTION\n  2\nENTITIES\n", "DXF"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"),
        (b"{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}", "TopoJSON"),
        (b"{\"geometryType\":\"esriGeometryPolygon\",\"features\":[{\"attributes\":{},\"geometry\":{\"rings\":[]}}]}", "Esri JSON"),
        (b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[\"@@\"],\"encodeOffsets\":[[1,2]]}}],\"UTF8Encoding\":true}", "ECharts"),
        (b"{\"type\":\"FeatureCollection\",\"hc-transform\":{},\"crs\":{},\"features\":[]}", "Highcharts"),
        (b"{'type': 'FeatureCollection', 'features': []}", "Python"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"Version 300\nCharset \"WindowsSimpChinese\"\n", "MapInfo"),
        (b"code,tax\n01,2\n", "CSV"),
        (b"var parcels = {\"type\":\"FeatureCollection\"};", "JavaScript"),
        (b"MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "WKT"),
        (&[0; 3000], "zero bytes"),
        (b"\x01\x02\x03\x04\x05\x06", "binary"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        (b"[]", "array"),
        (b"{\"error\":\"unauthorized\"}", "not GeoJSON"),
        (b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"FeatureCollection\",\"features\":[]}]}", "1 that are no GeoJSON features"),
    ] {
        let error = import(content).expect_err("it is refused");
        let message = error.message(Lang::En);
        assert!(message.contains(said), "{said}: {message}");
    }
}

#[test]
fn hostile_sizes_are_read_or_refused_and_never_overflow() {
    let deep =
        |open: &str, close: &str, inside: &str| format!("{}{inside}{}", open.repeat(200_000), close.repeat(200_000));
    for text in [
        deep("[", "]", ""),
        deep("{\"a\":", "}", "1"),
        square(&format!("{{\"a\":{}}}", deep("[", "]", ""))),
        polygon(&deep("[", "]", "")),
        collection(&feature(&deep("{\"type\":\"GeometryCollection\",\"geometries\":[", "]}", ""), "{}", ""), ""),
        deep("{\"type\":\"FeatureCollection\",\"features\":[", "]}", ""),
    ] {
        assert!(matches!(import(text), Err(ReadError::TooDeep(_))));
    }
    let many: Vec<String> = (0..300_000).map(|number| format!("\"p{number}\":{number}")).collect();
    let report = import(square(&format!("{{{}}}", many.join(",")))).expect("a document").report;
    assert_eq!(report.parcels, 1);
    assert!(report.findings.count(FindingKind::TooManyProperties) > 290_000);
    let long = "x".repeat(3_000_000);
    let report = import(square(&format!("{{\"园区\":\"{long}\",\"{long}\":1}}"))).expect("a document").report;
    assert_eq!(report.parcels, 1);
    let roots = many.join(",") + ",";
    assert!(import(collection(&feature(&polygon(RING), "{}", ""), &roots)).expect("a document").report.is_clean());
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_refused_before_it_is_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe.geojson");
    let made = Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success());
    let socket = folder.path().join("socket.geojson");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let loop_ = folder.path().join("loop.geojson");
    std::os::unix::fs::symlink(&loop_, &loop_).expect("a link to itself");
    let device = Path::new("/dev/zero");
    for path in [pipe.as_path(), &socket, device].into_iter().skip(usize::from(!made)) {
        let source = Source::Path(path.to_owned());
        let error = read(&source, &ReadOptions::default(), &ReadProgress::default()).expect_err("it is refused");
        assert!(matches!(error, ReadError::NotAFile(_)), "{}: {error}", path.display());
        assert!(mulens::io::ProjectFile::read(path).is_err());
    }
    let error = read(&Source::Path(loop_), &ReadOptions::default(), &ReadProgress::default()).expect_err("refused");
    assert!(matches!(error, ReadError::Io { .. }), "{error}");
}

fn check(content: &str) -> (Output, serde_json::Value) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parcels.geojson");
    std::fs::write(&path, content).expect("a file");
    let output =
        Command::new(env!("CARGO_BIN_EXE_mulens")).args(["check", "--json"]).arg(&path).output().expect("it runs");
    let object = serde_json::from_slice(&output.stdout).expect("exactly one JSON object");
    (output, object)
}

#[test]
fn check_prints_one_object_of_the_documented_shape() {
    let point = feature("{\"type\":\"Point\",\"coordinates\":[1,2]}", "{}", "");
    let parcel = feature(
        &polygon(RING),
        "{\"土地面积(亩)\":15,\"2022年产值(万元)\":1,\"2023年产值(万元)\":2,\"税收(万元)\":1e400}",
        "",
    );
    let (output, object) = check(&collection(&format!("{point},{parcel}"), ""));
    assert_eq!(output.status.code(), Some(1));
    let keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    for key in
        "readable format encoding crs features parcels skipped repaired columns area_m2_total findings".split(' ')
    {
        assert!(keys.contains(&key), "{key}");
    }
    assert_eq!((&object["readable"], &object["features"], &object["parcels"]), (&true.into(), &2.into(), &1.into()));
    assert_eq!((&object["crs"]["code"], &object["crs"]["decided_by"]), (&"EPSG:4326".into(), &"numbers".into()));
    assert_eq!(object["skipped"], serde_json::json!([{"index": 0, "reason": "point"}]));
    assert_eq!(object["repaired"], serde_json::json!([]));
    assert_eq!(object["findings"]["number_too_large"], 1);
    assert!((object["area_m2_total"].as_f64().expect("a number") - 9_966.881_43).abs() < 1e-5);
    let columns = &object["columns"];
    let area = &columns["registered_area"];
    assert_eq!((&area["property"], &area["unit"], &area["filled"]), (&"土地面积(亩)".into(), &"mu".into(), &1.into()));
    assert!(area["year"].is_null() && area["decided_by"].is_string());
    // Of several years the latest has the plain key.
    assert_eq!(columns["output"]["year"], 2023);
    assert_eq!(columns["output@2022"]["property"], "2022年产值(万元)");

    let (output, object) = check(&square("{}"));
    assert_eq!((output.status.code(), &object["findings"]), (Some(0), &serde_json::json!({})));
    let (output, object) = check("{\n\"a\":tru}");
    assert_eq!((output.status.code(), &object["readable"]), (Some(2), &false.into()));
    assert_eq!((&object["error"]["line"], &object["error"]["column"]), (&2.into(), &8.into()));
    assert!(object["error"]["message"].as_str().is_some_and(|message| message.contains("line 2")));
    let (_, object) = check("<html>");
    assert!(object["error"]["line"].is_null());
    assert_eq!(check_json(&import("")).get("readable"), Some(&false.into()));
}
