//! What current figures are held against: another year of the same table, or the table of a base file.

use std::sync::Arc;

use crate::analysis::judge::{Judge, JudgeInputs};
use crate::analysis::{Comparison, Figures, GradeMoves, GroupChange, Pairing, YearSide};
use crate::domain::{FindingKind, Outcome, ParcelTable, RowSet, Tags, UserMarks};
use crate::locale::Lang;

/// A base table and which of its parcels are which of the current one's.
#[derive(Clone, Debug)]
pub struct BaseTable {
    /// Its parcels.
    pub table: Arc<ParcelTable>,
    /// Their tags.
    pub tags: Arc<Tags>,
    /// The pairs.
    pub pairing: Arc<Pairing>,
}

/// The base side, with the figures of its year on the current side's land basis.
#[derive(Clone, Debug)]
pub enum BaseSide {
    /// Columns of the current table.
    Columns(Arc<Figures>),
    /// A table of its own.
    Table(BaseTable, Arc<Figures>),
}

impl BaseSide {
    /// Its figures.
    #[must_use]
    pub fn figures(&self) -> &Figures {
        match self {
            Self::Columns(figures) | Self::Table(_, figures) => figures,
        }
    }

    /// The comparison with the current side, for `rows` of it (all if `None`).
    #[must_use]
    pub fn comparison<'a>(&'a self, current: YearSide<'a>, rows: Option<&'a RowSet>) -> Comparison<'a> {
        match self {
            Self::Columns(figures) => Comparison::of_years(current.table, current.tags, figures, current.figures, rows),
            Self::Table(base, figures) => {
                let before = YearSide { table: &base.table, figures, tags: &base.tags };
                // What is gone is told only where nothing is left out.
                let rows = rows.filter(|rows| !rows.is_full());
                Comparison::of_tables(before, current, &base.pairing, rows)
            }
        }
    }

    /// Whether the current side must be graded parcel by parcel though firms are joined to it: the base has none, and ranks
    /// of firms and of parcels are of different cohorts.
    #[must_use]
    pub fn grades_by_parcels(&self, current: &ParcelTable) -> bool {
        match self {
            Self::Columns(_) => false,
            Self::Table(base, _) => current.firms().is_some() && base.table.firms().is_none(),
        }
    }

    /// The grades of the base year's figures, by the rules and the day of the current ones.
    #[must_use]
    pub fn grades(&self, current: JudgeInputs<'_>) -> BaseGrades {
        match self {
            Self::Columns(figures) => {
                let grades = graded(JudgeInputs { figures, ..current });
                BaseGrades { base: grades.into_iter().map(Some).collect(), current: None }
            }
            Self::Table(base, figures) => {
                // What the user marked are rows of the current table.
                let marks = &UserMarks::default();
                let grades = graded(JudgeInputs { table: &base.table, figures, marks, ..current });
                let of_row = |row| base.pairing.base_of(row).map(|row| grades[row]);
                let by_parcels = || graded(JudgeInputs { table: &current.table.clone().without_firms(), ..current });
                BaseGrades {
                    base: (0..current.table.len()).map(of_row).collect(),
                    current: self.grades_by_parcels(current.table).then(by_parcels),
                }
            }
        }
    }
}

fn graded(inputs: JudgeInputs<'_>) -> Vec<Outcome> {
    Judge::new(inputs).outcomes(FindingKind::Grade)
}

/// Grades of the base year, and what they are held against.
#[derive(Debug)]
pub struct BaseGrades {
    /// By row of the current table; `None` where a parcel is none of the base.
    base: Vec<Option<Outcome>>,
    /// The current grades parcel by parcel, where those the parcels have are of firms and the base has none.
    current: Option<Vec<Outcome>>,
}

impl BaseGrades {
    /// How the grades of `rows` moved to the `current` ones. What is excluded of these is not graded on that side.
    #[must_use]
    pub fn moves(&self, current: &[Outcome], rows: &RowSet) -> GradeMoves {
        let Some(by_parcels) = &self.current else { return GradeMoves::new(&self.base, current, rows) };
        let of_row = |(&grade, &shown): (&Outcome, &Outcome)| if shown == Outcome::Excluded { shown } else { grade };
        let by_parcels: Vec<Outcome> = by_parcels.iter().zip(current).map(of_row).collect();
        GradeMoves::new(&self.base, &by_parcels, rows)
    }

    /// Whether both sides are graded parcel by parcel though firms are joined to the current one.
    #[must_use]
    pub fn are_by_parcels(&self) -> bool {
        self.current.is_some()
    }
}

/// What stands behind the sums of a comparison, line by line: the rule, and what was counted as groups or under two keys.
#[must_use]
pub fn change_notes(lang: Lang, total: &GroupChange) -> Vec<(String, String)> {
    let line = |id: &str, value: String| (lang.text(id).into_owned(), value);
    let mut notes = vec![line("note-compare-rule", lang.text("note-compare-rule-text").into_owned())];
    if total.split + total.merged > 0 {
        notes.push(line("note-compare-lineage", lineage_sentence(lang, total)));
    }
    if total.rekeyed > 0 {
        notes.push(line("note-compare-rekeyed", rekeyed_sentence(lang, total)));
    }
    notes
}

/// How many parcels are concerned by a split or a merger, and how many groups of them are in the sums.
#[must_use]
pub fn lineage_sentence(lang: Lang, total: &GroupChange) -> String {
    let counts = [
        ("split", total.split.into()),
        ("merged", total.merged.into()),
        ("output", total.output.groups.into()),
        ("tax", total.tax.groups.into()),
    ];
    lang.text_with("compare-lineage", counts)
}

/// How many parcels have another key and the same outline.
#[must_use]
pub fn rekeyed_sentence(lang: Lang, total: &GroupChange) -> String {
    lang.text_with("compare-rekeyed", [("count", total.rekeyed.into())])
}
