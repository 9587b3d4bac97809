//! The mapping as it is being edited: one row a column, the words, and the trial reading of the first parcels.
//!
//! Knows nothing of windows. Invariant: an untouched form says what the file was read with, and the mapping it gives
//! holds only what differs from what would be found by evidence, or what was uncertain and is confirmed by applying it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::column_needs::{ColumnNeed, column_needs, needed_columns};
use super::document::Document;
use super::mapping_trial::{Trial, try_mapping};
use crate::analysis::FigureSettings;
use crate::analysis::judge::Rulebook;
use crate::domain::field_names::{MatchLevel, WrittenUnit};
use crate::domain::{Category, LandStatus, TableColumn, Year};
use crate::io::columns::{ColumnRule, Mapping, MappingFault, MissingWords};
use crate::io::import_report::{FoundColumn, UnitEvidence};
use crate::io::{FindingKind, ReadOptions, Sample};

/// One column of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormRow {
    /// The column, without its year.
    pub column: TableColumn,
    /// The property it comes from; none if it is not used.
    pub property: Option<String>,
    /// Its unit; none where there is none, or where it is told by evidence.
    pub unit: Option<WrittenUnit>,
    /// Its year.
    pub year: Option<Year>,
    /// What was found on reading.
    pub found: Option<FoundColumn>,
    /// Whether applying the form makes a rule of this row even if it is left as it is.
    confirm: bool,
}

impl FormRow {
    fn empty(column: TableColumn) -> Self {
        Self { column, property: None, unit: None, year: None, found: None, confirm: false }
    }

    fn as_found(&self) -> (Option<&str>, Option<WrittenUnit>, Option<Year>) {
        let found = self.found.as_ref();
        (
            found.map(|found| found.property.as_str()),
            found.and_then(|found| found.unit).and_then(WrittenUnit::from_name),
            found.and_then(|found| found.year),
        )
    }

    /// The column with its year.
    #[must_use]
    pub fn key(&self) -> TableColumn {
        self.column.of_year(self.year)
    }
}

/// A property of the file, with what can be seen of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyFact {
    /// Its name as written.
    pub name: String,
    /// Parcels with a value.
    pub filled: usize,
    /// Its first different values, as written.
    pub samples: Vec<String>,
}

/// The mapping being edited.
#[derive(Debug)]
pub struct MappingForm {
    /// The data set it is about.
    pub generation: u64,
    /// The columns.
    pub rows: Vec<FormRow>,
    /// The words for "nothing known", parted by spaces.
    pub missing: String,
    /// Status words nobody knows: word, parcels, what the user says it means.
    pub statuses: Vec<(String, usize, LandStatus)>,
    /// What wants a look.
    pub needs: Vec<ColumnNeed>,
    /// Every property of the file.
    pub properties: Vec<PropertyFact>,
    /// The first parcels, where they can be had.
    pub sample: Option<Arc<Sample>>,
    /// Parcels of the whole file.
    pub parcels: usize,
    options: ReadOptions,
    figures: FigureSettings,
    book: Arc<Rulebook>,
    before: Option<Trial>,
    after: Option<(Mapping, Option<Trial>)>,
}

impl MappingForm {
    /// The form for an open data set, as it was read.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let report = document.report();
        let mapping = document.options().mapping.clone().unwrap_or_default();
        let statuses = statuses(document, &mapping);
        let mut needs = column_needs(report, document.sample().map(Arc::as_ref));
        // The reader knows no rulebook: a word that this one knows is no question.
        let is_any_unknown = statuses.iter().any(|&(.., status)| status == LandStatus::Unknown);
        needs.retain(|need| *need != ColumnNeed::UnknownStatus || is_any_unknown);
        let mut rows: Vec<FormRow> = Vec::new();
        for found in &report.columns {
            let Some(column) = found.column() else { continue };
            let confirm = found.decided_by == MatchLevel::Chosen
                || matches!(found.unit_by, UnitEvidence::Chosen | UnitEvidence::Assumed)
                || needs.iter().any(
                    |need| matches!(need, ColumnNeed::Tie(each, _) | ColumnNeed::Fuzzy(each, _) if *each == column),
                );
            rows.push(FormRow {
                column: column.of_year(None),
                property: Some(found.property.clone()),
                unit: found.unit.and_then(WrittenUnit::from_name),
                year: found.year,
                found: Some(found.clone()),
                confirm,
            });
        }
        for column in needed_columns() {
            if rows.iter().all(|row| row.column != column) {
                rows.push(FormRow::empty(column));
            }
        }
        let weight = |row: &FormRow| needed_columns().iter().position(|each| *each == row.column).unwrap_or(9);
        rows.sort_by_key(weight);
        let mut options = document.options().clone();
        options.hash = false;
        // The sample lies where the file lies, whatever its own numbers would say.
        options.crs = Some(options.crs.unwrap_or(report.crs.crs));
        let (figures, book) = (document.view().figures, Arc::clone(&document.judging().book));
        let before = document
            .sample()
            .and_then(|sample| try_mapping(sample, &options, &mapping, (figures, &book), document.table().len()));
        Self {
            generation: document.generation(),
            rows,
            missing: mapping.missing.words.join(" "),
            statuses,
            needs,
            properties: properties(document),
            sample: document.sample().cloned(),
            parcels: document.table().len(),
            options,
            figures,
            book,
            before,
            after: None,
        }
    }

    /// Puts a mapping into the form, as from a file.
    pub fn take(&mut self, mapping: &Mapping) {
        for (&column, rule) in &mapping.columns {
            let year = column.year().or(rule.year);
            let column = column.of_year(None);
            let place = self.rows.iter().position(|row| row.column == column && row.year == year);
            let place = place.or_else(|| self.rows.iter().position(|row| row.column == column && year.is_none()));
            let place = place.unwrap_or_else(|| {
                self.rows.push(FormRow { year, ..FormRow::empty(column) });
                self.rows.len() - 1
            });
            let row = &mut self.rows[place];
            if let Some(property) = &rule.property {
                row.property = Some(property.clone()).filter(|property| !property.is_empty());
            }
            row.unit = rule.unit.or(row.unit);
            row.confirm = true;
        }
        self.missing = mapping.missing.words.join(" ");
        for (word, status) in &mapping.status {
            match self.statuses.iter_mut().find(|(each, ..)| each == word) {
                Some(held) => held.2 = *status,
                None => self.statuses.push((word.clone(), 0, *status)),
            }
        }
    }

    /// Adds a row for a column.
    pub fn add(&mut self, column: TableColumn) {
        self.rows.push(FormRow::empty(column));
    }

    /// The mapping the form says.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        let mut columns = BTreeMap::new();
        for row in &self.rows {
            let (property, unit, year) = row.as_found();
            let same = (row.property.as_deref(), row.unit, row.year) == (property, unit, year);
            if same && !row.confirm {
                continue;
            }
            match (&row.property, property) {
                (Some(property), _) => {
                    let rule = ColumnRule { property: Some(property.clone()), unit: row.unit, year: None };
                    columns.insert(row.key(), rule);
                }
                (None, Some(_)) => {
                    let rule = ColumnRule { property: Some(String::new()), ..ColumnRule::default() };
                    columns.insert(row.column.of_year(year), rule);
                }
                (None, None) => {}
            }
        }
        let words = self.missing.split_whitespace().map(str::to_owned).collect();
        let status = self.statuses.iter().filter(|(.., status)| *status != LandStatus::Unknown);
        let status = status.map(|(word, _, status)| (word.clone(), *status)).collect();
        Mapping { columns, missing: MissingWords { words }, status }
    }

    /// What is wrong with the form, if anything is.
    pub fn check(&self) -> Result<(), MappingFault> {
        let mut seen = std::collections::BTreeSet::new();
        for row in self.rows.iter().filter(|row| row.property.is_some()) {
            if !seen.insert(row.key()) {
                return Err(MappingFault::ColumnTwice(row.key()));
            }
        }
        self.mapping().check()
    }

    /// The first parcels as the file was read.
    #[must_use]
    pub fn before(&self) -> Option<&Trial> {
        self.before.as_ref()
    }

    /// The first parcels as the form would have them read; read again only when the form says something else.
    pub fn after(&mut self) -> Option<&Trial> {
        let mapping = self.mapping();
        if self.after.as_ref().is_none_or(|(held, _)| *held != mapping) {
            let sample = self.sample.clone();
            let by = (self.figures, &*self.book);
            let trial = sample.and_then(|sample| try_mapping(&sample, &self.options, &mapping, by, self.parcels));
            self.after = Some((mapping, trial));
        }
        self.after.as_ref().and_then(|(_, trial)| trial.as_ref())
    }

    /// How a row's property is understood: as the form says if that was tried, else as the file was read.
    #[must_use]
    pub fn understood(&self, row: &FormRow) -> Option<&FoundColumn> {
        let property = row.property.as_deref()?;
        let tried = self.after.as_ref().and_then(|(_, trial)| trial.as_ref());
        let in_trial = tried.and_then(|trial| trial.report.columns.iter().find(|found| found.property == property));
        let as_read = || self.rows.iter().filter_map(|row| row.found.as_ref()).find(|found| found.property == property);
        in_trial.or_else(as_read)
    }

    /// Whether the unit the form says contradicts the drawn areas of the first parcels.
    #[must_use]
    pub fn is_contradicted(&self, property: &str) -> bool {
        let tried = self.after.as_ref().and_then(|(_, trial)| trial.as_ref());
        tried.is_some_and(|trial| {
            let findings = trial.report.findings.examples().iter();
            findings
                .filter(|each| each.kind == FindingKind::UnitContradicted)
                .any(|each| each.field.as_deref() == Some(property))
        })
    }

    /// What can be seen of a property.
    #[must_use]
    pub fn fact(&self, property: &str) -> Option<&PropertyFact> {
        self.properties.iter().find(|fact| fact.name == property)
    }
}

fn properties(document: &Document) -> Vec<PropertyFact> {
    let samples = |name: &str| {
        let sample = document.sample().map(|sample| sample.values(name, 4));
        sample.unwrap_or_default().into_iter().map(str::to_owned).collect()
    };
    let of = |(name, filled): (&str, usize)| PropertyFact { name: name.to_owned(), filled, samples: samples(name) };
    document.report().properties().map(of).collect()
}

/// The status words that only the user knows: those neither the rulebook nor the program knows, and those he mapped.
fn statuses(document: &Document, mapping: &Mapping) -> Vec<(String, usize, LandStatus)> {
    let Some(column) = document.table_as_read().category(Category::Status) else { return Vec::new() };
    let mut counts = vec![0; column.words().len()];
    for &code in column.codes() {
        if let Some(count) = counts.get_mut(code as usize) {
            *count += 1;
        }
    }
    let known = document.judging().book.status_words();
    let words = column
        .words()
        .iter()
        .zip(counts)
        .filter(|(word, _)| mapping.status.contains_key(&***word) || known.status_of(word) == LandStatus::Unknown);
    let status = |word: &str| document.table_as_read().status_of_word(word, &known);
    words.map(|(word, count)| (word.to_string(), count, status(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::{Measure, MeasureKey};
    use std::path::Path;

    #[test]
    fn a_status_word_that_the_rulebook_knows_is_no_question() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.geojson");
        let feature =
            r#"{"type":"Feature","geometry":null,"properties":{"宗地代码":"370215001001GB00001","建设状态":"停摆"}}"#;
        std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#)).unwrap();
        let request = super::super::LoadRequest::new(crate::io::Source::Path(path));
        let mut document = Document::new(super::super::load(request, &crate::io::ReadProgress::default()).unwrap(), 1);
        let asked = |document: &Document| {
            let form = MappingForm::new(document);
            (form.statuses.len(), form.needs.contains(&ColumnNeed::UnknownStatus))
        };
        assert_eq!(asked(&document), (1, true));
        let mut book = (*document.judging().book).clone();
        book.words.status.get_mut(&LandStatus::Suspended).unwrap().push("停摆".to_owned());
        document.set_rulebook(Arc::new(book), None);
        assert_eq!(asked(&document), (0, false));
        assert_eq!(document.figures().status(0), LandStatus::Suspended);
    }

    fn form() -> MappingForm {
        MappingForm::new(&Document::new(loaded_sample(), 1))
    }

    #[test]
    fn an_untouched_form_of_a_tidy_file_says_nothing_and_asks_nothing() {
        let mut form = form();
        assert_eq!(form.needs, []);
        assert!(form.mapping().is_empty(), "{:?}", form.mapping());
        assert_eq!(form.check(), Ok(()));
        let land = form.before().unwrap().land_mu;
        assert_eq!(form.after().unwrap().land_mu, land);
    }

    #[test]
    fn a_row_that_is_changed_becomes_a_rule_and_the_trial_follows_it() {
        let mut form = form();
        let place = form.rows.iter().position(|row| row.column.key() == "registered_area").unwrap();
        let property = form.rows[place].property.clone().unwrap();
        form.rows[place].unit = Some(WrittenUnit::from_name("ft2").unwrap());
        let rule = form.mapping().columns.into_values().next().unwrap();
        assert_eq!((rule.property, rule.unit), (Some(property.clone()), form.rows[place].unit));
        let before = form.before().unwrap().land_mu;
        assert_ne!(form.after().unwrap().land_mu, before);
        assert!(form.is_contradicted(&property));
        form.rows[place].property = None;
        let rule = form.mapping().columns.into_values().next().unwrap();
        assert_eq!(rule.property.as_deref(), Some(""), "taken away");
    }

    #[test]
    fn a_mapping_taken_from_a_file_is_the_mapping_the_form_says() {
        let mut form = form();
        let text = "[columns.\"tax@2019\"]\nproperty = \"x\"\nunit = \"万元\"\n[missing]\nwords = [\"零\"]\n[status]\n\"搬迁\" = \"suspended\"";
        let mapping = Mapping::from_toml(text, Path::new("m.toml")).unwrap();
        form.take(&mapping);
        assert_eq!(form.mapping(), mapping);
        form.add(TableColumn::Measure(MeasureKey { measure: Measure::Tax, year: None }));
        let last = form.rows.len() - 1;
        form.rows[last].property = Some("y".to_owned());
        form.rows[last].year = Some(2019);
        assert!(matches!(form.check(), Err(MappingFault::ColumnTwice(_))));
    }
}
