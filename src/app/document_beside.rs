//! The table with what was joined to it, made anew whenever the list, or what it is joined by, changes.

use std::sync::Arc;

use super::beside::Beside;
use super::document::Document;
use super::firms::{Conflict, JoinedFirms, laid_over};
use super::history::Edit;
use crate::analysis::FirmJoin;
use crate::domain::{Measure, ParcelTable, TableColumn};
use crate::io::Source;

/// What is joined to a document's table.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) firms: Option<Arc<JoinedFirms>>,
    pub(super) firms_unread: bool,
    join: Option<Arc<FirmJoin>>,
    conflicts: Vec<Conflict>,
}

impl Document {
    /// The firms' list that is joined.
    #[must_use]
    pub fn firms(&self) -> Option<&Arc<JoinedFirms>> {
        self.joined.firms.as_ref()
    }

    /// What joining it came to.
    #[must_use]
    pub fn firm_join(&self) -> Option<&Arc<FirmJoin>> {
        self.joined.join.as_ref()
    }

    /// Where the list and the parcel file have different values.
    #[must_use]
    pub fn firm_conflicts(&self) -> &[Conflict] {
        &self.joined.conflicts
    }

    /// The parcels as a list is joined to them: the file's own cells, corrected ones in place, nothing joined.
    #[must_use]
    pub fn table_to_join(&self) -> Arc<ParcelTable> {
        if self.corrections.is_empty() {
            Arc::clone(&self.table_of_file)
        } else {
            Arc::new(self.corrections.laid_over(&self.table_of_file))
        }
    }

    /// Every file the document was read from: none of them is ever written to.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        let firms = self.firms().map(|firms| Source::Path(firms.path.clone()));
        std::iter::once(self.source().clone()).chain(firms).collect()
    }

    /// Joins a firms' list, or takes the joined one away, undoably.
    pub fn set_firms(&mut self, firms: Option<Arc<JoinedFirms>>) {
        if firms != self.joined.firms {
            self.perform(Edit::Firms(Box::new((self.joined.firms.clone(), firms))));
        }
    }

    /// Puts what was read beside the parcels in place; this is no edit.
    pub(super) fn place_beside(&mut self, beside: Beside) {
        let Beside { firms, firms_unread, notices: _ } = beside;
        self.joined.firms = firms;
        self.joined.firms_unread = firms_unread;
        self.join_over();
    }

    /// What lies beside the parcels, to be placed beside others.
    pub(super) fn beside(&self) -> Beside {
        Beside { firms: self.joined.firms.clone(), firms_unread: self.joined.firms_unread, notices: Vec::new() }
    }

    /// Makes the table anew from the file's, what is joined to it, and the corrections.
    pub(super) fn join_over(&mut self) {
        let parcels = self.table_to_join();
        self.joined.join = self.joined.firms.as_ref().map(|firms| Arc::new(firms.join(&parcels)));
        self.joined.conflicts.clear();
        self.table_as_read = Arc::clone(&self.table_of_file);
        if let (Some(firms), Some(join)) = (&self.joined.firms, &self.joined.join) {
            let (table, conflicts) = laid_over(&self.table_of_file, join, firms.choices.precedence);
            self.table_as_read = Arc::new(table);
            self.joined.conflicts = conflicts;
        }
        self.lay_over();
        let year = self.view.figures.year;
        if year.is_none_or(|year| !self.table.years().contains(&year)) {
            self.view.figures.year = self.table.default_year();
        }
    }

    /// Whether correcting a column changes which firm stands where, or how a total is shared out.
    pub(super) fn decides_join(&self, column: TableColumn) -> bool {
        let is_joined_by = match column {
            TableColumn::Text(_) => true,
            TableColumn::Measure(key) => key.measure == Measure::RegisteredArea,
            TableColumn::Category(_) | TableColumn::Date(_) => false,
        };
        self.joined.firms.is_some() && is_joined_by
    }
}
