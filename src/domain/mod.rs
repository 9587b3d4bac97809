//! What a parcel is, with nothing of files, shapes' mathematics or windows in it.
//!
//! Everything a later layer says about parcels is said in these types: [`units`] (mu and money), [`RenewalModel`] and
//! the one-byte [`Tags`] overlay, [`LandStatus`], the columns a file may bring ([`Measure`], [`TextField`],
//! [`Category`]), the immutable [`ParcelTable`], [`RowSet`], and the typed [`ResultTable`] that analysis fills, writers
//! write and the window shows. `field_names` holds the words these columns are known by in real files.

mod area_basis;
mod category_column;
mod commitment;
mod corrections;
mod date_column;
pub mod field_names;
mod finding_outcome;
mod firm_table;
mod follow_up;
mod land_basis;
mod land_status;
mod measure;
mod number_column;
mod operator;
mod pair_state;
mod parcel_firms;
mod parcel_table;
mod renewal_model;
mod result_table;
mod revival_route;
mod row_set;
mod shapes;
mod status_words;
mod table_column;
mod tag_agreement;
mod tags;
mod text_column;
pub mod units;
mod user_marks;

pub use area_basis::AreaBasis;
pub use category_column::{CategoryColumn, CategoryColumnBuilder};
pub use commitment::{Commitment, Commitments, Promised, Stage};
pub use corrections::{CellValue, Corrections};
pub use date_column::{DateColumn, Day, civil_date, day_from_iso, day_of, iso_date};
pub use finding_outcome::{FindingKind, Outcome};
pub use firm_table::{FirmKey, FirmTable, join_form, parted_codes};
pub use follow_up::{FollowState, FollowUp, FollowUps};
pub use land_basis::LandBasis;
pub use land_status::LandStatus;
pub use measure::{Category, DateField, Measure, MeasureKey, Quantity, TextField, Year};
pub use number_column::NumberColumn;
pub use operator::Operator;
pub use pair_state::PairState;
pub use parcel_firms::{ParcelFirms, repeated_points};
pub use parcel_table::{ByteSpan, ParcelTable, ParcelTableParts};
pub use renewal_model::RenewalModel;
pub use result_table::{Cell, Cells, ColumnKey, ResultColumn, ResultTable, Term, Unit};
pub use revival_route::RevivalRoute;
pub use row_set::RowSet;
pub use shapes::{Bounds, ShapeState, Shapes, ShapesBuilder, ShapesMark, ShapesRun};
pub use status_words::StatusWords;
pub use table_column::TableColumn;
pub use tag_agreement::TagAgreement;
pub use tags::{Tag, Tags};
pub use text_column::{TextColumn, TextColumnBuilder};
pub use user_marks::{MarkedZone, ParkFacts, UserMarks, ZoneKind, ZoneRings};
