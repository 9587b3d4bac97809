//! Which land lies idle, row by row: by decree where parcels are judged, else by the status word.
//!
//! By decree goes before the word: land found not idle, not due, excused or out of the decree's scope is not idle
//! whatever its status, and an excluded finding leaves the figures. Land suspected by its status alone counts, and is told
//! apart.

use rayon::prelude::*;

use super::Figures;
use super::judge::Judged;
use super::plain_sums::{AreaSum, kept, known};
use crate::domain::{FindingKind, LandStatus, Outcome, RowSet};

/// How far a parcel is suspected to lie idle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdleSuspicion {
    /// Not at all.
    None,
    /// By its status word alone.
    ByStatus,
    /// By decree.
    ByDecree,
    /// That cannot be told for want of data.
    Untold,
}

impl IdleSuspicion {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Untold as usize + 1;

    /// Whether the parcel counts as suspected idle.
    #[must_use]
    pub fn is_suspected(self) -> bool {
        matches!(self, Self::ByStatus | Self::ByDecree)
    }

    fn of_status(status: LandStatus) -> Self {
        match status {
            LandStatus::Unknown => Self::Untold,
            status if status.suspected_idle() => Self::ByStatus,
            _ => Self::None,
        }
    }

    fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::SuspectedIdleByStatus => Self::ByStatus,
            Outcome::InsufficientData => Self::Untold,
            outcome if outcome.suspected_idle_by_decree() => Self::ByDecree,
            _ => Self::None,
        }
    }
}

/// What findings change of the sums over some parcels, apart from what they do not: where other land lies idle, no ratio is
/// another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct IdleSum {
    /// Parcels suspected idle, by decree or by status.
    pub parcels: u64,
    /// Σ their land, m², by decree and by status each summed in row order.
    pub land_m2: f64,
    /// Parcels among them suspected by their status alone.
    pub by_status_parcels: u64,
    /// Σ land of these, m².
    pub by_status_m2: f64,
    /// Parcels of which it cannot be told.
    pub untold_parcels: u64,
}

impl IdleSum {
    /// The sum over `rows`.
    #[must_use]
    pub fn new(figures: &Figures, rows: &RowSet) -> Self {
        if rows.is_full() { figures.idle_whole() } else { Self::of_rows(figures, rows.iter()) }
    }

    /// The sum over these rows, ascending.
    pub(super) fn of_rows(figures: &Figures, rows: impl Iterator<Item = usize>) -> Self {
        let (idle, land) = (figures.idle_suspicions(), figures.land_values_m2());
        let mut sums = [AreaSum::default(); IdleSuspicion::COUNT];
        // Without a branch, and no sum through memory: where most land does not lie idle, its sum would be a long wait.
        let asked = [IdleSuspicion::ByStatus, IdleSuspicion::ByDecree, IdleSuspicion::Untold];
        for row in rows {
            let land_m2 = known(land[row]);
            for suspicion in asked {
                let is_one = u64::from(idle[row] == suspicion);
                sums[suspicion as usize].add(kept(land_m2, is_one), is_one);
            }
        }
        Self::of(&sums)
    }

    /// The sum where parcels and their land are summed by suspicion already.
    pub(super) fn of(sums: &[AreaSum; IdleSuspicion::COUNT]) -> Self {
        let of = |suspicion: IdleSuspicion| sums[suspicion as usize];
        let (by_status, by_decree) = (of(IdleSuspicion::ByStatus), of(IdleSuspicion::ByDecree));
        Self {
            parcels: by_status.parcels + by_decree.parcels,
            land_m2: by_status.m2 + by_decree.m2,
            by_status_parcels: by_status.parcels,
            by_status_m2: by_status.m2,
            untold_parcels: of(IdleSuspicion::Untold).parcels,
        }
    }
}

/// The suspicion of every row by its status.
pub(super) fn by_status(statuses: &[LandStatus]) -> Vec<IdleSuspicion> {
    statuses.par_iter().map(|&status| IdleSuspicion::of_status(status)).collect()
}

/// The suspicion of every row by what it is judged to be; by its status while nothing is judged.
pub(super) fn by_finding(judged: &Judged, statuses: &[LandStatus]) -> Vec<IdleSuspicion> {
    if judged.is_pending() {
        return by_status(statuses);
    }
    judged.outcomes(FindingKind::Idle).par_iter().map(|&outcome| IdleSuspicion::of_outcome(outcome)).collect()
}
