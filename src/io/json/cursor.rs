//! The walk over a text: white space, literals, members, and skipping what nobody asked for.

use super::{JsonFault, JsonFaultKind, NumberToken, StringToken};

/// How deep arrays and objects may nest in one value. RFC 8259 lets an implementation set this; no parcel file comes
/// near, and it bounds what a hostile one can cost.
pub const MAX_DEPTH: usize = 512;

/// What kind of value stands at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true`, `false` or `null`.
    Literal,
}

/// A value read without looking into arrays and objects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(NumberToken),
    /// A string.
    String(StringToken),
    /// An array or object, from its first byte to the byte behind its last.
    Nested(usize, usize),
}

/// A place in a text.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte offset of the cursor.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Puts the cursor back to an offset it had before.
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text between two offsets.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        &self.text[start..end]
    }

    /// The byte at the cursor.
    #[inline]
    #[must_use]
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over white space.
    #[inline]
    pub fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Steps over `byte` if it stands at the cursor.
    #[inline]
    pub fn take(&mut self, byte: u8) -> bool {
        let here = self.peek() == Some(byte);
        self.at += usize::from(here);
        here
    }

    /// Steps over `text` if it stands at the cursor.
    #[inline]
    pub fn take_text(&mut self, text: &str) -> bool {
        let here = self.text.as_bytes()[self.at..].starts_with(text.as_bytes());
        self.at += if here { text.len() } else { 0 };
        here
    }

    /// Steps over white space and then over `byte`, which must stand there.
    #[inline]
    pub fn expect(&mut self, byte: u8) -> Result<(), JsonFault> {
        self.skip_space();
        if self.take(byte) { Ok(()) } else { Err(self.fault()) }
    }

    /// The fault of meeting what stands at the cursor.
    #[must_use]
    pub fn fault(&self) -> JsonFault {
        let kind = if self.at >= self.text.len() { JsonFaultKind::Truncated } else { JsonFaultKind::Unexpected };
        JsonFault { at: self.at, kind }
    }

    /// What kind of value begins at the cursor, behind white space.
    #[inline]
    pub fn kind(&mut self) -> Result<Kind, JsonFault> {
        self.skip_space();
        match self.peek() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f' | b'n') => Ok(Kind::Literal),
            _ => Err(self.fault()),
        }
    }

    /// Steps into an object or array: `false` if it is empty, and then already behind it.
    #[inline]
    pub fn enter(&mut self, open: u8, close: u8) -> Result<bool, JsonFault> {
        self.expect(open)?;
        self.skip_space();
        Ok(!self.take(close))
    }

    /// Behind an element: `true` if a comma leads to the next, `false` if the array or object ended.
    #[inline]
    pub fn next(&mut self, close: u8) -> Result<bool, JsonFault> {
        self.skip_space();
        if self.take(b',') {
            return Ok(true);
        }
        if self.take(close) { Ok(false) } else { Err(self.fault()) }
    }

    /// Reads a member's name and steps over the colon.
    #[inline]
    pub fn member_name(&mut self) -> Result<StringToken, JsonFault> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.fault());
        }
        let name = self.string()?;
        self.expect(b':')?;
        Ok(name)
    }

    /// Reads any value; arrays and objects are checked and stepped over.
    #[inline]
    pub fn value(&mut self) -> Result<Value, JsonFault> {
        match self.kind()? {
            Kind::String => self.string().map(Value::String),
            Kind::Number => self.number().map(Value::Number),
            Kind::Literal => self.literal(),
            Kind::Object | Kind::Array => {
                let start = self.at;
                self.skip()?;
                Ok(Value::Nested(start, self.at))
            }
        }
    }

    /// The end of the text: only white space may be left.
    pub fn finish(&mut self) -> Result<(), JsonFault> {
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { Err(self.fault()) }
    }

    fn literal(&mut self) -> Result<Value, JsonFault> {
        for (word, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)] {
            let rest = &self.text.as_bytes()[self.at..];
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
            if word.as_bytes().starts_with(rest) {
                return Err(JsonFault { at: self.text.len(), kind: JsonFaultKind::Truncated });
            }
        }
        Err(self.fault())
    }

    /// Steps over any value, checking it strictly.
    pub fn skip(&mut self) -> Result<(), JsonFault> {
        // One bit a level: whether it is an object. The level itself is counted, so nothing recurses.
        let mut objects = [0_u64; MAX_DEPTH / 64];
        let mut depth = 0;
        loop {
            let kind = self.kind()?;
            match kind {
                Kind::String => drop(self.string()?),
                Kind::Number => drop(self.number()?),
                Kind::Literal => drop(self.literal()?),
                Kind::Object | Kind::Array => {
                    if depth == MAX_DEPTH {
                        return Err(JsonFault { at: self.at, kind: JsonFaultKind::TooDeep });
                    }
                    let is_object = kind == Kind::Object;
                    let (open, close) = if is_object { (b'{', b'}') } else { (b'[', b']') };
                    if self.enter(open, close)? {
                        let bit = 1 << (depth % 64);
                        let word = &mut objects[depth / 64];
                        *word = if is_object { *word | bit } else { *word & !bit };
                        depth += 1;
                        if is_object {
                            self.member_name()?;
                        }
                        continue;
                    }
                }
            }
            loop {
                let Some(top) = depth.checked_sub(1) else { return Ok(()) };
                let in_object = objects[top / 64] >> (top % 64) & 1 == 1;
                if self.next(if in_object { b'}' } else { b']' })? {
                    if in_object {
                        self.member_name()?;
                    }
                    break;
                }
                depth = top;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::io::json::JsonFaultKind as Fault;

    fn check(text: &str) -> Result<(), JsonFault> {
        let mut cursor = Cursor::new(text);
        cursor.skip()?;
        cursor.finish()
    }

    #[test]
    fn what_the_rfc_refuses_is_refused_where_it_happens() {
        for (text, at, kind) in [
            ("[1,]", 3, Fault::Unexpected),
            ("{\"a\":1,}", 7, Fault::Unexpected),
            ("[1 // x", 3, Fault::Unexpected),
            ("NaN", 0, Fault::Unexpected),
            ("[nul]", 1, Fault::Unexpected),
            ("{'a':1}", 1, Fault::Unexpected),
            ("[01]", 2, Fault::BadNumber),
            ("[1.]", 3, Fault::BadNumber),
            ("[+1]", 1, Fault::Unexpected),
            ("[-]", 2, Fault::BadNumber),
            ("[1e]", 3, Fault::BadNumber),
            ("\"a\nb\"", 2, Fault::ControlInString),
            ("\"\\x\"", 1, Fault::BadEscape),
            ("\"\\u12g4\"", 1, Fault::BadEscape),
            ("[1", 2, Fault::Truncated),
            ("\"abc", 4, Fault::Truncated),
            ("tru", 3, Fault::Truncated),
            ("[1]]", 3, Fault::Unexpected),
            ("{\"a\" 1}", 5, Fault::Unexpected),
            ("", 0, Fault::Truncated),
        ] {
            assert_eq!(check(text), Err(JsonFault { at, kind }), "{text}");
        }
    }

    #[test]
    fn two_hundred_thousand_brackets_are_refused_without_a_stack() {
        let deep = "[".repeat(200_000);
        assert_eq!(check(&deep).unwrap_err().kind, Fault::TooDeep);
        let deep = "{\"a\":".repeat(200_000);
        assert_eq!(check(&deep).unwrap_err().kind, Fault::TooDeep);
        let fits = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        assert_eq!(check(&fits), Ok(()));
    }

    #[test]
    fn escapes_are_decoded_and_lone_halves_replaced() {
        let decode = |text: &str| {
            let mut cursor = Cursor::new(text);
            let token = cursor.string().unwrap();
            let decoded = cursor.decode(token);
            (decoded.text.into_owned(), decoded.replaced)
        };
        assert_eq!(decode(r#""\u4ea9\n\/\ud83d\ude00""#), ("亩\n/😀".to_owned(), false));
        assert_eq!(decode(r#""a\ud83dz""#), ("a\u{FFFD}z".to_owned(), true));
        assert_eq!(decode(r#""\ud83d\u4ea9""#), ("\u{FFFD}亩".to_owned(), true));
    }

    proptest! {
        #[test]
        fn numbers_are_the_nearest_double(value in any::<f64>().prop_filter("finite", |value| value.is_finite()),
                                          whole in -1_000_000_000_000_i64..1_000_000_000_000, places in 0_usize..12) {
            for text in [format!("{value}"), format!("{value:e}"), format!("{}", whole as f64 / 1e3), format!("{value:.places$}")] {
                let token = Cursor::new(&text).number().unwrap();
                prop_assert_eq!(token.value.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{}", text);
                prop_assert_eq!(token.end, text.len());
            }
        }

        #[test]
        fn exactly_what_serde_json_accepts_is_accepted(text in r#"[\[\]{}",:0-9eE.+\-truefalsn \\u]{0,14}"#) {
            let accepted = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
            prop_assert_eq!(check(&text).is_ok(), accepted, "{}", text);
        }

        #[test]
        fn what_serde_json_writes_is_read(numbers in prop::collection::vec(any::<f64>(), 0..5), words in prop::collection::vec(".*", 0..4)) {
            let text = serde_json::to_string_pretty(&serde_json::json!({"n": numbers, "w": words, "o": {"a": [[], {}, null, true]}})).unwrap();
            prop_assert_eq!(check(&text), Ok(()));
            for word in &words {
                let written = serde_json::to_string(word).unwrap();
                let mut cursor = Cursor::new(&written);
                let token = cursor.string().unwrap();
                prop_assert_eq!(&cursor.decode(token).text, word);
            }
        }
    }
}
