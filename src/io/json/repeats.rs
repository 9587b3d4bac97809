//! Names that occur twice in one object, which RFC 8259 leaves open and a reader has to tell.
//!
//! Owns the search; what becomes of the values is the caller's business. Invariant: memory stays bounded however many
//! names there are.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::{FxHashSet, FxHasher};

use super::{Cursor, JsonFault, Kind};

/// Up to this many names are compared one by one.
const FEW: usize = 16;
/// Names beyond this number in one object are no longer remembered.
const MOST: usize = 1 << 16;

/// The names of one object so far.
#[derive(Clone, Debug, Default)]
pub struct SeenNames {
    few: Vec<u64>,
    many: FxHashSet<u64>,
}

impl SeenNames {
    /// Whether the name was here before; remembers it.
    pub fn repeats(&mut self, name: &str) -> bool {
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(name);
        if self.few.contains(&hash) || self.many.contains(&hash) {
            return true;
        }
        if self.few.len() < FEW {
            self.few.push(hash);
        } else if self.many.len() < MOST {
            self.many.insert(hash);
        }
        false
    }
}

/// How many names repeat an earlier one of the same object, over all objects of a text that is JSON; 0 for other texts.
#[must_use]
pub fn repeated_names(text: &str) -> usize {
    if memchr::memchr(b'{', text.as_bytes()).is_none() {
        return 0;
    }
    count(&mut Cursor::new(text)).unwrap_or(0)
}

fn count(cursor: &mut Cursor<'_>) -> Result<usize, JsonFault> {
    let mut found = 0;
    // The open objects and arrays; an array has no names.
    let mut open: Vec<Option<SeenNames>> = Vec::new();
    loop {
        let entered = match cursor.kind()? {
            Kind::Object => cursor.enter(b'{', b'}')?.then(|| Some(SeenNames::default())),
            Kind::Array => cursor.enter(b'[', b']')?.then_some(None),
            Kind::String | Kind::Number | Kind::Literal => {
                cursor.skip()?;
                None
            }
        };
        if let Some(names) = entered {
            open.push(names);
        } else {
            loop {
                let Some(top) = open.last() else { return Ok(found) };
                if cursor.next(if top.is_some() { b'}' } else { b']' })? {
                    break;
                }
                open.pop();
            }
        }
        if let Some(Some(names)) = open.last_mut() {
            let name = cursor.member_name()?;
            found += usize::from(names.repeats(&cursor.decode(name).text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_repeat_within_one_object_only_and_by_what_they_say() {
        for (text, found) in [
            ("1", 0),
            ("[]", 0),
            (r#"{"a":{"a":1},"b":[{"a":2},{"a":3}]}"#, 0),
            (r#"{"a":1,"\u0061":2}"#, 1),
            (r#"[{},{"x":{"b":1,"c":{},"b":2,"b":[]}}]"#, 2),
            (r#"{"a":1,"a""#, 0),
        ] {
            assert_eq!(repeated_names(text), found, "{text}");
        }
        let many: Vec<String> = (0..40).chain([30, 3]).map(|name| format!("\"{name}\":0")).collect();
        assert_eq!(repeated_names(&format!("{{{}}}", many.join(","))), 2);
    }
}
