//! The Gini coefficient of a value over land, from the Lorenz curve: 0 where every mu yields the same.

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

#[cfg(test)]
mod tests {
    use super::*;

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
