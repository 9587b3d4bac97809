//! What to export: what, of which parcels, in which format, and where to.

use std::path::PathBuf;

use eframe::egui::{Button, Id, Modal, RichText, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::menu_bar::grouping_name;
use super::super::theme::{GRID, empty_when_off, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::file_pick::Proposal;
use crate::app::{Action, Document, ExportFormat, ExportRequest, ExportScope, ExportWhat};
use crate::domain::Day;
use crate::locale::Lang;

/// Within how many days marks are written where nobody said otherwise.
const MARK_DAYS: Day = 180;

/// The dialog's form, kept from one export to the next.
#[derive(Clone, Debug, Default)]
pub struct ExportForm {
    what: ExportWhat,
    scope: ExportScope,
    format: ExportFormat,
    with_findings: bool,
    mark_days: Day,
    path: String,
}

impl ExportForm {
    /// Turns the form to the import report.
    pub fn ask_for_report(&mut self) {
        self.what = ExportWhat::Report;
    }

    /// Makes it a form for a list of parcels as a workbook.
    pub fn ask_for_list(&mut self, what: ExportWhat) {
        if let ExportWhat::MarksAhead(days) = what {
            self.mark_days = days;
        }
        (self.what, self.scope, self.format) = (what, ExportScope::Shown, ExportFormat::Xlsx);
    }

    /// Makes it a form for what changed since the base, parcel by parcel, as a workbook.
    pub fn ask_for_changes(&mut self) {
        (self.what, self.scope, self.format) = (ExportWhat::Changes, ExportScope::Shown, ExportFormat::Xlsx);
    }

    /// The request for a chosen path.
    #[must_use]
    pub fn request(&self, path: PathBuf) -> ExportRequest {
        let what = match self.what {
            ExportWhat::GeoJson if self.with_findings => ExportWhat::GeoJsonFindings,
            what => what,
        };
        ExportRequest { what, scope: self.scope, format: self.format, path }
    }

    /// The name the save dialog proposes.
    #[must_use]
    pub fn proposal(&self, lang: Lang, document: &Document) -> Proposal {
        let name = document.source().file_name();
        let stem = name.split('.').next().unwrap_or("mulens");
        let (ending, kind) = match (self.what, self.format) {
            (ExportWhat::GeoJson | ExportWhat::GeoJsonFindings, _) => ("geojson", "export-format-geojson"),
            (_, ExportFormat::Csv) => ("csv", "export-format-csv"),
            (_, ExportFormat::Xlsx) => ("xlsx", "export-format-xlsx"),
        };
        let tail = match self.what {
            ExportWhat::GeoJson | ExportWhat::GeoJsonFindings => "tagged",
            ExportWhat::Summary => "summary",
            ExportWhat::Report => "report",
            ExportWhat::Parcels => "parcels",
            ExportWhat::WorkList => "work_list",
            ExportWhat::Missing => "missing",
            ExportWhat::MarksAhead(_) => "marks_ahead",
            ExportWhat::TagDifferences => "tag_differences",
            ExportWhat::Changes => "changes",
            ExportWhat::ChangesByGroup => "changes_by_group",
        };
        Proposal { file_name: format!("{stem}_{tail}.{ending}"), kind: lang.text(kind).into_owned(), ending }
    }
}

/// Draws the dialog. Says whether the system's save dialog is asked for.
pub fn export_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    form: &mut ExportForm,
    dialog: &mut OpenDialog,
) -> bool {
    if *dialog != OpenDialog::Export {
        return false;
    }
    let (mut choose, mut leave) = (false, false);
    let modal = Modal::new(Id::unique("export")).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        empty_when_off(ui);
        ui.heading(cx.text("export-title"));
        ui.add_space(GRID);
        let by = grouping_name(cx.lang, document.view().group_by);
        let summary = cx.lang.text_with("export-what-summary", [("by", by.into())]);
        ui.radio_value(&mut form.what, ExportWhat::Summary, summary);
        ui.radio_value(&mut form.what, ExportWhat::Parcels, cx.text("export-what-parcels"));
        ui.radio_value(&mut form.what, ExportWhat::WorkList, cx.text("export-what-work-list"));
        ui.radio_value(&mut form.what, ExportWhat::Missing, cx.text("export-what-missing"));
        ui.radio_value(&mut form.what, ExportWhat::TagDifferences, cx.text("export-what-tag-differences"));
        if document.has_base() {
            ui.radio_value(&mut form.what, ExportWhat::Changes, cx.text("export-what-changes"));
            let by = grouping_name(cx.lang, document.view().group_by);
            let changes = cx.lang.text_with("export-what-changes-by", [("by", by.into())]);
            ui.radio_value(&mut form.what, ExportWhat::ChangesByGroup, changes);
        } else if matches!(form.what, ExportWhat::Changes | ExportWhat::ChangesByGroup) {
            form.what = ExportWhat::default();
        }
        if form.mark_days == 0 {
            form.mark_days = MARK_DAYS;
        }
        let marks = cx.lang.text_with("export-what-marks-ahead", [("days", form.mark_days.into())]);
        ui.radio_value(&mut form.what, ExportWhat::MarksAhead(form.mark_days), marks);
        ui.radio_value(&mut form.what, ExportWhat::GeoJson, cx.text("export-what-geojson"));
        if form.what == ExportWhat::GeoJson {
            ui.indent("geojson", |ui| ui.checkbox(&mut form.with_findings, cx.text("export-geojson-findings")));
        }
        ui.radio_value(&mut form.what, ExportWhat::Report, cx.text("export-what-report"));
        ui.separator();
        let counts = [document.table().len(), document.shown().count(), document.selection().count()];
        for (scope, id, count) in [
            (ExportScope::All, "export-scope-all", counts[0]),
            (ExportScope::Shown, "export-scope-shown", counts[1]),
            (ExportScope::Selected, "export-scope-selected", counts[2]),
        ] {
            let text = format!("{} ({})", cx.text(id), crate::locale::grouped(count as f64, 0));
            // A report is of the whole file.
            let on = count > 0 && form.what != ExportWhat::Report;
            ui.add_enabled_ui(on, |ui| ui.radio_value(&mut form.scope, scope, text));
        }
        ui.separator();
        ui.add_enabled_ui(form.what != ExportWhat::GeoJson, |ui| {
            ui.radio_value(&mut form.format, ExportFormat::Csv, cx.text("export-format-csv"));
            ui.radio_value(&mut form.format, ExportFormat::Xlsx, cx.text("export-format-xlsx"));
        });
        ui.separator();
        ui.label(RichText::new(super::super::figures_basis(cx.lang, document)).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        let empty = form.scope == ExportScope::Selected && counts[2] == 0 && form.what != ExportWhat::Report;
        ui.add(
            TextEdit::singleline(&mut form.path).desired_width(f32::INFINITY).hint_text(cx.text("export-path-hint")),
        )
        .accessible_name(cx.text("export-path-label"));
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            if ui.add_enabled(!empty, Button::new(cx.text("export-choose"))).clicked() {
                choose = true;
            }
            let path = form.path.trim().trim_matches('"').to_owned();
            if ui.add_enabled(!empty && !path.is_empty(), Button::new(cx.text("export-write"))).clicked() {
                cx.push(Action::Export(Box::new(form.request(PathBuf::from(path)))));
                leave = true;
            }
            if ui.button(cx.text("dialog-cancel")).clicked() {
                leave = true;
            }
        });
    });
    if choose || leave || modal.should_close() {
        *dialog = OpenDialog::None;
    }
    choose
}
