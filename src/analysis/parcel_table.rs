//! The parcels as a result table, one row a parcel: what the window lists and the parcel files carry.
//!
//! The first columns and their order are what scripts rely on; behind them come whatever texts, indicators and measures
//! the table has for the chosen year. A measure is shown as read, so a blank stays blank where its indicator shows the
//! assumed zero.

use std::sync::Arc;

use crate::domain::{Category, Cells, Measure, ParcelTable, ResultColumn, ResultTable, Tags, Term, TextField};

use super::sort::SortKey;
use super::{Figures, Indicator, NumberKey};

/// The columns every parcel table has, in order.
const FIRST: [SortKey; 16] = [
    SortKey::FeatureIndex,
    SortKey::ParcelKey,
    SortKey::Text(TextField::ParcelCode),
    SortKey::Text(TextField::Name),
    SortKey::Category(Category::Park),
    SortKey::Category(Category::Industry),
    SortKey::Model,
    SortKey::Number(NumberKey::Land),
    SortKey::LandBasis,
    SortKey::Number(NumberKey::RegisteredArea),
    SortKey::Number(NumberKey::GeometricArea),
    SortKey::Number(NumberKey::Measure(Measure::Output)),
    SortKey::Number(NumberKey::Indicator(Indicator::OutputPerMu)),
    SortKey::Number(NumberKey::Measure(Measure::Tax)),
    SortKey::Number(NumberKey::Indicator(Indicator::TaxPerMu)),
    SortKey::Status,
];

/// What [`parcel_table`] shows of this table, in order.
#[must_use]
pub fn parcel_columns(table: &ParcelTable, figures: &Figures) -> Vec<SortKey> {
    let texts = [TextField::UnitNumber, TextField::CreditCode].into_iter();
    let texts = texts.filter(|&field| table.text(field).is_some()).map(SortKey::Text);
    let words = [Category::Status, Category::LandUse, Category::Ownership].into_iter();
    let words = words.filter(|&category| table.category(category).is_some()).map(SortKey::Category);
    let indicators = Indicator::ALL.into_iter().filter(|&indicator| figures.has_indicator(table, indicator));
    let measures = Measure::ALL
        .into_iter()
        .filter(|&measure| measure != Measure::RegisteredArea && table.measure(measure, figures.year()).is_some());
    let numbers = indicators.map(NumberKey::Indicator).chain(measures.map(NumberKey::Measure)).map(SortKey::Number);
    let further = texts.chain(words).chain(numbers).filter(|key| !FIRST.contains(key));
    FIRST.into_iter().chain(further).collect()
}

/// The parcels of `rows`, in that order. Rows past the end of the table must not be asked for.
#[must_use]
pub fn parcel_table(table: &ParcelTable, figures: &Figures, tags: &Tags, rows: &[u32]) -> ResultTable {
    let places: Arc<[u32]> = (0..rows.len() as u32).collect();
    let columns = parcel_columns(table, figures).into_iter().map(|key| {
        let cells = cells(table, figures, tags, rows, &places, key);
        ResultColumn::new(key.column_key(), key.unit(), cells)
    });
    ResultTable { columns: columns.collect() }
}

fn cells(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    rows: &[u32],
    places: &Arc<[u32]>,
    key: SortKey,
) -> Cells {
    let rows_of = || rows.iter().map(|&row| row as usize);
    match key {
        SortKey::FeatureIndex => Cells::Counts(rows_of().map(|row| u64::from(table.feature_index(row))).collect()),
        SortKey::ParcelKey => Cells::Texts(rows_of().map(|row| table.keys().get(row)).collect()),
        SortKey::Text(field) => Cells::Texts(rows_of().map(|row| table.text_of(field, row)).collect()),
        SortKey::Category(category) => {
            let column = table.category(category).map(|column| column.gather(rows)).unwrap_or_default();
            Cells::Categories(Arc::new(column), Arc::clone(places))
        }
        SortKey::Model => Cells::Terms(rows_of().map(|row| Some(Term::from_tag(tags.get(row)))).collect()),
        SortKey::LandBasis => Cells::Terms(rows_of().map(|row| figures.land_source(row)).collect()),
        SortKey::Status => Cells::Terms(rows_of().map(|row| Some(Term::Status(figures.status(row)))).collect()),
        SortKey::Number(number) => Cells::Numbers(figures.numbers_of(table, number, rows)),
    }
}
