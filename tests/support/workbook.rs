//! What a written workbook holds.

use std::path::Path;

/// The cells as texts: sheet by sheet, row by row.
pub fn sheets(path: &Path) -> Vec<Vec<Vec<String>>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let sheets = calamine::Reader::worksheets(&mut book).into_iter();
    sheets.map(|(_, range)| range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()).collect()
}

/// Whether a cell of the rows holds this text.
pub fn has(rows: &[Vec<String>], text: &str) -> bool {
    rows.iter().flatten().any(|cell| cell == text)
}
