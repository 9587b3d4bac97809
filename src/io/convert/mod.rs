//! Any parcel file as one UTF-8 GeoJSON text for the one strict reader: other encodings, gzip and ZIP, lines and
//! sequences of JSON, Shapefile, `GeoPackage`, several files appended.
//!
//! # The way of a file
//!
//! `opened` looks at the first bytes and picks the way; `archive` unpacks, `evidence` weighs what the bytes are and
//! `decode` turns them into UTF-8, `shapefile` and `geopackage` write through `collection`, `several` appends. The text
//! goes into a `store`, which [`crate::io::Source::Converted`] holds together with the files it came from: these are what
//! is stamped, so that a change to them is noticed. A file that is UTF-8 GeoJSON already is read as it lies there.
//!
//! Owns formats and encodings; knows nothing of columns, coordinate systems or parcels: those the reader decides, from
//! the text alone.

mod archive;
mod collection;
mod companions;
mod convert_error;
mod dbf;
mod decode;
mod encoding;
mod evidence;
mod geopackage;
mod layer_texts;
mod opened;
mod packed;
mod rings;
mod several;
mod shape_record;
mod shapefile;
mod shp;
mod store;
mod wkb;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use convert_error::{ConvertError, LayerInfo, layer_sentence};
pub use encoding::{EncodingChoice, EncodingEvidence, TextEncoding};
pub(in crate::io) use evidence::of_bytes;
pub(in crate::io) use layer_texts::layer_texts;
use opened::{Look, Opened, open};
pub use store::{Store, StoreReader};

use super::geojson::{self, Import, ReadOptions, ReadProgress};
use super::read_error::{LookAlike, ReadError, TextPlace};
use super::{FindingKind, Findings, Source, SourceStamp};

/// What a file's text was made from and how.
#[derive(Debug)]
pub struct Converted {
    /// What the user opened: one path, or several.
    pub origin: Source,
    /// Every file that was read for it.
    pub files: Vec<PathBuf>,
    /// What those files looked like, all together.
    pub stamp: SourceStamp,
    /// The text.
    pub text: Arc<Store>,
    /// The format, as a report names it.
    pub format: &'static str,
    /// The encoding the files are in.
    pub encoding: EncodingChoice,
    /// The layers to choose from; empty where there was no choice.
    pub layers: Vec<LayerInfo>,
    /// The one that was read.
    pub layer: Option<String>,
    /// What was noticed on the way.
    pub findings: Findings,
    /// Characters put before the first line, where the text has the lines of the file; `None` where it has lines of its own
    /// making, which say nothing of a file: a Shapefile's, a database's, those of several files.
    pub first_line_shift: Option<u64>,
}

/// Reads a parcel file of any format.
pub fn read(source: &Source, options: &ReadOptions, progress: &ReadProgress) -> Result<Import, ReadError> {
    match source {
        Source::Embedded { .. } => geojson::read(source, options, progress),
        Source::Path(path) => read_one(path, options, progress),
        Source::Files(paths) => several::read(paths, options, progress),
        Source::Converted(converted) => read(&converted.origin, options, progress),
    }
}

fn read_one(path: &Path, options: &ReadOptions, progress: &ReadProgress) -> Result<Import, ReadError> {
    let read = read_looking(path, options, progress, Look::Head);
    // Where the rest of a text is not what its first part was taken for, all of it is weighed.
    let is_doubtful = match &read {
        Ok(import) => import.report.findings.count(FindingKind::BadUtf8) > 0,
        Err(error) => matches!(error, ReadError::NotJson { .. } | ReadError::Truncated(_)),
    };
    if is_doubtful && options.encoding.is_none() { read_looking(path, options, progress, Look::Whole) } else { read }
}

fn read_looking(path: &Path, options: &ReadOptions, progress: &ReadProgress, look: Look) -> Result<Import, ReadError> {
    let origin = Source::Path(path.to_owned());
    let (plain, choice) = match open(path, options, progress, look)? {
        Opened::AsIs(choice) => (origin, choice),
        Opened::Converted(converted) => {
            let choice = converted.encoding.clone();
            (Source::Converted(Arc::new(*converted)), choice)
        }
    };
    match read_text(&plain, &choice, options, progress) {
        // Only the strict reader can tell that a whole text is followed by another.
        Err(ReadError::LookAlike(LookAlike::JsonLines)) => {
            let lines = opened::as_sequence(&plain, path, &choice, options, progress)?;
            read_text(&Source::Converted(Arc::new(lines)), &choice, options, progress)
        }
        read => read,
    }
}

/// Reads a text and adds to its report what the conversion knows.
fn read_text(
    source: &Source,
    choice: &EncodingChoice,
    options: &ReadOptions,
    progress: &ReadProgress,
) -> Result<Import, ReadError> {
    let Source::Converted(converted) = source else {
        let mut import = geojson::read(source, options, progress)?;
        import.report.encoding_choice = choice.clone();
        return Ok(import);
    };
    // The text's own hash says nothing of the file's.
    let without_hash = ReadOptions { hash: false, ..options.clone() };
    let mut import = geojson::read(source, &without_hash, progress).map_err(|error| shifted(error, converted))?;
    let report = &mut import.report;
    report.format = converted.format;
    report.encoding = choice.used.name();
    report.encoding_choice = choice.clone();
    let mut findings = converted.findings.clone();
    findings.append(std::mem::take(&mut report.findings));
    report.findings = findings;
    import.stamp = converted.stamp.clone();
    Ok(import)
}

/// The place of a fault in the file, where the text has more on its first line.
fn shifted(error: ReadError, converted: &Converted) -> ReadError {
    let shift = |place: TextPlace| match place.line {
        1 => TextPlace { column: place.column.saturating_sub(converted.first_line_shift.unwrap_or(0)).max(1), ..place },
        _ => place,
    };
    match error {
        ReadError::NotJson { place, kind, met } => ReadError::NotJson { place: shift(place), kind, met },
        ReadError::Truncated(place) => ReadError::Truncated(shift(place)),
        ReadError::TooDeep(place) => ReadError::TooDeep(shift(place)),
        error => error,
    }
}
