//! What became of parcels between two years, counted, and which of them moved most.

use crate::domain::PairState;

use super::Indicator;
use super::pairing::Pair;
use super::years::Comparison;

/// The parcels of one state, with their land.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Presence {
    /// The state.
    pub state: PairState,
    /// Parcels of the base.
    pub base: u64,
    /// Parcels of the current data.
    pub current: u64,
    /// Σ land of those of the base, m².
    pub base_land_m2: f64,
    /// Σ land of the current ones, m².
    pub current_land_m2: f64,
}

/// Which parcels are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChangeListing {
    /// Those compared, by how much their output (tax, where output cannot be compared) changed, the most first.
    #[default]
    Moved,
    /// Those of a state, by land, the most first.
    Of(PairState),
}

impl Comparison<'_> {
    /// The states that parcels are in, in the order lists have them.
    #[must_use]
    pub fn presences(&self) -> Vec<Presence> {
        let none = |state| Presence { state, base: 0, current: 0, base_land_m2: 0.0, current_land_m2: 0.0 };
        let mut presences = PairState::ALL.map(none);
        for pair in self.pairs() {
            let Some(of) = presences.iter_mut().find(|of| of.state == pair.state) else { continue };
            of.base += u64::from(pair.base.is_some());
            of.current += u64::from(pair.current.is_some());
            let [base, current] = self.lands_m2(pair);
            of.base_land_m2 += base;
            of.current_land_m2 += current;
        }
        presences.into_iter().filter(|of| of.base + of.current > 0).collect()
    }

    /// The pairs of a listing, in its order; equal ones in the order of files.
    #[must_use]
    pub fn listed(&self, listing: ChangeListing) -> Vec<Pair> {
        let mut ranked: Vec<(f64, Pair)> = match listing {
            ChangeListing::Moved => {
                let indicator = if self.has_output() { Indicator::OutputPerMu } else { Indicator::TaxPerMu };
                let moved = |pair: &Pair| {
                    let change = self.of_pair(pair);
                    let sum = if indicator == Indicator::OutputPerMu { change.output } else { change.tax };
                    sum.change().filter(|change| *change != 0.0).map(|change| (change.abs(), *pair))
                };
                self.pairs().filter_map(moved).collect()
            }
            ChangeListing::Of(state) => {
                let of_state = self.pairs().filter(|pair| pair.state == state);
                of_state.map(|pair| (self.lands_m2(pair).into_iter().fold(0.0, f64::max), *pair)).collect()
            }
        };
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked.into_iter().map(|(_, pair)| pair).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{compared, near, parcel};
    use super::*;
    use crate::domain::LandStatus;
    use crate::domain::units::mu_from_m2;

    #[test]
    fn states_are_counted_with_land_of_both_years_and_what_moved_most_comes_first() {
        let of = |mu, output| parcel(mu, LandStatus::InUse, Some(output), None);
        let base = [of(10.0, 100.0), of(20.0, 400.0), of(5.0, 50.0)];
        compared(&base, &[of(10.0, 300.0), of(24.0, 100.0)], |comparison| {
            let presences = comparison.presences();
            let states: Vec<_> = presences.iter().map(|of| (of.state, of.base, of.current)).collect();
            assert_eq!(states, [(PairState::InBoth, 1, 1), (PairState::Reshaped, 1, 1), (PairState::Vanished, 1, 0)]);
            assert!(near(mu_from_m2(presences[1].base_land_m2), 20.0));
            assert!(near(mu_from_m2(presences[1].current_land_m2), 24.0));
            let rows = |listing| comparison.listed(listing).iter().map(|pair| pair.base).collect::<Vec<_>>();
            assert_eq!(rows(ChangeListing::Moved), [Some(1), Some(0)], "a fall of 300 before a rise of 200");
            assert_eq!(rows(ChangeListing::Of(PairState::Vanished)), [Some(2)]);
            assert_eq!(rows(ChangeListing::Of(PairState::Split)), []);
        });
    }
}
