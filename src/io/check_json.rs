//! The object that `mulens check --json` prints.
//!
//! Owns its names; what stands in it is the report's and the error's.

use serde_json::{Map, Value, json};

use super::convert::LayerInfo;
use super::geojson::Import;
use super::import_report::{FoundColumn, UnitEvidence};
use super::read_error::ReadError;
use crate::locale::Lang;

/// One object about a file: what was found in it, or why it cannot be read. The message is English, like the names.
#[must_use]
pub fn check_json(import: &Result<Import, ReadError>) -> Value {
    match import {
        Ok(import) => import_json(import),
        Err(error) => error_json(error),
    }
}

fn import_json(import: &Import) -> Value {
    let report = &import.report;
    let converted = import.source.converted();
    let skipped: Vec<Value> =
        report.skipped.iter().map(|each| json!({ "index": each.index, "reason": each.reason.key() })).collect();
    let repaired: Vec<Value> = report
        .repaired
        .iter()
        .map(|each| {
            json!({
                "index": each.index,
                "reason": each.reason.key(),
                "area_before_m2": each.area_before_m2,
                "area_after_m2": each.area_after_m2,
            })
        })
        .collect();
    let findings: Map<String, Value> =
        report.findings.counts().map(|(kind, count)| (kind.key().to_owned(), count.into())).collect();
    let unused: Map<String, Value> =
        report.unused.iter().map(|property| (property.name.clone(), property.filled.into())).collect();
    json!({
        "readable": true,
        "format": report.format,
        "encoding": report.encoding,
        "layer": converted.and_then(|converted| converted.layer.as_deref()),
        "layers": layers_json(converted.map_or(&[], |converted| &converted.layers)),
        "crs": {
            "code": report.crs.crs.to_string(),
            "decided_by": report.crs.decided_by.key(),
            "label": report.crs.label,
            "swapped": report.crs.swapped,
        },
        "features": report.features,
        "parcels": report.parcels,
        "skipped": skipped,
        "repaired": repaired,
        "columns": columns_json(&report.columns),
        "unused": unused,
        "area_m2_total": report.area_m2_total,
        "area_basis": report.crs.crs.area_basis().key(),
        "findings": findings,
    })
}

fn layers_json(layers: &[LayerInfo]) -> Vec<Value> {
    layers.iter().map(|layer| json!({ "name": layer.name, "features": layer.features })).collect()
}

/// The columns by key. Of a measure with several years the latest has the plain key, which so is always there, and each
/// other one its year behind it: `output`, `output@2022`.
fn columns_json(columns: &[FoundColumn]) -> Map<String, Value> {
    let latest = |key: &str| columns.iter().filter(|column| column.key() == key).map(|column| column.year).max();
    columns
        .iter()
        .map(|column| {
            let key = match column.year {
                _ if latest(column.key()) == Some(column.year) => column.key().to_owned(),
                Some(year) => format!("{}@{year}", column.key()),
                None => format!("{}@", column.key()),
            };
            let value = json!({
                "property": column.property,
                "unit": column.unit,
                "unit_decided_by": match column.unit_by {
                    UnitEvidence::Header => Some("header"),
                    UnitEvidence::Ratio => Some("ratio"),
                    UnitEvidence::Range => Some("range"),
                    UnitEvidence::Column => Some("column"),
                    UnitEvidence::Chosen => Some("mapping"),
                    UnitEvidence::Assumed => Some("assumed"),
                    UnitEvidence::NotNeeded => None,
                },
                "year": column.year,
                "decided_by": column.decided_by.key(),
                "filled": column.filled,
                "passed_over": column.passed_over,
            });
            (key, value)
        })
        .collect()
}

fn error_json(error: &ReadError) -> Value {
    let place = error.place();
    json!({
        "readable": false,
        "error": {
            "message": error.message(Lang::En),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
        },
        "layers": layers_json(match error {
            ReadError::LayerUnknown { layers, .. } => layers,
            _ => &[],
        }),
    })
}
