//! The figures of a document: by status words, which parcels are judged by, then with the judged result in them. Kept
//! until what they were computed from changes, as everything in [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::document::Document;
use crate::analysis::judge::Headroom;
use crate::analysis::{FigureSettings, Figures};
use crate::domain::RowSet;

/// What figures depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureKey {
    settings: FigureSettings,
    /// The cells' revision.
    data: u64,
    /// The revision of the rulebook's status words and missing-value rule.
    rules: u64,
    /// The number of the blanks that count as 0 by what is found of their parcels; 0 where nothing is judged.
    zeros: u64,
}

/// Figures, and the ones without findings that they were made of.
type JudgedFigures = (Arc<Figures>, Arc<Figures>);

/// The caches.
#[derive(Debug, Default)]
pub struct FigureCaches {
    by_status: Cached<FigureKey, Arc<Figures>>,
    headroom: Cached<(FigureKey, u64), Arc<Headroom>>,
    unjudged: Cached<(FigureKey, u64), Arc<Figures>>,
    judged: Cached<(FigureKey, [u64; 2]), JudgedFigures>,
    /// Grows where other land lies idle.
    idle: u64,
    /// Grows where other blanks count as 0.
    zeros: u64,
    idle_rows: Cached<u64, Arc<RowSet>>,
}

impl FigureCaches {
    /// Makes figures with a judged result of those without. Numbers grow only where it changes what they stand for, so
    /// that a moved threshold makes nothing anew that it leaves as it was.
    fn judge(&mut self, by_status: &Arc<Figures>, with: impl FnOnce(&Figures) -> Figures) -> JudgedFigures {
        let before = self.judged.held().filter(|(of, _)| Arc::ptr_eq(of, by_status)).map(|(_, figures)| figures);
        let figures = with(before.unwrap_or(by_status));
        self.idle += u64::from(!before.is_some_and(|before| figures.shares_idle_with(before)));
        self.zeros += u64::from(!before.is_some_and(|before| figures.shares_zeros_with(before)));
        (Arc::clone(by_status), Arc::new(figures))
    }
}

impl Document {
    /// What the figures that are judged by depend on.
    pub(super) fn unjudged_key(&self) -> FigureKey {
        let revisions = self.revisions();
        FigureKey { settings: self.view().figures, data: revisions.data, rules: revisions.figure_rules, zeros: 0 }
    }

    /// What indicators depend on; the figures must have been asked for before.
    pub(super) fn figure_key(&self) -> FigureKey {
        FigureKey { zeros: self.derived.figures.zeros, ..self.unjudged_key() }
    }

    /// A number that grows where other land lies idle; the figures must have been asked for before.
    #[must_use]
    pub fn idle_number(&self) -> u64 {
        self.derived.figures.idle
    }

    fn by_status(&mut self) -> (Arc<Figures>, Arc<Headroom>) {
        let (settings, key) = (self.view().figures, self.unjudged_key());
        let with_rules = (key, self.revisions().headroom_rules);
        let Self { derived, table, judging, .. } = self;
        let caches = &mut derived.figures;
        let made = || Arc::new(Figures::by_rules(table, settings, &judging.book));
        let figures = Arc::clone(caches.by_status.get_or(key, made));
        let headroom = || Arc::new(Headroom::new(table, &figures, &judging.book));
        let headroom = Arc::clone(caches.headroom.get_or(with_rules, headroom));
        (figures, headroom)
    }

    /// Land, status and indicators of every parcel for the present year and land basis, and the floor area it can take on
    /// by the rulebook; which land lies idle by status words. Parcels are judged by these.
    pub(super) fn unjudged_figures(&mut self) -> Arc<Figures> {
        let (figures, headroom) = self.by_status();
        let key = (self.unjudged_key(), self.revisions().headroom_rules);
        Arc::clone(self.derived.figures.unjudged.get_or(key, || Arc::new(figures.with_headroom(headroom))))
    }

    /// The same with the judged result in them: which land lies idle, and which blanks count as 0, is by findings.
    pub fn figures(&mut self) -> Arc<Figures> {
        let judged = self.judged();
        let key = (self.unjudged_key(), [self.revisions().headroom_rules, self.derived.judged.number()]);
        if let Some((_, figures)) =
            self.derived.figures.judged.held().filter(|_| self.derived.figures.judged.is_for(&key))
        {
            return Arc::clone(figures);
        }
        let (by_status, headroom) = self.by_status();
        let caches = &mut self.derived.figures;
        let with = |figures: &Figures| figures.with_judged(Arc::clone(judged.judged())).with_headroom(headroom);
        let made = caches.judge(&by_status, with);
        Arc::clone(&caches.judged.get_or(key, || made).1)
    }

    /// The parcels suspected idle, by decree or by their status alone.
    pub fn suspected_idle(&mut self) -> Arc<RowSet> {
        let (figures, number) = (self.figures(), self.idle_number());
        let rows = || RowSet::where_row(figures.len(), |row| figures.idle_suspicion(row).is_suspected());
        Arc::clone(self.derived.figures.idle_rows.get_or(number, || Arc::new(rows())))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::analysis::judge::Rulebook;
    use crate::domain::{LandStatus, day_from_iso};

    /// What indicators and idle land depend on now.
    fn keys(document: &mut Document) -> (FigureKey, u64) {
        document.figures();
        (document.figure_key(), document.idle_number())
    }

    fn with(document: &mut Document, change: impl FnOnce(&mut Rulebook)) {
        let mut book = (*document.judging().book).clone();
        change(&mut book);
        document.set_rulebook(Arc::new(book), None);
    }

    #[test]
    fn a_moved_threshold_or_day_makes_anew_only_what_it_changes() {
        let mut document = Document::new(loaded_sample(), 1);
        let [early, late] = ["2022-06-30", "2024-06-30"].map(|day| day_from_iso(day).unwrap());
        document.set_as_of(late);
        let before = keys(&mut document);
        with(&mut document, |book| book.low_efficiency.rules[0].threshold.0 *= 2.0);
        with(&mut document, |book| book.suggestion.target_far = 1.0);
        with(&mut document, |book| book.grade.a_share = 0.1);
        assert_eq!(keys(&mut document), before, "neither idle land nor a blank is another");
        let parcels = document.totals_shown().idle_parcels;
        document.set_as_of(early);
        let earlier = keys(&mut document);
        assert!(earlier.0 == before.0 && earlier.1 != before.1, "other land lies idle, and no blank counts otherwise");
        assert!(document.totals_shown().idle_parcels < parcels);
        with(&mut document, |book| book.missing.counts_as_zero.retain(|&each| each != LandStatus::VacantBuilt));
        assert_ne!(keys(&mut document).0, earlier.0);
    }

    #[test]
    fn a_changed_status_word_or_missing_value_rule_is_in_the_totals_at_once_and_undone() {
        let mut document = Document::new(loaded_sample(), 1);
        document.set_as_of(day_from_iso("2024-06-30").unwrap());
        let before = document.totals_shown();
        let vacant = before.parcels_of(LandStatus::VacantBuilt);
        with(&mut document, |book| {
            let words = book.words.status.remove(&LandStatus::VacantBuilt).unwrap();
            book.words.status.insert(LandStatus::VacantBuilt, Vec::new());
            book.words.status.get_mut(&LandStatus::Suspended).unwrap().extend(words);
        });
        let moved = document.totals_shown();
        assert_eq!(moved.parcels_of(LandStatus::VacantBuilt), 0);
        assert_eq!(moved.parcels_of(LandStatus::Suspended), before.parcels_of(LandStatus::Suspended) + vacant);
        assert!(moved.idle_by_status_parcels > before.idle_by_status_parcels);
        assert!(document.undo());
        assert_eq!(document.totals_shown(), before);
        with(&mut document, |book| book.missing.counts_as_zero.clear());
        let strict = document.totals_shown();
        let output = |totals: &crate::analysis::Totals| *totals.sums(crate::analysis::Indicator::OutputPerMu);
        let [before, strict] = [&before, &strict].map(output);
        assert!(strict.assumed_zero < before.assumed_zero);
        let lost = before.assumed_zero - strict.assumed_zero;
        assert_eq!((strict.missing, strict.parcels), (before.missing + lost, before.parcels - lost));
    }

    #[test]
    fn before_anything_is_judged_idle_land_is_by_status_and_then_by_decree() {
        let mut document = Document::new(loaded_sample(), 1);
        document.derived.judged.at_once = 0;
        document.set_as_of(day_from_iso("2024-06-30").unwrap());
        let totals = document.totals_shown();
        assert_eq!((totals.idle_parcels, totals.idle_by_status_parcels), (57, 57));
        assert!(!document.figures().idle_is_judged());
        let work = document.take_judging().unwrap();
        document.take_judged(Arc::new(work.judge()));
        let totals = document.totals_shown();
        assert_eq!((totals.idle_parcels, totals.idle_by_status_parcels), (40, 3));
        assert_eq!(document.suspected_idle().count(), 40);
    }
}
