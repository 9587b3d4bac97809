//! How the model a parcel is tagged with stands to the one that is suggested for it.

use serde::{Deserialize, Serialize};

use super::{Outcome, Tag};

/// Tag against suggestion. Every parcel is in exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagAgreement {
    /// Tagged with another model than the suggested one.
    Differs,
    /// Tagged with the suggested model.
    Agrees,
    /// A model is suggested, and the parcel has no tag yet.
    NotTagged,
    /// No model is suggested: none suits, too little is known, or the suggestion was excluded.
    NoSuggestion,
}

impl TagAgreement {
    /// Every state, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Differs, Self::Agrees, Self::NotTagged, Self::NoSuggestion];

    /// How `tag` stands to the outcome of the suggestion.
    #[must_use]
    pub fn of(tag: Tag, suggested: Outcome) -> Self {
        match (tag, suggested) {
            (Some(tag), Outcome::Model(model)) if tag == model => Self::Agrees,
            (Some(_), Outcome::Model(_)) => Self::Differs,
            (None, Outcome::Model(_)) => Self::NotTagged,
            _ => Self::NoSuggestion,
        }
    }

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::Agrees => "agrees",
            Self::NotTagged => "not_tagged",
            Self::NoSuggestion => "no_suggestion",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RenewalModel as M;
    use super::*;

    #[test]
    fn a_tag_agrees_or_differs_only_where_a_model_is_suggested() {
        let suggested = Outcome::Model(M::ParkInPark);
        for (tag, outcome, expected) in [
            (Some(M::ParkInPark), suggested, TagAgreement::Agrees),
            (Some(M::SlimCore), suggested, TagAgreement::Differs),
            (None, suggested, TagAgreement::NotTagged),
            (Some(M::SlimCore), Outcome::NoModel, TagAgreement::NoSuggestion),
            (Some(M::SlimCore), Outcome::Excluded, TagAgreement::NoSuggestion),
            (None, Outcome::Unknown, TagAgreement::NoSuggestion),
        ] {
            assert_eq!(TagAgreement::of(tag, outcome), expected, "{tag:?} {outcome:?}");
        }
    }
}
