//! Which area a per-mu figure divides by: the land basis, a choice of the user's that is printed beside every figure.

use serde::{Deserialize, Serialize};

/// The area that stands for a parcel's land.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LandBasis {
    /// The registered area where there is one above 0, else the area of the outline.
    #[default]
    RegisteredElseGeometric,
    /// The area of the outline only; a parcel without a valid outline has no land.
    Geometric,
    /// Registered (else geometric) + occupied + leased in − leased out; a blank among the last three changes nothing,
    /// since files fill them only where there is something to tell.
    Adjusted,
}

impl LandBasis {
    /// Every basis, the default first.
    pub const ALL: [Self; 3] = [Self::RegisteredElseGeometric, Self::Geometric, Self::Adjusted];

    /// The stable key written to files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::RegisteredElseGeometric => "registered_else_geometric",
            Self::Geometric => "geometric",
            Self::Adjusted => "adjusted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_serde_name_is_the_stable_key_and_the_register_comes_first() {
        for basis in LandBasis::ALL {
            assert_eq!(serde_json::to_string(&basis).unwrap(), format!("\"{}\"", basis.key()));
        }
        assert_eq!(LandBasis::default(), LandBasis::RegisteredElseGeometric);
    }
}
