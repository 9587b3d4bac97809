//! Numbers that cannot be: nothing or less of what finished land must have, floors, footprint, investment. They count as
//! missing, and the finding names the cell.

use super::fact::Fact;
use super::inputs::JudgeInputs;
use super::log::Log;
use super::reason::{Input, Operator, Reason, Value};
use crate::domain::{Measure, Quantity, Unit};

/// Whether land that is built has more than nothing of it. Tax refunded and value added lost are real.
fn is_above_zero(fact: Fact) -> bool {
    matches!(fact, Fact::InvestmentPerMu | Fact::Far | Fact::BuildingDensity | Fact::BuildingCoefficient)
}

/// What was measured on finished land, where it can be.
#[inline]
pub(super) fn possible(fact: Fact, measured: Option<f64>) -> Option<f64> {
    measured.filter(|&value| value > 0.0 || !is_above_zero(fact))
}

/// Tells that a fact is missing and, where its cell is not blank but says what cannot be, that too.
pub(super) fn tell_missing<L: Log>(inputs: &JudgeInputs<'_>, fact: Fact, row: usize, log: &mut L) {
    // A million outcomes need no look into cells.
    let refused = if L::LISTENS { refused(inputs, fact, row) } else { None };
    let Some((measure, value)) = refused else {
        log.missing(Input::Fact(fact));
        return;
    };
    log.missing(Input::measure(measure));
    log.reason(|| Reason {
        fact: Some(fact),
        ..Reason::note("not_positive")
            .measured(Some(Value::Number(value)))
            .compared(Operator::Greater, unit_of(measure))
    });
}

/// The cell behind a fact that cannot be.
fn refused(inputs: &JudgeInputs<'_>, fact: Fact, row: usize) -> Option<(Measure, f64)> {
    let indicator = fact.indicator().filter(|_| is_above_zero(fact))?;
    let of = |measure| Some((measure, inputs.table.measure(measure, inputs.figures.year())?.get(row)?));
    let cells = indicator.measures().chain(indicator.stated()).filter_map(of);
    cells.into_iter().find(|(_, value)| *value <= 0.0)
}

fn unit_of(measure: Measure) -> Unit {
    match measure.quantity() {
        Quantity::Area => Unit::SquareMetre,
        Quantity::Money => Unit::WanYuan,
        Quantity::Share => Unit::Share,
        _ => Unit::Ratio,
    }
}
