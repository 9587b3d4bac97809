//! What other quotas would do to the grades: how many parcels each grade has now and then, their land, and how many move.
//!
//! Points and cohorts stay as judged; only the lines between the grades move, so that a trial judges nothing anew.

use std::sync::Arc;

use super::document_judging::JudgedWork;
use crate::analysis::judge::{Fraction, GradeRules, Rulebook};
use crate::domain::{FindingKind, Outcome, units::mu_from_m2};

/// The shares of A, B and D, each 0–1; C takes the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotaShares {
    /// A's.
    pub a: f64,
    /// B's.
    pub b: f64,
    /// D's.
    pub d: f64,
}

impl QuotaShares {
    /// Those of a rulebook.
    #[must_use]
    pub fn of(book: &Rulebook) -> Self {
        Self { a: book.grade.a_share, b: book.grade.b_share.share.0, d: book.grade.d_share }
    }

    /// Whether they leave room for one another.
    #[must_use]
    pub fn fit(self) -> bool {
        [self.a, self.b, self.d].iter().all(|share| (0.0..=1.0).contains(share))
            && self.a + self.b + self.d <= 1.0 + 1e-9
    }

    fn rules(self, book: &Rulebook) -> GradeRules {
        let mut rules = book.grade.clone();
        (rules.a_share, rules.b_share.share, rules.d_share) = (self.a, Fraction(self.b), self.d);
        rules
    }
}

/// The parcels of a grade.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GradeLand {
    /// How many.
    pub parcels: usize,
    /// Their land, mu.
    pub land_mu: f64,
}

/// What some quotas would do.
#[derive(Clone, Debug)]
pub struct QuotaTrial {
    /// What it was tried on, and with which shares.
    of: (Arc<JudgedWork>, QuotaShares),
    /// By grade, in the order of [`QuotaTrial::GRADES`]: now and then.
    pub grades: [(GradeLand, GradeLand); 5],
    /// The parcels that get another grade.
    pub moved: GradeLand,
}

impl QuotaTrial {
    /// The grades, in the order they are listed.
    pub const GRADES: [Outcome; 5] =
        [Outcome::GradeA, Outcome::GradeB, Outcome::GradeC, Outcome::GradeD, Outcome::GradeT];

    /// Tries shares on what was judged; `None` where nothing is judged yet, or the shares leave no room for one another.
    #[must_use]
    pub fn new(judged: &Arc<JudgedWork>, shares: QuotaShares) -> Option<Self> {
        let work = judged.judged();
        if work.is_pending() || !shares.fit() {
            return None;
        }
        let figures = judged.figures();
        let (mut grades, mut moved) = ([(GradeLand::default(), GradeLand::default()); 5], GradeLand::default());
        let then = work.grades_by_quotas_of(&shares.rules(&judged.by().book));
        for (row, (&now, then)) in work.outcomes(FindingKind::Grade).iter().zip(then).enumerate() {
            let land_mu = figures.land_m2(row).map_or(0.0, mu_from_m2);
            let add = |to: &mut GradeLand| {
                to.parcels += 1;
                to.land_mu += land_mu;
            };
            for (grade, (before, after)) in Self::GRADES.into_iter().zip(&mut grades) {
                if grade == now {
                    add(before);
                }
                if grade == then {
                    add(after);
                }
            }
            if now != then {
                add(&mut moved);
            }
        }
        Some(Self { of: (Arc::clone(judged), shares), grades, moved })
    }

    /// Whether it was made of these.
    #[must_use]
    pub fn is_of(&self, judged: &Arc<JudgedWork>, shares: QuotaShares) -> bool {
        Arc::ptr_eq(&self.of.0, judged) && self.of.1 == shares
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::{FollowState, FollowUp};

    #[test]
    fn a_trial_says_what_the_quotas_do_once_they_are_applied() {
        let mut document = Document::new(loaded_sample(), 1);
        let aside = FollowUp { state: FollowState::Excluded, reason: String::new(), name: String::new(), day: 19_000 };
        let graded = document.outcomes(FindingKind::Grade);
        let first_a = graded.iter().position(|&grade| grade == Outcome::GradeA).unwrap();
        document.follow_up(first_a, FindingKind::Grade, Some(&aside));
        let judged = document.judged();
        let shares = QuotaShares { a: 0.1, b: 0.3, d: 0.2 };
        let trial = QuotaTrial::new(&judged, shares).unwrap();
        let same = QuotaTrial::new(&judged, QuotaShares::of(&document.judging().book)).unwrap();
        assert_eq!(same.moved, GradeLand::default());
        let before = document.outcomes(FindingKind::Grade);
        let book = Rulebook { grade: shares.rules(&judged.by().book), ..(*judged.by().book).clone() };
        document.set_rulebook(Arc::new(book), None);
        let after = document.outcomes(FindingKind::Grade);
        assert_eq!(trial.moved.parcels, before.iter().zip(&after).filter(|(before, after)| before != after).count());
        assert!(trial.moved.parcels > 50 && trial.moved.land_mu > 0.0);
        for (grade, (now, then)) in QuotaTrial::GRADES.into_iter().zip(trial.grades) {
            let count = |outcomes: &[Outcome]| outcomes.iter().filter(|&&outcome| outcome == grade).count();
            assert_eq!((now.parcels, then.parcels), (count(&before), count(&after)), "{grade:?}");
        }
        assert!(QuotaTrial::new(&judged, QuotaShares { a: 0.6, b: 0.5, d: 0.0 }).is_none());
        assert!(QuotaTrial::new(&judged, QuotaShares { a: f64::NAN, b: 0.5, d: 0.0 }).is_none());
    }
}
