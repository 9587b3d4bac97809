//! Which of several properties becomes a column.
//!
//! Owns the order of preference: an exact name beats a normalised one beats a fuzzy one, then the place in the alias
//! table, then the fuller one, then the earlier one; an empty property never beats a filled one. What the user chose
//! comes before all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::Year;
use crate::domain::field_names::{Header, Match, MatchLevel, Meaning};

/// A property that may become a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate<'a> {
    /// Its place among all properties of the file.
    pub index: usize,
    /// Its name as written.
    pub name: &'a str,
    /// Its header, taken apart.
    pub header: Header,
    /// Parcels with a value.
    pub filled: usize,
}

/// A column and the property taken for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<'a> {
    /// What the column is.
    pub found: Match,
    /// The year in the header.
    pub year: Option<Year>,
    /// The property taken.
    pub taken: Candidate<'a>,
    /// The properties passed over, best first.
    pub passed_over: Vec<Candidate<'a>>,
    /// Whether the best of those fits exactly as well by name.
    pub is_tie: bool,
}

/// The properties that fit one column, and how well.
type Fitting<'a> = Vec<(Match, Candidate<'a>)>;

/// Chooses the columns, in the order of their meaning and year.
#[must_use]
pub fn choose<'a>(candidates: &[Candidate<'a>]) -> Vec<Choice<'a>> {
    let mut groups = BTreeMap::<(Meaning, Option<Year>), Fitting<'a>>::new();
    for candidate in candidates {
        let Some(found) = candidate.header.found else { continue };
        // A year in the header of a text or word says nothing that its column could keep apart.
        let year = candidate.header.year.filter(|_| matches!(found.meaning, Meaning::Measure(_)));
        groups.entry((found.meaning, year)).or_default().push((found, *candidate));
    }
    let choices = groups.into_iter().filter_map(|((_, year), mut group)| {
        group.sort_by_key(|(found, candidate)| {
            // What the user chose is taken even if it is empty.
            let is_empty = candidate.filled == 0 && found.level != MatchLevel::Chosen;
            (is_empty, found.level, found.rank, Reverse(candidate.filled), candidate.index)
        });
        let mut group = group.into_iter();
        let (found, taken) = group.next()?;
        let mut is_tie = false;
        let passed_over = group
            .map(|(other, candidate)| {
                is_tie |= other == found && candidate.filled > 0;
                candidate
            })
            .collect();
        Some(Choice { found, year, taken, passed_over, is_tie })
    });
    choices.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Measure;

    fn chosen(names: &[(&'static str, usize)]) -> Vec<(String, Option<Year>, bool)> {
        let candidates: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(index, &(name, filled))| Candidate { index, name, header: Header::parse(name), filled })
            .collect();
        choose(&candidates).iter().map(|choice| (choice.taken.name.to_owned(), choice.year, choice.is_tie)).collect()
    }

    #[test]
    fn a_better_name_is_taken_and_an_empty_column_never_beats_a_filled_one() {
        assert_eq!(chosen(&[("企业全年税收合计", 9), ("税收", 9)]), [("税收".to_owned(), None, false)]);
        assert_eq!(chosen(&[("税收", 0), ("企业全年税收合计", 9)]), [("企业全年税收合计".to_owned(), None, false)]);
        assert_eq!(chosen(&[("Shape_Area", 9), ("ZDMJ", 9)]), [("ZDMJ".to_owned(), None, false)]);
    }

    #[test]
    fn years_are_columns_of_their_own_and_a_tie_is_told() {
        assert_eq!(
            chosen(&[("2022年产值", 5), ("2023年产值", 5)]),
            [("2022年产值".to_owned(), Some(2022), false), ("2023年产值".to_owned(), Some(2023), false)]
        );
        assert_eq!(chosen(&[("产值(万元)", 4), ("产值(元)", 5)]), [("产值(元)".to_owned(), None, true)]);
        assert!(choose(&[]).is_empty());
        let candidate = Candidate { index: 0, name: "x", header: Header::parse("产值"), filled: 1 };
        assert_eq!(choose(&[candidate])[0].found.meaning, Meaning::Measure(Measure::Output));
    }
}
