//! A summary as an aligned table on the terminal, with what it stands on below.

use std::io::Write;

use comfy_table::{CellAlignment, Table, presets};

use crate::analysis::Grouping;
use crate::app::Batch;
use crate::domain::{ColumnKey, ResultTable, Unit};
use crate::io::Headers;
use crate::locale::Lang;

/// The summary's columns that fit a terminal; the files have all.
const COLUMNS: [ColumnKey; 12] = [
    "group",
    "parcels",
    "land_mu",
    "output_per_mu",
    "output_missing",
    "output_assumed_zero",
    "tax_per_mu",
    "tax_missing",
    "idle_area_mu",
    "idle_rate",
    "vacant_built_area_mu",
    "far",
];

/// The summary's main columns as an aligned table.
#[must_use]
pub fn summary_text(batch: &Batch, by: Grouping, lang: Lang, keys: bool) -> String {
    table_text(&batch.summary(by), &COLUMNS, &batch.notes(lang), lang, keys)
}

/// Some columns of a table, aligned, with notes below.
#[must_use]
pub fn table_text(
    of: &ResultTable,
    columns: &[ColumnKey],
    notes: &[(String, String)],
    lang: Lang,
    keys: bool,
) -> String {
    let headers = if keys { Headers::Keys } else { Headers::Words(lang) };
    let columns: Vec<_> = columns.iter().filter_map(|key| of.column(key)).collect();
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(columns.iter().map(|column| headers.header(column)));
    for row in 0..of.len() {
        table.add_row(columns.iter().map(|column| match (keys, column.cell(row)) {
            (true, crate::domain::Cell::Term(term)) => term.key().to_owned(),
            (_, cell) => lang.cell(cell, column.unit),
        }));
    }
    for (place, column) in columns.iter().enumerate() {
        if column.unit != Unit::None
            && let Some(cells) = table.column_mut(place)
        {
            cells.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = format!("{table}\n");
    for (name, value) in notes {
        text.extend([name.as_str(), ": ", value.as_str(), "\n"]);
    }
    text
}

/// Prints the summary. A reader that has gone (`| head`) is no failure.
pub fn print_summary(batch: &Batch, by: Grouping, lang: Lang, keys: bool) {
    print(&summary_text(batch, by, lang, keys));
}

/// Prints a text. A reader that has gone is no failure.
pub fn print(text: &str) {
    if let Err(error) = std::io::stdout().lock().write_all(text.as_bytes()) {
        tracing::debug!(%error, "text not printed to its end");
    }
}
