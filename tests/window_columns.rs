//! The columns in the real window, driven by label: the question that comes by itself, the trial, the answer remembered,
//! the way through menu and report, and a corrected cell.

#[path = "support/driver.rs"]
mod driver;

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use mulens::analysis::Indicator;
use mulens::app::{Action, Paths, SelectMode};
use mulens::domain::{CellValue, Measure, MeasureKey, RowSet, TableColumn, Unit};
use mulens::io::columns::Mapping;
use mulens::locale::Lang;
use mulens::ui::OpenDialog;

use driver::*;

/// Chooses an entry of a labelled choice.
fn choose(harness: &mut Window, label: &str, entry: &str) {
    harness.get_by_label(label).click();
    settle(harness);
    let is_entry = |label: &str| label == entry || label.starts_with(&format!("{entry} ("));
    harness
        .get_all_by_label_contains(entry)
        .find(|node| {
            node.accesskit_node().role() == Role::Button
                && node.accesskit_node().label().is_some_and(|label| is_entry(&label))
        })
        .unwrap_or_else(|| panic!("no entry {entry}"))
        .click();
    settle(harness);
}

/// Four parcels whose tax names no unit, whose output hides behind a code and whose status word nobody knows.
fn file(folder: &Path) -> PathBuf {
    let path = folder.join("parcels.geojson");
    let features: Vec<String> = (0..4)
        .map(|index| {
            let west = 120.4 + f64::from(index) * 0.01;
            let east = west + 0.001;
            let status = if index == 0 { "试运行" } else { "在产" };
            format!(
                r#"{{"type":"Feature","properties":{{"宗地代码":"37021500100{index}","园区":"甲园","土地面积(亩)":15,"年税收":"{tax}","B7":{output},"建设状态":"{status}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},36.3],[{east},36.3],[{east},36.301],[{west},36.301],[{west},36.3]]]}}}}"#,
                tax = 100 + index,
                output = 3000 + index * 10,
            )
        })
        .collect();
    std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))).unwrap();
    path
}

fn open_now(harness: &mut Window, path: &Path) {
    harness.state_mut().open(vec![path.to_owned()]);
    settle(harness);
    let workspace = harness.state().workspace();
    assert!(workspace.document().is_some(), "{:?}", workspace.notices());
}

fn asks(harness: &Window) -> bool {
    harness.state().state().dialog == OpenDialog::Mapping
}

fn sum(harness: &mut Window, indicator: Indicator) -> Option<f64> {
    harness
        .state_mut()
        .workspace_mut()
        .document_mut()
        .and_then(|document| document.totals_shown().sums(indicator).sum())
}

fn column_name(lang: Lang, measure: Measure) -> String {
    lang.measure(measure).into_owned()
}

fn unit_of(lang: Lang, measure: Measure) -> String {
    lang.text_with("mapping-unit-of", [("column", column_name(lang, measure).into())])
}

fn property_of(lang: Lang, measure: Measure) -> String {
    lang.text_with("mapping-property-of", [("column", column_name(lang, measure).into())])
}

#[test]
fn a_file_with_money_without_a_unit_asks_by_itself_and_the_answer_changes_the_sums_in_both_languages() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path());
        let paths = Paths { settings: Some(folder.path().join("settings.json")), autosaves: None };
        let mut harness = window_with(lang, paths.clone());
        open_now(&mut harness, &path);
        assert!(asks(&harness), "tax has no unit");
        assert_eq!(sum(&mut harness, Indicator::TaxPerMu), Some(406.0));

        choose(
            &mut harness,
            &unit_of(lang, Measure::Tax),
            &lang.written_unit(mulens::domain::field_names::WrittenUnit::from_name("亿元").unwrap()),
        );
        choose(&mut harness, &property_of(lang, Measure::Output), "B7");
        choose(
            &mut harness,
            &unit_of(lang, Measure::Output),
            &lang.written_unit(mulens::domain::field_names::WrittenUnit::from_name("万元").unwrap()),
        );
        let word = lang.text_with("mapping-status-of", [("word", "试运行".into())]);
        choose(&mut harness, &word, &lang.status(mulens::domain::LandStatus::InUse));
        look(&mut harness, "mapping", lang);
        // The trial tells before anything is applied: 4 060 000 万元 on 60 mu.
        let per_mu = lang.number_with_unit(Some(406.0 * 1e4 / 60.0), Unit::WanYuanPerMu);
        assert!(harness.query_all_by_label(&per_mu).next().is_some(), "{per_mu}");
        click(&mut harness, &text(lang, "mapping-apply"));
        assert!(!asks(&harness));
        assert_eq!(sum(&mut harness, Indicator::TaxPerMu), Some(4_060_000.0));
        assert_eq!(sum(&mut harness, Indicator::OutputPerMu), Some(12_060.0));
        let statuses = harness.state_mut().workspace_mut().document_mut().map(|document| document.figures().status(0));
        assert_eq!(statuses, Some(mulens::domain::LandStatus::InUse));

        // Remembered for files with the same fields, in a run of its own.
        drop(harness);
        let mut harness = window_with(lang, paths);
        open_now(&mut harness, &path);
        assert!(!asks(&harness));
        assert_eq!(sum(&mut harness, Indicator::TaxPerMu), Some(4_060_000.0));

        // And on the way back.
        click(&mut harness, &text(lang, "menu-tools"));
        harness.get_by_label_contains(&text(lang, "command-map-columns")).click();
        settle(&mut harness);
        click(&mut harness, &text(lang, "mapping-automatic"));
        assert_eq!(sum(&mut harness, Indicator::TaxPerMu), Some(406.0));
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        settle(&mut harness);
        // The way back is offered once there is one.
        click(&mut harness, &text(lang, "mapping-undo"));
        assert_eq!(sum(&mut harness, Indicator::TaxPerMu), Some(4_060_000.0));
    }
}

#[test]
fn keeping_the_columns_is_an_answer_too_and_the_report_leads_back_to_the_question() {
    let lang = Lang::Zh;
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path());
    let mut harness = window(lang);
    open_now(&mut harness, &path);
    click(&mut harness, &text(lang, "mapping-keep"));
    assert!(!asks(&harness));
    open_now(&mut harness, &path);
    assert!(!asks(&harness), "kept once");

    click(&mut harness, &text(lang, "tab-report"));
    click(&mut harness, &text(lang, "report-map-columns"));
    assert!(asks(&harness));
    click(&mut harness, &text(lang, "dialog-cancel"));
    assert!(!asks(&harness));
}

#[test]
fn a_mapping_is_saved_as_a_file_and_loaded_into_the_form_and_the_project_keeps_it() {
    let lang = Lang::Zh;
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path());
    let toml = folder.path().join("m.toml");
    std::fs::write(&toml, "[columns.tax]\nproperty = \"年税收\"\nunit = \"元\"\n").unwrap();
    let mut harness = window(lang);
    open_now(&mut harness, &path);
    harness.get_by_label(&text(lang, "mapping-file-path")).focus();
    harness.run_steps(2);
    harness.get_by_label(&text(lang, "mapping-file-path")).type_text(&toml.display().to_string());
    settle(&mut harness);
    click(&mut harness, &text(lang, "mapping-load"));
    click(&mut harness, &text(lang, "mapping-save"));
    let saved = Mapping::read(&toml).unwrap();
    assert_eq!(saved.columns.len(), 1, "{saved:?}");
    click(&mut harness, &text(lang, "mapping-apply"));
    let tax = sum(&mut harness, Indicator::TaxPerMu).unwrap();
    assert!((tax - 0.0406).abs() < 1e-12, "{tax}");

    let project = folder.path().join("work.mulens");
    harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
    settle(&mut harness);
    let mut harness = window(lang);
    open_now(&mut harness, &project);
    assert!(!asks(&harness), "the project says it");
    let tax = sum(&mut harness, Indicator::TaxPerMu).unwrap();
    assert!((tax - 0.0406).abs() < 1e-12, "{tax}");
}

#[test]
fn a_cell_is_corrected_in_the_inspector_marked_undone_and_told_in_exports() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = window(lang);
        open_now(&mut harness, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/four_parcels.geojson"));
        assert!(!asks(&harness), "everything needed is named");
        let second = RowSet::from_rows(4, [1]);
        harness.state_mut().workspace_mut().apply(Action::Select(second, SelectMode::Replace));
        settle(&mut harness);
        let tab = text(lang, "tab-inspector");
        harness.get_all_by_label(&tab).find(|node| node.accesskit_node().role() != Role::Label).unwrap().click();
        settle(&mut harness);
        let output = TableColumn::Measure(MeasureKey { measure: Measure::Output, year: Some(2023) });
        let name = lang.table_column(output);
        let edit = lang.text_with("correction-edit-of", [("column", name.as_str().into())]);
        let before = sum(&mut harness, Indicator::OutputPerMu);
        harness.get_by_label(&edit).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &edit);
        let field = lang.text_with("correction-field-of", [("column", name.as_str().into())]);
        harness.get_by_label(&field).focus();
        harness.run_steps(2);
        harness.get_by_label(&field).type_text("1,200.5");
        settle(&mut harness);
        click(&mut harness, &text(lang, "correction-set"));
        look(&mut harness, "correction", lang);
        assert_eq!(sum(&mut harness, Indicator::OutputPerMu), before.map(|sum| sum + 1200.5));
        let document = harness.state().workspace().document().unwrap();
        assert_eq!(document.table_as_read().value(output, 1), CellValue::Missing);
        assert!(document.is_dirty());
        assert!(harness.query_all_by_label_contains("●").next().is_some(), "marked");

        let csv = folder.path().join("parcels.csv");
        let request = mulens::app::ExportRequest {
            what: mulens::app::ExportWhat::Parcels,
            scope: mulens::app::ExportScope::All,
            format: mulens::app::ExportFormat::Csv,
            path: csv.clone(),
        };
        harness.state_mut().workspace_mut().apply(Action::Export(Box::new(request)));
        settle(&mut harness);
        let written = std::fs::read_to_string(&csv).unwrap();
        assert!(written.contains(&text(lang, "column-corrected")) && written.contains(&name), "{written}");

        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        settle(&mut harness);
        assert_eq!(sum(&mut harness, Indicator::OutputPerMu), before);
        assert!(harness.query_all_by_label_contains("●").next().is_none());
    }
}
