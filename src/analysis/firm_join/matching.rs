//! Which rows of a list stand on which parcels, by code or name.

use rustc_hash::FxHashMap;

use crate::domain::{FirmKey, FirmTable, ParcelTable, TextField, join_form, parted_codes};

/// How well a key brings a list and parcels together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRate {
    /// The key.
    pub key: FirmKey,
    /// Rows of the list that have it.
    pub filled: usize,
    /// Rows of the list whose key a parcel has.
    pub matched: usize,
}

/// The parcels of each key, in row order.
pub(super) struct ParcelIndex {
    rows: FxHashMap<String, Vec<u32>>,
    key: FirmKey,
}

impl ParcelIndex {
    pub(super) fn new(table: &ParcelTable, key: FirmKey) -> Self {
        // A unit of real estate has a code of its own; a list may go by either.
        let also = (key == FirmKey::ParcelCode).then_some(TextField::UnitNumber);
        let mut rows: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for field in [Some(key.field()), also].into_iter().flatten() {
            let Some(column) = table.text(field) else { continue };
            for (row, text) in column.iter().enumerate() {
                let form = text.map(join_form).unwrap_or_default();
                if !form.is_empty() {
                    let of_form = rows.entry(form).or_default();
                    if of_form.last() != Some(&(row as u32)) {
                        of_form.push(row as u32);
                    }
                }
            }
        }
        for of_form in rows.values_mut() {
            of_form.sort_unstable();
            of_form.dedup();
        }
        Self { rows, key }
    }

    /// The parcels of a key as written; of several codes in one cell, those of each.
    pub(super) fn parcels_of(&self, written: &str) -> Vec<u32> {
        if let Some(rows) = self.rows.get(&join_form(written)) {
            return rows.clone();
        }
        if self.key == FirmKey::Name {
            return Vec::new();
        }
        let mut rows: Vec<u32> =
            parted_codes(written).filter_map(|code| self.rows.get(&code)).flatten().copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// How well each key that both sides have brings them together, the surest key first.
#[must_use]
pub fn key_rates(firms: &FirmTable, parcels: &ParcelTable) -> Vec<KeyRate> {
    let has = |key: &FirmKey| firms.has_text(key.field());
    FirmKey::ALL
        .into_iter()
        .filter(has)
        .map(|key| {
            let index = ParcelIndex::new(parcels, key);
            let written = (0..firms.len()).filter_map(|row| firms.text_of(key.field(), row));
            let (filled, matched) = written.fold((0, 0), |(filled, matched), text| {
                (filled + 1, matched + usize::from(!index.parcels_of(text).is_empty()))
            });
            KeyRate { key, filled, matched }
        })
        .collect()
}

/// The key under which most rows find a parcel; of equals the surest.
#[must_use]
pub fn proposed_key(rates: &[KeyRate]) -> Option<FirmKey> {
    let most = rates.iter().map(|rate| rate.matched).max()?;
    rates.iter().find(|rate| rate.matched == most).map(|rate| rate.key)
}
