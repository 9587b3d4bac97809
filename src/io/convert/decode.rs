//! Turns texts of other encodings into UTF-8, line for line, and several JSON texts one after another into one.

use std::io::{self, Read, Write};

use encoding_rs::DecoderResult;

use super::encoding::TextEncoding;
use super::store::StoreWriter;

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

/// Makes one collection of JSON texts that follow one another, one a line or set apart by RS (RFC 8142). Line breaks
/// stay where they are, so that a fault is told with the line of the file.
pub(super) fn collect_sequence(text: &mut dyn Read, out: &mut StoreWriter) -> io::Result<()> {
    let mut block = vec![0; 1 << 17];
    let mut edited = Vec::with_capacity(1 << 17);
    edited.extend_from_slice(COLLECTION_START);
    // White space is held back: the comma must stand before it.
    let mut space: Vec<u8> = Vec::new();
    let (mut at, mut depth, mut texts, mut is_start) = (At::Between, 0_u64, 0_u64, true);
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
            match at {
                At::Between if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') => {
                    space.push(byte);
                    continue;
                }
                At::Between if byte == 0x1E => {
                    space.push(b' ');
                    continue;
                }
                At::Between => {
                    if texts > 0 {
                        edited.push(b',');
                    }
                    edited.append(&mut space);
                    texts += 1;
                    (at, depth) = match byte {
                        b'{' | b'[' => (At::Inside, 1),
                        _ => (At::Between, 0),
                    };
                }
                At::Inside => match byte {
                    b'"' => at = At::InString,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        if depth == 0 {
                            at = At::Between;
                        }
                    }
                    _ => {}
                },
                At::InString => match byte {
                    b'"' => at = At::Inside,
                    b'\\' => at = At::Escaped,
                    _ => {}
                },
                At::Escaped => at = At::InString,
            }
            edited.push(byte);
        }
        out.write_all(&edited)?;
        edited.clear();
    }
    // A text that is cut off is left open: the reader tells where it ends.
    if at == At::Between {
        edited.extend_from_slice(COLLECTION_END);
    }
    edited.append(&mut space);
    out.write_all(&edited)
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
