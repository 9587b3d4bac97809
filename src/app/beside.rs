//! What lies beside the parcel file and belongs to the project: read again at every opening, off the window's thread.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::base_file::{BaseFile, BesideParcels};
use super::boundaries::{Boundaries, BoundaryChoices};
use super::commitments::JoinedCommitments;
use super::firms::{FirmChoices, FirmDraft, JoinedFirms};
use super::layers::Layer;
use super::notice::NoticeKind;
use crate::domain::ParcelTable;
use crate::geometry::Scene;
use crate::io::import_report::CrsDecision;
use crate::io::tables::TableError;
use crate::io::{LayerError, ProjectFile, ProjectSource, ReadError, Source};
use crate::locale::Lang;

/// Why something beside the parcel file was not read.
#[derive(Debug)]
pub enum BesideError {
    /// It is in neither of the places the project names.
    Missing(PathBuf),
    /// A firms' list could not be read.
    Firms(TableError),
    /// Boundaries could not be read.
    Boundaries(String, ReadError),
    /// A reference layer could not be read.
    Layer(String, LayerError),
    /// The file of a base year could not be read.
    Base(String, ReadError),
    /// A file is no list of commitments.
    NoCommitments(PathBuf),
    /// The parcels are in local metres, with which no boundaries can be brought together.
    NoPlace,
    /// The project says of it what this version does not understand.
    NotUnderstood,
}

impl BesideError {
    /// One sentence: what failed, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Missing(path) => lang.text_with("beside-missing", [("path", path.display().to_string().into())]),
            Self::Firms(error) => error.message(lang),
            Self::Boundaries(file, error) => lang.text_with(
                "boundaries-not-read",
                [("file", file.as_str().into()), ("reason", error.message(lang).into())],
            ),
            Self::Base(file, error) => lang
                .text_with("base-not-read", [("file", file.as_str().into()), ("reason", error.message(lang).into())]),
            Self::Layer(file, error) => error.message(lang, file),
            Self::NoCommitments(path) => {
                lang.text_with("commitments-no-list", [("path", path.display().to_string().into())])
            }
            Self::NoPlace => lang.text("boundaries-no-place").into_owned(),
            Self::NotUnderstood => lang.text("beside-not-understood").into_owned(),
        }
    }
}

/// What can lie beside a parcel file, one of each at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BesidePart {
    /// The firms' list.
    Firms,
    /// The list of commitments.
    Commitments,
    /// The file of a base year.
    Base,
    /// The boundaries.
    Boundaries,
}

/// What lies beside a parcel file.
#[derive(Debug, Default)]
pub struct Beside {
    /// The firms' list.
    pub firms: Option<Arc<JoinedFirms>>,
    /// The list of commitments.
    pub commitments: Option<Arc<JoinedCommitments>>,
    /// The file of a base year.
    pub base: Option<Arc<BaseFile>>,
    /// The boundaries.
    pub boundaries: Option<Arc<Boundaries>>,
    /// What the project names and could not be read: it stays in the project.
    pub unread: BTreeSet<BesidePart>,
    /// The reference layers.
    pub layers: Vec<Layer>,
    /// What the project says of layers that could not be read.
    pub layers_unread: Vec<Value>,
    /// What is to be told.
    pub(super) notices: Vec<NoticeKind>,
}

/// A firms' list as a project remembers it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedFirms {
    source: ProjectSource,
    choices: FirmChoices,
}

impl Beside {
    /// Whether a project names anything beside its parcels.
    #[must_use]
    pub fn is_named(file: &ProjectFile) -> bool {
        let members = [&file.firms, &file.commitments, &file.base, &file.boundaries];
        members.into_iter().any(|member| !member.is_null()) || !file.layers.is_empty()
    }

    /// Reads what the project at `project` names beside its parcels.
    #[must_use]
    pub fn read(
        file: &ProjectFile,
        project: &Path,
        parcels: &ParcelTable,
        scene: &Scene,
        parcels_crs: &CrsDecision,
    ) -> Self {
        let mut beside = Self::default();
        let mut notices = Vec::new();
        let mut changed = |is_same: bool, file: String| {
            if !is_same {
                notices.push(NoticeKind::BesideChanged(file));
            }
        };
        let mut failed = Vec::new();
        if !file.firms.is_null() {
            match read_firms(&file.firms, project, parcels) {
                Ok((firms, is_same)) => {
                    changed(is_same, firms.file_name());
                    beside.firms = Some(Arc::new(firms));
                }
                Err(error) => {
                    beside.unread.insert(BesidePart::Firms);
                    failed.push(error);
                }
            }
        }
        if !file.commitments.is_null() {
            match JoinedCommitments::read_saved(&file.commitments, project) {
                Ok((commitments, is_same)) => {
                    changed(is_same, commitments.file_name());
                    beside.commitments = Some(Arc::new(commitments));
                }
                Err(error) => {
                    beside.unread.insert(BesidePart::Commitments);
                    failed.push(error);
                }
            }
        }
        if !file.base.is_null() {
            match BaseFile::read_saved(
                &file.base,
                project,
                &BesideParcels { parcels, scene: Some(scene), crs: parcels_crs },
            ) {
                Ok((base, is_same)) => {
                    changed(is_same, base.file_name());
                    beside.base = Some(Arc::new(base));
                }
                Err(error) => {
                    beside.unread.insert(BesidePart::Base);
                    failed.push(error);
                }
            }
        }
        if !file.boundaries.is_null() {
            match read_boundaries(&file.boundaries, project, parcels, scene, parcels_crs) {
                Ok((boundaries, is_same)) => {
                    changed(is_same, boundaries.file_name());
                    beside.boundaries = Some(Arc::new(boundaries));
                }
                Err(error) => {
                    beside.unread.insert(BesidePart::Boundaries);
                    failed.push(error);
                }
            }
        }
        for saved in &file.layers {
            match Layer::read_saved(saved, project, parcels_crs, scene) {
                Ok((layer, is_same)) => {
                    changed(is_same, layer.name.clone());
                    beside.layers.push(layer);
                }
                Err(error) => {
                    beside.layers_unread.push(saved.clone());
                    failed.push(error);
                }
            }
        }
        notices.extend(failed.into_iter().map(NoticeKind::BesideNotRead));
        Self { notices, ..beside }
    }

    /// The firms' list the project names, if it names one.
    #[must_use]
    pub fn firms_of(
        file: &ProjectFile,
        project: &Path,
        parcels: &ParcelTable,
    ) -> Option<Result<Arc<JoinedFirms>, BesideError>> {
        let read = (!file.firms.is_null()).then(|| read_firms(&file.firms, project, parcels));
        read.map(|read| read.map(|(firms, _)| Arc::new(firms)))
    }

    /// The list of commitments the project names, if it names one.
    #[must_use]
    pub fn commitments_of(file: &ProjectFile, project: &Path) -> Option<Result<Arc<JoinedCommitments>, BesideError>> {
        let read = (!file.commitments.is_null()).then(|| JoinedCommitments::read_saved(&file.commitments, project));
        read.map(|read| read.map(|(commitments, _)| Arc::new(commitments)))
    }

    /// The boundaries the project names, if it names any.
    #[must_use]
    pub fn boundaries_of(
        file: &ProjectFile,
        project: &Path,
        parcels: &ParcelTable,
        scene: &Scene,
        parcels_crs: &CrsDecision,
    ) -> Option<Result<Arc<Boundaries>, BesideError>> {
        let read = (!file.boundaries.is_null())
            .then(|| read_boundaries(&file.boundaries, project, parcels, scene, parcels_crs));
        read.map(|read| read.map(|(boundaries, _)| Arc::new(boundaries)))
    }
}

/// Boundaries as a project remembers them.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedBoundaries {
    source: ProjectSource,
    choices: BoundaryChoices,
}

/// The boundaries, and whether they are to the byte those the project was saved with.
fn read_boundaries(
    saved: &Value,
    project: &Path,
    parcels: &ParcelTable,
    scene: &Scene,
    parcels_crs: &CrsDecision,
) -> Result<(Boundaries, bool), BesideError> {
    let saved: SavedBoundaries = serde_json::from_value(saved.clone()).map_err(|_| BesideError::NotUnderstood)?;
    let path = find(&saved.source, project)?;
    let boundaries = Boundaries::read(&path, saved.choices, parcels, scene, parcels_crs)?;
    let is_same = saved.source.is_same_content(&boundaries.stamp);
    Ok((boundaries, is_same))
}

/// The boundaries as a project saved at `project` remembers them.
pub(super) fn boundaries_member(boundaries: &Boundaries, project: &Path) -> Value {
    let source = ProjectSource::of(&Source::Path(boundaries.path.clone()), &boundaries.stamp, project);
    let choices = BoundaryChoices { name_field: boundaries.name_field.clone(), ..boundaries.choices.clone() };
    serde_json::to_value(SavedBoundaries { source, choices }).unwrap_or_default()
}

/// The list, and whether it is to the byte the one the project was saved with.
fn read_firms(saved: &Value, project: &Path, parcels: &ParcelTable) -> Result<(JoinedFirms, bool), BesideError> {
    let saved: SavedFirms = serde_json::from_value(saved.clone()).map_err(|_| BesideError::NotUnderstood)?;
    let path = find(&saved.source, project)?;
    let firms = FirmDraft::read(&path, saved.choices, parcels).map_err(BesideError::Firms)?.joined();
    let is_same = saved.source.is_same_content(&firms.stamp);
    Ok((firms, is_same))
}

/// Where a file lies that a project names.
pub(super) fn find(saved: &ProjectSource, project: &Path) -> Result<PathBuf, BesideError> {
    match saved.find(project, |_| None) {
        Ok(Source::Path(path)) => Ok(path),
        Ok(_) => Err(BesideError::NotUnderstood),
        Err(_) => Err(BesideError::Missing(PathBuf::from(saved.absolute.clone().unwrap_or_default()))),
    }
}

/// The list as a project saved at `project` remembers it.
pub(super) fn firms_member(firms: &JoinedFirms, project: &Path) -> Value {
    let source = ProjectSource::of(&Source::Path(firms.path.clone()), &firms.stamp, project);
    serde_json::to_value(SavedFirms { source, choices: firms.choices.clone() }).unwrap_or_default()
}
