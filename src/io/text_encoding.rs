//! Bytes of a text file to text: which encoding, by what evidence, and how much of it could not be read.
//!
//! The evidence is, in this order: the user's word, a byte order mark, NUL bytes beside ASCII (UTF-16), validity as UTF-8,
//! and else what [`super::convert`] makes of the bytes. Knows nothing of tables or JSON. Invariant: nothing is replaced
//! without being counted.

use encoding_rs::DecoderResult;

use super::convert::{EncodingEvidence, TextEncoding, of_bytes};

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
    (of_bytes(bytes), EncodingEvidence::Bytes)
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
    use encoding_rs::GB18030;
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
