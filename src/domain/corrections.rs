//! Cells the analyst corrected: an overlay on a table, which itself stays as read.
//!
//! Owns which cells say what instead, and the table with these in place. Invariant: the value as read is never lost, it
//! stands in the table the overlay is laid over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    CategoryColumn, CategoryColumnBuilder, DateColumn, Day, Measure, MeasureKey, NumberColumn, ParcelTable,
    TableColumn, TextColumn,
};

/// What a cell holds, of any column.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Nothing is known.
    Missing,
    /// A number in the canonical unit of its measure.
    Number(f64),
    /// A text or a word.
    Text(String),
    /// A day.
    Day(Day),
}

impl ParcelTable {
    /// Whether there is such a column.
    #[must_use]
    pub fn has(&self, column: TableColumn) -> bool {
        match column {
            TableColumn::Measure(key) => self.measures().contains_key(&key),
            TableColumn::Text(field) => self.text(field).is_some(),
            TableColumn::Category(category) => self.category(category).is_some(),
            TableColumn::Date(field) => self.dates(field).is_some(),
        }
    }

    /// Whether a cell of this column can be said something of: the column is there, or no other serves in its place, so
    /// that a new one hides nothing. A column without a year serves every year.
    #[must_use]
    pub fn can_hold(&self, column: TableColumn) -> bool {
        self.has(column)
            || match column {
                TableColumn::Measure(MeasureKey { measure, year: Some(year) }) => {
                    self.measure_key(measure, Some(year)).is_none()
                }
                TableColumn::Measure(key) => self.measure_key(key.measure, None).is_none(),
                TableColumn::Text(_) | TableColumn::Category(_) | TableColumn::Date(_) => true,
            }
    }

    /// Every column there is, measures of several years each by itself, in the order a reader looks for them.
    pub fn columns(&self) -> impl Iterator<Item = TableColumn> + '_ {
        TableColumn::all().flat_map(move |column| {
            let years: Vec<TableColumn> = match column {
                TableColumn::Measure(wanted) => {
                    let keys = self.measures().keys().filter(|key| key.measure == wanted.measure);
                    keys.map(|&key| TableColumn::Measure(key)).collect()
                }
                other => Some(other).filter(|&other| self.has(other)).into_iter().collect(),
            };
            years
        })
    }

    /// What a cell holds; missing where there is no such column.
    #[must_use]
    pub fn value(&self, column: TableColumn, row: usize) -> CellValue {
        let value = match column {
            TableColumn::Measure(key) => {
                self.measures().get(&key).and_then(|column| column.get(row)).map(CellValue::Number)
            }
            TableColumn::Text(field) => self.text_of(field, row).map(|text| CellValue::Text(text.to_owned())),
            TableColumn::Category(category) => {
                self.word_of(category, row).map(|word| CellValue::Text(word.to_string()))
            }
            TableColumn::Date(field) => self.dates(field).and_then(|days| days.get(row)).map(CellValue::Day),
        };
        value.unwrap_or(CellValue::Missing)
    }
}

/// The column before all others in their order.
const FIRST: TableColumn = TableColumn::Measure(MeasureKey { measure: Measure::RegisteredArea, year: None });

/// The corrected cells by row and column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    cells: BTreeMap<(u32, TableColumn), CellValue>,
}

impl Corrections {
    /// Whether nothing is corrected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many cells are corrected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// How many parcels have a corrected cell.
    #[must_use]
    pub fn parcels(&self) -> usize {
        self.cells.keys().map(|(row, _)| row).collect::<BTreeSet<_>>().len()
    }

    /// What a cell was corrected to, if it was.
    #[must_use]
    pub fn get(&self, row: usize, column: TableColumn) -> Option<&CellValue> {
        self.cells.get(&(u32::try_from(row).ok()?, column))
    }

    /// Corrects a cell, or takes its correction back.
    pub fn set(&mut self, row: u32, column: TableColumn, value: Option<CellValue>) {
        match value {
            Some(value) => self.cells.insert((row, column), value),
            None => self.cells.remove(&(row, column)),
        };
    }

    /// All corrected cells, by row and column.
    pub fn iter(&self) -> impl Iterator<Item = (u32, TableColumn, &CellValue)> + '_ {
        self.cells.iter().map(|(&(row, column), value)| (row, column, value))
    }

    /// The corrected columns of a row.
    pub fn columns_of(&self, row: u32) -> impl Iterator<Item = TableColumn> + '_ {
        self.cells.range((row, FIRST)..).take_while(move |((each, _), _)| *each == row).map(|((_, column), _)| *column)
    }

    /// The table with the corrected cells in place. Columns without one are shared with `as_read`; a column that it lacks
    /// is made, blank elsewhere, unless that would hide another ([`ParcelTable::can_hold`]).
    #[must_use]
    pub fn laid_over(&self, as_read: &ParcelTable) -> ParcelTable {
        let touched: BTreeSet<TableColumn> = self.cells.keys().map(|&(_, column)| column).collect();
        touched.into_iter().filter(|&column| as_read.can_hold(column)).fold(as_read.clone(), |table, column| {
            let cells: BTreeMap<usize, &CellValue> = self
                .iter()
                .filter(|&(_, each, _)| each == column)
                .map(|(row, _, value)| (row as usize, value))
                .collect();
            with_cells(table, column, &cells)
        })
    }
}

fn with_cells(table: ParcelTable, column: TableColumn, cells: &BTreeMap<usize, &CellValue>) -> ParcelTable {
    let rows = 0..table.len();
    match column {
        TableColumn::Measure(key) => {
            let held = table.measures().get(&key);
            let of = |row| match cells.get(&row) {
                Some(CellValue::Number(number)) => Some(*number),
                Some(_) => None,
                None => held.and_then(|column| column.get(row)),
            };
            let numbers: NumberColumn = rows.map(of).collect();
            table.with_measure(key, Arc::new(numbers))
        }
        TableColumn::Text(field) => {
            let of = |row| text_or(cells.get(&row), table.text_of(field, row));
            let texts: TextColumn = rows.map(of).collect();
            table.with_text(field, Arc::new(texts))
        }
        TableColumn::Category(category) => {
            let mut builder = CategoryColumnBuilder::default();
            for row in rows {
                builder.push(text_or(cells.get(&row), table.word_of(category, row).map(|word| &**word)));
            }
            let words: CategoryColumn = builder.finish();
            table.with_category(category, Arc::new(words))
        }
        TableColumn::Date(field) => {
            let held = table.dates(field);
            let of = |row| match cells.get(&row) {
                Some(CellValue::Day(day)) => Some(*day),
                Some(_) => None,
                None => held.and_then(|days| days.get(row)),
            };
            let days: DateColumn = rows.map(of).collect();
            table.with_dates(field, Arc::new(days))
        }
    }
}

fn text_or<'a>(corrected: Option<&&'a CellValue>, held: Option<&'a str>) -> Option<&'a str> {
    match corrected {
        Some(CellValue::Text(text)) => Some(text),
        Some(_) => None,
        None => held,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        ByteSpan, Category, LandStatus, ParcelTableParts, ShapeState, ShapesBuilder, StatusWords, TextField,
    };
    use super::*;

    const TAX: TableColumn = TableColumn::Measure(MeasureKey { measure: Measure::Tax, year: Some(2023) });

    fn table() -> ParcelTable {
        let mut shapes = ShapesBuilder::default();
        let mut statuses = CategoryColumnBuilder::default();
        for word in ["在产", "停产"] {
            shapes.end_parcel();
            statuses.push(Some(word));
        }
        let mut parts = ParcelTableParts {
            feature_index: vec![0, 1],
            spans: vec![ByteSpan::default(); 2],
            keys: [Some("a"), Some("b")].into_iter().collect(),
            shapes: shapes.finish(),
            shape_states: vec![ShapeState::None; 2],
            geometric_area_m2: vec![f64::NAN; 2],
            ..ParcelTableParts::default()
        };
        parts
            .measures
            .insert(MeasureKey { measure: Measure::Tax, year: Some(2023) }, [Some(1.0), None].into_iter().collect());
        parts.texts.insert(TextField::Name, [Some("甲"), Some("乙")].into_iter().collect());
        parts.categories.insert(Category::Status, statuses.finish());
        ParcelTable::freeze(parts)
    }

    #[test]
    fn corrected_cells_stand_in_place_and_the_table_as_read_keeps_its_own() {
        let as_read = table();
        let mut corrections = Corrections::default();
        let name = TableColumn::Text(TextField::Name);
        let status = TableColumn::Category(Category::Status);
        corrections.set(1, TAX, Some(CellValue::Number(7.0)));
        corrections.set(0, TAX, Some(CellValue::Missing));
        corrections.set(0, status, Some(CellValue::Text("停产".to_owned())));
        let corrected = corrections.laid_over(&as_read);
        assert_eq!((corrected.value(TAX, 0), corrected.value(TAX, 1)), (CellValue::Missing, CellValue::Number(7.0)));
        assert_eq!(
            corrected.word_of(Category::Status, 0).map(|word| corrected.status_of_word(word, &StatusWords::default())),
            Some(LandStatus::VacantBuilt)
        );
        assert_eq!(corrected.value(name, 0), CellValue::Text("甲".to_owned()));
        assert_eq!((as_read.value(TAX, 0), as_read.value(TAX, 1)), (CellValue::Number(1.0), CellValue::Missing));
        assert_eq!((corrections.len(), corrections.parcels()), (3, 2));
        assert_eq!(
            corrections.columns_of(0).collect::<Vec<_>>(),
            [status, TAX].into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        );
        corrections.set(1, TAX, None);
        assert_eq!(corrections.laid_over(&as_read).value(TAX, 1), CellValue::Missing);
    }

    #[test]
    fn a_correction_of_a_column_the_file_lacks_makes_one_unless_that_would_hide_another() {
        let mut corrections = Corrections::default();
        corrections.set(0, TAX.of_year(None), Some(CellValue::Number(1.0)));
        assert!(!corrections.laid_over(&table()).has(TAX.of_year(None)), "the tax of 2023 would be hidden");
        assert_eq!(table().columns().count(), 3);
        let before = TAX.of_year(Some(2022));
        let start = TableColumn::Date(super::super::DateField::AgreedStart);
        corrections.set(1, before, Some(CellValue::Number(3.0)));
        corrections.set(1, start, Some(CellValue::Day(18_000)));
        let corrected = corrections.laid_over(&table());
        assert_eq!(
            (corrected.value(before, 0), corrected.value(before, 1)),
            (CellValue::Missing, CellValue::Number(3.0))
        );
        assert_eq!(corrected.value(start, 1), CellValue::Day(18_000));
        assert_eq!(corrected.value(TAX, 0), CellValue::Number(1.0));
        // A column without a year serves every year: none of one year is put before it.
        let of_no_year = MeasureKey { measure: Measure::Tax, year: None };
        let served = table().with_measure(of_no_year, Arc::new([Some(5.0), Some(6.0)].into_iter().collect()));
        assert!(!served.can_hold(before) && served.can_hold(TAX));
    }
}
