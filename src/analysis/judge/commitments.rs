//! Commitments of parcels (标准地承诺): which a parcel has, whether they are due, and what they are held against.
//!
//! They come from the parcel file's columns and from a list beside it; where both name the same promise of a stage, the
//! list counts. A commitment is held against the indicator measured at its stage: of no year before the one it was due
//! in, and per the land it names.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::{FigureSettings, Figures};
use super::fact::Fact;
use super::inputs::{Facts, JudgeInputs, indicator_values};
use super::log::Log;
use super::possible::{possible, tell_missing};
use super::reason::{Input, Reason, Stance as S, Value};
use super::tally::Tally;
use crate::domain::{
    Commitment, Commitments, DateColumn, DateField, Day, LandBasis, Measure, NumberColumn, Operator, Promised, Stage,
    Unit, Year, civil_date,
};

/// The columns of commitments. All are floors, the bound included: a notice says 不低于.
pub(super) const COLUMNS: [(Measure, Promised); 5] = [
    (Measure::CommittedInvestmentPerMu, Promised::InvestmentPerMu),
    (Measure::CommittedOutputPerMu, Promised::OutputPerMu),
    (Measure::CommittedTaxPerMu, Promised::TaxPerMu),
    (Measure::CommittedFar, Promised::Far),
    (Measure::CommittedCoefficient, Promised::BuildingCoefficient),
];

/// The indicator a promise is held against.
fn fact_of(promised: Promised) -> Fact {
    match promised {
        Promised::InvestmentPerMu => Fact::InvestmentPerMu,
        Promised::OutputPerMu => Fact::OutputPerMu,
        Promised::RevenuePerMu => Fact::RevenuePerMu,
        Promised::TaxPerMu => Fact::TaxPerMu,
        Promised::ValueAddedPerMu => Fact::ValueAddedPerMu,
        Promised::Far => Fact::Far,
        Promised::BuildingDensity => Fact::BuildingDensity,
        Promised::BuildingCoefficient => Fact::BuildingCoefficient,
        Promised::RdShare => Fact::RdShare,
    }
}

/// The column its indicator is made of, by whose year it is told when it was measured.
fn measure_of(promised: Promised) -> Option<Measure> {
    fact_of(promised).indicator()?.measures().next()
}

/// Indicators per another land than all figures are per, where a commitment names one.
#[derive(Debug, Default)]
pub(super) struct OtherBases(FxHashMap<(LandBasis, Promised), Vec<f64>>);

impl OtherBases {
    pub(super) fn new(inputs: &JudgeInputs<'_>) -> Self {
        let settings = inputs.figures.settings();
        let mut values = FxHashMap::default();
        let mut figures = FxHashMap::<LandBasis, Figures>::default();
        for commitment in inputs.table.commitments().all() {
            let Some(basis) = commitment.basis.filter(|&basis| basis != settings.basis) else { continue };
            let Some(indicator) = fact_of(commitment.promised).indicator() else { continue };
            values.entry((basis, commitment.promised)).or_insert_with(|| {
                let per_basis = || Figures::by_rules(inputs.table, FigureSettings { basis, ..settings }, inputs.book);
                indicator_values(inputs, figures.entry(basis).or_insert_with(per_basis), indicator)
            });
        }
        Self(values)
    }

    fn measured(&self, facts: &Facts<'_>, commitment: &Commitment, row: usize) -> Option<f64> {
        let other = commitment.basis.and_then(|basis| self.0.get(&(basis, commitment.promised)));
        match other {
            Some(values) => values.get(row).copied().filter(|value| !value.is_nan()),
            None => facts.indicator(fact_of(commitment.promised), row),
        }
    }
}

/// What commitments are read from and held against, looked up once a table.
pub(super) struct CommitmentColumns<'a> {
    list: &'a Commitments,
    bounds: Vec<(Promised, &'a NumberColumn)>,
    agreed_completion: Option<&'a DateColumn>,
    completion: Option<&'a DateColumn>,
    full_production: Option<&'a DateColumn>,
    /// The years that figures are of, in [`Promised::ALL`]'s order.
    years: [Option<Year>; Promised::ALL.len()],
    others: Arc<OtherBases>,
}

impl<'a> CommitmentColumns<'a> {
    pub(super) fn new(inputs: &JudgeInputs<'a>, others: Arc<OtherBases>) -> Self {
        let (table, year) = (inputs.table, inputs.figures.year());
        let bounds =
            COLUMNS.into_iter().filter_map(|(measure, promised)| Some((promised, table.measure(measure, year)?)));
        Self {
            list: table.commitments(),
            bounds: bounds.collect(),
            agreed_completion: table.dates(DateField::AgreedCompletion),
            completion: table.dates(DateField::Completion),
            full_production: table.dates(DateField::FullProduction),
            years: Promised::ALL.map(|promised| table.measure_key(measure_of(promised)?, year)?.year),
            others,
        }
    }

    pub(super) fn others(&self) -> &Arc<OtherBases> {
        &self.others
    }

    /// Every commitment of a row: the list's, then those of columns that the list does not make.
    pub(super) fn of(&self, row: usize) -> impl Iterator<Item = Commitment> + '_ {
        let of_list = self.list.of(row);
        let of_columns = self.bounds.iter().filter_map(move |&(promised, column)| {
            let (bound, stage) = (column.get(row)?, promised.stage());
            let is_listed = of_list.iter().any(|each| (each.promised, each.stage) == (promised, stage));
            let commitment = Commitment { promised, operator: Operator::AtLeast, bound, stage, due: None, basis: None };
            (!is_listed).then_some(commitment)
        });
        of_list.iter().copied().chain(of_columns)
    }

    /// The day a commitment is due, else the column that would say so.
    fn due_day(&self, commitment: &Commitment, row: usize) -> Result<Day, DateField> {
        let of = |column: Option<&DateColumn>| column.and_then(|days| days.get(row));
        let by_column = || match commitment.stage {
            // Where no completion was agreed, the project is measured when it is done.
            Stage::Completion => {
                of(self.agreed_completion).or_else(|| of(self.completion)).ok_or(DateField::AgreedCompletion)
            }
            Stage::FullProduction => of(self.full_production).ok_or(DateField::FullProduction),
        };
        commitment.due.map_or_else(by_column, Ok)
    }

    /// The year a promise was measured in, where that is before the year it was due in.
    fn measured_too_early(&self, promised: Promised, due: Day) -> Option<Year> {
        let due = civil_date(due)?;
        self.years[promised as usize].filter(|&year| i32::from(year) < i32::from(due.year()))
    }
}

/// Holds a row's commitments. `is_finished` says that by its status the land is built.
pub(super) fn judge(
    (inputs, facts, columns): (&JudgeInputs<'_>, &Facts<'_>, &CommitmentColumns<'_>),
    row: usize,
    is_finished: bool,
    tally: &mut Tally,
    log: &mut impl Log,
) {
    for commitment in columns.of(row) {
        judge_one((inputs, facts, columns), &commitment, (row, is_finished), tally, log);
    }
}

/// Holds one commitment of a row, which is finished or not.
pub(super) fn judge_one(
    (inputs, facts, columns): (&JudgeInputs<'_>, &Facts<'_>, &CommitmentColumns<'_>),
    commitment: &Commitment,
    (row, is_finished): (usize, bool),
    tally: &mut Tally,
    log: &mut impl Log,
) {
    let Commitment { promised, operator, bound, stage, .. } = *commitment;
    let fact = fact_of(promised);
    let told = |measured: Option<f64>, stance: Option<S>| {
        let reason = Reason { rule: "commitment".into(), ..Reason::on_fact(fact, operator, bound, measured) };
        Reason { stance: stance.unwrap_or(reason.stance), ..reason }
    };
    let due = columns.due_day(commitment, row);
    log.reason(|| {
        let stage = Some(Value::Stage(stage));
        match due {
            Ok(day) => Reason::note("commitment_stage").measured(stage).threshold(Value::Day(day)),
            Err(_) => Reason::note("commitment_no_day").measured(stage),
        }
        .compared(Operator::Equal, Unit::None)
    });
    if let Some(basis) = commitment.basis {
        log.reason(|| Reason::note("commitment_basis").measured(Some(Value::Basis(basis))));
    }
    let day = match due {
        Ok(day) if day <= inputs.as_of => day,
        Err(field) if is_finished => {
            tally.unknown();
            log.missing(Input::date(field));
            log.reason(|| told(None, Some(S::Unknown)));
            return;
        }
        Ok(_) | Err(_) => {
            tally.not_due();
            log.reason(|| told(None, Some(S::Note)));
            return;
        }
    };
    if let Some(year) = columns.measured_too_early(promised, day) {
        tally.unknown();
        log.missing(Input::Fact(fact));
        log.reason(|| Reason::note("commitment_year").measured(Some(Value::Word(year.to_string().into()))));
        log.reason(|| told(None, Some(S::Unknown)));
        return;
    }
    let measured = possible(fact, columns.others.measured(facts, commitment, row));
    if measured.is_none() {
        tell_missing(inputs, fact, row, log);
    }
    tally.hold(operator, measured, bound);
    log.reason(|| told(measured, None));
}

#[cfg(test)]
#[path = "commitment_tests.rs"]
mod tests;
