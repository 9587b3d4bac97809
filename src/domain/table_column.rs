//! Any column of a parcel table by one name: what mappings, corrections and project files call it.
//!
//! The name is the column's stable key, with the year behind an `@` where it has one: `park`, `tax`, `output@2023`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Category, DateField, Measure, MeasureKey, TextField, Year};

/// A column of a parcel table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableColumn {
    /// Numbers of a year, or of none.
    Measure(MeasureKey),
    /// Free texts.
    Text(TextField),
    /// Repeated words.
    Category(Category),
    /// Days.
    Date(DateField),
}

impl TableColumn {
    /// The column's stable key, without its year.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Measure(key) => key.measure.key(),
            Self::Text(field) => field.key(),
            Self::Category(category) => category.key(),
            Self::Date(field) => field.key(),
        }
    }

    /// The year of its numbers.
    #[must_use]
    pub fn year(self) -> Option<Year> {
        match self {
            Self::Measure(key) => key.year,
            _ => None,
        }
    }

    /// The same column of another year; columns that are of no year stay as they are.
    #[must_use]
    pub fn of_year(self, year: Option<Year>) -> Self {
        match self {
            Self::Measure(key) => Self::Measure(MeasureKey { year, ..key }),
            other => other,
        }
    }

    /// Every column there can be, without years, in the order a reader looks for them.
    pub fn all() -> impl Iterator<Item = Self> {
        let measures = Measure::ALL.map(|measure| Self::Measure(MeasureKey { measure, year: None }));
        let (texts, words) = (TextField::ALL.map(Self::Text), Category::ALL.map(Self::Category));
        texts.into_iter().chain(words).chain(measures).chain(DateField::ALL.map(Self::Date))
    }
}

impl fmt::Display for TableColumn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())?;
        self.year().map_or(Ok(()), |year| write!(out, "@{year}"))
    }
}

/// A text is no column's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such column")]
pub struct NoSuchColumn;

impl FromStr for TableColumn {
    type Err = NoSuchColumn;

    fn from_str(text: &str) -> Result<Self, NoSuchColumn> {
        let (key, year) = match text.split_once('@') {
            Some((key, year)) => (key, Some(year.parse().map_err(|_| NoSuchColumn)?)),
            None => (text, None),
        };
        let found = Self::all().find(|column| column.key() == key).ok_or(NoSuchColumn)?;
        match found {
            Self::Measure(_) => Ok(found.of_year(year)),
            _ if year.is_none() => Ok(found),
            _ => Err(NoSuchColumn),
        }
    }
}

impl Serialize for TableColumn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TableColumn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(|error| D::Error::custom(format!("{error}: {name}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_reads_back_from_its_name_and_no_name_stands_for_two() {
        let names: std::collections::BTreeSet<String> = TableColumn::all().map(|each| each.to_string()).collect();
        assert_eq!(names.len(), TableColumn::all().count());
        for column in TableColumn::all().chain(TableColumn::all().map(|each| each.of_year(Some(2023)))) {
            assert_eq!(column.to_string().parse(), Ok(column));
        }
        for text in ["", "nothing", "park@2023", "tax@", "tax@year"] {
            assert_eq!(text.parse::<TableColumn>(), Err(NoSuchColumn), "{text}");
        }
    }
}
