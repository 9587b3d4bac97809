//! How grades moved since the base year, kept until what it was computed from changes, as everything in
//! [`super::derived`].

use std::sync::Arc;

use super::base_side::BaseGrades;
use super::cached::Cached;
use super::derived::ShownKey;
use super::derived_figures::FigureKey;
use super::derived_years::BaseKey;
use super::document::Document;
use super::later::Later;
use crate::analysis::GradeMoves;
use crate::domain::{FindingKind, ResultTable};

/// The caches.
#[derive(Debug, Default)]
pub struct GradeMoveCaches {
    base: Later<(FigureKey, BaseKey, u64), BaseGrades>,
    moves: Cached<(ShownKey, BaseKey, u64), Arc<GradeMoves>>,
    table: Cached<(ShownKey, BaseKey, u64), Arc<ResultTable>>,
}

impl Document {
    /// The grades of the base year's figures, by the rules and the day of the present ones. A table too large to be judged
    /// where it is asked about is graded only where somebody `asks` for it, beside the window's thread.
    fn base_grades(&mut self, asks: bool) -> Option<Arc<BaseGrades>> {
        let (base, key, judged) = (self.base_side()?, self.base_grades_key()?, self.judged());
        if judged.judged().is_pending() {
            return None;
        }
        let is_small = self.table.len() <= self.derived.judged.at_once;
        let wake = self.wake().filter(|_| !is_small).cloned();
        let grades = &mut self.derived.grade_moves.base;
        if is_small || asks {
            let grade = move || base.grades(judged.work.inputs());
            grades.get(&key, wake.as_ref(), grade);
        } else {
            grades.poll();
        }
        grades.shown().filter(|_| grades.is_of(&key)).cloned()
    }

    /// What they depend on; the judged result must have been asked for before.
    fn base_grades_key(&self) -> Option<(FigureKey, BaseKey, u64)> {
        self.has_base().then(|| (self.figure_key(), self.base_key(), self.derived.judged.number()))
    }

    /// Grades the base year's figures of a table however large.
    pub fn grade_base_year(&mut self) {
        self.base_grades(true);
    }

    /// Whether grading the base year came to nothing through a fault of the program: asking again is of no use.
    #[must_use]
    pub fn base_year_grading_has_failed(&self) -> bool {
        self.base_grades_key().is_some_and(|key| self.derived.grade_moves.base.has_failed(&key))
    }

    /// Whether the base year is being graded.
    #[must_use]
    pub fn is_grading_base_year(&self) -> bool {
        self.derived.grade_moves.base.is_running()
    }

    /// How the grades of the rows the filter shows moved since the base year; `None` without a base year, and of a large
    /// table until [`Document::grade_base_year`] was called for its present state and is done.
    pub fn grade_moves(&mut self) -> Option<Arc<GradeMoves>> {
        let (grades, shown) = (self.base_grades(false)?, self.shown());
        let judged = self.judged();
        let key = (self.shown_key(), self.base_key(), self.derived.judged.number());
        let moves = || Arc::new(grades.moves(judged.judged().outcomes(FindingKind::Grade), &shown));
        Some(Arc::clone(self.derived.grade_moves.moves.get_or(key, moves)))
    }

    /// Whether the moves are of grades parcel by parcel though firms are joined: a base file has none.
    #[must_use]
    pub fn grade_moves_are_by_parcels(&self) -> bool {
        self.derived.grade_moves.base.shown().is_some_and(|grades| grades.are_by_parcels())
    }

    /// The cells of the matrix as a table.
    pub fn grade_moves_table(&mut self) -> Option<Arc<ResultTable>> {
        let (moves, figures) = (self.grade_moves()?, self.figures());
        let key = (self.shown_key(), self.base_key(), self.derived.judged.number());
        let table = || Arc::new(moves.table(&figures));
        Some(Arc::clone(self.derived.grade_moves.table.get_or(key, table)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::workspace::{Paths, Workspace};

    #[test]
    fn a_large_table_is_graded_for_the_base_year_only_when_asked() {
        let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
        workspace.open(super::super::LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        let document = workspace.document_mut().unwrap();
        let at_once = document.grade_moves().expect("a small table's");
        document.derived.judged.at_once = 0;
        document.set_as_of(document.judging().as_of - 1);
        document.judged();
        workspace.poll(std::time::Instant::now());
        workspace.finish_jobs();
        let document = workspace.document_mut().unwrap();
        assert!(document.judging_is_present() && document.grade_moves().is_none());
        document.grade_base_year();
        assert!(!document.is_grading_base_year(), "where nobody is woken it is waited for");
        let asked = document.grade_moves().expect("what was asked for");
        assert_eq!(*asked, *at_once, "a day changes no grade");
    }
}
