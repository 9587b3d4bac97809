//! Where a batch command's table goes: a CSV or XLSX file by the path's ending, or CSV on standard output.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::ResultTable;
use crate::io::{
    ExportError, Headers, Source, refuse_sources, write_atomic, write_atomic_with, write_csv, write_workbook,
};
use crate::locale::Lang;

/// The format a path's ending asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
    Stdout,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        if path == Path::new("-") {
            return Some(Self::Stdout);
        }
        let ending = path.extension()?.to_ascii_lowercase();
        match ending.to_str()? {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// Whether every path has an ending that says a format; one that has not is told.
pub fn endings_known<'a>(paths: impl IntoIterator<Item = &'a PathBuf>, lang: Lang) -> bool {
    let unknown = paths.into_iter().find(|path| Format::of(path).is_none());
    if let Some(path) = unknown {
        eprintln!("{}", lang.text_with("cli-unknown-ending", [("path", path.display().to_string().into())]));
    }
    unknown.is_none()
}

/// Whether what is written there has a place for notes.
pub fn has_notes(path: &Path) -> bool {
    Format::of(path) == Some(Format::Xlsx)
}

/// Writes a table to where the path says, never over one of the files it was made from. A workbook has `notes` on a
/// sheet of their own.
pub fn write(
    path: &Path,
    table: &ResultTable,
    headers: Headers,
    notes: &[(String, String)],
    sources: &[Source],
) -> Result<(), ExportError> {
    write_with(path, table, &[], (headers, notes), sources)
}

/// The same; a workbook has the `further` tables, too, each by the text id of its sheet's name.
pub fn write_with(
    path: &Path,
    table: &ResultTable,
    further: &[(&str, &ResultTable)],
    (headers, notes): (Headers, &[(String, String)]),
    sources: &[Source],
) -> Result<(), ExportError> {
    let format = Format::of(path);
    if format != Some(Format::Stdout) {
        refuse_sources(path, sources)?;
    }
    match format {
        Some(Format::Xlsx) => write_atomic_with(path, |out| write_workbook(table, further, headers, notes, out)),
        Some(Format::Stdout) => {
            let mut out = std::io::stdout().lock();
            write_csv(table, headers, &mut out).and_then(|()| out.flush()).map_err(ExportError::Output)
        }
        Some(Format::Csv) | None => Ok(write_atomic(path, |out| write_csv(table, headers, out))?),
    }
}
