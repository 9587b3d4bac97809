//! Excel workbooks, .xlsx and .xls, through calamine.
//!
//! A workbook is measured before it is read, so that no file unpacks without end; a sheet of .xlsx is read cell by cell,
//! so that one cell at the far corner costs one cell.

use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::grid::{Grid, SheetCell};
use super::table_error::TableError;

/// Bytes a workbook may unpack to.
const MOST_UNPACKED: u64 = 1 << 30;
/// Cells read of a sheet.
const MOST_CELLS: usize = 20_000_000;

/// Bytes that several readers share.
#[derive(Clone, Debug)]
pub(super) struct SharedBytes(pub(super) Arc<[u8]>);

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

type Bytes = Cursor<SharedBytes>;

/// An opened workbook.
pub(super) enum Workbook {
    /// .xlsx and .xlsm.
    Xlsx(Box<Xlsx<Bytes>>),
    /// .xls.
    Xls(Box<Xls<Bytes>>),
}

impl Workbook {
    /// Opens a workbook of the packed kind.
    pub(super) fn open_xlsx(bytes: &SharedBytes, path: &Path) -> Result<Self, TableError> {
        measure(bytes, path)?;
        let opened = Xlsx::new(Cursor::new(bytes.clone())).map_err(|error| xlsx_error(&error, path))?;
        Ok(Self::Xlsx(Box::new(opened)))
    }

    /// Opens a workbook of the old kind, or tells that it is a new one under a password, which is packed the old way.
    pub(super) fn open_xls(bytes: &SharedBytes, path: &Path) -> Result<Self, TableError> {
        if matches!(Xlsx::new(Cursor::new(bytes.clone())), Err(XlsxError::Password)) {
            return Err(TableError::Password(path.to_owned()));
        }
        match Xls::new(Cursor::new(bytes.clone())) {
            Ok(opened) => Ok(Self::Xls(Box::new(opened))),
            Err(XlsError::Password) => Err(TableError::Password(path.to_owned())),
            Err(error) => Err(TableError::BadWorkbook { path: path.to_owned(), detail: error.to_string() }),
        }
    }

    /// The sheets by name, visible ones first, each in the workbook's order.
    pub(super) fn sheets(&self) -> Vec<String> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
        };
        let named = |visible: bool| {
            sheets
                .iter()
                .filter(move |sheet| (sheet.visible == SheetVisible::Visible) == visible)
                .map(|sheet| sheet.name.clone())
        };
        named(true).chain(named(false)).collect()
    }

    /// The cells of a sheet.
    pub(super) fn grid(&mut self, sheet: &str, path: &Path) -> Result<Grid, TableError> {
        match self {
            Self::Xlsx(book) => {
                let mut grid = xlsx_grid(book, sheet, path)?;
                let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                for area in &merged {
                    repeat_downwards(&mut grid, area);
                }
                Ok(grid)
            }
            Self::Xls(book) => {
                let bad =
                    |error: XlsError| TableError::BadWorkbook { path: path.to_owned(), detail: error.to_string() };
                let range = book.worksheet_range(sheet).map_err(bad)?;
                let (top, left) = range.start().unwrap_or_default();
                let mut grid = Grid::default();
                for (row, cells) in range.rows().enumerate() {
                    let indent = std::iter::repeat_n(SheetCell::Empty, left as usize);
                    let line = top.saturating_add(row as u32).saturating_add(1);
                    grid.push(line, indent.chain(cells.iter().map(cell_of_data)).collect());
                }
                let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                for area in &merged {
                    repeat_downwards(&mut grid, area);
                }
                Ok(grid)
            }
        }
    }
}

fn xlsx_error(error: &XlsxError, path: &Path) -> TableError {
    match error {
        XlsxError::Password => TableError::Password(path.to_owned()),
        error => TableError::BadWorkbook { path: path.to_owned(), detail: error.to_string() },
    }
}

fn xlsx_grid(book: &mut Xlsx<Bytes>, sheet: &str, path: &Path) -> Result<Grid, TableError> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|error| xlsx_error(&error, path))?;
    let (mut grid, mut row, mut cells, mut count) = (Grid::default(), 0, Vec::new(), 0);
    while let Some(cell) = reader.next_cell().map_err(|error| xlsx_error(&error, path))? {
        let (at, place) = cell.get_position();
        if at != row {
            grid.push(row + 1, std::mem::take(&mut cells));
            // Rows out of order are no sheet that Excel writes; what comes late keeps its own line.
            row = at;
        }
        let value = cell_of_ref(cell.get_value());
        if value.is_empty() {
            continue;
        }
        count += 1 + (place as usize).saturating_sub(cells.len());
        if count > MOST_CELLS {
            return Err(TableError::TooLarge(path.to_owned()));
        }
        if cells.len() <= place as usize {
            cells.resize(place as usize + 1, SheetCell::Empty);
        }
        cells[place as usize] = value;
    }
    grid.push(row + 1, cells);
    if !grid.lines.is_sorted() {
        return Err(TableError::BadWorkbook { path: path.to_owned(), detail: "rows out of order".to_owned() });
    }
    Ok(grid)
}

/// A cell merged over several rows holds for each of them: a firm's name, or its total, beside its several parcels.
fn repeat_downwards(grid: &mut Grid, area: &Dimensions) {
    let ((top, place), (bottom, _)) = (area.start, area.end);
    let (line_of, place) = (|row: u32| row.saturating_add(1), place as usize);
    let Some(first) = grid.row_of_line(line_of(top)) else { return };
    let value = grid.cell(first, place).clone();
    let last = grid.lines.partition_point(|line| *line <= line_of(bottom));
    if value.is_empty() {
        return;
    }
    for cells in &mut grid.rows[(first + 1).min(last)..last] {
        if cells.len() <= place {
            cells.resize(place + 1, SheetCell::Empty);
        }
        if cells[place].is_empty() {
            cells[place] = value.clone();
        }
    }
}

fn day(date: &ExcelDateTime) -> SheetCell {
    if !date.is_datetime() {
        return SheetCell::Number(date.as_f64());
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    SheetCell::of_text(&format!("{year:04}-{month:02}-{day:02}"))
}

fn truth(value: bool) -> SheetCell {
    SheetCell::of_text(if value { "TRUE" } else { "FALSE" })
}

fn cell_of_data(data: &Data) -> SheetCell {
    match data {
        Data::Empty => SheetCell::Empty,
        Data::Int(number) => SheetCell::Number(*number as f64),
        Data::Float(number) => SheetCell::Number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => SheetCell::of_text(text),
        Data::Bool(value) => truth(*value),
        Data::DateTime(date) => day(date),
        Data::Error(error) => SheetCell::of_text(&error.to_string()),
    }
}

fn cell_of_ref(data: &DataRef<'_>) -> SheetCell {
    match data {
        DataRef::Empty => SheetCell::Empty,
        DataRef::Int(number) => SheetCell::Number(*number as f64),
        DataRef::Float(number) => SheetCell::Number(*number),
        DataRef::SharedString(text) => SheetCell::of_text(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => SheetCell::of_text(text),
        DataRef::Bool(value) => truth(*value),
        DataRef::DateTime(date) => day(date),
        DataRef::Error(error) => SheetCell::of_text(&error.to_string()),
    }
}

/// Unpacks everything into nothing, so that what calamine then unpacks into memory has a bound.
fn measure(bytes: &SharedBytes, path: &Path) -> Result<(), TableError> {
    let bad = |detail: String| TableError::BadWorkbook { path: path.to_owned(), detail };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.clone())).map_err(|error| bad(error.to_string()))?;
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let Ok(member) = archive.by_index(index) else { continue };
        // A member that does not unpack is for calamine to judge: it may be one it does not need.
        let unpacked = io::copy(&mut member.take(left + 1), &mut io::sink()).unwrap_or(0);
        if unpacked > left {
            return Err(TableError::TooLarge(path.to_owned()));
        }
        left -= unpacked;
    }
    Ok(())
}
