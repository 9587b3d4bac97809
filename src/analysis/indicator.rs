//! The indicators a parcel, a group or a park can have: their keys, their units, what they divide by what.
//!
//! The formulas are those of the national and provincial rules on land use per mu. Which blanks count as 0 and which
//! leave the sum is `ratio`'s business, so that a parcel's figure and a park's can never disagree.

use serde::{Deserialize, Serialize};

use crate::domain::{ColumnKey, Measure, Unit};

/// A ratio of two sums: over one parcel, a group or a park.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Indicator {
    /// 亩均产值: output / land.
    OutputPerMu,
    /// 亩均税收: tax / land.
    TaxPerMu,
    /// 亩均营业收入: revenue / land.
    RevenuePerMu,
    /// 亩均增加值: industrial value added / land.
    ValueAddedPerMu,
    /// 固定资产投资强度: fixed investment, land price included / land.
    InvestmentPerMu,
    /// 容积率: floor area / land; where the floor area is blank, the stated ratio × land stands for it.
    Far,
    /// 建筑密度: building footprint / land; where the footprint is blank, the stated density × land.
    BuildingDensity,
    /// 建筑系数 as stated, weighted by land. Not the same as density.
    BuildingCoefficient,
    /// 行政办公及生活服务设施用地所占比重 as stated, weighted by land.
    OfficeShare,
    /// 亩均用工: employees / land.
    EmployeesPerMu,
    /// 全员劳动生产率: value added / employees.
    LabourProductivity,
    /// 单位能耗增加值: value added / energy.
    EnergyProductivity,
    /// 单位能耗营业收入: revenue / energy.
    RevenuePerEnergy,
    /// 单位排放增加值: value added / main pollutants.
    EmissionProductivity,
    /// 单位排放营业收入: revenue / main pollutants.
    RevenuePerEmission,
    /// 研发投入强度: R&D expense / main revenue.
    RdShare,
}

/// What a ratio's upper sum adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numerator {
    /// A measure as it is.
    Of(Measure),
    /// A measure, and where it is blank a stated share or ratio × land.
    OfElseStated(Measure, Measure),
    /// A stated share × land.
    Stated(Measure),
}

/// What a ratio's lower sum adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denominator {
    /// Land, divided by in mu.
    LandMu,
    /// Land, divided by in m².
    LandM2,
    /// A measure.
    Of(Measure),
}

impl Indicator {
    /// Every indicator, in the order menus and tables list them.
    pub const ALL: [Self; 16] = [
        Self::OutputPerMu,
        Self::TaxPerMu,
        Self::RevenuePerMu,
        Self::ValueAddedPerMu,
        Self::InvestmentPerMu,
        Self::Far,
        Self::BuildingDensity,
        Self::BuildingCoefficient,
        Self::OfficeShare,
        Self::EmployeesPerMu,
        Self::LabourProductivity,
        Self::EnergyProductivity,
        Self::RevenuePerEnergy,
        Self::EmissionProductivity,
        Self::RevenuePerEmission,
        Self::RdShare,
    ];

    /// The stable key written to files, e.g. `output_per_mu`; the locale files name it under `column-…`.
    #[must_use]
    pub fn key(self) -> ColumnKey {
        match self {
            Self::OutputPerMu => "output_per_mu",
            Self::TaxPerMu => "tax_per_mu",
            Self::RevenuePerMu => "revenue_per_mu",
            Self::ValueAddedPerMu => "value_added_per_mu",
            Self::InvestmentPerMu => "investment_per_mu",
            Self::Far => "far",
            Self::BuildingDensity => "building_density",
            Self::BuildingCoefficient => "building_coefficient",
            Self::OfficeShare => "office_share",
            Self::EmployeesPerMu => "employees_per_mu",
            Self::LabourProductivity => "labour_productivity",
            Self::EnergyProductivity => "energy_productivity",
            Self::RevenuePerEnergy => "revenue_per_energy",
            Self::EmissionProductivity => "emission_productivity",
            Self::RevenuePerEmission => "revenue_per_emission",
            Self::RdShare => "rd_share",
        }
    }

    /// The unit of its numbers.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::OutputPerMu | Self::TaxPerMu | Self::RevenuePerMu | Self::ValueAddedPerMu | Self::InvestmentPerMu => {
                Unit::WanYuanPerMu
            }
            Self::Far => Unit::Ratio,
            Self::BuildingDensity | Self::BuildingCoefficient | Self::OfficeShare | Self::RdShare => Unit::Share,
            Self::EmployeesPerMu => Unit::PersonsPerMu,
            Self::LabourProductivity => Unit::WanYuanPerPerson,
            Self::EnergyProductivity | Self::RevenuePerEnergy => Unit::WanYuanPerTonneCoal,
            Self::EmissionProductivity | Self::RevenuePerEmission => Unit::WanYuanPerTonne,
        }
    }

    /// Whether it is something per mu of land.
    #[must_use]
    pub fn is_per_mu(self) -> bool {
        matches!(self.unit(), Unit::WanYuanPerMu | Unit::PersonsPerMu)
    }

    /// Whether a blank on land that produces nothing counts as 0 on that land.
    #[must_use]
    pub fn assumes_zero(self) -> bool {
        matches!(self, Self::OutputPerMu | Self::TaxPerMu | Self::RevenuePerMu | Self::ValueAddedPerMu)
    }

    /// Where the indicator stands in [`Self::ALL`].
    pub(super) fn index(self) -> usize {
        self as usize
    }

    pub(super) fn numerator(self) -> Numerator {
        match self {
            Self::OutputPerMu => Numerator::Of(Measure::Output),
            Self::TaxPerMu => Numerator::Of(Measure::Tax),
            Self::RevenuePerMu | Self::RevenuePerEnergy | Self::RevenuePerEmission => Numerator::Of(Measure::Revenue),
            Self::ValueAddedPerMu
            | Self::LabourProductivity
            | Self::EnergyProductivity
            | Self::EmissionProductivity => Numerator::Of(Measure::ValueAdded),
            Self::InvestmentPerMu => Numerator::Of(Measure::Investment),
            Self::Far => Numerator::OfElseStated(Measure::FloorArea, Measure::FloorAreaRatio),
            Self::BuildingDensity => Numerator::OfElseStated(Measure::Footprint, Measure::BuildingDensity),
            Self::BuildingCoefficient => Numerator::Stated(Measure::BuildingCoefficient),
            Self::OfficeShare => Numerator::Stated(Measure::OfficeShare),
            Self::EmployeesPerMu => Numerator::Of(Measure::Employees),
            Self::RdShare => Numerator::Of(Measure::RdExpense),
        }
    }

    /// The measures it is made of beside land: the upper one first, then what that is divided by. One that is only ever
    /// stated is made of itself.
    pub fn measures(self) -> impl Iterator<Item = Measure> {
        let upper = match self.numerator() {
            Numerator::Of(measure) | Numerator::OfElseStated(measure, _) | Numerator::Stated(measure) => measure,
        };
        let lower = match self.denominator() {
            Denominator::Of(measure) => Some(measure),
            Denominator::LandMu | Denominator::LandM2 => None,
        };
        [upper].into_iter().chain(lower)
    }

    /// What may stand in a file for its upper measure: a stated share or ratio.
    #[must_use]
    pub fn stated(self) -> Option<Measure> {
        match self.numerator() {
            Numerator::OfElseStated(_, stated) => Some(stated),
            Numerator::Of(_) | Numerator::Stated(_) => None,
        }
    }

    pub(super) fn denominator(self) -> Denominator {
        match self {
            Self::OutputPerMu
            | Self::TaxPerMu
            | Self::RevenuePerMu
            | Self::ValueAddedPerMu
            | Self::InvestmentPerMu
            | Self::EmployeesPerMu => Denominator::LandMu,
            Self::Far | Self::BuildingDensity | Self::BuildingCoefficient | Self::OfficeShare => Denominator::LandM2,
            Self::LabourProductivity => Denominator::Of(Measure::Employees),
            Self::EnergyProductivity | Self::RevenuePerEnergy => Denominator::Of(Measure::Energy),
            Self::EmissionProductivity | Self::RevenuePerEmission => Denominator::Of(Measure::Pollutants),
            Self::RdShare => Denominator::Of(Measure::MainRevenue),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_stands_at_its_index_and_is_saved_under_its_key() {
        for (index, indicator) in Indicator::ALL.into_iter().enumerate() {
            assert_eq!(indicator.index(), index);
            assert_eq!(serde_json::to_string(&indicator).unwrap(), format!("\"{}\"", indicator.key()));
        }
    }
}
