//! The encodings a text can be read in: their names, what decided for one, and what shows it to a reader.
//!
//! Owns the words; the weighing is `evidence`'s.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

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

    /// The encoding of a name as people and files write it: `utf8`, `GBK`, `cp936`, `65001` …
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|each| each.to_ascii_lowercase()).collect();
        let plain = plain.strip_prefix("oem").or(plain.strip_prefix("ansi")).unwrap_or(&plain);
        Some(match plain {
            "utf8" | "65001" | "cp65001" => Self::Utf8,
            "gb18030" | "gbk" | "gb2312" | "euccn" | "cp936" | "936" | "54936" | "chinese" => Self::Gb18030,
            "utf16le" | "utf16" | "1200" => Self::Utf16Le,
            "utf16be" | "1201" => Self::Utf16Be,
            "big5" | "cp950" | "950" => Self::Big5,
            "windows1252" | "cp1252" | "1252" | "iso88591" | "88591" | "latin1" => Self::Windows1252,
            _ => return None,
        })
    }

    pub(in crate::io) fn standard(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Big5 => BIG5,
            Self::Windows1252 => WINDOWS_1252,
        }
    }

    /// What bytes say in this encoding; what it has no character for is replaced.
    #[must_use]
    pub fn decoded(self, bytes: &[u8]) -> String {
        self.standard().decode_without_bom_handling(bytes).0.into_owned()
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
    /// What the file says of itself: a `.cpg`, a language driver byte.
    Label,
    /// The bytes: which encoding they make sense in.
    Bytes,
}

impl EncodingEvidence {
    /// The id of its name.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Valid => "encoding-by-valid",
            Self::Option => "encoding-by-option",
            Self::Mark => "encoding-by-mark",
            Self::Label => "encoding-by-label",
            Self::Bytes => "encoding-by-bytes",
        }
    }
}

/// The encoding a file was read in, and what a reader needs to judge that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodingChoice {
    /// The encoding.
    pub used: TextEncoding,
    /// What decided it.
    pub decided_by: EncodingEvidence,
    /// Some texts of the file beyond ASCII, as their bytes stand there.
    pub samples: Vec<Box<[u8]>>,
}

impl EncodingChoice {
    /// What the samples say in an encoding; a box stands for bytes it has no character for.
    #[must_use]
    pub fn preview(&self, encoding: TextEncoding) -> String {
        let shown = |text: String| text.replace(|each: char| each == '\u{FFFD}' || each.is_control(), "□");
        let texts: Vec<String> = self.samples.iter().map(|bytes| shown(encoding.decoded(bytes))).collect();
        texts.join(" · ")
    }
}

/// Texts kept to show what an encoding makes of them.
pub(super) const SAMPLES: usize = 3;
/// Bytes kept of such a text.
pub(super) const SAMPLE_BYTES: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_files_write_them_are_known() {
        for (name, encoding) in [
            ("UTF-8", Some(TextEncoding::Utf8)),
            ("gbk", Some(TextEncoding::Gb18030)),
            ("CP936", Some(TextEncoding::Gb18030)),
            ("ANSI 936", Some(TextEncoding::Gb18030)),
            ("OEM 936", Some(TextEncoding::Gb18030)),
            ("88591", Some(TextEncoding::Windows1252)),
            ("shift_jis", None),
        ] {
            assert_eq!(TextEncoding::from_name(name), encoding, "{name}");
        }
        for encoding in TextEncoding::ALL {
            assert_eq!(TextEncoding::from_name(encoding.name()), Some(encoding));
        }
    }
}
