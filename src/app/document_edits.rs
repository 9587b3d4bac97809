//! How a document changes: every undoable change is an [`Edit`] that is applied here and nowhere else.

use std::sync::Arc;

use super::actions::SelectMode;
use super::beside::BesidePart;
use super::document::Document;
use super::history::Edit;
use crate::analysis::{FigureSettings, Filter, SortKey};
use crate::domain::{Category, RenewalModel, RevivalRoute, RowSet, Tag};

impl Document {
    /// Tags rows in one undoable step; rows that have the tag already are left out. Says how many changed.
    pub fn tag_rows(&mut self, rows: &RowSet, tag: Tag) -> usize {
        let changes = changes_to(rows, self.tags.numbers(), tag.map_or(0, RenewalModel::number));
        let count = changes.len();
        if count > 0 {
            self.perform(Edit::Tags(changes));
        }
        count
    }

    /// Puts rows on a route of putting land back to use, or on none, in one undoable step.
    pub fn route_rows(&mut self, rows: &RowSet, route: Option<RevivalRoute>) {
        let changes = changes_to(rows, self.tags.route_numbers(), route.map_or(0, RevivalRoute::number));
        if !changes.is_empty() {
            self.perform(Edit::Routes(changes));
        }
    }

    /// The rows of every park the given rows touch. Rows without a park stand for themselves.
    #[must_use]
    pub fn rows_of_parks(&self, rows: &RowSet) -> RowSet {
        let Some(parks) = self.table.category(Category::Park) else { return rows.clone() };
        let mut touched = vec![false; parks.words().len()];
        for code in rows.iter().filter_map(|row| parks.code(row)) {
            touched[code as usize] = true;
        }
        RowSet::where_row(self.table.len(), |row| match parks.code(row) {
            Some(code) => touched[code as usize],
            None => rows.contains(row),
        })
    }

    /// Writes a parcel's note, undoably; an empty one removes it.
    pub fn set_note(&mut self, row: usize, text: &str) {
        let Ok(row) = u32::try_from(row) else { return };
        let old = self.notes.get(&row).cloned().unwrap_or_default();
        let new = text.trim_end();
        if old != new && (row as usize) < self.table.len() {
            self.perform(Edit::Note(row, old, new.to_owned()));
        }
    }

    /// Changes the filter, undoably.
    pub fn set_filter(&mut self, filter: Filter) {
        if filter != self.filter {
            self.perform(Edit::Filter(Box::new((self.filter.clone(), filter))));
        }
    }

    /// Changes year and land basis, undoably.
    pub fn set_figures(&mut self, figures: FigureSettings) {
        if figures != self.view.figures {
            self.perform(Edit::Figures(self.view.figures, figures));
        }
    }

    /// Takes the last change back. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let edit = self.history.undo();
        edit.as_ref().is_some_and(|edit| self.put(edit))
    }

    /// Does the change again that was taken back last. Says whether there was one.
    pub fn redo(&mut self) -> bool {
        let edit = self.history.redo();
        edit.as_ref().is_some_and(|edit| self.put(edit))
    }

    pub(super) fn perform(&mut self, edit: Edit) {
        self.put(&edit);
        self.history.push(edit);
    }

    /// Puts the new side of an edit in place.
    fn put(&mut self, edit: &Edit) -> bool {
        match edit {
            Edit::Tags(changes) => {
                let tags = Arc::make_mut(&mut self.tags);
                for &(row, _, new) in changes {
                    tags.set(row as usize, RenewalModel::from_number(new));
                }
                self.revisions.tags += 1;
            }
            Edit::Routes(changes) => {
                let tags = Arc::make_mut(&mut self.tags);
                for &(row, _, new) in changes {
                    tags.set_route(row as usize, RevivalRoute::from_number(new));
                }
                self.revisions.tags += 1;
            }
            Edit::Note(row, _, new) => {
                if new.is_empty() {
                    self.notes.remove(row);
                } else {
                    self.notes.insert(*row, new.clone());
                }
                self.revisions.notes += 1;
            }
            Edit::Filter(change) => {
                self.filter = change.1.clone();
                self.revisions.filter += 1;
            }
            Edit::Figures(_, new) => self.view.figures = *new,
            Edit::AsOf(_, new) => {
                self.judging.as_of = *new;
                self.revisions.judging += 1;
            }
            Edit::Rulebook(change) => {
                self.put_rulebook(Arc::clone(&change.new));
                self.rulebook_unread = false;
            }
            Edit::Corrections(cells) => {
                for cell in cells {
                    self.corrections.set(cell.row, cell.column, cell.new.clone());
                }
                if cells.iter().any(|cell| self.decides_join(cell.column)) {
                    self.join_over();
                } else {
                    self.lay_over();
                }
            }
            Edit::FollowUps(changes) => self.put_follow_ups(changes),
            Edit::Marks(change) => self.put_marks(&change.1),
            Edit::Boundaries(change) => {
                self.joined.boundaries.clone_from(&change.1);
                self.joined.unread.remove(&BesidePart::Boundaries);
                self.join_over();
            }
            Edit::Base(change) => {
                self.joined.base.clone_from(&change.1);
                self.joined.unread.remove(&BesidePart::Base);
                self.revisions.base += 1;
            }
            Edit::Layers(change) => self.joined.layers.clone_from(&change.1),
            Edit::Commitments(change) => {
                self.joined.commitments.clone_from(&change.1);
                self.joined.unread.remove(&BesidePart::Commitments);
                self.join_over();
            }
            Edit::Firms(change) => {
                self.joined.firms.clone_from(&change.1);
                self.joined.unread.remove(&BesidePart::Firms);
                self.join_over();
            }
        }
        true
    }

    /// Changes the selection. Selections are not undone: Esc and a click are quicker.
    pub fn select(&mut self, rows: &RowSet, mode: SelectMode) {
        if rows.table_len() != self.table.len() {
            return;
        }
        let before = self.selection.clone();
        match mode {
            SelectMode::Replace => self.selection = rows.clone(),
            SelectMode::Add => self.selection.union_with(rows),
            SelectMode::Toggle => rows.iter().for_each(|row| self.selection.toggle(row)),
        }
        if self.selection != before {
            self.revisions.selection += 1;
        }
    }

    /// Sorts the table by a column; a second time turns the order round, a third lifts it.
    pub fn sort_by(&mut self, key: SortKey) {
        self.view.sort = match self.view.sort.take() {
            Some((held, false)) if held == key => Some((key, true)),
            Some((held, true)) if held == key => None,
            _ => Some((key, false)),
        };
    }
}

/// The rows whose number is not `new` yet, each with the number it has.
fn changes_to(rows: &RowSet, numbers: &[u8], new: u8) -> Vec<(u32, u8, u8)> {
    rows.iter().filter(|&row| numbers[row] != new).map(|row| (row as u32, numbers[row], new)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::Tags;
    use proptest::prelude::*;

    fn document() -> Document {
        Document::new(loaded_sample(), 1)
    }

    #[test]
    fn a_bulk_tag_is_one_step() {
        let mut document = document();
        let before = document.tags().clone();
        let all = RowSet::full(document.table().len());
        document.tag_rows(&all, Some(RenewalModel::ParkInPark));
        assert_eq!(document.tags().counts()[5], document.table().len());
        assert!(document.undo());
        assert_eq!(*document.tags(), before);
        assert!(!document.can_undo());
        assert!(document.redo());
        assert_eq!(document.tags().counts()[5], document.table().len());
    }

    #[test]
    fn tagging_what_is_tagged_already_is_no_step() {
        let mut document = document();
        let one = RowSet::from_rows(document.table().len(), [0]);
        document.tag_rows(&one, Some(RenewalModel::SlimCore));
        document.tag_rows(&one, Some(RenewalModel::SlimCore));
        document.undo();
        assert!(!document.can_undo());
    }

    #[test]
    fn the_rows_of_a_park_are_all_of_its_parcels() {
        let document = document();
        let len = document.table().len();
        let park = document.table().word_of(Category::Park, 0).unwrap().clone();
        let rows = document.rows_of_parks(&RowSet::from_rows(len, [0]));
        let expected = (0..len).filter(|&row| document.table().word_of(Category::Park, row) == Some(&park)).count();
        assert_eq!(rows.count(), expected);
    }

    #[test]
    fn sorting_thrice_by_a_column_lifts_the_order() {
        let mut document = document();
        document.sort_by(SortKey::Model);
        document.sort_by(SortKey::Model);
        assert_eq!(document.view().sort, Some((SortKey::Model, true)));
        document.sort_by(SortKey::Model);
        assert_eq!(document.view().sort, None);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Tag(Vec<usize>, u8),
        Note(usize, String),
        Route(Vec<usize>, u8),
        Undo,
        Redo,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (prop::collection::vec(0usize..600, 0..20), 0u8..9).prop_map(|(rows, tag)| Step::Tag(rows, tag)),
            (prop::collection::vec(0usize..600, 0..20), 0u8..5).prop_map(|(rows, tag)| Step::Route(rows, tag)),
            (0usize..600, "[a-z]{0,3}").prop_map(|(row, text)| Step::Note(row, text)),
            Just(Step::Undo),
            Just(Step::Redo),
        ]
    }

    fn state(document: &Document) -> (Tags, std::collections::BTreeMap<u32, String>) {
        ((*document.tags).clone(), document.notes.clone())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn undoing_everything_leads_back_to_the_start_and_redoing_to_the_end(
            steps in prop::collection::vec(step(), 1..30)
        ) {
            let mut document = document();
            let start = state(&document);
            let len = document.table().len();
            for step in steps {
                match step {
                    Step::Tag(rows, tag) => {
                        document.tag_rows(&RowSet::from_rows(len, rows), RenewalModel::from_number(tag));
                    }
                    Step::Route(rows, route) => {
                        document.route_rows(&RowSet::from_rows(len, rows), RevivalRoute::from_number(route));
                    }
                    Step::Note(row, text) => document.set_note(row, &text),
                    Step::Undo => { document.undo(); }
                    Step::Redo => { document.redo(); }
                }
            }
            let end = state(&document);
            let mut undone = 0;
            while document.undo() { undone += 1; }
            prop_assert_eq!(state(&document), start);
            for _ in 0..undone { document.redo(); }
            prop_assert_eq!(state(&document), end);
        }
    }
}
