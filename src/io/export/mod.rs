//! What leaves the program: result tables as CSV and XLSX, parcels as GeoJSON with added members, pictures as PNG.
//!
//! Knows the typed result table and the source's bytes; must not know what analysis put into either.

mod csv_file;
mod export_error;
mod geojson;
mod headers;
mod plain_number;
mod png_file;
mod xlsx_file;

pub use csv_file::{write_csv, write_csv_in_pieces};
pub use export_error::ExportError;
pub use geojson::{GeojsonExport, export_geojson};
pub(super) use geojson::{for_each_element, for_each_member, push_extended, spells};
pub use headers::Headers;
pub use png_file::write_png;
pub use xlsx_file::{write_workbook, write_xlsx};
