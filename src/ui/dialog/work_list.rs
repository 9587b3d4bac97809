//! The work list: which parcels to act on first, each to be selected with a click, the whole list to be exported.

use std::sync::Arc;

use eframe::egui::{Grid, Ui};

use super::super::context::ViewContext;
use super::super::result_cells::cells_ui;
use super::super::window_state::OpenDialog;
use super::export::ExportForm;
use super::parcel_list::{ListFrame, ParcelList, headers_ui, name_ui, parcel_list_ui};
use crate::app::{Document, ExportWhat, WorkList};
use crate::domain::ColumnKey;
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
    if *dialog == OpenDialog::WorkList {
        let list = document.work_list();
        parcel_list_ui(ui, cx, document, &mut ToActOn(list), (form, dialog));
    }
}

struct ToActOn(Arc<WorkList>);

impl ToActOn {
    /// How many parcels are shown.
    fn shown(&self) -> usize {
        self.0.items.len().min(MOST_SHOWN)
    }
}

impl ParcelList for ToActOn {
    fn frame(&self) -> ListFrame {
        ListFrame {
            id: "work-list",
            title: "work-list-title",
            export: "work-list-export",
            select: "work-list-select",
            widest: 1080.0,
            what: ExportWhat::WorkList,
        }
    }

    fn caption(&self, cx: &ViewContext<'_>, _document: &mut Document) -> String {
        let counts = [
            ("count", grouped(self.0.items.len() as f64, 0).into()),
            ("shown", grouped(self.shown() as f64, 0).into()),
        ];
        cx.lang.text_with("work-list-caption", counts)
    }

    /// Those that are shown.
    fn parcels(&self) -> Vec<usize> {
        self.0.items.iter().take(MOST_SHOWN).map(|item| item.row as usize).collect()
    }

    fn rows_ui(&self, ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) -> bool {
        let (lang, list) = (cx.lang, &self.0);
        let columns: Vec<_> = COLUMNS.iter().filter_map(|key| list.table.column(key)).collect();
        Grid::new("work-list").striped(true).spacing([16.0, 3.0]).show(ui, |ui| {
            let first = ["rank", "name"].map(|key| lang.column(key).into_owned());
            let figures = columns.iter().map(|column| lang.header(column.key, column.unit));
            headers_ui(ui, first.into_iter().chain(figures));
            for (place, item) in list.items.iter().take(self.shown()).enumerate() {
                ui.label((place + 1).to_string());
                name_ui(ui, cx, document, item.row as usize);
                cells_ui(ui, lang, &columns, place);
                ui.end_row();
            }
        });
        false
    }
}
