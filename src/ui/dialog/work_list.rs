//! The work list: which parcels to act on first, each to be selected with a click, the whole list to be exported.

use eframe::egui::{Align, Grid, Id, Label, Layout, Modal, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::export::ExportForm;
use crate::app::{Action, Command, Document, SelectMode};
use crate::domain::{ColumnKey, RowSet, TextField, Unit};
use crate::locale::grouped;

/// The most parcels shown; the export has all.
const MOST_SHOWN: usize = 50;

/// The columns shown behind rank and name; the export has all.
const COLUMNS: [ColumnKey; 8] = [
    "park",
    "output_shortfall_wan_yuan",
    "land_mu",
    "output_per_mu",
    "park_output_per_mu",
    "land_status",
    "model",
    "note",
];

/// Draws the dialog.
pub fn work_list_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    form: &mut ExportForm,
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::WorkList {
        return;
    }
    let list = document.work_list();
    let (mut close, mut export) = (false, false);
    let modal = Modal::new(Id::unique("work-list")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width((screen.width() - 120.0).clamp(400.0, 1080.0));
        ui.heading(cx.text("work-list-title"));
        let shown = list.items.len().min(MOST_SHOWN);
        let caption = cx.lang.text_with(
            "work-list-caption",
            [("count", grouped(list.items.len() as f64, 0).into()), ("shown", grouped(shown as f64, 0).into())],
        );
        ui.label(RichText::new(caption).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        ScrollArea::both().max_height((screen.height() - 260.0).max(160.0)).show(ui, |ui| {
            rows_ui(ui, cx, document, &list, shown);
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            export = ui.button(cx.text("work-list-export")).clicked();
            if ui.button(cx.text("work-list-select")).clicked() {
                let rows = list.items.iter().take(shown).map(|item| item.row as usize);
                cx.push(Action::Select(RowSet::from_rows(document.table().len(), rows), SelectMode::Replace));
                close = true;
            }
            close |= ui.button(cx.text("dialog-close")).clicked();
        });
    });
    if export {
        form.ask_for_work_list();
        cx.run(Command::Export);
    }
    if close || export || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

fn rows_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, list: &crate::app::WorkList, shown: usize) {
    let (lang, weak) = (cx.lang, tokens_of(ui).weak);
    let columns: Vec<_> = COLUMNS.iter().filter_map(|key| list.table.column(key)).collect();
    Grid::new("work-list").striped(true).spacing([16.0, 3.0]).show(ui, |ui| {
        let first = [lang.column("rank").into_owned(), lang.column("name").into_owned()];
        for header in first.into_iter().chain(columns.iter().map(|column| lang.header(column.key, column.unit))) {
            ui.label(RichText::new(header).font(small()).color(weak));
        }
        ui.end_row();
        let table = document.table();
        for (place, item) in list.items.iter().take(shown).enumerate() {
            let row = item.row as usize;
            ui.label((place + 1).to_string());
            let name = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row));
            if ui.selectable_label(document.selection().contains(row), name).clicked() {
                cx.push(Action::Select(RowSet::from_rows(table.len(), [row]), SelectMode::Replace));
            }
            for column in &columns {
                let text = lang.cell(column.cell(place), column.unit);
                if column.unit == Unit::None {
                    ui.label(text);
                } else {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(Label::new(text)));
                }
            }
            ui.end_row();
        }
    });
}
