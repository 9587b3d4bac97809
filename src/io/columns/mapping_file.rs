//! A mapping as a TOML file that colleagues share, and as one argument of a batch command.
//!
//! ```toml
//! [columns.tax]
//! property = "年税收"
//! unit = "万元"
//! year = 2023
//!
//! [columns."output@2022"]
//! property = "产值22"
//!
//! [missing]
//! words = ["未统计"]
//!
//! [status]
//! "试运行" = "in_use"
//! ```

use std::path::{Path, PathBuf};

use super::mapping::{ColumnRule, Mapping, MappingFault};
use crate::domain::TableColumn;
use crate::domain::field_names::WrittenUnit;
use crate::io::write_atomic;
use crate::io::write_error::{WriteError, system_reason};
use crate::locale::Lang;

/// Why there is no mapping.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// The file cannot be read.
    #[error("mapping not readable: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no TOML, or says something a mapping cannot say.
    #[error("no mapping: {}", path.display())]
    NotAMapping {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, where it is known.
        line: Option<usize>,
        /// What the reader says, in English.
        detail: String,
    },
    /// The mapping contradicts itself.
    #[error("the mapping contradicts itself")]
    Fault(MappingFault),
}

impl MappingError {
    /// One sentence: what is wrong, and with what.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable { path, source } => lang.text_with(
                "mapping-unreadable",
                [("path", path.display().to_string().into()), ("reason", system_reason(lang, source).into())],
            ),
            Self::NotAMapping { path, line, detail } => lang.text_with(
                "mapping-not-toml",
                [
                    ("path", path.display().to_string().into()),
                    ("line", line.map_or_else(|| "?".to_owned(), |line| line.to_string()).into()),
                    ("detail", detail.as_str().into()),
                ],
            ),
            Self::Fault(fault) => fault.message(lang),
        }
    }
}

impl MappingFault {
    /// One sentence: what is wrong.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::PropertyTwice(property) => {
                lang.text_with("mapping-property-twice", [("property", property.as_str().into())])
            }
            Self::ColumnTwice(column) => {
                lang.text_with("mapping-column-twice", [("column", lang.table_column(*column).into())])
            }
            Self::UnitDoesNotFit(column, unit) => lang.text_with(
                "mapping-unit-does-not-fit",
                [("column", lang.table_column(*column).into()), ("unit", lang.written_unit(*unit).into())],
            ),
        }
    }
}

impl Mapping {
    /// Reads a mapping file.
    pub fn read(path: &Path) -> Result<Self, MappingError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| MappingError::Unreadable { path: path.to_owned(), source })?;
        Self::from_toml(&text, path)
    }

    /// Reads a mapping file's content; `path` is only named in errors.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, MappingError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mapping: Self = toml::from_str(text).map_err(|error| MappingError::NotAMapping {
            path: path.to_owned(),
            line: error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            detail: error.message().to_owned(),
        })?;
        mapping.check().map_err(MappingError::Fault)?;
        Ok(mapping)
    }

    /// The mapping as a file's content.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// Writes a mapping file, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<(), WriteError> {
        write_atomic(path, |out| out.write_all(self.to_toml().as_bytes()))
    }

    /// A file's key for what is remembered of it: equal for files with the same set of property names.
    #[must_use]
    pub fn key_of_headers<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
        let names: std::collections::BTreeSet<&str> = names.into_iter().collect();
        let mut hasher = blake3::Hasher::new();
        for name in names {
            hasher.update(name.as_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// One rule on the command line: `tax=年税收:万元`, `output@2023=产值23`, `tax=:亿元` (the proposed property, in this unit),
/// `park=` (no such column).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapArgument {
    /// The column.
    pub column: TableColumn,
    /// Where it comes from.
    pub rule: ColumnRule,
}

impl std::str::FromStr for MapArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (column, rest) = text.split_once('=').ok_or("expected COLUMN=PROPERTY:UNIT, e.g. tax=annual_tax:yuan")?;
        let column: TableColumn = column.trim().parse().map_err(|_| {
            let known: Vec<&str> = TableColumn::all().map(TableColumn::key).collect();
            format!("no such column: {column}; known are {}, of a year output@2023", known.join(", "))
        })?;
        // A name may hold colons itself: only a unit behind the last one is taken for one.
        let split =
            rest.rsplit_once([':', '\u{ff1a}']).and_then(|(name, unit)| Some((name, WrittenUnit::from_name(unit)?)));
        let (property, unit) = split.map_or((rest, None), |(name, unit)| (name, Some(unit)));
        let property = (!(property.is_empty() && unit.is_some())).then(|| property.to_owned());
        let argument = Self { column, rule: ColumnRule { property, unit, year: None } };
        let mut alone = Mapping::default();
        alone.columns.insert(argument.column, argument.rule.clone());
        alone.check().map_err(|fault| fault.message(Lang::En))?;
        Ok(argument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LandStatus;
    use crate::domain::units::MoneyUnit;

    const EXAMPLE: &str = r#"
[columns.tax]
property = "年税收"
unit = "万元"
year = 2023

[columns."output@2022"]
property = "产值22"
unit = "yi_yuan"

[missing]
words = ["未统计"]

[status]
"试运行" = "in_use"
"#;

    fn read(text: &str) -> Result<Mapping, MappingError> {
        Mapping::from_toml(text, Path::new("m.toml"))
    }

    #[test]
    fn the_documented_file_is_read_and_reads_back_as_written() {
        let mapping = read(EXAMPLE).unwrap();
        let tax = &mapping.columns[&"tax".parse().unwrap()];
        assert_eq!((tax.property.as_deref(), tax.year), (Some("年税收"), Some(2023)));
        let output = &mapping.columns[&"output@2022".parse().unwrap()];
        assert_eq!(output.unit, Some(WrittenUnit::Money(MoneyUnit::YiYuan)));
        assert!(mapping.missing.contains(" 未统计 "));
        assert_eq!(mapping.status["试运行"], LandStatus::InUse);
        assert_eq!(read(&mapping.to_toml()).unwrap(), mapping);
        assert!(mapping.to_toml().contains("unit = \"亿元\""), "{}", mapping.to_toml());
    }

    #[test]
    fn a_bad_file_is_told_with_its_line() {
        for (text, wanted) in [
            ("[columns.tax]\nproperty = ", Some(2)),
            ("[columns.nothing]\nproperty = \"a\"", Some(1)),
            ("[columns.tax]\nunit = \"米\"", Some(2)),
            ("[column.tax]\n", Some(1)),
        ] {
            match read(text) {
                Err(MappingError::NotAMapping { line, .. }) => assert_eq!(line, wanted, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        let twice = "[columns.tax]\nproperty = \"a\"\n[columns.output]\nproperty = \"a\"";
        for lang in Lang::ALL {
            assert!(read(twice).unwrap_err().message(lang).contains('a'));
        }
    }

    #[test]
    fn an_argument_is_a_column_its_property_and_perhaps_its_unit() {
        let parse = |text: &str| text.parse::<MapArgument>();
        let wan = Some(WrittenUnit::Money(MoneyUnit::WanYuan));
        let tax = parse("tax=年税收:万元").unwrap();
        assert_eq!(
            (tax.column.to_string().as_str(), tax.rule.property.as_deref(), tax.rule.unit),
            ("tax", Some("年税收"), wan)
        );
        let output = parse("output@2023=产值23：万元").unwrap();
        assert_eq!((output.column.year(), output.rule.property.as_deref()), (Some(2023), Some("产值23")));
        assert_eq!(parse("tax=a:b").unwrap().rule.property.as_deref(), Some("a:b"));
        assert_eq!(parse("tax=a=b").unwrap().rule.property.as_deref(), Some("a=b"));
        assert_eq!(parse("park=").unwrap().rule.property.as_deref(), Some(""));
        let only_unit = parse("tax=:亿元").unwrap().rule;
        assert_eq!((only_unit.property, only_unit.unit), (None, Some(WrittenUnit::Money(MoneyUnit::YiYuan))));
        assert!(parse("tax").is_err() && parse("nothing=a").is_err() && parse("tax=a:亩").is_err());
    }

    #[test]
    fn files_with_the_same_names_in_any_order_have_the_same_key() {
        assert_eq!(Mapping::key_of_headers(["b", "a"]), Mapping::key_of_headers(["a", "b", "a"]));
        assert_ne!(Mapping::key_of_headers(["ab"]), Mapping::key_of_headers(["a", "b"]));
    }
}
