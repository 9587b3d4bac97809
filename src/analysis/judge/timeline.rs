//! The days of a parcel that the decree counts from and to, in order, and which of its marks lie ahead.

use super::idle::{IdleFacts, due_day, has_completed, has_started, years_later};
use super::rulebook::IdleRules;
use crate::domain::Day;

/// What a day on a parcel's timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimelineKind {
    /// Construction was to begin: as agreed, as extended, or counted from the handover.
    Due,
    /// Construction began.
    Started,
    /// Construction was suspended.
    Suspended,
    /// Construction was finished.
    Completed,
    /// Not begun till then, the land may be found idle.
    OneYear,
    /// Not begun till then, the land may be taken back.
    TwoYears,
    /// Suspended till then, the land may be found idle.
    SuspendedOneYear,
}

impl TimelineKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Due,
        Self::Started,
        Self::Suspended,
        Self::Completed,
        Self::OneYear,
        Self::TwoYears,
        Self::SuspendedOneYear,
    ];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Started => "started",
            Self::Suspended => "suspended",
            Self::Completed => "completed",
            Self::OneYear => "one_year",
            Self::TwoYears => "two_years",
            Self::SuspendedOneYear => "suspended_one_year",
        }
    }
}

/// A day on a parcel's timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineDay {
    /// What it is.
    pub kind: TimelineKind,
    /// The day.
    pub day: Day,
    /// Whether it is a mark that still counts for the parcel as things stand on the as-of day.
    pub counts: bool,
}

/// A mark that a parcel will cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkAhead {
    /// The parcel.
    pub row: u32,
    /// The mark.
    pub kind: TimelineKind,
    /// The day it is crossed.
    pub day: Day,
}

/// The timeline of a parcel, by day; of collective land, which the decree does not cover, none.
pub(super) fn timeline(facts: &IdleFacts, rules: &IdleRules, as_of: Day) -> Vec<TimelineDay> {
    if facts.collective.is_some() {
        return Vec::new();
    }
    let mut days = Vec::new();
    let mut add = |kind, day: Option<Day>, counts| days.extend(day.map(|day| TimelineDay { kind, day, counts }));
    let due = due_day(facts, rules, as_of);
    add(TimelineKind::Due, due, false);
    add(TimelineKind::Started, facts.actual, false);
    add(TimelineKind::Suspended, facts.suspension, false);
    add(TimelineKind::Completed, facts.completion, false);
    // A delay the government caused bears no mark, nor does land that is built.
    let is_open = facts.government != Some(true) && !has_completed(facts, rules, as_of);
    let started = has_started(facts, rules, as_of);
    let mark = |from: Option<Day>, years| from.and_then(|day| years_later(day, years));
    add(TimelineKind::OneYear, mark(due, &rules.not_started), is_open && started == Some(false));
    add(TimelineKind::TwoYears, mark(due, &rules.take_back), is_open && started == Some(false));
    let suspension = facts.suspension.filter(|&day| facts.actual.is_none_or(|actual| actual <= day));
    let is_suspended = suspension.is_some_and(|day| day <= as_of);
    let counts = is_open && started == Some(true) && is_suspended;
    add(TimelineKind::SuspendedOneYear, mark(suspension, &rules.suspended), counts);
    days.sort_by_key(|each| (each.day, each.kind));
    days
}

#[cfg(test)]
mod tests {
    use super::super::rulebook::Rulebook;
    use super::*;
    use crate::domain::{LandStatus, day_from_iso};

    fn day(text: &str) -> Day {
        day_from_iso(text).unwrap()
    }

    fn counted(facts: &IdleFacts, as_of: &str) -> Vec<(TimelineKind, Day)> {
        let days = timeline(facts, &Rulebook::shipped().idle, day(as_of));
        days.into_iter().filter(|each| each.counts).map(|each| (each.kind, each.day)).collect()
    }

    #[test]
    fn land_not_started_has_its_two_marks_and_started_land_none_but_that_of_its_suspension() {
        let agreed = IdleFacts {
            agreed: Some(day("2023-02-28")),
            status: LandStatus::NotStarted,
            has_start_column: true,
            ..IdleFacts::default()
        };
        let marks = [(TimelineKind::OneYear, day("2024-02-28")), (TimelineKind::TwoYears, day("2025-02-28"))];
        assert_eq!(counted(&agreed, "2024-01-01"), marks);
        let started = IdleFacts { actual: Some(day("2023-06-01")), status: LandStatus::UnderConstruction, ..agreed };
        assert!(counted(&started, "2024-01-01").is_empty());
        assert_eq!(counted(&started, "2023-05-31"), marks, "the start lies ahead");
        let suspended = IdleFacts { suspension: Some(day("2023-12-01")), ..started };
        assert_eq!(counted(&suspended, "2024-01-01"), [(TimelineKind::SuspendedOneYear, day("2024-12-01"))]);
        assert!(counted(&IdleFacts { government: Some(true), ..agreed }, "2024-01-01").is_empty());
        assert!(counted(&IdleFacts { completion: Some(day("2023-12-31")), ..started }, "2024-01-01").is_empty());
    }
}
