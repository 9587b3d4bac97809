//! The table of parcels: virtual rows, sorted by any column, linked with the map both ways.
//!
//! Rows are those the filter shows, in the document's order. A click selects, Ctrl-click toggles, Shift-click selects
//! the range; the selected row is scrolled into sight when the selection came from elsewhere.

use std::sync::Arc;

use eframe::egui::{self, Align, Align2, Button, Color32, Layout, RichText, Role, Sense, Ui, WidgetInfo};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, PrefetchInfo, Table, TableDelegate};

use super::context::ViewContext;
use super::panel::inspector_cells::as_read_hint;
use super::theme::{HALF, ROW_HEIGHT, Tokens, data_color, empty_when_off, small, tokens_of};
use super::window_state::WindowState;
use crate::analysis::{NumberKey, SortKey};
use crate::app::{Action, Document, SelectMode};
use crate::domain::{
    Category, Cell, Measure, RenewalModel, ResultColumn, ResultTable, RevivalRoute, RowSet, TableColumn, Term, Unit,
};
use crate::locale::Lang;

/// What the table keeps between frames.
#[derive(Debug, Default)]
pub struct TableState {
    /// Where a Shift-click range starts, as a place in the shown order.
    anchor: Option<usize>,
    /// The selection revision last scrolled to.
    scrolled_to: u64,
    /// The selection revision this table itself brought about.
    own_selection: bool,
}

/// Draws the table and its header line.
pub fn table_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    let (rows, all_columns) = (document.sorted_rows(), document.parcel_columns());
    caption_ui(ui, cx, document, &rows, &all_columns);
    if rows.is_empty() {
        ui.add_space(HALF);
        ui.label(RichText::new(cx.text("table-empty")).color(tokens_of(ui).weak));
        return;
    }
    let hidden = &document.view().hidden_columns;
    let is_shown = |key: &SortKey| !hidden.iter().any(|each| each == key.column_key());
    let shown: Vec<SortKey> = all_columns.iter().copied().filter(is_shown).collect();
    let columns: Vec<Column> = shown
        .iter()
        .map(|key| {
            let id = egui::Id::unique(("parcel-column", key.column_key()));
            Column::new(width_of(*key)).range(48.0..=600.0).id(id)
        })
        .collect();
    let mut table = Table::new()
        .id_salt(("parcels", cx.lang, document.source().file_name()))
        .num_rows(rows.len() as u64)
        .num_sticky_cols(usize::from(!shown.is_empty()))
        .columns(columns)
        .headers([HeaderRow::new(ROW_HEIGHT)]);
    let revision = document.revisions().selection;
    if state.table.scrolled_to != revision {
        state.table.scrolled_to = revision;
        if !std::mem::take(&mut state.table.own_selection)
            && let Some(first) = rows.iter().position(|&row| document.selection().contains(row as usize))
        {
            // A row is scrolled to whole, across too: the first columns are what it is known by.
            table = table.scroll_to_row(first as u64, Some(Align::Center)).scroll_to_column(1, Some(Align::Min));
        }
    }
    let mut delegate = ParcelRows {
        lang: cx.lang,
        tokens: tokens_of(ui),
        listed: (0, Arc::default()),
        rows: &rows,
        columns: &shown,
        sort: document.view().sort,
        document,
        hovered: state.hovered,
        new_hover: None,
        wishes: Vec::new(),
    };
    table.show(ui, &mut delegate);
    let ParcelRows { new_hover, wishes, .. } = delegate;
    if new_hover.is_some() {
        state.hovered = new_hover;
    }
    for wish in wishes {
        match wish {
            Wish::Sort(key) => cx.push(Action::SortBy(key)),
            Wish::Select(place) => {
                let modifiers = ui.input(|input| input.modifiers);
                select(cx, document, &mut state.table, &rows, place, modifiers);
            }
        }
    }
}

fn select(
    cx: &mut ViewContext<'_>,
    document: &Document,
    state: &mut TableState,
    rows: &[u32],
    place: usize,
    modifiers: egui::Modifiers,
) {
    let len = document.table().len();
    let row_at = |place: usize| rows.get(place).map(|&row| row as usize);
    let (chosen, mode) = match state.anchor {
        Some(anchor) if modifiers.shift => {
            let range = anchor.min(place)..=anchor.max(place);
            let mode = if modifiers.command { SelectMode::Add } else { SelectMode::Replace };
            (RowSet::from_rows(len, range.filter_map(row_at)), mode)
        }
        _ => {
            state.anchor = Some(place);
            let mode = if modifiers.command { SelectMode::Toggle } else { SelectMode::Replace };
            (RowSet::from_rows(len, row_at(place)), mode)
        }
    };
    state.own_selection = true;
    cx.push(Action::Select(chosen, mode));
}

/// The line above the table: how many rows, and which columns are shown.
fn caption_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, rows: &[u32], columns: &[SortKey]) {
    ui.horizontal(|ui| {
        let text = cx.lang.text_with(
            "table-caption",
            [
                ("shown", crate::locale::grouped(rows.len() as f64, 0).into()),
                ("all", crate::locale::grouped(document.table().len() as f64, 0).into()),
                ("selected", crate::locale::grouped(document.selection().count() as f64, 0).into()),
            ],
        );
        ui.label(RichText::new(text).font(small()).color(tokens_of(ui).weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.menu_button(cx.text("table-columns"), |ui| {
                egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                    empty_when_off(ui);
                    for column in columns {
                        let key = column.column_key();
                        let mut shown = !document.view().hidden_columns.iter().any(|each| each == key);
                        if ui.checkbox(&mut shown, cx.lang.header(key, column.unit())).changed() {
                            cx.push(Action::ShowColumn(key.to_owned(), shown));
                        }
                    }
                });
            });
        });
    });
}

/// A column may be as wide as this for its name: with its unit it is longer than most of what stands below.
const HEADER_WIDTH: f32 = 260.0;

/// How wide a column may be at first for its cells.
fn width_of(column: SortKey) -> f32 {
    match column.column_key() {
        "name" => 220.0,
        "parcel_key" | "parcel_code" | "unit_number" => 190.0,
        "park" | "industry" => 180.0,
        _ => 150.0,
    }
}

/// What a click in the table asks for.
enum Wish {
    Sort(SortKey),
    Select(usize),
}

struct ParcelRows<'a> {
    lang: Lang,
    tokens: &'static Tokens,
    /// The place of the first parcel on the screen, and what is listed of those on it.
    listed: (u64, Arc<ResultTable>),
    rows: &'a [u32],
    columns: &'a [SortKey],
    sort: Option<(SortKey, bool)>,
    document: &'a mut Document,
    hovered: Option<usize>,
    new_hover: Option<usize>,
    wishes: Vec<Wish>,
}

impl ParcelRows<'_> {
    /// What was read in a cell that is corrected.
    fn as_read_hint(&self, row: usize, key: SortKey) -> Option<String> {
        if self.document.corrections().is_empty() {
            return None;
        }
        let table = self.document.table();
        let measure = |measure| table.measure_key(measure, self.document.view().figures.year).map(TableColumn::Measure);
        let column = match key {
            SortKey::Text(field) => Some(TableColumn::Text(field)),
            SortKey::Category(category) => Some(TableColumn::Category(category)),
            SortKey::Status => Some(TableColumn::Category(Category::Status)),
            SortKey::Date(field) => Some(TableColumn::Date(field)),
            SortKey::Number(NumberKey::RegisteredArea) => measure(Measure::RegisteredArea),
            SortKey::Number(NumberKey::Measure(key)) => measure(key),
            _ => None,
        };
        as_read_hint(self.lang, self.document, row, column?)
    }

    fn row(&self, place: u64) -> Option<usize> {
        self.rows.get(usize::try_from(place).ok()?).map(|&row| row as usize)
    }
}

impl TableDelegate for ParcelRows<'_> {
    fn prepare(&mut self, info: &PrefetchInfo) {
        let end = info.visible_rows.end.min(self.rows.len() as u64);
        let first = info.visible_rows.start.min(end);
        let visible = &self.rows[first as usize..end as usize];
        self.listed = (first, self.document.parcels(visible));
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let Some(&key) = self.columns.get(cell.col_range.start) else { return };
        let unit = key.unit();
        let arrow = match self.sort {
            Some((by, descending)) if by == key => {
                if descending {
                    " ▼"
                } else {
                    " ▲"
                }
            }
            _ => "",
        };
        let header = self.lang.header(key.column_key(), unit);
        if ui.is_sizing_pass() {
            size_to_texts(ui, [header], width_of(key).max(HEADER_WIDTH));
            return;
        }
        let rect = ui.max_rect();
        ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, self.tokens.line));
        let label = self.lang.text_with("table-sort-by", [("column", header.as_str().into())]);
        let text = RichText::new(format!("{header}{arrow}")).font(small()).color(self.tokens.weak);
        let layout = if unit == Unit::None {
            Layout::left_to_right(Align::Center)
        } else {
            Layout::right_to_left(Align::Center)
        };
        let clicked = ui
            .with_layout(layout, |ui| {
                ui.add_space(HALF);
                ui.add(Button::new(text).frame(false).truncate())
                    .on_hover_text(&header)
                    .accessible_name(label)
                    .clicked()
            })
            .inner;
        if clicked {
            self.wishes.push(Wish::Sort(key));
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, row_nr: u64) {
        let Some(row) = self.row(row_nr) else { return };
        let rect = ui.max_rect();
        let fill = if self.document.selection().contains(row) {
            Some(self.tokens.accent_soft)
        } else if self.hovered == Some(row) {
            Some(self.tokens.accent_soft.gamma_multiply(0.5))
        } else {
            // Every other row stands on the ground the window is cleared to.
            row_nr.is_multiple_of(2).then_some(self.tokens.surface)
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0.0, fill);
        }
        if ui.rect_contains_pointer(rect) {
            self.new_hover = Some(row);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let (first, listed) = (self.listed.0, Arc::clone(&self.listed.1));
        let key = self.columns.get(cell.col_nr).copied();
        let column = key.and_then(|key| Some((key, listed.column(key.column_key())?)));
        let (Some(row), Some((key, column))) = (self.row(cell.row_nr), column) else { return };
        let Some(place) = cell.row_nr.checked_sub(first).map(|place| place as usize).filter(|&p| p < listed.len())
        else {
            return;
        };
        let rect = ui.max_rect();
        let value = column.cell(place);
        let text = cell_text(self.lang, column.key, value, column.unit);
        if ui.is_sizing_pass() {
            size_to_texts(ui, [text].into_iter().chain(tag_texts(self.lang, key)), width_of(key));
            return;
        }
        let response = ui.interact(rect, ui.scope_id().with("cell"), Sense::click());
        if cell.col_nr == 0 {
            let label = self.lang.text_with("table-row", [("row", (cell.row_nr + 1).into())]);
            let selected = self.document.selection().contains(row);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &label));
        } else {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        }
        if response.clicked() {
            self.wishes.push(Wish::Select(cell.row_nr as usize));
        }
        let mut left = rect.left() + HALF;
        if let Cell::Term(Term::Model(model)) = value {
            let chip = egui::Rect::from_center_size(egui::pos2(left + 6.0, rect.center().y), egui::vec2(10.0, 10.0));
            ui.painter().rect_filled(chip, 2.0, data_color(ui.visuals().dark_mode, model.color_rgb()));
            left += 18.0;
        }
        let mut color = if value == Cell::Missing { self.tokens.weak } else { self.tokens.text };
        if let Some(hint) = self.as_read_hint(row, key) {
            color = self.tokens.accent;
            ui.painter().circle_filled(rect.right_top() + egui::vec2(-5.0, 5.0), 2.5, color);
            response.on_hover_text(hint);
        }
        paint_cell(ui, rect, left, column.unit != Unit::None, &text, color);
    }

    fn default_row_height(&self) -> f32 {
        ROW_HEIGHT
    }
}

/// A cell's text: models by their short name, feature numbers as they stand in the file.
fn cell_text(lang: Lang, key: &str, cell: Cell<'_>, unit: Unit) -> String {
    match cell {
        Cell::Term(Term::Model(model)) => lang.model_short(model).into_owned(),
        Cell::Count(count) if key == "feature_index" => count.to_string(),
        _ => lang.cell(cell, unit),
    }
}

/// What a column of tags may come to hold: it is to be wide enough before anything is tagged. A model's colour chip stands
/// before its name.
fn tag_texts(lang: Lang, key: SortKey) -> Vec<String> {
    match key {
        SortKey::Model => RenewalModel::ALL.map(|model| format!("    {}", lang.model_short(model))).to_vec(),
        SortKey::Route => RevivalRoute::ALL.map(|route| lang.term(Term::Route(route)).into_owned()).to_vec(),
        _ => Vec::new(),
    }
}

/// Tells a column that is being sized how wide the widest of its texts is, within the width such a column may have at
/// first.
fn size_to_texts(ui: &mut Ui, texts: impl IntoIterator<Item = String>, most: f32) {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let width = |text| ui.painter().layout_no_wrap(text, font.clone(), Color32::BLACK).size().x;
    let width = texts.into_iter().map(width).fold(0.0, f32::max);
    ui.allocate_space(egui::vec2((width + 20.0).clamp(56.0, most), 0.0));
}

fn paint_cell(ui: &Ui, rect: egui::Rect, left: f32, right_aligned: bool, text: &str, color: Color32) {
    let painter = ui.painter_at(rect.shrink2(egui::vec2(2.0, 0.0)));
    let font = egui::TextStyle::Body.resolve(ui.style());
    let (anchor, at) = if right_aligned {
        (Align2::RIGHT_CENTER, egui::pos2(rect.right() - HALF - 2.0, rect.center().y))
    } else {
        (Align2::LEFT_CENTER, egui::pos2(left, rect.center().y))
    };
    painter.text(at, anchor, text, font, color);
}

/// The selected rows (all shown ones if none is) as tab-separated text with headers, for the clipboard.
#[must_use]
pub fn rows_as_tsv(lang: Lang, document: &mut Document) -> (String, usize) {
    let selection = document.selection().clone();
    let rows: Vec<u32> = document
        .sorted_rows_now()
        .iter()
        .copied()
        .filter(|&row| selection.is_empty() || selection.contains(row as usize))
        .collect();
    let parcels = document.parcels(&rows);
    let hidden = &document.view().hidden_columns;
    let columns: Vec<&ResultColumn> =
        parcels.columns.iter().filter(|column| !hidden.iter().any(|key| key == column.key)).collect();
    let clean = |text: String| text.replace(['\t', '\n', '\r'], " ");
    let mut tsv =
        columns.iter().map(|column| clean(lang.header(column.key, column.unit))).collect::<Vec<_>>().join("\t");
    for row in 0..rows.len() {
        tsv.push('\n');
        let cells = columns.iter().map(|column| match column.cell(row) {
            Cell::Missing => String::new(),
            Cell::Number(value) if column.unit == Unit::Share => format!("{}", value * 100.0),
            Cell::Number(value) => format!("{value}"),
            Cell::Count(count) => count.to_string(),
            cell => clean(lang.cell(cell, column.unit)),
        });
        tsv.push_str(&cells.collect::<Vec<_>>().join("\t"));
    }
    (tsv, rows.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use egui_kittest::Harness;

    use super::*;

    const ROWS: u64 = 1_000_000;

    /// Rows that say where they are drawn.
    #[derive(Default)]
    struct Seen(BTreeMap<u64, egui::Rect>);

    impl TableDelegate for Seen {
        fn header_cell_ui(&mut self, _: &mut Ui, _: &HeaderCellInfo) {}

        fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
            self.0.insert(cell.row_nr, ui.max_rect());
        }

        fn default_row_height(&self) -> f32 {
            ROW_HEIGHT
        }
    }

    #[test]
    fn of_a_million_rows_the_very_last_is_scrolled_to_and_stands_whole_in_sight() {
        let table = |ui: &mut Ui, seen: &mut Seen| {
            seen.0.clear();
            let table = Table::new().num_rows(ROWS).columns(vec![Column::new(100.0)]);
            table.headers([HeaderRow::new(ROW_HEIGHT)]).scroll_to_row(ROWS - 1, Some(Align::Max)).show(ui, seen);
        };
        let mut harness = Harness::new_ui_state(table, Seen::default());
        harness.run_steps(8);
        let bottom = harness.ctx.content_rect().bottom();
        let seen = &harness.state().0;
        let (&last, rect) = seen.last_key_value().expect("some row is in sight");
        assert_eq!(last, ROWS - 1);
        assert_eq!(rect.top() - seen[&(ROWS - 2)].top(), ROW_HEIGHT, "rows do not run into one another so far down");
        assert!(rect.bottom() <= bottom && rect.height() == ROW_HEIGHT, "{rect} above {bottom}");
    }
}
