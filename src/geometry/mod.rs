//! Shapes to numbers and pixels: coordinate systems, ellipsoid area, validity, local metres, the id raster.
//!
//! Knows `domain`; knows nothing of files, words or windows.
