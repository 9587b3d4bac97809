//! The spread of output per mu in each group: whiskers at the 10th and 90th percentile, the box from quartile to
//! quartile, the median as a line. Parcels count alike, whatever their land.

use eframe::egui::{Response, Stroke, Ui};
use egui_plot::{BoxElem, BoxPlot, BoxSpread};

use super::super::theme::{small, tokens_of};
use super::Chosen;
use super::axis::GroupAxis;
use crate::analysis::GroupBox;
use crate::domain::Unit;
use crate::locale::Lang;

/// Draws the chart.
pub fn boxes_ui(
    ui: &mut Ui,
    lang: Lang,
    axis: &GroupAxis,
    boxes: &[GroupBox],
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let unit = Unit::WanYuanPerMu;
    let stats_of = |source: usize| boxes.get(source).and_then(|group| group.stats.as_ref());
    let plot = axis.plot(ui, "boxes", lang.unit(unit).into_owned());
    // Where nothing is known the axis still begins at 0.
    let plot = if boxes.iter().any(|group| group.stats.is_some()) { plot } else { plot.include_x(1.0) };
    ui.label(eframe::egui::RichText::new(lang.text("chart-spread-key")).font(small()).color(tokens.weak));
    let shown = plot.show(ui, |plot| {
        let elements = axis.groups.iter().enumerate().filter_map(|(place, group)| {
            let stats = stats_of(group.source)?;
            let spread = BoxSpread::new(stats.p10, stats.q1, stats.median, stats.q3, stats.p90);
            let element = BoxElem::new(-(place as f64), spread)
                .box_width(0.56)
                .whisker_width(0.28)
                .fill(group.color.gamma_multiply(0.55))
                .stroke(Stroke::new(1.2, tokens.text));
            Some(element)
        });
        plot.box_plot(BoxPlot::new("boxes", elements.collect()).horizontal().allow_hover(false));
        plot.pointer_coordinate()
    });
    let clicked = axis.touch(ui, &shown.response, shown.inner, |group| {
        let number = |value: f64| lang.number_with_unit(Some(value), unit);
        let mut lines = Vec::new();
        if let Some(stats) = stats_of(group.source) {
            for (id, value) in [
                ("quantile-p90", stats.p90),
                ("quantile-q3", stats.q3),
                ("quantile-median", stats.median),
                ("quantile-q1", stats.q1),
                ("quantile-p10", stats.p10),
            ] {
                lines.push(format!("{}: {}", lang.text(id), number(value)));
            }
            lines.push(format!("{}: {} – {}", lang.text("quantile-range"), number(stats.min), number(stats.max)));
            lines.push(format!("n = {}", stats.n));
        }
        let without = boxes.get(group.source).map_or(0, |group| group.without_value);
        lines.push(lang.text_with("chart-without-value", [("count", without.into())]));
        lines
    });
    if let Some(place) = clicked {
        *chosen = Some(Chosen::Group(place));
    }
    shown.response
}
