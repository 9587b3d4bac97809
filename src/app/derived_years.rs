//! What is computed of a document over two years and over its land: changes, doubling path, Lorenz curve, work list.
//! Kept until what it was computed from changes, as everything in [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::derived::{FigureKey, GroupKey, ShownKey};
use super::document::Document;
use crate::analysis::{
    Comparison, Doubling, FigureSettings, Figures, LorenzCurve, Reference, WorkItem, work_list, work_table,
};
use crate::domain::{ResultTable, Year};

/// The most rows of a ranking that are shown as a table.
const MOST_RANKED: usize = 50;

/// The parcels to act on first, and the table of them in the same order.
#[derive(Debug)]
pub struct WorkList {
    /// The parcels, the one that lacks most first.
    pub items: Vec<WorkItem>,
    /// Their figures and notes.
    pub table: ResultTable,
}

/// What the doubling path depends on beside the rows shown: base year, and the typed target to the bit.
type PathKey = (ShownKey, Option<Year>, Option<u64>);

/// The caches.
#[derive(Debug, Default)]
pub struct YearCaches {
    base: Cached<(FigureKey, Year), Arc<Figures>>,
    changes: Cached<(GroupKey, Year), Arc<ResultTable>>,
    doubling: Cached<PathKey, Arc<Doubling>>,
    doubling_table: Cached<PathKey, Arc<ResultTable>>,
    lorenz: Cached<ShownKey, Arc<LorenzCurve>>,
    lorenz_table: Cached<ShownKey, Arc<ResultTable>>,
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

    /// What changed since the base year in the rows the filter shows, by the present grouping, in the order of
    /// [`Document::summary`], the total last; `None` without a base year.
    pub fn changes(&mut self) -> Option<Arc<ResultTable>> {
        let (base, year) = (self.base_figures()?, self.base_year()?);
        let (figures, shown) = (self.judged_figures(), self.shown());
        let by = self.view().group_by;
        let key = (self.group_key(), year);
        let Self { derived, table, tags, .. } = self;
        Some(Arc::clone(
            derived
                .years
                .changes
                .get_or(key, || Arc::new(Comparison::of_years(table, tags, &base, &figures, Some(&shown)).summary(by))),
        ))
    }

    fn path_key(&self) -> PathKey {
        (self.shown_key(), self.base_year(), self.view().doubling_target.map(f64::to_bits))
    }

    /// The doubling path of the rows the filter shows: from the base year's output per mu where there is one (of the
    /// parcels that have both years, as [`Document::changes`] has it), else from the present.
    pub fn doubling(&mut self) -> Arc<Doubling> {
        let (base, figures, shown) = (self.base_figures(), self.figures(), self.shown());
        let key = self.path_key();
        let reference = self.view().doubling_target.map_or(Reference::ParkMedian, Reference::PerMu);
        let Self { derived, table, tags, .. } = self;
        Arc::clone(derived.years.doubling.get_or(key, || {
            let base_per_mu = base.and_then(|base| {
                Comparison::of_years(table, tags, &base, &figures, Some(&shown)).total().output.base_per_mu()
            });
            Arc::new(Doubling::new(table, &figures, tags, Some(&shown), reference, base_per_mu))
        }))
    }

    /// The first parcels of the doubling path.
    pub fn doubling_table(&mut self) -> Arc<ResultTable> {
        let path = self.doubling();
        let key = self.path_key();
        let Self { derived, table, .. } = self;
        Arc::clone(derived.years.doubling_table.get_or(key, || Arc::new(path.table(table, MOST_RANKED))))
    }

    /// Output against land over the rows the filter shows.
    pub fn lorenz(&mut self) -> Arc<LorenzCurve> {
        let (figures, shown) = (self.figures(), self.shown());
        let key = self.shown_key();
        let Self { derived, table, .. } = self;
        Arc::clone(derived.years.lorenz.get_or(key, || Arc::new(LorenzCurve::new(table, &figures, Some(&shown)))))
    }

    /// The Lorenz curve at every tenth of the land.
    pub fn lorenz_table(&mut self) -> Arc<ResultTable> {
        let curve = self.lorenz();
        let key = self.shown_key();
        Arc::clone(self.derived.years.lorenz_table.get_or(key, || Arc::new(curve.table())))
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
