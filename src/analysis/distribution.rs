//! How an indicator is spread over parcels: quantiles as a spreadsheet gives them, and boxes by group.

use rayon::prelude::*;

use crate::domain::ParcelTable;

use super::grouping::{GroupLabel, Groups};
use super::{Figures, Indicator};

/// The quantile `p` (0–1) of values sorted ascending, as Excel's PERCENTILE.INC (type 7) gives it: at position
/// p × (n − 1), straight between its two neighbours. `None` without values.
#[must_use]
pub fn percentile_inc(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = p.clamp(0.0, 1.0) * last as f64;
    let below = (position.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let share = position - below as f64;
    Some(if share == 0.0 { sorted[below] } else { sorted[below] + share * (sorted[above] - sorted[below]) })
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
    /// The box of values sorted ascending; `None` without values.
    #[must_use]
    pub fn of_sorted(sorted: &[f64]) -> Option<Self> {
        let at = |p| percentile_inc(sorted, p);
        Some(Self {
            min: at(0.0)?,
            p10: at(0.1)?,
            q1: at(0.25)?,
            median: at(0.5)?,
            q3: at(0.75)?,
            p90: at(0.9)?,
            max: at(1.0)?,
            n: sorted.len(),
        })
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

/// The boxes of an indicator by group over the rows that are grouped, in the order [`super::summary`] lists the groups.
#[must_use]
pub fn distribution(table: &ParcelTable, figures: &Figures, groups: &Groups, indicator: Indicator) -> Vec<GroupBox> {
    let values = figures.indicator_values(table, indicator);
    let mut by_group: Vec<(Vec<f64>, usize)> = vec![(Vec::new(), 0); groups.labels().len()];
    for (row, group) in groups.iter() {
        let (known, without) = &mut by_group[group];
        if values[row].is_nan() {
            *without += 1;
        } else {
            known.push(values[row]);
        }
    }
    let boxes = by_group.into_par_iter().zip(groups.labels()).map(|((mut known, without_value), label)| {
        known.par_sort_unstable_by(f64::total_cmp);
        GroupBox { label: label.clone(), stats: BoxStats::of_sorted(&known), without_value }
    });
    boxes.collect()
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
