//! Where the nearest leading firm of a chain and the nearest zone lie: the rulebook's marks and the user's together.

use rustc_hash::FxHashMap;

use super::inputs::JudgeInputs;
use super::marks::Zone;
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
        let zones = |kind, round: &[Zone]| Zones::new(marks, kind, round);
        Self {
            by_industry: by_industry.into_iter().map(|(id, places)| (id, Places::new(&places))).collect(),
            by_class: by_class.into_iter().map(|(class, places)| (class, Places::new(&places))).collect(),
            platform: zones(ZoneKind::Platform, &book.marks.platform_zones),
            urban: zones(ZoneKind::Urban, &book.marks.urban_zones),
        }
    }

    /// The leading firms of an industry's chain: of its group or word, and of its class.
    fn chain(&self, industry: Industry<'_>) -> impl Iterator<Item = &Places> {
        let of_class = two_digits(industry.class).and_then(|class| self.by_class.get(class));
        self.by_industry.get(&industry.id).into_iter().chain(of_class)
    }

    /// Whether an industry is of the chain of a leading firm; `None` where none is marked.
    pub(super) fn is_of_a_chain(&self, industry: Industry<'_>) -> Option<bool> {
        let is_marked = !(self.by_industry.is_empty() && self.by_class.is_empty());
        is_marked.then(|| self.chain(industry).next().is_some())
    }

    /// Kilometres to the nearest leading firm of an industry's chain.
    pub(super) fn anchor_km(&self, place: [f64; 2], industry: Industry<'_>) -> Option<f64> {
        self.chain(industry).filter_map(|places| places.nearest_km(place)).min_by(f64::total_cmp)
    }

    /// Kilometres to the nearest zone of a kind, 0 inside; `None` where none is marked.
    pub(super) fn zone_km(&self, kind: ZoneKind, place: [f64; 2]) -> Option<f64> {
        let zones = match kind {
            ZoneKind::Platform => &self.platform,
            ZoneKind::Urban => &self.urban,
        };
        zones.nearest_km(place)
    }
}

/// The zones of one kind.
#[derive(Debug)]
struct Zones {
    round: Vec<Zone>,
    drawn: ZoneIndex,
}

impl Zones {
    fn new(marks: &UserMarks, kind: ZoneKind, round: &[Zone]) -> Self {
        let drawn: Vec<&[Vec<[f64; 2]>]> = marks.zones_of(kind).map(|zone| zone.rings.as_slice()).collect();
        Self { round: round.to_vec(), drawn: ZoneIndex::new(&drawn) }
    }

    fn nearest_km(&self, place: [f64; 2]) -> Option<f64> {
        let to_edge = |zone: &Zone| (great_circle_km(place, [zone.lon, zone.lat]) - zone.radius_km).max(0.0);
        self.round.iter().map(to_edge).chain(self.drawn.nearest_km(place)).min_by(f64::total_cmp)
    }
}
