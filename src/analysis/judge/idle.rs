//! Idle land by the Measures for the Disposal of Idle Land (Ministry of Land and Resources, decree 53, 2012): one
//! parcel's facts to one outcome, for an explicit as-of day.
//!
//! Art. 2 ¶1: not started a year after the start was due. ¶2: started, suspended for a year, and less than a third of the
//! area due developed or less than 25 % invested, both strictly. Facts dated after the as-of day have not happened. A
//! year is a calendar year. Every outcome is a suspicion: only the authority can find land idle.
//!
//! What a blank means: a date that is there outranks the status word, a blank one does not. Land in use or under
//! construction has been started though nobody wrote the day; land of no known status with a blank start in a table that
//! has the column has not.

use jiff::ToSpan;

use super::log::{Log, Silent};
use super::reason::{Input, Operator, Reason, Stance, Value};
use super::rulebook::{IdleRules, YearsRule};
use crate::domain::{Category, DateField, Day, LandStatus, Measure, Outcome, Unit, civil_date, day_of};

/// Why land is collective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collective {
    ByCode,
    ByWord,
}

/// What is known of one parcel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct IdleFacts {
    pub(super) collective: Option<Collective>,
    pub(super) status: LandStatus,
    pub(super) government: Option<bool>,
    pub(super) agreed: Option<Day>,
    pub(super) extended: Option<Day>,
    pub(super) handover: Option<Day>,
    pub(super) actual: Option<Day>,
    pub(super) completion: Option<Day>,
    pub(super) suspension: Option<Day>,
    /// Whether the table has a column of actual starts at all.
    pub(super) has_start_column: bool,
    pub(super) area_due: Option<f64>,
    pub(super) area_developed: Option<f64>,
    pub(super) total_investment: Option<f64>,
    pub(super) invested: Option<f64>,
    pub(super) land_price: Option<f64>,
}

/// The same day of the month so many years later, 29 February becoming 28 February; `None` beyond the calendar.
pub(super) fn years_later(day: Day, years: &YearsRule) -> Option<Day> {
    let months = (years.years * 12.0).round() as i64;
    civil_date(day)?.checked_add(months.months()).ok().map(day_of)
}

/// An outcome, and the idling fee estimate in 万元 where one is due.
pub(super) type IdleVerdict = (Outcome, Option<f64>);

/// Judges one parcel.
pub(super) fn judge(facts: &IdleFacts, rules: &IdleRules, as_of: Day, log: &mut impl Log) -> IdleVerdict {
    Case { facts, rules, as_of }.judge(log)
}

/// The day construction was to begin.
pub(super) fn due_day(facts: &IdleFacts, rules: &IdleRules, as_of: Day) -> Option<Day> {
    Case { facts, rules, as_of }.due(&mut Silent)
}

/// Whether construction has begun, where that can be told.
pub(super) fn has_started(facts: &IdleFacts, rules: &IdleRules, as_of: Day) -> Option<bool> {
    Case { facts, rules, as_of }.started(&mut Silent)
}

/// Whether construction is finished.
pub(super) fn has_completed(facts: &IdleFacts, rules: &IdleRules, as_of: Day) -> bool {
    Case { facts, rules, as_of }.completion().is_some()
}

struct Case<'a> {
    facts: &'a IdleFacts,
    rules: &'a IdleRules,
    as_of: Day,
}

impl Case<'_> {
    fn judge(&self, log: &mut impl Log) -> IdleVerdict {
        let facts = self.facts;
        if let Some(collective) = facts.collective {
            let rule = if collective == Collective::ByCode { "collective_by_code" } else { "collective_by_word" };
            log.reason(|| self.of_decree(Reason::new(rule, Stance::Fired)));
            return (Outcome::OutOfScope, None);
        }
        let no_dates = [facts.agreed, facts.extended, facts.handover, facts.actual, facts.suspension];
        if facts.status == LandStatus::NotSupplied && no_dates.iter().all(Option::is_none) {
            log.reason(|| self.of_decree(Reason::new("not_supplied", Stance::Fired)));
            return (Outcome::OutOfScope, None);
        }
        let due = self.due(log);
        self.doubts(due, log);
        if let Some(day) = self.completion() {
            log.reason(|| Reason::note("completed").measured(Some(Value::Day(day))));
            return (Outcome::NotIdle, None);
        }
        let outcome = match self.started(log) {
            Some(true) => self.suspended(log),
            started => self.not_started(started, due, log),
        };
        self.with_government(outcome, log)
    }

    fn of_decree(&self, reason: Reason) -> Reason {
        reason.from_rule(&self.rules.not_started)
    }

    fn has_happened(&self, day: Day) -> bool {
        day <= self.as_of
    }

    /// The day construction was to begin.
    fn due(&self, log: &mut impl Log) -> Option<Day> {
        let facts = self.facts;
        if let (Some(agreed), Some(extended)) = (facts.agreed, facts.extended)
            && extended < agreed
        {
            log.reason(|| Reason::note("extended_before_agreed").measured(Some(Value::Day(extended))));
        }
        let (rule, day) = match (facts.agreed, facts.extended, facts.handover) {
            // Of two that contradict each other the later one: a suspicion must not rest on a slip.
            (agreed, Some(extended), _) if agreed.is_none_or(|agreed| agreed <= extended) => ("due_extended", extended),
            (Some(agreed), _, _) => ("due_agreed", agreed),
            (None, _, Some(handover)) => ("due_handover", years_later(handover, &self.rules.start_after_handover)?),
            _ => {
                return None;
            }
        };
        log.reason(|| self.of_decree(Reason::note(rule).measured(Some(Value::Day(day)))));
        Some(day)
    }

    /// Tells what in the dates and amounts does not agree, and what has not happened yet.
    fn doubts(&self, due: Option<Day>, log: &mut impl Log) {
        let facts = self.facts;
        for (rule, day) in [
            ("future_start", facts.actual),
            ("future_suspension", facts.suspension),
            ("future_completion", facts.completion),
        ] {
            if let Some(day) = day.filter(|&day| !self.has_happened(day)) {
                log.reason(|| Reason::note(rule).measured(Some(Value::Day(day))));
            }
        }
        if let Some(actual) = facts.actual {
            for (rule, day) in
                [("suspended_before_start", facts.suspension), ("completed_before_start", facts.completion)]
            {
                if let Some(day) = day.filter(|&day| day < actual) {
                    let threshold = Value::Day(actual);
                    log.reason(|| Reason::note(rule).measured(Some(Value::Day(day))).threshold(threshold));
                }
            }
            if let Some(due) = due
                && years_later(actual, &self.rules.early_start_doubt).is_some_and(|day| day < due)
            {
                log.reason(|| {
                    Reason::note("start_long_before_due").measured(Some(Value::Day(actual))).threshold(Value::Day(due))
                });
            }
        }
        for (rule, part, whole, unit) in [
            ("developed_over_due", facts.area_developed, facts.area_due, Unit::SquareMetre),
            ("invested_over_total", facts.invested, facts.total_investment, Unit::WanYuan),
        ] {
            let (part, whole) = (amount(part, true), amount(whole, false));
            if let (Some(part), Some(whole)) = (part, whole)
                && part > whole
            {
                log.reason(|| {
                    Reason::note(rule)
                        .measured(Some(Value::Number(part)))
                        .threshold(Value::Number(whole))
                        .compared(Operator::AtMost, unit)
                });
            }
        }
        for (rule, value, zero_is_real) in [
            ("area_due_not_positive", facts.area_due, false),
            ("area_developed_negative", facts.area_developed, true),
            ("total_investment_not_positive", facts.total_investment, false),
            ("invested_negative", facts.invested, true),
            ("land_price_not_positive", facts.land_price, false),
        ] {
            if let Some(value) = value.filter(|_| amount(value, zero_is_real).is_none()) {
                log.reason(|| Reason::note(rule).measured(Some(Value::Number(value))));
            }
        }
    }

    /// The day construction was finished, where it has happened and does not contradict the start.
    fn completion(&self) -> Option<Day> {
        let after_start = |day: &Day| self.facts.actual.is_none_or(|actual| actual <= *day);
        self.facts.completion.filter(|&day| self.has_happened(day)).filter(after_start)
    }

    /// Whether construction has begun, where that can be told.
    fn started(&self, log: &mut impl Log) -> Option<bool> {
        let facts = self.facts;
        if let Some(actual) = facts.actual {
            let has = self.has_happened(actual);
            if has {
                log.reason(|| Reason::note("started").measured(Some(Value::Day(actual))));
            }
            return Some(has);
        }
        log.missing(Input::date(DateField::ActualStart));
        if facts.suspension.is_some_and(|day| self.has_happened(day)) {
            log.reason(|| Reason::note("started_since_suspended"));
            return Some(true);
        }
        match facts.status {
            LandStatus::NotStarted => Some(false),
            LandStatus::Unknown | LandStatus::NotSupplied => {
                if !facts.has_start_column {
                    log.missing(Input::category(Category::Status));
                }
                facts.has_start_column.then_some(false)
            }
            status => {
                log.reason(|| Reason::note("started_by_status").measured(Some(Value::Status(status))));
                Some(true)
            }
        }
    }

    /// ¶1.
    fn not_started(&self, started: Option<bool>, due: Option<Day>, log: &mut impl Log) -> IdleVerdict {
        let rules = self.rules;
        let Some(due) = due else {
            log.missing(Input::date(DateField::AgreedStart));
            return (self.by_status(log), None);
        };
        let mark = |rule: &'static str, years: &YearsRule, log: &mut _| {
            let Some(mark) = years_later(due, years) else { return false };
            let passed = self.has_happened(mark);
            self.log_mark(rule, years, mark, passed, log);
            passed
        };
        if !mark("not_started_1y", &rules.not_started, log) {
            return (Outcome::NotDue, None);
        }
        if started.is_none() {
            return (Outcome::InsufficientData, None);
        }
        if mark("not_started_2y", &rules.take_back, log) {
            return (Outcome::SuspectedIdle2y, None);
        }
        let price = amount(self.facts.land_price, false);
        if price.is_none() {
            log.missing(Input::measure(Measure::LandPrice));
        }
        (Outcome::SuspectedIdle, price.map(|price| price * rules.fee.share.0))
    }

    fn log_mark(&self, rule: &'static str, years: &YearsRule, mark: Day, passed: bool, log: &mut impl Log) {
        let stance = if passed { Stance::Fired } else { Stance::NotFired };
        log.reason(|| {
            Reason::new(rule, stance)
                .measured(Some(Value::Day(self.as_of)))
                .threshold(Value::Day(mark))
                .from_rule(years)
        });
    }

    /// ¶2.
    fn suspended(&self, log: &mut impl Log) -> IdleVerdict {
        let (facts, rules) = (self.facts, self.rules);
        let Some(suspension) = facts.suspension else {
            if facts.status == LandStatus::Suspended && facts.completion.is_none() {
                log.missing(Input::date(DateField::Suspension));
                return (self.by_status(log), None);
            }
            return (Outcome::NotIdle, None);
        };
        if facts.actual.is_some_and(|actual| suspension < actual) {
            // The suspension is of a building that had not begun: no day to count from.
            log.missing(Input::date(DateField::Suspension));
            return (Outcome::InsufficientData, None);
        }
        if !self.has_happened(suspension) {
            return (Outcome::NotIdle, None);
        }
        let Some(mark) = years_later(suspension, &rules.suspended) else { return (Outcome::NotIdle, None) };
        let passed = self.has_happened(mark);
        self.log_mark("suspended_1y", &rules.suspended, mark, passed, log);
        if !passed {
            return (Outcome::NotIdle, None);
        }
        let mut share =
            |rule, part: (Measure, Option<f64>), whole: (Measure, Option<f64>), limit: &super::ShareRule| {
                let (of_part, of_whole) = (amount(part.1, true), amount(whole.1, false));
                for (measure, value) in [(part.0, of_part), (whole.0, of_whole)] {
                    if value.is_none() {
                        log.missing(Input::measure(measure));
                    }
                }
                let share = of_part.zip(of_whole).map(|(part, whole)| part / whole);
                let fired = share.map(|share| Operator::Less.holds(share, limit.share.0));
                log.reason(|| {
                    let stance = match fired {
                        None => Stance::Unknown,
                        Some(true) => Stance::Fired,
                        Some(false) => Stance::NotFired,
                    };
                    Reason::new(rule, stance)
                        .measured(share.map(Value::Number))
                        .threshold(Value::Number(limit.share.0))
                        .compared(Operator::Less, Unit::Share)
                        .from_rule(limit)
                });
                fired
            };
        let developed = share(
            "developed_share",
            (Measure::AreaDeveloped, facts.area_developed),
            (Measure::AreaDue, facts.area_due),
            &rules.developed,
        );
        let invested = share(
            "invested_share",
            (Measure::Invested, facts.invested),
            (Measure::TotalInvestment, facts.total_investment),
            &rules.invested,
        );
        let outcome = match (developed, invested) {
            (Some(true), _) | (_, Some(true)) => Outcome::SuspectedIdleSuspended,
            (Some(false), Some(false)) => Outcome::NotIdle,
            _ if facts.status.is_built() => {
                log.reason(|| Reason::note("built_by_status").measured(Some(Value::Status(facts.status))));
                Outcome::NotIdle
            }
            _ => Outcome::InsufficientData,
        };
        (outcome, None)
    }

    /// The weaker finding where no date decides.
    fn by_status(&self, log: &mut impl Log) -> Outcome {
        let status = self.facts.status;
        match status {
            LandStatus::NotStarted | LandStatus::Suspended => {
                log.reason(|| Reason::new("by_status", Stance::Fired).measured(Some(Value::Status(status))));
                Outcome::SuspectedIdleByStatus
            }
            _ => Outcome::InsufficientData,
        }
    }

    /// A delay the government caused bears neither fee nor taking back.
    fn with_government(&self, (outcome, fee): IdleVerdict, log: &mut impl Log) -> IdleVerdict {
        if !outcome.lies_idle() {
            return (outcome, fee);
        }
        match self.facts.government {
            Some(true) => {
                log.reason(|| self.of_decree(Reason::new("government_cause", Stance::Fired)));
                return (Outcome::ExemptGovernment, None);
            }
            Some(false) => {}
            None => log.missing(Input::category(Category::GovernmentCause)),
        }
        match outcome {
            Outcome::SuspectedIdle => log.reason(|| {
                Reason::new("fee", Stance::Fired)
                    .measured(fee.map(Value::Number))
                    .threshold(Value::Number(self.rules.fee.share.0))
                    .compared(Operator::Equal, Unit::WanYuan)
                    .from_rule(&self.rules.fee)
            }),
            Outcome::SuspectedIdle2y => {
                log.reason(|| Reason::new("take_back", Stance::Fired).from_rule(&self.rules.take_back));
            }
            Outcome::SuspectedIdleSuspended => {
                log.reason(|| self.of_decree(Reason::new("authority_decides", Stance::Fired)));
            }
            _ => {}
        }
        (outcome, fee)
    }
}

/// An area or a sum that can be one.
fn amount(value: Option<f64>, zero_is_real: bool) -> Option<f64> {
    value.filter(|&value| value.is_finite() && (value > 0.0 || zero_is_real && value == 0.0))
}

#[cfg(test)]
#[path = "idle_tests.rs"]
mod tests;
