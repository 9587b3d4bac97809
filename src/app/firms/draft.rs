//! A firms' list as it would be joined: read under the choices made so far, with everything proposed and its outcome.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::choices::FirmChoices;
use super::overlay::{Conflict, laid_over};
use super::{JoinedFirms, joined};
use crate::analysis::{FirmJoin, JoinSettings, KeyRate, key_rates, proposed_key};
use crate::domain::field_names::Header;
use crate::domain::{ParcelTable, Year};
use crate::io::tables::{
    FirmColumn, FirmColumnRule, Grid, GridText, Headings, TableError, TableFile, TextFacts, headings, propose_columns,
    propose_header_row, read_firms,
};

pub use crate::io::tables::FirmList;

/// A list, read under choices.
#[derive(Debug)]
pub struct FirmDraft {
    file: Arc<TableFile>,
    read: Arc<GridText>,
    /// What was chosen so far.
    pub choices: FirmChoices,
    /// The sheet in use.
    pub sheet: Option<String>,
    /// The line the headers stand in.
    pub header_line: u32,
    /// The headers.
    pub headings: Headings,
    /// The columns.
    pub columns: Vec<FirmColumn>,
    /// The rows.
    pub list: FirmList,
    /// How well each key would do.
    pub rates: Vec<KeyRate>,
    /// The key in use, and the rule for repeated totals.
    pub settings: JoinSettings,
    /// What the join comes to.
    pub join: FirmJoin,
    /// Where the list and the parcel file both have a value, and they differ.
    pub conflicts: Vec<Conflict>,
}

impl FirmDraft {
    /// Reads a list for the first time.
    pub fn read(path: &Path, choices: FirmChoices, parcels: &ParcelTable) -> Result<Self, TableError> {
        let file = Arc::new(TableFile::open(path)?);
        let read = Arc::new(file.grid(choices.sheet.as_deref(), choices.encoding)?);
        Ok(Self::make(file, read, choices, parcels))
    }

    /// The same list under other choices.
    pub fn with(&self, choices: FirmChoices, parcels: &ParcelTable) -> Result<Self, TableError> {
        let same = choices.sheet == self.choices.sheet && choices.encoding == self.choices.encoding;
        let read = if same {
            Arc::clone(&self.read)
        } else {
            Arc::new(self.file.grid(choices.sheet.as_deref(), choices.encoding)?)
        };
        Ok(Self::make(Arc::clone(&self.file), read, choices, parcels))
    }

    fn make(file: Arc<TableFile>, read: Arc<GridText>, choices: FirmChoices, parcels: &ParcelTable) -> Self {
        let grid = &read.grid;
        let row = choices.header_line.and_then(|line| grid.row_of_line(line));
        let row = row.unwrap_or_else(|| propose_header_row(grid));
        let headings = headings(grid, row);
        let columns = propose_columns(grid, &headings, &choices.columns, file_year(file.path()));
        let list = read_firms(grid, &headings, &columns);
        let rates = key_rates(&list.table, parcels);
        let key = choices.key.or_else(|| proposed_key(&rates)).unwrap_or_default();
        let settings = JoinSettings { key, repeated: choices.repeated };
        let join = joined(&list.table, parcels, settings);
        let (_, conflicts) = laid_over(parcels, &join, choices.precedence);
        let sheet = choices.sheet.clone().or_else(|| file.sheets().first().cloned());
        let header_line = grid.lines.get(row).copied().unwrap_or(1);
        Self { file, read, choices, sheet, header_line, headings, columns, list, rates, settings, join, conflicts }
    }

    /// The list's file.
    #[must_use]
    pub fn file(&self) -> &TableFile {
        &self.file
    }

    /// The cells.
    #[must_use]
    pub fn grid(&self) -> &Grid {
        &self.read.grid
    }

    /// How a text was read; `None` of a workbook.
    #[must_use]
    pub fn text(&self) -> Option<TextFacts> {
        self.read.text
    }

    /// Whether there is anything to join: a figure of the list that reaches a parcel.
    #[must_use]
    pub fn brings_anything(&self) -> bool {
        !self.join.columns.is_empty()
    }

    /// The choices with all that was proposed in them, so that the next reading does not have to guess.
    #[must_use]
    pub fn settled_choices(&self) -> FirmChoices {
        let used = self.columns.iter().filter(|column| column.field.is_some());
        let used =
            used.map(|column| (column.header.clone(), FirmColumnRule { field: column.field, unit: column.unit }));
        let columns: BTreeMap<String, FirmColumnRule> = self.choices.columns.clone().into_iter().chain(used).collect();
        FirmChoices {
            sheet: self.sheet.clone(),
            header_line: Some(self.header_line),
            encoding: self.text().map(|text| text.encoding),
            key: Some(self.settings.key),
            columns,
            ..self.choices.clone()
        }
    }

    /// The list as part of the data set.
    #[must_use]
    pub fn joined(&self) -> JoinedFirms {
        JoinedFirms {
            path: self.file.path().to_owned(),
            stamp: self.file.stamp().clone(),
            choices: self.settled_choices(),
            settings: self.settings,
            table: Arc::new(self.list.table.clone()),
            findings: self.list.findings.clone(),
        }
    }
}

/// The year a file's name says: 2023年企业名单.xlsx.
fn file_year(path: &Path) -> Option<Year> {
    Header::parse(&path.file_stem()?.to_string_lossy()).year
}
