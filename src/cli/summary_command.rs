//! `mulens summary`: the window's summary and parcel table without a window.

use super::output::{endings_known, write};
use super::{DONE, FAILED, SummaryArguments, USAGE, terminal_table};
use crate::app::{Batch, BatchRequest};
use crate::io::{Headers, ReadOptions, Source};
use crate::locale::Lang;

/// Runs the command. Returns the exit code.
pub fn run(arguments: &SummaryArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    if !endings_known([&arguments.out, &arguments.parcels], lang) {
        return USAGE;
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
        && let Err(error) = write(path, &batch.parcels(headers), headers, &batch.notes(lang), &[&request.source])
    {
        eprintln!("{}", error.message(lang));
        return FAILED;
    }
    match &arguments.out {
        None => terminal_table::print_summary(&batch, by, lang, arguments.keys),
        Some(path) => {
            if let Err(error) = write(path, &batch.summary(by), headers, &batch.notes(lang), &[&request.source]) {
                eprintln!("{}", error.message(lang));
                return FAILED;
            }
        }
    }
    DONE
}
