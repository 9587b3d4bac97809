//! A number of the rulebook that may be written as a fraction, so that a third is exactly the nearest number to one.

use serde::{Deserialize, Serialize};

/// A number, written as one or as a fraction such as `"1/3"`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Fraction(pub f64);

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Fraction;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
                let number = |text: &str| text.trim().parse::<f64>().ok();
                let parts = text.split_once('/').and_then(|(over, under)| Some((number(over)?, number(under)?)));
                let value = parts.map(|(over, under)| over / under).filter(|value| value.is_finite());
                value.map(Fraction).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
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
