//! Makes of what was read the one frozen table, its tags and its report.
//!
//! Owns the making of columns from raw cells; which property becomes which column is `columns`' choice.

use std::sync::Arc;

use super::ReadProgress;
use super::chunk::{Chunk, ChunkCells, ChunkColumn};
use super::keys::parcel_keys;
use super::place::Placed;
use crate::domain::field_names::{
    MatchLevel, Meaning, ModelWord, RouteWord, WrittenUnit, area_unit_from_word, is_an_export, meaning_beside_invested,
    model_from_word, needs_an_export, route_from_word,
};
use crate::domain::{
    Category, CategoryColumn, CategoryColumnBuilder, DateColumn, LandStatus, Measure, MeasureKey, NumberColumn,
    ParcelTable, ParcelTableParts, Quantity, Tags, TextColumn, TextField, Year,
};
use crate::io::columns::{
    Candidate, Choice, Mapping, UnitChoice, area_unit, choose, money_per_land_unit, money_unit, plain_unit, share_unit,
};
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::follow_ups_as_read;
use crate::io::import_report::{FoundColumn, Repaired, UnitEvidence, UnusedProperty};

/// What was read became.
pub(super) struct Frozen {
    pub(super) table: ParcelTable,
    pub(super) tags: Tags,
    pub(super) columns: Vec<FoundColumn>,
    pub(super) unused: Vec<UnusedProperty>,
    pub(super) repaired: Vec<Repaired>,
}

struct Freezer<'c> {
    /// The cells of each property, until a column is made of them.
    cells: Vec<ChunkCells>,
    feature_index: Vec<u32>,
    areas_m2: Vec<f64>,
    /// The unit of the registered area by row, where a column of the file names it.
    area_units: Option<CategoryColumn>,
    mapping: &'c Mapping,
    findings: &'c mut Findings,
}

/// Makes the table.
///
/// Once cancelled the columns still to come are left out: the caller throws the table away.
pub(super) fn freeze(
    chunk: Chunk,
    placed: Placed,
    findings: &mut Findings,
    mapping: &Mapping,
    progress: &ReadProgress,
) -> Frozen {
    let Placed { shapes, states, areas_m2, findings: of_outlines, repaired } = placed;
    findings.append(of_outlines);
    let Chunk { ids, feature_index, spans, columns: mut properties, .. } = chunk;
    let cells = properties.iter_mut().map(|each| std::mem::replace(&mut each.cells, ChunkCells::Ignored)).collect();
    let mut freezer = Freezer { cells, feature_index, areas_m2, area_units: None, mapping, findings };
    let mut parts = ParcelTableParts { status_words: mapping.status.clone(), ..ParcelTableParts::default() };
    let (columns, unused) = freezer.columns(properties, &mut parts, progress);
    let Freezer { feature_index, areas_m2, findings, .. } = freezer;
    let ids = ids.finish();
    let sources = [parts.texts.get(&TextField::ParcelCode), parts.texts.get(&TextField::UnitNumber), Some(&ids)];
    parts.keys = parcel_keys(&sources, &shapes, &feature_index, findings);
    (parts.spans, parts.shapes, parts.shape_states, parts.geometric_area_m2) = (spans, shapes, states, areas_m2);
    tell_unknown_statuses(&parts, &feature_index, findings);
    let tags = tags(&parts, &feature_index, findings);
    parts.feature_index = feature_index;
    let table = ParcelTable::freeze(parts);
    for row in follow_ups_as_read(&table).1 {
        let finding = Finding::of_feature(FindingKind::UnknownFollowUp, table.feature_index(row as usize));
        findings.add(finding.with_value(table.text_of(TextField::FollowUps, row as usize).unwrap_or_default()));
    }
    Frozen { table, tags, columns, unused, repaired }
}

impl Freezer<'_> {
    /// Fills the columns of `parts` and tells how each was found; properties of no column are listed.
    fn columns(
        &mut self,
        mut properties: Vec<ChunkColumn>,
        parts: &mut ParcelTableParts,
        progress: &ReadProgress,
    ) -> (Vec<FoundColumn>, Vec<UnusedProperty>) {
        tell_totals_from_parts(&mut properties);
        forget_tags_of_others(&mut properties);
        for name in self.mapping.properties().filter(|name| properties.iter().all(|each| *each.name != **name)) {
            self.findings.add(Finding::of_file(FindingKind::MappedPropertyMissing).in_field(name));
        }
        let candidates: Vec<Candidate<'_>> = properties
            .iter()
            .enumerate()
            .map(|(index, each)| Candidate { index, name: &each.name, header: each.header, filled: each.filled })
            .collect();
        let choices = choose(&candidates);
        let file_year = self.year(&choices, &properties);
        let unit_column = choices.iter().find(|choice| choice.found.meaning == Meaning::AreaUnit);
        self.area_units = unit_column.map(|choice| self.words(choice.taken.index));
        let explicit: Vec<(Meaning, Year)> =
            choices.iter().filter_map(|choice| Some((choice.found.meaning, choice.year?))).collect();
        let mut columns = Vec::new();
        let mut is_used = vec![false; properties.len()];
        for choice in choices.iter().take_while(|_| !progress.is_cancelled()) {
            let index = choice.taken.index;
            let property = &properties[index];
            if choice.is_tie {
                let others: Vec<&str> = choice.passed_over.iter().map(|other| other.name).collect();
                let finding = Finding::of_file(FindingKind::ColumnTie).in_field(Arc::clone(&property.name));
                self.findings.add(finding.with_value(&others.join(", ")));
            }
            let (mut unit, mut year) =
                (UnitChoice { unit: None, evidence: UnitEvidence::NotNeeded, finding: None, ratio: None }, None);
            match choice.found.meaning {
                Meaning::Measure(measure) => {
                    let takes_file_year = measure.is_of_a_year()
                        && file_year.is_some_and(|year| !explicit.contains(&(choice.found.meaning, year)));
                    year = choice.year.or(file_year.filter(|_| takes_file_year));
                    let numbers;
                    (unit, numbers) = self.measure(measure, property, index);
                    if let Some(numbers) = numbers {
                        parts.measures.insert(MeasureKey { measure, year }, numbers);
                    }
                }
                Meaning::Text(field) => {
                    parts.texts.insert(field, self.texts(index));
                }
                Meaning::Category(category) => {
                    parts.categories.insert(category, self.words(index));
                }
                Meaning::Date(field) => {
                    parts.dates.insert(field, self.days(index));
                }
                Meaning::AreaUnit | Meaning::Year => {}
            }
            if unit.finding == Some(FindingKind::UnitUnknown) {
                continue;
            }
            is_used[index] = true;
            columns.push(FoundColumn {
                meaning: choice.found.meaning,
                property: property.name.to_string(),
                unit: unit.unit.map(WrittenUnit::key),
                unit_by: unit.evidence,
                year,
                decided_by: choice.found.level,
                filled: property.filled,
                ratio: unit.ratio,
                passed_over: choice.passed_over.iter().map(|other| other.name.to_owned()).collect(),
            });
        }
        let unused = properties.iter().zip(is_used).filter(|(_, is_used)| !is_used);
        let unused = unused.map(|(each, _)| UnusedProperty { name: each.name.to_string(), filled: each.filled });
        (columns, unused.collect())
    }

    /// The one year of a year column; several are told.
    fn year(&mut self, choices: &[Choice<'_>], properties: &[ChunkColumn]) -> Option<Year> {
        let choice = choices.iter().find(|choice| choice.found.meaning == Meaning::Year)?;
        let property = &properties[choice.taken.index];
        let (values, _) = self.numbers(choice.taken.index);
        let mut years = values.into_iter().filter(|value| !value.is_nan());
        let first = years.next()?;
        if years.any(|year| year != first) {
            let finding = Finding::of_file(FindingKind::YearVaries).in_field(Arc::clone(&property.name));
            self.findings.add(finding);
            return None;
        }
        ((1950.0..=2100.0).contains(&first) && first.fract() == 0.0).then_some(first as Year)
    }

    /// The cells of a property over all rows. Each property becomes one column at most, so they can be taken.
    fn take_cells(&mut self, property: usize) -> ChunkCells {
        let mut cells = std::mem::replace(&mut self.cells[property], ChunkCells::Ignored);
        cells.pad(self.feature_index.len());
        cells
    }

    /// A property's numbers as written, over all rows, and those with a unit of their own by row.
    fn numbers(&mut self, property: usize) -> (Vec<f64>, Vec<(u32, f64, WrittenUnit)>) {
        match self.take_cells(property) {
            ChunkCells::Numbers(numbers, with_units) => (numbers, with_units),
            _ => (vec![f64::NAN; self.feature_index.len()], Vec::new()),
        }
    }

    fn texts(&mut self, property: usize) -> TextColumn {
        match self.take_cells(property) {
            ChunkCells::Texts(texts) => texts.finish(),
            _ => self.feature_index.iter().map(|_| None).collect(),
        }
    }

    fn words(&mut self, property: usize) -> CategoryColumn {
        let ChunkCells::Words(words) = self.take_cells(property) else { return self.no_words() };
        words.finish()
    }

    fn no_words(&self) -> CategoryColumn {
        let mut none = CategoryColumnBuilder::default();
        for _ in &self.feature_index {
            none.push(None);
        }
        none.finish()
    }

    fn days(&mut self, property: usize) -> DateColumn {
        match self.take_cells(property) {
            ChunkCells::Days(days) => DateColumn::from_days(days),
            _ => self.feature_index.iter().map(|_| None).collect(),
        }
    }

    /// Takes the registered areas out whose unit another column names; says in which unit they are if that is one.
    fn take_areas_with_units(
        &self,
        numbers: &mut [f64],
        with_units: &mut Vec<(u32, f64, WrittenUnit)>,
    ) -> Option<WrittenUnit> {
        let column = self.area_units.as_ref()?;
        let units: Vec<_> = column.words().iter().map(|word| area_unit_from_word(word)).collect();
        let mut used = Vec::new();
        for (row, number) in numbers.iter_mut().enumerate().filter(|(_, number)| !number.is_nan()) {
            if let Some(unit) = column.code(row).and_then(|code| units[code as usize]) {
                let unit = WrittenUnit::Area(unit);
                with_units.push((row as u32, std::mem::replace(number, f64::NAN), unit));
                if !used.contains(&unit) {
                    used.push(unit);
                }
            }
        }
        used.first().copied().filter(|_| used.len() == 1)
    }

    /// A column in the canonical unit of its measure; none if the unit cannot be told.
    fn measure(
        &mut self,
        measure: Measure,
        property: &ChunkColumn,
        index: usize,
    ) -> (UnitChoice, Option<NumberColumn>) {
        let (mut numbers, mut with_units) = self.numbers(index);
        let header = property.header.unit;
        let by_column = if measure == Measure::RegisteredArea && header.is_none() {
            self.take_areas_with_units(&mut numbers, &mut with_units)
        } else {
            None
        };
        let has_plain = numbers.iter().any(|number| !number.is_nan());
        let mut choice = match measure.quantity() {
            Quantity::Area => area_unit(measure, header, numbers.iter().copied().zip(self.areas_m2.iter().copied())),
            Quantity::Money => money_unit(header),
            Quantity::MoneyPerLand => money_per_land_unit(header),
            Quantity::Share => share_unit(header, numbers.iter().copied()),
            Quantity::Ratio | Quantity::Persons | Quantity::Tonnes => plain_unit(header),
        };
        if self.mapping.unit_of(&property.name, Meaning::Measure(measure), property.header.year).is_some() {
            choice.evidence = UnitEvidence::Chosen;
        }
        if by_column.is_some() && !has_plain {
            choice = UnitChoice { unit: by_column, evidence: UnitEvidence::Column, finding: None, ratio: None };
        }
        if !has_plain {
            // Every number brings its own unit, or there is none: nothing was assumed.
            choice.finding = None;
        }
        if let Some(kind) = choice.finding {
            self.findings.add(Finding::of_file(kind).in_field(Arc::clone(&property.name)));
        }
        if choice.finding == Some(FindingKind::UnitUnknown) {
            return (choice, None);
        }
        if let Some(unit) = choice.unit {
            for number in &mut numbers {
                *number = unit.to_canonical(*number);
            }
        }
        for (row, value, unit) in with_units {
            let row = row as usize;
            if unit.fits(measure.quantity()) {
                numbers[row] = unit.to_canonical(value);
            } else {
                let finding = Finding::of_feature(FindingKind::NotANumber, self.feature_index[row]);
                self.findings.add(finding.in_field(Arc::clone(&property.name)).with_value(&value.to_string()));
            }
        }
        for (row, number) in numbers.iter().enumerate() {
            // Output, tax or value added may well be negative in a bad year; land and persons may not.
            if *number < 0.0 && measure.quantity() != Quantity::Money {
                let finding = Finding::of_feature(FindingKind::NegativeNumber, self.feature_index[row]);
                self.findings.add(finding.in_field(Arc::clone(&property.name)).with_value(&number.to_string()));
            }
        }
        (choice, Some(NumberColumn::from_values(numbers)))
    }
}

/// 总投资 beside 已投资 is the total that this is a part of.
fn tell_totals_from_parts(properties: &mut [ChunkColumn]) {
    let invested = Meaning::Measure(Measure::Invested);
    if properties.iter().any(|each| each.filled > 0 && each.header.found.is_some_and(|f| f.meaning == invested)) {
        for found in properties.iter_mut().filter_map(|each| each.header.found.as_mut()) {
            if found.level != MatchLevel::Chosen {
                found.meaning = meaning_beside_invested(*found);
            }
        }
    }
}

/// A bare `model` or `route` is a tag where an export of this program wrote it, and anything elsewhere.
fn forget_tags_of_others(properties: &mut [ChunkColumn]) {
    if is_an_export(properties.iter().map(|each| &*each.name)) {
        return;
    }
    for header in properties.iter_mut().map(|each| &mut each.header) {
        header.found = header.found.filter(|&found| found.level == MatchLevel::Chosen || !needs_an_export(found));
    }
}

/// Whether neither the user nor the program knows a status word. A word the user called unknown is known.
fn is_unknown(parts: &ParcelTableParts, word: &str) -> bool {
    !parts.status_words.contains_key(word) && LandStatus::from_word(word) == LandStatus::Unknown
}

fn tell_unknown_statuses(parts: &ParcelTableParts, feature_index: &[u32], findings: &mut Findings) {
    let Some(column) = parts.categories.get(&Category::Status) else { return };
    let unknown: Vec<bool> = column.words().iter().map(|word| is_unknown(parts, word)).collect();
    for (row, &feature) in feature_index.iter().enumerate() {
        if let Some(code) = column.code(row)
            && unknown[code as usize]
        {
            let finding = Finding::of_feature(FindingKind::UnknownStatus, feature);
            findings.add(finding.with_value(&column.words()[code as usize]));
        }
    }
}

/// The tags of the rows, and words that are none.
fn tags(parts: &ParcelTableParts, feature_index: &[u32], findings: &mut Findings) -> Tags {
    let mut tags = Tags::untagged(feature_index.len());
    let mut unknown = |kind: FindingKind, row: usize, word: &str| {
        findings.add(Finding::of_feature(kind, feature_index[row]).with_value(word));
    };
    for (row, meaning, word) in words_of(parts, Category::Model, model_from_word) {
        match meaning {
            ModelWord::Model(model) => {
                tags.set(row, Some(model));
            }
            ModelWord::Unknown => unknown(FindingKind::UnknownModel, row, word),
            ModelWord::Untagged => {}
        }
    }
    for (row, meaning, word) in words_of(parts, Category::Route, route_from_word) {
        match meaning {
            RouteWord::Route(route) => tags.set_route(row, Some(route)),
            RouteWord::Unknown => unknown(FindingKind::UnknownRoute, row, word),
            RouteWord::Untagged => {}
        }
    }
    tags
}

/// The rows that have a word of a category, each with its meaning; that is told once a word.
fn words_of<M: Copy>(
    parts: &ParcelTableParts,
    category: Category,
    meaning: fn(&str) -> M,
) -> impl Iterator<Item = (usize, M, &str)> {
    let column = parts.categories.get(&category);
    let words = column.map_or(&[] as &[Arc<str>], CategoryColumn::words);
    let meanings: Vec<M> = words.iter().map(|word| meaning(word)).collect();
    let codes = column.into_iter().flat_map(|column| (0..column.codes().len()).map(|row| (row, column.code(row))));
    codes.filter_map(move |(row, code)| {
        let code = code? as usize;
        Some((row, meanings[code], &*words[code]))
    })
}
