//! Units of land and money, exact by definition.
//!
//! 1 mu (亩) is exactly 2000/3 m², so areas are converted by × 3 / 2000 and never by a rounded 666.67.
//! Canonical units inside the program: m² for area, 万元 (ten thousand yuan) for money, 0–1 for shares.

/// Square metres in one mu, exactly 2000/3.
pub const SQUARE_METRES_PER_MU: f64 = 2000.0 / 3.0;

/// An area in square metres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct SquareMetres(pub f64);

/// An area in mu (亩).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Mu(pub f64);

impl From<SquareMetres> for Mu {
    fn from(area: SquareMetres) -> Self {
        Self(mu_from_m2(area.0))
    }
}

impl From<Mu> for SquareMetres {
    fn from(area: Mu) -> Self {
        Self(m2_from_mu(area.0))
    }
}

/// Mu from square metres: × 3 / 2000.
#[must_use]
pub fn mu_from_m2(area_m2: f64) -> f64 {
    area_m2 * 3.0 / 2000.0
}

/// Square metres from mu: × 2000 / 3.
#[must_use]
pub fn m2_from_mu(area_mu: f64) -> f64 {
    area_mu * 2000.0 / 3.0
}

/// A unit an area column may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaUnit {
    /// m², ㎡, 平方米.
    SquareMetre,
    /// 亩, 2000/3 m².
    Mu,
    /// 公顷 and 万㎡, 10 000 m².
    Hectare,
    /// km², 1 000 000 m².
    SquareKilometre,
    /// International square foot, 0.3048² m².
    SquareFoot,
    /// International acre, 43 560 square feet.
    Acre,
}

impl AreaUnit {
    /// Every unit, the commonest first.
    pub const ALL: [Self; 6] =
        [Self::SquareMetre, Self::Mu, Self::Hectare, Self::SquareKilometre, Self::SquareFoot, Self::Acre];

    /// A value in this unit as square metres. Mu multiply by 2000 first so that whole thirds stay exact.
    #[must_use]
    pub fn to_m2(self, value: f64) -> f64 {
        match self {
            Self::SquareMetre => value,
            Self::Mu => m2_from_mu(value),
            Self::Hectare => value * 1e4,
            Self::SquareKilometre => value * 1e6,
            Self::SquareFoot => value * 0.092_903_04,
            Self::Acre => value * 4_046.856_422_4,
        }
    }

    /// The stable name used in files and in `check --json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::SquareMetre => "m2",
            Self::Mu => "mu",
            Self::Hectare => "ha",
            Self::SquareKilometre => "km2",
            Self::SquareFoot => "ft2",
            Self::Acre => "acre",
        }
    }
}

/// A unit a money column may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    /// 元.
    Yuan,
    /// 千元, as statistical forms write it.
    ThousandYuan,
    /// 万元, the unit firms report in and the program's own.
    WanYuan,
    /// 亿元, 10 000 万元.
    YiYuan,
}

impl MoneyUnit {
    /// A value in this unit as 万元.
    #[must_use]
    pub fn to_wan_yuan(self, value: f64) -> f64 {
        match self {
            Self::Yuan => value / 1e4,
            Self::ThousandYuan => value / 10.0,
            Self::WanYuan => value,
            Self::YiYuan => value * 1e4,
        }
    }

    /// The stable name used in files and in `check --json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Yuan => "yuan",
            Self::ThousandYuan => "thousand_yuan",
            Self::WanYuan => "wan_yuan",
            Self::YiYuan => "yi_yuan",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_square_metres_are_exactly_three_mu() {
        assert_eq!(Mu::from(SquareMetres(2000.0)), Mu(3.0));
        assert_eq!(SquareMetres::from(Mu(3.0)), SquareMetres(2000.0));
    }

    #[test]
    fn one_hectare_is_exactly_fifteen_mu() {
        assert_eq!(mu_from_m2(AreaUnit::Hectare.to_m2(1.0)), 15.0);
    }

    #[test]
    fn one_yi_is_ten_thousand_wan_and_ten_thousand_yuan_are_one_wan() {
        assert_eq!(MoneyUnit::YiYuan.to_wan_yuan(1.0), 10_000.0);
        assert_eq!(MoneyUnit::Yuan.to_wan_yuan(10_000.0), 1.0);
    }

    #[test]
    fn an_acre_is_43_560_square_feet() {
        let acre = AreaUnit::Acre.to_m2(1.0);
        let feet = AreaUnit::SquareFoot.to_m2(43_560.0);
        assert!((acre - feet).abs() < 1e-9);
    }
}
