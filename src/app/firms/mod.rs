//! The firms' list beside the parcels: what was chosen about it, a draft of the join while it is chosen, and the join.
//!
//! A draft is made off the window's thread and shown as it would be; applying it makes it part of the document, undoably.
//! The list stays a file of its own: the project keeps its path, its hash and the choices, and it is read again at every
//! opening.

mod choices;
mod draft;
mod overlay;
mod report;

pub use choices::{FirmChoices, Precedence};
pub use draft::{FirmDraft, FirmList};
pub use overlay::{Conflict, laid_over};
pub use report::{firms_notes, join_report, join_sentences};

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::{FigureSettings, Figures, FirmJoin, JoinSettings, join_firms};
use crate::domain::ParcelTable;
use crate::io::SourceStamp;
use crate::io::tables::TableFinding;

/// A firms' list that belongs to the open data set.
#[derive(Debug)]
pub struct JoinedFirms {
    /// Where the list lies.
    pub path: PathBuf,
    /// What it looked like when it was read.
    pub stamp: SourceStamp,
    /// What was chosen about it, in full.
    pub choices: FirmChoices,
    /// The key and the rule for repeated totals that are in use.
    pub settings: JoinSettings,
    /// Its rows.
    pub table: Arc<crate::domain::FirmTable>,
    /// What was found on reading it.
    pub findings: Vec<TableFinding>,
}

impl PartialEq for JoinedFirms {
    fn eq(&self, other: &Self) -> bool {
        // The content is told by its hash.
        self.path == other.path
            && self.stamp.blake3 == other.stamp.blake3
            && self.choices == other.choices
            && self.settings == other.settings
    }
}

impl JoinedFirms {
    /// The file's name, as shown.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Lays the list's figures on parcels.
    #[must_use]
    pub fn join(&self, parcels: &ParcelTable) -> FirmJoin {
        joined(&self.table, parcels, self.settings)
    }
}

/// A join by the land the parcels have: registered where present, else geometric.
fn joined(firms: &crate::domain::FirmTable, parcels: &ParcelTable, settings: JoinSettings) -> FirmJoin {
    let figures = Figures::new(parcels, FigureSettings::default());
    let land: Vec<f64> = (0..parcels.len()).map(|row| figures.land_m2(row).unwrap_or(f64::NAN)).collect();
    join_firms(firms, parcels, &land, settings)
}
