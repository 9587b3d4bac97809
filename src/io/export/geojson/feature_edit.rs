//! One feature's text with members added to its `properties`, every other byte as it was.

use std::ops::Range;

use super::json_scan::{Member, for_each_member, spells};

/// Geometry types of RFC 7946: such an object has no `properties` and becomes the geometry of a new feature.
const GEOMETRIES: [&str; 7] =
    ["Polygon", "MultiPolygon", "GeometryCollection", "Point", "MultiPoint", "LineString", "MultiLineString"];

/// What became of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The members are in.
    Extended,
    /// `properties` is neither object nor null: nothing can be added without destroying what is there.
    Untouched,
}

/// What a scan of one feature finds.
struct Parts {
    properties: Option<Range<usize>>,
    /// Behind the last member's value.
    last_value_end: Option<usize>,
    is_geometry: bool,
}

fn parts(feature: &[u8]) -> Option<Parts> {
    let mut parts = Parts { properties: None, last_value_end: None, is_geometry: false };
    let end = for_each_member(feature, 0, |Member { name, value }| {
        parts.last_value_end = Some(value.end);
        // Of two members with one name, readers take the last.
        if spells(&feature[name.clone()], "properties") {
            parts.properties = Some(value);
        } else if spells(&feature[name], "type") {
            parts.is_geometry = GEOMETRIES.iter().any(|geometry| spells(&feature[value.clone()], geometry));
        }
    })?;
    (end == feature.len()).then_some(parts)
}

/// Appends `feature` to `out` with `members` (`"a":1,"b":2`, no braces) at the end of its properties. `None` where the
/// bytes are not one JSON object.
pub fn push_extended(feature: &[u8], members: &[u8], out: &mut Vec<u8>) -> Option<Edited> {
    if members.is_empty() {
        out.extend_from_slice(feature);
        return Some(Edited::Extended);
    }
    let parts = parts(feature)?;
    let mut splice = |at: usize, resume: usize, pieces: [&[u8]; 3]| {
        out.extend_from_slice(&feature[..at]);
        for piece in pieces {
            out.extend_from_slice(piece);
        }
        out.extend_from_slice(&feature[resume..]);
        Some(Edited::Extended)
    };
    match parts.properties {
        Some(value) if feature[value.start] == b'{' => {
            let mut last = None;
            for_each_member(feature, value.start, |member| last = Some(member.value.end))?;
            match last {
                Some(end) => splice(end, end, [b",", members, b""]),
                None => splice(value.start + 1, value.start + 1, [b"", members, b""]),
            }
        }
        Some(value) if &feature[value.clone()] == b"null" => splice(value.start, value.end, [b"{", members, b"}"]),
        Some(_) => {
            out.extend_from_slice(feature);
            Some(Edited::Untouched)
        }
        None if parts.is_geometry => {
            out.extend_from_slice(b"{\"type\":\"Feature\",\"properties\":{");
            out.extend_from_slice(members);
            out.extend_from_slice(b"},\"geometry\":");
            out.extend_from_slice(feature);
            out.push(b'}');
            Some(Edited::Extended)
        }
        None => match parts.last_value_end {
            Some(end) => splice(end, end, [b",\"properties\":{", members, b"}"]),
            None => splice(1, 1, [b"\"properties\":{", members, b"}"]),
        },
    }
}

/// Calls `visit` with the token (quotation marks included) of each of the feature's property names. `None` where the
/// bytes are not one JSON object.
pub fn for_each_property_name<'a>(feature: &'a [u8], mut visit: impl FnMut(&'a [u8])) -> Option<()> {
    if let Some(value) = parts(feature)?.properties
        && feature[value.start] == b'{'
    {
        for_each_member(feature, value.start, |member| visit(&feature[member.name]))?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extended(feature: &str) -> (String, Edited) {
        let mut out = Vec::new();
        let edited = push_extended(feature.as_bytes(), b"\"x\":1", &mut out).unwrap();
        (String::from_utf8(out).unwrap(), edited)
    }

    #[test]
    fn members_go_behind_the_last_property_and_white_space_stays() {
        let cases = [
            (r#"{"properties":{"a":{"b":[]}} }"#, r#"{"properties":{"a":{"b":[]},"x":1} }"#),
            ("{\"properties\": {\n \"a\": 1\n }\n}", "{\"properties\": {\n \"a\": 1,\"x\":1\n }\n}"),
            (r#"{"properties":{ },"id":1}"#, r#"{"properties":{"x":1 },"id":1}"#),
            (r#"{"properties" : null,"id":1}"#, r#"{"properties" : {"x":1},"id":1}"#),
            (r#"{"type":"Feature" }"#, r#"{"type":"Feature","properties":{"x":1} }"#),
            ("{}", r#"{"properties":{"x":1}}"#),
            (r#"{"pr\u006fperties":{},"a":"properties"}"#, r#"{"pr\u006fperties":{"x":1},"a":"properties"}"#),
            (r#"{"a":{"properties":{}},"properties":{}}"#, r#"{"a":{"properties":{}},"properties":{"x":1}}"#),
        ];
        for (feature, expected) in cases {
            assert_eq!(extended(feature), (expected.to_owned(), Edited::Extended));
        }
    }

    #[test]
    fn a_bare_geometry_becomes_the_geometry_of_a_feature() {
        let geometry = r#"{"type":"Polygon","coordinates":[]}"#;
        let expected = format!(r#"{{"type":"Feature","properties":{{"x":1}},"geometry":{geometry}}}"#);
        assert_eq!(extended(geometry).0, expected);
    }

    #[test]
    fn properties_of_a_wrong_type_are_left_as_they_are() {
        for feature in [r#"{"properties":"a"}"#, r#"{"properties":[1]}"#, r#"{"properties":3}"#] {
            assert_eq!(extended(feature), (feature.to_owned(), Edited::Untouched));
        }
    }

    #[test]
    fn bytes_that_are_not_one_object_are_refused() {
        for bytes in ["", "[]", "{\"a\":1", "{}}", " {}", "{\"properties\":{\"a\"}}"] {
            assert_eq!(push_extended(bytes.as_bytes(), b"\"x\":1", &mut Vec::new()), None, "{bytes}");
        }
    }
}
