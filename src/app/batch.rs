//! A data set for the batch commands: read, tagged and figured as in the window, with no map.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::base_file::BaseFile;
use super::beside::{Beside, BesideError};
use super::boundaries::{Boundaries, BoundaryChoices};
use super::commitments::{JoinedCommitments, LaidCommitments, commitment_notes, commitment_sentences};
use super::corrections::{corrections_note, with_corrected};
use super::document_judging::Judging;
use super::firms::{Conflict, FirmChoices, FirmDraft, JoinedFirms, firms_notes, laid_over};
use super::follow_ups::{excluded_note, with_follow_ups};
use super::judging::{RulebookFileError, judging_notes, rulebook_note};
use super::marks::marks_note;
use super::marks_table::marks_table;
use super::missing_list::{Filled, filled_sentences, read_filled};
use super::project_judging::judging_of;
use super::tag_differences::difference_table;
use crate::analysis::judge::{Headroom, Judged, Rulebook};
use crate::analysis::{FigureSettings, Figures, Filter, FirmJoin, Grouping, parcel_table, summary};
use crate::domain::{Category, Corrections, Day, FollowUps, LandBasis, ParcelTable, ResultTable, RowSet, Tags, Year};
use crate::geometry::Scene;
use crate::io::import_report::CrsDecision;
use crate::io::tables::TableError;
use crate::io::{
    Headers, ImportReport, ProjectError, ProjectFile, ReadError, ReadOptions, ReadProgress, Source, follow_ups_as_read,
    match_corrections, match_follow_ups, match_marks, match_tags, read,
};
use crate::locale::Lang;

/// What a batch command is to read.
#[derive(Clone, Debug)]
pub struct BatchRequest {
    /// The parcel file.
    pub source: Source,
    /// What the user said about reading it.
    pub options: ReadOptions,
    /// A project whose tags, filter, year and land basis are laid over it.
    pub project: Option<PathBuf>,
    /// The year figures are of; else the project's, else the latest.
    pub year: Option<Year>,
    /// What is laid beside the parcels.
    pub beside: BatchBeside,
    /// How parcels are judged.
    pub judging: BatchJudging,
}

/// How a batch command judges.
#[derive(Clone, Debug, Default)]
pub struct BatchJudging {
    /// The day findings are as of; else the project's.
    pub as_of: Option<Day>,
    /// The rules; else the project's, else those that ship with the program.
    pub book: Option<Arc<Rulebook>>,
    /// Whether figures are to carry outcomes.
    pub is_wanted: bool,
}

/// What a batch command lays beside the parcels.
#[derive(Clone, Debug, Default)]
pub struct BatchBeside {
    /// A firms' list to join, in place of the project's, and what is chosen about it.
    pub firms: Option<(PathBuf, FirmChoices)>,
    /// A list of commitments to join, in place of the project's.
    pub commitments: Option<PathBuf>,
    /// A missing-items list that came back: its filled cells are laid over as corrections, after the project's.
    pub filled: Option<PathBuf>,
    /// Boundaries that say the parks, in place of the project's, and what is chosen about them.
    pub boundaries: Option<(PathBuf, BoundaryChoices)>,
}

/// Why there is no data set.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The parcel file could not be read.
    #[error("parcel file not read")]
    Read(ReadError),
    /// The project could not be read.
    #[error("project not read")]
    Project(ProjectError),
    /// The project's rulebook is at fault.
    #[error("rulebook of the project not read")]
    Rulebook(RulebookFileError),
    /// The missing-items list could not be read.
    #[error("missing-items list not read")]
    Filled(TableError),
    /// The file is no missing-items list.
    #[error("no missing-items list: {}", .0.display())]
    NoFilledList(PathBuf),
    /// What lies beside the parcels could not be read.
    #[error("not read beside the parcels")]
    Beside(BesideError),
    /// The file has no figures of the year that was asked for.
    #[error("no figures of {asked}")]
    NoSuchYear {
        /// The year asked for.
        asked: Year,
        /// The years the file has.
        years: Vec<Year>,
    },
}

impl BatchError {
    /// One sentence: what failed, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Read(error) => error.message(lang),
            Self::Project(error) => error.message(lang),
            Self::Rulebook(error) => error.message(lang),
            Self::Beside(error) => error.message(lang),
            Self::Filled(error) => error.message(lang),
            Self::NoFilledList(path) => {
                lang.text_with("notice-no-filled-list", [("file", path.display().to_string().into())])
            }
            Self::NoSuchYear { asked, years } => {
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                let known = if years.is_empty() { lang.text("note-year-none").into_owned() } else { years.join(", ") };
                lang.text_with("cli-no-such-year", [("asked", asked.to_string().into()), ("years", known.into())])
            }
        }
    }
}

/// A data set for the batch commands.
#[derive(Debug)]
pub struct Batch {
    source: Source,
    /// The parcels.
    pub table: Arc<ParcelTable>,
    /// Their tags.
    pub tags: Tags,
    /// The boundaries that say the parks.
    pub boundaries: Option<Arc<Boundaries>>,
    /// The joined list, and what joining it came to.
    pub firms: Option<(Arc<JoinedFirms>, Arc<FirmJoin>, Vec<Conflict>)>,
    /// The missing-items list that came back.
    pub filled: Option<(PathBuf, Filled)>,
    /// The joined list of commitments, and what laying it on the parcels came to.
    pub commitments: Option<(Arc<JoinedCommitments>, LaidCommitments)>,
    /// The cells of them that the project corrects.
    pub corrections: Corrections,
    /// What the project says became of findings.
    pub follow_ups: Arc<FollowUps>,
    /// Their figures.
    pub figures: Figures,
    /// The rows the project's filter shows; all if `None`.
    pub rows: Option<RowSet>,
    /// What was found on reading.
    pub report: ImportReport,
    /// Keys of the project that no parcel has.
    pub unmatched: Vec<String>,
    /// What parcels are judged by.
    pub judging: Judging,
}

impl Batch {
    /// Reads a data set.
    pub fn open(request: &BatchRequest) -> Result<Self, BatchError> {
        let project = request.project.as_deref().map(ProjectFile::read).transpose().map_err(BatchError::Project)?;
        let mut options = request.options.clone();
        if let Some(file) = &project {
            super::project::add_choices(file, &mut options);
        }
        let import = read(&request.source, &options, &ReadProgress::default()).map_err(BatchError::Read)?;
        let mut table = Arc::new(import.table);
        let filled = request.beside.filled.as_ref().map(|path| filled(path, &table)).transpose()?;
        let mut corrections = corrections(project.as_ref(), filled.as_ref(), &table);
        let parcels = corrections.laid_over(&table);
        let boundaries = boundaries(request, project.as_ref(), &table, &import.report.crs)?;
        if let Some(boundaries) = &boundaries {
            let parks = Arc::new(boundaries.parks(&table));
            table = Arc::new((*table).clone().with_category(Category::Park, parks));
        }
        let firms = joined_firms(request, project.as_ref(), &parcels)?;
        let mut firms_joined = None;
        if let Some(firms) = firms {
            let join = firms.join(&parcels);
            let (joined, conflicts) = laid_over(&table, &join, firms.choices.precedence);
            table = Arc::new(joined.with_firms(Arc::new(join.parcel_firms(&firms.table, parcels.len()))));
            firms_joined = Some((firms, Arc::new(join), conflicts));
        }
        let commitments = joined_commitments(request, project.as_ref())?.map(|list| {
            let laid = list.laid_on(&parcels);
            (list, laid)
        });
        if let Some((_, laid)) = &commitments {
            table = Arc::new((*table).clone().with_commitments(Arc::clone(&laid.commitments)));
        }
        let years = table.years();
        if let Some(asked) = request.year
            && !years.contains(&asked)
        {
            return Err(BatchError::NoSuchYear { asked, years });
        }
        let mut settings = FigureSettings { year: table.default_year(), basis: LandBasis::default() };
        let (mut tags, mut filter, mut unmatched) = (import.tags, Filter::default(), Vec::new());
        let mut follow_ups = Arc::new(follow_ups_as_read(&table).0);
        if let Some(file) = &project {
            settings = super::project::figure_settings(file, &table);
            filter = super::project::filter_of(file);
            let matched = match_tags(&table, file, &tags);
            tags = matched.tags;
            unmatched = matched.unmatched;
            follow_ups = Arc::new(match_follow_ups(&table, file).0);
        }
        corrections = self::corrections(project.as_ref(), filled.as_ref(), &table);
        table = Arc::new(corrections.laid_over(&table));
        settings.year = request.year.or(settings.year);
        let mut judging = judging(request, project.as_ref())?;
        if let Some(file) = &project {
            judging.marks = Arc::new(match_marks(&table, file).0);
        }
        let figures = Figures::by_rules(&table, settings, &judging.book);
        let headroom = Headroom::new(&table, &figures, &judging.book);
        let mut figures = figures.with_headroom(Arc::new(headroom));
        if request.judging.is_wanted || filter.asks_findings() {
            let inputs = judging.inputs(&table, &figures);
            let judged = Judged::new(inputs).with_follow_ups(inputs, Arc::clone(&follow_ups));
            figures = figures.with_judged(Arc::new(judged));
        }
        let base = match (&project, &request.project) {
            (Some(file), Some(path)) if !filter.presences.is_empty() => {
                BaseFile::of_project(file, path, &table, &import.report.crs).map_err(BatchError::Beside)?
            }
            _ => None,
        };
        let pairing = base.as_ref().map(|base| &*base.base.pairing);
        let rows = (!filter.is_empty()).then(|| filter.rows(&table, &figures, &tags, pairing));
        Ok(Self {
            source: import.source,
            table,
            tags,
            boundaries,
            firms: firms_joined,
            filled: request.beside.filled.clone().zip(filled),
            commitments,
            corrections,
            follow_ups,
            figures,
            rows,
            report: import.report,
            unmatched,
            judging,
        })
    }

    /// Every file that was read for it, none of which may be written to.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        let firms = self.firms.as_ref().map(|(firms, ..)| firms.path.clone());
        let boundaries = self.boundaries.as_ref().map(|boundaries| boundaries.path.clone());
        let filled = self.filled.as_ref().map(|(path, _)| path.clone());
        let commitments = self.commitments.as_ref().map(|(list, _)| list.path.clone());
        let beside = firms.into_iter().chain(commitments).chain(filled).chain(boundaries);
        std::iter::once(self.source.clone()).chain(beside.map(Source::Path)).collect()
    }

    /// The summary.
    #[must_use]
    pub fn summary(&self, by: Grouping) -> ResultTable {
        summary(&self.table, &self.figures, &self.tags, self.rows.as_ref(), by)
    }

    /// The rows asked about, in file order.
    #[must_use]
    pub fn asked_rows(&self) -> Vec<u32> {
        match &self.rows {
            Some(rows) => rows.iter().map(|row| row as u32).collect(),
            None => (0..self.table.len() as u32).collect(),
        }
    }

    /// The parcels, in file order; corrected columns are named as the headers are.
    #[must_use]
    pub fn parcels(&self, headers: Headers) -> ResultTable {
        let rows = self.asked_rows();
        let parcels = parcel_table(&self.table, &self.figures, &self.tags, &rows);
        let parcels = with_corrected(parcels, &rows, &self.corrections, |column| match headers {
            Headers::Words(lang) => lang.table_column(column),
            Headers::Keys => column.to_string(),
        });
        with_follow_ups(parcels, &rows, &self.follow_ups, headers)
    }

    /// The marks of idle land that the parcels asked about will cross within so many days, the nearest first; empty where
    /// findings were not wanted.
    #[must_use]
    pub fn marks_ahead(&self, headers: Headers, days: Day) -> ResultTable {
        let inputs = self.judging.inputs(&self.table, &self.figures);
        marks_table(headers, &self.figures, inputs, self.rows.as_ref(), days)
    }

    /// The parcels asked about whose tag differs from the suggestion, the highest score first; empty where findings were
    /// not wanted.
    #[must_use]
    pub fn tag_differences(&self, headers: Headers) -> ResultTable {
        difference_table(headers, (&self.table, &self.figures), &self.judging, &self.tags, self.rows.as_ref())
    }

    /// Sentences on what the list of commitments came to, where one is joined.
    #[must_use]
    pub fn commitment_sentences(&self, lang: Lang) -> Vec<String> {
        self.commitments.iter().flat_map(|(list, laid)| commitment_sentences(lang, list, laid)).collect()
    }

    /// Sentences on what the missing-items list came to, where one came back: the counts, and every cell not taken.
    #[must_use]
    pub fn filled_sentences(&self, lang: Lang) -> Vec<String> {
        self.filled
            .iter()
            .flat_map(|(path, filled)| filled_sentences(lang, path, filled.cells.len(), &filled.bad))
            .collect()
    }

    /// What the figures stand on, line by line.
    #[must_use]
    pub fn notes(&self, lang: Lang) -> Vec<(String, String)> {
        let mut notes =
            super::summary_notes(lang, &self.table, &self.figures, &self.report, &self.tags, self.rows.as_ref());
        notes.extend(corrections_note(lang, &self.corrections));
        notes.extend(excluded_note(lang, &self.follow_ups, &self.figures, self.rows.as_ref()));
        if self.figures.judged().is_some() {
            notes.extend(judging_notes(lang, &self.judging.book, self.judging.as_of));
        } else {
            notes.push(rulebook_note(lang, &self.judging.book));
        }
        notes.extend(marks_note(lang, &self.judging.marks));
        notes.extend(self.boundaries.iter().flat_map(|boundaries| boundaries.notes(lang)));
        let commitments = self.commitments.iter().flat_map(|(list, laid)| commitment_notes(lang, list, laid));
        notes.extend(commitments);
        if let Some((firms, join, conflicts)) = &self.firms {
            notes.extend(firms_notes(lang, firms, join, self.table.len(), conflicts));
        }
        notes
    }
}

/// Day and rules: those asked for, else the project's, else today and the shipped ones.
fn judging(request: &BatchRequest, project: Option<&ProjectFile>) -> Result<Judging, BatchError> {
    let mut judging = Judging::default();
    if let Some(file) = project {
        let (day, book) = judging_of(&file.judging, request.project.as_deref().unwrap_or(Path::new("")));
        judging.as_of = day.unwrap_or(judging.as_of);
        if request.judging.book.is_none() {
            judging.book = book.map_err(BatchError::Rulebook)?.unwrap_or(judging.book);
        }
    }
    judging.as_of = request.judging.as_of.unwrap_or(judging.as_of);
    judging.book = request.judging.book.clone().unwrap_or(judging.book);
    Ok(judging)
}

/// The list to join: the one asked for, else the project's.
fn joined_firms(
    request: &BatchRequest,
    project: Option<&ProjectFile>,
    parcels: &ParcelTable,
) -> Result<Option<Arc<JoinedFirms>>, BatchError> {
    if let Some((path, choices)) = &request.beside.firms {
        let draft = FirmDraft::read(path, choices.clone(), parcels);
        let draft = draft.map_err(|error| BatchError::Beside(BesideError::Firms(error)))?;
        return Ok(Some(Arc::new(draft.joined())));
    }
    let (Some(file), Some(path)) = (project, &request.project) else { return Ok(None) };
    Beside::firms_of(file, path, parcels).transpose().map_err(BatchError::Beside)
}

/// Reads a missing-items list that came back.
fn filled(path: &Path, table: &ParcelTable) -> Result<Filled, BatchError> {
    let read = read_filled(path, table).map_err(BatchError::Filled)?;
    read.ok_or_else(|| BatchError::NoFilledList(path.to_owned()))
}

/// The project's corrections, and over them the cells that were filled in.
fn corrections(project: Option<&ProjectFile>, filled: Option<&Filled>, table: &ParcelTable) -> Corrections {
    let mut corrections = project.map(|file| match_corrections(table, file).0).unwrap_or_default();
    for (row, column, value) in filled.into_iter().flat_map(|filled| &filled.cells) {
        corrections.set(*row, *column, Some(value.clone()));
    }
    corrections
}

/// The list of commitments: the one asked for, else the project's.
fn joined_commitments(
    request: &BatchRequest,
    project: Option<&ProjectFile>,
) -> Result<Option<Arc<JoinedCommitments>>, BatchError> {
    if let Some(path) = &request.beside.commitments {
        return JoinedCommitments::read(path).map(|read| Some(Arc::new(read))).map_err(BatchError::Beside);
    }
    let (Some(file), Some(path)) = (project, &request.project) else { return Ok(None) };
    Beside::commitments_of(file, path).transpose().map_err(BatchError::Beside)
}

/// The boundaries that say the parks: those asked for, else the project's.
fn boundaries(
    request: &BatchRequest,
    project: Option<&ProjectFile>,
    parcels: &ParcelTable,
    crs: &CrsDecision,
) -> Result<Option<Arc<Boundaries>>, BatchError> {
    if let Some((path, choices)) = &request.beside.boundaries {
        let read = Boundaries::read(path, choices.clone(), parcels, &Scene::build(parcels), crs);
        return read.map(|read| Some(Arc::new(read))).map_err(BatchError::Beside);
    }
    let (Some(file), Some(path)) = (project, &request.project) else { return Ok(None) };
    if file.boundaries.is_null() {
        return Ok(None);
    }
    let read = Beside::boundaries_of(file, path, parcels, &Scene::build(parcels), crs);
    read.transpose().map_err(BatchError::Beside)
}
