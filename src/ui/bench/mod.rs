//! `mulens bench`: the real window, driven by a fixed script of pointer events and actions, and its times.
//!
//! [`BenchWindow`] wraps [`MulensWindow`] and hands it everything a user's window gets; events are put where the system
//! would put them. Nothing the window does is done otherwise here, but for vsync, which is off, and the program's own
//! files, which are left alone.

mod idle;
mod judging;
mod loads;
mod measures;
mod script;

use std::sync::{Arc, Mutex};
use std::time::Instant;

use eframe::egui::{self, RawInput, Ui};

use super::graphics::{DeviceWatch, adapter_name};
use super::{MulensWindow, native_options};
use crate::app::{BenchReport, BenchRequest, LoadRequest, Paths, Workspace};
use crate::io::{Source, system_reason};
use crate::locale::Lang;
use script::Script;

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// There is no display, or no adapter to draw with.
    #[error("{0}")]
    Window(#[from] eframe::Error),
    /// The file was not read, or an export not written; the sentence says why.
    #[error("{0}")]
    Failed(String),
    /// There is no place for what is exported.
    #[error("no temporary folder: {0}")]
    NoFolder(#[source] std::io::Error),
    /// A step took longer than anything may take.
    #[error("stuck at {0}")]
    Stuck(String),
    /// The window was closed before the script was through.
    #[error("closed")]
    Closed,
}

impl BenchError {
    /// One sentence for the user.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Window(error) => lang.text_with("bench-no-window", [("reason", error.to_string().into())]),
            Self::Failed(sentence) => sentence.clone(),
            Self::NoFolder(error) => lang.text_with("bench-no-folder", [("reason", system_reason(lang, error).into())]),
            Self::Stuck(step) => lang.text_with("bench-stuck", [("step", step.as_str().into())]),
            Self::Closed => lang.text("bench-closed").into_owned(),
        }
    }
}

type Outcome = Arc<Mutex<Option<Result<BenchReport, BenchError>>>>;

/// Opens the window, runs the script and hands back what was measured.
///
/// # Errors
/// See [`BenchError`].
pub fn run(request: BenchRequest) -> Result<BenchReport, BenchError> {
    let folder = tempfile::tempdir().map_err(BenchError::NoFolder)?;
    let outcome = Outcome::default();
    let told = Arc::clone(&outcome);
    let watch = DeviceWatch::default();
    let mut options = native_options(&watch, request.renderer, false);
    options.viewport = options.viewport.with_inner_size([request.size.0 as f32, request.size.1 as f32]);
    options.viewport.min_inner_size = None;
    // Neither the size nor the panels of the user's own window are taken over, nor kept for it.
    options.viewport = options.viewport.with_app_id("mulens-bench");
    options.persist_window = false;
    // Without a window manager it would stand wherever the last one stood.
    options.viewport = options.viewport.with_position([0.0, 0.0]);
    eframe::run_native(
        "MuLens",
        options,
        Box::new(move |creation| Ok(Box::new(BenchWindow::new(creation, request, folder, told)))),
    )?;
    let mut outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    outcome.take().unwrap_or(Err(BenchError::Closed))
}

struct BenchWindow {
    inner: MulensWindow,
    script: Script,
    outcome: Outcome,
    /// The folder exports are written to; goes with the window.
    _folder: tempfile::TempDir,
}

impl BenchWindow {
    fn new(
        creation: &eframe::CreationContext<'_>,
        request: BenchRequest,
        folder: tempfile::TempDir,
        outcome: Outcome,
    ) -> Self {
        let ctx = creation.egui_ctx.clone();
        let workspace = Workspace::new(Paths::default(), Arc::new(move || ctx.request_repaint()));
        let mut inner = MulensWindow::new(creation, workspace).without_system_dialogs();
        let adapter = creation.wgpu_render_state.as_ref().map_or_else(String::new, adapter_name);
        let load = LoadRequest::new(Source::Path(request.file.clone()));
        let options = request.options.clone();
        let script = Script::new(request, folder.path().to_owned(), adapter);
        inner.workspace.open(LoadRequest { options, ..load });
        Self { inner, script, outcome, _folder: folder }
    }

    fn end(&mut self, ctx: &egui::Context, result: Result<BenchReport, BenchError>) {
        let mut outcome = self.outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if outcome.is_none() {
            *outcome = Some(result);
        }
        self.inner.state.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

impl eframe::App for BenchWindow {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut RawInput) {
        // A frame begins here, whatever it is made of.
        self.script.begin_frame(Instant::now());
        self.script.put_events(&self.inner, input);
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.inner.logic(ctx, frame);
        match self.script.step(&mut self.inner, ctx) {
            Ok(None) => {}
            Ok(Some(report)) => self.end(ctx, Ok(report)),
            Err(error) => self.end(ctx, Err(error)),
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.inner.ui(ui, frame);
    }

    fn on_exit(&mut self) {
        self.inner.on_exit();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.inner.clear_color(visuals)
    }
}
