//! How long until a load that is under way has stopped, and until a saved project is there again.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::super::MulensWindow;
use super::measures::{Waited, apply};
use crate::app::{Action, BenchReport, Document, JobKind, LoadRequest, milliseconds, seconds};
use crate::io::Source;

/// How far a load comes before it is cancelled.
const UNDER_WAY: Duration = Duration::from_millis(200);

fn load_under_way(window: &MulensWindow) -> Option<u64> {
    window.workspace().jobs().find(|job| job.kind == JobKind::Load).map(|job| job.id)
}

/// Begins to read the file again and takes it back. A small file is there before: then nothing is told.
pub(super) fn cancel(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let source = window.workspace().document()?.source().clone();
    let request = LoadRequest { options: window.workspace().document()?.options().clone(), ..LoadRequest::new(source) };
    window.workspace_mut().open(request);
    std::thread::sleep(UNDER_WAY);
    window.workspace_mut().poll(Instant::now());
    let job = load_under_way(window)?;
    let began = Instant::now();
    apply(window, Action::CancelJob(job));
    while load_under_way(window).is_some() {
        std::thread::sleep(Duration::from_millis(1));
        window.workspace_mut().poll(Instant::now());
    }
    report.cancel_ms = Some(milliseconds(began.elapsed()));
    None
}

/// Opens the file again beside what is open, as [`reopen`] will the project.
pub(super) fn again(window: &mut MulensWindow) -> Option<Waited> {
    let document = window.workspace().document()?;
    let (source, options) = (document.source().clone(), document.options().clone());
    let is_there = |window: &MulensWindow| load_under_way(window).is_none();
    let waited = Waited::until(is_there, |report, took| report.load_again_s = seconds(took.all()));
    window.workspace_mut().open(LoadRequest { options, ..LoadRequest::new(source) });
    Some(waited)
}

/// Opens the project that was saved, with its tags.
pub(super) fn reopen(window: &mut MulensWindow, project: PathBuf) -> Waited {
    let is_there = |window: &MulensWindow| {
        load_under_way(window).is_none() && window.workspace().document().is_some_and(|open| !Document::is_dirty(open))
    };
    let waited = Waited::until(is_there, |report, took| report.reopen_s = seconds(took.all()));
    window.workspace_mut().open(LoadRequest::new(Source::Path(project)));
    waited
}
