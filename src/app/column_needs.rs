//! What about a file's columns a person should look at before trusting its figures.
//!
//! Owns the question "is anything needed missing or uncertain"; the answer is given in the mapping form.

use crate::domain::field_names::{MatchLevel, NumberText, WrittenUnit};
use crate::domain::{Category, Measure, MeasureKey, Quantity, TableColumn};
use crate::io::columns::column_of;
use crate::io::import_report::UnitEvidence;
use crate::io::{FindingKind, ImportReport, Sample};
use crate::locale::Lang;

/// Something to look at.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnNeed {
    /// No property was recognised as this column, and there are some it could be.
    Missing(TableColumn),
    /// No unit is written; this one was assumed.
    UnitAssumed(TableColumn, String, Option<WrittenUnit>),
    /// The unit in the header and the drawn areas contradict each other.
    UnitContradicted(String),
    /// The unit cannot be told; the property is not used.
    UnitUnknown(String),
    /// Several properties fit equally well.
    Tie(TableColumn, String),
    /// The name was recognised only loosely.
    Fuzzy(TableColumn, String),
    /// Words of the status column that nobody mapped.
    UnknownStatus,
}

/// The columns without which the figures this product exists for cannot be made.
#[must_use]
pub fn needed_columns() -> [TableColumn; 4] {
    let measure = |measure| TableColumn::Measure(MeasureKey { measure, year: None });
    [
        measure(Measure::RegisteredArea),
        measure(Measure::Output),
        measure(Measure::Tax),
        TableColumn::Category(Category::Park),
    ]
}

/// What there is to look at, the weightiest first.
#[must_use]
pub fn column_needs(report: &ImportReport, sample: Option<&Sample>) -> Vec<ColumnNeed> {
    let mut needs = Vec::new();
    let told = |kind: FindingKind| report.findings.examples().iter().filter(move |finding| finding.kind == kind);
    let fields = |kind| told(kind).filter_map(|finding| finding.field.as_deref().map(str::to_owned));
    needs.extend(fields(FindingKind::UnitUnknown).map(ColumnNeed::UnitUnknown));
    needs.extend(fields(FindingKind::UnitContradicted).map(ColumnNeed::UnitContradicted));
    for found in &report.columns {
        let Some(column) = found.column() else { continue };
        if found.unit_by == UnitEvidence::Assumed && fields(FindingKind::UnitAssumed).any(|name| name == found.property)
        {
            let unit = found.unit.and_then(WrittenUnit::from_name);
            needs.push(ColumnNeed::UnitAssumed(column, found.property.clone(), unit));
        }
    }
    for wanted in needed_columns() {
        let is_found = report.columns.iter().any(|found| column_of(found.meaning) == Some(wanted));
        let could_be = || {
            let mut unused = report.unused.iter().filter(|property| property.filled > 0);
            unused.any(|property| sample.is_some_and(|sample| could_hold(wanted, sample, &property.name)))
        };
        let is_land = wanted == needed_columns()[0];
        // Land is measured from the outlines where it is not registered.
        let is_measured = is_land && report.area_m2_total > 0.0;
        if !is_found && !is_measured && could_be() {
            needs.push(ColumnNeed::Missing(wanted));
        }
    }
    for found in &report.columns {
        let Some(column) = found.column() else { continue };
        let is_tie = fields(FindingKind::ColumnTie).any(|name| name == found.property);
        if is_tie && found.decided_by != MatchLevel::Chosen {
            needs.push(ColumnNeed::Tie(column, found.property.clone()));
        }
        if found.decided_by == MatchLevel::Fuzzy && needed_columns().contains(&column.of_year(None)) {
            needs.push(ColumnNeed::Fuzzy(column, found.property.clone()));
        }
    }
    if report.findings.count(FindingKind::UnknownStatus) > 0 {
        needs.push(ColumnNeed::UnknownStatus);
    }
    needs
}

/// Whether a property of the sample has values a column could be made of.
fn could_hold(column: TableColumn, sample: &Sample, property: &str) -> bool {
    let values = sample.values(property, 20);
    let is_number = |value: &&str| matches!(NumberText::parse(value), NumberText::Number(_) | NumberText::WithUnit(..));
    let numbers = values.iter().filter(|value| is_number(value)).count();
    match column {
        TableColumn::Measure(_) => numbers > 0,
        // A word that comes again is a group; a word of every parcel's own is a name.
        _ => numbers == 0 && !values.is_empty() && values.len() < sample.len().max(2),
    }
}

/// The unit a column's numbers can be in, the commonest first.
#[must_use]
pub fn units_of(column: TableColumn) -> Vec<WrittenUnit> {
    match column {
        TableColumn::Measure(key) if key.measure.quantity() != Quantity::Ratio => {
            WrittenUnit::of_quantity(key.measure.quantity()).collect()
        }
        _ => Vec::new(),
    }
}

impl ColumnNeed {
    /// One sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Missing(column) => lang.text_with("need-missing", [("column", lang.table_column(*column).into())]),
            Self::UnitAssumed(column, property, unit) => {
                let unit = unit.map_or_else(String::new, |unit| lang.written_unit(unit));
                lang.text_with(
                    "need-unit-assumed",
                    [
                        ("column", lang.table_column(*column).into()),
                        ("property", property.as_str().into()),
                        ("unit", unit.into()),
                    ],
                )
            }
            Self::UnitContradicted(property) => {
                lang.text_with("need-unit-contradicted", [("property", property.as_str().into())])
            }
            Self::UnitUnknown(property) => {
                lang.text_with("need-unit-unknown", [("property", property.as_str().into())])
            }
            Self::Tie(column, property) => lang.text_with(
                "need-tie",
                [("column", lang.table_column(*column).into()), ("property", property.as_str().into())],
            ),
            Self::Fuzzy(column, property) => lang.text_with(
                "need-fuzzy",
                [("column", lang.table_column(*column).into()), ("property", property.as_str().into())],
            ),
            Self::UnknownStatus => lang.text("need-unknown-status").into_owned(),
        }
    }
}
