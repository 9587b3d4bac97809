//! What a join came to: figures by parcel, which firm each comes from, and what was matched and what not.

use std::collections::BTreeMap;

use crate::domain::{MeasureKey, NumberColumn};

/// By what a total was shared out over several parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ShareBy {
    /// It was not: the firm stands on one parcel, or each row said its own amount.
    Whole,
    /// By the land the list says the firm takes up of each.
    Occupied,
    /// By the parcels' land.
    Land,
    /// In equal parts, since no parcel has land.
    Equal,
}

/// A firm of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Firm {
    /// Its name as written, else its code, else its key.
    pub label: String,
    /// Its credit code as written.
    pub credit_code: Option<String>,
    /// Its rows of the list.
    pub rows: Vec<u32>,
    /// The parcels it stands on, ascending.
    pub parcels: Vec<u32>,
}

/// What one firm brings one parcel of one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirmPart {
    /// The parcel.
    pub parcel: u32,
    /// The firm, an index into [`FirmJoin::firms`].
    pub firm: u32,
    /// The measure and its year.
    pub key: MeasureKey,
    /// The parcel's part, in the measure's canonical unit.
    pub value: f64,
    /// The firm's total on its matched parcels.
    pub total: f64,
    /// By what it was shared out.
    pub by: ShareBy,
}

/// Why rows of one firm were looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DuplicateKind {
    /// The same total stands on the row of each parcel; it was counted once.
    RepeatedTotal,
    /// The same row twice; it was counted once.
    SameRow,
    /// Several rows with amounts of their own on the same parcels; they were summed.
    Summed,
}

/// Rows of one firm that had to be judged together.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// What they are.
    pub kind: DuplicateKind,
    /// The firm, an index into [`FirmJoin::firms`].
    pub firm: u32,
    /// The measure and its year.
    pub key: MeasureKey,
    /// The rows of the list.
    pub rows: Vec<u32>,
    /// What stands on each row if it is the same on all, else their sum.
    pub amount: f64,
}

/// The sums of a join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JoinCounts {
    /// Rows of the list.
    pub rows: usize,
    /// Rows whose key a parcel has.
    pub rows_matched: usize,
    /// Rows that have no key.
    pub rows_without_key: usize,
    /// Firms of the list.
    pub firms: usize,
    /// Firms that stand on a parcel.
    pub firms_matched: usize,
    /// Parcels a firm stands on.
    pub parcels_matched: usize,
    /// Parcels that have no key.
    pub parcels_without_key: usize,
    /// Parcels several firms stand on.
    pub parcels_shared: usize,
    /// Firms whose total was shared out over several parcels.
    pub firms_shared: usize,
}

/// What a join came to.
#[derive(Clone, Debug, Default)]
pub struct FirmJoin {
    /// The firms, in the list's order.
    pub firms: Vec<Firm>,
    /// The figures by measure and year: sums over each parcel's firms, missing where none says anything.
    pub columns: BTreeMap<MeasureKey, NumberColumn>,
    /// What each firm brings each parcel, by parcel, then firm.
    pub parts: Vec<FirmPart>,
    /// Rows of the list whose key no parcel has, or which have none.
    pub unmatched_rows: Vec<u32>,
    /// Parcels no firm stands on.
    pub unmatched_parcels: Vec<u32>,
    /// Rows that had to be judged together.
    pub duplicates: Vec<Duplicate>,
    /// The sums.
    pub counts: JoinCounts,
}

impl FirmJoin {
    /// What the firms of a parcel bring it, by firm.
    #[must_use]
    pub fn parts_of(&self, parcel: usize) -> &[FirmPart] {
        let start = self.parts.partition_point(|part| (part.parcel as usize) < parcel);
        let end = self.parts.partition_point(|part| part.parcel as usize <= parcel);
        &self.parts[start..end]
    }

    /// The firms on a parcel, those without any figure too.
    pub fn firms_of(&self, parcel: usize) -> impl Iterator<Item = (u32, &Firm)> + '_ {
        let parcel = parcel as u32;
        let firms = self.firms.iter().enumerate();
        firms.filter(move |(_, firm)| firm.parcels.binary_search(&parcel).is_ok()).map(|(at, firm)| (at as u32, firm))
    }

    /// Σ of a measure over all parcels; nothing where no parcel has it.
    #[must_use]
    pub fn total(&self, key: MeasureKey) -> Option<f64> {
        let column = self.columns.get(&key)?;
        let values = column.values().iter().filter(|value| !value.is_nan());
        (column.filled() > 0).then(|| values.sum())
    }
}
