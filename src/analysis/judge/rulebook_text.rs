//! Reads a rulebook from its text and checks what its types cannot: every error names its line.

use super::rulebook::{Origin, RULEBOOK_VERSION, Rulebook};
use super::rulebook_check::Check;
use super::rulebook_error::{RulebookError, TextFault};
use super::rulebook_lines::{Lines, Step};

/// The rulebook that ships with the program.
const SHIPPED: &str = include_str!("../../../assets/rulebook.toml");

impl Rulebook {
    /// The rulebook that ships with the program.
    ///
    /// # Panics
    /// Never: a test reads the shipped text.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static BOOK: std::sync::LazyLock<Rulebook> = std::sync::LazyLock::new(|| {
            Rulebook::read(SHIPPED).unwrap_or_else(|error| panic!("the shipped rulebook: {error}"))
        });
        &BOOK
    }

    /// The text of the rulebook that ships with the program, to be copied and edited.
    #[must_use]
    pub fn shipped_text() -> &'static str {
        SHIPPED
    }

    /// The text of the book; it reads back as the same book. It is the text the book was read from with the changed
    /// values in place, comments and all; of a book of no text the values alone. Empty where the book cannot be written,
    /// which a test of every kind of value rules out.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let edited = super::rulebook_edit::edited(self).filter(|text| Self::read(text).as_ref() == Ok(self));
        edited.unwrap_or_else(|| toml::to_string(self).unwrap_or_default())
    }

    /// Checks what types cannot, of a book that was changed in place; lines are of no text.
    pub fn check(&self) -> Result<(), RulebookError> {
        Check { book: self, lines: &Lines::none() }.run()
    }

    /// Reads a rulebook's text. A rule that says something else than the shipped one it bears the source of is the user's
    /// own, whatever it claims to be.
    pub fn from_toml(text: &str) -> Result<Self, RulebookError> {
        let mut book = Self::read(text)?;
        book.own_what_was_changed();
        Ok(book)
    }

    /// Reads a rulebook's text as it is written.
    fn read(text: &str) -> Result<Self, RulebookError> {
        #[derive(serde::Deserialize)]
        struct VersionOnly {
            version: Option<u32>,
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = Lines::new(text);
        let refused = |error: &toml::de::Error| text_fault(&lines, error);
        // The version first: a newer book may hold keys this program does not know.
        let version = toml::from_str::<VersionOnly>(text).map_err(|error| refused(&error))?.version;
        if let Some(version) = version.filter(|&version| version > RULEBOOK_VERSION) {
            return Err(RulebookError::Newer { line: lines.of(&[Step::Key("version")]), version });
        }
        let mut book: Self = toml::from_str(text).map_err(|error| refused(&error))?;
        book.origin = Origin(text.into());
        Check { book: &book, lines: &lines }.run()?;
        Ok(book)
    }
}

/// What a reader's error means: its kind, key and line.
fn text_fault(lines: &Lines<'_>, error: &toml::de::Error) -> RulebookError {
    let byte = error.span().map_or(0, |span| span.start);
    let (line, detail) = (lines.at(byte), error.message().to_owned());
    if !lines.are_toml() {
        return RulebookError::Text { line, key: String::new(), fault: TextFault::Syntax, detail };
    }
    let at = lines.key_at(byte);
    let named = detail.split('`').nth(1).unwrap_or_default();
    let (key, fault) = if detail.starts_with("missing field") {
        let above = if at.is_empty() { at } else { format!("{at}.") };
        (format!("{above}{named}"), TextFault::MissingKey)
    } else if detail.starts_with("unknown field") {
        (at, TextFault::UnknownKey)
    } else if detail.starts_with("unknown variant") {
        (at, TextFault::UnknownWord)
    } else {
        (at, TextFault::Type)
    };
    RulebookError::Text { line, key, fault, detail }
}

#[cfg(test)]
#[path = "rulebook_text_tests.rs"]
mod tests;
