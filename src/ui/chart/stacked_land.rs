//! Land by status in each group as stacked mu, with the rate of suspected idle land at the end of each bar.

use eframe::egui::{Align2, Response, RichText, Ui};
use egui_plot::{Bar, BarChart, PlotPoint, Text};

use super::super::theme::{data_color, small, tokens_of};
use super::Chosen;
use super::axis::GroupAxis;
use crate::app::LandByStatus;
use crate::domain::{LandStatus, ResultTable, Unit};
use crate::locale::Lang;

/// Draws the chart and its legend.
pub fn stacked_land_ui(
    ui: &mut Ui,
    lang: Lang,
    axis: &GroupAxis,
    summary: &ResultTable,
    land: &[LandByStatus],
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let land_of = |source: usize, status: LandStatus| land.get(source).map_or(0.0, |by| by[status as usize]);
    let present: Vec<LandStatus> = LandStatus::ALL
        .into_iter()
        .filter(|&status| axis.groups.iter().any(|group| land_of(group.source, status) > 0.0))
        .collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for &status in &present {
            let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(12.0, 12.0), eframe::egui::Sense::hover());
            ui.painter().rect_filled(rect, 2.0, data_color(axis.dark, status.color_rgb()));
            let name = RichText::new(format!("{}  ", lang.status(status))).font(small());
            ui.add(eframe::egui::Label::new(name).extend());
        }
    });
    let total = |source: usize| land.get(source).map_or(0.0, |by| by.iter().sum::<f64>());
    let most = axis.groups.iter().map(|group| total(group.source)).fold(0.0, f64::max);
    let plot = axis.plot("stacked-land", lang.unit(Unit::Mu).into_owned()).include_x(most * 1.42);
    let shown = plot.show(ui, |plot| {
        for &status in &present {
            // Each status' bars begin where the statuses before it end.
            let bars = axis.groups.iter().enumerate().map(|(place, group)| {
                let before: f64 =
                    LandStatus::ALL[..status as usize].iter().map(|&status| land_of(group.source, status)).sum();
                Bar::new(-(place as f64), land_of(group.source, status))
                    .base_offset(before)
                    .width(0.62)
                    .fill(data_color(axis.dark, status.color_rgb()))
            });
            plot.bar_chart(BarChart::new(status.key(), bars.collect()).horizontal().allow_hover(false));
        }
        for (place, group) in axis.groups.iter().enumerate() {
            let rate = lang.number(summary.number("idle_rate", group.source), Unit::Share);
            let text = lang.text_with("chart-idle-rate", [("rate", rate.into())]);
            let text =
                RichText::new(format!(" {text}")).font(small()).color(tokens.text).background_color(tokens.surface);
            let at = PlotPoint::new(total(group.source), -(place as f64));
            plot.text(Text::new("", at, text).anchor(Align2::LEFT_CENTER).allow_hover(false));
        }
        plot.pointer_coordinate()
    });
    let clicked = axis.touch(ui, &shown.response, shown.inner, |group| {
        let mut lines: Vec<String> = present
            .iter()
            .map(|&status| {
                let land = lang.number_with_unit(Some(land_of(group.source, status)), Unit::Mu);
                format!("{}: {land}", lang.status(status))
            })
            .collect();
        let idle = lang.number_with_unit(summary.number("idle_area_mu", group.source), Unit::Mu);
        let rate = lang.number(summary.number("idle_rate", group.source), Unit::Share);
        lines.push(format!("{}: {idle} · {rate}", lang.column("idle_area_mu")));
        lines
    });
    if let Some(place) = clicked {
        *chosen = Some(Chosen::Group(place));
    }
    shown.response
}
