//! What becomes of a finished load: a data set that is shown, a question, or a notice.

use std::path::Path;

use super::document::Document;
use super::jobs::{LoadError, LoadRequest, Loaded, Work};
use super::notice::{NoticeKind, Severity};
use super::workspace::{CrsQuestion, Effect, LayerQuestion, Workspace};
use crate::io::ReadError;

impl Workspace {
    pub(super) fn show(&mut self, loaded: Loaded) {
        let generation = self.new_id();
        let mut loaded = loaded;
        let work = std::mem::take(&mut loaded.work);
        let remembered = match &work {
            Work::Project(path, _) => Some(path.clone()),
            Work::None => loaded.source.path().map(Path::to_owned),
            Work::OfOpen(_) => None,
        };
        let asks = loaded.ask_columns
            && !super::column_needs::column_needs(&loaded.report, loaded.sample.as_deref()).is_empty();
        let beside_notices = std::mem::take(&mut loaded.beside.notices);
        let mut document = Document::new(loaded, generation);
        document.watched_by(self.wake());
        // What was told of the file before is no longer of interest.
        self.notices.retain(|notice| notice.kind.severity() < Severity::Warning);
        match work {
            Work::None => {}
            Work::Project(path, file) => {
                let matched = document.lay_project(Some(&path), *file);
                if !matched.unmatched.is_empty() || !matched.same_source {
                    self.notify(NoticeKind::ProjectSourceChanged {
                        file: document.source().file_name(),
                        matched: matched.matched,
                        unmatched: matched.unmatched,
                    });
                }
            }
            Work::OfOpen(generation) => {
                if let Some(open) = self.document.take_if(|open| open.generation == generation) {
                    document.carry_over(&open);
                }
            }
        }
        if let Some(error) = document.rulebook_fault.take() {
            self.notify(NoticeKind::RulebookOfProject(error));
        }
        for notice in beside_notices {
            self.notify(notice);
        }
        let findings = document.report().warnings_total();
        if findings > 0 {
            self.notify(NoticeKind::ReadWithFindings { file: document.source().file_name(), findings });
        }
        let restores_work = std::mem::take(&mut self.restores_work);
        if let Some(tags) = self.autosave.find(&document)
            && !restores_work
        {
            self.notify(NoticeKind::AutosaveFound { file: document.source().file_name(), tags });
        }
        self.document = Some(document);
        if restores_work {
            self.restore_autosave();
        }
        self.firm_draft = None;
        self.boundary_draft = None;
        self.examine();
        if let Some(path) = remembered {
            self.change_settings(|settings| settings.remember(&path));
        }
        self.effects.push_back(Effect::Opened);
        if asks {
            self.effects.push_back(Effect::AskColumns);
        }
    }

    pub(super) fn not_loaded(&mut self, request: LoadRequest, error: LoadError) {
        match error {
            LoadError::Read(source, error) => match *error {
                // The project's own source may be what the question is about; the request asks for it again.
                ReadError::CrsUnknown(unknown) => {
                    self.crs_question = Some(CrsQuestion { request, unknown: *unknown });
                }
                ReadError::LayerUnknown { layers, .. } => {
                    self.layer_question = Some(LayerQuestion { request, layers });
                }
                ReadError::Cancelled => self.notify(NoticeKind::Cancelled),
                error => self.notify(NoticeKind::NotRead { file: source.file_name(), error }),
            },
            LoadError::Project(source, error) => {
                self.notify(NoticeKind::ProjectNotRead { file: source.file_name(), error });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Action, JobKind, Paths, SelectMode};
    use super::*;
    use crate::domain::{RenewalModel, RowSet};
    use crate::geometry::Crs;
    use crate::io::{ReadOptions, Source};

    /// A workspace on the sample with its first parcel tagged anew.
    fn worked_on(paths: Paths) -> Workspace {
        let mut workspace = Workspace::new(paths, Arc::new(|| {}));
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        let len = workspace.document().expect("the sample").table().len();
        workspace.apply(Action::Select(RowSet::from_rows(len, [0]), SelectMode::Replace));
        workspace.apply(Action::TagRows(RowSet::from_rows(len, [0]), Some(RenewalModel::EnclavePark)));
        workspace
    }

    #[test]
    fn a_save_that_ends_after_another_data_set_was_opened_leaves_that_one_unsaved() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = worked_on(Paths::default());
        workspace.apply(Action::SaveProject(folder.path().join("first.mulens")));
        let save = workspace.jobs.remove(0);
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        workspace.apply(Action::TagRows(RowSet::full(631), Some(RenewalModel::SlimCore)));
        workspace.jobs.push(save);
        workspace.finish_jobs();
        assert!(workspace.has_unsaved_work());
        assert_eq!(workspace.document().unwrap().project_path(), None);
    }

    #[test]
    fn reading_the_open_file_again_keeps_the_work_though_every_parcel_gets_another_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("local.geojson");
        let square = |x: f64| format!("[[{x},0],[{},0],[{},0.001],[{x},0.001],[{x},0]]", x + 0.001, x + 0.001);
        let feature = |x: f64| {
            let ring = square(x);
            format!(r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#)
        };
        let text = format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, feature(100.0), feature(101.0));
        std::fs::write(&path, text).unwrap();
        let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
        workspace.open(LoadRequest::new(Source::Path(path)));
        workspace.finish_jobs();
        let second = || RowSet::from_rows(2, [1]);
        workspace.apply(Action::Select(second(), SelectMode::Replace));
        workspace.apply(Action::TagRows(second(), Some(RenewalModel::EnclavePark)));
        workspace.apply(Action::SetNote(1, "看过".to_owned()));
        let key = workspace.document().unwrap().table().key(1).to_owned();

        // Read as metres of a plane without a place the same numbers lie elsewhere.
        let options = ReadOptions { crs: Some(Crs::LocalMetres), ..ReadOptions::default() };
        workspace.apply(Action::Reread(options));
        workspace.finish_jobs();
        let document = workspace.document().unwrap();
        assert_ne!(document.table().key(1), key);
        assert_eq!(document.tags().get(1), Some(RenewalModel::EnclavePark));
        assert_eq!((document.note(1), document.selection()), (Some("看过"), &second()));
        assert!(document.is_dirty());
    }

    #[test]
    fn a_job_that_dies_wakes_the_window_and_is_told_and_the_open_data_set_stays() {
        let (sender, woken) = std::sync::mpsc::channel();
        let wake = Arc::new(move || sender.send(()).unwrap_or_default());
        let mut workspace = Workspace::new(Paths::default(), wake);
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        // Once for what was read, once for what was found in looking it over.
        woken.recv().unwrap();
        woken.recv().unwrap();
        workspace.start(JobKind::Export, "地块.csv".to_owned(), |_| panic!("a fault of the program"));
        woken.recv().unwrap();
        workspace.poll(std::time::Instant::now());
        let told = workspace.notices().last().map(|notice| notice.kind.message(crate::locale::Lang::Zh)).unwrap();
        assert!(told.contains("地块.csv"), "{told}");
        assert!(workspace.document().is_some() && workspace.jobs().next().is_none());
    }

    #[test]
    fn of_two_loads_only_the_last_is_shown_and_the_first_says_nothing() {
        let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
        workspace.open(LoadRequest::new(Source::Path("nowhere.geojson".into())));
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        assert!(workspace.document().is_some());
        assert!(workspace.notices().iter().all(|notice| !matches!(notice.kind, NoticeKind::NotRead { .. })));
    }

    #[test]
    fn work_that_was_not_saved_is_offered_at_the_next_start_and_can_be_restored() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { settings: None, autosaves: Some(folder.path().join("autosave")) };
        let mut workspace = worked_on(paths.clone());
        let now = std::time::Instant::now();
        workspace.poll(now);
        workspace.poll(now + std::time::Duration::from_mins(1));
        workspace.finish_jobs();
        // The program ends here without a word.
        drop(workspace);

        let mut workspace = Workspace::new(paths, Arc::new(|| {}));
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        assert!(workspace.notices().iter().any(|notice| matches!(notice.kind, NoticeKind::AutosaveFound { .. })));
        workspace.apply(Action::RestoreAutosave);
        assert_eq!(workspace.document().unwrap().tags().get(0), Some(RenewalModel::EnclavePark));
        assert!(workspace.has_unsaved_work(), "restored work is still in no project");
    }
}
