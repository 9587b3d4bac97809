//! What `mulens bench` is asked for and what it tells: names and units of every figure.
//!
//! Owns the shape of the JSON object and the distribution of many times; knows nothing of windows. All times are wall
//! clock. Milliseconds unless the name says otherwise.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::Renderer;
use crate::io::ReadOptions;

/// What is to be measured.
#[derive(Clone, Debug)]
pub struct BenchRequest {
    /// The parcel file.
    pub file: PathBuf,
    /// How it is read.
    pub options: ReadOptions,
    /// Frames of each scene: half of them dragged, half zoomed; as many again hovered.
    pub frames: u32,
    /// The window, points.
    pub size: (u32, u32),
    /// How long the window is left alone to see whether it is idle.
    pub idle: Duration,
    /// The graphics interface, where one is asked for.
    pub renderer: Option<Renderer>,
    /// When the program began.
    pub started: Instant,
}

/// How times are spread, ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Times {
    /// The median.
    pub p50: f64,
    /// 19 of 20 are not above it.
    pub p95: f64,
    /// The longest.
    pub max: f64,
    /// How many there are.
    pub count: usize,
}

impl Times {
    /// The spread of these times; nought where there are none.
    #[must_use]
    pub fn of(times: &[Duration]) -> Self {
        let mut sorted: Vec<f64> = times.iter().map(|&time| milliseconds(time)).collect();
        sorted.sort_by(f64::total_cmp);
        // The nearest rank: a time that was measured.
        let rank = |share: f64| {
            let place = (share * sorted.len() as f64).ceil() as usize;
            sorted.get(place.max(1) - 1).copied().unwrap_or_default()
        };
        Self { p50: rank(0.5), p95: rank(0.95), max: rank(1.0), count: sorted.len() }
    }
}

/// A duration in milliseconds, to the microsecond.
#[must_use]
pub fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// A duration in seconds, to the millisecond.
#[must_use]
pub fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e3).round() / 1e3
}

/// One scene of the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SceneFigures {
    /// `full`, `middle` or `close`.
    pub scene: &'static str,
    /// Ground to a screen pixel, m.
    pub metres_per_pixel: f64,
    /// The whole frame, from the start of one to the start of the next, while dragging and zooming.
    pub frame_ms: Times,
    /// Drawing the map anew while moving, one sample a pixel, colours included.
    pub raster_ms: Times,
    /// From one new picture of the map to the next while moving: how often what is seen is what was asked for.
    pub redraw_ms: Times,
    /// Drawing the map anew at rest, 2 × 2 samples a pixel.
    pub rest_raster_ms: f64,
}

/// How long sorting takes until the table shows the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SortFigures {
    /// By land.
    pub number: f64,
    /// By name, or by park where parcels have no names: pinyin order.
    pub chinese_text: f64,
    /// The longest frame meanwhile.
    pub longest_frame: f64,
}

/// How long the summary takes, by grouping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SummaryFigures {
    /// By model.
    pub model: f64,
    /// By park.
    pub park: f64,
    /// By industry.
    pub industry: f64,
    /// By status.
    pub status: f64,
    /// Ungrouped.
    pub none: f64,
    /// From a change of the grouping until all charts show it, off the window's thread.
    pub charts: f64,
    /// From a model on many parcels until the thread beside the window has the summary and its charts' quantiles.
    pub quantiles: f64,
}

/// How long until what every parcel is judged to be is right, off the window's thread above 20 000 parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct JudgeFigures {
    /// All kinds of all parcels from nothing, on the window's thread.
    pub all: f64,
    /// As of another day.
    pub another_day: f64,
    /// With a threshold moved.
    pub moved_threshold: f64,
}

/// An export: how long, and how large it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ExportFigures {
    /// Seconds from the wish to the finished file.
    pub seconds: f64,
    /// Its size, MB (10⁶ bytes).
    pub megabytes: f64,
}

/// Both exports that are measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ExportsFigures {
    /// One row a parcel as CSV.
    pub parcels_csv: ExportFigures,
    /// The file as read with tags and indicators added.
    pub tagged_geojson: ExportFigures,
}

/// Everything that was measured. The keys are what scripts rely on: append, never move.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BenchReport {
    /// The program's version.
    pub version: &'static str,
    /// The parcel file.
    pub file: String,
    /// Its size, MB (10⁶ bytes).
    pub file_mb: f64,
    /// Its parcels.
    pub parcels: usize,
    /// The window's inside, points.
    pub window: [f32; 2],
    /// Screen pixels to a point.
    pub pixels_per_point: f32,
    /// Frames asked for of each scene.
    pub frames: u32,
    /// From the wish to open the file to the data set in the window, s.
    pub load_s: f64,
    /// From the wish to open the file to the first picture of the map on the screen, s.
    pub first_map_s: f64,
    /// The map at full extent, middle and close.
    pub scenes: Vec<SceneFigures>,
    /// The whole frame while the pointer moves over the map, close.
    pub hover_frame_ms: Times,
    /// Finding the parcel at a place, µs: the median and the longest of a thousand places at full extent.
    pub pick_us: Times,
    /// Selecting every parcel by a box, until the sums of the selection are right.
    pub select_ms: f64,
    /// How many parcels were tagged: 100 000, or all there are.
    pub tagged: usize,
    /// Tagging them, until counts, sums and headline figures are right.
    pub tag_ms: f64,
    /// The whole frame that first shows them tagged.
    pub tag_frame_ms: f64,
    /// Undoing it, as far.
    pub undo_ms: f64,
    /// Sorting the table.
    pub sort_ms: SortFigures,
    /// A search text, until rows and sums shown are right: the longest of a text typed letter by letter.
    pub search_ms: f64,
    /// The summary.
    pub summary_ms: SummaryFigures,
    /// Cutting tax per mu into natural breaks until the map's colours show them, off the window's thread.
    pub natural_breaks_ms: f64,
    /// How long saving the project holds up the frame; it is written off the window's thread.
    pub save_blocks_ms: f64,
    /// The exports.
    pub export_s: ExportsFigures,
    /// Processor time over the time the window was left alone, in percent of one core.
    pub idle_cpu_percent: f64,
    /// Frames drawn while it was left alone.
    pub idle_frames: u32,
    /// Memory held when the window was left alone, MiB.
    pub rss_mib: f64,
    /// The graphics adapter, and the interface it was reached by.
    pub adapter: String,
    /// Threads the machine offers.
    pub cores: usize,
    /// From the start of the program to the end of the window's first frame, s.
    pub first_frame_s: f64,
    /// Judging.
    pub judge_ms: JudgeFigures,
    /// From the wish to cancel a load under way until it has stopped; none where the file was there before.
    pub cancel_ms: Option<f64>,
    /// From the wish to open the saved project to the data set with its tags in the window, s.
    pub reopen_s: f64,
    /// Opening the file itself again in the same state: what the project adds is the difference.
    pub load_again_s: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_times_that_were_measured() {
        let times: Vec<Duration> = (1..=20).map(Duration::from_millis).collect();
        assert_eq!(Times::of(&times), Times { p50: 10.0, p95: 19.0, max: 20.0, count: 20 });
        assert_eq!(Times::of(&times[..1]), Times { p50: 1.0, p95: 1.0, max: 1.0, count: 1 });
        assert_eq!(Times::of(&[]), Times::default());
    }
}
