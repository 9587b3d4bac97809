//! Turns texts of other encodings into UTF-8, line for line, and several JSON texts one after another into one.

use std::io::{self, Read, Write};
use std::ops::Range;

use encoding_rs::DecoderResult;

use super::encoding::TextEncoding;
use super::store::StoreWriter;
use crate::io::export::{for_each_member, spells};

/// Decodes a whole text. Returns how many sequences were not of the encoding and were replaced.
pub(super) fn to_utf8(text: &mut dyn Read, encoding: TextEncoding, out: &mut StoreWriter) -> io::Result<u64> {
    let mut decoder = encoding.standard().new_decoder_with_bom_removal();
    let (mut block, mut decoded) = (vec![0; 1 << 17], vec![0; 1 << 18]);
    let mut replaced = 0;
    loop {
        let len = match text.read(&mut block) {
            Ok(len) => len,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let mut bytes = &block[..len];
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut decoded, len == 0);
            out.write_all(&decoded[..written])?;
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    replaced += 1;
                    out.write_all("\u{FFFD}".as_bytes())?;
                }
            }
        }
        if len == 0 {
            return Ok(replaced);
        }
    }
}

/// What is written before the first of several JSON texts, on its own line.
pub(super) const COLLECTION_START: &[u8] = b"{\"type\":\"FeatureCollection\",\"features\":[";
const COLLECTION_END: &[u8] = b"]}";

/// Where the walk over JSON texts is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Between,
    Inside,
    InString,
    Escaped,
}

/// Makes one collection of JSON texts that follow one another, one a line or set apart by RS (RFC 8142); of a text that
/// is a collection itself the features are taken. Line breaks stay where they are, so that a fault is told with the line
/// of the file.
pub(super) fn collect_sequence(text: &mut dyn Read, out: &mut StoreWriter) -> io::Result<()> {
    let mut block = vec![0; 1 << 17];
    let mut sequence = Sequence { out, record: Vec::new(), space: Vec::new(), is_first: true };
    sequence.out.write_all(COLLECTION_START)?;
    let (mut at, mut depth, mut is_start) = (At::Between, 0_u64, true);
    loop {
        let len = match text.read(&mut block) {
            Ok(0) => break,
            Ok(len) => len,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let mut bytes = &block[..len];
        if std::mem::take(&mut is_start) {
            bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        }
        for &byte in bytes {
            match (at, byte) {
                (At::Between, b' ' | b'\t' | b'\r' | b'\n') => {
                    sequence.space.push(byte);
                    continue;
                }
                (At::Between, 0x1E) => {
                    sequence.space.push(b' ');
                    continue;
                }
                (At::Between, b'{' | b'[') => (at, depth) = (At::Inside, 1),
                (At::Inside, b'"') => at = At::InString,
                (At::Inside, b'{' | b'[') => depth += 1,
                (At::Inside, b'}' | b']') => {
                    depth -= 1;
                    if depth == 0 {
                        at = At::Between;
                    }
                }
                (At::InString, b'"') | (At::Escaped, _) => {
                    at = if at == At::Escaped { At::InString } else { At::Inside };
                }
                (At::InString, b'\\') => at = At::Escaped,
                _ => {}
            }
            sequence.record.push(byte);
            if at == At::Between {
                sequence.end_record()?;
            }
        }
    }
    // A text that is cut off is left open: the reader tells where it ends.
    if at == At::Between {
        sequence.out.write_all(COLLECTION_END)?;
    } else {
        sequence.write_record()?;
    }
    sequence.out.write_all(&sequence.space)
}

/// The text before which a comma may have to stand, and the white space before that.
struct Sequence<'o> {
    out: &'o mut StoreWriter,
    record: Vec<u8>,
    space: Vec<u8>,
    is_first: bool,
}

impl Sequence<'_> {
    fn end_record(&mut self) -> io::Result<()> {
        if let Some(features) = features_of(&self.record) {
            // All around the features gives way to blanks.
            for (at, byte) in self.record.iter_mut().enumerate() {
                if !features.contains(&at) && *byte != b'\n' {
                    *byte = b' ';
                }
            }
            if self.record.iter().all(u8::is_ascii_whitespace) {
                self.space.append(&mut self.record);
                return Ok(());
            }
        }
        self.write_record()
    }

    fn write_record(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            self.out.write_all(b",")?;
        }
        self.out.write_all(&self.space)?;
        self.out.write_all(&self.record)?;
        self.space.clear();
        self.record.clear();
        Ok(())
    }
}

/// Where the features of a collection stand, without the brackets around them; `None` of anything else.
fn features_of(record: &[u8]) -> Option<Range<usize>> {
    let (mut is_collection, mut features) = (false, None);
    for_each_member(record, 0, |member| {
        if spells(&record[member.name.clone()], "type") {
            is_collection = spells(&record[member.value], "FeatureCollection");
        } else if spells(&record[member.name], "features") && record[member.value.start] == b'[' {
            features = Some(member.value.start + 1..member.value.end - 1);
        }
    })?;
    features.filter(|_| is_collection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(text: &str) -> String {
        let mut out = StoreWriter::default();
        collect_sequence(&mut text.as_bytes(), &mut out).unwrap();
        let mut text = String::new();
        out.finish().unwrap().reader().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn lines_stay_lines_and_separators_go() {
        let start = String::from_utf8_lossy(COLLECTION_START).into_owned();
        assert_eq!(
            collected("{\"a\":\"}\\\"\"}\n{\"b\":[]}\n"),
            format!("{start}{{\"a\":\"}}\\\"\"}},\n{{\"b\":[]}}]}}\n")
        );
        assert_eq!(collected("\u{1e}{}\n\u{1e}{}\n"), format!("{start} {{}},\n {{}}]}}\n"));
        assert_eq!(collected("{}\n{\"a\":"), format!("{start}{{}},\n{{\"a\":"));
        assert_eq!(collected("x{}"), format!("{start}x,{{}}]}}"));
    }

    #[test]
    fn of_collections_after_one_another_the_features_are_taken_where_they_stand() {
        let start = String::from_utf8_lossy(COLLECTION_START).into_owned();
        let one = "{\"type\":\"FeatureCollection\",\n\"features\":[{},{}]}\n";
        let none = "{\"type\":\"FeatureCollection\",\"features\":[]}\n";
        let text = collected(&[one, none, one].concat());
        assert_eq!(text.lines().count(), 5);
        let squeezed: String = text.chars().filter(|each| !each.is_whitespace()).collect();
        assert_eq!(squeezed, format!("{start}{{}},{{}},{{}},{{}}]}}"));
    }

    #[test]
    fn gbk_and_utf16_come_out_as_utf8_and_faults_are_counted() {
        let text = "{\"名\":\"𠮷林\"}\r\n";
        let mut utf16: Vec<u8> = vec![0xFE, 0xFF];
        utf16.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        for (bytes, encoding) in [(utf16, TextEncoding::Utf16Be), (gb, TextEncoding::Gb18030)] {
            let mut out = StoreWriter::default();
            assert_eq!(to_utf8(&mut &bytes[..], encoding, &mut out).unwrap(), 0);
            let mut back = String::new();
            out.finish().unwrap().reader().read_to_string(&mut back).unwrap();
            assert_eq!(back, text);
        }
        let mut out = StoreWriter::default();
        assert_eq!(to_utf8(&mut &b"a\xffb\xff"[..], TextEncoding::Gb18030, &mut out).unwrap(), 2);
    }
}
