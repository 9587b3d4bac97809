//! A chart's numbers as a table, from the same result table the chart is drawn from.

use eframe::egui::{Grid, RichText, ScrollArea, Ui};

use super::super::result_cells::cells_ui;
use super::super::theme::{small, tokens_of};
use crate::domain::{ColumnKey, ResultTable};
use crate::locale::Lang;

/// The columns that belong to a chart.
#[must_use]
pub fn columns_of(chart: &str) -> &'static [ColumnKey] {
    match chart {
        "output" => &[
            "group",
            "parcels",
            "output_per_mu",
            "output_wan_yuan",
            "output_land_mu",
            "output_missing",
            "output_assumed_zero",
        ],
        "tax" => &["group", "parcels", "tax_per_mu", "tax_wan_yuan", "tax_land_mu", "tax_missing", "tax_assumed_zero"],
        "land" => &[
            "group",
            "parcels",
            "land_mu",
            "supplied_land_mu",
            "idle_parcels",
            "idle_area_mu",
            "idle_by_status_area_mu",
            "idle_rate",
            "vacant_built_area_mu",
            "built_rate",
        ],
        "spread" => &["group", "parcels", "output_per_mu_p10", "output_per_mu_median", "output_per_mu_p90"],
        "histogram" => &["value_from", "value_to", "parcels", "land_mu"],
        "grade-moves" => &["grade_base", "grade_current", "parcels", "land_mu"],
        "years" => &[
            "group",
            "parcels",
            "output_per_mu_base",
            "output_per_mu_current",
            "output_per_mu_change",
            "output_per_mu_multiple",
            "output_doubling_progress",
            "output_compared",
            "output_missing_either",
            "output_base_not_positive",
        ],
        "doubling" => &[
            "rank",
            "name",
            "park",
            "land_mu",
            "output_per_mu",
            "reference_per_mu",
            "gain_wan_yuan",
            "touched_mu",
            "reached_per_mu",
        ],
        "land-by-finding" | "land-by-grade" | "firms-by-grade" => &["group", "outcome", "parcels", "land_mu", "firms"],
        "lorenz" => &["cumulative_land_share", "cumulative_output_share", "cumulative_parcels"],
        _ => &["group", "parcels", "far", "floor_area_land_mu", "tax_per_mu", "tax_land_mu"],
    }
}

/// Draws the table.
pub fn numbers_ui(ui: &mut Ui, lang: Lang, summary: &ResultTable, columns: &[ColumnKey]) {
    let weak = tokens_of(ui).weak;
    ScrollArea::horizontal().show(ui, |ui| {
        Grid::new("numbers").striped(true).spacing([16.0, 3.0]).show(ui, |ui| {
            let shown: Vec<_> = columns.iter().filter_map(|key| summary.column(key)).collect();
            for column in &shown {
                ui.label(RichText::new(lang.header(column.key, column.unit)).font(small()).color(weak));
            }
            ui.end_row();
            for row in 0..summary.len() {
                cells_ui(ui, lang, &shown, row);
                ui.end_row();
            }
        });
    });
}
