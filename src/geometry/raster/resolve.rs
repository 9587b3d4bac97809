//! Row numbers to colours: palette, hatches, outlines, and the mean of a pixel's samples.

use rayon::prelude::*;

use super::id_raster::IdRaster;
use super::palette::{Ink, inks, mix};
use super::style::Style;

/// Parcels with a mean side below this many pixels have no outlines: they would be nothing but outline.
const FIRST_OUTLINE_PX: f64 = 7.0;
/// From this mean side on outlines have their full strength.
const FULL_OUTLINE_PX: f64 = 20.0;
/// Distance of hatch lines and their width, points.
const IDLE_HATCH: (f64, f64) = (7.0, 2.0);
const MISSING_HATCH: (f64, f64) = (9.0, 1.0);
/// How far hatch lines go towards the outline colour.
const IDLE_SHARE: f64 = 0.6;
const MISSING_SHARE: f64 = 0.3;
/// What is left of outlines around faint parcels.
const FAINT_OUTLINE_SHARE: f64 = 0.35;
/// Width of the outline around selected parcels, points.
const SELECTION: f64 = 2.0;

impl IdRaster {
    /// The picture in colours: RGBA, row by row from the north-west, opaque, width × height of the view.
    pub fn resolve(&self, style: &Style<'_>, out: &mut Vec<[u8; 4]>) {
        let width = self.view.width as usize;
        out.clear();
        out.resize(width * self.view.height as usize, [0, 0, 0, 255]);
        if out.is_empty() {
            return;
        }
        let painter = Painter::new(self, style);
        out.par_chunks_mut(width).enumerate().for_each(|(y, pixels)| painter.paint_row(y, pixels));
    }
}

struct Painter<'a> {
    raster: &'a IdRaster,
    inks: Vec<Ink>,
    underlay: &'a [[u8; 4]],
    /// Samples to a row, and pixels to a column.
    width: usize,
    height: usize,
    outline: [u8; 3],
    accent: [u8; 3],
    /// 0 (none) to 1.
    outline_share: f64,
    scale: f64,
    /// Pixels from the plane's origin to the picture's north-west corner: holds hatches to the ground while panning.
    ground: [f64; 2],
}

impl<'a> Painter<'a> {
    fn new(raster: &'a IdRaster, style: &Style<'a>) -> Self {
        let corner = raster.view.local_from_pixel([0.0, 0.0]);
        Self {
            raster,
            inks: inks(style, raster.row_count),
            underlay: style.underlay.unwrap_or_default(),
            width: raster.size_in_samples().0,
            height: raster.view.height as usize,
            outline: style.outline,
            accent: style.accent,
            outline_share: ((raster.mean_side_px - FIRST_OUTLINE_PX) / (FULL_OUTLINE_PX - FIRST_OUTLINE_PX))
                .clamp(0.0, 1.0),
            scale: style.pixels_per_point,
            ground: [corner[0], -corner[1]].map(|metres| (metres / raster.view.metres_per_pixel).round()),
        }
    }

    fn paint_row(&self, y: usize, pixels: &mut [[u8; 4]]) {
        if self.raster.samples_per_side == 1 {
            self.paint_single(y, pixels);
        } else {
            self.paint_mean(y, pixels);
        }
    }

    fn paint_single(&self, y: usize, pixels: &mut [[u8; 4]]) {
        let (own, above) = (self.ids(y), self.ids(y.saturating_sub(1)));
        for (x, pixel) in pixels.iter_mut().enumerate() {
            let ink = self.inks[own[x] as usize];
            let same = own[x.saturating_sub(1)] == own[x] && above[x] == own[x];
            let plain = ink.is_plain() && (same || self.outline_share == 0.0);
            let [r, g, b] = if plain { ink.color() } else { self.sample(x, y, ink) };
            *pixel = [r, g, b, 255];
        }
    }

    fn paint_mean(&self, y: usize, pixels: &mut [[u8; 4]]) {
        let (upper, lower) = (self.ids(2 * y), self.ids(2 * y + 1));
        let (above, below) = (self.ids((2 * y).saturating_sub(1)), self.ids((2 * y + 2).min(2 * self.height - 1)));
        for (x, pixel) in pixels.iter_mut().enumerate() {
            let (left, right) = (2 * x, 2 * x + 1);
            let (before, after) = (left.saturating_sub(1), (right + 1).min(upper.len() - 1));
            let id = upper[left];
            let others = |ids: &[u32], at: [usize; 2]| (ids[at[0]] ^ id) | (ids[at[1]] ^ id);
            let within = others(upper, [right, right]) | others(lower, [left, right]);
            let around = others(upper, [before, after])
                | others(lower, [before, after])
                | others(above, [left, right])
                | others(below, [left, right]);
            let ink = self.inks[id as usize];
            let borders = if self.outline_share > 0.0 { around } else { 0 };
            let [r, g, b] = if within | borders == 0 && !ink.has(Ink::SELECTED) {
                // Hatches follow whole pixels, so one sample speaks for all four.
                if ink.is_plain() { ink.color() } else { self.hatched(left, 2 * y, ink) }
            } else {
                self.mean_of_samples(x, y, [id, upper[right], lower[left], lower[right]])
            };
            *pixel = [r, g, b, 255];
        }
    }

    fn mean_of_samples(&self, x: usize, y: usize, ids: [u32; 4]) -> [u8; 3] {
        let mut sums = [2_u16; 3];
        for (at, id) in ids.into_iter().enumerate() {
            let ink = self.inks[id as usize];
            let flat = ink.is_plain() && self.outline_share == 0.0;
            let color = if flat { ink.color() } else { self.sample(2 * x + at % 2, 2 * y + at / 2, ink) };
            for (sum, part) in sums.iter_mut().zip(color) {
                *sum += u16::from(part);
            }
        }
        sums.map(|sum| (sum / 4) as u8)
    }

    /// A row of samples.
    fn ids(&self, row: usize) -> &[u32] {
        &self.raster.ids[row * self.width..][..self.width]
    }

    /// The colour of a sample with all that may be drawn over it.
    fn sample(&self, x: usize, y: usize, ink: Ink) -> [u8; 3] {
        if ink.has(Ink::SELECTED) && self.is_near_unselected(x, y) {
            return self.accent;
        }
        let at_border = self.outline_share > 0.0 && self.is_border(x, y);
        if at_border {
            let fill = self.fill(x, y, ink);
            if ink.has(Ink::SELECTED) {
                return mix(fill, self.accent, self.outline_share);
            }
            let share = if ink.has(Ink::FAINT) { FAINT_OUTLINE_SHARE } else { 1.0 };
            return mix(fill, self.outline, share * self.outline_share);
        }
        self.hatched(x, y, ink)
    }

    /// The fill of a sample with its hatch.
    fn hatched(&self, x: usize, y: usize, ink: Ink) -> [u8; 3] {
        let side = self.raster.samples_per_side;
        let (ground_x, ground_y) = (self.ground[0] + (x / side) as f64, self.ground[1] + (y / side) as f64);
        let on_line =
            |along: f64, (distance, width): (f64, f64)| along.rem_euclid(distance * self.scale) < width * self.scale;
        if ink.has(Ink::IDLE) && on_line(ground_x + ground_y, IDLE_HATCH) {
            return mix(self.fill(x, y, ink), self.outline, IDLE_SHARE);
        }
        if ink.has(Ink::MISSING) && on_line(ground_x - ground_y, MISSING_HATCH) {
            return mix(self.fill(x, y, ink), self.outline, MISSING_SHARE);
        }
        self.fill(x, y, ink)
    }

    /// The colour of a sample with nothing over it.
    fn fill(&self, x: usize, y: usize, ink: Ink) -> [u8; 3] {
        if !ink.has(Ink::THROUGH) {
            return ink.color();
        }
        let side = self.raster.samples_per_side;
        let pixel = (y / side) * (self.width / side) + x / side;
        self.underlay.get(pixel).map_or(ink.color(), |&[r, g, b, _]| [r, g, b])
    }

    /// The id at an offset from a sample; the sample's own beyond the picture's edge, so that the edge is no border.
    #[inline]
    fn id_near(&self, x: usize, y: usize, [dx, dy]: [isize; 2]) -> u32 {
        let (near_x, near_y) = (x.wrapping_add_signed(dx), y.wrapping_add_signed(dy));
        let (near_x, near_y) = if near_x < self.width && near_y < self.height * self.raster.samples_per_side {
            (near_x, near_y)
        } else {
            (x, y)
        };
        self.raster.ids[near_y * self.width + near_x]
    }

    /// Whether a line of one pixel between two ids runs over this sample: on one side of the border with one sample a
    /// pixel, half a pixel on either side with four.
    #[inline]
    fn is_border(&self, x: usize, y: usize) -> bool {
        const SIDES: [[isize; 2]; 4] = [[-1, 0], [0, -1], [1, 0], [0, 1]];
        let own = self.id_near(x, y, [0, 0]);
        let sides = if self.raster.samples_per_side == 1 { &SIDES[..2] } else { &SIDES };
        sides.iter().any(|&side| self.id_near(x, y, side) != own)
    }

    fn is_near_unselected(&self, x: usize, y: usize) -> bool {
        let reach = (SELECTION * self.scale).round().max(1.0) as usize * self.raster.samples_per_side;
        let selected = |offset| self.inks[self.id_near(x, y, offset) as usize].has(Ink::SELECTED);
        (1..=reach.cast_signed())
            .any(|far| [[-far, 0], [far, 0], [0, -far], [0, far]].into_iter().any(|side| !selected(side)))
    }
}
