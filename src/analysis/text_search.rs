//! Finding parcels by what is written on them: every word typed must occur in some text of the parcel.
//!
//! Case and width do not matter (Ａ finds a). Looks through the parcel key, the free texts and the categories' words.

use memchr::memmem::Finder;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::domain::{Category, ParcelTable, RowSet, TextColumn, TextField};

/// The rows in which every word of `text` occurs; all rows if there is no word.
pub(super) fn rows_with_text(table: &ParcelTable, text: &str) -> RowSet {
    let mut rows = RowSet::full(table.len());
    for word in text.split_whitespace() {
        rows.intersect_with(&rows_with_word(table, &folded(word)));
    }
    rows
}

fn rows_with_word(table: &ParcelTable, word: &str) -> RowSet {
    let texts: Vec<&TextColumn> =
        [table.keys()].into_iter().chain(TextField::ALL.into_iter().filter_map(|field| table.text(field))).collect();
    let word = Word::new(word);
    // A dictionary's words are searched once each, not once a row.
    let mut buffer = String::new();
    let categories: Vec<(&[u32], Vec<bool>)> = Category::ALL
        .into_iter()
        .filter_map(|category| table.category(category))
        .map(|column| (column.codes(), column.words().iter().map(|each| word.occurs_in(each, &mut buffer)).collect()))
        .collect();
    let found: Vec<bool> = (0..table.len())
        .into_par_iter()
        .map_init(String::new, |buffer, row| {
            categories.iter().any(|(codes, found)| found.get(codes[row] as usize) == Some(&true))
                || texts.iter().any(|texts| texts.get(row).is_some_and(|text| word.occurs_in(text, buffer)))
        })
        .collect();
    RowSet::where_row(table.len(), |row| found[row])
}

/// A folded word that is looked for in many texts. A million of them are read between two letters typed, so most texts
/// are judged without being folded.
struct Word<'a> {
    finder: Finder<'a>,
    word: &'a str,
}

impl<'a> Word<'a> {
    fn new(word: &'a str) -> Self {
        Self { finder: Finder::new(word), word }
    }

    /// Whether the word occurs in a text, folded; `buffer` is room for the folded text.
    fn occurs_in(&self, text: &str, buffer: &mut String) -> bool {
        if text.is_ascii() {
            return self.occurs_in_ascii(text.as_bytes());
        }
        if self.finder.find(text.as_bytes()).is_some() {
            return true;
        }
        may_fold(text) && {
            fold_into(text, buffer);
            self.finder.find(buffer.as_bytes()).is_some()
        }
    }

    fn occurs_in_ascii(&self, text: &[u8]) -> bool {
        let Some((&first, rest)) = self.word.as_bytes().split_first() else { return true };
        if !self.word.is_ascii() {
            return false;
        }
        memchr::memchr2_iter(first, first.to_ascii_uppercase(), text)
            .any(|at| text.get(at + 1..at + 1 + rest.len()).is_some_and(|found| found.eq_ignore_ascii_case(rest)))
    }
}

/// Whether folding may change a text: capitals, and what is neither ASCII nor a Chinese character, which begin with the
/// bytes from E4 to E9.
fn may_fold(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'A'..=b'Z' | 0xC2..=0xE3 | 0xEA.. ))
}

fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Folds a text into `buffer`. Full-width letters and brackets, which stand in half of all firms' names, are folded
/// one by one; only other texts go through the whole of Unicode.
fn fold_into(text: &str, buffer: &mut String) {
    buffer.clear();
    for letter in text.chars() {
        match letter {
            '\u{0}'..='\u{7f}' => buffer.push(letter.to_ascii_lowercase()),
            // ！ to ～, each as far from its half-width sibling as the others.
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter);
                buffer.push(narrow.to_ascii_lowercase());
            }
            '\u{4e00}'..='\u{9fff}' => buffer.push(letter),
            _ => {
                *buffer = folded(text);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, table_of};
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<usize> {
        let table = table_of(&[
            Parcel::default().named("青岛甲乙汽车有限公司").in_park("汽车产业新城"),
            Parcel::default().named("ABC 机械").in_park("金山工业园"),
            Parcel::default().named("\u{ff21}bc\u{ff11}\u{ff12}纺织"),
            Parcel::default(),
        ]);
        rows_with_text(&table, text).iter().collect()
    }

    #[test]
    fn every_word_must_occur_somewhere_on_the_parcel() {
        assert_eq!(found("汽车"), [0]);
        assert_eq!(found("甲乙 产业"), [0], "one in the name, one in the park");
        assert_eq!(found("甲乙 金山"), [0; 0]);
        assert_eq!(found("  "), [0, 1, 2, 3]);
        assert_eq!(found("k3"), [3], "by key");
    }

    #[test]
    fn case_and_width_do_not_matter_on_either_side() {
        assert_eq!(found("abc"), [1, 2]);
        assert_eq!(found("ＡＢＣ"), [1, 2]);
        assert_eq!(found("12"), [2]);
    }

    proptest! {
        #[test]
        fn a_word_occurs_where_it_occurs_in_the_folded_text(
            text in "[aAbBk1（）ＡＢ１Ｋ企业é\u{212a}\u{3000} \u{fb01}]{0,8}", word in "[aAbBk1（）ＡＢ１企业é]{1,3}"
        ) {
            let word = folded(&word);
            let occurs = Word::new(&word).occurs_in(&text, &mut String::new());
            prop_assert_eq!(occurs, folded(&text).contains(&word));
        }
    }
}
