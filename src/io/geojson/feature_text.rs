//! One feature as it stands in the file: for the inspector, which shows what was read and not what became of it.
//!
//! Owns the reading back of a span; refused if the file is no longer the one that was read.

use std::io::{Read, SeekFrom};

use super::pipeline::io_error;
use crate::domain::ByteSpan;
use crate::io::json::{Cursor, JsonFault, Kind, Value};
use crate::io::{ReadError, Source, SourceStamp};

/// The JSON of one feature, letter by letter; bytes that are not UTF-8 are replaced.
pub fn feature_text(source: &Source, stamp: &SourceStamp, span: ByteSpan) -> Result<String, ReadError> {
    if !stamp.still_matches(source) {
        return Err(ReadError::Changed);
    }
    let mut file = source.open().map_err(|error| io_error(error, source))?;
    let mut bytes = vec![0; span.len as usize];
    file.seek(SeekFrom::Start(span.offset)).map_err(|error| io_error(error, source))?;
    // A file that ends before the span is not the one the span was taken from.
    file.read_exact(&mut bytes).map_err(|_| ReadError::Changed)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// The properties of a feature's JSON in the order of the file: names and values as read. Texts come without quotes and
/// escapes, numbers digit by digit as written, `null` as an empty text, arrays and objects as their JSON.
#[must_use]
pub fn property_pairs(feature: &str) -> Vec<(String, String)> {
    pairs(feature).unwrap_or_default()
}

fn pairs(feature: &str) -> Result<Vec<(String, String)>, JsonFault> {
    let mut cursor = Cursor::new(feature);
    let mut pairs = Vec::new();
    if cursor.kind()? != Kind::Object {
        return Ok(pairs);
    }
    let mut more = cursor.enter(b'{', b'}')?;
    while more {
        let name = cursor.member_name()?;
        if cursor.decode(name).text == "properties" && cursor.kind()? == Kind::Object {
            pairs.clear();
            let mut more_properties = cursor.enter(b'{', b'}')?;
            while more_properties {
                let name = cursor.member_name()?;
                let name = cursor.decode(name).text.into_owned();
                let value = match cursor.value()? {
                    Value::Null => String::new(),
                    Value::Bool(truth) => truth.to_string(),
                    Value::Number(token) => cursor.slice(token.start, token.end).to_owned(),
                    Value::String(token) => cursor.decode(token).text.into_owned(),
                    Value::Nested(start, end) => cursor.slice(start, end).to_owned(),
                };
                pairs.push((name, value));
                more_properties = cursor.next(b'}')?;
            }
        } else {
            cursor.skip()?;
        }
        more = cursor.next(b'}')?;
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_come_as_written_to_the_last_digit() {
        let feature = r#"{"type":"Feature","geometry":null,"properties":{"\u7801":12345678901234567890,"b":"a\"b","c":null,"d":1.50,"e":[1, 2]}}"#;
        let pairs = property_pairs(feature);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("码", "12345678901234567890"), ("b", "a\"b"), ("c", ""), ("d", "1.50"), ("e", "[1, 2]")]);
        assert_eq!(property_pairs("nonsense"), []);
    }
}
