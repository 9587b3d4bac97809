//! Strict JSON (RFC 8259) over a text that is already in memory: what the reader's workers walk each feature with.
//!
//! Owns the grammar, exact numbers and decoded strings; knows nothing of GeoJSON. Everything the RFC refuses is refused
//! with the byte where it happens. Nothing here recurses, so no nesting can overflow the stack.

mod cursor;
mod number;
mod repeats;
mod string;

pub use cursor::{Cursor, Kind, MAX_DEPTH, Value};
pub use number::NumberToken;
pub use repeats::{SeenNames, repeated_names};
pub use string::{Decoded, StringToken};

/// Where and why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// Byte offset of the offending byte.
    pub at: usize,
    /// What is wrong there.
    pub kind: JsonFaultKind,
}

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFaultKind {
    /// The text ends in the middle of a value.
    Truncated,
    /// A character that cannot stand here.
    Unexpected,
    /// A raw control character inside a string.
    ControlInString,
    /// A backslash with a letter JSON does not know, or `\u` without four hexadecimal digits.
    BadEscape,
    /// A number JSON does not know: `01`, `1.`, `+1`.
    BadNumber,
    /// Arrays and objects nested deeper than [`MAX_DEPTH`].
    TooDeep,
}
