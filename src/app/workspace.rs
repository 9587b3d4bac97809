//! The program's state for as long as it runs, and the one place where actions are applied.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::actions::Action;
use super::autosave::Autosave;
use super::command::Command;
use super::document::Document;
use super::examination::examine;
use super::jobs::{Job, JobKind, LoadRequest, Outcome, load};
use super::notice::{Notice, NoticeKind};
use super::settings::Settings;
use super::workspace_beside::DraftedFirms;
use super::workspace_writing::write_project;
use super::workspace_zones::DraftedBoundaries;
use crate::io::{LayerInfo, ReadOptions, Source, UnknownCrs};
use crate::locale::Lang;

/// How long a notice that needs no reading stays.
const FLEETING: Duration = Duration::from_secs(6);

/// Where the program keeps its own files. `None` keeps nothing: tests, and systems without a home.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The settings file.
    pub settings: Option<PathBuf>,
    /// The folder of autosaves.
    pub autosaves: Option<PathBuf>,
}

impl Paths {
    /// The folders the system has for such files.
    #[must_use]
    pub fn of_system() -> Self {
        match directories::ProjectDirs::from("", "", "MuLens") {
            Some(folders) => Self {
                settings: Some(folders.config_dir().join("settings.json")),
                autosaves: Some(folders.data_local_dir().join("autosave")),
            },
            None => Self::default(),
        }
    }
}

/// A file that waits for the user to say its coordinate system.
#[derive(Clone, Debug)]
pub struct CrsQuestion {
    /// The load that waits.
    pub request: LoadRequest,
    /// What is known of its coordinates.
    pub unknown: UnknownCrs,
}

/// A file that waits for the user to say which of its layers is meant.
#[derive(Clone, Debug)]
pub struct LayerQuestion {
    /// The load that waits.
    pub request: LoadRequest,
    /// The layers there are.
    pub layers: Vec<LayerInfo>,
}

/// What the window must do beyond showing the new state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A command that is the window's own business: a dialog, a panel, the clipboard.
    Window(Command),
    /// A data set was opened: show it whole.
    Opened,
    /// Something about its columns is missing or uncertain: ask.
    AskColumns,
}

/// The program's state.
pub struct Workspace {
    settings: Settings,
    paths: Paths,
    pub(super) document: Option<Document>,
    pub(super) notices: Vec<Notice>,
    pub(super) jobs: Vec<Job>,
    pub(super) autosave: Autosave,
    pub(super) crs_question: Option<CrsQuestion>,
    pub(super) layer_question: Option<LayerQuestion>,
    pub(super) firm_draft: Option<DraftedFirms>,
    pub(super) boundary_draft: Option<DraftedBoundaries>,
    /// Whether work found for the file that is being opened is laid over it without asking.
    pub(super) restores_work: bool,
    pub(super) effects: VecDeque<Effect>,
    wake: Arc<dyn Fn() + Send + Sync>,
    next_id: u64,
}

impl Workspace {
    /// A workspace with nothing open; `wake` is called from jobs when there is something to take.
    #[must_use]
    pub fn new(paths: Paths, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let settings = paths.settings.as_deref().map(Settings::load).unwrap_or_default();
        Self {
            settings,
            autosave: Autosave::into_folder(paths.autosaves.clone()),
            paths,
            document: None,
            notices: Vec::new(),
            jobs: Vec::new(),
            crs_question: None,
            layer_question: None,
            firm_draft: None,
            boundary_draft: None,
            restores_work: false,
            effects: VecDeque::new(),
            wake,
            next_id: 0,
        }
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes the settings and keeps them for the next run.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings != before
            && let Some(file) = &self.paths.settings
        {
            self.settings.save(file);
        }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }

    /// The open data set.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The open data set, for its caches; changes go through [`Self::apply`].
    pub fn document_mut(&mut self) -> Option<&mut Document> {
        self.document.as_mut()
    }

    /// The notices, oldest first.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The running jobs.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter()
    }

    /// The file that waits for its coordinate system.
    #[must_use]
    pub fn crs_question(&self) -> Option<&CrsQuestion> {
        self.crs_question.as_ref()
    }

    /// The file that waits for its layer to be chosen.
    #[must_use]
    pub fn layer_question(&self) -> Option<&LayerQuestion> {
        self.layer_question.as_ref()
    }

    /// Takes what the window must do, oldest first.
    pub fn take_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// Whether open work would be lost by closing.
    #[must_use]
    pub fn has_unsaved_work(&self) -> bool {
        self.document.as_ref().is_some_and(Document::is_dirty)
    }

    /// Tells the user something.
    pub fn notify(&mut self, kind: NoticeKind) {
        tracing::info!(message = %kind.message(Lang::En), "notice");
        let id = self.new_id();
        self.notices.push(Notice { id, kind, since: Instant::now() });
    }

    /// Whom to wake when something done beside the window's thread is there.
    pub(super) fn wake(&self) -> super::later::Wake {
        Arc::clone(&self.wake)
    }

    pub(super) fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    pub(super) fn start(
        &mut self,
        kind: JobKind,
        subject: String,
        work: impl FnOnce(&crate::io::ReadProgress) -> Outcome + Send + 'static,
    ) {
        let id = self.new_id();
        self.jobs.push(Job::start(id, kind, subject, Arc::clone(&self.wake), work));
    }

    /// Starts to read a file. A load that is still running is cancelled: the last wish counts.
    pub fn open(&mut self, request: LoadRequest) {
        self.cancel_loads();
        self.restores_work = false;
        self.crs_question = None;
        self.layer_question = None;
        let request = LoadRequest { remembered: Arc::new(self.settings.mappings.clone()), ..request };
        let subject = request.source.file_name();
        self.start(JobKind::Load, subject, move |progress| {
            let result = load(request.clone(), progress);
            Outcome::Loaded(request, Box::new(result))
        });
    }

    /// Reads the open file again with other options. The data set stays open until the new reading is there; then the
    /// work done on it meanwhile is laid over the new one.
    pub(super) fn reread(&mut self, options: ReadOptions) {
        let Some(document) = &self.document else { return };
        let mut request =
            LoadRequest { options, again: Some(document.generation), ..LoadRequest::new(document.source().clone()) };
        request.options.hash = true;
        self.open(request);
    }

    /// Takes finished jobs, lets old notices go, autosaves. Called before each frame. Returns when to be called again
    /// even if nothing happens.
    pub fn poll(&mut self, now: Instant) -> Option<Duration> {
        let (done, running): (Vec<_>, Vec<_>) = std::mem::take(&mut self.jobs)
            .into_iter()
            .map(|job| (job.poll(), job))
            .partition(|(state, _)| !matches!(state, Ok(None)));
        self.jobs = running.into_iter().map(|(_, job)| job).collect();
        for (state, job) in done {
            match state {
                Ok(Some(outcome)) => self.take(outcome),
                Ok(None) => {}
                Err(died) => self.told_died(&job, &died),
            }
        }
        self.judge_if_wanted();
        self.notices.retain(|notice| !(notice.kind.is_fleeting() && now.duration_since(notice.since) > FLEETING));
        if let Some(document) = &self.document
            && let Some((path, draft)) = self.autosave.due(document, now)
        {
            self.start(JobKind::Autosave, String::new(), move |_| {
                Outcome::Autosaved(write_project(&draft.file(), &path))
            });
        }
        let fleeting = self.notices.iter().filter(|notice| notice.kind.is_fleeting());
        let notice = fleeting.map(|notice| FLEETING.saturating_sub(now.duration_since(notice.since))).min();
        let autosave = self.document.as_ref().and_then(|document| self.autosave.next_due(document, now));
        [notice, autosave].into_iter().flatten().min().map(|wait| wait + Duration::from_millis(50))
    }

    /// Waits for all jobs and takes their outcomes: for tests, and before the program ends.
    pub fn finish_jobs(&mut self) {
        while let Some(job) = (!self.jobs.is_empty()).then(|| self.jobs.remove(0)) {
            match job.wait() {
                Ok(outcome) => self.take(outcome),
                Err(died) => self.told_died(&job, &died),
            }
        }
    }

    /// Looks the open data set over, off this thread; what is still being looked over is of another and is left.
    pub(super) fn examine(&mut self) {
        self.leave_examination();
        let Some(document) = &self.document else { return };
        let (table, report) = (Arc::clone(document.table()), Arc::clone(document.report()));
        let (source, stamp, generation) = (document.source.clone(), document.stamp.clone(), document.generation);
        let first_picture = document.first_picture.clone();
        self.start(JobKind::Examine, source.file_name(), move |progress| {
            first_picture.wait();
            Outcome::Examined(generation, Box::new(examine(&table, &report, &source, &stamp, progress)))
        });
    }

    pub(super) fn leave_examination(&mut self) {
        for job in self.jobs.extract_if(.., |job| job.kind == JobKind::Examine) {
            job.progress.cancel();
        }
    }

    /// Cancels running loads and leaves them: what they still hand back is stale.
    fn cancel_loads(&mut self) {
        for job in self.jobs.extract_if(.., |job| job.kind == JobKind::Load) {
            job.progress.cancel();
        }
    }

    /// Waits until what was to be written is, before the program ends.
    pub fn shut_down(&mut self) {
        self.leave_examination();
        self.cancel_loads();
        self.finish_jobs();
    }

    /// Whether anything is still being written for the user.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.jobs.iter().any(|job| job.kind == JobKind::Save)
    }

    fn told_died(&mut self, job: &Job, died: &super::jobs::JobDied) {
        tracing::error!(%died, kind = ?job.kind, subject = job.subject);
        self.notify(NoticeKind::JobDied(job.kind, job.subject.clone()));
    }

    fn take(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Loaded(request, result) => match *result {
                Ok(loaded) => self.show(loaded),
                Err(error) => self.not_loaded(request, error),
            },
            Outcome::Saved { path, generation, position, result } => match result {
                Ok(()) => {
                    // Another data set may have been opened meanwhile: its work is not what was saved.
                    if let Some(document) = self.document.as_mut().filter(|document| document.generation == generation)
                    {
                        self.autosave.forget(document);
                        document.history.mark_saved(position);
                        document.project_path = Some(path.clone());
                    }
                    self.change_settings(|settings| settings.remember(&path));
                    self.notify(NoticeKind::Saved(path));
                }
                Err(error) => self.notify(NoticeKind::NotSaved { path, error }),
            },
            Outcome::Exported(path, Ok(rows)) => self.notify(NoticeKind::Exported { path, rows }),
            Outcome::Exported(path, Err(error)) => self.notify(NoticeKind::NotExported { path, error }),
            Outcome::Examined(generation, examination) => {
                if let Some(document) = self.document.as_mut().filter(|document| document.generation == generation) {
                    document.examination = Some(Arc::new(*examination));
                    document.revisions.examination += 1;
                }
            }
            Outcome::Judged(generation, judged) => {
                if let Some(document) = self.document.as_mut().filter(|document| document.generation == generation) {
                    document.take_judged(judged);
                }
            }
            Outcome::Beside(generation, read) => self.take_read(generation, *read),
            Outcome::Autosaved(Ok(())) => {}
            Outcome::Autosaved(Err(error)) => {
                let told = self.notices.iter().any(|notice| matches!(notice.kind, NoticeKind::NotAutosaved(_)));
                if !told {
                    self.notify(NoticeKind::NotAutosaved(error));
                }
            }
        }
    }

    /// Applies an action.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Run(command) => self.run(command),
            Action::OpenFile(path) => self.open(LoadRequest::new(Source::Path(path))),
            Action::OpenFiles(paths) => self.open(LoadRequest::new(Source::of_paths(paths))),
            Action::OpenWith(options) => {
                let crs = self.crs_question.take().map(|question| question.request);
                let layer = self.layer_question.take().map(|question| question.request);
                if let Some(request) = crs.or(layer) {
                    self.open(LoadRequest { options, ..request });
                }
            }
            Action::ForgetQuestion => {
                self.crs_question = None;
                self.layer_question = None;
            }
            Action::Reread(options) => self.reread(options),
            Action::ApplyMapping(mapping) => self.apply_mapping(*mapping),
            Action::KeepColumns => self.keep_columns(),
            Action::SaveMapping(path, mapping) => self.save_mapping(path, &mapping),
            Action::SaveProject(path) => self.save(path),
            Action::Export(request) => self.export(*request),
            Action::RestoreAutosave => self.restore_autosave(),
            Action::DiscardAutosave => {
                self.autosave.discard_offered();
                self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::AutosaveFound { .. }));
            }
            Action::LoadRulebook(path) => self.load_rulebook(&path),
            Action::ReadFilled(path) => self.read_filled(&path),
            Action::SaveRulebook(path) => self.save_rulebook(path),
            Action::CancelJob(id) => {
                if let Some(job) = self.jobs.iter().find(|job| job.id == id) {
                    job.progress.cancel();
                }
            }
            Action::DismissNotice(id) => self.notices.retain(|notice| notice.id != id),
            Action::SetLang(lang) => self.change_settings(|settings| settings.lang = lang),
            Action::CloseForSure => self.close(),
            action => {
                if let Some(action) = self.apply_beside(action).and_then(|action| self.apply_acting(action)) {
                    self.change_document(action);
                }
            }
        }
    }

    fn change_document(&mut self, action: Action) {
        let Some(document) = &mut self.document else { return };
        match action {
            Action::Select(rows, mode) => document.select(&rows, mode),
            Action::TagRows(rows, tag) => {
                document.tag_rows(&rows, tag);
            }
            Action::TagParks(tag) => {
                let rows = document.rows_of_parks(document.selection());
                document.tag_rows(&rows, tag);
            }
            Action::SetNote(row, text) => document.set_note(row, &text),
            Action::Correct(row, column, value) => document.correct(row, column, value),
            Action::FollowUp(row, kind, follow_up) => document.follow_up(row, kind, follow_up.as_ref()),
            Action::Mark(change) => document.mark(change),
            Action::SetFilter(filter) => document.set_filter(filter),
            Action::ColorBy(by) => document.view.color_by = by,
            Action::ClassMethod(method) => document.view.class_method = method,
            Action::GroupBy(by) => document.view.group_by = by,
            Action::Figures(figures) => document.set_figures(figures),
            Action::AsOf(day) => document.set_as_of(day),
            Action::SetRulebook(book, field) => document.set_rulebook(book, field),
            Action::BaseYear(year) => document.view.base_year = Some(year),
            Action::ShowBaseOutlines(shown) => document.view.base_outlines = shown,
            Action::DoublingTarget(target) => document.view.doubling_target = target,
            Action::SortBy(key) => document.sort_by(key),
            Action::ShowColumn(key, shown) => {
                document.view.hidden_columns.retain(|hidden| *hidden != key);
                if !shown {
                    document.view.hidden_columns.push(key);
                }
            }
            _ => {}
        }
    }
}
