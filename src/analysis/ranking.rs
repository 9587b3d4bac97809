//! Parcels in ascending order of one indicator, so that every group's quantiles and Gini cost one walk and no sort.

use rayon::prelude::*;

use super::distribution::percentile_inc;
use super::gini::Lorenz;
use super::grouping::Groups;
use super::sort::order_bits;

/// Rows with a value, by ascending value; equal values by row, so the order never depends on threads.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    rows: Vec<u32>,
    values: Vec<f64>,
    land_m2: Vec<f64>,
    /// Of all its rows.
    spread: Spread,
    gini: Option<f64>,
}

/// Quantiles of an indicator over a group's parcels, unweighted; `None` where no parcel has a value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spread {
    pub(super) median: Option<f64>,
    pub(super) p10: Option<f64>,
    pub(super) p90: Option<f64>,
}

impl Spread {
    fn of_sorted(sorted: &[f64]) -> Self {
        let at = |p| percentile_inc(sorted, p);
        Self { median: at(0.5), p10: at(0.1), p90: at(0.9) }
    }
}

impl Ranking {
    /// Ranks the rows of `values`, values per mu of `land_m2`, leaving out the missing (NaN).
    pub(super) fn of(values: &[f64], land_m2: &[f64]) -> Self {
        let known = values.iter().enumerate().filter(|(_, value)| !value.is_nan());
        let mut ranked: Vec<(u64, u32)> = known.map(|(row, &value)| (order_bits(value), row as u32)).collect();
        ranked.par_sort_unstable();
        let rows: Vec<u32> = ranked.into_iter().map(|(_, row)| row).collect();
        let of = |column: &[f64]| -> Vec<f64> { rows.iter().map(|&row| column[row as usize]).collect() };
        let (values, land_m2) = rayon::join(|| of(values), || of(land_m2));
        let mut curve = Lorenz::default();
        values.iter().zip(&land_m2).for_each(|(&value, &land)| curve.add(land, value * land));
        Self { spread: Spread::of_sorted(&values), gini: curve.gini(), rows, values, land_m2 }
    }

    /// Row, value and land in m², in ascending order of the value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, f64, f64)> + '_ {
        self.rows.iter().zip(&self.values).zip(&self.land_m2).map(|((&row, &value), &land)| (row, value, land))
    }

    /// The ranked values by group.
    pub(super) fn by_group<'a>(&'a self, groups: &Groups) -> RankingByGroup<'a> {
        let codes = groups.codes();
        let codes: Vec<u32> = self.rows.iter().map(|&row| codes[row as usize]).collect();
        let mut counts = vec![0; groups.labels().len()];
        for &code in &codes {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        RankingByGroup { ranking: self, codes, counts }
    }
}

/// A ranking with the group of each place in it. Results have one entry a group and, last, one over all the groups.
pub(super) struct RankingByGroup<'a> {
    ranking: &'a Ranking,
    codes: Vec<u32>,
    /// Places by group.
    counts: Vec<usize>,
}

impl RankingByGroup<'_> {
    /// Whether the groups hold all that is ranked, so that over all of them is what is known of the ranking.
    fn is_whole(&self) -> bool {
        self.counts.iter().sum::<usize>() == self.codes.len()
    }

    /// The spread in each group.
    pub(super) fn spreads(&self) -> Vec<Spread> {
        let mut ends = self.counts.clone();
        let mut start = 0;
        for end in &mut ends {
            // From counts to where each group's values begin; filling moves each on to where they end.
            (start, *end) = (start + *end, start);
        }
        let mut by_group = vec![0.0; start];
        for (&code, &value) in self.codes.iter().zip(&self.ranking.values) {
            if let Some(end) = ends.get_mut(code as usize) {
                by_group[*end] = value;
                *end += 1;
            }
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let spreads = starts.zip(&ends).map(|(start, &end)| Spread::of_sorted(&by_group[start..end]));
        spreads.chain([self.spread_over_all()]).collect()
    }

    fn spread_over_all(&self) -> Spread {
        if self.is_whole() {
            return self.ranking.spread;
        }
        let asked = self.codes.iter().zip(&self.ranking.values).filter(|&(&code, _)| code != Groups::OUTSIDE);
        Spread::of_sorted(&asked.map(|(_, &value)| value).collect::<Vec<f64>>())
    }

    /// The Gini coefficient over land in each group.
    pub(super) fn ginis(&self) -> Vec<Option<f64>> {
        let mut curves = vec![Lorenz::default(); self.counts.len()];
        for ((&code, &per_mu), &land) in self.codes.iter().zip(&self.ranking.values).zip(&self.ranking.land_m2) {
            if let Some(curve) = curves.get_mut(code as usize) {
                // A Gini has no unit, so value per mu × m² serves as well as the value itself.
                curve.add(land, per_mu * land);
            }
        }
        curves.iter().map(Lorenz::gini).chain([self.gini_over_all()]).collect()
    }

    fn gini_over_all(&self) -> Option<f64> {
        if self.is_whole() {
            return self.ranking.gini;
        }
        let mut curve = Lorenz::default();
        for ((&code, &per_mu), &land) in self.codes.iter().zip(&self.ranking.values).zip(&self.ranking.land_m2) {
            if code != Groups::OUTSIDE {
                curve.add(land, per_mu * land);
            }
        }
        curve.gini()
    }
}
