//! How a measured value is held against a threshold, inclusive or exclusive.

use serde::{Deserialize, Serialize};

/// How a measured value is held against a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operator {
    /// Strictly less.
    #[serde(rename = "<")]
    Less,
    /// Less or equal.
    #[serde(rename = "<=")]
    AtMost,
    /// Strictly greater.
    #[serde(rename = ">")]
    Greater,
    /// Greater or equal.
    #[serde(rename = ">=")]
    AtLeast,
    /// Equal.
    #[serde(rename = "=")]
    Equal,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Self; 5] = [Self::Less, Self::AtMost, Self::Greater, Self::AtLeast, Self::Equal];

    /// Whether `measured` stands so to `threshold`. Numbers within 1e-12 of each other's size are equal: a third of 30
    /// mu kept in m² is not less than a third.
    #[must_use]
    pub fn holds(self, measured: f64, threshold: f64) -> bool {
        let equal = (measured - threshold).abs() <= 1e-12 * measured.abs().max(threshold.abs());
        match self {
            Self::Less => measured < threshold && !equal,
            Self::AtMost => measured < threshold || equal,
            Self::Greater => measured > threshold && !equal,
            Self::AtLeast => measured > threshold || equal,
            Self::Equal => equal,
        }
    }

    /// How far a value is on the right side of a bound, in its unit; below 0 on the wrong one. Of `=` the distance, below
    /// 0 but where it holds.
    #[must_use]
    pub fn margin(self, measured: f64, threshold: f64) -> f64 {
        match self {
            Self::Less | Self::AtMost => threshold - measured,
            Self::Greater | Self::AtLeast => measured - threshold,
            Self::Equal => -(measured - threshold).abs(),
        }
    }

    /// The sign as files carry it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Equal => "=",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_thirty_mu_in_square_metres_is_not_less_than_a_third() {
        let (part, whole) = (10.0 * 2000.0 / 3.0, 30.0 * 2000.0 / 3.0);
        assert!(!Operator::Less.holds(part / whole, 1.0 / 3.0));
        assert!(Operator::AtLeast.holds(part / whole, 1.0 / 3.0));
        assert!(Operator::Less.holds((part - 0.01) / whole, 1.0 / 3.0));
        assert!(!Operator::Less.holds(0.0, 0.0) && Operator::AtMost.holds(0.0, 0.0));
    }

    #[test]
    fn a_margin_is_above_zero_on_the_right_side_of_a_bound() {
        for (operator, measured, margin) in [
            (Operator::AtLeast, 25.0, 5.0),
            (Operator::Greater, 15.0, -5.0),
            (Operator::AtMost, 15.0, 5.0),
            (Operator::Less, 25.0, -5.0),
            (Operator::Equal, 25.0, -5.0),
        ] {
            assert_eq!(operator.margin(measured, 20.0), margin, "{operator:?}");
        }
    }
}
