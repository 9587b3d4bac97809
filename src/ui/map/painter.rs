//! Turns a scene and its colours into a picture, at once or on a thread of its own.
//!
//! Owns the id raster and when it must be drawn anew; knows nothing of the window. Invariant: a picture says which view
//! and which colours it shows, so that a late one is never taken for what was asked for since.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::underlay::{UnderPicture, Underlay};
use crate::app::{MapClasses, MapKey, spawn_beside};
use crate::domain::RowSet;
use crate::geometry::{ClassStyle, IdRaster, Scene, Style, View};

/// Which parcels are hatched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hatched {
    /// Those suspected idle, by the number of which they are.
    Idle(u64),
    /// Those that cover the same land as another, by the revision of the overlaps.
    Overlaps(u64),
}

/// Everything a picture's colours depend on; equal keys give equal pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleKey {
    /// The data set.
    pub generation: u64,
    /// What classes and shown rows depend on.
    pub map: MapKey,
    /// The selection's revision.
    pub selection: u64,
    /// What is hatched.
    pub hatched: Hatched,
    /// What lies under the parcels.
    pub underlay: Underlay,
    /// The row under the pointer.
    pub hovered: Option<usize>,
    /// The theme.
    pub dark: bool,
    /// Pixels to a point.
    pub pixels_per_point: f32,
}

/// What a picture is coloured by.
#[derive(Clone, Debug)]
pub struct Paint {
    /// The class of each row.
    pub classes: Arc<MapClasses>,
    /// The classes' colours.
    pub fills: Vec<ClassStyle>,
    /// Rows the filter shows; the others are drawn faint.
    pub shown: Arc<RowSet>,
    /// Selected rows.
    pub selected: RowSet,
    /// Rows to be hatched: suspected idle, or overlapping where that is asked for.
    pub hatched: Arc<RowSet>,
    /// Where no parcel is.
    pub ground: [u8; 3],
    /// Between parcels.
    pub outline: [u8; 3],
    /// Around selected parcels.
    pub accent: [u8; 3],
}

/// A picture to be painted.
#[derive(Clone, Debug)]
pub struct PaintJob {
    /// The shapes.
    pub scene: Arc<Scene>,
    /// Where to look.
    pub view: View,
    /// Samples a pixel has on each side: 1 while moving, 2 at rest.
    pub samples: u8,
    /// What the colours depend on.
    pub key: StyleKey,
    /// The colours.
    pub paint: Paint,
}

/// A painted picture.
#[derive(Debug)]
pub struct Painted {
    /// The view it shows.
    pub view: View,
    /// Samples a pixel has on each side.
    pub samples: u8,
    /// What its colours depend on.
    pub key: StyleKey,
    /// RGBA, row by row from the north-west.
    pub pixels: Vec<[u8; 4]>,
    /// Whether the raster was drawn anew for it.
    pub is_new_raster: bool,
    /// How long it took to paint.
    pub took: Duration,
}

/// The id raster, and what it shows.
#[derive(Debug, Default)]
pub struct Canvas {
    raster: IdRaster,
    drawn: Option<(View, u8, u64)>,
    under: UnderPicture,
}

impl Canvas {
    /// Paints a picture; the raster is drawn anew only for another view or data set, or for more samples.
    pub fn paint(&mut self, job: &PaintJob) -> Painted {
        let began = Instant::now();
        let wanted = (job.view, job.samples, job.key.generation);
        let is_finer = matches!(&self.drawn, Some((view, 2, generation))
            if *view == job.view && *generation == job.key.generation);
        let is_new_raster = self.drawn != Some(wanted) && !is_finer;
        if is_new_raster {
            self.raster.draw(&job.scene, &job.view, job.samples);
            self.drawn = Some(wanted);
        }
        let paint = &job.paint;
        let key = &job.key;
        let underlay = self.under.update(&key.underlay, &job.view, key.pixels_per_point, paint.ground);
        let style = Style {
            class_of_row: &paint.classes.class_of_row,
            classes: &paint.fills,
            visible: (!paint.shown.is_full()).then_some(&paint.shown),
            selected: &paint.selected,
            hovered: key.hovered,
            hatched: Some(&paint.hatched),
            background: paint.ground,
            underlay,
            outline: paint.outline,
            accent: paint.accent,
            pixels_per_point: key.pixels_per_point.into(),
        };
        let mut pixels = Vec::new();
        self.raster.resolve(&style, &mut pixels);
        let samples = self.drawn.map_or(job.samples, |(_, samples, _)| samples);
        Painted { view: job.view, samples, key: job.key.clone(), pixels, is_new_raster, took: began.elapsed() }
    }
}

/// A thread that paints one picture after another, on cores of its own pool: what the window shares out in a frame does not
/// wait for the picture.
#[derive(Debug)]
pub struct PaintThread {
    jobs: Sender<PaintJob>,
    done: Receiver<Painted>,
    is_busy: bool,
}

impl PaintThread {
    /// Starts the thread; `wake` is called when a picture can be taken.
    pub fn start(wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, jobs_there) = channel::<PaintJob>();
        let (done_there, done) = channel();
        spawn_beside(move || {
            let mut canvas = Canvas::default();
            while let Ok(job) = jobs_there.recv() {
                if done_there.send(canvas.paint(&job)).is_err() {
                    return;
                }
                wake();
            }
        });
        Self { jobs, done, is_busy: false }
    }

    /// Whether a picture is being painted.
    pub fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Begins a picture. Hands the job back if the thread is gone.
    pub fn begin(&mut self, job: PaintJob) -> Result<(), Box<PaintJob>> {
        self.jobs.send(job).map_err(|lost| Box::new(lost.0))?;
        self.is_busy = true;
        Ok(())
    }

    /// The picture that was begun, once it is there.
    pub fn take(&mut self) -> Option<Painted> {
        self.take_within(Duration::ZERO)
    }

    /// The same, waited for so long.
    pub fn take_within(&mut self, time: Duration) -> Option<Painted> {
        let painted = self.done.recv_timeout(time);
        self.is_busy &= matches!(painted, Err(RecvTimeoutError::Timeout));
        painted.ok()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::app::{Document, Loaded};

    pub fn sample() -> Document {
        let request = crate::app::LoadRequest::new(crate::app::sample());
        let loaded: Loaded = crate::app::load(request, &crate::io::ReadProgress::default()).unwrap();
        Document::new(loaded, 1)
    }

    pub fn job(document: &mut Document, samples: u8, hovered: Option<usize>) -> PaintJob {
        let scene = document.scene().clone();
        let view = View::fit(&scene.bounds().unwrap(), 300, 200, 8.0);
        let (map, classes) = document.map_classes();
        let key = StyleKey {
            generation: document.generation(),
            map,
            selection: 0,
            hatched: Hatched::Idle(0),
            underlay: Underlay::default(),
            hovered,
            dark: false,
            pixels_per_point: 1.0,
        };
        let fills = classes.classes.iter().map(|class| ClassStyle { fill: class.rgb, hatch: class.hatch }).collect();
        let paint = Paint {
            classes,
            fills,
            shown: document.shown(),
            selected: document.selection().clone(),
            hatched: document.suspected_idle(),
            ground: [250; 3],
            outline: [90; 3],
            accent: [255, 0, 0],
        };
        PaintJob { scene, view, samples, key, paint }
    }

    #[test]
    fn recolouring_leaves_the_raster_and_a_finer_one_serves_a_coarser_wish() {
        let mut document = sample();
        let mut canvas = Canvas::default();
        assert!(canvas.paint(&job(&mut document, 2, None)).is_new_raster);
        let again = canvas.paint(&job(&mut document, 1, Some(3)));
        assert!(!again.is_new_raster);
        assert_eq!(again.samples, 2);
    }

    #[test]
    fn the_thread_paints_what_the_canvas_paints_and_says_when() {
        let mut document = sample();
        let at_once = Canvas::default().paint(&job(&mut document, 2, None));
        let (sender, woken) = channel();
        let mut thread = PaintThread::start(move || sender.send(()).unwrap_or_default());
        thread.begin(job(&mut document, 2, None)).unwrap();
        assert!(thread.is_busy());
        woken.recv().unwrap();
        let painted = thread.take().unwrap();
        assert!(!thread.is_busy());
        assert_eq!((painted.view, &painted.pixels), (at_once.view, &at_once.pixels));
        assert!(thread.take_within(Duration::from_millis(1)).is_none(), "nothing was begun");
        thread.begin(job(&mut document, 2, None)).unwrap();
        let awaited = thread.take_within(Duration::from_mins(1)).unwrap();
        assert!(!thread.is_busy() && awaited.pixels == painted.pixels);
    }
}
