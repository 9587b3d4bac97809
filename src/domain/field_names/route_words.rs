//! What a word in a column of routes (盘活路径) stands for, and which names mean a tag only in a file this program wrote.

use super::header::{alias_of, folded};
use super::{Match, is_among, is_missing_mark};
use crate::domain::RevivalRoute;

/// Each route with words that name it.
const ROUTE_WORDS: [(RevivalRoute, &str); 4] = [
    (RevivalRoute::Fund, "基金引导|基金"),
    (RevivalRoute::StateFirm, "国企引领|国企"),
    (RevivalRoute::Platform, "平台运作|平台"),
    (RevivalRoute::Private, "民企自建|民企"),
];
/// Words for "no route yet".
const NO_ROUTE_WORDS: &str = "0|untagged|未标注|未定|待定";
/// Names that an export of this program gives to tags, and that mean anything in another's file.
const ONLY_IN_EXPORTS: &str = "model|route|follow_ups";
/// Members that every export of this program has beside them.
const BESIDE_IN_EXPORTS: [&str; 2] = ["parcel_key", "land_basis"];

/// What a word in a column of routes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteWord {
    /// A route: by code or Chinese name.
    Route(RevivalRoute),
    /// A word for no route yet.
    Untagged,
    /// A word that is none of them.
    Unknown,
}

/// Reads a word of a column of routes.
#[must_use]
pub fn route_from_word(word: &str) -> RouteWord {
    let word = folded(word);
    if let Some(route) = RevivalRoute::from_code(&word.replace([' ', '-'], "_")) {
        return RouteWord::Route(route);
    }
    if is_among(&word, NO_ROUTE_WORDS) || is_missing_mark(&word) {
        return RouteWord::Untagged;
    }
    let named = ROUTE_WORDS.iter().find(|(_, words)| is_among(&word, words));
    named.map_or(RouteWord::Unknown, |&(route, _)| RouteWord::Route(route))
}

/// Whether a name means what it was found to mean only in a file that this program wrote.
#[must_use]
pub fn needs_an_export(found: Match) -> bool {
    alias_of(found).is_some_and(|alias| is_among(alias, ONLY_IN_EXPORTS))
}

/// Whether this program wrote a file with properties of these names.
#[must_use]
pub fn is_an_export<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let mut found = [false; BESIDE_IN_EXPORTS.len()];
    for name in names {
        for (found, own) in found.iter_mut().zip(BESIDE_IN_EXPORTS) {
            *found |= name == own;
        }
    }
    found == [true; BESIDE_IN_EXPORTS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_known_by_code_and_name_and_an_export_by_its_members() {
        for word in ["state_firm", "State Firm", "国企引领", " 国企 "] {
            assert_eq!(route_from_word(word), RouteWord::Route(RevivalRoute::StateFirm), "{word}");
        }
        assert_eq!([route_from_word("untagged"), route_from_word("—")], [RouteWord::Untagged; 2]);
        assert_eq!(route_from_word("G204"), RouteWord::Unknown);
        assert!(is_an_export(["a", "land_basis", "parcel_key"].into_iter()));
        assert!(!is_an_export(["route", "parcel_key"].into_iter()));
    }
}
