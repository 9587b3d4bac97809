//! Undo and redo: a list of edits, each with what was and what is; undoing swaps them.
//!
//! Memory is bounded: the oldest edits are forgotten beyond [`History::MAX_BYTES`]. The revision that stands saved is
//! remembered, so that undoing back to it shows as saved.

use std::sync::Arc;

use super::base_file::BaseFile;
use super::boundaries::Boundaries;
use super::commitments::JoinedCommitments;
use super::firms::JoinedFirms;
use super::layers::Layer;
use crate::analysis::judge::Rulebook;
use crate::analysis::{FigureSettings, Filter};
use crate::domain::{CellValue, Day, FindingKind, FollowUp, TableColumn, UserMarks};

/// Something beside the parcels, which may not be there.
type Perhaps<T> = Option<Arc<T>>;

/// One undoable change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Tags of rows: row, old number, new number.
    Tags(Vec<(u32, u8, u8)>),
    /// Routes of rows: row, old number, new number.
    Routes(Vec<(u32, u8, u8)>),
    /// A row's note: row, old, new; empty is none.
    Note(u32, String, String),
    /// The filter: old, new.
    Filter(Box<(Filter, Filter)>),
    /// Year and land basis: old, new.
    Figures(FigureSettings, FigureSettings),
    /// The day findings are as of: old, new.
    AsOf(Day, Day),
    /// The rules findings are made by.
    Rulebook(Box<RulebookChange>),
    /// What became of findings.
    FollowUps(Vec<FollowUpChange>),
    /// Corrected cells.
    Corrections(Vec<Correction>),
    /// The joined firms' list: old, new.
    Firms(Box<(Perhaps<JoinedFirms>, Perhaps<JoinedFirms>)>),
    /// The joined list of commitments: old, new.
    Commitments(Box<(Perhaps<JoinedCommitments>, Perhaps<JoinedCommitments>)>),
    /// The file of the base year: old, new.
    Base(Box<(Perhaps<BaseFile>, Perhaps<BaseFile>)>),
    /// The boundaries that say the parks: old, new.
    Boundaries(Box<(Perhaps<Boundaries>, Perhaps<Boundaries>)>),
    /// The reference layers: old, new.
    Layers(Box<(Vec<Layer>, Vec<Layer>)>),
    /// What the user marked: old, new.
    Marks(Box<(Arc<UserMarks>, Arc<UserMarks>)>),
}

/// A change of the rulebook.
#[derive(Clone, Debug, PartialEq)]
pub struct RulebookChange {
    /// The rules as they were.
    pub old: Arc<Rulebook>,
    /// The rules as they are.
    pub new: Arc<Rulebook>,
    /// The field that is being changed: what follows on the same one is the same step.
    pub field: Option<String>,
}

/// What became of a finding, before and after; `None` is nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUpChange {
    /// The parcel.
    pub row: u32,
    /// The kind of finding.
    pub kind: FindingKind,
    /// What it was.
    pub old: Option<FollowUp>,
    /// What it is.
    pub new: Option<FollowUp>,
}

/// A cell and what it was corrected to before and after; `None` is as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The parcel.
    pub row: u32,
    /// The column.
    pub column: TableColumn,
    /// What it was.
    pub old: Option<CellValue>,
    /// What it is.
    pub new: Option<CellValue>,
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Tags(changes) => Self::Tags(changes.iter().map(|&(row, old, new)| (row, new, old)).collect()),
            Self::Routes(changes) => Self::Routes(changes.iter().map(|&(row, old, new)| (row, new, old)).collect()),
            Self::Note(row, old, new) => Self::Note(*row, new.clone(), old.clone()),
            Self::Filter(change) => Self::Filter(Box::new((change.1.clone(), change.0.clone()))),
            Self::Figures(old, new) => Self::Figures(*new, *old),
            Self::AsOf(old, new) => Self::AsOf(*new, *old),
            Self::Rulebook(change) => {
                let RulebookChange { old, new, field } = &**change;
                Self::Rulebook(Box::new(RulebookChange {
                    old: Arc::clone(new),
                    new: Arc::clone(old),
                    field: field.clone(),
                }))
            }
            Self::Firms(change) => Self::Firms(Box::new((change.1.clone(), change.0.clone()))),
            Self::Commitments(change) => Self::Commitments(Box::new((change.1.clone(), change.0.clone()))),
            Self::Base(change) => Self::Base(Box::new((change.1.clone(), change.0.clone()))),
            Self::Boundaries(change) => Self::Boundaries(Box::new((change.1.clone(), change.0.clone()))),
            Self::Layers(change) => Self::Layers(Box::new((change.1.clone(), change.0.clone()))),
            Self::Marks(change) => Self::Marks(Box::new((Arc::clone(&change.1), Arc::clone(&change.0)))),
            Self::FollowUps(changes) => {
                let inverse = |change: &FollowUpChange| FollowUpChange {
                    old: change.new.clone(),
                    new: change.old.clone(),
                    ..*change
                };
                Self::FollowUps(changes.iter().map(inverse).collect())
            }
            Self::Corrections(cells) => {
                let inverse = |cell: &Correction| Correction { old: cell.new.clone(), new: cell.old.clone(), ..*cell };
                Self::Corrections(cells.iter().map(inverse).collect())
            }
        }
    }

    /// Whether `next` only types on in the search text, or in the field of the rulebook, that this edit began.
    fn goes_on_with(&self, next: &Self) -> bool {
        if let (Self::Rulebook(mine), Self::Rulebook(theirs)) = (self, next) {
            return mine.field.is_some() && mine.field == theirs.field && mine.new == theirs.old;
        }
        let (Self::Filter(mine), Self::Filter(theirs)) = (self, next) else { return false };
        let only_text = |change: &(Filter, Filter)| {
            change.0.text != change.1.text && change.1 == Filter { text: change.1.text.clone(), ..change.0.clone() }
        };
        only_text(mine) && only_text(theirs) && mine.1 == theirs.0 && !theirs.0.text.is_empty()
    }

    fn go_on_with(&mut self, next: Self) {
        match (self, next) {
            (Self::Filter(mine), Self::Filter(theirs)) => mine.1 = theirs.1,
            (Self::Rulebook(mine), Self::Rulebook(theirs)) => mine.new = theirs.new,
            _ => {}
        }
    }

    fn bytes(&self) -> usize {
        std::mem::size_of::<Self>()
            + match self {
                Self::Tags(changes) | Self::Routes(changes) => changes.len() * std::mem::size_of::<(u32, u8, u8)>(),
                Self::Note(_, old, new) => old.len() + new.len(),
                Self::Filter(_) | Self::Layers(_) => 1024,
                Self::FollowUps(changes) => changes.len() * 256,
                Self::Corrections(cells) => cells.len() * 128,
                // Outlines are shared between one state and the next, so that only new ones weigh.
                Self::Marks(change) => {
                    let positions = |marks: &UserMarks| -> usize {
                        marks.zones.iter().flat_map(|zone| zone.rings.iter()).map(Vec::len).sum()
                    };
                    let [old, new] = [&change.0, &change.1].map(|marks| positions(marks));
                    old.abs_diff(new) * 16 + (change.0.anchors.len() + change.1.anchors.len()) * 32 + 1024
                }
                Self::Boundaries(change) => {
                    let rows = [&change.0, &change.1].into_iter().flatten().map(|each| each.fit.zone_of.len());
                    rows.sum::<usize>() * 8
                }
                Self::Base(change) => {
                    let rows = [&change.0, &change.1].into_iter().flatten().map(|base| base.base.table.len());
                    rows.sum::<usize>() * 256
                }
                Self::Commitments(change) => {
                    let rows = [&change.0, &change.1].into_iter().flatten().map(|each| each.list.entries.len());
                    rows.sum::<usize>() * 128
                }
                Self::Figures(..) | Self::AsOf(..) => 0,
                Self::Rulebook(_) => 32_768,
                // Texts and figures of a row come to some hundred bytes.
                Self::Firms(change) => {
                    let rows = [&change.0, &change.1].into_iter().flatten().map(|firms| firms.table.len());
                    rows.sum::<usize>() * 256
                }
            }
    }
}

/// The edits done and those undone. Every state has a number of its own, which never comes back for another state.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Each edit with the number of the state before it.
    done: Vec<(Edit, u64)>,
    /// Each edit with the number of the state after it.
    undone: Vec<(Edit, u64)>,
    bytes: usize,
    position: u64,
    last_position: u64,
    saved_position: Option<u64>,
}

impl History {
    /// Bytes of edits kept at most.
    pub const MAX_BYTES: usize = 128 << 20;

    /// A history whose present state stands saved.
    #[must_use]
    pub fn saved() -> Self {
        Self { saved_position: Some(0), ..Self::default() }
    }

    /// Notes an edit that was just applied; what was undone before is forgotten. A search text that is being typed is
    /// one edit, however many letters it has.
    pub fn push(&mut self, edit: Edit) {
        self.undone.clear();
        let before = self.position;
        self.last_position += 1;
        self.position = self.last_position;
        if let Some((last, _)) = self.done.last_mut()
            && last.goes_on_with(&edit)
            && self.saved_position != Some(before)
        {
            last.go_on_with(edit);
            return;
        }
        self.bytes += edit.bytes();
        self.done.push((edit, before));
        let mut forgotten = 0;
        while self.bytes > Self::MAX_BYTES && forgotten + 1 < self.done.len() {
            self.bytes -= self.done[forgotten].0.bytes();
            forgotten += 1;
        }
        self.done.drain(..forgotten);
    }

    /// The edit that takes the last one back, to be applied now.
    pub fn undo(&mut self) -> Option<Edit> {
        let (edit, before) = self.done.pop()?;
        self.bytes -= edit.bytes();
        let inverse = edit.inverse();
        self.undone.push((edit, self.position));
        self.position = before;
        Some(inverse)
    }

    /// The edit that was last taken back, to be applied now.
    pub fn redo(&mut self) -> Option<Edit> {
        let (edit, after) = self.undone.pop()?;
        self.bytes += edit.bytes();
        self.done.push((edit.clone(), self.position));
        self.position = after;
        Some(edit)
    }

    /// Whether there is anything to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is anything to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Whether the present state is not the one last saved.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.saved_position != Some(self.position)
    }

    /// The number of the present state.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The state at `position` was saved.
    pub fn mark_saved(&mut self, position: u64) {
        self.saved_position = Some(position);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str) -> Edit {
        Edit::Note(0, String::new(), text.to_owned())
    }

    #[test]
    fn undo_gives_the_inverse_and_redo_the_edit() {
        let mut history = History::saved();
        history.push(note("a"));
        assert_eq!(history.undo(), Some(Edit::Note(0, "a".to_owned(), String::new())));
        assert_eq!(history.redo(), Some(note("a")));
        assert_eq!(history.redo(), None);
    }

    #[test]
    fn undoing_back_to_the_saved_state_is_not_dirty() {
        let mut history = History::saved();
        history.push(note("a"));
        assert!(history.is_dirty());
        history.undo();
        assert!(!history.is_dirty());
    }

    #[test]
    fn a_new_edit_after_undoing_past_the_saved_state_is_dirty_for_good() {
        let mut history = History::saved();
        history.push(note("a"));
        history.mark_saved(history.position());
        history.undo();
        history.push(note("b"));
        assert!(history.is_dirty());
        history.undo();
        assert!(history.is_dirty());
    }

    #[test]
    fn no_two_states_share_a_number() {
        let mut history = History::saved();
        history.push(note("a"));
        let first = history.position();
        history.undo();
        history.push(note("b"));
        assert_ne!(history.position(), first, "an autosave of the first would pass for one of the second");
        history.undo();
        history.redo();
        history.mark_saved(history.position());
        assert!(!history.is_dirty());
    }

    #[test]
    fn a_search_text_that_is_typed_is_one_edit_and_another_search_is_another() {
        let filter = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
        let typed = |history: &mut History, from: &str, to: &str| {
            history.push(Edit::Filter(Box::new((filter(from), filter(to)))));
        };
        let mut history = History::saved();
        typed(&mut history, "", "a");
        typed(&mut history, "a", "ab");
        typed(&mut history, "ab", "");
        typed(&mut history, "", "c");
        assert_eq!(history.undo(), Some(Edit::Filter(Box::new((filter("c"), filter(""))))));
        assert_eq!(history.undo(), Some(Edit::Filter(Box::new((filter(""), filter(""))))));
        assert!(!history.can_undo() && !history.is_dirty());
    }

    #[test]
    fn memory_is_bounded_and_the_last_edit_always_kept() {
        let mut history = History::saved();
        let big = || Edit::Tags(vec![(0, 0, 1); 3 << 20]);
        for _ in 0..8 {
            history.push(big());
        }
        assert!(history.bytes <= History::MAX_BYTES);
        assert!(history.can_undo());
    }
}
