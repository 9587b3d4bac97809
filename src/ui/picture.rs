//! Pictures of the map and of each chart: the window's own pixels, cut to the part that was asked for.
//!
//! A picture shows what the screen shows, legend and scale bar included. It is asked for in one frame and taken when the
//! frame after it is on the screen, so that an open menu is not on it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui::{self, ColorImage, Rect, ViewportCommand};

/// Which picture was asked for, and how far it is.
#[derive(Debug, Default)]
pub enum PictureRequest {
    /// None.
    #[default]
    None,
    /// Of this part of the window; the path is being chosen.
    Choosing(Rect),
    /// To be taken once this many frames have been drawn without a dialog over them.
    Waiting(Rect, PathBuf, u8),
    /// On its way from the screen.
    Coming(Rect, PathBuf, Receiver<Arc<ColorImage>>),
}

/// A picture ready to be written.
pub struct TakenPicture {
    /// Where to.
    pub path: PathBuf,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, row by row from the top.
    pub pixels: Vec<[u8; 4]>,
}

impl PictureRequest {
    /// The path was chosen.
    pub fn chosen(&mut self, path: PathBuf) {
        if let Self::Choosing(rect) = *self {
            *self = Self::Waiting(rect, path, 2);
        }
    }

    /// Moves on by a frame; hands out the picture once it is there.
    pub fn advance(&mut self, ctx: &egui::Context) -> Option<TakenPicture> {
        match std::mem::take(self) {
            Self::Waiting(rect, path, 0) => {
                let (sender, receiver) = channel();
                let ctx_there = ctx.clone();
                let callback = egui::ScreenshotCallback::new(move |image| {
                    // The window may have closed in between; then nobody wants the picture.
                    if sender.send(image).is_ok() {
                        ctx_there.request_repaint();
                    }
                });
                ctx.send_viewport_cmd(ViewportCommand::Screenshot(callback));
                *self = Self::Coming(rect, path, receiver);
                ctx.request_repaint();
                None
            }
            Self::Waiting(rect, path, frames) => {
                *self = Self::Waiting(rect, path, frames - 1);
                ctx.request_repaint();
                None
            }
            Self::Coming(rect, path, receiver) => {
                if let Ok(image) = receiver.try_recv() {
                    Some(cut(&image, rect, ctx.pixels_per_point(), path))
                } else {
                    *self = Self::Coming(rect, path, receiver);
                    None
                }
            }
            other => {
                *self = other;
                None
            }
        }
    }
}

/// The part of a screenshot that `rect` (in points) covers.
fn cut(image: &ColorImage, rect: Rect, pixels_per_point: f32, path: PathBuf) -> TakenPicture {
    let [full_width, full_height] = image.size;
    let pixel = |points: f32, most: usize| ((points * pixels_per_point).round().max(0.0) as usize).min(most);
    let (left, right) = (pixel(rect.left(), full_width), pixel(rect.right(), full_width));
    let (top, bottom) = (pixel(rect.top(), full_height), pixel(rect.bottom(), full_height));
    let mut pixels = Vec::with_capacity((right - left) * (bottom - top));
    for y in top..bottom {
        pixels.extend(image.pixels[y * full_width + left..y * full_width + right].iter().map(egui::Color32::to_array));
    }
    TakenPicture { path, width: (right - left) as u32, height: (bottom - top) as u32, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_has_the_pixels_of_its_part_and_never_reaches_outside() {
        let pixels = (0..12u8).map(egui::Color32::from_gray).collect();
        let image = ColorImage::new([4, 3], pixels);
        let rect = Rect::from_min_max(egui::pos2(1.0, 1.0), egui::pos2(9.0, 2.0));
        let taken = cut(&image, rect, 1.0, PathBuf::new());
        assert_eq!((taken.width, taken.height), (3, 1));
        assert_eq!(taken.pixels.iter().map(|pixel| pixel[0]).collect::<Vec<_>>(), [5, 6, 7]);
    }
}
