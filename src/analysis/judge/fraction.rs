//! A number of the rulebook that may be written as a fraction, so that a third is exactly the nearest number to one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number, written as one or as a fraction such as `"1/3"`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Fraction(pub f64);

/// Denominators that a number without a short decimal is told by.
const DENOMINATORS: std::ops::RangeInclusive<u32> = 3..=99;

impl Fraction {
    /// Reads a number or a fraction; `None` for anything else and for what is not finite.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let value = match text.split_once('/') {
            Some((over, under)) => number(over)? / number(under)?,
            None => number(text)?,
        };
        value.is_finite().then_some(Self(value))
    }
}

/// The shortest text that [`Fraction::parse`] reads as the same number to the bit: a fraction where one says it shorter.
impl fmt::Display for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.0.to_string();
        let is_short = decimal.len() <= 8;
        let fraction = DENOMINATORS.filter(|_| !is_short).find_map(|under| {
            let over = (self.0 * f64::from(under)).round();
            (over / f64::from(under) == self.0).then(|| format!("{over}/{under}"))
        });
        out.write_str(&fraction.unwrap_or(decimal))
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Fraction;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a number or a fraction such as \"1/3\"")
            }
            fn visit_f64<E>(self, value: f64) -> Result<Fraction, E> {
                Ok(Fraction(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Fraction, E> {
                Ok(Fraction(value as f64))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Fraction, E> {
                Ok(Fraction(value as f64))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Fraction, E> {
                // A plain number is written as one.
                let value = Some(text).filter(|text| text.contains('/')).and_then(Fraction::parse);
                value.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }
        from.deserialize_any(Visitor)
    }
}

impl Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_so_that_it_reads_back_as_itself() {
        for (value, text) in [(1.0 / 3.0, "1/3"), (0.25, "0.25"), (2.0, "2"), (97.0 / 275.0, "0.3527272727272727")] {
            assert_eq!(Fraction(value).to_string(), text);
        }
        for value in [1.0 / 3.0, 2.0 / 3.0, 0.1 + 0.2, 1e-7, 123_456.789_012, 0.0, -5.0 / 7.0, 1e300] {
            let text = Fraction(value).to_string();
            assert_eq!(Fraction::parse(&text), Some(Fraction(value)), "{text}");
        }
        assert_eq!(Fraction::parse(" 1 / 4 "), Some(Fraction(0.25)));
        for text in ["", "1/0", "nan", "inf", "x", "1/2/3"] {
            assert_eq!(Fraction::parse(text), None, "{text}");
        }
    }
}
