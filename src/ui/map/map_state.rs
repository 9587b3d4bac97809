//! What the map keeps between frames: where it looks, the id raster, the coloured picture.
//!
//! Invariant: the raster is drawn anew only when the view or the data set changed, the picture only when the raster or
//! anything that colours it changed. An idle frame does neither; `rasters` and `resolves` count.

use std::time::{Duration, Instant};

use eframe::egui;

use crate::app::MapKey;
use crate::domain::RowSet;
use crate::geometry::{ClassStyle, IdRaster, LocalBox, Scene, Style, View};

use super::quad::Picture;

/// How long the view must rest before it is drawn with 2×2 samples.
const REST: Duration = Duration::from_millis(120);

/// Everything a picture's colours depend on; equal keys give equal pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleKey {
    /// The data set.
    pub generation: u64,
    /// What classes and shown rows depend on.
    pub map: MapKey,
    /// The selection's revision.
    pub selection: u64,
    /// The row under the pointer.
    pub hovered: Option<usize>,
    /// The theme.
    pub dark: bool,
    /// Pixels to a point.
    pub pixels_per_point: f32,
}

/// What a picture is coloured by.
pub struct Paint<'a> {
    /// The class of each row.
    pub class_of_row: &'a [u8],
    /// The classes' colours.
    pub classes: &'a [ClassStyle],
    /// Rows the filter shows; the others are drawn faint.
    pub shown: &'a RowSet,
    /// Selected rows.
    pub selected: &'a RowSet,
    /// Rows to be hatched: suspected idle.
    pub hatched: &'a RowSet,
}

/// The map's state.
#[derive(Debug, Default)]
pub struct MapState {
    view: Option<View>,
    generation: u64,
    raster: IdRaster,
    drawn: Option<(View, u8, u64)>,
    moved_at: Option<Instant>,
    style_key: Option<StyleKey>,
    picture: Picture,
    /// The corner where a box selection began, in local metres.
    pub box_from: Option<[f64; 2]>,
    /// Pixels on the right that the legend covers.
    pub covered_right: u32,
    /// Where the map was last drawn, for the picture export.
    pub rect: Option<egui::Rect>,
    /// Rasters drawn so far.
    pub rasters: u64,
    /// Pictures coloured so far.
    pub resolves: u64,
}

impl MapState {
    /// The view for a picture of `width` × `height` pixels; a new data set is shown whole.
    pub fn view_for(&mut self, generation: u64, scene: &Scene, width: u32, height: u32) -> View {
        if self.generation != generation {
            *self = Self {
                generation,
                rasters: self.rasters,
                resolves: self.resolves,
                covered_right: self.covered_right,
                ..Self::default()
            };
        }
        if let Some(view) = &mut self.view {
            view.width = width;
            view.height = height;
            *view
        } else {
            let view = fit(scene.bounds().as_ref(), width, height, self.covered_right);
            self.view = Some(view);
            view
        }
    }

    /// Looks elsewhere.
    pub fn look(&mut self, view: View) {
        self.view = Some(view);
        self.moved_at = Some(Instant::now());
    }

    /// Shows a box whole.
    pub fn show_box(&mut self, bounds: Option<&LocalBox>) {
        if let (Some(view), Some(bounds)) = (&self.view, bounds) {
            let mut fitted = fit(Some(bounds), view.width, view.height, self.covered_right);
            // A single small parcel is not blown up beyond 4 pixels a metre.
            fitted.metres_per_pixel = fitted.metres_per_pixel.max(0.25);
            self.look(fitted);
        }
    }

    /// The present view, once drawn.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }

    /// The row under a pixel of the last raster.
    #[must_use]
    pub fn row_at(&self, x: u32, y: u32) -> Option<usize> {
        self.raster.row_at(x, y)
    }

    /// Brings raster and picture up to date. Returns after how long a better picture is due, if one is.
    pub fn update(
        &mut self,
        scene: &Scene,
        view: &View,
        key: StyleKey,
        paint: &Paint<'_>,
        tokens: &super::super::theme::Tokens,
    ) -> Option<Duration> {
        let resting = self.moved_at.is_none_or(|at| at.elapsed() >= REST);
        let samples = if resting { 2 } else { 1 };
        let wanted = (*view, samples, key.generation);
        let refined_already =
            matches!(&self.drawn, Some((drawn, 2, generation)) if drawn == view && *generation == key.generation);
        if self.drawn.as_ref() != Some(&wanted) && !refined_already {
            self.raster.draw(scene, view, samples);
            self.drawn = Some(wanted);
            self.style_key = None;
            self.rasters += 1;
        }
        if self.style_key.as_ref() != Some(&key) {
            let rgb = |color: egui::Color32| [color.r(), color.g(), color.b()];
            let style = Style {
                class_of_row: paint.class_of_row,
                classes: paint.classes,
                visible: (!paint.shown.is_full()).then_some(paint.shown),
                selected: paint.selected,
                hovered: key.hovered,
                hatched: Some(paint.hatched),
                background: rgb(tokens.map_ground),
                outline: rgb(tokens.map_outline),
                accent: rgb(tokens.map_selection),
                pixels_per_point: key.pixels_per_point.into(),
            };
            let pixels = self.picture.start([view.width, view.height]);
            self.raster.resolve(&style, pixels);
            self.style_key = Some(key);
            self.resolves += 1;
        }
        if resting { None } else { self.moved_at.map(|at| REST.saturating_sub(at.elapsed())) }
    }

    /// The coloured picture, to be painted.
    pub fn picture_mut(&mut self) -> &mut Picture {
        &mut self.picture
    }
}

/// A view of everything, beside what the legend covers on the right; of a kilometre or so where there is nothing.
fn fit(bounds: Option<&LocalBox>, width: u32, height: u32, covered_right: u32) -> View {
    match bounds {
        Some(bounds) => {
            // A map too narrow to spare the legend's width lets it lie over the parcels.
            let covered = if width > covered_right * 2 { covered_right } else { 0 };
            let free = View::fit(bounds, width - covered, height, 40.0);
            let center = [free.center[0] + f64::from(covered) / 2.0 * free.metres_per_pixel, free.center[1]];
            View { center, width, ..free }
        }
        None => View { center: [0.0, 0.0], metres_per_pixel: 1.0, width, height },
    }
}
