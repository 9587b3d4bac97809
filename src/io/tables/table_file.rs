//! A list's file: what kind it is by its first bytes, which sheets it has, and each as a grid.
//!
//! The bytes are read once and kept, so that another sheet or encoding can be looked at while the file may change.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::delimited::grid_of_text;
use super::grid::Grid;
use super::table_error::TableError;
use super::workbook::{SharedBytes, Workbook};
use crate::io::source::SourceStamp;
use crate::io::text_encoding::decode;
use crate::io::{EncodingEvidence, TextEncoding};

/// Bytes of the largest list that is read.
const MOST_BYTES: u64 = 256 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Xlsx,
    Xls,
}

/// A list's file.
#[derive(Clone, Debug)]
pub struct TableFile {
    path: PathBuf,
    bytes: Arc<[u8]>,
    stamp: SourceStamp,
    kind: Kind,
    sheets: Vec<String>,
}

/// How a text file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFacts {
    /// The encoding.
    pub encoding: TextEncoding,
    /// What decided it.
    pub decided_by: EncodingEvidence,
    /// What parts its cells.
    pub separator: char,
    /// Sequences that could not be read and were replaced.
    pub replaced: usize,
}

/// A sheet's cells, and how they were read where the file is a text.
#[derive(Clone, Debug, PartialEq)]
pub struct GridText {
    /// The cells.
    pub grid: Grid,
    /// How the text was read; `None` of a workbook.
    pub text: Option<TextFacts>,
}

impl TableFile {
    /// Reads a file's bytes and tells its kind and sheets.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let unreadable = |source| TableError::Unreadable { path: path.to_owned(), source };
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(unreadable(std::io::ErrorKind::InvalidInput.into()));
        }
        if metadata.len() > MOST_BYTES {
            return Err(TableError::TooLarge(path.to_owned()));
        }
        let mut bytes = Vec::new();
        File::open(path).map_err(unreadable)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let stamp = SourceStamp {
            len: bytes.len() as u64,
            modified: metadata.modified().ok(),
            blake3: Some(blake3::hash(&bytes).to_hex().to_string()),
        };
        let kind = kind_of(&bytes).map_err(|looks_like| TableError::NotATable { path: path.to_owned(), looks_like })?;
        let mut file = Self { path: path.to_owned(), bytes: bytes.into(), stamp, kind, sheets: Vec::new() };
        file.sheets = guarded(path, || Ok(file.workbook()?.map_or_else(Vec::new, |book| book.sheets())))?;
        if file.bytes.is_empty() || (kind != Kind::Text && file.sheets.is_empty()) {
            return Err(TableError::Empty(path.to_owned()));
        }
        Ok(file)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it looked like when it was read.
    #[must_use]
    pub fn stamp(&self) -> &SourceStamp {
        &self.stamp
    }

    /// The sheets of a workbook by name, the likeliest first; none of a text.
    #[must_use]
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    fn workbook(&self) -> Result<Option<Workbook>, TableError> {
        let bytes = SharedBytes(Arc::clone(&self.bytes));
        match self.kind {
            Kind::Text => Ok(None),
            Kind::Xlsx => Workbook::open_xlsx(&bytes, &self.path).map(Some),
            Kind::Xls => Workbook::open_xls(&bytes, &self.path).map(Some),
        }
    }

    /// The cells of a sheet, of the first where none is named; a text is read in the encoding given, else by evidence.
    pub fn grid(&self, sheet: Option<&str>, encoding: Option<TextEncoding>) -> Result<GridText, TableError> {
        guarded(&self.path, || self.read_grid(sheet, encoding))
    }

    fn read_grid(&self, sheet: Option<&str>, encoding: Option<TextEncoding>) -> Result<GridText, TableError> {
        let read = if let Some(mut book) = self.workbook()? {
            let sheet = sheet.or(self.sheets.first().map(String::as_str)).unwrap_or_default();
            if !self.sheets.iter().any(|each| each == sheet) {
                return Err(TableError::NoSuchSheet { path: self.path.clone(), sheet: sheet.to_owned() });
            }
            GridText { grid: book.grid(sheet, &self.path)?, text: None }
        } else {
            let decoded = decode(&self.bytes, encoding);
            let read = grid_of_text(&decoded.text);
            let (grid, separator) = read.ok_or_else(|| TableError::TooLarge(self.path.clone()))?;
            let facts = TextFacts {
                encoding: decoded.encoding,
                decided_by: decoded.decided_by,
                separator: char::from(separator),
                replaced: decoded.replaced,
            };
            GridText { grid, text: Some(facts) }
        };
        if read.grid.rows.is_empty() { Err(TableError::Empty(self.path.clone())) } else { Ok(read) }
    }
}

/// Reads what may be torn: the workbook reader overflows on cell names that no spreadsheet writes, and a panic of its own
/// is a damaged workbook to the user.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, TableError>) -> Result<T, TableError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let detail = panic.downcast_ref::<&str>().map_or_else(String::new, |told| (*told).to_owned());
        Err(TableError::BadWorkbook { path: path.to_owned(), detail })
    })
}

/// The kind of a list by its first bytes, or the text id of what it looks like instead.
fn kind_of(bytes: &[u8]) -> Result<Kind, &'static str> {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text: Vec<u8> = head.iter().copied().skip_while(u8::is_ascii_whitespace).take(64).collect();
    let begins = |with: &[u8]| text.len() >= with.len() && text[..with.len()].eq_ignore_ascii_case(with);
    if bytes.starts_with(b"PK\x03\x04") {
        return if has_workbook(bytes) { Ok(Kind::Xlsx) } else { Err("list-looks-zip") };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Xls);
    }
    if bytes.starts_with(b"\x09\x08") || bytes.starts_with(b"\x09\x04") {
        return Err("list-looks-old-excel");
    }
    if bytes.starts_with(b"%PDF") {
        return Err("list-looks-pdf");
    }
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<table") {
        return Err("list-looks-html");
    }
    if begins(b"<?xml") {
        return Err("list-looks-xml");
    }
    if begins(b"version https://git-lfs") {
        return Err("list-looks-git-lfs");
    }
    if begins(b"{") || begins(b"[{") {
        return Err("list-looks-json");
    }
    if bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xFF\xD8\xFF") {
        return Err("list-looks-picture");
    }
    Ok(Kind::Text)
}

/// Whether a ZIP holds a workbook.
fn has_workbook(bytes: &[u8]) -> bool {
    zip::ZipArchive::new(std::io::Cursor::new(bytes))
        .is_ok_and(|archive| archive.index_for_name("xl/workbook.xml").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    fn open(name: &str, bytes: &[u8]) -> Result<TableFile, TableError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        TableFile::open(&path)
    }

    fn workbook() -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet().set_name("说明").unwrap();
        sheet.write_string(0, 0, "请勿改动").unwrap();
        let sheet = book.add_worksheet().set_name("企业").unwrap();
        sheet.write_string(1, 1, "企业名称").unwrap();
        sheet.write_number(2, 1, 370_215_001_234.0).unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_workbook_tells_its_sheets_and_cells_where_they_stand() {
        let file = open("a.csv", &workbook()).unwrap();
        assert_eq!(file.sheets(), ["说明", "企业"]);
        let read = file.grid(Some("企业"), None).unwrap();
        assert_eq!(read.grid.lines, [2, 3]);
        assert_eq!(read.grid.cell(0, 1).text().unwrap(), "企业名称");
        assert_eq!(read.grid.cell(1, 1).text().unwrap(), "370215001234");
        assert!(matches!(file.grid(Some("无此表"), None), Err(TableError::NoSuchSheet { .. })));
    }

    #[test]
    fn what_is_no_list_is_named_in_both_languages_with_its_path_last() {
        let cases: [(&str, &[u8]); 7] = [
            ("a.xlsx", b"PK\x03\x04nothing of the kind"),
            ("a.xls", b"<html><body>\xE7\x99\xBB\xE5\xBD\x95</body></html>"),
            ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"),
            ("a.csv", b"{\"type\":1}"),
            ("a.csv", b"%PDF-1.7"),
            ("a.csv", b""),
            ("a.csv", b"\n \n"),
        ];
        for (name, bytes) in cases {
            let error = match open(name, bytes) {
                Err(error) => error,
                Ok(file) => file.grid(None, None).unwrap_err(),
            };
            for lang in Lang::ALL {
                let message = error.message(lang);
                assert!(message.contains(name) && !message.contains("list-"), "{message}");
            }
        }
    }

    #[test]
    fn a_zip_that_unpacks_without_end_and_a_cell_in_the_far_corner_cost_little() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "名称").unwrap();
        sheet.write_string(1_048_575, 16_383, "角").unwrap();
        let file = open("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
        let grid = file.grid(None, None).unwrap().grid;
        assert_eq!(grid.lines, [1, 1_048_576]);
        assert_eq!(grid.rows[0].len(), 1);
    }
}
