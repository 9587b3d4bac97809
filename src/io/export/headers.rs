//! Which words an exported table speaks: stable keys for machines, or a language's words for readers.

use crate::domain::{ResultColumn, Term, Unit};
use crate::locale::Lang;

/// The wording of headers and terms, and with it the form of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// Stable `snake_case` keys; numbers to the last bit; shares as fractions 0–1; terms as keys.
    Keys,
    /// Names with units in this language; numbers to four decimals; shares in percent; terms as names.
    Words(Lang),
}

impl Headers {
    /// A column's header.
    #[must_use]
    pub fn header(self, column: &ResultColumn) -> String {
        match self {
            Self::Keys => column.key.to_owned(),
            Self::Words(lang) => lang.header(column.key, column.unit),
        }
    }

    /// A term as written in a cell.
    #[must_use]
    pub fn term(self, term: Term) -> String {
        match self {
            Self::Keys => term.key().to_owned(),
            Self::Words(lang) => lang.term(term).into_owned(),
        }
    }

    /// A number of this unit as it is written: readers get shares in percent, as their header says.
    #[must_use]
    pub fn scaled(self, value: f64, unit: Unit) -> f64 {
        if matches!(self, Self::Words(_)) && unit == Unit::Share { value * 100.0 } else { value }
    }
}
