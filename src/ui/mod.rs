//! The window: the only place that names egui, `egui_plot` and rfd.
//!
//! [`MulensWindow`] is split by when code runs: `logic` polls jobs and dialogs and applies actions, `ui` only draws and
//! collects the next actions. Each view is a function that ends in `_ui`, takes what it shows, and pushes
//! [`crate::app::Action`]s. One view a file; colours and spacings are in `theme`.

mod chart;
mod context;
mod dialog;
mod fonts;
mod kpi_strip;
mod map;
mod menu_bar;
mod panel;
mod picture;
mod rulebook_page;
mod search;
mod shortcuts;
mod table;
mod theme;
mod welcome;
mod window;
mod window_files;
mod window_state;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

pub use window::MulensWindow;
pub use window_state::{Leaving, OpenDialog, RightTab, WindowState};

use crate::app::{Document, Paths, Workspace};
use crate::locale::Lang;

/// The program's icon.
const ICON: &[u8] = include_bytes!("../../assets/icon.png");

/// Opens the window, on `file` where there is one, and stays until it is closed.
///
/// # Errors
/// Where there is no display or no graphics adapter to draw with.
pub fn run(file: Option<PathBuf>) -> Result<(), eframe::Error> {
    let icon = eframe::icon_data::from_png_bytes(ICON).unwrap_or_default();
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("MuLens")
            .with_app_id("mulens")
            .with_icon(icon)
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([960.0, 600.0])
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "MuLens",
        options,
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let wake = Arc::new(move || ctx.request_repaint());
            let mut window = MulensWindow::new(creation, Workspace::new(Paths::of_system(), wake));
            if let Some(file) = file {
                window.open(file);
            }
            Ok(Box::new(window))
        }),
    )
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
