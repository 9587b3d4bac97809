//! Floors and ceilings held against a parcel's indicators: control indicators (控制指标) by class of industry, from the
//! rulebook, and the parcel's own commitments (标准地承诺).

use super::commitments::{self, CommitmentColumns};
use super::inputs::{Facts, JudgeInputs};
use super::log::Log;
use super::possible::{possible, tell_missing};
use super::reason::{Input, Reason, Stance, Value};
use super::rulebook::Limit;
use super::tally::Tally;
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

/// Whether by its status the land is built.
pub(super) fn is_finished(status: LandStatus) -> bool {
    !matches!(status, LandStatus::NotStarted | LandStatus::UnderConstruction | LandStatus::Suspended)
}

/// Judges one row: the outcome, and the margin to the nearest bound as a share of it.
pub(super) fn judge(
    inputs: &JudgeInputs<'_>,
    facts: &Facts<'_>,
    columns: &CommitmentColumns<'_>,
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
    for limit in inputs.book.standard.limits.iter().filter(|limit| is_for(limit, industry.class)) {
        has_limit = true;
        if !is_finished {
            tally.not_due();
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
