//! What each parcel's colour on the map means: a class a row, and the classes with their counts and land.

use std::sync::Arc;

use rayon::prelude::*;

use super::base_side::BaseSide;
use super::data_colors::{DIVERGING_RGB, MISSING_RGB, OTHER_RGB, QUALITATIVE_RGB, SEQUENTIAL_RGB};
use super::diverging::Diverging;
use super::document_judging::{JudgedWork, outcome_rgb};
use super::view_settings::ColorBy;
use crate::analysis::{ClassMethod, Figures, Indicator, NumberKey, YearSide, class_breaks, class_of, class_sample};
use crate::domain::{
    Category, CategoryColumn, LandStatus, Outcome, ParcelTable, RenewalModel, RevivalRoute, RowSet, Tags, Term, Unit,
    units,
};

/// What a class is called.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassLabel {
    /// A model, a status, or untagged.
    Term(Term),
    /// A word from the file.
    Text(Arc<str>),
    /// The groups beyond the largest dozen, and how many.
    Others(usize),
    /// Values in a unit from the first, exclusive but for the lowest class, to the second, inclusive.
    Range(Unit, f64, f64),
    /// Changes of an indicator from the first to the second.
    Change(Indicator, f64, f64),
    /// Values this class, from far below to far above, lies from the mean.
    AgainstMean(u8),
    /// At the target floor area ratio or above it: no headroom.
    AtTarget,
    /// Not known.
    Missing,
}

/// One class of the map's colours.
#[derive(Clone, Debug, PartialEq)]
pub struct MapClass {
    /// What it is called.
    pub label: ClassLabel,
    /// Its colour.
    pub rgb: [u8; 3],
    /// Whether it is hatched: nothing is known there.
    pub hatch: bool,
    /// Parcels the filter shows in it.
    pub parcels: usize,
    /// Their land, mu.
    pub land_mu: f64,
}

/// What classes are made from, shared with the thread that makes them.
pub(super) struct ClassInputs {
    pub(super) table: Arc<ParcelTable>,
    pub(super) figures: Arc<Figures>,
    pub(super) tags: Arc<Tags>,
    pub(super) shown: Arc<RowSet>,
    pub(super) color_by: ColorBy,
    pub(super) method: ClassMethod,
    pub(super) judged: Arc<JudgedWork>,
    /// The mean of the land shown, where colours are against it.
    pub(super) mean: Option<f64>,
    /// The base, where colours mean changes since.
    pub(super) base: Option<BaseSide>,
}

impl ClassInputs {
    /// Breaks are cut over all parcels, so that filtering never changes a colour, but where they mean how far from the
    /// mean of the land shown; counts and land are of the rows shown.
    pub(super) fn classes(&self) -> MapClasses {
        let (table, figures) = (&*self.table, &*self.figures);
        let mut classes = match self.color_by {
            ColorBy::Model => MapClasses::by_model(&self.tags),
            ColorBy::Route => MapClasses::by_route(&self.tags),
            ColorBy::Headroom => MapClasses::by_headroom(table, figures, self.method),
            ColorBy::Status => MapClasses::by_status(table, figures),
            ColorBy::Park => MapClasses::by_category(table, figures, Category::Park),
            ColorBy::Indicator(indicator) => MapClasses::by_indicator(table, figures, indicator, self.method),
            ColorBy::AgainstMean(indicator) => {
                MapClasses::against_mean(figures.indicator_values(table, indicator), self.mean)
            }
            ColorBy::Change(indicator) => {
                let current = YearSide { table, figures, tags: &self.tags };
                MapClasses::by_change(current, indicator, self.base.as_ref())
            }
            ColorBy::Finding(kind) => MapClasses::by_outcome(self.judged.judged().outcomes(kind)),
        };
        classes.count(figures, &self.shown);
        classes
    }
}

/// A class for every row.
#[derive(Clone, Debug, Default)]
pub struct MapClasses {
    /// The class of each row, an index into [`Self::classes`].
    pub class_of_row: Vec<u8>,
    /// The classes, in the legend's order.
    pub classes: Vec<MapClass>,
    /// The number that each row is classed by, NaN where it has none; empty where the colours mean no numbers.
    pub values: Vec<f64>,
    /// The bounds between the classes of numbers, ascending.
    pub breaks: Vec<f64>,
    /// How many of how many numbers the bounds are found from, where it is not all of them.
    pub sample: Option<(usize, usize)>,
}

impl MapClasses {
    fn by_model(tags: &Tags) -> Self {
        let mut classes: Vec<MapClass> =
            RenewalModel::ALL.map(|model| class(ClassLabel::Term(Term::Model(model)), model.color_rgb())).into();
        classes.push(missing(ClassLabel::Term(Term::Untagged)));
        let class_of_row = tags.numbers().iter().map(|&number| if number == 0 { 8 } else { number - 1 }).collect();
        Self { class_of_row, classes, ..Self::default() }
    }

    fn by_route(tags: &Tags) -> Self {
        let mut classes: Vec<MapClass> =
            RevivalRoute::ALL.map(|route| class(ClassLabel::Term(Term::Route(route)), route.color_rgb())).into();
        classes.push(missing(ClassLabel::Term(Term::Untagged)));
        let class_of_row =
            tags.route_numbers().iter().map(|&number| if number == 0 { 4 } else { number - 1 }).collect();
        Self { class_of_row, classes, ..Self::default() }
    }

    /// Headroom above 0 in classes; parcels at their target are one of their own.
    fn by_headroom(table: &ParcelTable, figures: &Figures, method: ClassMethod) -> Self {
        let room = figures.number_values(table, NumberKey::FloorHeadroom);
        let is_full: Vec<bool> = room.iter().map(|&room| room == 0.0).collect();
        let above = room.into_iter().map(|room| if room == 0.0 { f64::NAN } else { room }).collect();
        let mut classes = Self::by_numbers(above, NumberKey::FloorHeadroom.unit(), method);
        let full = classes.classes.len() as u8;
        classes.classes.insert(usize::from(full) - 1, class(ClassLabel::AtTarget, OTHER_RGB));
        for (class, is_full) in classes.class_of_row.iter_mut().zip(is_full) {
            // What is missing moved one place on, behind the class of full parcels.
            *class = if is_full { full - 1 } else { *class + u8::from(*class + 1 == full) };
        }
        classes
    }

    fn by_status(table: &ParcelTable, figures: &Figures) -> Self {
        let classes = LandStatus::ALL
            .map(|status| match status {
                LandStatus::Unknown => missing(ClassLabel::Term(Term::Status(status))),
                _ => class(ClassLabel::Term(Term::Status(status)), status.color_rgb()),
            })
            .into();
        let class_of_row = (0..table.len()).map(|row| figures.status(row) as u8).collect();
        Self { class_of_row, classes, ..Self::default() }
    }

    fn by_outcome(outcomes: &[Outcome]) -> Self {
        let present: Vec<Outcome> = Outcome::all().filter(|outcome| outcomes.contains(outcome)).collect();
        let of = |&outcome: &Outcome| {
            let label = ClassLabel::Term(Term::Outcome(outcome));
            outcome_rgb(outcome).map_or_else(|| missing(label.clone()), |rgb| class(label.clone(), rgb))
        };
        let place = |outcome: &Outcome| present.iter().position(|each| each == outcome).unwrap_or_default() as u8;
        let class_of_row = outcomes.iter().map(place).collect();
        Self { class_of_row, classes: present.iter().map(of).collect(), ..Self::default() }
    }

    fn by_category(table: &ParcelTable, figures: &Figures, category: Category) -> Self {
        let Some(column) = table.category(category) else {
            let classes = vec![missing(ClassLabel::Missing)];
            return Self { class_of_row: vec![0; table.len()], classes, ..Self::default() };
        };
        let mut land = vec![0.0; column.words().len()];
        for row in 0..table.len() {
            if let Some(code) = column.code(row) {
                land[code as usize] += figures.land_m2(row).unwrap_or(0.0);
            }
        }
        // The largest groups by land have a colour each; ties go by first appearance.
        let mut order: Vec<usize> = (0..land.len()).collect();
        order.sort_by(|&a, &b| land[b].total_cmp(&land[a]).then(a.cmp(&b)));
        let own = order.len().min(QUALITATIVE_RGB.len());
        let mut classes: Vec<MapClass> = order[..own]
            .iter()
            .zip(QUALITATIVE_RGB)
            .map(|(&code, rgb)| class(ClassLabel::Text(Arc::clone(&column.words()[code])), rgb))
            .collect();
        let others = classes.len() as u8;
        if order.len() > own {
            classes.push(class(ClassLabel::Others(order.len() - own), OTHER_RGB));
        }
        let blank = classes.len() as u8;
        classes.push(missing(ClassLabel::Missing));
        let mut class_of_code = vec![others; land.len()];
        for (place, &code) in order[..own].iter().enumerate() {
            class_of_code[code] = place as u8;
        }
        let class_of_row = column
            .codes()
            .iter()
            .map(|&code| if code == CategoryColumn::MISSING { blank } else { class_of_code[code as usize] })
            .collect();
        Self { class_of_row, classes, ..Self::default() }
    }

    fn by_indicator(table: &ParcelTable, figures: &Figures, indicator: Indicator, method: ClassMethod) -> Self {
        Self::by_numbers(figures.indicator_values(table, indicator), indicator.unit(), method)
    }

    fn by_numbers(values: Vec<f64>, unit: Unit, method: ClassMethod) -> Self {
        let known: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        let breaks = class_breaks(&known, method, SEQUENTIAL_RGB.len());
        let mut lower = known.iter().copied().fold(f64::INFINITY, f64::min);
        let mut classes = Vec::with_capacity(breaks.len() + 1);
        for (place, &upper) in breaks.iter().enumerate() {
            // Fewer distinct values than classes: spread what there is over the whole ramp.
            let step = if breaks.len() > 1 { place * (SEQUENTIAL_RGB.len() - 1) / (breaks.len() - 1) } else { 2 };
            classes.push(class(ClassLabel::Range(unit, lower, upper), SEQUENTIAL_RGB[step]));
            lower = upper;
        }
        let blank = classes.len() as u8;
        classes.push(missing(ClassLabel::Missing));
        let class_of_row =
            values.par_iter().map(|&value| if value.is_finite() { class_of(&breaks, value) } else { blank }).collect();
        let sample = class_sample(&values, method);
        Self { class_of_row, classes, values, breaks, sample }
    }

    fn against_mean(values: Vec<f64>, mean: Option<f64>) -> Self {
        // Without a mean no row has a value either.
        let classes = Diverging::against_mean(mean.unwrap_or_default());
        Self::diverging(values, classes, ClassLabel::AgainstMean)
    }

    fn by_change(current: YearSide<'_>, indicator: Indicator, base: Option<&BaseSide>) -> Self {
        let changes = match base {
            Some(base) => base.comparison(current, None).changes_of(indicator),
            None => vec![f64::NAN; current.table.len()],
        };
        let known = || changes.iter().copied().filter(|change| change.is_finite());
        let [least, greatest] = [known().fold(0.0, f64::min), known().fold(0.0, f64::max)];
        let classes = Diverging::of_changes(&changes);
        let [far_below, below, above, far_above] = classes.bounds;
        let edges = [least, far_below, below, above, far_above, greatest];
        let label = |class: u8| {
            let [from, to] = [0, 1].map(|side| edges[usize::from(class) + side]);
            ClassLabel::Change(indicator, from, to)
        };
        Self::diverging(changes, classes, label)
    }

    fn diverging(values: Vec<f64>, diverging: Diverging, label: impl Fn(u8) -> ClassLabel) -> Self {
        let mut classes: Vec<MapClass> =
            (0..).zip(DIVERGING_RGB).map(|(place, rgb)| class(label(place), rgb)).collect();
        classes.push(missing(ClassLabel::Missing));
        let class_of_row = values.iter().map(|&value| diverging.class_of(value)).collect();
        Self { class_of_row, classes, values, breaks: diverging.bounds.into(), sample: None }
    }

    fn count(&mut self, figures: &Figures, shown: &RowSet) {
        for row in shown.iter() {
            let Some(class) = self.class_of_row.get(row).and_then(|&class| self.classes.get_mut(usize::from(class)))
            else {
                continue;
            };
            class.parcels += 1;
            class.land_mu += figures.land_m2(row).map_or(0.0, units::mu_from_m2);
        }
    }
}

fn class(label: ClassLabel, rgb: [u8; 3]) -> MapClass {
    MapClass { label, rgb, hatch: false, parcels: 0, land_mu: 0.0 }
}

fn missing(label: ClassLabel) -> MapClass {
    MapClass { label, rgb: MISSING_RGB, hatch: true, parcels: 0, land_mu: 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::super::jobs::tests::loaded_sample;
    use super::*;

    #[test]
    fn parcels_at_their_target_and_parcels_of_unknown_headroom_are_classes_of_their_own() {
        let mut document = Document::new(loaded_sample(), 1);
        document.view.color_by = ColorBy::Headroom;
        let (classes, figures) = (document.map_classes_now(), document.figures());
        let headroom = figures.headroom().unwrap();
        for row in 0..document.table().len() {
            let label = &classes.classes[usize::from(classes.class_of_row[row])].label;
            match headroom.room_m2(row) {
                None => assert_eq!(*label, ClassLabel::Missing),
                Some(0.0) => assert_eq!(*label, ClassLabel::AtTarget),
                Some(room) => {
                    assert!(
                        matches!(*label, ClassLabel::Range(_, from, to) if from <= room && room <= to),
                        "{label:?}"
                    );
                }
            }
        }
        assert!(classes.classes.iter().all(|class| class.parcels > 0), "the sample has every sort");
    }
}
