//! A missing-items list that came back, in the batch commands: its cells stand over the parcels as corrections, also of
//! columns the file lacks, and what is not taken is told with row and column.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson")
}

fn mulens(command: &str, more: &[&str]) -> Output {
    let arguments = ["--as-of", "2024-06-30", "--lang", "en"];
    Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg(command)
        .arg(sample())
        .args(arguments)
        .args(more)
        .output()
        .expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The finding of the parcel with this code, keys and all.
fn finding(kind: &str, code: &str, more: &[&str]) -> String {
    let arguments: Vec<&str> = ["--kind", kind, "--keys"].into_iter().chain(more.iter().copied()).collect();
    let output = mulens("findings", &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout).lines().find(|line| line.contains(code)).expect("a row").to_owned()
}

#[test]
fn filled_cells_are_laid_over_the_parcels_and_bad_ones_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("filled.csv");
    let code = "370215001001GB00001";
    let filled = format!(
        "parcel_key,item_key,filled\n{code},rd_expense@2023,100\n{code},main_revenue@2023,2000\n\
         moon,tax@2023,5\n{code},tax@2023,much\n{code},moon,1\n"
    );
    std::fs::write(&list, filled).expect("a list");
    let list = list.display().to_string();
    let before = finding("grade", code, &[]);
    assert!(before.contains("grade_item_nobody.rd_share:unknown"), "{before}");
    let after = finding("grade", code, &["--missing-list", &list]);
    assert!(after.contains("grade_item.rd_share[0.05"), "{after}");
    let told = text(&mulens("findings", &["--missing-list", &list]).stderr);
    for sentence in ["Row 4, column A", "Row 5, column C", "Row 6, column B", "cells corrected: 2, not taken: 3"] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
}

#[test]
fn a_file_that_is_no_such_list_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("other.csv");
    std::fs::write(&list, "a,b\n1,2\n").expect("a file");
    let output = mulens("findings", &["--missing-list", &list.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("other.csv"));
}

#[test]
fn the_list_that_is_sent_out_names_cells_of_columns_the_file_lacks() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("missing.xlsx");
    let list = list.display().to_string();
    assert_eq!(mulens("findings", &["--kind", "grade", "--missing", &list]).status.code(), Some(0));
    // It reads back as a list in which nothing is filled yet.
    let told = text(&mulens("findings", &["--missing-list", &list]).stderr);
    assert!(told.contains("cells corrected: 0, not taken: 0"), "{told}");
}
