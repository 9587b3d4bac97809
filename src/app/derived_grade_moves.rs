//! How grades moved since the base year, kept until what it was computed from changes, as everything in
//! [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::derived::{FigureKey, ShownKey};
use super::document::Document;
use crate::analysis::GradeMoves;
use crate::analysis::judge::Judge;
use crate::domain::{FindingKind, Outcome, ResultTable, Year};

/// The caches.
#[derive(Debug, Default)]
pub struct GradeMoveCaches {
    base: Cached<(FigureKey, Year, u64), Arc<Vec<Outcome>>>,
    moves: Cached<(ShownKey, Year, u64), Arc<GradeMoves>>,
    table: Cached<(ShownKey, Year, u64), Arc<ResultTable>>,
}

impl Document {
    /// The grades of the base year's figures, by the rules and the day of the present ones. A table too large to be judged
    /// where it is asked about is graded only where somebody `asks` for it.
    fn base_grades(&mut self, asks: bool) -> Option<Arc<Vec<Outcome>>> {
        let (base, year, judged) = (self.base_figures()?, self.base_year()?, self.judged());
        let key = (self.figure_key(), year, self.derived.judged.number());
        let is_small = self.table.len() <= self.derived.judged.at_once();
        let grades = &mut self.derived.grade_moves.base;
        if judged.judged().is_pending() || !(is_small || asks || grades.is_for(&key)) {
            return None;
        }
        let grade = || Arc::new(Judge::new(judged.by().inputs(&self.table, &base)).outcomes(FindingKind::Grade));
        Some(Arc::clone(grades.get_or(key, grade)))
    }

    /// Grades the base year's figures of a table however large.
    pub fn grade_base_year(&mut self) {
        self.base_grades(true);
    }

    /// How the grades of the rows the filter shows moved since the base year; `None` without a base year, and of a large
    /// table until [`Document::grade_base_year`] was called for its present state.
    pub fn grade_moves(&mut self) -> Option<Arc<GradeMoves>> {
        let (grades, year, shown) = (self.base_grades(false)?, self.base_year()?, self.shown());
        let judged = self.judged();
        let key = (self.shown_key(), year, self.derived.judged.number());
        let moves = || Arc::new(GradeMoves::new(&grades, judged.judged().outcomes(FindingKind::Grade), &shown));
        Some(Arc::clone(self.derived.grade_moves.moves.get_or(key, moves)))
    }

    /// The cells of the matrix as a table.
    pub fn grade_moves_table(&mut self) -> Option<Arc<ResultTable>> {
        let (moves, figures, year) = (self.grade_moves()?, self.figures(), self.base_year()?);
        let key = (self.shown_key(), year, self.derived.judged.number());
        let table = || Arc::new(moves.table(&figures));
        Some(Arc::clone(self.derived.grade_moves.table.get_or(key, table)))
    }
}
