//! Reference layers: roads, red lines, platform zones, anchors, drawn under the parcels or over them and never counted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::beside::{BesideError, find};
use crate::domain::ZoneRings;
use crate::geometry::{LocalBox, Scene};
use crate::io::import_report::CrsDecision;
use crate::io::{ProjectSource, ReferenceLayer, Source, SourceStamp, read_reference_layer};

/// How many colours layers have; a layer's colour is a number below it.
pub const LAYER_COLORS: u8 = 4;

/// A line of a layer in the scene's local metres, with the box around it.
#[derive(Debug)]
pub struct LayerLine {
    /// The box around it.
    pub bounds: LocalBox,
    /// Its positions.
    pub positions: Vec<[f64; 2]>,
}

impl LayerLine {
    /// The line through these positions; `None` of none.
    #[must_use]
    pub fn of(positions: Vec<[f64; 2]>) -> Option<Self> {
        let boxes = positions.iter().map(|&at| LocalBox { min: at, max: at });
        let bounds = boxes.reduce(LocalBox::union)?;
        Some(Self { bounds, positions })
    }
}

/// A layer's lines and points in the scene's local metres.
#[derive(Debug, Default)]
pub struct LocalLayer {
    /// Lines and closed rings.
    pub lines: Vec<LayerLine>,
    /// Points, each with its name where it has one.
    pub points: Vec<([f64; 2], Option<String>)>,
}

/// A reference layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Where it lies.
    pub path: PathBuf,
    /// What it looked like when it was read.
    pub stamp: SourceStamp,
    /// Its name in the list.
    pub name: String,
    /// Whether it is drawn.
    pub visible: bool,
    /// Whether its lines are drawn over the parcels, not under them.
    pub above: bool,
    /// Its colour, below [`LAYER_COLORS`].
    pub color: u8,
    /// What it draws.
    pub local: Arc<LocalLayer>,
    degrees: Arc<ReferenceLayer>,
}

impl PartialEq for Layer {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
            && self.stamp.blake3 == other.stamp.blake3
            && (&self.name, self.visible, self.above, self.color)
                == (&other.name, other.visible, other.above, other.color)
    }
}

/// A layer as a project remembers it.
#[derive(Debug, Serialize, Deserialize)]
struct SavedLayer {
    source: ProjectSource,
    name: String,
    visible: bool,
    #[serde(default)]
    above: bool,
    #[serde(default)]
    color: u8,
}

impl Layer {
    /// Reads a layer and lays it into the scene.
    pub fn read(path: &Path, parcels_crs: &CrsDecision, scene: &Scene) -> Result<Self, BesideError> {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let (degrees, stamp) =
            read_reference_layer(path, parcels_crs).map_err(|error| BesideError::Layer(file, error))?;
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let layer = Self {
            path: path.to_owned(),
            stamp,
            name,
            visible: true,
            above: false,
            color: 0,
            local: Arc::default(),
            degrees: Arc::new(degrees),
        };
        Ok(layer.placed_in(scene))
    }

    /// Its polygons as rings, the outer one first, each with its name where it has one.
    #[must_use]
    pub fn outlines(&self) -> &[(Option<String>, ZoneRings)] {
        &self.degrees.polygons
    }

    /// The same layer in another scene.
    #[must_use]
    pub fn placed_in(&self, scene: &Scene) -> Self {
        let local = |&position: &[f64; 2]| scene.frame().local_from_lonlat(position);
        let line = |positions: &Vec<[f64; 2]>| LayerLine::of(positions.iter().map(local).collect());
        let lines = self.degrees.drawn().filter_map(line).collect();
        let points = self.degrees.points.iter().map(|(point, name)| (local(point), name.clone())).collect();
        Self { local: Arc::new(LocalLayer { lines, points }), ..self.clone() }
    }

    /// Reads a layer as a project saved it; whether it is the same to the byte.
    pub(super) fn read_saved(
        saved: &Value,
        project: &Path,
        parcels_crs: &CrsDecision,
        scene: &Scene,
    ) -> Result<(Self, bool), BesideError> {
        let saved: SavedLayer = serde_json::from_value(saved.clone()).map_err(|_| BesideError::NotUnderstood)?;
        let layer = Self::read(&find(&saved.source, project)?, parcels_crs, scene)?;
        let is_same = saved.source.is_same_content(&layer.stamp);
        let color = saved.color % LAYER_COLORS;
        Ok((Self { name: saved.name, visible: saved.visible, above: saved.above, color, ..layer }, is_same))
    }

    /// The layer as a project saved at `project` remembers it.
    pub(super) fn saved(&self, project: &Path) -> Value {
        let source = ProjectSource::of(&Source::Path(self.path.clone()), &self.stamp, project);
        let saved =
            SavedLayer { source, name: self.name.clone(), visible: self.visible, above: self.above, color: self.color };
        serde_json::to_value(saved).unwrap_or_default()
    }
}
