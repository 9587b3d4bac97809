//! Following findings up in the real window, driven by label in both languages: a finding is excluded with reason, name and
//! day, leaves the counts visibly, is undone, kept by the project, and honoured by the batch command.

#[path = "support/driver.rs"]
mod driver;

use std::path::Path;
use std::process::Command as Process;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, Command, SelectMode, ThemeChoice};
use mulens::domain::{FindingKind, FollowState, Outcome, RowSet, Term, day_from_iso};
use mulens::locale::Lang;

use driver::*;

const KIND: FindingKind = FindingKind::Idle;

/// The sample as of a day, a parcel suspected idle by decree in the inspector.
fn idle_parcel(lang: Lang, theme: ThemeChoice) -> (Window, usize) {
    let mut harness = sample(lang);
    harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
    let day = day_from_iso("2024-06-30").expect("a day");
    harness.state_mut().workspace_mut().apply(Action::AsOf(day));
    let outcomes = document(&mut harness).outcomes(KIND);
    let row = outcomes.iter().position(|each| each.suspected_idle_by_decree()).expect("an idle parcel");
    let select = Action::Select(RowSet::from_rows(outcomes.len(), [row]), SelectMode::Replace);
    harness.state_mut().workspace_mut().apply(select);
    harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
    settle(&mut harness);
    (harness, row)
}

fn open_form(harness: &mut Window, lang: Lang) {
    press_button(harness, &lang.text_with("follow-edit-of", [("kind", lang.finding_kind(KIND).into())]));
}

fn exclude(harness: &mut Window, lang: Lang) {
    open_form(harness, lang);
    harness.get_by_role_and_label(Role::RadioButton, &lang.term(Term::FollowUp(FollowState::Excluded))).click();
    settle(harness);
    type_over(harness, Role::TextInput, &text(lang, "follow-name"), "王工");
    type_over(harness, Role::TextInput, &text(lang, "follow-day"), "2024-07-01");
    // Nothing is excluded without a reason.
    press_button(harness, &text(lang, "follow-set"));
    assert!(document(harness).follow_ups().is_empty());
    assert!(harness.query_all_by_label(&text(lang, "follow-reason-fault")).count() == 1);
    look(harness, "follow_form", lang);
    type_over(harness, Role::TextInput, &text(lang, "follow-reason"), "现场已动工");
    press_button(harness, &text(lang, "follow-set"));
}

#[test]
fn a_finding_is_excluded_with_its_reason_and_the_strip_says_how_much_is_out_of_the_counts() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let (mut harness, row) = idle_parcel(lang, theme);
        let before = document(&mut harness).judged_totals().expect("judged").0;
        exclude(&mut harness, lang);
        let held = document(&mut harness).follow_ups().get(row, KIND).cloned().expect("an entry");
        assert_eq!(
            (held.state, held.reason.as_str(), held.name.as_str()),
            (FollowState::Excluded, "现场已动工", "王工")
        );
        assert_eq!(Some(held.day), day_from_iso("2024-07-01"));
        let after = document(&mut harness).judged_totals().expect("judged").0;
        assert_eq!(after.idle.parcels, before.idle.parcels - 1);
        let land = lang.number(Some(after.idle_excluded.land_mu), mulens::domain::Unit::Mu);
        let told = lang.text_with("kpi-excluded", [("parcels", "1".into()), ("land", land.into())]);
        assert!(harness.query_all_by_label_contains(&told).count() > 0, "{told}");
        let said = mulens::app::follow_up_text(lang, &held);
        assert_eq!(harness.query_all_by_label(&said).count(), 1);
        look(&mut harness, "follow_excluded", lang);

        harness.state_mut().workspace_mut().apply(Action::Run(Command::Undo));
        settle(&mut harness);
        assert_eq!(document(&mut harness).judged_totals().expect("judged").0, before);
        assert_eq!(harness.query_all_by_label_contains(&told).count(), 0);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Redo));
        settle(&mut harness);
        open_form(&mut harness, lang);
        press_button(&mut harness, &text(lang, "follow-remove"));
        assert!(document(&mut harness).follow_ups().is_empty());
    }
}

fn batch(arguments: &[&str], sample: &Path, project: &Path) -> String {
    let output = Process::new(env!("CARGO_BIN_EXE_mulens"))
        .args([arguments[0], &sample.display().to_string(), "--project", &project.display().to_string()])
        .args(&arguments[1..])
        .args(["--as-of", "2024-06-30", "--keys"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_project_keeps_it_and_the_batch_commands_honour_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let lang = Lang::Zh;
    let (mut harness, row) = idle_parcel(lang, ThemeChoice::Light);
    exclude(&mut harness, lang);
    let key = document(&mut harness).table().key(row).to_owned();
    let path = folder.path().join("followed.mulens");
    harness.state_mut().workspace_mut().apply(Action::SaveProject(path.clone()));
    settle(&mut harness);
    let mut again = window(lang);
    open(&mut again, lang, &path);
    settle(&mut again);
    assert_eq!(document(&mut again).outcomes(KIND)[row], Outcome::Excluded);
    assert_eq!(document(&mut again).follow_ups(), document(&mut harness).follow_ups());

    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson");
    let findings = batch(&["findings", "--kind", "idle"], &sample, &path);
    assert!(
        findings
            .lines()
            .next()
            .is_some_and(|line| { line.ends_with("missing,follow_up,follow_up_reason,follow_up_name,follow_up_date") })
    );
    let line = findings.lines().find(|line| line.contains(&format!(",{key},"))).expect("the parcel");
    assert!(line.ends_with("excluded,现场已动工,王工,2024-07-01"), "{line}");
    assert!(line.contains("suspected_idle"), "the finding itself stands: {line}");
    let summary = batch(&["summary", "--by", "finding", "--out", "-"], &sample, &path);
    assert!(summary.lines().any(|line| line.starts_with("excluded,1,")), "a group of its own");
    assert!(summary.lines().next().is_some_and(|line| line.ends_with("excluded_parcels,excluded_land_mu")));
}

fn tool(harness: &mut Window, lang: Lang, command: &str) {
    click(harness, &text(lang, "menu-tools"));
    click(harness, &text(lang, command));
}

#[test]
fn a_missing_items_list_goes_out_comes_back_and_fills_cells_in_one_step() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let folder = tempfile::tempdir().expect("a folder");
        let (sent, back) = (folder.path().join("missing.xlsx"), folder.path().join("back.csv"));
        let (mut harness, _) = idle_parcel(lang, theme);
        tool(&mut harness, lang, "command-missing-list");
        look(&mut harness, "missing_export", lang);
        type_path(&mut harness, lang, "export-path-label", &sent, "export-write");
        settle(&mut harness);
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&sent).expect("a workbook");
        let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).expect("a sheet").expect("cells");
        let header: Vec<String> = sheet.rows().next().expect("headers").iter().map(ToString::to_string).collect();
        let place = |key: &'static str| header.iter().position(|name| *name == lang.column(key)).expect("the column");
        let [parcel, item, filled] = ["parcel_key", "item_key", "filled"].map(place);
        assert!(sheet.rows().skip(1).all(|row| row.get(filled).is_none_or(|cell| cell.to_string().is_empty())));
        let asked = sheet.rows().find(|row| row[item] == "actual_start").expect("a start that is missing");
        let (key, item_key) = (asked[parcel].to_string(), asked[item].to_string());

        let rows = format!("parcel_key,item_key,filled\n{key},{item_key},2021-03-01\n{key},{item_key},soon\n");
        std::fs::write(&back, rows).expect("a list");
        tool(&mut harness, lang, "command-read-missing");
        type_path(&mut harness, lang, "type-path-label", &back, "missing-read-go");
        settle(&mut harness);
        assert_eq!(document(&mut harness).corrections().len(), 1);
        let counts = [("file", "back.csv".into()), ("taken", 1.into()), ("bad", 1.into())];
        assert!(harness.query_all_by_label_contains(&lang.text_with("notice-filled-read", counts)).count() > 0);
        assert!(harness.query_all_by_label_contains("soon").count() > 0, "the bad cell is told");
        look(&mut harness, "missing_back", lang);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Undo));
        settle(&mut harness);
        assert!(document(&mut harness).corrections().is_empty());
    }
}

#[test]
fn the_batch_command_writes_the_missing_items_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("missing.csv");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson");
    let output = Process::new(env!("CARGO_BIN_EXE_mulens"))
        .args(["findings", &sample.display().to_string(), "--as-of", "2024-06-30", "--keys", "--missing"])
        .arg(&path)
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read_to_string(&path).expect("the list");
    let header = "park,name,parcel_key,missing_for,item,item_unit,filled,item_key";
    assert!(written.trim_start_matches('\u{feff}').starts_with(header), "{}", &written[..120]);
    assert!(written.lines().any(|line| line.ends_with(",actual_start")), "a start that is missing");
}
