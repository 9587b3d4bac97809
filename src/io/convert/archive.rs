//! Packed files: gzip and ZIP, unpacked into stores, bounded.
//!
//! Owns what is in an archive and which of it is a parcel file; knows nothing of what the files say. Bombs are refused
//! by what comes out, not by what is announced.

use std::io::{self, Read, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use zip::ZipArchive;
use zip::result::ZipError;

use super::convert_error::{ConvertError, LayerInfo};
use super::encoding::TextEncoding;
use super::store::{Store, StoreWriter};
use crate::io::{ReadError, ReadProgress, ReadSeek};

/// Bytes that any archive may unpack to.
const ALWAYS: u64 = 1 << 28;
/// Beyond that, bytes a packed byte may unpack to.
const RATIO: u64 = 200;
/// Bytes that no archive may unpack to.
const NEVER: u64 = 64 << 30;
/// Files of an archive that are looked at.
const MOST_ENTRIES: usize = 100_000;

/// Bytes an archive of this length may unpack to.
pub(super) fn bound(packed: u64) -> u64 {
    packed.saturating_mul(RATIO).clamp(ALWAYS, NEVER)
}

/// Unpacks `packed` up to `bound` bytes. `error` says what a failure of reading means.
pub(super) fn unpack(
    packed: &mut dyn Read,
    bound: u64,
    progress: &ReadProgress,
    error: impl Fn(io::Error) -> ReadError,
) -> Result<Arc<Store>, ReadError> {
    let mut out = StoreWriter::default();
    let mut block = vec![0; 1 << 17];
    loop {
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let read = match packed.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(found) if found.kind() == io::ErrorKind::Interrupted => continue,
            Err(found) => return Err(error(found)),
        };
        if out.len() + read as u64 > bound {
            return Err(ConvertError::Bomb(bound).into());
        }
        out.write_all(&block[..read]).map_err(full)?;
    }
    out.finish().map_err(full)
}

/// What a failure to write a temporary file means.
pub(super) fn full(error: io::Error) -> ReadError {
    ReadError::Io { error, path: std::env::temp_dir() }
}

/// A file in a ZIP.
#[derive(Clone, Debug)]
struct Entry {
    index: usize,
    name: String,
    len: u64,
    is_encrypted: bool,
}

/// What a candidate in a ZIP is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CandidateKind {
    /// A `.shp` and what goes with it.
    Shapefile,
    /// A `GeoPackage`.
    GeoPackage,
    /// JSON text.
    Json,
}

/// A parcel file in a ZIP.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) kind: CandidateKind,
    pub(super) layer: LayerInfo,
    entry: usize,
}

/// An open ZIP.
pub(super) struct Archive {
    zip: ZipArchive<Box<dyn ReadSeek + Send>>,
    entries: Vec<Entry>,
    /// The parcel files in it, by name.
    pub(super) candidates: Vec<Candidate>,
    by_name: FxHashMap<(String, String), usize>,
    left: u64,
}

fn zip_error(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ConvertError::Encrypted.into()
        }
        error => ConvertError::BadArchive(error.to_string()).into(),
    }
}

impl Archive {
    /// Opens a ZIP of this length and looks for parcel files in it.
    pub(super) fn open(file: Box<dyn ReadSeek + Send>, len: u64) -> Result<Self, ReadError> {
        let mut zip = ZipArchive::new(file).map_err(zip_error)?;
        let mut entries = Vec::new();
        for index in 0..zip.len().min(MOST_ENTRIES) {
            let file = zip.by_index_raw(index).map_err(zip_error)?;
            let raw = file.name_raw();
            // Windows names files in its own encoding and says nothing of it.
            let name = match std::str::from_utf8(raw) {
                Ok(name) => name.to_owned(),
                Err(_) => TextEncoding::Gb18030.decoded(raw),
            };
            let name = name.replace('\\', "/");
            let is_hidden =
                name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'));
            if !file.is_dir() && !name.ends_with('/') && !is_hidden {
                entries.push(Entry { index, name, len: file.size(), is_encrypted: file.encrypted() });
            }
        }
        let by_name: FxHashMap<(String, String), usize> =
            entries.iter().enumerate().rev().map(|(at, entry)| (folded(&entry.name), at)).collect();
        let mut candidates: Vec<Candidate> =
            (0..entries.len()).filter_map(|entry| candidate(&entries, entry, &by_name)).collect();
        candidates.sort_by(|a, b| a.layer.name.cmp(&b.layer.name));
        if candidates.is_empty() {
            return Err(what_else(&entries).into());
        }
        Ok(Self { zip, entries, candidates, by_name, left: bound(len) })
    }

    /// Unpacks a candidate's own file.
    pub(super) fn unpack(&mut self, candidate: &Candidate, progress: &ReadProgress) -> Result<Arc<Store>, ReadError> {
        self.unpack_entry(candidate.entry, progress)
    }

    /// Unpacks the file that goes with a candidate and ends so.
    pub(super) fn unpack_companion(
        &mut self,
        candidate: &Candidate,
        ending: &str,
        progress: &ReadProgress,
    ) -> Result<Option<Arc<Store>>, ReadError> {
        let (stem, _) = folded(&self.entries[candidate.entry].name);
        let found = self.by_name.get(&(stem, ending.to_owned())).copied();
        found.map(|entry| self.unpack_entry(entry, progress)).transpose()
    }

    fn unpack_entry(&mut self, entry: usize, progress: &ReadProgress) -> Result<Arc<Store>, ReadError> {
        let entry = &self.entries[entry];
        if entry.is_encrypted {
            return Err(ConvertError::Encrypted.into());
        }
        let mut file = self.zip.by_index(entry.index).map_err(zip_error)?;
        let damaged = |error: io::Error| ConvertError::BadArchive(error.to_string()).into();
        let store = unpack(&mut file, self.left, progress, damaged)?;
        progress.add_bytes(file.compressed_size());
        self.left -= store.len().min(self.left);
        Ok(store)
    }
}

fn split(name: &str) -> (&str, String) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => (stem, ending.to_ascii_lowercase()),
        _ => (name, String::new()),
    }
}

fn candidate(entries: &[Entry], entry: usize, by_name: &FxHashMap<(String, String), usize>) -> Option<Candidate> {
    let name = &entries[entry].name;
    let (stem, ending) = split(name);
    let (kind, layer) = match ending.as_str() {
        "shp" => {
            let index = by_name
                .get(&(stem.to_ascii_lowercase(), "shx".to_owned()))
                .map(|&shx| entries[shx].len.saturating_sub(100) / 8);
            (CandidateKind::Shapefile, LayerInfo { name: stem.to_owned(), features: index })
        }
        "gpkg" => (CandidateKind::GeoPackage, LayerInfo { name: name.clone(), features: None }),
        "geojson" | "json" | "geojsonl" | "geojsons" | "ndjson" | "jsonl" | "ldjson" | "geojsonseq" => {
            (CandidateKind::Json, LayerInfo { name: name.clone(), features: None })
        }
        _ => return None,
    };
    Some(Candidate { kind, layer, entry })
}

/// A file's name without its ending, and the ending, in small letters.
fn folded(name: &str) -> (String, String) {
    let (stem, ending) = split(name);
    (stem.to_ascii_lowercase(), ending)
}

/// What an archive without a parcel file is.
fn what_else(entries: &[Entry]) -> ConvertError {
    let has = |is: &dyn Fn(&str) -> bool| entries.iter().any(|entry| is(&entry.name));
    if has(&|name| name == "[Content_Types].xml" || name.starts_with("xl/") || name.starts_with("word/")) {
        return ConvertError::Office;
    }
    if has(&|name| split(name).1 == "kml") {
        return ConvertError::Kmz;
    }
    let packed = ["zip", "gz", "7z", "rar", "tar", "tgz", "bz2", "xz"];
    if has(&|name| packed.contains(&split(name).1.as_str())) {
        return ConvertError::NestedArchive;
    }
    ConvertError::NothingInArchive
}
