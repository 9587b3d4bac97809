//! One open data set: the frozen table and what the analyst laid over it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::derived::{Derived, Revisions};
use super::document_beside::Joined;
use super::document_judging::Judging;
use super::examination::Examination;
use super::first_picture::FirstPicture;
use super::history::History;
use super::jobs::Loaded;
use super::judging::RulebookFileError;
use super::later::Wake;
use super::view_settings::ViewSettings;
use crate::analysis::Filter;
use crate::domain::{Corrections, FollowUps, ParcelTable, RowSet, Tags};
use crate::geometry::Scene;
use crate::io::{ImportReport, ProjectFile, ReadOptions, Repaired, Sample, Source, SourceStamp, follow_ups_as_read};

/// Up to so many parcels everything is computed at once: it takes a few milliseconds.
pub const AT_ONCE_PARCELS: usize = 20_000;

/// An open data set.
pub struct Document {
    pub(super) source: Source,
    pub(super) stamp: SourceStamp,
    /// The parcels with all that was laid over their cells.
    pub(super) table: Arc<ParcelTable>,
    /// The parcels with what is joined to them, before corrections.
    pub(super) table_as_read: Arc<ParcelTable>,
    /// The parcels as their file says, nothing joined.
    pub(super) table_of_file: Arc<ParcelTable>,
    pub(super) joined: Joined,
    pub(super) corrections: Corrections,
    /// What became of findings; shared with the judged result.
    pub(super) follow_ups: Arc<FollowUps>,
    pub(super) report: Arc<ImportReport>,
    pub(super) scene: Arc<Scene>,
    pub(super) options: ReadOptions,
    pub(super) sample: Option<Arc<Sample>>,
    /// What was found by looking the data set over, once that is done.
    pub(super) examination: Option<Arc<Examination>>,
    pub(super) tags: Arc<Tags>,
    pub(super) tags_as_read: Arc<Tags>,
    pub(super) notes: BTreeMap<u32, String>,
    pub(super) selection: RowSet,
    pub(super) filter: Filter,
    pub(super) view: ViewSettings,
    pub(super) judging: Judging,
    /// Whether the project has a rulebook that was not understood: it stays in the project.
    pub(super) rulebook_unread: bool,
    /// Why, until that is told.
    pub(super) rulebook_fault: Option<RulebookFileError>,
    pub(super) project_path: Option<PathBuf>,
    /// The project as it was read: what it says of parcels that are gone and of members this version does not know is
    /// kept for its next saving.
    pub(super) project_base: Arc<ProjectFile>,
    pub(super) history: History,
    pub(super) revisions: Revisions,
    pub(super) derived: Derived,
    /// A number of its own for every data set opened in this run, so that views notice a change of data.
    pub(super) generation: u64,
    /// Whom to wake when something computed beside the window's thread is there; with nobody all is computed at once.
    wake: Option<Wake>,
    /// What waits until the map is there.
    pub(super) first_picture: FirstPicture,
}

impl Document {
    /// A document on freshly read data, with the tags the file carried.
    #[must_use]
    pub fn new(loaded: Loaded, generation: u64) -> Self {
        let len = loaded.table.len();
        let mut view = ViewSettings::default();
        view.figures.year = loaded.table.default_year();
        let tags = Arc::new(loaded.tags);
        let follow_ups = Arc::new(follow_ups_as_read(&loaded.table).0);
        let mut document = Self {
            source: loaded.source,
            stamp: loaded.stamp,
            report: loaded.report,
            scene: loaded.scene,
            options: loaded.options,
            sample: loaded.sample,
            examination: None,
            tags_as_read: Arc::clone(&tags),
            tags,
            table: Arc::clone(&loaded.table),
            table_as_read: Arc::clone(&loaded.table),
            table_of_file: loaded.table,
            joined: Joined::default(),
            corrections: Corrections::default(),
            follow_ups,
            notes: BTreeMap::new(),
            selection: RowSet::empty(len),
            filter: Filter::default(),
            view,
            judging: Judging::default(),
            rulebook_unread: false,
            rulebook_fault: None,
            project_path: None,
            project_base: Arc::default(),
            history: History::saved(),
            revisions: Revisions::default(),
            derived: Derived::default(),
            generation,
            wake: None,
            first_picture: FirstPicture::there(),
        };
        document.place_beside(loaded.beside);
        document
    }

    /// Lets long computations run beside the window's thread, which is woken when one is done.
    pub(super) fn watched_by(&mut self, wake: Wake) {
        self.wake = Some(wake);
        if self.wake().is_some() {
            self.first_picture = FirstPicture::default();
        }
    }

    /// The map shows this data set: what else is to be computed of it goes on.
    pub fn picture_is_there(&self) {
        self.first_picture.is_there();
    }

    /// Whom to wake; nobody where there are so few parcels that everything is there within a frame.
    pub(super) fn wake(&self) -> Option<&Wake> {
        self.wake.as_ref().filter(|_| self.table.len() > AT_ONCE_PARCELS)
    }

    /// Where the parcels came from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What the source looked like when it was read.
    #[must_use]
    pub fn stamp(&self) -> &SourceStamp {
        &self.stamp
    }

    /// The parcels, corrected cells in place.
    #[must_use]
    pub fn table(&self) -> &Arc<ParcelTable> {
        &self.table
    }

    /// The parcels as they were read, with what is joined to them.
    #[must_use]
    pub fn table_as_read(&self) -> &Arc<ParcelTable> {
        &self.table_as_read
    }

    /// The corrected cells.
    #[must_use]
    pub fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// What became of findings.
    #[must_use]
    pub fn follow_ups(&self) -> &FollowUps {
        &self.follow_ups
    }

    /// The first parcels as the file writes them, where they could be had.
    #[must_use]
    pub fn sample(&self) -> Option<&Arc<Sample>> {
        self.sample.as_ref()
    }

    /// What was found on reading.
    #[must_use]
    pub fn report(&self) -> &Arc<ImportReport> {
        &self.report
    }

    /// The shapes as the map draws them.
    #[must_use]
    pub fn scene(&self) -> &Arc<Scene> {
        &self.scene
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// The note on a parcel.
    #[must_use]
    pub fn note(&self, row: usize) -> Option<&str> {
        self.notes.get(&u32::try_from(row).ok()?).map(String::as_str)
    }

    /// The selected rows.
    #[must_use]
    pub fn selection(&self) -> &RowSet {
        &self.selection
    }

    /// The filter.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What was found by looking the data set over; `None` until that is done.
    #[must_use]
    pub fn examination(&self) -> Option<&Arc<Examination>> {
        self.examination.as_ref()
    }

    /// The overlays' revisions.
    #[must_use]
    pub fn revisions(&self) -> Revisions {
        self.revisions
    }

    /// The number of this data set in this run.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Where the project was saved last.
    #[must_use]
    pub fn project_path(&self) -> Option<&Path> {
        self.project_path.as_deref()
    }

    /// The row of a feature of the file, by its index there.
    #[must_use]
    pub fn row_of_feature(&self, index: u32) -> Option<usize> {
        self.table.row_of_feature(index)
    }

    /// How a parcel's outline was mended in reading, if it was.
    #[must_use]
    pub fn repaired(&self, row: usize) -> Option<&Repaired> {
        let index = self.table.feature_index(row);
        let place = self.report.repaired.binary_search_by_key(&index, |each| each.index).ok()?;
        self.report.repaired.get(place)
    }

    /// What the user said about reading the source.
    #[must_use]
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// Whether there is work that no project file holds.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// Whether anything can be undone.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether anything can be done again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }
}
