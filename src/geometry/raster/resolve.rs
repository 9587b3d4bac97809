//! Row numbers to colours: palette, hatches, outlines, and the mean of a pixel's samples.

use rayon::prelude::*;

use super::id_raster::IdRaster;
use super::palette::{Ink, inks, mix};
use super::style::Style;

/// Parcels with a mean side below this many pixels have no outlines: they would be nothing but outline.
const FIRST_OUTLINE_PX: f64 = 7.0;
/// From this mean side on outlines have their full strength.
const FULL_OUTLINE_PX: f64 = 20.0;
/// Distance of hatch lines and their width, pixels.
const IDLE_HATCH: (i64, i64) = (7, 2);
const MISSING_HATCH: (i64, i64) = (9, 1);
/// How far hatch lines go towards the outline colour.
const IDLE_SHARE: f64 = 0.6;
const MISSING_SHARE: f64 = 0.3;
/// What is left of outlines around faint parcels.
const FAINT_OUTLINE_SHARE: f64 = 0.35;
/// Width of the outline around selected parcels, pixels.
const SELECTION_PX: usize = 2;

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
    outline: [u8; 3],
    accent: [u8; 3],
    /// 0 (none) to 1.
    outline_share: f64,
    /// Pixels from the plane's origin to the picture's north-west corner: holds hatches to the ground while panning.
    ground: [i64; 2],
}

impl<'a> Painter<'a> {
    fn new(raster: &'a IdRaster, style: &Style<'_>) -> Self {
        let corner = raster.view.local_from_pixel([0.0, 0.0]);
        Self {
            raster,
            inks: inks(style, raster.row_count),
            outline: style.outline,
            accent: style.accent,
            outline_share: ((raster.mean_side_px - FIRST_OUTLINE_PX) / (FULL_OUTLINE_PX - FIRST_OUTLINE_PX))
                .clamp(0.0, 1.0),
            ground: [corner[0], -corner[1]].map(|metres| (metres / raster.view.metres_per_pixel).round() as i64),
        }
    }

    fn paint_row(&self, y: usize, pixels: &mut [[u8; 4]]) {
        let (width, _) = self.raster.size_in_samples();
        if self.raster.samples_per_side == 1 {
            let ids = &self.raster.ids[y * width..][..width];
            for (x, (&id, pixel)) in ids.iter().zip(pixels).enumerate() {
                let ink = self.inks[id as usize];
                let [r, g, b] = if self.is_flat(ink) { ink.color() } else { self.sample(x, y, ink) };
                *pixel = [r, g, b, 255];
            }
            return;
        }
        let upper = &self.raster.ids[2 * y * width..][..width];
        let lower = &self.raster.ids[(2 * y + 1) * width..][..width];
        for (x, pixel) in pixels.iter_mut().enumerate() {
            let ids = [upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]];
            let inks = ids.map(|id| self.inks[id as usize]);
            let flat = inks.iter().all(|&ink| self.is_flat(ink));
            let [r, g, b] = if flat && inks[1..].iter().all(|&ink| ink == inks[0]) {
                inks[0].color()
            } else {
                let mut sums = [2_u16; 3];
                for (at, &ink) in inks.iter().enumerate() {
                    let color = if flat { ink.color() } else { self.sample(2 * x + at % 2, 2 * y + at / 2, ink) };
                    for (sum, part) in sums.iter_mut().zip(color) {
                        *sum += u16::from(part);
                    }
                }
                sums.map(|sum| (sum / 4) as u8)
            };
            *pixel = [r, g, b, 255];
        }
    }

    /// Whether a sample of this ink is its colour and nothing else, whatever stands beside it.
    #[inline]
    fn is_flat(&self, ink: Ink) -> bool {
        ink.is_plain() && self.outline_share == 0.0
    }

    /// The colour of a sample with all that may be drawn over it.
    fn sample(&self, x: usize, y: usize, ink: Ink) -> [u8; 3] {
        let side = self.raster.samples_per_side;
        if ink.has(Ink::SELECTED) && self.is_near_unselected(x, y) {
            return self.accent;
        }
        let at_border = self.outline_share > 0.0 && self.is_border(x, y);
        if at_border {
            if ink.has(Ink::SELECTED) {
                return mix(ink.color(), self.accent, self.outline_share);
            }
            let share = if ink.has(Ink::FAINT) { FAINT_OUTLINE_SHARE } else { 1.0 };
            return mix(ink.color(), self.outline, share * self.outline_share);
        }
        let (ground_x, ground_y) = (self.ground[0] + (x / side) as i64, self.ground[1] + (y / side) as i64);
        let on_line = |along: i64, (distance, width): (i64, i64)| along.rem_euclid(distance) < width;
        if ink.has(Ink::IDLE) && on_line(ground_x + ground_y, IDLE_HATCH) {
            return mix(ink.color(), self.outline, IDLE_SHARE);
        }
        if ink.has(Ink::MISSING) && on_line(ground_x - ground_y, MISSING_HATCH) {
            return mix(ink.color(), self.outline, MISSING_SHARE);
        }
        ink.color()
    }

    /// The id at an offset from a sample; the sample's own beyond the picture's edge, so that the edge is no border.
    #[inline]
    fn id_near(&self, x: usize, y: usize, [dx, dy]: [isize; 2]) -> u32 {
        let (width, height) = self.raster.size_in_samples();
        let (near_x, near_y) = (x.wrapping_add_signed(dx), y.wrapping_add_signed(dy));
        let (near_x, near_y) = if near_x < width && near_y < height { (near_x, near_y) } else { (x, y) };
        self.raster.ids[near_y * width + near_x]
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
        let reach = SELECTION_PX * self.raster.samples_per_side;
        let selected = |offset| self.inks[self.id_near(x, y, offset) as usize].has(Ink::SELECTED);
        (1..=reach as isize)
            .any(|far| [[-far, 0], [far, 0], [0, -far], [0, far]].into_iter().any(|side| !selected(side)))
    }
}
