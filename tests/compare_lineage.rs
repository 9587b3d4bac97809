//! `mulens compare` of two files between which parcels were split and merged: told apart, with what they came from.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A parcel of so many hundredths of a degree from west to east.
fn parcel(code: &str, west: f64, east: f64, output: u32) -> String {
    let [west, east] = [west, east].map(|each| 120.4 + each * 0.01);
    format!(
        r#"{{"type":"Feature","properties":{{"宗地代码":"{code}","2023年产值(万元)":{output},"建设状态":"在产"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},36.3],[{east},36.3],[{east},36.302],[{west},36.302],[{west},36.3]]]}}}}"#
    )
}

fn file(folder: &Path, name: &str, parcels: &[String]) -> PathBuf {
    let path = folder.join(name);
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", parcels.join(","));
    std::fs::write(&path, text).expect("a file");
    path
}

#[test]
fn split_and_merged_parcels_are_told_with_their_kin() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = file(
        folder.path(),
        "base.geojson",
        &[
            parcel("A", 0.0, 1.0, 100),
            parcel("B", 2.0, 2.5, 10),
            parcel("C", 2.5, 3.0, 10),
            parcel("D", 5.0, 5.5, 50),
            parcel("E", 7.0, 7.5, 7),
            parcel("R", 11.0, 11.5, 30),
        ],
    );
    let current = file(
        folder.path(),
        "current.geojson",
        &[
            // The greater part keeps the code.
            parcel("A", 0.0, 0.6, 80),
            parcel("A2", 0.6, 1.0, 60),
            parcel("BC", 2.0, 3.0, 40),
            parcel("D", 5.0, 5.5, 75),
            parcel("F", 9.0, 9.5, 9),
            // The same land under another code.
            parcel("R-new", 11.0, 11.5, 33),
        ],
    );
    let parcels = folder.path().join("parcels.csv");
    let output = Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg("compare")
        .args([&base, &current])
        .args(["--by", "none", "--keys", "--lang", "en", "--out", "-", "--parcels"])
        .arg(&parcels)
        .output()
        .expect("the binary runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("2 are concerned by a split, 3 by a merger"), "{told}");
    assert!(told.contains("output 2, tax 0") && told.contains("1 parcel has the same outline"), "{told}");
    let read = |text: &str| {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().expect("headers").clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        (headers, rows)
    };
    let (headers, rows) = read(&std::fs::read_to_string(&parcels).expect("parcels"));
    let place = |key: &str| headers.iter().position(|header| header == key).expect("a column");
    let (key, presence, lineage) = (place("parcel_key"), place("presence"), place("lineage"));
    let states: Vec<[&str; 3]> = rows.iter().map(|row| [&row[key], &row[presence], &row[lineage]]).collect();
    assert_eq!(
        states,
        [
            ["A", "split", "A; A2"],
            ["A2", "split", "A"],
            ["BC", "merged", "B; C"],
            ["D", "in_both", ""],
            ["F", "appeared", ""],
            ["R-new", "rekeyed", "R"],
            ["B", "merged", "BC"],
            ["C", "merged", "BC"],
            ["E", "vanished", ""],
        ]
    );
    // A group stands at its greatest successor.
    let of_group = |row: usize| {
        ["output_base_wan_yuan", "output_current_wan_yuan", "compared_together"]
            .map(|key| rows[row][place(key)].to_owned())
    };
    assert_eq!(of_group(0), ["100", "140", "3"]);
    assert_eq!(of_group(1), ["", "", ""]);
    assert_eq!(of_group(2), ["20", "40", "3"]);
    let (headers, rows) = read(&String::from_utf8_lossy(&output.stdout));
    let total = |key: &str| rows[0][headers.iter().position(|header| header == key).expect("a column")].to_owned();
    assert_eq!([total("parcels_split"), total("parcels_merged"), total("parcels_appeared")], ["2", "3", "1"]);
    assert_eq!([total("parcels_rekeyed"), total("output_compared_groups"), total("output_compared")], ["1", "2", "4"]);
    assert_eq!([total("output_base_wan_yuan"), total("output_current_wan_yuan")], ["200", "288"]);
}

#[test]
fn a_missing_items_list_fills_cells_of_the_current_year_and_what_it_names_wrongly_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = file(folder.path(), "base.geojson", &[parcel("D", 5.0, 5.5, 50)]);
    let blank = parcel("D", 5.0, 5.5, 0).replace(":0,", ":null,");
    let current = file(folder.path(), "current.geojson", &[blank]);
    let list = folder.path().join("filled.csv");
    std::fs::write(&list, "parcel_key,item_key,filled\nD,output@2023,125\nmoon,output@2023,1\n").expect("a list");
    let compare = |more: &[&Path]| {
        Command::new(env!("CARGO_BIN_EXE_mulens"))
            .arg("compare")
            .args([&base, &current])
            .args(["--by", "none", "--keys", "--lang", "en", "--out", "-"])
            .args(more)
            .output()
            .expect("the binary runs")
    };
    let written = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!written(&compare(&[])).contains(",125,"));
    let filled = compare(&[Path::new("--missing-list"), &list]);
    let (table, told) = (written(&filled), String::from_utf8_lossy(&filled.stderr).into_owned());
    assert!(table.contains(",50,125,75,2.5,"), "{table}");
    assert!(told.contains("cells corrected: 1, not taken: 1"), "{told}");
}
