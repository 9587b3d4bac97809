//! How many parcels have which values: bars of equal, round width, each with the map's classes its parcels are of.

use crate::domain::units::mu_from_m2;
use crate::domain::{Cells, ResultColumn, ResultTable, RowSet, Unit};

use super::{Figures, percentile_inc};

/// About so many bars are wanted; a round width makes a few more or fewer of them.
const WANTED_BINS: f64 = 24.0;

/// The share of values beyond which, on either side, a far tail is gathered in the outermost bar.
const TAIL: f64 = 0.01;

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistogramBin {
    /// Where it is drawn: its lower edge, and the upper, which is the next bar's lower.
    pub drawn: [f64; 2],
    /// What it counts: as it is drawn, but the outermost bars reach to the least and the greatest value.
    pub counted: [f64; 2],
    /// Its rows, ascending.
    pub rows: Vec<u32>,
    /// How many of them are of each class.
    pub by_class: Vec<u32>,
}

/// The bars of an indicator over some rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// The bars, ascending; empty where no row has a value.
    pub bins: Vec<HistogramBin>,
    /// Rows with a value.
    pub known: usize,
    /// Rows without.
    pub missing: usize,
    /// Rows whose value lies outside the bars as they are drawn; the outermost bars count them.
    pub beyond: usize,
}

impl Histogram {
    /// The bars of `rows`. `values` (NaN where missing) and `class_of_row` (each below `classes`) have an entry a row.
    #[must_use]
    pub fn new(values: &[f64], class_of_row: &[u8], classes: usize, rows: &RowSet) -> Self {
        let mut sorted: Vec<f64> = rows.iter().map(|row| values[row]).filter(|value| value.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let (known, missing) = (sorted.len(), rows.count() - sorted.len());
        let Some([low, high]) = frame(&sorted) else { return Self { missing, ..Self::default() } };
        let step = round_step((high - low) / WANTED_BINS);
        let (first, last) = ((low / step).floor(), (high / step).floor());
        let edge = |bin: usize| (first + bin as f64) * step;
        let mut bins: Vec<HistogramBin> = (0..=(last - first) as usize)
            .map(|bin| {
                let drawn = [edge(bin), edge(bin + 1)];
                HistogramBin { drawn, counted: drawn, rows: Vec::new(), by_class: vec![0; classes] }
            })
            .collect();
        let drawn = [edge(0), edge(bins.len())];
        let beyond = sorted.iter().filter(|value| !(drawn[0]..=drawn[1]).contains(value)).count();
        if let (Some(bin), Some(&least)) = (bins.first_mut(), sorted.first()) {
            bin.counted[0] = bin.counted[0].min(least);
        }
        if let (Some(bin), Some(&greatest)) = (bins.last_mut(), sorted.last()) {
            bin.counted[1] = bin.counted[1].max(greatest);
        }
        for row in rows.iter().filter(|&row| values[row].is_finite()) {
            let bin = &mut bins[((values[row] / step).floor().clamp(first, last) - first) as usize];
            bin.rows.push(row as u32);
            bin.by_class[usize::from(class_of_row[row])] += 1;
        }
        Self { bins, known, missing, beyond }
    }

    /// The bar drawn over a value.
    #[must_use]
    pub fn bin_at(&self, value: f64) -> Option<&HistogramBin> {
        self.bins.iter().find(|bin| (bin.drawn[0]..bin.drawn[1]).contains(&value))
    }

    /// The bars as a table: what each counts, in the indicator's unit, its parcels and their land.
    #[must_use]
    pub fn table(&self, figures: &Figures, unit: Unit) -> ResultTable {
        let bound = |side: usize| Cells::Numbers(self.bins.iter().map(|bin| bin.counted[side]).collect());
        let land = |bin: &HistogramBin| {
            mu_from_m2(bin.rows.iter().filter_map(|&row| figures.land_m2(row as usize)).sum::<f64>())
        };
        ResultTable {
            columns: vec![
                ResultColumn::new("value_from", unit, bound(0)),
                ResultColumn::new("value_to", unit, bound(1)),
                ResultColumn::new(
                    "parcels",
                    Unit::Count,
                    Cells::Counts(self.bins.iter().map(|bin| bin.rows.len() as u64).collect()),
                ),
                ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(self.bins.iter().map(land).collect())),
            ],
        }
    }
}

/// From where to where sorted values are drawn: all of them, but for a far tail of a hundredth on either side, which
/// would press all others into a corner.
fn frame(sorted: &[f64]) -> Option<[f64; 2]> {
    let (&least, &greatest) = (sorted.first()?, sorted.last()?);
    let (low, high) = (percentile_inc(sorted, TAIL)?, percentile_inc(sorted, 1.0 - TAIL)?);
    let near = (high - low) * 0.1;
    Some([if least < low - near { low } else { least }, if greatest > high + near { high } else { greatest }])
}

/// The least of 1, 2, 2.5 and 5 times a power of ten that is no less than `wanted`; 1 where nothing is wanted.
fn round_step(wanted: f64) -> f64 {
    if !(wanted.is_finite() && wanted > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(wanted.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0].map(|step| step * power);
    steps.into_iter().find(|&step| step >= wanted * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(values: &[f64]) -> Histogram {
        Histogram::new(values, &vec![0; values.len()], 1, &RowSet::where_row(values.len(), |_| true))
    }

    #[test]
    fn bars_have_round_edges_and_count_by_class() {
        let values = [0.0, 3.0, 12.0, f64::NAN, 47.9];
        let histogram = Histogram::new(&values, &[0, 0, 1, 2, 1], 3, &RowSet::from_rows(5, [0, 1, 2, 3, 4]));
        assert_eq!((histogram.known, histogram.missing, histogram.beyond), (4, 1, 0));
        assert_eq!((histogram.bins[0].drawn, histogram.bins.len()), ([0.0, 2.0], 24));
        assert_eq!(histogram.bin_at(12.5).unwrap().by_class, [0, 1, 0]);
        assert_eq!(histogram.bin_at(3.9).unwrap().rows, [1]);
        assert_eq!(histogram.bin_at(48.1), None);
    }

    #[test]
    fn only_the_rows_shown_are_counted() {
        let histogram = Histogram::new(&[1.0, 2.0, f64::NAN], &[0, 0, 1], 2, &RowSet::from_rows(3, [1]));
        assert_eq!((histogram.known, histogram.missing), (1, 0));
        assert_eq!(histogram.bins.iter().flat_map(|bin| bin.rows.clone()).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_far_tail_is_gathered_in_the_last_bar_which_says_how_far_it_reaches() {
        let mut values: Vec<f64> = (0..300).map(f64::from).collect();
        values.push(1e6);
        let histogram = of(&values);
        let last = histogram.bins.last().unwrap();
        assert!(last.drawn[1] < 400.0 && last.counted[1] == 1e6, "{last:?}");
        assert!(histogram.beyond >= 1 && last.rows.contains(&300));
    }

    #[test]
    fn one_value_is_one_bar_and_no_value_is_none() {
        assert_eq!(of(&[7.0, 7.0]).bins.len(), 1);
        assert_eq!(of(&[f64::NAN]).bins, []);
        assert_eq!(of(&[f64::NAN]).missing, 1);
    }

    proptest! {
        #[test]
        fn every_known_row_is_in_one_bar_that_counts_its_value(
            values in proptest::collection::vec(prop_oneof![4 => -1e6..1e6_f64, 1 => Just(0.0), 1 => Just(f64::NAN)], 0..80)
        ) {
            let histogram = of(&values);
            let mut rows = Vec::new();
            for bin in &histogram.bins {
                let slack = 1e-9 * (bin.drawn[1] - bin.drawn[0]);
                for &row in &bin.rows {
                    let value = values[row as usize];
                    prop_assert!(bin.counted[0] - slack <= value && value <= bin.counted[1] + slack);
                    rows.push(row);
                }
            }
            rows.sort_unstable();
            let known: Vec<u32> =
                (0..values.len() as u32).filter(|&row| values[row as usize].is_finite()).collect();
            prop_assert_eq!(rows, known);
        }
    }
}
