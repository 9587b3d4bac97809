//! Where the nearest leading firm of a chain and the nearest zone lie: the rulebook's marks and the user's together.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::inputs::JudgeInputs;
use super::marks::{Zone, ZoneShape};
use super::words::{Industries, Industry};
use crate::domain::{UserMarks, ZoneKind};
use crate::geometry::distance::{Places, ZoneIndex, great_circle_km};
use crate::geometry::interior_lonlat;

/// The first two digits of a class of GB/T 4754.
fn two_digits(class: &str) -> Option<&str> {
    class.get(..2)
}

/// Marks made ready to be asked about, once for a table.
#[derive(Debug)]
pub(super) struct MarkIndex {
    /// Leading firms by the number of their industry and by the first two digits of their class: either makes a chain.
    by_industry: FxHashMap<u32, Places>,
    by_class: FxHashMap<String, Places>,
    platform: Zones,
    urban: Zones,
    /// A point inside every parcel, longitude and latitude, NaN where its outline encloses nothing; empty where nothing
    /// with a place is marked.
    places: Vec<[f64; 2]>,
}

impl MarkIndex {
    pub(super) fn new(inputs: &JudgeInputs<'_>, industries: &Industries<'_>) -> Self {
        let (marks, book) = (inputs.marks, inputs.book);
        let mut by_industry = FxHashMap::<u32, Vec<[f64; 2]>>::default();
        let mut by_class = FxHashMap::<String, Vec<[f64; 2]>>::default();
        for anchor in &book.marks.anchors {
            let place = [anchor.lon, anchor.lat];
            if let Some(id) = book.industries.iter().position(|group| group.key == anchor.industry) {
                by_industry.entry(id as u32).or_default().push(place);
            }
            if let Some(class) = two_digits(&anchor.industry) {
                by_class.entry(class.to_owned()).or_default().push(place);
            }
        }
        for &row in marks.anchors.keys() {
            // A leading firm whose industry is not known leads no chain.
            let Some(industry) = industries.get(row as usize) else { continue };
            let place = interior_lonlat(inputs.table.shapes(), row as usize);
            by_industry.entry(industry.id).or_default().extend(place);
            if let Some(class) = two_digits(industry.class) {
                by_class.entry(class.to_owned()).or_default().extend(place);
            }
        }
        let mut index = Self {
            by_industry: by_industry.into_iter().map(|(id, places)| (id, Places::new(&places))).collect(),
            by_class: by_class.into_iter().map(|(class, places)| (class, Places::new(&places))).collect(),
            platform: Zones::new(marks, ZoneKind::Platform, &book.marks.platform_zones),
            urban: Zones::new(marks, ZoneKind::Urban, &book.marks.urban_zones),
            places: Vec::new(),
        };
        if index.has_anchors() || !index.platform.is_empty() || !index.urban.is_empty() {
            index.places = (0..inputs.table.len()).into_par_iter().map(|row| place_of(inputs, row)).collect();
        }
        index
    }

    fn has_anchors(&self) -> bool {
        !(self.by_industry.is_empty() && self.by_class.is_empty())
    }

    fn place(&self, row: usize) -> Option<[f64; 2]> {
        self.places.get(row).copied().filter(|[lon, _]| !lon.is_nan())
    }

    /// The leading firms of an industry's chain: of its group or word, and of its class.
    fn chain(&self, industry: Industry<'_>) -> impl Iterator<Item = &Places> {
        let of_class = two_digits(industry.class).and_then(|class| self.by_class.get(class));
        self.by_industry.get(&industry.id).into_iter().chain(of_class)
    }

    /// Whether an industry is of the chain of a leading firm; `None` where none is marked.
    pub(super) fn is_of_a_chain(&self, industry: Industry<'_>) -> Option<bool> {
        self.has_anchors().then(|| self.chain(industry).next().is_some())
    }

    /// Kilometres from a parcel to the nearest leading firm of an industry's chain.
    pub(super) fn anchor_km(&self, row: usize, industry: Industry<'_>) -> Option<f64> {
        let place = self.place(row)?;
        self.chain(industry).filter_map(|places| places.nearest_km(place)).min_by(f64::total_cmp)
    }

    /// Kilometres from a parcel to the nearest platform zone, 0 inside; `None` where none is marked.
    pub(super) fn platform_km(&self, row: usize) -> Option<f64> {
        self.platform.nearest_km(self.place(row)?)
    }

    /// Whether a parcel is inside an urban zone; `None` where none is marked.
    pub(super) fn is_urban(&self, row: usize) -> Option<bool> {
        let place = self.place(row).filter(|_| !self.urban.is_empty())?;
        Some(self.urban.contains(place))
    }
}

/// A point inside a parcel; NaN where its outline encloses nothing.
fn place_of(inputs: &JudgeInputs<'_>, row: usize) -> [f64; 2] {
    let is_sound = inputs.table.geometric_area_m2(row).is_some();
    interior_lonlat(inputs.table.shapes(), row).filter(|_| is_sound).unwrap_or([f64::NAN; 2])
}

/// The zones of one kind.
#[derive(Debug)]
struct Zones {
    /// Middle and radius in kilometres.
    round: Vec<([f64; 2], f64)>,
    polygons: ZoneIndex,
}

impl Zones {
    fn new(marks: &UserMarks, kind: ZoneKind, of_book: &[Zone]) -> Self {
        let (mut round, mut written) = (Vec::new(), Vec::new());
        for shape in of_book.iter().filter_map(Zone::shape) {
            match shape {
                ZoneShape::Round(middle, radius_km) => round.push((middle, radius_km)),
                ZoneShape::Polygon(corners) => written.push([corners.to_vec()]),
            }
        }
        let drawn = marks.zones_of(kind).map(|zone| zone.rings.as_slice());
        let polygons: Vec<&[Vec<[f64; 2]>]> = drawn.chain(written.iter().map(<[_; 1]>::as_slice)).collect();
        Self { round, polygons: ZoneIndex::new(&polygons) }
    }

    fn is_empty(&self) -> bool {
        self.round.is_empty() && self.polygons.is_empty()
    }

    fn contains(&self, place: [f64; 2]) -> bool {
        self.round.iter().any(|zone| km_to_edge(zone, place) <= 0.0) || self.polygons.contains(place)
    }

    fn nearest_km(&self, place: [f64; 2]) -> Option<f64> {
        let round = self.round.iter().map(|zone| km_to_edge(zone, place));
        round.chain(self.polygons.nearest_km(place)).min_by(f64::total_cmp)
    }
}

/// Kilometres to a round zone's edge, 0 inside.
fn km_to_edge((middle, radius_km): &([f64; 2], f64), place: [f64; 2]) -> f64 {
    (great_circle_km(place, *middle) - radius_km).max(0.0)
}
