//! What the workspace does with files beside the parcels: draft a join, apply it, refresh it, write its report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::actions::Action;
use super::beside::Beside;
use super::firms::{FirmChoices, FirmDraft, JoinedFirms, firms_notes, join_report};
use super::jobs::{JobKind, Outcome, ReadBeside};
use super::notice::NoticeKind;
use super::workspace::Workspace;
use crate::io::tables::TableError;
use crate::io::{Headers, ProjectFile, refuse_sources, write_atomic, write_atomic_with, write_csv, write_xlsx};

/// A firms' list that is being chosen about.
#[derive(Debug)]
pub struct DraftedFirms {
    /// The data set it is to be joined to.
    pub(super) generation: u64,
    /// The list as it would be joined, or why it could not be read.
    pub(super) draft: Result<Arc<FirmDraft>, TableError>,
}

impl Workspace {
    /// The firms' list that is being chosen about; an error if it could not be read.
    #[must_use]
    pub fn firm_draft(&self) -> Option<Result<&Arc<FirmDraft>, &TableError>> {
        self.firm_draft.as_ref().map(|drafted| drafted.draft.as_ref())
    }

    /// Takes what was read for the data set of a generation.
    pub(super) fn take_read(&mut self, generation: u64, read: ReadBeside) {
        match read {
            ReadBeside::FirmDraft(draft) => self.take_draft(generation, draft),
            ReadBeside::Firms(draft) => self.take_refreshed(generation, draft),
            ReadBeside::BoundaryDraft(draft) => self.take_boundary_draft(generation, draft),
            ReadBeside::Commitments(read) => self.take_commitments(generation, read),
            ReadBeside::Base(read) => self.take_base(generation, read),
            ReadBeside::Layer(layer) => self.take_layer(generation, layer),
            ReadBeside::Zones(zones) => self.take_zones(generation, zones),
            ReadBeside::All(beside, file) => self.take_beside(generation, (beside, *file)),
        }
    }

    /// Applies an action that is about files beside the parcels; hands any other back.
    pub(super) fn apply_beside(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::DraftFirms(path) => self.draft_firms(path),
            Action::RedraftFirms(choices) => self.redraft_firms(*choices),
            Action::ForgetFirmDraft => self.firm_draft = None,
            Action::JoinDrafted => self.join_drafted(),
            Action::RemoveFirms => {
                if let Some(document) = &mut self.document {
                    document.set_firms(None);
                }
            }
            Action::ExportJoin(path) => self.export_join(path),
            Action::JoinCommitments(path) => self.join_commitments(path),
            Action::RemoveCommitments => {
                if let Some(document) = &mut self.document {
                    document.set_commitments(None);
                }
            }
            Action::JoinBase(path) => self.join_base(path),
            Action::RemoveBase => {
                if let Some(document) = &mut self.document {
                    document.set_base_file(None);
                }
            }
            Action::DraftBoundaries(path) => self.draft_boundaries(path),
            Action::RedraftBoundaries(choices) => self.redraft_boundaries(choices),
            Action::ForgetBoundaryDraft => self.boundary_draft = None,
            Action::ApplyBoundaries => self.apply_boundaries(),
            Action::RemoveBoundaries => {
                if let Some(document) = &mut self.document {
                    document.set_boundaries(None);
                }
            }
            Action::AddLayer(path) => self.add_layer(path),
            Action::ZonesOfLayer(at, kind) => self.make_zones(at, kind),
            Action::SetLayers(layers) => {
                if let Some(document) = &mut self.document {
                    document.set_layers(layers);
                }
            }
            other => return Some(other),
        }
        None
    }

    /// Whether a list is being read.
    #[must_use]
    pub fn is_reading_firms(&self) -> bool {
        self.jobs.iter().any(|job| job.kind == JobKind::ReadFirms)
    }

    fn read_firms(
        &mut self,
        subject: String,
        read: impl FnOnce(&crate::domain::ParcelTable) -> Result<FirmDraft, TableError> + Send + 'static,
        made: fn(Result<Arc<FirmDraft>, TableError>) -> ReadBeside,
    ) {
        let Some(document) = &self.document else { return };
        let (parcels, generation) = (document.table_to_join(), document.generation());
        // What an earlier reading still hands back is stale: the last wish counts.
        self.jobs.retain(|job| job.kind != JobKind::ReadFirms);
        self.start(JobKind::ReadFirms, subject, move |_| {
            Outcome::Beside(generation, Box::new(made(read(&parcels).map(Arc::new))))
        });
    }

    /// Starts to draft a join with a list.
    pub(super) fn draft_firms(&mut self, path: PathBuf) {
        self.firm_draft = None;
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A list that is joined already starts with what was chosen about it.
        let joined = self.document.as_ref().and_then(|document| document.firms());
        let choices =
            joined.filter(|firms| firms.path == path).map_or_else(FirmChoices::default, |firms| firms.choices.clone());
        let read = move |parcels: &crate::domain::ParcelTable| FirmDraft::read(&path, choices, parcels);
        self.read_firms(subject, read, ReadBeside::FirmDraft);
    }

    /// Drafts the same list under other choices.
    pub(super) fn redraft_firms(&mut self, choices: FirmChoices) {
        let Some(Ok(draft)) = self.firm_draft.as_ref().map(|drafted| &drafted.draft) else { return };
        let draft = Arc::clone(draft);
        let subject = draft.file().path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.read_firms(subject, move |parcels| draft.with(choices, parcels), ReadBeside::FirmDraft);
    }

    pub(super) fn take_draft(&mut self, generation: u64, draft: Result<Arc<FirmDraft>, TableError>) {
        if self.document.as_ref().is_some_and(|document| document.generation() == generation) {
            self.firm_draft = Some(DraftedFirms { generation, draft });
        }
    }

    /// Joins the drafted list.
    pub(super) fn join_drafted(&mut self) {
        let Some(DraftedFirms { generation, draft: Ok(draft) }) = self.firm_draft.take() else { return };
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        document.set_firms(Some(Arc::new(draft.joined())));
        self.tell_join(NoticeKind::firms_joined);
    }

    /// Tells what the join that is now in place came to.
    fn tell_join(&mut self, told: fn(String, usize, usize) -> NoticeKind) {
        let Some(document) = &self.document else { return };
        if let (Some(firms), Some(join)) = (document.firms(), document.firm_join()) {
            let notice = told(firms.file_name(), join.counts.rows_matched, join.counts.rows);
            // What was told of the join before holds no more.
            self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::FirmsJoined { .. }));
            self.notify(notice);
        }
    }

    /// Reads the joined list again.
    pub(super) fn refresh_firms(&mut self) {
        let Some(firms) = self.document.as_ref().and_then(|document| document.firms()) else { return };
        let (path, choices) = (firms.path.clone(), firms.choices.clone());
        let subject = firms.file_name();
        self.read_firms(subject, move |parcels| FirmDraft::read(&path, choices, parcels), ReadBeside::Firms);
    }

    pub(super) fn take_refreshed(&mut self, generation: u64, draft: Result<Arc<FirmDraft>, TableError>) {
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        match draft {
            Ok(draft) => {
                let firms: Arc<JoinedFirms> = Arc::new(draft.joined());
                if document.firms().is_some_and(|old| **old == *firms) {
                    self.notify(NoticeKind::FirmsUnchanged(firms.file_name()));
                } else {
                    document.set_firms(Some(firms));
                    self.tell_join(NoticeKind::firms_refreshed);
                }
            }
            Err(error) => self.notify(NoticeKind::BesideNotRead(super::beside::BesideError::Firms(error))),
        }
    }

    /// Takes the autosaved work that was offered.
    pub(super) fn restore_autosave(&mut self) {
        self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::AutosaveFound { .. }));
        let (Some(document), Some(file)) = (&mut self.document, self.autosave.take_offered()) else { return };
        let file = *file;
        if !Beside::is_named(&file) {
            let generation = document.generation();
            return self.take_beside(generation, (Beside::default(), file));
        }
        let project_path = document.project_path.clone();
        // What lies beside the parcels has to be read before the work is laid over both.
        let (parcels, generation) = (Arc::clone(&document.table_of_file), document.generation());
        let (scene, crs) = (Arc::clone(&document.scene), document.report.crs.clone());
        self.start(JobKind::Load, String::new(), move |_| {
            let beside = Beside::read(&file, project_path.as_deref().unwrap_or(Path::new("")), &parcels, &scene, &crs);
            Outcome::Beside(generation, Box::new(ReadBeside::All(beside, Box::new(file))))
        });
    }

    /// Lays work over the parcels and what lies beside them, as it was autosaved.
    pub(super) fn take_beside(&mut self, generation: u64, (mut beside, file): (Beside, ProjectFile)) {
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        let notices = std::mem::take(&mut beside.notices);
        let project_path = document.project_path.clone();
        document.place_beside(beside);
        document.lay_project(project_path.as_deref(), file);
        document.history = super::history::History::default();
        let fault = document.rulebook_fault.take().map(NoticeKind::RulebookOfProject);
        for notice in notices.into_iter().chain(fault) {
            self.notify(notice);
        }
    }

    /// Writes the report of the join: an Excel workbook where the name says so, else CSV.
    pub(super) fn export_join(&mut self, path: PathBuf) {
        let lang = self.lang();
        let Some(document) = &self.document else { return };
        let (Some(firms), Some(join)) = (document.firms().cloned(), document.firm_join().cloned()) else { return };
        let (parcels, sources) = (Arc::clone(document.table()), document.sources());
        let notes = firms_notes(lang, &firms, &join, parcels.len(), document.firm_conflicts());
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start(JobKind::Export, subject, move |_| {
            let table = join_report(lang, &firms.table, &join, &parcels, firms.settings.key);
            let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
            let headers = Headers::Words(lang);
            let written = refuse_sources(&path, &sources).map_err(Into::into).and_then(|()| {
                if is_workbook {
                    write_atomic_with(&path, |out| write_xlsx(&table, headers, &notes, out))
                } else {
                    Ok(write_atomic(&path, |out| write_csv(&table, headers, out))?)
                }
            });
            Outcome::Exported(path, written.map(|()| Some(table.len())))
        });
    }
}
