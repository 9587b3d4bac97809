//! Why a project file could not be opened, in one sentence for the user.

use std::io;
use std::path::PathBuf;

use crate::io::write_error::system_reason;
use crate::locale::Lang;

/// Why a project file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The system refused to read it.
    #[error("cannot read the project: {source}: {}", path.display())]
    Unreadable {
        /// The project file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no JSON: damaged, or another kind of file.
    #[error("the project is not JSON (line {line}, column {column}): {}", path.display())]
    NotJson {
        /// The project file.
        path: PathBuf,
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault, from 1.
        column: usize,
    },
    /// It is JSON of another kind.
    #[error("not a MuLens project: {}", path.display())]
    NotProject {
        /// The project file.
        path: PathBuf,
    },
    /// A later version of the program wrote it.
    #[error("project version {found} is newer than {supported}: {}", path.display())]
    NewerVersion {
        /// The project file.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The latest version this program reads.
        supported: u64,
    },
    /// A member has a type it must not have.
    #[error("the project does not follow its format ({detail}): {}", path.display())]
    Damaged {
        /// The project file.
        path: PathBuf,
        /// Which member, as the parser tells it.
        detail: String,
    },
    /// The parcel file the project is about is in neither of the places it names.
    #[error("the project's parcel file is missing: {}", path.display())]
    SourceMissing {
        /// Where the parcel file was when the project was saved.
        path: PathBuf,
    },
}

impl ProjectError {
    /// One sentence: what failed, why, what to do, where.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (Self::Unreadable { path, .. }
        | Self::NotJson { path, .. }
        | Self::NotProject { path }
        | Self::NewerVersion { path, .. }
        | Self::Damaged { path, .. }
        | Self::SourceMissing { path }) = self;
        let path = ("path", path.display().to_string().into());
        match self {
            Self::Unreadable { source, .. } => {
                lang.text_with("project-unreadable", [("reason", system_reason(lang, source).into()), path])
            }
            Self::NotJson { line, column, .. } => {
                lang.text_with("project-not-json", [("line", (*line).into()), ("column", (*column).into()), path])
            }
            Self::NotProject { .. } => lang.text_with("project-not-project", [path]),
            Self::NewerVersion { found, supported, .. } => {
                lang.text_with("project-newer", [("found", (*found).into()), ("supported", (*supported).into()), path])
            }
            Self::Damaged { detail, .. } => {
                lang.text_with("project-damaged", [("detail", detail.as_str().into()), path])
            }
            Self::SourceMissing { .. } => lang.text_with("project-source-missing", [path]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_project_error_is_a_sentence_with_its_path_last_in_both_languages() {
        let path = || PathBuf::from("jimo.mulens");
        let errors = [
            ProjectError::Unreadable { path: path(), source: io::ErrorKind::PermissionDenied.into() },
            ProjectError::NotJson { path: path(), line: 3, column: 7 },
            ProjectError::NotProject { path: path() },
            ProjectError::NewerVersion { path: path(), found: 9, supported: 1 },
            ProjectError::Damaged { path: path(), detail: "tags".to_owned() },
            ProjectError::SourceMissing { path: path() },
        ];
        for error in errors {
            let messages = Lang::ALL.map(|lang| error.message(lang));
            assert_ne!(messages[0], messages[1]);
            for message in messages {
                assert!(message.ends_with("jimo.mulens") && !message.contains("project-"), "{message}");
            }
        }
    }
}
