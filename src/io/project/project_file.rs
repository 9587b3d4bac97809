//! The project file's members, and how they are read and written.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::upgrade::{UPGRADES, VERSION, upgrade};
use super::{CorrectedCells, FollowedFindings, ProjectError, ProjectSource, SavedMarks};
use crate::domain::Year;
use crate::io::atomic_write::write_atomic;
use crate::io::write_error::WriteError;

/// What the member `format` of every project file says.
const FORMAT: &str = "mulens-project";

/// A day's work on one parcel file: what the user decided, never the parcels themselves. Everything hangs on stable
/// parcel keys, never on row numbers; members this version does not know are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectFile {
    /// The parcel file.
    pub source: ProjectSource,
    /// The coordinate system its positions were read in.
    pub crs: CrsChoice,
    /// Whether outlines that cross themselves are mended by the even-odd rule.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub repair_crossing: bool,
    /// Which year and land basis the figures are of.
    pub figures: FigureChoice,
    /// The user's choices about columns, as `app` writes them.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub columns: Value,
    /// The filter, as `app` writes it.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub filter: Value,
    /// What the window shows and how, as `app` writes it.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub view: Value,
    /// Model codes by parcel key. A null says that the user took away a tag the parcel file itself brings; a parcel
    /// without an entry has what the parcel file says.
    pub tags: BTreeMap<String, Option<String>>,
    /// Codes of the routes of putting land back to use, by parcel key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub routes: BTreeMap<String, String>,
    /// Notes by parcel key.
    pub notes: BTreeMap<String, String>,
    /// Corrected cells by parcel key and column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub corrections: BTreeMap<String, CorrectedCells>,
    /// What became of findings, by parcel key and kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub follow_ups: BTreeMap<String, FollowedFindings>,
    /// What is marked for suggestions.
    #[serde(skip_serializing_if = "SavedMarks::is_empty")]
    pub marks: SavedMarks,
    /// The firms' list and the choices about it, as `app` writes them.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub firms: Value,
    /// The list of commitments, as `app` writes it.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub commitments: Value,
    /// The file of the base year and the choices about it, as `app` writes them.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub base: Value,
    /// The boundaries and the choices about them, as `app` writes them.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub boundaries: Value,
    /// The day findings are as of and the rulebook they are made by, as `app` writes them.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub judging: Value,
    /// Reference layers, as `app` writes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<Value>,
    /// Members this version does not know, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The coordinate system a file was read in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CrsChoice {
    /// Its EPSG code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epsg: Option<u32>,
    /// Its name where it has no such code: `GCJ-02`, `BD-09`, `local`, or proj4 text of a grid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the user chose it, against what the file says or where it says nothing.
    pub chosen_by_user: bool,
    /// Members this version does not know, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Which figures are shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureChoice {
    /// The year of the measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Year>,
    /// The key of the land basis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Members this version does not know, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The file as written: the project behind its two marks.
#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u64,
    #[serde(flatten)]
    project: &'a ProjectFile,
}

impl ProjectFile {
    /// Reads a project file of this version or an earlier one.
    pub fn read(path: &Path) -> Result<Self, ProjectError> {
        let unreadable = |source| ProjectError::Unreadable { path: path.to_owned(), source };
        // A pipe or device would keep the reader waiting for an end that may never come.
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() && !metadata.is_dir() {
            return Err(unreadable(io::ErrorKind::Unsupported.into()));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        Self::from_bytes(&bytes, path)
    }

    /// Reads a project file's content; `path` is only named in errors.
    pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self, ProjectError> {
        let path = || path.to_owned();
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(text).map_err(|error| ProjectError::NotJson {
            path: path(),
            line: error.line(),
            column: error.column(),
        })?;
        let Value::Object(mut members) = value else { return Err(ProjectError::NotProject { path: path() }) };
        if members.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
            return Err(ProjectError::NotProject { path: path() });
        }
        let Some(found) = members.get("version").and_then(Value::as_u64) else {
            return Err(ProjectError::Damaged { path: path(), detail: "version".to_owned() });
        };
        if found > VERSION {
            return Err(ProjectError::NewerVersion { path: path(), found, supported: VERSION });
        }
        upgrade(&mut members, found, UPGRADES);
        members.remove("version");
        serde_json::from_value(Value::Object(members))
            .map_err(|error| ProjectError::Damaged { path: path(), detail: error.to_string() })
    }

    /// Gives parcels other keys, where `renamed` has one: in tags, notes, corrections, follow-ups and marks.
    pub fn rename_keys(&mut self, renamed: impl Fn(&str) -> Option<String>) {
        let rename = |key: String| renamed(&key).unwrap_or(key);
        self.tags = std::mem::take(&mut self.tags).into_iter().map(|(key, tag)| (rename(key), tag)).collect();
        self.routes = std::mem::take(&mut self.routes).into_iter().map(|(key, code)| (rename(key), code)).collect();
        self.notes = std::mem::take(&mut self.notes).into_iter().map(|(key, note)| (rename(key), note)).collect();
        let corrections = std::mem::take(&mut self.corrections).into_iter();
        self.corrections = corrections.map(|(key, cells)| (rename(key), cells)).collect();
        let follow_ups = std::mem::take(&mut self.follow_ups).into_iter();
        self.follow_ups = follow_ups.map(|(key, kinds)| (rename(key), kinds)).collect();
        let anchors = std::mem::take(&mut self.marks.anchors).into_iter();
        self.marks.anchors = anchors.map(|(key, name)| (rename(key), name)).collect();
    }

    /// Writes the project, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<(), WriteError> {
        write_atomic(path, |out| self.write_to(out))
    }

    /// Writes the project as indented JSON with a line break at its end.
    pub fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        serde_json::to_writer_pretty(&mut out, &Written { format: FORMAT, version: VERSION, project: self })?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(text: &str) -> Result<ProjectFile, ProjectError> {
        ProjectFile::from_bytes(text.as_bytes(), Path::new("a.mulens"))
    }

    fn written(project: &ProjectFile) -> Vec<u8> {
        let mut bytes = Vec::new();
        project.write_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_marks_come_first_and_empty_choices_are_left_out() {
        let project = ProjectFile {
            crs: CrsChoice { epsg: Some(4549), chosen_by_user: true, ..CrsChoice::default() },
            tags: [("a".to_owned(), Some("slim_core".to_owned())), ("b".to_owned(), None)].into(),
            ..ProjectFile::default()
        };
        let text = String::from_utf8(written(&project)).unwrap();
        assert!(text.starts_with("{\n  \"format\": \"mulens-project\",\n  \"version\": 1,\n"), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["crs"], json!({"epsg": 4549, "chosen_by_user": true}));
        assert_eq!(value["tags"], json!({"a": "slim_core", "b": null}));
        assert!(value.get("filter").is_none() && value.get("view").is_none());
    }

    #[test]
    fn what_is_no_project_of_ours_is_told_why() {
        assert!(matches!(read("{\n \"format\": mulens"), Err(ProjectError::NotJson { line: 2, .. })));
        for text in ["[]", "{}", r#"{"type":"FeatureCollection"}"#, r#"{"format":"other","version":1}"#] {
            assert!(matches!(read(text), Err(ProjectError::NotProject { .. })), "{text}");
        }
        let newer = read(r#"{"format":"mulens-project","version":2}"#);
        assert!(matches!(newer, Err(ProjectError::NewerVersion { found: 2, supported: 1, .. })));
        for members in [r#""version":"1""#, r#""version":1,"tags":[]"#, r#""version":1,"figures":{"year":"x"}"#] {
            let damaged = read(&format!(r#"{{"format":"mulens-project",{members}}}"#));
            assert!(matches!(damaged, Err(ProjectError::Damaged { .. })), "{members}");
        }
        let missing = ProjectFile::read(Path::new("there-is-no-such.mulens"));
        assert!(matches!(missing, Err(ProjectError::Unreadable { .. })));
    }

    #[test]
    fn a_file_of_marks_alone_is_an_empty_project() {
        assert_eq!(read("\u{feff}{\"format\":\"mulens-project\",\"version\":1}").unwrap(), ProjectFile::default());
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 10, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..3)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    /// Members no version will ever know.
    fn unknown() -> impl Strategy<Value = Map<String, Value>> {
        prop::collection::btree_map("later_.{0,5}", any_value(), 0..3).prop_map(|map| map.into_iter().collect())
    }

    fn any_project() -> impl Strategy<Value = ProjectFile> {
        let source =
            (any::<Option<String>>(), any::<Option<String>>(), any::<u64>(), any::<Option<String>>(), unknown())
                .prop_map(|(relative, embedded, len, blake3, extra)| ProjectSource {
                    absolute: relative.clone(),
                    relative,
                    embedded,
                    len,
                    blake3,
                    extra,
                    ..ProjectSource::default()
                });
        let crs = (any::<Option<u32>>(), any::<Option<String>>(), any::<bool>(), unknown())
            .prop_map(|(epsg, name, chosen_by_user, extra)| CrsChoice { epsg, name, chosen_by_user, extra });
        let figures = (any::<Option<Year>>(), any::<Option<String>>(), unknown())
            .prop_map(|(year, basis, extra)| FigureChoice { year, basis, extra });
        let tags = prop::collection::btree_map(any::<String>(), any::<Option<String>>(), 0..4);
        let cells = prop::collection::btree_map(any::<String>(), any_value(), 0..3);
        let corrections = prop::collection::btree_map(any::<String>(), cells, 0..3);
        let notes = prop::collection::btree_map(any::<String>(), any::<String>(), 0..4);
        (source, crs, figures, any_value(), any_value(), tags, notes, corrections, unknown()).prop_map(
            |(source, crs, figures, filter, view, tags, notes, corrections, extra)| ProjectFile {
                source,
                repair_crossing: crs.chosen_by_user,
                crs,
                figures,
                columns: view.clone(),
                firms: filter.clone(),
                commitments: view.clone(),
                base: filter.clone(),
                boundaries: view.clone(),
                judging: filter.clone(),
                layers: vec![filter.clone()],
                filter,
                view,
                tags,
                marks: SavedMarks { anchors: notes.clone(), ..SavedMarks::default() },
                routes: notes.clone(),
                notes,
                follow_ups: corrections.clone(),
                corrections,
                extra,
            },
        )
    }

    proptest! {
        #[test]
        fn a_project_reads_back_as_written_unknown_members_too(project in any_project()) {
            let bytes = written(&project);
            let read = ProjectFile::from_bytes(&bytes, Path::new("a.mulens")).unwrap();
            prop_assert_eq!(&read, &project);
            prop_assert_eq!(written(&read), bytes);
        }

        #[test]
        fn no_text_makes_reading_panic(text in r#"\{?["\\{}\[\]:, a1]{0,40}"#) {
            assert!(read(&text).is_err());
        }
    }
}
