//! Which cells would bring an input that a finding missed: of columns there are, and of columns the file lacks.
//!
//! An input made of several columns asks for those that are empty. What no cell can bring, a mark on the map or another
//! judgement, has none.

use crate::analysis::Figures;
use crate::analysis::judge::{Fact, Input};
use crate::domain::{Category, Measure, MeasureKey, ParcelTable, TableColumn, TextField, Year};

/// What a fact is made of, beside land.
fn measures_of(fact: Fact) -> &'static [Measure] {
    match fact {
        Fact::OutputPerMu | Fact::OutputToPark => &[Measure::Output],
        Fact::TaxPerMu | Fact::TaxToPark => &[Measure::Tax],
        Fact::RevenuePerMu => &[Measure::Revenue],
        Fact::ValueAddedPerMu => &[Measure::ValueAdded],
        Fact::InvestmentPerMu => &[Measure::Investment],
        Fact::Far => &[Measure::FloorArea],
        Fact::BuildingDensity => &[Measure::Footprint],
        Fact::BuildingCoefficient => &[Measure::BuildingCoefficient],
        Fact::LabourProductivity => &[Measure::ValueAdded, Measure::Employees],
        Fact::EnergyProductivity => &[Measure::ValueAdded, Measure::Energy],
        Fact::RevenuePerEnergy => &[Measure::Revenue, Measure::Energy],
        Fact::EmissionProductivity => &[Measure::ValueAdded, Measure::Pollutants],
        Fact::RevenuePerEmission => &[Measure::Revenue, Measure::Pollutants],
        Fact::RdShare => &[Measure::RdExpense, Measure::MainRevenue],
        _ => &[],
    }
}

/// The column of words a fact is read from.
fn words_of(fact: Fact) -> Option<TableColumn> {
    Some(match fact {
        Fact::Owners | Fact::OnePrivateOwner => TableColumn::Text(TextField::Name),
        Fact::TitleClear => TableColumn::Category(Category::TitleClear),
        Fact::NotStarted | Fact::Built => TableColumn::Category(Category::Status),
        Fact::TraditionalIndustry | Fact::LightIndustry | Fact::LogisticsIndustry | Fact::OutsideLeadIndustry => {
            TableColumn::Category(Category::Industry)
        }
        _ => return None,
    })
}

/// What stands in a file for a measure where that is not there: a stated ratio for the area it is made of.
fn stated_for(measure: Measure) -> Option<Measure> {
    match measure {
        Measure::FloorArea => Some(Measure::FloorAreaRatio),
        Measure::Footprint => Some(Measure::BuildingDensity),
        _ => None,
    }
}

/// The column of a measure in a year: the one there is, else a new one.
fn column_of(table: &ParcelTable, measure: Measure, year: Option<Year>) -> TableColumn {
    let stated = stated_for(measure).filter(|_| table.measure_key(measure, year).is_none());
    let stated = stated.and_then(|stated| table.measure_key(stated, year));
    let held = stated.or_else(|| table.measure_key(measure, year));
    TableColumn::Measure(held.unwrap_or(MeasureKey { measure, year: year.filter(|_| measure.is_of_a_year()) }))
}

/// The cells of a row that would bring an input, whether they are empty or not; none where no cell can.
pub(super) fn columns_for(table: &ParcelTable, figures: &Figures, row: usize, input: Input) -> Vec<TableColumn> {
    let (fact, year) = match input {
        Input::Column(TableColumn::Measure(key)) => return vec![column_of(table, key.measure, figures.year())],
        Input::Column(column) => return vec![column],
        Input::Fact(fact) => (fact, figures.year()),
        Input::FurtherYears(fact) => {
            let before = figures.year().and_then(|year| year.checked_sub(1));
            if before.is_none() {
                return Vec::new();
            }
            (fact, before)
        }
    };
    let measures = measures_of(fact);
    let has_no_land = figures.land_m2(row).is_none() && (!measures.is_empty() || fact == Fact::LandMu);
    let land = has_no_land.then_some(Measure::RegisteredArea);
    let measures = measures.iter().copied().chain(land).map(|measure| column_of(table, measure, year));
    measures.chain(words_of(fact)).collect()
}
