//! The walk over the root object: strict, member by member, and the cutting of `features` into batches.
//!
//! Owns the outermost grammar of the file; what is inside a feature is a worker's business. Faults are told with their
//! offset; the earliest one of the file is the one that counts, whoever meets it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::blocks::{Blocks, Stop};
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::json::{Cursor, JsonFault, JsonFaultKind, SeenNames, repeated_names};

/// A fault at a byte of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileFault {
    pub(super) offset: u64,
    pub(super) kind: FaultKind,
}

/// Why reading cannot go on at a byte of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FaultKind {
    /// Not JSON.
    Json(FaultRank),
    /// A second JSON value behind the root.
    SecondRoot,
    /// A feature or number of positions beyond what the table can hold.
    TooLarge,
}

/// A JSON fault that can be ordered, so that the earliest is found by comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FaultRank(pub(super) JsonFaultKind);

impl PartialOrd for FaultRank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FaultRank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0 as u8).cmp(&(other.0 as u8))
    }
}

impl FileFault {
    pub(super) fn json(offset: u64, kind: JsonFaultKind) -> Self {
        Self { offset, kind: FaultKind::Json(FaultRank(kind)) }
    }

    pub(super) fn too_large(offset: u64) -> Self {
        Self { offset, kind: FaultKind::TooLarge }
    }
}

/// Why the walk ended before the root did.
#[derive(Debug)]
pub(super) enum WalkStop {
    Blocks(Stop),
    /// There is nothing but white space in the file.
    Empty,
    Fault(FileFault),
}

impl From<Stop> for WalkStop {
    fn from(stop: Stop) -> Self {
        Self::Blocks(stop)
    }
}

/// A run of whole features for a worker.
pub(super) struct Batch {
    /// Its place among all batches.
    pub(super) number: usize,
    /// Which `features` array it is of; only the last one counts.
    pub(super) array: u32,
    /// The bytes of the features and what lies between.
    pub(super) bytes: Vec<u8>,
    /// The file offset of the first byte.
    pub(super) offset: u64,
    /// Where each element begins and ends in the bytes.
    pub(super) elements: Vec<(u32, u32)>,
    /// The index in the file of the first element.
    pub(super) first_index: u32,
}

/// What is known of the root after the walk.
#[derive(Debug, Default)]
pub(super) struct Root {
    /// The members other than `features`, by name; long values are not kept.
    pub(super) members: FxHashMap<String, Option<String>>,
    /// Members that occurred more than once, and what is not UTF-8.
    pub(super) findings: Findings,
    /// The number of the last `features` array, counted from 1; 0 if there is none, or if something else came after it
    /// under the same name.
    pub(super) array: u32,
    /// Elements of the last one.
    pub(super) features: u32,
    /// Whether there was a byte order mark.
    pub(super) has_bom: bool,
    /// What the root is, if it is no object.
    pub(super) not_an_object: Option<&'static str>,
    /// Where the root object begins and ends in the file.
    pub(super) span: (u64, u64),
}

/// Values of root members up to this length are kept; `type` and `crs` are far shorter.
const KEPT_VALUE: usize = 1 << 16;
/// Root members beyond this number are checked but not kept.
const KEPT_MEMBERS: usize = 1 << 12;

/// The window slides on over members once they fill this much of it.
const SLIDE_FROM: usize = 1 << 16;

/// The walk itself.
pub(super) struct Walk<'b, 'p, S, R> {
    pub(super) blocks: &'b mut Blocks<'p>,
    /// Takes each batch; `false` to stop.
    pub(super) sink: S,
    /// Hands out memory that was used before.
    pub(super) spare: R,
    pub(super) batch_bytes: usize,
    pub(super) root: Root,
    pub(super) batches: usize,
    /// How many `features` arrays there were.
    pub(super) arrays: u32,
    /// The names of the root's members.
    pub(super) names: SeenNames,
}

impl<S: FnMut(Batch) -> bool, R: FnMut() -> Vec<u8>> Walk<'_, '_, S, R> {
    /// Walks the whole file.
    pub(super) fn run(&mut self) -> Result<(), WalkStop> {
        let mut at = 0;
        self.blocks.byte(2)?;
        if self.blocks.window().starts_with(b"\xef\xbb\xbf") {
            self.root.has_bom = true;
            at = 3;
        }
        let (start, first) = self.blocks.skip_space(at)?;
        match first {
            Some(b'{') => {}
            Some(b'[') => self.root.not_an_object = Some("array"),
            Some(b'"') => self.root.not_an_object = Some("string"),
            Some(b'-' | b'0'..=b'9') => self.root.not_an_object = Some("number"),
            None => return Err(WalkStop::Empty),
            _ => return Err(self.unexpected(start, first)),
        }
        if self.root.not_an_object.is_some() {
            let end = self.checked_value(start)?;
            return self.end(end);
        }
        self.root.span.0 = self.blocks.offset(start);
        at = start + 1;
        let (mut place, mut byte) = self.blocks.skip_space(at)?;
        if byte != Some(b'}') {
            loop {
                place = self.member(place, byte)?;
                (place, byte) = self.blocks.skip_space(place)?;
                match byte {
                    Some(b',') => (place, byte) = self.blocks.skip_space(place + 1)?,
                    Some(b'}') => break,
                    _ => return Err(self.unexpected(place, byte)),
                }
            }
        }
        self.root.span.1 = self.blocks.offset(place + 1);
        self.end(place + 1)
    }

    fn unexpected(&self, at: usize, byte: Option<u8>) -> WalkStop {
        let kind = if byte.is_some() { JsonFaultKind::Unexpected } else { JsonFaultKind::Truncated };
        WalkStop::Fault(FileFault::json(self.blocks.offset(at), kind))
    }

    /// Only white space may follow the root.
    fn end(&mut self, at: usize) -> Result<(), WalkStop> {
        match self.blocks.skip_space(at)? {
            (_, None) => Ok(()),
            (at, Some(b'{' | b'\x1e')) => {
                Err(WalkStop::Fault(FileFault { offset: self.blocks.offset(at), kind: FaultKind::SecondRoot }))
            }
            (at, byte) => Err(self.unexpected(at, byte)),
        }
    }

    /// One member; hands back the place behind it.
    fn member(&mut self, at: usize, byte: Option<u8>) -> Result<usize, WalkStop> {
        if byte != Some(b'"') {
            return Err(self.unexpected(at, byte));
        }
        let name_end = self.checked_value(at)?;
        let raw_name = &self.blocks.window()[at..name_end];
        let name = decoded(raw_name);
        let bad_name = simdutf8::basic::from_utf8(raw_name).is_err();
        if bad_name {
            self.tell(FindingKind::BadUtf8, &name);
        }
        if self.names.repeats(&name) {
            self.tell(FindingKind::DuplicateMember, &name);
        }
        let (colon, byte) = self.blocks.skip_space(name_end)?;
        if byte != Some(b':') {
            return Err(self.unexpected(colon, byte));
        }
        let (value, byte) = self.blocks.skip_space(colon + 1)?;
        if name == "features" {
            if byte == Some(b'[') {
                return self.features(value);
            }
            // The last of several counts, and it is no array.
            self.root.array = 0;
        }
        let end = self.checked_value(value)?;
        let text = String::from_utf8_lossy(&self.blocks.window()[value..end]);
        let was_replaced = matches!(text, Cow::Owned(_));
        // A bare feature's or geometry's own members are looked into when they are read.
        let is_own = matches!(name.as_str(), "geometry" | "properties" | "coordinates" | "geometries");
        let repeated = if is_own { 0 } else { repeated_names(&text) };
        let kept = (text.len() <= KEPT_VALUE).then(|| text.into_owned());
        if was_replaced {
            self.tell(FindingKind::BadUtf8, &name);
        }
        for _ in 0..repeated {
            self.tell(FindingKind::DuplicateMember, &name);
        }
        if self.root.members.len() < KEPT_MEMBERS || self.root.members.contains_key(&name) {
            self.root.members.insert(name, kept);
        }
        if end < SLIDE_FROM {
            return Ok(end);
        }
        // What was walked is done with: let the window slide.
        let spare = (self.spare)();
        self.blocks.cut(end, spare);
        Ok(0)
    }

    fn tell(&mut self, kind: FindingKind, field: &str) {
        self.root.findings.add(Finding::of_file(kind).in_field(field));
    }

    /// Finds a value's end and checks what lies before it strictly.
    fn checked_value(&mut self, start: usize) -> Result<usize, WalkStop> {
        let end = self.blocks.value_end(start)?;
        if end == Some(start) {
            let byte = self.blocks.byte(start)?;
            return Err(self.unexpected(start, byte));
        }
        let window = self.blocks.window();
        let bytes = &window[start..end.unwrap_or(window.len())];
        let base = self.blocks.offset(start);
        let fault = |fault: JsonFault| WalkStop::Fault(FileFault::json(base + fault.at as u64, fault.kind));
        let text = String::from_utf8_lossy(bytes);
        let mut cursor = Cursor::new(&text);
        cursor.skip().map_err(fault)?;
        cursor.finish().map_err(fault)?;
        end.ok_or_else(|| self.unexpected(window.len(), None))
    }

    /// The array of features; hands back the place behind it.
    fn features(&mut self, start: usize) -> Result<usize, WalkStop> {
        self.arrays += 1;
        self.root.array = self.arrays;
        self.root.features = 0;
        let mut elements = Vec::new();
        let (mut at, mut byte) = self.blocks.skip_space(start + 1)?;
        if byte == Some(b']') {
            return Ok(at + 1);
        }
        loop {
            let end = match byte {
                None | Some(b',' | b']' | b'}' | b':') => {
                    self.send(at, &mut elements)?;
                    let shown = self.blocks.byte(0)?;
                    return Err(self.unexpected(0, shown));
                }
                Some(_) => self.blocks.value_end(at)?,
            };
            let whole = end.is_some();
            let end = end.unwrap_or(self.blocks.window().len());
            let (Ok(from), Ok(to)) = (u32::try_from(at), u32::try_from(end)) else {
                return Err(WalkStop::Fault(FileFault::too_large(self.blocks.offset(at))));
            };
            elements.push((from, to));
            at = end;
            if !whole {
                // The worker finds what is wrong in it, which may lie well before the end of the file.
                self.send(at, &mut elements)?;
                return Err(self.unexpected(0, None));
            }
            if at >= self.batch_bytes {
                self.send(at, &mut elements)?;
                at = 0;
            }
            (at, byte) = self.blocks.skip_space(at)?;
            match byte {
                Some(b',') => (at, byte) = self.blocks.skip_space(at + 1)?,
                Some(b']') => {
                    self.send(at, &mut elements)?;
                    return Ok(1);
                }
                _ => {
                    self.send(at, &mut elements)?;
                    return Err(self.unexpected(0, byte));
                }
            }
        }
    }

    /// Hands the bytes before `at` to the workers; the window then begins at `at`.
    fn send(&mut self, at: usize, elements: &mut Vec<(u32, u32)>) -> Result<(), WalkStop> {
        let count = elements.len() as u32;
        let offset = self.blocks.offset(0);
        let Some(first_index) = Some(self.root.features).filter(|first| first.checked_add(count).is_some()) else {
            return Err(WalkStop::Fault(FileFault::too_large(offset)));
        };
        let spare = (self.spare)();
        let bytes = self.blocks.cut(at, spare);
        let batch = Batch {
            number: self.batches,
            array: self.arrays,
            bytes,
            offset,
            elements: std::mem::take(elements),
            first_index,
        };
        self.batches += 1;
        self.root.features += count;
        if (self.sink)(batch) { Ok(()) } else { Err(WalkStop::Blocks(Stop::Cancelled)) }
    }
}

/// What a checked string says.
fn decoded(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut cursor = Cursor::new(&text);
    match cursor.string() {
        Ok(token) => cursor.decode(token).text.into_owned(),
        Err(_) => text.into_owned(),
    }
}
