//! The rows of one batch of features as columns, what a worker hands back, and of all batches on end.
//!
//! Owns the columns of one chunk, in raw numbers and raw coordinates; which of them become the table's is decided when
//! everything is in.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::domain::field_names::{DateText, Header, Meaning, NumberText, WrittenUnit, is_missing_mark};
use crate::domain::{ByteSpan, CategoryColumnBuilder, DateColumn, Day, ShapeState, ShapesBuilder, TextColumnBuilder};
use crate::io::columns::{Mapping, MissingWords};
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::import_report::Skipped;
use crate::io::json::{Cursor, Decoded, Value};

/// Different properties a chunk lists; further ones are told of, but not kept.
pub(super) const MAX_PROPERTIES: usize = 2048;

/// A name with more bytes than this is no header that means anything.
const LONGEST_HEADER: usize = 1 << 10;
/// What such a name says.
const NO_HEADER: Header = Header { found: None, unit: None, year: None };

/// Headers taken apart once for all chunks.
#[derive(Debug, Default)]
pub(super) struct Headers {
    known: Mutex<FxHashMap<Arc<str>, Header>>,
    /// What the user said about columns.
    pub(super) mapping: Arc<Mapping>,
}

impl Headers {
    pub(super) fn new(mapping: Arc<Mapping>) -> Self {
        Self { mapping, ..Self::default() }
    }

    pub(super) fn parse(&self, name: &str) -> (Arc<str>, Header) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((name, header)) = known.get_key_value(name) {
            return (Arc::clone(name), *header);
        }
        let header = if name.len() <= LONGEST_HEADER { self.mapping.header(name) } else { NO_HEADER };
        let (name, header): (Arc<str>, _) = (name.into(), header);
        known.insert(Arc::clone(&name), header);
        (name, header)
    }
}

/// The cells of one property, by what its header means.
#[derive(Debug)]
pub(super) enum ChunkCells {
    /// Only counted.
    Ignored,
    /// Numbers as written, NaN for missing; some with a unit of their own (row, number, unit).
    Numbers(Vec<f64>, Vec<(u32, f64, WrittenUnit)>),
    /// Texts.
    Texts(TextColumnBuilder),
    /// Repeated words.
    Words(CategoryColumnBuilder),
    /// Days.
    Days(Vec<Day>),
}

impl ChunkCells {
    /// Fills the column with missing cells up to `row`.
    pub(super) fn pad(&mut self, row: usize) {
        match self {
            Self::Numbers(values, _) if values.len() < row => values.resize(row, f64::NAN),
            Self::Days(days) if days.len() < row => days.resize(row, DateColumn::MISSING),
            Self::Ignored | Self::Numbers(..) | Self::Days(_) => {}
            Self::Texts(texts) => {
                while texts.len() < row {
                    texts.push(None);
                }
            }
            Self::Words(words) => {
                while words.len() < row {
                    words.push(None);
                }
            }
        }
    }
}

/// One property of a chunk.
#[derive(Debug)]
pub(super) struct ChunkColumn {
    pub(super) name: Arc<str>,
    pub(super) header: Header,
    pub(super) filled: usize,
    pub(super) cells: ChunkCells,
}

impl ChunkColumn {
    pub(super) fn new(name: Arc<str>, header: Header) -> Self {
        let cells = match header.found.map(|found| found.meaning) {
            None => ChunkCells::Ignored,
            Some(Meaning::Measure(_) | Meaning::Year) => ChunkCells::Numbers(Vec::new(), Vec::new()),
            Some(Meaning::Text(_)) => ChunkCells::Texts(TextColumnBuilder::default()),
            Some(Meaning::Category(_) | Meaning::AreaUnit) => ChunkCells::Words(CategoryColumnBuilder::default()),
            Some(Meaning::Date(_)) => ChunkCells::Days(Vec::new()),
        };
        Self { name, header, filled: 0, cells }
    }

    /// Puts a value into `row`, which is the next one or further on.
    pub(super) fn put(&mut self, row: usize, value: Value, cursor: &Cursor<'_>, place: &mut Place<'_>) {
        self.cells.pad(row);
        match &mut self.cells {
            ChunkCells::Ignored => {
                let is_missing = match value {
                    Value::Null => true,
                    Value::String(token) => {
                        if token.escaped {
                            place.tell_replaced(&self.name, &cursor.decode(token));
                        }
                        place.is_missing(cursor.slice(token.start, token.end))
                    }
                    Value::Number(token) if !token.value.is_finite() => {
                        place.tell(FindingKind::NumberTooLarge, &self.name, cursor.slice(token.start, token.end));
                        false
                    }
                    _ => false,
                };
                self.filled += usize::from(!is_missing);
            }
            ChunkCells::Numbers(values, with_units) => {
                let number = number(value, cursor, &self.name, place);
                let value = match number {
                    NumberText::Number(value) => value,
                    NumberText::WithUnit(value, unit) => {
                        with_units.push((row as u32, value, unit));
                        f64::NAN
                    }
                    NumberText::Missing | NumberText::NotANumber => f64::NAN,
                };
                let is_filled = !matches!(number, NumberText::Missing | NumberText::NotANumber);
                self.filled += usize::from(is_filled);
                values.push(value);
            }
            ChunkCells::Days(days) => {
                let day = day(value, cursor, &self.name, place);
                self.filled += usize::from(day.is_some());
                days.push(day.unwrap_or(DateColumn::MISSING));
            }
            ChunkCells::Texts(texts) => {
                let filled = with_text(value, cursor, &self.name, place, |text| texts.push(text));
                self.filled += usize::from(filled);
            }
            ChunkCells::Words(words) => {
                let filled = with_text(value, cursor, &self.name, place, |text| words.push(text));
                self.filled += usize::from(filled);
            }
        }
    }

    /// Adds the cells of `other`, a column of the same name, from `row` on.
    fn append(&mut self, other: &Self, row: usize) {
        self.cells.pad(row);
        self.filled += other.filled;
        match (&mut self.cells, &other.cells) {
            (ChunkCells::Numbers(values, units), ChunkCells::Numbers(more, more_units)) => {
                values.extend_from_slice(more);
                units.extend(more_units.iter().map(|&(at, value, unit)| (row as u32 + at, value, unit)));
            }
            (ChunkCells::Days(days), ChunkCells::Days(more)) => days.extend_from_slice(more),
            (ChunkCells::Texts(texts), ChunkCells::Texts(more)) => texts.append(more.column()),
            (ChunkCells::Words(words), ChunkCells::Words(more)) => words.append(more.column()),
            // What the header means decides the kind of cells, so that they are of one kind.
            _ => {}
        }
    }
}

/// Where a value stands, and where to tell of what is wrong with it.
pub(super) struct Place<'f> {
    pub(super) feature: u32,
    pub(super) findings: &'f mut Findings,
    /// The user's words for "nothing known".
    pub(super) missing: &'f MissingWords,
}

impl Place<'_> {
    fn tell_replaced(&mut self, field: &Arc<str>, decoded: &Decoded<'_>) {
        if decoded.replaced {
            self.tell(FindingKind::LoneSurrogate, field, &decoded.text);
        }
    }

    /// Whether a cell says "nothing known", in the program's words or the user's.
    fn is_missing(&self, text: &str) -> bool {
        is_missing_mark(text) || self.missing.contains(text)
    }

    fn tell(&mut self, kind: FindingKind, field: &Arc<str>, value: &str) {
        self.findings.add(Finding::of_feature(kind, self.feature).in_field(Arc::clone(field)).with_value(value));
    }
}

fn number(value: Value, cursor: &Cursor<'_>, name: &Arc<str>, place: &mut Place<'_>) -> NumberText {
    match value {
        Value::Null => NumberText::Missing,
        Value::Number(token) if place.missing.contains(cursor.slice(token.start, token.end)) => NumberText::Missing,
        Value::Number(token) if token.value.is_finite() => NumberText::Number(token.value),
        Value::Number(token) => {
            place.tell(FindingKind::NumberTooLarge, name, cursor.slice(token.start, token.end));
            NumberText::NotANumber
        }
        Value::String(token) => {
            let decoded = cursor.decode(token);
            place.tell_replaced(name, &decoded);
            let text = decoded.text;
            let number = if place.missing.contains(&text) { NumberText::Missing } else { NumberText::parse(&text) };
            if number == NumberText::NotANumber {
                place.tell(FindingKind::NotANumber, name, &text);
            }
            number
        }
        Value::Bool(truth) => {
            place.tell(FindingKind::WrongType, name, if truth { "true" } else { "false" });
            NumberText::NotANumber
        }
        Value::Nested(start, end) => {
            place.tell(FindingKind::WrongType, name, cursor.slice(start, end));
            NumberText::NotANumber
        }
    }
}

fn day(value: Value, cursor: &Cursor<'_>, name: &Arc<str>, place: &mut Place<'_>) -> Option<Day> {
    let text = match value {
        Value::Null => return None,
        Value::Bool(truth) => (if truth { "true" } else { "false" }).into(),
        Value::Number(token) => cursor.slice(token.start, token.end).into(),
        Value::String(token) => cursor.decode(token).text,
        Value::Nested(start, end) => cursor.slice(start, end).into(),
    };
    let read = if place.missing.contains(&text) { DateText::Missing } else { DateText::parse(&text) };
    match read {
        DateText::Day(day) => Some(day),
        DateText::Missing => None,
        DateText::NotADate => {
            place.tell(FindingKind::NotADate, name, &text);
            None
        }
    }
}

/// Hands the value on as text, trimmed, or as missing; says whether there was one. A number keeps its digits as written.
fn with_text(
    value: Value,
    cursor: &Cursor<'_>,
    name: &Arc<str>,
    place: &mut Place<'_>,
    mut push: impl FnMut(Option<&str>),
) -> bool {
    match value {
        Value::Null => {
            push(None);
            false
        }
        Value::String(token) => {
            let decoded = cursor.decode(token);
            place.tell_replaced(name, &decoded);
            let text = decoded.text.trim();
            let text = (!place.is_missing(text)).then_some(text);
            push(text);
            text.is_some()
        }
        Value::Number(token) => {
            let text = Some(cursor.slice(token.start, token.end)).filter(|text| !place.missing.contains(text));
            push(text);
            text.is_some()
        }
        Value::Bool(truth) => {
            push(Some(if truth { "true" } else { "false" }));
            true
        }
        Value::Nested(start, end) => {
            place.tell(FindingKind::WrongType, name, cursor.slice(start, end));
            push(None);
            false
        }
    }
}

/// The parcels of one batch.
#[derive(Debug)]
pub(super) struct Chunk {
    /// The number of the batch it was made of.
    pub(super) number: usize,
    /// The `features` array it is of.
    pub(super) array: u32,
    /// Index of each parcel's feature in the file.
    pub(super) feature_index: Vec<u32>,
    /// Where each parcel's feature stands in the file.
    pub(super) spans: Vec<ByteSpan>,
    /// The features' own ids.
    pub(super) ids: TextColumnBuilder,
    /// Outlines in the numbers of the file, rings open.
    pub(super) shapes: ShapesBuilder,
    /// Rows in which a ring was open; it was closed.
    pub(super) open_rings: Vec<u32>,
    /// `Valid` where there is an outline, to be judged later.
    pub(super) states: Vec<ShapeState>,
    /// The box around all positions: least x, least y, greatest x, greatest y.
    pub(super) bounds: [f64; 4],
    /// The properties, in order of first appearance.
    pub(super) columns: Vec<ChunkColumn>,
    /// Features that are no parcels.
    pub(super) skipped: Vec<Skipped>,
    /// What was noticed.
    pub(super) findings: Findings,
    /// Elements that look like Esri's features.
    pub(super) esri_like: usize,
    /// Elements whose coordinates are packed the way `ECharts` does.
    pub(super) packed: usize,
}

/// The smallest box around two.
pub(super) fn united(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The box that holds nothing.
pub(super) const NO_BOUNDS: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

impl Default for Chunk {
    fn default() -> Self {
        Self {
            number: 0,
            array: 0,
            feature_index: Vec::new(),
            spans: Vec::new(),
            ids: TextColumnBuilder::default(),
            shapes: ShapesBuilder::default(),
            open_rings: Vec::new(),
            states: Vec::new(),
            bounds: NO_BOUNDS,
            columns: Vec::new(),
            skipped: Vec::new(),
            findings: Findings::default(),
            esri_like: 0,
            packed: 0,
        }
    }
}

/// Puts chunks on end in file order, each as soon as all before it are in, so that no more than a few ever stand beside
/// what they become.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    joined: Chunk,
    /// Where in `joined` each column is.
    column_of: FxHashMap<Arc<str>, usize>,
    /// The number of the chunk to come next.
    next: usize,
    /// Chunks that came before their turn.
    waiting: FxHashMap<usize, Chunk>,
}

impl Assembly {
    /// Takes a chunk in. Those of an earlier `features` array give way to those of the next.
    pub(super) fn add(&mut self, chunk: Chunk) {
        self.waiting.insert(chunk.number, chunk);
        while let Some(chunk) = self.waiting.remove(&self.next) {
            self.next += 1;
            if chunk.array != self.joined.array {
                self.joined = Chunk { array: chunk.array, ..Chunk::default() };
                self.column_of.clear();
            }
            self.joined.append(chunk, &mut self.column_of);
        }
    }

    /// The whole `features` array of this number, empty if nothing of it came in.
    pub(super) fn finish(self, array: u32) -> Chunk {
        if self.joined.array == array { self.joined } else { Chunk::default() }
    }
}

impl Chunk {
    /// How many parcels there are.
    pub(super) fn len(&self) -> usize {
        self.feature_index.len()
    }

    /// Adds what the batch behind this one became. Columns that `other` has not end early: see [`ChunkCells::pad`].
    fn append(&mut self, other: Self, column_of: &mut FxHashMap<Arc<str>, usize>) {
        let row = self.len();
        self.feature_index.extend_from_slice(&other.feature_index);
        self.spans.extend_from_slice(&other.spans);
        self.ids.append(other.ids.column());
        self.shapes.append(other.shapes.shapes());
        self.open_rings.extend(other.open_rings.iter().map(|at| row as u32 + at));
        self.states.extend_from_slice(&other.states);
        self.bounds = united(self.bounds, other.bounds);
        for (likely, column) in other.columns.iter().enumerate() {
            let place = match self.columns.get(likely) {
                Some(same) if same.name == column.name => likely,
                _ => *column_of.entry(Arc::clone(&column.name)).or_insert_with(|| {
                    self.columns.push(ChunkColumn::new(Arc::clone(&column.name), column.header));
                    self.columns.len() - 1
                }),
            };
            self.columns[place].append(column, row);
        }
        self.skipped.extend_from_slice(&other.skipped);
        self.findings.append(other.findings);
        self.esri_like += other.esri_like;
        self.packed += other.packed;
    }
}
