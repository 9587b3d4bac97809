//! Which parcels will cross a mark of idle land within 30, 90 or 180 days, each to be selected with a click.

use eframe::egui::{Grid, Id, Modal, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::export::ExportForm;
use crate::analysis::judge::MarkAhead;
use crate::app::{Action, Command, Document, SelectMode, rulebook_name, timeline_name};
use crate::domain::{Category, RowSet, TextField, Unit, iso_date, units};
use crate::locale::grouped;

/// The spans there are to choose from, in days.
const SPANS: [i32; 3] = [30, 90, 180];

/// The most marks shown; the export and selecting take all.
const MOST_SHOWN: usize = 200;

/// Draws the dialog.
pub fn marks_ahead_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    (days, form): (&mut i32, &mut ExportForm),
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::MarksAhead {
        return;
    }
    if !SPANS.contains(days) {
        *days = SPANS[1];
    }
    let marks = document.marks_ahead(*days);
    let (mut close, mut export) = (false, false);
    let modal = Modal::new(Id::unique("marks-ahead")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width((screen.width() - 160.0).clamp(400.0, 900.0));
        ui.heading(cx.text("marks-ahead-title"));
        ui.horizontal(|ui| {
            for span in SPANS {
                let text = cx.lang.text_with("marks-ahead-within", [("days", span.into())]);
                ui.selectable_value(days, span, text);
            }
        });
        if marks.len() > MOST_SHOWN {
            let shown = [("shown", MOST_SHOWN.into())];
            ui.label(RichText::new(cx.lang.text_with("list-shown-of-export", shown)).font(small()));
        }
        let judged = document.judged();
        let caption = [
            ("count", grouped(marks.len() as f64, 0).into()),
            ("day", iso_date(judged.by().as_of).into()),
            ("book", rulebook_name(cx.lang, &judged.by().book).into()),
        ];
        let caption = cx.lang.text_with("marks-ahead-caption", caption);
        ui.label(RichText::new(caption).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        ScrollArea::both().max_height((screen.height() - 280.0).max(160.0)).show(ui, |ui| {
            rows_ui(ui, cx, document, &marks);
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let write = eframe::egui::Button::new(cx.text("marks-ahead-export"));
            export = ui.add_enabled(!marks.is_empty(), write).clicked();
            let select = eframe::egui::Button::new(cx.text("marks-ahead-select"));
            if ui.add_enabled(!marks.is_empty(), select).clicked() {
                let rows = marks.iter().map(|mark| mark.row as usize);
                cx.push(Action::Select(RowSet::from_rows(document.table().len(), rows), SelectMode::Replace));
                close = true;
            }
            close |= ui.button(cx.text("dialog-close")).clicked();
        });
    });
    if export {
        form.ask_for_marks(*days);
        cx.run(Command::Export);
    }
    if close || export || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

fn rows_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, marks: &[MarkAhead]) {
    let (lang, weak, as_of) = (cx.lang, tokens_of(ui).weak, document.judged_as_of());
    let figures = document.figures();
    if marks.is_empty() {
        ui.label(RichText::new(cx.text("marks-ahead-none")).color(weak));
        return;
    }
    Grid::new("marks-ahead").striped(true).spacing([20.0, 3.0]).show(ui, |ui| {
        let headers = [
            lang.text("marks-ahead-day").into_owned(),
            lang.text("marks-ahead-left").into_owned(),
            lang.text("marks-ahead-mark").into_owned(),
            lang.column("name").into_owned(),
            lang.column("park").into_owned(),
            lang.header("land_mu", Unit::Mu),
        ];
        for header in headers {
            ui.label(RichText::new(header).font(small()).color(weak));
        }
        ui.end_row();
        let table = document.table();
        for mark in marks.iter().take(MOST_SHOWN) {
            let row = mark.row as usize;
            ui.label(iso_date(mark.day));
            ui.label(grouped(f64::from(mark.day - as_of), 0));
            ui.label(timeline_name(lang, mark.kind));
            let name = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row));
            if ui.selectable_label(document.selection().contains(row), name).clicked() {
                cx.push(Action::Select(RowSet::from_rows(table.len(), [row]), SelectMode::Replace));
            }
            ui.label(table.word_of(Category::Park, row).map_or_else(String::new, ToString::to_string));
            ui.label(lang.number(figures.land_m2(row).map(units::mu_from_m2), Unit::Mu));
            ui.end_row();
        }
    });
}
