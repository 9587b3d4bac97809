//! Where a file's bytes come from, a path or the embedded sample, and the stamp by which a later look at it notices
//! that it has changed.
//!
//! Owns opening and stamping; knows nothing of what the bytes mean. Invariant: a source is only ever opened for reading.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::PathBuf;
use std::time::SystemTime;

/// A byte stream that can be read and sought in.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where a parcel file's bytes come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A file on disk.
    Path(PathBuf),
    /// A file that is part of the program.
    Embedded {
        /// The name it is shown under, e.g. `jimo_parks.geojson`.
        name: &'static str,
        /// Its content.
        bytes: &'static [u8],
    },
}

impl Source {
    /// Opens the source for reading from its first byte.
    pub fn open(&self) -> io::Result<Box<dyn ReadSeek + Send>> {
        match self {
            Self::Path(path) => Ok(Box::new(File::open(path)?)),
            Self::Embedded { bytes, .. } => Ok(Box::new(Cursor::new(*bytes))),
        }
    }

    /// The name without folders, as shown to a reader.
    #[must_use]
    pub fn file_name(&self) -> String {
        match self {
            Self::Path(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
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
            Source::Path(path) => {
                let metadata = std::fs::metadata(path)?;
                Ok(Self { len: metadata.len(), modified: metadata.modified().ok(), blake3: None })
            }
            Source::Embedded { bytes, .. } => Ok(Self { len: bytes.len() as u64, modified: None, blake3: None }),
        }
    }

    /// The stamp of a source as it is now, its content hashed too.
    pub fn with_hash(source: &Source) -> io::Result<Self> {
        // The stamp is taken before the content, so that a change in between shows in the time.
        let stamp = Self::of(source)?;
        let blake3 = match source {
            Source::Path(_) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update_reader(source.open()?)?;
                hasher.finalize()
            }
            Source::Embedded { bytes, .. } => blake3::hash(bytes),
        };
        Ok(Self { blake3: Some(blake3.to_hex().to_string()), ..stamp })
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
