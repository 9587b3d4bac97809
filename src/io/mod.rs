//! Bytes to domain and back: GeoJSON in and out, CSV and XLSX, the project file, the import report, atomic writes.
//!
//! Knows `domain`, `locale` and `geometry`; knows nothing of analysis or windows.

mod atomic_write;
pub mod export;
pub mod json;
pub mod project;
pub mod source;
mod write_error;

pub use atomic_write::{PendingFile, refuse_source, same_file, write_atomic, write_atomic_with};
pub use source::{ReadSeek, Source, SourceStamp};
pub use write_error::{WriteError, system_reason};
