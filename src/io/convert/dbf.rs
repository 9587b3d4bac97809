//! A Shapefile's table: its fields, and each record's cells as they stand there.
//!
//! Of our own, and not the crate `dbase`, since that makes a double of every number: a code of 19 digits would lose its
//! last ones. Here a number stays the digits it is written with, and a text the bytes whose encoding is decided later.

use std::io::{self, Read, Seek, SeekFrom};

use super::encoding::TextEncoding;

/// A field of the table.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Its name's bytes.
    pub(super) name: Vec<u8>,
    /// Its type's letter.
    pub(super) kind: u8,
    at: usize,
    len: usize,
}

impl Field {
    /// The field's bytes in a record.
    pub(super) fn bytes<'r>(&self, record: &'r [u8]) -> &'r [u8] {
        record.get(self.at..self.at + self.len).unwrap_or_default()
    }

    /// Whether its bytes are text in the table's encoding.
    pub(super) fn is_text(&self) -> bool {
        !matches!(
            self.kind,
            b'N' | b'F' | b'D' | b'L' | b'I' | b'+' | b'O' | b'B' | b'Y' | b'T' | b'@' | b'M' | b'G' | b'P'
        )
    }
}

/// An open table.
pub(super) struct Dbf<R> {
    table: R,
    /// The fields.
    pub(super) fields: Vec<Field>,
    /// The code of the encoding, as `dBase`, `FoxPro` and `ArcGIS` number them; 0 for none.
    pub(super) language: u8,
    /// Records by the header.
    pub(super) announced: u64,
    /// Records that are there.
    pub(super) records: u64,
    record_len: usize,
    start: u64,
    next: u64,
}

impl<R: Read + Seek> Dbf<R> {
    /// Reads a table's header; `None` where it is none.
    pub(super) fn open(mut table: R) -> io::Result<Option<Self>> {
        let len = table.seek(SeekFrom::End(0))?;
        table.seek(SeekFrom::Start(0))?;
        let mut head = [0; 32];
        if len < 33 {
            return Ok(None);
        }
        table.read_exact(&mut head)?;
        let short = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let announced = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        let (start, record_len) = (u64::from(short(8)), usize::from(short(10)));
        let mut fields = Vec::new();
        let mut at = 1;
        for _ in 0..(start.saturating_sub(33) / 32) {
            let mut field = [0; 32];
            if table.read_exact(&mut field).is_err() {
                return Ok(None);
            }
            if field[0] == 0x0D {
                break;
            }
            let name: Vec<u8> = field[..11].iter().copied().take_while(|byte| *byte != 0).collect();
            let kind = field[11].to_ascii_uppercase();
            // A long text's length has its high byte where a number has its decimals.
            let high = if kind == b'C' { usize::from(field[17]) << 8 } else { 0 };
            let field_len = usize::from(field[16]) + high;
            // A field without room in the record would only multiply the text.
            if field_len > 0 && at + field_len <= record_len {
                fields.push(Field { name: name.trim_ascii().to_vec(), kind, at, len: field_len });
            }
            at += field_len;
        }
        if fields.is_empty() || record_len < 2 || start > len {
            return Ok(None);
        }
        let records = announced.min((len - start + 1) / record_len as u64);
        Ok(Some(Self { table, fields, language: head[29], announced, records, record_len, start, next: 0 }))
    }

    /// Goes back to the first record.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.next = 0;
        self.table.seek(SeekFrom::Start(self.start)).map(drop)
    }

    /// Reads the next record; `false` at the end.
    pub(super) fn read(&mut self, record: &mut Vec<u8>) -> io::Result<bool> {
        record.clear();
        if self.next >= self.records {
            return Ok(false);
        }
        self.next += 1;
        (&mut self.table).take(self.record_len as u64).read_to_end(record)?;
        // The last record may lack the byte that some programs count to it.
        Ok(record.len() + 1 >= self.record_len)
    }
}

/// Whether a record is marked as deleted.
pub(super) fn is_deleted(record: &[u8]) -> bool {
    record.first() == Some(&b'*')
}

/// The encoding of a language driver byte; `None` for those that many programs write whatever the text is in.
pub(super) fn encoding_of_language(code: u8) -> Option<TextEncoding> {
    match code {
        0x4D | 0x7A => Some(TextEncoding::Gb18030),
        0x4F | 0x78 => Some(TextEncoding::Big5),
        _ => None,
    }
}

/// What a field that is no text says, as it stands in the record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plain<'r> {
    /// Blank.
    Missing,
    /// Digits that are JSON as they are.
    Digits(&'r str),
    /// A number kept in binary.
    Whole(i64),
    /// A number kept in binary.
    Real(f64),
    /// A truth value.
    Truth(bool),
    /// A date as `2021-03-05`.
    Date(String),
    /// Anything else, as written.
    Other(&'r [u8]),
    /// A memo or picture, kept in another file that is not read.
    Elsewhere,
}

/// Reads a field that is no text.
pub(super) fn plain(kind: u8, bytes: &[u8]) -> Plain<'_> {
    let written = bytes.trim_ascii();
    let written = written.strip_suffix(b"\0").map_or(written, |_| trimmed(bytes));
    let is_blank = written.iter().all(|byte| *byte == 0);
    match (kind, bytes) {
        (b'I' | b'+', &[a, b, c, d]) => Plain::Whole(i64::from(i32::from_le_bytes([a, b, c, d]))),
        (b'O' | b'B', &[a, b, c, d, e, f, g, h]) => Plain::Real(f64::from_le_bytes([a, b, c, d, e, f, g, h])),
        (b'Y', &[a, b, c, d, e, f, g, h]) => Plain::Real(i64::from_le_bytes([a, b, c, d, e, f, g, h]) as f64 / 1e4),
        (b'M' | b'G' | b'P' | b'B', _) => {
            if is_blank || written.iter().all(|byte| *byte == b'0') {
                Plain::Missing
            } else {
                Plain::Elsewhere
            }
        }
        _ if is_blank => Plain::Missing,
        (b'L', _) => match written {
            b"T" | b"t" | b"Y" | b"y" => Plain::Truth(true),
            b"F" | b"f" | b"N" | b"n" => Plain::Truth(false),
            b"?" => Plain::Missing,
            other => Plain::Other(other),
        },
        (b'D', _) => match written {
            b"00000000" => Plain::Missing,
            &[a, b, c, d, e, f, g, h] if written.iter().all(u8::is_ascii_digit) => {
                let text: String = [a, b, c, d, b'-', e, f, b'-', g, h].iter().map(|byte| char::from(*byte)).collect();
                Plain::Date(text)
            }
            other => Plain::Other(other),
        },
        _ => match std::str::from_utf8(written) {
            Ok(digits) if is_json_number(digits) => Plain::Digits(digits),
            _ => Plain::Other(written),
        },
    }
}

/// Without blanks and NULs around it.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    bytes[..end].trim_ascii()
}

/// Whether digits are a JSON number; `007`, `.5` and `+5` are kept as texts, and read as numbers where one is wanted.
fn is_json_number(digits: &str) -> bool {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let leads_rightly = match unsigned.as_bytes() {
        [b'0', second, ..] => !second.is_ascii_digit(),
        [first, ..] => first.is_ascii_digit(),
        [] => false,
    };
    leads_rightly && serde_json::from_str::<serde_json::Number>(digits).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_blanks_are_missing() {
        assert_eq!(plain(b'N', b" 3702150010010012345"), Plain::Digits("3702150010010012345"));
        assert_eq!(plain(b'N', b"  12.50"), Plain::Digits("12.50"));
        assert_eq!(plain(b'N', b"  00012"), Plain::Other(b"00012"));
        assert_eq!(plain(b'F', b" 1.5e+003"), Plain::Digits("1.5e+003"));
        assert_eq!(plain(b'N', b"     "), Plain::Missing);
        assert_eq!(plain(b'N', b"\0\0\0"), Plain::Missing);
        assert_eq!(plain(b'N', b"*****"), Plain::Other(b"*****"));
        assert_eq!(plain(b'D', b"20210305"), Plain::Date("2021-03-05".into()));
        assert_eq!(plain(b'D', b"00000000"), Plain::Missing);
        assert_eq!(plain(b'L', b"T"), Plain::Truth(true));
        assert_eq!(plain(b'L', b"?"), Plain::Missing);
        assert_eq!(plain(b'I', &(-5_i32).to_le_bytes()), Plain::Whole(-5));
        assert_eq!(plain(b'M', b"         7"), Plain::Elsewhere);
    }

    #[test]
    fn no_bytes_are_mistaken_for_a_table() {
        for bytes in [vec![], vec![3; 40], vec![0; 200]] {
            assert!(Dbf::open(io::Cursor::new(bytes)).unwrap().is_none());
        }
    }
}
