//! `mulens findings` as a user runs it: the golden file of the sample's idle land checked by hand, every kind and
//! language, the rulebook file, and wrong usage.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const GOLDEN: &str = include_str!("golden/findings_idle.csv");

fn mulens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mulens")).args(arguments).output().expect("the binary runs")
}

fn sample() -> String {
    root().join("sample_data/jimo_parks.geojson").display().to_string()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn found(more: &[&str]) -> Vec<BTreeMap<String, String>> {
    found_as_of("2024-06-30", more)
}

fn found_as_of(day: &str, more: &[&str]) -> Vec<BTreeMap<String, String>> {
    let sample = sample();
    let arguments: Vec<&str> = ["findings", &sample, "--as-of", day].into_iter().chain(more.iter().copied()).collect();
    let output = mulens(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    rows(&text(&output.stdout))
}

fn column(rows: &[BTreeMap<String, String>], key: &str) -> Vec<String> {
    rows.iter().map(|row| row[key].clone()).collect()
}

#[test]
fn the_samples_idle_land_is_what_was_checked_by_hand() {
    let output = mulens(&["findings", &sample(), "--as-of", "2024-06-30", "--kind", "idle", "--keys"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout) == GOLDEN, "the findings differ from tests/golden/findings_idle.csv");
    let header = "\u{feff}feature_index,parcel_key,parcel_code,kind,outcome,score,runner_up,reasons,missing\r\n";
    assert!(GOLDEN.starts_with(header));
    let golden = rows(GOLDEN);
    assert_eq!(golden.len(), 631);
    let parcels: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(sample()).expect("the sample")).expect("JSON");
    // Checked by hand against the decree: the row, what the file says of it, what that means on 30 June 2024.
    let checked = include_str!("golden/findings_idle_by_hand.csv");
    for line in rows(checked) {
        let row = line["feature_index"].parse::<usize>().expect("a row");
        let properties = &parcels["features"][row]["properties"];
        let said = |property: &str| match &properties[property] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        for (key, property) in [
            ("agreed", "约定开工日期"),
            ("started", "实际开工日期"),
            ("suspended", "停工日期"),
            ("status", "建设状态"),
            ("ownership", "土地性质"),
            ("government", "政府原因"),
            ("price", "出让价款(万元)"),
            ("area_due", "应动工面积(㎡)"),
            ("area_developed", "已动工面积(㎡)"),
            ("total", "计划总投资(万元)"),
            ("invested", "已投资(万元)"),
        ] {
            assert_eq!(said(property), line[key], "row {row} {property}");
        }
        assert_eq!(golden[row]["score"], line["fee"], "row {row}");
        assert_eq!(golden[row]["outcome"], line["outcome"], "row {row}");
    }
}

#[test]
fn every_kind_has_a_row_a_parcel_and_reasons_in_both_languages() {
    let kinds = ["idle", "low_efficiency", "grade", "standard", "suggestion"];
    let all = found(&["--keys"]);
    assert_eq!(all.len(), 631 * kinds.len());
    assert_eq!(column(&all[..5], "kind"), kinds);
    for lang in ["zh", "en"] {
        let told = found(&["--lang", lang]);
        assert_eq!(told.len(), all.len());
        let (reasons, missing) = if lang == "zh" { ("理由", "缺项") } else { ("Reasons", "Missing") };
        for (row, keys) in told.iter().zip(&all) {
            assert!(!row[reasons].contains("reason-") && !row[reasons].contains('{'), "{row:?}");
            assert_eq!(row[missing].is_empty(), keys["missing"].is_empty(), "{row:?}");
            assert_eq!(row[reasons].is_empty(), keys["reasons"].is_empty(), "{row:?}");
        }
    }
    let idle = found(&["--kind", "idle"]);
    assert!(idle[47]["理由"].contains("《闲置土地处置办法》（国土资源部令第53号）"), "{:?}", idle[47]);
    let outcomes = |kind: &str| {
        let mut outcomes = column(&found(&["--kind", kind, "--keys"]), "outcome");
        outcomes.sort_unstable();
        outcomes.dedup();
        outcomes
    };
    // The sample shows every outcome; models that need marks or park facts cannot be among them.
    for (kind, expected) in [
        (
            "idle",
            "exempt_government insufficient_data not_due not_idle out_of_scope suspected_idle suspected_idle_2y \
             suspected_idle_by_status suspected_idle_suspended",
        ),
        ("low_efficiency", "insufficient_data low_efficiency not_low_efficiency out_of_scope reported_idle"),
        ("grade", "A B C D T insufficient_data out_of_scope"),
        ("standard", "breached met no_data not_due out_of_scope"),
        ("suggestion", "capital_redevelop none park_in_park slim_core unknown vacate_upgrade vertical_industry"),
    ] {
        assert_eq!(outcomes(kind), expected.split_whitespace().collect::<Vec<_>>(), "{kind}");
    }
}

#[test]
fn two_kinds_go_to_a_workbook_with_the_day_and_the_rulebook_in_its_notes() {
    use calamine::Reader;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("findings.xlsx");
    let path_text = path.display().to_string();
    let output = mulens(&[
        "findings",
        &sample(),
        "--as-of",
        "2024-06-30",
        "--kind",
        "grade",
        "--kind",
        "idle",
        "--out",
        &path_text,
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
    let sheets = book.sheet_names();
    let table = book.worksheet_range(&sheets[0]).expect("the findings");
    assert_eq!(table.height(), 1 + 2 * 631);
    let notes = book.worksheet_range(&sheets[1]).expect("the notes");
    let said: Vec<String> = notes.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(said.iter().any(|cell| cell == "2024-06-30") && said.iter().any(|cell| cell.contains("亩镜默认规则库")));
}

#[test]
fn a_rulebook_of_ones_own_changes_what_is_found_and_a_faulty_one_is_told_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rules.toml");
    let shipped = std::fs::read_to_string(root().join("assets/rulebook.toml")).expect("the shipped rulebook");
    let path_text = path.display().to_string();
    let idle =
        |rows: &[BTreeMap<String, String>]| rows.iter().filter(|row| row["outcome"] == "suspected_idle_2y").count();
    let before = idle(&found(&["--kind", "idle", "--keys"]));
    std::fs::write(&path, shipped.replacen("years = 2\nsource", "years = 4\nsource", 1)).expect("a rulebook");
    let after = idle(&found(&["--kind", "idle", "--keys", "--rulebook", &path_text]));
    assert!(after < before, "{after} {before}");

    std::fs::write(&path, shipped.replacen("weight = 60", "weight = 50", 1)).expect("a rulebook");
    let line = shipped[..shipped.find("{ fact = \"tax_per_mu\", weight = 60").expect("the item")].matches('\n').count();
    for lang in ["zh", "en"] {
        let output =
            mulens(&["findings", &sample(), "--as-of", "2024-06-30", "--rulebook", &path_text, "--lang", lang]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(told.contains("90") && told.contains(&line.to_string()), "{told}");
    }
    let output = mulens(&["findings", &sample(), "--as-of", "2024-06-30", "--rulebook", "no_such.toml"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_changed_rulebook_is_named_as_changed_beside_every_result_and_its_rules_as_the_users() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).display().to_string();
    let (rules, out, parcels) = (place("rules.toml"), place("found.csv"), place("parcels.csv"));
    let shipped = std::fs::read_to_string(root().join("assets/rulebook.toml")).expect("the shipped rulebook");
    std::fs::write(&rules, shipped.replacen("years = 2\nsource", "years = 4\nsource", 1)).expect("a rulebook");
    let sample = sample();
    let by = ["--as-of", "2024-06-30", "--rulebook", &rules];
    let run = |first: &[&str]| {
        let output = mulens(&[first, &by].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let told = run(&["findings", &sample, "--kind", "idle", "--out", &out]);
    assert!(told.contains("2024-06-30") && told.contains("亩镜默认规则库（已修改），版本 1"), "{told}");
    let found = std::fs::read_to_string(&out).expect("the findings");
    assert!(found.contains("用户自定（原依据：《闲置土地处置办法》"), "the rule of two years is the user's");
    run(&["summary", &sample, "--keys", "--parcels", &parcels]);
    let parcels = rows(&std::fs::read_to_string(&parcels).expect("the parcels"));
    assert!(parcels.iter().all(|row| row["finding_rulebook"] == "shipped_modified"));
}

#[test]
fn without_a_day_or_with_a_wrong_one_it_is_wrong_usage() {
    let sample = sample();
    let code = |more: &[&str]| {
        let arguments: Vec<&str> = ["findings", &sample].into_iter().chain(more.iter().copied()).collect();
        mulens(&arguments).status.code()
    };
    assert_eq!(code(&[]), Some(64));
    assert_eq!(code(&["--as-of", "2024-02-30"]), Some(64));
    assert_eq!(code(&["--as-of", "2024-06-30", "--kind", "moon"]), Some(64));
    assert_eq!(code(&["--as-of", "2024-06-30", "--out", "a.pdf"]), Some(64));
}

#[test]
fn the_summary_by_grade_or_finding_counts_what_the_findings_say() {
    let sample = sample();
    let summary = |by: &str| {
        let output = mulens(&["summary", &sample, "--by", by, "--as-of", "2024-06-30", "--keys", "--out", "-"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        rows(&text(&output.stdout))
    };
    let counted = |found: &[BTreeMap<String, String>], outcome: &str| {
        found.iter().filter(|row| row["outcome"] == outcome).count().to_string()
    };
    let of = |table: &[BTreeMap<String, String>], group: &str| {
        table.iter().find(|row| row["group"] == group).unwrap_or_else(|| panic!("{group}"))["parcels"].clone()
    };
    let (grades, by_grade) = (found(&["--kind", "grade", "--keys"]), summary("grade"));
    assert_eq!(column(&by_grade, "group").first().map(String::as_str), Some("A"));
    for grade in ["A", "B", "C", "D", "T"] {
        assert_eq!(of(&by_grade, grade), counted(&grades, grade), "{grade}");
    }
    let by_finding = summary("finding");
    let idle = found(&["--kind", "idle", "--keys"]);
    for outcome in ["suspected_idle", "suspected_idle_2y", "suspected_idle_suspended", "exempt_government"] {
        assert_eq!(of(&by_finding, outcome), counted(&idle, outcome), "{outcome}");
    }
    let low = found(&["--kind", "low_efficiency", "--keys"]);
    assert_eq!(of(&by_finding, "low_efficiency"), counted(&low, "low_efficiency"));
    assert_eq!(of(&by_finding, "TOTAL"), "631");

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("parcels.csv");
    let path_text = path.display().to_string();
    let output = mulens(&["summary", &sample, "--as-of", "2024-06-30", "--keys", "--parcels", &path_text]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("2024-06-30"), "the day stands below the summary");
    let parcels = rows(&std::fs::read_to_string(&path).expect("the parcels"));
    assert_eq!(column(&parcels, "finding_grade"), column(&grades, "outcome"));
    assert_eq!(column(&parcels, "finding_idle"), column(&idle, "outcome"));
    assert_eq!(column(&parcels, "grade_score"), column(&grades, "score"));
    assert!(parcels.iter().all(|row| row["finding_day"] == "2024-06-30"));
    assert!(parcels.iter().any(|row| row["grade_rank"] == "1"));

    // Without a day there is nothing to group by, and years are not judged.
    for arguments in [&["summary", &sample, "--by", "grade"][..], &["compare", &sample, "--by", "finding"]] {
        assert_eq!(mulens(arguments).status.code(), Some(64), "{arguments:?}");
    }
}

#[test]
fn the_marks_ahead_are_the_parcels_whose_finding_changes_by_that_day() {
    let at = |day: &str| found_as_of(day, &["--kind", "idle", "--keys"]);
    // 2024-06-30 and 180 days.
    let (today, then) = (at("2024-06-30"), at("2024-12-27"));
    let pairs = today.iter().zip(&then).filter(|(today, then)| today["outcome"] != then["outcome"]);
    let changed: BTreeSet<String> = pairs.map(|(today, _)| today["parcel_key"].clone()).collect();
    let ahead = |days: &str| found(&["--ahead", days, "--keys"]);
    let marks = ahead("180");
    let listed: BTreeSet<String> = column(&marks, "parcel_key").into_iter().collect();
    assert!(!changed.is_empty() && changed.is_subset(&listed), "{changed:?} {listed:?}");
    let left: Vec<i32> = column(&marks, "mark_days_left").iter().map(|days| days.parse().expect("days")).collect();
    assert!(left.is_sorted() && left.iter().all(|days| (1..=180).contains(days)), "{left:?}");
    assert!(marks.iter().all(|mark| ["one_year", "two_years", "suspended_one_year"].contains(&&*mark["mark"])));
    assert_eq!(ahead("30").len(), left.iter().filter(|&&days| days <= 30).count());
    let told = found(&["--ahead", "180", "--lang", "en"]);
    assert_eq!(told.len(), marks.len());
    assert!(told.iter().all(|mark| !mark["Mark"].contains("timeline") && !mark["Mark"].contains('_')), "{told:?}");
}

#[test]
fn tags_of_the_files_own_column_that_differ_from_the_suggestion_are_listed_with_reasons() {
    let suggested = found(&["--kind", "suggestion", "--keys"]);
    let differences = found(&["--tag-differences", "--keys"]);
    assert!(differences.len() > 20, "{}", differences.len());
    let mut last = f64::INFINITY;
    for each in &differences {
        let parcel = suggested.iter().find(|row| row["parcel_key"] == each["parcel_key"]).expect("a parcel");
        assert_eq!(each["finding_suggestion"], parcel["outcome"]);
        assert_eq!(each["suggestion_score"], parcel["score"]);
        assert!(!each["model"].is_empty() && each["model"] != each["finding_suggestion"], "{each:?}");
        assert!(each["reasons_for_suggestion"].contains(":fired"), "{each:?}");
        assert!(!each["reasons_against_tag"].contains(":fired"), "{each:?}");
        assert!(each["reasons_against_tag"].starts_with("score"), "{each:?}");
        let score: f64 = each["suggestion_score"].parse().expect("a score");
        assert!(score <= last);
        last = score;
    }
    let told = found(&["--tag-differences"]);
    assert_eq!(told.len(), differences.len());
    assert!(told.iter().all(|each| !each.values().any(|cell| cell.contains('{') || cell.contains(":fired"))));
}

#[test]
fn a_list_stands_in_place_of_findings_and_of_the_other_list() {
    let sample = sample();
    for more in [
        &["--ahead", "0"][..],
        &["--ahead", "x"],
        &["--ahead", "30", "--kind", "idle"],
        &["--ahead", "30", "--tag-differences"],
        &["--tag-differences", "--kind", "suggestion"],
    ] {
        let arguments = ["findings", &sample, "--as-of", "2024-06-30"].into_iter().chain(more.iter().copied());
        assert_eq!(mulens(&arguments.collect::<Vec<_>>()).status.code(), Some(64), "{more:?}");
    }
}
