//! Work is saved by itself into the program's own folder, so that a crash or a power cut loses at most half a minute.
//!
//! The autosave of a data set is a project file of its own; it goes when the work is saved or thrown away by the user's
//! own word, and is offered when the same data set is opened and it is still there.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::document::Document;
use super::project::ProjectDraft;
use crate::io::{ProjectFile, autosave_path};

/// How long unsaved work may stay only in memory.
const EVERY: Duration = Duration::from_secs(20);

/// When the open document was last autosaved.
#[derive(Debug, Default)]
pub struct Autosave {
    /// Folder of the autosaves; without one nothing is autosaved.
    folder: Option<PathBuf>,
    /// The state last written, by data set and place in history.
    written: Option<(u64, u64)>,
    at: Option<Instant>,
    /// The work of an earlier run that is being offered.
    offered: Option<(PathBuf, Box<ProjectFile>)>,
}

impl Autosave {
    /// Autosaves into this folder.
    #[must_use]
    pub fn into_folder(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// The folder of autosaves.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    fn path(&self, document: &Document) -> Option<PathBuf> {
        Some(autosave_path(document.project_path(), document.source(), self.folder.as_deref()?))
    }

    /// What is to be written now, and where: only when there is work, and not more often than every [`EVERY`].
    pub(super) fn due(&mut self, document: &Document, now: Instant) -> Option<(PathBuf, ProjectDraft)> {
        if !document.is_dirty() || self.offered.is_some() {
            return None;
        }
        let state = (document.generation(), document.history.position());
        if self.written == Some(state) {
            return None;
        }
        let Some(at) = self.at else {
            // The first change starts the clock, so that a day's first tag is written soon and not at once.
            self.at = Some(now);
            return None;
        };
        if now.duration_since(at) < EVERY {
            return None;
        }
        self.now(document, now)
    }

    /// What is to be written whatever the clock says.
    pub(super) fn now(&mut self, document: &Document, now: Instant) -> Option<(PathBuf, ProjectDraft)> {
        let path = self.path(document)?;
        self.written = Some((document.generation(), document.history.position()));
        self.at = Some(now);
        let draft = document.project_draft(&path);
        Some((path, draft))
    }

    /// When the next autosave is due, if work waits for one.
    #[must_use]
    pub fn next_due(&self, document: &Document, now: Instant) -> Option<Duration> {
        let waits = document.is_dirty() && self.written != Some((document.generation(), document.history.position()));
        (waits && self.folder.is_some())
            .then(|| self.at.map_or(EVERY, |at| EVERY.saturating_sub(now.duration_since(at))))
    }

    /// Looks for work of an earlier run on a data set that was just opened. Says how many tags it has.
    pub fn find(&mut self, document: &Document) -> Option<usize> {
        self.offered = None;
        self.written = None;
        self.at = None;
        let path = self.path(document)?;
        let file = ProjectFile::read(&path).ok()?;
        let tags = file.tags.len();
        self.offered = Some((path, Box::new(file)));
        Some(tags)
    }

    /// Hands out the offered work; it stays on disk until it is saved.
    pub fn take_offered(&mut self) -> Option<Box<ProjectFile>> {
        self.offered.take().map(|(_, file)| file)
    }

    /// Throws the offered work away.
    pub fn discard_offered(&mut self) {
        if let Some((path, _)) = self.offered.take() {
            remove(&path);
        }
    }

    /// The document was saved, or its work thrown away: its autosave has no more to offer.
    pub fn forget(&mut self, document: &Document) {
        if self.offered.is_none()
            && let Some(path) = self.path(document)
        {
            remove(&path);
        }
        self.at = None;
    }
}

fn remove(path: &Path) {
    match std::fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(%error, path = %path.display(), "an old autosave stays behind"),
    }
}
