//! Every number a parcel can be filtered and sorted by, under one name each.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::units::mu_from_m2;
use crate::domain::{ColumnKey, Measure, NumberColumn, ParcelTable, Promised, Quantity, Unit};

use super::judge::{HeldCommitments, Judged, listed_bound};
use super::parcel_table::FEW_ROWS;
use super::ratio_columns::RatioColumns;
use super::{Figures, Indicator};

/// A number of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKey {
    /// Land by the chosen basis, mu.
    Land,
    /// Registered area, mu; 0 and negative are missing.
    RegisteredArea,
    /// Area of the outline on the ellipsoid, m².
    GeometricArea,
    /// How far the registered area is off the outline's, as a share of the latter.
    AreaDifference,
    /// The points a parcel is graded by.
    GradeScore,
    /// Its place in its cohort, 1 for the best.
    GradeRank,
    /// The score of the best model, 0–1.
    SuggestionScore,
    /// The floor area ratio that headroom is counted up to.
    TargetFar,
    /// 零增地: the floor area that can be added up to it, m²; 0 where it is reached.
    FloorHeadroom,
    /// How far the nearest of its bounds is kept or broken, as a share of the bound.
    StandardMargin,
    /// An indicator, in its unit.
    Indicator(Indicator),
    /// A measure of the chosen year as read, in the unit its quantity is kept in.
    Measure(Measure),
    /// What the list of commitments binds the parcel to, in the promise's unit.
    Commitment(Promised),
    /// How far a promise is kept or broken, as a share of its bound.
    CommitmentMargin(Promised),
    /// How many commitments it keeps.
    CommitmentsMet,
    /// How many it breaks.
    CommitmentsBreached,
}

impl NumberKey {
    /// The stable key of its column.
    #[must_use]
    pub fn key(self) -> ColumnKey {
        match self {
            Self::Land => "land_mu",
            Self::RegisteredArea => "registered_area_mu",
            Self::GeometricArea => "geometric_area_m2",
            Self::AreaDifference => "area_difference",
            Self::GradeScore => "grade_score",
            Self::GradeRank => "grade_rank",
            Self::SuggestionScore => "suggestion_score",
            Self::TargetFar => "target_far",
            Self::FloorHeadroom => "floor_headroom_m2",
            Self::StandardMargin => "standard_margin",
            Self::Indicator(indicator) => indicator.key(),
            Self::Measure(measure) => measure_column_key(measure),
            Self::Commitment(promised) => commitment_column_keys(promised).0,
            Self::CommitmentMargin(promised) => commitment_column_keys(promised).1,
            Self::CommitmentsMet => "commitments_met",
            Self::CommitmentsBreached => "commitments_breached",
        }
    }

    /// Whether it rests on the rulebook.
    #[must_use]
    pub fn is_judged(self) -> bool {
        matches!(
            self,
            Self::GradeScore
                | Self::GradeRank
                | Self::StandardMargin
                | Self::SuggestionScore
                | Self::TargetFar
                | Self::FloorHeadroom
                | Self::CommitmentMargin(_)
                | Self::CommitmentsMet
                | Self::CommitmentsBreached
        )
    }

    /// Every number that commitments make.
    pub fn of_commitments() -> impl Iterator<Item = Self> {
        let of_promise = |promised| [Self::Commitment(promised), Self::CommitmentMargin(promised)];
        Promised::ALL.into_iter().flat_map(of_promise).chain([Self::CommitmentsMet, Self::CommitmentsBreached])
    }

    /// The unit of its numbers.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Land | Self::RegisteredArea => Unit::Mu,
            Self::GeometricArea | Self::FloorHeadroom => Unit::SquareMetre,
            Self::AreaDifference | Self::StandardMargin | Self::CommitmentMargin(_) => Unit::Share,
            Self::GradeScore | Self::SuggestionScore | Self::TargetFar => Unit::Ratio,
            Self::GradeRank | Self::CommitmentsMet | Self::CommitmentsBreached => Unit::Count,
            Self::Commitment(promised) => promised.unit(),
            Self::Indicator(indicator) => indicator.unit(),
            Self::Measure(measure) => match measure.quantity() {
                Quantity::Area => Unit::SquareMetre,
                Quantity::Money => Unit::WanYuan,
                Quantity::Share => Unit::Share,
                Quantity::Ratio => Unit::Ratio,
                Quantity::Persons => Unit::Persons,
                Quantity::Tonnes => Unit::Tonnes,
                Quantity::MoneyPerLand => Unit::WanYuanPerMu,
            },
        }
    }
}

/// The columns of a promise: the bound, and how far it is kept or broken.
fn commitment_column_keys(promised: Promised) -> (ColumnKey, ColumnKey) {
    match promised {
        Promised::InvestmentPerMu => ("listed_investment_per_mu", "kept_investment_per_mu"),
        Promised::OutputPerMu => ("listed_output_per_mu", "kept_output_per_mu"),
        Promised::RevenuePerMu => ("listed_revenue_per_mu", "kept_revenue_per_mu"),
        Promised::TaxPerMu => ("listed_tax_per_mu", "kept_tax_per_mu"),
        Promised::ValueAddedPerMu => ("listed_value_added_per_mu", "kept_value_added_per_mu"),
        Promised::Far => ("listed_far", "kept_far"),
        Promised::BuildingDensity => ("listed_building_density", "kept_building_density"),
        Promised::BuildingCoefficient => ("listed_building_coefficient", "kept_building_coefficient"),
        Promised::RdShare => ("listed_rd_share", "kept_rd_share"),
    }
}

fn measure_column_key(measure: Measure) -> ColumnKey {
    match measure {
        Measure::RegisteredArea => "registered_area_m2",
        Measure::OccupiedArea => "occupied_area_m2",
        Measure::LeasedInArea => "leased_in_area_m2",
        Measure::LeasedOutArea => "leased_out_area_m2",
        Measure::Output => "output_wan_yuan",
        Measure::Revenue => "revenue_wan_yuan",
        Measure::Tax => "tax_wan_yuan",
        Measure::ValueAdded => "value_added_wan_yuan",
        Measure::Investment => "investment_wan_yuan",
        Measure::FloorArea => "floor_area_m2",
        Measure::Footprint => "footprint_m2",
        Measure::FloorAreaRatio => "far_stated",
        Measure::BuildingDensity => "building_density_stated",
        Measure::BuildingCoefficient => "building_coefficient_stated",
        Measure::OfficeShare => "office_share_stated",
        Measure::Employees => "employees",
        Measure::Energy => "energy_tonnes",
        Measure::Pollutants => "pollutants_tonnes",
        Measure::RdExpense => "rd_expense_wan_yuan",
        Measure::MainRevenue => "main_revenue_wan_yuan",
        Measure::AreaDue => "area_due_m2",
        Measure::AreaDeveloped => "area_developed_m2",
        Measure::TotalInvestment => "total_investment_wan_yuan",
        Measure::Invested => "invested_wan_yuan",
        Measure::LandPrice => "land_price_wan_yuan",
        Measure::CommittedInvestmentPerMu => "committed_investment_per_mu",
        Measure::CommittedOutputPerMu => "committed_output_per_mu",
        Measure::CommittedTaxPerMu => "committed_tax_per_mu",
        Measure::CommittedFar => "committed_far",
        Measure::CommittedCoefficient => "committed_coefficient",
        Measure::BonusPoints => "bonus_points",
        Measure::PenaltyPoints => "penalty_points",
    }
}

impl Figures {
    /// A number of one parcel in the key's unit.
    #[must_use]
    pub fn number(&self, table: &ParcelTable, key: NumberKey, row: usize) -> Option<f64> {
        (row < self.len()).then(|| self.numbers(table, key)(row)).filter(|value| !value.is_nan())
    }

    /// A number of every parcel in the key's unit, NaN where it has none.
    #[must_use]
    pub fn number_values(&self, table: &ParcelTable, key: NumberKey) -> Vec<f64> {
        let number = self.numbers(table, key);
        (0..self.len()).into_par_iter().map(number).collect()
    }

    /// A number of the given rows in the key's unit, NaN where one has none.
    pub(super) fn numbers_of(&self, table: &ParcelTable, key: NumberKey, rows: &[u32]) -> Vec<f64> {
        let number = self.numbers(table, key);
        let number = |&row: &u32| number(row as usize);
        if rows.len() <= FEW_ROWS { rows.iter().map(number).collect() } else { rows.par_iter().map(number).collect() }
    }

    /// The number of any row: the columns are looked up once, not once a row.
    fn numbers<'a>(&'a self, table: &'a ParcelTable, key: NumberKey) -> Box<dyn Fn(usize) -> f64 + Sync + Send + 'a> {
        let of_column = |column: Option<&'a NumberColumn>| {
            let values = column.map(NumberColumn::values);
            move |row: usize| values.map_or(f64::NAN, |values| values[row])
        };
        match key {
            NumberKey::Land => Box::new(|row| mu_from_m2(self.land_values_m2()[row])),
            NumberKey::RegisteredArea => Box::new(|row| mu_from_m2(self.registered_values_m2()[row])),
            NumberKey::GeometricArea => Box::new(|row| table.geometric_areas_m2()[row]),
            NumberKey::AreaDifference => {
                let (registered, geometric) = (self.registered_values_m2(), table.geometric_areas_m2());
                Box::new(|row| registered[row] / geometric[row] - 1.0)
            }
            NumberKey::GradeScore => {
                let judged = self.judged();
                Box::new(move |row| judged.and_then(|judged| judged.grade_score(row)).unwrap_or(f64::NAN))
            }
            NumberKey::GradeRank => {
                let judged = self.judged();
                let rank = move |row| Some(judged?.grade_rank(row)? as f64);
                Box::new(move |row| rank(row).unwrap_or(f64::NAN))
            }
            NumberKey::SuggestionScore => {
                let judged = self.judged();
                Box::new(move |row| judged.and_then(|judged| judged.suggestion_score(row)).unwrap_or(f64::NAN))
            }
            NumberKey::TargetFar => {
                let headroom = self.headroom();
                Box::new(move |row| headroom.and_then(|headroom| headroom.target_far(row)).unwrap_or(f64::NAN))
            }
            NumberKey::FloorHeadroom => {
                let headroom = self.headroom();
                Box::new(move |row| headroom.and_then(|headroom| headroom.room_m2(row)).unwrap_or(f64::NAN))
            }
            NumberKey::StandardMargin => {
                let judged = self.judged();
                Box::new(move |row| judged.and_then(|judged| judged.standard_margin(row)).unwrap_or(f64::NAN))
            }
            NumberKey::Commitment(promised) => {
                Box::new(move |row| listed_bound(table, promised, row).unwrap_or(f64::NAN))
            }
            NumberKey::CommitmentMargin(promised) => {
                let held = self.judged().map(Judged::commitments);
                Box::new(move |row| held.and_then(|held| held.margin(promised, row)).unwrap_or(f64::NAN))
            }
            NumberKey::CommitmentsMet | NumberKey::CommitmentsBreached => {
                let held = self.judged().map(Judged::commitments);
                let of =
                    if key == NumberKey::CommitmentsMet { HeldCommitments::met } else { HeldCommitments::breached };
                Box::new(move |row| held.and_then(|held| of(held, row)).map_or(f64::NAN, f64::from))
            }
            NumberKey::Measure(measure) => Box::new(of_column(table.measure(measure, self.year()))),
            NumberKey::Indicator(indicator) => {
                let columns = RatioColumns::new(table, self, indicator);
                Box::new(move |row| columns.ratio(row))
            }
        }
    }
}
