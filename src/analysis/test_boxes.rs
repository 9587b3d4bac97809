//! Parcels drawn as boxes, for tests on what became of land.

use std::sync::Arc;

use crate::domain::{ByteSpan, ParcelTable, ParcelTableParts, ShapeState, ShapesBuilder, TextColumn, TextField};
use crate::geometry::area::parcel_area_m2;

/// No outline.
pub const NOWHERE: [f64; 4] = [0.0; 4];

/// Parcels as boxes of metres east and north of a place, each with a code.
pub fn boxes(parcels: &[(&str, [f64; 4])]) -> ParcelTable {
    let degrees = |metres: f64| metres / 111_320.0;
    let mut shapes = ShapesBuilder::default();
    for (_, [west, south, east, north]) in parcels {
        if west < east {
            for [x, y] in [[west, south], [east, south], [east, north], [west, north], [west, south]] {
                shapes.push_position([120.0 + degrees(*x), degrees(*y)]);
            }
            shapes.end_ring();
            shapes.end_part();
        }
        shapes.end_parcel();
    }
    let shapes = shapes.finish();
    let area = |place: usize| if shapes.rings_of(place).is_empty() { f64::NAN } else { parcel_area_m2(&shapes, place) };
    let areas = (0..parcels.len()).map(area).collect();
    let codes: TextColumn = parcels.iter().map(|(code, _)| Some(*code)).collect();
    let parts = ParcelTableParts {
        feature_index: (0..parcels.len() as u32).collect(),
        spans: vec![ByteSpan::default(); parcels.len()],
        keys: codes.clone(),
        shapes,
        shape_states: vec![ShapeState::Valid; parcels.len()],
        geometric_area_m2: areas,
        ..ParcelTableParts::default()
    };
    ParcelTable::freeze(parts).with_text(TextField::ParcelCode, Arc::new(codes))
}
