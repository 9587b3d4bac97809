//! The import report: what was read, how the columns were understood, and what was found, parcel by parcel.

use eframe::egui::{CollapsingHeader, Grid, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, small, tokens_of};
use crate::app::{Action, Document, SelectMode};
use crate::domain::RowSet;
use crate::locale::grouped;

/// Draws the report.
pub fn report_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let report = document.report().clone();
    let lang = cx.lang;
    let weak = tokens_of(ui).weak;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.heading(&report.file_name);
        let counts = lang.text_with(
            "report-counts",
            [
                ("features", grouped(report.features as f64, 0).into()),
                ("parcels", grouped(report.parcels as f64, 0).into()),
                ("skipped", grouped(report.skipped.len() as f64, 0).into()),
            ],
        );
        ui.label(counts);
        ui.label(report.crs_sentence(lang));
        super::source_section::source_ui(ui, cx, document);
        ui.add_space(HALF);
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
        if ui.link(cx.text("report-map-columns")).clicked() {
            cx.run(crate::app::Command::MapColumns);
        }
        if !report.unused.is_empty() {
            let names: Vec<&str> = report.unused.iter().map(|property| property.name.as_str()).collect();
            ui.label(
                RichText::new(lang.text_with("report-unused", [("names", names.join(", ").into())]))
                    .font(small())
                    .color(weak),
            );
        }
        ui.add_space(HALF);
        ui.strong(cx.text("report-findings"));
        if report.findings_total() == 0 {
            ui.label(cx.text("report-no-findings"));
        }
        for group in report.finding_groups() {
            let title = format!("{} ({})", group.kind.name(lang), grouped(group.total as f64, 0));
            CollapsingHeader::new(title).id_salt(group.kind.key()).show(ui, |ui| {
                for finding in &group.examples {
                    finding_ui(ui, cx, document, finding);
                }
                if group.total > group.examples.len() {
                    let more = group.total - group.examples.len();
                    ui.label(RichText::new(lang.text_with("report-more", [("count", more.into())])).color(weak));
                }
            });
        }
    });
}

/// A finding; a click selects its parcel and shows it.
fn finding_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, finding: &crate::io::Finding) {
    let sentence = finding.sentence(cx.lang);
    let row = finding.feature.and_then(|index| document.row_of_feature(index));
    match row {
        Some(row) => {
            if ui.link(sentence).clicked() {
                cx.push(Action::Select(RowSet::from_rows(document.table().len(), [row]), SelectMode::Replace));
                cx.run(crate::app::Command::FitSelection);
            }
        }
        None => {
            ui.label(sentence);
        }
    }
}
