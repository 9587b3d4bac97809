//! The frame that the dialogs with a list of parcels share: title, caption, the rows in a scroll area, and the buttons
//! that export the list, select its parcels, and close. What stands in the rows is each dialog's own.

use eframe::egui::{Button, Id, Label, Modal, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::export::ExportForm;
use crate::app::{Action, Command, Document, ExportWhat, SelectMode};
use crate::domain::{Category, RowSet, TextField};

/// What the frame says and does.
pub(super) struct ListFrame {
    /// The id of its widgets.
    pub(super) id: &'static str,
    /// The text id of its title.
    pub(super) title: &'static str,
    /// The text id of the button that exports the list.
    pub(super) export: &'static str,
    /// The text id of the button that selects its parcels.
    pub(super) select: &'static str,
    /// How wide it may become, in points.
    pub(super) widest: f32,
    /// What is exported.
    pub(super) what: ExportWhat,
}

/// A dialog with a list of parcels.
pub(super) trait ParcelList {
    /// Its frame.
    fn frame(&self) -> ListFrame;

    /// The line between title and rows: how many there are and what they stand on.
    fn caption(&self, cx: &ViewContext<'_>, document: &mut Document) -> String;

    /// The parcels that the button selects, in any order; where there are none, nothing can be selected or exported.
    fn parcels(&self) -> Vec<usize>;

    /// What is chosen of the list, right below the title.
    fn choice_ui(&mut self, _ui: &mut Ui, _cx: &ViewContext<'_>) {}

    /// Draws the rows, or why there are none. Says whether the dialog is to be closed.
    fn rows_ui(&mut self, ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) -> bool;
}

/// Draws the dialog of a list.
pub(super) fn parcel_list_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    list: &mut impl ParcelList,
    (form, dialog): (&mut ExportForm, &mut OpenDialog),
) {
    let (frame, parcels) = (list.frame(), list.parcels());
    let (mut close, mut export) = (false, false);
    let modal = Modal::new(Id::unique(frame.id)).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width((screen.width() - 100.0).clamp(400.0, frame.widest));
        ui.heading(cx.text(frame.title));
        list.choice_ui(ui, cx);
        let caption = list.caption(cx, document);
        ui.label(RichText::new(caption).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        ScrollArea::both().max_height((screen.height() - 280.0).max(160.0)).show(ui, |ui| {
            close |= list.rows_ui(ui, cx, document);
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let is_any = !parcels.is_empty();
            export = ui.add_enabled(is_any, Button::new(cx.text(frame.export))).clicked();
            if ui.add_enabled(is_any, Button::new(cx.text(frame.select))).clicked() {
                let rows = RowSet::from_rows(document.table().len(), parcels);
                cx.push(Action::Select(rows, SelectMode::Replace));
                close = true;
            }
            close |= ui.button(cx.text("dialog-close")).clicked();
        });
    });
    if export {
        form.ask_for_list(frame.what);
        cx.run(Command::Export);
    }
    if close || export || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

/// Draws the line of headers of a grid.
pub(super) fn headers_ui(ui: &mut Ui, headers: impl IntoIterator<Item = String>) {
    for header in headers {
        ui.label(header_text(ui, header));
    }
    ui.end_row();
}

/// A header as it is written.
pub(super) fn header_text(ui: &Ui, header: impl Into<String>) -> RichText {
    RichText::new(header).font(small()).color(tokens_of(ui).weak)
}

/// Draws a text in a column of this width, in several lines where it is longer.
pub(super) fn broken_ui(ui: &mut Ui, width: f32, text: RichText) {
    ui.scope(|ui| {
        ui.set_width(width);
        ui.add(Label::new(text).wrap());
    });
}

/// Draws a parcel's name, which selects it when clicked. Says whether it was.
pub(super) fn name_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, row: usize) -> bool {
    let table = document.table();
    let name = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row));
    let is_clicked = ui.selectable_label(document.selection().contains(row), name).clicked();
    if is_clicked {
        cx.push(Action::Select(RowSet::from_rows(table.len(), [row]), SelectMode::Replace));
    }
    is_clicked
}

/// Draws a parcel's park.
pub(super) fn park_ui(ui: &mut Ui, document: &Document, row: usize) {
    ui.label(document.table().word_of(Category::Park, row).map_or_else(String::new, ToString::to_string));
}
