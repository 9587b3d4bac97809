//! `mulens summary`: the window's summary and parcel table without a window.

use std::io::Write;
use std::path::Path;

use super::{DONE, FAILED, SummaryArguments, USAGE, terminal_table};
use crate::app::{Batch, BatchRequest};
use crate::domain::ResultTable;
use crate::io::{
    ExportError, Headers, ReadOptions, Source, refuse_source, write_atomic, write_atomic_with, write_csv, write_xlsx,
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

/// Runs the command. Returns the exit code.
pub fn run(arguments: &SummaryArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    for path in [&arguments.out, &arguments.parcels].into_iter().flatten() {
        if Format::of(path).is_none() {
            eprintln!("{}", lang.text_with("cli-unknown-ending", [("path", path.display().to_string().into())]));
            return USAGE;
        }
    }
    let mapping = match super::resolved(&arguments.mapping, lang) {
        Ok(mapping) => mapping,
        Err(code) => return code,
    };
    let request = BatchRequest {
        source: Source::of_paths(arguments.files.clone()),
        options: ReadOptions { mapping, repair_crossing: arguments.repair, ..arguments.reading.options(arguments.crs) },
        project: arguments.project.clone(),
        year: arguments.year,
        beside: arguments.beside.resolve(),
    };
    let batch = match Batch::open(&request) {
        Ok(batch) => batch,
        Err(error) => {
            eprintln!("{}", error.message(lang));
            return FAILED;
        }
    };
    if !batch.unmatched.is_empty() {
        eprintln!("{}", lang.text_with("cli-unmatched", [("count", batch.unmatched.len().into())]));
    }
    let findings = batch.report.findings_total();
    if findings > 0 {
        eprintln!("{}", lang.text_with("cli-findings", [("count", findings.into())]));
    }
    let headers = if arguments.keys { Headers::Keys } else { Headers::Words(lang) };
    let by = arguments.by.into();
    if let Some(path) = &arguments.parcels
        && let Err(error) = write(path, &batch.parcels(headers), headers, &batch, &request.source, lang)
    {
        eprintln!("{}", error.message(lang));
        return FAILED;
    }
    match &arguments.out {
        None => terminal_table::print_summary(&batch, by, lang, arguments.keys),
        Some(path) => {
            if let Err(error) = write(path, &batch.summary(by), headers, &batch, &request.source, lang) {
                eprintln!("{}", error.message(lang));
                return FAILED;
            }
        }
    }
    DONE
}

fn write(
    path: &Path,
    table: &ResultTable,
    headers: Headers,
    batch: &Batch,
    source: &Source,
    lang: Lang,
) -> Result<(), ExportError> {
    match Format::of(path) {
        Some(Format::Xlsx) => {
            refuse_source(path, source)?;
            write_atomic_with(path, |out| write_xlsx(table, headers, &batch.notes(lang), out))
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
