//! What changed since the base, parcel by parcel: of one parcel, of the selection, and listed.
//! Kept until what it was computed from changes, as everything in [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::derived::ShownKey;
use super::derived_figures::FigureKey;
use super::derived_years::BaseKey;
use super::document::Document;
use super::later::Later;
use crate::analysis::{ChangeListing, GroupChange, LandGroup, Pair, Presence, YearSide};
use crate::domain::{ResultTable, RowSet};

/// The most parcels of a listing that are made into a table to be shown; the export has all.
const MOST_SHOWN: usize = 100;

/// What became of one parcel.
#[derive(Clone, Debug)]
pub struct ParcelChange {
    /// Its pair.
    pub pair: Pair,
    /// What changed: of the parcel, or of the group it is in.
    pub change: GroupChange,
    /// The land of the parcel, or of its group, in the base and now, m²; 0 where there is none.
    pub lands_m2: [f64; 2],
    /// The group it was counted in.
    pub group: Option<LandGroup>,
    /// The keys its land came from or went to.
    pub kin: Vec<String>,
}

/// What became of all parcels, with one listing of them.
#[derive(Debug)]
pub struct Changes {
    /// The states they are in.
    pub presences: Vec<Presence>,
    /// Which are listed.
    pub listing: ChangeListing,
    /// Those listed.
    pub pairs: Vec<Pair>,
    /// The first of them as a table, in the same order.
    pub table: ResultTable,
}

impl Changes {
    /// The rows of the present data among those listed.
    #[must_use]
    pub fn rows(&self, len: usize) -> RowSet {
        RowSet::from_rows(len, self.pairs.iter().filter_map(|pair| pair.current).map(|row| row as usize))
    }
}

/// What a listing depends on: rows shown, tags, the base, and which are listed.
type ListKey = (ShownKey, u64, BaseKey, ChangeListing);

/// The caches.
#[derive(Debug, Default)]
pub struct ChangeCaches {
    parcel: Cached<(FigureKey, BaseKey, usize), Option<Arc<ParcelChange>>>,
    selected: Cached<(FigureKey, BaseKey, u64), GroupChange>,
    list: Later<ListKey, Changes>,
}

impl Document {
    /// What became of a parcel since the base; `None` without a base.
    pub fn parcel_change(&mut self, row: usize) -> Option<Arc<ParcelChange>> {
        let (side, figures) = (self.base_side()?, self.figures());
        let key = (self.figure_key(), self.base_key(), row);
        let Self { derived, table, tags, .. } = self;
        derived
            .changes
            .parcel
            .get_or(key, || {
                let comparison = side.comparison(YearSide { table, figures: &figures, tags }, None);
                let pair = comparison.of_current(row)?;
                let group = comparison.group_with(row).cloned();
                let stands_at = group.as_ref().and_then(|group| comparison.of_current(group.carrier as usize));
                let kin = comparison.kin(&pair).into_iter().map(str::to_owned).collect();
                let change = comparison.of_pair(&stands_at.unwrap_or(pair));
                let lands_m2 = match &group {
                    Some(group) => comparison.group_lands_m2(group),
                    None => comparison.lands_m2(&pair),
                };
                Some(Arc::new(ParcelChange { pair, change, lands_m2, group, kin }))
            })
            .clone()
    }

    /// What changed over the selected parcels since the base; `None` without a base.
    pub fn selected_change(&mut self) -> Option<GroupChange> {
        let (side, figures) = (self.base_side()?, self.figures());
        let key = (self.figure_key(), self.base_key(), self.revisions().selection);
        let Self { derived, table, tags, selection, .. } = self;
        let total = || side.comparison(YearSide { table, figures: &figures, tags }, Some(selection)).total();
        Some(*derived.changes.selected.get_or(key, total))
    }

    /// Whether the listing of the present state came to nothing through a fault of the program.
    #[must_use]
    pub fn changes_have_failed(&self, listing: ChangeListing) -> bool {
        self.derived.changes.list.has_failed(&self.change_key(listing))
    }

    fn change_key(&self, listing: ChangeListing) -> ListKey {
        (self.shown_key(), self.revisions().tags, self.base_key(), listing)
    }

    /// What became of the parcels the filter shows; the last there is while another is being made. `None` without a base,
    /// and before the first.
    pub fn changes(&mut self, listing: ChangeListing) -> Option<Arc<Changes>> {
        let (side, figures, shown) = (self.base_side()?, self.figures(), self.shown());
        let key = self.change_key(listing);
        let (table, tags, wake) = (Arc::clone(&self.table), Arc::clone(&self.tags), self.wake().cloned());
        let make = move || {
            let current = YearSide { table: &table, figures: &figures, tags: &tags };
            let comparison = side.comparison(current, Some(&shown));
            let pairs = comparison.listed(listing);
            let table = comparison.parcels_of(&pairs[..pairs.len().min(MOST_SHOWN)]);
            Changes { presences: comparison.presences(), listing, pairs, table }
        };
        self.derived.changes.list.get(&key, wake.as_ref(), make).map(|(_, changes)| Arc::clone(changes))
    }
}
