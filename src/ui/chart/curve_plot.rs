//! The plot that the charts with numbers on both axes share: no dragging, no zoom, bounds as given.

use std::ops::RangeInclusive;

use eframe::egui::{Color32, Response, RichText, Sense, Ui, Vec2};
use egui_plot::{AxisHints, GridMark, Plot, PlotPoints};

use super::super::theme::tokens_of;
use super::axis::{axis_number, round_marks};

/// The most points of a curve that are drawn.
pub const MOST_POINTS: usize = 2000;

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

/// At most [`MOST_POINTS`] of so many points, evenly taken, the last always among them. Of points so near to each other
/// that nobody sees two, one is kept, the last rather than the one before it: a line that turns within less than its
/// width is drawn badly.
pub fn thinned(points: impl ExactSizeIterator<Item = [f64; 2]>, to: [f64; 2]) -> PlotPoints<'static> {
    PlotPoints::from(thinned_points(points, to))
}

fn thinned_points(points: impl ExactSizeIterator<Item = [f64; 2]>, to: [f64; 2]) -> Vec<[f64; 2]> {
    let (last, step) = (points.len().saturating_sub(1), points.len().div_ceil(MOST_POINTS).max(1));
    let mut kept: Vec<[f64; 2]> = Vec::new();
    for (place, point) in points.enumerate() {
        let near = |before: &[f64; 2]| (0..2).all(|axis| (point[axis] - before[axis]).abs() < 0.004 * to[axis]);
        let is_near = kept.last().is_some_and(near);
        if place == last && is_near && kept.len() > 1 {
            kept.pop();
        }
        if place == last || (place % step == 0 && !is_near) {
            kept.push(point);
        }
    }
    kept
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_keeps_its_ends_and_no_two_points_that_look_as_one() {
        let points = [[0.0, 0.0], [0.1, 0.1], [50.0, 20.0], [100.0, 99.99], [100.0, 100.0]];
        assert_eq!(thinned_points(points.into_iter(), [100.0; 2]), [[0.0, 0.0], [50.0, 20.0], [100.0, 100.0]]);
        let many = (0..5001_u16).map(|place| [f64::from(place) * 2.0, 0.0]);
        let kept = thinned_points(many, [100.0; 2]);
        assert!(kept.len() <= MOST_POINTS + 1);
        assert_eq!(kept.last(), Some(&[10_000.0, 0.0]));
    }
}
