//! Where a rule comes from, and how much weight that gives it.

use serde::{Deserialize, Serialize};

/// Where a rule comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceText {
    /// The document's title.
    pub title: String,
    /// Its title in English.
    #[serde(default)]
    pub title_en: String,
    /// Its number; empty for examples.
    pub number: String,
    /// Its edition or the day it came into force.
    pub edition: String,
}

/// What kind of rule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Law.
    Law,
    /// Published by an authority.
    Published,
    /// An example, not law.
    Example,
    /// The user's own.
    User,
}

/// A rule with where it comes from and what kind it is.
pub trait Sourced {
    /// The key of its source.
    fn source(&self) -> &str;
    /// What kind of rule it is.
    fn kind(&self) -> RuleKind;
}
