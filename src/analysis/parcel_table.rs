//! The parcels as a result table, one row a parcel: what the window lists and the parcel files carry.
//!
//! The first columns and their order are what scripts rely on; behind them come whatever texts, indicators and measures
//! the table has for the chosen year. A measure is shown as read, so a blank stays blank where its indicator shows the
//! assumed zero.

use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::{
    Category, Cells, DateField, FindingKind, Measure, ParcelTable, ResultColumn, ResultTable, ShapeState, Tags, Term,
    TextColumnBuilder, TextField, iso_date,
};

use super::judge::{Judged, commitment_numbers};
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

/// Up to so many rows, a screenful, are listed at once: sharing them out would take longer.
pub(super) const FEW_ROWS: usize = 512;

/// What [`parcel_table`] shows of this table, in order.
#[must_use]
pub fn parcel_columns(table: &ParcelTable, figures: &Figures) -> Vec<SortKey> {
    let texts = [TextField::UnitNumber, TextField::CreditCode].into_iter();
    let texts = texts.filter(|&field| table.text(field).is_some()).map(SortKey::Text);
    let words = [
        Category::Status,
        Category::LandUse,
        Category::Ownership,
        Category::IndustryClass,
        Category::Scale,
        Category::GovernmentCause,
        Category::TitleClear,
        Category::LandGrade,
        Category::Evaluation,
        Category::SourceFile,
    ]
    .into_iter();
    let words = words.filter(|&category| table.category(category).is_some()).map(SortKey::Category);
    let indicators = Indicator::ALL.into_iter().filter(|&indicator| figures.has_indicator(table, indicator));
    let measures = Measure::ALL
        .into_iter()
        .filter(|&measure| measure != Measure::RegisteredArea && table.measure(measure, figures.year()).is_some());
    let has_registered = table.measure(Measure::RegisteredArea, figures.year()).is_some();
    let difference = has_registered.then_some(NumberKey::AreaDifference).into_iter();
    let numbers = difference
        .chain(indicators.map(NumberKey::Indicator))
        .chain(measures.map(NumberKey::Measure))
        .map(SortKey::Number);
    let dates = DateField::ALL.into_iter().filter(|&field| table.dates(field).is_some()).map(SortKey::Date);
    // Where every outline is as good as the others there is nothing to tell apart.
    let has_faults = table.count_shapes(ShapeState::Valid) < table.len();
    let shape = has_faults.then_some(SortKey::Shape).into_iter();
    let judged = FindingKind::ALL.map(SortKey::Finding).into_iter().chain([
        SortKey::Number(NumberKey::GradeScore),
        SortKey::Number(NumberKey::GradeRank),
        SortKey::Number(NumberKey::SuggestionScore),
        SortKey::Number(NumberKey::StandardMargin),
        SortKey::FindingDay,
        SortKey::FindingBook,
    ]);
    let judged = judged.filter(|_| figures.judged().is_some());
    let follows = |kind: &FindingKind| figures.judged().is_some_and(|judged| judged.follow_ups().has_kind(*kind));
    let judged = judged.chain(FindingKind::ALL.into_iter().filter(follows).map(SortKey::FollowUp));
    let has_headroom = figures.headroom().is_some() && figures.has_indicator(table, Indicator::Far);
    let headroom = [NumberKey::TargetFar, NumberKey::FloorHeadroom].into_iter().filter(|_| has_headroom);
    let is_judged = figures.judged().is_some();
    let promised = commitment_numbers(table, figures.year()).into_iter();
    let promised = promised.filter(|number| is_judged || !number.is_judged());
    let judged = judged.chain(headroom.chain(promised).map(SortKey::Number));
    let further =
        judged.chain(texts).chain(words).chain(shape).chain(numbers).chain(dates).filter(|key| !FIRST.contains(key));
    FIRST.into_iter().chain([SortKey::Route]).chain(further).collect()
}

/// The parcels of `rows`, in that order. Rows past the end of the table must not be asked for.
#[must_use]
pub fn parcel_table(table: &ParcelTable, figures: &Figures, tags: &Tags, rows: &[u32]) -> ResultTable {
    parcel_rows(table, figures, tags, &parcel_columns(table, figures), rows)
}

/// The same with the columns of [`parcel_columns`] at hand.
#[must_use]
pub fn parcel_rows(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    columns: &[SortKey],
    rows: &[u32],
) -> ResultTable {
    let places: Arc<[u32]> = (0..rows.len() as u32).collect();
    let column = |&key: &SortKey| {
        let cells = cells(table, figures, tags, rows, &places, key);
        ResultColumn::new(key.column_key(), key.unit(), cells)
    };
    let is_few = rows.len() <= FEW_ROWS;
    let columns = if is_few { columns.iter().map(column).collect() } else { columns.par_iter().map(column).collect() };
    ResultTable { columns }
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
        SortKey::Date(field) => {
            let mut texts = TextColumnBuilder::default();
            for row in rows_of() {
                texts.push(table.dates(field).and_then(|days| days.get(row)).map(iso_date).as_deref());
            }
            Cells::Texts(texts.finish())
        }
        SortKey::Model => Cells::Terms(rows_of().map(|row| Some(Term::from_tag(tags.get(row)))).collect()),
        SortKey::Route => Cells::Terms(rows_of().map(|row| Some(Term::from_route(tags.route(row)))).collect()),
        SortKey::LandBasis => Cells::Terms(rows_of().map(|row| figures.land_source(row)).collect()),
        SortKey::Status => Cells::Terms(rows_of().map(|row| Some(Term::Status(figures.status(row)))).collect()),
        SortKey::Shape => Cells::Terms(rows_of().map(|row| Some(Term::Shape(table.shape_state(row)))).collect()),
        SortKey::Finding(kind) => {
            let term = |row: usize| figures.judged().map(|judged| Term::Outcome(judged.outcome(kind, row)));
            Cells::Terms(rows_of().map(term).collect())
        }
        SortKey::FollowUp(kind) => {
            let follow_ups = figures.judged().map(Judged::follow_ups);
            Cells::Terms(rows_of().map(|row| follow_ups?.state(row, kind).map(Term::FollowUp)).collect())
        }
        SortKey::FindingDay => {
            let day = figures.judged().map(|judged| iso_date(judged.as_of()));
            Cells::Texts(rows_of().map(|_| day.as_deref()).collect())
        }
        SortKey::FindingBook => match figures.judged().and_then(Judged::book_name) {
            Some(Ok(name)) => Cells::Texts(rows_of().map(|_| Some(&**name)).collect()),
            Some(Err(term)) => Cells::Terms(vec![Some(*term); rows.len()]),
            None => Cells::Terms(vec![None; rows.len()]),
        },
        SortKey::Number(number) => Cells::Numbers(figures.numbers_of(table, number, rows)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{figured, parcel};
    use super::*;
    use crate::domain::{Cell, LandBasis, LandStatus, RenewalModel, RevivalRoute};

    #[test]
    fn parcels_are_listed_as_asked_with_blanks_kept_and_figures_beside_them() {
        let (table, figures, mut tags) = figured(
            &[
                parcel(10.0, LandStatus::InUse, Some(500.0), Some(20.0)).in_park("甲园").named("甲厂"),
                parcel(4.0, LandStatus::VacantBuilt, None, None).with(Measure::RegisteredArea, 2000.0),
                parcel(1.0, LandStatus::Unknown, None, None).without_shape().with(Measure::Employees, 3.0),
            ],
            LandBasis::default(),
        );
        tags.set(1, Some(RenewalModel::VacateUpgrade));
        tags.set_route(0, Some(RevivalRoute::StateFirm));
        let list = parcel_table(&table, &figures, &tags, &[1, 0, 2]);
        let cell = |key: &str, row| list.column(key).unwrap_or_else(|| panic!("{key}")).cell(row);
        assert_eq!(cell("feature_index", 0), Cell::Count(1));
        assert_eq!((cell("name", 1), cell("name", 0)), (Cell::Text("甲厂"), Cell::Missing));
        assert_eq!((cell("park", 1), cell("park", 2)), (Cell::Text("甲园"), Cell::Missing));
        assert_eq!(cell("model", 0), Cell::Term(Term::Model(RenewalModel::VacateUpgrade)));
        assert_eq!(cell("model", 1), Cell::Term(Term::Untagged));
        let routes = [Term::Untagged, Term::Route(RevivalRoute::StateFirm)];
        assert_eq!([0, 1].map(|row| cell("route", row)), routes.map(Cell::Term));
        assert_eq!((cell("land_mu", 0), cell("land_basis", 0)), (Cell::Number(3.0), Cell::Term(Term::Registered)));
        assert_eq!((cell("land_mu", 2), cell("land_basis", 2)), (Cell::Missing, Cell::Missing));
        assert_eq!(cell("output_wan_yuan", 0), Cell::Missing, "as read");
        assert_eq!(cell("output_per_mu", 0), Cell::Number(0.0), "as it weighs");
        assert_eq!(cell("output_per_mu", 1), Cell::Number(50.0));
        assert_eq!(cell("land_status", 2), Cell::Term(Term::Status(LandStatus::Unknown)));
        assert_eq!(cell("employees", 2), Cell::Number(3.0));
        assert!(list.column("energy_tonnes").is_none(), "the table has no such column");
    }

    #[test]
    fn the_columns_scripts_rely_on_come_first_and_no_key_stands_twice() {
        let (table, figures, tags) = figured(&[], LandBasis::default());
        let list = parcel_table(&table, &figures, &tags, &[]);
        let keys: Vec<_> = list.columns.iter().map(|column| column.key).collect();
        let expected = "feature_index parcel_key parcel_code name park industry model land_mu land_basis \
            registered_area_mu geometric_area_m2 output_wan_yuan output_per_mu tax_wan_yuan tax_per_mu land_status";
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(keys[..expected.len()], expected);
        let mut all: Vec<_> = SortKey::all().map(SortKey::column_key).collect();
        all.sort_unstable();
        let len = all.len();
        all.dedup();
        assert_eq!(all.len(), len);
        assert!(keys.iter().all(|key| SortKey::from_column(key).is_some_and(|found| found.column_key() == *key)));
    }
}
