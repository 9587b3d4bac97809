//! On which line of the file something stands: counted only when asked, for the places a reader is shown.

use std::io::SeekFrom;

use super::ReadProgress;
use super::pipeline::io_error;
use crate::io::{ReadError, Source, SourceStamp};

/// Bytes looked at in one go.
const BLOCK: usize = 1 << 20;

/// The lines, counted from 1, of byte offsets in a source, which must ascend. Reads no further than the last of them.
pub fn lines_at(
    source: &Source,
    stamp: &SourceStamp,
    offsets: &[u64],
    progress: &ReadProgress,
) -> Result<Vec<u64>, ReadError> {
    if !stamp.still_matches(source) {
        return Err(ReadError::Changed);
    }
    let mut file = source.open().map_err(|error| io_error(error, source))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| io_error(error, source))?;
    let mut lines = Vec::with_capacity(offsets.len());
    let mut block = vec![0; BLOCK];
    let (mut at, mut line) = (0_u64, 1_u64);
    'offsets: while lines.len() < offsets.len() {
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let read = file.read(&mut block).map_err(|error| io_error(error, source))?;
        if read == 0 {
            break;
        }
        let mut seen = 0;
        while let Some(&offset) = offsets.get(lines.len()) {
            let upto = usize::try_from(offset.saturating_sub(at)).unwrap_or(usize::MAX);
            if upto > read {
                line += memchr::memchr_iter(b'\n', &block[seen..read]).count() as u64;
                at += read as u64;
                continue 'offsets;
            }
            line += memchr::memchr_iter(b'\n', &block[seen.min(upto)..upto]).count() as u64;
            seen = seen.max(upto);
            lines.push(line);
        }
    }
    // What lies beyond the end of the file stands on its last line.
    lines.resize(offsets.len(), line);
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_on_the_line_that_the_breaks_before_it_make() {
        let text = format!("a\nb\n{}\nc", "x".repeat(3 << 20));
        let source = Source::Embedded { name: "lines", bytes: text.clone().leak().as_bytes() };
        let stamp = SourceStamp::of(&source).unwrap();
        let end = text.len() as u64;
        let offsets = [0, 1, 2, 4, 4, 5 + (1 << 20), end - 1, end, end + 9];
        let expected: Vec<u64> = offsets
            .iter()
            .map(|&offset| 1 + text.bytes().take(offset as usize).filter(|&byte| byte == b'\n').count() as u64)
            .collect();
        assert_eq!(lines_at(&source, &stamp, &offsets, &ReadProgress::default()).unwrap(), expected);
    }
}
