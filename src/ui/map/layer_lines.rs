//! Reference layers over the parcels: thin lines, points with their names. Never counted, never picked.

use eframe::egui::{Align2, Painter, Pos2, Rect, Stroke, Ui, vec2};

use super::super::theme::{HALF, layer_color, small, tokens_of};
use crate::app::Layer;
use crate::geometry::{LocalBox, View};

/// The width of a line, in points.
const WIDTH: f32 = 1.4;
/// The radius of a point, in points.
const POINT: f32 = 3.5;
/// Points shown with their names at most: beyond, names would only cover each other.
const NAMES: usize = 60;
/// Positions nearer than this on the screen are one, in points.
const NEAR: f32 = 0.75;

/// Draws the visible layers.
pub fn layers_ui(ui: &Ui, rect: Rect, scale: f32, view: &View, layers: &[Layer]) {
    let painter = ui.painter_at(rect);
    let dark = ui.visuals().dark_mode;
    let place = |local: [f64; 2]| {
        let [x, y] = view.pixel_from_local(local);
        rect.min + vec2(x as f32, y as f32) / scale
    };
    let corners = [[0.0, 0.0], [f64::from(view.width), f64::from(view.height)]];
    let [from, to] = corners.map(|pixel| view.local_from_pixel(pixel));
    let seen = LocalBox::of_corners(from, to);
    for layer in layers.iter().filter(|layer| layer.visible) {
        let color = layer_color(dark, layer.color);
        for line in layer.local.lines.iter().filter(|line| meets(&line.bounds, &seen)) {
            line_ui(&painter, line.positions.iter().map(|&position| place(position)), Stroke::new(WIDTH, color));
        }
        let shown: Vec<_> = layer.local.points.iter().filter(|(point, _)| seen.contains(*point)).collect();
        for (point, name) in &shown {
            let at = place(*point);
            painter.circle(at, POINT, color, Stroke::new(1.0, tokens_of(ui).surface));
            if let Some(name) = name.as_ref().filter(|_| shown.len() <= NAMES) {
                let galley = painter.layout_no_wrap(name.clone(), small(), color);
                let area = Align2::LEFT_CENTER.anchor_size(at + vec2(POINT + HALF, 0.0), galley.size());
                painter.rect_filled(area.expand(2.0), 2.0, tokens_of(ui).surface.gamma_multiply(0.85));
                painter.galley(area.min, galley, color);
            }
        }
    }
}

fn meets(a: &LocalBox, b: &LocalBox) -> bool {
    (0..2).all(|axis| a.min[axis] <= b.max[axis] && b.min[axis] <= a.max[axis])
}

/// Draws a line without the positions that fall on the one before.
fn line_ui(painter: &Painter, positions: impl Iterator<Item = Pos2>, stroke: Stroke) {
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
    painter.line(kept, stroke);
}
