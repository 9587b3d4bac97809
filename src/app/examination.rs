//! What is found by looking over a data set once it is read: parcels that cover the same land, and the lines of the file
//! that findings stand on. Made off the window's thread, laid over the document whole.

use std::collections::BTreeMap;

use crate::analysis::{AreaDifferences, FigureSettings, Figures, area_differences};
use crate::domain::{ParcelTable, Unit, units};
use crate::geometry::overlap::{Overlap, Overlaps, find_overlaps};
use crate::io::{Finding, FindingKind, ImportReport, ReadProgress, Source, SourceStamp, lines_at};
use crate::locale::{Lang, grouped};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Examination {
    /// Duplicates and overlaps.
    pub overlaps: Overlaps,
    /// Lines of the features that the report names, by feature index; empty where the source has no lines to tell.
    pub lines: BTreeMap<u32, u64>,
}

/// Looks a data set over.
#[must_use]
pub fn examine(
    table: &ParcelTable,
    report: &ImportReport,
    source: &Source,
    stamp: &SourceStamp,
    progress: &ReadProgress,
) -> Examination {
    let overlaps = overlaps_of(table, progress);
    Examination { overlaps, lines: lines_of(table, report, source, stamp, progress) }
}

/// The lines of the features that the report names.
fn lines_of(
    table: &ParcelTable,
    report: &ImportReport,
    source: &Source,
    stamp: &SourceStamp,
    progress: &ReadProgress,
) -> BTreeMap<u32, u64> {
    if !source.has_lines() {
        return BTreeMap::new();
    }
    let mut offsets: Vec<(u64, u32)> =
        report.skipped.iter().take(super::report_list::MOST_LISTED).map(|each| (each.offset, each.index)).collect();
    let named = report.findings.examples().iter().filter_map(|finding| finding.feature);
    offsets.extend(named.filter_map(|index| Some((table.span(table.row_of_feature(index)?).offset, index))));
    offsets.sort_unstable();
    offsets.dedup();
    let places: Vec<u64> = offsets.iter().map(|(offset, _)| *offset).collect();
    match lines_at(source, stamp, &places, progress) {
        Ok(lines) => offsets.into_iter().map(|(_, index)| index).zip(lines).collect(),
        // The report serves without lines; that the file has changed is told where it matters.
        Err(error) => {
            tracing::info!(?error, "no lines for the report");
            BTreeMap::new()
        }
    }
}

/// Duplicates and overlaps of a table.
#[must_use]
pub fn overlaps_of(table: &ParcelTable, progress: &ReadProgress) -> Overlaps {
    let begun = std::time::Instant::now();
    let overlaps = find_overlaps(table.shapes(), table.geometric_areas_m2(), &|| progress.is_cancelled());
    tracing::debug!(parcels = table.len(), ms = begun.elapsed().as_millis(), "overlaps looked for");
    overlaps
}

/// Sum and union of the outlines in words; `None` where no land is covered twice.
#[must_use]
pub fn overlap_sentence(lang: Lang, overlaps: &Overlaps) -> Option<String> {
    if overlaps.is_empty() {
        return None;
    }
    let mu = |area_m2: f64| lang.number_with_unit(Some(units::mu_from_m2(area_m2)), Unit::Mu);
    let Some((union_m2, double_m2)) = overlaps.union_m2.zip(overlaps.double_counted_m2()) else {
        return Some(lang.text("report-overlaps-unknown").into_owned());
    };
    Some(lang.text_with(
        "report-overlaps",
        [
            ("duplicates", grouped(overlaps.duplicates as f64, 0).into()),
            ("overlapping", grouped(overlaps.overlapping as f64, 0).into()),
            ("sum", mu(overlaps.sum_m2).into()),
            ("union", mu(union_m2).into()),
            ("double", mu(double_m2).into()),
        ],
    ))
}

/// Adds what was found between parcels, and between register and outline, to the findings of a report: for `check`.
/// Hands back the former.
pub fn add_findings(report: &mut ImportReport, table: &ParcelTable) -> Overlaps {
    let overlaps = overlaps_of(table, &ReadProgress::default());
    for pair in &overlaps.pairs {
        let kind = if pair.duplicate { FindingKind::DuplicateOutline } else { FindingKind::Overlap };
        let finding = Finding::of_feature(kind, table.feature_index(pair.first as usize));
        report.findings.add(finding.with_value(&overlap_text(table, pair)));
    }
    let listed = |duplicate| overlaps.pairs.iter().filter(|pair| pair.duplicate == duplicate).count() as u64;
    report.findings.add_unlisted(FindingKind::DuplicateOutline, overlaps.duplicates - listed(true));
    report.findings.add_unlisted(FindingKind::Overlap, overlaps.overlapping - listed(false));
    if !overlaps.is_complete {
        report.findings.add(Finding::of_file(FindingKind::OverlapsUnfinished));
    }
    let AreaDifferences { notable, notable_total, large, large_total } =
        area_differences(table, &Figures::new(table, FigureSettings::default()));
    for (kind, list, total) in
        [(FindingKind::AreaDiffersWidely, large, large_total), (FindingKind::AreaDiffers, notable, notable_total)]
    {
        for difference in &list {
            let finding = Finding::of_feature(kind, table.feature_index(difference.row as usize));
            report.findings.add(finding.with_value(&format!("{:+.1} %", difference.share * 100.0)));
        }
        report.findings.add_unlisted(kind, total - list.len() as u64);
    }
    overlaps
}

/// The other parcel of a pair and what both cover, in figures that read the same in every language.
fn overlap_text(table: &ParcelTable, pair: &Overlap) -> String {
    format!(
        "#{} ∩ #{}: {:.1} m² = {:.4} mu ({:.1} %)",
        table.feature_index(pair.first as usize),
        table.feature_index(pair.second as usize),
        pair.area_m2,
        units::mu_from_m2(pair.area_m2),
        pair.share * 100.0
    )
}
