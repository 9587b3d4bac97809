//! The table with what was joined to it, made anew whenever the list, or what it is joined by, changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::base_file::BaseFile;
use super::beside::{Beside, BesidePart};
use super::boundaries::Boundaries;
use super::commitments::{JoinedCommitments, LaidCommitments};
use super::document::Document;
use super::firms::{Conflict, JoinedFirms, laid_over};
use super::history::Edit;
use super::layers::Layer;
use crate::analysis::FirmJoin;
use crate::domain::{Category, Measure, ParcelTable, TableColumn};
use crate::io::Source;

/// What is joined to a document's table.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) firms: Option<Arc<JoinedFirms>>,
    pub(super) commitments: Option<Arc<JoinedCommitments>>,
    pub(super) laid_commitments: LaidCommitments,
    pub(super) base: Option<Arc<BaseFile>>,
    pub(super) boundaries: Option<Arc<Boundaries>>,
    pub(super) layers: Vec<Layer>,
    pub(super) layers_unread: Vec<Value>,
    pub(super) unread: BTreeSet<BesidePart>,
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

    /// The boundaries that say the parks.
    #[must_use]
    pub fn boundaries(&self) -> Option<&Arc<Boundaries>> {
        self.joined.boundaries.as_ref()
    }

    /// The reference layers, the first drawn undermost.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.joined.layers
    }

    /// Lets boundaries say the parks, or no longer, undoably.
    pub fn set_boundaries(&mut self, boundaries: Option<Arc<Boundaries>>) {
        if boundaries != self.joined.boundaries {
            self.perform(Edit::Boundaries(Box::new((self.joined.boundaries.clone(), boundaries))));
        }
    }

    /// Changes the reference layers, undoably.
    pub fn set_layers(&mut self, layers: Vec<Layer>) {
        if layers != self.joined.layers {
            self.perform(Edit::Layers(Box::new((self.joined.layers.clone(), layers))));
        }
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
        let firms = self.firms().map(|firms| firms.path.clone());
        let boundaries = self.boundaries().map(|boundaries| boundaries.path.clone());
        let layers = self.layers().iter().map(|layer| layer.path.clone());
        let commitments = self.commitments().map(|commitments| commitments.path.clone());
        let base = self.base_file().map(|base| base.path.clone());
        let beside = firms.into_iter().chain(commitments).chain(base).chain(boundaries).chain(layers);
        let beside = beside.map(Source::Path);
        std::iter::once(self.source().clone()).chain(beside).collect()
    }

    /// Joins a firms' list, or takes the joined one away, undoably.
    pub fn set_firms(&mut self, firms: Option<Arc<JoinedFirms>>) {
        if firms != self.joined.firms {
            self.perform(Edit::Firms(Box::new((self.joined.firms.clone(), firms))));
        }
    }

    /// Puts what was read beside the parcels in place; this is no edit.
    pub(super) fn place_beside(&mut self, beside: Beside) {
        let Beside { firms, boundaries, layers, layers_unread, .. } = beside;
        let Beside { commitments, base, unread, .. } = beside;
        self.revisions.base += 1;
        self.joined =
            Joined { firms, commitments, base, boundaries, layers, layers_unread, unread, ..Joined::default() };
        self.join_over();
    }

    /// What lies beside the parcels, to be placed beside others.
    pub(super) fn beside(&self) -> Beside {
        Beside {
            firms: self.joined.firms.clone(),
            commitments: self.joined.commitments.clone(),
            base: self.joined.base.clone(),
            boundaries: self.joined.boundaries.clone(),
            layers: self.joined.layers.clone(),
            layers_unread: self.joined.layers_unread.clone(),
            unread: self.joined.unread.clone(),
            notices: Vec::new(),
        }
    }

    /// Places what lies beside the parcels of `open`, whose source was read again, around the outlines as they lie now.
    pub(super) fn place_beside_again(&mut self, open: &Self) {
        let mut beside = open.beside();
        beside.boundaries =
            beside.boundaries.map(|boundaries| Arc::new(boundaries.fitted_to(&self.table_of_file, &self.scene)));
        beside.base = beside.base.map(|base| Arc::new(base.paired_with(&self.table_of_file, &self.scene)));
        beside.layers = beside.layers.iter().map(|layer| layer.placed_in(&self.scene)).collect();
        self.place_beside(beside);
    }

    /// Makes the table anew from the file's, what is joined to it, and the corrections.
    pub(super) fn join_over(&mut self) {
        let parcels = self.table_to_join();
        self.joined.join = self.joined.firms.as_ref().map(|firms| Arc::new(firms.join(&parcels)));
        self.joined.conflicts.clear();
        let mut table = (*self.table_of_file).clone();
        if let Some(boundaries) = &self.joined.boundaries {
            table = table.with_category(Category::Park, Arc::new(boundaries.parks(&self.table_of_file)));
        }
        if let (Some(firms), Some(join)) = (&self.joined.firms, &self.joined.join) {
            let (joined, conflicts) = laid_over(&table, join, firms.choices.precedence);
            self.joined.conflicts = conflicts;
            table = joined.with_firms(Arc::new(join.parcel_firms(&firms.table, parcels.len())));
        }
        self.joined.laid_commitments =
            self.joined.commitments.as_ref().map(|list| list.laid_on(&parcels)).unwrap_or_default();
        table = table.with_commitments(Arc::clone(&self.joined.laid_commitments.commitments));
        self.table_as_read = Arc::new(table);
        self.lay_over();
        let year = self.view.figures.year;
        if year.is_none_or(|year| !self.table.years().contains(&year)) {
            self.view.figures.year = self.table.default_year();
        }
    }

    /// Whether correcting a column changes which firm stands where, or how a total is shared out.
    pub(super) fn decides_join(&self, column: TableColumn) -> bool {
        if self.joined.commitments.is_some() && matches!(column, TableColumn::Text(_)) {
            return true;
        }
        let is_joined_by = match column {
            TableColumn::Text(_) => true,
            TableColumn::Measure(key) => key.measure == Measure::RegisteredArea,
            TableColumn::Category(_) | TableColumn::Date(_) => false,
        };
        self.joined.firms.is_some() && is_joined_by
    }
}
