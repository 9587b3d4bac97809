//! What the workspace writes: the project, exports, pictures, autosaved work; and what becomes of it on closing.

use std::path::{Path, PathBuf};

use super::document::Document;
use super::exports::{ExportRequest, ExportWork};
use super::jobs::{JobKind, Outcome};
use super::notice::NoticeKind;
use super::workspace::Workspace;
use crate::io::{ExportError, refuse_sources, write_atomic_with, write_png};

impl Workspace {
    pub(super) fn save(&mut self, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let path = if path.extension().is_none() { path.with_extension("mulens") } else { path };
        if let Err(error) = refuse_sources(&path, &document.sources()) {
            self.notify(NoticeKind::NotSaved { path, error });
            return;
        }
        let (draft, generation, position) =
            (document.project_draft(&path), document.generation, document.history.position());
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start(JobKind::Save, subject, move |_| {
            let result = draft.file().write(&path);
            Outcome::Saved { path, generation, position, result }
        });
    }

    pub(super) fn export(&mut self, request: ExportRequest) {
        let lang = self.lang();
        let Some(document) = &mut self.document else { return };
        let work = ExportWork::new(document, request.what, request.scope, lang);
        let subject = request.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start(JobKind::Export, subject, move |_| {
            let written = work.write(&request);
            Outcome::Exported(request.path, written)
        });
    }

    /// Writes pixels as a PNG picture.
    pub fn export_picture(&mut self, path: PathBuf, width: u32, height: u32, pixels: Vec<[u8; 4]>) {
        let sources = self.document.as_ref().map_or_else(Vec::new, Document::sources);
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start(JobKind::Export, subject, move |_| {
            let written = refuse_sources(&path, &sources)
                .map_err(ExportError::from)
                .and_then(|()| write_atomic_with(&path, |out| write_png(width, height, &pixels, out)));
            Outcome::Exported(path, written.map(|()| None))
        });
    }

    pub(super) fn close(&mut self) {
        self.leave_examination();
        if let Some(document) = self.document.take() {
            self.autosave.forget(&document);
        }
        self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::AutosaveFound { .. }));
    }
}

/// Writes an autosave, its folder made first.
pub(super) fn write_project(file: &crate::io::ProjectFile, path: &Path) -> Result<(), crate::io::WriteError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|source| crate::io::WriteError::Io { path: path.to_owned(), source })?;
    }
    file.write(path)
}
