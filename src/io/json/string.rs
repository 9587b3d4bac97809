//! Strings of JSON: where they end, and what they say.

use std::borrow::Cow;

use super::{Cursor, JsonFault, JsonFaultKind};

/// A string as it stands in the text, between its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StringToken {
    /// Byte behind the opening quote.
    pub start: usize,
    /// The closing quote.
    pub end: usize,
    /// Whether there is any backslash in it.
    pub escaped: bool,
}

/// What a string says, and whether a lone surrogate in it had to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Whether a `\ud800`-like half was replaced by U+FFFD.
    pub replaced: bool,
}

/// A byte repeated eight times.
pub(super) const fn eight(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Marks the bytes of `word` below `limit` (≤ 128) in their top bits; the lowest mark is exact.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(eight(limit)) & !word & eight(0x80)
}

impl<'a> Cursor<'a> {
    /// Reads a string; the cursor stands at its opening quote.
    #[inline]
    pub fn string(&mut self) -> Result<StringToken, JsonFault> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        let mut escaped = false;
        loop {
            // Eight bytes at a time to the next quote, backslash or control character.
            while let Some(&word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
                let word = u64::from_le_bytes(word);
                let marks = below(word, 0x20) | below(word ^ eight(b'"'), 1) | below(word ^ eight(b'\\'), 1);
                if marks != 0 {
                    at += (marks.trailing_zeros() / 8) as usize;
                    break;
                }
                at += 8;
            }
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(StringToken { start, end: at, escaped });
                }
                Some(b'\\') => {
                    escaped = true;
                    at = escape_end(bytes, at)?;
                }
                Some(byte) if *byte < 0x20 => return Err(JsonFault { at, kind: JsonFaultKind::ControlInString }),
                Some(_) => at += 1,
                None => return Err(JsonFault { at, kind: JsonFaultKind::Truncated }),
            }
        }
    }

    /// What a string says.
    #[must_use]
    pub fn decode(&self, token: StringToken) -> Decoded<'a> {
        let raw = &self.text[token.start..token.end];
        if !token.escaped {
            return Decoded { text: Cow::Borrowed(raw), replaced: false };
        }
        let mut text = String::with_capacity(raw.len());
        let mut replaced = false;
        let mut rest = raw;
        while let Some(at) = rest.find('\\') {
            text.push_str(&rest[..at]);
            let letter = rest.as_bytes()[at + 1];
            rest = &rest[at + 2..];
            match letter {
                b'b' => text.push('\u{8}'),
                b'f' => text.push('\u{c}'),
                b'n' => text.push('\n'),
                b'r' => text.push('\r'),
                b't' => text.push('\t'),
                b'u' => {
                    let unit = hex4(&rest[..4]);
                    rest = &rest[4..];
                    let pair = low_surrogate(unit, rest);
                    rest = if pair.is_some() { &rest[6..] } else { rest };
                    let letter = char::from_u32(pair.unwrap_or(unit));
                    replaced |= letter.is_none();
                    text.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                other => text.push(char::from(other)),
            }
        }
        text.push_str(rest);
        Decoded { text: Cow::Owned(text), replaced }
    }
}

/// The end of the escape that begins at `at`.
fn escape_end(bytes: &[u8], at: usize) -> Result<usize, JsonFault> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => {
            for place in at + 2..at + 6 {
                match bytes.get(place) {
                    Some(byte) if byte.is_ascii_hexdigit() => {}
                    Some(_) => return Err(JsonFault { at, kind: JsonFaultKind::BadEscape }),
                    None => return Err(JsonFault { at: place, kind: JsonFaultKind::Truncated }),
                }
            }
            Ok(at + 6)
        }
        Some(_) => Err(JsonFault { at, kind: JsonFaultKind::BadEscape }),
        None => Err(JsonFault { at: at + 1, kind: JsonFaultKind::Truncated }),
    }
}

/// Four hexadecimal digits, already checked.
fn hex4(digits: &str) -> u32 {
    u32::from_str_radix(digits, 16).unwrap_or(0xFFFD)
}

/// The character of a surrogate pair, where `unit` is a high half and a low half follows.
fn low_surrogate(unit: u32, rest: &str) -> Option<u32> {
    let digits = rest.strip_prefix("\\u")?.get(..4)?;
    let low = hex4(digits);
    ((0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(&low))
        .then(|| 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
}
