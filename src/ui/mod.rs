//! The window: the only place that names egui, `egui_plot` and rfd.
//!
//! [`MulensWindow`] is split by when code runs: `logic` polls jobs and dialogs and applies actions, `ui` only draws and
//! collects the next actions. Each view is a function that ends in `_ui`, takes what it shows, and pushes
//! [`crate::app::Action`]s. One view a file; colours and spacings are in `theme`.

mod bench;
mod chart;
mod context;
mod dialog;
mod fonts;
mod graphics;
mod kpi_strip;
mod map;
mod menu_bar;
mod note_field;
mod panel;
mod picture;
mod restart;
mod result_cells;
mod rulebook_page;
mod search;
mod shortcuts;
mod table;
mod theme;
mod welcome;
mod window;
mod window_files;
mod window_state;

use std::sync::Arc;

use eframe::egui;

pub use bench::BenchError;
pub use window::MulensWindow;
pub use window_state::{Leaving, OpenDialog, RightTab, WindowState};

use crate::app::{BenchReport, BenchRequest, Document, Paths, Renderer, WindowStart, Workspace};
use crate::locale::Lang;
use graphics::DeviceWatch;
use restart::{RestartingWindow, run_until_lost};

/// The program's icon.
const ICON: &[u8] = include_bytes!("../../assets/icon.png");

/// Opens the window, on a file where there is one, and stays until it is closed.
///
/// # Errors
/// Where there is no display or no graphics adapter to draw with.
pub fn run(start: WindowStart) -> Result<(), eframe::Error> {
    let watch = DeviceWatch::default();
    let options = native_options(&watch, start.renderer, true);
    let watched = watch.clone();
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let ctx = creation.egui_ctx.clone();
        let wake = Arc::new(move || ctx.request_repaint());
        let mut window = MulensWindow::new(creation, Workspace::new(Paths::of_system(), wake));
        if let Some(note) = &start.resume {
            window.resume(note);
        } else if !start.files.is_empty() {
            window.open(start.files.clone());
        }
        Ok(Box::new(RestartingWindow::new(creation, window, watched, start)))
    });
    run_until_lost(&watch, || eframe::run_native("MuLens", options, create))
}

/// Measures the window on a file.
///
/// # Errors
/// Where there is no window to be had, the file cannot be read or the window is closed before the end.
pub fn bench(request: BenchRequest) -> Result<BenchReport, BenchError> {
    bench::run(request)
}

/// The window's options, through the graphics interface asked for.
fn native_options(watch: &DeviceWatch, renderer: Option<Renderer>, vsync: bool) -> eframe::NativeOptions {
    let icon = eframe::icon_data::from_png_bytes(ICON).unwrap_or_default();
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("MuLens")
            .with_app_id("mulens")
            .with_icon(icon)
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([960.0, 600.0])
            .with_drag_and_drop(true),
        wgpu_options: watch.configuration(renderer, vsync),
        // Nothing here is a gradient, and the noise is a fifth of a frame on a software adapter.
        dithering: false,
        ..eframe::NativeOptions::default()
    }
}

/// What every figure stands on, in one line: land basis and year.
fn figures_basis(lang: Lang, document: &Document) -> String {
    let settings = document.view().figures;
    let basis = lang.land_basis_on(settings.basis, document.table().area_basis());
    match settings.year {
        Some(year) => {
            lang.text_with("figures-basis-year", [("basis", basis.into()), ("year", year.to_string().into())])
        }
        None => lang.text_with("figures-basis", [("basis", basis.into())]),
    }
}
