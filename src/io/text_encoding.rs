//! Bytes of a text file to text: which encoding, by what evidence, and how much of it could not be read.
//!
//! Owns the weighing of evidence, which is in this order: the user's word, a byte order mark, NUL bytes beside ASCII
//! (UTF-16), validity as UTF-8, what `chardetng` makes of the bytes. Knows nothing of tables or JSON. Invariant: nothing
//! is replaced without being counted.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An encoding a text can be read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextEncoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Big5, of Taiwan and Hong Kong.
    Big5,
    /// Windows-1252, of western Europe.
    Windows1252,
}

impl TextEncoding {
    /// Every encoding, in the order a menu lists them.
    pub const ALL: [Self; 6] = [Self::Utf8, Self::Gb18030, Self::Utf16Le, Self::Utf16Be, Self::Big5, Self::Windows1252];

    /// The standard name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Big5 => "Big5",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// The encoding of this standard name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    fn standard(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Big5 => BIG5,
            Self::Windows1252 => WINDOWS_1252,
        }
    }
}

/// What decided an encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EncodingEvidence {
    /// Nothing speaks against UTF-8: all bytes are UTF-8.
    #[default]
    Valid,
    /// The user's word.
    Option,
    /// A byte order mark.
    Mark,
    /// The bytes: which encoding they make sense in.
    Bytes,
}

/// A text, and how it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was read in.
    pub encoding: TextEncoding,
    /// What decided that.
    pub decided_by: EncodingEvidence,
    /// Sequences that are not of the encoding; each is a U+FFFD in the text.
    pub replaced: usize,
}

/// Reads bytes as text, in the encoding `chosen` or else in the one the bytes speak for.
#[must_use]
pub fn decode(bytes: &[u8], chosen: Option<TextEncoding>) -> Decoded {
    let mark = mark_of(bytes);
    let (encoding, decided_by) = match (chosen, mark) {
        (Some(encoding), _) => (encoding, EncodingEvidence::Option),
        (None, Some(encoding)) => (encoding, EncodingEvidence::Mark),
        (None, None) => by_bytes(bytes),
    };
    // The mark belongs to the text only where it is one of the encoding that is used.
    let body =
        if mark == Some(encoding) { &bytes[if encoding == TextEncoding::Utf8 { 3 } else { 2 }..] } else { bytes };
    let (text, replaced) = decoded(body, encoding);
    Decoded { text, encoding, decided_by, replaced }
}

fn mark_of(bytes: &[u8]) -> Option<TextEncoding> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some(TextEncoding::Utf8),
        [0xFF, 0xFE, ..] => Some(TextEncoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

fn by_bytes(bytes: &[u8]) -> (TextEncoding, EncodingEvidence) {
    // ASCII in UTF-16 has a NUL in every other byte, which no text of another encoding has anywhere.
    let head = &bytes[..bytes.len().min(4096)];
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if even + odd > 0 {
        let encoding = if odd >= even { TextEncoding::Utf16Le } else { TextEncoding::Utf16Be };
        return (encoding, EncodingEvidence::Bytes);
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return (TextEncoding::Utf8, EncodingEvidence::Valid);
    }
    let beyond_ascii = bytes.iter().filter(|byte| **byte >= 0x80).count();
    // Two faulty bytes in a hundred are characters cut in half; text of another encoding has far more.
    if decoded(bytes, TextEncoding::Utf8).1 * 50 < beyond_ascii {
        return (TextEncoding::Utf8, EncodingEvidence::Bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let encoding = match guess {
        guess if guess == BIG5 => TextEncoding::Big5,
        guess if guess == GBK || guess == GB18030 => TextEncoding::Gb18030,
        // A short list may look like anything; as GB18030 without a fault it is what Excel saves here.
        _ if decoded(bytes, TextEncoding::Gb18030).1 == 0 => TextEncoding::Gb18030,
        guess if guess == WINDOWS_1252 => TextEncoding::Windows1252,
        _ => TextEncoding::Gb18030,
    };
    (encoding, EncodingEvidence::Bytes)
}

/// The text, and how many sequences had to be replaced.
fn decoded(mut bytes: &[u8], encoding: TextEncoding) -> (String, usize) {
    let mut decoder = encoding.standard().new_decoder_without_bom_handling();
    let (mut text, mut replaced) = (String::with_capacity(bytes.len() + bytes.len() / 2), 0);
    loop {
        text.reserve(bytes.len() + 16);
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "企业名称,统一社会信用代码,税收\n青岛某某机械有限公司,91370282MA3XXXXX1X,12.5\n";

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn the_encodings_excel_and_its_kin_save_are_told_by_their_bytes() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let cases = [
            (TEXT.as_bytes().to_vec(), TextEncoding::Utf8, EncodingEvidence::Valid),
            ([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), TextEncoding::Utf8, EncodingEvidence::Mark),
            (gb, TextEncoding::Gb18030, EncodingEvidence::Bytes),
            (GB18030.encode("纺织厂").0.into_owned(), TextEncoding::Gb18030, EncodingEvidence::Bytes),
            (utf16(TEXT, u16::to_le_bytes), TextEncoding::Utf16Le, EncodingEvidence::Bytes),
            (utf16(&format!("\u{feff}{TEXT}"), u16::to_be_bytes), TextEncoding::Utf16Be, EncodingEvidence::Mark),
        ];
        for (bytes, encoding, evidence) in cases {
            let found = decode(&bytes, None);
            assert_eq!((found.encoding, found.decided_by, found.replaced), (encoding, evidence, 0));
            assert!(found.text == TEXT || found.text == "纺织厂", "{}", found.text);
        }
    }

    #[test]
    fn the_users_word_is_followed_and_what_cannot_be_read_is_counted() {
        let wrong = decode(TEXT.as_bytes(), Some(TextEncoding::Gb18030));
        assert_eq!((wrong.encoding, wrong.decided_by), (TextEncoding::Gb18030, EncodingEvidence::Option));
        assert_ne!(wrong.text, TEXT);
        let cut = decode(b"tax\xE4\xBA", Some(TextEncoding::Utf8));
        assert_eq!((cut.text.as_str(), cut.replaced), ("tax\u{fffd}", 1));
    }

    proptest! {
        #[test]
        fn any_bytes_are_some_text(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for chosen in TextEncoding::ALL.map(Some).into_iter().chain([None]) {
                let found = decode(&bytes, chosen);
                prop_assert!(found.replaced <= bytes.len());
            }
        }
    }
}
