//! The Gini coefficient of a value over land, from the Lorenz curve: 0 where every mu yields the same.

use crate::domain::{Cells, ParcelTable, ResultColumn, ResultTable, RowSet, Unit};

use super::Figures;

/// Grows a Lorenz curve point by point, parcels in ascending order of value per land.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lorenz {
    land: f64,
    value: f64,
    twice_area: f64,
    negative: bool,
}

impl Lorenz {
    /// Adds the next parcel.
    pub(super) fn add(&mut self, land: f64, value: f64) {
        let before = self.value;
        self.land += land;
        self.value += value;
        self.twice_area += land * (before + self.value);
        self.negative |= value < 0.0;
    }

    /// 1 − 2 × the area under the curve; `None` where the curve has no meaning: nothing produced, or less than nothing
    /// on some parcel.
    pub(super) fn gini(&self) -> Option<f64> {
        let defined = self.land > 0.0 && self.value > 0.0 && !self.negative;
        defined.then(|| (1.0 - self.twice_area / (self.land * self.value)).clamp(0.0, 1.0))
    }
}

/// The Gini coefficient of (land, value) pairs in any order and any unit. Land must be above 0; pairs with a missing
/// (NaN) side are left out. `None` if nothing was produced or some value is negative.
#[must_use]
pub fn gini(pairs: &[(f64, f64)]) -> Option<f64> {
    let mut pairs: Vec<_> = pairs.iter().filter(|(land, value)| *land > 0.0 && !value.is_nan()).collect();
    pairs.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let mut curve = Lorenz::default();
    for (land, value) in pairs {
        curve.add(*land, *value);
    }
    curve.gini()
}

/// The Lorenz curve of output against land: parcels in ascending order of output per mu.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LorenzCurve {
    /// The parcels' rows, least output per mu first.
    pub rows: Vec<u32>,
    /// Land share and output share up to each parcel, 0–1, from [0, 0] to [1, 1]; one more than rows. Empty where the
    /// curve has no meaning.
    pub points: Vec<[f64; 2]>,
    /// The Gini coefficient; `None` where nothing was produced, or less than nothing on some parcel.
    pub gini: Option<f64>,
}

impl LorenzCurve {
    /// The curve of `rows` (all if `None`); parcels without output per mu are left out, an assumed zero is in.
    #[must_use]
    pub fn new(table: &ParcelTable, figures: &Figures, rows: Option<&RowSet>) -> Self {
        let mut curve = Lorenz::default();
        let (mut of_curve, mut sums) = (Vec::new(), vec![[0.0, 0.0]]);
        for (row, per_mu, land) in figures.ranked_by_output(table).iter() {
            if rows.is_none_or(|rows| rows.contains(row as usize)) {
                curve.add(land, per_mu * land);
                of_curve.push(row);
                sums.push([curve.land, curve.value]);
            }
        }
        let gini = curve.gini();
        let share = |[land, value]: [f64; 2]| [land / curve.land, value / curve.value];
        let points = if gini.is_some() { sums.into_iter().map(share).collect() } else { Vec::new() };
        Self { rows: of_curve, points, gini }
    }

    /// How many parcels lie wholly within the least productive `land_share` of the land.
    #[must_use]
    pub fn parcels_within(&self, land_share: f64) -> usize {
        self.points.partition_point(|[land, _]| *land <= land_share).saturating_sub(1)
    }

    /// The share of output of the least productive `land_share` of the land, both 0–1; between two parcels the curve is
    /// straight. `None` where there is no curve.
    #[must_use]
    pub fn output_share(&self, land_share: f64) -> Option<f64> {
        let above = self.points.partition_point(|[land, _]| *land < land_share).min(self.points.len().checked_sub(1)?);
        let ([to_land, to_value], [from_land, from_value]) = (self.points[above], self.points[above.saturating_sub(1)]);
        let part = if to_land > from_land { (land_share - from_land) / (to_land - from_land) } else { 1.0 };
        Some(from_value + part.clamp(0.0, 1.0) * (to_value - from_value))
    }

    /// The curve at every tenth of the land.
    #[must_use]
    pub fn table(&self) -> ResultTable {
        let tenths: Vec<f64> = (1..=10).map(|tenth| f64::from(tenth) / 10.0).collect();
        let outputs = tenths.iter().map(|&land| self.output_share(land).unwrap_or(f64::NAN)).collect();
        let parcels = tenths.iter().map(|&land| self.parcels_within(land) as u64).collect();
        ResultTable {
            columns: vec![
                ResultColumn::new("cumulative_land_share", Unit::Share, Cells::Numbers(tenths)),
                ResultColumn::new("cumulative_output_share", Unit::Share, Cells::Numbers(outputs)),
                ResultColumn::new("cumulative_parcels", Unit::Count, Cells::Counts(parcels)),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{figured, near, parcel};
    use super::*;
    use crate::domain::{LandBasis, LandStatus};

    #[test]
    fn the_curve_climbs_from_the_weakest_land_and_has_the_gini_of_the_pairs() {
        let of = |mu, output| parcel(mu, LandStatus::InUse, output, None);
        let (table, figures, _) = figured(
            &[of(2.0, Some(12.0)), of(1.0, Some(1.0)), of(9.0, None), of(1.0, Some(3.0))],
            LandBasis::default(),
        );
        let curve = LorenzCurve::new(&table, &figures, None);
        assert_eq!(curve.rows, [1, 3, 0], "the parcel without output is left out");
        for (point, expected) in curve.points.iter().zip([[0.0, 0.0], [0.25, 0.0625], [0.5, 0.25], [1.0, 1.0]]) {
            assert!(point.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{point:?} {expected:?}");
        }
        assert!(near(curve.gini.unwrap(), 0.281_25));
        assert!((curve.output_share(0.75).unwrap() - 0.625).abs() < 1e-12 && curve.output_share(0.0) == Some(0.0));
        assert_eq!((curve.parcels_within(0.3), curve.parcels_within(1.0)), (1, 3));
        let one = RowSet::from_rows(4, [0]);
        assert!(LorenzCurve::new(&table, &figures, Some(&one)).gini.unwrap().abs() < 1e-12);
        let (table, figures, _) = figured(&[of(2.0, Some(-1.0)), of(1.0, Some(3.0))], LandBasis::default());
        let curve = LorenzCurve::new(&table, &figures, None);
        assert_eq!((curve.gini, curve.output_share(0.5), curve.points.len()), (None, None, 0));
        assert_eq!(curve.table().number("cumulative_output_share", 3), None);
    }

    #[test]
    fn equal_yield_is_zero_and_all_on_one_quarter_of_the_land_is_three_quarters() {
        assert!(gini(&[(1.0, 10.0), (3.0, 30.0), (6.0, 60.0)]).unwrap().abs() < 1e-15);
        assert!((gini(&[(3.0, 0.0), (1.0, 8.0)]).unwrap() - 0.75).abs() < 1e-15);
        // Land 1, 1, 2 with output 1, 3, 12, by hand: twice the area under the curve is
        // 0.25 × 0.0625 + 0.25 × 0.3125 + 0.5 × 1.25 = 0.71875.
        assert!((gini(&[(2.0, 12.0), (1.0, 1.0), (1.0, 3.0)]).unwrap() - 0.281_25).abs() < 1e-15);
    }

    #[test]
    fn nothing_produced_or_less_than_nothing_has_no_gini() {
        assert_eq!(gini(&[]), None);
        assert_eq!(gini(&[(1.0, 0.0)]), None);
        assert_eq!(gini(&[(1.0, -1.0), (1.0, 5.0)]), None);
        assert_eq!(gini(&[(1.0, f64::NAN), (1.0, 5.0)]), Some(0.0));
    }
}
