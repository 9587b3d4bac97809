//! How grades moved from one year to another: a matrix of parcels by the grade they had and the grade they have.

use crate::domain::units::mu_from_m2;
use crate::domain::{Cells, Outcome, ResultColumn, ResultTable, RowSet, Term, Unit};

use super::Figures;

/// The matrix' lines and columns, the best grade first; `None` is a parcel that could not be graded.
pub const MOVED_GRADES: [Option<Outcome>; 6] = [
    Some(Outcome::GradeA),
    Some(Outcome::GradeB),
    Some(Outcome::GradeC),
    Some(Outcome::GradeD),
    Some(Outcome::GradeT),
    None,
];

/// Those of [`MOVED_GRADES`] that are better or worse than each other: A to D.
const RANKED: usize = 4;

/// Which way a parcel moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradeMove {
    /// To a better grade.
    Up,
    /// To a worse grade.
    Down,
    /// To the same.
    Stayed,
    /// From or to no rank: not graded yet, or no data.
    Unranked,
}

/// Places in [`MOVED_GRADES`] of the base and of the current year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradePair {
    /// The grade it had.
    pub base: usize,
    /// The grade it has.
    pub current: usize,
}

impl GradePair {
    /// Which way that is.
    #[must_use]
    pub fn way(self) -> GradeMove {
        match (self.base, self.current) {
            (base, current) if base == current => GradeMove::Stayed,
            (base, current) if base >= RANKED || current >= RANKED => GradeMove::Unranked,
            (base, current) if current < base => GradeMove::Up,
            _ => GradeMove::Down,
        }
    }

    /// Every pair, line by line.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |base| (0..MOVED_GRADES.len()).map(move |current| Self { base, current });
        (0..MOVED_GRADES.len()).flat_map(of)
    }
}

/// The matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GradeMoves {
    rows: [[Vec<u32>; MOVED_GRADES.len()]; MOVED_GRADES.len()],
}

impl GradeMoves {
    /// The matrix of `rows`; `base` and `current` have a grade a row, `None` where the base has not the parcel: that one
    /// did not move.
    #[must_use]
    pub fn new(base: &[Option<Outcome>], current: &[Outcome], rows: &RowSet) -> Self {
        let place = |outcome: Outcome| {
            MOVED_GRADES.iter().position(|&grade| grade == Some(outcome)).unwrap_or(MOVED_GRADES.len() - 1)
        };
        let mut moves = Self::default();
        for row in rows.iter() {
            if let Some(before) = base[row] {
                moves.rows[place(before)][place(current[row])].push(row as u32);
            }
        }
        moves
    }

    /// The rows of a pair, ascending.
    #[must_use]
    pub fn rows(&self, pair: GradePair) -> &[u32] {
        &self.rows[pair.base][pair.current]
    }

    /// How many parcels moved that way.
    #[must_use]
    pub fn count(&self, way: GradeMove) -> usize {
        GradePair::all().filter(|pair| pair.way() == way).map(|pair| self.rows(pair).len()).sum()
    }

    /// The pairs that parcels have, with how many and their land.
    #[must_use]
    pub fn table(&self, figures: &Figures) -> ResultTable {
        let pairs: Vec<GradePair> = GradePair::all().filter(|&pair| !self.rows(pair).is_empty()).collect();
        let grades = |of: fn(&GradePair) -> usize| {
            Cells::Terms(pairs.iter().map(|pair| MOVED_GRADES[of(pair)].map(Term::Outcome)).collect())
        };
        let counts = pairs.iter().map(|&pair| self.rows(pair).len() as u64).collect();
        let land = |&pair: &GradePair| {
            let land_m2 = self.rows(pair).iter().filter_map(|&row| figures.land_m2(row as usize));
            mu_from_m2(land_m2.sum())
        };
        ResultTable {
            columns: vec![
                ResultColumn::new("grade_base", Unit::None, grades(|pair| pair.base)),
                ResultColumn::new("grade_current", Unit::None, grades(|pair| pair.current)),
                ResultColumn::new("parcels", Unit::Count, Cells::Counts(counts)),
                ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(pairs.iter().map(land).collect())),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_shown_is_in_one_cell_and_only_a_to_d_move_up_or_down() {
        use Outcome as O;
        let base = [O::GradeB, O::GradeA, O::GradeD, O::GradeT, O::InsufficientData, O::GradeC];
        let now = [O::GradeA, O::GradeC, O::GradeD, O::GradeA, O::OutOfScope, O::GradeC];
        let base = base.map(Some);
        let moves = GradeMoves::new(&base, &now, &RowSet::from_rows(6, 0..5));
        assert_eq!(moves.rows(GradePair { base: 1, current: 0 }), [0]);
        assert_eq!(moves.rows(GradePair { base: 5, current: 5 }), [4], "what is not graded is not told apart");
        let counts = [GradeMove::Up, GradeMove::Down, GradeMove::Stayed, GradeMove::Unranked];
        assert_eq!(counts.map(|way| moves.count(way)), [1, 1, 2, 1]);
    }
}
