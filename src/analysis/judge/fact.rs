//! The facts that rules of the rulebook may ask for, each a number with a unit: indicators, land, owners, marks.
//!
//! A fact that is yes or no is 1 or 0, a grade is 4 (A) to 1 (D). What is not known is no number at all.

use serde::{Deserialize, Serialize};

use super::super::Indicator;
use crate::domain::Unit;

/// A fact by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Fact {
    /// 亩均产值, 万元/亩.
    OutputPerMu,
    /// 亩均税收, 万元/亩.
    TaxPerMu,
    /// 亩均营业收入, 万元/亩.
    RevenuePerMu,
    /// 亩均增加值, 万元/亩.
    ValueAddedPerMu,
    /// 固定资产投资强度, 万元/亩.
    InvestmentPerMu,
    /// 容积率.
    Far,
    /// 建筑密度, 0–1.
    BuildingDensity,
    /// 建筑系数, 0–1.
    BuildingCoefficient,
    /// 行政办公及生活服务设施用地所占比重, 0–1.
    OfficeShare,
    /// 全员劳动生产率, 万元/人.
    LabourProductivity,
    /// 单位能耗增加值, 万元/吨标煤.
    EnergyProductivity,
    /// 单位能耗营业收入, 万元/吨标煤.
    RevenuePerEnergy,
    /// 单位排放增加值, 万元/吨.
    EmissionProductivity,
    /// 单位排放营业收入, 万元/吨.
    RevenuePerEmission,
    /// 研发投入强度, 0–1.
    RdShare,
    /// Land, mu.
    LandMu,
    /// Tax per mu ÷ the park's.
    TaxToPark,
    /// Output per mu ÷ the park's.
    OutputToPark,
    /// How many owners the parcel has.
    Owners,
    /// How many owners the contiguous block of low floor area ratio has that the parcel lies in.
    BlockOwners,
    /// One owner, and a private one: 1 or 0.
    OnePrivateOwner,
    /// The title is clear: 1 or 0.
    TitleClear,
    /// Not started by its status: 1 or 0.
    NotStarted,
    /// In use or vacant on built land by its status: 1 or 0.
    Built,
    /// The grade: A 4, B 3, C 2, D 1.
    Grade,
    /// The industry is one of the traditional ones: 1 or 0.
    TraditionalIndustry,
    /// The industry is a light one: 1 or 0.
    LightIndustry,
    /// The industry is logistics, storage or export processing: 1 or 0.
    LogisticsIndustry,
    /// The industry is not the one with the most land in the park: 1 or 0.
    OutsideLeadIndustry,
    /// The share of the park's land outside its lead industry, 0–1.
    ParkOffLeadShare,
    /// How many small parcels the park has.
    ParkSmallParcels,
    /// The parcel is of the chain of a marked anchor: 1 or 0.
    AnchorChain,
    /// Kilometres to the nearest marked anchor of the same chain.
    AnchorKm,
    /// Inside a marked urban zone: 1 or 0.
    UrbanZone,
    /// Kilometres to the nearest marked platform zone; 0 inside.
    PlatformKm,
    /// The share of land left at the park, 0–1, as entered.
    LandLeftShare,
    /// Demand is waiting at the park: 1 or 0, as entered.
    DemandWaiting,
    /// A partner park has land: 1 or 0, as entered.
    PartnerPark,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 38] = [
        Self::OutputPerMu,
        Self::TaxPerMu,
        Self::RevenuePerMu,
        Self::ValueAddedPerMu,
        Self::InvestmentPerMu,
        Self::Far,
        Self::BuildingDensity,
        Self::BuildingCoefficient,
        Self::OfficeShare,
        Self::LabourProductivity,
        Self::EnergyProductivity,
        Self::RevenuePerEnergy,
        Self::EmissionProductivity,
        Self::RevenuePerEmission,
        Self::RdShare,
        Self::LandMu,
        Self::TaxToPark,
        Self::OutputToPark,
        Self::Owners,
        Self::BlockOwners,
        Self::OnePrivateOwner,
        Self::TitleClear,
        Self::NotStarted,
        Self::Built,
        Self::Grade,
        Self::TraditionalIndustry,
        Self::LightIndustry,
        Self::LogisticsIndustry,
        Self::OutsideLeadIndustry,
        Self::ParkOffLeadShare,
        Self::ParkSmallParcels,
        Self::AnchorChain,
        Self::AnchorKm,
        Self::UrbanZone,
        Self::PlatformKm,
        Self::LandLeftShare,
        Self::DemandWaiting,
        Self::PartnerPark,
    ];

    /// The stable key, as the rulebook writes it.
    #[must_use]
    pub fn key(self) -> &'static str {
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
            Self::LabourProductivity => "labour_productivity",
            Self::EnergyProductivity => "energy_productivity",
            Self::RevenuePerEnergy => "revenue_per_energy",
            Self::EmissionProductivity => "emission_productivity",
            Self::RevenuePerEmission => "revenue_per_emission",
            Self::RdShare => "rd_share",
            Self::LandMu => "land_mu",
            Self::TaxToPark => "tax_to_park",
            Self::OutputToPark => "output_to_park",
            Self::Owners => "owners",
            Self::BlockOwners => "block_owners",
            Self::OnePrivateOwner => "one_private_owner",
            Self::TitleClear => "title_clear",
            Self::NotStarted => "not_started",
            Self::Built => "built",
            Self::Grade => "grade",
            Self::TraditionalIndustry => "traditional_industry",
            Self::LightIndustry => "light_industry",
            Self::LogisticsIndustry => "logistics_industry",
            Self::OutsideLeadIndustry => "outside_lead_industry",
            Self::ParkOffLeadShare => "park_off_lead_share",
            Self::ParkSmallParcels => "park_small_parcels",
            Self::AnchorChain => "anchor_chain",
            Self::AnchorKm => "anchor_km",
            Self::UrbanZone => "urban_zone",
            Self::PlatformKm => "platform_km",
            Self::LandLeftShare => "land_left_share",
            Self::DemandWaiting => "demand_waiting",
            Self::PartnerPark => "partner_park",
        }
    }

    /// The indicator the fact is, where it is one.
    #[must_use]
    pub fn indicator(self) -> Option<Indicator> {
        Some(match self {
            Self::OutputPerMu => Indicator::OutputPerMu,
            Self::TaxPerMu => Indicator::TaxPerMu,
            Self::RevenuePerMu => Indicator::RevenuePerMu,
            Self::ValueAddedPerMu => Indicator::ValueAddedPerMu,
            Self::InvestmentPerMu => Indicator::InvestmentPerMu,
            Self::Far => Indicator::Far,
            Self::BuildingDensity => Indicator::BuildingDensity,
            Self::BuildingCoefficient => Indicator::BuildingCoefficient,
            Self::OfficeShare => Indicator::OfficeShare,
            Self::LabourProductivity => Indicator::LabourProductivity,
            Self::EnergyProductivity => Indicator::EnergyProductivity,
            Self::RevenuePerEnergy => Indicator::RevenuePerEnergy,
            Self::EmissionProductivity => Indicator::EmissionProductivity,
            Self::RevenuePerEmission => Indicator::RevenuePerEmission,
            Self::RdShare => Indicator::RdShare,
            _ => return None,
        })
    }

    /// The unit of its number.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::LandMu => Unit::Mu,
            Self::TaxToPark | Self::OutputToPark | Self::AnchorKm | Self::PlatformKm => Unit::Ratio,
            Self::ParkOffLeadShare | Self::LandLeftShare => Unit::Share,
            Self::Owners | Self::BlockOwners | Self::ParkSmallParcels => Unit::Count,
            other => other.indicator().map_or(Unit::None, Indicator::unit),
        }
    }

    /// Whether the fact is yes (1) or no (0).
    #[must_use]
    pub fn is_flag(self) -> bool {
        self.unit() == Unit::None && self != Self::Grade
    }
}
