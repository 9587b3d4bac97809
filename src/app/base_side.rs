//! What current figures are held against: another year of the same table, or the table of a base file.

use std::sync::Arc;

use crate::analysis::judge::Judge;
use crate::analysis::{Comparison, Figures, GroupChange, Pairing, YearSide};
use crate::domain::{FindingKind, Outcome, ParcelTable, RowSet, Tags};
use crate::locale::Lang;

use super::document_judging::Judging;

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

    /// The grades of the base year by row of the current table, by the rules and the day of `judging`; `None` where a
    /// parcel is none of the base.
    #[must_use]
    pub fn grades(&self, current: &ParcelTable, judging: &Judging) -> Vec<Option<Outcome>> {
        match self {
            Self::Columns(figures) => {
                let grades = Judge::new(judging.inputs(current, figures)).outcomes(FindingKind::Grade);
                grades.into_iter().map(Some).collect()
            }
            Self::Table(base, figures) => {
                // What the user marked are rows of the current table.
                let judging = Judging { marks: Arc::default(), ..judging.clone() };
                let grades = Judge::new(judging.inputs(&base.table, figures)).outcomes(FindingKind::Grade);
                (0..current.len()).map(|row| base.pairing.base_of(row).map(|row| grades[row])).collect()
            }
        }
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
