//! The question where a file's parcels are, driven by label: its picture, its choices, a typed code, local metres, and
//! the same choice later for the open file.

#[path = "support/driver.rs"]
mod driver;

use std::path::PathBuf;

use driver::{Window, settle, text, type_path, window};
use eframe::egui::Event;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::Action;
use mulens::domain::AreaBasis;
use mulens::geometry::Crs;
use mulens::io::crs_name;
use mulens::locale::Lang;

/// A parcel of 500 × 200 m at this corner, in a file of its own that names no coordinate system.
fn file(folder: &tempfile::TempDir, [x, y]: [f64; 2]) -> PathBuf {
    let (east, north) = (x + 500.0, y + 200.0);
    let ring = format!("[[{x},{y}],[{east},{y}],[{east},{north}],[{x},{north}],[{x},{y}]]");
    let path = folder.path().join("parcels.geojson");
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"name":"a"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
    );
    std::fs::write(&path, text).expect("a file");
    path
}

/// Clicks, and takes the pointer away: what it rests on would be looked at instead of what was chosen.
fn click(harness: &mut Window, label: &str) {
    driver::click(harness, label);
    harness.event(Event::PointerGone);
    settle(harness);
}

const SIX_DIGITS: [f64; 2] = [540_373.0, 4_028_912.0];

fn ask(lang: Lang, folder: &tempfile::TempDir, corner: [f64; 2]) -> Window {
    let path = file(folder, corner);
    let mut harness = window(lang);
    click(&mut harness, &text(lang, "command-open-path"));
    type_path(&mut harness, lang, "type-path-label", &path, "command-open-path-go");
    harness.event(Event::PointerGone);
    settle(&mut harness);
    assert!(harness.state().workspace().crs_question().is_some(), "{:?}", harness.state().workspace().notices());
    harness
}

fn read_as(harness: &Window) -> Option<Crs> {
    harness.state().workspace().document().map(|document| document.report().crs.crs)
}

fn crs(code: u32) -> Crs {
    Crs::from_epsg(code).expect("a system")
}

fn proposed(lang: Lang, crs: Crs) -> String {
    lang.text_with("crs-question-proposed", [("crs", crs_name(crs, lang).into())])
}

fn type_code(harness: &mut Window, lang: Lang, code: &str) {
    let label = text(lang, "crs-question-code");
    harness.get_by_role_and_label(Role::TextInput, &label).focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, &label).type_text(code);
    settle(harness);
}

#[test]
fn the_proposal_can_be_taken_and_the_picture_tells_the_province() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = ask(lang, &folder, SIX_DIGITS);
        harness.get_by_label(&text(lang, "crs-question-picture"));
        harness.get_by_label(&proposed(lang, crs(4549)));
        harness.get_by_label_contains(&text(lang, "province-shandong"));
        click(&mut harness, &text(lang, "crs-question-go"));
        assert_eq!(read_as(&harness), Some(crs(4549)));
    }
}

#[test]
fn another_candidate_and_another_datum_can_be_chosen() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = ask(lang, &folder, SIX_DIGITS);
        click(&mut harness, &crs_name(crs(4546), lang));
        // Central meridian 111: the same numbers lie in Shanxi.
        harness.get_by_label_contains(&text(lang, "province-shanxi"));
        click(&mut harness, &text(lang, "datum-xian80"));
        click(&mut harness, &text(lang, "crs-question-go"));
        assert_eq!(read_as(&harness), Some(crs(2382)));
        let table = harness.state().workspace().document().map(|document| document.table().area_basis());
        assert_eq!(table, Some(AreaBasis::Plane));
        // The basis below the map says what the areas are.
        let basis = lang.land_basis_on(mulens::domain::LandBasis::default(), AreaBasis::Plane);
        assert!(harness.query_all_by_label_contains(&basis).next().is_some());
    }
}

#[test]
fn any_epsg_code_can_be_typed_and_one_that_does_not_exist_is_told() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = ask(lang, &folder, SIX_DIGITS);
        type_code(&mut harness, lang, "1");
        harness.get_by_label(&lang.text_with("crs-question-code-unknown", [("code", "1".into())]));
        // A choice from the list empties the field.
        click(&mut harness, &proposed(lang, crs(4549)));
        type_code(&mut harness, lang, "32650");
        click(&mut harness, &text(lang, "crs-question-go"));
        assert_eq!(read_as(&harness), Some(crs(32_650)));
    }
}

#[test]
fn local_metres_open_on_the_users_word_and_show_no_place() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = ask(lang, &folder, [88_000.0, 8_000.0]);
        click(&mut harness, &proposed(lang, Crs::LocalMetres));
        click(&mut harness, &text(lang, "crs-question-go"));
        assert_eq!(read_as(&harness), Some(Crs::LocalMetres));
        let document = harness.state().workspace().document().expect("a data set");
        let area = document.table().geometric_area_m2(0).unwrap_or_default();
        assert!((area - 100_000.0).abs() < 1e-3, "{area}");
        // The choice is the project's, which asks no more.
        let project = folder.path().join("work.mulens");
        harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
        settle(&mut harness);
        drop(harness);
        let mut harness = window(lang);
        driver::open(&mut harness, lang, &project);
        assert_eq!(read_as(&harness), Some(Crs::LocalMetres));
    }
}

#[test]
fn the_open_files_system_can_be_changed_later_from_the_menu() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = ask(lang, &folder, SIX_DIGITS);
        click(&mut harness, &text(lang, "crs-question-go"));
        click(&mut harness, &text(lang, "menu-tools"));
        click(&mut harness, &text(lang, "command-coordinate-system"));
        click(&mut harness, &crs_name(crs(4548), lang));
        click(&mut harness, &text(lang, "crs-question-go"));
        assert_eq!(read_as(&harness), Some(crs(4548)));
        // And once more from the line below, left as it is.
        let sentence = harness
            .state()
            .workspace()
            .document()
            .map(|document| document.report().crs_sentence(lang))
            .expect("a line");
        click(&mut harness, &sentence);
        harness.get_by_label(&text(lang, "crs-question-picture"));
        click(&mut harness, &text(lang, "dialog-cancel"));
        assert_eq!(read_as(&harness), Some(crs(4548)));
    }
}
