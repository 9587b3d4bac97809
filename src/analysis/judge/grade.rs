//! Grades by rank quota inside one cohort: points from values, grades from points. Shandong 鲁政字〔2019〕235号.
//!
//! A takes ⌊share × n⌋, B its own share, D ⌈share × n⌉, C the rest. A block of equal points across the A line goes
//! wholly to B, one across the B line or the D line wholly to C: A never exceeds its quota, and nobody falls to D by a
//! tie. Points are summed in an order of their own, so that the order of rows changes nothing.

use super::rulebook::{GradeItem, GradeRules};
use crate::domain::Outcome;

/// Points of an item: value ÷ benchmark × weight, or (2 − value ÷ benchmark) × weight and not below 0 where less is
/// better; at most cap × weight. `None` where the benchmark is none.
pub(super) fn points(item: &GradeItem, value: f64, benchmark: f64, cap: Option<f64>) -> Option<f64> {
    if !(benchmark > 0.0 && benchmark.is_finite() && value.is_finite()) {
        return None;
    }
    let share = value / benchmark;
    let share = if item.lower_is_better { (2.0 - share).max(0.0) } else { share };
    Some(cap.map_or(share, |cap| share.min(cap)) * item.weight)
}

/// A sum that does not depend on the order of its terms.
pub(super) fn ordered_sum(mut terms: Vec<f64>) -> f64 {
    terms.sort_unstable_by(f64::total_cmp);
    terms.iter().sum()
}

/// A cohort's mean points of an item, which who lacks it takes; NaN where nobody has any.
pub(super) fn mean_points(item: &[f64]) -> f64 {
    let known: Vec<f64> = item.iter().copied().filter(|value| !value.is_nan()).collect();
    let count = known.len();
    if count == 0 { f64::NAN } else { ordered_sum(known) / count as f64 }
}

/// The points of `len` parcels of one cohort, from a column an item, NaN where it is missing, and the items' mean points.
/// A missing item takes the mean. An item nobody has counts for nobody, and its weight goes to no other: a score is what
/// its items bring, bonus and penalty stand against the same hundred everywhere, and no rank would change.
pub(super) fn scores(items: &[Vec<f64>], means: &[f64], len: usize) -> Vec<f64> {
    let mut scores = vec![0.0; len];
    for (item, mean) in items.iter().zip(means).filter(|(_, mean)| !mean.is_nan()) {
        for (score, value) in scores.iter_mut().zip(item) {
            *score += if value.is_nan() { *mean } else { *value };
        }
    }
    scores
}

/// How many places each grade has in a cohort of `n` firms, of which `ranked` have points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotas {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) d: usize,
}

impl Quotas {
    pub(super) fn new(rules: &GradeRules, n: usize, ranked: usize) -> Self {
        // 0.05 × 60 may come out a hair above 3: a hair is no parcel.
        let floor = |share: f64| (share * n as f64 + 1e-9).floor() as usize;
        let ceil = |share: f64| (share * n as f64 - 1e-9).ceil().max(0.0) as usize;
        let a = floor(rules.a_share).min(ranked);
        let d = if n < rules.d_from { 0 } else { ceil(rules.d_share).min(ranked - a) };
        let b = floor(rules.b_share.share.0).min(ranked - a - d);
        Self { a, b, d }
    }
}

/// A grade, the rank (1 for the best, equal for equal points), and the grade a tie withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) grade: Outcome,
    pub(super) rank: usize,
    /// The last place of those with equal points: the rank where nobody has as many.
    pub(super) last: usize,
    pub(super) withheld: Option<Outcome>,
}

/// Points as whole billionths: what differs by less is equal.
fn billionths(score: f64) -> i64 {
    (score * 1e9).round() as i64
}

/// Grades one cohort's points.
pub(super) fn grades(scores: &[f64], quotas: Quotas) -> Vec<Standing> {
    use rayon::slice::ParallelSliceMut;
    let mut order: Vec<(i64, usize)> =
        scores.iter().enumerate().map(|(row, &score)| (billionths(score), row)).collect();
    order.par_sort_unstable_by(|a, b| b.cmp(a));
    let (a_line, b_line, d_line) = (quotas.a, quotas.a + quotas.b, scores.len() - quotas.d);
    let nothing = Standing { grade: Outcome::GradeC, rank: 0, last: 0, withheld: None };
    let mut standings = vec![nothing; scores.len()];
    let mut start = 0;
    for block in order.chunk_by(|a, b| a.0 == b.0) {
        let end = start + block.len();
        let crosses = |line: usize| start < line && line < end;
        let (grade, withheld) = if end <= a_line {
            (Outcome::GradeA, None)
        } else if crosses(a_line) {
            (Outcome::GradeB, Some(Outcome::GradeA))
        } else if start >= d_line && quotas.d > 0 {
            (Outcome::GradeD, None)
        } else if crosses(d_line) {
            (Outcome::GradeC, Some(Outcome::GradeD))
        } else if end <= b_line {
            (Outcome::GradeB, None)
        } else if crosses(b_line) {
            (Outcome::GradeC, Some(Outcome::GradeB))
        } else {
            (Outcome::GradeC, None)
        };
        for &(_, row) in block {
            standings[row] = Standing { grade, rank: start + 1, last: end, withheld };
        }
        start = end;
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::super::fact::Fact;
    use super::super::fraction::Fraction;
    use super::super::rulebook::{Benchmark, Rulebook, ShareRule};
    use super::*;
    use proptest::prelude::*;

    fn rules() -> GradeRules {
        Rulebook::shipped().grade.clone()
    }

    fn points_of(items: &[Vec<f64>], len: usize) -> Vec<f64> {
        scores(items, &items.iter().map(|item| mean_points(item)).collect::<Vec<_>>(), len)
    }

    fn counted(standings: &[Standing]) -> [usize; 4] {
        use Outcome::{GradeA, GradeB, GradeC, GradeD};
        [GradeA, GradeB, GradeC, GradeD].map(|grade| standings.iter().filter(|each| each.grade == grade).count())
    }

    #[test]
    fn huangyan_2022_comes_out_to_the_fourth_decimal() {
        let item = |weight| GradeItem {
            fact: Fact::TaxPerMu,
            weight,
            benchmark: Benchmark::Given(1.0),
            lower_is_better: false,
        };
        let table = [(24.097, 30.0), (136.16, 20.0), (2.694, 20.0), (4929.81, 10.0), (18.14, 10.0), (0.0302, 10.0)];
        let score = |values: [f64; 6], cap| {
            let each = |(&(benchmark, weight), value)| points(&item(weight), value, benchmark, cap).unwrap();
            let items: Vec<Vec<f64>> = table.iter().zip(values).map(each).map(|points| vec![points]).collect();
            points_of(&items, 1)[0]
        };
        assert!((score(table.map(|(benchmark, _)| benchmark), None) - 100.0).abs() < 1e-9);
        assert!((score([30.0, 100.0, 3.0, 5000.0, 20.0, 0.025], None) - 103.7552).abs() < 5e-5);
        let high = [80.0, 100.0, 3.0, 5000.0, 20.0, 0.025];
        assert!((score(high, None) - 166.0037).abs() < 5e-5);
        assert!((score(high, Some(1.5)) - 111.4062).abs() < 5e-5);
    }

    #[test]
    fn less_is_better_counts_down_from_two_and_not_below_zero() {
        let item = GradeItem { fact: Fact::Far, weight: 10.0, benchmark: Benchmark::Given(2.0), lower_is_better: true };
        assert_eq!(points(&item, 1.0, 2.0, None), Some(15.0));
        assert_eq!(points(&item, 9.0, 2.0, None), Some(0.0));
        assert_eq!(points(&item, 1.0, 0.0, None), None, "no benchmark");
    }

    #[test]
    fn a_missing_item_takes_the_cohorts_mean() {
        let items = [vec![10.0, 20.0, f64::NAN], vec![4.0, f64::NAN, 8.0]];
        assert_eq!(points_of(&items, 3), [14.0, 26.0, 23.0]);
        assert_eq!(points_of(&[vec![f64::NAN], vec![5.0]], 1), [5.0], "an item nobody has counts for nobody");
        assert!(points_of(&[], 0).is_empty());
    }

    #[test]
    fn published_cohorts_have_the_published_counts() {
        let falling: Vec<f64> = (0..275).map(|rank| 1000.0 - f64::from(rank)).collect();
        let hundred = grades(&falling[..100], Quotas::new(&rules(), 100, 100));
        assert_eq!(counted(&hundred), [20, 40, 35, 5]);
        // 275 firms, 10 of them T; the county's own B share made 97.
        let county = GradeRules { b_share: ShareRule { share: Fraction(97.0 / 275.0), ..rules().b_share }, ..rules() };
        assert_eq!(counted(&grades(&falling[..265], Quotas::new(&county, 275, 265))), [55, 97, 99, 14]);
        assert_eq!(hundred[0], Standing { grade: Outcome::GradeA, rank: 1, last: 1, withheld: None });
    }

    #[test]
    fn small_and_equal_cohorts_are_graded_without_a_d_by_tie() {
        for n in [0, 1, 2, 19] {
            let falling: Vec<f64> = (0..n).map(|rank| -(rank as f64)).collect();
            assert_eq!(counted(&grades(&falling, Quotas::new(&rules(), n, n)))[3], 0, "{n}");
        }
        let equal = grades(&[5.0; 40], Quotas::new(&rules(), 40, 40));
        assert_eq!(counted(&equal), [0, 40, 0, 0]);
        assert_eq!(equal[7].withheld, Some(Outcome::GradeA));
        // Nine best, then eleven equal across the D line of twenty.
        let tail: Vec<f64> = (0..20).map(|rank| if rank < 9 { 100.0 - f64::from(rank) } else { 1.0 }).collect();
        let standings = grades(&tail, Quotas::new(&rules(), 20, 20));
        assert_eq!(counted(&standings), [4, 5, 11, 0]);
        assert_eq!(standings[19].withheld, Some(Outcome::GradeD));
    }

    proptest! {
        #[test]
        fn a_keeps_its_quota_nobody_falls_to_d_by_a_tie_and_order_changes_nothing(
            scores in proptest::collection::vec(0..12u8, 0..120), more in 0..30usize, turn in 0..120usize,
        ) {
            let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
            let n = scores.len() + more;
            let quotas = Quotas::new(&rules(), n, scores.len());
            let standings = grades(&scores, quotas);
            let [a, _, _, d] = counted(&standings);
            prop_assert!(a <= (0.2 * n as f64 + 1e-9).floor() as usize);
            prop_assert!(d <= quotas.d);
            for (standing, score) in standings.iter().zip(&scores) {
                if standing.grade == Outcome::GradeD {
                    let equal = scores.iter().zip(&standings).filter(|(other, _)| *other == score);
                    prop_assert!(equal.into_iter().all(|(_, other)| other.grade == Outcome::GradeD));
                }
                for (other, other_score) in standings.iter().zip(&scores) {
                    prop_assert!(other_score < score || other.grade <= standing.grade);
                }
            }
            let mut turned: Vec<(f64, Standing)> = scores.iter().copied().zip(standings.iter().copied()).collect();
            if !turned.is_empty() {
                let by = turn % turned.len();
                turned.rotate_left(by);
            }
            let shuffled: Vec<f64> = turned.iter().map(|(score, _)| *score).collect();
            let again = grades(&shuffled, quotas);
            prop_assert!(again.iter().zip(&turned).all(|(now, (_, before))| now == before));
        }
    }
}
