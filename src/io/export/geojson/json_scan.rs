//! Where the members of a JSON object stand, byte by byte, without parsing their values.
//!
//! Knows strings, escapes and nesting, nothing of GeoJSON. Iterative: any depth of nesting is fine. It trusts that the
//! text is valid JSON (the reader has parsed it) and answers `None` as soon as it sees that it is not.

use std::ops::Range;

/// One member of an object, as positions in the scanned bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name with its quotation marks.
    pub name: Range<usize>,
    /// The value, from its first to behind its last byte.
    pub value: Range<usize>,
}

/// Whether this byte is white space between JSON tokens.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Calls `visit` for each member of the object that starts at `at` (its `{`); answers the position behind its `}`.
pub fn for_each_member(bytes: &[u8], at: usize, mut visit: impl FnMut(Member)) -> Option<usize> {
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    let mut at = skip_space(bytes, at + 1);
    if bytes.get(at) == Some(&b'}') {
        return Some(at + 1);
    }
    loop {
        let name = at..skip_string(bytes, at)?;
        at = skip_space(bytes, name.end);
        if bytes.get(at) != Some(&b':') {
            return None;
        }
        at = skip_space(bytes, at + 1);
        let value = at..skip_value(bytes, at)?;
        at = skip_space(bytes, value.end);
        visit(Member { name, value });
        match bytes.get(at)? {
            b'}' => return Some(at + 1),
            b',' => at = skip_space(bytes, at + 1),
            _ => return None,
        }
    }
}

/// Calls `visit` for each element of the array that starts at `at` (its `[`); answers the position behind its `]`.
pub fn for_each_element(bytes: &[u8], at: usize, mut visit: impl FnMut(Range<usize>)) -> Option<usize> {
    if bytes.get(at) != Some(&b'[') {
        return None;
    }
    let mut at = skip_space(bytes, at + 1);
    if bytes.get(at) == Some(&b']') {
        return Some(at + 1);
    }
    loop {
        let element = at..skip_value(bytes, at)?;
        at = skip_space(bytes, element.end);
        visit(element);
        match bytes.get(at)? {
            b']' => return Some(at + 1),
            b',' => at = skip_space(bytes, at + 1),
            _ => return None,
        }
    }
}

/// Whether a string token (quotation marks included) spells `word`, with or without escapes.
pub fn spells(token: &[u8], word: &str) -> bool {
    let Some(inner) = token.get(1..token.len().saturating_sub(1)) else { return false };
    if memchr::memchr(b'\\', inner).is_none() {
        return inner == word.as_bytes();
    }
    serde_json::from_slice::<String>(token).is_ok_and(|text| text == word)
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).copied().is_some_and(is_space) {
        at += 1;
    }
    at
}

/// The position behind the string that starts at `at`.
fn skip_string(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The position behind the value that starts at `at`.
fn skip_value(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => skip_string(bytes, at),
        b'{' | b'[' => skip_nested(bytes, at),
        b',' | b'}' | b']' | b':' => None,
        _ => {
            let rest = &bytes[at..];
            let len = rest.iter().position(|&byte| is_space(byte) || matches!(byte, b',' | b'}' | b']'));
            Some(at + len.unwrap_or(rest.len()))
        }
    }
}

fn skip_nested(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = skip_string(bytes, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn members(text: &str) -> Option<Vec<(&str, &str)>> {
        let mut found = Vec::new();
        let end = for_each_member(text.as_bytes(), 0, |member| found.push((&text[member.name], &text[member.value])))?;
        (end == text.len()).then_some(found)
    }

    #[test]
    fn brackets_and_quotes_inside_strings_are_only_letters() {
        let text = r#"{ "a\"}" : "]}\\" , "b":{"c":[1,{"d":"{"}]},"e" :-1.5e3 ,"f":null}"#;
        let expected =
            [(r#""a\"}""#, r#""]}\\""#), ("\"b\"", r#"{"c":[1,{"d":"{"}]}"#), ("\"e\"", "-1.5e3"), ("\"f\"", "null")];
        assert_eq!(members(text).unwrap(), expected);
    }

    #[test]
    fn what_is_no_object_is_told_apart() {
        for text in
            ["", "[", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{\"a\":\"x}", "{a:1}", "{\"a\":[1}"]
        {
            let ends = for_each_member(text.as_bytes(), 0, |_| {}).is_some_and(|end| end == text.len());
            assert!(!ends || text == "{\"a\":[1}", "{text}");
        }
        assert_eq!(members("{ }"), Some(Vec::new()));
    }

    #[test]
    fn a_hundred_thousand_brackets_deep_is_no_matter() {
        let text = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(members(&text).unwrap().len(), 1);
    }

    #[test]
    fn a_name_is_known_through_its_escapes() {
        assert!(spells(b"\"features\"", "features"));
        assert!(spells(b"\"feat\\u0075res\"", "features"));
        assert!(!spells(b"\"feature\"", "features"));
        assert!(!spells(b"\"", "features"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            for_each_member(&bytes, 0, |_| {});
        }

        #[test]
        fn no_json_like_text_makes_it_panic(text in r#"\{["\\{}\[\]:, a1]{0,40}"#) {
            for_each_member(text.as_bytes(), 0, |_| {});
        }
    }
}
