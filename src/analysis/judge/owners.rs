//! Who owns a parcel, by the names in its name column, else by its credit code.

use super::rulebook::Rulebook;
use crate::domain::{ParcelTable, TextField};

/// Hands over a parcel's owners one by one; none where nobody is known.
pub(super) fn owner_names<'a>(table: &'a ParcelTable, book: &Rulebook, row: usize, visit: &mut impl FnMut(&'a str)) {
    match table.text_of(TextField::Name, row) {
        Some(names) => parted(names, &book.words.owner_separators, visit),
        None => table.text_of(TextField::CreditCode, row).into_iter().for_each(|code| visit(code.trim())),
    }
}

/// How many owners a parcel has.
pub(super) fn owners(table: &ParcelTable, book: &Rulebook, row: usize) -> Option<usize> {
    let mut count = 0;
    owner_names(table, book, row, &mut |_| count += 1);
    (count > 0).then_some(count)
}

fn parted<'a>(names: &'a str, separators: &[String], visit: &mut impl FnMut(&'a str)) {
    match separators.split_first() {
        Some((separator, rest)) if !separator.is_empty() => {
            names.split(separator.as_str()).for_each(|part| parted(part, rest, visit));
        }
        Some((_, rest)) => parted(names, rest, visit),
        None => {
            let name = names.trim();
            if !name.is_empty() {
                visit(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_at_every_separator_and_empty_ones_are_nobody() {
        let parts = |names| {
            let mut parts = Vec::new();
            parted(names, &Rulebook::shipped().words.owner_separators, &mut |name| parts.push(name));
            parts
        };
        assert_eq!(parts("甲厂、乙厂; 丙厂，"), ["甲厂", "乙厂", "丙厂"]);
        assert!(parts(" 、 ").is_empty());
    }
}
