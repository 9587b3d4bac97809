//! Bytes to domain and back: GeoJSON in and out, other formats and encodings turned into it, CSV and XLSX, the project
//! file, the import report, atomic writes.
//!
//! Knows `domain`, `locale` and `geometry`; knows nothing of analysis or windows.

mod atomic_write;
mod check_json;
pub mod columns;
pub mod convert;
mod crs_text;
pub mod export;
mod findings;
pub mod geojson;
pub mod import_report;
pub mod json;
pub mod project;
pub mod read_error;
mod reference_layer;
mod report_text;
pub mod source;
pub mod tables;
pub mod text_encoding;
mod write_error;

pub use atomic_write::{PendingFile, refuse_sources, same_file, write_atomic, write_atomic_with};
pub use check_json::check_json;
pub use convert::{ConvertError, EncodingChoice, EncodingEvidence, LayerInfo, TextEncoding, read};
pub use crs_text::{crs_name, datum_name};
pub use export::{
    ExportError, Headers, export_geojson, write_csv, write_csv_in_pieces, write_png, write_workbook, write_xlsx,
};
pub use geojson::{Import, ReadOptions, ReadProgress, Sample, feature_text, lines_at, property_pairs, sample};
pub use import_report::{Finding, FindingKind, Findings, ImportReport, Repaired, SkipReason};
pub use project::{
    CrsChoice, FigureChoice, ParcelMatch, ProjectError, ProjectFile, ProjectSource, autosave_path, follow_ups_as_read,
    follow_ups_text, match_corrections, match_follow_ups, match_marks, match_tags, record_corrections,
    record_follow_ups, record_marks, record_tags,
};
pub use read_error::{ReadError, UnknownCrs};
pub use reference_layer::{LayerError, ReferenceLayer, read_reference_layer};
pub use report_text::{FindingGroup, FindingSeverity};
pub use source::{ReadSeek, Source, SourceStamp};
pub use write_error::{WriteError, system_reason};
