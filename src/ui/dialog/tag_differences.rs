//! Where a tag differs from the suggestion: what speaks for the one and against the other, each parcel to be found on the
//! map with a click, the whole list to be exported.

use eframe::egui::{Button, Grid, Id, Label, Modal, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::accept_suggestions::stands_on;
use super::export::ExportForm;
use crate::app::{Action, Command, Document, SelectMode, TagDifference};
use crate::domain::{Category, RowSet, TextField, Unit};
use crate::locale::grouped;

/// The most parcels shown; the export and selecting take all.
const MOST_SHOWN: usize = 50;

/// Draws the dialog.
pub fn tag_differences_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    form: &mut ExportForm,
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::TagDifferences {
        return;
    }
    let list = document.tag_differences();
    let (mut close, mut export) = (false, false);
    let modal = Modal::new(Id::unique("tag-differences")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width((screen.width() - 80.0).clamp(400.0, 1340.0));
        ui.heading(cx.text("differences-title"));
        let counts = [
            ("count", grouped(list.len() as f64, 0).into()),
            ("shown", grouped(list.len().min(MOST_SHOWN) as f64, 0).into()),
        ];
        let caption =
            format!("{} · {}", cx.lang.text_with("differences-caption", counts), stands_on(cx.lang, document));
        ui.label(RichText::new(caption).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        ScrollArea::both().max_height((screen.height() - 260.0).max(160.0)).show(ui, |ui| {
            close |= rows_ui(ui, cx, document, &list);
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            export = ui.add_enabled(!list.is_empty(), Button::new(cx.text("work-list-export"))).clicked();
            if ui.add_enabled(!list.is_empty(), Button::new(cx.text("marks-ahead-select"))).clicked() {
                let rows = list.iter().map(|each| each.row as usize);
                cx.push(Action::Select(RowSet::from_rows(document.table().len(), rows), SelectMode::Replace));
                close = true;
            }
            close |= ui.button(cx.text("dialog-close")).clicked();
        });
    });
    if export {
        form.ask_for_differences();
        cx.run(Command::Export);
    }
    if close || export || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

/// Draws the first of the list. Says whether one was clicked, which then lies in the middle of the map.
fn rows_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, list: &[TagDifference]) -> bool {
    let (lang, weak) = (cx.lang, tokens_of(ui).weak);
    if list.is_empty() {
        ui.label(RichText::new(cx.text("differences-none")).color(weak));
        return false;
    }
    let reasons = document.difference_reasons(lang, 0..MOST_SHOWN);
    let mut clicked = None;
    Grid::new("tag-differences").striped(true).spacing([16.0, 6.0]).show(ui, |ui| {
        let headers = [
            "name",
            "park",
            "model",
            "finding_suggestion",
            "suggestion_score",
            "reasons_for_suggestion",
            "reasons_against_tag",
        ];
        for key in headers {
            ui.label(RichText::new(lang.column(key)).font(small()).color(weak));
        }
        ui.end_row();
        let table = document.table();
        for (each, reasons) in list.iter().zip(reasons.iter()) {
            let row = each.row as usize;
            let name = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row));
            if ui.selectable_label(document.selection().contains(row), name).clicked() {
                clicked = Some(row);
            }
            ui.label(table.word_of(Category::Park, row).map_or_else(String::new, ToString::to_string));
            ui.label(lang.model_short(each.tagged));
            ui.label(lang.model_short(each.suggested));
            ui.label(lang.number(Some(each.score), Unit::Ratio));
            for text in [&reasons.in_favour, &reasons.against] {
                ui.scope(|ui| {
                    ui.set_width(300.0);
                    ui.add(Label::new(RichText::new(text).font(small())).wrap());
                });
            }
            ui.end_row();
        }
    });
    if let Some(row) = clicked {
        let one = RowSet::from_rows(document.table().len(), [row]);
        cx.push(Action::Select(one, SelectMode::Replace));
        cx.run(Command::FitSelection);
    }
    clicked.is_some()
}
