//! Everything computed from a document, kept until what it was computed from changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cached::Cached;
use super::derived_charts::ChartCaches;
use super::derived_findings::FindingCaches;
use super::derived_years::YearCaches;
use super::document::Document;
use super::document_judging::HeldJudged;
use super::map_classes::{Held, MapClasses};
use super::report_list::ReportList;
use super::view_settings::{ColorBy, ViewSettings};
use crate::analysis::{
    ClassMethod, FigureSettings, Figures, Group, GroupBox, Grouping, Groups, Indicator, SortKey, Totals, distribution,
    parcel_table, sort_rows, summary, totals,
};
use crate::domain::{Category, CategoryColumn, ParcelTable, ResultTable, RowSet, ShapeState, units};
use crate::geometry::LocalBox;

/// Revisions of a document's overlays; each grows by one with every change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Tags.
    pub tags: u64,
    /// Notes.
    pub notes: u64,
    /// The filter.
    pub filter: u64,
    /// The selection.
    pub selection: u64,
    /// Cells: what was corrected in or joined to the table.
    pub data: u64,
    /// The day findings are as of, and the rulebook.
    pub judging: u64,
    /// What was found by looking the data set over.
    pub examination: u64,
}

/// Parcels by word of each category; `None` is no word.
pub type CategoryCounts = BTreeMap<Category, Vec<(Option<Arc<str>>, usize)>>;

/// Year and land basis, and the cells' revision.
pub(super) type FigureKey = (FigureSettings, u64);
/// Figures, filter, tags where the filter asks for them, and the judged result where it asks for that.
pub(super) type ShownKey = (FigureKey, u64, u64, u64);

/// A shown parcel's row, floor area ratio and tax per mu.
pub type ScatterPoint = (u32, [f64; 2]);

/// A park's name and the box around its parcels in local metres.
pub type ParkPlace = (Arc<str>, LocalBox);

/// Rows shown, tags, grouping, and the judged result where that groups by it.
pub(super) type GroupKey = (ShownKey, u64, Grouping, u64);
type RowsKey = (ShownKey, u64, Option<(SortKey, bool)>);

/// What the map's classes and shown rows depend on; equal keys give equal maps.
pub type MapKey = (ShownKey, u64, ColorBy, ClassMethod);

/// The caches. Each is asked for through a method of [`Document`] that hands out shared results.
#[derive(Debug, Default)]
pub struct Derived {
    figures: Cached<FigureKey, Arc<Figures>>,
    shown: Cached<ShownKey, Arc<RowSet>>,
    totals_shown: Cached<(ShownKey, u64), Totals>,
    totals_selected: Cached<(FigureKey, u64, u64), Option<Totals>>,
    classes: Cached<MapKey, Arc<MapClasses>>,
    pub(super) judged: HeldJudged,
    summary: Cached<GroupKey, Arc<ResultTable>>,
    groups: Cached<GroupKey, Arc<Vec<Group>>>,
    boxes: Cached<(GroupKey, Indicator), Arc<Vec<GroupBox>>>,
    scatter: Cached<ShownKey, Arc<Vec<ScatterPoint>>>,
    category_counts: Cached<(u64, u64), Arc<CategoryCounts>>,
    park_places: Cached<(u64, u64), Arc<Vec<ParkPlace>>>,
    land_by_tag: Cached<(FigureKey, u64), [f64; 9]>,
    rows: Cached<RowsKey, Arc<Vec<u32>>>,
    parcels: Cached<(FigureKey, u64, u64), Arc<ResultTable>>,
    idle: Cached<FigureKey, Arc<RowSet>>,
    report: Cached<(FigureKey, u64), Arc<ReportList>>,
    overlapping: Cached<u64, Arc<RowSet>>,
    shapes: Cached<u64, [(ShapeState, usize); 4]>,
    pub(super) years: YearCaches,
    pub(super) findings: FindingCaches,
    pub(super) charts: ChartCaches,
}

impl Document {
    pub(super) fn shown_key(&self) -> ShownKey {
        // Tags matter to what is shown only where the filter asks for them.
        let tags = if self.filter().tags.is_empty() { 0 } else { self.revisions().tags };
        let judged = if self.filter().asks_findings() { self.derived.judged.number() } else { 0 };
        (self.figure_key(), self.revisions().filter, tags, judged)
    }

    /// What groups by the present grouping depend on. The judged result must have been asked for before.
    pub(super) fn group_key(&self) -> GroupKey {
        let by = self.view().group_by;
        let judged = if by.asks_findings() { self.derived.judged.number() } else { 0 };
        (self.shown_key(), self.revisions().tags, by, judged)
    }

    pub(super) fn figure_key(&self) -> FigureKey {
        (self.view().figures, self.revisions().data)
    }

    /// Land, status and indicators of every parcel for the present year and land basis.
    pub fn figures(&mut self) -> Arc<Figures> {
        let (settings, key) = (self.view().figures, self.figure_key());
        let table = Arc::clone(self.table());
        Arc::clone(self.derived.figures.get_or(key, || Arc::new(Figures::new(&table, settings))))
    }

    /// The rows the filter shows.
    pub fn shown(&mut self) -> Arc<RowSet> {
        let figures = self.judged_figures();
        let key = self.shown_key();
        let Self { derived, table, tags, filter, .. } = self;
        Arc::clone(derived.shown.get_or(key, || Arc::new(filter.rows(table, &figures, tags))))
    }

    /// The sums over the rows the filter shows.
    pub fn totals_shown(&mut self) -> Totals {
        let (figures, shown) = (self.figures(), self.shown());
        let key = (self.shown_key(), self.revisions().tags);
        let Self { derived, table, tags, .. } = self;
        *derived.totals_shown.get_or(key, || totals(table, &figures, tags, Some(&shown)))
    }

    /// The sums over the selection, if there is one.
    pub fn totals_selected(&mut self) -> Option<Totals> {
        let figures = self.figures();
        let key = (self.figure_key(), self.revisions().selection, self.revisions().tags);
        let Self { derived, table, tags, selection, .. } = self;
        *derived
            .totals_selected
            .get_or(key, || (!selection.is_empty()).then(|| totals(table, &figures, tags, Some(selection))))
    }

    /// What the map's classes and shown rows depend on now.
    pub fn map_key(&mut self) -> MapKey {
        self.judged();
        let of = match self.view().color_by {
            ColorBy::Model => self.revisions().tags,
            ColorBy::Finding(_) => self.derived.judged.number(),
            ColorBy::Change(_) => self.base_year().map_or(0, u64::from),
            ColorBy::AgainstMean(_) | ColorBy::Indicator(_) | ColorBy::Status | ColorBy::Park => 0,
        };
        (self.shown_key(), of, self.view().color_by, self.view().class_method)
    }

    /// The map's classes.
    pub fn map_classes(&mut self) -> Arc<MapClasses> {
        let (figures, shown) = (self.figures(), self.shown());
        let key = self.map_key();
        let judged = self.judged();
        let base = if let ColorBy::Change(_) = self.view().color_by { self.base_figures() } else { None };
        let held = match self.view().color_by {
            ColorBy::Finding(kind) => Held::Outcomes(judged.judged().outcomes(kind)),
            ColorBy::AgainstMean(indicator) => Held::Mean(self.totals_shown().ratio(indicator)),
            ColorBy::Change(_) => Held::Base(base.as_deref()),
            ColorBy::Model | ColorBy::Status | ColorBy::Park | ColorBy::Indicator(_) => Held::ByItself,
        };
        let Self { derived, table, tags, view, .. } = self;
        let classes = || MapClasses::new(table, &figures, tags, view, &shown, held);
        Arc::clone(derived.classes.get_or(key, || Arc::new(classes())))
    }

    /// The summary of the rows the filter shows, by the present grouping; its last row is the total.
    pub fn summary(&mut self) -> Arc<ResultTable> {
        let (figures, shown) = (self.judged_figures(), self.shown());
        let by = self.view().group_by;
        let key = self.group_key();
        let Self { derived, table, tags, .. } = self;
        Arc::clone(derived.summary.get_or(key, || Arc::new(summary(table, &figures, tags, Some(&shown), by))))
    }

    /// The groups of the summary with their rows, those the filter hides left out.
    pub fn groups(&mut self) -> Arc<Vec<Group>> {
        let (figures, shown) = (self.judged_figures(), self.shown());
        let by = self.view().group_by;
        let key = self.group_key();
        let Self { derived, table, tags, .. } = self;
        Arc::clone(
            derived.groups.get_or(key, || Arc::new(Groups::new(table, &figures, tags, Some(&shown), by).members())),
        )
    }

    /// The spread of an indicator in each group of the summary.
    pub fn boxes(&mut self, indicator: Indicator) -> Arc<Vec<GroupBox>> {
        let (figures, shown) = (self.judged_figures(), self.shown());
        let by = self.view().group_by;
        let key = (self.group_key(), indicator);
        let Self { derived, table, tags, .. } = self;
        Arc::clone(
            derived.boxes.get_or(key, || Arc::new(distribution(table, &figures, tags, Some(&shown), by, indicator))),
        )
    }

    /// Tax per mu against floor area ratio: every shown parcel with both, as (row, [ratio, tax per mu]).
    pub fn tax_against_far(&mut self) -> Arc<Vec<ScatterPoint>> {
        let (figures, shown) = (self.figures(), self.shown());
        let key = self.shown_key();
        let Self { derived, table, .. } = self;
        Arc::clone(derived.scatter.get_or(key, || {
            let far = figures.indicator_values(table, Indicator::Far);
            let tax = figures.indicator_values(table, Indicator::TaxPerMu);
            let both = shown.iter().filter(|&row| far[row].is_finite() && tax[row].is_finite());
            Arc::new(both.map(|row| (row as u32, [far[row], tax[row]])).collect())
        }))
    }

    /// The parks by name with the box around their parcels in the scene's local metres, the largest first.
    pub fn park_places(&mut self) -> Arc<Vec<ParkPlace>> {
        let key = (self.generation, self.revisions().data);
        let Self { derived, table, scene, .. } = self;
        Arc::clone(derived.park_places.get_or(key, || {
            let Some(parks) = table.category(Category::Park) else { return Arc::default() };
            let mut rows = vec![RowSet::empty(table.len()); parks.words().len()];
            for row in 0..table.len() {
                if let Some(code) = parks.code(row) {
                    rows[code as usize].insert(row);
                }
            }
            let places = parks.words().iter().zip(&rows);
            let mut places: Vec<ParkPlace> =
                places.filter_map(|(name, rows)| Some((Arc::clone(name), scene.bounds_of_rows(rows)?))).collect();
            let size = |place: &LocalBox| (place.max[0] - place.min[0]) * (place.max[1] - place.min[1]);
            places.sort_by(|(_, a), (_, b)| size(b).total_cmp(&size(a)));
            Arc::new(places)
        }))
    }

    /// The words of each category with their parcels, the commonest first, those without a word last.
    pub fn category_counts(&mut self) -> Arc<CategoryCounts> {
        let key = (self.generation, self.revisions().data);
        let Self { derived, table, .. } = self;
        Arc::clone(derived.category_counts.get_or(key, || Arc::new(category_counts(table))))
    }

    /// The land of all parcels by tag in mu: index 0 is the untagged, 1–8 the models.
    pub fn land_by_tag_mu(&mut self) -> [f64; 9] {
        let figures = self.figures();
        let key = (self.figure_key(), self.revisions().tags);
        let Self { derived, tags, .. } = self;
        *derived.land_by_tag.get_or(key, || {
            let mut land = [0.0; 9];
            for (row, &number) in tags.numbers().iter().enumerate() {
                land[usize::from(number.min(8))] += figures.land_m2(row).map_or(0.0, units::mu_from_m2);
            }
            land
        })
    }

    /// The rows the filter shows, in the table's order.
    pub fn sorted_rows(&mut self) -> Arc<Vec<u32>> {
        let (figures, shown) = (self.judged_figures(), self.shown());
        let sort = self.view().sort;
        let tags_revision = match sort {
            Some((SortKey::Model, _)) => self.revisions().tags,
            Some((key, _)) if key.is_judged() => self.derived.judged.number(),
            _ => 0,
        };
        let key = (self.shown_key(), tags_revision, sort);
        let Self { derived, table, tags, .. } = self;
        Arc::clone(derived.rows.get_or(key, || {
            Arc::new(match sort {
                Some((by, descending)) => sort_rows(table, &figures, tags, by, descending, &shown),
                None => shown.iter().map(|row| row as u32).collect(),
            })
        }))
    }

    /// The parcel table of all rows, in file order.
    pub fn parcels(&mut self) -> Arc<ResultTable> {
        let figures = self.judged_figures();
        let key = (self.figure_key(), self.revisions().tags, self.derived.judged.number());
        let Self { derived, table, tags, .. } = self;
        Arc::clone(derived.parcels.get_or(key, || {
            let rows: Vec<u32> = (0..table.len() as u32).collect();
            Arc::new(parcel_table(table, &figures, tags, &rows))
        }))
    }

    /// The parcels suspected idle by their status.
    pub fn suspected_idle(&mut self) -> Arc<RowSet> {
        let figures = self.figures();
        let key = self.figure_key();
        let len = self.table().len();
        Arc::clone(
            self.derived
                .idle
                .get_or(key, || Arc::new(RowSet::where_row(len, |row| figures.status(row).suspected_idle()))),
        )
    }

    /// Everything the import report lists.
    pub fn report_list(&mut self) -> Arc<ReportList> {
        let figures = self.figures();
        let key = (self.figure_key(), self.revisions().examination);
        let Self { derived, table, report, examination, .. } = self;
        Arc::clone(
            derived.report.get_or(key, || Arc::new(ReportList::new(table, &figures, report, examination.as_deref()))),
        )
    }

    /// The parcels that cover the same land as another.
    pub fn overlapping(&mut self) -> Arc<RowSet> {
        let key = self.revisions().examination;
        let Self { derived, table, examination, .. } = self;
        Arc::clone(derived.overlapping.get_or(key, || {
            let pairs = examination.iter().flat_map(|examination| &examination.overlaps.pairs);
            let rows = pairs.flat_map(|pair| [pair.first as usize, pair.second as usize]);
            Arc::new(RowSet::from_rows(table.len(), rows))
        }))
    }

    /// The states of outlines with their parcels.
    pub fn shape_counts(&mut self) -> [(ShapeState, usize); 4] {
        let Self { derived, table, generation, .. } = self;
        *derived.shapes.get_or(*generation, || ShapeState::ALL.map(|state| (state, table.count_shapes(state))))
    }

    /// The view settings as they are shown.
    #[must_use]
    pub fn view(&self) -> &ViewSettings {
        &self.view
    }
}

fn category_counts(table: &ParcelTable) -> CategoryCounts {
    let count = |column: &CategoryColumn| {
        let mut counts = vec![0; column.words().len()];
        let mut blank = 0;
        for &code in column.codes() {
            match counts.get_mut(code as usize) {
                Some(count) => *count += 1,
                None => blank += 1,
            }
        }
        let mut words: Vec<(Option<Arc<str>>, usize)> = column.words().iter().cloned().map(Some).zip(counts).collect();
        words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        if blank > 0 {
            words.push((None, blank));
        }
        words
    };
    Category::ALL.into_iter().filter_map(|category| Some((category, count(table.category(category)?)))).collect()
}
