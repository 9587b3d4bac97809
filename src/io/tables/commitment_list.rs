//! A list of commitments (标准地承诺): one a row, with parcel, indicator, operator, bound, unit, stage, day due.
//!
//! Parcel, indicator and bound are needed; a bound without an operator is a floor that includes it, one without a unit
//! is in the indicator's own. A row that cannot be read is told with line and column, and the others are taken.

use std::path::Path;

use super::grid::{Grid, SheetCell};
use super::table_error::TableError;
use super::table_file::TableFile;
use crate::domain::field_names::{
    CommitmentColumn as Column, DateText, NumberText, WrittenUnit, basis_from_word, is_missing_mark, operator_before,
    operator_from_word, promised_from_word, stage_from_word,
};
use crate::domain::{Commitment, Operator, Promised, Quantity, Unit};
use crate::io::SourceStamp;

/// Rows looked at for the headers.
const HEADER_ROWS: usize = 20;

/// A commitment with the parcel it is of, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentEntry {
    /// The row of the sheet, from 1.
    pub line: u32,
    /// The parcel's key, code or unit number.
    pub parcel: String,
    /// What is promised.
    pub commitment: Commitment,
}

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCommitment {
    /// The row of the sheet, from 1.
    pub line: u32,
    /// The column at fault.
    pub column: Column,
    /// What stands there.
    pub text: String,
}

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommitmentList {
    /// Its commitments.
    pub entries: Vec<CommitmentEntry>,
    /// Its rows that were not taken.
    pub bad: Vec<BadCommitment>,
    /// How many bounds are without a unit and were taken to be in the indicator's own.
    pub units_assumed: usize,
}

/// Reads a list, and what its file looked like; no list where no sheet has its columns.
pub fn read_commitments(path: &Path) -> Result<(Option<CommitmentList>, SourceStamp), TableError> {
    let file = TableFile::open(path)?;
    let sheets: Vec<Option<&str>> = match file.sheets() {
        [] => vec![None],
        sheets => sheets.iter().map(|sheet| Some(sheet.as_str())).collect(),
    };
    for sheet in sheets {
        let grid = file.grid(sheet, None)?.grid;
        if let Some((header_row, places)) = header_of(&grid) {
            return Ok((Some(read_rows(&grid, header_row, places)), file.stamp().clone()));
        }
    }
    Ok((None, file.stamp().clone()))
}

/// Where each column stands.
type Places = [Option<usize>; Column::ALL.len()];

fn header_of(grid: &Grid) -> Option<(usize, Places)> {
    (0..grid.rows.len().min(HEADER_ROWS)).find_map(|row| {
        let place = |column| {
            (0..grid.width()).find(|&place| {
                grid.cell(row, place).text().is_some_and(|text| Column::of_header(&text) == Some(column))
            })
        };
        let places = Column::ALL.map(place);
        places[..3].iter().all(Option::is_some).then_some((row, places))
    })
}

fn read_rows(grid: &Grid, header_row: usize, places: Places) -> CommitmentList {
    let mut list = CommitmentList::default();
    for row in header_row + 1..grid.rows.len() {
        let line = grid.lines[row];
        match (Row { grid, at: row, places }.read()) {
            Ok((parcel, commitment, is_assumed)) => {
                list.units_assumed += usize::from(is_assumed);
                list.entries.push(CommitmentEntry { line, parcel, commitment });
            }
            Err((column, text)) => list.bad.push(BadCommitment { line, column, text }),
        }
    }
    list
}

/// One row of a list.
#[derive(Clone, Copy)]
struct Row<'a> {
    grid: &'a Grid,
    at: usize,
    places: Places,
}

/// A column at fault with what stands there.
type Fault = (Column, String);

impl Row<'_> {
    fn cell(&self, column: Column) -> &SheetCell {
        let at = Column::ALL.iter().position(|&each| each == column);
        let place = at.and_then(|at| self.places[at]);
        place.map_or(&SheetCell::Empty, |place| self.grid.cell(self.at, place))
    }

    fn text(&self, column: Column) -> Option<String> {
        self.cell(column).text().filter(|text| !is_missing_mark(text))
    }

    fn needed(&self, column: Column) -> Result<String, Fault> {
        self.text(column).ok_or((column, String::new()))
    }

    /// What a cell that may be blank says.
    fn said<T>(&self, column: Column, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(text) = self.text(column) else { return Ok(None) };
        read(&text).map(Some).ok_or((column, text))
    }

    /// Parcel, commitment, and whether its unit was assumed.
    fn read(&self) -> Result<(String, Commitment, bool), Fault> {
        let parcel = self.needed(Column::Parcel)?;
        if self.cell(Column::Parcel).has_lost_digits() {
            return Err((Column::Parcel, parcel));
        }
        let (promised, named_unit) =
            self.said(Column::Indicator, promised_from_word)?.ok_or((Column::Indicator, String::new()))?;
        let said = self.needed(Column::Value)?;
        let (before, number) = operator_before(&said).map_or((None, said.clone()), |(found, rest)| (Some(found), rest));
        let operator = self.said(Column::Operator, operator_from_word)?.or(before).unwrap_or(Operator::AtLeast);
        let unit = self.said(Column::Unit, WrittenUnit::from_name)?.or(named_unit);
        let (bound, is_assumed) = bound_of(promised, &number, unit).ok_or((Column::Value, said))?;
        let day = |text: &str| match DateText::parse(text) {
            DateText::Day(day) => Some(day),
            DateText::Missing | DateText::NotADate => None,
        };
        let commitment = Commitment {
            promised,
            operator,
            bound,
            stage: self.said(Column::Stage, stage_from_word)?.unwrap_or_else(|| promised.stage()),
            due: self.said(Column::Due, day)?,
            basis: self.said(Column::Basis, basis_from_word)?,
        };
        Ok((parcel, commitment, is_assumed))
    }
}

/// What the numbers of a promise count.
fn quantity_of(promised: Promised) -> Quantity {
    match promised.unit() {
        Unit::Share => Quantity::Share,
        Unit::Ratio => Quantity::Ratio,
        _ => Quantity::MoneyPerLand,
    }
}

/// A bound in its promise's own unit, and whether that was assumed.
fn bound_of(promised: Promised, text: &str, unit: Option<WrittenUnit>) -> Option<(f64, bool)> {
    let quantity = quantity_of(promised);
    let (number, unit) = match NumberText::parse(text) {
        NumberText::Number(number) => (number, unit),
        NumberText::WithUnit(number, unit) => (number, Some(unit)),
        NumberText::Missing | NumberText::NotANumber => return None,
    };
    if let Some(unit) = unit {
        return unit.fits(quantity).then(|| (unit.to_canonical(number), false));
    }
    Some(match quantity {
        // No share of a whole is above 1: it is percent.
        Quantity::Share if number > 1.0 => (number / 100.0, false),
        Quantity::Share | Quantity::Ratio => (number, false),
        _ => (number, true),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{LandBasis, Stage, day_from_iso};

    fn read(text: &str) -> Option<CommitmentList> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, text).unwrap();
        read_commitments(&path).unwrap().0
    }

    #[test]
    fn a_row_is_a_commitment_with_operator_unit_stage_and_day() {
        let list = read(
            "宗地代码,指标,比较,承诺值,单位,阶段,期限,用地口径\n\
             A1,亩均税收,不低于,300,万元/公顷,达产,2025-06-30,登记面积\n\
             A1,容积率,>,1.2,,,,\n\
             A2,建筑系数,,40,,,,\n\
             A2,投资强度,,≥250万元/亩,,,,\n\
             A3,亩均产值,,400,,,,\n",
        )
        .unwrap();
        assert_eq!((list.bad.len(), list.units_assumed), (0, 1));
        let told: Vec<_> = list
            .entries
            .iter()
            .map(|entry| (entry.line, entry.commitment.operator, entry.commitment.bound, entry.commitment.stage))
            .collect();
        assert_eq!(
            told,
            [
                (2, Operator::AtLeast, 20.0, Stage::FullProduction),
                (3, Operator::Greater, 1.2, Stage::Completion),
                (4, Operator::AtLeast, 0.4, Stage::Completion),
                (5, Operator::AtLeast, 250.0, Stage::Completion),
                (6, Operator::AtLeast, 400.0, Stage::FullProduction),
            ]
        );
        let first = list.entries[0].commitment;
        assert_eq!(first.due, day_from_iso("2025-06-30"));
        assert_eq!(first.basis, Some(LandBasis::RegisteredElseGeometric));
    }

    #[test]
    fn a_row_that_cannot_be_read_is_told_with_line_and_column_and_the_others_are_taken() {
        let list = read(
            "parcel_key,indicator,operator,value,unit,stage,due\n\
             a,tax_per_mu,around,20,,,\n\
             ,tax_per_mu,>=,20,,,\n\
             a,greenery,>=,20,,,\n\
             a,tax_per_mu,>=,much,,,\n\
             a,tax_per_mu,>=,20,吨,,\n\
             a,tax_per_mu,>=,20,,someday,\n\
             a,tax_per_mu,>=,20,,,2025-13-40\n\
             3.70215E+17,tax_per_mu,>=,20,,,\n\
             a,far,>=,1,,,\n",
        )
        .unwrap();
        let bad: Vec<_> = list.bad.iter().map(|each| (each.line, each.column)).collect();
        assert_eq!(
            bad,
            [
                (2, Column::Operator),
                (3, Column::Parcel),
                (4, Column::Indicator),
                (5, Column::Value),
                (6, Column::Value),
                (7, Column::Stage),
                (8, Column::Due),
                (9, Column::Parcel),
            ]
        );
        assert_eq!(list.entries.len(), 1);
    }

    #[test]
    fn a_table_of_something_else_is_no_list() {
        assert_eq!(read("a,b\n1,2\n"), None);
    }
}
