//! What is computed of a document over two years: the base year's figures, and the work list.
//! Kept until what it was computed from changes, as everything in [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::derived::{FigureKey, ShownKey};
use super::document::Document;
use crate::analysis::{FigureSettings, Figures, WorkItem, work_list, work_table};
use crate::domain::{ResultTable, Year};

/// The parcels to act on first, and the table of them in the same order.
#[derive(Debug)]
pub struct WorkList {
    /// The parcels, the one that lacks most first.
    pub items: Vec<WorkItem>,
    /// Their figures and notes.
    pub table: ResultTable,
}

/// The caches.
#[derive(Debug, Default)]
pub struct YearCaches {
    base: Cached<(FigureKey, Year), Arc<Figures>>,
    work: Cached<(ShownKey, u64, u64), Arc<WorkList>>,
}

impl Document {
    /// The year figures are held against: the chosen one, else the latest before the present year; `None` where the data
    /// has no other year, or none earlier and nobody chose.
    #[must_use]
    pub fn base_year(&self) -> Option<Year> {
        let current = self.view().figures.year?;
        let years = self.table().years();
        let chosen = self.view().base_year.filter(|year| *year != current && years.contains(year));
        chosen.or_else(|| years.into_iter().rfind(|&year| year < current))
    }

    /// The figures of the base year, on the present land basis.
    pub fn base_figures(&mut self) -> Option<Arc<Figures>> {
        let year = self.base_year()?;
        let key = (self.figure_key(), year);
        let settings = FigureSettings { year: Some(year), ..self.view().figures };
        let Self { derived, table, .. } = self;
        Some(Arc::clone(derived.years.base.get_or(key, || Arc::new(Figures::new(table, settings)))))
    }

    /// The work list of the rows the filter shows, with the notes.
    pub fn work_list(&mut self) -> Arc<WorkList> {
        let (figures, shown) = (self.figures(), self.shown());
        let key = (self.shown_key(), self.revisions().tags, self.revisions().notes);
        let Self { derived, table, tags, notes, .. } = self;
        Arc::clone(derived.years.work.get_or(key, || {
            let items = work_list(table, &figures, tags, Some(&shown));
            let note_of = |row: usize| notes.get(&(row as u32)).map(String::as_str);
            let table = work_table(table, &figures, tags, &items, note_of);
            Arc::new(WorkList { items, table })
        }))
    }
}
