//! What lies beside the parcel file and belongs to the project: read again at every opening, off the window's thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::firms::{FirmChoices, FirmDraft, JoinedFirms};
use super::notice::NoticeKind;
use crate::domain::ParcelTable;
use crate::io::tables::TableError;
use crate::io::{ProjectFile, ProjectSource, Source};
use crate::locale::Lang;

/// Why something beside the parcel file was not read.
#[derive(Debug)]
pub enum BesideError {
    /// It is in neither of the places the project names.
    Missing(PathBuf),
    /// A firms' list could not be read.
    Firms(TableError),
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
            Self::NotUnderstood => lang.text("beside-not-understood").into_owned(),
        }
    }
}

/// What lies beside a parcel file.
#[derive(Debug, Default)]
pub struct Beside {
    /// The firms' list.
    pub firms: Option<Arc<JoinedFirms>>,
    /// Whether the project names a list that could not be read: it stays in the project.
    pub firms_unread: bool,
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
        !file.firms.is_null()
    }

    /// Reads what the project at `project` names beside its parcels.
    #[must_use]
    pub fn read(file: &ProjectFile, project: &Path, parcels: &ParcelTable) -> Self {
        let mut beside = Self::default();
        if file.firms.is_null() {
            return beside;
        }
        match read_firms(&file.firms, project, parcels) {
            Ok((firms, is_same)) => {
                if !is_same {
                    beside.notices.push(NoticeKind::BesideChanged(firms.file_name()));
                }
                beside.firms = Some(Arc::new(firms));
            }
            Err(error) => {
                beside.firms_unread = true;
                beside.notices.push(NoticeKind::BesideNotRead(error));
            }
        }
        beside
    }
}

impl Beside {
    /// The firms' list the project names, if it names one.
    pub fn firms_of(
        file: &ProjectFile,
        project: &Path,
        parcels: &ParcelTable,
    ) -> Option<Result<Arc<JoinedFirms>, BesideError>> {
        let read = (!file.firms.is_null()).then(|| read_firms(&file.firms, project, parcels));
        read.map(|read| read.map(|(firms, _)| Arc::new(firms)))
    }
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
fn find(saved: &ProjectSource, project: &Path) -> Result<PathBuf, BesideError> {
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
