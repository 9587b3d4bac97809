//! Which firm a parcel is graded with, where a firms' list is joined: every parcel has one firm at most.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Measure, MeasureKey, NumberColumn, Year};

/// The firms of a table's parcels. Where several stand on one parcel, the parcel is graded with one of them.
#[derive(Clone, Debug, Default)]
pub struct ParcelFirms {
    of_row: Vec<u32>,
    names: Vec<Arc<str>>,
    /// Points of each firm that are its own and not its land's: bonus and penalty.
    points: BTreeMap<MeasureKey, NumberColumn>,
}

/// What stands in the place of a firm where a parcel has none.
const NO_FIRM: u32 = u32::MAX;

impl ParcelFirms {
    /// Parcels with their firms: the firm of each row, every firm's name, and the points the list gives each.
    #[must_use]
    pub fn new(
        of_row: impl IntoIterator<Item = Option<u32>>,
        names: Vec<Arc<str>>,
        points: BTreeMap<MeasureKey, NumberColumn>,
    ) -> Self {
        Self { of_row: of_row.into_iter().map(|firm| firm.unwrap_or(NO_FIRM)).collect(), names, points }
    }

    /// The firm a row is graded with.
    #[must_use]
    pub fn of(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).copied().filter(|&firm| firm != NO_FIRM).map(|firm| firm as usize)
    }

    /// How many firms there are, those without a parcel of their own included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A firm's name.
    #[must_use]
    pub fn name(&self, firm: usize) -> Option<&Arc<str>> {
        self.names.get(firm)
    }

    /// What the list says of a firm's points in a year: that year's, else those without a year.
    #[must_use]
    pub fn points(&self, measure: Measure, year: Option<Year>, firm: usize) -> Option<f64> {
        let of_year = |year| self.points.get(&MeasureKey { measure, year })?.get(firm);
        of_year(year).or_else(|| of_year(None))
    }
}
