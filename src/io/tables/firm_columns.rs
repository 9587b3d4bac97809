//! What each column of a list is: proposed from its header, overruled by the user, with the evidence for both.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grid::{Grid, SheetCell};
use super::header_row::Headings;
use crate::domain::field_names::{Header, Meaning, WrittenUnit};
use crate::domain::{Measure, MeasureKey, Quantity, TableColumn, TextField, Year};
use crate::io::columns::{Candidate, choose, unit_by_word};

/// What a column of a list is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FirmField {
    /// A text or a measure, the measure with the year all its rows are of.
    Column(TableColumn),
    /// The year each row's figures are of.
    RowYear,
}

impl FirmField {
    /// Everything a column can be used as, without years, in the order a menu lists it.
    pub fn all() -> impl Iterator<Item = Self> {
        let texts = [TextField::ParcelCode, TextField::CreditCode, TextField::Name].map(TableColumn::Text);
        let measures = Measure::ALL.into_iter().filter(|&measure| is_used(measure));
        let measures = measures.map(|measure| TableColumn::Measure(MeasureKey { measure, year: None }));
        texts.into_iter().chain(measures).map(Self::Column).chain([Self::RowYear])
    }

    /// The measure it is, if it is one.
    #[must_use]
    pub fn measure(self) -> Option<Measure> {
        match self {
            Self::Column(TableColumn::Measure(key)) => Some(key.measure),
            _ => None,
        }
    }

    /// The same of another year; texts stay as they are.
    #[must_use]
    pub fn of_year(self, year: Option<Year>) -> Self {
        match self {
            Self::Column(column) => Self::Column(column.of_year(year)),
            Self::RowYear => Self::RowYear,
        }
    }

    /// The year all rows are of.
    #[must_use]
    pub fn year(self) -> Option<Year> {
        match self {
            Self::Column(column) => column.year(),
            Self::RowYear => None,
        }
    }
}

/// Whether the join has a use for a measure: as a figure, or as the land a total is shared out by.
fn is_used(measure: Measure) -> bool {
    measure.is_joinable() || measure.is_firm_land() || measure.is_firm_points()
}

/// What the user said about a column of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FirmColumnRule {
    /// What it is: a column's name such as `tax@2023`, `year` for the year of each row, nothing if it is not used.
    #[serde(skip_serializing_if = "Option::is_none", with = "field_by_name")]
    pub field: Option<FirmField>,
    /// Its unit, where it was said.
    #[serde(skip_serializing_if = "Option::is_none", with = "unit_by_word")]
    pub unit: Option<WrittenUnit>,
}

mod field_by_name {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::FirmField;

    const ROW_YEAR: &str = "year";

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub fn serialize<S: Serializer>(field: &Option<FirmField>, serializer: S) -> Result<S::Ok, S::Error> {
        let name = field.map(|field| match field {
            FirmField::Column(column) => column.to_string(),
            FirmField::RowYear => ROW_YEAR.to_owned(),
        });
        name.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FirmField>, D::Error> {
        let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        if name == ROW_YEAR {
            return Ok(Some(FirmField::RowYear));
        }
        let column = name.parse().map_err(|error| D::Error::custom(format!("{error}: {name}")))?;
        Ok(Some(FirmField::Column(column)))
    }
}

/// Where a unit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitSource {
    /// There is none to know.
    NotNeeded,
    /// The header says it.
    Header,
    /// Nothing says it: the commonest was taken, and the user is asked.
    Assumed,
    /// The user said it.
    Chosen,
}

/// Where a measure's year comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearSource {
    /// No year is known.
    None,
    /// The header says it.
    Header,
    /// The column of years says it row by row.
    Rows,
    /// The title rows or the file's name say it.
    Title,
    /// The user said it.
    Chosen,
}

/// A column of a list, what it is used as, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmColumn {
    /// Its place in the grid.
    pub place: usize,
    /// Its header.
    pub header: String,
    /// What it is used as.
    pub field: Option<FirmField>,
    /// Whether the user said so.
    pub is_chosen: bool,
    /// The unit of its numbers.
    pub unit: Option<WrittenUnit>,
    /// Where that comes from.
    pub unit_source: UnitSource,
    /// Where the year comes from.
    pub year_source: YearSource,
    /// Rows with a cell filled.
    pub filled: usize,
    /// Its first cells, as written.
    pub samples: Vec<String>,
}

/// Cells shown of a column.
const SAMPLES: usize = 3;

/// The columns of a list with what each is used as. `rules` go by header; `file_year` is the year the file's name says.
#[must_use]
pub fn propose_columns(
    grid: &Grid,
    headings: &Headings,
    rules: &BTreeMap<String, FirmColumnRule>,
    file_year: Option<Year>,
) -> Vec<FirmColumn> {
    let mut columns: Vec<FirmColumn> = headings
        .names
        .iter()
        .enumerate()
        .map(|(place, header)| blank_column(grid, headings, place, header))
        .filter(|column| !column.header.is_empty())
        .collect();
    let headers: Vec<Header> = columns.iter().map(|column| Header::parse(&column.header)).collect();
    let candidates: Vec<Candidate<'_>> = columns
        .iter()
        .zip(&headers)
        .enumerate()
        .filter(|(_, (column, _))| !rules.contains_key(&column.header))
        .map(|(index, (column, &header))| Candidate { index, name: &column.header, header, filled: column.filled })
        .collect();
    let proposed: Vec<(usize, FirmField)> = choose(&candidates)
        .iter()
        .filter_map(|choice| Some((choice.taken.index, field_of(choice.found.meaning, choice.year)?)))
        .collect();
    let has_codes =
        proposed.iter().any(|(_, field)| *field == FirmField::Column(TableColumn::Text(TextField::ParcelCode)));
    for (index, field) in proposed {
        let is_unit_number = field == FirmField::Column(TableColumn::Text(TextField::UnitNumber));
        // A list by units of real estate names its parcels by these.
        columns[index].field = match (is_unit_number, has_codes) {
            (true, true) => None,
            (true, false) => Some(FirmField::Column(TableColumn::Text(TextField::ParcelCode))),
            (false, _) => Some(field),
        };
    }
    let has_row_years = columns
        .iter()
        .any(|column| rules.get(&column.header).map_or(column.field, |rule| rule.field) == Some(FirmField::RowYear));
    for (column, header) in columns.iter_mut().zip(&headers) {
        let rule = rules.get(&column.header);
        settle(column, header, rule, has_row_years, headings.title_year.or(file_year));
    }
    columns
}

fn blank_column(grid: &Grid, headings: &Headings, place: usize, header: &str) -> FirmColumn {
    let cells =
        || (headings.first_row..grid.rows.len()).map(|row| grid.cell(row, place)).filter(|cell| !cell.is_empty());
    FirmColumn {
        place,
        header: header.to_owned(),
        field: None,
        is_chosen: false,
        unit: None,
        unit_source: UnitSource::NotNeeded,
        year_source: YearSource::None,
        filled: cells().count(),
        samples: cells().take(SAMPLES).filter_map(SheetCell::text).collect(),
    }
}

fn field_of(meaning: Meaning, year: Option<Year>) -> Option<FirmField> {
    match meaning {
        Meaning::Text(field) => Some(FirmField::Column(TableColumn::Text(field))),
        Meaning::Measure(measure) if is_used(measure) => {
            Some(FirmField::Column(TableColumn::Measure(MeasureKey { measure, year })))
        }
        Meaning::Year => Some(FirmField::RowYear),
        _ => None,
    }
}

/// Lays the user's word over a column and finds its unit and year.
fn settle(
    column: &mut FirmColumn,
    header: &Header,
    rule: Option<&FirmColumnRule>,
    has_row_years: bool,
    title_year: Option<Year>,
) {
    if let Some(rule) = rule {
        (column.field, column.is_chosen) = (rule.field, true);
    }
    let Some((field, measure)) = column.field.and_then(|field| Some((field, field.measure()?))) else { return };
    let quantity = measure.quantity();
    let chosen = rule.and_then(|rule| rule.unit).filter(|unit| unit.fits(quantity));
    let written = header.unit.filter(|unit| unit.fits(quantity));
    let assumed = WrittenUnit::of_quantity(quantity).next().filter(|_| !measure.is_firm_points());
    (column.unit, column.unit_source) = match (chosen, written) {
        (Some(unit), _) => (Some(unit), UnitSource::Chosen),
        (None, Some(unit)) => (Some(unit), UnitSource::Header),
        // Persons and tonnes are written plainly, and shares of land need no unit.
        (None, None) if quantity != Quantity::Money && !measure.is_joinable() => (assumed, UnitSource::NotNeeded),
        (None, None) if matches!(quantity, Quantity::Persons | Quantity::Tonnes) => (assumed, UnitSource::NotNeeded),
        (None, None) => (assumed, UnitSource::Assumed),
    };
    (column.field, column.year_source) = match (rule, field.year()) {
        (Some(_), Some(_)) => (Some(field), YearSource::Chosen),
        (None, Some(_)) => (Some(field), YearSource::Header),
        (_, None) if has_row_years => (Some(field), YearSource::Rows),
        (Some(_), None) => (Some(field), YearSource::None),
        (None, None) => match title_year {
            Some(year) => (Some(field.of_year(Some(year))), YearSource::Title),
            None => (Some(field), YearSource::None),
        },
    };
}

#[cfg(test)]
mod tests {
    use super::super::header_row::headings;
    use super::*;
    use crate::domain::units::MoneyUnit;

    fn columns(rows: &[&[&str]], rules: &[(&str, FirmColumnRule)], file_year: Option<Year>) -> Vec<FirmColumn> {
        let mut grid = Grid::default();
        for (line, cells) in rows.iter().enumerate() {
            grid.push(line as u32 + 1, cells.iter().map(|cell| SheetCell::of_text(cell)).collect());
        }
        let rules = rules.iter().map(|(header, rule)| ((*header).to_owned(), rule.clone())).collect();
        propose_columns(&grid, &headings(&grid, 0), &rules, file_year)
    }

    fn tax(year: Option<Year>) -> FirmField {
        FirmField::Column(TableColumn::Measure(MeasureKey { measure: Measure::Tax, year }))
    }

    #[test]
    fn columns_are_proposed_with_unit_and_year_and_why() {
        let found = columns(
            &[
                &["序号", "企业名称", "统一社会信用代码", "税收（万元）", "2023年产值", "从业人数"],
                &["1", "甲", "91", "5", "6", "7"],
            ],
            &[],
            Some(2022),
        );
        assert_eq!(found[0].field, None);
        assert_eq!(found[2].field, Some(FirmField::Column(TableColumn::Text(TextField::CreditCode))));
        assert_eq!(
            (found[3].field, found[3].year_source, found[3].unit_source),
            (Some(tax(Some(2022))), YearSource::Title, UnitSource::Header)
        );
        assert_eq!((found[4].field.unwrap().year(), found[4].unit_source), (Some(2023), UnitSource::Assumed));
        assert_eq!(found[4].unit, Some(WrittenUnit::Money(MoneyUnit::WanYuan)));
        assert_eq!(found[5].unit_source, UnitSource::NotNeeded);
    }

    #[test]
    fn a_column_of_years_dates_the_rows_and_the_users_word_goes_before_all() {
        let yuan = Some(WrittenUnit::Money(MoneyUnit::Yuan));
        let rows: &[&[&str]] = &[&["企业名称", "年份", "税收", "附注"], &["甲", "2023", "5", "8"]];
        let found = columns(rows, &[], Some(2020));
        assert_eq!(
            (found[1].field, found[2].field, found[2].year_source),
            (Some(FirmField::RowYear), Some(tax(None)), YearSource::Rows)
        );
        let rule = FirmColumnRule { field: Some(tax(Some(2021))), unit: yuan };
        let found = columns(rows, &[("附注", rule.clone()), ("税收", FirmColumnRule::default())], None);
        assert_eq!((found[2].field, found[2].is_chosen), (None, true));
        assert_eq!(
            (found[3].field, found[3].unit, found[3].year_source),
            (Some(tax(Some(2021))), yuan, YearSource::Chosen)
        );
        let text = serde_json::to_string(&rule).unwrap();
        assert_eq!(serde_json::from_str::<FirmColumnRule>(&text).unwrap(), rule, "{text}");
    }
}
