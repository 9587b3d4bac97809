//! The sums over parcels that are no ratios, group by group and over any rows: areas and counts, by status, by suspicion of
//! lying idle, by outline, and the floor headroom.

use crate::domain::{LandStatus, ParcelTable, ShapeState};

use super::Figures;
use super::grouping::Groups;
use super::idle_land::{IdleSum, IdleSuspicion};
use super::judge::Headroom;
use super::parcel_kinds::{Facts, KindSums, ParcelKinds, SummedColumns};
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

/// An area, or 0 without a branch where there is none.
#[inline]
pub(super) fn known(m2: f64) -> f64 {
    kept(m2, m2.is_finite().into())
}

/// A number where `keep` is 1, 0 in its place where it is 0, without a branch; NaN becomes 0 too.
#[inline]
pub(super) fn kept(value: f64, keep: u64) -> f64 {
    f64::from_bits(value.to_bits() & 0_u64.wrapping_sub(keep))
}

/// Areas summed over parcels by kind: by status, by suspicion of lying idle, by outline, and by which areas are known.
#[derive(Debug)]
pub(super) struct AreaSet {
    kinds: ParcelKinds,
}

/// Places of the areas among the columns that are added up.
const LAND: usize = 0;
const REGISTERED: usize = 1;
const GEOMETRIC: usize = 2;
/// The floor headroom, and the same where there is any.
const ROOM: usize = 3;
const ROOM_LEFT: usize = 4;

/// What a parcel is beside its areas.
#[derive(Clone, Copy)]
struct Nature {
    status: usize,
    idle: usize,
    shape: usize,
}

impl Nature {
    const IDLE_BITS: u32 = 2;
    const SHAPE_BITS: u32 = 2;

    fn number(self) -> u16 {
        ((self.status << Self::IDLE_BITS | self.idle) << Self::SHAPE_BITS | self.shape) as u16
    }

    fn of_number(number: u16) -> Self {
        let low = |number: usize, bits: u32| number & ((1 << bits) - 1);
        let number = usize::from(number);
        let (shape, above) = (low(number, Self::SHAPE_BITS), number >> Self::SHAPE_BITS);
        Self { status: above >> Self::IDLE_BITS, idle: low(above, Self::IDLE_BITS), shape }
    }
}

const _: () = assert!(ShapeState::ALL.len() <= 1 << Nature::SHAPE_BITS);
const _: () = assert!(IdleSuspicion::COUNT <= 1 << Nature::IDLE_BITS);
const _: () = assert!(LandStatus::ALL.len() << (Nature::SHAPE_BITS + Nature::IDLE_BITS) <= 1 << Facts::NATURE_BITS);

impl AreaSet {
    pub(super) fn new(table: &ParcelTable, figures: &Figures) -> Self {
        let columns = columns(table, figures);
        let (statuses, idle, shapes) = (figures.statuses(), figures.idle_suspicions(), table.shape_states());
        let has_rooms = figures.headroom().is_some();
        let kinds = ParcelKinds::new(table.len(), |row| {
            let nature =
                Nature { status: statuses[row] as usize, idle: idle[row] as usize, shape: shapes[row] as usize };
            let is_there = |area: usize| columns[area][row].is_finite();
            [LAND, REGISTERED, GEOMETRIC]
                .into_iter()
                .fold(Facts::new(nature.number()), |facts, area| facts.with(area, is_there(area)))
                .with(ROOM, has_rooms && is_there(ROOM))
                .with(ROOM_LEFT, has_rooms && columns[ROOM_LEFT][row] > 0.0)
        });
        Self { kinds }
    }

    /// The sums of each group, but for what tags say of them.
    pub(super) fn by_group(&self, table: &ParcelTable, figures: &Figures, groups: &Groups) -> Vec<Totals> {
        let sums = self.kinds.by_group(columns(table, figures), groups);
        sums.iter().map(|sums| self.totals(sums)).collect()
    }

    /// The same over these rows, ascending.
    pub(super) fn of_rows(&self, table: &ParcelTable, figures: &Figures, rows: impl Iterator<Item = usize>) -> Totals {
        self.totals(&self.kinds.of_rows(columns(table, figures), rows))
    }

    fn totals(&self, sums: &KindSums) -> Totals {
        let mut totals = Totals::default();
        let mut by_suspicion = [AreaSum::default(); IdleSuspicion::COUNT];
        for (kind, sum) in sums {
            let (facts, parcels) = (self.kinds.facts()[*kind], sum.parcels());
            let nature = Nature::of_number(facts.nature());
            let area = |column| if facts.has(column) { (sum.column(column), parcels) } else { (0.0, 0) };
            let (land_m2, land_parcels) = area(LAND);
            let (registered_m2, registered_parcels) = area(REGISTERED);
            let (geometric_m2, geometric_parcels) = area(GEOMETRIC);
            totals.parcels += parcels;
            totals.land_m2 += land_m2;
            totals.land_parcels += land_parcels;
            totals.registered_m2 += registered_m2;
            totals.registered_parcels += registered_parcels;
            totals.geometric_m2 += geometric_m2;
            totals.geometric_parcels += geometric_parcels;
            totals.parcels_by_status[nature.status] += parcels;
            totals.land_by_status_m2[nature.status] += land_m2;
            by_suspicion[nature.idle].add(land_m2, parcels);
            let of_shape = |shape: ShapeState| if nature.shape == shape as usize { parcels } else { 0 };
            totals.no_shape_parcels += of_shape(ShapeState::None);
            totals.invalid_shape_parcels += of_shape(ShapeState::Invalid);
            let (room_m2, with_room) = area(ROOM);
            totals.headroom.room_m2 += room_m2;
            totals.headroom.land_m2 += if facts.has(ROOM) { land_m2 } else { 0.0 };
            totals.headroom.parcels += with_room;
            totals.headroom.at_target += if facts.has(ROOM_LEFT) { 0 } else { with_room };
            totals.headroom.missing += parcels - with_room;
        }
        totals.with_idle(IdleSum::of(&by_suspicion))
    }
}

/// The areas that are added up; where figures carry no headroom, none of it is there.
fn columns<'a>(table: &'a ParcelTable, figures: &'a Figures) -> SummedColumns<'a> {
    let land_m2 = figures.land_values_m2();
    let mut columns = [land_m2; _];
    columns[REGISTERED] = figures.registered_values_m2();
    columns[GEOMETRIC] = table.geometric_areas_m2();
    columns[ROOM] = figures.headroom().map_or(land_m2, Headroom::rooms_m2);
    columns[ROOM_LEFT] = columns[ROOM];
    columns
}
