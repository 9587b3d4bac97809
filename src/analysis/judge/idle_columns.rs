//! The columns of a table that idle land is judged by, row by row.

use super::super::Figures;
use super::idle::{Collective, IdleFacts};
use super::rulebook::Rulebook;
use super::words::{Meanings, collective, yes_or_no};
use crate::domain::{
    Category, DateColumn, DateField, Day, LandStatus, Measure, NumberColumn, ParcelTable, TextColumn, TextField,
};

/// Where the type of land stands in a parcel code of 19 characters, or in a unit number of 28: behind county,
/// district and sub-district.
const TYPE_PLACE: usize = 12;

/// The dates the decree counts by, in the order they are unpacked in.
const DATES: [DateField; 6] = [
    DateField::AgreedStart,
    DateField::ExtendedStart,
    DateField::ActualStart,
    DateField::Handover,
    DateField::Completion,
    DateField::Suspension,
];

/// The columns, borrowed.
pub(super) struct IdleColumns<'a> {
    codes: Option<&'a TextColumn>,
    unit_numbers: Option<&'a TextColumn>,
    collective: Meanings<'a, bool>,
    government: Meanings<'a, Option<bool>>,
    dates: [Option<&'a DateColumn>; 6],
    amounts: [Option<&'a NumberColumn>; 5],
}

impl<'a> IdleColumns<'a> {
    pub(super) fn new(table: &'a ParcelTable, figures: &Figures, book: &Rulebook) -> Self {
        let amounts =
            [Measure::AreaDue, Measure::AreaDeveloped, Measure::TotalInvestment, Measure::Invested, Measure::LandPrice];
        Self {
            codes: table.text(TextField::ParcelCode),
            unit_numbers: table.text(TextField::UnitNumber),
            collective: collective(table, book),
            government: yes_or_no(table, book, Category::GovernmentCause),
            dates: DATES.map(|field| table.dates(field)),
            amounts: amounts.map(|measure| table.measure(measure, figures.year())),
        }
    }

    fn collective(&self, row: usize) -> Option<Collective> {
        let code = self.codes.and_then(|column| column.get(row)).filter(|code| code.len() >= 19);
        let code = code.or_else(|| self.unit_numbers.and_then(|column| column.get(row)));
        if code.is_some_and(is_collective_code) {
            return Some(Collective::ByCode);
        }
        (self.collective.get(row) == Some(true)).then_some(Collective::ByWord)
    }

    pub(super) fn facts(&self, row: usize, status: LandStatus) -> IdleFacts {
        let [agreed, extended, actual, handover, completion, suspension]: [Option<Day>; 6] =
            self.dates.map(|column| column.and_then(|column| column.get(row)));
        let [area_due, area_developed, total_investment, invested, land_price] =
            self.amounts.map(|column| column.and_then(|column| column.get(row)));
        IdleFacts {
            collective: self.collective(row),
            status,
            government: self.government.get(row).flatten(),
            agreed,
            extended,
            handover,
            actual,
            completion,
            suspension,
            has_start_column: self.dates[2].is_some(),
            area_due,
            area_developed,
            total_investment,
            invested,
            land_price,
        }
    }
}

/// Whether a parcel code says the land is collective: county 6 + district 3 + sub-district 3 digits, then J.
fn is_collective_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() >= 19
        && bytes[..TYPE_PLACE].iter().all(u8::is_ascii_digit)
        && bytes[TYPE_PLACE].eq_ignore_ascii_case(&b'j')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirteenth_character_of_a_parcel_code_says_collective() {
        assert!(is_collective_code("370215001001JB00001"));
        assert!(!is_collective_code("370215001001GB00001"));
        assert!(is_collective_code("370215001001JB00001W00000000"), "a unit number");
        assert!(!is_collective_code("370215001001JB"), "too short");
        assert!(!is_collective_code("AJ0215001001JB00001"));
    }
}
