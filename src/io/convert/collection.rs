//! Writes a `FeatureCollection`, one feature a line, from tables and shapes that are not JSON.
//!
//! Owns the text's layout; numbers keep every digit, texts every character. Knows nothing of where they come from.

use std::io::{self, Write};

use super::store::StoreWriter;

/// One value of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Null,
    /// A number as written: valid JSON already.
    Digits(&'a str),
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
    /// A truth value.
    Truth(bool),
    /// A text.
    Text(&'a str),
}

/// Writes features one after another.
pub(super) struct Collection {
    out: StoreWriter,
    line: Vec<u8>,
    features: u64,
}

impl Collection {
    /// Begins a collection whose `crs` member has this name.
    pub(super) fn begin(crs: Option<&str>) -> io::Result<Self> {
        let mut line = b"{\"type\":\"FeatureCollection\",".to_vec();
        if let Some(crs) = crs {
            line.extend_from_slice(b"\"crs\":{\"type\":\"name\",\"properties\":{\"name\":");
            push_text(crs, &mut line);
            line.extend_from_slice(b"}},");
        }
        line.extend_from_slice(b"\"features\":[\n");
        let mut out = StoreWriter::default();
        out.write_all(&line)?;
        Ok(Self { out, line, features: 0 })
    }

    /// How many features were written.
    pub(super) fn features(&self) -> u64 {
        self.features
    }

    /// Writes a feature: `geometry` is its JSON.
    pub(super) fn feature<'a>(
        &mut self,
        id: Option<i64>,
        geometry: &[u8],
        properties: impl Iterator<Item = (&'a str, Cell<'a>)>,
    ) -> io::Result<()> {
        let line = &mut self.line;
        line.clear();
        if self.features > 0 {
            line.extend_from_slice(b",\n");
        }
        self.features += 1;
        line.extend_from_slice(b"{\"type\":\"Feature\",");
        if let Some(id) = id {
            line.extend_from_slice(b"\"id\":");
            line.extend_from_slice(itoa::Buffer::new().format(id).as_bytes());
            line.push(b',');
        }
        line.extend_from_slice(b"\"properties\":{");
        for (index, (name, cell)) in properties.enumerate() {
            if index > 0 {
                line.push(b',');
            }
            push_text(name, line);
            line.push(b':');
            push_cell(cell, line);
        }
        line.extend_from_slice(b"},\"geometry\":");
        line.extend_from_slice(geometry);
        line.push(b'}');
        self.out.write_all(line)
    }

    /// Ends the collection.
    pub(super) fn end(mut self) -> io::Result<StoreWriter> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out)
    }
}

fn push_cell(cell: Cell<'_>, line: &mut Vec<u8>) {
    match cell {
        Cell::Digits(digits) => line.extend_from_slice(digits.as_bytes()),
        Cell::Whole(number) => line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
        Cell::Real(number) if number.is_finite() => {
            line.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
        }
        // JSON has no numbers that are not finite; as a value of a table they mean nothing.
        Cell::Null | Cell::Real(_) => line.extend_from_slice(b"null"),
        Cell::Truth(truth) => line.extend_from_slice(if truth { b"true" } else { b"false" }),
        Cell::Text(text) => push_text(text, line),
    }
}

/// Appends a JSON string.
pub(super) fn push_text(text: &str, line: &mut Vec<u8>) {
    line.push(b'"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..0x20 => b"",
            _ => continue,
        };
        line.extend_from_slice(&text.as_bytes()[from..at]);
        if escape.is_empty() {
            line.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
        } else {
            line.extend_from_slice(escape);
        }
        from = at + 1;
    }
    line.extend_from_slice(&text.as_bytes()[from..]);
    line.push(b'"');
}

/// Appends a position. What is not a finite number is written as one beyond all doubles, so that the reader tells of it.
pub(super) fn push_position([x, y]: [f64; 2], line: &mut Vec<u8>) {
    line.push(b'[');
    push_coordinate(x, line);
    line.push(b',');
    push_coordinate(y, line);
    line.push(b']');
}

fn push_coordinate(value: f64, line: &mut Vec<u8>) {
    if value.is_finite() {
        line.extend_from_slice(zmij::Buffer::new().format_finite(value).as_bytes());
    } else {
        line.extend_from_slice(b"1e999");
    }
}

/// Appends an array, each of its elements by `push`.
pub(super) fn push_array<T>(
    items: impl IntoIterator<Item = T>,
    line: &mut Vec<u8>,
    mut push: impl FnMut(T, &mut Vec<u8>),
) {
    line.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            line.push(b',');
        }
        push(item, line);
    }
    line.push(b']');
}

/// The start of a geometry of this type, up to its coordinates.
pub(super) fn push_geometry_start(kind: &str, line: &mut Vec<u8>) {
    line.extend_from_slice(b"{\"type\":\"");
    line.extend_from_slice(kind.as_bytes());
    line.extend_from_slice(b"\",\"coordinates\":");
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_collection_is_json_with_every_digit_and_character() {
        let mut collection = Collection::begin(Some("GEOGCS[\"a\"]")).unwrap();
        let cells = [
            ("码", Cell::Digits("1234567890123456789")),
            ("a\"\u{1}\n", Cell::Text("\\企业\u{0}")),
            ("w", Cell::Whole(i64::MIN)),
            ("r", Cell::Real(0.1)),
            ("n", Cell::Real(f64::NAN)),
            ("t", Cell::Truth(true)),
        ];
        collection.feature(Some(7), b"null", cells.into_iter()).unwrap();
        collection.feature(None, b"null", std::iter::empty()).unwrap();
        let mut text = String::new();
        collection.end().unwrap().finish().unwrap().reader().read_to_string(&mut text).unwrap();
        assert!(text.contains("1234567890123456789") && text.contains("-9223372036854775808"));
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["crs"]["properties"]["name"], "GEOGCS[\"a\"]");
        let properties = &json["features"][0]["properties"];
        assert_eq!(properties["a\"\u{1}\n"], "\\企业\u{0}");
        assert_eq!((&properties["r"], &properties["n"]), (&0.1.into(), &serde_json::Value::Null));
        assert_eq!(json["features"].as_array().unwrap().len(), 2);
    }
}
