//! Floors and ceilings held against a parcel's indicators: control indicators (控制指标) by class of industry, from the
//! rulebook, and the parcel's own commitments (标准地承诺).

use super::commitments::{self, CommitmentColumns};
use super::inputs::{Facts, JudgeInputs};
use super::log::Log;
use super::possible::{possible, tell_missing};
use super::reason::{Input, Operator, Reason, Stance, Value};
use super::rulebook::{Limit, Rulebook, StandardRules};
use super::tally::Tally;
use super::words::Meanings;
use crate::domain::field_names::land_grade_of_word;
use crate::domain::{Category, LandStatus, Outcome, ParcelTable, Unit};

/// The classes of GB/T 4754 that are manufacturing.
const MANUFACTURING: std::ops::RangeInclusive<u32> = 13..=43;

impl StandardRules {
    /// The editions that are listed of a standard, the newest first.
    #[must_use]
    pub fn editions_of(&self, standard: &str) -> Vec<&str> {
        let of_standard = self.limits.iter().filter(|limit| limit.standard == standard);
        let mut editions: Vec<&str> = of_standard.map(|limit| limit.edition.as_str()).collect();
        editions.sort_by_key(|edition| std::cmp::Reverse((year_of(edition), *edition)));
        editions.dedup();
        editions
    }

    /// The one edition of a standard that binds: the chosen one, else the newest that is listed.
    #[must_use]
    pub fn binding_edition(&self, standard: &str) -> Option<&str> {
        let chosen = self.editions.get(standard).map(String::as_str);
        chosen.or_else(|| self.editions_of(standard).first().copied())
    }

    /// The edition that a limit's own is superseded by; `None` of a limit that binds.
    #[must_use]
    pub fn superseded_by(&self, limit: &Limit) -> Option<&str> {
        self.binding_edition(&limit.standard).filter(|edition| *edition != limit.edition)
    }
}

/// The number an edition begins with, 0 where it begins with none.
fn year_of(edition: &str) -> u32 {
    let end = edition.find(|c: char| !c.is_ascii_digit()).unwrap_or(edition.len());
    edition[..end].parse().unwrap_or(0)
}

/// The limits of the rulebook made ready for a table: each with what supersedes it, and the grade of every parcel's land.
pub(super) struct Limits<'a> {
    limits: Vec<(&'a Limit, Option<&'a str>)>,
    land_grades: Meanings<'a, Option<u8>>,
}

impl<'a> Limits<'a> {
    pub(super) fn new(table: &'a ParcelTable, book: &'a Rulebook) -> Self {
        let rules = &book.standard;
        Self {
            limits: rules.limits.iter().map(|limit| (limit, rules.superseded_by(limit))).collect(),
            land_grades: Meanings::new(table, Category::LandGrade, |_, word| land_grade_of_word(word)),
        }
    }
}

/// A limit of an edition that does not bind any more.
fn superseded(limit: &Limit, by: &str) -> Reason {
    let edition = |text: &str| Value::Word(text.into());
    let note = Reason::note("limit_superseded").measured(Some(edition(&limit.edition))).threshold(edition(by));
    Reason { fact: Some(limit.fact), ..note }
}

/// A limit for a grade of land, of land whose grade nobody knows.
fn of_unknown_grade(limit: &Limit, grade: u8) -> Reason {
    let grade = Value::Word(grade.to_string().into());
    let reason = Reason::new("limit_land_grade", Stance::Unknown).threshold(grade).from_rule(limit);
    Reason { fact: Some(limit.fact), ..reason.compared(Operator::Equal, Unit::None) }
}

/// Whether a limit is for a class.
fn is_for(limit: &Limit, class: &str) -> bool {
    if limit.class == "C" {
        return class.get(..2).and_then(|digits| digits.parse().ok()).is_some_and(|two| MANUFACTURING.contains(&two));
    }
    !class.is_empty() && class.starts_with(limit.class.as_str())
}

/// Whether by its status the land is built.
pub(super) fn is_finished(status: LandStatus) -> bool {
    !matches!(status, LandStatus::NotStarted | LandStatus::UnderConstruction | LandStatus::Suspended)
}

/// Judges one row: the outcome, and the margin to the nearest bound as a share of it.
pub(super) fn judge(
    (inputs, facts): (&JudgeInputs<'_>, &Facts<'_>),
    columns: &CommitmentColumns<'_>,
    limits: &Limits<'_>,
    row: usize,
    log: &mut impl Log,
) -> (Outcome, Option<f64>) {
    let status = facts.status(row);
    if status == LandStatus::NotSupplied {
        log.reason(|| Reason::new("not_supplied", Stance::Fired));
        return (Outcome::OutOfScope, None);
    }
    let is_finished = is_finished(status);
    let mut tally = Tally::default();
    commitments::judge((inputs, facts, columns), row, is_finished, &mut tally, log);
    let is_committed = !tally.is_empty();
    let Some(industry) = facts.industries.get(row) else {
        log.missing(Input::category(Category::Industry));
        let outcome = if is_committed { tally.outcome() } else { Outcome::NoData };
        return (outcome, tally.margin());
    };
    let mut has_limit = false;
    let land_grade = limits.land_grades.get(row).flatten();
    for &(limit, by) in limits.limits.iter().filter(|(limit, _)| is_for(limit, industry.class)) {
        if limit.land_grade.is_some_and(|grade| land_grade.is_some_and(|of_land| of_land != grade)) {
            continue;
        }
        if let Some(by) = by {
            log.reason(|| superseded(limit, by));
            continue;
        }
        has_limit = true;
        if !is_finished {
            tally.not_due();
            continue;
        }
        if let Some(grade) = limit.land_grade.filter(|_| land_grade.is_none()) {
            log.missing(Input::category(Category::LandGrade));
            tally.unknown();
            log.reason(|| of_unknown_grade(limit, grade));
            continue;
        }
        let measured = possible(limit.fact, facts.indicator(limit.fact, row));
        if measured.is_none() {
            tell_missing(inputs, limit.fact, row, log);
        }
        tally.hold(limit.operator, measured, limit.threshold.0);
        log.reason(|| Reason {
            rule: "limit".into(),
            ..Reason::on_fact(limit.fact, limit.operator, limit.threshold.0, measured).from_rule(limit)
        });
    }
    if has_limit && !is_finished {
        log.reason(|| Reason::note("not_completed").measured(Some(Value::Status(status))));
    }
    if !has_limit && !is_committed {
        log.reason(|| Reason::note("no_limit_for_class"));
    }
    (tally.outcome(), tally.margin())
}
