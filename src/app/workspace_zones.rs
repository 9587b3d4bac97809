//! What the workspace does with boundaries and reference layers: read them off the window's thread, apply, take away, make
//! zones of them.

use std::path::PathBuf;
use std::sync::Arc;

use super::beside::BesideError;
use super::boundaries::{Boundaries, BoundaryChoices};
use super::jobs::{JobKind, Outcome, ReadBeside};
use super::layers::{LAYER_COLORS, Layer};
use super::marks::MarkChange;
use super::notice::NoticeKind;
use super::workspace::Workspace;
use crate::domain::{MarkedZone, ZoneKind};

/// Boundaries that are being chosen about.
#[derive(Debug)]
pub struct DraftedBoundaries {
    generation: u64,
    draft: Result<Arc<Boundaries>, BesideError>,
}

impl Workspace {
    /// The boundaries that are being chosen about; an error if they could not be read.
    #[must_use]
    pub fn boundary_draft(&self) -> Option<Result<&Arc<Boundaries>, &BesideError>> {
        self.boundary_draft.as_ref().map(|drafted| drafted.draft.as_ref())
    }

    /// Whether boundaries are being read.
    #[must_use]
    pub fn is_reading_boundaries(&self) -> bool {
        self.jobs.iter().any(|job| job.kind == JobKind::ReadBoundaries)
    }

    pub(super) fn draft_boundaries(&mut self, path: PathBuf) {
        self.boundary_draft = None;
        let Some(document) = &self.document else { return };
        let held = document.boundaries().filter(|boundaries| boundaries.path == path);
        let choices = held.map_or_else(BoundaryChoices::default, |boundaries| boundaries.choices.clone());
        let (parcels, scene) = (Arc::clone(&document.table_of_file), Arc::clone(document.scene()));
        let (crs, generation) = (document.report().crs.clone(), document.generation());
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.jobs.retain(|job| job.kind != JobKind::ReadBoundaries);
        self.start(JobKind::ReadBoundaries, subject, move |_| {
            let read = Boundaries::read(&path, choices, &parcels, &scene, &crs);
            Outcome::Beside(generation, Box::new(ReadBeside::BoundaryDraft(read.map(Arc::new))))
        });
    }

    pub(super) fn take_boundary_draft(&mut self, generation: u64, draft: Result<Arc<Boundaries>, BesideError>) {
        if self.document.as_ref().is_some_and(|document| document.generation() == generation) {
            self.boundary_draft = Some(DraftedBoundaries { generation, draft });
        }
    }

    pub(super) fn redraft_boundaries(&mut self, choices: BoundaryChoices) {
        if let Some(DraftedBoundaries { draft: Ok(draft), .. }) = &mut self.boundary_draft {
            *draft = Arc::new(draft.with(choices));
        }
    }

    pub(super) fn apply_boundaries(&mut self) {
        let Some(DraftedBoundaries { generation, draft: Ok(draft) }) = self.boundary_draft.take() else { return };
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        let (straddling, outside) = (draft.fit.straddlers.len(), draft.fit.outside);
        let file = draft.file_name();
        document.set_boundaries(Some(draft));
        self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::ParksByBoundaries { .. }));
        self.notify(NoticeKind::ParksByBoundaries { file, straddling, outside });
    }

    pub(super) fn add_layer(&mut self, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let (scene, crs, generation) =
            (Arc::clone(document.scene()), document.report().crs.clone(), document.generation());
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start(JobKind::ReadLayer, subject, move |_| {
            Outcome::Beside(generation, Box::new(ReadBeside::Layer(Layer::read(&path, &crs, &scene))))
        });
    }

    /// Makes zones of a layer's polygons: thousands of them are not united within a frame.
    pub(super) fn make_zones(&mut self, at: usize, kind: ZoneKind) {
        let Some(document) = &self.document else { return };
        let Some(layer) = document.layers().get(at).cloned() else { return };
        let (generation, subject) = (document.generation(), layer.name.clone());
        self.start(JobKind::MakeZones, subject, move |_| {
            Outcome::Beside(generation, Box::new(ReadBeside::Zones(layer.zones(kind))))
        });
    }

    pub(super) fn take_zones(&mut self, generation: u64, zones: Vec<MarkedZone>) {
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        if let Some(document) = document {
            document.mark(MarkChange::AddZones(zones));
        }
    }

    pub(super) fn take_layer(&mut self, generation: u64, layer: Result<Layer, BesideError>) {
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        match layer {
            Ok(mut layer) => {
                let mut layers = document.layers().to_vec();
                // The first colour that no layer has, else they go round.
                let is_free = |color: &u8| layers.iter().all(|layer| layer.color != *color);
                let color = (0..LAYER_COLORS).find(is_free).unwrap_or((layers.len() % usize::from(LAYER_COLORS)) as u8);
                layer.color = color;
                layers.push(layer);
                document.set_layers(layers);
            }
            Err(error) => self.notify(NoticeKind::BesideNotRead(error)),
        }
    }
}
