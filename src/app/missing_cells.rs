//! Which cells would bring an input that a finding missed: of columns there are, and of columns the file lacks.
//!
//! An input made of several columns asks for those that are empty. What no cell can bring, a mark on the map or another
//! judgement, has none.

use crate::analysis::judge::{Fact, Input};
use crate::analysis::{Figures, Indicator};
use crate::domain::{Category, Measure, MeasureKey, ParcelTable, TableColumn, TextField, Year};

/// The indicator behind a fact, be it held against the park's.
fn indicator_of(fact: Fact) -> Option<Indicator> {
    match fact {
        Fact::OutputToPark => Some(Indicator::OutputPerMu),
        Fact::TaxToPark => Some(Indicator::TaxPerMu),
        fact => fact.indicator(),
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

/// The column of a measure in a year: the one there is, else that of what is `stated` in its place, else a new one.
fn column_of(table: &ParcelTable, measure: Measure, stated: Option<Measure>, year: Option<Year>) -> TableColumn {
    let held = [Some(measure), stated].into_iter().flatten().find_map(|measure| table.measure_key(measure, year));
    TableColumn::Measure(held.unwrap_or(MeasureKey { measure, year: year.filter(|_| measure.is_of_a_year()) }))
}

/// The cells of a row that would bring an input, whether they are empty or not; none where no cell can.
pub(super) fn columns_for(table: &ParcelTable, figures: &Figures, row: usize, input: Input) -> Vec<TableColumn> {
    let (fact, year) = match input {
        Input::Column(TableColumn::Measure(key)) => return vec![column_of(table, key.measure, None, figures.year())],
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
    let indicator = indicator_of(fact);
    let has_no_land = figures.land_m2(row).is_none() && (indicator.is_some() || fact == Fact::LandMu);
    let land = has_no_land.then(|| column_of(table, Measure::RegisteredArea, None, year));
    let column = |(place, measure)| {
        let stated = indicator.and_then(Indicator::stated).filter(|_| place == 0);
        column_of(table, measure, stated, year)
    };
    let measures = indicator.into_iter().flat_map(Indicator::measures).enumerate().map(column).chain(land);
    measures.chain(words_of(fact)).collect()
}
