//! Why a file could not be read, each as one sentence that says what, where, and what to do.
//!
//! Owns the error type of reading; knows nothing of how files are read.

use std::path::PathBuf;

use crate::geometry::crs::Crs;
use crate::io::convert::{ConvertError, LayerInfo, layer_sentence};
use crate::io::json::JsonFaultKind;
use crate::locale::Lang;

macro_rules! look_alikes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// Something else that often comes with a name that ends in `.geojson` or `.json`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum LookAlike { $($(#[$doc])* $name,)* }

        impl LookAlike {
            /// Every look-alike.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            fn text_id(self) -> &'static str {
                match self { $(Self::$name => concat!("look-alike-", $id),)* }
            }
        }
    };
}

look_alikes! {
    /// An HTML page, e.g. a login page saved by a browser.
    Html = "html",
    /// KML, or KMZ, which is KML packed.
    Kml = "kml",
    /// GML.
    Gml = "gml",
    /// Other XML.
    Xml = "xml",
    /// ZIP, which packed shapefiles are.
    Zip = "zip",
    /// An Excel workbook.
    Workbook = "workbook",
    /// gzip.
    Gzip = "gzip",
    /// Another archive: RAR, 7z, bzip2, xz, Zstandard.
    Packed = "packed",
    /// An old Office file.
    OldOffice = "old-office",
    /// An Office file with a password.
    EncryptedOffice = "encrypted-office",
    /// A shapefile's `.shp` or `.shx`.
    Shapefile = "shapefile",
    /// A table of dBASE, which goes with a shapefile.
    Dbf = "dbf",
    /// `MapInfo` TAB or MIF.
    MapInfo = "mapinfo",
    /// `SQLite`, which a `GeoPackage` is.
    GeoPackage = "geopackage",
    /// Another format of a GIS: Parquet, `FlatGeobuf`, a personal geodatabase, WKT.
    OtherGis = "other-gis",
    /// PDF.
    Pdf = "pdf",
    /// DWG.
    Dwg = "dwg",
    /// DXF.
    Dxf = "dxf",
    /// A picture.
    Picture = "picture",
    /// A Git LFS pointer in the place of the file.
    GitLfs = "git-lfs",
    /// UTF-16 text.
    Utf16 = "utf16",
    /// Nothing but zero bytes: a file that was never written whole.
    Zeros = "zeros",
    /// Some binary file.
    Binary = "binary",
    /// `GeoJSON` text sequences or one object a line.
    JsonLines = "json-lines",
    /// JavaScript around JSON.
    Script = "script",
    /// A table as text.
    Csv = "csv",
    /// `TopoJSON`.
    TopoJson = "topojson",
    /// Esri's own JSON.
    EsriJson = "esrijson",
    /// A map of `ECharts` with packed coordinates.
    ECharts = "echarts",
    /// A map of Highcharts in units of its own.
    Highcharts = "highcharts",
}

/// A place in a text file, counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

/// Coordinates whose system the user has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownCrs {
    /// The name in the file, if it has one.
    pub label: Option<String>,
    /// The systems that fit the numbers, the one to propose first.
    pub candidates: Vec<Crs>,
    /// The box around the numbers: least x, least y, greatest x, greatest y.
    pub bounds: [f64; 4],
}

impl UnknownCrs {
    /// The system to propose.
    #[must_use]
    pub fn proposed(&self) -> Option<Crs> {
        self.candidates.first().copied()
    }
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
        /// How many are no features, or have a geometry of a type GeoJSON does not have.
        others: usize,
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
    #[error("coordinate system unknown (label {:?}, proposed {:?})", .0.label, .0.proposed())]
    CrsUnknown(Box<UnknownCrs>),
    /// The numbers cannot be of the system the user chose.
    #[error("coordinates do not fit {chosen}")]
    CrsMismatch {
        /// The user's choice.
        chosen: Box<Crs>,
        /// The box around the numbers: least x, least y, greatest x, greatest y.
        bounds: [f64; 4],
    },
    /// Coordinates no system has: not finite, or beyond all of them.
    #[error("absurd coordinates: {bounds:?}")]
    CoordinatesAbsurd {
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
            Self::NoPolygons { features, points, lines, others } => lang.text_with(
                if *others == 0 { "read-no-polygons" } else { "read-no-polygons-others" },
                [
                    ("others", others.to_string().into()),
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
            Self::CrsUnknown(unknown) => crs_text(unknown, lang),
            Self::CrsMismatch { chosen, bounds } => lang.text_with(
                "read-crs-mismatch",
                [("crs", super::crs_name(**chosen, lang).into()), ("numbers", first_numbers(bounds).into())],
            ),
            Self::CoordinatesAbsurd { bounds } => {
                lang.text_with("read-coordinates-absurd", [("numbers", first_numbers(bounds).into())])
            }
        }
    }
}

fn fault_text(kind: JsonFaultKind, met: Option<char>, lang: Lang) -> String {
    let id = match kind {
        JsonFaultKind::ControlInString => "json-control-in-string",
        JsonFaultKind::BadEscape => "json-bad-escape",
        JsonFaultKind::BadNumber => "json-bad-number",
        JsonFaultKind::Truncated | JsonFaultKind::Unexpected | JsonFaultKind::TooDeep => match met {
            Some('\'' | '‘' | '’' | '“' | '”') => "json-other-quote",
            Some('/' | '#') => "json-comment",
            Some(']' | '}') => "json-closing",
            Some('N' | 'I' | 'T' | 'F' | 'u') => "json-word",
            _ => "json-unexpected",
        },
    };
    // A control character would break the sentence it is shown in.
    let met = met.map_or_else(String::new, |met| {
        if met.is_control() { format!("U+{:04X}", u32::from(met)) } else { met.to_string() }
    });
    lang.text_with(id, [("met", met.into())])
}

/// A position as an example of what the numbers look like; a long one in powers of ten.
fn first_numbers(bounds: &[f64; 4]) -> String {
    let number = |number: f64| if number.abs() < 1e12 { format!("{number:.1}") } else { format!("{number:.2e}") };
    format!("{}, {}", number(bounds[0]), number(bounds[1]))
}

fn crs_text(unknown: &UnknownCrs, lang: Lang) -> String {
    let numbers = first_numbers(&unknown.bounds);
    let proposal = match unknown.proposed() {
        Some(crs) => lang.text_with("read-crs-proposal", [("code", crs.to_string().into())]),
        None => lang.text("read-crs-no-proposal").into_owned(),
    };
    let mut args = vec![("numbers", numbers.into()), ("proposal", proposal.into())];
    let id = match &unknown.label {
        Some(label) => {
            args.push(("label", label.as_str().into()));
            if Crs::from_name(label).is_some() { "read-crs-contradicted" } else { "read-crs-unknown-label" }
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
            ReadError::NoPolygons { features: 3, points: 2, lines: 1, others: 0 },
            ReadError::NoPolygons { features: 6, points: 2, lines: 1, others: 3 },
            ReadError::TooLarge,
            ReadError::Cancelled,
            ReadError::Changed,
            ReadError::InFile { file: "b.shp".into(), error: Box::new(ReadError::Empty) },
            ReadError::Convert(ConvertError::NoShp),
            ReadError::LayerUnknown { layers: vec![], asked: None },
            ReadError::CrsUnknown(Box::new(UnknownCrs { label: None, candidates: vec![], bounds: [0.0; 4] })),
            ReadError::CrsUnknown(Box::new(UnknownCrs {
                label: Some("City grid".into()),
                candidates: vec![Crs::WebMercator],
                bounds: [0.0; 4],
            })),
            ReadError::CrsMismatch { chosen: Box::new(Crs::WebMercator), bounds: [0.0; 4] },
            ReadError::CoordinatesAbsurd { bounds: [f64::NEG_INFINITY, 1e300, 0.0, 0.0] },
        ];
        for kind in [
            JsonFaultKind::Unexpected,
            JsonFaultKind::ControlInString,
            JsonFaultKind::BadEscape,
            JsonFaultKind::BadNumber,
        ] {
            errors.push(ReadError::NotJson { place, kind, met: Some('\u{1}') });
        }
        errors.extend(LookAlike::ALL.iter().copied().map(ReadError::LookAlike));
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
