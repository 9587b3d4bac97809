//! A result table as an Excel workbook: one sheet of cells by type, one of notes.
//!
//! Owns the layout of the workbook; must not know what the cells mean. Invariant: texts are text cells whatever they
//! look like, numbers are number cells in full precision (the format rounds only what is shown), missing cells are empty.

use std::borrow::Cow;
use std::io::{self, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{ExportError, Headers};
use crate::domain::{Cell, Cells, ResultColumn, ResultTable, Term, Unit};
use crate::locale::{Lang, decimals};

/// Characters one cell holds, counted in UTF-16 as Excel does.
const CELL_UNITS: usize = 32_767;
/// Rows looked at to choose a column's width.
const ROWS_MEASURED: usize = 200;
const WIDTHS: std::ops::RangeInclusive<f64> = 9.0..=42.0;

/// Writes the table on the first sheet and `notes` (item, value) on the second.
pub fn write_xlsx(
    table: &ResultTable,
    headers: Headers,
    notes: &[(String, String)],
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    write_workbook(table, &[], headers, notes, out)
}

/// The same with further tables, each by the text id of its sheet's name, between the first sheet and the last.
pub fn write_workbook(
    table: &ResultTable,
    further: &[(&str, &ResultTable)],
    headers: Headers,
    notes: &[(String, String)],
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    let style = Style::new(headers);
    let mut workbook = Workbook::new();
    for &(name, table) in [("export-sheet-table", table)].iter().chain(further) {
        if table.len() > ExportError::SHEET_ROWS {
            return Err(ExportError::TooManyRows { rows: table.len() });
        }
        if table.columns.len() > ExportError::SHEET_COLUMNS {
            return Err(ExportError::TooManyColumns { columns: table.columns.len() });
        }
        write_table(workbook.add_worksheet_with_constant_memory()?, (name, table), headers, &style)?;
    }
    write_notes(workbook.add_worksheet(), notes, &style)?;
    workbook.save_to_writer(out)?;
    Ok(())
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => Self::Output(error),
            XlsxError::ZipError(error) => Self::Output(io::Error::from(error)),
            other => Self::Spreadsheet(other.to_string()),
        }
    }
}

/// The formats of one workbook. A CJK font is named only where the reader's language asks for it.
struct Style {
    lang: Lang,
    header: Format,
    base: Format,
}

impl Style {
    fn new(headers: Headers) -> Self {
        let lang = match headers {
            Headers::Keys => Lang::En,
            Headers::Words(lang) => lang,
        };
        let base = Format::new().set_font_name(lang.text("export-font"));
        let header = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00E8_EDF2))
            .set_border_bottom(FormatBorder::Thin);
        Self { lang, header, base }
    }

    fn of_column(&self, headers: Headers, unit: Unit) -> Format {
        let number_format = match (headers, unit) {
            // `@` keeps a code a text when a user edits its cell.
            (_, Unit::None) => Cow::Borrowed("@"),
            (Headers::Keys, _) => return self.base.clone(),
            (Headers::Words(_), unit) => match decimals(unit) {
                0 => Cow::Borrowed("#,##0"),
                places => Cow::Owned(format!("#,##0.{}", "0".repeat(places))),
            },
        };
        self.base.clone().set_num_format(number_format)
    }
}

fn write_table(
    sheet: &mut Worksheet,
    (name, table): (&str, &ResultTable),
    headers: Headers,
    style: &Style,
) -> Result<(), XlsxError> {
    sheet.set_name(style.lang.text(name))?;
    let total_row = total_row(table);
    let formats: Vec<Format> = table.columns.iter().map(|column| style.of_column(headers, column.unit)).collect();
    for (place, column) in (0_u16..).zip(&table.columns) {
        let header = headers.header(column);
        sheet.set_column_width(place, width(column, &header, headers))?;
        sheet.write_string_with_format(0, place, &header, &style.header)?;
    }
    // Row by row, the order in which the file itself holds cells.
    for row in 0..table.len() {
        for (place, (column, format)) in (0_u16..).zip(table.columns.iter().zip(&formats)) {
            let total = (total_row == Some(row)).then(|| format.clone().set_bold().set_border_top(FormatBorder::Thin));
            write_cell(sheet, (row as u32 + 1, place), column, row, headers, total.as_ref().unwrap_or(format))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = (table.columns.len() as u16).checked_sub(1) {
        // Sorting or filtering must not carry the total away.
        let last_row = table.len() - usize::from(total_row.is_some());
        sheet.autofilter(0, 0, last_row as u32, last)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    column: &ResultColumn,
    table_row: usize,
    headers: Headers,
    format: &Format,
) -> Result<(), XlsxError> {
    match column.cell(table_row) {
        Cell::Text(text) => sheet.write_string_with_format(row, place, fitting(text), format)?,
        Cell::Term(term) => sheet.write_string_with_format(row, place, headers.term(term), format)?,
        Cell::Count(count) => sheet.write_number_with_format(row, place, count as f64, format)?,
        Cell::Number(value) if value.is_finite() => {
            sheet.write_number_with_format(row, place, headers.scaled(value, column.unit), format)?
        }
        Cell::Missing | Cell::Number(_) => return Ok(()),
    };
    Ok(())
}

/// The last row, if it is a summary's total.
fn total_row(table: &ResultTable) -> Option<usize> {
    let Cells::Labels(labels) = &table.columns.first()?.cells else { return None };
    (labels.last()? == &Err(Term::Total)).then(|| labels.len() - 1)
}

/// A text as long as a cell can hold; a longer one ends in an ellipsis.
fn fitting(text: &str) -> Cow<'_, str> {
    // Every UTF-16 unit takes at least one byte of UTF-8, so short texts need no counting.
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units < CELL_UNITS
    });
    Cow::Owned(kept.chain(['…']).collect())
}

/// A column's width in Excel's unit, the width of a digit: its longest early cell, the header over two lines.
fn width(column: &ResultColumn, header: &str, headers: Headers) -> f64 {
    let digits = |text: &str| -> usize { text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum() };
    let longest_cell = (0..column.len().min(ROWS_MEASURED))
        .map(|row| match column.cell(row) {
            Cell::Text(text) => digits(text),
            Cell::Term(term) => digits(&headers.term(term)),
            Cell::Count(count) => grouped_digits(count as f64),
            Cell::Number(value) if value.is_finite() => grouped_digits(value) + decimals(column.unit) + 1,
            Cell::Missing | Cell::Number(_) => 0,
        })
        .max();
    let header_line = digits(header).div_ceil(2) + 4;
    (longest_cell.unwrap_or_default().max(header_line) as f64 + 2.0).clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// Digits and thousands separators before the decimal point.
fn grouped_digits(value: f64) -> usize {
    (value.abs().max(1.0).log10() as usize + 1) * 4 / 3 + 1
}

fn write_notes(sheet: &mut Worksheet, notes: &[(String, String)], style: &Style) -> Result<(), XlsxError> {
    let text = style.base.clone().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(style.lang.text("export-sheet-notes"))?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 80)?;
    sheet.write_string_with_format(0, 0, style.lang.text("export-notes-item"), &style.header)?;
    sheet.write_string_with_format(0, 1, style.lang.text("export-notes-value"), &style.header)?;
    for (row, (item, value)) in (1_u32..).zip(notes) {
        sheet.write_string_with_format(row, 0, fitting(item), &text)?;
        sheet.write_string_with_format(row, 1, fitting(value), &text)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;
    use std::sync::Arc;

    fn written(table: &ResultTable, headers: Headers) -> Xlsx<Cursor<Vec<u8>>> {
        let mut bytes = Cursor::new(Vec::new());
        let notes = [("年份".to_owned(), "2023".to_owned())];
        write_xlsx(table, headers, &notes, &mut bytes).unwrap();
        Xlsx::new(Cursor::new(bytes.into_inner())).unwrap()
    }

    fn sample() -> ResultTable {
        let codes = [Some("0012"), Some("3702150010010000001"), Some("=1+1"), None].into_iter().collect();
        ResultTable {
            columns: vec![
                ResultColumn::new("parcel_code", Unit::None, Cells::Texts(codes)),
                ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(vec![1.0 / 3.0, 0.0, f64::NAN, 12_345.678_9])),
                ResultColumn::new("idle_rate", Unit::Share, Cells::Numbers(vec![0.125, 0.5, 1.0, f64::INFINITY])),
                ResultColumn::new("parcels", Unit::Count, Cells::Counts(vec![1, 2, 3, 4])),
            ],
        }
    }

    #[test]
    fn codes_stay_texts_numbers_stay_whole_and_missing_cells_are_empty() {
        let mut book = written(&sample(), Headers::Keys);
        assert_eq!(book.sheet_names(), ["Data", "Notes"]);
        let sheet = book.worksheet_range("Data").unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(0, 0), Data::String("parcel_code".into()));
        assert_eq!(cell(1, 0), Data::String("0012".into()));
        assert_eq!(cell(2, 0), Data::String("3702150010010000001".into()));
        assert_eq!(cell(3, 0), Data::String("=1+1".into()));
        assert_eq!(cell(1, 1), Data::Float(1.0 / 3.0));
        assert_eq!(cell(2, 1), Data::Float(0.0));
        assert_eq!([cell(4, 0), cell(3, 1), cell(4, 2)], [Data::Empty, Data::Empty, Data::Empty]);
        assert_eq!(cell(1, 2), Data::Float(0.125));
        let sum: f64 =
            (1..5).filter_map(|row| if let Data::Float(value) = cell(row, 1) { Some(value) } else { None }).sum();
        assert_eq!(sum, 1.0 / 3.0 + 12_345.678_9);
    }

    #[test]
    fn readers_get_percent_and_the_notes_in_their_language() {
        let mut book = written(&sample(), Headers::Words(Lang::Zh));
        let names = [Lang::Zh.text("export-sheet-table"), Lang::Zh.text("export-sheet-notes")];
        assert_eq!(book.sheet_names(), names);
        assert_eq!(book.worksheet_range(&names[0]).unwrap().get_value((1, 2)), Some(&Data::Float(12.5)));
        let notes = book.worksheet_range(&names[1]).unwrap();
        assert_eq!(notes.get_value((1, 0)), Some(&Data::String("年份".into())));
        assert_eq!(notes.get_value((1, 1)), Some(&Data::String("2023".into())));
    }

    #[test]
    fn odd_texts_neither_break_the_file_nor_fail_the_export() {
        let long = "亩".repeat(40_000);
        let texts = [Some("a\u{1}b<&>\"\n"), Some(long.as_str())].into_iter().collect();
        let table = ResultTable { columns: vec![ResultColumn::new("name", Unit::None, Cells::Texts(texts))] };
        let mut book = written(&table, Headers::Keys);
        let sheet = book.worksheet_range("Data").unwrap();
        let Some(Data::String(text)) = sheet.get_value((1, 0)) else { panic!("no text") };
        assert!(text.starts_with('a') && text.contains("b<&>\""), "{text:?}");
        let Some(Data::String(text)) = sheet.get_value((2, 0)) else { panic!("no text") };
        assert_eq!(text.chars().count(), CELL_UNITS);
        assert!(text.ends_with('…'));
    }

    #[test]
    fn a_table_longer_than_a_sheet_is_refused_before_any_work() {
        let rows: Arc<[u32]> = vec![0; ExportError::SHEET_ROWS + 1].into();
        let table = ResultTable {
            columns: vec![ResultColumn::new("park", Unit::None, Cells::Categories(Arc::default(), rows))],
        };
        let refused = write_xlsx(&table, Headers::Keys, &[], &mut Cursor::new(Vec::new()));
        assert!(matches!(refused, Err(ExportError::TooManyRows { rows: 1_048_576 })));
    }

    #[test]
    fn a_total_is_kept_out_of_the_filter() {
        let labels = vec![Ok(Arc::from("甲")), Err(Term::Total)];
        let table = ResultTable { columns: vec![ResultColumn::new("group", Unit::None, Cells::Labels(labels))] };
        assert_eq!(total_row(&table), Some(1));
        assert_eq!(total_row(&sample()), None);
    }
}
