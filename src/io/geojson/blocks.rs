//! The file as a window of bytes that slides forward block by block, and the search for where a value in it ends.
//!
//! Owns reading, hashing and the window; knows of JSON only what it takes to find a value's end: strings and brackets.
//! What lies between is checked by whoever parses the value.

use std::io::{self, Read};

use wide::u8x16;

use super::ReadProgress;
use crate::io::ReadSeek;

/// Why reading stops before the end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The system failed.
    Io(io::Error),
    /// The user stopped it, or a worker met a fault.
    Cancelled,
}

/// The window over the file.
pub(super) struct Blocks<'p> {
    file: Box<dyn ReadSeek + Send>,
    hasher: Option<blake3::Hasher>,
    progress: &'p ReadProgress,
    block: usize,
    window: Vec<u8>,
    /// The file offset of the window's first byte.
    base: u64,
}

impl<'p> Blocks<'p> {
    pub(super) fn new(file: Box<dyn ReadSeek + Send>, block: usize, hash: bool, progress: &'p ReadProgress) -> Self {
        Self { file, hasher: hash.then(blake3::Hasher::new), progress, block, window: Vec::new(), base: 0 }
    }

    /// The bytes in the window.
    pub(super) fn window(&self) -> &[u8] {
        &self.window
    }

    /// The file offset of a place in the window.
    pub(super) fn offset(&self, at: usize) -> u64 {
        self.base + at as u64
    }

    /// Adds the next block to the window; `false` at the end of the file.
    pub(super) fn more(&mut self) -> Result<bool, Stop> {
        if self.progress.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        let before = self.window.len();
        self.window.reserve(self.block);
        (&mut self.file).take(self.block as u64).read_to_end(&mut self.window).map_err(Stop::Io)?;
        let read = &self.window[before..];
        if let Some(hasher) = &mut self.hasher {
            hasher.update(read);
        }
        self.progress.add_bytes(read.len() as u64);
        Ok(!read.is_empty())
    }

    /// The byte at a place in the window, reading on if need be; `None` at the end of the file.
    pub(super) fn byte(&mut self, at: usize) -> Result<Option<u8>, Stop> {
        while at >= self.window.len() {
            if !self.more()? {
                return Ok(None);
            }
        }
        Ok(Some(self.window[at]))
    }

    /// The first place from `at` on that is not white space, and its byte; `None` at the end of the file.
    pub(super) fn skip_space(&mut self, mut at: usize) -> Result<(usize, Option<u8>), Stop> {
        loop {
            match self.byte(at)? {
                Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
                byte => return Ok((at, byte)),
            }
        }
    }

    /// The place behind the value that begins at `start`; `None` if the file ends first.
    pub(super) fn value_end(&mut self, start: usize) -> Result<Option<usize>, Stop> {
        let Some(first) = self.byte(start)? else { return Ok(None) };
        let mut search = EndSearch::new(first, start);
        loop {
            if let Some(end) = search.run(&self.window) {
                return Ok(Some(end));
            }
            if !self.more()? {
                // A number or literal may well end with the file.
                return Ok(search.is_scalar().then_some(self.window.len()));
            }
        }
    }

    /// Takes the bytes before `at` out of the window, in `spare`'s memory for what remains.
    pub(super) fn cut(&mut self, at: usize, mut spare: Vec<u8>) -> Vec<u8> {
        spare.clear();
        spare.extend_from_slice(&self.window[at..]);
        self.window.truncate(at);
        self.base += at as u64;
        std::mem::replace(&mut self.window, spare)
    }

    /// The file, its length as read, and the hash of its content in hexadecimal if one was asked for.
    pub(super) fn finish(self) -> (Box<dyn ReadSeek + Send>, u64, Option<String>) {
        let len = self.offset(self.window.len());
        (self.file, len, self.hasher.map(|hasher| hasher.finalize().to_hex().to_string()))
    }
}

/// Finds the end of a value, over as many blocks as it takes. An object ends where its braces balance outside strings,
/// an array where its brackets do: only one kind has to be counted.
struct EndSearch {
    open: u8,
    close: u8,
    depth: u32,
    in_string: bool,
    /// Whether the next byte stands behind a backslash in a string.
    is_escaped: bool,
    at: usize,
}

/// Bytes looked at together: one bit each of a word.
const LANES: usize = 64;

impl EndSearch {
    fn new(first: u8, start: usize) -> Self {
        let (open, close) = match first {
            b'{' => (b'{', b'}'),
            b'[' => (b'[', b']'),
            _ => (first, 0),
        };
        Self { open, close, depth: 0, in_string: false, is_escaped: false, at: start }
    }

    fn is_scalar(&self) -> bool {
        self.close == 0 && self.open != b'"'
    }

    fn run(&mut self, window: &[u8]) -> Option<usize> {
        if self.is_scalar() {
            let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
            let found = window[self.at..].iter().position(ends);
            let from = self.at;
            self.at = window.len();
            return found.map(|length| from + length);
        }
        let (lanes, rest) = window[self.at..].as_chunks::<LANES>();
        for lanes in lanes {
            if let Some(length) = self.lanes(lanes) {
                return Some(self.at + length);
            }
            self.at += LANES;
        }
        let found = self.bytes(rest);
        found.map(|length| self.at + length).or_else(|| {
            self.at = window.len();
            None
        })
    }

    /// Looks at bytes one by one: the length up to the value's end, if it is among them.
    fn bytes(&mut self, bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|&byte| self.ends_with(byte)).map(|at| at + 1)
    }

    fn ends_with(&mut self, byte: u8) -> bool {
        if std::mem::take(&mut self.is_escaped) {
            return false;
        }
        if self.in_string {
            self.is_escaped = byte == b'\\';
            self.in_string = byte != b'"';
            return !self.in_string && self.depth == 0;
        }
        if byte == b'"' {
            self.in_string = true;
        } else if byte == self.open {
            self.depth += 1;
        } else if byte == self.close {
            self.depth -= 1;
            return self.depth == 0;
        }
        false
    }

    /// The same for many bytes together, where no backslash makes it a matter of one after the other.
    fn lanes(&mut self, lanes: &[u8; LANES]) -> Option<usize> {
        if self.close == 0 || self.is_escaped || places_of(b'\\', lanes) != 0 {
            return self.bytes(lanes);
        }
        let quotes = places_of(b'"', lanes);
        // Each place inside a string, the opening quote included, the closing one not.
        let mut inside = quotes;
        for shift in [1, 2, 4, 8, 16, 32] {
            inside ^= inside << shift;
        }
        if self.in_string {
            inside = !inside;
        }
        let opening = places_of(self.open, lanes) & !inside;
        let closing = places_of(self.close, lanes) & !inside;
        if closing.count_ones() < self.depth {
            self.depth = self.depth + opening.count_ones() - closing.count_ones();
        } else {
            let mut brackets = opening | closing;
            while brackets != 0 {
                let at = brackets.trailing_zeros();
                if opening >> at & 1 == 1 {
                    self.depth += 1;
                } else {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at as usize + 1);
                    }
                }
                brackets &= brackets - 1;
            }
        }
        self.in_string = inside >> (LANES - 1) == 1;
        None
    }
}

/// The places of a byte, one bit each.
#[inline]
fn places_of(byte: u8, lanes: &[u8; LANES]) -> u64 {
    let wanted = u8x16::splat(byte);
    let (quarters, _) = lanes.as_chunks::<16>();
    quarters
        .iter()
        .rev()
        .fold(0, |places, quarter| places << 16 | u64::from(u8x16::new(*quarter).simd_eq(wanted).to_bitmask()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ends(text: &str, block: usize) -> Option<usize> {
        let progress = ReadProgress::default();
        let file = Box::new(io::Cursor::new(text.to_owned().into_bytes()));
        Blocks::new(file, block, false, &progress).value_end(0).unwrap()
    }

    #[test]
    fn a_value_ends_at_the_same_place_whatever_the_block() {
        for (text, end) in [
            (r#"{"a":"}\"\\","b":[{}]} ,"#, Some(22)),
            (r#"[["]"],{"x":"]"}],"#, Some(17)),
            (r#""a\\\"b" "#, Some(8)),
            ("12.5e3,", Some(6)),
            ("null", Some(4)),
            (r#"{"a":"x"#, None),
            (r#"{"a":"\"#, None),
            ("", None),
        ] {
            for block in 1..12 {
                assert_eq!(ends(text, block), end, "{text} {block}");
            }
        }
    }

    proptest! {
        #[test]
        fn many_bytes_together_find_the_end_that_one_after_the_other_find(
            first in prop::sample::select(vec!['{', '[', '"']),
            rest in r#"([{}\[\]" ]|\\\\|\\"|[a-z亩]{1,20}|"[a-z{}\[\] ]{0,70}"){0,60}"#,
        ) {
            let text = format!("{first}{rest}");
            prop_assert_eq!(ends(&text, 1 << 16), ends(&text, 1), "{}", text);
        }
    }
}
