//! Between a document and its project file: what is written, and how it is laid over freshly read data.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::beside::BesidePart;
use super::document::Document;
use super::document_judging::Judging;
use super::history::History;
use super::view_settings::ViewSettings;
use crate::analysis::{FigureSettings, Filter};
use crate::domain::{Corrections, FollowUps, LandBasis, ParcelTable, RowSet, Tags, UserMarks};
use crate::geometry::Crs;
use crate::io::columns::Mapping;
use crate::io::{
    ProjectError, ProjectFile, ProjectSource, ReadOptions, Source, TextEncoding, match_corrections, match_follow_ups,
    match_marks, match_tags, record_corrections, record_follow_ups, record_marks, record_tags,
};

/// The parcel file of the project at `path`: beside it, at its whole path, or the embedded sample.
pub(super) fn find_source(file: &ProjectFile, path: &Path) -> Result<Source, ProjectError> {
    file.source.find(path, |name| (name == super::SAMPLE_NAME).then(super::sample))
}

/// Whether a path is a project's by its ending.
#[must_use]
pub fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mulens"))
}

/// The parcel file a project at `path` names.
pub fn source_of_project(path: &Path) -> Result<Source, ProjectError> {
    find_source(&ProjectFile::read(path)?, path)
}

/// What the user said about reading the parcel file, as saved, where `options` does not say otherwise.
pub(super) fn add_choices(file: &ProjectFile, options: &mut ReadOptions) {
    let named = || file.crs.name.as_deref().and_then(Crs::from_name);
    let crs = file.crs.epsg.and_then(Crs::from_epsg).or_else(named);
    options.crs = options.crs.or(crs.filter(|_| file.crs.chosen_by_user));
    options.layer = options.layer.take().or_else(|| file.source.layer.clone());
    let encoding = file.source.encoding.as_deref().and_then(TextEncoding::from_name);
    options.encoding = options.encoding.or(encoding);
    options.repair_crossing |= file.repair_crossing;
    if let Some(mut mapping) = mapping_of(file) {
        if let Some(said) = options.mapping.take() {
            mapping.extend((*said).clone());
        }
        options.mapping = Some(Arc::new(mapping));
    }
}

/// What was said about columns, as saved. Where it no longer reads, columns are found by evidence again.
fn mapping_of(file: &ProjectFile) -> Option<Mapping> {
    serde_json::from_value(file.columns.clone()).ok()
}

/// The filter, as saved. One of another version that no longer reads is left at its default: it costs no work.
pub(super) fn filter_of(file: &ProjectFile) -> Filter {
    serde_json::from_value(file.filter.clone()).unwrap_or_default()
}

/// Year and land basis, as saved; a year the table no longer has gives way to its default.
pub(super) fn figure_settings(file: &ProjectFile, table: &ParcelTable) -> FigureSettings {
    let year = file.figures.year.filter(|year| table.years().contains(year));
    let basis = LandBasis::ALL.into_iter().find(|basis| Some(basis.key()) == file.figures.basis.as_deref());
    FigureSettings { year: year.or_else(|| table.default_year()), basis: basis.unwrap_or_default() }
}

/// What laying a project over a data set came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectMatch {
    /// Tags and notes that found their parcel.
    pub matched: usize,
    /// Keys that found none.
    pub unmatched: Vec<String>,
    /// Whether the parcel file is the one the project was saved with, to the byte.
    pub same_source: bool,
}

/// A project that is still to be put together, shared with the job that writes it.
pub(super) struct ProjectDraft {
    base: Arc<ProjectFile>,
    source: ProjectSource,
    layer: Option<String>,
    encoding: Option<String>,
    crs: Crs,
    crs_is_chosen: bool,
    columns: Value,
    repair_crossing: bool,
    figures: FigureSettings,
    filter: Value,
    view: Value,
    /// `None` keeps what the project said.
    firms: Option<Value>,
    commitments: Option<Value>,
    base_year_file: Option<Value>,
    boundaries: Option<Value>,
    judging: Value,
    rulebook_unread: bool,
    layers: Vec<Value>,
    table: Arc<ParcelTable>,
    table_as_read: Arc<ParcelTable>,
    corrections: Corrections,
    follow_ups: Arc<FollowUps>,
    marks: Arc<UserMarks>,
    tags: Arc<Tags>,
    tags_as_read: Arc<Tags>,
    notes: BTreeMap<u32, String>,
}

impl ProjectDraft {
    /// Puts it together.
    pub(super) fn file(self) -> ProjectFile {
        let mut file = ProjectFile::clone(&self.base);
        file.source = ProjectSource { extra: file.source.extra, ..self.source };
        file.source.layer = self.layer;
        file.source.encoding = self.encoding;
        file.crs.epsg = self.crs.epsg();
        file.crs.name = self.crs.epsg().is_none().then(|| self.crs.to_string());
        file.crs.chosen_by_user = self.crs_is_chosen;
        file.columns = self.columns;
        file.repair_crossing = self.repair_crossing;
        file.figures.year = self.figures.year;
        file.figures.basis = Some(self.figures.basis.key().to_owned());
        file.filter = self.filter;
        file.view = self.view;
        file.firms = self.firms.unwrap_or(file.firms);
        file.commitments = self.commitments.unwrap_or(file.commitments);
        file.base = self.base_year_file.unwrap_or(file.base);
        file.boundaries = self.boundaries.unwrap_or(file.boundaries);
        match (file.judging.as_object_mut(), self.rulebook_unread) {
            // A rulebook that was not understood stays as it is.
            (Some(kept), true) => kept.extend(self.judging.get("as_of").map(|day| ("as_of".to_owned(), day.clone()))),
            _ => file.judging = self.judging,
        }
        file.layers = self.layers;
        let notes: BTreeMap<usize, String> = self.notes.into_iter().map(|(row, note)| (row as usize, note)).collect();
        record_follow_ups(&mut file, &self.table, &self.follow_ups);
        record_marks(&mut file, &self.table, &self.marks);
        record_corrections(&mut file, &self.table_as_read, &self.corrections);
        record_tags(&mut file, &self.table, &self.tags, &self.tags_as_read, &notes);
        file
    }
}

impl Document {
    /// The project as it stands, to be saved at `path`. What the project said that this data set or this version knows
    /// nothing of, parcels that are gone or members of a newer version, is kept.
    #[must_use]
    pub fn project_file(&self, path: &Path) -> ProjectFile {
        self.project_draft(path).file()
    }

    /// The same, to be made where it is written: keys and tags of a million parcels take longer than a frame.
    #[must_use]
    pub(super) fn project_draft(&self, path: &Path) -> ProjectDraft {
        let mapping = self.options.mapping.as_deref();
        let crs = self.options.crs.unwrap_or(self.report.crs.crs);
        let layers = self.layers().iter().map(|layer| layer.saved(path));
        // What could not be read stays as the project has it.
        let member = |part, saved: Option<Value>| match saved {
            None if self.joined.unread.contains(&part) => None,
            saved => Some(saved.unwrap_or_default()),
        };
        ProjectDraft {
            base: Arc::clone(&self.project_base),
            source: ProjectSource::of(&self.source, &self.stamp, path),
            layer: self.options.layer.clone(),
            encoding: self.options.encoding.map(|encoding| encoding.name().to_owned()),
            crs,
            crs_is_chosen: self.options.crs.is_some(),
            columns: mapping.and_then(|mapping| serde_json::to_value(mapping).ok()).unwrap_or_default(),
            repair_crossing: self.options.repair_crossing,
            figures: self.view.figures,
            filter: serde_json::to_value(&self.filter).unwrap_or_default(),
            view: serde_json::to_value(&self.view).unwrap_or_default(),
            firms: member(BesidePart::Firms, self.firms().map(|firms| super::beside::firms_member(firms, path))),
            commitments: member(BesidePart::Commitments, self.commitments().map(|list| list.saved(path))),
            base_year_file: member(BesidePart::Base, self.base_file().map(|base| base.saved(path))),
            boundaries: member(
                BesidePart::Boundaries,
                self.boundaries().map(|boundaries| super::beside::boundaries_member(boundaries, path)),
            ),
            judging: super::project_judging::judging_member(&self.judging),
            rulebook_unread: self.rulebook_unread,
            layers: layers.chain(self.joined.layers_unread.iter().cloned()).collect(),
            table: Arc::clone(&self.table),
            table_as_read: Arc::clone(&self.table_as_read),
            corrections: self.corrections.clone(),
            follow_ups: Arc::clone(&self.follow_ups),
            marks: Arc::clone(self.marks()),
            tags: Arc::clone(&self.tags),
            tags_as_read: Arc::clone(&self.tags_as_read),
            notes: self.notes.clone(),
        }
    }

    /// Takes over the work done on `open`, the same source read with other options. Its parcels are found again by their
    /// place in the file, since another coordinate system or another code column gives them other keys.
    pub(super) fn carry_over(&mut self, open: &Self) {
        let path = open.project_path.clone();
        let mut file = open.project_file(path.as_deref().unwrap_or(Path::new("")));
        let key_of: FxHashMap<&str, &str> = (0..open.table.len())
            .filter_map(|row| Some((open.table.key(row), self.row_again(open, row)?)))
            .map(|(key, row)| (key, self.table.key(row)))
            .collect();
        file.rename_keys(|key| key_of.get(key).map(|&key| key.to_owned()));
        self.place_beside_again(open);
        self.lay_project(path.as_deref(), file);
        let rows = open.selection.iter().filter_map(|row| self.row_again(open, row));
        self.selection = RowSet::from_rows(self.table.len(), rows);
        // How the file is read belongs to the project, which therefore waits to be saved.
        self.history = History::default();
    }

    /// The row of a parcel of `open` in this table.
    fn row_again(&self, open: &Self, row: usize) -> Option<usize> {
        self.row_of_feature(open.table.feature_index(row))
    }

    /// Takes day and rulebook of a project over; what is at fault stays in the project until other rules are chosen.
    fn lay_judging(&mut self, path: Option<&Path>, file: &ProjectFile) {
        let (day, book) = super::project_judging::judging_of(&file.judging, path.unwrap_or(Path::new("")));
        let shipped = Judging::default();
        self.judging.as_of = day.unwrap_or(shipped.as_of);
        self.judging.marks = shipped.marks;
        self.rulebook_unread = book.is_err();
        let book = book.unwrap_or_else(|error| {
            self.rulebook_fault = Some(error);
            None
        });
        self.put_rulebook(book.unwrap_or(shipped.book));
    }

    /// Lays a project over the data set: tags and notes by parcel key, filter, view, year and basis. The state it
    /// leads to is a saved one, with nothing to undo.
    pub fn lay_project(&mut self, path: Option<&Path>, file: ProjectFile) -> ProjectMatch {
        let matched = match_tags(&self.table, &file, &self.tags_as_read);
        let keys = file.tags.keys().chain(file.routes.keys()).chain(file.notes.keys());
        let known = keys.collect::<FxHashSet<_>>().len();
        let unmatched = matched.unmatched;
        self.tags = Arc::new(matched.tags);
        self.notes = matched.notes.into_iter().map(|(row, note)| (row as u32, note)).collect();
        let (corrections, lost) = match_corrections(&self.table_as_read, &file);
        self.corrections = corrections;
        self.join_over();
        if lost > 0 {
            tracing::info!(lost, "corrections of parcels or columns that are not in the table stay in the project");
        }
        let (follow_ups, lost) = match_follow_ups(&self.table, &file);
        self.follow_ups = Arc::new(follow_ups);
        self.derived.judged.follow_anew();
        if lost > 0 {
            tracing::info!(lost, "follow-ups of parcels that are not in the table stay in the project");
        }
        self.filter = filter_of(&file);
        self.view = serde_json::from_value::<ViewSettings>(file.view.clone()).unwrap_or_default();
        self.view.figures = figure_settings(&file, &self.table);
        self.lay_judging(path, &file);
        let (marks, lost) = match_marks(&self.table, &file);
        self.put_marks(&Arc::new(marks));
        if lost > 0 {
            tracing::info!(lost, "marks of parcels that are not in the table, or not understood, stay in the project");
        }
        self.project_path = path.map(Path::to_owned);
        self.history = History::saved();
        self.revisions.tags += 1;
        self.revisions.notes += 1;
        self.revisions.filter += 1;
        let same_source = file.source.is_same_content(&self.stamp);
        self.project_base = Arc::new(file);
        ProjectMatch { matched: known - unmatched.len().min(known), same_source, unmatched }
    }
}
