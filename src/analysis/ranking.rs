//! Parcels in ascending order of one indicator, so that every group's quantiles and Gini cost one walk and no sort.

use rayon::prelude::*;

use super::distribution::percentile_inc;
use super::gini::Lorenz;
use super::grouping::Groups;

/// Rows with a value, by ascending value; equal values by row, so the order never depends on threads.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    ranked: Vec<(f64, u32)>,
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
    /// Ranks the rows of `values`, leaving out the missing (NaN).
    pub(super) fn of(values: &[f64]) -> Self {
        let known = values.iter().enumerate().filter(|(_, value)| !value.is_nan());
        let mut ranked: Vec<(f64, u32)> = known.map(|(row, &value)| (value, row as u32)).collect();
        ranked.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { ranked }
    }

    /// The spread in each group, and last over all rows the groups hold.
    pub(super) fn spreads(&self, groups: &Groups) -> Vec<Spread> {
        let mut ends = vec![0_usize; groups.labels().len()];
        for group in self.ranked.iter().filter_map(|&(_, row)| groups.group_of(row as usize)) {
            ends[group] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            // From counts to where each group's values begin; filling moves each on to where they end.
            (start, *end) = (start + *end, start);
        }
        let mut by_group = vec![0.0; start];
        let mut all = Vec::with_capacity(start);
        for &(value, row) in &self.ranked {
            if let Some(group) = groups.group_of(row as usize) {
                by_group[ends[group]] = value;
                ends[group] += 1;
                all.push(value);
            }
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let spreads = starts.zip(&ends).map(|(start, &end)| Spread::of_sorted(&by_group[start..end]));
        spreads.chain([Spread::of_sorted(&all)]).collect()
    }

    /// The Gini coefficient over land in each group, and last over all rows the groups hold. The ranked values must be
    /// values per mu of `land`, m².
    pub(super) fn ginis(&self, groups: &Groups, land_m2: &[f64]) -> Vec<Option<f64>> {
        let mut curves = vec![Lorenz::default(); groups.labels().len()];
        let mut all = Lorenz::default();
        for &(per_mu, row) in &self.ranked {
            if let Some(group) = groups.group_of(row as usize) {
                let land = land_m2[row as usize];
                // A Gini has no unit, so value per mu × m² serves as well as the value itself.
                curves[group].add(land, per_mu * land);
                all.add(land, per_mu * land);
            }
        }
        curves.iter().chain([&all]).map(Lorenz::gini).collect()
    }
}
