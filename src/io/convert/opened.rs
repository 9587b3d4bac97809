//! What a file is, by its first bytes, and which way turns it into a text.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use super::archive::{bound, full, unpack};
use super::companions::{companions, shp_of};
use super::convert_error::ConvertError;
use super::decode::{COLLECTION_START, collect_sequence, to_utf8};
use super::encoding::{EncodingChoice, EncodingEvidence, TextEncoding};
use super::evidence;
use super::store::{Store, StoreWriter};
use super::{Converted, geopackage, shapefile};
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::{ReadError, ReadOptions, ReadProgress, ReadSeek, Source, SourceStamp};

/// A file, ready for the reader.
pub(super) enum Opened {
    /// It is read as it lies there.
    AsIs(EncodingChoice),
    /// It was turned into another text.
    Converted(Box<Converted>),
}

/// How much of a text is looked at for its encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Its first part, [`HEAD_BYTES`]; the reader tells if the rest is otherwise.
    Head,
    /// All of it.
    Whole,
}

/// The part of a text that is looked at first: a look at all of it would cost a reading of its own.
const HEAD_BYTES: u64 = 1 << 20;

/// One opening: what was asked for and where it stands.
pub(super) struct Opening<'o> {
    path: &'o Path,
    pub(super) options: &'o ReadOptions,
    pub(super) progress: &'o ReadProgress,
    look: Look,
}

/// Bytes to read a text from.
pub(super) enum Bytes {
    File,
    Store(Arc<Store>),
}

/// Looks at a file and converts it if need be.
pub(super) fn open(
    path: &Path,
    options: &ReadOptions,
    progress: &ReadProgress,
    look: Look,
) -> Result<Opened, ReadError> {
    let path = &shp_of(path)?;
    let opening = Opening { path, options, progress, look };
    let source = Source::Path(path.clone());
    let stamp = crate::io::geojson::stamp(&source)?;
    progress.restart(stamp.len);
    let mut head = Vec::new();
    opening.file()?.take(32).read_to_end(&mut head).map_err(|error| opening.failed(error))?;
    let base = |files: &[PathBuf]| -> Result<Converted, ReadError> {
        Ok(Converted {
            origin: source.clone(),
            stamp: opening.stamp_of(files)?,
            files: files.to_vec(),
            text: StoreWriter::default().finish().map_err(full)?,
            format: "GeoJSON",
            encoding: EncodingChoice::default(),
            layers: Vec::new(),
            layer: None,
            findings: Findings::default(),
            first_line_shift: None,
        })
    };
    if head.starts_with(b"\x1f\x8b") {
        let base = base(std::slice::from_ref(path))?;
        let mut packed = MultiGzDecoder::new(BufReader::new(Counting { inner: opening.file()?, progress }));
        let store = unpack(&mut packed, bound(stamp.len), progress, |error| opening.unpacking_failed(error))?;
        return opening.json(Bytes::Store(store), Packing::Gzip, || Ok(base));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return opening.zip(stamp.len, base(std::slice::from_ref(path))?);
    }
    if head.starts_with(b"\x00\x00\x27\x0a") {
        let files = companions(path);
        return opening.shapefile(&files, base(&files)?);
    }
    if head.starts_with(b"SQLite format 3\0") {
        let base = base(std::slice::from_ref(path))?;
        let converted = geopackage::convert(path, options.layer.as_deref(), progress)?;
        return Opening::read_database(converted, "GeoPackage", base);
    }
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp")) {
        return Err(if head.is_empty() { ReadError::Empty } else { ConvertError::BadShp.into() });
    }
    opening.json(Bytes::File, Packing::None, || base(std::slice::from_ref(path)))
}

/// How a JSON text was packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zip,
}

impl Packing {
    fn json(self) -> &'static str {
        match self {
            Self::None => "GeoJSON",
            Self::Gzip => "GeoJSON gzip",
            Self::Zip => "GeoJSON zip",
        }
    }
}

impl Opening<'_> {
    pub(super) fn file(&self) -> Result<File, ReadError> {
        File::open(self.path).map_err(|error| self.failed(error))
    }

    /// What a failure of the system means here.
    fn failed(&self, error: io::Error) -> ReadError {
        if self.progress.is_cancelled() {
            ReadError::Cancelled
        } else if error.kind() == io::ErrorKind::StorageFull {
            full(error)
        } else {
            ReadError::from_io(error, self.path.to_owned())
        }
    }

    fn unpacking_failed(&self, error: io::Error) -> ReadError {
        match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                ConvertError::BadArchive(error.to_string()).into()
            }
            _ => self.failed(error),
        }
    }

    fn stamp_of(&self, files: &[PathBuf]) -> Result<SourceStamp, ReadError> {
        let stamp =
            if self.options.hash { SourceStamp::of_files_with_hash(files) } else { SourceStamp::of_files(files) };
        stamp.map_err(|error| self.failed(error))
    }

    fn reader(&self, bytes: &Bytes) -> Result<Box<dyn ReadSeek + Send>, ReadError> {
        Ok(match bytes {
            Bytes::File => Box::new(self.file()?),
            Bytes::Store(store) => Box::new(store.reader()),
        })
    }

    /// A JSON text in whatever encoding. `base` is only asked for where the text is not the file's own: a stamp costs a
    /// look at every byte.
    pub(super) fn json(
        &self,
        bytes: Bytes,
        packing: Packing,
        base: impl FnOnce() -> Result<Converted, ReadError>,
    ) -> Result<Opened, ReadError> {
        let mut reader = self.reader(&bytes)?;
        let mut weighed = match (self.look, &bytes) {
            (Look::Head, Bytes::File) => evidence::of_json(&mut (&mut *reader).take(HEAD_BYTES)),
            _ => evidence::of_json(&mut *reader),
        };
        if self.look == Look::Head
            && weighed.as_ref().is_ok_and(|(choice, _)| choice.decided_by == EncodingEvidence::Bytes)
        {
            reader.seek(SeekFrom::Start(0)).map_err(|error| self.failed(error))?;
            weighed = evidence::of_json(&mut *reader);
        }
        let (mut choice, _) = weighed.map_err(|error| self.failed(error))?;
        if let Some(asked) = self.options.encoding
            && !(asked == choice.used && choice.decided_by == EncodingEvidence::Mark)
        {
            choice = EncodingChoice { used: asked, decided_by: EncodingEvidence::Option, ..choice };
        }
        if matches!(bytes, Bytes::File) && choice.used == TextEncoding::Utf8 {
            return Ok(Opened::AsIs(choice));
        }
        let base = base()?;
        let mut findings = Findings::default();
        if choice.used == TextEncoding::Gb18030 && choice.decided_by == EncodingEvidence::Bytes {
            findings.add(Finding::of_file(FindingKind::EncodingGuessed).with_value(choice.used.name()));
        }
        let text = match bytes {
            Bytes::Store(store) if choice.used == TextEncoding::Utf8 => store,
            _ => {
                reader.seek(SeekFrom::Start(0)).map_err(|error| self.failed(error))?;
                let mut out = StoreWriter::default();
                let mut counted = Counting { inner: &mut *reader, progress: self.progress };
                let replaced = to_utf8(&mut counted, choice.used, &mut out).map_err(|error| self.failed(error))?;
                for _ in 0..replaced {
                    findings.add(Finding::of_file(FindingKind::BytesReplaced).with_value(choice.used.name()));
                }
                out.finish().map_err(full)?
            }
        };
        let format = packing.json();
        let first_line_shift = Some(0);
        Ok(Opened::Converted(Box::new(Converted {
            text,
            format,
            encoding: choice,
            findings,
            first_line_shift,
            ..base
        })))
    }

    fn shapefile(&self, files: &[PathBuf], base: Converted) -> Result<Opened, ReadError> {
        let ending = |wanted: &str| {
            let has = |file: &&PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted));
            files.iter().find(has)
        };
        let opened = |wanted: &str| -> Result<Option<Box<dyn ReadSeek + Send>>, ReadError> {
            let Some(file) = ending(wanted) else { return Ok(None) };
            let file = File::open(file).map_err(|error| ReadError::from_io(error, file.clone()))?;
            Ok(Some(Box::new(file)))
        };
        let small = |wanted: &str| -> Result<Option<Vec<u8>>, ReadError> {
            let mut bytes = Vec::new();
            let Some(file) = opened(wanted)? else { return Ok(None) };
            file.take(1 << 16).read_to_end(&mut bytes).map_err(|error| self.failed(error))?;
            Ok(Some(bytes))
        };
        let parts = shapefile::Parts {
            shp: Box::new(self.file()?),
            shx: opened("shx")?,
            dbf: opened("dbf")?,
            prj: small("prj")?,
            cpg: small("cpg")?,
        };
        self.read_shapefile(parts, "Shapefile", base)
    }

    pub(super) fn read_shapefile(
        &self,
        parts: shapefile::Parts,
        format: &'static str,
        base: Converted,
    ) -> Result<Opened, ReadError> {
        let converted =
            shapefile::convert(parts, self.options.encoding, self.progress).map_err(|error| match error {
                shapefile::Failure::Io(error) => self.failed(error),
                shapefile::Failure::NotShp => ConvertError::BadShp.into(),
            })?;
        let text = converted.text.finish().map_err(full)?;
        let (encoding, findings) = (converted.encoding, converted.findings);
        Ok(Opened::Converted(Box::new(Converted { text, format, encoding, findings, ..base })))
    }

    pub(super) fn read_database(
        converted: geopackage::Converted,
        format: &'static str,
        base: Converted,
    ) -> Result<Opened, ReadError> {
        let geopackage::Converted { text, layers, layer, findings } = converted;
        let text = text.finish().map_err(full)?;
        Ok(Opened::Converted(Box::new(Converted { text, format, layers, layer: Some(layer), findings, ..base })))
    }
}

/// Several JSON texts after one another as one collection.
pub(super) fn as_sequence(
    source: &Source,
    path: &Path,
    choice: &EncodingChoice,
    options: &ReadOptions,
    progress: &ReadProgress,
) -> Result<Converted, ReadError> {
    let opening = Opening { path, options, progress, look: Look::Whole };
    let mut reader = source.open().map_err(|error| opening.failed(error))?;
    let mut out = StoreWriter::default();
    let mut start = [0; 4];
    let read = reader.read(&mut start).map_err(|error| opening.failed(error))?;
    let is_sequence = start[..read].contains(&0x1E);
    reader.seek(SeekFrom::Start(0)).map_err(|error| opening.failed(error))?;
    collect_sequence(&mut Counting { inner: &mut *reader, progress }, &mut out)
        .map_err(|error| opening.failed(error))?;
    let text = out.finish().map_err(full)?;
    let format = |before: &str| match (before, is_sequence) {
        ("GeoJSON gzip", false) => "NDJSON gzip",
        ("GeoJSON gzip", true) => "GeoJSON-Seq gzip",
        ("GeoJSON zip", false) => "NDJSON zip",
        ("GeoJSON zip", true) => "GeoJSON-Seq zip",
        (_, true) => "GeoJSON-Seq",
        (_, false) => "NDJSON",
    };
    let first_line_shift = Some(COLLECTION_START.len() as u64);
    if let Source::Converted(converted) = source {
        return Ok(Converted {
            origin: converted.origin.clone(),
            files: converted.files.clone(),
            stamp: converted.stamp.clone(),
            text,
            format: format(converted.format),
            encoding: choice.clone(),
            layers: converted.layers.clone(),
            layer: converted.layer.clone(),
            findings: converted.findings.clone(),
            first_line_shift,
        });
    }
    let files = vec![path.to_owned()];
    Ok(Converted {
        origin: source.clone(),
        stamp: opening.stamp_of(&files)?,
        files,
        text,
        format: format("GeoJSON"),
        encoding: choice.clone(),
        layers: Vec::new(),
        layer: None,
        findings: Findings::default(),
        first_line_shift,
    })
}

/// Counts what is read, and fails once the user has stopped it.
struct Counting<'p, R> {
    inner: R,
    progress: &'p ReadProgress,
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_cancelled() {
            return Err(io::ErrorKind::Other.into());
        }
        let read = self.inner.read(into)?;
        self.progress.add_bytes(read as u64);
        Ok(read)
    }
}
