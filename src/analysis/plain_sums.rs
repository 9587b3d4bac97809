//! The sums over parcels that are no ratios, group by group and over all: areas and counts, by status, by suspicion of lying
//! idle, by outline, with and without a model. Each sum runs in row order.

use crate::domain::{LandStatus, ParcelTable, ShapeState, Tags};

use super::Figures;
use super::grouping::Groups;
use super::idle_land::{IdleSum, IdleSuspicion};
use super::tagged_sum::TaggedSum;
use super::totals::Totals;

/// Σ area of some parcels, and how many they are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct AreaSum {
    /// Σ area, m²; what has none adds 0.
    pub(super) m2: f64,
    /// The parcels.
    pub(super) parcels: u64,
}

impl AreaSum {
    #[inline]
    pub(super) fn add(&mut self, m2: f64, parcels: u64) {
        self.m2 += m2;
        self.parcels += parcels;
    }
}

/// An area, or 0 without a branch where there is none; and whether there is one.
#[inline]
pub(super) fn known(m2: f64) -> (f64, u64) {
    let has = u64::from(m2.is_finite());
    (kept(m2, has), has)
}

/// A number where `keep` is 1, 0 in its place where it is 0, without a branch; NaN becomes 0 too.
#[inline]
pub(super) fn kept(value: f64, keep: u64) -> f64 {
    f64::from_bits(value.to_bits() & 0_u64.wrapping_sub(keep))
}

/// What is needed of one parcel.
struct ParcelFacts {
    land_m2: f64,
    registered_m2: f64,
    geometric_m2: f64,
    status: LandStatus,
    shape: ShapeState,
    idle: IdleSuspicion,
    is_tagged: bool,
}

/// The columns of the facts.
struct FactColumns<'a> {
    land_m2: &'a [f64],
    registered_m2: &'a [f64],
    geometric_m2: &'a [f64],
    statuses: &'a [LandStatus],
    shapes: &'a [ShapeState],
    idle: &'a [IdleSuspicion],
    models: &'a [u8],
}

impl<'a> FactColumns<'a> {
    fn new(table: &'a ParcelTable, figures: &'a Figures, tags: &'a Tags) -> Self {
        Self {
            land_m2: figures.land_values_m2(),
            registered_m2: figures.registered_values_m2(),
            geometric_m2: table.geometric_areas_m2(),
            statuses: figures.statuses(),
            shapes: table.shape_states(),
            idle: figures.idle_suspicions(),
            models: tags.numbers(),
        }
    }

    #[inline]
    fn of(&self, row: usize) -> ParcelFacts {
        ParcelFacts {
            land_m2: self.land_m2[row],
            registered_m2: self.registered_m2[row],
            geometric_m2: self.geometric_m2[row],
            status: self.statuses[row],
            shape: self.shapes[row],
            idle: self.idle[row],
            is_tagged: self.models[row] > 0,
        }
    }
}

/// The sums over some parcels, close together in memory.
#[derive(Clone, Copy, Default)]
struct PlainSums {
    land: AreaSum,
    registered: AreaSum,
    geometric: AreaSum,
    by_status: [AreaSum; LandStatus::ALL.len()],
    by_suspicion: [AreaSum; IdleSuspicion::COUNT],
    /// Without a model, and with one.
    tagged: [AreaSum; 2],
    by_shape: [u64; ShapeState::ALL.len()],
}

impl PlainSums {
    // No branches: which parcels have what is as good as random, and a file may hold a million.
    #[inline]
    fn add(&mut self, parcel: &ParcelFacts) {
        let (land_m2, has_land) = known(parcel.land_m2);
        let (registered_m2, has_registered) = known(parcel.registered_m2);
        let (geometric_m2, has_outline) = known(parcel.geometric_m2);
        self.land.add(land_m2, has_land);
        self.registered.add(registered_m2, has_registered);
        self.geometric.add(geometric_m2, has_outline);
        self.by_status[parcel.status as usize].add(land_m2, 1);
        self.by_suspicion[parcel.idle as usize].add(land_m2, 1);
        self.tagged[usize::from(parcel.is_tagged)].add(land_m2, 1);
        self.by_shape[parcel.shape as usize] += 1;
    }

    fn totals(&self) -> Totals {
        let [_, tagged] = self.tagged;
        let sums = Totals {
            parcels: self.by_status.iter().map(|status| status.parcels).sum(),
            land_m2: self.land.m2,
            land_parcels: self.land.parcels,
            registered_m2: self.registered.m2,
            registered_parcels: self.registered.parcels,
            geometric_m2: self.geometric.m2,
            geometric_parcels: self.geometric.parcels,
            parcels_by_status: self.by_status.map(|status| status.parcels),
            land_by_status_m2: self.by_status.map(|status| status.m2),
            no_shape_parcels: self.by_shape[ShapeState::None as usize],
            invalid_shape_parcels: self.by_shape[ShapeState::Invalid as usize],
            ..Totals::default()
        };
        let tagged = TaggedSum { parcels: tagged.parcels, land_m2: tagged.m2 };
        sums.with_tagged(tagged).with_idle(IdleSum::of(&self.by_suspicion))
    }
}

/// The sums of each group and, where that is asked for, over all, last.
pub(super) fn plain_sums(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    groups: &Groups,
    with_all: bool,
) -> Vec<Totals> {
    let columns = FactColumns::new(table, figures, tags);
    let mut sums = vec![PlainSums::default(); groups.labels().len()];
    let mut all = PlainSums::default();
    for (row, &code) in groups.codes().iter().enumerate() {
        if let Some(sum) = sums.get_mut(code as usize) {
            let parcel = columns.of(row);
            sum.add(&parcel);
            if with_all {
                all.add(&parcel);
            }
        }
    }
    sums.iter().chain(with_all.then_some(&all)).map(PlainSums::totals).collect()
}

/// The sums over these rows, ascending.
pub(super) fn plain_sum_of_rows(
    table: &ParcelTable,
    figures: &Figures,
    tags: &Tags,
    rows: impl Iterator<Item = usize>,
) -> Totals {
    let columns = FactColumns::new(table, figures, tags);
    let mut sum = PlainSums::default();
    rows.for_each(|row| sum.add(&columns.of(row)));
    sum.totals()
}
