//! Why a file could not be written, in one sentence for the user.
//!
//! Knows the reasons a system gives; must not know which kind of file was being written.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::locale::Lang;

/// Why a file could not be written. Whatever stood at the path before still stands there.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused: disk full, no permission, a device gone.
    #[error("cannot write: {source}: {}", path.display())]
    Io {
        /// The file to be written.
        path: PathBuf,
        /// What the system said.
        source: Error,
    },
    /// The target is the file the parcels were read from.
    #[error("would overwrite the opened source: {}", path.display())]
    OntoSource {
        /// The file to be written.
        path: PathBuf,
    },
    /// The target is a folder.
    #[error("is a folder: {}", path.display())]
    IsFolder {
        /// The file to be written.
        path: PathBuf,
    },
    /// The target's folder does not exist.
    #[error("no such folder: {}", path.display())]
    NoFolder {
        /// The file to be written.
        path: PathBuf,
    },
    /// The target exists and is write-protected.
    #[error("is write-protected: {}", path.display())]
    WriteProtected {
        /// The file to be written.
        path: PathBuf,
    },
}

impl WriteError {
    /// One sentence: what failed, why, what to do, where.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let with_path = |id, path: &Path| lang.text_with(id, [("path", path.display().to_string().into())]);
        match self {
            Self::Io { path, source } => lang.text_with(
                "export-failed",
                [("reason", system_reason(lang, source).into()), ("path", path.display().to_string().into())],
            ),
            Self::OntoSource { path } => with_path("export-onto-source", path),
            Self::IsFolder { path } => with_path("export-is-folder", path),
            Self::NoFolder { path } => with_path("export-no-folder", path),
            Self::WriteProtected { path } => with_path("export-write-protected", path),
        }
    }
}

/// The system's reason in the user's words; the system's own where it is a rare one.
#[must_use]
pub fn system_reason(lang: Lang, error: &Error) -> String {
    let code = error.raw_os_error().filter(|_| cfg!(windows));
    reason(lang, error, is_locked_on_windows(code))
}

/// Whether Windows refused because another program holds the file: a sharing or a lock violation, which have no kind of
/// their own.
fn is_locked_on_windows(code: Option<i32>) -> bool {
    const ERROR_SHARING_VIOLATION: i32 = 32;
    const ERROR_LOCK_VIOLATION: i32 = 33;
    matches!(code, Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

fn reason(lang: Lang, error: &Error, is_locked: bool) -> String {
    let id = match error.kind() {
        _ if is_locked => "export-reason-busy",
        ErrorKind::NotFound => "export-reason-not-found",
        ErrorKind::PermissionDenied => "export-reason-permission",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::WriteZero => "export-reason-disk-full",
        ErrorKind::ReadOnlyFilesystem => "export-reason-read-only",
        ErrorKind::FileTooLarge => "export-reason-too-large",
        ErrorKind::IsADirectory => "export-reason-folder",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "export-reason-busy",
        ErrorKind::BrokenPipe => "export-reason-pipe",
        ErrorKind::InvalidFilename => "export-reason-name",
        _ => return error.to_string(),
    };
    lang.text(id).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_write_error_is_a_sentence_with_its_path_last_in_both_languages() {
        let path = PathBuf::from("park.csv");
        let errors = [
            WriteError::Io { path: path.clone(), source: ErrorKind::StorageFull.into() },
            WriteError::OntoSource { path: path.clone() },
            WriteError::IsFolder { path: path.clone() },
            WriteError::NoFolder { path: path.clone() },
            WriteError::WriteProtected { path },
        ];
        for error in errors {
            for lang in Lang::ALL {
                let message = error.message(lang);
                assert!(message.ends_with("park.csv"), "{message}");
                assert!(!message.contains("export-"), "{message}");
            }
        }
    }

    #[test]
    fn a_file_another_program_holds_is_told_as_such_on_every_system() {
        for lang in Lang::ALL {
            let told = lang.text("export-reason-busy");
            assert_eq!(system_reason(lang, &Error::from(ErrorKind::ResourceBusy)), told);
            for code in [32, 33] {
                assert!(is_locked_on_windows(Some(code)));
            }
            assert_eq!(reason(lang, &Error::other("sharing violation"), true), told);
            assert_ne!(reason(lang, &Error::other("sharing violation"), false), told);
        }
        assert!(!is_locked_on_windows(Some(5)) && !is_locked_on_windows(None));
    }

    #[test]
    fn common_reasons_are_told_in_the_users_language() {
        let full = Error::from(ErrorKind::StorageFull);
        assert_ne!(system_reason(Lang::Zh, &full), system_reason(Lang::En, &full));
        let rare = Error::other("odd");
        assert_eq!(system_reason(Lang::Zh, &rare), "odd");
    }
}
