//! Shapes to numbers and pixels: coordinate systems, ellipsoid area, validity, local metres, the id raster.
//!
//! Knows `domain`; knows nothing of files, words or windows. [`crs`] says which coordinate systems there are (`datum`,
//! `zone`, `grid`, `crs_name`, [`wkt`]), [`crs_guess`] which one numbers speak for, [`projection`] and [`china_offset`]
//! bring positions to degrees, [`provinces`] says roughly where that is; [`area`] and [`area_measure`] say what they
//! enclose, [`validity`] and [`repair`] whether they enclose anything, [`overlap`] what they share, [`contiguous`] which
//! hang together, [`united`] what they cover, [`distance`] how far one is; [`local_frame`], [`scene`] and [`raster`] draw
//! and point.

pub mod area;
pub mod area_measure;
pub mod china_offset;
pub mod contiguous;
pub mod crs;
pub mod crs_guess;
mod crs_name;
mod datum;
pub mod disjoint_sets;
pub mod distance;
mod even_odd;
mod grid;
mod hilbert;
mod krueger;
pub mod local_frame;
mod meetings;
mod mending;
pub mod overlap;
mod plane_overlap;
pub mod projection;
pub mod provinces;
pub mod raster;
pub mod repair;
pub mod scene;
#[cfg(test)]
mod test_shapes;
pub mod united;
pub mod validity;
mod winding;
pub mod wkt;
mod zone;
pub mod zones;

pub use china_offset::ChinaOffset;
pub use crs::Crs;
pub use datum::Datum;
pub use even_odd::interior_lonlat;
pub use grid::{Grid, GridParameters};
pub use local_frame::LocalFrame;
pub use raster::{ClassStyle, IdRaster, Style, View, render_rgba};
pub use scene::{LocalBox, Scene};
pub use zone::{Zone, ZoneWidth};
