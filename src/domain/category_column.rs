//! A column of few, repeated words: a dictionary and one code a row.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// A column of repeated words: a dictionary and one code a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryColumn {
    words: Vec<Arc<str>>,
    codes: Vec<u32>,
}

impl CategoryColumn {
    /// The code of a row without a word.
    pub const MISSING: u32 = u32::MAX;

    /// The distinct words, in order of first appearance; a code is an index into them.
    #[must_use]
    pub fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// One code a row; [`Self::MISSING`] where there is no word.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The code of `row`, or `None` where it is missing.
    #[must_use]
    pub fn code(&self, row: usize) -> Option<u32> {
        self.codes.get(row).copied().filter(|&code| code != Self::MISSING)
    }

    /// The word of `row`, or `None` where it is missing.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&Arc<str>> {
        self.words.get(self.code(row)? as usize)
    }

    /// The given rows, in the given order, over the same dictionary; a row past the end is missing.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        let code_of = |&row: &u32| self.codes.get(row as usize).copied().unwrap_or(Self::MISSING);
        Self { words: self.words.clone(), codes: rows.iter().map(code_of).collect() }
    }
}

/// Builds a [`CategoryColumn`] row by row, or from chunks built elsewhere.
#[derive(Clone, Debug, Default)]
pub struct CategoryColumnBuilder {
    column: CategoryColumn,
    code_of: FxHashMap<Arc<str>, u32>,
}

impl CategoryColumnBuilder {
    /// Adds the next row's word; an empty one is missing.
    pub fn push(&mut self, word: Option<&str>) {
        let code = match word.filter(|word| !word.is_empty()) {
            None => CategoryColumn::MISSING,
            Some(word) => self.code_for(word),
        };
        self.column.codes.push(code);
    }

    fn code_for(&mut self, word: &str) -> u32 {
        if let Some(&code) = self.code_of.get(word) {
            return code;
        }
        let word: Arc<str> = word.into();
        let code = self.column.words.len() as u32;
        self.column.words.push(Arc::clone(&word));
        self.code_of.insert(word, code);
        code
    }

    /// Adds all rows of `other` behind the present ones.
    pub fn append(&mut self, other: &CategoryColumn) {
        let codes: Vec<u32> = other.words.iter().map(|word| self.code_for(word)).collect();
        self.column.codes.extend(
            other.codes.iter().map(|&code| codes.get(code as usize).copied().unwrap_or(CategoryColumn::MISSING)),
        );
    }

    /// The number of rows so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.column.codes.len()
    }

    /// Whether no row was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.column.codes.is_empty()
    }

    /// The rows so far.
    #[must_use]
    pub fn column(&self) -> &CategoryColumn {
        &self.column
    }

    /// The finished column.
    #[must_use]
    pub fn finish(self) -> CategoryColumn {
        self.column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_appended_in_chunks_share_one_dictionary() {
        let mut first = CategoryColumnBuilder::default();
        first.push(Some("甲"));
        let mut second = CategoryColumnBuilder::default();
        second.push(Some("乙"));
        second.push(None);
        second.push(Some("甲"));
        first.append(&second.finish());
        let column = first.finish();
        assert_eq!(column.codes(), [0, 1, CategoryColumn::MISSING, 0]);
        assert_eq!(column.gather(&[3, 2, 9, 1]).codes(), [0, CategoryColumn::MISSING, CategoryColumn::MISSING, 1]);
    }
}
