//! Bytes to domain and back: GeoJSON in and out, CSV and XLSX, the project file, the import report, atomic writes.
//!
//! Knows `domain`, `locale` and `geometry`; knows nothing of analysis or windows.

mod check_json;
pub mod columns;
mod findings;
pub mod geojson;
pub mod import_report;
pub mod json;
pub mod read_error;
pub mod source;

pub use check_json::check_json;
pub use geojson::{Import, ReadOptions, ReadProgress, feature_text, property_pairs, read};
pub use import_report::ImportReport;
pub use read_error::ReadError;
pub use source::{ReadSeek, Source, SourceStamp};
