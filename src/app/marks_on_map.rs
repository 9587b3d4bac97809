//! What is marked as the map draws it: zones and leading firms in the scene's local metres, made anew when marks change.

use std::sync::Arc;

use super::document::Document;
use super::layers::{LayerLine, LocalLayer};
use crate::domain::{MarkedZone, ZoneKind};
use crate::geometry::LocalBox;

/// A zone on the map.
#[derive(Debug)]
pub struct ZoneOnMap {
    /// What it is.
    pub kind: ZoneKind,
    /// Its name.
    pub name: String,
    /// The box around it.
    pub bounds: LocalBox,
    /// Its outline.
    pub outline: LocalLayer,
}

/// Everything marked that has a place.
#[derive(Debug, Default)]
pub struct MarksOnMap {
    /// The zones.
    pub zones: Vec<ZoneOnMap>,
    /// Leading firms by row, each with its place.
    pub anchors: Vec<(u32, [f64; 2])>,
}

impl Document {
    /// What is marked, as the map draws it.
    pub fn marks_on_map(&mut self) -> Arc<MarksOnMap> {
        let revision = self.revisions().marks;
        let Self { derived, judging, scene, .. } = self;
        let made = derived.marks_on_map.get_or(revision, || {
            let marks = &judging.marks;
            let zone = |zone: &MarkedZone| {
                let line = |ring: &Vec<[f64; 2]>| {
                    let closed = ring.iter().chain(ring.first());
                    LayerLine::of(closed.map(|&position| scene.frame().local_from_lonlat(position)).collect())
                };
                let lines: Vec<LayerLine> = zone.rings.iter().filter_map(line).collect();
                let bounds = lines.iter().map(|line| line.bounds).reduce(LocalBox::union)?;
                let outline = LocalLayer { lines, points: Vec::new() };
                Some(ZoneOnMap { kind: zone.kind, name: zone.name.clone(), bounds, outline })
            };
            let place = |&row: &u32| Some((row, scene.interior_point(row as usize)?));
            let zones = marks.zones.iter().filter_map(zone).collect();
            Arc::new(MarksOnMap { zones, anchors: marks.anchors.keys().filter_map(place).collect() })
        });
        Arc::clone(made)
    }
}
