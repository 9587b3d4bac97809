//! The import report: what was read, how the columns were understood, what parcels cover twice, and what was found.

use eframe::egui::{Grid, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, empty_when_off, small, tokens_of};
use super::super::window_state::WindowState;
use super::report_findings::{ReportForm, findings_ui};
use crate::app::{self, Action, Command, Document, SelectMode};
use crate::io::{FindingKind, ImportReport, ReadOptions};
use crate::locale::{Lang, grouped};

/// Draws the report.
pub fn report_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    let report = document.report().clone();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        empty_when_off(ui);
        ui.heading(&report.file_name);
        ui.label(cx.lang.text_with(
            "report-counts",
            [
                ("features", grouped(report.features as f64, 0).into()),
                ("parcels", grouped(report.parcels as f64, 0).into()),
                ("skipped", grouped(report.skipped.len() as f64, 0).into()),
            ],
        ));
        ui.label(report.crs_sentence(cx.lang));
        super::source_section::source_ui(ui, cx, document);
        if ui.link(cx.text("report-map-columns")).clicked() {
            cx.run(Command::MapColumns);
        }
        shapes_ui(ui, cx, document, &mut state.report);
        ui.add_space(HALF);
        findings_ui(ui, cx, document, state);
        ui.add_space(HALF);
        columns_ui(ui, cx, &report);
    });
}

/// What parcels cover together, and the ways to deal with it; mending of what crosses itself.
fn shapes_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, form: &mut ReportForm) {
    if document.examination().is_none() {
        ui.label(RichText::new(cx.text("report-examining")).color(tokens_of(ui).weak));
    } else if let Some(sentence) = overlap_sentence(cx.lang, document) {
        ui.label(sentence);
        ui.horizontal_wrapped(|ui| {
            if ui.button(cx.text("report-select-overlapping")).clicked() {
                cx.push(Action::Select((*document.overlapping()).clone(), SelectMode::Replace));
                cx.run(Command::FitSelection);
            }
            ui.checkbox(&mut form.marks_overlaps, cx.text("report-mark-overlaps"));
        });
    } else {
        ui.label(cx.text("report-no-overlaps"));
    }
    let options = document.options();
    let tangled = [FindingKind::SelfCrossing, FindingKind::HoleOutside, FindingKind::PartsNested]
        .into_iter()
        .any(|kind| document.report().findings.count(kind) > 0);
    if tangled || options.repair_crossing {
        let mut repair_crossing = options.repair_crossing;
        let response = ui.checkbox(&mut repair_crossing, cx.text("report-repair-crossing"));
        if response.on_hover_text(cx.text("report-repair-crossing-hint")).changed() {
            cx.push(Action::Reread(ReadOptions { repair_crossing, ..options.clone() }));
        }
    }
}

/// Sum and union of the outlines where they differ; `None` where they do not, or nothing is known of it yet.
pub fn overlap_sentence(lang: Lang, document: &Document) -> Option<String> {
    app::overlap_sentence(lang, &document.examination()?.overlaps)
}

fn columns_ui(ui: &mut Ui, cx: &ViewContext<'_>, report: &ImportReport) {
    let (lang, weak) = (cx.lang, tokens_of(ui).weak);
    ui.strong(cx.text("report-columns"));
    Grid::new("report-columns").num_columns(4).spacing([12.0, 2.0]).striped(true).show(ui, |ui| {
        for id in ["report-column", "report-property", "report-unit", "report-filled"] {
            ui.label(RichText::new(cx.text(id)).font(small()).color(weak));
        }
        ui.end_row();
        for column in &report.columns {
            ui.label(column.name(lang));
            ui.label(&column.property);
            ui.label(column.unit_text());
            ui.label(grouped(column.filled as f64, 0));
            ui.end_row();
        }
    });
    if !report.unused.is_empty() {
        let names: Vec<&str> = report.unused.iter().map(|property| property.name.as_str()).collect();
        let text = lang.text_with("report-unused", [("names", names.join(", ").into())]);
        ui.label(RichText::new(text).font(small()).color(weak));
    }
}
