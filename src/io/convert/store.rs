//! Bytes this program made itself, converted or unpacked: in memory while they are few, else in a temporary file that
//! has no name and goes with its last holder.
//!
//! Owns keeping and handing out; knows nothing of what the bytes mean. Invariant: once finished, they never change.

use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes kept in memory before a file is taken.
const IN_MEMORY: usize = 16 << 20;

/// Finished bytes.
pub struct Store {
    kept: Kept,
    len: u64,
}

enum Kept {
    Memory(Vec<u8>),
    /// One handle for all readers: each seeks to its own place under the lock.
    File(Mutex<File>),
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("len", &self.len).finish_non_exhaustive()
    }
}

impl Store {
    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A reader of its own, at the first byte.
    #[must_use]
    pub fn reader(self: &Arc<Self>) -> StoreReader {
        StoreReader { store: Arc::clone(self), at: 0 }
    }
}

/// Reads a [`Store`].
#[derive(Debug)]
pub struct StoreReader {
    store: Arc<Store>,
    at: u64,
}

impl Read for StoreReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match &self.store.kept {
            Kept::Memory(bytes) => {
                let rest = usize::try_from(self.at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
                let read = rest.len().min(into.len());
                into[..read].copy_from_slice(&rest[..read]);
                read
            }
            Kept::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(self.at))?;
                file.read(into)?
            }
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for StoreReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.store.len.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Fills a [`Store`].
#[derive(Default)]
pub struct StoreWriter {
    memory: Vec<u8>,
    file: Option<BufWriter<File>>,
    len: u64,
}

impl StoreWriter {
    /// How many bytes were written.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The finished bytes.
    pub fn finish(self) -> io::Result<Arc<Store>> {
        let kept = match self.file {
            None => Kept::Memory(self.memory),
            Some(file) => Kept::File(Mutex::new(file.into_inner().map_err(io::IntoInnerError::into_error)?)),
        };
        Ok(Arc::new(Store { kept, len: self.len }))
    }
}

impl Write for StoreWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.file.is_none() && self.memory.len() + bytes.len() > IN_MEMORY {
            let mut file = BufWriter::with_capacity(1 << 20, tempfile::tempfile()?);
            file.write_all(&self.memory)?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        match &mut self.file {
            Some(file) => file.write_all(bytes)?,
            None => self.memory.extend_from_slice(bytes),
        }
        self.len += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_of_one_store_do_not_disturb_each_other_in_memory_or_on_disk() {
        for len in [1000, IN_MEMORY + 1000] {
            let mut writer = StoreWriter::default();
            let bytes: Vec<u8> = (0..len).map(|at| at as u8).collect();
            for part in bytes.chunks(777_777) {
                writer.write_all(part).unwrap();
            }
            let store = writer.finish().unwrap();
            assert_eq!(store.len(), len as u64);
            let (mut a, mut b) = (store.reader(), store.reader());
            b.seek(SeekFrom::End(-3)).unwrap();
            let (mut start, mut end) = ([0; 3], Vec::new());
            a.read_exact(&mut start).unwrap();
            b.read_to_end(&mut end).unwrap();
            assert_eq!((&start[..], &end[..]), (&bytes[..3], &bytes[len - 3..]));
        }
    }
}
