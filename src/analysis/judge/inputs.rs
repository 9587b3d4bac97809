//! What every judge works from, and the facts of rows that need more than one column: indicators by the rulebook's
//! missing-value rule, the park's figures, owners, marks.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::indicator::Indicator;
use super::super::ratio_columns::RatioColumns;
use super::super::{FigureSettings, Figures};
use super::blocks;
use super::fact::Fact;
use super::mark_index::MarkIndex;
use super::not_graded::said_not_graded;
use super::order_free_sum::OrderFreeSum;
use super::owners::owners;
use super::reason::Operator;
use super::rulebook::Rulebook;
use super::words::{Industries, Meanings, yes_or_no};
use crate::domain::units::mu_from_m2;
use crate::domain::{Category, CategoryColumn, Day, LandStatus, Outcome, ParcelTable, ParkFacts, TextField, UserMarks};

/// What is judged, by which rules, as of which day.
#[derive(Clone, Copy, Debug)]
pub struct JudgeInputs<'a> {
    /// The parcels.
    pub table: &'a ParcelTable,
    /// Their figures, of the same table and by the same rules.
    pub figures: &'a Figures,
    /// The rules.
    pub book: &'a Rulebook,
    /// What the user marked, laid over what the rules mark.
    pub marks: &'a UserMarks,
    /// The day findings are as of. Facts dated later have not happened.
    pub as_of: Day,
}

/// An indicator of every row by the rulebook's missing-value rule, NaN where it has none. Blanks count as 0 by the status
/// alone: a finding is not made of another.
pub(super) fn indicator_values(inputs: &JudgeInputs<'_>, figures: &Figures, indicator: Indicator) -> Vec<f64> {
    let columns = RatioColumns::new(inputs.table, figures, indicator).by_status();
    (0..figures.len()).into_par_iter().map(|row| columns.ratio(row)).collect()
}

/// The figures of the same table some years before, where there is a year.
pub(super) fn figures_years_before(inputs: &JudgeInputs<'_>, years: u16) -> Option<Figures> {
    let year = inputs.figures.year()?.checked_sub(years)?;
    let settings = FigureSettings { year: Some(year), ..inputs.figures.settings() };
    Some(Figures::by_rules(inputs.table, settings, inputs.book))
}

/// Figures of one park.
#[derive(Clone, Copy, Debug, Default)]
struct Park {
    tax_per_mu: Option<f64>,
    output_per_mu: Option<f64>,
    lead_industry: Option<u32>,
    off_lead_share: Option<f64>,
    small_parcels: u32,
    entered: ParkFacts,
}

/// The number of a row's park: without a column of parks the whole file is one, a blank in one is none.
fn park_of(table: &ParcelTable, row: usize) -> Option<usize> {
    match table.category(Category::Park) {
        None => Some(0),
        Some(column) => column.code(row).map(|code| code as usize),
    }
}

/// Land by industry, m².
type IndustryLands = FxHashMap<u32, OrderFreeSum>;

/// The industry with the most land, and the share of land outside it. Industries with equally much land lead nothing:
/// which of them stands first in a file says nothing of a park.
fn lead_of(lands: &IndustryLands) -> Option<(u32, f64)> {
    let value = |(&industry, land): (&u32, &OrderFreeSum)| (industry, land.value());
    let (lead, most) = lands.iter().map(value).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let as_much = lands.values().filter(|land| Operator::Equal.holds(land.value(), most)).count();
    let all: OrderFreeSum = lands.values().copied().sum();
    (as_much == 1 && most > 0.0).then(|| (lead, 1.0 - most / all.value()))
}

fn parks(inputs: &JudgeInputs<'_>, industries: &Industries<'_>) -> Vec<Park> {
    let JudgeInputs { table, figures, book, marks, .. } = *inputs;
    let names = table.category(Category::Park).map(CategoryColumn::words);
    let count = names.map_or(1, <[_]>::len);
    // Value and base of tax and of output per mu.
    let mut sums = vec![[[OrderFreeSum::default(); 2]; 2]; count];
    let mut lands = vec![IndustryLands::default(); count];
    let mut parks = vec![Park::default(); count];
    let columns =
        [Indicator::TaxPerMu, Indicator::OutputPerMu].map(|each| RatioColumns::new(table, figures, each).by_status());
    for row in 0..table.len() {
        let Some(park) = park_of(table, row) else { continue };
        for ([value, base], columns) in sums[park].iter_mut().zip(&columns) {
            let terms = columns.part(row).terms();
            value.add(terms.0);
            base.add(terms.1);
        }
        let Some(land_m2) = figures.land_m2(row) else { continue };
        if let Some(industry) = industries.get(row) {
            lands[park].entry(industry.id).or_default().add(land_m2);
        }
        let is_small = Operator::Less.holds(mu_from_m2(land_m2), book.suggestion.small_parcel_mu);
        parks[park].small_parcels += u32::from(is_small);
    }
    for (place, park) in parks.iter_mut().enumerate() {
        let ratio = |of: usize| {
            let [value, base] = sums[place][of].map(OrderFreeSum::value);
            (base > 0.0).then(|| columns[of].divided(value, base))
        };
        (park.tax_per_mu, park.output_per_mu) = (ratio(0), ratio(1));
        let lead = lead_of(&lands[place]);
        (park.lead_industry, park.off_lead_share) = (lead.map(|(lead, _)| lead), lead.map(|(_, off)| off));
        let name = names.and_then(|names| names.get(place)).map_or("", |name| &**name);
        let [typed, of_book] =
            [&marks.parks, &book.marks.parks].map(|parks| parks.get(name).copied().unwrap_or_default());
        park.entered = typed.or(of_book);
    }
    parks
}

/// What takes a pass over the rows, made once and shared by every judge of the same inputs.
#[derive(Debug)]
pub(super) struct FactColumns {
    indicators: FxHashMap<Fact, Vec<f64>>,
    /// Owners in the block of every row, NaN where they are not known; empty where no rule asks.
    block_owners: Vec<f64>,
    parks: Vec<Park>,
    marks: MarkIndex,
}

impl FactColumns {
    fn new(inputs: &JudgeInputs<'_>, industries: &Industries<'_>) -> Self {
        let JudgeInputs { table, figures, .. } = *inputs;
        let known = |fact: &Fact| fact.indicator().filter(|&indicator| figures.has_indicator(table, indicator));
        let column = |fact: Fact| Some((fact, indicator_values(inputs, figures, known(&fact)?)));
        let indicators: FxHashMap<Fact, Vec<f64>> = Fact::ALL.into_iter().filter_map(column).collect();
        let far = indicators.get(&Fact::Far).filter(|_| blocks::is_asked_for(inputs));
        Self {
            block_owners: far.map_or_else(Vec::new, |far| blocks::block_owners(inputs, far)),
            indicators,
            parks: parks(inputs, industries),
            marks: MarkIndex::new(inputs, industries),
        }
    }
}

/// The facts of rows, with whatever is needed behind them made once.
pub(super) struct Facts<'a> {
    inputs: JudgeInputs<'a>,
    pub(super) industries: Industries<'a>,
    title_clear: Meanings<'a, Option<bool>>,
    pub(super) said_not_graded: Meanings<'a, bool>,
    columns: Arc<FactColumns>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(inputs: JudgeInputs<'a>) -> Self {
        let industries = Industries::new(inputs.table, inputs.book);
        let columns = Arc::new(FactColumns::new(&inputs, &industries));
        Self::with_columns(inputs, columns, industries)
    }

    /// The facts of inputs whose columns are made already.
    pub(super) fn again(inputs: JudgeInputs<'a>, columns: Arc<FactColumns>) -> Self {
        Self::with_columns(inputs, columns, Industries::new(inputs.table, inputs.book))
    }

    fn with_columns(inputs: JudgeInputs<'a>, columns: Arc<FactColumns>, industries: Industries<'a>) -> Self {
        let title_clear = yes_or_no(inputs.table, inputs.book, Category::TitleClear);
        let said_not_graded = said_not_graded(inputs.table, inputs.book);
        Self { inputs, industries, title_clear, said_not_graded, columns }
    }

    pub(super) fn columns(&self) -> &Arc<FactColumns> {
        &self.columns
    }

    pub(super) fn status(&self, row: usize) -> LandStatus {
        self.inputs.figures.status(row)
    }

    /// An indicator of the chosen year.
    #[inline]
    pub(super) fn indicator(&self, fact: Fact, row: usize) -> Option<f64> {
        self.columns.indicators.get(&fact)?.get(row).copied().filter(|value| !value.is_nan())
    }

    /// A fact of a row that does not rest on its grade.
    pub(super) fn get(&self, fact: Fact, row: usize) -> Option<f64> {
        let flag = |value: bool| f64::from(u8::from(value));
        let park = || park_of(self.inputs.table, row).and_then(|park| self.columns.parks.get(park));
        let over = |value: Option<f64>, of: Option<f64>| {
            value.zip(of).filter(|(_, of)| *of > 0.0).map(|(value, of)| value / of)
        };
        let industry = || self.industries.get(row);
        let known_status = || Some(self.status(row)).filter(|&status| status != LandStatus::Unknown);
        let marks = &self.columns.marks;
        match fact {
            Fact::LandMu => self.inputs.figures.land_m2(row).map(mu_from_m2),
            Fact::TaxToPark => over(self.indicator(Fact::TaxPerMu, row), park()?.tax_per_mu),
            Fact::OutputToPark => over(self.indicator(Fact::OutputPerMu, row), park()?.output_per_mu),
            Fact::Owners => self.owners(row).map(|owners| owners as f64),
            Fact::OnePrivateOwner => self.one_private_owner(row).map(flag),
            Fact::TitleClear => self.title_clear.get(row).flatten().map(flag),
            Fact::NotStarted => known_status().map(|status| flag(status == LandStatus::NotStarted)),
            Fact::Built => known_status().map(|status| flag(status.is_built())),
            Fact::TraditionalIndustry => industry().map(|of| flag(of.group.is_some_and(|group| group.traditional))),
            Fact::LightIndustry => industry().map(|of| flag(of.group.is_some_and(|group| group.light))),
            Fact::LogisticsIndustry => industry().map(|of| flag(of.group.is_some_and(|group| group.logistics))),
            Fact::OutsideLeadIndustry => Some(flag(park()?.lead_industry? != industry()?.id)),
            Fact::ParkOffLeadShare => park()?.off_lead_share,
            Fact::ParkSmallParcels => park().map(|park| f64::from(park.small_parcels)),
            Fact::AnchorChain => marks.is_of_a_chain(industry()?).map(flag),
            Fact::AnchorKm => marks.anchor_km(row, industry()?),
            Fact::UrbanZone => marks.is_urban(row).map(flag),
            Fact::PlatformKm => marks.platform_km(row),
            Fact::BlockOwners => self.columns.block_owners.get(row).copied().filter(|count| !count.is_nan()),
            Fact::LandLeftShare => park()?.entered.land_left_share,
            Fact::DemandWaiting => park()?.entered.demand_waiting.map(flag),
            Fact::PartnerPark => park()?.entered.partner_park.map(flag),
            Fact::Grade => None,
            indicator => self.indicator(indicator, row),
        }
    }

    fn owners(&self, row: usize) -> Option<usize> {
        owners(self.inputs.table, self.inputs.book, row)
    }

    fn one_private_owner(&self, row: usize) -> Option<bool> {
        let name = self.inputs.table.text_of(TextField::Name, row)?;
        let is_public = self.inputs.book.words.public_owner.iter().any(|part| name.contains(part.as_str()));
        Some(self.owners(row)? == 1 && !is_public)
    }
}

/// The grade as the number rules ask for: A 4 to D 1.
pub(super) fn grade_number(grade: Outcome) -> Option<f64> {
    match grade {
        Outcome::GradeA => Some(4.0),
        Outcome::GradeB => Some(3.0),
        Outcome::GradeC => Some(2.0),
        Outcome::GradeD => Some(1.0),
        _ => None,
    }
}
