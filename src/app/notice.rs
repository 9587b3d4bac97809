//! Notices: what happened, to what, and what can be done. They stay until read, in whatever language is on.

use std::path::PathBuf;
use std::sync::Arc;

use super::base_file::{BaseFile, base_sentences};
use super::beside::BesideError;
use super::commitments::{JoinedCommitments, LaidCommitments, commitment_sentences};
use super::jobs::JobKind;
use super::judging::RulebookFileError;
use super::missing_list::{BadCell, filled_sentences};
use crate::io::tables::TableError;
use crate::io::{ExportError, ProjectError, ReadError, WriteError};
use crate::locale::Lang;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done.
    Info,
    /// Something was done otherwise than asked, or wants a look.
    Warning,
    /// Something was not done.
    Error,
}

/// What a notice tells.
#[derive(Debug)]
pub enum NoticeKind {
    /// A file was read with findings that want a look.
    ReadWithFindings {
        /// The file.
        file: String,
        /// Findings in all.
        findings: usize,
    },
    /// A file was not read.
    NotRead {
        /// The file.
        file: String,
        /// Why.
        error: ReadError,
    },
    /// A project was not read.
    ProjectNotRead {
        /// The project file.
        file: String,
        /// Why.
        error: ProjectError,
    },
    /// A project was laid over a source that is not the one it was saved with.
    ProjectSourceChanged {
        /// The source.
        file: String,
        /// Tags and notes that found their parcel.
        matched: usize,
        /// Keys of tags and notes that did not.
        unmatched: Vec<String>,
    },
    /// The project was saved.
    Saved(PathBuf),
    /// The project was not saved; the work is still here.
    NotSaved {
        /// Where to.
        path: PathBuf,
        /// Why.
        error: WriteError,
    },
    /// An export was written.
    Exported {
        /// Where to.
        path: PathBuf,
        /// Rows or features written, where it counts them.
        rows: Option<usize>,
    },
    /// An export was not written.
    NotExported {
        /// Where to.
        path: PathBuf,
        /// Why.
        error: ExportError,
    },
    /// Work of an earlier run was found that no project holds.
    AutosaveFound {
        /// The file it belongs to.
        file: String,
        /// Tags in it.
        tags: usize,
    },
    /// The autosave could not be written.
    NotAutosaved(WriteError),
    /// Rows were copied to the clipboard.
    Copied(usize),
    /// So many parcels were changed: the id of the sentence, and how many.
    ParcelsChanged(&'static str, usize),
    /// A job was cancelled.
    Cancelled,
    /// A job ended without an outcome: a fault of the program.
    JobDied(JobKind, String),
    /// Nothing is selected that could be tagged.
    NothingSelected,
    /// A dialog did not come up or was left; a path can be typed.
    NoDialog,
    /// Something beside the parcel file is no longer what the project was saved with; it was read as it is.
    BesideChanged(String),
    /// Something beside the parcel file was not read.
    BesideNotRead(BesideError),
    /// A firms' list was joined, or read again.
    FirmsJoined {
        /// The list.
        file: String,
        /// Its rows that found a parcel.
        matched: usize,
        /// Its rows.
        rows: usize,
        /// Whether it was joined before.
        is_refreshed: bool,
    },
    /// A list of commitments was joined.
    CommitmentsJoined {
        /// The list.
        joined: Arc<JoinedCommitments>,
        /// What laying it on the parcels came to.
        laid: Box<LaidCommitments>,
    },
    /// A file is the base year now.
    BaseJoined(Arc<BaseFile>),
    /// The joined list has not changed.
    FirmsUnchanged(String),
    /// There is no list to read again.
    NoFirms,
    /// Findings are made by this rulebook now.
    RulebookLoaded(String),
    /// A missing-items list came back.
    FilledRead {
        /// The list.
        file: String,
        /// The cells that say something new by it.
        taken: usize,
        /// The cells that were not taken.
        bad: Vec<BadCell>,
    },
    /// A file is no missing-items list.
    NoFilledList(String),
    /// A list could not be read.
    FilledNotRead(TableError),
    /// A rulebook file was not taken; the rules are as they were.
    RulebookNotRead(RulebookFileError),
    /// What the project says of its rulebook was not understood.
    RulebookOfProject(RulebookFileError),
    /// Boundaries say the parks now.
    ParksByBoundaries {
        /// The file.
        file: String,
        /// Parcels across a border.
        straddling: usize,
        /// Parcels in no zone.
        outside: usize,
    },
}

impl NoticeKind {
    pub(super) fn firms_joined(file: String, matched: usize, rows: usize) -> Self {
        Self::FirmsJoined { file, matched, rows, is_refreshed: false }
    }

    pub(super) fn firms_refreshed(file: String, matched: usize, rows: usize) -> Self {
        Self::FirmsJoined { file, matched, rows, is_refreshed: true }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Saved(_)
            | Self::Exported { .. }
            | Self::Copied(_)
            | Self::ParcelsChanged(..)
            | Self::Cancelled
            | Self::FirmsJoined { .. }
            | Self::FirmsUnchanged(_)
            | Self::NoFirms
            | Self::RulebookLoaded(_)
            | Self::ParksByBoundaries { .. }
            | Self::NothingSelected => Severity::Info,
            Self::BaseJoined(base) if base.is_paired() => Severity::Info,
            Self::FilledRead { bad, .. } if bad.is_empty() => Severity::Info,
            Self::CommitmentsJoined { joined, laid } if joined.list.bad.is_empty() && laid.unmatched.is_empty() => {
                Severity::Info
            }
            Self::ReadWithFindings { .. }
            | Self::FilledRead { .. }
            | Self::CommitmentsJoined { .. }
            | Self::ProjectSourceChanged { .. }
            | Self::AutosaveFound { .. }
            | Self::BesideChanged(_)
            | Self::BaseJoined(_)
            | Self::NoDialog => Severity::Warning,
            Self::NotRead { .. }
            | Self::ProjectNotRead { .. }
            | Self::NotSaved { .. }
            | Self::NotExported { .. }
            | Self::JobDied(..)
            | Self::RulebookNotRead(_)
            | Self::NoFilledList(_)
            | Self::FilledNotRead(_)
            | Self::RulebookOfProject(_)
            | Self::BesideNotRead(_)
            | Self::NotAutosaved(_) => Severity::Error,
        }
    }

    /// Whether it goes by itself after a while: only what needs no reading.
    #[must_use]
    pub fn is_fleeting(&self) -> bool {
        matches!(
            self,
            Self::FirmsUnchanged(_)
                | Self::NoFirms
                | Self::RulebookLoaded(_)
                | Self::Copied(_)
                | Self::ParcelsChanged(..)
                | Self::Cancelled
                | Self::NothingSelected
                | Self::Saved(_)
        )
    }

    /// The notice as a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::ReadWithFindings { file, findings } => lang.text_with(
                "notice-read-with-findings",
                [("file", file.as_str().into()), ("findings", (*findings).into())],
            ),
            Self::NotRead { file, error } => lang
                .text_with("notice-not-read", [("file", file.as_str().into()), ("reason", error.message(lang).into())]),
            Self::ProjectNotRead { file, error } => lang
                .text_with("notice-not-read", [("file", file.as_str().into()), ("reason", error.message(lang).into())]),
            Self::ProjectSourceChanged { file, matched, unmatched } => {
                let shown: Vec<&str> = unmatched.iter().take(5).map(String::as_str).collect();
                lang.text_with(
                    "notice-project-source-changed",
                    [
                        ("file", file.as_str().into()),
                        ("matched", (*matched).into()),
                        ("unmatched", unmatched.len().into()),
                        ("examples", shown.join(", ").into()),
                    ],
                )
            }
            Self::Saved(path) => lang.text_with("notice-saved", [("path", path.display().to_string().into())]),
            Self::NotSaved { path, error } => lang.text_with(
                "notice-not-saved",
                [("path", path.display().to_string().into()), ("reason", error.message(lang).into())],
            ),
            Self::Exported { path, rows: Some(rows) } => lang.text_with(
                "notice-exported-rows",
                [("path", path.display().to_string().into()), ("rows", (*rows).into())],
            ),
            Self::Exported { path, rows: None } => {
                lang.text_with("notice-exported", [("path", path.display().to_string().into())])
            }
            Self::NotExported { path, error } => lang.text_with(
                "notice-not-exported",
                [("path", path.display().to_string().into()), ("reason", error.message(lang).into())],
            ),
            Self::AutosaveFound { file, tags } => {
                lang.text_with("notice-autosave-found", [("file", file.as_str().into()), ("tags", (*tags).into())])
            }
            Self::NotAutosaved(error) => {
                lang.text_with("notice-not-autosaved", [("reason", error.message(lang).into())])
            }
            Self::ParcelsChanged(id, count) => lang.text_with(id, [("count", (*count).into())]),
            Self::Copied(rows) => lang.text_with("notice-copied", [("rows", (*rows).into())]),
            Self::Cancelled => lang.text("notice-cancelled").into_owned(),
            Self::JobDied(kind, subject) => lang.text_with(
                "notice-job-died",
                [("job", lang.text(kind.text_id()).into_owned().into()), ("subject", subject.as_str().into())],
            ),
            Self::NothingSelected => lang.text("notice-nothing-selected").into_owned(),
            Self::NoDialog => lang.text("notice-no-dialog").into_owned(),
            Self::BesideChanged(file) => lang.text_with("notice-beside-changed", [("file", file.as_str().into())]),
            Self::BesideNotRead(error) => error.message(lang),
            Self::FirmsJoined { file, matched, rows, is_refreshed } => lang.text_with(
                if *is_refreshed { "notice-firms-refreshed" } else { "notice-firms-joined" },
                [("file", file.as_str().into()), ("matched", (*matched).into()), ("rows", (*rows).into())],
            ),
            Self::CommitmentsJoined { joined, laid } => first_told(&commitment_sentences(lang, joined, laid)),
            Self::BaseJoined(base) => base_sentences(lang, base).join(""),
            Self::FirmsUnchanged(file) => lang.text_with("notice-firms-unchanged", [("file", file.as_str().into())]),
            Self::RulebookLoaded(name) => lang.text_with("notice-rulebook-loaded", [("name", name.as_str().into())]),
            Self::FilledRead { file, taken, bad } => {
                first_told(&filled_sentences(lang, std::path::Path::new(file), *taken, bad))
            }
            Self::NoFilledList(file) => lang.text_with("notice-no-filled-list", [("file", file.as_str().into())]),
            Self::FilledNotRead(error) => error.message(lang),
            Self::RulebookNotRead(error) => {
                lang.text_with("notice-rulebook-not-read", [("reason", error.message(lang).into())])
            }
            Self::RulebookOfProject(error) => {
                lang.text_with("notice-rulebook-of-project", [("reason", error.message(lang).into())])
            }
            Self::NoFirms => lang.text("notice-no-firms").into_owned(),
            Self::ParksByBoundaries { file, straddling, outside } => lang.text_with(
                "notice-parks-by-boundaries",
                [("file", file.as_str().into()), ("straddling", (*straddling).into()), ("outside", (*outside).into())],
            ),
        }
    }
}

/// A notice with its number in this run.
#[derive(Debug)]
pub struct Notice {
    /// The number, for dismissing it.
    pub id: u64,
    /// What it tells.
    pub kind: NoticeKind,
    /// When it came up.
    pub since: std::time::Instant,
}

/// The first of some sentences, a line each: the counts, and so many rows that were not taken.
fn first_told(sentences: &[String]) -> String {
    const TOLD: usize = 6;
    sentences[..sentences.len().min(TOLD)].join("\n")
}
