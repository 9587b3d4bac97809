//! What the open data set is judged by and to be: the day, the rulebook, and the one judged result that table, map,
//! filter, summary, inspector and exports share.
//!
//! It is kept until cells, year, land basis, day or rules change. A large table is judged by a job: until that hands its
//! result over, the one before stands, with the day and the rules it was made by.

use std::sync::Arc;

use super::cached::Cached;
use super::data_colors::OTHER_RGB;
use super::derived::ShownKey;
use super::derived_figures::FigureKey;
use super::document::Document;
use super::history::{Edit, RulebookChange};
use crate::analysis::Figures;
use crate::analysis::judge::{Finding, Headroom, JudgeInputs, Judged, MarkAhead, Rulebook, TimelineDay};
use crate::domain::{Day, FindingKind, FollowUps, Outcome, ParcelTable, UserMarks};

/// Seconds of a day, and by how many China is ahead of UTC.
const DAY_SECONDS: i64 = 86_400;
const CHINA_OFFSET_SECONDS: i64 = 8 * 3600;

/// Tables up to this many rows are judged where they are asked about; larger ones by a job.
const JUDGED_AT_ONCE: usize = 20_000;

/// Today in China.
#[must_use]
pub fn today() -> Day {
    (jiff::Timestamp::now().as_second() + CHINA_OFFSET_SECONDS).div_euclid(DAY_SECONDS) as Day
}

/// What a data set is judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Judging {
    /// The day findings are as of.
    pub as_of: Day,
    /// The rules.
    pub book: Arc<Rulebook>,
    /// What the user marked, laid over what the rules mark.
    pub marks: Arc<UserMarks>,
}

impl Judging {
    /// All that a judge of some parcels needs.
    #[must_use]
    pub fn inputs<'a>(&'a self, table: &'a ParcelTable, figures: &'a Figures) -> JudgeInputs<'a> {
        JudgeInputs { table, figures, book: &self.book, marks: &self.marks, as_of: self.as_of }
    }
}

impl Default for Judging {
    fn default() -> Self {
        Self { as_of: today(), book: Arc::new(Rulebook::shipped().clone()), marks: Arc::default() }
    }
}

/// What a judged result depends on: figures, and the revisions of day and rules and of marks.
pub type JudgeKey = (FigureKey, u64, u64);

/// Everything that is judged and judged by, to be handed to another thread.
#[derive(Clone, Debug)]
pub struct JudgeWork {
    pub(super) key: JudgeKey,
    table: Arc<ParcelTable>,
    figures: Arc<Figures>,
    judging: Judging,
    /// The result before, where it is of the same cells, figures and marks.
    before: Option<Arc<JudgedWork>>,
}

impl JudgeWork {
    pub(super) fn inputs(&self) -> JudgeInputs<'_> {
        self.judging.inputs(&self.table, &self.figures)
    }

    /// Judges.
    #[must_use]
    pub fn judge(self) -> JudgedWork {
        let judged = match &self.before {
            Some(before) => before.judged.anew(&before.by().book, self.inputs()),
            None => Judged::new(self.inputs()),
        };
        // A result holds none before it: they would all be held.
        JudgedWork { judged: Arc::new(judged), work: Self { before: None, ..self } }
    }

    /// The same, not judged yet.
    fn pending(self) -> JudgedWork {
        let judged = Arc::new(Judged::pending(self.table.len(), self.judging.as_of));
        JudgedWork { judged, work: Self { before: None, ..self } }
    }
}

/// A judged result, with what it was made of.
#[derive(Debug)]
pub struct JudgedWork {
    pub(super) work: JudgeWork,
    judged: Arc<Judged>,
}

impl JudgedWork {
    /// The outcomes.
    #[must_use]
    pub fn judged(&self) -> &Arc<Judged> {
        &self.judged
    }

    /// The figures it was made of, with the outcomes in them.
    #[must_use]
    pub fn figures(&self) -> Figures {
        self.work.figures.with_judged(Arc::clone(&self.judged))
    }

    /// The same with what became of its findings.
    pub(super) fn with_follow_ups(&self, follow_ups: &Arc<FollowUps>) -> Self {
        let judged = Arc::new(self.judged.with_follow_ups(self.work.inputs(), Arc::clone(follow_ups)));
        Self { work: self.work.clone(), judged }
    }

    /// What it was judged by.
    #[must_use]
    pub fn by(&self) -> &Judging {
        &self.work.judging
    }
}

/// The judged result that is held.
#[derive(Debug)]
pub(super) struct HeldJudged {
    /// Tables up to this many rows are judged at once.
    pub(super) at_once: usize,
    held: Cached<Option<JudgeKey>, Arc<JudgedWork>>,
    /// The result with what became of its findings, by its number.
    followed: Cached<u64, Arc<JudgedWork>>,
    /// Grows with every result and with what becomes of its findings, so that what stands on one knows it.
    number: u64,
    /// Whether a view asked for a result that a job is to make.
    is_wanted: bool,
    findings: Cached<(u64, usize), Arc<Vec<Finding>>>,
    timeline: Cached<(u64, usize), Arc<Vec<TimelineDay>>>,
    ahead: Cached<(ShownKey, u64, Day), Arc<Vec<MarkAhead>>>,
}

impl Default for HeldJudged {
    fn default() -> Self {
        Self {
            at_once: JUDGED_AT_ONCE,
            held: Cached::default(),
            followed: Cached::default(),
            number: 0,
            is_wanted: false,
            findings: Cached::default(),
            timeline: Cached::default(),
            ahead: Cached::default(),
        }
    }
}

impl HeldJudged {
    /// The number of the result held.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Something else became of the findings.
    pub(super) fn follow_anew(&mut self) {
        self.number += 1;
    }
}

impl Document {
    /// What the data set is judged by.
    #[must_use]
    pub fn judging(&self) -> &Judging {
        &self.judging
    }

    /// Judges as of another day, undoably.
    pub fn set_as_of(&mut self, day: Day) {
        if day != self.judging.as_of {
            self.perform(Edit::AsOf(self.judging.as_of, day));
        }
    }

    /// Judges by other rules, undoably. Changes of one `field` that follow each other are one step.
    pub fn set_rulebook(&mut self, book: Arc<Rulebook>, field: Option<String>) {
        if book != self.judging.book {
            let old = Arc::clone(&self.judging.book);
            self.perform(Edit::Rulebook(Box::new(RulebookChange { old, new: book, field })));
        }
    }

    /// Takes other rules, and says to what stands on them that they are others.
    pub(super) fn put_rulebook(&mut self, book: Arc<Rulebook>) {
        if !Headroom::counts_alike(&self.judging.book, &book) {
            self.revisions.headroom_rules += 1;
        }
        if !Figures::are_alike_by(&self.judging.book, &book) {
            self.revisions.figure_rules += 1;
        }
        self.judging.book = book;
        self.revisions.judging += 1;
    }

    fn judge_key(&self) -> JudgeKey {
        (self.unjudged_key(), self.revisions.judging, self.revisions.marks)
    }

    fn judge_work(&mut self) -> JudgeWork {
        let key = self.judge_key();
        let is_of_these = |held: &&Arc<JudgedWork>| (held.work.key.0, held.work.key.2) == (key.0, key.2);
        let before = self.derived.judged.held.held().filter(is_of_these).cloned();
        let (table, judging) = (Arc::clone(&self.table), self.judging.clone());
        JudgeWork { key, figures: self.unjudged_figures(), table, judging, before }
    }

    /// The judged result: of what the data set is now where that is small enough to be judged at once, else the latest
    /// there is while a job makes the next; excluded findings out of it.
    pub fn judged(&mut self) -> Arc<JudgedWork> {
        let judged = self.judged_by_rules();
        if self.follow_ups.is_empty() {
            return judged;
        }
        let state = &mut self.derived.judged;
        Arc::clone(state.followed.get_or(state.number, || Arc::new(judged.with_follow_ups(&self.follow_ups))))
    }

    /// The same with nothing excluded.
    fn judged_by_rules(&mut self) -> Arc<JudgedWork> {
        let key = Some(self.judge_key());
        let held = &self.derived.judged.held;
        if let Some(held) = held.held().filter(|_| held.is_for(&key)) {
            return Arc::clone(held);
        }
        let work = self.judge_work();
        let state = &mut self.derived.judged;
        if work.table.len() <= state.at_once {
            state.number += 1;
            return Arc::clone(state.held.get_or(key, || Arc::new(work.judge())));
        }
        state.is_wanted = true;
        if let Some(held) = state.held.held() {
            return Arc::clone(held);
        }
        state.number += 1;
        Arc::clone(state.held.get_or(None, || Arc::new(work.pending())))
    }

    /// The figures with an up-to-date judged result in them, and what a job must judge first where there is none.
    pub(super) fn figures_to_export(&mut self) -> (Arc<Figures>, Option<JudgeWork>) {
        let figures = self.figures();
        let is_stale = self.wants_judging();
        (figures, is_stale.then(|| self.judge_work()))
    }

    /// The day the held result is as of.
    #[must_use]
    pub fn judged_as_of(&self) -> Day {
        self.derived.judged.held.held().map_or(self.judging.as_of, |held| held.by().as_of)
    }

    /// Whether a job is to judge the data set.
    #[must_use]
    pub fn wants_judging(&self) -> bool {
        self.derived.judged.is_wanted
    }

    /// Whether what is held was judged by the present day and rules, of the present cells.
    #[must_use]
    pub fn judging_is_present(&self) -> bool {
        self.derived.judged.held.is_for(&Some(self.judge_key()))
    }

    /// What a job is to judge now, if a view asked for it.
    pub(super) fn take_judging(&mut self) -> Option<JudgeWork> {
        std::mem::take(&mut self.derived.judged.is_wanted).then(|| self.judge_work())
    }

    /// Takes the result of a job.
    pub(super) fn take_judged(&mut self, judged: Arc<JudgedWork>) {
        let state = &mut self.derived.judged;
        state.number += 1;
        state.held.put(Some(judged.work.key), judged);
    }

    /// What was found of a row, kind by kind, and what it was judged by.
    pub fn findings_of(&mut self, row: usize) -> (Judging, Arc<Vec<Finding>>) {
        let judged = self.judged();
        let state = &mut self.derived.judged;
        let findings = || Arc::new(judged.judged().findings(judged.work.inputs(), row));
        (judged.by().clone(), Arc::clone(state.findings.get_or((state.number, row), findings)))
    }

    /// The days of a row that the decree counts from and to, and the day it is judged as of.
    pub fn timeline_of(&mut self, row: usize) -> (Day, Arc<Vec<TimelineDay>>) {
        let judged = self.judged();
        let state = &mut self.derived.judged;
        let days = || Arc::new(judged.judged().timeline(judged.work.inputs(), row));
        (judged.by().as_of, Arc::clone(state.timeline.get_or((state.number, row), days)))
    }

    /// The marks of idle land that shown parcels will cross within so many days, the nearest first.
    pub fn marks_ahead(&mut self, days: Day) -> Arc<Vec<MarkAhead>> {
        let (judged, shown) = (self.judged(), self.shown());
        let key = (self.shown_key(), self.derived.judged.number, days);
        let ahead = || {
            let mut marks = judged.judged().marks_ahead(judged.work.inputs(), days);
            marks.retain(|mark| shown.contains(mark.row as usize));
            Arc::new(marks)
        };
        Arc::clone(self.derived.judged.ahead.get_or(key, ahead))
    }

    /// The firm of the joined list that a row is graded with, by its place in the join.
    #[must_use]
    pub fn graded_by(&self, row: usize) -> Option<u32> {
        self.table.firms()?.of(row).map(|firm| firm as u32)
    }

    /// How a firm of the joined list is graded; `None` where no parcel is graded with it.
    pub fn grade_of_firm(&mut self, firm: u32) -> Option<Outcome> {
        let judged = self.judged();
        let parcels = &self.firm_join()?.firms.get(firm as usize)?.parcels;
        let of_firm = parcels.iter().map(|&row| row as usize).filter(|&row| self.graded_by(row) == Some(firm));
        let grades = of_firm.map(|row| judged.judged().outcome(FindingKind::Grade, row));
        // Land not supplied is in no grade.
        grades.min_by_key(|&grade| grade == Outcome::OutOfScope)
    }

    /// The outcome of every row.
    pub fn outcomes(&mut self, kind: FindingKind) -> Vec<Outcome> {
        self.judged().judged().outcomes(kind).to_vec()
    }
}

/// An outcome's colour, sRGB, from the Okabe–Ito set; `None` where nothing is known.
#[must_use]
pub fn outcome_rgb(outcome: Outcome) -> Option<[u8; 3]> {
    Some(match outcome {
        Outcome::NotIdle | Outcome::NotLowEfficiency | Outcome::Met | Outcome::GradeB => [0x00, 0x72, 0xB2],
        Outcome::NotDue | Outcome::GradeC => [0x56, 0xB4, 0xE9],
        Outcome::SuspectedIdle => [0xE6, 0x9F, 0x00],
        Outcome::SuspectedIdle2y | Outcome::Breached | Outcome::GradeD => [0xD5, 0x5E, 0x00],
        // Stands beside idle land in one chart, so it has none of its colours.
        Outcome::LowEfficiency => [0x88, 0x22, 0x55],
        Outcome::SuspectedIdleSuspended | Outcome::GradeT => [0xCC, 0x79, 0xA7],
        Outcome::SuspectedIdleByStatus | Outcome::ReportedIdle => [0xF0, 0xE4, 0x42],
        Outcome::ExemptGovernment | Outcome::GradeA => [0x00, 0x9E, 0x73],
        Outcome::Model(model) => model.color_rgb(),
        Outcome::OutOfScope | Outcome::NoModel => OTHER_RGB,
        Outcome::Excluded => [0x55, 0x5B, 0x66],
        Outcome::NoData | Outcome::Unknown | Outcome::InsufficientData => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use super::super::workspace::{Paths, Workspace};
    use super::super::{Action, LoadRequest};
    use super::{Judged, Rulebook};
    use crate::domain::{FindingKind, Outcome, day_from_iso};

    #[test]
    fn a_large_table_is_judged_by_a_job_and_the_result_before_stands_meanwhile() {
        let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        let [early, late] = ["2019-06-30", "2024-06-30"].map(|text| day_from_iso(text).unwrap());
        workspace.apply(Action::AsOf(early));
        let document = workspace.document_mut().unwrap();
        document.derived.judged.at_once = 0;
        assert!(document.judged().judged().is_pending() && document.wants_judging());
        assert!(document.findings_of(0).1.is_empty());
        let idle = |workspace: &mut Workspace| {
            workspace.poll(Instant::now());
            workspace.finish_jobs();
            let document = workspace.document_mut().unwrap();
            let outcomes = document.outcomes(FindingKind::Idle);
            (document.judged().by().as_of, outcomes.iter().filter(|&&each| each == Outcome::SuspectedIdle2y).count())
        };
        let (day, before) = idle(&mut workspace);
        assert_eq!(day, early);
        workspace.apply(Action::AsOf(late));
        let document = workspace.document_mut().unwrap();
        assert_eq!(document.judged().by().as_of, early, "the old day stands beside the old result");
        assert_eq!(document.findings_of(0).0.as_of, early);
        let (day, after) = idle(&mut workspace);
        assert!(day == late && after > before);
        assert!(!workspace.document().unwrap().wants_judging());
    }

    #[test]
    fn judging_anew_is_judging_afresh_and_shares_what_neither_day_nor_rules_touch() {
        let mut workspace = Workspace::new(Paths::default(), Arc::new(|| {}));
        workspace.open(LoadRequest::new(super::super::sample()));
        workspace.finish_jobs();
        let document = workspace.document_mut().unwrap();
        let shipped = Arc::clone(&document.judging().book);
        let changed = |change: fn(&mut Rulebook)| {
            let mut book = (*shipped).clone();
            change(&mut book);
            Arc::new(book)
        };
        let books = [
            (changed(|book| book.low_efficiency.rules[0].threshold.0 *= 10.0), true),
            (changed(|book| book.idle.fee.share.0 /= 2.0), true),
            (changed(|book| book.standard.limits.clear()), true),
            (changed(|book| book.grade.a_share = 0.1), false),
            (changed(|book| book.suggestion.suggest_from = 0.9), false),
            (changed(|book| book.low_efficiency.rules.clear()), false),
            (Arc::clone(&shipped), true),
        ];
        let mut as_of = day_from_iso("2024-06-30").unwrap();
        document.set_as_of(as_of);
        for (book, shares) in books {
            let before = document.judged();
            document.set_rulebook(book, None);
            for _ in 0..2 {
                let anew = document.judged();
                let afresh = Judged::new(anew.work.inputs());
                for kind in FindingKind::ALL {
                    assert_eq!(anew.judged().outcomes(kind), afresh.outcomes(kind), "{kind:?}");
                }
                for row in (0..afresh.outcomes(FindingKind::Grade).len()).step_by(37) {
                    assert_eq!(anew.judged().suggestion_score(row), afresh.suggestion_score(row));
                    // As text: a threshold nobody knows is NaN.
                    let told = |judged: &Judged| format!("{:?}", judged.findings(anew.work.inputs(), row));
                    assert_eq!(told(anew.judged()), told(&afresh));
                }
                as_of -= 400;
                document.set_as_of(as_of);
            }
            let grades = |judged: &Judged| judged.outcomes(FindingKind::Grade).as_ptr();
            let now = document.judged();
            assert_eq!(grades(now.judged()) == grades(before.judged()), shares);
            assert!(now.work.before.is_none(), "what was before is let go");
        }
    }
}
