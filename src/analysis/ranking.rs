//! Parcels in ascending order of one indicator, so that every group's quantiles and Gini cost one walk and no sort.

use rayon::prelude::*;

use super::distribution::{BoxStats, QuantilePosition};
use super::gini::Lorenz;
use super::grouping::Groups;
use super::sort::order_bits;

/// Rows with a value, by ascending value; equal values by row, so the order never depends on threads.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    rows: Vec<u32>,
    values: Vec<f64>,
    land_m2: Vec<f64>,
    /// The rows of each block of [`FETCHED`] ranks in the table's order, with the place of each in the block.
    fetched: Vec<(u32, u16)>,
    /// The other rows, ascending.
    unranked: Vec<u32>,
    /// Of all its rows.
    stats: Option<BoxStats>,
    gini: Option<f64>,
}

/// Ranked rows whose groups are fetched at once, in the table's order: what lies all over it is found near what was fetched
/// before.
const FETCHED: usize = 1 << u16::BITS;

impl Ranking {
    /// Ranks the rows of `values`, values per mu of `land_m2`, leaving out the missing (NaN).
    pub(super) fn of(values: &[f64], land_m2: &[f64]) -> Self {
        let known = values.iter().enumerate().filter(|(_, value)| !value.is_nan());
        let unranked = (0_u32..).zip(values).filter(|(_, value)| value.is_nan()).map(|(row, _)| row).collect();
        let mut ranked: Vec<(u64, u32)> = known.map(|(row, &value)| (order_bits(value), row as u32)).collect();
        ranked.par_sort_unstable();
        let rows: Vec<u32> = ranked.into_iter().map(|(_, row)| row).collect();
        let of = |column: &[f64]| -> Vec<f64> { rows.iter().map(|&row| column[row as usize]).collect() };
        let (values, land_m2) = rayon::join(|| of(values), || of(land_m2));
        let mut curve = Lorenz::default();
        values.iter().zip(&land_m2).for_each(|(&value, &land)| curve.add(land, value * land));
        let in_table_order = |block: &[u32]| {
            let mut block: Vec<(u32, u16)> = block.iter().copied().zip(0..=u16::MAX).collect();
            block.sort_unstable();
            block
        };
        let fetched = rows.par_chunks(FETCHED).flat_map(in_table_order).collect();
        Self { stats: BoxStats::of_sorted(&values), gini: curve.gini(), rows, values, land_m2, fetched, unranked }
    }

    /// Row, value and land in m², in ascending order of the value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, f64, f64)> + '_ {
        self.rows.iter().zip(&self.values).zip(&self.land_m2).map(|((&row, &value), &land)| (row, value, land))
    }

    /// How the values are spread in each group, unweighted, and their Gini coefficient over land; one entry a group and,
    /// last, one over all the groups.
    pub(super) fn by_group(&self, groups: &Groups) -> Vec<Ranked> {
        self.ranked(groups, true)
    }

    /// The same without the Gini coefficients.
    pub(super) fn boxes_by_group(&self, groups: &Groups) -> Vec<Option<BoxStats>> {
        self.ranked(groups, false).into_iter().map(|ranked| ranked.stats).collect()
    }

    fn ranked(&self, groups: &Groups, with_ginis: bool) -> Vec<Ranked> {
        if groups.is_whole() && groups.labels().len() == 1 {
            return vec![self.over_all(groups); 2];
        }
        let counts = self.counts(groups);
        let of_groups = match groups.narrow_codes() {
            Some(codes) => self.walked(&counts, codes, usize::from, with_ginis),
            None => self.walked(&counts, groups.codes(), |code| code as usize, with_ginis),
        };
        of_groups.into_iter().chain([self.over_all(groups)]).collect()
    }

    /// What a walk tells of each group, given how many ranked rows it has and which row is of which group, if of any.
    fn walked<C: Copy + Default>(
        &self,
        counts: &[usize],
        codes: &[C],
        group_of: impl Fn(C) -> usize,
        with_ginis: bool,
    ) -> Vec<Ranked> {
        let mut walks: Vec<Walk> = counts.iter().map(|&values| Walk::new(values)).collect();
        let mut quantiles: Vec<Quantiles> = counts.iter().map(|&values| Quantiles::new(values)).collect();
        let mut near = vec![C::default(); FETCHED.min(self.rows.len())];
        let blocks = self.fetched.chunks(FETCHED).zip(self.values.chunks(FETCHED)).zip(self.land_m2.chunks(FETCHED));
        for ((fetched, values), land) in blocks {
            for &(row, place) in fetched {
                near[usize::from(place)] = codes[row as usize];
            }
            for ((&code, &per_mu), &land) in near.iter().zip(values).zip(land) {
                let group = group_of(code);
                let Some(walk) = walks.get_mut(group) else { continue };
                if walk.place == walk.wanted {
                    walk.wanted = quantiles[group].take(walk.place, per_mu);
                }
                walk.place += 1;
                if with_ginis {
                    // A Gini has no unit, so value per mu × m² serves as well as the value itself.
                    walk.curve.add(land, per_mu * land);
                }
            }
        }
        let of_groups = walks
            .iter()
            .zip(&quantiles)
            .zip(counts)
            .map(|((walk, quantiles), &values)| Ranked { stats: quantiles.stats(values), gini: walk.curve.gini() });
        of_groups.collect()
    }

    /// The ranked rows of each group.
    fn counts(&self, groups: &Groups) -> Vec<usize> {
        let mut counts = groups.counts().to_vec();
        let codes = groups.codes();
        for &row in &self.unranked {
            if let Some(count) = counts.get_mut(codes[row as usize] as usize) {
                *count -= 1;
            }
        }
        counts
    }

    fn over_all(&self, groups: &Groups) -> Ranked {
        if groups.is_whole() {
            return Ranked { stats: self.stats, gini: self.gini };
        }
        let (mut values, mut curve) = (Vec::new(), Lorenz::default());
        for (_, per_mu, land) in self.iter().filter(|&(row, ..)| groups.group_of(row as usize).is_some()) {
            values.push(per_mu);
            curve.add(land, per_mu * land);
        }
        Ranked { stats: BoxStats::of_sorted(&values), gini: curve.gini() }
    }
}

/// What a ranking tells of a group; `None` where no parcel of it has a value, or its curve has no meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ranked {
    pub(super) stats: Option<BoxStats>,
    pub(super) gini: Option<f64>,
}

/// How far a walk through a group's values has come, and where it is to stop next.
#[derive(Clone, Copy)]
struct Walk {
    place: usize,
    wanted: usize,
    curve: Lorenz,
}

impl Walk {
    fn new(values: usize) -> Self {
        // The least value is the first that is asked for.
        Self { place: 0, wanted: if values > 0 { 0 } else { usize::MAX }, curve: Lorenz::default() }
    }
}

/// The quantiles of one group, filled while its values go by in ascending order.
#[derive(Clone, Copy)]
struct Quantiles {
    positions: [Option<QuantilePosition>; BoxStats::QUANTILES.len()],
    /// The values below and above each position.
    neighbours: [[f64; 2]; BoxStats::QUANTILES.len()],
}

impl Quantiles {
    fn new(values: usize) -> Self {
        let positions = BoxStats::QUANTILES.map(|p| QuantilePosition::new(values, p));
        Self { positions, neighbours: [[0.0; 2]; BoxStats::QUANTILES.len()] }
    }

    /// Takes the value at a place that was asked for, and says which is the next.
    #[cold]
    fn take(&mut self, place: usize, value: f64) -> usize {
        let mut next = usize::MAX;
        for (position, neighbours) in self.positions.iter().flatten().zip(&mut self.neighbours) {
            for (wanted, kept) in [position.below, position.above].into_iter().zip(neighbours) {
                if wanted == place {
                    *kept = value;
                } else if wanted > place {
                    next = next.min(wanted);
                }
            }
        }
        next
    }

    fn stats(&self, values: usize) -> Option<BoxStats> {
        let mut quantiles = [0.0; BoxStats::QUANTILES.len()];
        for ((quantile, position), [below, above]) in quantiles.iter_mut().zip(self.positions).zip(self.neighbours) {
            *quantile = position?.between(below, above);
        }
        Some(BoxStats::of_quantiles(quantiles, values))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_table::{figured, parcel};
    use super::super::{Grouping, Indicator, gini};
    use super::*;
    use crate::domain::{LandBasis, LandStatus, RowSet};

    proptest! {
        #[test]
        fn a_groups_quantiles_and_gini_are_those_of_its_values_sorted(
            values in prop::collection::vec((0_usize..4, prop::option::of(-1_i32..9)), 0..60),
            asked in prop::collection::vec(any::<bool>(), 60),
        ) {
            let parcels: Vec<_> = (1_u8..)
                .zip(&values)
                .map(|(land_mu, &(park, output))| {
                    parcel(land_mu.into(), LandStatus::InUse, output.map(f64::from), None)
                        .in_park(["甲", "乙", "丙", "丁"][park])
                })
                .collect();
            let (table, figures, tags) = figured(&parcels, LandBasis::default());
            let rows = RowSet::from_rows(parcels.len(), (0..parcels.len()).filter(|&row| asked[row]));
            let groups = Groups::new(&table, &figures, &tags, Some(&rows), Grouping::Park);
            let of = |rows: &mut dyn Iterator<Item = usize>| {
                let per_mu = |row| Some((figures.land_m2(row)?, figures.indicator(&table, Indicator::OutputPerMu, row)?));
                let known: Vec<(f64, f64)> = rows.filter_map(per_mu).collect();
                let mut sorted: Vec<f64> = known.iter().map(|(_, per_mu)| *per_mu).collect();
                sorted.sort_by(f64::total_cmp);
                let outputs: Vec<(f64, f64)> = known.iter().map(|(land, per_mu)| (*land, per_mu * land)).collect();
                (BoxStats::of_sorted(&sorted), gini(&outputs))
            };
            let members = groups.members();
            let by_group = members.iter().map(|group| of(&mut group.rows.iter().map(|&row| row as usize)));
            let expected: Vec<_> = by_group.chain([of(&mut rows.iter())]).collect();
            let ranked = figures.ranked_by_output(&table).by_group(&groups);
            prop_assert_eq!(ranked.len(), expected.len());
            for (ranked, (stats, gini)) in ranked.iter().zip(expected) {
                prop_assert_eq!(ranked.stats, stats);
                prop_assert_eq!(ranked.gini.is_some(), gini.is_some());
                prop_assert!((ranked.gini.unwrap_or_default() - gini.unwrap_or_default()).abs() < 1e-12);
            }
        }
    }
}
