//! The file of a base year in the real window, driven by label in both languages: chosen, seen in inspector, charts, list
//! and on the map, undone, kept by the project, told of where it is missing or changed, the same figures as `compare`.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/workbook.rs"]
mod workbook;

use std::path::{Path, PathBuf};
use std::process::Command as Process;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use mulens::analysis::{ChangeListing, GradeMove, Grouping, Indicator};
use mulens::app::{Action, ColorBy, Command, ThemeChoice};
use mulens::domain::{Cell, PairState, Term, Unit};
use mulens::locale::Lang;

use driver::*;

/// A parcel from west to east along a street, in thousandths of a degree.
fn parcel(code: &str, park: &str, [west, east]: [f64; 2], members: &str) -> String {
    let [west, east] = [west, east].map(|each| 120.4 + each * 0.001);
    format!(
        r#"{{"type":"Feature","properties":{{"宗地代码":"{code}","企业名称":"{code}厂","园区":"{park}","建设状态":"在产",{members}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},36.3],[{east},36.3],[{east},36.302],[{west},36.302],[{west},36.3]]]}}}}"#
    )
}

fn write(folder: &Path, name: &str, parcels: &[String]) -> PathBuf {
    let path = folder.join(name);
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", parcels.join(","));
    std::fs::write(&path, text).expect("a file");
    path
}

/// Base: A is split, B and C are merged, D grows, E vanishes, R gets another key. Years stand in the headers.
fn files(folder: &Path) -> [PathBuf; 2] {
    let before = |output: u32| format!(r#""2020年产值(万元)":{output},"2020年税收(万元)":{}"#, output / 20);
    let now = |output: u32| format!(r#""2023年产值(万元)":{output},"2023年税收(万元)":{}"#, output / 20);
    let base = [
        parcel("A", "甲园", [0.0, 4.0], &before(1000)),
        parcel("B", "乙园", [5.0, 7.0], &before(100)),
        parcel("C", "乙园", [7.0, 9.0], &before(100)),
        parcel("D", "甲园", [10.0, 12.0], &before(500)),
        parcel("E", "旧园", [13.0, 15.0], &before(70)),
        parcel("R", "乙园", [16.0, 18.0], &before(300)),
    ];
    let current = [
        parcel("A", "甲园", [0.0, 2.4], &now(800)),
        parcel("A2", "甲园", [2.4, 4.0], &now(700)),
        parcel("BC", "乙园", [5.0, 9.0], &now(400)),
        parcel("D", "甲园", [10.0, 12.5], &now(750)),
        parcel("F", "甲园", [19.0, 21.0], &now(90)),
        parcel("RX", "乙园", [16.0, 18.0], &now(330)),
    ];
    [write(folder, "base_2020.geojson", &base), write(folder, "now.geojson", &current)]
}

/// The current file in the window, with the base chosen from the menu.
fn with_base((lang, theme): (Lang, ThemeChoice), [base, current]: &[PathBuf; 2]) -> Window {
    let mut harness = window(lang);
    harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
    open(&mut harness, lang, current);
    keep_columns(&mut harness, lang);
    click(&mut harness, &text(lang, "menu-tools"));
    harness.get_by_label_contains(&text(lang, "command-choose-base")).click();
    settle(&mut harness);
    type_path(&mut harness, lang, "type-path-label", base, "base-read-go");
    settle(&mut harness);
    harness
}

#[test]
fn with_firms_joined_grades_move_by_parcels_on_both_sides_and_the_chart_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample_file = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson");
    let base = folder.path().join("base.geojson");
    std::fs::copy(&sample_file, &base).expect("a copy");
    // Two parcels a firm, of three hundred parcels; it brings no figures.
    let list = folder.path().join("firms.csv");
    let rows = (1..=300).map(|code| format!("370215001001GB{code:05},{}厂\n", code / 2));
    std::fs::write(&list, format!("宗地代码,企业名称\n{}", rows.collect::<String>())).expect("a list");
    for lang in Lang::ALL {
        let mut harness = with_base((lang, ThemeChoice::Light), &[base.clone(), sample_file.clone()]);
        let of_parcels = document(&mut harness).grade_moves().expect("moves");
        for way in [GradeMove::Up, GradeMove::Down] {
            assert_eq!(of_parcels.count(way), 0, "the same file");
        }
        let by_parcels = text(lang, "grade-moves-by-parcels");
        assert!(harness.query_by_label(&by_parcels).is_none());
        apply(&mut harness, Action::DraftFirms(list.clone()));
        apply(&mut harness, Action::JoinDrafted);
        assert!(document(&mut harness).table().firms().is_some());
        assert_eq!(document(&mut harness).grade_moves(), Some(of_parcels));
        harness.get_by_label(&by_parcels).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "grade_moves_by_parcels", lang);
    }
}

/// What `compare` writes by park.
fn compare(arguments: &[&Path]) -> String {
    let output = Process::new(env!("CARGO_BIN_EXE_mulens"))
        .arg("compare")
        .args(arguments)
        .args(["--by", "park", "--keys", "--out", "-"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_base_file_is_chosen_undone_kept_by_the_project_and_told_of_where_it_is_missing_or_changed() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = files(folder.path());
        let mut harness = with_base((lang, theme), &files);
        let base = document(&mut harness).base_file().expect("the base").clone();
        assert_eq!(document(&mut harness).base_year(), Some(2020));
        for (state, count) in [
            (PairState::InBoth, 0),
            (PairState::Reshaped, 1),
            (PairState::Rekeyed, 1),
            (PairState::Split, 2),
            (PairState::Merged, 3),
            (PairState::Appeared, 1),
            (PairState::Vanished, 1),
        ] {
            assert_eq!(base.base.pairing.count(state), count, "{state:?}");
        }
        assert!(harness.query_by_role_and_label(Role::ComboBox, &text(lang, "choice-base-year")).is_some());
        look(&mut harness, "base-joined", lang);

        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert!(!document(&mut harness).has_base());
        press(&mut harness, Modifiers::COMMAND, Key::Y);
        assert!(document(&mut harness).has_base());
        let project = folder.path().join("p.mulens");
        harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
        settle(&mut harness);

        // The batch command takes the project's base file where it has one file alone.
        let of_project = compare(&[&files[1], Path::new("--project"), &project]);
        assert_eq!(of_project, compare(&[&files[0], &files[1]]));
        assert!(of_project.lines().count() > 1, "{of_project}");

        let mut again = window(lang);
        open(&mut again, lang, &project);
        assert_eq!(document(&mut again).base_file(), Some(&base), "read and paired again");
        let name = lang.text_with("base-remove", [("file", "base_2020.geojson".into())]);
        again.get_by_role_and_label(Role::Button, &name).click();
        settle(&mut again);
        assert!(!document(&mut again).has_base());

        // Read again with other options the parcels are paired again.
        let options = document(&mut harness).options().clone();
        harness.state_mut().workspace_mut().apply(Action::Reread(options));
        settle(&mut harness);
        let reread = document(&mut harness).base_file().expect("the base").clone();
        assert_eq!(reread.base.pairing, base.base.pairing);

        // Another content is read as it is, and told.
        let text_of = std::fs::read_to_string(&files[0]).expect("the base");
        std::fs::write(&files[0], text_of.replace("年产值(万元)\":1000", "年产值(万元)\":1001")).expect("a file");
        let mut changed = window(lang);
        open(&mut changed, lang, &project);
        let told = lang.text_with("notice-beside-changed", [("file", "base_2020.geojson".into())]);
        assert!(changed.query_all_by_label_contains(&told).next().is_some());
        assert!(document(&mut changed).has_base());

        // A file that is gone leaves the rest, and stays in the project.
        std::fs::remove_file(&files[0]).expect("the base");
        let mut gone = window(lang);
        open(&mut gone, lang, &project);
        assert!(!document(&mut gone).has_base());
        assert!(gone.query_all_by_label_contains("base_2020.geojson").next().is_some(), "the missing file is named");
        assert!(!document(&mut gone).project_file(&project).base.is_null());
    }
}

#[test]
fn the_inspector_has_what_became_of_a_parcel_and_a_group_is_summed_together() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = with_base((lang, theme), &files(folder.path()));
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        let shown = |harness: &mut Window, row: usize| {
            select(harness, [row]);
            document(harness).parcel_change(row).expect("a base")
        };
        let rekeyed = shown(&mut harness, 5);
        assert_eq!((rekeyed.pair.state, rekeyed.kin.as_slice()), (PairState::Rekeyed, &["R".to_owned()][..]));
        assert_eq!(rekeyed.change.output.multiple(), Some(1.1));
        let state = lang.term(Term::Presence(PairState::Rekeyed)).into_owned();
        assert!(harness.query_all_by_label(&state).next().is_some());
        look(&mut harness, "base-inspector-rekeyed", lang);

        // A and A2 are one with the A there was: 1000 became 1500, whichever is looked at.
        for row in [0, 1] {
            let split = shown(&mut harness, row);
            assert_eq!((split.pair.state, split.change.output.multiple()), (PairState::Split, Some(1.5)));
            let told = lang.text_with("inspector-change-group", [("base", 1.into()), ("current", 2.into())]);
            harness.get_by_label(&told).scroll_to_me();
            settle(&mut harness);
        }
        look(&mut harness, "base-inspector-split", lang);
        let appeared = shown(&mut harness, 4);
        assert_eq!(appeared.change.output.compared, 0);
        assert!(harness.query_by_label(&text(lang, "inspector-change-alone")).is_some());

        // Of a selection with one part of a group alone the group is left out.
        select(&mut harness, [0, 2, 5]);
        let change = document(&mut harness).selected_change().expect("a base");
        let told = lang.text_with("inspector-change-groups", [("groups", 1.into())]);
        harness.get_by_label(&told).scroll_to_me();
        settle(&mut harness);
        assert_eq!((change.output.base(), change.output.groups), (Some(500.0), 1));
        look(&mut harness, "base-inspector-selection", lang);
    }
}

#[test]
fn charts_map_and_grade_moves_are_of_the_base_file_and_have_the_figures_of_the_batch_command() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Dark), (Lang::En, ThemeChoice::Light)] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = files(folder.path());
        let mut harness = with_base((lang, theme), &files);
        harness.state_mut().workspace_mut().apply(Action::GroupBy(Grouping::Park));
        settle(&mut harness);
        let charts = document(&mut harness).charts_now();
        let changes = charts.changes.clone().expect("a base");
        let told = compare(&[&files[0], &files[1]]);
        let mut reader = csv::Reader::from_reader(told.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().expect("headers").clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), changes.len());
        for (row, record) in rows.iter().enumerate() {
            for (header, cell) in headers.iter().zip(record).skip(1) {
                assert_eq!(changes.number(header, row), cell.parse().ok(), "{header} {row}");
            }
        }
        // 旧园 is in the base alone: the bars stand by name, not by place.
        assert_eq!(charts.change_rows.len(), charts.by_group.summary.len());
        for (row, of) in charts.change_rows.iter().enumerate() {
            assert_eq!(changes.columns[0].cell(of.expect("every park")), charts.by_group.summary.columns[0].cell(row));
        }
        assert_eq!(changes.len(), charts.by_group.summary.len() + 1);

        harness.state_mut().workspace_mut().apply(Action::ColorBy(ColorBy::Change(Indicator::OutputPerMu)));
        settle(&mut harness);
        let classes = document(&mut harness).map_classes_now();
        assert!((0..6).all(|row| classes.values[row].is_finite() == (row != 4)), "{:?}", classes.values);
        assert_eq!(classes.values[0].to_bits(), classes.values[1].to_bits(), "the parts have their group's change");
        let moves = document(&mut harness).grade_moves().expect("a small table's");
        let all = [GradeMove::Up, GradeMove::Down, GradeMove::Stayed, GradeMove::Unranked];
        assert_eq!(
            all.map(|way| moves.count(way)).iter().sum::<usize>(),
            2,
            "what is no parcel of the base did not move"
        );
        let title = lang.text_with(
            "chart-years-of",
            [("name", text(lang, "chart-years").into()), ("base", "2020".into()), ("year", "2023".into())],
        );
        harness.get_by_role_and_label(Role::Image, &title).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "base-charts", lang);

        // The base year is the file's, also where the present year is the same or there is none.
        let base = document(&mut harness).base_file().expect("the base").path.clone();
        let text_of = std::fs::read_to_string(&base).expect("the base").replace("2020年", "");
        std::fs::write(&base, text_of).expect("a file");
        harness.state_mut().workspace_mut().apply(Action::JoinBase(base));
        settle(&mut harness);
        assert_eq!(document(&mut harness).base_year(), None);
        assert!(document(&mut harness).base_name(lang).is_some_and(|name| name.contains("base_2020.geojson")));
        assert!(document(&mut harness).charts_now().changes.is_some());
    }
}

#[test]
fn what_became_of_parcels_is_counted_listed_found_on_the_map_selected_and_exported() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Dark), (Lang::En, ThemeChoice::Light)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = with_base((lang, theme), &files(folder.path()));
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Changes));
        settle(&mut harness);
        let listed = document(&mut harness).changes(ChangeListing::Moved).expect("a base");
        let first = listed.table.column("parcel_key").expect("keys");
        assert_eq!(first.cell(0), Cell::Text("A"), "the group of A moved most: 500");
        look(&mut harness, "base-changes", lang);

        // A vanished parcel is found where it lay.
        let choose = |harness: &mut Window, state: PairState| {
            let name = lang.term(Term::Presence(state)).into_owned();
            harness.get_all_by_role_and_label(Role::Button, &name).last().expect("the state").click();
            settle(harness);
        };
        choose(&mut harness, PairState::Vanished);
        look(&mut harness, "base-changes-vanished", lang);
        let vanished = lang.text_with("changes-only-base", [("name", "E厂".into())]);
        harness.get_by_role_and_label(Role::Button, &vanished).click();
        settle(&mut harness);
        let view = *harness.state().state().map.view().expect("a view");
        let place = document(&mut harness).base_place(4).expect("it had an outline");
        assert!((0..2).all(|axis| place.min[axis] < view.center[axis] && view.center[axis] < place.max[axis]));
        look(&mut harness, "base-vanished-on-map", lang);

        // Split ones are selected, a present one is found and selected with a click.
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Changes));
        settle(&mut harness);
        choose(&mut harness, PairState::Split);
        click(&mut harness, &text(lang, "work-list-select"));
        assert_eq!(selected(&harness), [0, 1]);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Changes));
        settle(&mut harness);
        choose(&mut harness, PairState::Rekeyed);
        harness.get_all_by_role_and_label(Role::Button, "RX厂").last().expect("the parcel").click();
        settle(&mut harness);
        assert_eq!(selected(&harness), [5]);

        harness.state_mut().workspace_mut().apply(Action::Run(Command::Changes));
        settle(&mut harness);
        click(&mut harness, &text(lang, "work-list-export"));
        let path = folder.path().join(format!("{lang:?}.xlsx"));
        type_path(&mut harness, lang, "export-path-label", &path, "export-write");
        let sheets = workbook::sheets(&path);
        assert_eq!(sheets[0].len(), 1 + 6 + 3, "what is gone stands last");
        let progress = lang.header("output_doubling_progress", Unit::Share);
        assert!(workbook::has(&sheets[0], &progress) && workbook::has(&sheets[0], "E厂"));
        assert!(workbook::has(&sheets[1], "base_2020.geojson"), "the notes say what it is held against");
    }
}

#[test]
fn parcels_are_filtered_by_what_became_of_them_as_in_the_batch_command() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = files(folder.path());
        let mut harness = with_base((lang, theme), &files);
        let section = text(lang, "filter-presence");
        harness.get_by_role_and_label(Role::DisclosureTriangle, &section).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &section);
        let split = lang.term(Term::Presence(PairState::Split)).into_owned();
        harness.get_by_role_and_label(Role::CheckBox, &split).scroll_to_me();
        settle(&mut harness);
        harness.get_by_role_and_label(Role::CheckBox, &split).click();
        settle(&mut harness);
        let shown = |harness: &mut Window| document(harness).shown().iter().collect::<Vec<_>>();
        assert_eq!(shown(&mut harness), [0, 1]);
        look(&mut harness, "base-filter", lang);

        let project = folder.path().join("p.mulens");
        apply(&mut harness, Action::SaveProject(project.clone()));
        let written = Process::new(env!("CARGO_BIN_EXE_mulens"))
            .args([Path::new("summary"), &files[1], Path::new("--project"), &project])
            .args(["--by", "none", "--keys", "--out", "-"])
            .output()
            .expect("the binary runs");
        let written = String::from_utf8(written.stdout).expect("UTF-8");
        assert!(written.lines().nth(1).is_some_and(|line| line.starts_with("TOTAL,2,")), "{written}");

        // Without the base no parcel has become anything; the chip takes the condition off.
        apply(&mut harness, Action::RemoveBase);
        assert!(shown(&mut harness).is_empty());
        let condition = format!("{}: {split}", text(lang, "filter-presence"));
        let label = lang.text_with("filter-chip-remove", [("condition", condition.into())]);
        click(&mut harness, &label);
        assert_eq!(shown(&mut harness).len(), 6);
    }
}
