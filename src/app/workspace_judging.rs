//! What the workspace does for judging: starts the job a large data set needs, reads and writes rulebook files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::Document;
use super::jobs::{JobKind, Outcome};
use super::judging::{read_rulebook, rulebook_name, write_rulebook};
use super::missing_list::{Filled, read_filled};
use super::notice::NoticeKind;
use super::workspace::Workspace;
use crate::io::refuse_sources;

impl Workspace {
    /// Starts to judge the open data set, if a view asked for it. One job at a time: what changed meanwhile is judged
    /// after it.
    pub(super) fn judge_if_wanted(&mut self) {
        if self.jobs.iter().any(|job| job.kind == JobKind::Judge) {
            return;
        }
        let Some(document) = &mut self.document else { return };
        let Some(work) = document.take_judging() else { return };
        let (generation, subject) = (document.generation(), document.source().file_name());
        let first_picture = document.first_picture.clone();
        self.start(JobKind::Judge, subject, move |_| {
            first_picture.wait();
            Outcome::Judged(generation, Arc::new(work.judge()))
        });
    }

    /// Takes the filled cells of a missing-items list that came back as corrections, in one undoable step.
    pub(super) fn read_filled(&mut self, path: &Path) {
        let Some(document) = &mut self.document else { return };
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match read_filled(path, document.table()) {
            Ok(Some(Filled { cells, bad })) => {
                let taken = document.correct_all(cells);
                self.notify(NoticeKind::FilledRead { file, taken, bad });
            }
            Ok(None) => self.notify(NoticeKind::NoFilledList(file)),
            Err(error) => self.notify(NoticeKind::FilledNotRead(error)),
        }
    }

    /// Judges by a rulebook file. One that is at fault is told with its line, and the rules stay as they are.
    pub(super) fn load_rulebook(&mut self, path: &Path) {
        match read_rulebook(path) {
            Ok(book) => {
                let name = rulebook_name(self.lang(), &book);
                if let Some(document) = &mut self.document {
                    document.set_rulebook(Arc::new(book), None);
                    self.notify(NoticeKind::RulebookLoaded(name));
                }
            }
            Err(error) => self.notify(NoticeKind::RulebookNotRead(error)),
        }
    }

    pub(super) fn save_rulebook(&mut self, path: PathBuf) {
        let path = if path.extension().is_none() { path.with_extension("toml") } else { path };
        let Some(document) = &self.document else { return };
        let written = refuse_sources(&path, &Document::sources(document))
            .and_then(|()| write_rulebook(&document.judging().book, &path));
        match written {
            Ok(()) => self.notify(NoticeKind::Exported { path, rows: None }),
            Err(error) => self.notify(NoticeKind::NotExported { path, error: error.into() }),
        }
    }
}
