//! Following findings up: the undoable change, of one finding or of many at once, and what exports say of it.

use std::sync::Arc;

use super::derived_findings::{CountedOutcomes, count_outcomes};
use super::document::Document;
use super::history::{Edit, FollowUpChange};
use crate::analysis::Figures;
use crate::domain::units::mu_from_m2;
use crate::domain::{
    Cells, FindingKind, FollowUp, FollowUps, Outcome, ResultColumn, ResultTable, RowSet, Term, TextColumnBuilder, Unit,
    iso_date,
};
use crate::io::{Headers, follow_ups_text};
use crate::locale::Lang;

impl Document {
    /// Says what became of a finding, undoably; `None` says that nothing did.
    pub fn follow_up(&mut self, row: usize, kind: FindingKind, new: Option<&FollowUp>) {
        if row < self.table.len() {
            self.follow_up_rows(&RowSet::from_rows(self.table.len(), [row]), kind, new);
        }
    }

    /// Says the same of one kind of finding of all these rows, in one undoable step; those of which it is said already
    /// are left out. Says how many changed.
    pub fn follow_up_rows(&mut self, rows: &RowSet, kind: FindingKind, new: Option<&FollowUp>) -> usize {
        let change = |row: usize| {
            let old = self.follow_ups.get(row, kind).cloned();
            (old.as_ref() != new).then(|| FollowUpChange { row: row as u32, kind, old, new: new.cloned() })
        };
        let changes: Vec<FollowUpChange> = rows.iter().filter_map(change).collect();
        let count = changes.len();
        if count > 0 {
            self.perform(Edit::FollowUps(changes));
        }
        count
    }

    /// Puts the new side of changes in place.
    pub(super) fn put_follow_ups(&mut self, changes: &[FollowUpChange]) {
        let follow_ups = Arc::make_mut(&mut self.follow_ups);
        for change in changes {
            follow_ups.set(change.row, change.kind, change.new.clone());
        }
        self.derived.judged.follow_anew();
    }

    /// The outcomes of one kind of the selected parcels with how many have them, in the outcomes' order.
    pub fn selected_outcomes(&mut self, kind: FindingKind) -> Arc<CountedOutcomes> {
        let judged = self.judged();
        let key = (self.revisions().selection, self.derived.judged.number(), kind);
        let Self { derived, selection, .. } = self;
        Arc::clone(
            derived.selected_outcomes.get_or(key, || {
                Arc::new(count_outcomes(selection.iter().map(|row| judged.judged().outcome(kind, row))))
            }),
        )
    }

    /// The selected parcels that have one of these outcomes.
    pub fn selected_with(&mut self, kind: FindingKind, outcomes: &[Outcome]) -> RowSet {
        let judged = self.judged();
        let has_one = |&row: &usize| outcomes.contains(&judged.judged().outcome(kind, row));
        RowSet::from_rows(self.table.len(), self.selection.iter().filter(has_one))
    }
}

/// What became of a finding, in words: the state, with reason, name and day.
#[must_use]
pub fn follow_up_text(lang: Lang, follow_up: &FollowUp) -> String {
    let args = [
        ("state", lang.term(Term::FollowUp(follow_up.state)).into()),
        ("reason", follow_up.reason.as_str().into()),
        ("name", follow_up.name.as_str().into()),
        ("day", iso_date(follow_up.day).into()),
    ];
    lang.text_with(if follow_up.reason.is_empty() { "follow-said" } else { "follow-said-why" }, args)
}

/// What became of each finding of `kinds` of `rows`, in that order, as columns of a findings table; none where nothing
/// became of any.
#[must_use]
pub(super) fn follow_up_columns(follow_ups: &FollowUps, kinds: &[FindingKind], rows: &[u32]) -> Vec<ResultColumn> {
    if follow_ups.is_empty() {
        return Vec::new();
    }
    let (mut states, mut texts) = (Vec::new(), [(); 3].map(|()| TextColumnBuilder::default()));
    for (&row, &kind) in rows.iter().flat_map(|row| kinds.iter().map(move |kind| (row, kind))) {
        let each = follow_ups.get(row as usize, kind);
        states.push(each.map(|each| Term::FollowUp(each.state)));
        let said = each.map(|each| [each.reason.clone(), each.name.clone(), iso_date(each.day)]);
        for (place, column) in texts.iter_mut().enumerate() {
            column.push(said.as_ref().map(|said| said[place].as_str()).filter(|text| !text.is_empty()));
        }
    }
    let texts = ["follow_up_reason", "follow_up_name", "follow_up_date"].into_iter().zip(texts);
    let texts = texts.map(|(key, column)| ResultColumn::new(key, Unit::None, Cells::Texts(column.finish())));
    [ResultColumn::new("follow_up", Unit::None, Cells::Terms(states))].into_iter().chain(texts).collect()
}

/// The parcels of `rows` with a column behind that says in full what became of their findings, if anything became of
/// any.
#[must_use]
pub(super) fn with_follow_ups(
    mut parcels: ResultTable,
    rows: &[u32],
    follow_ups: &FollowUps,
    headers: Headers,
) -> ResultTable {
    if follow_ups.is_empty() {
        return parcels;
    }
    let mut texts = TextColumnBuilder::default();
    for &row in rows {
        let said = FindingKind::ALL.into_iter().filter_map(|kind| {
            let each = follow_ups.get(row as usize, kind)?;
            Some(match headers {
                Headers::Keys => {
                    let FollowUp { state, reason, name, day } = each;
                    format!("{}:{}[{}, {name}] {reason}", kind.key(), state.key(), iso_date(*day)).trim_end().to_owned()
                }
                Headers::Words(lang) => {
                    let args = [("kind", lang.finding_kind(kind).into()), ("said", follow_up_text(lang, each).into())];
                    lang.text_with("follow-of-kind", args)
                }
            })
        });
        let said = said.collect::<Vec<_>>().join("; ");
        texts.push(Some(said.as_str()).filter(|said| !said.is_empty()));
    }
    parcels.columns.push(ResultColumn::new("follow_ups", Unit::None, Cells::Texts(texts.finish())));
    parcels
}

/// The parcels of `rows` with a column behind that says the same as one text that is read back, if anything became of any
/// finding.
#[must_use]
pub(super) fn with_follow_up_texts(mut parcels: ResultTable, rows: &[u32], follow_ups: &FollowUps) -> ResultTable {
    if !follow_ups.is_empty() {
        let mut texts = TextColumnBuilder::default();
        for &row in rows {
            texts.push(follow_ups_text(follow_ups, row).as_deref());
        }
        parcels.columns.push(ResultColumn::new("follow_ups", Unit::None, Cells::Texts(texts.finish())));
    }
    parcels
}

/// The line of the notes that says how much is excluded of `rows` (all if `None`), if anything is.
#[must_use]
pub(super) fn excluded_note(
    lang: Lang,
    follow_ups: &FollowUps,
    figures: &Figures,
    rows: Option<&RowSet>,
) -> Option<(String, String)> {
    let is_asked = |row: u32| rows.is_none_or(|rows| rows.contains(row as usize));
    let parcels: Vec<u32> = follow_ups.excluded_rows().into_iter().filter(|&row| is_asked(row)).collect();
    let land_m2: f64 = parcels.iter().filter_map(|&row| figures.land_m2(row as usize)).sum();
    let counts = [
        ("findings", follow_ups.excluded().filter(|&(row, _)| is_asked(row)).count().into()),
        ("parcels", parcels.len().into()),
        ("land", lang.number(Some(mu_from_m2(land_m2)), Unit::Mu).into()),
    ];
    (!parcels.is_empty())
        .then(|| (lang.text("note-excluded").into_owned(), lang.text_with("note-excluded-text", counts)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::analysis::{Filter, FollowCondition, Grouping};
    use crate::domain::{Cell, FollowState, day_from_iso};

    const KIND: FindingKind = FindingKind::Idle;

    fn excluded() -> FollowUp {
        let day = day_from_iso("2024-07-01").unwrap();
        FollowUp { state: FollowState::Excluded, reason: "built".to_owned(), name: "Wang".to_owned(), day }
    }

    /// The sample, and a parcel of it that is suspected idle by decree.
    fn document() -> (Document, usize) {
        let mut document = Document::new(loaded_sample(), 1);
        document.set_as_of(day_from_iso("2024-06-30").unwrap());
        let row = document.outcomes(KIND).iter().position(|each| each.suspected_idle_by_decree()).unwrap();
        (document, row)
    }

    #[test]
    fn an_excluded_finding_leaves_the_counts_visibly_and_undoing_brings_it_back() {
        let (mut document, row) = document();
        let land_mu = document.figures().land_m2(row).map(mu_from_m2).unwrap();
        let before = document.judged_totals().unwrap().0;
        document.follow_up(row, KIND, Some(&excluded()));
        let after = document.judged_totals().unwrap().0;
        assert_eq!(after.idle.parcels, before.idle.parcels - 1);
        assert!((before.idle.land_mu - after.idle.land_mu - land_mu).abs() < 1e-9);
        assert_eq!((after.idle_excluded.parcels, after.idle_excluded.land_mu), (1, land_mu));
        assert_eq!(document.outcomes(KIND)[row], Outcome::Excluded);
        let (_, findings) = document.findings_of(row);
        assert!(findings[KIND as usize].outcome.suspected_idle_by_decree(), "the finding itself stands");
        assert!(document.is_dirty() && document.undo());
        assert_eq!(document.judged_totals().unwrap().0, before);
        assert!(document.redo() && document.follow_ups().state(row, KIND) == Some(FollowState::Excluded));
    }

    #[test]
    fn many_findings_are_followed_up_in_one_step_and_can_be_filtered_by_what_became_of_them() {
        let (mut document, _) = document();
        let all = RowSet::full(document.table().len());
        document.select(&all, super::super::SelectMode::Replace);
        let counts = document.selected_outcomes(KIND);
        let (outcome, count) = *counts.iter().find(|(outcome, _)| outcome.suspected_idle_by_decree()).unwrap();
        let rows = document.selected_with(KIND, &[outcome]);
        assert_eq!(rows.count(), count);
        assert_eq!(document.follow_up_rows(&rows, KIND, Some(&excluded())), count);
        assert_eq!(document.follow_up_rows(&rows, KIND, Some(&excluded())), 0, "said already");
        assert_eq!(document.judged_totals().unwrap().0.idle_excluded.parcels, count);
        let with = |state| Filter {
            follow_ups: vec![FollowCondition { kind: KIND, states: vec![state] }],
            ..Filter::default()
        };
        document.set_filter(with(Some(FollowState::Excluded)));
        assert_eq!(*document.shown(), rows);
        document.set_filter(with(None));
        assert_eq!(document.shown().count(), all.count() - count);
        assert!(document.undo() && document.undo() && document.undo());
        assert!(document.follow_ups().is_empty(), "one step");
    }

    #[test]
    fn what_is_only_verified_stays_in_the_counts() {
        let (mut document, row) = document();
        let before = document.judged_totals().unwrap().0;
        for state in [FollowState::ToVerify, FollowState::Verified] {
            document.follow_up(row, KIND, Some(&FollowUp { state, ..excluded() }));
            assert_eq!(document.judged_totals().unwrap().0, before);
        }
        let rows: Vec<u32> = (0..document.table().len() as u32).collect();
        let column = document.parcels(&rows).column("follow_up_idle").cloned().unwrap();
        assert_eq!(column.cell(row), Cell::Term(Term::FollowUp(FollowState::Verified)));
    }

    #[test]
    fn the_summary_says_how_much_is_excluded_group_by_group() {
        let (mut document, row) = document();
        document.follow_up(row, KIND, Some(&excluded()));
        document.follow_up(row, FindingKind::Grade, Some(&excluded()));
        let figures = document.figures();
        for by in [Grouping::None, Grouping::Park] {
            let summary = crate::analysis::summary(document.table(), &figures, document.tags(), None, by);
            let parcels = summary.column("excluded_parcels").unwrap();
            let of_groups: u64 = (0..summary.len())
                .map(|place| match parcels.cell(place) {
                    Cell::Count(count) => count,
                    _ => 0,
                })
                .sum();
            assert_eq!(parcels.cell(summary.len() - 1), Cell::Count(1));
            assert_eq!(of_groups, if by == Grouping::None { 1 } else { 2 }, "a group and the total");
        }
        let note = excluded_note(Lang::En, document.follow_ups(), &figures, None).unwrap().1;
        assert!(note.contains('2') && note.contains('1'), "{note}");
    }

    #[test]
    fn the_project_keeps_it_and_a_parcel_table_tells_it_in_full() {
        let (mut document, row) = document();
        document.follow_up(row, KIND, Some(&excluded()));
        let file = document.project_file(Path::new("a.mulens"));
        let mut again = Document::new(loaded_sample(), 2);
        again.lay_project(None, file);
        assert_eq!(again.follow_ups(), document.follow_ups());
        assert_eq!(again.outcomes(KIND)[row], Outcome::Excluded);
        for headers in [Headers::Keys, Headers::Words(Lang::Zh)] {
            let parcels = ResultTable { columns: Vec::new() };
            let told = with_follow_ups(parcels, &[row as u32], document.follow_ups(), headers);
            let told = told.column("follow_ups").unwrap().cell(0);
            let Cell::Text(told) = told else { panic!("{told:?}") };
            assert!(["built", "Wang", "2024-07-01"].iter().all(|part| told.contains(part)), "{told}");
        }
    }
}
