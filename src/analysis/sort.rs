//! Putting parcels in order by any of their columns: missing last in both directions, equal ones in file order.

use std::cmp::Ordering;

use rayon::iter::Either;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{
    Category, CategoryColumn, ColumnKey, DateField, FindingKind, Measure, ParcelTable, RowSet, Tags, TextColumn,
    TextField, Unit,
};

use super::collation::Collation;
use super::{Figures, Indicator, NumberKey};

/// What a column of parcels shows and what parcels can be put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// Place in the file.
    #[default]
    FeatureIndex,
    /// The stable parcel key.
    ParcelKey,
    /// A free text, by pinyin.
    Text(TextField),
    /// A word of the file, by pinyin.
    Category(Category),
    /// A day.
    Date(DateField),
    /// The renewal model's number; untagged is missing.
    Model,
    /// The route's number; none is missing.
    Route,
    /// Where the land comes from.
    LandBasis,
    /// The status, in the order charts stack them.
    Status,
    /// What is known of the outline.
    Shape,
    /// What the parcel is judged to be, in [`crate::domain::Outcome`]'s order.
    Finding(FindingKind),
    /// How far the checking of what it is judged to be has come; missing where nobody looked.
    FollowUp(FindingKind),
    /// The day it is judged as of.
    FindingDay,
    /// The rulebook it is judged by, by name.
    FindingBook,
    /// A number.
    Number(NumberKey),
}

impl SortKey {
    /// Every key, once.
    pub fn all() -> impl Iterator<Item = Self> {
        let is_tag = |category: &Category| matches!(category, Category::Model | Category::Route);
        let words = Category::ALL.into_iter().filter(move |category| !is_tag(category));
        let land = [
            NumberKey::Land,
            NumberKey::RegisteredArea,
            NumberKey::GeometricArea,
            NumberKey::AreaDifference,
            NumberKey::GradeScore,
            NumberKey::GradeRank,
            NumberKey::SuggestionScore,
            NumberKey::TargetFar,
            NumberKey::FloorHeadroom,
            NumberKey::StandardMargin,
        ];
        let numbers = land
            .into_iter()
            .chain(Indicator::ALL.map(NumberKey::Indicator))
            .chain(Measure::ALL.map(NumberKey::Measure))
            .chain(NumberKey::of_commitments());
        [Self::FeatureIndex, Self::ParcelKey, Self::Model, Self::Route, Self::LandBasis, Self::Status, Self::Shape]
            .into_iter()
            .chain(FindingKind::ALL.map(Self::Finding))
            .chain(FindingKind::ALL.map(Self::FollowUp))
            .chain([Self::FindingDay, Self::FindingBook])
            .chain(TextField::ALL.map(Self::Text))
            .chain(words.map(Self::Category))
            .chain(DateField::ALL.map(Self::Date))
            .chain(numbers.map(Self::Number))
    }

    /// The key of the column in [`super::parcel_table`].
    #[must_use]
    pub fn column_key(self) -> ColumnKey {
        match self {
            Self::FeatureIndex => "feature_index",
            Self::ParcelKey => "parcel_key",
            Self::Text(field) => field.key(),
            // The word as read; `land_status` is what it means.
            Self::Category(Category::Status) => "status_word",
            // The word as read; `model` is the tag.
            Self::Category(Category::Model) => "model_word",
            Self::Category(Category::Route) => "route_word",
            Self::Category(category) => category.key(),
            Self::Date(field) => field.key(),
            Self::Model => "model",
            Self::Route => "route",
            Self::LandBasis => "land_basis",
            Self::Status => "land_status",
            Self::Shape => "shape_state",
            Self::Finding(kind) => match kind {
                FindingKind::Idle => "finding_idle",
                FindingKind::LowEfficiency => "finding_low_efficiency",
                FindingKind::Grade => "finding_grade",
                FindingKind::Standard => "finding_standard",
                FindingKind::Suggestion => "finding_suggestion",
            },
            Self::FollowUp(kind) => match kind {
                FindingKind::Idle => "follow_up_idle",
                FindingKind::LowEfficiency => "follow_up_low_efficiency",
                FindingKind::Grade => "follow_up_grade",
                FindingKind::Standard => "follow_up_standard",
                FindingKind::Suggestion => "follow_up_suggestion",
            },
            Self::FindingDay => "finding_day",
            Self::FindingBook => "finding_rulebook",
            Self::Number(number) => number.key(),
        }
    }

    /// Whether it rests on the rulebook.
    #[must_use]
    pub fn is_judged(self) -> bool {
        match self {
            Self::Finding(_) | Self::FollowUp(_) | Self::FindingDay | Self::FindingBook => true,
            Self::Number(number) => number.is_judged(),
            _ => false,
        }
    }

    /// The unit of the column in [`super::parcel_table`].
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::FeatureIndex => Unit::Count,
            Self::Number(number) => number.unit(),
            _ => Unit::None,
        }
    }

    /// The key behind a column of [`super::parcel_table`].
    #[must_use]
    pub fn from_column(key: &str) -> Option<Self> {
        Self::all().find(|each| each.column_key() == key)
    }
}

/// The rows of `rows` in order of `key`. A missing value comes last in both directions; equal values keep the file's
/// order in both directions.
#[must_use]
pub fn sort_rows(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    key: SortKey,
    descending: bool,
    rows: &RowSet,
) -> Vec<u32> {
    match key {
        SortKey::FeatureIndex => sorted(rows, descending, |row| Some(table.feature_index(row)), u32::cmp),
        SortKey::ParcelKey => by_text(rows, descending, Some(table.keys())),
        SortKey::Text(field) => by_text(rows, descending, table.text(field)),
        SortKey::Category(category) => by_word(rows, descending, table.category(category)),
        SortKey::Date(field) => {
            let days = table.dates(field);
            sorted(rows, descending, |row| days.and_then(|days| days.get(row)), Ord::cmp)
        }
        SortKey::Model => sorted(rows, descending, |row| tags.get(row), Ord::cmp),
        SortKey::Route => sorted(rows, descending, |row| tags.route(row), Ord::cmp),
        SortKey::LandBasis => sorted(rows, descending, |row| figures.land_source(row), Ord::cmp),
        SortKey::Status => sorted(rows, descending, |row| Some(figures.status(row)), Ord::cmp),
        SortKey::Shape => sorted(rows, descending, |row| Some(table.shape_state(row)), Ord::cmp),
        SortKey::Finding(kind) => {
            sorted(rows, descending, |row| figures.judged().map(|judged| judged.outcome(kind, row)), Ord::cmp)
        }
        SortKey::FollowUp(kind) => {
            let state = |row: usize| figures.judged().and_then(|judged| judged.follow_ups().state(row, kind));
            sorted(rows, descending, state, Ord::cmp)
        }
        SortKey::FindingDay | SortKey::FindingBook => rows.iter().map(|row| row as u32).collect(),
        SortKey::Number(number) => by_number(rows, descending, &figures.number_values(table, number)),
    }
}

/// A number as a whole one that compares as [`f64::total_cmp`] has it, without a call or a branch.
#[inline]
pub(super) fn order_bits(value: f64) -> u64 {
    let bits = value.to_bits();
    // Below 0 the bits run backwards; the sign bit sets those from 0 on above them.
    if value.is_sign_negative() { !bits } else { bits | 1 << 63 }
}

fn by_number(rows: &RowSet, descending: bool, values: &[f64]) -> Vec<u32> {
    let rank_of = |value: f64| if descending { !order_bits(value) } else { order_bits(value) };
    let (mut known, mut missing) = (Vec::with_capacity(rows.count()), Vec::new());
    for row in rows.iter() {
        match values[row] {
            value if value.is_nan() => missing.push(row as u32),
            value => known.push((rank_of(value), row as u32)),
        }
    }
    known.par_sort_unstable();
    known.into_iter().map(|(_, row)| row).chain(missing).collect()
}

fn by_text(rows: &RowSet, descending: bool, column: Option<&TextColumn>) -> Vec<u32> {
    let Some(texts) = column else { return rows.iter().map(|row| row as u32).collect() };
    if rows.iter().all(|row| texts.get(row).is_none_or(str::is_ascii)) {
        // Codes: their order is that of their characters, and there is no key to be made for each.
        return sorted(rows, descending, |row| texts.get(row), Ord::cmp);
    }
    let rows: Vec<u32> = rows.iter().map(|row| row as u32).collect();
    let collation = Collation::chinese();
    let (mut known, missing): (Vec<_>, Vec<_>) = rows.par_iter().partition_map(|&row| match texts.get(row as usize) {
        Some(text) => {
            let key = collation.key(text);
            // Most texts differ within their first bytes, which lie beside the row.
            let mut first = [0; 8];
            let len = key.len().min(8);
            first[..len].copy_from_slice(&key[..len]);
            Either::Left((u64::from_be_bytes(first), key, row))
        }
        None => Either::Right(row),
    });
    known.par_sort_unstable_by(|(first_a, a, row_a), (first_b, b, row_b)| {
        let order = first_a.cmp(first_b).then_with(|| a.cmp(b));
        (if descending { order.reverse() } else { order }).then(row_a.cmp(row_b))
    });
    known.into_iter().map(|(.., row)| row).chain(missing).collect()
}

/// Words are ranked once, so that rows compare by number.
fn by_word(rows: &RowSet, descending: bool, column: Option<&CategoryColumn>) -> Vec<u32> {
    let words = column.map(CategoryColumn::words).unwrap_or_default();
    let mut order: Vec<usize> = (0..words.len()).collect();
    let collation = Collation::chinese();
    order.sort_by_cached_key(|&code| collation.key(&words[code]));
    let mut rank = vec![0_u32; words.len()];
    for (place, code) in order.into_iter().enumerate() {
        rank[code] = place as u32;
    }
    let rank_of = |row| column.and_then(|words| words.code(row)).and_then(|code| rank.get(code as usize).copied());
    sorted(rows, descending, rank_of, Ord::cmp)
}

fn sorted<T: Send + Sync>(
    rows: &RowSet,
    descending: bool,
    value_of: impl Fn(usize) -> Option<T>,
    compare: impl Fn(&T, &T) -> Ordering + Sync,
) -> Vec<u32> {
    let (mut known, mut missing) = (Vec::with_capacity(rows.count()), Vec::new());
    for row in rows.iter() {
        match value_of(row) {
            Some(value) => known.push((value, row as u32)),
            None => missing.push(row as u32),
        }
    }
    // Rows are unique, so the unstable sort gives the stable order, the same for any number of threads.
    known.par_sort_unstable_by(|(a, row_a), (b, row_b)| {
        let order = compare(a, b);
        (if descending { order.reverse() } else { order }).then(row_a.cmp(row_b))
    });
    known.into_iter().map(|(_, row)| row).chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{figured, parcel};
    use super::*;
    use crate::domain::{LandBasis, LandStatus, RenewalModel, RevivalRoute};

    fn sorted_by(key: SortKey, descending: bool) -> Vec<u32> {
        let (table, figures, mut tags) = figured(
            &[
                parcel(10.0, LandStatus::InUse, Some(10.0), None).in_park("乙").named("b"),
                parcel(10.0, LandStatus::InUse, None, None).in_park("丙"),
                parcel(10.0, LandStatus::Suspended, None, None).in_park("乙").named("a"),
                parcel(20.0, LandStatus::InUse, Some(20.0), None).named("c"),
                parcel(5.0, LandStatus::InUse, Some(90.0), None).in_park("丁").named("b"),
            ],
            LandBasis::default(),
        );
        tags.set(4, Some(RenewalModel::SlimCore));
        tags.set(0, Some(RenewalModel::EnclavePark));
        tags.set_route(3, Some(RevivalRoute::Fund));
        tags.set_route(1, Some(RevivalRoute::Private));
        sort_rows(&table, &figures, &tags, key, descending, &RowSet::full(5))
    }

    #[test]
    fn numbers_are_in_order_with_missing_last_and_equals_in_file_order_in_both_directions() {
        let per_mu = SortKey::Number(NumberKey::Indicator(Indicator::OutputPerMu));
        assert_eq!(sorted_by(per_mu, false), [2, 0, 3, 4, 1]);
        assert_eq!(sorted_by(per_mu, true), [4, 0, 3, 2, 1]);
    }

    proptest::proptest! {
        #[test]
        fn numbers_stand_as_total_order_has_them(values in proptest::collection::vec(proptest::num::f64::ANY, 0..60), descending: bool) {
            let rows = RowSet::full(values.len());
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by(|&a, &b| {
                let [a, b] = [a, b].map(|row| values[row as usize]);
                let order = if descending { b.total_cmp(&a) } else { a.total_cmp(&b) };
                a.is_nan().cmp(&b.is_nan()).then(if a.is_nan() { Ordering::Equal } else { order })
            });
            proptest::prop_assert_eq!(by_number(&rows, descending, &values), expected);
        }
    }

    #[test]
    fn texts_and_words_are_in_pinyin_order_with_missing_last() {
        let name = SortKey::Text(TextField::Name);
        assert_eq!(sorted_by(name, false), [2, 0, 4, 3, 1]);
        assert_eq!(sorted_by(name, true), [3, 0, 4, 2, 1]);
        let park = SortKey::Category(Category::Park);
        // bǐng < dīng < yǐ.
        assert_eq!(sorted_by(park, false), [1, 4, 0, 2, 3]);
        assert_eq!(sorted_by(park, true), [0, 2, 4, 1, 3]);
        assert_eq!(sorted_by(SortKey::Text(TextField::CreditCode), true), [0, 1, 2, 3, 4], "no such column");
    }

    #[test]
    fn tags_statuses_and_places_have_their_own_order() {
        assert_eq!(sorted_by(SortKey::Model, false), [4, 0, 1, 2, 3]);
        assert_eq!(sorted_by(SortKey::Model, true), [0, 4, 1, 2, 3]);
        assert_eq!(sorted_by(SortKey::Route, false), [3, 1, 0, 2, 4]);
        assert_eq!(sorted_by(SortKey::Route, true), [1, 3, 0, 2, 4]);
        assert_eq!(sorted_by(SortKey::Status, true), [2, 0, 1, 3, 4]);
        assert_eq!(sorted_by(SortKey::FeatureIndex, true), [4, 3, 2, 1, 0]);
        assert_eq!(sorted_by(SortKey::ParcelKey, false), [0, 1, 2, 3, 4]);
    }
}
