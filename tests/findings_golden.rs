//! The sample's findings of efficiency, grade, standard and suggestion against golden files, and rows of each against what
//! was worked out from the definitions by hand, number by number.
//!
//! A by-hand file has a row a parcel. `file:PROPERTY` is what the sample says; `measured:RULE`, `bound:RULE` and
//! `points:RULE` are numbers worked out apart from the program, which a reason of that rule must tell; outcome, score and
//! runner-up must be those of the finding.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

type Row = BTreeMap<String, String>;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson")
}

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// What is found of every parcel of the sample on 30 June 2024.
fn found(kind: &str) -> Vec<Row> {
    let output = Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg("findings")
        .arg(sample())
        .args(["--as-of", "2024-06-30", "--keys", "--kind", kind])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    rows(&String::from_utf8(output.stdout).expect("UTF-8"))
}

fn is_golden(found: &[Row], golden: &str) {
    let told = found.iter().map(|row| {
        let cells = ["feature_index", "outcome", "score", "runner_up"].map(|key| row[key].as_str());
        cells.join(",")
    });
    let golden: Vec<&str> = golden.lines().skip(1).collect();
    assert_eq!(golden.len(), 631);
    for (told, golden) in told.zip(golden) {
        assert_eq!(told, golden);
    }
}

/// What the reason of a rule says: measured, bound, points.
fn told<'a>(reasons: &'a str, rule: &str) -> Option<[&'a str; 3]> {
    let reason = reasons.split("; ").find_map(|reason| reason.strip_prefix(rule)?.strip_prefix('['))?;
    let (compared, rest) = reason.split_once(']')?;
    let start = compared.find(['<', '>', '='])?;
    let (measured, bound) = compared.split_at(start);
    let points =
        rest.split_once('(').and_then(|(_, points)| points.split_once(" of ")).map_or("", |(points, _)| points);
    Some([measured, bound.trim_start_matches(['<', '>', '=']), points])
}

fn near(told: &str, worked_out: &str) -> bool {
    match (told.parse::<f64>(), worked_out.parse::<f64>()) {
        (Ok(told), Ok(worked_out)) => (told - worked_out).abs() <= 1e-9 * worked_out.abs().max(1.0),
        _ => told == worked_out,
    }
}

fn is_as_worked_out(found: &[Row], by_hand: &str) {
    let parcels: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(sample()).expect("the sample")).expect("JSON");
    let checked = rows(by_hand);
    assert!(checked.len() >= 8, "{}", checked.len());
    let mut numbers = 0;
    for line in checked {
        let row = line["feature_index"].parse::<usize>().expect("a row");
        let finding = &found[row];
        for (key, worked_out) in line.iter().filter(|(key, _)| *key != "feature_index") {
            let (sort, name) = key.split_once(':').unwrap_or(("", key));
            let place = ["measured", "bound", "points"].iter().position(|each| *each == sort);
            let is = match (sort, place) {
                ("file", _) => match &parcels["features"][row]["properties"][name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                },
                (_, Some(_)) if worked_out.is_empty() => continue,
                (_, Some(place)) => {
                    numbers += 1;
                    let told = told(&finding["reasons"], name);
                    told.unwrap_or_else(|| panic!("row {row}: no {name} in {}", finding["reasons"]))[place].to_owned()
                }
                (_, None) => finding[name].clone(),
            };
            assert!(near(&is, worked_out), "row {row}, {key}: {is}, by hand {worked_out}");
        }
    }
    assert!(numbers >= 5, "{numbers}");
}

#[test]
fn the_samples_low_efficiency_is_what_was_worked_out_by_hand() {
    let found = found("low_efficiency");
    is_golden(&found, include_str!("golden/findings_low_efficiency.csv"));
    is_as_worked_out(&found, include_str!("golden/findings_low_efficiency_by_hand.csv"));
}

#[test]
fn the_samples_grades_are_what_was_worked_out_by_hand() {
    let found = found("grade");
    is_golden(&found, include_str!("golden/findings_grade.csv"));
    is_as_worked_out(&found, include_str!("golden/findings_grade_by_hand.csv"));
}

#[test]
fn the_samples_standards_are_what_was_worked_out_by_hand() {
    let found = found("standard");
    is_golden(&found, include_str!("golden/findings_standard.csv"));
    is_as_worked_out(&found, include_str!("golden/findings_standard_by_hand.csv"));
}

#[test]
fn the_samples_suggestions_are_what_was_worked_out_by_hand() {
    let found = found("suggestion");
    is_golden(&found, include_str!("golden/findings_suggestion.csv"));
    is_as_worked_out(&found, include_str!("golden/findings_suggestion_by_hand.csv"));
}

#[test]
fn the_reasons_of_the_rows_checked_by_hand_stay_as_they_are() {
    let golden = rows(include_str!("golden/findings_reasons.csv"));
    for kind in ["low_efficiency", "grade", "standard", "suggestion"] {
        let found = found(kind);
        let of_kind: Vec<&Row> = golden.iter().filter(|line| line["kind"] == kind).collect();
        assert!(of_kind.len() >= 8, "{kind}");
        for line in of_kind {
            let row = line["feature_index"].parse::<usize>().expect("a row");
            for key in ["reasons", "missing"] {
                assert_eq!(found[row][key], line[key], "{kind}, row {row}");
            }
        }
    }
}
