//! Bars of a per-mu figure by group, with the mean of all as a labelled line.

use eframe::egui::{Align2, Response, RichText, Ui};
use egui_plot::{Bar, BarChart, LineStyle, PlotPoint, Text, VLine};

use super::super::theme::{small, tokens_of};
use super::Chosen;
use super::axis::{AxisGroup, GroupAxis};
use crate::domain::{ResultTable, Unit};
use crate::locale::Lang;

/// Which columns of the summary a chart of bars is made from.
pub struct BarColumns {
    salt: &'static str,
    ratio: &'static str,
    land: &'static str,
    missing: &'static str,
    assumed_zero: &'static str,
}

/// Output per mu.
pub const OUTPUT: BarColumns = BarColumns {
    salt: "bars-output",
    ratio: "output_per_mu",
    land: "output_land_mu",
    missing: "output_missing",
    assumed_zero: "output_assumed_zero",
};

/// Tax per mu.
pub const TAX: BarColumns = BarColumns {
    salt: "bars-tax",
    ratio: "tax_per_mu",
    land: "tax_land_mu",
    missing: "tax_missing",
    assumed_zero: "tax_assumed_zero",
};

/// Draws the chart.
pub fn bars_ui(
    ui: &mut Ui,
    lang: Lang,
    axis: &GroupAxis,
    summary: &ResultTable,
    columns: &BarColumns,
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let unit = Unit::WanYuanPerMu;
    let value = |group: &AxisGroup| summary.number(columns.ratio, group.source);
    let mean = summary.number(columns.ratio, summary.len().saturating_sub(1));
    let most = axis.groups.iter().filter_map(value).chain(mean).fold(0.0, f64::max);
    // Where nothing is known the axis still begins at 0.
    let most = if most > 0.0 { most } else { 1.0 };
    let plot = axis.plot(ui, columns.salt, lang.unit(unit).into_owned()).include_x(most * 1.3);
    let shown = plot.show(ui, |plot| {
        let bars = axis.groups.iter().enumerate().filter_map(|(place, group)| {
            Some(Bar::new(-(place as f64), value(group)?).width(0.62).fill(group.color).name(&group.name))
        });
        plot.bar_chart(BarChart::new(columns.ratio, bars.collect()).horizontal().allow_hover(false));
        // The line lies behind the values, which stand on plates of their own.
        if let Some(mean) = mean {
            plot.vline(VLine::new("", mean).color(tokens.weak).style(LineStyle::dashed_dense()).allow_hover(false));
            let label = lang.text_with("chart-mean", [("value", lang.number(Some(mean), unit).into())]);
            let text = RichText::new(format!(" {label} ")).font(small()).color(tokens.weak);
            // Near the right end there is room only on its left.
            let anchor = if mean > 0.7 * most { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
            plot.text(Text::new("", PlotPoint::new(mean, 0.72), text).anchor(anchor).allow_hover(false));
        }
        for (place, group) in axis.groups.iter().enumerate() {
            let (at, text) = match value(group) {
                Some(value) => (value, lang.number(Some(value), unit)),
                None => (0.0, lang.text("chart-no-value").into_owned()),
            };
            let text =
                RichText::new(format!(" {text}")).font(small()).color(tokens.text).background_color(tokens.surface);
            plot.text(
                Text::new("", PlotPoint::new(at, -(place as f64)), text).anchor(Align2::LEFT_CENTER).allow_hover(false),
            );
        }
        plot.pointer_coordinate()
    });
    let clicked = axis.touch(ui, &shown.response, shown.inner, |group| {
        let number = |key: &str, unit: Unit| lang.number_with_unit(summary.number(key, group.source), unit);
        vec![
            format!("{}: {}", lang.column(columns.ratio), number(columns.ratio, unit)),
            format!("{}: {}", lang.column(columns.land), number(columns.land, Unit::Mu)),
            format!("{}: {}", lang.column("parcels"), group.parcels),
            format!("{}: {}", lang.column(columns.missing), number(columns.missing, Unit::Count)),
            format!("{}: {}", lang.column(columns.assumed_zero), number(columns.assumed_zero, Unit::Count)),
        ]
    });
    if let Some(place) = clicked {
        *chosen = Some(Chosen::Group(place));
    }
    shown.response
}
