//! From properties to columns: which property becomes which column, in which unit and of which year.
//!
//! Owns the choosing, with the evidence for each choice; knows nothing of file formats: a reader hands it properties
//! with their headers and numbers, whatever they were read from.

mod choose;
mod mapping;
mod mapping_file;
mod units;

pub use choose::{Candidate, Choice, choose};
pub(in crate::io) use mapping::unit_by_word;
pub use mapping::{ColumnRule, Mapping, MappingFault, MissingWords, column_of, meaning_of};
pub use mapping_file::{MapArgument, MappingError};
pub use units::{UnitChoice, area_unit, money_per_land_unit, money_unit, plain_unit, share_unit};
