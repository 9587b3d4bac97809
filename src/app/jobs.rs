//! Long work off the window's thread: a name, a progress, a cancel token, and one result that is taken in whole.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use super::base_file::BaseFile;
use super::beside::{Beside, BesideError};
use super::boundaries::Boundaries;
use super::commitments::JoinedCommitments;
use super::document_judging::JudgedWork;
use super::examination::Examination;
use super::firms::FirmDraft;
use super::layers::Layer;
use super::project::is_project;
use super::settings::{RememberedMapping, remembered_for};
use crate::domain::{MarkedZone, ParcelTable, Tags};
use crate::geometry::Scene;
use crate::io::tables::TableError;
use crate::io::{
    ExportError, ImportReport, ProjectError, ProjectFile, ReadError, ReadOptions, ReadProgress, Sample, Source,
    SourceStamp, WriteError, sample,
};

/// Freshly read data, ready to be shown.
#[derive(Debug)]
pub struct Loaded {
    /// Where it came from.
    pub source: Source,
    /// What the source looked like.
    pub stamp: SourceStamp,
    /// The parcels.
    pub table: Arc<ParcelTable>,
    /// Tags the file carried.
    pub tags: Tags,
    /// What was found on reading.
    pub report: Arc<ImportReport>,
    /// The shapes as the map draws them.
    pub scene: Arc<Scene>,
    /// What the user said about reading it.
    pub options: ReadOptions,
    /// Its first parcels as the file writes them, where they can be had.
    pub sample: Option<Arc<Sample>>,
    /// Whether what is uncertain about its columns is still to be asked.
    pub ask_columns: bool,
    /// What lies beside it.
    pub beside: Beside,
    /// The work to lay over it.
    pub work: Work,
}

/// The work that is laid over freshly read data.
#[derive(Clone, Debug, Default)]
pub enum Work {
    /// None but the tags the file carries.
    #[default]
    None,
    /// A project, and where that stands.
    Project(PathBuf, Box<ProjectFile>),
    /// What the user did on the open data set of this generation, whose source was read again with other options.
    OfOpen(u64),
}

/// What is to be loaded.
#[derive(Clone, Debug)]
pub struct LoadRequest {
    /// A parcel file, or a project that names one.
    pub source: Source,
    /// What the user said about reading it.
    pub options: ReadOptions,
    /// The open data set whose work is carried over, when its source is read again.
    pub again: Option<u64>,
    /// What was said about the columns of other files.
    pub remembered: Arc<Vec<RememberedMapping>>,
}

impl LoadRequest {
    /// A request for a source of which everything is to be found out.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            source,
            options: ReadOptions { hash: true, ..ReadOptions::default() },
            again: None,
            remembered: Arc::default(),
        }
    }

    fn is_project(&self) -> bool {
        matches!(&self.source, Source::Path(path) if is_project(path))
    }
}

/// Why a load came to nothing.
#[derive(Debug)]
pub enum LoadError {
    /// The parcel file could not be read.
    Read(Source, Box<ReadError>),
    /// The project file could not be read.
    Project(Source, ProjectError),
}

/// Reads a parcel file, or a project and the file it names, and prepares it for the map.
pub fn load(request: LoadRequest, progress: &ReadProgress) -> Result<Loaded, LoadError> {
    let mut work = request.again.map_or(Work::None, Work::OfOpen);
    let mut request = request;
    if request.is_project()
        && let Source::Path(path) = request.source.clone()
    {
        let read = |path: &PathBuf| -> Result<(ProjectFile, Source), ProjectError> {
            let file = ProjectFile::read(path)?;
            let source = super::project::find_source(&file, path)?;
            Ok((file, source))
        };
        let (file, source) = read(&path).map_err(|error| LoadError::Project(request.source.clone(), error))?;
        super::project::add_choices(&file, &mut request.options);
        request.source = source;
        work = Work::Project(path, Box::new(file));
    }
    let read = |request: &LoadRequest| {
        let begun = std::time::Instant::now();
        let import = crate::io::read(&request.source, &request.options, progress)
            .map_err(|error| LoadError::Read(request.source.clone(), Box::new(error)))?;
        tracing::debug!(parcels = import.table.len(), ms = begun.elapsed().as_millis(), "file read");
        Ok(import)
    };
    let mut import = read(&request)?;
    let mut ask_columns = matches!(work, Work::None) && request.options.mapping.is_none();
    if ask_columns && let Some(held) = remembered_for(&request.remembered, &import.report) {
        ask_columns = false;
        if !held.mapping.is_empty() {
            request.options.mapping = Some(Arc::new(held.mapping.clone()));
            import = read(&request)?;
        }
    }
    let sample = sample(&import.source, &import.stamp, &import.table)
        .inspect_err(|error| tracing::debug!(?error, "no sample of the file"))
        .ok();
    let begun = std::time::Instant::now();
    let scene = Arc::new(Scene::build(&import.table));
    tracing::debug!(parcels = import.table.len(), ms = begun.elapsed().as_millis(), "scene built");
    let beside = match &work {
        Work::Project(path, file) => Beside::read(file, path, &import.table, &scene, &import.report.crs),
        Work::None | Work::OfOpen(_) => Beside::default(),
    };
    Ok(Loaded {
        source: import.source,
        stamp: import.stamp,
        table: Arc::new(import.table),
        tags: import.tags,
        report: Arc::new(import.report),
        scene,
        options: request.options,
        sample: sample.map(Arc::new),
        ask_columns,
        beside,
        work,
    })
}

/// What a job hands back.
#[derive(Debug)]
pub enum Outcome {
    /// A data set was loaded, or not. The request is handed back for a second try with an answer.
    Loaded(LoadRequest, Box<Result<Loaded, LoadError>>),
    /// The project was saved, or not.
    Saved {
        /// Where to.
        path: PathBuf,
        /// The data set it is the project of.
        generation: u64,
        /// The place in its history that was written.
        position: u64,
        /// Whether it was.
        result: Result<(), WriteError>,
    },
    /// An export was written, with the number of rows where they are counted, or not.
    Exported(PathBuf, Result<Option<usize>, ExportError>),
    /// The data set of this generation was looked over.
    Examined(u64, Box<Examination>),
    /// The data set of this generation was judged.
    Judged(u64, Arc<JudgedWork>),
    /// The autosave was written, or not.
    Autosaved(Result<(), WriteError>),
    /// A file beside the parcels was read for the data set of this generation.
    Beside(u64, Box<ReadBeside>),
}

/// What was read beside the parcels.
#[derive(Debug)]
pub enum ReadBeside {
    /// A firms' list, to be chosen about.
    FirmDraft(Result<Arc<FirmDraft>, TableError>),
    /// The joined firms' list, again.
    Firms(Result<Arc<FirmDraft>, TableError>),
    /// Boundaries, to be chosen about.
    BoundaryDraft(Result<Arc<Boundaries>, BesideError>),
    /// A reference layer.
    Layer(Result<Layer, BesideError>),
    /// A list of commitments.
    Commitments(Result<Arc<JoinedCommitments>, BesideError>),
    /// Zones, made of the polygons of a layer.
    Zones(Vec<MarkedZone>),
    /// The file of a base year.
    Base(Result<Arc<BaseFile>, BesideError>),
    /// All of it, and the work that is laid over it then.
    All(Beside, Box<ProjectFile>),
}

/// What kind of work a job is, for its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Reading a file.
    Load,
    /// Saving the project.
    Save,
    /// Writing an export.
    Export,
    /// Looking over what was read: overlaps, and lines for the report.
    Examine,
    /// Judging a large data set.
    Judge,
    /// Saving work by itself; not shown.
    Autosave,
    /// Reading a firms' list.
    ReadFirms,
    /// Reading boundaries.
    ReadBoundaries,
    /// Reading a reference layer.
    ReadLayer,
    /// Reading a list of commitments.
    ReadCommitments,
    /// Making zones of a layer's polygons.
    MakeZones,
    /// Reading the file of a base year.
    ReadBase,
}

impl JobKind {
    /// The id of the job's name.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Load => "job-load",
            Self::Save => "job-save",
            Self::Export => "job-export",
            Self::Examine => "job-examine",
            Self::Judge => "job-judge",
            Self::Autosave => "job-autosave",
            Self::ReadFirms => "job-read-firms",
            Self::ReadBoundaries => "job-read-boundaries",
            Self::ReadLayer => "job-read-layer",
            Self::ReadCommitments => "job-read-commitments",
            Self::MakeZones => "job-make-zones",
            Self::ReadBase => "job-read-base",
        }
    }
}

/// A running job.
#[derive(Debug)]
pub struct Job {
    /// Its number in this run.
    pub id: u64,
    /// What it does.
    pub kind: JobKind,
    /// What it works on, as shown.
    pub subject: String,
    /// How far it is, and its cancel token.
    pub progress: Arc<ReadProgress>,
    receiver: Receiver<Outcome>,
}

impl Job {
    /// Starts `work` on a thread of its own; `wake` is called when its outcome can be taken.
    pub fn start(
        id: u64,
        kind: JobKind,
        subject: String,
        wake: Arc<dyn Fn() + Send + Sync>,
        work: impl FnOnce(&ReadProgress) -> Outcome + Send + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        let progress = Arc::new(ReadProgress::default());
        let shared = Arc::clone(&progress);
        super::background::spawn(move || {
            // Dropped in reverse: the window is woken after the sender is gone, also when the work panics.
            let _wake = WakeWhenDone(wake);
            let sender = sender;
            let outcome = work(&shared);
            if sender.send(outcome).is_err() {
                tracing::debug!("a job's outcome came after the program had left it");
            }
        });
        Self { id, kind, subject, progress, receiver }
    }

    /// The outcome, once: `Ok(None)` while the job runs, an error if it ended without one.
    pub fn poll(&self) -> Result<Option<Outcome>, JobDied> {
        match self.receiver.try_recv() {
            Ok(outcome) => Ok(Some(outcome)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(JobDied),
        }
    }

    /// Waits for the outcome, for tests and for the last save before quitting.
    pub fn wait(&self) -> Result<Outcome, JobDied> {
        self.receiver.recv().map_err(|_| JobDied)
    }
}

/// Wakes the window when a job's thread ends, however it does.
struct WakeWhenDone(Arc<dyn Fn() + Send + Sync>);

impl Drop for WakeWhenDone {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// A job's thread ended without an outcome: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("a job ended without an outcome")]
pub struct JobDied;

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The sample, read.
    pub fn loaded_sample() -> Loaded {
        load(LoadRequest::new(super::super::sample()), &ReadProgress::default()).expect("the sample reads")
    }

    #[test]
    fn a_job_hands_over_its_outcome_once_and_wakes_the_window() {
        let (sender, woken) = channel();
        let wake = Arc::new(move || sender.send(()).unwrap_or_default());
        let job = Job::start(1, JobKind::Autosave, String::new(), wake, |_| Outcome::Autosaved(Ok(())));
        woken.recv().unwrap();
        assert!(matches!(job.poll(), Ok(Some(Outcome::Autosaved(Ok(()))))));
        assert!(job.poll().is_err());
    }
}
