//! Low-efficiency land (低效用地): the rulebook's rules on indicators, any or all, over consecutive years.
//!
//! Built land with no known fault in its title; land that lies idle is reported as idle and not here. No national
//! threshold exists, so every number is the rulebook's.

use rayon::prelude::*;

use super::super::indicator::Numerator;
use super::fact::Fact;
use super::inputs::{Facts, JudgeInputs, figures_years_before, indicator_values};
use super::log::Log;
use super::possible::{possible, tell_missing};
use super::reason::{Input, Operator, Reason, Stance, Value};
use super::rulebook::Matching;
use crate::domain::{Category, LandStatus, Outcome, Unit};

/// One rule's values: the year of the figures first, then the years before; `None` where the table has no such year.
#[derive(Debug)]
struct RuleYears {
    earlier: Vec<Option<Vec<f64>>>,
}

/// The columns of all rules.
#[derive(Debug)]
pub(super) struct LowEfficiency {
    rules: Vec<RuleYears>,
}

impl LowEfficiency {
    pub(super) fn new(inputs: &JudgeInputs<'_>) -> Self {
        let of_rule = |rule: &super::LowEfficiencyRule| {
            let earlier = (1..rule.years).map(|years| values_before(inputs, rule.fact, years)).collect();
            RuleYears { earlier }
        };
        Self { rules: inputs.book.low_efficiency.rules.par_iter().map(of_rule).collect() }
    }

    /// Judges one row; how many rules fired beside the outcome.
    pub(super) fn judge(
        &self,
        inputs: &JudgeInputs<'_>,
        facts: &Facts<'_>,
        row: usize,
        idle: Outcome,
        log: &mut impl Log,
    ) -> (Outcome, u32) {
        let rules = &inputs.book.low_efficiency;
        if idle.lies_idle() {
            log.reason(|| Reason::new("reported_idle", Stance::Fired).measured(Some(Value::Outcome(idle))));
            return (Outcome::ReportedIdle, 0);
        }
        let status = facts.status(row);
        if !matches!(status, LandStatus::InUse | LandStatus::VacantBuilt | LandStatus::Unknown) {
            log.reason(|| Reason::new("not_built", Stance::Fired).measured(Some(Value::Status(status))));
            return (Outcome::OutOfScope, 0);
        }
        match facts.get(Fact::TitleClear, row) {
            Some(clear) if rules.clear_title && clear < 1.0 => {
                log.reason(|| Reason::new("title_not_clear", Stance::Fired).from_rule(rules));
                return (Outcome::OutOfScope, 0);
            }
            None if rules.clear_title => log.missing(Input::category(Category::TitleClear)),
            _ => {}
        }
        let (mut fired, mut unknown) = (0, 0);
        for (rule, years) in rules.rules.iter().zip(&self.rules) {
            let measured = possible(rule.fact, facts.indicator(rule.fact, row));
            if measured.is_none() {
                tell_missing(inputs, rule.fact, row, log);
            }
            let of_year =
                |value: Option<f64>| Reason::on_fact(rule.fact, rule.operator, rule.threshold.0, value).from_rule(rule);
            let holds = |value: Option<f64>| value.map(|value| rule.operator.holds(value, rule.threshold.0));
            let mut held = holds(measured);
            log.reason(|| if rule.years > 1 { yearly(of_year(measured), inputs, 0) } else { of_year(measured) });
            let mut years_held = u32::from(held == Some(true));
            for (before, earlier) in (1..).zip(&years.earlier) {
                let value = earlier.as_ref().map(|values| values[row]).filter(|value| !value.is_nan());
                let value = possible(rule.fact, value);
                if value.is_none() && held != Some(false) {
                    log.missing(Input::FurtherYears(rule.fact));
                }
                log.reason(|| yearly(of_year(value), inputs, before));
                years_held += u32::from(holds(value) == Some(true));
                // One year known not to hold decides; else every year must be known.
                held = match (held, holds(value)) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
            }
            if rule.years > 1 {
                log.reason(|| together(of_year(None), held, years_held, rule.years));
            }
            fired += u32::from(held == Some(true));
            unknown += u32::from(held.is_none());
        }
        let asked = rules.rules.len() as u32;
        let outcome = match rules.matching {
            Matching::Any if fired > 0 => Outcome::LowEfficiency,
            Matching::All if fired == asked => Outcome::LowEfficiency,
            Matching::All if fired + unknown < asked => Outcome::NotLowEfficiency,
            _ if unknown > 0 => Outcome::InsufficientData,
            _ => Outcome::NotLowEfficiency,
        };
        (outcome, fired)
    }
}

/// What was measured in one of several years.
fn yearly(reason: Reason, inputs: &JudgeInputs<'_>, years_before: u16) -> Reason {
    let year = inputs.figures.year().and_then(|year| year.checked_sub(years_before));
    Reason { rule: "low_efficiency_year".into(), year, ..reason }
}

/// What the years come to together: in how many of those asked the rule holds.
fn together(reason: Reason, held: Option<bool>, years_held: u32, years: u16) -> Reason {
    let stance = match held {
        Some(true) => Stance::Fired,
        Some(false) => Stance::NotFired,
        None => Stance::Unknown,
    };
    Reason { rule: "low_efficiency_years".into(), stance, ..reason }
        .measured(Some(Value::Number(years_held.into())))
        .threshold(Value::Number(years.into()))
        .compared(Operator::Equal, Unit::Count)
}

/// An indicator some years before. Floors and footprints are what they are and need no year; money has to be of that
/// very year.
fn values_before(inputs: &JudgeInputs<'_>, fact: Fact, years: u16) -> Option<Vec<f64>> {
    let indicator = fact.indicator()?;
    let figures = figures_years_before(inputs, years)?;
    if let Numerator::Of(measure) = indicator.numerator() {
        let key = inputs.table.measure_key(measure, figures.year())?;
        key.year?;
    }
    Some(indicator_values(inputs, &figures, indicator))
}
