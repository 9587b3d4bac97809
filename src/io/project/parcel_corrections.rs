//! A project's corrected cells on the parcels of a table, by parcel key and column, and back.
//!
//! Numbers are written in the canonical unit of their measure, days as ISO 8601, a cell corrected to "nothing known" as
//! null. Invariant, as for tags: nothing a project holds is lost by opening and saving it. Corrections of parcels that
//! the table does not have, and of columns that would hide another, stay in the project.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ProjectFile;
use crate::domain::field_names::DateText;
use crate::domain::{CellValue, Corrections, ParcelTable, TableColumn, iso_date};

/// Corrected cells as they stand in a project: by column, of one parcel.
pub type CorrectedCells = BTreeMap<String, Value>;

/// The corrections of a project that find their cell in the table, and how many do not.
#[must_use]
pub fn match_corrections(table: &ParcelTable, project: &ProjectFile) -> (Corrections, usize) {
    let row_of = table.rows_of_keys(project.corrections.keys().map(String::as_str));
    let (mut corrections, mut lost) = (Corrections::default(), 0);
    for (key, cells) in &project.corrections {
        for (name, value) in cells {
            let column = name.parse().ok().filter(|&column| table.can_hold(column));
            match (row_of.get(key.as_str()), column.and_then(|column| Some((column, from_json(column, value)?)))) {
                (Some(&row), Some((column, value))) => corrections.set(row, column, Some(value)),
                _ => lost += 1,
            }
        }
    }
    (corrections, lost)
}

/// Takes the corrections of a table into a project: the inverse of [`match_corrections`].
pub fn record_corrections(project: &mut ProjectFile, table: &ParcelTable, corrections: &Corrections) {
    let is_known = |name: &str| name.parse().is_ok_and(|column: TableColumn| table.can_hold(column));
    for row in 0..table.len() {
        if let Some(cells) = project.corrections.get_mut(table.key(row)) {
            cells.retain(|name, _| !is_known(name));
        }
    }
    for (row, column, value) in corrections.iter() {
        let cells = project.corrections.entry(table.key(row as usize).to_owned()).or_default();
        cells.insert(column.to_string(), to_json(value));
    }
    project.corrections.retain(|_, cells| !cells.is_empty());
}

fn to_json(value: &CellValue) -> Value {
    match value {
        CellValue::Missing => Value::Null,
        CellValue::Number(number) => (*number).into(),
        CellValue::Text(text) => text.as_str().into(),
        CellValue::Day(day) => iso_date(*day).into(),
    }
}

fn from_json(column: TableColumn, value: &Value) -> Option<CellValue> {
    match (column, value) {
        (_, Value::Null) => Some(CellValue::Missing),
        (TableColumn::Measure(_), value) => value.as_f64().map(CellValue::Number),
        (TableColumn::Date(_), value) => match DateText::parse(value.as_str()?) {
            DateText::Day(day) => Some(CellValue::Day(day)),
            DateText::Missing | DateText::NotADate => None,
        },
        (TableColumn::Text(_) | TableColumn::Category(_), value) => Some(CellValue::Text(value.as_str()?.to_owned())),
    }
}
