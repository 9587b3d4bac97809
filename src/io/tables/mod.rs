//! Reads lists of firms: CSV and its kin in any common encoding, XLSX and XLS, into a typed [`FirmTable`].
//!
//! `table_file` opens a file and tells its sheets, `delimited` and `workbook` turn one into a [`Grid`] of cells,
//! `header_row` finds the headers below title rows, `firm_columns` proposes what each column is, `firm_list` reads the
//! rows. Bad cells are findings with line and header, never a failed load; codes are text to the last character. Knows
//! nothing of parcels. `commitment_list` reads another list, of commitments.
//!
//! [`FirmTable`]: crate::domain::FirmTable

mod commitment_list;
mod delimited;
mod firm_columns;
mod firm_list;
mod grid;
mod header_row;
mod table_error;
mod table_file;
mod workbook;

pub use commitment_list::{BadCommitment, CommitmentEntry, CommitmentList, read_commitments};
pub use firm_columns::{FirmColumn, FirmColumnRule, FirmField, UnitSource, YearSource, propose_columns};
pub use firm_list::{FirmList, TableFinding, TableFindingKind, read_firms};
pub use grid::{Grid, SheetCell};
pub use header_row::{Headings, headings, propose_header_row};
pub use table_error::TableError;
pub use table_file::{GridText, TableFile, TextFacts};
