//! Which encoding a text is in, by its bytes.
//!
//! Owns the weighing of evidence; knows nothing of tables. Evidence is, in this order: a byte order mark, NUL bytes beside
//! ASCII (UTF-16), UTF-8 validity of the whole, and else what `chardetng` makes of it, borne out by decoding all of it
//! without error.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Decoder, DecoderResult, Encoding, GB18030, UTF_8, WINDOWS_1252};

use super::encoding::{EncodingChoice, EncodingEvidence, SAMPLE_BYTES, SAMPLES, TextEncoding};

/// What there is in a text for and against its encodings, gathered piece by piece.
pub(super) struct Evidence {
    detector: EncodingDetector,
    gb: Faults,
    utf8: Faults,
    /// Bytes beyond ASCII.
    beyond_ascii: u64,
}

impl Evidence {
    pub(super) fn new() -> Self {
        Self {
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            gb: Faults::new(GB18030),
            utf8: Faults::new(UTF_8),
            beyond_ascii: 0,
        }
    }

    /// Adds bytes. `ends` says that a text ends with them, as a table's cell does: half a character at the end is then
    /// what was cut off, no fault.
    pub(super) fn feed(&mut self, bytes: &[u8], ends: bool) {
        self.detector.feed(bytes, false);
        self.beyond_ascii += bytes.iter().filter(|byte| **byte >= 0x80).count() as u64;
        self.gb.feed(bytes);
        self.utf8.feed(bytes);
        if ends {
            self.detector.feed(b" ", false);
            self.gb.restart();
            self.utf8.restart();
        }
    }

    /// Whether all was ASCII.
    pub(super) fn is_ascii(&self) -> bool {
        self.beyond_ascii == 0
    }

    /// Whether all was UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        self.utf8.count == 0
    }

    /// Whether the bytes bear a label out, `verdict` being what they look like.
    pub(super) fn bears_out(&self, label: TextEncoding, verdict: TextEncoding) -> bool {
        match label {
            TextEncoding::Utf8 => verdict == TextEncoding::Utf8,
            // A few characters of GBK may look like UTF-8 by chance; a table full of them does not.
            TextEncoding::Gb18030 => {
                self.gb.count == 0 && (verdict == label || !self.is_utf8() || self.beyond_ascii < 12)
            }
            // Every byte is some letter in these: a label alone says little against what the bytes look like.
            _ => !self.is_utf8() && verdict != TextEncoding::Gb18030,
        }
    }

    /// What the bytes are: UTF-8 if they are valid or nearly so, GB18030 if that is what they look like and all of them
    /// decode; else what the detector says.
    pub(super) fn verdict(&mut self) -> TextEncoding {
        // Two faulty bytes in a hundred are characters cut in half; text of another encoding has far more.
        if self.is_utf8() || self.utf8.count * 50 < self.beyond_ascii {
            return TextEncoding::Utf8;
        }
        self.detector.feed(b"", true);
        let guess = self.detector.guess(None, Utf8Detection::Deny);
        if guess == encoding_rs::GBK || guess == GB18030 {
            return if self.gb.count * 50 < self.beyond_ascii { TextEncoding::Gb18030 } else { TextEncoding::Utf8 };
        }
        match guess {
            guess if guess == BIG5 => TextEncoding::Big5,
            guess if guess == WINDOWS_1252 => TextEncoding::Windows1252,
            _ => TextEncoding::Utf8,
        }
    }
}

/// Counts what an encoding cannot read.
struct Faults {
    encoding: &'static Encoding,
    decoder: Decoder,
    text: Vec<u8>,
    count: u64,
}

impl Faults {
    fn new(encoding: &'static Encoding) -> Self {
        Self { encoding, decoder: encoding.new_decoder_without_bom_handling(), text: vec![0; 1 << 14], count: 0 }
    }

    fn feed(&mut self, mut bytes: &[u8]) {
        loop {
            let (result, read, _) = self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.text, false);
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.count += 1,
            }
        }
    }

    fn restart(&mut self) {
        self.decoder = self.encoding.new_decoder_without_bom_handling();
    }
}

/// The encoding bytes without a byte order mark make sense in, all of them looked at.
pub(in crate::io) fn of_bytes(bytes: &[u8]) -> TextEncoding {
    let mut evidence = Evidence::new();
    evidence.feed(bytes, true);
    evidence.verdict()
}

/// The encoding a text of JSON is in, by all of its bytes.
pub(super) fn of_json(text: &mut dyn Read) -> io::Result<(EncodingChoice, bool)> {
    let mut block = vec![0; 1 << 18];
    let mut len = fill(text, &mut block)?;
    let of = |used, decided_by| EncodingChoice { used, decided_by, samples: Vec::new() };
    match &block[..len.min(3)] {
        [0xEF, 0xBB, 0xBF] => return Ok((of(TextEncoding::Utf8, EncodingEvidence::Mark), true)),
        [0xFF, 0xFE, ..] => return Ok((of(TextEncoding::Utf16Le, EncodingEvidence::Mark), true)),
        [0xFE, 0xFF, ..] => return Ok((of(TextEncoding::Utf16Be, EncodingEvidence::Mark), true)),
        // JSON begins with ASCII.
        [first, 0, ..] if *first != 0 => return Ok((of(TextEncoding::Utf16Le, EncodingEvidence::Bytes), false)),
        [0, second, ..] if *second != 0 => return Ok((of(TextEncoding::Utf16Be, EncodingEvidence::Bytes), false)),
        _ => {}
    }
    let mut samples = Vec::new();
    let mut evidence: Option<Evidence> = None;
    let mut tail: Vec<u8> = Vec::new();
    while len > 0 {
        let bytes = &block[..len];
        keep_samples(bytes, &mut samples);
        if let Some(evidence) = &mut evidence {
            evidence.feed(bytes, false);
        } else {
            tail.extend_from_slice(bytes);
            match simdutf8::compat::from_utf8(&tail) {
                Ok(_) => tail.clear(),
                Err(error) if error.error_len().is_none() => drop(tail.drain(..error.valid_up_to())),
                Err(_) => {
                    // Only now does anything but UTF-8 have to be weighed; what came before was all UTF-8.
                    let mut found = Evidence::new();
                    found.feed(&tail, false);
                    evidence = Some(found);
                }
            }
        }
        len = fill(text, &mut block)?;
    }
    let verdict = evidence.as_mut().map_or(TextEncoding::Utf8, Evidence::verdict);
    // A JSON text that is none of these is UTF-8 with faults, which are told one by one.
    let is_gb = verdict == TextEncoding::Gb18030;
    let used = if is_gb { verdict } else { TextEncoding::Utf8 };
    let decided_by = if evidence.is_some() { EncodingEvidence::Bytes } else { EncodingEvidence::Valid };
    Ok((EncodingChoice { used, decided_by, samples }, false))
}

fn fill(text: &mut dyn Read, block: &mut [u8]) -> io::Result<usize> {
    let mut len = 0;
    while len < block.len() {
        match text.read(&mut block[len..]) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(len)
}

/// Keeps quoted texts beyond ASCII.
fn keep_samples(bytes: &[u8], samples: &mut Vec<Box<[u8]>>) {
    if bytes.is_ascii() {
        return;
    }
    let mut at = 0;
    while samples.len() < SAMPLES {
        let Some(found) = bytes[at..].iter().position(|byte| *byte >= 0x80).map(|found| at + found) else { return };
        let start = bytes[..found].iter().rposition(|byte| *byte == b'"').map_or(found, |quote| quote + 1);
        let end = bytes[found..].iter().position(|byte| *byte == b'"').map_or(bytes.len(), |quote| found + quote);
        let sample = &bytes[start..end.min(start + SAMPLE_BYTES)];
        if !samples.iter().any(|known| **known == *sample) {
            samples.push(sample.into());
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (TextEncoding, EncodingEvidence) {
        let (choice, _) = of_json(&mut &bytes[..]).unwrap();
        (choice.used, choice.decided_by)
    }

    #[test]
    fn the_encodings_of_real_files_are_told_by_their_bytes() {
        let text = r#"{"企业名称":"即墨经济开发区青岛机械制造有限公司","园区":"汽车产业新城"}"#;
        let gb = GB18030.encode(text).0;
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of(text.as_bytes()), (TextEncoding::Utf8, EncodingEvidence::Valid));
        assert_eq!(of(&gb), (TextEncoding::Gb18030, EncodingEvidence::Bytes));
        assert_eq!(of(&utf16), (TextEncoding::Utf16Le, EncodingEvidence::Bytes));
        assert_eq!(of(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).1, EncodingEvidence::Mark);
    }

    #[test]
    fn a_short_gbk_text_is_gbk_and_a_stray_byte_in_utf8_is_not() {
        assert_eq!(of(&GB18030.encode(r#"{"name":"纺织厂"}"#).0).0, TextEncoding::Gb18030);
        assert_eq!(of(b"{\"name\":\"\xff\"}").0, TextEncoding::Utf8);
        assert_eq!(of(b"{\"name\":\"caf\xe9\"}").0, TextEncoding::Utf8);
        let mut text =
            r#"{"a":"青岛市即墨区汽车产业新城龙泉街道青岛市即墨区汽车产业新城龙泉街道"}"#.as_bytes().to_vec();
        text.insert(8, 0xC4);
        assert_eq!(of(&text).0, TextEncoding::Utf8);
    }

    #[test]
    fn a_character_across_two_blocks_is_no_fault() {
        let mut text = vec![b' '; (1 << 18) - 1];
        text.extend_from_slice("亩镜".as_bytes());
        assert_eq!(of(&text), (TextEncoding::Utf8, EncodingEvidence::Valid));
    }
}
