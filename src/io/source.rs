//! Where a file's bytes come from, a path or the embedded sample, and the stamp by which a later look at it notices
//! that it has changed.
//!
//! Owns opening and stamping; knows nothing of what the bytes mean. Invariant: a source is only ever opened for reading.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::convert::Converted;

/// A byte stream that can be read and sought in.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where a parcel file's bytes come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file on disk.
    Path(PathBuf),
    /// Several files on disk, to be read as one.
    Files(Vec<PathBuf>),
    /// A text made from files of another format: its bytes are read, the files are what is stamped and shown.
    Converted(Arc<Converted>),
    /// A file that is part of the program.
    Embedded {
        /// The name it is shown under, e.g. `jimo_parks.geojson`.
        name: &'static str,
        /// Its content.
        bytes: &'static [u8],
    },
}

impl PartialEq for Source {
    /// Whether both are of the same files, however they were read.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Converted(converted), other) | (other, Self::Converted(converted)) => {
                converted.origin == *other.origin()
            }
            (Self::Path(a), Self::Path(b)) => a == b,
            (Self::Files(a), Self::Files(b)) => a == b,
            (Self::Embedded { name: a, bytes: b }, Self::Embedded { name: c, bytes: d }) => a == c && b == d,
            _ => false,
        }
    }
}

impl Source {
    /// A source of one file or of several.
    #[must_use]
    pub fn of_paths(mut paths: Vec<PathBuf>) -> Self {
        // A Shapefile that is dropped whole is one data set.
        let is_shp = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
        let shapes: Vec<PathBuf> =
            paths.iter().filter(|path| is_shp(path)).map(|path| path.with_extension("")).collect();
        paths.retain(|path| is_shp(path) || !shapes.contains(&path.with_extension("")));
        match paths.pop() {
            Some(path) if paths.is_empty() => Self::Path(path),
            last => {
                paths.extend(last);
                Self::Files(paths)
            }
        }
    }

    /// What was opened, before any conversion.
    #[must_use]
    pub fn origin(&self) -> &Self {
        match self {
            Self::Converted(converted) => &converted.origin,
            source => source,
        }
    }

    /// What the text was made from, if it was made.
    #[must_use]
    pub fn converted(&self) -> Option<&Converted> {
        match self {
            Self::Converted(converted) => Some(converted),
            _ => None,
        }
    }

    /// The one file that was opened; `None` for several or the sample.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self.origin() {
            Self::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Every file the bytes come from.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        match self {
            Self::Path(path) => std::slice::from_ref(path),
            Self::Files(paths) => paths,
            Self::Converted(converted) => &converted.files,
            Self::Embedded { .. } => &[],
        }
    }

    /// How many bytes [`Self::open`] gives, `stamp` being the source's.
    #[must_use]
    pub fn text_len(&self, stamp: &SourceStamp) -> u64 {
        self.converted().map_or(stamp.len, |converted| converted.text.len())
    }

    /// Opens the source for reading from its first byte.
    pub fn open(&self) -> io::Result<Box<dyn ReadSeek + Send>> {
        match self {
            Self::Path(path) => Ok(Box::new(File::open(path)?)),
            // Only what they are converted to can be read as one.
            Self::Files(_) => Err(io::ErrorKind::Unsupported.into()),
            Self::Converted(converted) => Ok(Box::new(converted.text.reader())),
            Self::Embedded { bytes, .. } => Ok(Box::new(Cursor::new(*bytes))),
        }
    }

    /// Whether a line of the text that is read is a line of the file that was opened.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        match self {
            Self::Path(_) | Self::Embedded { .. } => true,
            Self::Files(_) => false,
            Self::Converted(converted) => converted.first_line_shift.is_some(),
        }
    }

    /// The name without folders, as shown to a reader.
    #[must_use]
    pub fn file_name(&self) -> String {
        let name = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        match self.origin() {
            Self::Path(path) => name(path),
            Self::Files(paths) => paths.iter().map(name).collect::<Vec<_>>().join(" + "),
            Self::Converted(converted) => converted.origin.file_name(),
            Self::Embedded { name, .. } => (*name).to_owned(),
        }
    }
}

/// What a source looked like when it was read: enough to notice that it has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceStamp {
    /// Length in bytes.
    pub len: u64,
    /// Time of the last change, where the system tells it; `None` for the embedded sample.
    pub modified: Option<SystemTime>,
    /// BLAKE3 of the content in hexadecimal, where it was asked for.
    pub blake3: Option<String>,
}

impl SourceStamp {
    /// The stamp of a source as it is now, by length and time alone.
    pub fn of(source: &Source) -> io::Result<Self> {
        match source {
            Source::Embedded { bytes, .. } => Ok(Self { len: bytes.len() as u64, modified: None, blake3: None }),
            source => Self::of_files(source.files()),
        }
    }

    /// The stamp of files taken together: their lengths summed, the latest time.
    pub fn of_files(files: &[PathBuf]) -> io::Result<Self> {
        let mut stamp = Self { len: 0, modified: None, blake3: None };
        for file in files {
            let metadata = std::fs::metadata(file)?;
            stamp.len += metadata.len();
            stamp.modified = stamp.modified.max(metadata.modified().ok());
        }
        Ok(stamp)
    }

    /// The stamp of files taken together, their contents hashed one after another.
    pub fn of_files_with_hash(files: &[PathBuf]) -> io::Result<Self> {
        // The stamp is taken before the content, so that a change in between shows in the time.
        let stamp = Self::of_files(files)?;
        let mut hasher = blake3::Hasher::new();
        for file in files {
            hasher.update_reader(File::open(file)?)?;
        }
        Ok(Self { blake3: Some(hasher.finalize().to_hex().to_string()), ..stamp })
    }

    /// The stamp of a source as it is now, its content hashed too.
    pub fn with_hash(source: &Source) -> io::Result<Self> {
        match source {
            Source::Embedded { bytes, .. } => {
                Ok(Self { blake3: Some(blake3::hash(bytes).to_hex().to_string()), ..Self::of(source)? })
            }
            source => Self::of_files_with_hash(source.files()),
        }
    }

    /// Whether the source has the length and time of this stamp; `false` where it cannot be looked at.
    #[must_use]
    pub fn still_matches(&self, source: &Source) -> bool {
        Self::of(source).is_ok_and(|now| now.len == self.len && now.modified == self.modified)
    }

    /// Whether the source has the content of this stamp, by hash; `false` where this stamp has none or the source
    /// cannot be read. Reads the whole source.
    #[must_use]
    pub fn same_content(&self, source: &Source) -> bool {
        self.blake3.is_some()
            && Self::with_hash(source).is_ok_and(|now| now.len == self.len && now.blake3 == self.blake3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_no_longer_matches_its_stamp_and_a_touched_one_does_by_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parcels.geojson");
        std::fs::write(&path, "{}").unwrap();
        let source = Source::Path(path.clone());
        let stamp = SourceStamp::with_hash(&source).unwrap();
        assert!(stamp.still_matches(&source) && stamp.same_content(&source));

        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
        File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
        assert!(!stamp.still_matches(&source) && stamp.same_content(&source));

        std::fs::write(&path, "[]").unwrap();
        assert!(!stamp.same_content(&source));
        std::fs::remove_file(&path).unwrap();
        assert!(!stamp.still_matches(&source) && !stamp.same_content(&source));
    }

    #[test]
    fn the_embedded_source_reads_as_a_file_and_always_matches() {
        let source = Source::Embedded { name: "jimo.geojson", bytes: b"{\"a\":1}" };
        let mut text = String::new();
        source.open().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), source.file_name().as_str()), ("{\"a\":1}", "jimo.geojson"));
        assert!(SourceStamp::with_hash(&source).unwrap().still_matches(&source));
    }
}
