//! A set of table rows: the selection, the filter's result, the rows an export writes.

use fixedbitset::FixedBitSet;

/// A set of rows of one table, one bit a row. Two sets are comparable only for the same table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    bits: FixedBitSet,
}

impl RowSet {
    /// The empty set over `len` rows.
    #[must_use]
    pub fn empty(len: usize) -> Self {
        Self { bits: FixedBitSet::with_capacity(len) }
    }

    /// All of `len` rows.
    #[must_use]
    pub fn full(len: usize) -> Self {
        let mut bits = FixedBitSet::with_capacity(len);
        bits.insert_range(..);
        Self { bits }
    }

    /// The set of the given rows over `len` rows; rows past the end are left out.
    #[must_use]
    pub fn from_rows(len: usize, rows: impl IntoIterator<Item = usize>) -> Self {
        let mut set = Self::empty(len);
        for row in rows {
            set.insert(row);
        }
        set
    }

    /// The rows for which `keep` is true, over `len` rows.
    #[must_use]
    pub fn where_row(len: usize, keep: impl Fn(usize) -> bool) -> Self {
        Self::from_rows(len, (0..len).filter(|&row| keep(row)))
    }

    /// How many rows the table has.
    #[must_use]
    pub fn table_len(&self) -> usize {
        self.bits.len()
    }

    /// How many rows are in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bits.count_ones(..)
    }

    /// Whether no row is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits.is_clear()
    }

    /// Whether every row of the table is in the set.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.count() == self.table_len()
    }

    /// Whether `row` is in the set.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        self.bits.contains(row)
    }

    /// Adds `row`; a row past the end is left out.
    pub fn insert(&mut self, row: usize) {
        if row < self.bits.len() {
            self.bits.insert(row);
        }
    }

    /// Takes `row` out.
    pub fn remove(&mut self, row: usize) {
        if row < self.bits.len() {
            self.bits.set(row, false);
        }
    }

    /// Puts `row` in if it was out, takes it out if it was in.
    pub fn toggle(&mut self, row: usize) {
        if row < self.bits.len() {
            self.bits.toggle(row);
        }
    }

    /// Takes every row out.
    pub fn clear(&mut self) {
        self.bits.clear();
    }

    /// Keeps only the rows that are in `other` too.
    pub fn intersect_with(&mut self, other: &Self) {
        self.bits.intersect_with(&other.bits);
    }

    /// Adds the rows of `other`.
    pub fn union_with(&mut self, other: &Self) {
        self.bits.union_with(&other.bits);
    }

    /// Rows in both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.intersect_with(other);
        both
    }

    /// Does something with every row, ascending; a full set is walked without a look at its bits.
    pub fn for_each(&self, each: impl FnMut(usize)) {
        if self.is_full() {
            (0..self.table_len()).for_each(each);
        } else {
            self.iter().for_each(each);
        }
    }

    /// The rows in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.bits.ones()
    }

    /// The lowest row, if any.
    #[must_use]
    pub fn first(&self) -> Option<usize> {
        self.bits.minimum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_past_the_end_never_enter_a_set() {
        let mut set = RowSet::from_rows(3, [0, 2, 7]);
        set.insert(9);
        set.toggle(9);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 2]);
        assert!(!set.contains(9));
    }

    #[test]
    fn full_and_empty_know_themselves() {
        assert!(RowSet::full(70).is_full());
        assert_eq!(RowSet::full(70).count(), 70);
        assert!(RowSet::empty(70).is_empty());
    }
    #[test]
    fn every_row_is_met_once_in_order_whether_the_set_is_full_or_not() {
        for set in [RowSet::full(70), RowSet::from_rows(70, [3, 1, 69]), RowSet::empty(70), RowSet::full(0)] {
            let mut met = Vec::new();
            set.for_each(|row| met.push(row));
            assert!(met.into_iter().eq(set.iter()));
        }
    }
}
