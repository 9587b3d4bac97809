//! The script: what is done in which frame, and which frames are counted.
//!
//! One step a frame. A step may put pointer events into the next frame, act on the workspace, or wait for what runs
//! beside the window's thread; the times that take no frame are in [`super::measures`].

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use eframe::egui::{self, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, TouchPhase, Vec2};

use super::super::MulensWindow;
use super::super::window_state::OpenDialog;
use super::BenchError;
use super::idle::IdleWatch;
use super::measures::{self, Waited};
use crate::app::{BenchReport, BenchRequest, Document, SceneFigures, Severity, Times, milliseconds, seconds};
use crate::domain::ParcelTable;
use crate::geometry::View;

/// How far the map is dragged, and back, points a frame.
const DRAG: f32 = 9.0;
/// Frames in one direction.
const SWING: u32 = 15;
/// Wheel points a frame.
const WHEEL: f32 = 30.0;
/// How long anything may take before the script gives up.
const PATIENCE: Duration = Duration::from_mins(10);

/// What the script is at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Loading,
    FirstMap,
    /// Looking at a scene, until it is at rest.
    Look(usize),
    Drag(usize, u32),
    Zoom(usize, u32),
    /// Coming to rest after moving.
    Rest(usize),
    Hover(u32),
    /// Things done at once, or waited for; one after another.
    Measure(usize),
    /// Left alone.
    Idle,
    Done,
}

/// The scenes, by share of the way from the full extent to where a typical parcel is [`CLOSE_PIXELS`] wide, each step of
/// the way enlarging as much as any other.
const SCENES: [(&str, f64); 3] = [("full", 0.0), ("middle", 0.5), ("close", 1.0)];
/// How wide a typical parcel is in the closest scene, pixels.
const CLOSE_PIXELS: f64 = 120.0;
/// Parcels looked at to tell which is typical.
const LOOKED_AT: usize = 10_000;

/// The script and what it has measured so far.
pub struct Script {
    request: BenchRequest,
    folder: PathBuf,
    report: BenchReport,
    step: Step,
    opened_at: Instant,
    step_since: Instant,
    frame_began: Option<Instant>,
    last_frame: Duration,
    full: Option<View>,
    frames: Vec<Duration>,
    rasters: Vec<Duration>,
    redraws: Vec<Duration>,
    hover_frames: Vec<Duration>,
    rasters_seen: u64,
    redrawn_at: Option<Instant>,
    waiting: Option<Waited>,
    measures: VecDeque<measures::Measure>,
    idle: Option<IdleWatch>,
}

impl Script {
    /// The script for a request; the file is being opened.
    pub fn new(request: BenchRequest, folder: PathBuf, adapter: String) -> Self {
        let report = BenchReport {
            version: env!("CARGO_PKG_VERSION"),
            file: request.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            file_mb: measures::megabytes(&request.file),
            frames: request.frames,
            adapter,
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            ..BenchReport::default()
        };
        let now = Instant::now();
        Self {
            request,
            folder,
            report,
            step: Step::Loading,
            opened_at: now,
            step_since: now,
            frame_began: None,
            last_frame: Duration::ZERO,
            full: None,
            frames: Vec::new(),
            rasters: Vec::new(),
            redraws: Vec::new(),
            hover_frames: Vec::new(),
            rasters_seen: 0,
            redrawn_at: None,
            waiting: None,
            measures: VecDeque::new(),
            idle: None,
        }
    }

    /// A frame begins now; the last one is over.
    pub fn begin_frame(&mut self, now: Instant) {
        self.last_frame = self.frame_began.map_or(Duration::ZERO, |began| now.duration_since(began));
        if self.frame_began.is_some() && self.report.first_frame_s == 0.0 {
            self.report.first_frame_s = seconds(now.duration_since(self.request.started));
        }
        self.frame_began = Some(now);
        match self.step {
            // The first frames still show what was there before.
            Step::Drag(_, frame) | Step::Zoom(_, frame) if frame > 2 => self.frames.push(self.last_frame),
            Step::Hover(frame) if frame > 2 => self.hover_frames.push(self.last_frame),
            _ => {}
        }
        if let Some(waited) = &mut self.waiting {
            waited.note_frame(self.last_frame);
        }
    }

    /// What the pointer does in this frame.
    pub fn put_events(&mut self, window: &MulensWindow, input: &mut RawInput) {
        let Some(rect) = window.state.map.rect else { return };
        let back_and_forth = |frame: u32| {
            let place = frame % (2 * SWING);
            if place < SWING { place } else { 2 * SWING - place }
        };
        // Left of the middle, where no legend lies.
        let at = rect.min + rect.size() * Vec2::new(0.4, 0.45);
        let button = |pressed, pos| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        match self.step {
            Step::Drag(_, frame) => {
                let pos = at + Vec2::new(DRAG, DRAG / 3.0) * back_and_forth(frame) as f32;
                input.events.push(Event::PointerMoved(pos));
                if frame == 1 {
                    input.events.push(button(true, pos));
                }
            }
            Step::Zoom(_, frame) => {
                if frame == 0 {
                    input.events.push(button(false, at));
                }
                input.events.push(Event::PointerMoved(at));
                let inward = frame % (2 * SWING) < SWING;
                input.events.push(Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: Vec2::new(0.0, if inward { WHEEL } else { -WHEEL }),
                    phase: TouchPhase::Move,
                    modifiers: Modifiers::NONE,
                    source: egui::MouseWheelSource::Unknown,
                });
            }
            Step::Hover(frame) => {
                let turn = frame as f32 * 0.11;
                let reach = rect.size() * 0.3;
                let pos: Pos2 = at + Vec2::new(turn.cos() * reach.x, (turn * 1.3).sin() * reach.y);
                input.events.push(Event::PointerMoved(pos));
            }
            Step::Measure(0) => input.events.push(Event::PointerGone),
            _ => {}
        }
    }

    /// One step on; the report at the end.
    pub fn step(&mut self, window: &mut MulensWindow, ctx: &egui::Context) -> Result<Option<BenchReport>, BenchError> {
        window.state.dialog = OpenDialog::None;
        self.note_rasters(window);
        if self.step_since.elapsed() > PATIENCE && self.step != Step::Idle {
            return Err(BenchError::Stuck(format!("{:?}", self.step)));
        }
        match self.step {
            Step::Loading => self.await_load(window)?,
            Step::FirstMap => self.await_map(window, ctx),
            Step::Look(scene) => self.look(scene, window),
            Step::Drag(scene, frame) => {
                let more = Step::Drag(scene, frame + 1);
                self.go(if frame < self.request.frames / 2 { more } else { Step::Zoom(scene, 0) });
            }
            Step::Zoom(scene, frame) => {
                let more = Step::Zoom(scene, frame + 1);
                self.go(if frame < self.request.frames / 2 { more } else { Step::Rest(scene) });
            }
            Step::Rest(scene) => self.rest(scene, window),
            Step::Hover(frame) => {
                if frame < self.request.frames {
                    self.go(Step::Hover(frame + 1));
                } else {
                    self.report.hover_frame_ms = Times::of(&self.hover_frames);
                    self.measures = measures::all(&self.folder);
                    self.go(Step::Measure(0));
                }
            }
            Step::Measure(place) => self.measure(place, window)?,
            Step::Idle => self.leave_alone(ctx),
            Step::Done => return Ok(Some(std::mem::take(&mut self.report))),
        }
        // What is waited for wakes the window by itself; frames in between would only take the cores it needs.
        let waits = self.waiting.as_ref().is_some_and(Waited::waits_for_others);
        let loads = matches!(self.step, Step::Loading | Step::FirstMap) && window.workspace().jobs().next().is_some();
        if self.step != Step::Idle && !waits && !loads {
            ctx.request_repaint();
        }
        Ok(None)
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        self.step_since = Instant::now();
    }

    fn note_rasters(&mut self, window: &MulensWindow) {
        let map = &window.state.map;
        if map.rasters == self.rasters_seen {
            return;
        }
        self.rasters_seen = map.rasters;
        let now = Instant::now();
        if matches!(self.step, Step::Drag(..) | Step::Zoom(..)) {
            self.rasters.extend(map.last_raster.filter(|(samples, _)| *samples == 1).map(|(_, took)| took));
            self.redraws.extend(self.redrawn_at.map(|before| now.duration_since(before)));
            self.redrawn_at = Some(now);
        }
    }

    fn await_load(&mut self, window: &MulensWindow) -> Result<(), BenchError> {
        let workspace = window.workspace();
        if workspace.document().is_some() {
            self.report.load_s = seconds(self.opened_at.elapsed());
            self.go(Step::FirstMap);
            return Ok(());
        }
        if workspace.jobs().next().is_some() {
            return Ok(());
        }
        let lang = workspace.lang();
        let told = workspace.notices().last().map(|notice| notice.kind.message(lang));
        let asked = if workspace.crs_question().is_some() { "bench-needs-crs" } else { "bench-needs-layer" };
        Err(BenchError::Failed(told.unwrap_or_else(|| lang.text(asked).into_owned())))
    }

    fn await_map(&mut self, window: &MulensWindow, ctx: &egui::Context) {
        // The picture was handed to the last frame, which is on the screen now.
        if window.state.map.resolves == 0 {
            return;
        }
        if self.report.first_map_s == 0.0 {
            self.report.first_map_s = seconds(self.opened_at.elapsed());
            let screen = ctx.content_rect();
            self.report.window = [screen.width(), screen.height()];
            self.report.pixels_per_point = ctx.pixels_per_point();
            self.report.parcels = window.workspace().document().map_or(0, |document| document.table().len());
        }
        // What is looked over beside the window would be measured with everything else.
        if window.workspace().jobs().next().is_none() && window.state.map.is_at_rest() {
            self.full = window.state.map.view().copied();
            self.go(Step::Look(0));
        }
    }

    fn look(&mut self, scene: usize, window: &mut MulensWindow) {
        let Some(view) = self.full.and_then(|full| scene_view(&full, scene, window)) else {
            return self.go(Step::Measure(0));
        };
        if window.state.map.view() != Some(&view) {
            window.state.map.look(view);
        } else if window.state.map.is_at_rest() {
            let metres_per_pixel = view.metres_per_pixel;
            let scene_figures = SceneFigures { scene: SCENES[scene].0, metres_per_pixel, ..SceneFigures::default() };
            self.report.scenes.push(scene_figures);
            self.redrawn_at = None;
            self.go(Step::Drag(scene, 0));
        }
    }

    fn rest(&mut self, scene: usize, window: &MulensWindow) {
        if !window.state.map.is_at_rest() {
            return;
        }
        if let Some(figures) = self.report.scenes.last_mut() {
            figures.frame_ms = Times::of(&std::mem::take(&mut self.frames));
            figures.raster_ms = Times::of(&std::mem::take(&mut self.rasters));
            figures.redraw_ms = Times::of(&std::mem::take(&mut self.redraws));
            let fine = window.state.map.last_raster.filter(|(samples, _)| *samples == 2);
            figures.rest_raster_ms = fine.map_or(0.0, |(_, took)| milliseconds(took));
        }
        self.go(if scene + 1 < SCENES.len() { Step::Look(scene + 1) } else { Step::Hover(0) });
    }

    fn measure(&mut self, place: usize, window: &mut MulensWindow) -> Result<(), BenchError> {
        if let Some(mut waited) = self.waiting.take() {
            let lang = window.workspace().lang();
            let failed = window.workspace().notices().iter().find(|notice| notice.kind.severity() == Severity::Error);
            if let Some(failed) = failed {
                return Err(BenchError::Failed(failed.kind.message(lang)));
            }
            if !waited.is_over(window) {
                self.waiting = Some(waited);
                return Ok(());
            }
            waited.report(&mut self.report, self.last_frame);
        }
        // What the last one began beside the window would be measured with the next, and is no idleness.
        if is_busy(window) {
            return Ok(());
        }
        match self.measures.pop_front() {
            Some(measure) => {
                self.waiting = measure(window, &mut self.report);
                self.go(Step::Measure(place + 1));
            }
            None => self.go(Step::Idle),
        }
        Ok(())
    }

    /// Nothing is asked of the window while a thread of its own looks at the process from time to time: a frame drawn
    /// only to look would be most of what is seen.
    fn leave_alone(&mut self, ctx: &egui::Context) {
        let Some(watch) = &mut self.idle else {
            self.idle = Some(IdleWatch::start(self.request.idle, ctx.clone()));
            return;
        };
        match watch.done.try_recv() {
            Ok(seen) => {
                self.report.idle_cpu_percent = (seen.cpu_share * 1e4).round() / 100.0;
                self.report.idle_frames = watch.frames;
                self.report.rss_mib = seen.memory_mib;
                self.go(Step::Done);
                ctx.request_repaint();
            }
            Err(_) if watch.is_counting.load(Ordering::Acquire) => watch.frames += 1,
            Err(_) => {}
        }
    }
}

/// Whether anything is being made beside the window's thread.
fn is_busy(window: &MulensWindow) -> bool {
    let workspace = window.workspace();
    let is_whole =
        |open: &Document| open.charts_are_present() && open.judging_is_present() && open.classes_are_present();
    workspace.jobs().next().is_some() || !workspace.document().is_some_and(is_whole)
}

/// Where a scene looks: the parcel in the middle of the file, nearer and nearer.
fn scene_view(full: &View, scene: usize, window: &MulensWindow) -> Option<View> {
    let document = window.workspace().document()?;
    let place = document.scene();
    if scene == 0 {
        return Some(*full);
    }
    let close = typical_side_m(document.table())? / CLOSE_PIXELS;
    let nearest = (full.metres_per_pixel / close).max(1.0);
    let metres_per_pixel = full.metres_per_pixel / nearest.powf(SCENES[scene].1);
    let rows = (document.table().len() / 2..document.table().len()).find_map(|row| place.interior_point(row));
    Some(View { center: rows?, metres_per_pixel, ..*full })
}

/// The side of a square as large as the median parcel that is drawn, metres.
fn typical_side_m(table: &ParcelTable) -> Option<f64> {
    let rows = (0..table.len()).step_by(table.len().div_ceil(LOOKED_AT).max(1));
    let mut areas: Vec<f64> = rows.filter_map(|row| table.geometric_area_m2(row)).filter(|&area| area > 0.0).collect();
    areas.sort_unstable_by(f64::total_cmp);
    areas.get(areas.len() / 2).map(|area| area.sqrt())
}
