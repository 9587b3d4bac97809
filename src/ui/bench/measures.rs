//! What is measured beside frames: an action on the real workspace, and how long until what it asks for is right.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::super::MulensWindow;
use super::{judging, loads};
use crate::analysis::{ClassMethod, Grouping, Indicator, NumberKey, SortKey, summary};
use crate::app::{
    Action, BenchReport, ColorBy, Command, Document, ExportFigures, ExportFormat, ExportRequest, ExportScope,
    ExportWhat, SelectMode, milliseconds, seconds,
};
use crate::domain::{Category, RenewalModel, RowSet, TextField};

/// How many parcels are tagged.
const TAGGED: usize = 100_000;
/// How many places are picked at.
const PICKS: usize = 1000;

/// One measurement; what is not over at once is waited for, frame by frame.
pub type Measure = Box<dyn FnOnce(&mut MulensWindow, &mut BenchReport) -> Option<Waited>>;

/// How long something took.
#[derive(Clone, Copy)]
pub struct Took {
    /// Until it was there.
    all: Duration,
    /// The longest frame meanwhile.
    longest_frame: Duration,
    /// The frame that first showed it.
    last_frame: Duration,
}

impl Took {
    /// Until it was there.
    pub(super) fn all(self) -> Duration {
        self.all
    }
}

type Put = Box<dyn FnOnce(&mut BenchReport, Took)>;

/// Something that takes frames.
pub struct Waited {
    began: Instant,
    longest_frame: Duration,
    is_there: fn(&MulensWindow) -> bool,
    was_asked: bool,
    there_after: Option<Duration>,
    put: Put,
}

impl Waited {
    /// Begins now; `put` is handed the times once it is there.
    pub(super) fn until(
        is_there: fn(&MulensWindow) -> bool,
        put: impl FnOnce(&mut BenchReport, Took) + 'static,
    ) -> Self {
        let longest_frame = Duration::ZERO;
        Self { began: Instant::now(), longest_frame, is_there, was_asked: false, there_after: None, put: Box::new(put) }
    }

    /// A frame went by.
    pub fn note_frame(&mut self, frame: Duration) {
        self.longest_frame = self.longest_frame.max(frame);
    }

    /// Whether it was asked about and is not there: what makes it will wake the window.
    pub fn waits_for_others(&self) -> bool {
        self.was_asked && self.there_after.is_none()
    }

    /// Whether it is there, and was shown in a frame since.
    pub fn is_over(&mut self, window: &MulensWindow) -> bool {
        if self.there_after.is_some() {
            return true;
        }
        self.was_asked = true;
        if (self.is_there)(window) {
            self.there_after = Some(self.began.elapsed());
        }
        false
    }

    /// Puts what was measured into the report.
    pub fn report(self, report: &mut BenchReport, last_frame: Duration) {
        let all = self.there_after.unwrap_or_default();
        (self.put)(report, Took { all, longest_frame: self.longest_frame, last_frame });
    }
}

/// A file's size, MB; nought where it cannot be had.
pub fn megabytes(path: &Path) -> f64 {
    let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
    (bytes as f64 / 1e4).round() / 100.0
}

/// All measurements in order; exports go into `folder`.
pub fn all(folder: &Path) -> VecDeque<Measure> {
    let mut all: VecDeque<Measure> = VecDeque::new();
    all.push_back(Box::new(pick));
    all.push_back(Box::new(select));
    all.push_back(Box::new(tag));
    all.push_back(Box::new(undo));
    all.push_back(Box::new(|_, _| Some(Waited::until(charts_are_present, |_, _| {}))));
    all.push_back(Box::new(quantiles));
    all.push_back(Box::new(|window, _| Some(sort_by_number(window))));
    all.push_back(Box::new(sort_by_text));
    all.push_back(Box::new(search));
    all.push_back(Box::new(summaries));
    all.push_back(Box::new(|window, _| Some(charts(window))));
    all.push_back(Box::new(|window, _| Some(natural_breaks(window))));
    all.push_back(Box::new(judging::all));
    all.push_back(Box::new(|window, _| judging::another_day(window)));
    all.push_back(Box::new(|window, _| judging::moved_threshold(window)));
    let project = folder.join("bench.mulens");
    let saved = project.clone();
    all.push_back(Box::new(move |window, report| Some(save(window, report, saved))));
    for (what, name) in [(ExportWhat::Parcels, "parcels.csv"), (ExportWhat::GeoJson, "tagged.geojson")] {
        let path = folder.join(name);
        all.push_back(Box::new(move |window, _| Some(export(window, what, path))));
    }
    all.push_back(Box::new(loads::cancel));
    all.push_back(Box::new(|window, _| loads::again(window)));
    all.push_back(Box::new(move |window, _| Some(loads::reopen(window, project))));
    all
}

pub(super) fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

pub(super) fn apply(window: &mut MulensWindow, action: Action) {
    window.workspace_mut().apply(action);
}

/// Everything the strip and the palette show, right.
fn figures_right(document: &mut Document) {
    std::hint::black_box((document.totals_shown(), document.totals_selected()));
    std::hint::black_box((document.land_by_tag_mu(), document.tags().counts()));
}

fn pick(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let document = window.workspace().document()?;
    let bounds = document.scene().bounds()?;
    let times: Vec<Duration> = (0..PICKS)
        .map(|place| {
            // The golden ratio spreads places evenly, and never in a row.
            let share = [(place as f64 * 0.618_034).fract(), (place as f64 + 0.5) / PICKS as f64];
            let at = [0, 1].map(|axis| bounds.min[axis] + (bounds.max[axis] - bounds.min[axis]) * share[axis]);
            timed(|| {
                std::hint::black_box(document.scene().pick(at));
            })
        })
        .collect();
    // In microseconds.
    let micros: Vec<Duration> = times.iter().map(|time| *time * 1000).collect();
    report.pick_us = crate::app::Times::of(&micros);
    None
}

fn select(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let bounds = window.workspace().document()?.scene().bounds()?;
    report.select_ms = milliseconds(timed(|| {
        let rows = window.workspace().document().map(|document| document.scene().rows_in_box(bounds));
        if let Some(rows) = rows {
            apply(window, Action::Select(rows, SelectMode::Replace));
        }
        if let Some(document) = window.workspace_mut().document_mut() {
            std::hint::black_box(document.totals_selected());
        }
    }));
    None
}

fn tag(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let document = window.workspace_mut().document_mut()?;
    let len = document.table().len();
    let rows = RowSet::from_rows(len, 0..len.min(TAGGED));
    report.tagged = rows.count();
    apply(window, Action::Select(rows, SelectMode::Replace));
    figures_right(window.workspace_mut().document_mut()?);
    report.tag_ms = milliseconds(timed(|| {
        apply(window, Action::Run(Command::Tag(Some(RenewalModel::VerticalIndustry))));
        if let Some(document) = window.workspace_mut().document_mut() {
            figures_right(document);
        }
    }));
    Some(Waited::until(|_| true, |report, took| report.tag_frame_ms = milliseconds(took.last_frame)))
}

fn undo(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    report.undo_ms = milliseconds(timed(|| {
        apply(window, Action::Run(Command::Undo));
        if let Some(document) = window.workspace_mut().document_mut() {
            figures_right(document);
        }
    }));
    // Something is to be saved and exported.
    apply(window, Action::Run(Command::Redo));
    None
}

fn is_sorted(window: &MulensWindow) -> bool {
    window.workspace().document().is_some_and(Document::rows_are_sorted)
}

fn sort_by_number(window: &mut MulensWindow) -> Waited {
    let waited = Waited::until(is_sorted, |report, took| {
        report.sort_ms.number = milliseconds(took.all);
        report.sort_ms.longest_frame = milliseconds(took.longest_frame);
    });
    apply(window, Action::SortBy(SortKey::Number(NumberKey::Land)));
    waited
}

fn sort_by_text(window: &mut MulensWindow, _: &mut BenchReport) -> Option<Waited> {
    let has_names = window.workspace().document()?.table().text(TextField::Name).is_some();
    let key = if has_names { SortKey::Text(TextField::Name) } else { SortKey::Category(Category::Park) };
    let waited = Waited::until(is_sorted, |report, took| {
        report.sort_ms.chinese_text = milliseconds(took.all);
        report.sort_ms.longest_frame = report.sort_ms.longest_frame.max(milliseconds(took.longest_frame));
    });
    apply(window, Action::SortBy(key));
    Some(waited)
}

/// The text of the parcel in the middle, typed letter by letter, and then nothing again.
fn search(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let document = window.workspace().document()?;
    let (table, row) = (document.table(), document.table().len() / 2);
    let text = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row)).to_owned();
    let letters = text.chars().count().min(6);
    let mut longest = Duration::ZERO;
    for typed in (1..=letters).chain([0]) {
        let mut filter = window.workspace().document()?.filter().clone();
        filter.text = text.chars().take(typed).collect();
        longest = longest.max(timed(|| {
            apply(window, Action::SetFilter(filter));
            if let Some(document) = window.workspace_mut().document_mut() {
                std::hint::black_box((document.shown(), document.totals_shown()));
            }
        }));
    }
    report.search_ms = milliseconds(longest);
    None
}

fn summaries(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    let document = window.workspace_mut().document_mut()?;
    let (figures, shown) = (document.figures(), document.shown());
    let of = |by: Grouping| {
        milliseconds(timed(|| {
            std::hint::black_box(summary(document.table(), &figures, document.tags(), Some(&shown), by));
        }))
    };
    let ms = &mut report.summary_ms;
    (ms.model, ms.park, ms.industry) = (of(Grouping::Model), of(Grouping::Park), of(Grouping::Industry));
    (ms.status, ms.none) = (of(Grouping::Status), of(Grouping::None));
    None
}

fn charts_are_present(window: &MulensWindow) -> bool {
    window.workspace().document().is_some_and(Document::charts_are_present)
}

fn charts(window: &mut MulensWindow) -> Waited {
    let waited = Waited::until(charts_are_present, |report, took| report.summary_ms.charts = milliseconds(took.all));
    apply(window, Action::GroupBy(Grouping::Industry));
    waited
}

/// Another model on the parcels that were tagged and are selected still. The thread beside the window is looked at, as no
/// frame waits for it.
fn quantiles(window: &mut MulensWindow, report: &mut BenchReport) -> Option<Waited> {
    report.summary_ms.quantiles = milliseconds(timed(|| {
        apply(window, Action::Run(Command::Tag(Some(RenewalModel::SlimCore))));
        let Some(document) = window.workspace_mut().document_mut() else { return };
        while !document.charts_have_failed() {
            std::hint::black_box(document.group_charts());
            if document.group_charts_are_present() {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }));
    None
}

fn natural_breaks(window: &mut MulensWindow) -> Waited {
    let is_over = |window: &MulensWindow| window.workspace().document().is_some_and(Document::classes_are_present);
    let waited = Waited::until(is_over, |report, took| report.natural_breaks_ms = milliseconds(took.all));
    apply(window, Action::ClassMethod(ClassMethod::NaturalBreaks));
    apply(window, Action::ColorBy(ColorBy::Indicator(Indicator::TaxPerMu)));
    waited
}

fn is_written(window: &MulensWindow) -> bool {
    window.workspace().jobs().next().is_none()
}

fn save(window: &mut MulensWindow, report: &mut BenchReport, path: PathBuf) -> Waited {
    report.save_blocks_ms = milliseconds(timed(|| apply(window, Action::SaveProject(path))));
    Waited::until(is_written, |_, _| {})
}

fn export(window: &mut MulensWindow, what: ExportWhat, path: PathBuf) -> Waited {
    let written = path.clone();
    let waited = Waited::until(is_written, move |report, took| {
        let figures = ExportFigures { seconds: seconds(took.all), megabytes: megabytes(&written) };
        match what {
            ExportWhat::GeoJson => report.export_s.tagged_geojson = figures,
            _ => report.export_s.parcels_csv = figures,
        }
    });
    let request = ExportRequest { what, scope: ExportScope::All, format: ExportFormat::Csv, path };
    apply(window, Action::Export(Box::new(request)));
    waited
}
