//! What became of the parcels between the years: counted by state, listed, each to be found on the map with a click, the
//! whole list to be exported.

use eframe::egui::{Align, Button, Grid, Id, Layout, Modal, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::map::MapState;
use super::super::result_cells::cells_ui;
use super::super::theme::{GRID, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::export::ExportForm;
use crate::analysis::{ChangeListing, Pair, Presence};
use crate::app::{Action, Changes, Command, Document, SelectMode};
use crate::domain::units::mu_from_m2;
use crate::domain::{Cell, ColumnKey, RowSet, Term, Unit};
use crate::locale::{Lang, grouped};

/// The columns shown behind the name; the export has all.
const COLUMNS: [ColumnKey; 11] = [
    "park",
    "presence",
    "land_base_mu",
    "land_current_mu",
    "output_base_wan_yuan",
    "output_current_wan_yuan",
    "output_change_wan_yuan",
    "output_multiple",
    "output_doubling_progress",
    "lineage",
    "compared_together",
];

/// Draws the dialog.
pub fn changes_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    (listing, form, map): (&mut ChangeListing, &mut ExportForm, &mut MapState),
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::Changes {
        return;
    }
    let lang = cx.lang;
    let (mut close, mut export) = (false, false);
    let modal = Modal::new(Id::unique("changes")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width((screen.width() - 80.0).clamp(400.0, 1340.0));
        let weak = tokens_of(ui).weak;
        let changes = document.changes(*listing);
        if let Some(base) = document.base_name(lang) {
            let names = [("base", base.into()), ("current", document.current_name(lang).into())];
            ui.heading(lang.text_with("changes-title", names));
            ui.label(RichText::new(cx.text("changes-caption")).font(small()).color(weak));
        } else {
            ui.heading(cx.text("chart-years"));
            ui.label(cx.text("changes-no-base"));
        }
        if document.changes_have_failed(*listing) {
            ui.label(RichText::new(cx.text("chart-failed")).color(tokens_of(ui).error));
        }
        ui.add_space(GRID);
        if let Some(changes) = &changes {
            presences_ui(ui, lang, &changes.presences, listing);
            ui.add_space(GRID);
            if changes.listing == *listing {
                let counts = [
                    ("count", grouped(changes.pairs.len() as f64, 0).into()),
                    ("shown", grouped(changes.table.len() as f64, 0).into()),
                ];
                ui.label(RichText::new(lang.text_with("changes-shown", counts)).font(small()).color(weak));
                ScrollArea::both().max_height((screen.height() - 460.0).max(160.0)).show(ui, |ui| {
                    if let Some(pair) = rows_ui(ui, lang, document, changes) {
                        find(cx, document, map, pair);
                        close = true;
                    }
                });
            } else {
                ui.label(RichText::new(cx.text("changes-wait")).color(weak));
            }
        }
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let changes = changes.filter(|changes| changes.listing == *listing);
            export = ui.add_enabled(changes.is_some(), Button::new(cx.text("work-list-export"))).clicked();
            let rows = changes.map(|changes| changes.rows(document.table().len())).filter(|rows| !rows.is_empty());
            if ui.add_enabled(rows.is_some(), Button::new(cx.text("work-list-select"))).clicked()
                && let Some(rows) = rows
            {
                cx.push(Action::Select(rows, SelectMode::Replace));
                close = true;
            }
            close |= ui.button(cx.text("dialog-close")).clicked();
        });
    });
    if export {
        form.ask_for_changes();
        cx.run(Command::Export);
    }
    if close || export || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

/// Shows a pair's parcel in the middle of the map: the present one, selected, else where the one of the base lay.
fn find(cx: &mut ViewContext<'_>, document: &Document, map: &mut MapState, pair: Pair) {
    if let Some(row) = pair.current {
        let one = RowSet::from_rows(document.table().len(), [row as usize]);
        cx.push(Action::Select(one, SelectMode::Replace));
        cx.run(Command::FitSelection);
    } else if let Some(row) = pair.base {
        map.show_box(document.base_place(row as usize).as_ref());
        cx.push(Action::ShowBaseOutlines(true));
    }
}

/// The states with their parcels and land of both years; a click lists those of one.
fn presences_ui(ui: &mut Ui, lang: Lang, presences: &[Presence], listing: &mut ChangeListing) {
    let weak = tokens_of(ui).weak;
    let number = |ui: &mut Ui, text: String| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
    };
    ui.selectable_value(listing, ChangeListing::Moved, lang.text("changes-moved"));
    Grid::new("presences").spacing([24.0, 3.0]).show(ui, |ui| {
        for header in ["changes-list", "changes-base-parcels", "changes-base-land", "changes-parcels", "changes-land"] {
            ui.label(RichText::new(lang.text(header)).font(small()).color(weak));
        }
        ui.end_row();
        for of in presences {
            let of_state = ChangeListing::Of(of.state);
            ui.selectable_value(listing, of_state, lang.term(Term::Presence(of.state)));
            for (count, land_m2) in [(of.base, of.base_land_m2), (of.current, of.current_land_m2)] {
                number(ui, grouped(count as f64, 0));
                number(ui, lang.number_with_unit(Some(mu_from_m2(land_m2)), Unit::Mu));
            }
            ui.end_row();
        }
    });
}

/// Draws the first of the list. Hands back the pair that was clicked.
fn rows_ui(ui: &mut Ui, lang: Lang, document: &Document, changes: &Changes) -> Option<Pair> {
    let weak = tokens_of(ui).weak;
    if changes.pairs.is_empty() {
        ui.label(RichText::new(lang.text("changes-none")).color(weak));
        return None;
    }
    let table = &changes.table;
    let columns: Vec<_> = COLUMNS.iter().filter_map(|key| table.column(key)).collect();
    let text = |key: &str, place: usize| match table.column(key).map(|column| column.cell(place)) {
        Some(Cell::Text(text)) => Some(text.to_owned()),
        _ => None,
    };
    let mut clicked = None;
    Grid::new("changes").striped(true).spacing([16.0, 3.0]).show(ui, |ui| {
        let first = [lang.column("name").into_owned()];
        for header in first.into_iter().chain(columns.iter().map(|column| lang.header(column.key, column.unit))) {
            ui.label(RichText::new(header).font(small()).color(weak));
        }
        ui.end_row();
        for (place, pair) in changes.pairs.iter().take(table.len()).enumerate() {
            let name = text("name", place).or_else(|| text("parcel_key", place)).unwrap_or_default();
            let is_selected = pair.current.is_some_and(|row| document.selection().contains(row as usize));
            let name = match pair.current {
                Some(_) => name,
                None => lang.text_with("changes-only-base", [("name", name.into())]),
            };
            if ui.selectable_label(is_selected, name).clicked() {
                clicked = Some(*pair);
            }
            cells_ui(ui, lang, &columns, place);
            ui.end_row();
        }
    });
    clicked
}
