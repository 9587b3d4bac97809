//! The menu of a right click: what can be done with the parcel under the pointer, by the commands it is done with
//! elsewhere too.

use eframe::egui::{Response, RichText, Ui};

use super::super::context::{ViewContext, command_name};
use super::super::theme::tokens_of;
use super::map_state::MapState;
use crate::app::{Action, Command, Document, MarkChange, SelectMode};
use crate::domain::{RenewalModel, RowSet, TextField};

/// Draws the menu while it is open. `under_pointer` is the parcel a click is on now.
pub fn context_menu_ui(
    cx: &mut ViewContext<'_>,
    response: &Response,
    document: &Document,
    (map, under_pointer): (&mut MapState, Option<usize>),
) {
    if response.secondary_clicked() {
        map.menu_row = under_pointer;
    }
    response.context_menu(|ui| {
        if let Some(row) = map.menu_row.filter(|&row| row < document.table().len()) {
            parcel_ui(ui, cx, document, map, row);
            return;
        }
        ui.label(RichText::new(cx.text("map-menu-no-parcel")).color(tokens_of(ui).weak));
        if ui.button(command_name(cx.lang, Command::FitAll)).clicked() {
            cx.run(Command::FitAll);
            ui.close();
        }
    });
}

fn parcel_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, map: &mut MapState, row: usize) {
    let table = document.table();
    let one = || RowSet::from_rows(table.len(), [row]);
    let select = || Action::Select(one(), SelectMode::Replace);
    ui.strong(table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row)));
    let chosen = |ui: &mut Ui, name: String| {
        let is_chosen = ui.button(name).clicked();
        if is_chosen {
            ui.close();
        }
        is_chosen
    };
    if chosen(ui, cx.text("map-menu-select")) {
        cx.push(select());
    }
    if chosen(ui, cx.text("map-menu-zoom")) {
        map.show_box(document.scene().bounds_of_rows(&one()).as_ref());
    }
    ui.menu_button(cx.text("map-menu-tag"), |ui| {
        for model in RenewalModel::ALL.into_iter().map(Some).chain([None]) {
            let name = match model {
                Some(model) => cx.lang.model_short(model).into_owned(),
                None => command_name(cx.lang, Command::Tag(None)),
            };
            if ui.selectable_label(document.tags().get(row) == model, name).clicked() {
                cx.push(Action::TagRows(one(), model));
                ui.close();
            }
        }
    });
    if chosen(ui, cx.text("map-menu-follow-up")) {
        cx.push(select());
        cx.run(Command::FollowUpSelected);
    }
    let is_anchor = document.marks().anchors.contains_key(&(row as u32));
    if chosen(ui, cx.text(if is_anchor { "marks-anchor-unset" } else { "marks-anchor-set" })) {
        cx.push(Action::Mark(MarkChange::Anchors(one(), !is_anchor)));
    }
    if chosen(ui, cx.text("map-menu-copy-key")) {
        ui.ctx().copy_text(table.key(row).to_owned());
    }
}
