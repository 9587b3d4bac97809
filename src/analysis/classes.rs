//! Cutting an indicator's values into a few classes for a map's colours.
//!
//! Classes are told by their upper bounds, ascending and distinct: class `i` holds the values above bound `i − 1` up to
//! and including bound `i`. Missing values have a class of their own behind them. Equal values always share a class,
//! so there may be fewer classes than asked for.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::natural_breaks::{SAMPLE, natural_breaks};

/// How values are cut into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassMethod {
    /// As many values in each class as in any other.
    #[default]
    Quantile,
    /// Classes of equal width between the least and the greatest value.
    EqualInterval,
    /// Fisher–Jenks: the classes within which values differ least.
    NaturalBreaks,
}

impl ClassMethod {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Quantile, Self::EqualInterval, Self::NaturalBreaks];

    /// The stable key written to files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Quantile => "quantile",
            Self::EqualInterval => "equal_interval",
            Self::NaturalBreaks => "natural_breaks",
        }
    }
}

/// The upper bounds of at most `classes` classes of `values`, in any order; missing (NaN) and infinite ones are left
/// out. The last bound is the greatest value. Empty without values. Quantile and natural bounds are values that occur.
#[must_use]
pub fn class_breaks(values: &[f64], method: ClassMethod, classes: usize) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.par_sort_unstable_by(f64::total_cmp);
    let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let classes = classes.max(1);
    let mut breaks = match method {
        ClassMethod::Quantile => (1..=classes)
            .filter_map(|class| (sorted.len() * class).div_ceil(classes).checked_sub(1))
            .map(|place| sorted[place])
            .collect(),
        ClassMethod::EqualInterval => (1..=classes)
            .map(|class| least + (greatest - least) * (class as f64 / classes as f64))
            .map(|bound| if bound < greatest { bound } else { greatest })
            .collect(),
        ClassMethod::NaturalBreaks => natural_breaks(&sorted, classes),
    };
    if let Some(last) = breaks.last_mut() {
        *last = greatest;
    }
    breaks.dedup();
    breaks
}

/// How many of how many values the bounds are found from, where it is not all of them.
#[must_use]
pub fn class_sample(values: &[f64], method: ClassMethod) -> Option<(usize, usize)> {
    let known = values.iter().filter(|value| value.is_finite()).count();
    (method == ClassMethod::NaturalBreaks && known > SAMPLE).then_some((SAMPLE, known))
}

/// The class of a value among [`class_breaks`]' upper bounds, from 0. A value above all bounds is in the last class; a
/// missing one (NaN) has the class behind the last, `breaks.len()`.
#[must_use]
pub fn class_of(breaks: &[f64], value: f64) -> u8 {
    if value.is_nan() {
        return breaks.len() as u8;
    }
    let class = breaks.partition_point(|&bound| bound < value);
    class.min(breaks.len().saturating_sub(1)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(breaks: &[f64], values: &[f64]) -> Vec<usize> {
        let mut counts = vec![0; breaks.len() + 1];
        for &value in values {
            counts[usize::from(class_of(breaks, value))] += 1;
        }
        counts
    }

    #[test]
    fn bounds_are_upper_bounds_and_missing_has_its_own_class() {
        let values = [1.0, 2.0, f64::NAN, 3.0, 4.0];
        let breaks = class_breaks(&values, ClassMethod::Quantile, 2);
        assert_eq!(breaks, [2.0, 4.0]);
        assert_eq!(counts(&breaks, &values), [2, 2, 1]);
        assert_eq!(class_of(&breaks, 2.0), 0);
        assert_eq!(class_of(&breaks, 2.000_1), 1);
        assert_eq!(class_of(&breaks, 99.0), 1);
        assert_eq!(class_of(&[], f64::NAN), 0);
    }

    #[test]
    fn equal_intervals_are_equally_wide() {
        assert_eq!(class_breaks(&[0.0, 1.0, 10.0], ClassMethod::EqualInterval, 5), [2.0, 4.0, 6.0, 8.0, 10.0]);
    }

    #[test]
    fn values_all_alike_make_one_class_and_none_make_none() {
        for method in ClassMethod::ALL {
            assert_eq!(class_breaks(&[7.0; 9], method, 5), [7.0]);
            assert_eq!(class_breaks(&[f64::NAN], method, 5), [0.0; 0]);
        }
    }

    #[test]
    fn natural_breaks_of_more_than_a_million_values_say_that_they_are_of_a_sample() {
        let mut values = vec![1.0; SAMPLE];
        values.push(f64::NAN);
        assert_eq!(class_sample(&values, ClassMethod::NaturalBreaks), None, "missing values are none");
        values.push(2.0);
        assert_eq!(class_sample(&values, ClassMethod::NaturalBreaks), Some((1_000_000, 1_000_001)));
        assert_eq!(class_sample(&values, ClassMethod::Quantile), None);
    }

    #[test]
    fn natural_breaks_find_the_gaps() {
        let values = [50.0, 1.0, 2.0, 1.5, 11.0, 10.0, 10.5, 52.0];
        assert_eq!(class_breaks(&values, ClassMethod::NaturalBreaks, 3), [2.0, 11.0, 52.0]);
    }

    proptest! {
        #[test]
        fn quantile_breaks_put_equal_counts(len in 1_usize..200, classes in 1_usize..9) {
            let values: Vec<f64> = (0..len).map(|place| ((place * 7919) % 10_007) as f64).collect();
            let breaks = class_breaks(&values, ClassMethod::Quantile, classes);
            let counts = counts(&breaks, &values);
            let held = &counts[..breaks.len()];
            prop_assert!(held.iter().max().unwrap() - held.iter().min().unwrap() <= 1, "{counts:?}");
        }

        #[test]
        fn bounds_ascend_and_end_with_the_greatest_value(
            values in prop::collection::vec(-1e6..1e6_f64, 1..60), classes in 1_usize..8
        ) {
            for method in ClassMethod::ALL {
                let breaks = class_breaks(&values, method, classes);
                prop_assert!(breaks.len() <= classes);
                prop_assert!(breaks.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert_eq!(breaks.last().copied(), values.iter().copied().reduce(f64::max));
            }
        }
    }
}
