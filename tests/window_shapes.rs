//! The import report in the real window, driven by label: click, filter, overlaps on the map, mending, export.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use mulens::app::{ExportFormat, ExportRequest, ExportScope, ExportWhat, computations};
use mulens::domain::ShapeState;
use mulens::io::FindingKind;
use mulens::locale::Lang;
use mulens::ui::OpenDialog;

use driver::*;

/// Four parcels: 甲厂 and 乙厂 overlap by half, 丙厂 is a bow-tie, 丁厂 lies again where 甲厂 does; and a point.
fn faulty() -> tempfile::TempDir {
    let square = |west: f64| {
        let east = west + 0.002;
        format!("[[[{west},36.39],[{east},36.39],[{east},36.391],[{west},36.391],[{west},36.39]]]")
    };
    let bow_tie = "[[[120.46,36.39],[120.461,36.391],[120.461,36.39],[120.46,36.391],[120.46,36.39]]]".to_owned();
    let feature = |name: &str, coordinates: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"地块名称":"{name}"}},"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#
        )
    };
    let features = [
        feature("甲厂", &square(120.45)),
        feature("乙厂", &square(120.451)),
        feature("丙厂", &bow_tie),
        feature("丁厂", &square(120.45)),
        r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[120.45,36.39]}}"#.to_owned(),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"));
    std::fs::write(folder.path().join("faulty.geojson"), text).expect("a file");
    folder
}

fn opened(lang: Lang) -> (Window, tempfile::TempDir) {
    let folder = faulty();
    let mut harness = window(lang);
    open(&mut harness, lang, &folder.path().join("faulty.geojson"));
    click(&mut harness, &text(lang, "tab-report"));
    (harness, folder)
}

fn group(lang: Lang, kind: FindingKind, count: usize) -> String {
    format!("{} ({count})", kind.name(lang))
}

/// The text of the first entry of a kind.
fn entry(harness: &mut Window, lang: Lang, kind: FindingKind) -> String {
    let document = harness.state_mut().workspace_mut().document_mut().expect("an open file");
    let list = document.report_list();
    let group = list.groups.iter().find(|group| group.kind.key() == kind.key()).expect("a group");
    group.entries[0].text(document.table(), lang)
}

fn unfold(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::DisclosureTriangle, label).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::DisclosureTriangle, label).click();
    settle(harness);
}

#[test]
fn a_click_on_a_finding_selects_its_parcel_and_zooms_to_it_in_both_languages() {
    for lang in Lang::ALL {
        let (mut harness, _folder) = opened(lang);
        let before = harness.state().state().map.view().copied().expect("a view");
        unfold(&mut harness, &group(lang, FindingKind::SelfCrossing, 1));
        let text = entry(&mut harness, lang, FindingKind::SelfCrossing);
        assert!(text.contains("丙厂") && text.contains('4'), "with its line: {text}");
        press_button(&mut harness, &text);
        assert_eq!(selected(&harness), [2]);
        let after = harness.state().state().map.view().copied().expect("a view");
        assert!(after.metres_per_pixel < before.metres_per_pixel, "not zoomed");
    }
}

#[test]
fn overlaps_are_listed_with_both_parcels_and_marked_on_the_map_in_both_languages() {
    for lang in Lang::ALL {
        let (mut harness, _folder) = opened(lang);
        let document = harness.state().workspace().document().expect("an open file");
        let overlaps = document.examination().expect("looked over").overlaps.clone();
        assert_eq!((overlaps.duplicates, overlaps.overlapping), (1, 1));
        // 甲厂 and 丁厂 are one, 乙厂 adds half of its own.
        let share = overlaps.union_m2.expect("a union") / overlaps.sum_m2;
        assert!((share - 0.5).abs() < 1e-6, "{share}");
        unfold(&mut harness, &group(lang, FindingKind::Overlap, 1));
        let text = entry(&mut harness, lang, FindingKind::Overlap);
        assert!(text.contains("甲厂") && text.contains("乙厂"), "{text}");
        press_button(&mut harness, &text);
        assert_eq!(selected(&harness), [0, 1]);
        press_button(&mut harness, &lang.text("report-select-overlapping"));
        assert_eq!(selected(&harness), [0, 1, 3]);
        let resolves = harness.state().state().map.resolves;
        harness.get_by_role_and_label(Role::CheckBox, &lang.text("report-mark-overlaps")).click();
        settle(&mut harness);
        assert!(harness.state().state().map.resolves > resolves, "the map was not coloured anew");
        assert!(harness.query_by_label(&lang.text("legend-overlapping")).is_some());
    }
}

#[test]
fn the_report_is_filtered_by_severity_and_text() {
    let lang = Lang::Zh;
    let (mut harness, _folder) = opened(lang);
    let crossing = group(lang, FindingKind::SelfCrossing, 1);
    let overlap = group(lang, FindingKind::Overlap, 1);
    click(&mut harness, &format!("{} 1", lang.text("severity-error")));
    assert!(harness.query_by_label(&crossing).is_some() && harness.query_by_label(&overlap).is_none());
    click(&mut harness, &lang.text("report-all"));
    assert!(harness.query_by_label(&overlap).is_some());
    harness.get_by_label(&lang.text("report-text-label")).focus();
    harness.run_steps(2);
    harness.get_by_label(&lang.text("report-text-label")).type_text("丙厂");
    settle(&mut harness);
    assert!(harness.query_by_label(&crossing).is_some() && harness.query_by_label(&overlap).is_none());
}

#[test]
fn a_bow_tie_is_mended_on_the_users_word_and_left_again_in_both_languages() {
    for lang in Lang::ALL {
        let (mut harness, _folder) = opened(lang);
        let state =
            |harness: &Window| harness.state().workspace().document().expect("an open file").table().shape_state(2);
        assert_eq!(state(&harness), ShapeState::Invalid);
        for expected in [ShapeState::Repaired, ShapeState::Invalid] {
            harness.get_by_role_and_label(Role::CheckBox, &lang.text("report-repair-crossing")).click();
            settle(&mut harness);
            settle(&mut harness);
            assert_eq!(state(&harness), expected);
        }
    }
}

#[test]
fn the_report_is_exported_as_a_table_with_a_row_an_entry() {
    for (lang, format, ending) in [(Lang::Zh, ExportFormat::Csv, "csv"), (Lang::En, ExportFormat::Xlsx, "xlsx")] {
        let (mut harness, folder) = opened(lang);
        press_button(&mut harness, &lang.text("report-export"));
        assert_eq!(harness.state().state().dialog, OpenDialog::Export);
        let path = folder.path().join(format!("report.{ending}"));
        let request = ExportRequest { what: ExportWhat::Report, scope: ExportScope::All, format, path: path.clone() };
        if format == ExportFormat::Xlsx {
            click(&mut harness, &text(lang, "export-format-xlsx"));
        }
        type_path(&mut harness, lang, "export-path-label", &request.path, "export-write");
        assert!(path.exists(), "{:?}", harness.state().workspace().notices());
        if format == ExportFormat::Csv {
            let written = std::fs::read_to_string(&path).expect("the file");
            // A bow-tie, a duplicate, an overlap and a point, below the headers.
            assert_eq!(written.lines().count(), 5, "{written}");
            for word in ["self_crossing", "duplicate_outline", "overlap", "skipped_point", "丙厂"] {
                assert!(written.contains(word), "{word}: {written}");
            }
        }
    }
}

#[test]
fn idle_frames_compute_nothing_with_the_report_open() {
    let (mut harness, _folder) = opened(Lang::Zh);
    harness.run_steps(3);
    let before = computations();
    harness.run_steps(5);
    assert_eq!(computations(), before);
}

#[test]
fn parcels_are_filtered_by_the_state_of_their_outline_in_both_languages() {
    for lang in Lang::ALL {
        let (mut harness, _folder) = opened(lang);
        unfold(&mut harness, &lang.text("field-shape"));
        let name = format!("{} (1)", lang.text("shape-state-invalid"));
        harness.get_by_role_and_label(Role::CheckBox, &name).scroll_to_me();
        settle(&mut harness);
        harness.get_by_role_and_label(Role::CheckBox, &name).click();
        settle(&mut harness);
        let document = harness.state_mut().workspace_mut().document_mut().expect("an open file");
        assert_eq!(document.shown().iter().collect::<Vec<_>>(), [2]);
    }
}
