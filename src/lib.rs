//! MuLens 亩镜: output and tax per mu, idle land and renewal models of industrial-park parcels, wholly offline.
//!
//! # The map of this tree
//!
//! | folder | owns | knows |
//! |---|---|---|
//! | [`domain`] | what a parcel is: units, [`domain::RenewalModel`], [`domain::ParcelTable`], tags, row sets, the result table | nothing |
//! | [`locale`] | what a user reads: texts, names of terms, the layout of numbers | `domain` |
//! | [`geometry`] | shapes to numbers and pixels: CRS, ellipsoid area, local metres, the id raster | `domain` |
//! | [`io`] | bytes to domain and back: GeoJSON, other formats through it, CSV, XLSX, project file, import report, atomic write | `domain`, `locale`, `geometry` |
//! | [`analysis`] | domain to answers, pure functions: indicators, summary, classes, filter, sort | `domain`, `geometry` |
//! | [`app`] | what the program does, with no window: workspace, document, commands, history, jobs | all above |
//! | [`cli`] | the batch commands | `app` and below |
//! | [`ui`] | the window, the only place that names egui, `egui_plot` and rfd | `app` and below |
//!
//! Arrows point one way: `domain ← geometry ← {io, analysis} ← app ← {cli, ui} ← main`; `locale` stands right beside
//! `domain`. `io` and `analysis` do not know each other, nor do `cli` and `ui`. `tests/architecture.rs` holds this.
//!
//! # The way of the data
//!
//! File → reader thread → table parts → frozen `Arc<ParcelTable>` + `ImportReport` → swapped in once, whole, on the
//! window's thread → analysis, cached by revision → read-only views → `Command` → apply → `Edit` (old, new) →
//! revision + 1 → redraw. The table never changes; tags, notes, corrected cells, marks, filter and selection are overlays with revisions of
//! their own. A corrected cell makes a second table that shares every other column with the first.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod domain;
pub mod geometry;
pub mod io;
pub mod locale;
pub mod ui;
