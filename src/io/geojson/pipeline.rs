//! The reading itself: one thread cuts the file into batches of features, the others turn them into columns.
//!
//! Owns threads, queues and the order of things: rows come to stand in file order and the earliest fault of the file
//! wins, so that the result is the same with any number of threads and any size of block.

use std::io::{Read, SeekFrom};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};

use super::ReadProgress;
use super::blocks::{Blocks, Stop};
use super::chunk::{Assembly, Chunk, Headers};
use super::feature::{read_bare, read_batch};
use super::look_alike;
use super::root::{Batch, FaultKind, FileFault, Root, Walk, WalkStop};
use crate::io::columns::Mapping;
use crate::io::json::{JsonFaultKind, SeenNames};
use crate::io::read_error::{LookAlike, TextPlace};
use crate::io::{ReadError, ReadSeek, Source};

/// How the work is cut up. It changes speed, never the result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Threads that parse, beside the one that reads.
    pub(super) workers: usize,
    /// Bytes read at once.
    pub(super) block: usize,
    /// Bytes of features handed to a worker at once.
    pub(super) batch: usize,
    /// Whether to hash the content.
    pub(super) hash: bool,
}

impl Plan {
    pub(super) fn for_this_machine(hash: bool) -> Self {
        let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self { workers, block: 1 << 18, batch: 1 << 20, hash }
    }
}

/// Everything the walk over the file gave.
pub(super) struct Walked {
    pub(super) root: Root,
    /// The last `features` array.
    pub(super) chunk: Chunk,
    /// Whether the root is itself the one feature or geometry.
    pub(super) is_bare: bool,
    pub(super) len: u64,
    pub(super) blake3: Option<String>,
}

/// Walks the file.
pub(super) fn walk(
    source: &Source,
    plan: Plan,
    mapping: Arc<Mapping>,
    progress: &ReadProgress,
) -> Result<Walked, ReadError> {
    let file = source.open().map_err(|error| io_error(error, source))?;
    let headers = Headers::new(mapping);
    let mut blocks = Blocks::new(file, plan.block, plan.hash, progress);
    blocks.more().map_err(|stop| stopped(stop, source))?;
    if blocks.window().is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(found) = look_alike::by_first_bytes(blocks.window()) {
        let (mut file, ..) = blocks.finish();
        // A file too short to say is no more than it looks like.
        let is_encrypted =
            found == LookAlike::OldOffice && look_alike::is_encrypted_office(&mut *file).unwrap_or_default();
        return Err(ReadError::LookAlike(if is_encrypted { LookAlike::EncryptedOffice } else { found }));
    }
    let (root, stop, assembly, mut fault) = walk_with_workers(&mut blocks, plan, &headers, progress);
    match stop {
        // A worker's fault stops the reader too: then it is the fault that counts.
        Some(WalkStop::Blocks(stop)) if fault.is_none() => return Err(stopped(stop, source)),
        Some(WalkStop::Empty) => return Err(ReadError::Empty),
        Some(WalkStop::Fault(found)) => fault = fault.into_iter().chain([found]).min(),
        _ => {}
    }
    if progress.is_cancelled() {
        return Err(ReadError::Cancelled);
    }
    let (mut file, len, blake3) = blocks.finish();
    if let Some(fault) = fault {
        return Err(read_error(fault, &mut *file, source));
    }
    let mut chunk = assembly.finish(root.array);
    let bare = bare_root(&root);
    if let Some(is_feature) = bare {
        let bytes = bare_bytes(&mut *file, root.span).map_err(|error| io_error(error, source))?;
        chunk = read_bare(&bytes, root.span.0, is_feature, &headers)
            .map_err(|fault| read_error(fault, &mut *file, source))?;
        progress.add_parcels(chunk.len() as u64);
    }
    Ok(Walked { root, chunk, is_bare: bare.is_some(), len, blake3 })
}

/// Whether the root is a feature (`Some(true)`) or a geometry (`Some(false)`) itself.
fn bare_root(root: &Root) -> Option<bool> {
    if root.array > 0 {
        return None;
    }
    match root.members.get("type")?.as_deref()? {
        "\"Feature\"" => Some(true),
        "\"Polygon\""
        | "\"MultiPolygon\""
        | "\"GeometryCollection\""
        | "\"Point\""
        | "\"MultiPoint\""
        | "\"LineString\""
        | "\"MultiLineString\"" => Some(false),
        _ => None,
    }
}

fn bare_bytes(file: &mut (dyn ReadSeek + Send), (start, end): (u64, u64)) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(end - start).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What the walk and the workers gave: the root, why the walk stopped if it did, the rows, the earliest fault in them.
type WalkResult = (Root, Option<WalkStop>, Assembly, Option<FileFault>);

fn walk_with_workers(blocks: &mut Blocks<'_>, plan: Plan, headers: &Headers, progress: &ReadProgress) -> WalkResult {
    let workers = plan.workers.max(1);
    let (send, receive) = mpsc::sync_channel::<Batch>(workers * 2);
    let (give_back, spare) = mpsc::channel::<Vec<u8>>();
    let receive = Mutex::new(receive);
    let failed = AtomicBool::new(false);
    let assembly = Mutex::new(Assembly::default());
    let faults = Mutex::new(Vec::new());
    let work = || {
        while let Some(batch) = next_batch(&receive) {
            if progress.is_cancelled() {
                failed.store(true, Ordering::Relaxed);
                continue;
            }
            match read_batch(&batch, headers) {
                Ok(chunk) => {
                    progress.add_parcels(chunk.len() as u64);
                    assembly.lock().unwrap_or_else(PoisonError::into_inner).add(chunk);
                }
                Err(fault) => {
                    failed.store(true, Ordering::Relaxed);
                    faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
                }
            }
            // If the reader is gone, nobody needs the memory.
            give_back.send(batch.bytes).ok();
        }
    };
    let (root, stop) = std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
        let mut walk = Walk {
            blocks,
            sink: |batch| !failed.load(Ordering::Relaxed) && send.send(batch).is_ok(),
            spare: || spare.try_recv().unwrap_or_default(),
            batch_bytes: plan.batch,
            root: Root::default(),
            batches: 0,
            arrays: 0,
            names: SeenNames::default(),
        };
        let stop = walk.run().err();
        let root = walk.root;
        drop(send);
        (root, stop)
    });
    let assembly = assembly.into_inner().unwrap_or_else(PoisonError::into_inner);
    let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
    (root, stop, assembly, faults.into_iter().min())
}

fn next_batch(receive: &Mutex<Receiver<Batch>>) -> Option<Batch> {
    receive.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn stopped(stop: Stop, source: &Source) -> ReadError {
    match stop {
        Stop::Io(error) => io_error(error, source),
        Stop::Cancelled => ReadError::Cancelled,
    }
}

/// What a failure of the system means for a source.
pub(super) fn io_error(error: std::io::Error, source: &Source) -> ReadError {
    let path = source.files().first().cloned().unwrap_or_else(|| source.file_name().into());
    ReadError::from_io(error, path)
}

/// A fault told with its line and column, for which the file is read once more up to it.
fn read_error(fault: FileFault, file: &mut (dyn ReadSeek + Send), source: &Source) -> ReadError {
    let kind = match fault.kind {
        FaultKind::SecondRoot => return ReadError::LookAlike(LookAlike::JsonLines),
        FaultKind::TooLarge => return ReadError::TooLarge,
        FaultKind::Json(rank) => rank.0,
    };
    let (place, met) = match place_of(fault.offset, file) {
        Ok(found) => found,
        Err(error) => return io_error(error, source),
    };
    match kind {
        // A word cut short, as in `[tru]`, is no end of the file.
        JsonFaultKind::Truncated if met.is_some() => ReadError::NotJson { place, kind: JsonFaultKind::Unexpected, met },
        JsonFaultKind::Truncated => ReadError::Truncated(place),
        JsonFaultKind::TooDeep => ReadError::TooDeep(place),
        kind => ReadError::NotJson { place, kind, met },
    }
}

fn place_of(offset: u64, file: &mut (dyn ReadSeek + Send)) -> std::io::Result<(TextPlace, Option<char>)> {
    file.seek(SeekFrom::Start(0))?;
    let mut place = TextPlace { line: 1, column: 1 };
    let mut left = offset;
    let mut block = vec![0; 1 << 16];
    let mut is_first = true;
    while left > 0 {
        let wanted = block.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = file.read(&mut block[..wanted])?;
        if read == 0 {
            break;
        }
        let bytes = &block[..read];
        let bytes = if is_first { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
        is_first = false;
        for &byte in bytes {
            if byte == b'\n' {
                place = TextPlace { line: place.line + 1, column: 1 };
            } else if byte & 0xC0 != 0x80 {
                // Continuation bytes of UTF-8 are no characters of their own.
                place.column += 1;
            }
        }
        left -= read as u64;
    }
    let mut next = Vec::new();
    file.take(4).read_to_end(&mut next)?;
    Ok((place, String::from_utf8_lossy(&next).chars().next()))
}
