//! Ratios summed over parcels by kind, group by group and over any rows. [`super::ratio`] owns the rule by which a parcel
//! counts; it is asked once for each kind.

use crate::domain::{LandStatus, Measure, ParcelTable};

use super::grouping::Groups;
use super::indicator::{Denominator, Numerator};
use super::parcel_kinds::{COLUMNS, Facts, KindSums, ParcelKinds, SummedColumns};
use super::ratio::{RatioSum, Standing};
use super::ratio_columns::RatioColumns;
use super::ratio_rule::Footing;
use super::{Figures, Indicator};

/// A column that is added up.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Addend {
    Land,
    /// A measure that something is divided by.
    Divisor(Measure),
    /// A measure, or what stands for it.
    Value(Numerator),
}

impl Addend {
    fn value_of(columns: &RatioColumns<'_>, indicator: Indicator) -> Self {
        Self::Value(match indicator.numerator() {
            // Where nothing is stated the column is added up as it stands.
            Numerator::OfElseStated(measure, _) if !columns.has_stated() => Numerator::Of(measure),
            numerator => numerator,
        })
    }

    fn base_of(indicator: Indicator) -> Self {
        match indicator.denominator() {
            Denominator::LandMu | Denominator::LandM2 => Self::Land,
            Denominator::Of(measure) => Self::Divisor(measure),
        }
    }
}

/// An addend's column, and one of the ratios that it is a part of.
#[derive(Debug)]
struct Summand {
    addend: Addend,
    of: Indicator,
    /// The column where the table has it not as it is added up.
    worked: Vec<f64>,
}

impl Summand {
    fn new(addend: Addend, columns: &RatioColumns<'_>, of: Indicator, len: usize) -> Self {
        let is_worked = matches!(addend, Addend::Value(Numerator::OfElseStated(..) | Numerator::Stated(_)));
        Self { addend, of, worked: if is_worked { columns.values(len) } else { Vec::new() } }
    }

    fn column<'a>(&'a self, table: &'a ParcelTable, figures: &'a Figures) -> &'a [f64] {
        match self.addend {
            Addend::Land => figures.land_values_m2(),
            Addend::Divisor(measure) | Addend::Value(Numerator::Of(measure)) => {
                table.measure(measure, figures.year()).map_or(figures.land_values_m2(), |column| column.values())
            }
            Addend::Value(_) => &self.worked,
        }
    }
}

/// A ratio and where its two sides stand among the columns.
#[derive(Debug)]
struct PlacedRatio {
    /// Its place among all ratios.
    place: usize,
    value: usize,
    base: usize,
    /// What parcels of each kind are to it.
    standings: Vec<Standing>,
}

/// Ratios whose columns are added up in one walk.
#[derive(Debug)]
pub(super) struct RatioSet {
    summands: Vec<Summand>,
    kinds: ParcelKinds,
    ratios: Vec<PlacedRatio>,
}

impl RatioSet {
    /// The place of output over land in use, behind every indicator's.
    const IN_USE: usize = Indicator::ALL.len();

    /// The ratios of a table that has their columns, in as few sets as hold them.
    pub(super) fn all(table: &ParcelTable, figures: &Figures) -> Vec<Self> {
        let mut sets: Vec<(Vec<Summand>, Vec<Indicator>)> = Vec::new();
        for indicator in Indicator::ALL {
            let columns = RatioColumns::new(table, figures, indicator);
            if !columns.available() {
                continue;
            }
            let sides = [Addend::value_of(&columns, indicator), Addend::base_of(indicator)];
            let is_new = |set: &[Summand], side: &Addend| set.iter().all(|summand| summand.addend != *side);
            let has_room = |(set, _): &(Vec<Summand>, Vec<Indicator>)| {
                set.len() + sides.iter().filter(|side| is_new(set, side)).count() <= COLUMNS
            };
            if !sets.last().is_some_and(has_room) {
                sets.push(Default::default());
            }
            if let Some((set, indicators)) = sets.last_mut() {
                for side in sides {
                    if is_new(set, &side) {
                        set.push(Summand::new(side, &columns, indicator, table.len()));
                    }
                }
                indicators.push(indicator);
            }
        }
        sets.into_iter().map(|(summands, indicators)| Self::new(table, figures, summands, &indicators)).collect()
    }

    fn new(table: &ParcelTable, figures: &Figures, summands: Vec<Summand>, indicators: &[Indicator]) -> Self {
        let columns: Vec<(RatioColumns<'_>, bool)> = summands
            .iter()
            .map(|summand| {
                let is_value = matches!(summand.addend, Addend::Value(_));
                (RatioColumns::new(table, figures, summand.of), is_value)
            })
            .collect();
        let footings = figures.footings();
        let kinds = ParcelKinds::new(table.len(), |row| {
            let facts = Facts::new(footings[row].number());
            columns.iter().enumerate().fold(facts, |facts, (place, (columns, is_value))| {
                facts.with(place, if *is_value { columns.has_value(row) } else { columns.has_base(row) })
            })
        });
        let ratios = indicators
            .iter()
            .flat_map(|&indicator| {
                let columns = RatioColumns::new(table, figures, indicator);
                let place_of = |side| summands.iter().position(|summand| summand.addend == side).unwrap_or_default();
                let value = place_of(Addend::value_of(&columns, indicator));
                let base = place_of(Addend::base_of(indicator));
                let standing = |facts: &Facts| {
                    let clause = columns.rule().clause(Footing::of_number(facts.nature()));
                    clause.standing(facts.has(value), facts.has(base))
                };
                let standings: Vec<Standing> = kinds.facts().iter().map(standing).collect();
                let in_use = (indicator == Indicator::OutputPerMu).then(|| {
                    let of_kind = |(facts, &standing): (&Facts, &Standing)| {
                        let is_in_use = Footing::of_number(facts.nature()).is_of(LandStatus::InUse);
                        if is_in_use { standing } else { Standing::Aside }
                    };
                    let standings = kinds.facts().iter().zip(&standings).map(of_kind).collect();
                    PlacedRatio { place: Self::IN_USE, value, base, standings }
                });
                [PlacedRatio { place: indicator.index(), value, base, standings }].into_iter().chain(in_use)
            })
            .collect();
        Self { summands, kinds, ratios }
    }

    /// The places among all ratios of those that the set sums, in the order of its sums.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.ratios.iter().map(|ratio| ratio.place)
    }

    /// The sums of each group.
    pub(super) fn by_group(&self, table: &ParcelTable, figures: &Figures, groups: &Groups) -> Vec<Vec<RatioSum>> {
        let sums = self.kinds.by_group(self.columns(table, figures), groups);
        sums.iter().map(|sums| self.ratios_of(sums)).collect()
    }

    /// The sums over these rows, ascending.
    pub(super) fn of_rows(
        &self,
        table: &ParcelTable,
        figures: &Figures,
        rows: impl Iterator<Item = usize>,
    ) -> Vec<RatioSum> {
        self.ratios_of(&self.kinds.of_rows(self.columns(table, figures), rows))
    }

    fn columns<'a>(&'a self, table: &'a ParcelTable, figures: &'a Figures) -> SummedColumns<'a> {
        std::array::from_fn(|place| {
            self.summands.get(place).map_or(figures.land_values_m2(), |summand| summand.column(table, figures))
        })
    }

    fn ratios_of(&self, sums: &KindSums) -> Vec<RatioSum> {
        let of_ratio = |ratio: &PlacedRatio| {
            let mut total = RatioSum::default();
            for &(kind, sum) in sums {
                let standing = ratio.standings[kind];
                let [counted, assumed_zero, missing] = standing.counts();
                total.parcels += counted * sum.parcels();
                total.assumed_zero += assumed_zero * sum.parcels();
                total.missing += missing * sum.parcels();
                if standing == Standing::Known {
                    total.value += sum.column(ratio.value);
                }
                if standing.is_counted() {
                    total.base += sum.column(ratio.base);
                }
            }
            total
        };
        self.ratios.iter().map(of_ratio).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, parcel};
    use super::super::{Grouping, group_totals};
    use super::*;
    use crate::domain::LandBasis;

    /// Parcels of every status with numbers of every sort in each of a dozen measures.
    fn of_every_sort() -> Vec<Parcel> {
        let numbers = [f64::NAN, 0.0, -3.0, 12.5, f64::INFINITY, 7.0];
        let measures = [
            Measure::FloorArea,
            Measure::FloorAreaRatio,
            Measure::Revenue,
            Measure::ValueAdded,
            Measure::Investment,
            Measure::Employees,
            Measure::Energy,
            Measure::BuildingCoefficient,
        ];
        let of_row = |row: usize| {
            let land = [0.0, 4.0, 9.5][row % 3];
            let each = parcel(land, LandStatus::ALL[row % 7], Some(numbers[row % 5]), Some(row as f64));
            let with = |each: Parcel, (place, measure): (usize, Measure)| {
                each.with(measure, numbers[(row / (place + 2) + row * place) % 6])
            };
            measures.into_iter().enumerate().fold(each, with)
        };
        (0..583).map(of_row).collect()
    }

    #[test]
    fn parcels_summed_by_kind_count_as_each_of_them_alone() {
        let (table, figures, tags) = figured(&of_every_sort(), LandBasis::default());
        assert!(figures.ratio_sets(&table).len() > 1, "more columns than one set holds");
        let groups = Groups::new(&table, &figures, &tags, None, Grouping::Status);
        let sums = group_totals(&table, &figures, &tags, None, Grouping::Status);
        let mut known = 0;
        for indicator in Indicator::ALL {
            let columns = RatioColumns::new(&table, &figures, indicator);
            for (group, (_, totals)) in groups.members().iter().zip(&sums.groups) {
                let mut alone = RatioSum::default();
                if columns.available() {
                    group.rows.iter().for_each(|&row| alone.add(columns.part(row as usize)));
                    let sum = totals.sums(indicator);
                    let counts = |sum: &RatioSum| [sum.parcels, sum.assumed_zero, sum.missing];
                    assert_eq!(counts(sum), counts(&alone), "{indicator:?}");
                    assert!((sum.value - alone.value).abs() <= 1e-12 * alone.value.abs(), "{indicator:?}");
                    assert!((sum.base - alone.base).abs() <= 1e-12 * alone.base.abs(), "{indicator:?}");
                    known += sum.parcels - sum.assumed_zero;
                }
                if indicator == Indicator::OutputPerMu {
                    let is_in_use = figures.status(group.rows[0] as usize) == LandStatus::InUse;
                    let expected = if is_in_use { *totals.sums(indicator) } else { RatioSum::default() };
                    assert_eq!(totals.output_in_use, expected);
                }
            }
        }
        assert!(known > 1000, "{known}");
    }
}
