//! Acting on findings in the real window, driven by label in both languages: suggestions accepted one by one and by score,
//! tags that differ listed and exported, follow-up in bulk, and what goes out with exports.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/workbook.rs"]
mod workbook;

use eframe::egui::OutputCommand;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::{AcceptChoice, Action, Command, ExportScope, ThemeChoice};
use mulens::domain::units::mu_from_m2;
use mulens::domain::{
    FindingKind, FollowState, Outcome, RenewalModel, RowSet, TagAgreement, Term, TextField, Unit, day_from_iso,
};
use mulens::locale::{Lang, grouped};

use driver::*;

/// The sample as of a day on which much is found.
fn judged_sample(lang: Lang, theme: ThemeChoice) -> Window {
    let mut harness = themed(lang, theme);
    let day = day_from_iso("2024-06-30").expect("a day");
    apply(&mut harness, Action::AsOf(day));
    harness
}

fn tool(harness: &mut Window, lang: Lang, command: &str) {
    click(harness, &text(lang, "menu-tools"));
    click(harness, &text(lang, command));
}

fn open_section(harness: &mut Window, title: &str) {
    harness.get_by_label(title).scroll_to_me();
    settle(harness);
    click(harness, title);
}

fn tick(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::CheckBox, label).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::CheckBox, label).click();
    settle(harness);
}

fn untag_all(harness: &mut Window) {
    let all = RowSet::full(document(harness).table().len());
    apply(harness, Action::TagRows(all, None));
}

#[test]
fn suggestions_become_tags_only_when_the_button_is_pressed_and_the_dialog_said_how_many() {
    for (lang, theme) in LOOKS {
        let mut harness = judged_sample(lang, theme);
        untag_all(&mut harness);
        tool(&mut harness, lang, "command-accept-suggestions");
        let from = document(&mut harness).judging().book.suggestion.suggest_from;
        let choice = AcceptChoice { scope: ExportScope::Shown, park: None, least_score: from, overwrites: false };
        let count = document(&mut harness).accept_plan(&choice).count();
        assert!(count > 20);
        let go = |count: usize| lang.text_with("accept-go", [("count", count.into())]);
        assert_eq!(harness.query_all_by_role_and_label(Role::Button, &go(count)).count(), 1);
        look(&mut harness, "accept", lang);
        assert_eq!(document(&mut harness).tags().counts()[0], document(&mut harness).table().len(), "not by itself");

        // A typed score leaves fewer.
        type_over(&mut harness, Role::SpinButton, &text(lang, "accept-least-score"), "0.9");
        press(&mut harness, eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter);
        let fewer = document(&mut harness).accept_plan(&AcceptChoice { least_score: 0.9, ..choice.clone() }).count();
        assert!(fewer > 0 && fewer < count, "{fewer} of {count}");
        press_button(&mut harness, &go(fewer));
        let untagged = document(&mut harness).tags().counts()[0];
        assert_eq!(untagged, document(&mut harness).table().len() - fewer);
        apply(&mut harness, Action::Run(Command::Undo));
        assert_eq!(document(&mut harness).tags().counts()[0], document(&mut harness).table().len(), "one step");
    }
}

#[test]
fn one_suggestion_is_accepted_in_the_inspector_and_the_filter_knows_how_tags_stand_to_suggestions() {
    for (lang, theme) in LOOKS {
        let mut harness = judged_sample(lang, theme);
        untag_all(&mut harness);
        let outcomes = document(&mut harness).outcomes(FindingKind::Suggestion);
        let model_of = |row: usize| match outcomes[row] {
            Outcome::Model(model) => Some(model),
            _ => None,
        };
        let row = (0..outcomes.len()).find(|&row| model_of(row).is_some()).expect("a suggestion");
        let model = model_of(row).expect("a model");
        select(&mut harness, [row]);
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let accept = lang.text_with("accept-one-of", [("model", lang.model_short(model).into())]);
        harness.get_by_role_and_label(Role::Button, &accept).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "accept_one", lang);
        press_button(&mut harness, &accept);
        assert_eq!(tag_of(&harness, row), Some(model));
        assert_eq!(harness.query_all_by_role_and_label(Role::Button, &accept).count(), 0, "nothing left to accept");

        open_section(&mut harness, &text(lang, "filter-agreement"));
        let agrees = lang.term(Term::Agreement(TagAgreement::Agrees)).into_owned();
        tick(&mut harness, &agrees);
        assert_eq!(document(&mut harness).shown().iter().collect::<Vec<_>>(), [row]);
        look(&mut harness, "agreement_filter", lang);
    }
}

#[test]
fn tags_that_differ_are_listed_with_reasons_found_on_the_map_and_exported_whole() {
    for (lang, theme) in LOOKS {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("differences.xlsx");
        let mut harness = judged_sample(lang, theme);
        let all = RowSet::full(document(&mut harness).table().len());
        apply(&mut harness, Action::TagRows(all, Some(RenewalModel::SlimCore)));
        let list = document(&mut harness).tag_differences();
        tool(&mut harness, lang, "command-tag-differences");
        look(&mut harness, "differences", lang);
        let reasons = document(&mut harness).difference_reasons(lang, 0..1);
        assert!(harness.query_all_by_label(&reasons[0].in_favour).count() > 0);
        assert!(harness.query_all_by_label(&reasons[0].against).count() > 0);
        press_button(&mut harness, &text(lang, "work-list-export"));
        type_path(&mut harness, lang, "export-path-label", &path, "export-write");
        let rows = &workbook::sheets(&path)[0];
        assert_eq!(rows.len() - 1, list.len());
        let header = lang.column("reasons_against_tag");
        let column = rows[0].iter().position(|name| *name == *header).expect("the column");
        assert_eq!(rows[1][column], reasons[0].against);

        let before = *harness.state().state().map.view().expect("a view");
        tool(&mut harness, lang, "command-tag-differences");
        let row = list[0].row as usize;
        let document = document(&mut harness);
        let name = document.table().text_of(TextField::Name, row).unwrap_or_else(|| document.table().key(row));
        let name = name.to_owned();
        harness.get_all_by_role_and_label(Role::Button, &name).last().expect("its name").click();
        settle(&mut harness);
        assert_eq!(selected(&harness), [row]);
        assert_ne!(*harness.state().state().map.view().expect("a view"), before, "the map went there");
    }
}

#[test]
fn many_findings_are_followed_up_at_once_and_told_by_the_filter_and_the_table() {
    for (lang, theme) in LOOKS {
        let mut harness = judged_sample(lang, theme);
        let outcomes = document(&mut harness).outcomes(FindingKind::Idle);
        select(&mut harness, 0..outcomes.len());
        tool(&mut harness, lang, "command-follow-up-selected");
        harness.get_by_role_and_label(Role::RadioButton, &lang.term(Term::FollowUp(FollowState::Excluded))).click();
        settle(&mut harness);
        type_over(&mut harness, Role::TextInput, &text(lang, "follow-reason"), "现场已动工");
        type_over(&mut harness, Role::TextInput, &text(lang, "follow-name"), "王工");
        settle(&mut harness);
        look(&mut harness, "follow_selected", lang);
        let idle = outcomes.iter().filter(|each| each.lies_idle()).count();
        press_button(&mut harness, &lang.text_with("follow-selected-go", [("count", idle.into())]));
        assert_eq!(document(&mut harness).follow_ups().excluded().count(), idle);
        let totals = document(&mut harness).judged_totals().expect("judged").0;
        assert_eq!((totals.idle.parcels, totals.idle_excluded.parcels), (0, idle));
        let land = lang.number(Some(totals.idle_excluded.land_mu), Unit::Mu);
        let told = [("parcels", grouped(idle as f64, 0).into()), ("land", land.into())];
        assert!(harness.query_all_by_label_contains(&lang.text_with("kpi-excluded", told)).count() > 0);

        let section = lang.text_with("filter-follow-up", [("kind", lang.finding_kind(FindingKind::Idle).into())]);
        open_section(&mut harness, &section);
        let excluded = lang.term(Term::FollowUp(FollowState::Excluded)).into_owned();
        tick(&mut harness, &excluded);
        assert_eq!(document(&mut harness).shown().count(), idle);
        let columns = document(&mut harness).parcel_columns();
        assert!(columns.iter().any(|key| key.column_key() == "follow_up_idle"));
        look(&mut harness, "follow_filter", lang);
        for _ in 0..2 {
            apply(&mut harness, Action::Run(Command::Undo));
        }
        assert!(document(&mut harness).follow_ups().is_empty(), "one step");
    }
}

#[test]
fn marks_ahead_are_exported_whole_with_the_day_and_the_rulebook() {
    let folder = tempfile::tempdir().expect("a folder");
    for (lang, theme) in LOOKS {
        let mut harness = judged_sample(lang, theme);
        apply(&mut harness, Action::AsOf(day_from_iso("2022-03-01").expect("a day")));
        tool(&mut harness, lang, "command-marks-ahead");
        click(&mut harness, &lang.text_with("marks-ahead-within", [("days", 180.into())]));
        look(&mut harness, "marks_ahead_export", lang);
        let marks = document(&mut harness).marks_ahead(180);
        assert!(!marks.is_empty());
        for (ending, format) in [("xlsx", "export-format-xlsx"), ("csv", "export-format-csv")] {
            if harness.query_by_label(&text(lang, "marks-ahead-title")).is_none() {
                tool(&mut harness, lang, "command-marks-ahead");
            }
            press_button(&mut harness, &text(lang, "marks-ahead-export"));
            harness.get_by_role_and_label(Role::RadioButton, &text(lang, format)).click();
            settle(&mut harness);
            let path = folder.path().join(format!("marks_{}.{ending}", text(lang, "language-name")));
            type_over(&mut harness, Role::TextInput, &text(lang, "export-path-label"), &path.display().to_string());
            press_button(&mut harness, &text(lang, "export-write"));
            if ending == "xlsx" {
                let rows = &workbook::sheets(&path)[0];
                assert_eq!(rows.len() - 1, marks.len());
                assert!(workbook::has(&rows[..1], &lang.header("mark_days_left", Unit::Count)));
            } else {
                let written = std::fs::read_to_string(&path).expect("the list");
                assert_eq!(written.lines().count() - 1, marks.len());
                assert!(written.contains(&lang.header("mark_days_left", Unit::Count)));
            }
        }
    }
}

#[test]
fn geojson_carries_findings_where_ticked_and_is_the_same_to_the_byte_where_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lang, theme) = LOOKS[0];
    let mut harness = judged_sample(lang, theme);
    let mut write = |name: &str, ticks: bool| {
        apply(&mut harness, Action::Run(Command::Export));
        harness.get_by_role_and_label(Role::RadioButton, &text(lang, "export-what-geojson")).click();
        settle(&mut harness);
        if ticks {
            click(&mut harness, &text(lang, "export-geojson-findings"));
            look(&mut harness, "export_findings", lang);
        }
        let path = folder.path().join(name);
        type_over(&mut harness, Role::TextInput, &text(lang, "export-path-label"), &path.display().to_string());
        press_button(&mut harness, &text(lang, "export-write"));
        std::fs::read_to_string(&path).expect("the export")
    };
    let (plain, with) = (write("plain.geojson", false), write("with.geojson", true));
    assert!(!plain.contains("finding_idle") && !plain.contains("\"route\""));
    let [mut plain, mut with] =
        [plain, with].map(|text| serde_json::from_str::<serde_json::Value>(&text).expect("JSON"));
    let added = [
        "finding_idle",
        "finding_low_efficiency",
        "finding_grade",
        "grade_score",
        "grade_rank",
        "finding_suggestion",
        "suggestion_score",
        "finding_day",
        "finding_rulebook",
    ];
    let features = with["features"].as_array_mut().expect("features");
    for feature in features.iter_mut() {
        let properties = feature["properties"].as_object_mut().expect("properties");
        assert_eq!(properties["finding_day"], "2024-06-30");
        assert_eq!(properties["finding_rulebook"], "shipped");
        for name in added {
            assert!(properties.remove(name).is_some(), "{name}");
        }
    }
    assert_eq!(plain["features"].take(), with["features"].take(), "the rest is as without");
}

#[test]
fn what_is_copied_names_the_rulebook_beside_the_day() {
    for (lang, theme) in LOOKS {
        let mut harness = judged_sample(lang, theme);
        select(&mut harness, [3]);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Copy));
        let copied = (0..4).find_map(|_| {
            harness.run_steps(1);
            let commands = &harness.output().platform_output.commands;
            commands.iter().find_map(|command| match command {
                OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
        let tsv = copied.expect("a text in the clipboard");
        let lines: Vec<Vec<&str>> = tsv.lines().map(|line| line.split('\t').collect()).collect();
        let at = |key: &'static str| lines[0].iter().position(|name| *name == lang.column(key)).expect("the column");
        assert_eq!(lines[1][at("finding_day")], "2024-06-30");
        assert_eq!(lines[1][at("finding_rulebook")], lang.text("rulebook-shipped-name"));
        assert_eq!(at("finding_rulebook"), at("finding_day") + 1);
    }
}

#[test]
fn the_headline_figures_tell_the_floor_headroom_of_what_is_shown_and_selected_and_fit_the_window() {
    for (lang, theme) in LOOKS {
        let mut harness = judged_sample(lang, theme);
        let count = |number: u64| grouped(number as f64, 0);
        let room = document(&mut harness).headroom_shown();
        assert!(room.parcels > 400 && room.missing > 0 && room.room_m2 > 0.0, "{room:?}");
        let shown = grouped(room.room_m2 / 1e4, 1);
        harness.get_by_label(&shown);
        let unit = lang.text_with("kpi-headroom-unit-large", [("missing", count(room.missing).into())]);
        let all = RowSet::full(document(&mut harness).table().len());
        apply(&mut harness, Action::Select(all, mulens::app::SelectMode::Replace));
        let selected = lang.text_with("kpi-selected", [("value", shown.into())]);
        harness.get_by_label(&selected);
        look(&mut harness, "kpi_headroom", lang);
        // The last figure lies whole within the window.
        let counts = document(&mut harness).tags().counts();
        let parcels: usize = counts.iter().sum();
        let all_tagged = format!("{}/{}", count((parcels - counts[0]) as u64), count(parcels as u64));
        let selected = lang.text_with("kpi-selected", [("value", all_tagged.into())]);
        let right = harness.get_by_label(&selected).rect().right();
        assert!(right < 1440.0 - 8.0, "{right}");
        harness.get_by_label(&unit).hover();
        settle(&mut harness);
        let stands_on = [
            ("land", lang.number(Some(mu_from_m2(room.land_m2)), Unit::Mu).into()),
            ("parcels", count(room.parcels).into()),
            ("full", count(room.at_target).into()),
            ("missing", count(room.missing).into()),
            ("book", text(lang, "rulebook-shipped-name").into()),
        ];
        let told = lang.text_with("kpi-headroom-basis", stands_on);
        assert!(harness.query_all_by_label_contains(&told).count() > 0);
        // Another day changes no headroom, so none is counted anew.
        let figures = document(&mut harness).figures();
        apply(&mut harness, Action::AsOf(day_from_iso("2024-07-01").expect("a day")));
        let later = document(&mut harness).figures();
        let [before, after] = [&figures, &later].map(|figures| figures.headroom().expect("headroom"));
        assert!(std::ptr::eq(before, after));
    }
}
