//! What holding several bounds comes to: one outcome, and the margin to the nearest bound.

use super::reason::Operator;
use crate::domain::Outcome;

/// The bounds held so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    asked: u32,
    not_due: u32,
    known: u32,
    broken: u32,
    margin: Option<f64>,
}

impl Tally {
    /// A bound that is not due yet.
    pub(super) fn not_due(&mut self) {
        self.asked += 1;
        self.not_due += 1;
    }

    /// A bound that nothing can be held against.
    pub(super) fn unknown(&mut self) {
        self.asked += 1;
    }

    /// A bound with what was measured.
    pub(super) fn hold(&mut self, operator: Operator, measured: Option<f64>, bound: f64) {
        self.asked += 1;
        let Some(measured) = measured else { return };
        self.known += 1;
        self.broken += u32::from(!operator.holds(measured, bound));
        if bound != 0.0 {
            let margin = operator.margin(measured, bound) / bound.abs();
            self.margin = Some(self.margin.map_or(margin, |least| least.min(margin)));
        }
    }

    /// Whether no bound was asked for.
    pub(super) fn is_empty(self) -> bool {
        self.asked == 0
    }

    /// What it comes to: one broken bound breaks all, one known and kept is enough to keep.
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self { asked: 0, .. } => Outcome::OutOfScope,
            Self { broken: 1.., .. } => Outcome::Breached,
            Self { known: 1.., .. } => Outcome::Met,
            Self { asked, not_due, .. } if asked == not_due => Outcome::NotDue,
            _ => Outcome::NoData,
        }
    }

    /// The margin to the nearest of the bounds that were held, as a share of it; below 0 where it is broken.
    pub(super) fn margin(self) -> Option<f64> {
        self.margin
    }
}
