//! Which files lie beside one another as the parts of one Shapefile. Names may differ in capitals, as `A.shp` and `a.DBF`.

use std::path::{Path, PathBuf};

use super::convert_error::ConvertError;
use crate::io::ReadError;

/// The `.shp` that a `.dbf`, `.shx`, `.prj` or `.cpg` goes with; any other path as it is.
pub(super) fn shp_of(path: &Path) -> Result<PathBuf, ReadError> {
    let is = |endings: &[&str]| {
        path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted)))
    };
    if !is(&["dbf", "shx", "prj", "cpg"]) || !path.is_file() {
        return Ok(path.to_owned());
    }
    let shp =
        beside(path).into_iter().find(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp")));
    shp.ok_or_else(|| ConvertError::NoShp.into())
}

/// The files of a Shapefile, the `.shp` first.
pub(super) fn companions(shp: &Path) -> Vec<PathBuf> {
    let mut files = vec![shp.to_owned()];
    for wanted in ["dbf", "shx", "prj", "cpg"] {
        let mut found: Vec<PathBuf> = beside(shp)
            .into_iter()
            .filter(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)))
            .collect();
        found.sort();
        files.extend(found.into_iter().next());
    }
    files
}

/// The files in the same folder whose names differ in the ending only.
fn beside(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(stem) = path.file_stem() else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.is_file() && file.file_stem().is_some_and(|other| other.eq_ignore_ascii_case(stem)))
        .collect();
    // The very same name goes before one that differs in capitals.
    files.sort_by_key(|file| (file.file_stem() != Some(stem), file.clone()));
    files
}
