//! Why a file could not be read, each as one sentence that says what, where, and what to do.
//!
//! Owns the error type of reading; knows nothing of how files are read.

use std::path::PathBuf;

use crate::geometry::crs::Crs;
use crate::io::convert::{ConvertError, LayerInfo, layer_sentence};
use crate::io::json::JsonFaultKind;
use crate::locale::Lang;

/// Something else that often comes with a name that ends in `.geojson` or `.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LookAlike {
    /// An HTML page, e.g. a login page saved by a browser.
    Html,
    /// KML, GML or other XML.
    Xml,
    /// ZIP, which XLSX, KMZ and packed shapefiles are too.
    Zip,
    /// gzip.
    Gzip,
    /// An old Office file.
    OldOffice,
    /// A shapefile's `.shp`.
    Shapefile,
    /// `SQLite`, which a `GeoPackage` is.
    GeoPackage,
    /// PDF.
    Pdf,
    /// DWG.
    Dwg,
    /// A picture.
    Picture,
    /// A Git LFS pointer in the place of the file.
    GitLfs,
    /// UTF-16 text.
    Utf16,
    /// `GeoJSON` text sequences or one object a line.
    JsonLines,
    /// `TopoJSON`.
    TopoJson,
    /// Esri's own JSON.
    EsriJson,
    /// A map of `ECharts` with packed coordinates.
    ECharts,
}

impl LookAlike {
    /// Every look-alike.
    pub const ALL: [Self; 16] = [
        Self::Html,
        Self::Xml,
        Self::Zip,
        Self::Gzip,
        Self::OldOffice,
        Self::Shapefile,
        Self::GeoPackage,
        Self::Pdf,
        Self::Dwg,
        Self::Picture,
        Self::GitLfs,
        Self::Utf16,
        Self::JsonLines,
        Self::TopoJson,
        Self::EsriJson,
        Self::ECharts,
    ];

    fn text_id(self) -> &'static str {
        match self {
            Self::Html => "look-alike-html",
            Self::Xml => "look-alike-xml",
            Self::Zip => "look-alike-zip",
            Self::Gzip => "look-alike-gzip",
            Self::OldOffice => "look-alike-old-office",
            Self::Shapefile => "look-alike-shapefile",
            Self::GeoPackage => "look-alike-geopackage",
            Self::Pdf => "look-alike-pdf",
            Self::Dwg => "look-alike-dwg",
            Self::Picture => "look-alike-picture",
            Self::GitLfs => "look-alike-git-lfs",
            Self::Utf16 => "look-alike-utf16",
            Self::JsonLines => "look-alike-json-lines",
            Self::TopoJson => "look-alike-topojson",
            Self::EsriJson => "look-alike-esrijson",
            Self::ECharts => "look-alike-echarts",
        }
    }
}

/// A place in a text file, counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("no such file: {0}")]
    NotFound(PathBuf),
    /// It is a folder.
    #[error("a folder, not a file: {0}")]
    IsDirectory(PathBuf),
    /// It is neither file nor folder: a pipe, a device.
    #[error("not an ordinary file: {0}")]
    NotAFile(PathBuf),
    /// It may not be read.
    #[error("no permission to read: {0}")]
    NoPermission(PathBuf),
    /// The system failed to read it.
    #[error("{error}: {path}")]
    Io {
        /// What the system says.
        error: std::io::Error,
        /// The file.
        path: PathBuf,
    },
    /// It has no content.
    #[error("the file is empty")]
    Empty,
    /// It is something else.
    #[error("not GeoJSON but {0:?}")]
    LookAlike(LookAlike),
    /// It is not JSON.
    #[error("not JSON at line {}, column {}: {kind:?}, met {met:?}", place.line, place.column)]
    NotJson {
        /// Where.
        place: TextPlace,
        /// What is wrong there.
        kind: JsonFaultKind,
        /// The character met.
        met: Option<char>,
    },
    /// It ends in the middle.
    #[error("the file ends in the middle, at line {}, column {}", .0.line, .0.column)]
    Truncated(TextPlace),
    /// It nests too deep.
    #[error("nested too deep at line {}, column {}", .0.line, .0.column)]
    TooDeep(TextPlace),
    /// It is JSON, but its root is no `GeoJSON` object; the text is its `type`, or what it is.
    #[error("JSON, but not GeoJSON: {0}")]
    NotGeoJson(String),
    /// A collection without features.
    #[error("a collection without features")]
    NoFeatures,
    /// Features, but none with an area.
    #[error("{features} features, none of them a polygon")]
    NoPolygons {
        /// How many features there are.
        features: usize,
        /// How many are points.
        points: usize,
        /// How many are lines.
        lines: usize,
    },
    /// More positions or a longer feature than the table can hold.
    #[error("too large")]
    TooLarge,
    /// The user stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The file changed or vanished while, or since, it was read.
    #[error("the file has changed since it was read")]
    Changed,
    /// It could not be turned into `GeoJSON`.
    #[error("not converted: {0}")]
    Convert(#[from] ConvertError),
    /// It has several layers, and none or an unknown one was chosen.
    #[error("layer unknown (asked for {asked:?})")]
    LayerUnknown {
        /// The layers there are.
        layers: Vec<LayerInfo>,
        /// The one that was asked for.
        asked: Option<String>,
    },
    /// One of several files could not be read.
    #[error("{error}: {file}")]
    InFile {
        /// Its name.
        file: String,
        /// Why.
        error: Box<ReadError>,
    },
    /// The coordinates could be of several systems, or of none known.
    #[error("coordinate system unknown (label {label:?}, proposed {proposed:?})")]
    CrsUnknown {
        /// The name in the file, if it has one.
        label: Option<String>,
        /// The system to propose.
        proposed: Option<Crs>,
        /// The systems that fit the numbers, the proposed one first.
        candidates: Vec<Crs>,
        /// The box around the numbers: least x, least y, greatest x, greatest y.
        bounds: [f64; 4],
    },
}

impl ReadError {
    /// What a failure of the system means for a file.
    #[must_use]
    pub fn from_io(error: std::io::Error, path: PathBuf) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound(path),
            std::io::ErrorKind::PermissionDenied => Self::NoPermission(path),
            std::io::ErrorKind::IsADirectory => Self::IsDirectory(path),
            _ => Self::Io { error, path },
        }
    }

    /// Where in the file it is, if it is at a place.
    #[must_use]
    pub fn place(&self) -> Option<TextPlace> {
        match self {
            Self::NotJson { place, .. } | Self::Truncated(place) | Self::TooDeep(place) => Some(*place),
            Self::InFile { error, .. } => error.place(),
            _ => None,
        }
    }

    /// One sentence for the reader: what, where, what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let path = |id: &str, path: &PathBuf| lang.text_with(id, [("path", path.display().to_string().into())]);
        let at = |id: &str, place: &TextPlace| {
            lang.text_with(id, [("line", place.line.to_string().into()), ("column", place.column.to_string().into())])
        };
        match self {
            Self::NotFound(file) => path("read-not-found", file),
            Self::IsDirectory(file) => path("read-is-directory", file),
            Self::NotAFile(file) => path("read-not-a-file", file),
            Self::NoPermission(file) => path("read-no-permission", file),
            Self::Io { error, path } => lang.text_with(
                "read-io",
                [("error", error.to_string().into()), ("path", path.display().to_string().into())],
            ),
            Self::Empty => lang.text("read-empty").into_owned(),
            Self::LookAlike(what) => lang.text(what.text_id()).into_owned(),
            Self::NotJson { place, kind, met } => lang.text_with(
                "read-not-json",
                [
                    ("line", place.line.to_string().into()),
                    ("column", place.column.to_string().into()),
                    ("what", fault_text(*kind, *met, lang).into()),
                ],
            ),
            Self::Truncated(place) => at("read-truncated", place),
            Self::TooDeep(place) => at("read-too-deep", place),
            Self::NotGeoJson(root) => lang.text_with("read-not-geojson", [("root", root.as_str().into())]),
            Self::NoFeatures => lang.text("read-no-features").into_owned(),
            Self::NoPolygons { features, points, lines } => lang.text_with(
                "read-no-polygons",
                [
                    ("features", features.to_string().into()),
                    ("points", points.to_string().into()),
                    ("lines", lines.to_string().into()),
                ],
            ),
            Self::TooLarge => lang.text("read-too-large").into_owned(),
            Self::Cancelled => lang.text("read-cancelled").into_owned(),
            Self::Changed => lang.text("read-changed").into_owned(),
            Self::Convert(error) => error.message(lang),
            Self::LayerUnknown { layers, asked } => layer_sentence(layers, asked.as_deref(), lang),
            Self::InFile { file, error } => {
                lang.text_with("read-in-file", [("file", file.as_str().into()), ("error", error.message(lang).into())])
            }
            Self::CrsUnknown { label, proposed, bounds, .. } => crs_text(label.as_deref(), *proposed, bounds, lang),
        }
    }
}

fn fault_text(kind: JsonFaultKind, met: Option<char>, lang: Lang) -> String {
    let id = match kind {
        JsonFaultKind::ControlInString => "json-control-in-string",
        JsonFaultKind::BadEscape => "json-bad-escape",
        JsonFaultKind::BadNumber => "json-bad-number",
        JsonFaultKind::Truncated | JsonFaultKind::Unexpected | JsonFaultKind::TooDeep => "json-unexpected",
    };
    // A control character would break the sentence it is shown in.
    let met = met.map_or_else(String::new, |met| {
        if met.is_control() { format!("U+{:04X}", u32::from(met)) } else { met.to_string() }
    });
    lang.text_with(id, [("met", met.into())])
}

fn crs_text(label: Option<&str>, proposed: Option<Crs>, bounds: &[f64; 4], lang: Lang) -> String {
    let numbers = format!("{:.1}, {:.1}", bounds[0], bounds[1]);
    let proposal = match proposed {
        Some(crs) => lang.text_with("read-crs-proposal", [("code", crs.epsg().to_string().into())]),
        None => lang.text("read-crs-no-proposal").into_owned(),
    };
    let mut args = vec![("numbers", numbers.into()), ("proposal", proposal.into())];
    let id = match label {
        Some(label) => {
            args.push(("label", label.into()));
            "read-crs-unknown-label"
        }
        None => "read-crs-unknown",
    };
    lang.text_with(id, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_sentence_in_both_languages_with_no_place_left_unfilled() {
        let place = TextPlace { line: 3, column: 15 };
        let file = || PathBuf::from("a.geojson");
        let mut errors = vec![
            ReadError::NotFound(file()),
            ReadError::IsDirectory(file()),
            ReadError::NotAFile(file()),
            ReadError::NoPermission(file()),
            ReadError::Io { error: std::io::Error::other("bad disk"), path: file() },
            ReadError::Empty,
            ReadError::Truncated(place),
            ReadError::TooDeep(place),
            ReadError::NotGeoJson("array".into()),
            ReadError::NoFeatures,
            ReadError::NoPolygons { features: 3, points: 2, lines: 1 },
            ReadError::TooLarge,
            ReadError::Cancelled,
            ReadError::Changed,
            ReadError::InFile { file: "b.shp".into(), error: Box::new(ReadError::Empty) },
            ReadError::Convert(ConvertError::NoShp),
            ReadError::LayerUnknown { layers: vec![], asked: None },
            ReadError::CrsUnknown { label: None, proposed: None, candidates: vec![], bounds: [0.0; 4] },
            ReadError::CrsUnknown {
                label: Some("EPSG:2334".into()),
                proposed: Some(Crs::WebMercator),
                candidates: vec![],
                bounds: [0.0; 4],
            },
        ];
        for kind in [
            JsonFaultKind::Unexpected,
            JsonFaultKind::ControlInString,
            JsonFaultKind::BadEscape,
            JsonFaultKind::BadNumber,
        ] {
            errors.push(ReadError::NotJson { place, kind, met: Some('\u{1}') });
        }
        errors.extend(LookAlike::ALL.map(ReadError::LookAlike));
        for error in errors {
            for lang in Lang::ALL {
                let message = error.message(lang);
                assert!(message.chars().count() >= 6, "{error:?}: {message}");
                assert!(!message.contains('{'), "{error:?}: {message}");
            }
        }
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_column() {
        let place = TextPlace { line: 3, column: 15 };
        let error = ReadError::NotJson { place, kind: JsonFaultKind::Unexpected, met: Some('\'') };
        let message = error.message(Lang::En);
        assert!(message.contains("line 3") && message.contains("column 15") && message.contains('\''), "{message}");
    }
}
