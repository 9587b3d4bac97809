//! The doubling path (亩产倍增): which parcels, brought to a reference per mu, lift the output per mu of all by how much.
//!
//! Parcels below the reference are ranked by what each mu of them adds, so that the curve of output per mu against land
//! touched is as steep as it can be and no choice of parcels doubles on less land than [`Reach::Within::least_mu`].
//! Every parcel that counts by the rule of `ratio` is in the figures, those at or above the reference unchanged.

use crate::domain::units::mu_from_m2;
use crate::domain::{Category, Cells, ParcelTable, ResultColumn, ResultTable, RowSet, Tags, TextField, Unit};

use super::distribution::percentile_inc;
use super::grouping::{Grouping, Groups};
use super::ratio_columns::RatioColumns;
use super::{Figures, Indicator};

/// What a parcel is brought to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reference<'a> {
    /// The median output per mu of its own park, over all of the park's parcels with a value, unweighted.
    ParkMedian,
    /// What each row's cohort of the grades is held to, 万元/亩; NaN, or past the end, for a row of none.
    CohortBenchmark(&'a [f64]),
    /// So much, 万元/亩.
    PerMu(f64),
}

/// One parcel brought to the reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Its row.
    pub row: u32,
    /// Its land, mu.
    pub land_mu: f64,
    /// Its output now, 万元.
    pub output_wan_yuan: f64,
    /// What it is brought to, 万元/亩.
    pub reference_per_mu: f64,
    /// What that adds, 万元; above 0.
    pub gain_wan_yuan: f64,
    /// Land touched with it and all before it, mu.
    pub touched_mu: f64,
    /// Output per mu of all when it and all before it are brought up, 万元/亩.
    pub per_mu: f64,
}

/// How far the path leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reach {
    /// There is no base to double, or no land.
    Unknown,
    /// It is doubled already.
    Already,
    /// The double is reached.
    Within {
        /// How many of the steps are needed, whole parcels.
        steps: usize,
        /// The land of these parcels, mu.
        touched_mu: f64,
        /// The least land that any choice must touch, mu: the last parcel counted only as far as it is needed.
        least_mu: f64,
    },
    /// Not even all steps reach it.
    Never {
        /// What all steps together reach, 万元/亩.
        most_per_mu: f64,
    },
}

/// The path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubling {
    /// Output per mu now, Σ/Σ, 万元/亩.
    pub now_per_mu: Option<f64>,
    /// Output per mu of the base, which is to be doubled, 万元/亩.
    pub base_per_mu: Option<f64>,
    /// The land in these figures, mu.
    pub land_mu: f64,
    /// Parcels whose output or land is missing; they are in nothing here.
    pub missing: u64,
    /// Parcels in these figures that there is no reference for; they stay as they are.
    pub without_reference: u64,
    /// Parcels below their reference, most gain a mu first; equal ones by row.
    pub steps: Vec<Step>,
}

impl Doubling {
    /// The path of `rows` (all if `None`) towards the double of `base_per_mu` (万元/亩; the present figure if `None`).
    /// O(n log n).
    #[must_use]
    pub fn new(
        table: &ParcelTable,
        figures: &Figures,
        tags: &Tags,
        rows: Option<&RowSet>,
        reference: Reference<'_>,
        base_per_mu: Option<f64>,
    ) -> Self {
        let columns = RatioColumns::new(table, figures, Indicator::OutputPerMu);
        let reference_of = references(table, figures, tags, reference);
        let (mut output, mut land_mu, mut missing, mut without_reference) = (0.0, 0.0, 0, 0);
        let mut steps = Vec::new();
        for row in (0..table.len()).filter(|&row| rows.is_none_or(|rows| rows.contains(row))) {
            let part = columns.part(row);
            missing += u64::from(part.is_missing());
            let Some([value, land_m2]) = part.counted() else { continue };
            let land = mu_from_m2(land_m2);
            output += value;
            land_mu += land;
            let Some(reference_per_mu) = reference_of(row) else {
                without_reference += 1;
                continue;
            };
            let gain_wan_yuan = reference_per_mu * land - value;
            if gain_wan_yuan > 0.0 {
                steps.push(Step {
                    row: row as u32,
                    land_mu: land,
                    output_wan_yuan: value,
                    reference_per_mu,
                    gain_wan_yuan,
                    touched_mu: 0.0,
                    per_mu: 0.0,
                });
            }
        }
        let density = |step: &Step| step.gain_wan_yuan / step.land_mu;
        steps.sort_by(|a, b| density(b).total_cmp(&density(a)).then(a.row.cmp(&b.row)));
        let (mut touched, mut reached) = (0.0, output);
        for step in &mut steps {
            touched += step.land_mu;
            reached += step.gain_wan_yuan;
            (step.touched_mu, step.per_mu) = (touched, reached / land_mu);
        }
        let now_per_mu = (land_mu > 0.0).then(|| output / land_mu);
        Self { now_per_mu, base_per_mu: base_per_mu.or(now_per_mu), land_mu, missing, without_reference, steps }
    }

    /// 2 × the base, 万元/亩; `None` without a base above 0.
    #[must_use]
    pub fn target_per_mu(&self) -> Option<f64> {
        self.base_per_mu.filter(|base| *base > 0.0).map(|base| 2.0 * base)
    }

    /// How far the path leads.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let (Some(target), Some(now)) = (self.target_per_mu(), self.now_per_mu) else { return Reach::Unknown };
        if now >= target {
            return Reach::Already;
        }
        let Some(place) = self.steps.iter().position(|step| step.per_mu >= target) else {
            return Reach::Never { most_per_mu: self.steps.last().map_or(now, |step| step.per_mu) };
        };
        let (step, before) = (&self.steps[place], place.checked_sub(1).map(|before| &self.steps[before]));
        let (before_mu, before_per_mu) = before.map_or((0.0, now), |before| (before.touched_mu, before.per_mu));
        let part = (target - before_per_mu) / (step.per_mu - before_per_mu);
        Reach::Within {
            steps: place + 1,
            touched_mu: step.touched_mu,
            least_mu: before_mu + part * (step.touched_mu - before_mu),
        }
    }

    /// The rows of the first `steps` steps, over a table of `len` rows.
    #[must_use]
    pub fn rows(&self, len: usize, steps: usize) -> RowSet {
        RowSet::from_rows(len, self.steps.iter().take(steps).map(|step| step.row as usize))
    }

    /// How many steps lie wholly within so much land.
    #[must_use]
    pub fn steps_within(&self, touched_mu: f64) -> usize {
        self.steps.partition_point(|step| step.touched_mu <= touched_mu)
    }

    /// The first `most` steps as a table, one row a parcel.
    #[must_use]
    pub fn table(&self, parcels: &ParcelTable, most: usize) -> ResultTable {
        let steps = &self.steps[..most.min(self.steps.len())];
        let numbers = |of: fn(&Step) -> f64| Cells::Numbers(steps.iter().map(of).collect());
        let text = |field| Cells::Texts(steps.iter().map(|step| parcels.text_of(field, step.row as usize)).collect());
        let park = |step: &Step| {
            parcels.category(Category::Park).and_then(|column| column.get(step.row as usize)).map(AsRef::as_ref)
        };
        let columns = [
            ("rank", Unit::Count, Cells::Counts((1..=steps.len() as u64).collect())),
            ("parcel_code", Unit::None, text(TextField::ParcelCode)),
            ("name", Unit::None, text(TextField::Name)),
            ("park", Unit::None, Cells::Texts(steps.iter().map(park).collect())),
            ("land_mu", Unit::Mu, numbers(|step| step.land_mu)),
            ("output_per_mu", Unit::WanYuanPerMu, numbers(|step| step.output_wan_yuan / step.land_mu)),
            ("reference_per_mu", Unit::WanYuanPerMu, numbers(|step| step.reference_per_mu)),
            ("gain_wan_yuan", Unit::WanYuan, numbers(|step| step.gain_wan_yuan)),
            ("touched_mu", Unit::Mu, numbers(|step| step.touched_mu)),
            ("reached_per_mu", Unit::WanYuanPerMu, numbers(|step| step.per_mu)),
        ];
        ResultTable { columns: columns.map(|(key, unit, cells)| ResultColumn::new(key, unit, cells)).into() }
    }

    /// The chosen set: what doubles, or every step where nothing does.
    #[must_use]
    pub fn chosen_steps(&self) -> usize {
        match self.reach() {
            Reach::Within { steps, .. } => steps,
            Reach::Never { .. } => self.steps.len(),
            Reach::Already | Reach::Unknown => 0,
        }
    }
}

/// The reference of each row, 万元/亩.
fn references<'a>(
    table: &ParcelTable,
    figures: &'a Figures,
    tags: &Tags,
    reference: Reference<'a>,
) -> Box<dyn Fn(usize) -> Option<f64> + 'a> {
    match reference {
        Reference::PerMu(per_mu) => Box::new(move |_| Some(per_mu).filter(|per_mu| per_mu.is_finite())),
        Reference::CohortBenchmark(benchmarks) => {
            Box::new(|row| benchmarks.get(row).copied().filter(|per_mu| per_mu.is_finite()))
        }
        Reference::ParkMedian => {
            let groups = Groups::new(table, figures, tags, None, Grouping::Park);
            let mut values: Vec<Vec<f64>> = vec![Vec::new(); groups.labels().len()];
            for (row, value) in figures.indicator_values(table, Indicator::OutputPerMu).into_iter().enumerate() {
                if let Some(group) = groups.group_of(row).filter(|_| !value.is_nan()) {
                    values[group].push(value);
                }
            }
            let median = |mut values: Vec<f64>| {
                values.sort_unstable_by(f64::total_cmp);
                percentile_inc(&values, 0.5)
            };
            let medians: Vec<Option<f64>> = values.into_iter().map(median).collect();
            Box::new(move |row| groups.group_of(row).and_then(|group| medians[group]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_table::{Parcel, figured, near, parcel};
    use super::*;
    use crate::domain::{LandBasis, LandStatus};
    use proptest::prelude::*;

    fn path(parcels: &[Parcel], reference: Reference<'_>, base: Option<f64>) -> Doubling {
        let (table, figures, tags) = figured(parcels, LandBasis::default());
        Doubling::new(&table, &figures, &tags, None, reference, base)
    }

    fn of(mu: f64, per_mu: f64) -> Parcel {
        parcel(mu, LandStatus::InUse, Some(mu * per_mu), None).in_park("甲园")
    }

    #[test]
    fn the_weakest_mu_comes_first_and_the_double_is_reached_on_the_least_land() {
        // 100 mu with 10 000 万元: 100 a mu. Brought to 300 a mu: 40 mu at 25 add 275 a mu, 50 mu at 120 add 180.
        let doubling = path(&[of(50.0, 120.0), of(10.0, 300.0), of(40.0, 25.0)], Reference::PerMu(300.0), None);
        assert_eq!(doubling.steps.iter().map(|step| step.row).collect::<Vec<_>>(), [2, 0]);
        assert!(near(doubling.now_per_mu.unwrap(), 100.0) && near(doubling.target_per_mu().unwrap(), 200.0));
        assert!(near(doubling.steps[0].per_mu, 210.0) && near(doubling.steps[1].per_mu, 300.0));
        let Reach::Within { steps, touched_mu, least_mu } = doubling.reach() else { panic!() };
        assert!(steps == 1 && near(touched_mu, 40.0));
        // 10 000 more is wanted and each of the weakest mu adds 275.
        assert!((least_mu - 10_000.0 / 275.0).abs() < 1e-9);
        assert_eq!(doubling.rows(3, doubling.chosen_steps()).iter().collect::<Vec<_>>(), [2]);
        assert_eq!((doubling.steps_within(39.9), doubling.steps_within(95.0)), (0, 2));
    }

    #[test]
    fn a_parcel_is_brought_to_the_median_of_its_own_park() {
        let other = |mu, per_mu| of(mu, per_mu).in_park("乙园");
        let doubling =
            path(&[of(10.0, 10.0), of(10.0, 20.0), of(10.0, 90.0), other(10.0, 500.0)], Reference::ParkMedian, None);
        let steps: Vec<_> = doubling.steps.iter().map(|step| (step.row, step.reference_per_mu.round())).collect();
        assert_eq!(steps, [(0, 20.0)]);
        assert!(matches!(doubling.reach(), Reach::Never { most_per_mu } if (most_per_mu - 157.5).abs() < 1e-9));
    }

    #[test]
    fn a_parcel_is_brought_to_the_benchmark_of_its_cohort_and_one_of_no_cohort_stays_as_it_is() {
        let parcels = [of(10.0, 100.0), of(30.0, 20.0), of(20.0, 0.0), of(40.0, 5.0)];
        let doubling = path(&parcels, Reference::CohortBenchmark(&[40.0, 40.0, 60.0, f64::NAN]), Some(15.0));
        let steps: Vec<_> = doubling.steps.iter().map(|step| (step.row, step.gain_wan_yuan.round())).collect();
        assert_eq!((steps, doubling.without_reference), (vec![(2, 1200.0), (1, 600.0)], 1));
        // 1 800 on 100 mu, and 1 200 more with the first.
        assert!(near(doubling.now_per_mu.unwrap(), 18.0) && near(doubling.steps[0].per_mu, 30.0));
        assert!(matches!(doubling.reach(), Reach::Within { steps: 1, .. }));
    }

    #[test]
    fn nothing_to_double_is_told_and_what_is_missing_is_counted() {
        assert_eq!(path(&[], Reference::ParkMedian, None).reach(), Reach::Unknown);
        assert_eq!(path(&[of(10.0, 0.0)], Reference::PerMu(5.0), None).reach(), Reach::Unknown, "2 × 0 is no aim");
        assert_eq!(path(&[of(10.0, 50.0)], Reference::PerMu(90.0), Some(20.0)).reach(), Reach::Already);
        let blank = parcel(10.0, LandStatus::InUse, None, None);
        let doubling = path(&[of(10.0, 50.0), blank], Reference::PerMu(f64::NAN), None);
        assert_eq!((doubling.missing, doubling.steps.len()), (1, 0));
    }

    proptest! {
        #[test]
        fn no_choice_of_parcels_doubles_on_less_land(
            parcels in prop::collection::vec((1.0..50.0_f64, 0.0..200.0_f64), 1..9),
            target in 50.0..400.0_f64,
        ) {
            let parcels: Vec<Parcel> = parcels.into_iter().map(|(mu, per_mu)| of(mu, per_mu)).collect();
            let doubling = path(&parcels, Reference::PerMu(target), None);
            let Some(aim) = doubling.target_per_mu() else { return Ok(()) };
            let steps = &doubling.steps;
            let mut least = f64::INFINITY;
            for choice in 0..1_u32 << steps.len() {
                let chosen = steps.iter().enumerate().filter(|(place, _)| choice >> place & 1 == 1);
                let (land, gain) = chosen.fold((0.0, 0.0), |(land, gain), (_, step)| {
                    (land + step.land_mu, gain + step.gain_wan_yuan)
                });
                if doubling.now_per_mu.unwrap() + gain / doubling.land_mu >= aim {
                    least = least.min(land);
                }
            }
            match doubling.reach() {
                Reach::Within { least_mu, touched_mu, .. } => {
                    prop_assert!(least_mu <= least * (1.0 + 1e-9) && least <= touched_mu * (1.0 + 1e-9));
                }
                Reach::Never { .. } => prop_assert!(least.is_infinite() || least > 0.0),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
