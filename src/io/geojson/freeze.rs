//! Joins the chunks, in file order, into the one frozen table, its tags and its report.
//!
//! Owns the joining of columns over chunks; which property becomes which column is `columns`' choice.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::ReadProgress;
use super::chunk::{Chunk, ChunkCells};
use super::keys::parcel_keys;
use super::place::Placed;
use crate::domain::field_names::{
    Header, MatchLevel, Meaning, ModelWord, WrittenUnit, area_unit_from_word, meaning_beside_invested, model_from_word,
};
use crate::domain::{
    Category, CategoryColumn, CategoryColumnBuilder, DateColumn, LandStatus, Measure, MeasureKey, NumberColumn,
    ParcelTable, ParcelTableParts, Quantity, ShapesBuilder, Tags, TextColumn, TextColumnBuilder, TextField, Year,
};
use crate::io::columns::{
    Candidate, Choice, Mapping, UnitChoice, area_unit, choose, money_unit, plain_unit, share_unit,
};
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::import_report::{FoundColumn, Repaired, UnitEvidence, UnusedProperty};

/// What the chunks became.
pub(super) struct Frozen {
    pub(super) table: ParcelTable,
    pub(super) tags: Tags,
    pub(super) columns: Vec<FoundColumn>,
    pub(super) unused: Vec<UnusedProperty>,
    pub(super) repaired: Vec<Repaired>,
}

/// One property over all chunks.
struct Property {
    name: Arc<str>,
    header: Header,
    filled: usize,
    /// Its place in each chunk that has it: (chunk, column).
    places: Vec<(usize, usize)>,
}

struct Joiner<'c> {
    chunks: &'c mut [Chunk],
    rows: usize,
    properties: Vec<Property>,
    feature_index: Vec<u32>,
    areas_m2: Vec<f64>,
    /// The unit of the registered area by row, where a column of the file names it.
    area_units: Option<CategoryColumn>,
    mapping: &'c Mapping,
    findings: &'c mut Findings,
}

/// Joins the chunks.
///
/// Once cancelled the columns still to come are left out: the caller throws the table away.
pub(super) fn freeze(
    chunks: &mut [Chunk],
    placed: Vec<Placed>,
    findings: &mut Findings,
    mapping: &Mapping,
    progress: &ReadProgress,
) -> Frozen {
    let mut shapes = ShapesBuilder::default();
    let (mut states, mut areas_m2, mut ids) = (Vec::new(), Vec::new(), TextColumnBuilder::default());
    let mut repaired = Vec::new();
    for placed in placed {
        shapes.append(&placed.shapes);
        states.extend(placed.states);
        areas_m2.extend(placed.areas_m2);
        findings.append(placed.findings);
        repaired.extend(placed.repaired);
    }
    for chunk in &mut *chunks {
        ids.append(&std::mem::take(&mut chunk.ids).finish());
    }
    let feature_index: Vec<u32> = chunks.iter().flat_map(|chunk| chunk.feature_index.iter().copied()).collect();
    let (rows, properties) = (feature_index.len(), properties(chunks));
    let mut joiner = Joiner { chunks, rows, properties, feature_index, areas_m2, area_units: None, mapping, findings };
    let mut parts = ParcelTableParts { status_words: mapping.status.clone(), ..ParcelTableParts::default() };
    let (columns, unused) = joiner.columns(&mut parts, progress);
    let Joiner { chunks, feature_index, areas_m2, findings, .. } = joiner;
    let shapes = shapes.finish();
    let ids = ids.finish();
    let sources = [parts.texts.get(&TextField::ParcelCode), parts.texts.get(&TextField::UnitNumber), Some(&ids)];
    parts.keys = parcel_keys(&sources, &shapes, &feature_index, findings);
    parts.spans = chunks.iter().flat_map(|chunk| chunk.spans.iter().copied()).collect();
    (parts.shapes, parts.shape_states, parts.geometric_area_m2) = (shapes, states, areas_m2);
    tell_unknown_statuses(&parts, &feature_index, findings);
    let tags = tags(&parts, &feature_index, findings);
    parts.feature_index = feature_index;
    Frozen { table: ParcelTable::freeze(parts), tags, columns, unused, repaired }
}

fn properties(chunks: &[Chunk]) -> Vec<Property> {
    let mut by_name: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    let mut properties: Vec<Property> = Vec::new();
    for (number, chunk) in chunks.iter().enumerate() {
        for (place, column) in chunk.columns.iter().enumerate() {
            let index = *by_name.entry(Arc::clone(&column.name)).or_insert_with(|| {
                let (name, header) = (Arc::clone(&column.name), column.header);
                properties.push(Property { name, header, filled: 0, places: Vec::new() });
                properties.len() - 1
            });
            properties[index].filled += column.filled;
            properties[index].places.push((number, place));
        }
    }
    properties
}

impl Joiner<'_> {
    /// Fills the columns of `parts` and tells how each was found; properties of no column are listed.
    fn columns(
        &mut self,
        parts: &mut ParcelTableParts,
        progress: &ReadProgress,
    ) -> (Vec<FoundColumn>, Vec<UnusedProperty>) {
        let mut properties = std::mem::take(&mut self.properties);
        tell_totals_from_parts(&mut properties);
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
        self.area_units = unit_column.map(|choice| self.words(&properties[choice.taken.index]));
        let explicit: Vec<(Meaning, Year)> =
            choices.iter().filter_map(|choice| Some((choice.found.meaning, choice.year?))).collect();
        let mut columns = Vec::new();
        let mut is_used = vec![false; properties.len()];
        for choice in choices.iter().take_while(|_| !progress.is_cancelled()) {
            let property = &properties[choice.taken.index];
            if choice.is_tie {
                let others: Vec<&str> = choice.passed_over.iter().map(|other| other.name).collect();
                let finding = Finding::of_file(FindingKind::ColumnTie).in_field(Arc::clone(&property.name));
                self.findings.add(finding.with_value(&others.join(", ")));
            }
            let (mut unit, mut year) =
                (UnitChoice { unit: None, evidence: UnitEvidence::NotNeeded, finding: None, ratio: None }, None);
            match choice.found.meaning {
                Meaning::Measure(measure) => {
                    let takes_file_year = belongs_to_a_year(measure)
                        && file_year.is_some_and(|year| !explicit.contains(&(choice.found.meaning, year)));
                    year = choice.year.or(file_year.filter(|_| takes_file_year));
                    let numbers;
                    (unit, numbers) = self.measure(measure, property);
                    if let Some(numbers) = numbers {
                        parts.measures.insert(MeasureKey { measure, year }, numbers);
                    }
                }
                Meaning::Text(field) => {
                    parts.texts.insert(field, self.texts(property));
                }
                Meaning::Category(category) => {
                    parts.categories.insert(category, self.words(property));
                }
                Meaning::Date(field) => {
                    parts.dates.insert(field, self.days(property));
                }
                Meaning::AreaUnit | Meaning::Year => {}
            }
            if unit.finding == Some(FindingKind::UnitUnknown) {
                continue;
            }
            is_used[choice.taken.index] = true;
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
    fn year(&mut self, choices: &[Choice<'_>], properties: &[Property]) -> Option<Year> {
        let choice = choices.iter().find(|choice| choice.found.meaning == Meaning::Year)?;
        let property = &properties[choice.taken.index];
        let (values, _) = self.numbers(property);
        let mut years = values.into_iter().filter(|value| !value.is_nan());
        let first = years.next()?;
        if years.any(|year| year != first) {
            let finding = Finding::of_file(FindingKind::YearVaries).in_field(Arc::clone(&property.name));
            self.findings.add(finding);
            return None;
        }
        ((1950.0..=2100.0).contains(&first) && first.fract() == 0.0).then_some(first as Year)
    }

    /// A property's numbers as written, over all rows, and those with a unit of their own by row.
    fn numbers(&mut self, property: &Property) -> (Vec<f64>, Vec<(usize, f64, WrittenUnit)>) {
        let mut numbers = Vec::with_capacity(self.rows);
        let mut with_units = Vec::new();
        for (chunk, column) in places(self.chunks, property) {
            let start = numbers.len();
            if let Some(ChunkCells::Numbers(values, units)) = column.map(|column| &chunk.columns[column].cells) {
                numbers.extend_from_slice(values);
                with_units.extend(units.iter().map(|&(row, value, unit)| (start + row as usize, value, unit)));
            }
            numbers.resize(start + chunk.len(), f64::NAN);
        }
        (numbers, with_units)
    }

    fn texts(&mut self, property: &Property) -> TextColumn {
        let mut joined = TextColumnBuilder::default();
        for (chunk, column) in places(self.chunks, property) {
            // Each property becomes one column at most, so its cells can be taken.
            let cells = column.map(|column| std::mem::replace(&mut chunk.columns[column].cells, ChunkCells::Ignored));
            match cells {
                Some(ChunkCells::Texts(values)) => joined.append(&values.finish()),
                _ => (0..chunk.len()).for_each(|_| joined.push(None)),
            }
        }
        joined.finish()
    }

    fn words(&mut self, property: &Property) -> CategoryColumn {
        let mut joined = CategoryColumnBuilder::default();
        for (chunk, column) in places(self.chunks, property) {
            // Each property becomes one column at most, so its cells can be taken.
            let cells = column.map(|column| std::mem::replace(&mut chunk.columns[column].cells, ChunkCells::Ignored));
            match cells {
                Some(ChunkCells::Words(values, _)) => joined.append(&values.finish()),
                _ => (0..chunk.len()).for_each(|_| joined.push(None)),
            }
        }
        joined.finish()
    }

    fn days(&mut self, property: &Property) -> DateColumn {
        let mut joined = Vec::with_capacity(self.rows);
        for (chunk, column) in places(self.chunks, property) {
            let start = joined.len();
            if let Some(ChunkCells::Days(days)) = column.map(|column| &chunk.columns[column].cells) {
                joined.extend_from_slice(days);
            }
            joined.resize(start + chunk.len(), DateColumn::MISSING);
        }
        DateColumn::from_days(joined)
    }

    /// Takes the registered areas out whose unit another column names; says in which unit they are if that is one.
    fn take_areas_with_units(
        &self,
        numbers: &mut [f64],
        with_units: &mut Vec<(usize, f64, WrittenUnit)>,
    ) -> Option<WrittenUnit> {
        let column = self.area_units.as_ref()?;
        let units: Vec<_> = column.words().iter().map(|word| area_unit_from_word(word)).collect();
        let mut used = Vec::new();
        for (row, number) in numbers.iter_mut().enumerate().filter(|(_, number)| !number.is_nan()) {
            if let Some(unit) = column.code(row).and_then(|code| units[code as usize]) {
                let unit = WrittenUnit::Area(unit);
                with_units.push((row, std::mem::replace(number, f64::NAN), unit));
                if !used.contains(&unit) {
                    used.push(unit);
                }
            }
        }
        used.first().copied().filter(|_| used.len() == 1)
    }

    /// A column in the canonical unit of its measure; none if the unit cannot be told.
    fn measure(&mut self, measure: Measure, property: &Property) -> (UnitChoice, Option<NumberColumn>) {
        let (mut numbers, mut with_units) = self.numbers(property);
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
fn tell_totals_from_parts(properties: &mut [Property]) {
    let invested = Meaning::Measure(Measure::Invested);
    if properties.iter().any(|each| each.filled > 0 && each.header.found.is_some_and(|f| f.meaning == invested)) {
        for found in properties.iter_mut().filter_map(|each| each.header.found.as_mut()) {
            if found.level != MatchLevel::Chosen {
                found.meaning = meaning_beside_invested(*found);
            }
        }
    }
}

/// Every chunk with the property's place in it, if it has it there.
fn places<'s>(
    chunks: &'s mut [Chunk],
    property: &'s Property,
) -> impl Iterator<Item = (&'s mut Chunk, Option<usize>)> + 's {
    let mut places = property.places.iter().peekable();
    chunks
        .iter_mut()
        .enumerate()
        .map(move |(number, chunk)| (chunk, places.next_if(|(place, _)| *place == number).map(|&(_, column)| column)))
}

/// Whether a measure is of a year, so that a year column applies to it; land, floors and capital stay.
fn belongs_to_a_year(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Output
            | Measure::Revenue
            | Measure::Tax
            | Measure::ValueAdded
            | Measure::Employees
            | Measure::Energy
            | Measure::Pollutants
            | Measure::RdExpense
            | Measure::MainRevenue
    )
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

fn tags(parts: &ParcelTableParts, feature_index: &[u32], findings: &mut Findings) -> Tags {
    let mut tags = Tags::untagged(feature_index.len());
    let Some(column) = parts.categories.get(&Category::Model) else { return tags };
    let meanings: BTreeMap<u32, ModelWord> =
        (0..).zip(column.words()).map(|(code, word)| (code, model_from_word(word))).collect();
    for (row, &feature) in feature_index.iter().enumerate() {
        let Some(code) = column.code(row) else { continue };
        match meanings.get(&code) {
            Some(ModelWord::Model(model)) => {
                tags.set(row, Some(*model));
            }
            Some(ModelWord::Unknown) => {
                let finding = Finding::of_feature(FindingKind::UnknownModel, feature);
                findings.add(finding.with_value(&column.words()[code as usize]));
            }
            Some(ModelWord::Untagged) | None => {}
        }
    }
    tags
}
