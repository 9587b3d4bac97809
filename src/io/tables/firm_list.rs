//! The rows of a list, read by what its columns are.
//!
//! Invariants: a cell that says nothing is missing and never zero; a cell that is no number is missing and told; a row
//! that sums up others, and a header that stands again, are left out and told.

use std::collections::BTreeMap;

use super::firm_columns::{FirmColumn, FirmField, UnitSource};
use super::grid::{Grid, SheetCell};
use super::header_row::Headings;
use crate::domain::field_names::{Header, NumberText, is_missing_mark, is_total_word};
use crate::domain::{FirmTable, MeasureKey, NumberColumn, TableColumn, TextColumnBuilder, TextField, Year};
use crate::locale::Lang;

/// A kind of thing worth telling about a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableFindingKind {
    /// A cell of a measure that is no number; it is missing.
    NotANumber,
    /// An amount below zero; it counts as it stands.
    Negative,
    /// A code that Excel kept as a number of more than fifteen digits: the last ones are lost.
    DigitsLost,
    /// A row that sums up others, left out.
    TotalRow,
    /// A row that repeats the headers, left out.
    HeaderRow,
    /// A row of a list with a column of years that has none; its figures are of no year.
    YearMissing,
    /// A column of money without a unit; 万元 was taken.
    UnitAssumed,
}

impl TableFindingKind {
    /// The id of its text.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::NotANumber => "list-finding-not-a-number",
            Self::Negative => "list-finding-negative",
            Self::DigitsLost => "list-finding-digits-lost",
            Self::TotalRow => "list-finding-total-row",
            Self::HeaderRow => "list-finding-header-row",
            Self::YearMissing => "list-finding-year-missing",
            Self::UnitAssumed => "list-finding-unit-assumed",
        }
    }
}

/// All findings of one kind: how many, and the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFinding {
    /// The kind.
    pub kind: TableFindingKind,
    /// How many there are.
    pub count: usize,
    /// The first ones: line, header, and the cell as written.
    pub examples: Vec<(u32, String, String)>,
}

/// Examples kept of each kind.
const EXAMPLES: usize = 20;

impl TableFinding {
    /// One sentence: what, how often, the first places, and what was done.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let places = self.examples.iter().take(3).map(|(line, header, value)| {
            let place = [
                ("line", line.to_string().into()),
                ("header", header.as_str().into()),
                ("value", value.as_str().into()),
            ];
            lang.text_with(if *line == 0 { "list-finding-column" } else { "list-finding-place" }, place)
        });
        let places: Vec<String> = places.collect();
        lang.text_with(
            self.kind.text_id(),
            [("count", self.count.to_string().into()), ("places", places.join(&lang.text("finding-join")).into())],
        )
    }
}

/// A list that was read.
#[derive(Clone, Debug, Default)]
pub struct FirmList {
    /// Its rows.
    pub table: FirmTable,
    /// What was found.
    pub findings: Vec<TableFinding>,
}

#[derive(Default)]
struct Findings(BTreeMap<TableFindingKind, TableFinding>);

impl Findings {
    fn add(&mut self, kind: TableFindingKind, line: u32, header: &str, value: &str) {
        let found = self.0.entry(kind).or_insert(TableFinding { kind, count: 0, examples: Vec::new() });
        found.count += 1;
        if found.examples.len() < EXAMPLES {
            found.examples.push((line, header.to_owned(), value.chars().take(40).collect()));
        }
    }
}

/// Reads the rows of a list.
#[must_use]
pub fn read_firms(grid: &Grid, headings: &Headings, columns: &[FirmColumn]) -> FirmList {
    let mut findings = Findings::default();
    for column in columns.iter().filter(|column| column.unit_source == UnitSource::Assumed) {
        findings.add(TableFindingKind::UnitAssumed, 0, &column.header, "");
    }
    let texts: Vec<(&FirmColumn, TextField)> = columns
        .iter()
        .filter_map(|column| match column.field? {
            FirmField::Column(TableColumn::Text(field)) => Some((column, field)),
            _ => None,
        })
        .collect();
    let measures: Vec<(&FirmColumn, MeasureKey)> = columns
        .iter()
        .filter_map(|column| match column.field? {
            FirmField::Column(TableColumn::Measure(key)) => Some((column, key)),
            _ => None,
        })
        .collect();
    let year = columns.iter().find(|column| column.field == Some(FirmField::RowYear));
    let mut lines = Vec::new();
    let mut read_texts: BTreeMap<TextField, TextColumnBuilder> = BTreeMap::new();
    let mut read_measures: BTreeMap<MeasureKey, Vec<f64>> = BTreeMap::new();
    for row in headings.first_row..grid.rows.len() {
        let line = grid.lines[row];
        if let Some(kind) = not_a_firm(grid, headings, row) {
            let first = grid.rows[row].iter().find_map(SheetCell::text).unwrap_or_default();
            findings.add(kind, line, "", &first);
            continue;
        }
        let mut of_row: BTreeMap<TextField, String> = BTreeMap::new();
        for &(column, field) in &texts {
            let cell = grid.cell(row, column.place);
            let Some(text) = cell.text().filter(|text| !is_missing_mark(text)) else { continue };
            if field != TextField::Name && cell.has_lost_digits() {
                findings.add(TableFindingKind::DigitsLost, line, &column.header, &text);
            }
            of_row.entry(field).or_insert(text);
        }
        for (_, field) in &texts {
            let builder = read_texts.entry(*field).or_default();
            if builder.len() == lines.len() {
                builder.push(of_row.get(field).map(String::as_str));
            }
        }
        let row_year = year.and_then(|column| year_of(grid.cell(row, column.place)));
        if let Some(column) = year.filter(|_| row_year.is_none()) {
            let text = grid.cell(row, column.place).text().unwrap_or_default();
            findings.add(TableFindingKind::YearMissing, line, &column.header, &text);
        }
        for &(column, key) in &measures {
            let value = number_of(grid.cell(row, column.place), column, key, line, &mut findings);
            let key = MeasureKey { year: key.year.or(row_year), ..key };
            let values = read_measures.entry(key).or_default();
            if values.len() < lines.len() {
                values.resize(lines.len(), f64::NAN);
            }
            // Two columns of one measure and year: the first that says something.
            values.push(value.unwrap_or(f64::NAN));
        }
        lines.push(line);
        for values in read_measures.values_mut() {
            keep_one(values, lines.len());
        }
    }
    let texts = read_texts.into_iter().map(|(field, builder)| (field, builder.finish())).collect();
    let measures = read_measures.into_iter().map(|(key, values)| (key, NumberColumn::from_values(values))).collect();
    FirmList { table: FirmTable::new(lines, texts, measures), findings: findings.0.into_values().collect() }
}

/// Brings a column to `len` rows; of several values of the last row the first that is one stays.
fn keep_one(values: &mut Vec<f64>, len: usize) {
    if values.len() > len {
        let said = values[len - 1..].iter().copied().find(|value| !value.is_nan()).unwrap_or(f64::NAN);
        values.truncate(len);
        values[len - 1] = said;
    }
    values.resize(len, f64::NAN);
}

/// Why a row is no firm, if it is none.
fn not_a_firm(grid: &Grid, headings: &Headings, row: usize) -> Option<TableFindingKind> {
    let cells = &grid.rows[row];
    // A sum's word stands in the first column that says anything, or in the second beside a number.
    if cells.iter().filter(|cell| !cell.is_empty()).take(2).filter_map(SheetCell::text).any(|text| is_total_word(&text))
    {
        return Some(TableFindingKind::TotalRow);
    }
    let mut filled = cells.iter().zip(&headings.names).filter(|(cell, _)| !cell.is_empty()).peekable();
    let repeats = filled.peek().is_some() && filled.all(|(cell, name)| cell.text().is_some_and(|text| text == *name));
    repeats.then_some(TableFindingKind::HeaderRow)
}

fn year_of(cell: &SheetCell) -> Option<Year> {
    match cell {
        SheetCell::Number(number) if (1950.0..=2100.0).contains(number) => Some(*number as Year),
        SheetCell::Empty | SheetCell::Number(_) => None,
        SheetCell::Text(text) => Header::parse(text.trim()).year,
    }
}

fn number_of(
    cell: &SheetCell,
    column: &FirmColumn,
    key: MeasureKey,
    line: u32,
    findings: &mut Findings,
) -> Option<f64> {
    let quantity = key.measure.quantity();
    let canonical = |value: f64| column.unit.map_or(value, |unit| unit.to_canonical(value));
    let value = match cell {
        SheetCell::Empty => return None,
        SheetCell::Number(number) => Some(canonical(*number)),
        SheetCell::Text(text) => match NumberText::parse(text) {
            NumberText::Missing => return None,
            NumberText::Number(number) => Some(canonical(number)),
            NumberText::WithUnit(number, unit) if unit.fits(quantity) => Some(unit.to_canonical(number)),
            NumberText::WithUnit(..) | NumberText::NotANumber => None,
        },
    };
    let text = || cell.text().unwrap_or_default();
    match value.filter(|value| value.is_finite()) {
        None => findings.add(TableFindingKind::NotANumber, line, &column.header, &text()),
        Some(value) if value < 0.0 => findings.add(TableFindingKind::Negative, line, &column.header, &text()),
        Some(_) => {}
    }
    value.filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::firm_columns::propose_columns;
    use super::super::header_row::{headings, propose_header_row};
    use super::*;
    use crate::domain::Measure;

    fn read(rows: &[&[&str]]) -> FirmList {
        let mut grid = Grid::default();
        for (line, cells) in rows.iter().enumerate() {
            grid.push(line as u32 + 1, cells.iter().map(|cell| SheetCell::of_text(cell)).collect());
        }
        let headings = headings(&grid, propose_header_row(&grid));
        let columns = propose_columns(&grid, &headings, &BTreeMap::new(), None);
        read_firms(&grid, &headings, &columns)
    }

    fn value(list: &FirmList, measure: Measure, year: Option<Year>, row: usize) -> Option<f64> {
        list.table.measures().get(&MeasureKey { measure, year })?.get(row)
    }

    fn count(list: &FirmList, kind: TableFindingKind) -> usize {
        list.findings.iter().find(|found| found.kind == kind).map_or(0, |found| found.count)
    }

    #[test]
    fn cells_are_numbers_as_people_write_them_or_missing_or_told_and_never_zero() {
        let list = read(&[
            &["企业名称", "宗地代码", "税收（万元）", "产值(亿元)"],
            &["甲", "0012", "1.2万", "3"],
            &["乙", "0013", "—", "5,000万元"],
            &["丙", "0014", "约5", "0"],
            &["合计", "", "12005", "8"],
        ]);
        assert_eq!(list.table.len(), 3);
        assert_eq!(list.table.text_of(TextField::ParcelCode, 0), Some("0012"));
        let tax = |row| value(&list, Measure::Tax, None, row);
        assert_eq!([tax(0), tax(1), tax(2)], [Some(12_000.0), None, None]);
        let output = |row| value(&list, Measure::Output, None, row);
        assert_eq!([output(0), output(1), output(2)], [Some(30_000.0), Some(5_000.0), Some(0.0)]);
        assert_eq!(count(&list, TableFindingKind::NotANumber), 1);
        assert_eq!(count(&list, TableFindingKind::TotalRow), 1);
        for lang in Lang::ALL {
            for found in &list.findings {
                let sentence = found.sentence(lang);
                assert!(!sentence.contains("list-finding") && sentence.len() > 10, "{sentence}");
            }
        }
    }

    #[test]
    fn years_stand_in_columns_or_in_rows_and_both_give_the_same_figures() {
        let in_columns =
            read(&[&["企业名称", "2022年税收(万元)", "2023年税收(万元)"], &["甲", "5", "6"], &["乙", "", "7"]]);
        let in_rows = read(&[
            &["企业名称", "年份", "税收(万元)"],
            &["甲", "2022", "5"],
            &["甲", "2023年", "6"],
            &["乙", "2023", "7"],
        ]);
        for list in [&in_columns, &in_rows] {
            let sum = |year| {
                let column = &list.table.measures()[&MeasureKey { measure: Measure::Tax, year: Some(year) }];
                column.values().iter().filter(|value| !value.is_nan()).sum::<f64>()
            };
            assert_eq!((sum(2022), sum(2023)), (5.0, 13.0));
        }
        assert_eq!(in_rows.table.measures().len(), 2);
    }

    #[test]
    fn a_code_that_lost_digits_and_a_header_that_stands_again_are_told() {
        let list = read(&[
            &["宗地代码", "企业名称", "税收(元)"],
            &["3.70215E+17", "甲", "5"],
            &["宗地代码", "企业名称", "税收(元)"],
            &["370215", "乙", "-50000"],
        ]);
        assert_eq!(list.table.len(), 2);
        assert_eq!(count(&list, TableFindingKind::DigitsLost), 1);
        assert_eq!(count(&list, TableFindingKind::HeaderRow), 1);
        assert_eq!(count(&list, TableFindingKind::Negative), 1);
        assert_eq!(value(&list, Measure::Tax, None, 1), Some(-5.0));
    }
}
