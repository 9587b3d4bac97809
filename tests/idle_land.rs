//! Idle land and assumed zeros by finding where parcels are judged, and by the rulebook's words and missing-value rule with
//! or without a day: the batch commands, and the document as the window has it, tell the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use mulens::analysis::{Grouping, group_totals};
use mulens::app::{Action, Document, LoadRequest, Paths, Workspace, load};
use mulens::domain::{FindingKind, FollowState, FollowUp, Outcome, Term, day_from_iso};
use mulens::io::{Headers, ReadProgress, Source, write_csv};

const DAY: &str = "2024-06-30";

type Row = BTreeMap<String, String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn sample() -> PathBuf {
    root().join("sample_data/jimo_parks.geojson")
}

fn rows(csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_mulens")).args(arguments).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The rows of a summary by keys, the total last.
fn summary(file: &Path, more: &[&str]) -> Vec<Row> {
    let file = file.display().to_string();
    let arguments = ["summary", &file, "--keys", "--out", "-"].into_iter().chain(more.iter().copied());
    rows(&printed(&arguments.collect::<Vec<_>>()))
}

fn total(file: &Path, more: &[&str]) -> Row {
    summary(file, more).pop().expect("a total")
}

fn cells(row: &Row, keys: &[&str]) -> Vec<f64> {
    keys.iter().map(|key| row[*key].parse().unwrap_or(f64::NAN)).collect()
}

/// Five parcels of 15 mu: in production; not begun since 2020, with no status and no output; and three without output and
/// dates, of a word the program knows, of one it does not, and of one that a mapping knows.
fn five(folder: &Path) -> PathBuf {
    let feature = |(place, (status, agreed, output)): (usize, (&str, &str, &str))| {
        let west = 120.40 + place as f64 / 100.0;
        let ring = [[0.0, 0.0], [0.001, 0.0], [0.001, 0.001], [0.0, 0.001], [0.0, 0.0]];
        let ring: Vec<[f64; 2]> = ring.iter().map(|[x, y]| [west + x, 36.39 + y]).collect();
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[{ring:?}]}},"properties":{{
            "土地面积(亩)":15,"建设状态":{status},"约定开工日期":{agreed},"实际开工日期":null,"产值(万元)":{output}}}}}"#
        )
    };
    let parcels = [
        (r#""在产""#, "null", "1500"),
        ("null", r#""2020-01-01""#, "null"),
        (r#""空置""#, "null", "null"),
        (r#""停摆""#, "null", "null"),
        (r#""试运行""#, "null", "null"),
    ];
    let features: Vec<String> = parcels.into_iter().enumerate().map(feature).collect();
    let path = folder.join("five.geojson");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    std::fs::write(&path, text).expect("a file");
    path
}

/// The shipped rulebook with some of its text changed.
fn rulebook(folder: &Path, name: &str, changes: &[(&str, &str)]) -> String {
    let mut text = std::fs::read_to_string(root().join("assets/rulebook.toml")).expect("the rulebook");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a rulebook");
    path.display().to_string()
}

const IDLE: [&str; 3] = ["idle_parcels", "idle_by_status_parcels", "idle_area_mu"];
const OUTPUT: [&str; 3] = ["output_land_mu", "output_assumed_zero", "output_missing"];

#[test]
fn idle_land_of_judged_parcels_is_what_the_findings_say_and_no_status_word() {
    let by_finding = summary(&sample(), &["--as-of", DAY, "--by", "finding"]);
    // Counted by hand in the golden file of the findings: 6 + 23 + 8 by decree, 3 by status.
    let idle = ["suspected_idle", "suspected_idle_2y", "suspected_idle_suspended", "suspected_idle_by_status"];
    let golden =
        rows(&std::fs::read_to_string(root().join("tests/golden/findings_idle.csv")).expect("the golden file"));
    for row in &by_finding[..by_finding.len() - 1] {
        let outcome = row["group"].as_str();
        let found = golden.iter().filter(|each| each["outcome"] == outcome).count();
        let expected = if idle.contains(&outcome) { found as f64 } else { 0.0 };
        let by_status = if outcome == "suspected_idle_by_status" { expected } else { 0.0 };
        assert_eq!(cells(row, &IDLE[..2]), [expected, by_status], "{outcome}");
        let land = if expected > 0.0 { row["land_mu"].as_str() } else { "0" };
        assert_eq!(row["idle_area_mu"], land, "{outcome}: the whole of its land or none");
    }
    let total = by_finding.last().expect("a total");
    assert_eq!(cells(total, &IDLE[..2]), [40.0, 3.0]);
    let [idle_mu, supplied_mu, rate]: [f64; 3] =
        cells(total, &["idle_area_mu", "supplied_land_mu", "idle_rate"]).try_into().expect("three");
    assert!((idle_mu / supplied_mu - rate).abs() < 1e-12);
}

#[test]
fn without_a_day_idle_land_is_by_status_and_the_notes_say_so() {
    // 37 parcels not started and 20 suspended, as the file's own words have it.
    assert_eq!(cells(&total(&sample(), &["--by", "none"]), &IDLE[..2]), [57.0, 57.0]);
    let path = sample().display().to_string();
    let by_status = printed(&["summary", &path, "--by", "none", "--lang", "zh"]);
    assert!(by_status.contains("未按《闲置土地处置办法》研判"), "{by_status}");
    let judged = printed(&["summary", &path, "--by", "none", "--lang", "zh", "--as-of", DAY]);
    assert!(judged.contains("其中 3 宗、207.6 亩缺少可判断的日期，仅据建设状态"), "{judged}");
}

#[test]
fn the_window_and_the_batch_command_tell_the_same_summary() {
    let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
    workspace.open(LoadRequest::new(Source::Path(sample())));
    workspace.finish_jobs();
    workspace.apply(Action::AsOf(day_from_iso(DAY).expect("a day")));
    for (by, key) in [
        (Grouping::None, "none"),
        (Grouping::Park, "park"),
        (Grouping::Status, "status"),
        (Grouping::Grade, "grade"),
        (Grouping::Finding, "finding"),
    ] {
        workspace.apply(Action::GroupBy(by));
        let document = workspace.document_mut().expect("the sample");
        let mut written = Vec::new();
        write_csv(&document.charts_now().by_group.summary, Headers::Keys, &mut written).expect("CSV");
        let of_window = rows(&String::from_utf8(written).expect("UTF-8"));
        assert_eq!(of_window, summary(&sample(), &["--as-of", DAY, "--by", key]), "{key}");
    }
}

#[test]
fn a_blank_of_land_found_idle_counts_as_nought_whatever_its_status_unless_the_rulebook_says_no() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = five(folder.path());
    // By status: the vacant one is 0 on its 15 mu; three are missing.
    assert_eq!(cells(&total(&file, &[]), &OUTPUT), [30.0, 1.0, 3.0]);
    // Judged, the one not begun since 2020 is 0 on its land too.
    let judged = total(&file, &["--as-of", DAY]);
    assert_eq!(cells(&judged, &OUTPUT), [45.0, 2.0, 2.0]);
    assert_eq!(cells(&judged, &IDLE), [1.0, 0.0, 15.0]);
    assert_eq!(judged["output_per_mu"], (1500.0 / 45.0).to_string());
    let book = rulebook(folder.path(), "no.toml", &[("suspected_idle = true", "suspected_idle = false")]);
    assert_eq!(cells(&total(&file, &["--as-of", DAY, "--rulebook", &book]), &OUTPUT), [30.0, 1.0, 3.0]);
}

#[test]
fn statuses_off_the_rulebooks_list_are_missing_and_not_nought_with_and_without_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = five(folder.path());
    let list = r#"counts_as_zero = ["not_started", "suspended", "under_construction", "vacant_built"]"#;
    let book = rulebook(folder.path(), "strict.toml", &[(list, "counts_as_zero = []")]);
    assert_eq!(cells(&total(&file, &["--rulebook", &book]), &OUTPUT), [15.0, 0.0, 4.0]);
    let judged = total(&file, &["--rulebook", &book, "--as-of", DAY]);
    assert_eq!(cells(&judged, &OUTPUT), [30.0, 1.0, 3.0], "the one found idle");
    let printed = printed(&["summary", &file.display().to_string(), "--rulebook", &book, "--lang", "en"]);
    assert!(printed.contains("no blank counts as 0"), "{printed}");
}

#[test]
fn a_status_word_that_is_new_or_moved_in_the_rulebook_counts_in_summary_findings_and_comparison_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = five(folder.path());
    assert_eq!(
        cells(&total(&file, &[]), &["idle_parcels", "unknown_status_parcels", "vacant_built_area_mu"]),
        [0.0, 3.0, 15.0]
    );
    let changes = [
        (r#""停产", "空置", "倒闭""#, r#""停产", "倒闭""#),
        (r#""停工", "烂尾""#, r#""停工", "烂尾", "空置", "停摆""#),
    ];
    let book = rulebook(folder.path(), "words.toml", &changes);
    let by_words = total(&file, &["--rulebook", &book]);
    assert_eq!(cells(&by_words, &["idle_parcels", "unknown_status_parcels", "vacant_built_area_mu"]), [2.0, 2.0, 0.0]);
    let judged = total(&file, &["--rulebook", &book, "--as-of", DAY]);
    assert_eq!(cells(&judged, &IDLE), [3.0, 2.0, 45.0], "one by decree, two by their words");
    let path = file.display().to_string();
    let found = printed(&["findings", &path, "--as-of", DAY, "--kind", "idle", "--keys", "--rulebook", &book]);
    let outcomes: Vec<String> = rows(&found).iter().map(|row| row["outcome"].clone()).collect();
    assert_eq!(outcomes[1..4], ["suspected_idle_2y", "suspected_idle_by_status", "suspected_idle_by_status"]);
    // What a word means to a comparison of two files is the same: two blanks more that are 0 on both sides.
    let compared = |more: &[&str]| {
        let asked = ["compare", &path, &path, "--keys", "--out", "-", "--by", "none"];
        let asked: Vec<&str> = asked.into_iter().chain(more.iter().copied()).collect();
        rows(&printed(&asked)).pop().expect("a total")["output_compared"].clone()
    };
    assert_eq!((compared(&[]).as_str(), compared(&["--rulebook", &book]).as_str()), ("2", "3"));
    // The user said of this file what its words mean: that goes before the rulebook.
    let mapping = folder.path().join("mapping.toml");
    std::fs::write(&mapping, "[status]\n\"空置\" = \"in_use\"\n\"试运行\" = \"in_use\"\n").expect("a mapping");
    let mapped = total(&file, &["--rulebook", &book, "--mapping", &mapping.display().to_string()]);
    assert_eq!(cells(&mapped, &["idle_parcels", "unknown_status_parcels"]), [1.0, 1.0]);
}

fn excluded() -> FollowUp {
    let day = day_from_iso("2024-07-01").expect("a day");
    FollowUp { state: FollowState::Excluded, reason: "r".to_owned(), name: "n".to_owned(), day }
}

/// The sample as the window has it, as of the day, and a parcel suspected idle by decree.
fn document() -> (Document, usize) {
    let request = LoadRequest::new(Source::Path(sample()));
    let loaded = load(request, &ReadProgress::default()).expect("the sample reads");
    let mut document = Document::new(loaded, 1);
    document.set_as_of(day_from_iso(DAY).expect("a day"));
    let idle = document.outcomes(FindingKind::Idle);
    let row = idle.iter().position(|each| each.suspected_idle_by_decree()).expect("such land");
    (document, row)
}

#[test]
fn an_excluded_idle_finding_leaves_the_idle_land_and_the_hatch_and_comes_back_when_undone() {
    let (mut document, row) = document();
    let before = document.totals_shown();
    assert!(document.suspected_idle().contains(row));
    assert_eq!((before.idle_parcels, document.suspected_idle().count()), (40, 40));
    document.follow_up(row, FindingKind::Idle, Some(&excluded()));
    let after = document.totals_shown();
    let land_m2 = document.figures().land_m2(row).expect("land");
    assert_eq!(after.idle_parcels, 39);
    assert!((before.idle_m2 - after.idle_m2 - land_m2).abs() < 1e-6);
    assert!(!document.suspected_idle().contains(row));
    assert!(document.undo());
    assert_eq!(document.totals_shown(), before);
}

#[test]
fn every_group_follows_an_excluded_idle_finding_as_the_total_does() {
    let (mut document, row) = document();
    let idle_of_status = |document: &mut Document| {
        let figures = document.figures();
        let sums = group_totals(document.table(), &figures, document.tags(), None, Grouping::Status);
        let label = Err(Term::Status(figures.status(row)));
        let of_row = sums.groups.iter().find(|(each, _)| *each == label).map(|(_, totals)| *totals);
        let (parcels, m2) = sums
            .groups
            .iter()
            .fold((0, 0.0), |(parcels, m2), (_, each)| (parcels + each.idle_parcels, m2 + each.idle_m2));
        assert_eq!(parcels, sums.total.idle_parcels);
        assert!((m2 - sums.total.idle_m2).abs() < 1e-6);
        of_row.map(|totals| totals.idle_parcels).expect("its status has parcels")
    };
    let before = idle_of_status(&mut document);
    document.follow_up(row, FindingKind::Idle, Some(&excluded()));
    assert_eq!(idle_of_status(&mut document), before - 1);
}

#[test]
fn land_whose_idle_finding_is_excluded_is_judged_for_its_efficiency_in_every_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sunk.geojson");
    // In production by its word, halted for years by its dates, a fifth built: idle by decree; tax of 1 a mu in both years.
    std::fs::write(
        &file,
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":
        [[[120.40,36.39],[120.401,36.39],[120.401,36.391],[120.40,36.391],[120.40,36.39]]]},"properties":{
        "土地面积(亩)":15,"建设状态":"停产","约定开工日期":"2015-01-01","实际开工日期":"2015-02-01",
        "停工日期":"2018-01-01","应动工面积(㎡)":10000,"已动工面积(㎡)":2000,"2022年税收(万元)":15,
        "2023年税收(万元)":15,"权属清晰":"是"}}]}"#,
    )
    .expect("a file");
    let source = Source::Path(file.clone());
    let loaded = load(LoadRequest::new(source), &ReadProgress::default()).expect("the file reads");
    let mut document = Document::new(loaded, 1);
    document.set_as_of(day_from_iso(DAY).expect("a day"));
    let of = |document: &mut Document| {
        [FindingKind::Idle, FindingKind::LowEfficiency].map(|kind| document.outcomes(kind)[0])
    };
    assert_eq!(of(&mut document), [Outcome::SuspectedIdleSuspended, Outcome::ReportedIdle]);
    document.follow_up(0, FindingKind::Idle, Some(&excluded()));
    assert_eq!(of(&mut document), [Outcome::Excluded, Outcome::LowEfficiency]);
    let (_, findings) = document.findings_of(0);
    assert_eq!(findings[FindingKind::Idle as usize].outcome, Outcome::SuspectedIdleSuspended, "as it was made");
    assert_eq!(findings[FindingKind::LowEfficiency as usize].outcome, Outcome::LowEfficiency);
    assert_eq!(document.judged_totals().expect("judged").0.low_efficiency.parcels, 1);
    let project = folder.path().join("sunk.mulens");
    document.project_file(&project).write(&project).expect("a project");
    let [file, project] = [&file, &project].map(|path| path.display().to_string());
    let asked = ["findings", &file, "--project", &project, "--as-of", DAY, "--kind", "low_efficiency", "--keys"];
    assert_eq!(rows(&printed(&asked))[0]["outcome"], "low_efficiency", "the batch command hears it too");
    document.follow_up(0, FindingKind::LowEfficiency, Some(&excluded()));
    assert_eq!(of(&mut document), [Outcome::Excluded; 2]);
}
