//! What is computed of a document over two years: the base year's figures, and the work list.
//! Kept until what it was computed from changes, as everything in [`super::derived`].

use std::sync::Arc;

use super::base_side::BaseSide;
use super::cached::Cached;
use super::derived::ShownKey;
use super::derived_figures::FigureKey;
use super::document::Document;
use crate::analysis::{FigureSettings, Figures, WorkItem, work_list, work_table};
use crate::domain::{ResultTable, Year};

/// The most parcels of the work list that are shown; the export has all.
const MOST_SHOWN: usize = 50;

/// The parcels to act on first, and the table of the first of them in the same order.
#[derive(Debug)]
pub struct WorkList {
    /// The parcels, the one that lacks most first.
    pub items: Arc<Vec<WorkItem>>,
    /// What is known of those that are shown, without their notes.
    pub table: ResultTable,
}

impl WorkList {
    /// The parcels that are shown.
    #[must_use]
    pub fn shown(&self) -> &[WorkItem] {
        &self.items[..self.table.len()]
    }
}

/// The base: the revision of its file, and its year.
pub(super) type BaseKey = (u64, Option<Year>);

/// The caches.
#[derive(Debug, Default)]
pub struct YearCaches {
    base: Cached<(FigureKey, BaseKey), Arc<Figures>>,
    work_items: Cached<ShownKey, Arc<Vec<WorkItem>>>,
    work: Cached<(ShownKey, u64, u64), Arc<WorkList>>,
}

impl Document {
    /// The year figures are held against: the chosen one, else of a base file its own latest, and without one the latest
    /// before the present year; `None` where the base has no year, or the data none earlier and nobody chose.
    #[must_use]
    pub fn base_year(&self) -> Option<Year> {
        if let Some(base) = self.base_file() {
            let years = base.base.table.years();
            let chosen = self.view().base_year.filter(|year| years.contains(year));
            return chosen.or_else(|| base.base.table.default_year());
        }
        let current = self.view().figures.year?;
        let years = self.table().years();
        let chosen = self.view().base_year.filter(|year| *year != current && years.contains(year));
        chosen.or_else(|| years.into_iter().rfind(|&year| year < current))
    }

    /// The years a base can be chosen from, the latest first.
    #[must_use]
    pub fn base_years(&self) -> Vec<Year> {
        let current = self.view().figures.year;
        let mut years = match self.base_file() {
            Some(base) => base.base.table.years(),
            None => self.table().years().into_iter().filter(|&year| Some(year) != current).collect(),
        };
        years.reverse();
        years
    }

    /// Whether there is anything to hold figures against.
    #[must_use]
    pub fn has_base(&self) -> bool {
        self.base_file().is_some() || self.base_year().is_some()
    }

    pub(super) fn base_key(&self) -> BaseKey {
        (self.revisions().base, self.base_year())
    }

    /// What figures are held against, on the present land basis; `None` without a base.
    pub fn base_side(&mut self) -> Option<BaseSide> {
        let base = self.base_file().cloned();
        let year = self.base_year();
        if base.is_none() && year.is_none() {
            return None;
        }
        let key = (self.unjudged_key(), self.base_key());
        let settings = FigureSettings { year, ..self.view().figures };
        let Self { derived, table, judging, .. } = self;
        let figures = Arc::clone(derived.years.base.get_or(key, || {
            let table = base.as_ref().map_or(&**table, |base| &*base.base.table);
            Arc::new(Figures::by_rules(table, settings, &judging.book))
        }));
        Some(match base {
            Some(base) => BaseSide::of_file(&base, figures),
            None => BaseSide::Columns(figures),
        })
    }

    /// The work list of the rows the filter shows.
    pub fn work_list(&mut self) -> Arc<WorkList> {
        let (figures, shown) = (self.figures(), self.shown());
        let key = (self.shown_key(), self.revisions().tags, self.derived.judged.number());
        let Self { derived, table, tags, .. } = self;
        let caches = &mut derived.years;
        let items = caches.work_items.get_or(key.0, || Arc::new(work_list(table, &figures, tags, Some(&shown))));
        Arc::clone(caches.work.get_or(key, || {
            let first = &items[..items.len().min(MOST_SHOWN)];
            let table = work_table(table, &figures, tags, first, |_| None);
            Arc::new(WorkList { items: Arc::clone(items), table })
        }))
    }
}
