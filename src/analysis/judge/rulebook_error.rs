//! What can be wrong with a rulebook: every fault says its line and the key.

use super::rulebook::RULEBOOK_VERSION;

/// Why a text is no rulebook. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RulebookError {
    /// Not TOML, an unknown key, a key that is missing, or a value of the wrong type.
    #[error("line {line}: `{key}`: {detail}")]
    Text {
        /// The line.
        line: usize,
        /// The key, with the keys above it; empty where the text is not TOML.
        key: String,
        /// What kind of fault it is.
        fault: TextFault,
        /// What the reader says, in English.
        detail: String,
    },
    /// Written by a newer program.
    #[error("line {line}: version {version}, known are versions up to {RULEBOOK_VERSION}")]
    Newer {
        /// The line.
        line: usize,
        /// The version it says.
        version: u32,
    },
    /// The weights of a cohort's items do not add up to 100.
    #[error("line {line}: weights add up to {sum}, not to 100")]
    Weights {
        /// The line of the cohort's items.
        line: usize,
        /// What they add up to.
        sum: f64,
    },
    /// A value out of its range.
    #[error("line {line}: `{key}` {fault}")]
    Value {
        /// The line.
        line: usize,
        /// The key, with the keys above it.
        key: String,
        /// What is wrong.
        fault: ValueFault,
    },
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Not TOML.
    Syntax,
    /// A key the format does not have.
    UnknownKey,
    /// A key the format asks for is not there.
    MissingKey,
    /// A word that is none of those the format has.
    UnknownWord,
    /// A value of the wrong type, or one that is written wrongly.
    Type,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    /// A share outside 0–1.
    #[error("is not between 0 and 1")]
    Share,
    /// Quotas that add up to more than the whole.
    #[error("leaves no room: the quotas add up to more than 1")]
    Quotas,
    /// Not above 0, or not a number.
    #[error("is not above 0")]
    Positive,
    /// Infinite, or not a number.
    #[error("is not a finite number")]
    Number,
    /// Below 0, or not a number.
    #[error("is below 0")]
    Negative,
    /// Of a fact that is yes or no, neither 1 nor 0.
    #[error("is neither 1 (yes) nor 0 (no)")]
    Flag,
    /// No grade.
    #[error("is no grade: 4 is A, 3 B, 2 C, 1 D")]
    Grade,
    /// No grade of land.
    #[error("is no grade of land (1 to 15)")]
    LandGrade,
    /// An edition that no limit of the standard has.
    #[error("is an edition that no limit of the standard has")]
    Edition,
    /// No class of GB/T 4754.
    #[error("is no class of GB/T 4754 (two to four digits)")]
    Class,
    /// No industry.
    #[error("is neither the key of an industry nor a class of GB/T 4754")]
    Industry,
    /// Years that are no whole months between 0 and 100.
    #[error("is not a number of years in whole months")]
    Years,
    /// No such source.
    #[error("names no entry of [sources]")]
    Source,
    /// A fact that is no indicator where only one will do.
    #[error("is not an indicator of the parcel")]
    Indicator,
    /// A status whose land produces something.
    #[error("names land that produces something")]
    Produces,
    /// A model or a scale that stands twice, or a status word in two lists.
    #[error("stands twice")]
    Twice,
    /// An empty list.
    #[error("is empty")]
    Empty,
    /// No longitude or latitude.
    #[error("is no longitude and latitude in degrees")]
    Place,
    /// A zone that is neither round nor a polygon, or both.
    #[error("is neither round (lon, lat, radius_km) nor a polygon of three corners or more")]
    Zone,
}

impl RulebookError {
    /// The line of the fault, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::Text { line, .. }
            | Self::Newer { line, .. }
            | Self::Weights { line, .. }
            | Self::Value { line, .. } => *line,
        }
    }
}
