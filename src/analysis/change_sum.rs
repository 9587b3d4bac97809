//! One measure of the same parcels in two years: sums, changes, multiples, and who is left out.
//!
//! Every ratio is `None` where there is nothing to divide by; no parcel is in one year's sum and not in the other's.

use crate::domain::units::mu_from_m2;

use super::ratio::Part;

/// Σ of one measure over the parcels that count in both years. Money in 万元, land in m².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChangeSum {
    /// Σ of the base year.
    pub base_value: f64,
    /// Σ of the current year.
    pub current_value: f64,
    /// The land below the base year's sum, m².
    pub base_land_m2: f64,
    /// The land below the current year's sum, m².
    pub current_land_m2: f64,
    /// Parcels that count in both years; a group of parcels that were split or merged counts once.
    pub compared: u64,
    /// Groups among them.
    pub groups: u64,
    /// Parcels of both sides that do not count in the base year though a figure was to be expected.
    pub missing_base: u64,
    /// The same of the current year.
    pub missing_current: u64,
    /// Parcels that are missing in either year or in both.
    pub missing: u64,
    /// Parcels among the compared whose base is 0 or less, so that no multiple of it says anything.
    pub base_not_positive: u64,
}

impl ChangeSum {
    pub(super) fn add(&mut self, base: Part, current: Part) {
        match (base.counted(), current.counted()) {
            (Some([base, base_land]), Some([current, current_land])) => {
                self.base_value += base;
                self.base_land_m2 += base_land;
                self.current_value += current;
                self.current_land_m2 += current_land;
                self.compared += 1;
                self.base_not_positive += u64::from(base <= 0.0);
            }
            // Reserve land and its kin: nothing was to be expected in either year.
            (None, None) if !base.is_missing() && !current.is_missing() => {}
            (in_base, in_current) => {
                self.missing_base += u64::from(in_base.is_none());
                self.missing_current += u64::from(in_current.is_none());
                self.missing += 1;
            }
        }
    }

    fn known(&self, value: f64) -> Option<f64> {
        (self.compared > 0).then_some(value)
    }

    /// Σ of the base year, 万元; `None` if no parcel is compared.
    #[must_use]
    pub fn base(&self) -> Option<f64> {
        self.known(self.base_value)
    }

    /// Σ of the current year, 万元; `None` if no parcel is compared.
    #[must_use]
    pub fn current(&self) -> Option<f64> {
        self.known(self.current_value)
    }

    /// Current − base, 万元.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        self.known(self.current_value - self.base_value)
    }

    /// Current ÷ base; `None` where the base is 0 or less.
    #[must_use]
    pub fn multiple(&self) -> Option<f64> {
        ratio(self.current(), self.base())
    }

    /// Σ/Σ of the base year, 万元/亩.
    #[must_use]
    pub fn base_per_mu(&self) -> Option<f64> {
        ratio(self.base(), Some(mu_from_m2(self.base_land_m2)))
    }

    /// Σ/Σ of the current year, 万元/亩.
    #[must_use]
    pub fn current_per_mu(&self) -> Option<f64> {
        ratio(self.current(), Some(mu_from_m2(self.current_land_m2)))
    }

    /// Current − base of the per-mu figures, 万元/亩.
    #[must_use]
    pub fn per_mu_change(&self) -> Option<f64> {
        Some(self.current_per_mu()? - self.base_per_mu()?)
    }

    /// Current ÷ base of the per-mu figures; 2 is 亩产倍增. `None` where the base is 0 or less.
    #[must_use]
    pub fn per_mu_multiple(&self) -> Option<f64> {
        ratio(self.current_per_mu(), self.base_per_mu())
    }

    /// How much of the way from 1 × to 2 × the base's per-mu figure is gone: 0 at the base, 1 at its double, below 0
    /// where it fell.
    #[must_use]
    pub fn doubling_progress(&self) -> Option<f64> {
        Some(self.per_mu_multiple()? - 1.0)
    }
}

/// A ratio whose lower side must be above 0.
fn ratio(upper: Option<f64>, lower: Option<f64>) -> Option<f64> {
    let lower = lower.filter(|lower| *lower > 0.0)?;
    Some(upper? / lower)
}
