//! Everything computed from a document, kept until what it was computed from changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::accepting::AcceptCaches;
use super::cached::Cached;
use super::chart_data::{ChartData, ChartKey};
use super::derived_changes::ChangeCaches;
use super::derived_charts::HistogramCaches;
use super::derived_figures::{FigureCaches, FigureKey};
use super::derived_findings::{CountedOutcomes, FindingCaches};
use super::derived_grade_moves::GradeMoveCaches;
use super::derived_years::YearCaches;
use super::document::Document;
use super::document_judging::HeldJudged;
use super::group_charts::{GroupChartKey, GroupCharts};
use super::later::Later;
use super::map_classes::{ClassInputs, MapClasses};
use super::marks_on_map::MarksOnMap;
use super::report_list::ReportList;
use super::tag_differences::DifferenceCaches;
use super::view_settings::{ColorBy, ViewSettings};
use crate::analysis::judge::HeadroomSum;
use crate::analysis::{
    ClassMethod, Grouping, IdleSum, SortKey, TaggedSum, Totals, parcel_columns, parcel_rows, sort_rows, totals,
};
use crate::domain::{Category, CategoryColumn, FindingKind, ParcelTable, ResultTable, RowSet, ShapeState, units};
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
    /// What the rulebook says of status words and missing values.
    pub figure_rules: u64,
    /// What the rulebook says that floor headroom is counted by.
    pub headroom_rules: u64,
    /// Leading firms, zones and facts of parks.
    pub marks: u64,
    /// What was found by looking the data set over.
    pub examination: u64,
    /// The file of the base year.
    pub base: u64,
}

/// Parcels by word of each category; `None` is no word.
pub type CategoryCounts = BTreeMap<Category, Vec<(Option<Arc<str>>, usize)>>;

/// Figures, filter, tags where the filter asks for them, and the judged result and the base file where it asks for those.
pub(super) type ShownKey = (FigureKey, u64, u64, u64, u64);

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
    pub(super) figures: FigureCaches,
    shown: Cached<ShownKey, Arc<RowSet>>,
    totals_shown: Cached<ShownKey, Totals>,
    totals_selected: Cached<(FigureKey, u64), Option<Totals>>,
    tagged_shown: Cached<(ShownKey, u64), TaggedSum>,
    tagged_selected: Cached<(FigureKey, u64, u64), TaggedSum>,
    idle_shown: Cached<(ShownKey, u64), IdleSum>,
    idle_selected: Cached<(FigureKey, u64, u64), IdleSum>,
    classes: Later<MapKey, MapClasses>,
    pub(super) judged: HeldJudged,
    pub(super) group_charts: Later<GroupChartKey, GroupCharts>,
    pub(super) charts: Later<ChartKey, ChartData>,
    category_counts: Cached<(u64, u64), Arc<CategoryCounts>>,
    park_places: Cached<(u64, u64), Arc<Vec<ParkPlace>>>,
    land_by_tag: Cached<(FigureKey, u64), [f64; 9]>,
    unsorted: Cached<ShownKey, Arc<Vec<u32>>>,
    sorted: Later<RowsKey, Vec<u32>>,
    parcel_columns: Cached<(FigureKey, u64), Arc<[SortKey]>>,
    parcels: Cached<(FigureKey, [u64; 2], Vec<u32>), Arc<ResultTable>>,
    report: Cached<(FigureKey, u64), Arc<ReportList>>,
    overlapping: Cached<u64, Arc<RowSet>>,
    shapes: Cached<u64, [(ShapeState, usize); 4]>,
    pub(super) marks_on_map: Cached<u64, Arc<MarksOnMap>>,
    headroom_shown: Cached<(ShownKey, u64), HeadroomSum>,
    headroom_selected: Cached<(FigureKey, u64, u64), HeadroomSum>,
    pub(super) accepting: AcceptCaches,
    pub(super) differences: DifferenceCaches,
    pub(super) selected_outcomes: Cached<(u64, u64, FindingKind), Arc<CountedOutcomes>>,
    pub(super) years: YearCaches,
    pub(super) changes: ChangeCaches,
    pub(super) findings: FindingCaches,
    pub(super) grade_moves: GradeMoveCaches,
    pub(super) histograms: HistogramCaches,
}

impl Document {
    pub(super) fn shown_key(&self) -> ShownKey {
        // Tags matter to what is shown only where the filter asks for them.
        let tags = if self.filter().asks_tags() { self.revisions().tags } else { 0 };
        let judged = if self.filter().asks_findings() { self.derived.judged.number() } else { 0 };
        let base = if self.filter().presences.is_empty() { 0 } else { self.revisions().base };
        (self.figure_key(), self.revisions().filter, tags, judged, base)
    }

    /// What groups by the present grouping depend on. The judged result must have been asked for before.
    pub(super) fn group_key(&self) -> GroupKey {
        let by = self.view().group_by;
        let judged = if by.asks_findings() { self.derived.judged.number() } else { 0 };
        (self.shown_key(), self.revisions().tags, by, judged)
    }

    /// The rows the filter shows.
    pub fn shown(&mut self) -> Arc<RowSet> {
        let figures = self.figures();
        let key = self.shown_key();
        let Self { derived, table, tags, filter, joined, .. } = self;
        let pairing = joined.base.as_ref().map(|base| &*base.base.pairing);
        Arc::clone(derived.shown.get_or(key, || Arc::new(filter.rows(table, &figures, tags, pairing))))
    }

    /// The sums over the rows the filter shows. What tags and findings of idle land change of them is summed apart: a tag
    /// on many parcels or another day must not make every ratio anew.
    pub fn totals_shown(&mut self) -> Totals {
        let (figures, shown) = (self.figures(), self.shown());
        let (key, tags_key) = (self.shown_key(), self.revisions().tags);
        let idle_key = self.idle_number();
        let Self { derived, table, tags, .. } = self;
        let sums = *derived.totals_shown.get_or(key, || totals(table, &figures, tags, Some(&shown)));
        let tagged = *derived.tagged_shown.get_or((key, tags_key), || TaggedSum::new(&figures, tags, &shown));
        let idle = *derived.idle_shown.get_or((key, idle_key), || IdleSum::new(&figures, &shown));
        sums.with_tagged(tagged).with_idle(idle)
    }

    /// The sums over the selection, if there is one.
    pub fn totals_selected(&mut self) -> Option<Totals> {
        let figures = self.figures();
        let (key, tags_key) = ((self.figure_key(), self.revisions().selection), self.revisions().tags);
        let idle_key = self.idle_number();
        let Self { derived, table, tags, selection, .. } = self;
        let sums = *derived
            .totals_selected
            .get_or(key, || (!selection.is_empty()).then(|| totals(table, &figures, tags, Some(selection))));
        let tagged = || TaggedSum::new(&figures, tags, selection);
        let idle = || IdleSum::new(&figures, selection);
        sums.map(|sums| {
            let sums = sums.with_tagged(*derived.tagged_selected.get_or((key.0, key.1, tags_key), tagged));
            sums.with_idle(*derived.idle_selected.get_or((key.0, key.1, idle_key), idle))
        })
    }

    /// The floor area that the shown parcels can take on without new land.
    pub fn headroom_shown(&mut self) -> HeadroomSum {
        let (figures, shown) = (self.figures(), self.shown());
        let key = (self.shown_key(), self.revisions().headroom_rules);
        let sum = || figures.headroom().map_or_else(HeadroomSum::default, |room| room.sum(&figures, &shown));
        *self.derived.headroom_shown.get_or(key, sum)
    }

    /// The floor area that the selected parcels can take on without new land, if any is selected.
    pub fn headroom_selected(&mut self) -> Option<HeadroomSum> {
        let figures = self.figures();
        let key = (self.figure_key(), self.revisions().headroom_rules, self.revisions().selection);
        let Self { derived, selection, .. } = self;
        let headroom = figures.headroom().filter(|_| !selection.is_empty())?;
        Some(*derived.headroom_selected.get_or(key, || headroom.sum(&figures, selection)))
    }

    /// What the map's classes and shown rows depend on now.
    pub fn map_key(&mut self) -> MapKey {
        self.judged();
        self.held_map_key()
    }

    /// The same, the judged result having been asked for.
    fn held_map_key(&self) -> MapKey {
        let of = match self.view().color_by {
            ColorBy::Model | ColorBy::Route => self.revisions().tags,
            ColorBy::Headroom => self.revisions().headroom_rules,
            ColorBy::Finding(_) => self.derived.judged.number(),
            // A year is below 10 000.
            ColorBy::Change(_) => self.revisions().base * 10_000 + self.base_year().map_or(0, u64::from),
            ColorBy::AgainstMean(_) | ColorBy::Indicator(_) | ColorBy::Status | ColorBy::Park => 0,
        };
        (self.shown_key(), of, self.view().color_by, self.view().class_method)
    }

    /// The map's classes, and what they are of: the last ones there are while others are being made.
    pub fn map_classes(&mut self) -> (MapKey, Arc<MapClasses>) {
        let key = self.map_key();
        let inputs = self.class_inputs();
        // What numbers are cut into takes longer than a frame.
        let color_by = self.view().color_by;
        let is_long = color_by == ColorBy::Headroom || color_by.indicator().is_some();
        let wake = self.wake().filter(|_| is_long).cloned();
        if let Some((of, classes)) = self.derived.classes.get(&key, wake.as_ref(), move || inputs.classes()) {
            return (*of, Arc::clone(classes));
        }
        // The first ones are waited for: there is nothing to show meanwhile.
        (key, self.map_classes_now())
    }

    /// The map's classes of the present state, waited for.
    pub fn map_classes_now(&mut self) -> Arc<MapClasses> {
        let (key, inputs) = (self.map_key(), self.class_inputs());
        self.derived.classes.now(&key, || inputs.classes())
    }

    /// Whether the map's classes are of the present state.
    #[must_use]
    pub fn classes_are_present(&self) -> bool {
        self.derived.classes.is_of(&self.held_map_key())
    }

    fn class_inputs(&mut self) -> ClassInputs {
        let color_by = self.view().color_by;
        ClassInputs {
            mean: match color_by {
                ColorBy::AgainstMean(indicator) => self.totals_shown().ratio(indicator),
                _ => None,
            },
            base: if let ColorBy::Change(_) = color_by { self.base_side() } else { None },
            figures: self.figures(),
            shown: self.shown(),
            table: Arc::clone(&self.table),
            tags: Arc::clone(&self.tags),
            color_by,
            method: self.view().class_method,
            judged: self.judged(),
        }
    }

    /// The parks by name with the box around their parcels in the scene's local metres, the largest first.
    pub fn park_places(&mut self) -> Arc<Vec<ParkPlace>> {
        let key = (self.generation, self.revisions().data);
        let Self { derived, table, scene, .. } = self;
        Arc::clone(derived.park_places.get_or(key, || {
            let Some(parks) = table.category(Category::Park) else { return Arc::default() };
            let boxes = scene.bounds_of_groups(parks.codes(), parks.words().len());
            let places = parks.words().iter().zip(boxes);
            let mut places: Vec<ParkPlace> =
                places.filter_map(|(name, bounds)| Some((Arc::clone(name), bounds?))).collect();
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

    /// The rows the filter shows, in the table's order; while another order is being made, the last one.
    pub fn sorted_rows(&mut self) -> Arc<Vec<u32>> {
        let Some((by, descending)) = self.view().sort else { return self.unsorted_rows() };
        let (figures, shown) = (self.figures(), self.shown());
        let key = self.rows_key();
        let (table, tags, wake) = (Arc::clone(&self.table), Arc::clone(&self.tags), self.wake().cloned());
        let sort = move || sort_rows(&table, &figures, &tags, by, descending, &shown);
        if let Some((_, rows)) = self.derived.sorted.get(&key, wake.as_ref(), sort) {
            return Arc::clone(rows);
        }
        self.unsorted_rows()
    }

    /// The same in the order asked for, waited for.
    pub fn sorted_rows_now(&mut self) -> Arc<Vec<u32>> {
        let Some((by, descending)) = self.view().sort else { return self.unsorted_rows() };
        let (figures, shown) = (self.figures(), self.shown());
        let key = self.rows_key();
        let Self { derived, table, tags, .. } = self;
        derived.sorted.now(&key, || sort_rows(table, &figures, tags, by, descending, &shown))
    }

    /// Whether [`Self::sorted_rows`] are in the order asked for.
    #[must_use]
    pub fn rows_are_sorted(&self) -> bool {
        self.view().sort.is_none() || self.derived.sorted.is_of(&self.rows_key())
    }

    fn rows_key(&self) -> RowsKey {
        let sort = self.view().sort;
        let overlay = match sort {
            Some((SortKey::Model | SortKey::Route, _)) => self.revisions().tags,
            Some((key, _)) if key.is_judged() => self.derived.judged.number(),
            _ => 0,
        };
        (self.shown_key(), overlay, sort)
    }

    fn unsorted_rows(&mut self) -> Arc<Vec<u32>> {
        let shown = self.shown();
        let key = self.shown_key();
        Arc::clone(self.derived.unsorted.get_or(key, || Arc::new(shown.iter().map(|row| row as u32).collect())))
    }

    /// The columns parcels are listed with.
    pub fn parcel_columns(&mut self) -> Arc<[SortKey]> {
        let figures = self.figures();
        let key = (self.figure_key(), self.derived.judged.number());
        let Self { derived, table, .. } = self;
        Arc::clone(derived.parcel_columns.get_or(key, || parcel_columns(table, &figures).into()))
    }

    /// These parcels, in that order, as they are listed: made for the rows on the screen, not for a million.
    pub fn parcels(&mut self, rows: &[u32]) -> Arc<ResultTable> {
        let (figures, columns) = (self.figures(), self.parcel_columns());
        let (key, overlays) = (self.figure_key(), [self.revisions().tags, self.derived.judged.number()]);
        let Self { derived, table, tags, .. } = self;
        let list = || Arc::new(parcel_rows(table, &figures, tags, &columns, rows));
        Arc::clone(derived.parcels.get_or((key, overlays, rows.to_vec()), list))
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
