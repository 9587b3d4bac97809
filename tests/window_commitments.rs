//! The list of commitments in the real window, driven by label in both languages, and in the batch commands: joined, read
//! in the inspector, undone, kept by the project, refused rows told with row and column.

#[path = "support/driver.rs"]
mod driver;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command as Process;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use mulens::analysis::{NumberCondition, NumberKey, NumberTest};
use mulens::app::{Action, SelectMode, ThemeChoice};
use mulens::domain::{FindingKind, Outcome, RowSet, Unit, day_from_iso};
use mulens::locale::Lang;

use driver::*;

/// The first parcel of the sample has 39.18 万元/亩 of tax, the sixth 7.2; both make more than they have land.
const LIST: &str = "宗地代码,指标,比较,承诺值,单位,阶段,期限\n\
    370215001001GB00001,亩均税收,不低于,20,万元/亩,达产,2022-12-31\n\
    370215001001GB00001,容积率,>,1.0,,竣工,2020-06-30\n\
    370215001001GB00006,亩均税收,不低于,20,万元/亩,达产,2022-12-31\n\
    370215001001GB00002,亩均产值,≥,400,万元/亩,达产,2030-12-31\n\
    370215999999GB99999,容积率,≥,1,,,\n\
    370215001001GB00003,绿地率,≤,20,,,\n";

fn outcomes(harness: &mut Window) -> Vec<Outcome> {
    document(harness).outcomes(FindingKind::Standard)
}

fn sample_file() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson").display().to_string()
}

#[test]
fn a_list_is_joined_read_in_the_inspector_undone_and_kept_by_the_project() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let folder = tempfile::tempdir().expect("a folder");
        let (list, project) = (folder.path().join("promises.csv"), folder.path().join("p.mulens"));
        std::fs::write(&list, LIST).expect("a list");
        let mut harness = sample(lang);
        harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
        harness.state_mut().workspace_mut().apply(Action::AsOf(day_from_iso("2024-06-30").expect("a day")));
        let before = outcomes(&mut harness);

        click(&mut harness, &text(lang, "menu-tools"));
        harness.get_by_label_contains(&text(lang, "command-join-commitments")).click();
        settle(&mut harness);
        type_path(&mut harness, lang, "type-path-label", &list, "missing-read-go");
        let after = outcomes(&mut harness);
        assert_eq!([after[0], after[5], after[1]], [Outcome::Met, Outcome::Breached, Outcome::NotDue]);
        assert_eq!(after[6..], before[6..]);
        // The rows that were not taken are told with row and column, in the notice and in the panel.
        let column = text(lang, "commitments-column-parcel");
        let told = [("line", "6".into()), ("column", column.into()), ("text", "370215999999GB99999".into())];
        let told = lang.text_with("commitments-no-parcel", told);
        assert!(harness.query_all_by_label_contains(&told).count() >= 1, "{told}");

        let select = Action::Select(RowSet::from_rows(after.len(), [5]), SelectMode::Replace);
        harness.state_mut().workspace_mut().apply(select);
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let sentence = if lang == Lang::Zh { "未达到承诺" } else { "breaks the commitment" };
        harness.get_by_label_contains(sentence).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "commitments", lang);
        assert_eq!(harness.query_all_by_label_contains(sentence).count(), 1);

        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(outcomes(&mut harness), before);
        press(&mut harness, Modifiers::COMMAND, Key::Y);
        harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
        settle(&mut harness);

        let mut again = window(lang);
        open(&mut again, lang, &project);
        assert_eq!(outcomes(&mut again), after);
        let name = lang.text_with("commitments-remove", [("file", "promises.csv".into())]);
        again.get_by_role_and_label(Role::Button, &name).click();
        settle(&mut again);
        assert_eq!(outcomes(&mut again), before);
    }
}

fn standard(more: &[&str]) -> (String, String) {
    let mut arguments = vec!["findings".to_owned(), sample_file()];
    arguments.extend(["--as-of", "2024-06-30", "--kind", "standard", "--keys"].map(str::to_owned));
    arguments.extend(more.iter().map(|&each| each.to_owned()));
    let output = Process::new(env!("CARGO_BIN_EXE_mulens")).args(arguments).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

#[test]
fn the_batch_command_holds_parcels_to_a_list_and_tells_every_row_it_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("promises.csv");
    std::fs::write(&list, LIST).expect("a list");
    let list = list.display().to_string();
    let (findings, told) = standard(&["--commitments", &list, "--lang", "en"]);
    let row = |code: &str| findings.lines().find(|line| line.contains(code)).expect("a row").to_owned();
    let first = row("370215001001GB00001");
    assert!(first.contains(",met,") && first.contains("commitment_stage[full_production=2022-12-31]:note"), "{first}");
    assert!(first.contains("commitment.far[") && first.contains(">1]:fired"), "{first}");
    assert!(row("370215001001GB00006").contains(",breached,"));
    assert!(row("370215001001GB00002").contains(",not_due,"));
    assert!(told.contains("Row 6, column parcel") && told.contains("Row 7, column indicator"), "{told}");
    let (without, _) = standard(&[]);
    assert!(!without.contains("commitment"));
}

/// The listed bounds and what became of them, of parcels 0, 1, 5 and 2, checked by hand: tax per mu 39.18 and 7.2.
#[test]
fn the_parcels_file_has_the_listed_commitments_as_columns_with_what_was_met() {
    let folder = tempfile::tempdir().expect("a folder");
    let (list, parcels) = (folder.path().join("promises.csv"), folder.path().join("parcels.csv"));
    std::fs::write(&list, LIST).expect("a list");
    let written = |more: &[&str]| {
        let paths = [&list, &parcels].map(|path| path.display().to_string());
        let arguments = ["summary", &sample_file(), "--commitments", &paths[0], "--parcels", &paths[1], "--keys"];
        let output = Process::new(env!("CARGO_BIN_EXE_mulens")).args(arguments).args(more).output().expect("a run");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let mut reader = csv::Reader::from_path(&parcels).expect("the parcels");
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
        rows
    };
    let rows = written(&["--as-of", "2024-06-30"]);
    let cells = |key: &str| [0, 1, 5, 2].map(|row: usize| rows[row][key].clone());
    assert_eq!(cells("listed_tax_per_mu"), ["20", "", "20", ""]);
    assert_eq!(cells("listed_output_per_mu"), ["", "400", "", ""]);
    assert_eq!(cells("commitments_met"), ["2", "0", "0", "0"]);
    assert_eq!(cells("commitments_breached"), ["0", "0", "1", "0"]);
    let kept = cells("kept_tax_per_mu").map(|cell| cell.parse::<f64>().ok());
    for (row, kept) in [(0, kept[0]), (5, kept[2])] {
        let tax: f64 = rows[row]["tax_per_mu"].parse().expect("tax");
        assert!(kept.is_some_and(|kept| (kept - (tax / 20.0 - 1.0)).abs() < 1e-12), "{kept:?} {tax}");
    }
    assert_eq!(cells("kept_output_per_mu"), [""; 4], "not due yet");
    assert!(!rows[0].contains_key("listed_rd_share"), "nobody promised that");
    // Without a day the bounds are data; what was met is not told.
    let unjudged = written(&[]);
    assert_eq!(unjudged[5]["listed_tax_per_mu"], "20");
    assert!(!unjudged[5].contains_key("commitments_met") && !unjudged[5].contains_key("kept_tax_per_mu"));
}

#[test]
fn parcels_are_filtered_by_the_commitments_they_break() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("promises.csv");
        std::fs::write(&list, LIST).expect("a list");
        let mut harness = sample(lang);
        // High enough for the filter to stand below what is said of the list.
        harness.set_size(Vec2::new(1440.0, 1300.0));
        apply(&mut harness, Action::AsOf(day_from_iso("2024-06-30").expect("a day")));
        let breached = lang.header("commitments_breached", Unit::Count);
        let offered = |harness: &mut Window| {
            harness.get_by_label(&text(lang, "filter-add-range")).scroll_to_me();
            settle(harness);
            harness.get_by_label(&text(lang, "filter-add-range")).click();
            settle(harness);
            harness.query_by_label(&breached).is_some()
        };
        harness.get_by_label(&text(lang, "filter-numbers")).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &text(lang, "filter-numbers"));
        assert!(!offered(&mut harness), "no list, no commitments");
        press(&mut harness, Modifiers::NONE, Key::Escape);
        apply(&mut harness, Action::JoinCommitments(list));
        assert!(offered(&mut harness));
        harness.get_by_label(&breached).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &breached);
        look(&mut harness, "commitments_filter", lang);
        let condition = NumberCondition {
            number: NumberKey::CommitmentsBreached,
            test: NumberTest::Within { min: Some(0.0), max: None },
        };
        assert_eq!(document(&mut harness).filter().numbers, [condition]);
        let mut filter = document(&mut harness).filter().clone();
        filter.numbers[0].test = NumberTest::Within { min: Some(1.0), max: None };
        apply(&mut harness, Action::SetFilter(filter));
        assert_eq!(document(&mut harness).shown().iter().collect::<Vec<_>>(), [5]);
    }
}
