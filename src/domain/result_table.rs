//! The one typed table between analysis, writers and the window: keys, units and cells, no text layout.
//!
//! Analysis fills it, `io` writes it as CSV or XLSX, the window shows it, so that no number is computed or rounded
//! twice. Names and number layout for a language are `locale`'s business.

use std::sync::Arc;

use super::{
    CategoryColumn, FindingKind, FollowState, LandStatus, Outcome, PairState, RenewalModel, RevivalRoute, ShapeState,
    Tag, TagAgreement, TextColumn,
};

/// The stable `snake_case` key of a column, e.g. `land_mu`. Its headers in both languages stand in the locale files
/// under `column-…`, with `_` written `-`.
pub type ColumnKey = &'static str;

/// The unit of a column's numbers, which also says how many decimals a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// No unit: texts.
    None,
    /// Whole things: parcels.
    Count,
    /// 亩.
    Mu,
    /// m².
    SquareMetre,
    /// 万元.
    WanYuan,
    /// 万元/亩.
    WanYuanPerMu,
    /// A fraction 0–1, shown in percent to readers and as a fraction to machines.
    Share,
    /// A pure ratio with two decimals: 容积率.
    Ratio,
    /// 人.
    Persons,
    /// 人/亩.
    PersonsPerMu,
    /// 万元/人.
    WanYuanPerPerson,
    /// 吨, 吨标准煤.
    Tonnes,
    /// 万元/吨标准煤.
    WanYuanPerTonneCoal,
    /// 万元/吨.
    WanYuanPerTonne,
}

/// A word of the product's own in a cell, with a stable key for machines and a name in each language for readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// One of the eight models.
    Model(RenewalModel),
    /// No model, or no route, yet.
    Untagged,
    /// One of the four routes.
    Route(RevivalRoute),
    /// How a tag stands to the suggestion.
    Agreement(TagAgreement),
    /// A land status.
    Status(LandStatus),
    /// What is known of an outline.
    Shape(ShapeState),
    /// No word in the grouping column.
    NoGroup,
    /// The last row of a summary.
    Total,
    /// Land from the register.
    Registered,
    /// Land from the outline, on the ellipsoid.
    Geometric,
    /// Land from the outline, in the plane of its coordinates.
    Plane,
    /// Registered + occupied − leased out + leased in.
    Adjusted,
    /// What a parcel was judged for.
    Kind(FindingKind),
    /// What was found.
    Outcome(Outcome),
    /// How far the checking of a finding has come.
    FollowUp(FollowState),
    /// The rulebook that ships with the program.
    ShippedRulebook,
    /// A rulebook of that name that says something else.
    ChangedRulebook,
    /// What became of a parcel between two years.
    Presence(PairState),
}

impl Term {
    /// The stable key machines read.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Model(model) => model.code(),
            Self::Untagged => "untagged",
            Self::Route(route) => route.code(),
            Self::Agreement(agreement) => agreement.key(),
            Self::Status(status) => status.key(),
            Self::Shape(state) => state.key(),
            Self::NoGroup => "(none)",
            Self::Total => "TOTAL",
            Self::Registered => "registered",
            Self::Geometric => "geometric",
            Self::Plane => "plane",
            Self::Adjusted => "adjusted",
            Self::Kind(kind) => kind.key(),
            Self::Outcome(outcome) => outcome.key(),
            Self::FollowUp(state) => state.key(),
            Self::ShippedRulebook => "shipped",
            Self::ChangedRulebook => "shipped_modified",
            Self::Presence(state) => state.key(),
        }
    }

    /// The term of a tag.
    #[must_use]
    pub fn from_tag(tag: Tag) -> Self {
        tag.map_or(Self::Untagged, Self::Model)
    }

    /// The term of a route.
    #[must_use]
    pub fn from_route(route: Option<RevivalRoute>) -> Self {
        route.map_or(Self::Untagged, Self::Route)
    }
}

/// One cell, borrowed from its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known. Never 0, never an empty text.
    Missing,
    /// A text from the file, kept as text by every writer.
    Text(&'a str),
    /// A word of the product's own.
    Term(Term),
    /// A whole number.
    Count(u64),
    /// A number in the column's unit.
    Number(f64),
}

/// A column's cells, stored by kind.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers, NaN for missing.
    Numbers(Vec<f64>),
    /// Whole numbers.
    Counts(Vec<u64>),
    /// Terms; `None` for missing.
    Terms(Vec<Option<Term>>),
    /// Texts of its own.
    Texts(TextColumn),
    /// A shared dictionary column with the table rows to show, in order.
    Categories(Arc<CategoryColumn>, Arc<[u32]>),
    /// Group labels: a text from the file or a term.
    Labels(Vec<Result<Arc<str>, Term>>),
}

/// One column of a [`ResultTable`].
#[derive(Clone, Debug)]
pub struct ResultColumn {
    /// The stable key.
    pub key: ColumnKey,
    /// The unit of the numbers.
    pub unit: Unit,
    /// One cell a row.
    pub cells: Cells,
}

impl ResultColumn {
    /// A column.
    #[must_use]
    pub fn new(key: ColumnKey, unit: Unit, cells: Cells) -> Self {
        Self { key, unit, cells }
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Numbers(values) => values.len(),
            Cells::Counts(values) => values.len(),
            Cells::Terms(values) => values.len(),
            Cells::Texts(values) => values.len(),
            Cells::Categories(_, rows) => rows.len(),
            Cells::Labels(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell of `row`; missing past the end.
    #[must_use]
    pub fn cell(&self, row: usize) -> Cell<'_> {
        match &self.cells {
            Cells::Numbers(values) => match values.get(row) {
                Some(value) if !value.is_nan() => Cell::Number(*value),
                _ => Cell::Missing,
            },
            Cells::Counts(values) => values.get(row).map_or(Cell::Missing, |&count| Cell::Count(count)),
            Cells::Terms(values) => values.get(row).copied().flatten().map_or(Cell::Missing, Cell::Term),
            Cells::Texts(values) => values.get(row).map_or(Cell::Missing, Cell::Text),
            Cells::Categories(column, rows) => {
                rows.get(row).and_then(|&row| column.get(row as usize)).map_or(Cell::Missing, |word| Cell::Text(word))
            }
            Cells::Labels(values) => match values.get(row) {
                None => Cell::Missing,
                Some(Ok(text)) => Cell::Text(text),
                Some(Err(term)) => Cell::Term(*term),
            },
        }
    }
}

/// A table of typed columns, all of the same length.
#[derive(Clone, Debug, Default)]
pub struct ResultTable {
    /// The columns, in the order they are written and shown.
    pub columns: Vec<ResultColumn>,
}

impl ResultTable {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, ResultColumn::len)
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column with this key.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<&ResultColumn> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// The number in a column and row, whole or not; `None` where missing or not a number.
    #[must_use]
    pub fn number(&self, key: &str, row: usize) -> Option<f64> {
        match self.column(key)?.cell(row) {
            Cell::Number(value) => Some(value),
            Cell::Count(count) => Some(count as f64),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_number_is_a_missing_cell_and_not_zero() {
        let table =
            ResultTable { columns: vec![ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(vec![0.0, f64::NAN]))] };
        assert_eq!(table.columns[0].cell(0), Cell::Number(0.0));
        assert_eq!(table.columns[0].cell(1), Cell::Missing);
        assert_eq!(table.number("land_mu", 1), None);
    }
}
