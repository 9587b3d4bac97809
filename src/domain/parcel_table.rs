//! The immutable, columnar parcel table: one row a parcel, in file order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Category, Measure, MeasureKey, ShapeState, Shapes, TextColumn, TextField, Year};

/// A column of numbers in the canonical unit of its measure; missing is NaN inside and `None` outside, never 0.
#[derive(Clone, Debug, Default)]
pub struct NumberColumn {
    values: Vec<f64>,
}

impl NumberColumn {
    /// A column from raw values in which NaN stands for missing.
    #[must_use]
    pub fn from_values(values: Vec<f64>) -> Self {
        Self { values }
    }

    /// The value of `row`, or `None` where it is missing.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().filter(|value| !value.is_nan())
    }

    /// The raw values, NaN for missing.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many rows have a value.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.values.iter().filter(|value| !value.is_nan()).count()
    }
}

impl FromIterator<Option<f64>> for NumberColumn {
    fn from_iter<I: IntoIterator<Item = Option<f64>>>(values: I) -> Self {
        Self { values: values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect() }
    }
}

/// A column of repeated words: a dictionary and one code a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryColumn {
    words: Vec<Arc<str>>,
    codes: Vec<u32>,
}

impl CategoryColumn {
    /// The code of a row without a word.
    pub const MISSING: u32 = u32::MAX;

    /// The distinct words, in order of first appearance; a code is an index into them.
    #[must_use]
    pub fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// One code a row; [`Self::MISSING`] where there is no word.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The code of `row`, or `None` where it is missing.
    #[must_use]
    pub fn code(&self, row: usize) -> Option<u32> {
        self.codes.get(row).copied().filter(|&code| code != Self::MISSING)
    }

    /// The word of `row`, or `None` where it is missing.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&Arc<str>> {
        self.words.get(self.code(row)? as usize)
    }

    /// The given rows, in the given order, over the same dictionary; a row past the end is missing.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        let code_of = |&row: &u32| self.codes.get(row as usize).copied().unwrap_or(Self::MISSING);
        Self { words: self.words.clone(), codes: rows.iter().map(code_of).collect() }
    }
}

/// Builds a [`CategoryColumn`] row by row, or from chunks built elsewhere.
#[derive(Clone, Debug, Default)]
pub struct CategoryColumnBuilder {
    column: CategoryColumn,
    code_of: FxHashMap<Arc<str>, u32>,
}

impl CategoryColumnBuilder {
    /// Adds the next row's word; an empty one is missing.
    pub fn push(&mut self, word: Option<&str>) {
        let code = match word.filter(|word| !word.is_empty()) {
            None => CategoryColumn::MISSING,
            Some(word) => self.code_for(word),
        };
        self.column.codes.push(code);
    }

    fn code_for(&mut self, word: &str) -> u32 {
        if let Some(&code) = self.code_of.get(word) {
            return code;
        }
        let word: Arc<str> = word.into();
        let code = self.column.words.len() as u32;
        self.column.words.push(Arc::clone(&word));
        self.code_of.insert(word, code);
        code
    }

    /// Adds all rows of `other` behind the present ones.
    pub fn append(&mut self, other: &CategoryColumn) {
        let codes: Vec<u32> = other.words.iter().map(|word| self.code_for(word)).collect();
        self.column.codes.extend(
            other.codes.iter().map(|&code| codes.get(code as usize).copied().unwrap_or(CategoryColumn::MISSING)),
        );
    }

    /// The finished column.
    #[must_use]
    pub fn finish(self) -> CategoryColumn {
        self.column
    }
}

/// Where a feature stands in its source file: `offset` in bytes from the start, `len` in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByteSpan {
    /// First byte of the feature object's `{`.
    pub offset: u64,
    /// Bytes up to and including its `}`.
    pub len: u32,
}

/// What a reader hands over to be frozen into a [`ParcelTable`]. Every column has one entry a parcel.
#[derive(Clone, Debug, Default)]
pub struct ParcelTableParts {
    /// Index of each parcel's feature in its file, counting every feature from 0.
    pub feature_index: Vec<u32>,
    /// Where each parcel's feature stands in the file.
    pub spans: Vec<ByteSpan>,
    /// Stable parcel keys, unique.
    pub keys: TextColumn,
    /// Outlines in longitude and latitude.
    pub shapes: Shapes,
    /// What is known of each outline.
    pub shape_states: Vec<ShapeState>,
    /// Area of each outline on the CGCS2000 ellipsoid, m²; NaN without a valid shape.
    pub geometric_area_m2: Vec<f64>,
    /// Free texts.
    pub texts: BTreeMap<TextField, TextColumn>,
    /// Repeated words.
    pub categories: BTreeMap<Category, CategoryColumn>,
    /// Numbers, by measure and year, in canonical units.
    pub measures: BTreeMap<MeasureKey, NumberColumn>,
}

/// All parcels of one file, frozen. Cheap to share: clone the `Arc` around it.
#[derive(Clone, Debug, Default)]
pub struct ParcelTable {
    parts: ParcelTableParts,
}

impl ParcelTable {
    /// Freezes the parts.
    ///
    /// # Panics
    /// If a column's length is not the number of parcels: a fault of the reader, never of a file.
    #[must_use]
    pub fn freeze(parts: ParcelTableParts) -> Self {
        let len = parts.feature_index.len();
        assert_eq!(parts.spans.len(), len, "spans");
        assert_eq!(parts.keys.len(), len, "keys");
        assert_eq!(parts.shapes.len(), len, "shapes");
        assert_eq!(parts.shape_states.len(), len, "shape states");
        assert_eq!(parts.geometric_area_m2.len(), len, "areas");
        assert!(parts.texts.values().all(|column| column.len() == len), "texts");
        assert!(parts.categories.values().all(|column| column.codes.len() == len), "categories");
        assert!(parts.measures.values().all(|column| column.values.len() == len), "measures");
        Self { parts }
    }

    /// How many parcels there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.feature_index.len()
    }

    /// Whether there are no parcels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The index of a parcel's feature in its file, counting every feature from 0.
    #[must_use]
    pub fn feature_index(&self, row: usize) -> u32 {
        self.parts.feature_index[row]
    }

    /// The row of a feature of the file, by its index there.
    #[must_use]
    pub fn row_of_feature(&self, index: u32) -> Option<usize> {
        // Rows are in file order, so their feature indices ascend.
        self.parts.feature_index.binary_search(&index).ok()
    }

    /// Where a parcel's feature stands in its file.
    #[must_use]
    pub fn span(&self, row: usize) -> ByteSpan {
        self.parts.spans[row]
    }

    /// The stable, unique key of a parcel, which tags, notes and joins hang on.
    #[must_use]
    pub fn key(&self, row: usize) -> &str {
        self.parts.keys.get(row).unwrap_or_default()
    }

    /// All keys, in row order.
    #[must_use]
    pub fn keys(&self) -> &TextColumn {
        &self.parts.keys
    }

    /// The outlines.
    #[must_use]
    pub fn shapes(&self) -> &Shapes {
        &self.parts.shapes
    }

    /// What is known of a parcel's outline.
    #[must_use]
    pub fn shape_state(&self, row: usize) -> ShapeState {
        self.parts.shape_states[row]
    }

    /// How many parcels have an outline in this state.
    #[must_use]
    pub fn count_shapes(&self, state: ShapeState) -> usize {
        self.parts.shape_states.iter().filter(|&&each| each == state).count()
    }

    /// A parcel's area on the CGCS2000 ellipsoid in m², or `None` without a valid outline.
    #[must_use]
    pub fn geometric_area_m2(&self, row: usize) -> Option<f64> {
        self.parts.geometric_area_m2.get(row).copied().filter(|area| !area.is_nan())
    }

    /// All geometric areas in m², NaN without a valid outline.
    #[must_use]
    pub fn geometric_areas_m2(&self) -> &[f64] {
        &self.parts.geometric_area_m2
    }

    /// A text column, if the file has it.
    #[must_use]
    pub fn text(&self, field: TextField) -> Option<&TextColumn> {
        self.parts.texts.get(&field)
    }

    /// The text of a parcel in a column, if the file has it and the row is filled.
    #[must_use]
    pub fn text_of(&self, field: TextField, row: usize) -> Option<&str> {
        self.text(field)?.get(row)
    }

    /// A category column, if the file has it.
    #[must_use]
    pub fn category(&self, category: Category) -> Option<&CategoryColumn> {
        self.parts.categories.get(&category)
    }

    /// The word of a parcel in a category, if the file has it and the row is filled.
    #[must_use]
    pub fn word_of(&self, category: Category, row: usize) -> Option<&Arc<str>> {
        self.category(category)?.get(row)
    }

    /// All measures with their years.
    #[must_use]
    pub fn measures(&self) -> &BTreeMap<MeasureKey, NumberColumn> {
        &self.parts.measures
    }

    /// The column of a measure for a year: that year's, else the one without a year. With no year asked, the one
    /// without a year, else the latest. A column of another year is never taken for the year asked.
    #[must_use]
    pub fn measure(&self, measure: Measure, year: Option<Year>) -> Option<&NumberColumn> {
        let key = self.measure_key(measure, year)?;
        self.parts.measures.get(&key)
    }

    /// Which column [`Self::measure`] takes.
    #[must_use]
    pub fn measure_key(&self, measure: Measure, year: Option<Year>) -> Option<MeasureKey> {
        let has = |year| self.parts.measures.contains_key(&MeasureKey { measure, year });
        if year.is_some() && has(year) {
            return Some(MeasureKey { measure, year });
        }
        if has(None) {
            return Some(MeasureKey { measure, year: None });
        }
        if year.is_some() {
            return None;
        }
        self.parts.measures.keys().rev().find(|key| key.measure == measure).copied()
    }

    /// The years for which any measure has a column, ascending.
    #[must_use]
    pub fn years(&self) -> Vec<Year> {
        let years: std::collections::BTreeSet<Year> = self.parts.measures.keys().filter_map(|key| key.year).collect();
        years.into_iter().collect()
    }

    /// The year figures are of when nobody chose one: the latest with output, else with tax, else any.
    #[must_use]
    pub fn default_year(&self) -> Option<Year> {
        let latest = |measure: Measure| {
            self.parts.measures.keys().filter(|key| key.measure == measure).filter_map(|key| key.year).max()
        };
        latest(Measure::Output).or_else(|| latest(Measure::Tax)).or_else(|| self.years().last().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(keys: &[(Measure, Option<Year>)]) -> ParcelTable {
        let mut parts = ParcelTableParts {
            feature_index: vec![0],
            spans: vec![ByteSpan::default()],
            keys: [Some("a")].into_iter().collect(),
            shape_states: vec![ShapeState::None],
            geometric_area_m2: vec![f64::NAN],
            ..ParcelTableParts::default()
        };
        let mut shapes = super::super::ShapesBuilder::default();
        shapes.end_parcel();
        parts.shapes = shapes.finish();
        for &(measure, year) in keys {
            parts.measures.insert(MeasureKey { measure, year }, [Some(1.0)].into_iter().collect());
        }
        ParcelTable::freeze(parts)
    }

    #[test]
    fn the_chosen_year_is_never_filled_from_another() {
        let table = table(&[(Measure::Output, Some(2022)), (Measure::Output, Some(2023)), (Measure::Employees, None)]);
        assert_eq!(table.measure_key(Measure::Output, Some(2023)).unwrap().year, Some(2023));
        assert_eq!(table.measure_key(Measure::Output, Some(2021)), None);
        assert_eq!(table.measure_key(Measure::Employees, Some(2023)).unwrap().year, None);
        assert_eq!(table.measure_key(Measure::Output, None).unwrap().year, Some(2023));
        assert_eq!(table.default_year(), Some(2023));
    }

    #[test]
    fn missing_numbers_are_none_and_zero_is_zero() {
        let column: NumberColumn = [Some(0.0), None].into_iter().collect();
        assert_eq!(column.get(0), Some(0.0));
        assert_eq!(column.get(1), None);
        assert_eq!(column.filled(), 1);
    }

    #[test]
    fn categories_appended_in_chunks_share_one_dictionary() {
        let mut first = CategoryColumnBuilder::default();
        first.push(Some("甲"));
        let mut second = CategoryColumnBuilder::default();
        second.push(Some("乙"));
        second.push(None);
        second.push(Some("甲"));
        first.append(&second.finish());
        let column = first.finish();
        assert_eq!(column.codes(), [0, 1, CategoryColumn::MISSING, 0]);
        assert_eq!(column.gather(&[3, 2, 9, 1]).codes(), [0, CategoryColumn::MISSING, CategoryColumn::MISSING, 1]);
    }
}
