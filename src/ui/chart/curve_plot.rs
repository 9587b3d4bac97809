//! The plot that the charts with numbers on both axes share: no dragging, no zoom, bounds as given.

use std::ops::RangeInclusive;

use eframe::egui::{Color32, Response, RichText, Sense, Ui, Vec2};
use egui_plot::{AxisHints, GridMark, Plot};

use super::super::theme::tokens_of;
use super::axis::{axis_number, round_marks};

/// A plot whose axes have these names, from 0 to `to` and a little beyond.
pub fn curve_plot<'a>(ui: &Ui, salt: &'static str, labels: [String; 2], to: [f64; 2]) -> Plot<'a> {
    let numbers = |mark: GridMark, _: &RangeInclusive<f64>| axis_number(mark);
    let [x_label, y_label] = labels;
    let [x, y] = to;
    Plot::new(salt)
        .height(260.0)
        .custom_x_axes(vec![AxisHints::new_x().label(x_label).formatter(numbers).label_spacing(30.0..=40.0)])
        .custom_y_axes(vec![AxisHints::new_y().label(y_label).formatter(numbers)])
        .x_grid_spacer(|input| round_marks(&input))
        .y_grid_spacer(|input| round_marks(&input))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .grid_color(tokens_of(ui).handle)
        .auto_bounds(false)
        .default_x_bounds(-0.02 * x, x * 1.03)
        .default_y_bounds(-0.03 * y, y * 1.06)
        .label_formatter(|_| None)
}

/// The colour of the one curve.
pub fn curve_color(ui: &Ui) -> Color32 {
    tokens_of(ui).bar
}

/// Says in the chart's place why there is none. The sentence keeps its own name for a screen reader; what is handed back,
/// to be named by the chart's title, has no extent.
pub fn nothing_ui(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).color(tokens_of(ui).weak));
    ui.allocate_response(Vec2::ZERO, Sense::hover())
}
