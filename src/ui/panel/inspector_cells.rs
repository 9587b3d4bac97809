//! The columns of one parcel as the program reads them, each to be corrected: what was read stays beside.

use eframe::egui::{self, Grid, Key, RichText, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::WindowState;
use crate::app::{Action, Document, read_cell, shown_text, shown_unit, typed_text};
use crate::domain::{Category, TableColumn, TextField};

/// Draws the cells of a row.
pub fn cells_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState, row: usize) {
    // Renewal model and route are tags: they are set by tagging; what became of findings is said of each.
    let [model, route] = [Category::Model, Category::Route].map(TableColumn::Category);
    let overlaid = [model, route, TableColumn::Text(TextField::FollowUps)];
    Grid::new("inspector-cells").num_columns(3).spacing([12.0, 4.0]).show(ui, |ui| {
        for column in document.table().columns().filter(|column| !overlaid.contains(column)) {
            ui.label(RichText::new(cx.lang.table_column(column)).color(tokens_of(ui).weak));
            match &mut state.correcting {
                Some((of, each, typed)) if (*of, *each) == (row, column) => {
                    if edit_ui(ui, cx, row, column, typed) {
                        state.correcting = None;
                    }
                }
                _ => cell_ui(ui, cx, document, state, row, column),
            }
            ui.end_row();
        }
    });
}

/// A cell as it is; a corrected one is marked and tells what was read.
fn cell_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    state: &mut WindowState,
    row: usize,
    column: TableColumn,
) {
    let lang = cx.lang;
    let tokens = tokens_of(ui);
    let value = document.table().value(column, row);
    let text = shown_text(lang, column, &value);
    let name = lang.table_column(column);
    let hint = as_read_hint(lang, document, row, column);
    let is_corrected = hint.is_some();
    if let Some(hint) = hint {
        ui.label(RichText::new(format!("● {text}")).color(tokens.accent)).on_hover_text(hint);
    } else {
        ui.add(egui::Label::new(text).wrap());
    }
    ui.horizontal(|ui| {
        let label = lang.text_with("correction-edit-of", [("column", name.as_str().into())]);
        if ui.small_button(cx.text("correction-edit")).accessible_name(label).clicked() {
            state.correcting = Some((row, column, typed_text(column, &value)));
        }
        if is_corrected {
            let label = lang.text_with("correction-revert-of", [("column", name.as_str().into())]);
            if ui.small_button(cx.text("correction-revert")).accessible_name(label).clicked() {
                cx.push(Action::Correct(row, column, None));
            }
        }
    });
}

/// A cell being typed. Says whether that is over.
fn edit_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, row: usize, column: TableColumn, typed: &mut String) -> bool {
    let lang = cx.lang;
    let value = read_cell(column, typed);
    let mut over = false;
    ui.horizontal(|ui| {
        let label = lang.text_with("correction-field-of", [("column", lang.table_column(column).into())]);
        let field = ui.add(TextEdit::singleline(typed).desired_width(120.0)).accessible_name(label);
        let unit = lang.unit(shown_unit(column));
        if !unit.is_empty() {
            ui.label(RichText::new(unit).font(small()).color(tokens_of(ui).weak));
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered && let Some(value) = value.clone() {
            cx.push(Action::Correct(row, column, Some(value)));
            over = true;
        }
    });
    ui.horizontal(|ui| {
        let set = egui::Button::new(cx.text("correction-set")).small();
        if ui.add_enabled(value.is_some(), set).clicked()
            && let Some(value) = value.clone()
        {
            cx.push(Action::Correct(row, column, Some(value)));
            over = true;
        }
        if ui.small_button(cx.text("dialog-cancel")).clicked() {
            over = true;
        }
        if value.is_none() {
            ui.label(RichText::new(cx.text("correction-unreadable")).font(small()).color(tokens_of(ui).error));
        }
    });
    over
}

/// What was read in a corrected cell, as a sentence; none for a cell that is as read.
#[must_use]
pub fn as_read_hint(lang: crate::locale::Lang, document: &Document, row: usize, column: TableColumn) -> Option<String> {
    document.corrections().get(row, column)?;
    let as_read = shown_text(lang, column, &document.table_as_read().value(column, row));
    Some(lang.text_with("correction-as-read", [("value", as_read.into())]))
}
