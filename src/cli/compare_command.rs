//! `mulens compare`: base year against current year, by group and by parcel, without a window.

use super::judging_arguments::judging;
use super::output::{endings_known, write};
use super::{CompareArguments, DONE, FAILED, USAGE, terminal_table};
use crate::analysis::Grouping;
use crate::app::{BatchBeside, BatchRequest, CompareBatch, CompareError};
use crate::domain::ColumnKey;
use crate::io::{Headers, Source};
use crate::locale::Lang;

/// The columns that fit a terminal; the files have all.
const COLUMNS: [ColumnKey; 12] = [
    "group",
    "parcels",
    "output_compared",
    "output_missing_either",
    "output_per_mu_base",
    "output_per_mu_current",
    "output_per_mu_multiple",
    "output_doubling_progress",
    "tax_compared",
    "tax_missing_either",
    "tax_per_mu_base",
    "tax_per_mu_current",
];

/// Runs the command. Returns the exit code.
pub fn run(arguments: &CompareArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    if !endings_known(arguments.out.iter().chain(&arguments.parcels), lang) {
        return USAGE;
    }
    if Grouping::from(arguments.by).asks_findings() {
        eprintln!("{}", lang.text("cli-compare-not-judged"));
        return USAGE;
    }
    let options = match arguments.reading.options(lang) {
        Ok(options) => options,
        Err(code) => return code,
    };
    let judging = match judging(None, arguments.rulebook.as_ref(), false, lang) {
        Ok(judging) => judging,
        Err(code) => return code,
    };
    let base = Source::Path(arguments.base.clone());
    let current = arguments.current.clone().map_or_else(|| base.clone(), Source::Path);
    let request = |source: &Source, year, project, filled| BatchRequest {
        source: source.clone(),
        options: options.clone(),
        project,
        year,
        beside: BatchBeside { filled, ..BatchBeside::default() },
        judging: judging.clone(),
    };
    let of_current =
        request(&current, arguments.current_year, arguments.project.clone(), arguments.missing_list.clone());
    let opened = if arguments.current.is_some() {
        CompareBatch::of_files(&request(&base, arguments.base_year, None, None), &of_current)
            .map_err(CompareError::Batch)
    } else {
        CompareBatch::of_years(&of_current, arguments.base_year)
    };
    let batch = match opened {
        Ok(batch) => batch,
        Err(error) => {
            eprintln!("{}", error.message(lang));
            return if matches!(error, CompareError::SameYear(_)) { USAGE } else { FAILED };
        }
    };
    for sentence in batch.remarks(lang) {
        eprintln!("{sentence}");
    }
    let comparison = batch.comparison();
    let headers = if arguments.keys { Headers::Keys } else { Headers::Words(lang) };
    let (notes, sources) = (batch.notes(lang), batch.sources());
    let by = comparison.summary(arguments.by.into());
    if arguments.out.is_none() {
        terminal_table::print(&terminal_table::table_text(&by, &COLUMNS, &notes, lang, arguments.keys));
    }
    let parcels = arguments.parcels.as_ref().map(|path| (path, comparison.parcels()));
    for (path, table) in arguments.out.as_ref().map(|path| (path, by)).into_iter().chain(parcels) {
        if let Err(error) = write(path, &table, headers, &notes, &sources) {
            eprintln!("{}", error.message(lang));
            return FAILED;
        }
    }
    DONE
}
