//! What is measured beside frames: an action on the real workspace, and how long until what it asks for is right.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::super::MulensWindow;
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

/// Something that takes frames.
pub struct Waited {
    began: Instant,
    longest_frame: Duration,
    is_over: fn(&MulensWindow) -> bool,
    took: Option<Duration>,
    put: Box<dyn FnOnce(&mut BenchReport, Duration, Duration, Duration)>,
}

impl Waited {
    /// Begins now; `put` is handed the time it took, the longest frame meanwhile and the last frame.
    fn until(
        is_over: fn(&MulensWindow) -> bool,
        put: impl FnOnce(&mut BenchReport, Duration, Duration, Duration) + 'static,
    ) -> Option<Self> {
        let put = Box::new(put);
        Some(Self { began: Instant::now(), longest_frame: Duration::ZERO, is_over, took: None, put })
    }

    /// A frame went by.
    pub fn note_frame(&mut self, frame: Duration) {
        self.longest_frame = self.longest_frame.max(frame);
    }

    /// Whether it is there, and was shown in a frame since.
    pub fn is_over(&mut self, window: &MulensWindow) -> bool {
        if self.took.is_some() {
            return true;
        }
        if (self.is_over)(window) {
            self.took = Some(self.began.elapsed());
        }
        false
    }

    /// Puts what was measured into the report.
    pub fn report(&mut self, report: &mut BenchReport, last_frame: Duration) {
        let put = std::mem::replace(&mut self.put, Box::new(|_, _, _, _| {}));
        put(report, self.took.unwrap_or_default(), self.longest_frame, last_frame);
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
    all.push_back(Box::new(sort_by_number));
    all.push_back(Box::new(sort_by_text));
    all.push_back(Box::new(search));
    all.push_back(Box::new(summaries));
    all.push_back(Box::new(charts));
    all.push_back(Box::new(natural_breaks));
    let project = folder.join("bench.mulens");
    all.push_back(Box::new(move |window, report| save(window, report, project)));
    for (what, name) in [(ExportWhat::Parcels, "parcels.csv"), (ExportWhat::GeoJson, "tagged.geojson")] {
        let path = folder.join(name);
        all.push_back(Box::new(move |window, report| export(window, report, what, path)));
    }
    all
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn apply(window: &mut MulensWindow, action: Action) {
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
    Waited::until(|_| true, |report, _, _, last_frame| report.tag_frame_ms = milliseconds(last_frame))
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

fn sort_by_number(window: &mut MulensWindow, _: &mut BenchReport) -> Option<Waited> {
    let waited = Waited::until(is_sorted, |report, took, longest, _| {
        report.sort_ms.number = milliseconds(took);
        report.sort_ms.longest_frame = milliseconds(longest);
    });
    apply(window, Action::SortBy(SortKey::Number(NumberKey::Land)));
    waited
}

fn sort_by_text(window: &mut MulensWindow, _: &mut BenchReport) -> Option<Waited> {
    let has_names = window.workspace().document()?.table().text(TextField::Name).is_some();
    let key = if has_names { SortKey::Text(TextField::Name) } else { SortKey::Category(Category::Park) };
    let waited = Waited::until(is_sorted, |report, took, longest, _| {
        report.sort_ms.chinese_text = milliseconds(took);
        report.sort_ms.longest_frame = report.sort_ms.longest_frame.max(milliseconds(longest));
    });
    apply(window, Action::SortBy(key));
    waited
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

fn charts(window: &mut MulensWindow, _: &mut BenchReport) -> Option<Waited> {
    let is_over = |window: &MulensWindow| window.workspace().document().is_some_and(Document::charts_are_present);
    let waited = Waited::until(is_over, |report, took, _, _| report.summary_ms.charts = milliseconds(took));
    apply(window, Action::GroupBy(Grouping::Industry));
    waited
}

fn natural_breaks(window: &mut MulensWindow, _: &mut BenchReport) -> Option<Waited> {
    let is_over = |window: &MulensWindow| window.workspace().document().is_some_and(Document::classes_are_present);
    let waited = Waited::until(is_over, |report, took, _, _| report.natural_breaks_ms = milliseconds(took));
    apply(window, Action::ClassMethod(ClassMethod::NaturalBreaks));
    apply(window, Action::ColorBy(ColorBy::Indicator(Indicator::TaxPerMu)));
    waited
}

fn is_written(window: &MulensWindow) -> bool {
    window.workspace().jobs().next().is_none()
}

fn save(window: &mut MulensWindow, report: &mut BenchReport, path: PathBuf) -> Option<Waited> {
    report.save_blocks_ms = milliseconds(timed(|| apply(window, Action::SaveProject(path))));
    Waited::until(is_written, |_, _, _, _| {})
}

fn export(window: &mut MulensWindow, _: &mut BenchReport, what: ExportWhat, path: PathBuf) -> Option<Waited> {
    let written = path.clone();
    let waited = Waited::until(is_written, move |report, took, _, _| {
        let figures = ExportFigures { seconds: seconds(took), megabytes: megabytes(&written) };
        match what {
            ExportWhat::GeoJson => report.export_s.tagged_geojson = figures,
            _ => report.export_s.parcels_csv = figures,
        }
    });
    let request = ExportRequest { what, scope: ExportScope::All, format: ExportFormat::Csv, path };
    apply(window, Action::Export(Box::new(request)));
    waited
}
