//! What the user said about columns: which property, in which unit, of which year; which words mean missing, and which
//! status a word stands for.
//!
//! Owns the answer and how it is laid over what a header says; how it stands in a file is `mapping_file`'s business.
//! Invariant of a checked mapping: no property serves two columns, and every unit fits its column.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::field_names::{Header, Match, MatchLevel, Meaning, WrittenUnit};
use crate::domain::{LandStatus, MeasureKey, TableColumn, Year};

/// The user's word on columns. What it does not name is decided by evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// By column, `tax` or `output@2023`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<TableColumn, ColumnRule>,
    /// Words that mean "nothing known", beside those the program knows.
    #[serde(skip_serializing_if = "MissingWords::is_empty")]
    pub missing: MissingWords,
    /// What words of the status column mean, beside those the program knows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub status: BTreeMap<String, LandStatus>,
}

/// Where one column comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnRule {
    /// The property, as the file writes it. Empty: the column is not to be used. Not given: proposed by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// The unit; by header and numbers if not given.
    #[serde(skip_serializing_if = "Option::is_none", with = "unit_by_word")]
    pub unit: Option<WrittenUnit>,
    /// The year; by header if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Year>,
}

/// Words that mean "nothing known".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MissingWords {
    /// The words, compared as they stand with what is around them trimmed off.
    pub words: Vec<String>,
}

impl MissingWords {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a cell's text is one of them.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        !self.words.is_empty() && self.words.iter().any(|word| word == text.trim())
    }
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingFault {
    /// A property serves two columns.
    PropertyTwice(String),
    /// A column is said twice.
    ColumnTwice(TableColumn),
    /// A unit in which no numbers of the column can be.
    UnitDoesNotFit(TableColumn, WrittenUnit),
}

impl Mapping {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Lays `other` over this mapping: what it says wins.
    pub fn extend(&mut self, other: Self) {
        self.columns.extend(other.columns);
        self.status.extend(other.status);
        for word in other.missing.words {
            if !self.missing.words.contains(&word) {
                self.missing.words.push(word);
            }
        }
    }

    /// What is wrong with it, if anything is.
    pub fn check(&self) -> Result<(), MappingFault> {
        let mut seen = std::collections::BTreeSet::new();
        for (&column, rule) in &self.columns {
            if let Some(property) = rule.property.as_ref().filter(|property| !property.is_empty())
                && !seen.insert(property)
            {
                return Err(MappingFault::PropertyTwice(property.clone()));
            }
            if let Some(unit) = rule.unit {
                let fits = matches!(column, TableColumn::Measure(key) if unit.fits(key.measure.quantity()));
                if !fits {
                    return Err(MappingFault::UnitDoesNotFit(column, unit));
                }
            }
        }
        Ok(())
    }

    /// What a property's name means under this mapping.
    #[must_use]
    pub fn header(&self, name: &str) -> Header {
        let header = Header::parse(name);
        if self.columns.is_empty() {
            return header;
        }
        let named = self.columns.iter().find(|(_, rule)| rule.property.as_deref() == Some(name));
        if let Some((&column, rule)) = named {
            let found = Match { meaning: meaning_of(column), level: MatchLevel::Chosen, rank: 0 };
            let header_unit = header.unit.filter(|unit| fits(found.meaning, *unit));
            return Header {
                found: Some(found),
                unit: rule.unit.or(header_unit),
                year: column.year().or(rule.year).or(header.year),
            };
        }
        let Some(found) = header.found else { return header };
        match self.rule_by_meaning(found.meaning, header.year) {
            Some(rule) if rule.property.as_deref() == Some("") => Header { found: None, ..header },
            Some(ColumnRule { property: Some(property), year, .. }) => {
                // Its column is read from elsewhere: in one year with that, it is passed over and told.
                Header { year: header.year.or(*year).or_else(|| Header::parse(property).year), ..header }
            }
            Some(rule) => Header { unit: rule.unit.or(header.unit), year: rule.year.or(header.year), ..header },
            None => header,
        }
    }

    /// The rule for a column that its property was recognised by name for.
    fn rule_by_meaning(&self, meaning: Meaning, year: Option<Year>) -> Option<&ColumnRule> {
        let column = column_of(meaning)?;
        self.columns.get(&column.of_year(year)).or_else(|| self.columns.get(&column))
    }

    /// The unit the user chose for a property that is read as `meaning` of `year`.
    #[must_use]
    pub fn unit_of(&self, name: &str, meaning: Meaning, year: Option<Year>) -> Option<WrittenUnit> {
        let named = self.columns.values().find(|rule| rule.property.as_deref() == Some(name));
        let rule = named.or_else(|| self.rule_by_meaning(meaning, year).filter(|rule| rule.property.is_none()));
        rule?.unit
    }

    /// The properties it names.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.columns.values().filter_map(|rule| rule.property.as_deref()).filter(|property| !property.is_empty())
    }
}

/// What a column means in a header.
#[must_use]
pub fn meaning_of(column: TableColumn) -> Meaning {
    match column {
        TableColumn::Measure(key) => Meaning::Measure(key.measure),
        TableColumn::Text(field) => Meaning::Text(field),
        TableColumn::Category(category) => Meaning::Category(category),
        TableColumn::Date(field) => Meaning::Date(field),
    }
}

/// The column of no year that a header means, if it means one.
#[must_use]
pub fn column_of(meaning: Meaning) -> Option<TableColumn> {
    match meaning {
        Meaning::Measure(measure) => Some(TableColumn::Measure(MeasureKey { measure, year: None })),
        Meaning::Text(field) => Some(TableColumn::Text(field)),
        Meaning::Category(category) => Some(TableColumn::Category(category)),
        Meaning::Date(field) => Some(TableColumn::Date(field)),
        Meaning::AreaUnit | Meaning::Year => None,
    }
}

fn fits(meaning: Meaning, unit: WrittenUnit) -> bool {
    matches!(meaning, Meaning::Measure(measure) if unit.fits(measure.quantity()))
}

/// Units as the words people write: 万元, 亩; read by any word or by the stable name.
pub(in crate::io) mod unit_by_word {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::domain::field_names::WrittenUnit;

    #[expect(clippy::ref_option, reason = "serde hands over a reference")]
    pub fn serialize<S: Serializer>(unit: &Option<WrittenUnit>, serializer: S) -> Result<S::Ok, S::Error> {
        unit.map(WrittenUnit::word).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<WrittenUnit>, D::Error> {
        let Some(word) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        WrittenUnit::from_name(&word).map(Some).ok_or_else(|| D::Error::custom(format!("no such unit: {word}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Measure;
    use crate::domain::units::{AreaUnit, MoneyUnit};

    fn rule(property: Option<&str>, unit: Option<WrittenUnit>, year: Option<Year>) -> ColumnRule {
        ColumnRule { property: property.map(str::to_owned), unit, year }
    }

    fn mapping(rules: &[(&str, ColumnRule)]) -> Mapping {
        let columns = rules.iter().map(|(column, rule)| (column.parse().unwrap(), rule.clone())).collect();
        Mapping { columns, ..Mapping::default() }
    }

    const YI: WrittenUnit = WrittenUnit::Money(MoneyUnit::YiYuan);

    #[test]
    fn a_named_property_becomes_the_column_whatever_it_is_called() {
        let mapping =
            mapping(&[("output@2023", rule(Some("B7"), Some(YI), None)), ("park", rule(Some("镇街"), None, None))]);
        let header = mapping.header("B7");
        assert_eq!(header.found.unwrap().meaning, Meaning::Measure(Measure::Output));
        assert_eq!(header.found.unwrap().level, MatchLevel::Chosen);
        assert_eq!((header.unit, header.year), (Some(YI), Some(2023)));
        assert_eq!(mapping.header("镇街").found.unwrap().level, MatchLevel::Chosen);
        assert_eq!(mapping.unit_of("B7", Meaning::Measure(Measure::Output), Some(2023)), Some(YI));
    }

    #[test]
    fn what_the_mapping_does_not_say_the_header_says() {
        let mapping = mapping(&[("tax", rule(Some("2022年产值(万元)"), None, None))]);
        let header = mapping.header("2022年产值(万元)");
        assert_eq!(header.found.unwrap().meaning, Meaning::Measure(Measure::Tax));
        assert_eq!((header.unit, header.year), (Some(WrittenUnit::Money(MoneyUnit::WanYuan)), Some(2022)));
        assert_eq!(mapping.header("产值"), Header::parse("产值"));
    }

    #[test]
    fn an_empty_property_takes_the_column_away_and_none_keeps_the_proposal_with_the_unit_said() {
        let off = mapping(&[("tax", rule(Some(""), None, None))]);
        assert_eq!(off.header("税收").found, None);
        assert_eq!(off.header("2023年税收").found, None);
        let unit = mapping(&[("tax", rule(None, Some(YI), Some(2021)))]);
        let header = unit.header("税收");
        assert_eq!(header.found.unwrap().level, MatchLevel::Exact);
        assert_eq!((header.unit, header.year), (Some(YI), Some(2021)));
        assert_eq!(unit.unit_of("税收", Meaning::Measure(Measure::Tax), Some(2021)), Some(YI));
    }

    #[test]
    fn a_mapping_that_contradicts_itself_is_told() {
        let twice = mapping(&[("tax", rule(Some("a"), None, None)), ("output", rule(Some("a"), None, None))]);
        assert_eq!(twice.check(), Err(MappingFault::PropertyTwice("a".to_owned())));
        let mu = WrittenUnit::Area(AreaUnit::Mu);
        let unit = mapping(&[("tax", rule(Some("a"), Some(mu), None))]);
        assert!(matches!(unit.check(), Err(MappingFault::UnitDoesNotFit(_, unit)) if unit == mu));
        let park = mapping(&[("park", rule(Some("a"), Some(mu), None))]);
        assert!(park.check().is_err());
        let off = mapping(&[("tax", rule(Some(""), None, None)), ("output", rule(Some(""), None, None))]);
        assert_eq!(off.check(), Ok(()));
    }
}
