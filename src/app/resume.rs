//! Starting again where the user was: what the program leaves behind when its graphics device is lost, and takes up.
//!
//! The work itself is in the autosave; here is what no project holds. Knows nothing of windows: a place on the map is
//! two numbers and a scale.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::jobs::LoadRequest;
use super::workspace::Workspace;
use super::workspace_writing::write_project;
use crate::io::{ProjectFile, Source, write_atomic};

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// The middle, local metres.
    pub center: [f64; 2],
    /// Metres to a pixel.
    pub metres_per_pixel: f64,
}

/// What was open, and how it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resume {
    /// The project.
    project: Option<PathBuf>,
    /// The parcel files; none for the sample.
    files: Vec<PathBuf>,
    /// Whether anything was open.
    is_open: bool,
    /// The autosave, where there was work no project holds.
    autosave: Option<PathBuf>,
    /// Where the map looked.
    pub looked: Option<Looked>,
}

impl Resume {
    fn request(&self) -> Option<LoadRequest> {
        let source = match &self.project {
            _ if !self.is_open => return None,
            Some(project) => Source::Path(project.clone()),
            None if self.files.is_empty() => super::sample(),
            None => Source::of_paths(self.files.clone()),
        };
        let mut request = LoadRequest::new(source);
        if let Some(file) = self.autosave.as_deref().and_then(|path| ProjectFile::read(path).ok()) {
            super::project::add_choices(&file, &mut request.options);
        }
        Some(request)
    }
}

impl Workspace {
    /// Saves the work and writes down where the user is, all before this returns. Hands back the file for
    /// [`Self::resume`]; `None` where the program keeps no files of its own or cannot write them.
    pub fn leave_behind(&mut self, looked: Option<Looked>) -> Option<PathBuf> {
        self.shut_down();
        let mut resume = Resume { looked, ..Resume::default() };
        if let Some(document) = &self.document {
            resume.is_open = true;
            resume.project = document.project_path().map(Path::to_owned);
            resume.files = document.source().files().to_vec();
            if document.is_dirty()
                && let Some((path, draft)) = self.autosave.now(document, std::time::Instant::now())
            {
                match write_project(&draft.file(), &path) {
                    Ok(()) => resume.autosave = Some(path),
                    Err(error) => tracing::error!(%error, "the work is not autosaved"),
                }
            }
        }
        let path = self.autosave.folder()?.join("resume.json");
        let written =
            std::fs::create_dir_all(self.autosave.folder()?).map_err(|error| error.to_string()).and_then(|()| {
                let text = serde_json::to_vec(&resume).map_err(|error| error.to_string())?;
                write_atomic(&path, |out| out.write_all(&text)).map_err(|error| error.to_string())
            });
        if let Err(error) = &written {
            tracing::error!(error, "where the user was is not written down");
        }
        written.is_ok().then_some(path)
    }

    /// Opens what was left behind; its work is laid over it without asking. Says where the map looked.
    pub fn resume(&mut self, path: &Path) -> Option<Looked> {
        let read = std::fs::read(path).map_err(|error| error.to_string());
        let resume: Resume =
            match read.and_then(|text| serde_json::from_slice(&text).map_err(|error| error.to_string())) {
                Ok(resume) => resume,
                Err(error) => {
                    tracing::warn!(error, path = %path.display(), "nothing to go on with");
                    return None;
                }
            };
        if let Err(error) = std::fs::remove_file(path) {
            tracing::warn!(%error, "an old note of where the user was stays behind");
        }
        let request = resume.request()?;
        self.open(request);
        self.restores_work = resume.autosave.is_some();
        resume.looked
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Action, Paths};
    use super::*;
    use crate::domain::{RenewalModel, RowSet};

    #[test]
    fn what_was_left_behind_is_gone_on_with_work_and_all() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { autosaves: Some(folder.path().join("autosave")), ..Paths::default() };
        let mut workspace = Workspace::new(paths.clone(), Arc::new(|| {}));
        workspace.open(LoadRequest::new(crate::app::sample()));
        workspace.finish_jobs();
        let len = workspace.document().unwrap().table().len();
        workspace.apply(Action::TagRows(RowSet::from_rows(len, [5]), Some(RenewalModel::EnclavePark)));
        let looked = Looked { center: [12.5, -3.0], metres_per_pixel: 0.7 };
        let note = workspace.leave_behind(Some(looked)).unwrap();
        drop(workspace);

        let mut again = Workspace::new(paths, Arc::new(|| {}));
        assert_eq!(again.resume(&note), Some(looked));
        again.finish_jobs();
        let document = again.document().unwrap();
        assert_eq!(document.tags().get(5), Some(RenewalModel::EnclavePark));
        assert!(again.has_unsaved_work(), "no project holds it");
        assert!(!note.exists());
        assert_eq!(again.resume(&note), None, "once");
    }

    #[test]
    fn with_nothing_open_nothing_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { autosaves: Some(folder.path().to_owned()), ..Paths::default() };
        let mut workspace = Workspace::new(paths.clone(), Arc::new(|| {}));
        let note = workspace.leave_behind(None).unwrap();
        let mut again = Workspace::new(paths, Arc::new(|| {}));
        assert_eq!(again.resume(&note), None);
        assert!(again.jobs().next().is_none() && again.document().is_none());
        assert_eq!(Workspace::new(Paths::default(), Arc::new(|| {})).leave_behind(None), None);
    }
}
