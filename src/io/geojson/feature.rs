//! Turns one batch of features into a [`Chunk`]: members in any order, properties straight into columns.
//!
//! Owns what a feature is; knows nothing of files, threads or coordinate systems.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::chunk::{Chunk, ChunkColumn, Headers, MAX_PROPERTIES, Place, united};
use super::outline::{Outline, OutlineNotes, OutlineReader};
use super::root::{Batch, FileFault};
use crate::domain::{ByteSpan, ShapeState};
use crate::io::findings::{Finding, FindingKind};
use crate::io::import_report::{SkipReason, Skipped};
use crate::io::json::{Cursor, JsonFault, Kind, SeenNames, Value, repeated_names};

/// A property's value in the row being read.
#[derive(Clone, Copy)]
struct Slot {
    /// The row it was read for, plus one; 0 for none.
    stamp: u32,
    value: Value,
}

/// What no member begins with.
const NEVER: &str = ":";

/// What the members of one feature said.
#[derive(Default)]
struct Members {
    is_feature: Option<bool>,
    outline: Option<Outline>,
    has_properties: bool,
    id: Option<Value>,
    notes: OutlineNotes,
    bounds: Option<[f64; 4]>,
    esri_like: bool,
}

/// Reads features into one chunk.
pub(super) struct FeatureReader<'h> {
    chunk: Chunk,
    headers: &'h Headers,
    by_raw: FxHashMap<Box<str>, usize>,
    by_name: FxHashMap<Arc<str>, usize>,
    /// Each column's name as most programs write it, quotes, colon and all.
    raw_names: Vec<String>,
    slots: Vec<Slot>,
    touched: Vec<usize>,
    stamp: u32,
}

/// Reads a batch into a chunk, or tells where it is not JSON.
pub(super) fn read_batch(batch: &Batch, headers: &Headers) -> Result<Chunk, FileFault> {
    let mut reader = FeatureReader::new(headers);
    reader.chunk.number = batch.number;
    reader.chunk.array = batch.array;
    // One look over the whole batch; only if it is not UTF-8 are its features looked at one by one.
    let whole = simdutf8::basic::from_utf8(&batch.bytes).ok();
    for (index, &(start, end)) in (batch.first_index..).zip(&batch.elements) {
        let (from, to) = (start as usize, end as usize);
        let text = match whole.and_then(|text| text.get(from..to)) {
            Some(text) => Cow::Borrowed(text),
            None => String::from_utf8_lossy(&batch.bytes[from..to]),
        };
        if matches!(text, Cow::Owned(_)) {
            reader.chunk.findings.add(Finding::of_feature(FindingKind::BadUtf8, index));
        }
        let offset = batch.offset + u64::from(start);
        let span = ByteSpan { offset, len: end - start };
        reader.element(&text, index, span).map_err(|fault| FileFault::json(offset + fault.at as u64, fault.kind))?;
    }
    Ok(reader.finish())
}

/// Reads a bare feature or geometry that is the whole root.
pub(super) fn read_bare(bytes: &[u8], offset: u64, is_feature: bool, headers: &Headers) -> Result<Chunk, FileFault> {
    let mut reader = FeatureReader::new(headers);
    let span = ByteSpan { offset, len: u32::try_from(bytes.len()).map_err(|_| FileFault::too_large(offset))? };
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, Cow::Owned(_)) {
        reader.tell(FindingKind::BadUtf8, 0);
    }
    let read = if is_feature { reader.element(&text, 0, span) } else { reader.geometry_alone(&text, span) };
    read.map_err(|fault| FileFault::json(offset + fault.at as u64, fault.kind))?;
    Ok(reader.finish())
}

impl<'h> FeatureReader<'h> {
    fn new(headers: &'h Headers) -> Self {
        Self {
            chunk: Chunk::default(),
            headers,
            by_raw: FxHashMap::default(),
            by_name: FxHashMap::default(),
            raw_names: Vec::new(),
            slots: Vec::new(),
            touched: Vec::new(),
            stamp: 0,
        }
    }

    fn finish(mut self) -> Chunk {
        let rows = self.chunk.len();
        for column in &mut self.chunk.columns {
            column.cells.pad(rows);
        }
        self.chunk
    }

    fn tell(&mut self, kind: FindingKind, index: u32) {
        self.chunk.findings.add(Finding::of_feature(kind, index));
    }

    fn tell_member(&mut self, kind: FindingKind, index: u32, member: &str) {
        self.chunk.findings.add(Finding::of_feature(kind, index).in_field(member));
    }

    fn geometry_alone(&mut self, text: &str, span: ByteSpan) -> Result<(), JsonFault> {
        let mut cursor = Cursor::new(text);
        let mut members = Members { is_feature: Some(true), ..Members::default() };
        self.geometry(&mut cursor, &mut members)?;
        self.commit(&cursor, &members, 0, span);
        Ok(())
    }

    fn element(&mut self, text: &str, index: u32, span: ByteSpan) -> Result<(), JsonFault> {
        let mut cursor = Cursor::new(text);
        self.stamp += 1;
        self.touched.clear();
        if cursor.kind()? != Kind::Object {
            cursor.skip()?;
            cursor.finish()?;
            self.chunk.skipped.push(Skipped { index, offset: span.offset, reason: SkipReason::NotAFeature });
            return Ok(());
        }
        let mut members = Members::default();
        let mut foreign = SeenNames::default();
        let mut more = cursor.enter(b'{', b'}')?;
        while more {
            let name = cursor.member_name()?;
            match cursor.decode(name).text.as_ref() {
                "type" => {
                    if members.is_feature.is_some() {
                        self.tell_member(FindingKind::DuplicateMember, index, "type");
                    }
                    members.is_feature = Some(match cursor.value()? {
                        Value::String(token) => cursor.decode(token).text.eq_ignore_ascii_case("Feature"),
                        _ => false,
                    });
                }
                "geometry" => {
                    if members.outline.is_some() {
                        self.tell_member(FindingKind::DuplicateMember, index, "geometry");
                        self.chunk.shapes.abandon_parcel();
                    }
                    self.geometry(&mut cursor, &mut members)?;
                }
                "properties" => {
                    if members.has_properties {
                        self.tell_member(FindingKind::DuplicateMember, index, "properties");
                        self.stamp += 1;
                        self.touched.clear();
                    }
                    members.has_properties = true;
                    self.properties(&mut cursor, index)?;
                }
                "id" => {
                    if members.id.is_some() {
                        self.tell_member(FindingKind::DuplicateMember, index, "id");
                    }
                    let id = cursor.value()?;
                    self.tell_inside(&cursor, id, index, "id");
                    members.id = Some(id);
                }
                member => {
                    members.esri_like |= member == "attributes";
                    if foreign.repeats(member) {
                        self.tell_member(FindingKind::DuplicateMember, index, member);
                    }
                    let value = cursor.value()?;
                    self.tell_inside(&cursor, value, index, member);
                }
            }
            more = cursor.next(b'}')?;
        }
        cursor.finish()?;
        self.commit(&cursor, &members, index, span);
        Ok(())
    }

    /// Tells of names that repeat inside a value nobody looks into.
    fn tell_inside(&mut self, cursor: &Cursor<'_>, value: Value, index: u32, field: &str) {
        if let Value::Nested(start, end) = value {
            for _ in 0..repeated_names(cursor.slice(start, end)) {
                self.tell_member(FindingKind::DuplicateMember, index, field);
            }
        }
    }

    fn geometry(&mut self, cursor: &mut Cursor<'_>, members: &mut Members) -> Result<(), JsonFault> {
        let mut reader = OutlineReader::new(&mut self.chunk.shapes);
        let outline = reader.geometry(cursor)?;
        (members.notes, members.bounds) = (reader.notes, Some(reader.bounds));
        members.outline = Some(outline);
        Ok(())
    }

    fn properties(&mut self, cursor: &mut Cursor<'_>, index: u32) -> Result<(), JsonFault> {
        if cursor.kind()? != Kind::Object {
            let value = cursor.value()?;
            self.tell_inside(cursor, value, index, "properties");
            if value != Value::Null {
                self.tell(FindingKind::BadProperties, index);
            }
            return Ok(());
        }
        // Features mostly list the same properties in the same order: try the next column first.
        let mut likely = 0;
        let mut more = cursor.enter(b'{', b'}')?;
        while more {
            cursor.skip_space();
            let (column, value) = if self.raw_names.get(likely).is_some_and(|name| cursor.take_text(name)) {
                let value = cursor.value()?;
                if let Value::Nested(..) = value {
                    let name = Arc::clone(&self.chunk.columns[likely].name);
                    self.tell_inside(cursor, value, index, &name);
                }
                (Some(likely), value)
            } else {
                self.property(cursor, index)?
            };
            if let Some(column) = column {
                likely = column + 1;
                let slot = Slot { stamp: self.stamp, value };
                if self.slots[column].stamp == self.stamp {
                    let name = Arc::clone(&self.chunk.columns[column].name);
                    let finding = Finding::of_feature(FindingKind::DuplicateMember, index).in_field(name);
                    self.chunk.findings.add(finding);
                } else {
                    self.touched.push(column);
                }
                self.slots[column] = slot;
            }
            more = cursor.next(b'}')?;
        }
        Ok(())
    }

    /// Reads a property whose name is not the likely one.
    fn property(&mut self, cursor: &mut Cursor<'_>, index: u32) -> Result<(Option<usize>, Value), JsonFault> {
        let token = cursor.member_name()?;
        let raw = cursor.slice(token.start, token.end);
        let column = self.column(raw, || cursor.decode(token).text, index);
        let value = cursor.value()?;
        if token.escaped || matches!(value, Value::Nested(..)) {
            let name = cursor.decode(token);
            if name.replaced {
                self.tell_member(FindingKind::LoneSurrogate, index, &name.text);
            }
            self.tell_inside(cursor, value, index, &name.text);
        }
        Ok((column, value))
    }

    /// The column of a property, a new one if need be; `None` if there are too many.
    fn column<'t>(&mut self, raw: &str, name: impl FnOnce() -> Cow<'t, str>, index: u32) -> Option<usize> {
        if let Some(&column) = self.by_raw.get(raw) {
            return Some(column);
        }
        let name = name();
        if let Some(&column) = self.by_name.get(name.as_ref()) {
            self.by_raw.insert(raw.into(), column);
            return Some(column);
        }
        let column = self.chunk.columns.len();
        if column == MAX_PROPERTIES {
            self.tell(FindingKind::TooManyProperties, index);
            return None;
        }
        let (name, header) = self.headers.parse(&name);
        self.chunk.columns.push(ChunkColumn::new(Arc::clone(&name), header));
        // A name with an escape in it is looked at more closely each time.
        let is_plain = !raw.contains('\\');
        self.raw_names.push(if is_plain { format!("\"{raw}\":") } else { NEVER.to_owned() });
        self.slots.push(Slot { stamp: 0, value: Value::Null });
        self.by_raw.insert(raw.into(), column);
        self.by_name.insert(name, column);
        Some(column)
    }

    /// Makes a row of what was read, or a skipped feature.
    fn commit(&mut self, cursor: &Cursor<'_>, members: &Members, index: u32, span: ByteSpan) {
        self.chunk.esri_like += usize::from(members.esri_like);
        self.chunk.packed += usize::from(members.notes.packed);
        if members.notes.repeated > 0 {
            self.tell_member(FindingKind::DuplicateMember, index, "geometry");
        }
        let outline = members.outline.unwrap_or_default();
        let looks_like_one = members.outline.is_some() || members.has_properties;
        let reason = match outline {
            _ if members.is_feature == Some(false) || (members.is_feature.is_none() && !looks_like_one) => {
                Some(SkipReason::NotAFeature)
            }
            Outline::Points => Some(SkipReason::Point),
            Outline::Lines => Some(SkipReason::Line),
            Outline::Unknown => Some(SkipReason::UnknownGeometry),
            _ => None,
        };
        if let Some(reason) = reason {
            self.chunk.shapes.abandon_parcel();
            self.chunk.skipped.push(Skipped { index, offset: span.offset, reason });
            return;
        }
        if members.is_feature.is_none() {
            self.tell(FindingKind::FeatureTypeMissing, index);
        }
        let (state, finding) = match outline {
            Outline::Polygons => (ShapeState::Valid, None),
            Outline::NotFinite => (ShapeState::Invalid, Some(FindingKind::NotFinite)),
            Outline::Malformed => (ShapeState::Invalid, Some(FindingKind::BadCoordinates)),
            Outline::Empty => (ShapeState::None, Some(FindingKind::EmptyGeometry)),
            _ => (ShapeState::None, Some(FindingKind::NoShape)),
        };
        if let Some(kind) = finding {
            self.tell(kind, index);
        }
        if state == ShapeState::Valid {
            let notes = members.notes;
            if notes.open_rings > 0 {
                self.chunk.open_rings.push(self.chunk.len() as u32);
            }
            for (kind, count) in
                [(FindingKind::RingNotClosed, notes.open_rings), (FindingKind::OtherPartsLeftOut, notes.others)]
            {
                if count > 0 {
                    self.tell(kind, index);
                }
            }
            if let Some(bounds) = members.bounds {
                self.chunk.bounds = united(self.chunk.bounds, bounds);
            }
        } else {
            self.chunk.shapes.abandon_parcel();
        }
        self.chunk.shapes.end_parcel();
        let row = self.chunk.len();
        let id = members.id.and_then(|id| match id {
            Value::String(token) => {
                let decoded = cursor.decode(token);
                if decoded.replaced {
                    self.tell_member(FindingKind::LoneSurrogate, index, "id");
                }
                Some(decoded.text)
            }
            Value::Number(token) => Some(Cow::Borrowed(cursor.slice(token.start, token.end))),
            _ => None,
        });
        self.chunk.ids.push(id.as_deref().map(str::trim));
        let missing = &self.headers.mapping.missing;
        let mut place = Place { feature: index, findings: &mut self.chunk.findings, missing };
        for &column in &self.touched {
            self.chunk.columns[column].put(row, self.slots[column].value, cursor, &mut place);
        }
        self.chunk.feature_index.push(index);
        self.chunk.spans.push(span);
        self.chunk.states.push(state);
    }
}
