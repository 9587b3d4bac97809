//! A firms' list as read: codes and names as text, figures in canonical units, one entry a row of the list.
//!
//! A row of a list with one row a year fills that year's columns only. Knows nothing of parcels: which firm stands where
//! is `analysis`'s question.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::field_names::CODE_SEPARATORS;
use super::{Measure, MeasureKey, NumberColumn, Quantity, TextColumn, TextField};

/// By what firms and parcels are brought together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirmKey {
    /// The parcel's code; in the list one cell may name several, parted by commas or semicolons.
    #[default]
    ParcelCode,
    /// The unified social credit code.
    CreditCode,
    /// The firm's name.
    Name,
}

impl FirmKey {
    /// Every key, the surest first.
    pub const ALL: [Self; 3] = [Self::ParcelCode, Self::CreditCode, Self::Name];

    /// The text column it stands in, in the list and in the parcel table.
    #[must_use]
    pub fn field(self) -> TextField {
        match self {
            Self::ParcelCode => TextField::ParcelCode,
            Self::CreditCode => TextField::CreditCode,
            Self::Name => TextField::Name,
        }
    }
}

/// The rows of a firms' list.
#[derive(Clone, Debug, Default)]
pub struct FirmTable {
    lines: Vec<u32>,
    texts: BTreeMap<TextField, TextColumn>,
    measures: BTreeMap<MeasureKey, NumberColumn>,
}

impl FirmTable {
    /// A list of rows that stand in these lines of their file, counted from 1.
    ///
    /// # Panics
    /// If a column's length is not the number of rows: a fault of the reader, never of a file.
    #[must_use]
    pub fn new(
        lines: Vec<u32>,
        texts: BTreeMap<TextField, TextColumn>,
        measures: BTreeMap<MeasureKey, NumberColumn>,
    ) -> Self {
        assert!(texts.values().all(|column| column.len() == lines.len()), "texts");
        assert!(measures.values().all(|column| column.values().len() == lines.len()), "measures");
        Self { lines, texts, measures }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line of the file a row stands in, counted from 1.
    #[must_use]
    pub fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or_default()
    }

    /// A text of a row, as read.
    #[must_use]
    pub fn text_of(&self, field: TextField, row: usize) -> Option<&str> {
        self.texts.get(&field)?.get(row)
    }

    /// Whether the list has this text column.
    #[must_use]
    pub fn has_text(&self, field: TextField) -> bool {
        self.texts.contains_key(&field)
    }

    /// All figures, by measure and year.
    #[must_use]
    pub fn measures(&self) -> &BTreeMap<MeasureKey, NumberColumn> {
        &self.measures
    }
}

impl Measure {
    /// Whether a firm's figure can be laid on its land: an amount that may be shared out and summed, and one that is the
    /// firm's and not the land's own.
    #[must_use]
    pub fn is_joinable(self) -> bool {
        match self.quantity() {
            Quantity::Money | Quantity::Persons | Quantity::Tonnes => self != Self::LandPrice,
            Quantity::Area => matches!(self, Self::FloorArea | Self::Footprint),
            Quantity::Share | Quantity::Ratio | Quantity::MoneyPerLand => false,
        }
    }

    /// Whether it is points of the firm itself, which no parcel has a part of.
    #[must_use]
    pub fn is_firm_points(self) -> bool {
        matches!(self, Self::BonusPoints | Self::PenaltyPoints)
    }

    /// Whether a firm's figure says how much of the land the firm takes up: by it a total is shared out.
    #[must_use]
    pub fn is_firm_land(self) -> bool {
        matches!(self, Self::OccupiedArea | Self::RegisteredArea)
    }
}

/// A code or name as it is compared: one width, one case, no spaces, and without the `'` that Excel marks texts with.
#[must_use]
pub fn join_form(text: &str) -> String {
    let folded = text.nfkc().filter(|letter| !letter.is_whitespace() && !letter.is_control());
    let folded: String = folded.flat_map(char::to_lowercase).collect();
    folded.strip_prefix('\'').map(str::to_owned).unwrap_or(folded)
}

/// The single codes in a cell that names several.
pub fn parted_codes(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(CODE_SEPARATORS).map(join_form).filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_compared_in_one_width_and_case_without_spaces() {
        for text in ["370215 GB00012", "３７０２１５ＧＢ０００１２", " 370215gb00012\u{3000}", "'370215GB00012"]
        {
            assert_eq!(join_form(text), "370215gb00012", "{text}");
        }
        assert_eq!(join_form("青岛（即墨）机械 有限公司"), join_form("青岛(即墨)机械有限公司"));
    }

    #[test]
    fn a_cell_of_several_codes_is_parted() {
        assert_eq!(parted_codes("A1、a2；A3").collect::<Vec<_>>(), ["a1", "a2", "a3"]);
    }

    #[test]
    fn only_amounts_of_the_firm_are_joined() {
        assert!(Measure::Tax.is_joinable() && Measure::Employees.is_joinable());
        assert!(!Measure::FloorAreaRatio.is_joinable() && !Measure::RegisteredArea.is_joinable());
    }
}
