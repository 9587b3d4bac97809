//! Shapes to numbers and pixels: coordinate systems, ellipsoid area, validity, local metres, the id raster.
//!
//! Knows `domain`; knows nothing of files, words or windows.

pub mod area;
pub mod crs;
pub mod crs_guess;
pub mod validity;
mod winding;
