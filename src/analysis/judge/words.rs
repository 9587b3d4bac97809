//! What cells of repeated words mean by the rulebook: yes or no, collective land, scale, status, industry.
//!
//! Each is told once a dictionary word, never once a row.

use std::sync::Arc;

use super::rulebook::{IndustryGroup, Rulebook, Scale};
use crate::domain::{Category, CategoryColumn, ParcelTable, StatusWords};

/// A meaning a word, looked up by row.
pub(super) struct Meanings<'a, T> {
    column: Option<&'a CategoryColumn>,
    of_code: Vec<T>,
}

impl<'a, T: Copy> Meanings<'a, T> {
    pub(super) fn new(table: &'a ParcelTable, category: Category, mut meaning: impl FnMut(usize, &str) -> T) -> Self {
        let column = table.category(category);
        let words = column.map_or(&[] as &[Arc<str>], CategoryColumn::words);
        Self { column, of_code: words.iter().enumerate().map(|(code, word)| meaning(code, word)).collect() }
    }

    /// The meaning of a row's word; `None` where the row has no word.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<T> {
        self.of_code.get(self.column?.code(row)? as usize).copied()
    }
}

impl Rulebook {
    /// What status words mean by the book's lists.
    #[must_use]
    pub fn status_words(&self) -> StatusWords {
        StatusWords::new(&self.words.status, &Self::shipped().words.status)
    }
}

pub(super) fn is_one_of(words: &[String], word: &str) -> bool {
    words.iter().any(|each| each == word.trim())
}

/// Yes or no, by row.
pub(super) fn yes_or_no<'a>(table: &'a ParcelTable, book: &Rulebook, category: Category) -> Meanings<'a, Option<bool>> {
    Meanings::new(table, category, |_, word| {
        if is_one_of(&book.words.yes, word) { Some(true) } else { is_one_of(&book.words.no, word).then_some(false) }
    })
}

/// Whether the ownership says the land is collective, by row.
pub(super) fn collective<'a>(table: &'a ParcelTable, book: &Rulebook) -> Meanings<'a, bool> {
    Meanings::new(table, Category::Ownership, |_, word| {
        book.words.collective.iter().any(|part| word.contains(part.as_str()))
    })
}

/// The firm's scale, by row.
pub(super) fn scales<'a>(table: &'a ParcelTable, book: &Rulebook) -> Meanings<'a, Scale> {
    Meanings::new(table, Category::Scale, |_, word| {
        if is_one_of(&book.words.above_scale, word) {
            Scale::Above
        } else if is_one_of(&book.words.below_scale, word) {
            Scale::Below
        } else {
            Scale::Unspecified
        }
    })
}

/// Two or more digits of a class of GB/T 4754, without the section's letter before them.
fn class_digits(word: &str) -> &str {
    let digits = word.trim().trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    if end >= 2 { &digits[..end] } else { "" }
}

/// A parcel's industry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Industry<'a> {
    /// A number that two parcels of one industry share.
    pub(super) id: u32,
    /// The group of the book, where it is in one.
    pub(super) group: Option<&'a IndustryGroup>,
    /// The class of GB/T 4754: as the file says, else the group's where it has one alone; may be empty.
    pub(super) class: &'a str,
}

/// Ids of classes and words in no group stand above these.
const CLASS_IDS: u32 = 1 << 20;
const WORD_IDS: u32 = 1 << 24;

/// Every parcel's industry, by class where there is one, else by word.
pub(super) struct Industries<'a> {
    by_class: Meanings<'a, Option<Industry<'a>>>,
    by_word: Meanings<'a, Industry<'a>>,
}

impl<'a> Industries<'a> {
    pub(super) fn new(table: &'a ParcelTable, book: &'a Rulebook) -> Self {
        let group_id = |fits: &dyn Fn(&IndustryGroup) -> bool| {
            book.industries.iter().enumerate().find(|(_, group)| fits(group)).map(|(id, group)| (id as u32, group))
        };
        let class_words = table.category(Category::IndustryClass).map_or(&[] as &[Arc<str>], CategoryColumn::words);
        let by_class = Meanings::new(table, Category::IndustryClass, |code, _| {
            let class = class_digits(&class_words[code]);
            let two_digits = class.get(..2)?.parse::<u32>().ok()?;
            let found = group_id(&|group| group.classes.iter().any(|each| class.starts_with(each.as_str())));
            let (id, group) = found.map_or((CLASS_IDS + two_digits, None), |(id, group)| (id, Some(group)));
            Some(Industry { id, group, class })
        });
        let by_word = Meanings::new(table, Category::Industry, |code, word| {
            let found = group_id(&|group| group.words.iter().any(|part| word.contains(part.as_str())));
            match found {
                Some((id, group)) => {
                    let class = if let [class] = &group.classes[..] { class.as_str() } else { "" };
                    Industry { id, group: Some(group), class }
                }
                None => Industry { id: WORD_IDS + code as u32, group: None, class: "" },
            }
        });
        Self { by_class, by_word }
    }

    pub(super) fn get(&self, row: usize) -> Option<Industry<'a>> {
        self.by_class.get(row).flatten().or_else(|| self.by_word.get(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_with_or_without_its_letter() {
        assert_eq!(class_digits("C3670"), "3670");
        assert_eq!(class_digits("36"), "36");
        assert_eq!(class_digits("汽车"), "");
        assert_eq!(class_digits("C"), "");
    }
}
