//! The sample shows every outcome of every kind, with the marks and the list of commitments that stand beside it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use mulens::domain::{FindingKind, Outcome};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(name)
}

/// The outcomes of a kind, row by row.
fn outcomes(kind: FindingKind, more: &[&Path]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg("findings")
        .arg(data("jimo_parks.geojson"))
        .args(["--as-of", "2024-06-30", "--keys", "--kind", kind.key()])
        .args(more)
        .output()
        .expect("the binary runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let place = reader.headers().expect("headers").iter().position(|header| header == "outcome").expect("a column");
    reader.records().map(|row| row.expect("a row")[place].to_owned()).collect()
}

#[test]
fn every_outcome_of_every_kind_has_a_parcel_with_the_marks_that_stand_beside_the_sample() {
    let marks = data("jimo_marks.toml");
    let arguments = [Path::new("--rulebook"), &marks];
    let marked = FindingKind::ALL.into_iter().flat_map(|kind| outcomes(kind, &arguments));
    // How far a parcel is from a marked zone is known of each that is drawn: only without marks is nothing known of some.
    let unmarked = outcomes(FindingKind::Suggestion, &[]).into_iter().filter(|outcome| outcome == "unknown");
    let seen: BTreeSet<String> = marked.chain(unmarked).collect();
    // Excluded is what a user says of a finding; no rule leads there.
    let all = Outcome::all().filter(|&outcome| outcome != Outcome::Excluded).map(|outcome| outcome.key().to_owned());
    let unseen: Vec<String> = all.filter(|key| !seen.contains(key)).collect();
    assert!(unseen.is_empty(), "no parcel of the sample is {unseen:?}");
}

#[test]
fn the_marks_change_suggestions_alone() {
    let marks = data("jimo_marks.toml");
    let arguments = [Path::new("--rulebook"), &marks];
    for kind in FindingKind::ALL {
        let is_same = outcomes(kind, &arguments) == outcomes(kind, &[]);
        assert_eq!(is_same, kind != FindingKind::Suggestion, "{kind:?}");
    }
}

#[test]
fn the_samples_commitments_come_out_in_every_way() {
    let list = data("jimo_commitments.csv");
    let arguments = [Path::new("--commitments"), &list];
    let (with, without) = (outcomes(FindingKind::Standard, &arguments), outcomes(FindingKind::Standard, &[]));
    let changed = with.iter().zip(&without).filter(|(now, before)| now != before);
    let held: BTreeSet<&str> = changed.map(|(now, _)| now.as_str()).collect();
    for outcome in ["met", "breached", "not_due", "no_data"] {
        assert!(held.contains(outcome), "{outcome}: {held:?}");
    }
}
