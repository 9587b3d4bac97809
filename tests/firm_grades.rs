//! Grades of firms as the batch commands tell them: a firm once, its parcels with its grade, its points from its list, a
//! parcel of several firms with the one that brings it most.

use std::path::Path;
use std::process::Command;

const LIST: &str = "宗地代码,企业名称,2023年税收(万元),加分,扣分\n\
    370215001001GB00001,甲公司,310,3,\n370215001001GB00001,丁公司,10,,\n\
    370215001001GB00002,乙公司,20,,2\n370215001001GB00004,乙公司,20,,2\n";

fn mulens(arguments: &[&str]) -> String {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/four_parcels.geojson");
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("firms.csv");
    std::fs::write(&list, LIST).expect("a list");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mulens"));
    command.arg(arguments[0]).arg(golden).args(&arguments[1..]).arg("--firms").arg(&list).arg("--firms-win");
    let output = command.output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_firm_is_graded_once_with_the_points_of_its_list() {
    let told = mulens(&["findings", "--as-of", "2024-06-30", "--kind", "grade", "--keys"]);
    let row = |code: &str| told.lines().find(|line| line.contains(code)).expect("a row");
    let (first, second, fourth) = (row("GB00001"), row("GB00002"), row("GB00004"));
    assert!(first.contains("grade_of_firm[甲公司=1]:note; grade_shared_parcel[甲公司]"), "{first}");
    assert!(first.contains("grade_bonus[3]:note"), "{first}");
    for parcel in [second, fourth] {
        assert!(
            parcel.contains("grade_of_firm[乙公司=2]:note") && parcel.contains("grade_penalty[2]:note"),
            "{parcel}"
        );
    }
    let score = |line: &str| line.split(',').nth(5).map(str::to_owned);
    assert_eq!(score(second), score(fourth));
    assert!(row("GB00003").contains("out_of_scope") && row("GB00003").contains("grade_no_firm"));
}

#[test]
fn the_summary_by_grade_counts_firms_beside_parcels() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("summary.csv");
    let out = out.display().to_string();
    mulens(&["summary", "--by", "grade", "--as-of", "2024-06-30", "--keys", "--out", &out]);
    let written = std::fs::read_to_string(&out).expect("a summary");
    let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let place = |key: &str| headers.iter().position(|header| header == key).expect("a column");
    let (parcels, firms) = (place("parcels"), place("firms"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let total = rows.last().expect("a total");
    assert_eq!((&total[parcels], &total[firms]), ("4", "2"));
}
