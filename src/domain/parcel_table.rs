//! The immutable, columnar parcel table: one row a parcel, in file order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    AreaBasis, Category, CategoryColumn, Commitments, DateColumn, DateField, LandStatus, Measure, MeasureKey,
    NumberColumn, ParcelFirms, ShapeState, Shapes, StatusWords, TextColumn, TextField, Year,
};

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
    /// Area of each outline, m²; NaN without a valid shape.
    pub geometric_area_m2: Vec<f64>,
    /// What these areas are measured on.
    pub area_basis: AreaBasis,
    /// Free texts.
    pub texts: BTreeMap<TextField, TextColumn>,
    /// Repeated words.
    pub categories: BTreeMap<Category, CategoryColumn>,
    /// Numbers, by measure and year, in canonical units.
    pub measures: BTreeMap<MeasureKey, NumberColumn>,
    /// Days.
    pub dates: BTreeMap<DateField, DateColumn>,
    /// What the user said words of the status column mean, beside the words the program knows.
    pub status_words: BTreeMap<String, LandStatus>,
}

/// All parcels of one file, frozen. Cheap to clone: every column is shared, so that a table with some columns put in
/// place of its own ([`Self::with_measure`] and its kin) costs no more than those columns.
#[derive(Clone, Debug, Default)]
pub struct ParcelTable {
    frame: Arc<Frame>,
    area_basis: AreaBasis,
    texts: BTreeMap<TextField, Arc<TextColumn>>,
    categories: BTreeMap<Category, Arc<CategoryColumn>>,
    measures: BTreeMap<MeasureKey, Arc<NumberColumn>>,
    dates: BTreeMap<DateField, Arc<DateColumn>>,
    commitments: Arc<Commitments>,
    firms: Option<Arc<ParcelFirms>>,
}

/// What no column can change: which parcels there are, where they stand in the file and on the ground.
#[derive(Debug, Default)]
struct Frame {
    feature_index: Vec<u32>,
    spans: Vec<ByteSpan>,
    keys: TextColumn,
    shapes: Shapes,
    shape_states: Vec<ShapeState>,
    geometric_area_m2: Vec<f64>,
    status_words: BTreeMap<String, LandStatus>,
}

/// Every column behind a pointer of its own.
fn shared<K: Ord, C>(columns: BTreeMap<K, C>) -> BTreeMap<K, Arc<C>> {
    columns.into_iter().map(|(key, column)| (key, Arc::new(column))).collect()
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
        assert!(parts.categories.values().all(|column| column.codes().len() == len), "categories");
        assert!(parts.measures.values().all(|column| column.values().len() == len), "measures");
        assert!(parts.dates.values().all(|column| column.len() == len), "dates");
        Self {
            frame: Arc::new(Frame {
                feature_index: parts.feature_index,
                spans: parts.spans,
                keys: parts.keys,
                shapes: parts.shapes,
                shape_states: parts.shape_states,
                geometric_area_m2: parts.geometric_area_m2,
                status_words: parts.status_words,
            }),
            area_basis: parts.area_basis,
            texts: shared(parts.texts),
            categories: shared(parts.categories),
            measures: shared(parts.measures),
            dates: shared(parts.dates),
            commitments: Arc::default(),
            firms: None,
        }
    }

    /// The same parcels with this column of numbers, in place of their own or beside it.
    ///
    /// # Panics
    /// If the column's length is not the number of parcels.
    #[must_use]
    pub fn with_measure(mut self, key: MeasureKey, column: Arc<NumberColumn>) -> Self {
        assert_eq!(column.values().len(), self.len(), "measure");
        self.measures.insert(key, column);
        self
    }

    /// The same parcels with this column of texts, in place of their own or beside it.
    ///
    /// # Panics
    /// If the column's length is not the number of parcels.
    #[must_use]
    pub fn with_text(mut self, field: TextField, column: Arc<TextColumn>) -> Self {
        assert_eq!(column.len(), self.len(), "text");
        self.texts.insert(field, column);
        self
    }

    /// The same parcels with this column of words, in place of their own or beside it.
    ///
    /// # Panics
    /// If the column's length is not the number of parcels.
    #[must_use]
    pub fn with_category(mut self, category: Category, column: Arc<CategoryColumn>) -> Self {
        assert_eq!(column.codes().len(), self.len(), "category");
        self.categories.insert(category, column);
        self
    }

    /// The same parcels with this column of days, in place of their own or beside it.
    ///
    /// # Panics
    /// If the column's length is not the number of parcels.
    #[must_use]
    pub fn with_dates(mut self, field: DateField, column: Arc<DateColumn>) -> Self {
        assert_eq!(column.len(), self.len(), "dates");
        self.dates.insert(field, column);
        self
    }

    /// The same parcels with the commitments of a list beside them.
    #[must_use]
    pub fn with_commitments(mut self, commitments: Arc<Commitments>) -> Self {
        self.commitments = commitments;
        self
    }

    /// The same parcels with the firms they are graded with.
    #[must_use]
    pub fn with_firms(mut self, firms: Arc<ParcelFirms>) -> Self {
        self.firms = Some(firms);
        self
    }

    /// The same parcels, each to be graded by itself.
    #[must_use]
    pub fn without_firms(mut self) -> Self {
        self.firms = None;
        self
    }

    /// The commitments of the list beside the parcels; those of their own columns stand in these.
    #[must_use]
    pub fn commitments(&self) -> &Commitments {
        &self.commitments
    }

    /// The firms parcels are graded with, where a firms' list is joined.
    #[must_use]
    pub fn firms(&self) -> Option<&Arc<ParcelFirms>> {
        self.firms.as_ref()
    }

    /// How many parcels there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frame.feature_index.len()
    }

    /// Whether there are no parcels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The index of a parcel's feature in its file, counting every feature from 0.
    #[must_use]
    pub fn feature_index(&self, row: usize) -> u32 {
        self.frame.feature_index[row]
    }

    /// The row of a feature of the file, by its index there.
    #[must_use]
    pub fn row_of_feature(&self, index: u32) -> Option<usize> {
        // Rows are in file order, so their feature indices ascend.
        self.frame.feature_index.binary_search(&index).ok()
    }

    /// Where a parcel's feature stands in its file.
    #[must_use]
    pub fn span(&self, row: usize) -> ByteSpan {
        self.frame.spans[row]
    }

    /// The stable, unique key of a parcel, which tags, notes and joins hang on.
    #[must_use]
    pub fn key(&self, row: usize) -> &str {
        self.frame.keys.get(row).unwrap_or_default()
    }

    /// The rows of these keys, those of which there is one: one look at every key of the table, however many are asked.
    #[must_use]
    pub fn rows_of_keys<'k>(&self, asked: impl IntoIterator<Item = &'k str>) -> FxHashMap<&'k str, u32> {
        let asked: FxHashSet<&str> = asked.into_iter().collect();
        if asked.is_empty() {
            return FxHashMap::default();
        }
        let row_of = |row: usize| asked.get(self.key(row)).map(|&key| (key, row as u32));
        let found: Vec<(&str, u32)> = (0..self.len()).into_par_iter().filter_map(row_of).collect();
        found.into_iter().collect()
    }

    /// All keys, in row order.
    #[must_use]
    pub fn keys(&self) -> &TextColumn {
        &self.frame.keys
    }

    /// The outlines.
    #[must_use]
    pub fn shapes(&self) -> &Shapes {
        &self.frame.shapes
    }

    /// What is known of a parcel's outline.
    #[must_use]
    pub fn shape_state(&self, row: usize) -> ShapeState {
        self.frame.shape_states[row]
    }

    /// The state of every outline.
    #[must_use]
    pub fn shape_states(&self) -> &[ShapeState] {
        &self.frame.shape_states
    }

    /// How many parcels have an outline in this state.
    #[must_use]
    pub fn count_shapes(&self, state: ShapeState) -> usize {
        self.frame.shape_states.iter().filter(|&&each| each == state).count()
    }

    /// The same table with its geometric areas known to be measured on `basis`.
    #[must_use]
    pub fn measured_on(mut self, basis: AreaBasis) -> Self {
        self.area_basis = basis;
        self
    }

    /// What geometric areas are measured on.
    #[must_use]
    pub fn area_basis(&self) -> AreaBasis {
        self.area_basis
    }

    /// A parcel's area in m² on the table's [`Self::area_basis`], or `None` without a valid outline.
    #[must_use]
    pub fn geometric_area_m2(&self, row: usize) -> Option<f64> {
        self.frame.geometric_area_m2.get(row).copied().filter(|area| !area.is_nan())
    }

    /// All geometric areas in m², NaN without a valid outline.
    #[must_use]
    pub fn geometric_areas_m2(&self) -> &[f64] {
        &self.frame.geometric_area_m2
    }

    /// A text column, if the file has it.
    #[must_use]
    pub fn text(&self, field: TextField) -> Option<&TextColumn> {
        self.texts.get(&field).map(Arc::as_ref)
    }

    /// The text of a parcel in a column, if the file has it and the row is filled.
    #[must_use]
    pub fn text_of(&self, field: TextField, row: usize) -> Option<&str> {
        self.text(field)?.get(row)
    }

    /// A category column, if the file has it.
    #[must_use]
    pub fn category(&self, category: Category) -> Option<&CategoryColumn> {
        self.categories.get(&category).map(Arc::as_ref)
    }

    /// The word of a parcel in a category, if the file has it and the row is filled.
    #[must_use]
    pub fn word_of(&self, category: Category, row: usize) -> Option<&Arc<str>> {
        self.category(category)?.get(row)
    }

    /// The status a word of the status column stands for: what the user said of this file, else what `words` say. The
    /// mapping goes before the rulebook: it was said of these very cells.
    #[must_use]
    pub fn status_of_word(&self, word: &str, words: &StatusWords) -> LandStatus {
        self.frame.status_words.get(word).copied().unwrap_or_else(|| words.status_of(word))
    }

    /// A column of days, if the file has it.
    #[must_use]
    pub fn dates(&self, field: DateField) -> Option<&DateColumn> {
        self.dates.get(&field).map(Arc::as_ref)
    }

    /// All measures with their years.
    #[must_use]
    pub fn measures(&self) -> &BTreeMap<MeasureKey, Arc<NumberColumn>> {
        &self.measures
    }

    /// The column of a measure for a year: that year's, else the one without a year. With no year asked, the one
    /// without a year, else the latest. A column of another year is never taken for the year asked.
    #[must_use]
    pub fn measure(&self, measure: Measure, year: Option<Year>) -> Option<&NumberColumn> {
        let key = self.measure_key(measure, year)?;
        self.measures.get(&key).map(Arc::as_ref)
    }

    /// Which column [`Self::measure`] takes.
    #[must_use]
    pub fn measure_key(&self, measure: Measure, year: Option<Year>) -> Option<MeasureKey> {
        let has = |year| self.measures.contains_key(&MeasureKey { measure, year });
        if year.is_some() && has(year) {
            return Some(MeasureKey { measure, year });
        }
        if has(None) {
            return Some(MeasureKey { measure, year: None });
        }
        if year.is_some() {
            return None;
        }
        self.measures.keys().rev().find(|key| key.measure == measure).copied()
    }

    /// The years for which any measure has a column, ascending.
    #[must_use]
    pub fn years(&self) -> Vec<Year> {
        let years: std::collections::BTreeSet<Year> = self.measures.keys().filter_map(|key| key.year).collect();
        years.into_iter().collect()
    }

    /// The year figures are of when nobody chose one: the latest with output, else with tax, else any.
    #[must_use]
    pub fn default_year(&self) -> Option<Year> {
        let latest = |measure: Measure| {
            self.measures.keys().filter(|key| key.measure == measure).filter_map(|key| key.year).max()
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
    fn a_column_put_in_place_of_another_leaves_the_first_table_as_it_was() {
        let key = MeasureKey { measure: Measure::Output, year: None };
        let first = table(&[(Measure::Output, None), (Measure::Tax, None)]);
        let second = first.clone().with_measure(key, Arc::new([None].into_iter().collect()));
        assert_eq!(first.measure(Measure::Output, None).unwrap().get(0), Some(1.0));
        assert_eq!(second.measure(Measure::Output, None).unwrap().get(0), None);
        let tax = MeasureKey { measure: Measure::Tax, year: None };
        assert!(Arc::ptr_eq(&first.measures()[&tax], &second.measures()[&tax]));
    }
}
