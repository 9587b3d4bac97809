//! The map painter: parcels as a buffer of row numbers ([`IdRaster`]), turned into colours by a palette ([`Style`]).
//!
//! One painter for the window, for PNG export and for tests, on the CPU. Recolouring, tagging, hovering and selecting
//! change only the palette and never draw the shapes again.

mod id_raster;
mod palette;
mod resolve;
mod style;
#[cfg(test)]
mod tests;
mod view;

pub use id_raster::IdRaster;
pub use style::{ClassStyle, Style};
pub use view::View;

use super::scene::Scene;

/// A finished picture of a scene, row by row from the north-west, opaque, four samples a pixel: for PNG export.
#[must_use]
pub fn render_rgba(scene: &Scene, view: &View, style: &Style<'_>) -> Vec<[u8; 4]> {
    let mut raster = IdRaster::new();
    raster.draw(scene, view, 2);
    let mut picture = Vec::new();
    raster.resolve(style, &mut picture);
    picture
}
