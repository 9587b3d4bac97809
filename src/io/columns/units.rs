//! In which unit a column's numbers are: by its header, else by its numbers.
//!
//! Owns the evidence: the ratio of areas to the drawn ones, the range of shares. Nothing is assumed in silence: what
//! was assumed, contradicts or cannot be told comes back as a finding's kind.

use crate::domain::Measure;
use crate::domain::field_names::WrittenUnit;
use crate::domain::units::{AreaUnit, MoneyUnit};
use crate::io::findings::FindingKind;
use crate::io::import_report::UnitEvidence;

/// A unit, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitChoice {
    /// The unit; `None` for a pure number, or where it cannot be told and the column must not be used.
    pub unit: Option<WrittenUnit>,
    /// What decided it.
    pub evidence: UnitEvidence,
    /// What is to be told about it.
    pub finding: Option<FindingKind>,
    /// The median ratio to the drawn area, where it was asked for.
    pub ratio: Option<f64>,
}

impl UnitChoice {
    fn new(unit: WrittenUnit, evidence: UnitEvidence) -> Self {
        Self { unit: Some(unit), evidence, finding: None, ratio: None }
    }
}

/// A registered area within this factor of the drawn one is in the unit tried.
const REGISTERED_TOLERANCE: f64 = 2.0;
/// A floor area or footprint may be this many times more or less than the land it stands on.
const BUILT_TOLERANCE: f64 = 12.0;

/// The unit of an area column, from its header and from the pairs of value as written and drawn area in m².
#[must_use]
pub fn area_unit(measure: Measure, header: Option<WrittenUnit>, pairs: impl Iterator<Item = (f64, f64)>) -> UnitChoice {
    let ratio = median(pairs.filter(|(value, drawn)| *value > 0.0 && *drawn > 0.0).map(|(value, drawn)| value / drawn));
    let by_ratio = ratio.and_then(|ratio| unit_by_ratio(measure, ratio));
    let choice = match (header, by_ratio) {
        (Some(unit @ WrittenUnit::Area(written)), _) => {
            let contradicted = ratio.is_some_and(|ratio| contradicts(measure, written, ratio));
            let finding = contradicted.then_some(FindingKind::UnitContradicted);
            UnitChoice { finding, ..UnitChoice::new(unit, UnitEvidence::Header) }
        }
        (_, Some(unit)) => UnitChoice::new(WrittenUnit::Area(unit), UnitEvidence::Ratio),
        (_, None) if ratio.is_some() && measure == Measure::RegisteredArea => UnitChoice {
            unit: None,
            evidence: UnitEvidence::Ratio,
            finding: Some(FindingKind::UnitUnknown),
            ratio: None,
        },
        (_, None) => UnitChoice {
            finding: Some(FindingKind::UnitAssumed),
            ..UnitChoice::new(WrittenUnit::Area(AreaUnit::SquareMetre), UnitEvidence::Assumed)
        },
    };
    UnitChoice { ratio, ..choice }
}

/// How far a median is from what a unit would give, as a factor of at least 1.
fn distance(unit: AreaUnit, ratio: f64) -> f64 {
    let factor = ratio * unit.to_m2(1.0);
    factor.max(1.0 / factor)
}

fn unit_by_ratio(measure: Measure, ratio: f64) -> Option<AreaUnit> {
    // Buildings vary too much to tell square feet from square metres; land does not.
    let (units, tolerance): (&[AreaUnit], f64) = if measure == Measure::RegisteredArea {
        (&AreaUnit::ALL, REGISTERED_TOLERANCE)
    } else {
        (&[AreaUnit::SquareMetre, AreaUnit::Mu, AreaUnit::Hectare], BUILT_TOLERANCE)
    };
    let nearest = units.iter().copied().min_by(|a, b| distance(*a, ratio).total_cmp(&distance(*b, ratio)))?;
    // Hectares and acres, 2.47 apart, overlap within the tolerance: the nearer is taken, so it has to be clearly near.
    (distance(nearest, ratio) <= tolerance).then_some(nearest)
}

/// Off by more than register and drawing can be: another unit fits, or the written one is off by 5 and more.
fn contradicts(measure: Measure, written: AreaUnit, ratio: f64) -> bool {
    let off = distance(written, ratio);
    if measure == Measure::RegisteredArea { off > 5.0 } else { off > BUILT_TOLERANCE * 10.0 }
}

/// The unit of a money column: the header's, else 万元 with a finding.
#[must_use]
pub fn money_unit(header: Option<WrittenUnit>) -> UnitChoice {
    match header {
        Some(unit @ WrittenUnit::Money(_)) => UnitChoice::new(unit, UnitEvidence::Header),
        _ => UnitChoice {
            finding: Some(FindingKind::UnitAssumed),
            ..UnitChoice::new(WrittenUnit::Money(MoneyUnit::WanYuan), UnitEvidence::Assumed)
        },
    }
}

/// The unit of a column of money per land: the header's, else 万元/亩 with a finding.
#[must_use]
pub fn money_per_land_unit(header: Option<WrittenUnit>) -> UnitChoice {
    match header {
        Some(unit @ WrittenUnit::MoneyPerLand(..)) => UnitChoice::new(unit, UnitEvidence::Header),
        _ => UnitChoice {
            finding: Some(FindingKind::UnitAssumed),
            ..UnitChoice::new(WrittenUnit::MoneyPerLand(MoneyUnit::WanYuan, AreaUnit::Mu), UnitEvidence::Assumed)
        },
    }
}

/// Whether shares are fractions or percent: the header says so, else most of them lie beyond 1 or not.
#[must_use]
pub fn share_unit(header: Option<WrittenUnit>, values: impl Iterator<Item = f64>) -> UnitChoice {
    if let Some(unit @ (WrittenUnit::Percent | WrittenUnit::Fraction)) = header {
        return UnitChoice::new(unit, UnitEvidence::Header);
    }
    let is_percent = median(values.filter(|value| *value > 0.0)).is_some_and(|median| median > 1.0);
    UnitChoice {
        unit: is_percent.then_some(WrittenUnit::Percent),
        evidence: UnitEvidence::Range,
        finding: None,
        ratio: None,
    }
}

/// The unit of persons, tonnes and pure numbers: the header's, else the canonical one, which nobody writes otherwise.
#[must_use]
pub fn plain_unit(header: Option<WrittenUnit>) -> UnitChoice {
    let evidence = if header.is_some() { UnitEvidence::Header } else { UnitEvidence::NotNeeded };
    UnitChoice { unit: header, evidence, finding: None, ratio: None }
}

/// The middle value; of an even number the upper of the two.
fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_ratio(ratio: f64) -> UnitChoice {
        area_unit(Measure::RegisteredArea, None, [(ratio * 5000.0, 5000.0); 3].into_iter())
    }

    #[test]
    fn an_unnamed_area_unit_is_told_by_the_drawn_area() {
        for (ratio, unit) in [
            (1.01, AreaUnit::SquareMetre),
            (0.0015, AreaUnit::Mu),
            (0.0001, AreaUnit::Hectare),
            (10.76, AreaUnit::SquareFoot),
            (0.000_247, AreaUnit::Acre),
            (1e-6, AreaUnit::SquareKilometre),
        ] {
            let choice = by_ratio(ratio);
            assert_eq!(choice.unit, Some(WrittenUnit::Area(unit)), "{ratio}");
            assert_eq!((choice.evidence, choice.finding), (UnitEvidence::Ratio, None));
        }
        // Square degrees fit nothing.
        assert_eq!(by_ratio(1e-10).unit, None);
        assert_eq!(by_ratio(1e-10).finding, Some(FindingKind::UnitUnknown));
    }

    #[test]
    fn a_header_unit_is_held_against_the_drawn_area() {
        let mu = Some(WrittenUnit::Area(AreaUnit::Mu));
        let right = area_unit(Measure::RegisteredArea, mu, [(7.5, 5000.0)].into_iter());
        assert_eq!(right.finding, None);
        let wrong = area_unit(Measure::RegisteredArea, mu, [(5000.0, 5000.0)].into_iter());
        assert_eq!((wrong.unit, wrong.finding), (mu, Some(FindingKind::UnitContradicted)));
    }

    #[test]
    fn nothing_is_assumed_in_silence() {
        let no_shapes = area_unit(Measure::RegisteredArea, None, std::iter::empty());
        assert_eq!(no_shapes.finding, Some(FindingKind::UnitAssumed));
        assert_eq!(money_unit(None).finding, Some(FindingKind::UnitAssumed));
        assert_eq!(money_unit(Some(WrittenUnit::Money(MoneyUnit::YiYuan))).finding, None);
    }

    #[test]
    fn shares_are_percent_when_they_lie_beyond_one() {
        assert_eq!(share_unit(None, [42.8, 30.0, 0.9].into_iter()).unit, Some(WrittenUnit::Percent));
        assert_eq!(share_unit(None, [0.428, 0.3].into_iter()).unit, None);
    }
}
