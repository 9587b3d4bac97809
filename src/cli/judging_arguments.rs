//! The arguments that say how parcels are judged, shared by the commands that judge, and the reading of the rulebook.

use std::path::PathBuf;
use std::sync::Arc;

use super::FAILED;
use crate::app::{BatchJudging, read_rulebook};
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
