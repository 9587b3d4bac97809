//! Finding parcels by what is written on them: every word typed must occur in some text of the parcel.
//!
//! Case and width do not matter (Ａ finds a). Looks through the parcel key, the free texts and the categories' words.

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
    // A dictionary's words are searched once each, not once a row.
    let categories: Vec<(&[u32], Vec<bool>)> = Category::ALL
        .into_iter()
        .filter_map(|category| table.category(category))
        .map(|column| (column.codes(), column.words().iter().map(|each| occurs(word, each)).collect()))
        .collect();
    let found: Vec<bool> = (0..table.len())
        .into_par_iter()
        .map(|row| {
            categories.iter().any(|(codes, found)| found.get(codes[row] as usize) == Some(&true))
                || texts.iter().any(|texts| texts.get(row).is_some_and(|text| occurs(word, text)))
        })
        .collect();
    RowSet::where_row(table.len(), |row| found[row])
}

/// Whether a folded word occurs in a text.
fn occurs(word: &str, text: &str) -> bool {
    text.contains(word) || (may_fold(text) && folded(text).contains(word))
}

/// Whether folding could change a text: Latin capitals, letters of other alphabets with case, full-width and
/// compatibility forms. Chinese ideographs and digits, which most texts are made of, need no second look.
fn may_fold(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'A'..=b'Z' | 0xC2..=0xE3 | 0xEF..))
}

fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, table_of};
    use super::*;

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
}
