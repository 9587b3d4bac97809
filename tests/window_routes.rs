//! Routes of putting land back to use, and the floor that fits without new land, in the real window, driven by label in both
//! languages.

#[path = "support/driver.rs"]
mod driver;

use std::process::Command as Process;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::{
    Action, ClassLabel, ColorBy, Command, ExportFormat, ExportRequest, ExportScope, ExportWhat, ThemeChoice,
};
use mulens::domain::{FindingKind, FollowState, FollowUp, Outcome, RenewalModel, RevivalRoute, RowSet, Term, Unit};
use mulens::locale::Lang;

use driver::*;

fn route_of(harness: &mut Window, row: usize) -> Option<RevivalRoute> {
    document(harness).tags().route(row)
}

fn choose(harness: &mut Window, label: &str, choice: &str) {
    harness.get_by_role_and_label(Role::ComboBox, label).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::ComboBox, label).click();
    settle(harness);
    harness.get_all_by_role_and_label(Role::Button, choice).last().expect("the choice").click();
    settle(harness);
}

#[test]
fn a_route_is_put_on_one_parcel_and_on_the_selection_filtered_grouped_and_undone() {
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        let name = |route| lang.term(Term::from_route(route)).into_owned();
        select(&mut harness, [7]);
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        choose(&mut harness, &text(lang, "field-route"), &name(Some(RevivalRoute::Fund)));
        assert_eq!(route_of(&mut harness, 7), Some(RevivalRoute::Fund));
        look(&mut harness, "route_inspector", lang);

        select(&mut harness, 10..20);
        // The command of the menu, on the whole selection.
        click(&mut harness, &text(lang, "menu-edit"));
        let command = lang.text_with("command-route", [("route", name(Some(RevivalRoute::Private)).into())]);
        look(&mut harness, "route_menu", lang);
        click(&mut harness, &command);
        assert_eq!(document(&mut harness).tags().route_counts()[4], 10);
        apply(&mut harness, Action::Run(Command::Undo));
        assert_eq!(document(&mut harness).tags().route_counts()[4], 0, "one step");
        apply(&mut harness, Action::Run(Command::Redo));

        harness.get_by_role_and_label(Role::ComboBox, &text(lang, "choice-group-by")).click();
        settle(&mut harness);
        harness.get_all_by_role_and_label(Role::Button, &text(lang, "field-route")).last().expect("it").click();
        settle(&mut harness);
        let charts = document(&mut harness).charts_now();
        let groups: Vec<_> =
            charts.by_group.groups.iter().map(|group| (group.label.clone(), group.rows.len())).collect();
        let routed = |route, count| (Err(Term::Route(route)), count);
        let rest = document(&mut harness).table().len() - 11;
        let expected = [routed(RevivalRoute::Fund, 1), routed(RevivalRoute::Private, 10), (Err(Term::Untagged), rest)];
        assert_eq!(groups, expected);
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-charts")).click();
        settle(&mut harness);
        look(&mut harness, "route_charts", lang);

        apply(&mut harness, Action::ColorBy(ColorBy::Route));
        look(&mut harness, "route_map", lang);
    }
}

#[test]
fn the_project_a_rereading_and_the_batch_command_keep_routes_by_parcel_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let lang = Lang::Zh;
    let mut harness = themed(lang, ThemeChoice::Light);
    let len = document(&mut harness).table().len();
    apply(&mut harness, Action::RouteRows(RowSet::from_rows(len, [3, 40]), Some(RevivalRoute::StateFirm)));
    let path = folder.path().join("routes.mulens");
    apply(&mut harness, Action::SaveProject(path.clone()));
    let mut again = window(lang);
    open(&mut again, lang, &path);
    assert_eq!(document(&mut again).tags(), document(&mut harness).tags());
    let mut options = document(&mut again).options().clone();
    options.repair_crossing = true;
    apply(&mut again, Action::Reread(options));
    assert_eq!(document(&mut again).tags(), document(&mut harness).tags(), "laid over what was read again");

    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson");
    let output = Process::new(env!("CARGO_BIN_EXE_mulens"))
        .args(["summary", &sample.display().to_string(), "--project", &path.display().to_string()])
        .args(["--by", "route", "--keys", "--out", "-", "--parcels"])
        .arg(folder.path().join("parcels.csv"))
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let summary = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(summary.lines().any(|line| line.starts_with("state_firm,2,")), "{summary}");
    let header = summary.lines().next().expect("a header");
    let keys = ",floor_headroom_m2,floor_headroom_land_mu,floor_headroom_missing,floor_headroom_at_target";
    assert!(header.ends_with(keys), "{header}");
    let parcels = std::fs::read_to_string(folder.path().join("parcels.csv")).expect("parcels");
    let header: Vec<&str> = parcels.lines().next().expect("a header").split(',').collect();
    let route = header.iter().position(|name| *name == "route").expect("a column");
    assert!(header.contains(&"target_far") && header.contains(&"floor_headroom_m2"));
    let routed = parcels.lines().skip(1).filter(|line| line.split(',').nth(route) == Some("state_firm"));
    assert_eq!(routed.count(), 2);

    // GeoJSON has the member where any parcel has a route.
    let exported = folder.path().join("routes.geojson");
    apply(&mut harness, Action::Run(Command::Export));
    harness.get_by_role_and_label(Role::RadioButton, &text(lang, "export-what-geojson")).click();
    settle(&mut harness);
    type_path(&mut harness, lang, "export-path-label", &exported, "export-write");
    let written = std::fs::read_to_string(&exported).expect("the export");
    assert_eq!(written.matches("\"route\":\"state_firm\"").count(), 2);
}

#[test]
fn floor_that_fits_without_new_land_is_told_of_parcels_of_the_selection_and_on_the_map() {
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        let figures = document(&mut harness).figures();
        let headroom = figures.headroom().expect("figures carry it");
        let len = document(&mut harness).table().len();
        let find = |is: &dyn Fn(usize) -> bool| (0..len).find(|&row| is(row)).expect("such a parcel");
        let full = find(&|row| headroom.is_at_target(row));
        let roomy = find(&|row| headroom.room_m2(row).is_some_and(|room| room > 0.0));
        let unknown = find(&|row| headroom.room_m2(row).is_none());
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let target = |row: usize| lang.number(headroom.target_far(row), Unit::Ratio);
        let room = lang.number_with_unit(headroom.room_m2(roomy), Unit::SquareMetre);
        for (row, told) in [
            (full, lang.text_with("headroom-at-target", [("target", target(full).into())])),
            (roomy, lang.text_with("headroom-to-target", [("room", room.into()), ("target", target(roomy).into())])),
            (unknown, text(lang, "headroom-unknown")),
        ] {
            select(&mut harness, [row]);
            assert!(harness.query_all_by_label(&told).count() > 0, "{told}");
        }
        look(&mut harness, "headroom_inspector", lang);
        select(&mut harness, [full, roomy, unknown]);
        let sum = document(&mut harness).headroom_selected().expect("a selection");
        assert_eq!((sum.parcels, sum.at_target, sum.missing), (2, 1, 1));
        let room = lang.number_with_unit(sum.room(), Unit::SquareMetre);
        assert!(harness.query_all_by_label_contains(&room).count() > 0);
        look(&mut harness, "headroom_selection", lang);

        let header = text(lang, "headroom");
        harness.get_by_role_and_label(Role::ComboBox, &text(lang, "choice-color-by")).click();
        settle(&mut harness);
        harness.get_all_by_role_and_label(Role::Button, &header).last().expect("it").click();
        settle(&mut harness);
        let classes = document(&mut harness).map_classes_now();
        let class = &classes.classes[usize::from(classes.class_of_row[full])];
        assert_eq!(class.label, ClassLabel::AtTarget);
        assert!(harness.query_all_by_label_contains(&text(lang, "legend-at-target")).count() > 0);
        look(&mut harness, "headroom_map", lang);
    }
}

#[test]
fn an_exported_file_opened_again_has_its_tags_and_follow_ups_and_anothers_members_of_the_name_are_none() {
    let folder = tempfile::tempdir().expect("a folder");
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        let len = document(&mut harness).table().len();
        let rows = |rows: &[usize]| RowSet::from_rows(len, rows.iter().copied());
        // Tagged otherwise than the file's own column says, and not at all.
        let before = document(&mut harness).report().findings_total();
        let said = (0..len).find(|&row| tag_of(&harness, row).is_some()).expect("a tag of the file");
        apply(&mut harness, Action::TagRows(rows(&[said, 3]), Some(RenewalModel::EnclavePark)));
        apply(&mut harness, Action::TagRows(rows(&[said + 1]), None));
        apply(&mut harness, Action::RouteRows(rows(&[3, 40]), Some(RevivalRoute::StateFirm)));
        apply(&mut harness, Action::RouteRows(rows(&[41]), Some(RevivalRoute::Fund)));
        let said = FollowUp {
            state: FollowState::Excluded,
            reason: "现场\"核实\"; 已复工".to_owned(),
            name: "张三".to_owned(),
            day: 19_000,
        };
        apply(&mut harness, Action::FollowUp(47, FindingKind::Idle, Some(said)));
        let path = folder.path().join(format!("{lang:?}.geojson"));
        let export = ExportRequest {
            what: ExportWhat::GeoJson,
            scope: ExportScope::All,
            format: ExportFormat::Csv,
            path: path.clone(),
        };
        apply(&mut harness, Action::Export(Box::new(export)));
        let mut again = window(lang);
        open(&mut again, lang, &path);
        keep_columns(&mut again, lang);
        let tags = document(&mut harness).tags().clone();
        let read = document(&mut again).tags();
        assert_eq!((read.numbers(), read.route_numbers()), (tags.numbers(), tags.route_numbers()));
        assert_eq!(document(&mut again).follow_ups(), document(&mut harness).follow_ups());
        assert!(!document(&mut again).follow_ups().is_empty());
        assert_eq!(document(&mut again).outcomes(FindingKind::Idle)[47], Outcome::Excluded);
        press_button(&mut again, &text(lang, "tab-report"));
        look(&mut again, "route_report", lang);
        for member in ["route", "follow_ups"] {
            assert!(again.query_all_by_label_contains(member).count() > 0, "the report says where they come from");
        }
        let spoilt =
            std::fs::read_to_string(&path).expect("an export").replace("\"follow_ups\":\"{", "\"follow_ups\":\"");
        std::fs::write(&path, spoilt).expect("an export");
        let mut spoilt = window(lang);
        open(&mut spoilt, lang, &path);
        keep_columns(&mut spoilt, lang);
        assert!(document(&mut spoilt).follow_ups().is_empty());
        let report = document(&mut spoilt).report().clone();
        assert_eq!(report.findings_total(), before + 1, "a text that cannot be read is told");
    }
    let path = folder.path().join("cars.geojson");
    let cars = std::fs::read_to_string(golden("four_parcels.geojson")).expect("parcels");
    let cars = cars.replace(
        "\"properties\":{",
        "\"properties\":{\"model\":\"kombi\",\"follow_ups\":\"soon\",\"route\":\"platform\",",
    );
    assert!(cars.contains("kombi"));
    std::fs::write(&path, cars).expect("a file");
    let mut harness = window(Lang::En);
    open(&mut harness, Lang::En, &path);
    assert!(!document(&mut harness).tags().has_routes());
    assert_eq!(document(&mut harness).report().findings_total(), 0);
}
