//! Which parcel file a project is about: where it lies, and how to tell whether it is still the same.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ProjectError;
use crate::io::source::{Source, SourceStamp};

/// A parcel file as a project remembers it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSource {
    /// The path from the project's folder, with `/` on every system, so that the two can move together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// The whole path at the time of saving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute: Option<String>,
    /// The name of the embedded sample, where that was open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedded: Option<String>,
    /// Length in bytes.
    pub len: u64,
    /// BLAKE3 of the content in hexadecimal, where it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
    /// The files appended to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub appended: Vec<Place>,
    /// The layer that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// The encoding the user said it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Members this version does not know, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Where a file lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The path from the project's folder, with `/` on every system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// The whole path at the time of saving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute: Option<String>,
}

impl Place {
    fn of(path: &Path, folder: Option<&Path>) -> Self {
        let file = whole_path(path);
        Self {
            relative: folder.and_then(|folder| relative_path(folder, &file)),
            absolute: Some(file.to_string_lossy().into_owned()),
        }
    }

    /// The file beside the project as saved, else at its whole path; where it should be if it is at neither.
    fn find(&self, project: &Path) -> Result<PathBuf, Option<PathBuf>> {
        let beside = self.relative.as_ref().map(|relative| project.parent().unwrap_or(Path::new("")).join(relative));
        let whole = self.absolute.as_ref().map(PathBuf::from);
        let found = beside.iter().chain(&whole).find(|path| path.is_file()).cloned();
        found.ok_or_else(|| whole.or(beside))
    }
}

impl ProjectSource {
    /// The opened source, as a project saved at `project` remembers it.
    #[must_use]
    pub fn of(source: &Source, stamp: &SourceStamp, project: &Path) -> Self {
        let mut remembered = Self { len: stamp.len, blake3: stamp.blake3.clone(), ..Self::default() };
        match source.origin() {
            Source::Embedded { name, .. } => remembered.embedded = Some((*name).to_owned()),
            source => {
                let folder = project
                    .parent()
                    .map(|folder| whole_path(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }));
                let mut places = source.origin().files().iter().map(|path| Place::of(path, folder.as_deref()));
                if let Some(Place { relative, absolute }) = places.next() {
                    (remembered.relative, remembered.absolute) = (relative, absolute);
                }
                remembered.appended = places.collect();
            }
        }
        remembered
    }

    /// Finds the parcel file of the project at `project`: beside it as saved, else at its whole path. `embedded` hands
    /// over an embedded file by its name.
    pub fn find(&self, project: &Path, embedded: impl FnOnce(&str) -> Option<Source>) -> Result<Source, ProjectError> {
        if let Some(source) = self.embedded.as_deref().and_then(embedded) {
            return Ok(source);
        }
        let name = self.embedded.as_ref().map(PathBuf::from);
        let missing = |path: Option<PathBuf>| ProjectError::SourceMissing { path: path.or(name).unwrap_or_default() };
        let first = Place { relative: self.relative.clone(), absolute: self.absolute.clone() };
        let paths: Result<Vec<PathBuf>, Option<PathBuf>> =
            std::iter::once(&first).chain(&self.appended).map(|place| place.find(project)).collect();
        paths.map(Source::of_paths).map_err(missing)
    }

    /// Whether a file with this stamp is the one the project was saved with: by hash where both have one, else by
    /// length.
    #[must_use]
    pub fn is_same_content(&self, stamp: &SourceStamp) -> bool {
        self.len == stamp.len
            && match (&self.blake3, &stamp.blake3) {
                (Some(saved), Some(found)) => saved == found,
                _ => true,
            }
    }
}

/// The path from the root, links resolved where the file exists. On Windows without the `\\?\` mark that few programs
/// understand.
fn whole_path(path: &Path) -> PathBuf {
    let whole = path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    match whole.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(plain) if !plain.starts_with("UNC") => PathBuf::from(plain),
        _ => whole,
    }
}

/// The way from a folder to a file, both whole paths; `None` where there is none (another drive) or a name is not text.
fn relative_path(folder: &Path, file: &Path) -> Option<String> {
    let (from, to): (Vec<Component>, Vec<Component>) = (folder.components().collect(), file.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return None;
    }
    let up = from[shared..].iter().map(|_| Some(".."));
    let down = to[shared..].iter().map(|part| part.as_os_str().to_str());
    Some(up.chain(down).collect::<Option<Vec<_>>>()?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_moved_with_its_project_is_found_and_else_at_its_old_place() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        for place in [&old, &new] {
            std::fs::create_dir_all(place.join("data")).unwrap();
        }
        let file = old.join("data").join("地块.geojson");
        std::fs::write(&file, "{}").unwrap();
        let source = Source::Path(file.clone());
        let stamp = SourceStamp::with_hash(&source).unwrap();
        let saved = ProjectSource::of(&source, &stamp, &old.join("a.mulens"));
        assert_eq!(saved.relative.as_deref(), Some("data/地块.geojson"));
        assert!(saved.is_same_content(&stamp));

        let find = |project: &Path| saved.find(project, |_| None);
        assert_eq!(find(&new.join("a.mulens")).unwrap(), Source::Path(file.canonicalize().unwrap()));
        std::fs::rename(&file, new.join("data").join("地块.geojson")).unwrap();
        assert_eq!(find(&new.join("a.mulens")).unwrap(), Source::Path(new.join("data/地块.geojson")));
        assert!(matches!(find(&old.join("a.mulens")), Err(ProjectError::SourceMissing { .. })));
    }

    #[test]
    fn a_project_beside_the_data_folder_climbs_up() {
        let path = relative_path(Path::new("/home/x/projects/2023"), Path::new("/home/x/data/a.geojson"));
        assert_eq!(path.as_deref(), Some("../../data/a.geojson"));
    }

    #[test]
    fn the_embedded_sample_is_remembered_by_name() {
        let sample = Source::Embedded { name: "jimo.geojson", bytes: b"{}" };
        let saved = ProjectSource::of(&sample, &SourceStamp::of(&sample).unwrap(), Path::new("a.mulens"));
        assert_eq!((saved.embedded.as_deref(), &saved.absolute), (Some("jimo.geojson"), &None));
        let found = saved.find(Path::new("a.mulens"), |name| (name == "jimo.geojson").then(|| sample.clone()));
        assert_eq!(found.unwrap(), sample);
    }

    #[test]
    fn another_content_of_the_same_length_is_another_file() {
        let stamp = |hash: Option<&str>| SourceStamp { len: 2, modified: None, blake3: hash.map(str::to_owned) };
        let saved = ProjectSource { len: 2, blake3: Some("aa".to_owned()), ..ProjectSource::default() };
        assert!(saved.is_same_content(&stamp(Some("aa"))) && saved.is_same_content(&stamp(None)));
        assert!(!saved.is_same_content(&stamp(Some("bb"))));
    }
}
