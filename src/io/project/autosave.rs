//! Where unsaved work is kept until it is saved.

use std::path::{Path, PathBuf};

use crate::io::source::Source;

/// Digits of the hash that tells two projects of one name apart.
const HASH_DIGITS: usize = 12;

/// The autosave file of a project, or of an opened source without one: in the program's own folder, never beside the
/// user's files, one for each project or source, the same at every start.
#[must_use]
pub fn autosave_path(project: Option<&Path>, source: &Source, data_dir: &Path) -> PathBuf {
    let source = source.origin();
    let (kind, place) = match (project, source) {
        (Some(project), _) => ("project", project.to_owned()),
        (None, Source::Embedded { name, .. }) => ("embedded", PathBuf::from(name)),
        (None, Source::Path(path)) => ("source", path.clone()),
        (None, source) => ("sources", source.files().iter().collect()),
    };
    let whole = match source {
        Source::Embedded { .. } if project.is_none() => place.clone(),
        _ => std::path::absolute(&place).unwrap_or_else(|_| place.clone()),
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    hasher.update(whole.as_os_str().as_encoded_bytes());
    let hash = hasher.finalize().to_hex();
    let stem = place.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    data_dir.join("autosave").join(format!("{stem}-{}.mulens", &hash[..HASH_DIGITS]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_project_and_each_source_has_an_autosave_of_its_own() {
        let data_dir = Path::new("data");
        let source = Source::Path("parks/jimo.geojson".into());
        let sample = Source::Embedded { name: "jimo.geojson", bytes: b"" };
        let other = Source::Path("other/jimo.geojson".into());
        let paths = [
            autosave_path(None, &source, data_dir),
            autosave_path(None, &sample, data_dir),
            autosave_path(None, &other, data_dir),
            autosave_path(Some(Path::new("parks/jimo.mulens")), &source, data_dir),
            autosave_path(Some(Path::new("other/jimo.mulens")), &source, data_dir),
        ];
        let distinct: std::collections::BTreeSet<_> = paths.iter().collect();
        assert_eq!(distinct.len(), paths.len());
        assert_eq!(paths[0], autosave_path(None, &source, data_dir));
        for path in &paths {
            let name = path.file_name().unwrap().to_string_lossy();
            assert!(path.starts_with("data/autosave") && name.starts_with("jimo-") && name.ends_with(".mulens"));
        }
    }
}
