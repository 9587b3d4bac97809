//! `mulens compare` as a user runs it: two years of one file, two files, and what cannot be compared.

#[path = "support/workbook.rs"]
mod workbook;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use mulens::analysis::Grouping;
use mulens::app::{Action, Paths, Workspace};
use mulens::domain::{ResultTable, day_from_iso};
use mulens::io::{Headers, write_csv};

fn mulens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mulens")).args(arguments).output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A parcel as a feature: code, park, mu, and further members as JSON.
fn parcel(code: u32, park: &str, mu: u32, members: &str) -> String {
    let west = 120.4 + f64::from(code) * 0.01;
    let (east, north) = (west + 0.002, 36.302);
    format!(
        r#"{{"type":"Feature","properties":{{"宗地代码":"370215001001GB{code:05}","园区":"{park}","土地面积(亩)":{mu},"建设状态":"在产",{members}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},36.3],[{east},36.3],[{east},{north}],[{west},{north}],[{west},36.3]]]}}}}"#
    )
}

fn file(folder: &Path, name: &str, parcels: &[String]) -> PathBuf {
    let path = folder.join(name);
    let features = parcels.join(",\n");
    std::fs::write(&path, format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{features}\n]}}")).expect("a file");
    path
}

fn both(output: [&str; 2], tax: [&str; 2]) -> String {
    format!(
        r#""2022年产值(万元)":{},"2023年产值(万元)":{},"2022年税收(万元)":{},"2023年税收(万元)":{}"#,
        output[0], output[1], tax[0], tax[1]
    )
}

fn two_years(folder: &Path) -> PathBuf {
    file(
        folder,
        "two.geojson",
        &[
            parcel(1, "甲园", 10, &both(["1000", "2500"], ["50", "40"])),
            parcel(2, "甲园", 30, &both(["3000", "3500"], ["null", "90"])),
            parcel(3, "乙园", 60, &both(["null", "9000"], ["10", "30"])),
            parcel(4, "乙园", 20, &both(["0", "500"], ["10", "10"])),
        ],
    )
}

struct Written {
    headers: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Written {
    fn of(csv_text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(csv_text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().expect("headers").iter().map(str::to_owned).collect();
        Self { headers, rows: reader.records().map(|row| row.expect("a row")).collect() }
    }

    fn column(&self, key: &str) -> Vec<&str> {
        let place = self.headers.iter().position(|header| header == key).unwrap_or_else(|| panic!("{key}"));
        self.rows.iter().map(|row| &row[place]).collect()
    }

    fn numbers(&self, key: &str) -> Vec<Option<f64>> {
        let number =
            |cell: &str| (!cell.is_empty()).then(|| (cell.parse::<f64>().expect("a number") * 1e9).round() / 1e9);
        self.column(key).into_iter().map(number).collect()
    }
}

#[test]
fn two_years_of_one_file_by_park_have_hand_checked_figures_and_a_total_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = two_years(folder.path()).display().to_string();
    let asked =
        ["compare", &path, "--base-year", "2022", "--current-year", "2023", "--by", "park", "--keys", "--out", "-"];
    let output = mulens(&asked);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let written = Written::of(&text(&output.stdout));
    assert_eq!(written.column("group"), ["甲园", "乙园", "TOTAL"]);
    // 甲园: 4000 → 6000 on 40 mu. 乙园: only parcel 4 has both years, 0 → 500 on 20 mu. Together 4000 → 6500 on 60 mu.
    let some = |values: [f64; 3]| values.map(Some).to_vec();
    assert_eq!(written.numbers("output_base_wan_yuan"), some([4000.0, 0.0, 4000.0]));
    assert_eq!(written.numbers("output_current_wan_yuan"), some([6000.0, 500.0, 6500.0]));
    assert_eq!(written.numbers("output_change_wan_yuan"), some([2000.0, 500.0, 2500.0]));
    assert_eq!(written.numbers("output_multiple"), [Some(1.5), None, Some(1.625)], "no multiple of 0");
    assert_eq!(written.numbers("output_per_mu_base"), some([100.0, 0.0, 66.666_666_667]));
    assert_eq!(written.numbers("output_per_mu_current"), some([150.0, 25.0, 108.333_333_333]));
    assert_eq!(written.numbers("output_doubling_progress"), [Some(0.5), None, Some(0.625)]);
    assert_eq!(written.column("output_compared"), ["2", "1", "3"]);
    assert_eq!(written.column("output_missing_base"), ["0", "1", "1"]);
    assert_eq!(written.column("output_missing_current"), ["0", "0", "0"]);
    assert_eq!(written.column("output_base_not_positive"), ["0", "1", "1"]);
    // Tax: parcel 1 50 → 40 in 甲园; 20 → 40 in 乙园 on 80 mu.
    assert_eq!(written.numbers("tax_per_mu_base"), [Some(5.0), Some(0.25), Some(0.777_777_778)]);
    assert_eq!(written.numbers("tax_per_mu_multiple"), [Some(0.8), Some(2.0), Some(1.142_857_143)]);
    assert_eq!(written.numbers("tax_doubling_progress"), [Some(-0.2), Some(1.0), Some(0.142_857_143)]);
    assert_eq!(written.column("parcels"), ["2", "2", "4"]);

    // The years found by themselves are the same two.
    let by_itself = mulens(&["compare", &path, "--by", "park", "--keys", "--out", "-"]);
    assert_eq!(text(&by_itself.stdout), text(&output.stdout));
    // And turned round, every change is too.
    let back = mulens(&[
        "compare",
        &path,
        "--base-year",
        "2023",
        "--current-year",
        "2022",
        "--by",
        "none",
        "--keys",
        "--out",
        "-",
    ]);
    let back = Written::of(&text(&back.stdout));
    assert_eq!((back.column("group"), back.numbers("output_change_wan_yuan")), (vec!["TOTAL"], vec![Some(-2500.0)]));
}

#[test]
fn two_files_are_paired_by_parcel_code_and_what_appeared_vanished_or_was_reshaped_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = |output: &str| format!(r#""产值(万元)":{output},"税收(万元)":1"#);
    let base = file(
        folder.path(),
        "base.geojson",
        &[parcel(1, "甲园", 10, &one("1000")), parcel(2, "甲园", 20, &one("500")), parcel(3, "旧园", 40, &one("7"))],
    );
    let bigger = parcel(2, "甲园", 25, &one("1000")).replace("36.302", "36.3025");
    let current = file(
        folder.path(),
        "current.geojson",
        &[bigger, parcel(4, "新园", 5, &one("60")), parcel(1, "甲园", 10, &one("2000"))],
    );
    let (base, current) = (base.display().to_string(), current.display().to_string());
    let parcels = folder.path().join("parcels.csv").display().to_string();
    let out = folder.path().join("by_park.xlsx").display().to_string();
    let output = mulens(&["compare", &base, &current, "--by", "park", "--keys", "--out", "-", "--parcels", &parcels]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let written = Written::of(&text(&output.stdout));
    assert_eq!(written.column("group"), ["甲园", "新园", "旧园", "TOTAL"]);
    assert_eq!(written.column("parcels_in_both"), ["2", "0", "0", "2"]);
    assert_eq!(written.column("parcels_reshaped"), ["1", "0", "0", "1"]);
    assert_eq!(written.column("parcels_appeared"), ["0", "1", "0", "1"]);
    assert_eq!(written.column("parcels_vanished"), ["0", "0", "1", "1"]);
    assert_eq!(written.numbers("land_base_mu"), [Some(30.0), None, Some(40.0), Some(70.0)]);
    assert_eq!(written.numbers("land_current_mu"), [Some(35.0), Some(5.0), None, Some(40.0)]);
    // 1500 on 30 mu → 3000 on 35 mu: the value doubled, the yield per mu did not.
    assert_eq!(written.numbers("output_multiple")[3], Some(2.0));
    assert_eq!(written.numbers("output_per_mu_multiple")[3], Some(1.714_285_714));
    assert_eq!(written.numbers("output_multiple")[1], None);

    let written = Written::of(&std::fs::read_to_string(&parcels).expect("the parcels"));
    assert_eq!(written.column("presence"), ["reshaped", "appeared", "in_both", "vanished"]);
    assert_eq!(written.column("parcel_code")[3], "370215001001GB00003");
    assert_eq!(written.numbers("output_change_wan_yuan"), [Some(500.0), None, Some(1000.0), None]);

    for lang in ["zh", "en"] {
        let output = mulens(&["compare", &base, &current, "--lang", lang, "--out", &out]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let sheets = workbook::sheets(out.as_ref());
    assert_eq!(sheets.len(), 2, "figures and notes");
    assert!(workbook::has(&sheets[1], "base.geojson"));
}

#[test]
fn on_the_terminal_both_languages_show_the_years_and_what_they_stand_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = two_years(folder.path()).display().to_string();
    for (lang, wanted) in
        [("zh", ["合计", "基期年份: 2022", "亩均产值倍增进度"]), ("en", ["Total", "Base year: 2022", "Way to doubled"])]
    {
        let output = mulens(&["compare", &path, "--by", "park", "--lang", lang]);
        let shown = text(&output.stdout);
        for wanted in wanted {
            assert!(shown.contains(wanted), "{wanted} is not in\n{shown}");
        }
    }
}

#[test]
fn a_base_of_zeros_or_blanks_is_left_empty_with_a_sentence_and_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(
        folder.path(),
        "bad.geojson",
        &[
            parcel(1, "甲园", 10, &both(["0", "2500"], ["null", "40"])),
            parcel(2, "甲园", 30, &both(["0", "1"], ["null", "4"])),
        ],
    );
    let output =
        mulens(&["compare", &path.display().to_string(), "--by", "none", "--keys", "--lang", "en", "--out", "-"]);
    assert_eq!(output.status.code(), Some(0));
    let written = Written::of(&text(&output.stdout));
    assert_eq!(written.numbers("output_multiple"), [None]);
    assert_eq!(written.numbers("output_doubling_progress"), [None]);
    assert_eq!(written.column("output_base_not_positive"), ["2"]);
    assert_eq!(written.numbers("tax_per_mu_base"), [None]);
    assert_eq!(written.column("tax_missing_base"), ["2"]);
    let said = text(&output.stderr);
    assert!(said.contains("adds up to 0 or less") && said.contains("no parcel has it in both years"), "{said}");
}

#[test]
fn files_without_a_common_parcel_or_with_one_year_are_told_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let two = two_years(folder.path()).display().to_string();
    let other = file(folder.path(), "other.geojson", &[parcel(9, "甲园", 10, &both(["1", "2"], ["1", "2"]))]);
    let one_year =
        file(folder.path(), "one.geojson", &[parcel(1, "甲园", 10, r#""2023年产值(万元)":5,"2023年税收(万元)":1"#)]);
    let (other, one_year) = (other.display().to_string(), one_year.display().to_string());
    let output = mulens(&["compare", &two, &other, "--by", "none", "--lang", "en", "--keys", "--out", "-"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("No parcel key is in both"), "{}", text(&output.stderr));
    assert_eq!(Written::of(&text(&output.stdout)).column("parcels_vanished"), ["4"]);

    for (arguments, code, said) in [
        (vec!["compare", &one_year, "--lang", "en"], 2, "no year before the current one"),
        (vec!["compare", &two, "--base-year", "2019", "--lang", "en"], 2, "2019"),
        (vec!["compare", &two, "--current-year", "2019", "--lang", "en"], 2, "2019"),
        (vec!["compare", &two, "--base-year", "2023", "--lang", "en"], 64, "are both 2023"),
        (vec!["compare", "nowhere.geojson", &two, "--lang", "en"], 2, "nowhere.geojson"),
        (vec!["compare", &two, "--out", "a.doc", "--lang", "en"], 64, "a.doc"),
        (vec!["compare", &two, "--out", &two, "--lang", "en"], 64, "two.geojson"),
        (vec!["compare"], 64, "BASE"),
    ] {
        let output = mulens(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_figures_are_the_summarys_where_nothing_is_missing_and_the_sums_of_the_parcels_where_something_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let two = two_years(folder.path()).display().to_string();
    let run = |arguments: &[&str]| Written::of(&text(&mulens(arguments).stdout));
    let compared = run(&["compare", &two, "--by", "park", "--keys", "--out", "-"]);
    for (year, key) in [("2022", "tax_per_mu_base"), ("2023", "tax_per_mu_current")] {
        let summary = run(&["summary", &two, "--by", "park", "--year", year, "--keys", "--out", "-"]);
        assert_eq!(compared.numbers(key)[1], summary.numbers("tax_per_mu")[1], "{year}");
    }

    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson").display().to_string();
    let parcels = folder.path().join("parcels.csv").display().to_string();
    let total = run(&["compare", &sample, "--by", "none", "--keys", "--out", "-", "--parcels", &parcels]);
    let parcels = Written::of(&std::fs::read_to_string(&parcels).expect("the parcels"));
    for key in ["output_base_wan_yuan", "output_current_wan_yuan", "tax_change_wan_yuan"] {
        let sum: f64 = parcels.numbers(key).into_iter().flatten().sum();
        let told = total.numbers(key)[0].expect("a total");
        assert!((sum - told).abs() <= 1e-9 * told.abs().max(1.0), "{key}: {sum} {told}");
    }
    let known = parcels.numbers("output_multiple").into_iter().flatten().count();
    let [compared, zero] =
        ["output_compared", "output_base_not_positive"].map(|key| total.numbers(key)[0].unwrap_or(0.0));
    assert_eq!(known as f64, compared - zero);
}

/// A table as `--keys` writes it.
fn as_written(table: &ResultTable) -> String {
    let mut bytes = Vec::new();
    write_csv(table, Headers::Keys, &mut bytes).expect("a table");
    text(&bytes)
}

#[test]
fn with_a_day_years_are_grouped_by_grade_and_finding_and_grades_move_as_the_window_has_them() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson").display().to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let moves = folder.path().join("moves.csv").display().to_string();
    let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
    workspace.apply(Action::Run(mulens::app::Command::OpenSample));
    workspace.finish_jobs();
    workspace.apply(Action::AsOf(day_from_iso("2024-06-30").expect("a day")));
    for (by, key) in [(Grouping::Grade, "grade"), (Grouping::Finding, "finding")] {
        workspace.apply(Action::GroupBy(by));
        let document = workspace.document_mut().expect("the sample");
        let asked = ["compare", &sample, "--as-of", "2024-06-30", "--by", key, "--keys", "--out", "-"];
        let output = mulens(&[&asked[..], &["--grade-moves", &moves]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let charts = document.charts_now();
        assert_eq!(text(&output.stdout), as_written(charts.changes.as_ref().expect("two years")), "{key}");
        let written = std::fs::read_to_string(&moves).expect("the moves");
        assert_eq!(written, as_written(&document.grade_moves_table().expect("two years")));
        let written = Written::of(&written);
        let parcels: f64 = written.numbers("parcels").into_iter().flatten().sum();
        assert_eq!(parcels, document.table().len() as f64, "each parcel is in one cell");
    }

    let out = folder.path().join("by.xlsx").display().to_string();
    let output = mulens(&["compare", &sample, "--as-of", "2024-06-30", "--lang", "en", "--out", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let sheets = workbook::sheets(out.as_ref());
    assert_eq!((sheets.len(), &sheets[1][0][0][..]), (3, "Grade in the base year"));
    let output = mulens(&["compare", &sample, "--as-of", "2024-06-30", "--lang", "en"]);
    assert!(text(&output.stdout).starts_with("Grade moves\n"), "{}", text(&output.stdout));

    for (arguments, wanted) in [
        (vec!["compare", &sample, "--by", "grade"], "--as-of"),
        (vec!["compare", &sample, "--by", "finding"], "--as-of"),
        (vec!["compare", &sample, "--grade-moves", &moves], "--as-of"),
    ] {
        let output = mulens(&arguments);
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        assert!(text(&output.stderr).contains(wanted), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn firms_and_boundaries_are_joined_to_the_current_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let two = two_years(folder.path()).display().to_string();
    let list = folder.path().join("firms.csv");
    let rows = "370215001001GB00002,乙公司,25,35\n370215001001GB00003,丙公司,11,12\n";
    std::fs::write(&list, format!("宗地代码,企业名称,2022年税收(万元),2023年税收(万元)\n{rows}")).expect("a list");
    let zone = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"新区"},"geometry":{"type":"Polygon","coordinates":[[[120.405,36.2],[120.435,36.2],[120.435,36.4],[120.405,36.4],[120.405,36.2]]]}}]}"#;
    let zones = folder.path().join("zones.geojson");
    std::fs::write(&zones, zone).expect("boundaries");
    let (list, zones) = (list.display().to_string(), zones.display().to_string());
    let asked = ["compare", &two, "--by", "park", "--keys", "--out", "-", "--firms", &list, "--boundaries", &zones];
    let output = mulens(&asked);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let written = Written::of(&text(&output.stdout));
    assert_eq!(written.column("group"), ["新区", "乙园", "TOTAL"]);
    assert_eq!(written.column("parcels"), ["3", "1", "4"]);
    // Of 新区 50 → 40, 10 → 30, and the blank of 2022 filled: 25 → 90.
    assert_eq!(written.numbers("tax_base_wan_yuan"), [85.0, 10.0, 95.0].map(Some));
    assert_eq!(written.numbers("tax_current_wan_yuan"), [160.0, 10.0, 170.0].map(Some));

    // Two files: the base has no firms, so that grades are of parcels, which is told.
    let output = mulens(&["compare", &two, &two, "--firms", &list, "--as-of", "2024-06-30", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("graded parcel by parcel"), "{}", text(&output.stderr));
}

#[test]
fn every_column_has_a_name_in_both_languages() {
    for lang in mulens::locale::Lang::ALL {
        for (key, _) in mulens::analysis::change_columns() {
            assert!(lang.has(&format!("column-{}", key.replace('_', "-"))), "{key}");
        }
    }
}
