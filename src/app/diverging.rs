//! Five classes about a middle, two on either side: an indicator against its mean, or its change against none.

use super::data_colors::DIVERGING_RGB;
use crate::analysis::percentile_inc;

/// How far from the mean, as a share of it, still counts as around it.
const AROUND_MEAN: f64 = 0.1;
/// How far below the mean, as a share of it, is far.
const FAR_BELOW_MEAN: f64 = 0.5;
/// How far above the mean, as a share of it, is far: values may lie further above than below.
const FAR_ABOVE_MEAN: f64 = 1.0;

/// Of all parcels that changed, the share that changed so little as to count as unchanged.
const NEAR_CHANGES: f64 = 0.2;
/// Of all parcels that changed, the share that did not change much.
const MOST_CHANGES: f64 = 0.6;

/// The class about the middle.
pub const MIDDLE: u8 = 2;

/// The bounds between five classes: far below, below, around the middle, above, far above. A bound belongs to the class
/// nearer to the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Diverging {
    /// The four bounds, ascending; alike where there is nothing between them.
    pub bounds: [f64; 4],
}

impl Diverging {
    /// Classes by how far a value lies from a mean, in shares of the mean; where that is 0, by the sign alone.
    #[must_use]
    pub fn against_mean(mean: f64) -> Self {
        let at = |share: f64| mean + share * mean.abs();
        Self { bounds: [at(-FAR_BELOW_MEAN), at(-AROUND_MEAN), at(AROUND_MEAN), at(FAR_ABOVE_MEAN)] }
    }

    /// Classes of changes, alike on both sides of no change, cut so that each is common: the fifth of the parcels that
    /// changed least is around the middle, the two fifths that changed most are far from it. Missing changes are NaN.
    #[must_use]
    pub fn of_changes(changes: &[f64]) -> Self {
        let moved = |change: &&f64| change.is_finite() && **change != 0.0;
        let mut sizes: Vec<f64> = changes.iter().filter(moved).map(|change| change.abs()).collect();
        sizes.sort_unstable_by(f64::total_cmp);
        let at = |share| percentile_inc(&sizes, share).unwrap_or(0.0);
        let (near, far) = (at(NEAR_CHANGES), at(MOST_CHANGES));
        Self { bounds: [-far, -near, near, far] }
    }

    /// The class of a value, from 0; the class behind the last for a missing one.
    #[must_use]
    pub fn class_of(&self, value: f64) -> u8 {
        let [far_below, below, above, far_above] = self.bounds;
        match value {
            value if !value.is_finite() => DIVERGING_RGB.len() as u8,
            value if value < far_below => 0,
            value if value < below => 1,
            value if value <= above => MIDDLE,
            value if value <= far_above => 3,
            _ => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_held_against_the_mean_in_shares_of_it() {
        let classes = Diverging::against_mean(100.0);
        let of = [0.0, 49.9, 50.0, 89.0, 90.0, 110.0, 111.0, 200.0, 201.0, f64::NAN];
        assert_eq!(of.map(|value| classes.class_of(value)), [0, 0, 1, 1, 2, 2, 3, 3, 4, 5]);
    }

    #[test]
    fn a_mean_below_or_at_nothing_has_its_two_sides_too() {
        let classes = Diverging::against_mean(-10.0);
        assert_eq!([-16.0, -12.0, -10.0, -5.0, 1.0].map(|value| classes.class_of(value)), [0, 1, 2, 3, 4]);
        let zero = Diverging::against_mean(0.0);
        assert_eq!([-1.0, 0.0, 1.0].map(|value| zero.class_of(value)), [0, 2, 4]);
    }

    #[test]
    fn changes_are_classed_alike_on_both_sides_and_no_change_is_the_middle() {
        let changes = [-50.0, -10.0, -1.0, 0.0, 0.0, 1.0, 10.0, 50.0, f64::NAN];
        let classes = Diverging::of_changes(&changes);
        for change in changes.into_iter().filter(|change| change.is_finite()) {
            assert_eq!(classes.class_of(change), 4 - classes.class_of(-change), "{change}");
        }
        assert_eq!((classes.class_of(0.0), classes.class_of(-50.0), classes.class_of(10.0)), (2, 0, 3));
        let still = Diverging::of_changes(&[0.0, f64::NAN]);
        assert_eq!((still.class_of(0.0), still.class_of(f64::NAN)), (2, 5));
    }
}
