//! What leaves the program: result tables as CSV and XLSX, parcels as GeoJSON with added members, pictures as PNG.
//!
//! Knows the typed result table and the source's bytes; must not know what analysis put into either.

mod csv_file;
mod headers;

pub use csv_file::write_csv;
pub use headers::Headers;
