//! `mulens compare`: base year against current year, by group and by parcel, without a window.

use super::judging_arguments::judging;
use super::output::{endings_known, write, write_with};
use super::{CompareArguments, DONE, FAILED, USAGE, terminal_table};
use crate::app::{BatchBeside, BatchJudging, BatchRequest, CompareBatch, CompareError};
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

/// The columns of the moves of grades.
const MOVE_COLUMNS: [ColumnKey; 4] = ["grade_base", "grade_current", "parcels", "land_mu"];

/// Runs the command. Returns the exit code.
pub fn run(arguments: &CompareArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    let written = arguments.out.iter().chain(&arguments.parcels).chain(&arguments.grade_moves);
    if !endings_known(written, lang) {
        return USAGE;
    }
    let judging = judging(arguments.as_of, arguments.rulebook.as_ref(), arguments.as_of.is_some(), lang);
    let (options, judging) = match arguments.reading.options(lang).and_then(|options| Ok((options, judging?))) {
        Ok(chosen) => chosen,
        Err(code) => return code,
    };
    let base = Source::Path(arguments.base.clone());
    let current = arguments.current.clone().map_or_else(|| base.clone(), Source::Path);
    let request = |source: &Source, year, judging| BatchRequest {
        source: source.clone(),
        options: options.clone(),
        project: None,
        year,
        beside: BatchBeside::default(),
        judging,
    };
    let of_current = BatchRequest {
        project: arguments.project.clone(),
        beside: BatchBeside { filled: arguments.missing_list.clone(), ..arguments.joined.resolve() },
        ..request(&current, arguments.current_year, judging.clone())
    };
    let opened = if arguments.current.is_some() {
        // The base is not judged by itself, but its blanks count by the same rules.
        let by_rules = BatchJudging { as_of: None, is_wanted: false, ..judging };
        let of_base = request(&base, arguments.base_year, by_rules);
        CompareBatch::of_files(&of_base, &of_current).map_err(CompareError::Batch)
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
    let moves = batch.grade_moves();
    let told = (headers, &notes[..]);
    let result = match &arguments.out {
        None => {
            let mut text = String::new();
            if let Some(moves) = &moves {
                text.extend([&*lang.text("chart-grade-moves"), "\n"]);
                text += &terminal_table::table_text(moves, &MOVE_COLUMNS, &[], lang, arguments.keys);
            }
            text += &terminal_table::table_text(&by, &COLUMNS, &notes, lang, arguments.keys);
            terminal_table::print(&text);
            Ok(())
        }
        Some(path) => {
            let further: Vec<_> = moves.iter().map(|moves| ("chart-grade-moves", moves)).collect();
            write_with(path, &by, &further, told, &sources)
        }
    };
    let parcels = arguments.parcels.as_ref().map(|path| (path, comparison.parcels()));
    let moves = arguments.grade_moves.as_ref().zip(moves);
    let result = parcels
        .into_iter()
        .chain(moves)
        .fold(result, |result, (path, table)| result.and_then(|()| write(path, &table, headers, &notes, &sources)));
    match result {
        Ok(()) => DONE,
        Err(error) => {
            eprintln!("{}", error.message(lang));
            FAILED
        }
    }
}
