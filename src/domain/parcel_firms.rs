//! Which firm a parcel is graded with, where a firms' list is joined: every parcel has one firm at most.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Measure, MeasureKey, NumberColumn, Year};

/// The firms of a table's parcels. Where several stand on one parcel, the parcel is graded with one of them.
#[derive(Clone, Debug, Default)]
pub struct ParcelFirms {
    of_row: Vec<u32>,
    names: Vec<Arc<str>>,
    /// Points of each firm that are its own and not its land's: bonus and penalty.
    points: BTreeMap<MeasureKey, NumberColumn>,
    /// The rows that several firms stand on.
    shared: BTreeSet<u32>,
}

/// What stands in the place of a firm where a parcel has none.
const NO_FIRM: u32 = u32::MAX;

/// Points that are repeated: the largest count, of equally large ones those above 0, in whatever order they stand.
#[must_use]
pub fn repeated_points(said: impl Iterator<Item = f64>) -> Option<f64> {
    said.max_by(|a, b| a.abs().total_cmp(&b.abs()).then(a.total_cmp(b)))
}

impl ParcelFirms {
    /// Parcels with their firms: the firm of each row, every firm's name, and the points the list gives each.
    #[must_use]
    pub fn new(
        of_row: impl IntoIterator<Item = Option<u32>>,
        names: Vec<Arc<str>>,
        points: BTreeMap<MeasureKey, NumberColumn>,
    ) -> Self {
        let of_row = of_row.into_iter().map(|firm| firm.unwrap_or(NO_FIRM)).collect();
        Self { of_row, names, points, shared: BTreeSet::new() }
    }

    /// The same, several firms standing on these rows.
    #[must_use]
    pub fn with_shared(self, shared: BTreeSet<u32>) -> Self {
        Self { shared, ..self }
    }

    /// Whether several firms stand on a row.
    #[must_use]
    pub fn is_shared(&self, row: usize) -> bool {
        u32::try_from(row).is_ok_and(|row| self.shared.contains(&row))
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

    /// Whether the list gives any points of this sort.
    #[must_use]
    pub fn has_points(&self, measure: Measure) -> bool {
        self.points.keys().any(|key| key.measure == measure)
    }

    /// What the list says of a firm's points in a year: that year's, else those without a year.
    #[must_use]
    pub fn points(&self, measure: Measure, year: Option<Year>, firm: usize) -> Option<f64> {
        let of_year = |year| self.points.get(&MeasureKey { measure, year })?.get(firm);
        of_year(year).or_else(|| of_year(None))
    }
}
