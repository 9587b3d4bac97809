//! Which parcel is at every sample of the picture: a scanline fill by the even-odd rule.
//!
//! A sample belongs to the parcel its centre is in, so parcels that share a border leave neither gap nor overlap, and
//! each covers as many samples as its area asks for. A parcel smaller than a sample shows if a centre falls into it: of
//! many such parcels the right share shows. Bands of the picture are filled side by side on all cores; ids are the row
//! plus one, 0 where there is nothing, four bytes a sample.

use rayon::prelude::*;

use super::view::View;
use crate::geometry::scene::{Extent, Scene, Tile};

/// Least height of a band in samples: lower ones spend their time looking up the same parcels.
const LEAST_BAND_ROWS: usize = 32;
/// How many bands there are for each thread, so that a crowded band does not hold up the rest.
const BANDS_PER_THREAD: usize = 8;

/// The buffer of row numbers behind a picture; kept from frame to frame for its memory.
#[derive(Clone, Debug)]
pub struct IdRaster {
    pub(super) ids: Vec<u32>,
    pub(super) view: View,
    pub(super) samples_per_side: usize,
    pub(super) row_count: usize,
    /// Mean side of the parcels in view, pixels.
    pub(super) mean_side_px: f64,
}

impl Default for IdRaster {
    fn default() -> Self {
        Self::new()
    }
}

impl IdRaster {
    /// An empty picture of no size.
    #[must_use]
    pub fn new() -> Self {
        let view = View { center: [0.0; 2], metres_per_pixel: 1.0, width: 0, height: 0 };
        Self { ids: Vec::new(), view, samples_per_side: 1, row_count: 0, mean_side_px: 0.0 }
    }

    /// Draws what `view` sees of `scene` with 1 sample a pixel, or 2 × 2 if `samples_per_side` is 2.
    pub fn draw(&mut self, scene: &Scene, view: &View, samples_per_side: u8) {
        self.view = *view;
        self.samples_per_side = usize::from(samples_per_side.clamp(1, 2));
        self.row_count = scene.row_count();
        let (width, height) = self.size_in_samples();
        self.ids.clear();
        self.ids.resize(width * height, 0);
        self.mean_side_px = 0.0;
        let sound = view.metres_per_pixel > 0.0 && view.center.iter().all(|metres| metres.is_finite());
        if self.ids.is_empty() || !sound {
            return;
        }
        let grid = Grid::of(view, self.samples_per_side, width, height);
        let seen: Vec<(&Tile, Span)> = scene
            .tiles()
            .iter()
            .filter_map(|tile| grid.rows_of(tile.extent, 0, height).map(|rows| (tile, rows)))
            .collect();
        let parcels: usize = seen.iter().map(|(tile, _)| tile.rows.len()).sum();
        let sum_side_m: f64 = seen.iter().map(|(tile, _)| tile.sum_side_m).sum();
        self.mean_side_px = sum_side_m / parcels.max(1) as f64 / view.metres_per_pixel;

        let band_rows = height.div_ceil(rayon::current_num_threads() * BANDS_PER_THREAD).max(LEAST_BAND_ROWS);
        self.ids.par_chunks_mut(band_rows * width).enumerate().for_each(|(number, ids)| {
            let first_row = number * band_rows;
            let mut band = Band { grid, first_row, end_row: first_row + ids.len() / width, ids, crossings: Vec::new() };
            for (tile, rows) in &seen {
                if rows.start < band.end_row && band.first_row < rows.end {
                    band.fill_tile(tile);
                }
            }
        });
    }

    pub(super) fn size_in_samples(&self) -> (usize, usize) {
        (self.view.width as usize * self.samples_per_side, self.view.height as usize * self.samples_per_side)
    }

    /// The row whose parcel is drawn at a pixel; with 2 × 2 samples, the first one found in the pixel.
    #[must_use]
    pub fn row_at(&self, x: u32, y: u32) -> Option<usize> {
        if x >= self.view.width || y >= self.view.height {
            return None;
        }
        let (width, _) = self.size_in_samples();
        let side = self.samples_per_side;
        let (left, top) = (x as usize * side, y as usize * side);
        let mut samples = (0..side * side).map(|n| self.ids[(top + n / side) * width + left + n % side]);
        samples.find(|&id| id != 0).map(|id| id as usize - 1)
    }
}

/// Samples from `start` up to and without `end`.
#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

/// From local metres to samples: x from the west edge, y from the north edge.
#[derive(Clone, Copy)]
struct Grid {
    samples_per_metre: f64,
    west: f64,
    north: f64,
    width: usize,
}

impl Grid {
    fn of(view: &View, samples_per_side: usize, width: usize, height: usize) -> Self {
        let samples_per_metre = samples_per_side as f64 / view.metres_per_pixel;
        Self {
            samples_per_metre,
            west: width as f64 / 2.0 - view.center[0] * samples_per_metre,
            north: height as f64 / 2.0 + view.center[1] * samples_per_metre,
            width,
        }
    }

    #[inline]
    fn x(&self, local_x: f32) -> f64 {
        self.west + f64::from(local_x) * self.samples_per_metre
    }

    #[inline]
    fn y(&self, local_y: f32) -> f64 {
        self.north - f64::from(local_y) * self.samples_per_metre
    }

    /// The rows between `first` and `end` in which a box has sample centres, if it has any at all.
    #[inline]
    fn rows_of(&self, Extent([west, south, east, north]): Extent, first: usize, end: usize) -> Option<Span> {
        let rows =
            Span { start: first_centre(self.y(north), first, end), end: first_centre(self.y(south), first, end) };
        let some = rows.start < rows.end
            && first_centre(self.x(west), 0, self.width) < first_centre(self.x(east), 0, self.width);
        some.then_some(rows)
    }
}

/// The first sample whose centre is at or after `place`, kept within `low..=high`. Absurd places end at the limits.
#[inline]
fn first_centre(place: f64, low: usize, high: usize) -> usize {
    // The comparison after truncation is a ceiling; the library's costs a call on older processors.
    let after = (place - 0.5).max(low as f64).min(high as f64);
    let whole = after as i32;
    whole as usize + usize::from(f64::from(whole) < after)
}

/// Up to this many rows a parcel's edges are looked through for each row; higher ones note each edge's rows.
const FEW_ROWS: usize = 4;

/// A band of the picture's rows while it is being filled.
struct Band<'a> {
    grid: Grid,
    first_row: usize,
    end_row: usize,
    ids: &'a mut [u32],
    /// Row in the high half, first sample at or after the crossing in the low one: sorted, they pair into spans.
    crossings: Vec<u64>,
}

impl Band<'_> {
    fn fill_tile(&mut self, tile: &Tile) {
        for (at, &extent) in tile.extents.iter().enumerate() {
            let Some(rows) = self.grid.rows_of(extent, self.first_row, self.end_row) else { continue };
            let id = tile.rows[at] + 1;
            if rows.end - rows.start <= FEW_ROWS {
                for row in rows.start..rows.end {
                    self.crossings.clear();
                    for ring in tile.rings(at) {
                        self.cross_row(ring, row);
                    }
                    self.fill_spans(id);
                }
            } else {
                self.crossings.clear();
                for ring in tile.rings(at) {
                    self.cross_ring(ring);
                }
                self.fill_spans(id);
            }
        }
    }

    fn fill_spans(&mut self, id: u32) {
        match &mut self.crossings[..] {
            [a, b] if *a > *b => std::mem::swap(a, b),
            [_, _] => {}
            many => many.sort_unstable(),
        }
        for pair in self.crossings.chunks_exact(2) {
            let row = (pair[0] >> 32) as usize - self.first_row;
            let (start, end) = (pair[0] as u32 as usize, pair[1] as u32 as usize);
            if pair[0] >> 32 == pair[1] >> 32 && start < end {
                let row_start = row * self.grid.width;
                self.ids[row_start + start..row_start + end].fill(id);
            }
        }
    }

    /// Notes where a ring crosses the centres of one row.
    fn cross_row(&mut self, ring: &[[f32; 2]], row: usize) {
        let Some(&last) = ring.last() else { return };
        // The same comparison as in `first_centre`, so that both ways of filling agree.
        let is_above = |position: [f32; 2]| self.grid.y(position[1]) - 0.5 <= row as f64;
        let mut from = last;
        let mut from_above = is_above(from);
        for &to in ring {
            let to_above = is_above(to);
            if from_above != to_above {
                let (upper, lower) = if from_above { (from, to) } else { (to, from) };
                let crossing = Slope::between(&self.grid, upper, lower).crossing(row, self.grid.width);
                self.crossings.push(crossing);
            }
            (from, from_above) = (to, to_above);
        }
    }

    /// Notes where a ring crosses the centres of all the band's rows.
    fn cross_ring(&mut self, ring: &[[f32; 2]]) {
        let Some(&last) = ring.last() else { return };
        let rows_above = |position: [f32; 2]| first_centre(self.grid.y(position[1]), self.first_row, self.end_row);
        let (mut from, mut from_row) = (last, rows_above(last));
        for &to in ring {
            let to_row = rows_above(to);
            if from_row != to_row {
                let (upper, lower) = if from_row < to_row { (from, to) } else { (to, from) };
                let slope = Slope::between(&self.grid, upper, lower);
                for row in from_row.min(to_row)..from_row.max(to_row) {
                    self.crossings.push(slope.crossing(row, self.grid.width));
                }
            }
            (from, from_row) = (to, to_row);
        }
    }
}

/// An edge as x over y. Always from its upper end, so that both owners of a shared border compute the same numbers.
struct Slope {
    x: f64,
    y: f64,
    per_row: f64,
}

impl Slope {
    #[inline]
    fn between(grid: &Grid, upper: [f32; 2], lower: [f32; 2]) -> Self {
        let (x, y) = (grid.x(upper[0]), grid.y(upper[1]));
        Self { x, y, per_row: (grid.x(lower[0]) - x) / (grid.y(lower[1]) - y) }
    }

    #[inline]
    fn crossing(&self, row: usize, width: usize) -> u64 {
        let x = self.x + (row as f64 + 0.5 - self.y) * self.per_row;
        (row as u64) << 32 | first_centre(x, 0, width) as u64
    }
}
