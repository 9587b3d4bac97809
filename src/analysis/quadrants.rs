//! Parcels in four quarters about the medians of two indicators.

use super::percentile_inc;

/// A quarter, as it lies on a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quadrant {
    /// Low in the first indicator, high in the second.
    UpperLeft,
    /// High in both.
    UpperRight,
    /// Low in both.
    LowerLeft,
    /// High in the first indicator, low in the second.
    LowerRight,
}

impl Quadrant {
    /// Every quarter, as one reads.
    pub const ALL: [Self; 4] = [Self::UpperLeft, Self::UpperRight, Self::LowerLeft, Self::LowerRight];

    /// The stable key, e.g. `upper-left`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::UpperLeft => "upper-left",
            Self::UpperRight => "upper-right",
            Self::LowerLeft => "lower-left",
            Self::LowerRight => "lower-right",
        }
    }
}

/// Points in quarters about their medians. What lies on a median counts as low: high is above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quadrants {
    /// The medians of the first and the second indicator, every parcel counting alike.
    pub medians: [f64; 2],
    rows: [Vec<u32>; 4],
}

impl Quadrants {
    /// The quarters of points with their rows; `None` without points.
    #[must_use]
    pub fn new(points: &[(u32, [f64; 2])]) -> Option<Self> {
        let median = |axis: usize| {
            let mut values: Vec<f64> = points.iter().map(|(_, point)| point[axis]).collect();
            values.sort_unstable_by(f64::total_cmp);
            percentile_inc(&values, 0.5)
        };
        let medians = [median(0)?, median(1)?];
        let mut rows: [Vec<u32>; 4] = Default::default();
        for (row, [first, second]) in points {
            let quadrant = match (*first > medians[0], *second > medians[1]) {
                (false, true) => Quadrant::UpperLeft,
                (true, true) => Quadrant::UpperRight,
                (false, false) => Quadrant::LowerLeft,
                (true, false) => Quadrant::LowerRight,
            };
            rows[quadrant as usize].push(*row);
        }
        Some(Self { medians, rows })
    }

    /// The rows of a quarter, in the points' order.
    #[must_use]
    pub fn rows(&self, quadrant: Quadrant) -> &[u32] {
        &self.rows[quadrant as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_is_in_one_quarter_and_a_median_counts_as_low() {
        let points = [(7, [1.0, 5.0]), (3, [2.0, 1.0]), (4, [3.0, 9.0]), (9, [2.0, 5.0]), (2, [8.0, 0.0])];
        let quadrants = Quadrants::new(&points).unwrap();
        assert_eq!(quadrants.medians, [2.0, 5.0]);
        assert_eq!(Quadrant::ALL.map(|each| quadrants.rows(each)), [&[][..], &[4], &[7, 3, 9], &[2]]);
        assert_eq!(Quadrants::new(&[]), None);
    }
}
