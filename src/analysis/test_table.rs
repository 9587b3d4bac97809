//! Small tables for this layer's tests, told parcel by parcel.

use std::sync::Arc;

use crate::domain::{
    ByteSpan, Category, CategoryColumnBuilder, LandBasis, LandStatus, Measure, MeasureKey, ParcelTable,
    ParcelTableParts, ShapeState, ShapesBuilder, Tags, TextField, Year,
};

use super::{Comparison, FigureSettings, Figures, Pairing, YearSide};

/// One made-up parcel; whatever is not said is missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Parcel {
    pub(super) geometric_m2: Option<f64>,
    /// An outline: west and south in degrees, width and height in metres; it does not say `geometric_m2`.
    pub(super) at: Option<([f64; 2], [f64; 2])>,
    pub(super) invalid_shape: bool,
    pub(super) status: Option<LandStatus>,
    pub(super) park: Option<&'static str>,
    pub(super) industry: Option<&'static str>,
    pub(super) name: Option<&'static str>,
    pub(super) measures: Vec<(Measure, Option<Year>, f64)>,
}

/// A parcel of so many mu by its outline, with a status, an output and a tax.
pub(super) fn parcel(mu: f64, status: LandStatus, output: Option<f64>, tax: Option<f64>) -> Parcel {
    let measures = [(Measure::Output, output), (Measure::Tax, tax)];
    let measures = measures.into_iter().filter_map(|(measure, value)| Some((measure, None, value?))).collect();
    Parcel { geometric_m2: Some(mu * 2000.0 / 3.0), status: Some(status), measures, ..Parcel::default() }
}

impl Parcel {
    pub(super) fn with(mut self, measure: Measure, value: f64) -> Self {
        self.measures.push((measure, None, value));
        self
    }

    pub(super) fn of_year(mut self, measure: Measure, year: Year, value: f64) -> Self {
        self.measures.push((measure, Some(year), value));
        self
    }

    pub(super) fn in_park(mut self, park: &'static str) -> Self {
        self.park = Some(park);
        self
    }

    pub(super) fn in_industry(mut self, industry: &'static str) -> Self {
        self.industry = Some(industry);
        self
    }

    pub(super) fn named(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// The same parcel drawn as a rectangle from its south-western corner.
    pub(super) fn drawn_at(mut self, corner: [f64; 2], metres: [f64; 2]) -> Self {
        self.at = Some((corner, metres));
        self
    }

    pub(super) fn without_shape(mut self) -> Self {
        self.geometric_m2 = None;
        self
    }
}

/// The table of these parcels; it has the columns any of them fills.
pub(super) fn table_of(parcels: &[Parcel]) -> ParcelTable {
    let mut shapes = ShapesBuilder::default();
    let mut parts = ParcelTableParts::default();
    let (mut parks, mut statuses) = (CategoryColumnBuilder::default(), CategoryColumnBuilder::default());
    let keys: Vec<String> = (0..parcels.len()).map(|row| format!("k{row}")).collect();
    for (row, parcel) in parcels.iter().enumerate() {
        if let Some(([west, south], [width_m, height_m])) = parcel.at {
            // Degrees of a metre at the latitude of Jimo.
            let (east, north) = (west + width_m * 1.114_69e-5, south + height_m * 9.011_4e-6);
            for corner in [[west, south], [east, south], [east, north], [west, north]] {
                shapes.push_position(corner);
            }
            shapes.end_ring();
            shapes.end_part();
        }
        shapes.end_parcel();
        parts.feature_index.push(row as u32);
        parts.spans.push(ByteSpan::default());
        parts.geometric_area_m2.push(parcel.geometric_m2.unwrap_or(f64::NAN));
        parts.shape_states.push(match (parcel.invalid_shape, parcel.geometric_m2) {
            (true, _) => ShapeState::Invalid,
            (false, Some(_)) => ShapeState::Valid,
            (false, None) => ShapeState::None,
        });
        parks.push(parcel.park);
        statuses.push(parcel.status.map(LandStatus::key).filter(|key| *key != "unknown"));
        for &(measure, year, _) in &parcel.measures {
            parts.measures.entry(MeasureKey { measure, year }).or_default();
        }
    }
    for (&key, column) in &mut parts.measures {
        let value = |parcel: &Parcel| {
            parcel.measures.iter().find(|each| (each.0, each.1) == (key.measure, key.year)).map(|each| each.2)
        };
        *column = parcels.iter().map(value).collect();
    }
    parts.keys = keys.iter().map(|key| Some(key.as_str())).collect();
    parts.shapes = shapes.finish();
    parts.texts.insert(TextField::Name, parcels.iter().map(|parcel| parcel.name).collect());
    parts.categories.insert(Category::Park, parks.finish());
    parts.categories.insert(Category::Status, statuses.finish());
    let mut industries = CategoryColumnBuilder::default();
    for parcel in parcels {
        industries.push(parcel.industry);
    }
    if parcels.iter().any(|parcel| parcel.industry.is_some()) {
        parts.categories.insert(Category::Industry, industries.finish());
    }
    ParcelTable::freeze(parts)
}

/// The table, its figures under a basis, and no tags.
pub(super) fn figured(parcels: &[Parcel], basis: LandBasis) -> (ParcelTable, Figures, Tags) {
    let table = table_of(parcels);
    let figures = Figures::new(&table, FigureSettings { year: None, basis });
    let tags = Tags::untagged(table.len());
    (table, figures, tags)
}

/// Hands over the comparison of two tables of parcels, which are paired by their numbers.
pub(super) fn compared(base: &[Parcel], current: &[Parcel], check: impl FnOnce(&Comparison<'_>)) {
    let [base, current] = [base, current].map(|parcels| figured(parcels, LandBasis::default()));
    let pairing = Pairing::of_tables(&base.0, &current.0);
    let [base, current] = [&base, &current].map(|(table, figures, tags)| YearSide { table, figures, tags });
    check(&Comparison::of_tables(base, current, &pairing, None));
}

/// Whether two numbers agree to 1e-12 of their size.
pub(super) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

/// A table with the words of a category by row.
pub(super) fn with_words(table: ParcelTable, category: Category, words: &[Option<&str>]) -> ParcelTable {
    let mut builder = CategoryColumnBuilder::default();
    for word in words {
        builder.push(*word);
    }
    table.with_category(category, Arc::new(builder.finish()))
}
