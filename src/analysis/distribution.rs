//! How an indicator is spread over parcels: quantiles as a spreadsheet gives them, and boxes by group.

use super::grouping::GroupLabel;

/// The quantile `p` (0–1) of values sorted ascending, as Excel's PERCENTILE.INC (type 7) gives it: at position
/// p × (n − 1), straight between its two neighbours. `None` without values.
#[must_use]
pub fn percentile_inc(sorted: &[f64], p: f64) -> Option<f64> {
    let position = QuantilePosition::new(sorted.len(), p)?;
    Some(position.between(sorted[position.below], sorted[position.above]))
}

/// Where a quantile lies among values sorted ascending.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuantilePosition {
    /// The value at or before it.
    pub(super) below: usize,
    /// The value at or behind it.
    pub(super) above: usize,
    /// How far it is from the one to the other, 0–1.
    share: f64,
}

impl QuantilePosition {
    /// The quantile `p` of `len` values; `None` of none.
    pub(super) fn new(len: usize, p: f64) -> Option<Self> {
        let last = len.checked_sub(1)?;
        let position = p.clamp(0.0, 1.0) * last as f64;
        let below = (position.floor() as usize).min(last);
        Some(Self { below, above: (below + 1).min(last), share: position - below as f64 })
    }

    /// The quantile, the values at its two neighbours being these.
    pub(super) fn between(self, below: f64, above: f64) -> f64 {
        if self.share == 0.0 { below } else { below + self.share * (above - below) }
    }
}

/// What a box plot draws: unweighted over parcels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxStats {
    /// Least value.
    pub min: f64,
    /// 10th percentile.
    pub p10: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// 90th percentile.
    pub p90: f64,
    /// Greatest value.
    pub max: f64,
    /// Parcels with a value.
    pub n: usize,
}

impl BoxStats {
    /// The quantiles it is made of, in the order of its members.
    pub(super) const QUANTILES: [f64; 7] = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];

    /// The box of `n` values with these [`Self::QUANTILES`].
    pub(super) fn of_quantiles([min, p10, q1, median, q3, p90, max]: [f64; 7], n: usize) -> Self {
        Self { min, p10, q1, median, q3, p90, max, n }
    }

    /// The box of values sorted ascending; `None` without values.
    #[must_use]
    pub fn of_sorted(sorted: &[f64]) -> Option<Self> {
        let at = |p| percentile_inc(sorted, p).unwrap_or_default();
        (!sorted.is_empty()).then(|| Self::of_quantiles(Self::QUANTILES.map(at), sorted.len()))
    }
}

/// One group's box.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBox {
    /// The group's name.
    pub label: GroupLabel,
    /// Its box, or `None` if no parcel of it has a value.
    pub stats: Option<BoxStats>,
    /// Parcels of the group without a value.
    pub without_value: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_a_spreadsheet() {
        // PERCENTILE.INC({1;2;3;4}; 0.1/0.25/0.5/0.9) in Excel: 1.3, 1.75, 2.5, 3.7.
        let sorted = [1.0, 2.0, 3.0, 4.0];
        for (p, expected) in [(0.0, 1.0), (0.1, 1.3), (0.25, 1.75), (0.5, 2.5), (0.9, 3.7), (1.0, 4.0)] {
            assert!((percentile_inc(&sorted, p).unwrap() - expected).abs() < 1e-15, "{p}");
        }
        assert_eq!(percentile_inc(&[], 0.5), None);
        assert_eq!(percentile_inc(&[7.0], 0.9), Some(7.0));
    }

    #[test]
    fn a_box_of_one_value_is_that_value_throughout() {
        let stats = BoxStats::of_sorted(&[3.5]).unwrap();
        assert_eq!((stats.min, stats.q1, stats.median, stats.p90, stats.max, stats.n), (3.5, 3.5, 3.5, 3.5, 3.5, 1));
        assert_eq!(BoxStats::of_sorted(&[]), None);
    }
}
