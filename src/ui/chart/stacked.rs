//! Stacked bars a group: land by status, land by what it is judged to be, grades by land and by firms, each with what is
//! worth saying at the end of its bar.

use eframe::egui::{Align2, Response, RichText, Ui};
use egui_plot::{Bar, BarChart, PlotPoint, Text};

use super::super::theme::{data_color, small, tokens_of};
use super::Chosen;
use super::axis::{AxisGroup, GroupAxis};
use crate::app::{Stack, Stacked};
use crate::domain::{ResultTable, Term, Unit};
use crate::locale::{Lang, grouped};

/// Points on each side of a colour in the legend.
const SWATCH: f32 = 12.0;

/// A value with its unit.
fn value_text(lang: Lang, stack: &Stack, value: f64) -> String {
    match stack.unit {
        Unit::Count => grouped(value, 0),
        unit => lang.number_with_unit(Some(value), unit),
    }
}

/// What a plot is known by.
fn plot_key(of: Stacked) -> &'static str {
    match of {
        Stacked::LandByStatus => "stacked-land",
        Stacked::LandByFinding => "stacked-land-by-finding",
        Stacked::LandByGrade => "stacked-land-by-grade",
        Stacked::FirmsByGrade => "stacked-firms-by-grade",
    }
}

/// What stands at the end of a bar: of land by status the idle rate, else the whole.
fn end_text(lang: Lang, of: Stacked, stack: &Stack, summary: &ResultTable, group: &AxisGroup, total: f64) -> String {
    match of {
        Stacked::LandByStatus => {
            let rate = lang.number(summary.number("idle_rate", group.source), Unit::Share);
            lang.text_with("chart-idle-rate", [("rate", rate.into())])
        }
        _ => value_text(lang, stack, total),
    }
}

/// Draws the chart and its legend.
pub fn stacked_ui(
    ui: &mut Ui,
    lang: Lang,
    axis: &GroupAxis,
    summary: &ResultTable,
    (of, stack): (Stacked, &Stack),
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let value = |source: usize, class: usize| stack.values.get(source).map_or(0.0, |values| values[class]);
    let present: Vec<(usize, Term, [u8; 3])> = stack
        .classes
        .iter()
        .enumerate()
        .filter(|&(class, _)| axis.groups.iter().any(|group| value(group.source, class) > 0.0))
        .map(|(class, &(term, rgb))| (class, term, rgb))
        .collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for &(_, term, rgb) in &present {
            let name = format!("{}  ", lang.term(term));
            let width = ui.painter().layout_no_wrap(name.clone(), small(), tokens.text).size().x;
            // A colour never stands at the end of a line with its name on the next.
            if ui.available_size_before_wrap().x < SWATCH + 4.0 + width {
                ui.end_row();
            }
            let (rect, _) = ui.allocate_exact_size(eframe::egui::Vec2::splat(SWATCH), eframe::egui::Sense::hover());
            ui.painter().rect_filled(rect, 2.0, data_color(axis.dark, rgb));
            ui.add(eframe::egui::Label::new(RichText::new(name).font(small())).extend());
        }
    });
    let total = |source: usize| stack.values.get(source).map_or(0.0, |values| values.iter().sum::<f64>());
    let most = axis.groups.iter().map(|group| total(group.source)).fold(0.0, f64::max);
    let unit = match stack.unit {
        Unit::Count => lang.text("chart-firms-unit").into_owned(),
        unit => lang.unit(unit).into_owned(),
    };
    // What stands behind the longest bar needs some 96 points beside the names' 150.
    let room = f64::from((ui.available_width() - 150.0).max(200.0));
    let plot = axis.plot(ui, plot_key(of), unit).include_x(most * room / (room - 96.0));
    let shown = plot.show(ui, |plot| {
        for &(class, term, rgb) in &present {
            // Each class' bars begin where the classes before it end.
            let bars = axis.groups.iter().enumerate().map(|(place, group)| {
                let before: f64 = (0..class).map(|before| value(group.source, before)).sum();
                Bar::new(-(place as f64), value(group.source, class))
                    .base_offset(before)
                    .width(0.62)
                    .fill(data_color(axis.dark, rgb))
            });
            plot.bar_chart(BarChart::new(term.key(), bars.collect()).horizontal().allow_hover(false));
        }
        for (place, group) in axis.groups.iter().enumerate() {
            let total = total(group.source);
            let text = end_text(lang, of, stack, summary, group, total);
            let text =
                RichText::new(format!(" {text}")).font(small()).color(tokens.text).background_color(tokens.surface);
            let at = PlotPoint::new(total, -(place as f64));
            plot.text(Text::new("", at, text).anchor(Align2::LEFT_CENTER).allow_hover(false));
        }
        plot.pointer_coordinate()
    });
    let clicked = axis.touch(ui, &shown.response, shown.inner, |group| {
        let mut lines: Vec<String> = present
            .iter()
            .map(|&(class, term, _)| {
                format!("{}: {}", lang.term(term), value_text(lang, stack, value(group.source, class)))
            })
            .collect();
        if of == Stacked::LandByStatus {
            let idle = lang.number_with_unit(summary.number("idle_area_mu", group.source), Unit::Mu);
            let rate = lang.number(summary.number("idle_rate", group.source), Unit::Share);
            lines.push(format!("{}: {idle} · {rate}", lang.column("idle_area_mu")));
            if let Some(by_status) = summary.number("idle_by_status_area_mu", group.source).filter(|&land| land > 0.0) {
                let land = lang.number_with_unit(Some(by_status), Unit::Mu);
                lines.push(format!("{}: {land}", lang.column("idle_by_status_area_mu")));
            }
        }
        lines
    });
    if let Some(place) = clicked {
        *chosen = Some(Chosen::Group(place));
    }
    shown.response
}
