//! What a mapping would do, tried on the first parcels of the file by the ordinary reader and the ordinary figures.

use std::sync::Arc;

use crate::analysis::judge::Rulebook;
use crate::analysis::{FigureSettings, Figures, Indicator, totals};
use crate::domain::{ParcelTable, Tags};
use crate::io::columns::Mapping;
use crate::io::{ImportReport, ReadOptions, ReadProgress, Sample, geojson};

/// The first parcels read under a mapping.
#[derive(Debug)]
pub struct Trial {
    /// Their cells.
    pub table: ParcelTable,
    /// How their columns were understood.
    pub report: ImportReport,
    /// Whether they are all parcels of the file.
    pub is_whole: bool,
    /// Σ land, mu.
    pub land_mu: Option<f64>,
    /// 亩均产值: Σ output / Σ land, 万元/亩.
    pub output_per_mu: Option<f64>,
    /// 亩均税收: Σ tax / Σ land, 万元/亩.
    pub tax_per_mu: Option<f64>,
}

/// Reads a sample under a mapping; `None` where that fails, which a part of a file that was read does not.
pub(super) fn try_mapping(
    sample: &Sample,
    options: &ReadOptions,
    mapping: &Mapping,
    (figures, book): (FigureSettings, &Rulebook),
    parcels: usize,
) -> Option<Trial> {
    let options = ReadOptions { mapping: Some(Arc::new(mapping.clone())), ..options.clone() };
    let import = geojson::read(&sample.source(), &options, &ReadProgress::default())
        .inspect_err(|error| tracing::debug!(?error, "no trial reading"))
        .ok()?;
    let table = import.table;
    let year = figures.year.filter(|year| table.years().contains(year)).or_else(|| table.default_year());
    let made = Figures::by_rules(&table, FigureSettings { year, ..figures }, book);
    let sums = totals(&table, &made, &Tags::untagged(table.len()), None);
    Some(Trial {
        is_whole: table.len() == parcels,
        report: import.report,
        land_mu: sums.land_mu(),
        output_per_mu: sums.ratio(Indicator::OutputPerMu),
        tax_per_mu: sums.ratio(Indicator::TaxPerMu),
        table,
    })
}
