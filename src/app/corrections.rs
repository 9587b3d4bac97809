//! Correcting a cell: what was typed becomes a value in the column's own unit, undoable, beside the value as read.

use std::sync::Arc;

use super::document::Document;
use super::history::{Correction, Edit};
use crate::domain::field_names::{DateText, NumberText, is_missing_mark};
use crate::domain::units::{m2_from_mu, mu_from_m2};
use crate::domain::{
    CellValue, Cells, Corrections, Measure, Quantity, ResultColumn, ResultTable, TableColumn, TextColumnBuilder, Unit,
    iso_date,
};
use crate::locale::Lang;

/// The unit a column's numbers are shown and typed in.
#[must_use]
pub fn shown_unit(column: TableColumn) -> Unit {
    let TableColumn::Measure(key) = column else { return Unit::None };
    match key.measure.quantity() {
        Quantity::Area if matches!(key.measure, Measure::FloorArea | Measure::Footprint) => Unit::SquareMetre,
        Quantity::Area => Unit::Mu,
        Quantity::Money => Unit::WanYuan,
        Quantity::Share => Unit::Share,
        Quantity::Ratio => Unit::Ratio,
        Quantity::Persons => Unit::Persons,
        Quantity::Tonnes => Unit::Tonnes,
        Quantity::MoneyPerLand => Unit::WanYuanPerMu,
    }
}

/// A number in the column's canonical unit as it is typed: percent for shares, mu for land.
fn typed_number(unit: Unit, canonical: f64) -> f64 {
    match unit {
        Unit::Mu => mu_from_m2(canonical),
        Unit::Share => canonical * 100.0,
        _ => canonical,
    }
}

/// The cell as it can be typed again.
#[must_use]
pub fn typed_text(column: TableColumn, value: &CellValue) -> String {
    match value {
        CellValue::Missing => String::new(),
        // Twelve digits are more than any cell means; without the last ones 0.1 + 0.2 types as 0.3.
        CellValue::Number(number) => format!("{}", (typed_number(shown_unit(column), *number) * 1e9).round() / 1e9),
        CellValue::Text(text) => text.clone(),
        CellValue::Day(day) => iso_date(*day),
    }
}

/// The cell as it is shown, unit and all.
#[must_use]
pub fn shown_text(lang: Lang, column: TableColumn, value: &CellValue) -> String {
    let unit = shown_unit(column);
    match value {
        CellValue::Missing => crate::locale::MISSING_MARK.to_owned(),
        CellValue::Number(number) if unit == Unit::Mu => lang.number_with_unit(Some(mu_from_m2(*number)), unit),
        CellValue::Number(number) => lang.number_with_unit(Some(*number), unit),
        CellValue::Text(text) => text.clone(),
        CellValue::Day(day) => iso_date(*day),
    }
}

/// What was typed into a cell; `None` if it is nothing the column can hold.
#[must_use]
pub fn read_cell(column: TableColumn, text: &str) -> Option<CellValue> {
    let text = text.trim();
    match column {
        TableColumn::Measure(key) => match NumberText::parse(text) {
            NumberText::Number(number) => Some(CellValue::Number(match shown_unit(column) {
                Unit::Mu => m2_from_mu(number),
                Unit::Share => number / 100.0,
                _ => number,
            })),
            NumberText::WithUnit(number, unit) if unit.fits(key.measure.quantity()) => {
                Some(CellValue::Number(unit.to_canonical(number)))
            }
            NumberText::Missing => Some(CellValue::Missing),
            NumberText::WithUnit(..) | NumberText::NotANumber => None,
        },
        TableColumn::Date(_) => match DateText::parse(text) {
            DateText::Day(day) => Some(CellValue::Day(day)),
            DateText::Missing => Some(CellValue::Missing),
            DateText::NotADate => None,
        },
        TableColumn::Text(_) | TableColumn::Category(_) if is_missing_mark(text) => Some(CellValue::Missing),
        TableColumn::Text(_) | TableColumn::Category(_) => Some(CellValue::Text(text.to_owned())),
    }
}

impl Document {
    /// Corrects a cell, undoably; `None` takes it back to what was read, as does correcting it to that.
    pub fn correct(&mut self, row: usize, column: TableColumn, value: Option<CellValue>) {
        if let Some(change) = self.correction(row as u32, column, value) {
            self.perform(Edit::Corrections(vec![change]));
        }
    }

    /// The change that correcting a cell is; `None` where there is no such cell, or it says so already.
    pub(super) fn correction(&self, row: u32, column: TableColumn, value: Option<CellValue>) -> Option<Correction> {
        let place = row as usize;
        if place >= self.table.len() || !self.table_as_read.can_hold(column) {
            return None;
        }
        let new = value.filter(|value| *value != self.table_as_read.value(column, place));
        let old = self.corrections.get(place, column).cloned();
        (new != old).then_some(Correction { row, column, old, new })
    }

    /// Makes the table anew from what was read and what is laid over it.
    pub(super) fn lay_over(&mut self) {
        self.table = if self.corrections.is_empty() {
            Arc::clone(&self.table_as_read)
        } else {
            Arc::new(self.corrections.laid_over(&self.table_as_read))
        };
        self.revisions.data += 1;
    }
}

/// The parcels of `rows` with a column behind that names the corrected columns of each, if any cell is corrected.
#[must_use]
pub fn with_corrected(
    mut parcels: ResultTable,
    rows: &[u32],
    corrections: &Corrections,
    name: impl Fn(TableColumn) -> String,
) -> ResultTable {
    if !corrections.is_empty() {
        let mut texts = TextColumnBuilder::default();
        for &row in rows {
            let names: Vec<String> = corrections.columns_of(row).map(&name).collect();
            texts.push(Some(names.join("; ").as_str()).filter(|names| !names.is_empty()));
        }
        parcels.columns.push(ResultColumn::new("corrected", Unit::None, Cells::Texts(texts.finish())));
    }
    parcels
}

/// The line of the notes that counts corrected cells, if there are any.
#[must_use]
pub fn corrections_note(lang: Lang, corrections: &Corrections) -> Option<(String, String)> {
    let counts = [("cells", corrections.len().into()), ("parcels", corrections.parcels().into())];
    (!corrections.is_empty())
        .then(|| (lang.text("note-corrected").into_owned(), lang.text_with("note-corrected-text", counts)))
}

#[cfg(test)]
mod tests {
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::analysis::Indicator;
    use crate::domain::{Category, MeasureKey};

    fn tax(document: &Document) -> TableColumn {
        let key = document.table().measure_key(Measure::Tax, document.view().figures.year);
        TableColumn::Measure(key.unwrap_or(MeasureKey { measure: Measure::Tax, year: None }))
    }

    #[test]
    fn a_corrected_number_moves_the_sums_and_undoing_moves_them_back() {
        let mut document = Document::new(loaded_sample(), 1);
        let column = tax(&document);
        let before = document.totals_shown().sums(Indicator::TaxPerMu).sum().unwrap();
        let row = (0..document.table().len()).find(|&row| document.table().value(column, row) != CellValue::Missing);
        let row = row.unwrap();
        let CellValue::Number(as_read) = document.table().value(column, row) else { panic!("a number") };
        document.correct(row, column, Some(CellValue::Number(as_read + 1000.0)));
        assert!((document.totals_shown().sums(Indicator::TaxPerMu).sum().unwrap() - before - 1000.0).abs() < 1e-6);
        assert_eq!(document.table_as_read().value(column, row), CellValue::Number(as_read));
        assert!(document.is_dirty() && document.undo());
        assert_eq!(document.totals_shown().sums(Indicator::TaxPerMu).sum(), Some(before));
        assert!(document.redo() && document.corrections().len() == 1);
        document.correct(row, column, Some(CellValue::Number(as_read)));
        assert!(document.corrections().is_empty(), "corrected to what was read is not corrected");
    }

    #[test]
    fn a_corrected_status_changes_the_status_and_survives_the_project() {
        let mut document = Document::new(loaded_sample(), 1);
        let status = TableColumn::Category(Category::Status);
        document.correct(3, status, Some(CellValue::Text("烂尾".to_owned())));
        let file = document.project_file(std::path::Path::new("x.mulens"));
        assert_eq!(file.corrections.values().next().unwrap()["status"], "烂尾");
        let mut again = Document::new(loaded_sample(), 2);
        again.lay_project(None, file);
        assert_eq!(again.corrections(), document.corrections());
        assert_eq!(again.figures().status(3), crate::domain::LandStatus::Suspended);
        assert!(!again.can_undo() && !again.is_dirty());
    }

    #[test]
    fn what_is_typed_is_read_in_the_unit_that_is_shown() {
        let land = TableColumn::Measure(MeasureKey { measure: Measure::RegisteredArea, year: None });
        let share = TableColumn::Measure(MeasureKey { measure: Measure::BuildingDensity, year: None });
        assert_eq!(read_cell(land, "3"), Some(CellValue::Number(2000.0)));
        assert_eq!(read_cell(land, "3,000㎡"), Some(CellValue::Number(3000.0)));
        assert_eq!(read_cell(land, "约3"), None);
        assert_eq!(read_cell(land, "3万元"), None);
        assert_eq!(read_cell(land, "—"), Some(CellValue::Missing));
        assert_eq!(read_cell(share, "45"), Some(CellValue::Number(0.45)));
        assert_eq!(typed_text(land, &CellValue::Number(2000.0)), "3");
        for text in ["0.3", "17.25", "0"] {
            let value = read_cell(share, text).unwrap();
            assert_eq!(typed_text(share, &value), text);
        }
    }
}
