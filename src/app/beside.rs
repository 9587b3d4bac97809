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

/// What is to be told of what a project names.
#[derive(Default)]
struct Told {
    unread: BTreeSet<BesidePart>,
    changed: Vec<NoticeKind>,
    failed: Vec<NoticeKind>,
}

impl Told {
    /// What was read, with whether it is to the byte what the project was saved with; `None` where it could not be.
    fn read<T>(&mut self, read: Result<(T, bool), BesideError>, name: impl Fn(&T) -> String) -> Option<T> {
        match read {
            Ok((it, is_same)) => {
                if !is_same {
                    self.changed.push(NoticeKind::BesideChanged(name(&it)));
                }
                Some(it)
            }
            Err(error) => {
                self.failed.push(NoticeKind::BesideNotRead(error));
                None
            }
        }
    }

    /// The same of a part, `None` where the project does not name it.
    fn part<T>(
        &mut self,
        part: BesidePart,
        read: Option<Result<(T, bool), BesideError>>,
        name: impl Fn(&T) -> String,
    ) -> Option<Arc<T>> {
        let it = self.read(read?, name);
        if it.is_none() {
            self.unread.insert(part);
        }
        it.map(Arc::new)
    }
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
        let named = |member: &Value| !member.is_null();
        let mut told = Told::default();
        let firms = named(&file.firms).then(|| read_firms(&file.firms, project, parcels));
        let firms = told.part(BesidePart::Firms, firms, JoinedFirms::file_name);
        let commitments = named(&file.commitments).then(|| JoinedCommitments::read_saved(&file.commitments, project));
        let commitments = told.part(BesidePart::Commitments, commitments, JoinedCommitments::file_name);
        let of_parcels = BesideParcels { parcels, scene: Some(scene), crs: parcels_crs };
        let base = named(&file.base).then(|| BaseFile::read_saved(&file.base, project, &of_parcels));
        let base = told.part(BesidePart::Base, base, BaseFile::file_name);
        let boundaries =
            named(&file.boundaries).then(|| read_boundaries(&file.boundaries, project, parcels, scene, parcels_crs));
        let boundaries = told.part(BesidePart::Boundaries, boundaries, Boundaries::file_name);
        let (mut layers, mut layers_unread) = (Vec::new(), Vec::new());
        for saved in &file.layers {
            match told.read(Layer::read_saved(saved, project, parcels_crs, scene), |layer| layer.name.clone()) {
                Some(layer) => layers.push(layer),
                None => layers_unread.push(saved.clone()),
            }
        }
        let Told { unread, changed, failed } = told;
        let notices = changed.into_iter().chain(failed).collect();
        Self { firms, commitments, base, boundaries, unread, layers, layers_unread, notices }
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
