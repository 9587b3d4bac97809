//! The day and the rulebook as a project keeps them: the day as ISO 8601 has it, the rulebook as its whole text, so that
//! it is read and checked by the one reader there is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document_judging::Judging;
use super::judging::RulebookFileError;
use crate::analysis::judge::Rulebook;
use crate::domain::{Day, day_from_iso, iso_date};

/// What a project says about judging.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedJudging {
    as_of: String,
    /// Left out where it is the one that ships with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    rulebook: Option<String>,
}

/// What a project is to keep.
pub(super) fn judging_member(judging: &Judging) -> Value {
    let book = &*judging.book;
    let rulebook = (book != Rulebook::shipped()).then(|| book.to_toml());
    serde_json::to_value(SavedJudging { as_of: iso_date(judging.as_of), rulebook }).unwrap_or_default()
}

/// What a project at `path` says: the day, if it says one, and the rulebook, if it has one of its own.
pub(super) fn judging_of(
    member: &Value,
    path: &Path,
) -> (Option<Day>, Result<Option<Arc<Rulebook>>, RulebookFileError>) {
    let saved: SavedJudging = serde_json::from_value(member.clone()).unwrap_or_default();
    let fault = |source| RulebookFileError::Fault { path: PathBuf::from(path), source };
    let book = saved.rulebook.map(|text| Rulebook::from_toml(&text).map(Arc::new).map_err(fault));
    (day_from_iso(&saved.as_of), book.transpose())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_and_rulebook_come_back_as_they_were_saved() {
        let mut book = Rulebook::shipped().clone();
        let shipped = Judging { as_of: 19_000, book: Arc::new(book.clone()), ..Judging::default() };
        let member = judging_member(&shipped);
        assert!(member.get("rulebook").is_none());
        let (day, read) = judging_of(&member, Path::new("a.mulens"));
        assert_eq!((day, read.unwrap()), (Some(19_000), None));
        book.idle.take_back.years = 3.0;
        book.idle.take_back.kind = crate::analysis::judge::RuleKind::User;
        let own = Judging { book: Arc::new(book), ..shipped };
        let (_, read) = judging_of(&judging_member(&own), Path::new("a.mulens"));
        assert_eq!(read.unwrap(), Some(own.book));
    }

    #[test]
    fn a_rulebook_that_is_at_fault_is_told_with_its_line_and_a_member_of_nonsense_says_nothing() {
        let member = serde_json::json!({ "as_of": "2024-06-30", "rulebook": "version = 1\nname = 7" });
        let (day, read) = judging_of(&member, Path::new("a.mulens"));
        assert!(day.is_some());
        let told = read.unwrap_err().message(crate::locale::Lang::En);
        assert!(told.contains("a.mulens") && told.contains("line 2"), "{told}");
        let (day, read) = judging_of(&serde_json::json!([1]), Path::new(""));
        assert!(day.is_none() && matches!(read, Ok(None)));
    }
}
