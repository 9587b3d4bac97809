//! `mulens summary`: the window's summary and parcel table without a window.

use super::judging_arguments::{judging, tell_basis};
use super::output::{endings_known, write};
use super::{DONE, FAILED, SummaryArguments, USAGE, terminal_table};
use crate::io::Headers;
use crate::locale::Lang;

/// Runs the command. Returns the exit code.
pub fn run(arguments: &SummaryArguments) -> u8 {
    let lang = Lang::from(arguments.lang);
    if !endings_known(arguments.out.iter().chain(&arguments.parcels), lang) {
        return USAGE;
    }
    let judging = judging(arguments.as_of, arguments.rulebook.as_ref(), arguments.as_of.is_some(), lang);
    let batch = match judging.and_then(|judging| arguments.data.open(lang, judging)) {
        Ok(batch) => batch,
        Err(code) => return code,
    };
    let sources = batch.sources();
    let headers = if arguments.keys { Headers::Keys } else { Headers::Words(lang) };
    let by = arguments.by.into();
    if let Some(path) = &arguments.parcels
        && let Err(error) = write(path, &batch.parcels(headers), headers, &batch.notes(lang), &sources)
    {
        eprintln!("{}", error.message(lang));
        return FAILED;
    }
    match &arguments.out {
        None => terminal_table::print_summary(&batch, by, lang, arguments.keys),
        Some(path) => {
            if let Some(as_of) = arguments.as_of {
                tell_basis(path, &batch.judging.book, as_of, lang);
            }
            if let Err(error) = write(path, &batch.summary(by), headers, &batch.notes(lang), &sources) {
                eprintln!("{}", error.message(lang));
                return FAILED;
            }
        }
    }
    DONE
}
