//! Bytes to domain and back: GeoJSON in and out, CSV and XLSX, the project file, the import report, atomic writes.
//!
//! Knows `domain`, `locale` and `geometry`; knows nothing of analysis or windows.

pub mod json;
pub mod source;

pub use source::{ReadSeek, Source, SourceStamp};
