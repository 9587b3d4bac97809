//! Control indicators (控制指标): floors and ceilings by class of industry, held against a parcel's indicators.
//!
//! The table is the rulebook's data. Commitments of a single parcel (标准地) are not in any column this program reads.

use super::inputs::{Facts, JudgeInputs};
use super::log::Log;
use super::reason::{Input, Reason, Stance, Value};
use super::rulebook::Limit;
use crate::domain::{Category, LandStatus, Outcome};

/// The classes of GB/T 4754 that are manufacturing.
const MANUFACTURING: std::ops::RangeInclusive<u32> = 13..=43;

/// Whether a limit is for a class.
fn is_for(limit: &Limit, class: &str) -> bool {
    if limit.class == "C" {
        return class.get(..2).and_then(|digits| digits.parse().ok()).is_some_and(|two| MANUFACTURING.contains(&two));
    }
    !class.is_empty() && class.starts_with(limit.class.as_str())
}

/// Judges one row.
pub(super) fn judge(inputs: &JudgeInputs<'_>, facts: &Facts<'_>, row: usize, log: &mut impl Log) -> Outcome {
    let status = facts.status(row);
    if status == LandStatus::NotSupplied {
        log.reason(|| Reason::new("not_supplied", Stance::Fired));
        return Outcome::OutOfScope;
    }
    let Some(industry) = facts.industries.get(row) else {
        log.missing(Input::category(Category::Industry));
        return Outcome::NoData;
    };
    let limits = inputs.book.standard.limits.iter().filter(|limit| is_for(limit, industry.class));
    let (mut asked, mut known, mut broken) = (0, 0, 0);
    let is_finished = !matches!(status, LandStatus::NotStarted | LandStatus::UnderConstruction | LandStatus::Suspended);
    for limit in limits {
        asked += 1;
        if !is_finished {
            continue;
        }
        let measured = facts.indicator(limit.fact, row);
        if measured.is_none() {
            log.missing(Input::Fact(limit.fact));
        }
        known += u32::from(measured.is_some());
        broken += u32::from(measured.is_some_and(|value| !limit.operator.holds(value, limit.threshold.0)));
        log.reason(|| Reason {
            rule: "limit".into(),
            ..Reason::on_fact(limit.fact, limit.operator, limit.threshold.0, measured).from_source(&limit.source)
        });
    }
    if asked == 0 {
        log.reason(|| Reason::note("no_limit_for_class"));
        return Outcome::OutOfScope;
    }
    if !is_finished {
        log.reason(|| Reason::note("not_completed").measured(Some(Value::Status(status))));
        return Outcome::NotDue;
    }
    match (known, broken) {
        (0, _) => Outcome::NoData,
        (_, 0) => Outcome::Met,
        _ => Outcome::Breached,
    }
}
