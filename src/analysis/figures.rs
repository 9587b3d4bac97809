//! A table's figures under one set of choices: whose land, which year, what status each parcel has, which lies idle.
//!
//! Made once for a table, a [`FigureSettings`] and what the rulebook says of status words and missing values; every other
//! answer of this layer starts here. It must be asked about the table it was made from and no other. Knows nothing of
//! groups, tags or texts.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{
    AreaBasis, Category, LandBasis, LandStatus, Measure, NumberColumn, ParcelTable, StatusWords, Term, Year,
};

use super::group_totals::untagged_whole;
use super::idle_land::{self, IdleSum, IdleSuspicion};
use super::indicator::Indicator;
use super::judge::{Headroom, Judged, MissingRule, Rulebook};
use super::kept::{Kept, kept_in};
use super::plain_sums::AreaSet;
use super::ranking::Ranking;
use super::ratio_columns::RatioColumns;
use super::ratio_rule::{Footing, ZeroStatuses};
use super::ratio_sums::RatioSet;
use super::totals::Totals;

/// What a user chooses before any figure is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureSettings {
    /// The year figures are of; `None` takes the table's [`ParcelTable::default_year`].
    pub year: Option<Year>,
    /// The land below every per-mu figure.
    pub basis: LandBasis,
}

/// Land, land source and status of every parcel of one table, under one set of choices.
#[derive(Clone, Debug)]
pub struct Figures {
    settings: FigureSettings,
    year: Option<Year>,
    land_m2: Arc<Vec<f64>>,
    land_source: Arc<Vec<Option<Term>>>,
    registered_m2: Arc<Vec<f64>>,
    status: Arc<Vec<LandStatus>>,
    /// How far each parcel is suspected to lie idle.
    idle: Arc<Vec<IdleSuspicion>>,
    /// What each parcel's blanks are taken for.
    footing: Arc<Vec<Footing>>,
    zero: ZeroStatuses,
    /// Whether the blanks of land that is found to lie idle count as 0.
    is_zero_where_idle: bool,
    /// What stands on what blanks are taken for.
    kept: Arc<Kept>,
    /// Areas by kind of parcel, by idle land and headroom too, made when first asked for.
    areas: Arc<OnceLock<AreaSet>>,
    /// What land lies idle over the whole table, made when first asked for.
    idle_whole: Arc<OnceLock<IdleSum>>,
    /// What parcels are judged to be, where they are.
    judged: Option<Arc<Judged>>,
    /// The floor area they can take on by the rulebook's targets, where that was made.
    headroom: Option<Arc<Headroom>>,
}

impl Figures {
    /// Makes the figures of `table` by the rules that ship with the program. O(rows).
    #[must_use]
    pub fn new(table: &ParcelTable, settings: FigureSettings) -> Self {
        Self::by_rules(table, settings, Rulebook::shipped())
    }

    /// Makes the figures of `table` by a rulebook's status words and missing-value rule. O(rows).
    #[must_use]
    pub fn by_rules(table: &ParcelTable, settings: FigureSettings, book: &Rulebook) -> Self {
        let year = settings.year.or_else(|| table.default_year());
        let area = |measure| {
            let column = table.measure(measure, year).map(NumberColumn::values);
            move |row: usize| column.map_or(f64::NAN, |values| values[row])
        };
        let registered = area(Measure::RegisteredArea);
        let registered_m2: Vec<f64> = (0..table.len())
            .into_par_iter()
            .map(registered)
            .map(|value| if is_area(value) { value } else { f64::NAN })
            .collect();
        let (occupied, leased_in, leased_out) =
            (area(Measure::OccupiedArea), area(Measure::LeasedInArea), area(Measure::LeasedOutArea));
        let of_outline = match table.area_basis() {
            AreaBasis::Ellipsoid => Term::Geometric,
            AreaBasis::Plane => Term::Plane,
        };
        let land_of = |row: usize| {
            let geometric = table.geometric_areas_m2()[row];
            let (base, source) = if settings.basis != LandBasis::Geometric && is_area(registered_m2[row]) {
                (registered_m2[row], Term::Registered)
            } else {
                (geometric, of_outline)
            };
            let changes = [occupied(row), leased_in(row), -leased_out(row)];
            let (land, source) = if settings.basis == LandBasis::Adjusted && changes.iter().any(|each| each.is_finite())
            {
                (base + changes.iter().filter(|each| each.is_finite()).sum::<f64>(), Term::Adjusted)
            } else {
                (base, source)
            };
            if is_area(land) { (land, Some(source)) } else { (f64::NAN, None) }
        };
        let (land_m2, land_source): (Vec<f64>, Vec<Option<Term>>) =
            (0..table.len()).into_par_iter().map(land_of).unzip();
        let status = statuses_of(table, &book.status_words());
        let MissingRule { counts_as_zero, suspected_idle, .. } = &book.missing;
        Self {
            settings,
            year,
            land_m2: Arc::new(land_m2),
            land_source: Arc::new(land_source),
            registered_m2: Arc::new(registered_m2),
            idle: Arc::new(idle_land::by_status(&status)),
            footing: Arc::new(status.par_iter().map(|&status| Footing::new(status, false)).collect()),
            status: Arc::new(status),
            zero: LandStatus::ALL.map(|status| counts_as_zero.contains(&status)),
            is_zero_where_idle: *suspected_idle,
            kept: Arc::default(),
            areas: Arc::default(),
            idle_whole: Arc::default(),
            judged: None,
            headroom: None,
        }
    }

    /// Whether figures come out the same by two rulebooks, but for what is judged.
    #[must_use]
    pub fn are_alike_by(one: &Rulebook, other: &Rulebook) -> bool {
        (&one.words.status, &one.missing) == (&other.words.status, &other.missing)
    }

    /// The same figures with what the parcels are judged to be: which land lies idle, and with it which blanks count as 0.
    /// What that leaves as it was is shared, with what stands on it. O(rows).
    #[must_use]
    pub fn with_judged(&self, judged: Arc<Judged>) -> Self {
        let idle = shared_where_equal(&self.idle, idle_land::by_finding(&judged, &self.status));
        let footing = |(&status, &idle): (&LandStatus, &IdleSuspicion)| {
            // Of a status whose blanks are 0 anyway it makes no difference.
            let is_zero = self.is_zero_where_idle && idle == IdleSuspicion::ByDecree && !self.zero[status as usize];
            Footing::new(status, is_zero)
        };
        let footing = self.status.par_iter().zip(&*idle).map(footing).collect();
        let footing = shared_where_equal(&self.footing, footing);
        let kept = if Arc::ptr_eq(&footing, &self.footing) { Arc::clone(&self.kept) } else { Arc::default() };
        let (areas, idle_whole) = if Arc::ptr_eq(&idle, &self.idle) {
            (Arc::clone(&self.areas), Arc::clone(&self.idle_whole))
        } else {
            Default::default()
        };
        Self { idle, footing, kept, areas, idle_whole, judged: Some(judged), ..self.clone() }
    }

    /// Whether the same land lies idle as in other figures of this table, which these were made from or the other way
    /// round.
    #[must_use]
    pub fn shares_idle_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.idle, &other.idle)
    }

    /// Whether the same blanks count as 0 as in other figures of this table, which these were made from or the other way
    /// round.
    #[must_use]
    pub fn shares_zeros_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.footing, &other.footing)
    }

    /// The same figures with the floor area the parcels can take on; everything else is shared.
    #[must_use]
    pub fn with_headroom(&self, headroom: Arc<Headroom>) -> Self {
        let is_same = self.headroom.as_ref().is_some_and(|before| Arc::ptr_eq(before, &headroom));
        let areas = if is_same { Arc::clone(&self.areas) } else { Arc::default() };
        Self { headroom: Some(headroom), areas, ..self.clone() }
    }

    /// The floor area the parcels can take on, where that was made.
    #[must_use]
    pub fn headroom(&self) -> Option<&Headroom> {
        self.headroom.as_deref()
    }

    /// What the parcels are judged to be, where they are.
    #[must_use]
    pub fn judged(&self) -> Option<&Judged> {
        self.judged.as_deref()
    }

    /// The choices these figures were made under.
    #[must_use]
    pub fn settings(&self) -> FigureSettings {
        self.settings
    }

    /// The year the figures are of: the chosen one, else the table's own default; `None` where no column has a year.
    #[must_use]
    pub fn year(&self) -> Option<Year> {
        self.year
    }

    /// How many parcels there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.land_m2.len()
    }

    /// Whether there are no parcels.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.land_m2.is_empty()
    }

    /// A parcel's land by the chosen basis, m², always above 0; `None` where it has neither a registered area nor a
    /// valid outline that the basis may use.
    #[must_use]
    pub fn land_m2(&self, row: usize) -> Option<f64> {
        self.land_m2.get(row).copied().filter(|land| !land.is_nan())
    }

    /// Where a parcel's land comes from: [`Term::Registered`], [`Term::Geometric`] (or
    /// [`Term::Plane`]) or [`Term::Adjusted`].
    #[must_use]
    pub fn land_source(&self, row: usize) -> Option<Term> {
        self.land_source.get(row).copied().flatten()
    }

    /// A parcel's registered area, m²; 0, negative and blank are all missing.
    #[must_use]
    pub fn registered_m2(&self, row: usize) -> Option<f64> {
        self.registered_m2.get(row).copied().filter(|area| !area.is_nan())
    }

    /// A parcel's status, by its status word as the user's mapping, else the rulebook has it.
    #[must_use]
    pub fn status(&self, row: usize) -> LandStatus {
        self.status.get(row).copied().unwrap_or_default()
    }

    /// How far a parcel's land is suspected idle (疑似闲置): by what it is judged to be, where it is, else by its status.
    #[must_use]
    pub fn idle_suspicion(&self, row: usize) -> IdleSuspicion {
        self.idle.get(row).copied().unwrap_or(IdleSuspicion::Untold)
    }

    /// Whether idle land is by findings, and not by status words alone.
    #[must_use]
    pub fn idle_is_judged(&self) -> bool {
        self.judged().is_some_and(|judged| !judged.is_pending())
    }

    /// The statuses whose blanks count as 0.
    #[must_use]
    pub fn statuses_as_zero(&self) -> Vec<LandStatus> {
        LandStatus::ALL.into_iter().filter(|&status| self.zero[status as usize]).collect()
    }

    /// Whether blanks of land suspected idle by decree count as 0 too, where parcels are judged.
    #[must_use]
    pub fn counts_idle_as_zero(&self) -> bool {
        self.is_zero_where_idle
    }

    /// All land, m², NaN where there is none.
    #[must_use]
    pub fn land_values_m2(&self) -> &[f64] {
        &self.land_m2
    }

    /// All registered areas, m², NaN where there is none above 0.
    #[must_use]
    pub fn registered_values_m2(&self) -> &[f64] {
        &self.registered_m2
    }

    /// All statuses.
    #[must_use]
    pub fn statuses(&self) -> &[LandStatus] {
        &self.status
    }

    /// How far each parcel is suspected to lie idle.
    #[must_use]
    pub fn idle_suspicions(&self) -> &[IdleSuspicion] {
        &self.idle
    }

    pub(super) fn footings(&self) -> &[Footing] {
        &self.footing
    }

    pub(super) fn zero_statuses(&self) -> &ZeroStatuses {
        &self.zero
    }

    /// An indicator of one parcel in the indicator's unit. An assumed zero (a blank output, revenue, tax or value added
    /// of land that produces nothing) is 0, as it is in every group's figure; see [`Self::is_assumed_zero`].
    #[must_use]
    pub fn indicator(&self, table: &ParcelTable, indicator: Indicator, row: usize) -> Option<f64> {
        (row < self.len()).then(|| RatioColumns::new(table, self, indicator).ratio(row)).filter(|value| !value.is_nan())
    }

    /// An indicator of every parcel, NaN where it has none.
    #[must_use]
    pub fn indicator_values(&self, table: &ParcelTable, indicator: Indicator) -> Vec<f64> {
        let columns = RatioColumns::new(table, self, indicator);
        (0..self.len()).into_par_iter().map(|row| columns.ratio(row)).collect()
    }

    /// Whether the table has the columns an indicator needs, for the chosen year.
    #[must_use]
    pub fn has_indicator(&self, table: &ParcelTable, indicator: Indicator) -> bool {
        RatioColumns::new(table, self, indicator).available()
    }

    /// Whether a parcel's 0 in an indicator is assumed, because it produces nothing and its value is blank.
    #[must_use]
    pub fn is_assumed_zero(&self, table: &ParcelTable, indicator: Indicator, row: usize) -> bool {
        row < self.len() && RatioColumns::new(table, self, indicator).part(row).is_assumed_zero()
    }

    /// The sums over all parcels, but for what tags, findings of idle land and the rulebook's targets say of them.
    pub(super) fn whole(&self, table: &ParcelTable) -> &Totals {
        kept_in(&self.kept.whole, || untagged_whole(table, self))
    }

    /// The ratios the table has, to be summed by kind of parcel.
    pub(super) fn ratio_sets(&self, table: &ParcelTable) -> &[RatioSet] {
        kept_in::<Vec<_>>(&self.kept.ratio_sets, || RatioSet::all(table, self))
    }

    /// The areas, to be summed by kind of parcel.
    pub(super) fn area_set(&self, table: &ParcelTable) -> &AreaSet {
        kept_in(&self.areas, || AreaSet::new(table, self))
    }

    /// What lies idle over all parcels.
    pub(super) fn idle_whole(&self) -> IdleSum {
        *kept_in(&self.idle_whole, || IdleSum::of_rows(self, 0..self.len()))
    }

    /// The parcels ranked by output per mu.
    pub(super) fn ranked_by_output(&self, table: &ParcelTable) -> &Ranking {
        kept_in(&self.kept.by_output, || self.ranked_by(table, Indicator::OutputPerMu))
    }

    /// The parcels ranked by tax per mu.
    pub(super) fn ranked_by_tax(&self, table: &ParcelTable) -> &Ranking {
        kept_in(&self.kept.by_tax, || self.ranked_by(table, Indicator::TaxPerMu))
    }

    fn ranked_by(&self, table: &ParcelTable, indicator: Indicator) -> Ranking {
        Ranking::of(&self.indicator_values(table, indicator), &self.land_m2)
    }
}

/// Whether a number can be an area: finite and above 0.
fn is_area(value: f64) -> bool {
    value.is_finite() && value > 0.0
}

/// What was there where the new is the same, so that it is known to be.
fn shared_where_equal<T: PartialEq>(before: &Arc<Vec<T>>, now: Vec<T>) -> Arc<Vec<T>> {
    if **before == now { Arc::clone(before) } else { Arc::new(now) }
}

fn statuses_of(table: &ParcelTable, words: &StatusWords) -> Vec<LandStatus> {
    let Some(column) = table.category(Category::Status) else { return vec![LandStatus::Unknown; table.len()] };
    let of_code: Vec<LandStatus> = column.words().iter().map(|word| table.status_of_word(word, words)).collect();
    let status = |&code: &u32| of_code.get(code as usize).copied().unwrap_or_default();
    column.codes().iter().map(status).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, near, parcel};
    use super::*;

    fn mixed() -> [Parcel; 5] {
        let used = |mu| parcel(mu, LandStatus::InUse, None, None);
        [
            used(10.0).with(Measure::RegisteredArea, 6000.0),
            used(10.0),
            used(10.0).with(Measure::RegisteredArea, 0.0),
            used(10.0).with(Measure::RegisteredArea, -6000.0).without_shape(),
            used(10.0).with(Measure::RegisteredArea, 3000.0).without_shape(),
        ]
    }

    #[test]
    fn land_is_registered_where_there_is_any_and_else_the_outline() {
        let (_, figures, _) = figured(&mixed(), LandBasis::RegisteredElseGeometric);
        let land: Vec<_> = (0..6).map(|row| figures.land_m2(row).map(f64::round)).collect();
        assert_eq!(land, [Some(6000.0), Some(6667.0), Some(6667.0), None, Some(3000.0), None]);
        let source: Vec<_> = (0..6).map(|row| figures.land_source(row)).collect();
        let (registered, geometric) = (Some(Term::Registered), Some(Term::Geometric));
        assert_eq!(source, [registered, geometric, geometric, None, registered, None]);
        assert_eq!(figures.registered_m2(2), None, "0 is no registered area");
        assert_eq!(figures.registered_m2(3), None, "nor is a negative one");
    }

    #[test]
    fn the_geometric_basis_never_looks_at_the_register() {
        let (_, figures, _) = figured(&mixed(), LandBasis::Geometric);
        assert!(near(figures.land_m2(0).unwrap(), 20_000.0 / 3.0));
        assert_eq!(figures.land_source(0), Some(Term::Geometric));
        assert_eq!(figures.land_m2(4), None);
        assert_eq!(figures.registered_m2(4), Some(3000.0), "still shown beside it");
    }

    #[test]
    fn the_adjusted_basis_adds_what_is_used_and_takes_off_what_is_let() {
        let registered = parcel(10.0, LandStatus::InUse, None, None).with(Measure::RegisteredArea, 6000.0);
        let (_, figures, _) = figured(
            &[
                registered.clone().with(Measure::OccupiedArea, 500.0).with(Measure::LeasedOutArea, 1500.0),
                registered.clone().with(Measure::LeasedInArea, 100.0),
                registered.clone(),
                registered.with(Measure::LeasedOutArea, 6000.0),
            ],
            LandBasis::Adjusted,
        );
        let land: Vec<_> = (0..4).map(|row| figures.land_m2(row)).collect();
        assert_eq!(land, [Some(5000.0), Some(6100.0), Some(6000.0), None]);
        assert_eq!(figures.land_source(1), Some(Term::Adjusted));
        assert_eq!(figures.land_source(2), Some(Term::Registered));
    }

    #[test]
    fn an_unknown_word_and_no_word_are_an_unknown_status() {
        let (table, figures, _) =
            figured(&[parcel(1.0, LandStatus::NotStarted, None, None), Parcel::default()], LandBasis::default());
        assert_eq!(figures.statuses(), [LandStatus::NotStarted, LandStatus::Unknown]);
        assert_eq!(figures.idle_suspicions(), [IdleSuspicion::ByStatus, IdleSuspicion::Untold]);
        assert_eq!((table.len(), figures.len(), figures.is_empty()), (2, 2, false));
    }
}
