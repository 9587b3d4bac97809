//! Undo and redo: a list of edits, each with what was and what is; undoing swaps them.
//!
//! Memory is bounded: the oldest edits are forgotten beyond [`History::MAX_BYTES`]. The revision that stands saved is
//! remembered, so that undoing back to it shows as saved.

use crate::analysis::{FigureSettings, Filter};

/// One undoable change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Tags of rows: row, old number, new number.
    Tags(Vec<(u32, u8, u8)>),
    /// A row's note: row, old, new; empty is none.
    Note(u32, String, String),
    /// The filter: old, new.
    Filter(Box<(Filter, Filter)>),
    /// Year and land basis: old, new.
    Figures(FigureSettings, FigureSettings),
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Tags(changes) => Self::Tags(changes.iter().map(|&(row, old, new)| (row, new, old)).collect()),
            Self::Note(row, old, new) => Self::Note(*row, new.clone(), old.clone()),
            Self::Filter(change) => Self::Filter(Box::new((change.1.clone(), change.0.clone()))),
            Self::Figures(old, new) => Self::Figures(*new, *old),
        }
    }

    fn bytes(&self) -> usize {
        std::mem::size_of::<Self>()
            + match self {
                Self::Tags(changes) => changes.len() * std::mem::size_of::<(u32, u8, u8)>(),
                Self::Note(_, old, new) => old.len() + new.len(),
                Self::Filter(_) => 1024,
                Self::Figures(..) => 0,
            }
    }
}

/// The edits done and those undone.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
    bytes: usize,
    /// How many edits were ever done less those undone: the place in time.
    position: u64,
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

    /// Notes an edit that was just applied; what was undone before is forgotten.
    pub fn push(&mut self, edit: Edit) {
        self.undone.clear();
        if self.saved_position.is_some_and(|saved| saved > self.position) {
            // The saved state lay in the future that was just forgotten.
            self.saved_position = None;
        }
        self.bytes += edit.bytes();
        self.position += 1;
        self.done.push(edit);
        let mut forgotten = 0;
        while self.bytes > Self::MAX_BYTES && forgotten + 1 < self.done.len() {
            self.bytes -= self.done[forgotten].bytes();
            forgotten += 1;
        }
        self.done.drain(..forgotten);
    }

    /// The edit that takes the last one back, to be applied now.
    pub fn undo(&mut self) -> Option<Edit> {
        let edit = self.done.pop()?;
        self.bytes -= edit.bytes();
        self.position -= 1;
        let inverse = edit.inverse();
        self.undone.push(edit);
        Some(inverse)
    }

    /// The edit that was last taken back, to be applied now.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.undone.pop()?;
        self.bytes += edit.bytes();
        self.position += 1;
        self.done.push(edit.clone());
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

    /// The place in time, which changes with every edit, undo and redo.
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
