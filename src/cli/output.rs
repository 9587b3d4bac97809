//! Where a batch command writes a table: a CSV or XLSX file, or CSV on standard output.

use std::io::Write;
use std::path::Path;

use crate::domain::ResultTable;
use crate::io::{ExportError, Headers, Source, refuse_source, write_atomic, write_atomic_with, write_csv, write_xlsx};

/// The format a path's ending asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Xlsx,
    Stdout,
}

impl Format {
    pub(super) fn of(path: &Path) -> Option<Self> {
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

/// Writes a table; `notes` go to a sheet of their own where the format has sheets.
pub(super) fn write(
    path: &Path,
    table: &ResultTable,
    headers: Headers,
    notes: &[(String, String)],
    source: &Source,
) -> Result<(), ExportError> {
    match Format::of(path) {
        Some(Format::Xlsx) => {
            refuse_source(path, source)?;
            write_atomic_with(path, |out| write_xlsx(table, headers, notes, out))
        }
        Some(Format::Stdout) => {
            let mut out = std::io::stdout().lock();
            write_csv(table, headers, &mut out).and_then(|()| out.flush()).map_err(ExportError::Output)
        }
        Some(Format::Csv) | None => {
            refuse_source(path, source)?;
            Ok(write_atomic(path, |out| write_csv(table, headers, out))?)
        }
    }
}
