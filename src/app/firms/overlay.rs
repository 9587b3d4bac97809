//! Joined figures laid over the parcel file's own.

use std::sync::Arc;

use super::choices::Precedence;
use crate::analysis::FirmJoin;
use crate::domain::{MeasureKey, NumberColumn, ParcelTable};

/// Where the parcel file and the list have different values of one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The measure and its year.
    pub key: MeasureKey,
    /// Parcels with two different values.
    pub parcels: usize,
}

/// Values that differ by less are one value, rounded.
const SAME: f64 = 1e-6;

/// The parcels with the joined columns in place of their own or beside them, and where the two disagree.
///
/// Where the list's figures are of a year and the parcel file's of none, they are of the same column: a column without a
/// year serves every year that is asked for, and one of that year would hide it.
#[must_use]
pub fn laid_over(parcels: &ParcelTable, join: &FirmJoin, precedence: Precedence) -> (ParcelTable, Vec<Conflict>) {
    let mut conflicts = Vec::new();
    let table = join.columns.iter().fold(parcels.clone(), |table, (&key, joined)| {
        let own = match key.year {
            Some(year) => parcels.measure(key.measure, Some(year)),
            None => parcels.measures().get(&key).map(Arc::as_ref),
        };
        let mut differing = 0;
        let column: NumberColumn = (0..parcels.len())
            .map(|row| match (own.and_then(|own| own.get(row)), joined.get(row)) {
                (Some(own), Some(joined)) => {
                    differing += usize::from((own - joined).abs() > SAME * own.abs().max(joined.abs()));
                    Some(if precedence == Precedence::FirmsWin { joined } else { own })
                }
                (own, joined) => own.or(joined),
            })
            .collect();
        if differing > 0 {
            conflicts.push(Conflict { key, parcels: differing });
        }
        table.with_measure(key, Arc::new(column))
    });
    (table, conflicts)
}
