//! What the open data set is judged to be: outcomes for the map's colours, findings with reasons for the inspector.
//!
//! Both are kept until the cells, the year, the land basis or the day change. The window judges by the rulebook that
//! ships with the program, as of today in China.

use std::sync::Arc;

use super::data_colors::OTHER_RGB;
use super::document::Document;
use crate::analysis::judge::{Finding, Judge, JudgeInputs, Rulebook};
use crate::domain::{Day, FindingKind, Outcome};

/// Seconds of a day, and by how many China is ahead of UTC.
const DAY_SECONDS: i64 = 86_400;
const CHINA_OFFSET_SECONDS: i64 = 8 * 3600;

/// Today in China.
#[must_use]
pub fn today() -> Day {
    (jiff::Timestamp::now().as_second() + CHINA_OFFSET_SECONDS).div_euclid(DAY_SECONDS) as Day
}

impl Document {
    /// The rulebook the window judges by.
    #[must_use]
    pub fn rulebook(&self) -> &'static Rulebook {
        Rulebook::shipped()
    }

    /// The outcome of every row.
    pub fn outcomes(&mut self, kind: FindingKind) -> Arc<Vec<Outcome>> {
        let (figures, table, as_of) = (self.figures(), Arc::clone(self.table()), today());
        let (key, book) = ((self.figure_key(), as_of, kind), self.rulebook());
        let judge = || Judge::new(JudgeInputs { table: &table, figures: &figures, book, as_of }).outcomes(kind);
        Arc::clone(self.derived.outcomes.get_or(key, || Arc::new(judge())))
    }

    /// What was found of a row, kind by kind, and the day it is as of.
    pub fn findings_of(&mut self, row: usize) -> (Day, Arc<Vec<Finding>>) {
        let (figures, table, as_of) = (self.figures(), Arc::clone(self.table()), today());
        let (key, book) = ((self.figure_key(), as_of, row), self.rulebook());
        let findings = || {
            let judge = Judge::new(JudgeInputs { table: &table, figures: &figures, book, as_of });
            FindingKind::ALL.into_iter().map(|kind| judge.finding(kind, row)).collect()
        };
        (as_of, Arc::clone(self.derived.findings.get_or(key, || Arc::new(findings()))))
    }
}

/// An outcome's colour, sRGB, from the Okabe–Ito set; `None` where nothing is known.
#[must_use]
pub fn outcome_rgb(outcome: Outcome) -> Option<[u8; 3]> {
    Some(match outcome {
        Outcome::NotIdle | Outcome::NotLowEfficiency | Outcome::Met | Outcome::GradeB => [0x00, 0x72, 0xB2],
        Outcome::NotDue | Outcome::GradeC => [0x56, 0xB4, 0xE9],
        Outcome::SuspectedIdle => [0xE6, 0x9F, 0x00],
        Outcome::SuspectedIdle2y | Outcome::LowEfficiency | Outcome::Breached | Outcome::GradeD => [0xD5, 0x5E, 0x00],
        Outcome::SuspectedIdleSuspended => [0xCC, 0x79, 0xA7],
        Outcome::SuspectedIdleByStatus | Outcome::ReportedIdle => [0xF0, 0xE4, 0x42],
        Outcome::ExemptGovernment | Outcome::GradeA => [0x00, 0x9E, 0x73],
        Outcome::Model(model) => model.color_rgb(),
        Outcome::OutOfScope | Outcome::GradeT | Outcome::NoModel => OTHER_RGB,
        Outcome::NoData | Outcome::Unknown | Outcome::InsufficientData => return None,
    })
}
