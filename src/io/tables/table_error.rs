//! Why a list could not be read, each as one sentence that says what to do.

use std::io;
use std::path::PathBuf;

use crate::io::write_error::system_reason;
use crate::locale::Lang;

/// Why a list could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The system refused to read it, or it is no file.
    #[error("{source}: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A workbook under a password.
    #[error("under a password: {}", .0.display())]
    Password(PathBuf),
    /// A workbook that is damaged or of a kind that is not read.
    #[error("{detail}: {}", path.display())]
    BadWorkbook {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        detail: String,
    },
    /// Something else under a list's name.
    #[error("not a list: {}", path.display())]
    NotATable {
        /// The file.
        path: PathBuf,
        /// The text id of what it looks like.
        looks_like: &'static str,
    },
    /// More than any list of firms holds.
    #[error("too large: {}", .0.display())]
    TooLarge(PathBuf),
    /// No filled cell, or no sheet.
    #[error("nothing in it: {}", .0.display())]
    Empty(PathBuf),
    /// The workbook has no sheet of this name.
    #[error("no sheet {sheet}: {}", path.display())]
    NoSuchSheet {
        /// The file.
        path: PathBuf,
        /// The sheet asked for.
        sheet: String,
    },
}

impl TableError {
    /// One sentence: what failed, why, what to do, where.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (Self::Unreadable { path, .. }
        | Self::Password(path)
        | Self::BadWorkbook { path, .. }
        | Self::NotATable { path, .. }
        | Self::TooLarge(path)
        | Self::Empty(path)
        | Self::NoSuchSheet { path, .. }) = self;
        let path = ("path", path.display().to_string().into());
        match self {
            Self::Unreadable { source, .. } => {
                lang.text_with("list-unreadable", [("reason", system_reason(lang, source).into()), path])
            }
            Self::Password(_) => lang.text_with("list-password", [path]),
            Self::BadWorkbook { detail, .. } => {
                lang.text_with("list-bad-workbook", [("detail", detail.as_str().into()), path])
            }
            Self::NotATable { looks_like, .. } => {
                lang.text_with("list-not-a-table", [("what", lang.text(looks_like).into_owned().into()), path])
            }
            Self::TooLarge(_) => lang.text_with("list-too-large", [path]),
            Self::Empty(_) => lang.text_with("list-empty", [path]),
            Self::NoSuchSheet { sheet, .. } => {
                lang.text_with("list-no-such-sheet", [("sheet", sheet.as_str().into()), path])
            }
        }
    }
}
