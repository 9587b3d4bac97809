//! Reads `GeoJSON` files of parcels, streaming, straight into columns.
//!
//! # The way of a file
//!
//! `blocks` slides a window over the file; `root` walks the root object strictly and cuts `features` into batches of
//! about a megabyte; `pipeline` hands these to worker threads; `feature` and `outline` turn each into a `chunk` of
//! columns, which is put behind those before it as soon as they are in; `crs_decision` decides the coordinate system when
//! everything is (the `crs` member may come last), `place` carries the outlines to degrees, `judge` judges, mends and
//! measures them; `freeze` chooses among the columns. The result is the same with any number of threads and any size of
//! block.
//!
//! Bad data is a finding, never a failed load; what is not JSON is refused with its line and column.

mod blocks;
mod chunk;
mod crs_decision;
mod feature;
mod feature_text;
mod freeze;
mod globe;
mod judge;
mod keys;
mod lines;
mod look_alike;
mod outline;
mod pipeline;
mod place;
mod progress;
mod root;
mod sample;
#[cfg(test)]
mod tests;

pub use feature_text::{feature_text, property_pairs};
pub use lines::lines_at;
pub use progress::ReadProgress;
pub use sample::{Sample, sample};

use pipeline::{Plan, Walked};

use std::sync::Arc;

use super::columns::Mapping;
use super::import_report::{Finding, FindingKind, Findings, ImportReport, SkipReason, Skipped};
use super::read_error::ReadError;
use super::{EncodingChoice, Source, SourceStamp, TextEncoding};
use crate::domain::{ParcelTable, Tags};
use crate::geometry::crs::Crs;

/// What the user has to say about how a file is read. The default decides everything by evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The coordinate system, whatever the file says: also the offset systems of web maps and local metres, which no file
    /// can be seen to be in.
    pub crs: Option<Crs>,
    /// Whether outlines that cross themselves are mended by the even-odd rule, instead of left invalid.
    pub repair_crossing: bool,
    /// Whether to hash the content for the project file.
    pub hash: bool,
    /// What the user said about columns.
    pub mapping: Option<Arc<Mapping>>,
    /// The layer, where a file has several.
    pub layer: Option<String>,
    /// The encoding of its text, whatever the bytes say.
    pub encoding: Option<TextEncoding>,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Import {
    /// The parcels.
    pub table: ParcelTable,
    /// The tags of a model property; all untagged without one.
    pub tags: Tags,
    /// What was found, and what there is to tell.
    pub report: ImportReport,
    /// What the file looked like.
    pub stamp: SourceStamp,
    /// What was read: the source asked for, or the text it was converted to.
    pub source: Source,
}

/// Reads a file.
pub fn read(source: &Source, options: &ReadOptions, progress: &ReadProgress) -> Result<Import, ReadError> {
    read_as_planned(source, options, progress, Plan::for_this_machine(options.hash))
}

fn read_as_planned(
    source: &Source,
    options: &ReadOptions,
    progress: &ReadProgress,
    plan: Plan,
) -> Result<Import, ReadError> {
    let stamp = stamp(source)?;
    progress.restart(source.text_len(&stamp));
    let mapping = options.mapping.clone().unwrap_or_default();
    let walked = pipeline::walk(source, plan, Arc::clone(&mapping), progress)?;
    if !stamp.still_matches(source) || walked.len != source.text_len(&stamp) {
        return Err(ReadError::Changed);
    }
    let stamp = SourceStamp { blake3: walked.blake3.clone(), ..stamp };
    build(walked, source, stamp, options, &mapping, progress)
}

/// The stamp of an ordinary file; anything else is refused before it is opened.
pub(in crate::io) fn stamp(source: &Source) -> Result<SourceStamp, ReadError> {
    if let Source::Path(path) = source {
        let metadata = std::fs::metadata(path).map_err(|error| pipeline::io_error(error, source))?;
        if metadata.is_dir() {
            return Err(ReadError::IsDirectory(path.clone()));
        }
        if !metadata.is_file() {
            return Err(ReadError::NotAFile(path.clone()));
        }
    }
    SourceStamp::of(source).map_err(|error| pipeline::io_error(error, source))
}

fn build(
    walked: Walked,
    source: &Source,
    stamp: SourceStamp,
    options: &ReadOptions,
    mapping: &Mapping,
    progress: &ReadProgress,
) -> Result<Import, ReadError> {
    let Walked { mut root, mut chunk, is_bare, .. } = walked;
    let parcels = chunk.len();
    if let Some(found) = look_alike::by_members(&root, &chunk) {
        return Err(ReadError::LookAlike(found));
    }
    if let Some(kind) = root.not_an_object {
        return Err(ReadError::NotGeoJson(kind.to_owned()));
    }
    let root_type = root.members.get("type").and_then(Option::as_deref);
    if root.array == 0 && !is_bare {
        return Err(match root_type {
            Some("\"FeatureCollection\"") => ReadError::NoFeatures,
            Some(other) => ReadError::NotGeoJson(other.chars().take(60).collect()),
            None => ReadError::NotGeoJson("object".to_owned()),
        });
    }
    let features = if is_bare { 1 } else { root.features as usize };
    if features == 0 {
        return Err(ReadError::NoFeatures);
    }
    let skipped: Vec<Skipped> = std::mem::take(&mut chunk.skipped);
    if parcels == 0 {
        let count = |reason| skipped.iter().filter(|each| each.reason == reason).count();
        let (points, lines) = (count(SkipReason::Point), count(SkipReason::Line));
        let others = count(SkipReason::NotAFeature) + count(SkipReason::UnknownGeometry);
        return Err(ReadError::NoPolygons { features, points, lines, others });
    }
    if u32::try_from(chunk.shapes.shapes().positions().len()).is_err() {
        return Err(ReadError::TooLarge);
    }
    // A bare root was read as a feature, which told of all its members.
    let mut findings = if is_bare { Findings::default() } else { std::mem::take(&mut root.findings) };
    if !is_bare && root_type != Some("\"FeatureCollection\"") {
        findings.add(Finding::of_file(FindingKind::RootTypeMissing));
    }
    let crs = crs_decision::decide(options.crs, &root, &chunk, &mut findings)?;
    let placed = place::place(&mut chunk, &crs, options.repair_crossing, progress)?;
    findings.append(std::mem::take(&mut chunk.findings));
    let frozen = freeze::freeze(chunk, placed, &mut findings, mapping, progress);
    if progress.is_cancelled() {
        return Err(ReadError::Cancelled);
    }
    let areas = (0..frozen.table.len()).filter_map(|row| frozen.table.geometric_area_m2(row));
    // An empty sum is -0.0, which would show.
    let area_m2_total = areas.sum::<f64>() + 0.0;
    let report = ImportReport {
        file_name: source.file_name(),
        format: "GeoJSON",
        encoding: if root.has_bom { "UTF-8 BOM" } else { "UTF-8" },
        encoding_choice: EncodingChoice::default(),
        features,
        parcels,
        skipped,
        repaired: frozen.repaired,
        crs,
        columns: frozen.columns,
        unused: frozen.unused,
        area_m2_total,
        findings,
    };
    let table = frozen.table.measured_on(report.crs.crs.area_basis());
    Ok(Import { table, tags: frozen.tags, report, stamp, source: source.clone() })
}
