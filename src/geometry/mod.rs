//! Shapes to numbers and pixels: coordinate systems, ellipsoid area, validity, local metres, the id raster.
//!
//! Knows `domain`; knows nothing of files, words or windows. [`crs`] and [`crs_guess`] bring positions to degrees,
//! [`area`], [`validity`] and [`repair`] say what they enclose, [`overlap`] what they share; [`local_frame`], [`scene`] and [`raster`] draw and point.

pub mod area;
pub mod crs;
pub mod crs_guess;
mod even_odd;
mod hilbert;
pub mod local_frame;
mod mending;
pub mod overlap;
mod plane_overlap;
pub mod raster;
pub mod repair;
pub mod scene;
#[cfg(test)]
mod test_shapes;
pub mod validity;
mod winding;

pub use crs::Crs;
pub use local_frame::LocalFrame;
pub use raster::{ClassStyle, IdRaster, Style, View, render_rgba};
pub use scene::{LocalBox, Scene};
