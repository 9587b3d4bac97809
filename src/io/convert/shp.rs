//! The records of a `.shp`, one after another, as bytes.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use crate::io::ReadSeek;

/// The records of a `.shp` in order: by its index where there is a sound one, else one after another.
pub(super) struct Shapes {
    shp: BufReader<Box<dyn ReadSeek + Send>>,
    len: u64,
    at: u64,
    total: u64,
    index: Option<Vec<u64>>,
    /// Records read so far.
    pub(super) read: u64,
    /// Whether the file ends before its last record does.
    pub(super) is_truncated: bool,
}

/// Bytes of the header of `.shp` and `.shx`.
const HEADER: u64 = 100;

impl Shapes {
    /// Reads the header; `None` where it is no `.shp`.
    pub(super) fn open(
        mut shp: Box<dyn ReadSeek + Send>,
        shx: Option<Box<dyn ReadSeek + Send>>,
    ) -> io::Result<Option<Self>> {
        let len = shp.seek(SeekFrom::End(0))?;
        shp.seek(SeekFrom::Start(0))?;
        let mut shp = BufReader::with_capacity(1 << 17, shp);
        let mut head = [0; HEADER as usize];
        if len < HEADER || shp.read_exact(&mut head).is_err() || head[..4] != [0, 0, 0x27, 0x0A] {
            return Ok(None);
        }
        let index = match shx {
            Some(shx) => index_of(shx, len)?,
            None => None,
        };
        Ok(Some(Self { shp, len, at: HEADER, total: 0, index, read: 0, is_truncated: false }))
    }

    /// Reads the next record's content; `false` at the end.
    pub(super) fn read(&mut self, content: &mut Vec<u8>) -> io::Result<bool> {
        content.clear();
        if let Some(index) = &self.index {
            let Some(&start) = usize::try_from(self.read).ok().and_then(|read| index.get(read)) else {
                return Ok(false);
            };
            if start != self.at {
                self.shp.seek(SeekFrom::Start(start))?;
                self.at = start;
            }
        }
        let left = self.len - self.at;
        let mut head = [0; 8];
        if self.is_truncated || left < 8 {
            self.is_truncated |= left > 0;
            return Ok(false);
        }
        self.shp.read_exact(&mut head)?;
        let words = u32::from_be_bytes([head[4], head[5], head[6], head[7]]);
        let bytes = u64::from(words) * 2;
        self.at += 8;
        // An index that names one record many times over would make a file larger than it is.
        self.total += bytes;
        if bytes > left - 8 || self.total > self.len {
            self.is_truncated = true;
            return Ok(false);
        }
        (&mut self.shp).take(bytes).read_to_end(content)?;
        self.at += bytes;
        self.read += 1;
        Ok(true)
    }
}

/// Where each record begins by the `.shx`; `None` where that does not fit the `.shp`.
fn index_of(mut shx: Box<dyn ReadSeek + Send>, len: u64) -> io::Result<Option<Vec<u64>>> {
    let entries = shx.seek(SeekFrom::End(0))?.saturating_sub(HEADER) / 8;
    // Every record has at least a header and a type.
    if entries > len / 12 {
        return Ok(None);
    }
    shx.seek(SeekFrom::Start(HEADER))?;
    let mut shx = BufReader::new(shx);
    let mut starts = Vec::new();
    for _ in 0..entries {
        let mut entry = [0; 8];
        shx.read_exact(&mut entry)?;
        let start = u64::from(u32::from_be_bytes([entry[0], entry[1], entry[2], entry[3]])) * 2;
        if start < HEADER || start + 12 > len {
            return Ok(None);
        }
        starts.push(start);
    }
    Ok(Some(starts))
}
