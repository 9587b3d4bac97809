//! The arguments that say how parcels are judged, shared by the commands that judge, and the reading of the rulebook.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::FAILED;
use super::output::has_notes;
use crate::analysis::judge::Rulebook;
use crate::app::{BatchJudging, judging_notes, read_rulebook};
use crate::domain::{Day, day_from_iso};
use crate::locale::Lang;

/// Reads a day as ISO 8601 has it.
pub(super) fn parse_day(text: &str) -> Result<Day, String> {
    day_from_iso(text).ok_or_else(|| "expected a day such as 2024-06-30".to_owned())
}

/// How a command judges; an error is told, and its exit code handed back.
pub(super) fn judging(
    as_of: Option<Day>,
    rulebook: Option<&PathBuf>,
    is_wanted: bool,
    lang: Lang,
) -> Result<BatchJudging, u8> {
    let book = rulebook.map(|path| read_rulebook(path)).transpose().map_err(|error| {
        eprintln!("{}", error.message(lang));
        FAILED
    })?;
    Ok(BatchJudging { as_of, book: book.map(Arc::new), is_wanted })
}

/// Says on the error output what findings stand on, where the file they go to has no place for it.
pub(super) fn tell_basis(out: &Path, book: &Rulebook, as_of: Day, lang: Lang) {
    if has_notes(out) {
        return;
    }
    for (name, value) in judging_notes(lang, book, as_of) {
        eprintln!("{name}: {value}");
    }
}
