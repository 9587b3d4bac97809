//! A Shapefile: shapes, table, coordinate system and encoding from the files that lie beside one another.
//!
//! Whatever is there is read: a missing table, a cut-off file or counts that differ are findings. Rows come in the order
//! of the records; what is marked as deleted is left out and counted.

use std::borrow::Cow;
use std::io::{self, BufReader};

use super::collection::{Cell, Collection};
use super::dbf::{self, Dbf, Plain};
use super::encoding::{EncodingChoice, EncodingEvidence, SAMPLE_BYTES, SAMPLES, TextEncoding};
use super::evidence::Evidence;
use super::shape_record::{RecordKind, push_geometry};
use super::shp::Shapes;
use super::store::StoreWriter;
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::{ReadProgress, ReadSeek};

/// The files of one Shapefile.
pub(super) struct Parts {
    pub(super) shp: Box<dyn ReadSeek + Send>,
    pub(super) shx: Option<Box<dyn ReadSeek + Send>>,
    pub(super) dbf: Option<Box<dyn ReadSeek + Send>>,
    pub(super) prj: Option<Vec<u8>>,
    pub(super) cpg: Option<Vec<u8>>,
}

/// A Shapefile turned into a collection.
pub(super) struct Converted {
    pub(super) text: StoreWriter,
    pub(super) encoding: EncodingChoice,
    pub(super) findings: Findings,
}

/// Why a Shapefile was not converted.
pub(super) enum Failure {
    /// The system failed, or the user stopped it.
    Io(io::Error),
    /// It is no Shapefile.
    NotShp,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the files; `asked` is the table's encoding by the user's word.
pub(super) fn convert(
    parts: Parts,
    asked: Option<TextEncoding>,
    progress: &ReadProgress,
) -> Result<Converted, Failure> {
    let mut findings = Findings::default();
    let mut missing = |file: &str, is_there: bool| {
        if !is_there {
            findings.add(Finding::of_file(FindingKind::CompanionMissing).in_field(file));
        }
    };
    let crs = parts.prj.as_deref().map(wkt).filter(|text| !text.is_empty());
    missing(".prj", crs.is_some());
    let mut table = match parts.dbf {
        Some(file) => Dbf::open(BufReader::with_capacity(1 << 17, file))?,
        None => None,
    };
    missing(".dbf", table.is_some());
    missing(".shx", parts.shx.is_some());
    let mut shapes = Shapes::open(parts.shp, parts.shx)?.ok_or(Failure::NotShp)?;
    let encoding = match &mut table {
        Some(table) => encoding_of(table, parts.cpg.as_deref(), asked, &mut findings)?,
        None => EncodingChoice::default(),
    };
    let text = rows(&mut shapes, table.as_mut(), crs.as_deref(), encoding.used, &mut findings, progress)?;
    let records = table.as_ref().map(|table| table.records);
    if let Some(table) = &table
        && table.announced > table.records
    {
        let finding = Finding::of_file(FindingKind::FileTruncated).in_field(".dbf");
        findings.add(finding.with_value(&format!("{} / {}", table.records, table.announced)));
    }
    if shapes.is_truncated {
        findings.add(Finding::of_file(FindingKind::FileTruncated).in_field(".shp"));
    }
    if let Some(records) = records.filter(|records| *records != shapes.read) {
        let finding = Finding::of_file(FindingKind::RecordCountsDiffer);
        findings.add(finding.with_value(&format!(".shp {} / .dbf {records}", shapes.read)));
    }
    Ok(Converted { text, encoding, findings })
}

fn wkt(prj: &[u8]) -> String {
    let prj = prj.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(prj);
    let text = match std::str::from_utf8(prj) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(TextEncoding::Gb18030.decoded(prj)),
    };
    text.trim_matches(|each: char| each.is_whitespace() || each == '\0').to_owned()
}

/// Decides a table's encoding: the user's word, else the label if the bytes bear it out, else the bytes.
fn encoding_of(
    table: &mut Dbf<BufReader<Box<dyn ReadSeek + Send>>>,
    cpg: Option<&[u8]>,
    asked: Option<TextEncoding>,
    findings: &mut Findings,
) -> io::Result<EncodingChoice> {
    let (mut evidence, mut samples) = (Evidence::new(), Vec::<Box<[u8]>>::new());
    let fields = table.fields.clone();
    let mut weigh = |bytes: &[u8]| {
        if bytes.is_ascii() {
            return;
        }
        evidence.feed(bytes, true);
        let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
        if samples.len() < SAMPLES && !samples.iter().any(|known| **known == *sample) {
            samples.push(sample.into());
        }
    };
    table.rewind()?;
    let mut record = Vec::new();
    while table.read(&mut record)? {
        for field in fields.iter().filter(|field| field.is_text()) {
            weigh(dbf::trimmed(field.bytes(&record)));
        }
    }
    for field in &fields {
        weigh(&field.name);
    }
    let written = cpg.map(|cpg| String::from_utf8_lossy(cpg).trim().to_owned());
    let label =
        written.as_deref().and_then(TextEncoding::from_name).or_else(|| dbf::encoding_of_language(table.language));
    let (used, decided_by) = match (asked, label) {
        (Some(asked), _) => (asked, EncodingEvidence::Option),
        (None, Some(label)) if evidence.is_ascii() => (label, EncodingEvidence::Label),
        (None, None) if evidence.is_utf8() => (TextEncoding::Utf8, EncodingEvidence::Valid),
        (None, label) => {
            let bytes = evidence.verdict();
            match label {
                Some(label) if evidence.bears_out(label, bytes) => (label, EncodingEvidence::Label),
                Some(label) => {
                    let finding = Finding::of_file(FindingKind::EncodingContradicted).in_field(".cpg");
                    findings.add(finding.with_value(label.name()));
                    (bytes, EncodingEvidence::Bytes)
                }
                None => {
                    findings.add(Finding::of_file(FindingKind::EncodingGuessed).with_value(bytes.name()));
                    (bytes, EncodingEvidence::Bytes)
                }
            }
        }
    };
    Ok(EncodingChoice { used, decided_by, samples })
}

fn rows(
    shapes: &mut Shapes,
    mut table: Option<&mut Dbf<BufReader<Box<dyn ReadSeek + Send>>>>,
    crs: Option<&str>,
    encoding: TextEncoding,
    findings: &mut Findings,
    progress: &ReadProgress,
) -> io::Result<StoreWriter> {
    let fields = table.as_ref().map(|table| table.fields.clone()).unwrap_or_default();
    let names: Vec<String> = fields.iter().map(|field| encoding.decoded(&field.name)).collect();
    if let Some(table) = &mut table {
        table.rewind()?;
    }
    let mut collection = Collection::begin(crs)?;
    let (mut shape, mut record, mut geometry) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        if progress.is_cancelled() {
            return Err(io::ErrorKind::Other.into());
        }
        let has_shape = shapes.read(&mut shape)?;
        let has_record = match &mut table {
            Some(table) => table.read(&mut record)?,
            None => false,
        };
        if !has_shape && !has_record {
            return collection.end();
        }
        progress.add_bytes((shape.len() + record.len()) as u64);
        if has_record && dbf::is_deleted(&record) {
            findings.add(Finding::of_file(FindingKind::DeletedRecord));
            continue;
        }
        let index = u32::try_from(collection.features()).unwrap_or(u32::MAX);
        geometry.clear();
        if has_shape {
            match push_geometry(&shape, &mut geometry) {
                RecordKind::Shape => {}
                RecordKind::TurnedRing => findings.add(Finding::of_feature(FindingKind::RingTurned, index)),
                RecordKind::Bad => findings.add(Finding::of_feature(FindingKind::BadGeometryBytes, index)),
            }
        } else {
            geometry.extend_from_slice(b"null");
        }
        let record = if has_record { record.as_slice() } else { &[] };
        let mut values = Vec::with_capacity(fields.len());
        for (field, name) in fields.iter().zip(&names) {
            values.push(value(
                field,
                record,
                encoding,
                || Finding::of_feature(FindingKind::BytesReplaced, index).in_field(name.as_str()),
                findings,
            ));
        }
        let cells = names.iter().zip(&values).map(|(name, value)| (name.as_str(), value.cell()));
        collection.feature(None, &geometry, cells)?;
    }
}

/// A value of the table, its text its own where it had to be decoded.
enum Value<'r> {
    Cell(Cell<'r>),
    Text(Cow<'r, str>),
}

impl Value<'_> {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Cell(cell) => *cell,
            Self::Text(text) => Cell::Text(text),
        }
    }
}

fn value<'r>(
    field: &dbf::Field,
    record: &'r [u8],
    encoding: TextEncoding,
    replaced: impl Fn() -> Finding,
    findings: &mut Findings,
) -> Value<'r> {
    let bytes = field.bytes(record);
    let text = |bytes: &'r [u8], findings: &mut Findings| {
        let (text, has_faults) = encoding.standard().decode_without_bom_handling(bytes);
        if has_faults {
            findings.add(replaced().with_value(&text));
        }
        if text.trim().is_empty() { Value::Cell(Cell::Null) } else { Value::Text(text) }
    };
    if field.is_text() {
        return text(dbf::trimmed(bytes), findings);
    }
    Value::Cell(match dbf::plain(field.kind, bytes) {
        Plain::Missing => Cell::Null,
        Plain::Digits(digits) => Cell::Digits(digits),
        Plain::Whole(number) => Cell::Whole(number),
        Plain::Real(number) => Cell::Real(number),
        Plain::Truth(truth) => Cell::Truth(truth),
        Plain::Date(date) => return Value::Text(date.into()),
        Plain::Other(bytes) => return text(bytes, findings),
        Plain::Elsewhere => {
            findings.add(Finding { kind: FindingKind::BlobLeftOut, ..replaced() });
            Cell::Null
        }
    })
}
