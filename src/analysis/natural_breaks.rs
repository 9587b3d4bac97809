//! Exact natural breaks (Fisher 1958, Jenks 1977): the classes of sorted values with the least squared deviation from
//! their means.
//!
//! The best split of the first `j` values into `k` classes is that of the first `i` into `k − 1` and one class of the
//! rest, and the best `i` never falls as `j` grows; divide and conquer on `j` makes it O(k n log n) where the usual
//! algorithm is O(k n²). Equal values are one weighted value, so they are never split.
//!
//! Above [`SAMPLE`] values, that many of them are taken at even steps through the sorted order, the least and the
//! greatest among them: the same values always give the same breaks.

/// The most values the breaks are found from exactly.
pub(super) const SAMPLE: usize = 1_000_000;

/// Below this many places a half is not worth a thread of its own.
const SEQUENTIAL: usize = 4096;

/// The upper bounds of at most `classes` natural classes of values sorted ascending, all finite.
pub(super) fn natural_breaks(sorted: &[f64], classes: usize) -> Vec<f64> {
    let sums = Sums::of(sorted);
    let len = sums.values.len();
    if len <= classes {
        return sums.values;
    }
    // layer[j]: the cost of the best split of places 0..=j into the classes so far.
    let mut layer: Vec<f64> = (0..len).map(|end| sums.cost(0, end)).collect();
    let mut first_of_last: Vec<Vec<u32>> = Vec::new();
    for _ in 2..classes {
        let (mut next, mut first) = (vec![0.0; len], vec![0; len]);
        Split { sums: &sums, layer: &layer }.solve(0, &mut next, &mut first, (0, len - 1));
        layer = next;
        first_of_last.push(first);
    }
    let mut breaks = vec![sums.values[len - 1]];
    if classes > 1 {
        // Of the last class only the split of all values matters.
        let (_, mut first) = Split { sums: &sums, layer: &layer }.best(len - 1, (0, len - 1));
        while first > 0 {
            let end = first as usize - 1;
            breaks.push(sums.values[end]);
            first = first_of_last.pop().map_or(0, |firsts| firsts[end]);
        }
    }
    breaks.reverse();
    breaks
}

/// Distinct values with running sums of their weights and weighted values, the latter about the mean so that large
/// values of little spread keep their digits.
struct Sums {
    values: Vec<f64>,
    weight: Vec<f64>,
    sum: Vec<f64>,
}

impl Sums {
    fn of(sorted: &[f64]) -> Self {
        let taken = sorted.len().min(SAMPLE);
        let place = |step: usize| if taken == sorted.len() { step } else { step * (sorted.len() - 1) / (taken - 1) };
        let mean = sorted.iter().map(|value| value / sorted.len() as f64).sum::<f64>();
        let mut sums = Self { values: Vec::new(), weight: vec![0.0], sum: vec![0.0] };
        let (mut weight, mut sum) = (0.0, 0.0);
        for value in (0..taken).map(|step| sorted[place(step)]) {
            weight += 1.0;
            sum += value - mean;
            if sums.values.last() == Some(&value) {
                sums.weight.pop();
                sums.sum.pop();
            } else {
                sums.values.push(value);
            }
            sums.weight.push(weight);
            sums.sum.push(sum);
        }
        sums
    }

    /// What the squared deviations within places `first..=last` come to, less the sum of squares, which is the same for
    /// every split: −(Σ v)² / Σ w.
    fn cost(&self, first: usize, last: usize) -> f64 {
        let sum = self.sum[last + 1] - self.sum[first];
        -sum * sum / (self.weight[last + 1] - self.weight[first])
    }
}

/// One more class on top of a finished layer.
#[derive(Clone, Copy)]
struct Split<'a> {
    sums: &'a Sums,
    layer: &'a [f64],
}

impl Split<'_> {
    /// The least cost of splitting places `0..=end` with one more class, and where that class begins, sought within
    /// `range`. Beginning at 0 means that no further class is needed.
    fn best(&self, end: usize, range: (usize, usize)) -> (f64, u32) {
        let mut best = (f64::INFINITY, range.0 as u32);
        for first in range.0..=range.1.min(end) {
            let before = if first == 0 { 0.0 } else { self.layer[first - 1] };
            let cost = before + self.sums.cost(first, end);
            if cost < best.0 {
                best = (cost, first as u32);
            }
        }
        best
    }

    /// Fills in the places from `offset` on: the middle one first, whose beginning bounds those of either half.
    fn solve(self, offset: usize, costs: &mut [f64], firsts: &mut [u32], range: (usize, usize)) {
        let middle = costs.len() / 2;
        let (left_costs, rest) = costs.split_at_mut(middle);
        let (left_firsts, rest_firsts) = firsts.split_at_mut(middle);
        let (Some((cost, right_costs)), Some((first, right_firsts))) =
            (rest.split_first_mut(), rest_firsts.split_first_mut())
        else {
            return;
        };
        (*cost, *first) = self.best(offset + middle, range);
        let begin = *first as usize;
        let mut left = || self.solve(offset, left_costs, left_firsts, (range.0, begin));
        let mut right = || self.solve(offset + middle + 1, right_costs, right_firsts, (begin, range.1));
        if middle < SEQUENTIAL {
            left();
            right();
        } else {
            rayon::join(left, right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Squared deviations within the classes these upper bounds make.
    fn deviation(sorted: &[f64], breaks: &[f64]) -> f64 {
        let mut total = 0.0;
        let mut from = 0;
        for &bound in breaks {
            let to = sorted.partition_point(|&value| value <= bound);
            let class = &sorted[from..to];
            let mean = class.iter().sum::<f64>() / class.len() as f64;
            total += class.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
            from = to;
        }
        total
    }

    /// The least deviation over every way to choose bounds.
    fn brute_force(sorted: &[f64], classes: usize) -> f64 {
        let mut distinct = sorted.to_vec();
        distinct.dedup();
        let inner = distinct.len() - 1;
        (0..1_u32 << inner)
            .filter(|chosen| (chosen.count_ones() as usize) < classes)
            .map(|chosen| {
                let bounds = distinct.iter().enumerate();
                let bounds = bounds.filter(|&(place, _)| place == inner || chosen >> place & 1 == 1);
                deviation(sorted, &bounds.map(|(_, &bound)| bound).collect::<Vec<_>>())
            })
            .fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn breaks_are_as_good_as_trying_everything(
            values in prop::collection::vec(-50_i32..50, 1..11), classes in 1_usize..6
        ) {
            let mut sorted: Vec<f64> = values.into_iter().map(|value| f64::from(value) / 4.0).collect();
            sorted.sort_by(f64::total_cmp);
            let found = deviation(&sorted, &natural_breaks(&sorted, classes));
            prop_assert!((found - brute_force(&sorted, classes)).abs() < 1e-9);
        }
    }

    #[test]
    fn halves_solved_in_threads_agree_with_the_plain_recurrence() {
        let mut sorted: Vec<f64> =
            (0..20_000_u32).map(|place| f64::from(place.wrapping_mul(2_654_435_761) >> 12)).collect();
        sorted.sort_by(f64::total_cmp);
        let breaks = natural_breaks(&sorted, 4);
        assert_eq!(breaks.len(), 4);
        let best = deviation(&sorted, &breaks);
        for moved in 0..3 {
            for step in [-1_isize, 1] {
                let mut other = breaks.clone();
                let place = sorted.partition_point(|&value| value < breaks[moved]);
                other[moved] = sorted[place.saturating_add_signed(step)];
                assert!(deviation(&sorted, &other) >= best, "bound {moved} moved by {step}");
            }
        }
    }

    #[test]
    fn more_than_a_million_values_are_sampled_evenly_with_both_ends() {
        let sorted: Vec<f64> = (0..1_500_000).map(f64::from).collect();
        let sums = Sums::of(&sorted);
        assert_eq!(sums.values.len(), SAMPLE);
        assert_eq!((sums.values[0], sums.values[SAMPLE - 1]), (0.0, 1_499_999.0));
    }
}
