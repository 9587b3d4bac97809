//! The file of a base year beside the parcels: read, paired with them by key, told of.
//!
//! It stays a file of its own, as lists beside the parcels do: the project keeps its path and hash, and it is read and
//! paired again at every opening. It is paired with the parcels as their file has them; what is joined to them or
//! corrected in them changes figures, not which parcel is which.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::base_side::{BaseSide, BaseTable, change_notes};
use super::beside::{BesideError, find};
use super::document::Document;
use super::history::Edit;
use super::jobs::{JobKind, Outcome, ReadBeside};
use super::layers::{LayerLine, LocalLayer};
use super::notice::NoticeKind;
use super::settings::{RememberedMapping, remembered_for};
use super::workspace::Workspace;
use crate::analysis::{Pairing, YearSide};
use crate::domain::{PairState, ParcelTable};
use crate::geometry::{Crs, LocalBox, Scene};
use crate::io::columns::Mapping;
use crate::io::import_report::CrsDecision;
use crate::io::{ProjectFile, ProjectSource, ReadError, ReadOptions, ReadProgress, Source, SourceStamp};
use crate::locale::Lang;

/// The file of a base year that belongs to the open data set.
#[derive(Clone, Debug)]
pub struct BaseFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it looked like when it was read.
    pub stamp: SourceStamp,
    /// Its parcels, paired with the current ones.
    pub base: BaseTable,
    /// What was found on reading it.
    pub findings: u64,
    /// The outlines of its parcels that are no more: what vanished, was split or merged.
    pub gone: Arc<LocalLayer>,
    choices: BaseChoices,
}

impl PartialEq for BaseFile {
    fn eq(&self, other: &Self) -> bool {
        // The content is told by its hash.
        self.path == other.path && self.stamp.blake3 == other.stamp.blake3 && self.choices == other.choices
    }
}

/// What was said about reading the file, where it is not like the parcels' own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct BaseChoices {
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Arc<Mapping>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<String>,
}

/// A base file as a project remembers it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedBase {
    source: ProjectSource,
    choices: BaseChoices,
}

/// The parcels a base file is read for.
pub(super) struct BesideParcels<'a> {
    pub(super) parcels: &'a ParcelTable,
    /// Where they are drawn; nowhere in a batch command.
    pub(super) scene: Option<&'a Scene>,
    pub(super) crs: &'a CrsDecision,
}

impl BaseFile {
    /// Reads a base file. Where it does not say its coordinate system and the numbers leave it open, it is the parcels';
    /// columns are understood as they were the last time a file had the same.
    pub(super) fn read(
        path: &Path,
        beside: &BesideParcels<'_>,
        remembered: &[RememberedMapping],
        layer: Option<&str>,
        progress: &ReadProgress,
    ) -> Result<Self, BesideError> {
        let mut choices = BaseChoices::default();
        let import = match import(path, beside.crs, &choices, progress) {
            Err(ReadError::LayerUnknown { .. }) if layer.is_some() => {
                choices.layer = layer.map(str::to_owned);
                import(path, beside.crs, &choices, progress)
            }
            other => other,
        };
        let mut import = import.map_err(|error| not_read(path, error))?;
        if let Some(held) = remembered_for(remembered, &import.report)
            && !held.mapping.is_empty()
        {
            choices.columns = Some(Arc::new(held.mapping.clone()));
            import = self::import(path, beside.crs, &choices, progress).map_err(|error| not_read(path, error))?;
        }
        Ok(Self::of(path, import, choices, beside))
    }

    fn of(path: &Path, import: crate::io::Import, choices: BaseChoices, beside: &BesideParcels<'_>) -> Self {
        let pairing = Arc::new(Pairing::of_tables(&import.table, beside.parcels));
        Self {
            path: path.to_owned(),
            stamp: import.stamp,
            gone: Arc::new(beside.scene.map(|scene| gone(&import.table, &pairing, scene)).unwrap_or_default()),
            findings: import.report.findings_total() as u64,
            base: BaseTable { table: Arc::new(import.table), tags: Arc::new(import.tags), pairing },
            choices,
        }
    }

    /// The same file beside the same parcels, read again with other options.
    #[must_use]
    pub(super) fn paired_with(&self, parcels: &ParcelTable, scene: &Scene) -> Self {
        let pairing = Arc::new(Pairing::of_tables(&self.base.table, parcels));
        Self {
            gone: Arc::new(gone(&self.base.table, &pairing, scene)),
            base: BaseTable { pairing, ..self.base.clone() },
            ..self.clone()
        }
    }

    /// Whether any parcel of it is one of the present ones, or a part of one.
    #[must_use]
    pub fn is_paired(&self) -> bool {
        let is_alone = |state: PairState| matches!(state, PairState::Appeared | PairState::Vanished);
        self.base.pairing.pairs().iter().any(|pair| !is_alone(pair.state))
    }

    /// The file's name, as shown.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// The file as a project saved at `project` remembers it.
    pub(super) fn saved(&self, project: &Path) -> Value {
        let source = ProjectSource::of(&Source::Path(self.path.clone()), &self.stamp, project);
        serde_json::to_value(SavedBase { source, choices: self.choices.clone() }).unwrap_or_default()
    }

    /// The file that the project at `path` names, if it names one, for a batch command.
    pub(super) fn of_project(
        file: &ProjectFile,
        path: &Path,
        parcels: &ParcelTable,
        crs: &CrsDecision,
    ) -> Result<Option<Self>, BesideError> {
        let beside = BesideParcels { parcels, scene: None, crs };
        let read = (!file.base.is_null()).then(|| Self::read_saved(&file.base, path, &beside)).transpose()?;
        Ok(read.map(|(base, _)| base))
    }

    /// The file a project remembers, and whether it is to the byte the one the project was saved with.
    pub(super) fn read_saved(
        saved: &Value,
        project: &Path,
        beside: &BesideParcels<'_>,
    ) -> Result<(Self, bool), BesideError> {
        let saved: SavedBase = serde_json::from_value(saved.clone()).map_err(|_| BesideError::NotUnderstood)?;
        let path = find(&saved.source, project)?;
        let import = import(&path, beside.crs, &saved.choices, &ReadProgress::default());
        let read = Self::of(&path, import.map_err(|error| not_read(&path, error))?, saved.choices, beside);
        let is_same = saved.source.is_same_content(&read.stamp);
        Ok((read, is_same))
    }
}

fn not_read(path: &Path, error: ReadError) -> BesideError {
    BesideError::Base(path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(), error)
}

fn import(
    path: &Path,
    parcels_crs: &CrsDecision,
    choices: &BaseChoices,
    progress: &ReadProgress,
) -> Result<crate::io::Import, ReadError> {
    let source = Source::Path(path.to_owned());
    let read = |crs| {
        let options = ReadOptions {
            crs,
            hash: true,
            mapping: choices.columns.clone(),
            layer: choices.layer.clone(),
            ..ReadOptions::default()
        };
        crate::io::read(&source, &options, progress)
    };
    // Offsets do not show in the numbers, nor do metres without a place: who said so of the parcels means the base too.
    let said = Some(parcels_crs.crs).filter(|crs| matches!(crs, Crs::Offset(_) | Crs::LocalMetres));
    match read(said) {
        Err(ReadError::CrsUnknown(_)) => read(Some(parcels_crs.crs)),
        other => other,
    }
}

/// The outlines of base parcels that are none of the current ones.
fn gone(base: &ParcelTable, pairing: &Pairing, scene: &Scene) -> LocalLayer {
    let is_gone = |state: PairState| matches!(state, PairState::Vanished | PairState::Split | PairState::Merged);
    let rows = pairing.pairs().iter().filter(|pair| is_gone(pair.state)).filter_map(|pair| pair.base);
    let rings = rows.flat_map(|row| base.shapes().rings_of(row as usize));
    let line = |ring: usize| {
        let ring = base.shapes().ring(ring);
        let closed = ring.iter().chain(ring.first());
        LayerLine::of(closed.map(|&position| scene.frame().local_from_lonlat(position)).collect())
    };
    LocalLayer { lines: rings.filter_map(line).collect(), points: Vec::new() }
}

/// What a base file came to, a sentence each.
#[must_use]
pub fn base_sentences(lang: Lang, base: &BaseFile) -> Vec<String> {
    let count = |state| base.base.pairing.count(state);
    let same = PairState::ALL.into_iter().filter(|state| state.is_same_parcel()).map(count).sum::<usize>();
    if !base.is_paired() {
        return vec![lang.text_with("base-none-paired", [("file", base.file_name().into())])];
    }
    let counts = [
        ("file", base.file_name().into()),
        ("same", same.into()),
        ("reshaped", count(PairState::Reshaped).into()),
        ("rekeyed", count(PairState::Rekeyed).into()),
        ("appeared", count(PairState::Appeared).into()),
        ("vanished", count(PairState::Vanished).into()),
        ("split", count(PairState::Split).into()),
        ("merged", count(PairState::Merged).into()),
    ];
    let findings = (base.findings > 0).then(|| lang.text_with("base-findings", [("count", base.findings.into())]));
    let cut_short = base.base.pairing.is_cut_short().then(|| lang.text("compare-cut-short").into_owned());
    [lang.text_with("base-joined", counts)].into_iter().chain(cut_short).chain(findings).collect()
}

/// What is told below changes since a base, line by line: its file (`of_file`, else that of the parcels) and year, how it
/// was paired, and the rules.
#[must_use]
pub(super) fn base_notes(
    lang: Lang,
    (side, file): (&BaseSide, Option<&BaseFile>),
    of_parcels: &str,
    current: YearSide<'_>,
) -> Vec<(String, String)> {
    let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
    let year = side.figures().year();
    let year = year.map_or_else(|| lang.text("note-year-none").into_owned(), |year| year.to_string());
    let name = file.map_or_else(|| of_parcels.to_owned(), BaseFile::file_name);
    let mut notes = vec![line("note-base-file", name), line("note-base-year", year)];
    let sentences = file.map(|base| base_sentences(lang, base)).unwrap_or_default();
    notes.extend(sentences.into_iter().map(|sentence| line("note-base-pairs", sentence)));
    notes.extend(change_notes(lang, &side.comparison(current, None).total()));
    notes
}

impl Document {
    /// The file of the base year, where one was chosen.
    #[must_use]
    pub fn base_file(&self) -> Option<&Arc<BaseFile>> {
        self.joined.base.as_ref()
    }

    /// Takes a file as the base year, or takes the one there is away, undoably.
    pub fn set_base_file(&mut self, base: Option<Arc<BaseFile>>) {
        if base != self.joined.base {
            self.perform(Edit::Base(Box::new((self.joined.base.clone(), base))));
        }
    }

    /// Where a parcel of the base file lay, in the scene's local metres.
    #[must_use]
    pub fn base_place(&self, row: usize) -> Option<LocalBox> {
        let base = self.base_file()?;
        let table = &base.base.table;
        let bounds = table.shapes().bounds_of(row);
        let corner = |lonlat| self.scene().frame().local_from_lonlat(lonlat);
        let corners = || [[bounds.west, bounds.south], [bounds.east, bounds.north]].map(corner);
        (!bounds.is_empty()).then(corners).map(|[a, b]| LocalBox::of_corners(a, b))
    }

    /// The present year, or where there is none that it is the present.
    #[must_use]
    pub fn current_name(&self, lang: Lang) -> String {
        self.view().figures.year.map_or_else(|| lang.text("changes-current").into_owned(), |year| year.to_string())
    }

    /// The base side in a few words: its year, or where that says nothing its file; `None` without a base.
    #[must_use]
    pub fn base_name(&self, lang: Lang) -> Option<String> {
        let year = self.base_year();
        match self.base_file() {
            None => year.map(|year| year.to_string()),
            Some(_) if year.is_some() && year != self.view().figures.year => year.map(|year| year.to_string()),
            Some(base) => Some(lang.text_with("base-name-file", [("file", base.file_name().into())])),
        }
    }
}

impl BaseSide {
    /// The base file's side, where there is one.
    pub(super) fn of_file(file: &BaseFile, figures: Arc<crate::analysis::Figures>) -> Self {
        Self::Table(file.base.clone(), figures)
    }
}

impl Workspace {
    /// Reads a file to be taken as the base year.
    pub(super) fn join_base(&mut self, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let generation = document.generation();
        let (parcels, scene) = (Arc::clone(&document.table_of_file), Arc::clone(document.scene()));
        let (crs, layer) = (document.report().crs.clone(), document.options().layer.clone());
        let remembered = self.settings().mappings.clone();
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What an earlier reading still hands back is stale: the last wish counts.
        for job in self.jobs.extract_if(.., |job| job.kind == JobKind::ReadBase) {
            job.progress.cancel();
        }
        self.start(JobKind::ReadBase, subject, move |progress| {
            let beside = BesideParcels { parcels: &parcels, scene: Some(&scene), crs: &crs };
            let read = BaseFile::read(&path, &beside, &remembered, layer.as_deref(), progress).map(Arc::new);
            Outcome::Beside(generation, Box::new(ReadBeside::Base(read)))
        });
    }

    /// Takes a base file that was read.
    pub(super) fn take_base(&mut self, generation: u64, read: Result<Arc<BaseFile>, BesideError>) {
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        let notice = match read {
            Ok(base) => {
                document.set_base_file(Some(Arc::clone(&base)));
                NoticeKind::BaseJoined(base)
            }
            Err(BesideError::Base(_, ReadError::Cancelled)) => NoticeKind::Cancelled,
            Err(error) => NoticeKind::BesideNotRead(error),
        };
        self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::BaseJoined(_)));
        self.notify(notice);
    }
}
