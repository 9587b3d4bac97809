//! The batch commands as a user runs them: output, exit codes, and what happens without a display.

#[path = "support/other_formats.rs"]
mod other_formats;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn mulens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mulens"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn four_parcels() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/four_parcels.geojson")
}

fn four() -> String {
    four_parcels().display().to_string()
}

#[test]
fn without_a_display_it_says_so_and_prints_the_summary() {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        eprintln!("SKIPPED without_a_display_it_says_so_and_prints_the_summary: this system always has a display");
        return;
    }
    for arguments in [vec![], vec![four()]] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = mulens(&arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("合计"), "{}", text(&output.stdout));
        assert!(text(&output.stderr).contains("no display"), "{}", text(&output.stderr));
    }
}

#[test]
fn summary_by_park_has_the_documented_keys_and_hand_checked_figures() {
    let output = mulens(&["summary", &four(), "--by", "park", "--keys", "--out", "-"]);
    assert_eq!(output.status.code(), Some(0));
    let mut reader = csv::Reader::from_reader(
        text(&output.stdout).trim_start_matches('\u{feff}').as_bytes().to_vec().leak() as &[u8],
    );
    let headers: Vec<String> = reader.headers().expect("headers").iter().map(str::to_owned).collect();
    let documented = "group,parcels,land_mu,registered_area_mu,registered_parcels,geometric_area_mu,output_wan_yuan,\
        output_land_mu,output_missing,output_assumed_zero,output_per_mu,output_per_mu_in_use,tax_wan_yuan,tax_land_mu,\
        tax_missing,tax_per_mu,idle_parcels,idle_area_mu,idle_rate,vacant_built_area_mu,far";
    assert_eq!(headers[0], "group");
    for key in documented.split(',') {
        assert!(headers.iter().any(|header| header == key), "{key}");
    }
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, key: &str| {
        rows[row][headers.iter().position(|header| header == key).expect("a column")].to_owned()
    };
    // 甲园: 6000 on 30 mu in use, and 20 mu out of production that count as 0. 乙园: 1000 on 10 mu, 15 mu not started.
    let groups: Vec<String> = (0..rows.len()).map(|row| cell(row, "group")).collect();
    assert_eq!(groups, ["甲园", "乙园", "TOTAL"]);
    let column = |key: &str| -> Vec<f64> { (0..3).map(|row| cell(row, key).parse().expect("a number")).collect() };
    assert_eq!(column("output_per_mu"), [120.0, 40.0, 7000.0 / 75.0]);
    assert_eq!(column("output_per_mu_in_use"), [200.0, 100.0, 175.0]);
    assert_eq!(column("tax_per_mu"), [6.0, 2.0, 350.0 / 75.0]);
    assert_eq!(column("output_assumed_zero"), [1.0, 1.0, 2.0]);
    assert_eq!(column("idle_area_mu"), [0.0, 15.0, 15.0]);
    assert_eq!(column("idle_rate"), [0.0, 0.6, 0.2]);
    assert_eq!(column("vacant_built_area_mu"), [20.0, 0.0, 20.0]);
}

#[test]
fn the_parcel_csv_has_a_row_a_feature_and_guards_texts_that_look_like_formulas() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parcels.csv");
    let output = mulens(&["summary", &four(), "--keys", "--out", "-", "--parcels", &path.display().to_string()]);
    assert_eq!(output.status.code(), Some(0));
    let written = std::fs::read(&path).expect("the file");
    assert!(written.starts_with(b"\xef\xbb\xbffeature_index,parcel_key,parcel_code,name,park,"));
    let written = text(&written);
    assert_eq!(written.matches("\r\n").count(), 5);
    assert!(written.contains(",'=乙园一厂,"), "{written}");
}

#[test]
fn exit_codes_tell_clean_findings_unreadable_and_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = folder.path().join("bad.geojson");
    std::fs::write(&bad, "{").expect("a bad file");
    let point = folder.path().join("point.geojson");
    let square = "[[[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.3]]]";
    let features = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":null,\"geometry\":{{\"type\":\"Point\",\"coordinates\":[1,2]}}}},{{\"type\":\"Feature\",\"properties\":null,\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{square}}}}}]}}"
    );
    std::fs::write(&point, features).expect("a file with a point");
    let code = |arguments: &[&str]| mulens(arguments).status.code();
    let (bad, point) = (bad.display().to_string(), point.display().to_string());
    assert_eq!(code(&["check", &four()]), Some(0));
    assert_eq!(code(&["check", &point]), Some(1));
    assert_eq!(code(&["check", &bad]), Some(2));
    assert_eq!(code(&["summary", &bad]), Some(2));
    assert_eq!(code(&["summary", &point, "--out", "-"]), Some(0));
    assert_eq!(code(&["summary", &four(), "--by", "moon"]), Some(64));
    assert_eq!(code(&["summary", &four(), "--out", "summary.pdf"]), Some(64));
    assert_eq!(code(&["check"]), Some(64));
    assert_eq!(code(&["--version"]), Some(0));
}

#[test]
fn check_as_json_is_one_object_that_names_the_columns() {
    let output = mulens(&["check", &four(), "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(report["readable"], true);
    assert_eq!(report["parcels"], 4);
    assert!(report["columns"].is_object(), "{report}");
}

#[test]
fn check_tells_overlaps_and_mends_a_bow_tie_only_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("faulty.geojson");
    let feature = |ring: &str| {
        format!(r#"{{"type":"Feature","properties":null,"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
    };
    let square = "[120.4,36.3],[120.401,36.3],[120.401,36.301],[120.4,36.301],[120.4,36.3]";
    let half = "[120.4005,36.3],[120.4015,36.3],[120.4015,36.301],[120.4005,36.301],[120.4005,36.3]";
    let bow_tie = "[120.41,36.3],[120.411,36.301],[120.411,36.3],[120.41,36.301],[120.41,36.3]";
    let features = [square, square, half, bow_tie].map(feature).join(",");
    std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)).expect("a file");
    let path = path.display().to_string();
    let checked = |arguments: &[&str]| -> serde_json::Value {
        let output = mulens(&[&["check", &path, "--json"], arguments].concat());
        assert_eq!(output.status.code(), Some(1));
        serde_json::from_slice(&output.stdout).expect("one JSON object")
    };
    let (plain, mended) = (checked(&[]), checked(&["--repair"]));
    assert_eq!(plain["findings"]["duplicate_outline"], 1);
    assert_eq!(plain["findings"]["overlap"], 1);
    assert_eq!(plain["findings"]["self_crossing"], 1);
    let share =
        plain["overlaps"]["union_m2"].as_f64().expect("a number") / plain["area_m2_total"].as_f64().expect("a number");
    assert!((share - 0.5).abs() < 1e-6, "{share}");
    assert_eq!(plain["repaired"].as_array().map(Vec::len), Some(0));
    assert_eq!(mended["repaired"][0]["index"], 3);
    let words = text(&mulens(&["check", &path, "--lang", "en"]).stdout);
    assert!(words.contains("counted twice"), "{words}");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_refused_to_an_unprivileged_user() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().expect("a folder");
    let open = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
    open(folder.path(), 0o755).expect("an open folder");
    let secret = folder.path().join("secret.geojson");
    std::fs::copy(four_parcels(), &secret).expect("a copy");
    open(&secret, 0o000).expect("a closed file");
    let binary = folder.path().join("mulens");
    std::fs::copy(env!("CARGO_BIN_EXE_mulens"), &binary).expect("the binary");
    open(&binary, 0o755).expect("a runnable binary");
    let mut command = Command::new(&binary);
    command.args(["check", &secret.display().to_string(), "--lang", "en"]).current_dir(folder.path());
    // Root may read everything: then another user must try.
    let is_root = std::fs::read(&secret).is_ok();
    if is_root {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("permission"), "{}", text(&output.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_sentence_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("full.csv");
    std::os::unix::fs::symlink("/dev/full", &link).expect("a link");
    let output = mulens(&["summary", &four(), "--keys", "--out", &link.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
}

#[test]
fn layer_and_encoding_are_chosen_by_name_and_several_files_are_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    other_formats::write_geopackage(&folder.path().join("a.gpkg"), &["parcels", "roads"]);
    let asked = mulens(&["check", &path("a.gpkg"), "--lang", "en"]);
    assert_eq!(asked.status.code(), Some(2));
    let sentence = text(&asked.stderr);
    assert!(sentence.contains("--layer") && sentence.contains("parcels (4), roads (4)"), "{sentence}");
    let output = mulens(&["check", &path("a.gpkg"), "--layer", "parcels", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["format"], &json["parcels"]), (&"GeoPackage".into(), &4.into()));
    let layers = serde_json::json!([{ "name": "parcels", "features": 4 }, { "name": "roads", "features": 4 }]);
    assert_eq!((&json["layer"], &json["layers"]), (&"parcels".into(), &layers));
    let output = mulens(&["check", &path("a.gpkg"), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["readable"], &json["layers"]), (&false.into(), &layers));

    let dbf = other_formats::table(0, other_formats::gbk);
    other_formats::write_shapefile(folder.path(), "b", &dbf, None);
    let output = mulens(&["check", &path("b.shp"), "--encoding", "GBK", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["encoding"], "GB18030");
    assert_eq!(json["findings"].get("encoding_guessed"), None);
    assert_eq!(mulens(&["check", &path("b.shp"), "--encoding", "klingon"]).status.code(), Some(64));

    for (name, parcels) in [("c.geojson", 0..1), ("d.geojson", 1..4)] {
        std::fs::write(folder.path().join(name), other_formats::collection(parcels)).expect("a file");
    }
    let output = mulens(&["check", &path("c.geojson"), &path("d.geojson"), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["parcels"], &json["columns"]["source_file"]["filled"]), (&4.into(), &4.into()));
    let output = mulens(&["summary", &path("c.geojson"), &path("d.geojson"), "--by", "file", "--keys", "--out", "-"]);
    let groups: Vec<String> = text(&output.stdout)
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(groups, ["c.geojson", "d.geojson", "TOTAL"]);
}

#[test]
fn several_files_without_a_display_are_summed_up_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, parcels) in [("all.geojson", 0..4), ("c.geojson", 0..1), ("d.geojson", 1..4)] {
        std::fs::write(folder.path().join(name), other_formats::collection(parcels)).expect("a file");
    }
    let total = |files: &[&str]| {
        let output = mulens(files);
        assert_eq!(output.status.code(), Some(0));
        text(&output.stdout).lines().find(|line| line.contains("合计")).map(str::to_owned).expect("a total")
    };
    assert_eq!(total(&[&path("c.geojson"), &path("d.geojson")]), total(&[&path("all.geojson")]));
}
