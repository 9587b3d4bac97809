//! What the map keeps between frames: where it looks, and the picture that is shown there.
//!
//! Invariant: the raster is drawn anew only when the view or the data set changed, the picture only when the raster or
//! anything that colours it changed. An idle frame does neither; `rasters` and `resolves` count. A picture that takes
//! longer than a frame is painted on a thread; until it is there the last one is shown, moved and scaled.

use std::time::{Duration, Instant};

use eframe::egui;

use std::sync::Arc;

use super::painter::{Canvas, Paint, PaintJob, PaintThread, Painted, StyleKey};
use super::quad::Picture;
use super::zone_drawing::ZoneDrawing;
use super::zone_editing::ZoneEditing;
use crate::app::{AT_ONCE_PARCELS, Looked};
use crate::geometry::{LocalBox, Scene, View};

/// How long the view must rest before it is drawn with 2×2 samples.
const REST: Duration = Duration::from_millis(120);
/// How long a frame waits for the first picture of a data set.
const FIRST_PICTURE: Duration = Duration::from_millis(100);

/// The map's state.
#[derive(Debug, Default)]
pub struct MapState {
    view: Option<View>,
    generation: u64,
    moved_at: Option<Instant>,
    canvas: Canvas,
    thread: Option<PaintThread>,
    /// What the picture shows: view, samples, colours.
    painted: Option<(View, u8, StyleKey)>,
    /// Whether a picture of the present data was in an earlier frame, which is on the screen by now.
    is_on_screen: bool,
    picture: Picture,
    /// Where the next data set is looked at first, instead of whole.
    pub first_look: Option<Looked>,
    /// The corner where a box selection began, in local metres.
    pub box_from: Option<[f64; 2]>,
    /// The corners of the ring that is being drawn, in local metres; empty while none is.
    pub lasso: Vec<[f64; 2]>,
    /// The zone that is being drawn.
    pub drawing: Option<ZoneDrawing>,
    /// The zone whose outline is being changed.
    pub editing: Option<ZoneEditing>,
    /// The parcel the menu of a right click is of.
    pub menu_row: Option<usize>,
    /// Pixels on the right that the legend covers.
    pub covered_right: u32,
    /// Where the map was last drawn, for the picture export.
    pub rect: Option<egui::Rect>,
    /// Rasters drawn so far.
    pub rasters: u64,
    /// Pictures coloured so far.
    pub resolves: u64,
    /// The last new raster: samples on each side of a pixel, and how long painting it took.
    pub last_raster: Option<(u8, Duration)>,
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
                first_look: self.first_look,
                ..Self::default()
            };
        }
        if let Some(view) = &mut self.view {
            view.width = width;
            view.height = height;
            *view
        } else {
            let whole = fit(scene.bounds().as_ref(), width, height, self.covered_right);
            let view = self.first_look.take().map_or(whole, |Looked { center, metres_per_pixel }| View {
                center,
                metres_per_pixel,
                ..whole
            });
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

    /// Whether the picture shows the present view with all its samples.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.painted.as_ref().is_some_and(|(view, samples, _)| Some(view) == self.view.as_ref() && *samples == 2)
    }

    /// The present view, once drawn.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }

    /// Brings the picture up to date, or has it painted and shows the last one meanwhile. `paint` is asked for only when
    /// a picture is due. Returns after how long a finer one is due, if one is.
    pub fn update(
        &mut self,
        ctx: &egui::Context,
        scene: &Arc<Scene>,
        view: &View,
        key: StyleKey,
        paint: impl FnOnce() -> Paint,
    ) -> Option<Duration> {
        let resting = self.moved_at.is_none_or(|at| at.elapsed() >= REST);
        self.is_on_screen = self.painted.is_some();
        if let Some(painted) = self.thread.as_mut().and_then(PaintThread::take) {
            self.show(painted);
        }
        // Of many parcels the first picture is a coarse one: it is there in half the time, and the fine one follows when
        // the frame with it is through.
        let is_first_of_many = !self.is_on_screen && scene.row_count() > AT_ONCE_PARCELS;
        let samples = if resting && !is_first_of_many { 2 } else { 1 };
        let is_due = self
            .painted
            .as_ref()
            .is_none_or(|(shown, fineness, shown_key)| shown != view || *fineness < samples || *shown_key != key);
        let is_busy = self.thread.as_ref().is_some_and(PaintThread::is_busy);
        if is_due && !is_busy {
            let job = PaintJob { scene: Arc::clone(scene), view: *view, samples, key, paint: paint() };
            self.begin(ctx, job);
            // The first picture is waited for: a frame without it would take longer than the picture does, and take the
            // cores from it.
            if self.painted.is_none()
                && let Some(painted) = self.thread.as_mut().and_then(|thread| thread.take_within(FIRST_PICTURE))
            {
                self.show(painted);
            }
        }
        if self.painted.is_some() && !self.is_on_screen {
            ctx.request_repaint();
        }
        if resting { None } else { self.moved_at.map(|at| REST.saturating_sub(at.elapsed())) }
    }

    /// Paints a picture of few parcels at once, and has the thread paint one of many.
    fn begin(&mut self, ctx: &egui::Context, job: PaintJob) {
        if job.scene.row_count() <= AT_ONCE_PARCELS {
            let painted = self.canvas.paint(&job);
            return self.show(painted);
        }
        let thread = self.thread.get_or_insert_with(|| {
            let ctx = ctx.clone();
            PaintThread::start(move || ctx.request_repaint())
        });
        if let Err(job) = thread.begin(job) {
            // The thread died of a fault: the next picture starts another, this one is painted here.
            self.thread = None;
            let painted = self.canvas.paint(&job);
            self.show(painted);
        }
    }

    /// Whether a picture of the present data is on the screen.
    pub fn is_on_screen(&self) -> bool {
        self.is_on_screen
    }

    fn show(&mut self, painted: Painted) {
        if painted.key.generation != self.generation {
            return;
        }
        self.rasters += u64::from(painted.is_new_raster);
        if painted.is_new_raster {
            self.last_raster = Some((painted.samples, painted.took));
        }
        self.resolves += 1;
        self.picture.put([painted.view.width, painted.view.height], painted.pixels);
        self.painted = Some((painted.view, painted.samples, painted.key));
    }

    /// Paints the picture over `rect` as `view` wants it: moved and scaled where it is of an earlier one.
    pub fn paint(
        &mut self,
        ui: &egui::Ui,
        rect: egui::Rect,
        view: &View,
        target: Option<eframe::egui_wgpu::wgpu::TextureFormat>,
    ) {
        if let Some((shown, ..)) = &self.painted {
            self.picture.paint(ui, rect, target, placed(view, shown));
        }
    }
}

/// Where the corners of `view` lie in the picture of `shown`, as shares of its width and height.
fn placed(view: &View, shown: &View) -> egui::Rect {
    let share = |[x, y]: [f64; 2]| {
        let [x, y] = shown.pixel_from_local(view.local_from_pixel([x, y]));
        egui::pos2((x / f64::from(shown.width.max(1))) as f32, (y / f64::from(shown.height.max(1))) as f32)
    };
    if view == shown {
        return egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    }
    egui::Rect::from_min_max(share([0.0, 0.0]), share([view.width.into(), view.height.into()]))
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

#[cfg(test)]
mod tests {
    use super::super::painter::tests::{job, sample};
    use super::*;

    #[test]
    fn a_picture_counts_as_on_the_screen_in_the_frame_after_the_one_it_was_put_in() {
        let (ctx, mut state, mut document) = (egui::Context::default(), MapState::default(), sample());
        let mut frame = || {
            let PaintJob { scene, view, key, paint, .. } = job(&mut document, 2, None);
            let view = state.view_for(key.generation, &scene, view.width, view.height);
            state.update(&ctx, &scene, &view, key, || paint);
            (state.rasters, state.is_on_screen())
        };
        assert_eq!([frame(), frame(), frame()], [(1, false), (1, true), (1, true)]);
    }

    #[test]
    fn the_last_picture_is_shown_moved_and_scaled_until_the_next_is_there() {
        let shown = View { center: [0.0, 0.0], metres_per_pixel: 2.0, width: 100, height: 50 };
        assert_eq!(placed(&shown, &shown).max, egui::pos2(1.0, 1.0));
        // Half the picture's width to the east.
        let moved = placed(&View { center: [100.0, 0.0], ..shown }, &shown);
        assert_eq!((moved.min, moved.max), (egui::pos2(0.5, 0.0), egui::pos2(1.5, 1.0)));
        // Twice as near.
        let nearer = placed(&View { metres_per_pixel: 1.0, ..shown }, &shown);
        assert_eq!((nearer.min, nearer.max), (egui::pos2(0.25, 0.25), egui::pos2(0.75, 0.75)));
    }
}
