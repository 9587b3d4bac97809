//! Commitments of parcels (标准地承诺): what was promised, how much, at which stage, until when.
//!
//! They stand in columns of the parcel file or in a list beside it; this owns what one is and the list's, by row. What
//! they are held against is `analysis`' business.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Day, LandBasis, Operator, Unit};

/// What is promised: an indicator of the parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Promised {
    /// 投资强度, 万元/亩.
    InvestmentPerMu,
    /// 亩均产值, 万元/亩.
    OutputPerMu,
    /// 亩均营业收入, 万元/亩.
    RevenuePerMu,
    /// 亩均税收, 万元/亩.
    TaxPerMu,
    /// 亩均增加值, 万元/亩.
    ValueAddedPerMu,
    /// 容积率.
    Far,
    /// 建筑密度, 0–1.
    BuildingDensity,
    /// 建筑系数, 0–1.
    BuildingCoefficient,
    /// 研发投入强度, 0–1.
    RdShare,
}

impl Promised {
    /// Everything that can be promised.
    pub const ALL: [Self; 9] = [
        Self::InvestmentPerMu,
        Self::OutputPerMu,
        Self::RevenuePerMu,
        Self::TaxPerMu,
        Self::ValueAddedPerMu,
        Self::Far,
        Self::BuildingDensity,
        Self::BuildingCoefficient,
        Self::RdShare,
    ];

    /// The stable key: that of the indicator it is held against.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::InvestmentPerMu => "investment_per_mu",
            Self::OutputPerMu => "output_per_mu",
            Self::RevenuePerMu => "revenue_per_mu",
            Self::TaxPerMu => "tax_per_mu",
            Self::ValueAddedPerMu => "value_added_per_mu",
            Self::Far => "far",
            Self::BuildingDensity => "building_density",
            Self::BuildingCoefficient => "building_coefficient",
            Self::RdShare => "rd_share",
        }
    }

    /// The unit its bounds are kept in.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Far => Unit::Ratio,
            Self::BuildingDensity | Self::BuildingCoefficient | Self::RdShare => Unit::Share,
            _ => Unit::WanYuanPerMu,
        }
    }

    /// The stage it is measured at where none is named: what is built at completion, what is produced at full
    /// production.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::InvestmentPerMu | Self::Far | Self::BuildingDensity | Self::BuildingCoefficient => Stage::Completion,
            _ => Stage::FullProduction,
        }
    }
}

/// When a commitment is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 竣工.
    Completion,
    /// 达产.
    FullProduction,
}

impl Stage {
    /// Every stage, in time.
    pub const ALL: [Self; 2] = [Self::Completion, Self::FullProduction];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::FullProduction => "full_production",
        }
    }
}

/// One commitment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commitment {
    /// What is promised.
    pub promised: Promised,
    /// How the measured value has to stand to the bound.
    pub operator: Operator,
    /// The bound, in the unit of what is promised.
    pub bound: f64,
    /// When it is measured.
    pub stage: Stage,
    /// The day it is due, where the list says so; else the parcel's own day of the stage.
    pub due: Option<Day>,
    /// The land it is per, where the list says so; else what all figures are per.
    pub basis: Option<LandBasis>,
}

/// The commitments of a list that was joined, by row of the parcel table, in the list's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Commitments {
    of_row: BTreeMap<u32, Vec<Commitment>>,
    /// Which promises anyone makes, in [`Promised::ALL`]'s order.
    made: [bool; Promised::ALL.len()],
}

impl Commitments {
    /// Adds a commitment of a row.
    pub fn push(&mut self, row: u32, commitment: Commitment) {
        self.made[commitment.promised as usize] = true;
        self.of_row.entry(row).or_default().push(commitment);
    }

    /// The commitments of a row.
    #[must_use]
    pub fn of(&self, row: usize) -> &[Commitment] {
        u32::try_from(row).ok().and_then(|row| self.of_row.get(&row)).map_or(&[], Vec::as_slice)
    }

    /// Every commitment.
    pub fn all(&self) -> impl Iterator<Item = &Commitment> {
        self.of_row.values().flatten()
    }

    /// Whether any parcel makes this promise.
    #[must_use]
    pub fn makes(&self, promised: Promised) -> bool {
        self.made[promised as usize]
    }

    /// How many parcels have any.
    #[must_use]
    pub fn parcels(&self) -> usize {
        self.of_row.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_is_measured_at_completion_and_what_is_produced_at_full_production() {
        assert_eq!(Promised::Far.stage(), Stage::Completion);
        assert_eq!(Promised::TaxPerMu.stage(), Stage::FullProduction);
    }

    #[test]
    fn a_row_keeps_its_commitments_in_the_lists_order_and_others_have_none() {
        let promise = |promised, bound| Commitment {
            promised,
            operator: Operator::AtLeast,
            bound,
            stage: Stage::Completion,
            due: None,
            basis: None,
        };
        let mut list = Commitments::default();
        list.push(3, promise(Promised::TaxPerMu, 20.0));
        list.push(3, promise(Promised::Far, 1.0));
        assert_eq!(list.of(3).iter().map(|each| each.bound).collect::<Vec<_>>(), [20.0, 1.0]);
        assert!(list.of(0).is_empty());
        assert!(list.makes(Promised::Far) && !list.makes(Promised::RdShare));
        assert_eq!((list.parcels(), list.all().count()), (1, 2));
    }
}
