//! Reference layers on the screen: thin lines, points with their names. Never counted, never picked.

use eframe::egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, vec2};

use super::super::theme::{HALF, layer_color, tokens_of};
use super::labels::{MapNames, NameOf};
use crate::app::{Layer, LayerLine, LocalLayer};
use crate::geometry::{LocalBox, View};

/// The width of a line, in points.
const WIDTH: f32 = 1.4;
/// The radius of a point, in points.
const POINT: f32 = 3.5;
/// Points shown with their names at most: beyond, names would only cover each other.
pub const NAMES: usize = 60;
/// Outlines of parcels that are no more shown at most.
const MOST_GONE: usize = 2000;
/// How long dashes and the gaps between them are, in points.
const DASH: f32 = 4.0;
/// Positions nearer than this on the screen are one, in points.
const NEAR: f32 = 0.75;

/// Draws the visible layers' points, whose `names` are wished for, and the lines of those that lie over the parcels; the
/// others' are the underlay's.
pub fn layers_ui(ui: &Ui, rect: Rect, scale: f32, view: &View, layers: &[Layer], names: &mut MapNames) {
    let painter = ui.painter_at(rect);
    let dark = ui.visuals().dark_mode;
    let seen = view.local_box();
    for layer in layers.iter().filter(|layer| layer.visible) {
        let color = layer_color(dark, layer.color);
        if layer.above {
            painter.extend(line_shapes(&layer.local, view, rect.min, scale, color));
        }
        let shown: Vec<_> = layer.local.points.iter().filter(|(point, _)| seen.contains(*point)).collect();
        for (point, name) in &shown {
            let at = screen(*point, view, rect.min, scale);
            painter.circle(at, POINT, color, Stroke::new(1.0, tokens_of(ui).surface));
            if let Some(name) = name.as_ref().filter(|_| shown.len() <= NAMES) {
                let at = (Align2::LEFT_CENTER, at + vec2(POINT + HALF, 0.0));
                names.push(NameOf::Point, at, name.clone(), color);
            }
        }
    }
}

/// The lines of a layer that a view shows, its north-west corner at `corner`, `scale` pixels to a point.
pub fn line_shapes(
    layer: &LocalLayer,
    view: &View,
    corner: Pos2,
    scale: f32,
    color: Color32,
) -> impl Iterator<Item = Shape> {
    stroked_lines(layer, view, corner, scale, Stroke::new(WIDTH, color))
}

/// The same in a stroke of any width.
pub fn stroked_lines(
    layer: &LocalLayer,
    view: &View,
    corner: Pos2,
    scale: f32,
    stroke: Stroke,
) -> impl Iterator<Item = Shape> {
    let seen = view.local_box();
    layer.lines.iter().filter(move |line| meets(&line.bounds, &seen)).map(move |line| {
        Shape::line(seen_positions(line.positions.iter().map(|&at| screen(at, view, corner, scale))), stroke)
    })
}

/// Draws the outlines of the base file's parcels that are no more, dashed; none where a view shows too many to be told
/// from each other.
pub fn gone_ui(ui: &Ui, rect: Rect, scale: f32, view: &View, gone: &LocalLayer) {
    let (painter, seen) = (ui.painter_at(rect), view.local_box());
    let lines: Vec<&LayerLine> = gone.lines.iter().filter(|line| meets(&line.bounds, &seen)).collect();
    if lines.len() > MOST_GONE {
        return;
    }
    let stroke = Stroke::new(WIDTH, tokens_of(ui).map_selection);
    for line in lines {
        let path = seen_positions(line.positions.iter().map(|&at| screen(at, view, rect.min, scale)));
        painter.extend(Shape::dashed_line(&path, stroke, DASH, DASH));
    }
}

/// Where a place is on the screen.
pub fn screen(local: [f64; 2], view: &View, corner: Pos2, scale: f32) -> Pos2 {
    let [x, y] = view.pixel_from_local(local);
    corner + vec2(x as f32, y as f32) / scale
}

fn meets(a: &LocalBox, b: &LocalBox) -> bool {
    (0..2).all(|axis| a.min[axis] <= b.max[axis] && b.min[axis] <= a.max[axis])
}

/// A line without the positions that fall on the one before.
fn seen_positions(positions: impl Iterator<Item = Pos2>) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::new();
    let mut last = None;
    for position in positions {
        if kept.last().is_none_or(|before| (*before - position).length() >= NEAR) {
            kept.push(position);
            last = None;
        } else {
            last = Some(position);
        }
    }
    kept.extend(last);
    kept
}
