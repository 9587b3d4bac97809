//! The parks' names on the map, where they are not in each other's way and not lost in a single parcel.

use eframe::egui::{self, Align2, Rect, Ui, vec2};

use super::super::theme::{small, tokens_of};
use crate::app::ParkPlace;
use crate::geometry::View;

/// A park wider than this share of the map is looked at from within: its name is of no use there.
const TOO_LARGE: f32 = 0.9;

/// Draws the names above their parks, the largest first; one that would cover another is left out.
pub fn labels_ui(ui: &Ui, rect: Rect, scale: f32, view: &View, parks: &[ParkPlace]) {
    let tokens = tokens_of(ui);
    let painter = ui.painter_at(rect);
    let screen = |local: [f64; 2]| {
        let [x, y] = view.pixel_from_local(local);
        rect.min + vec2(x as f32, y as f32) / scale
    };
    let mut taken: Vec<Rect> = Vec::new();
    for (name, place) in parks {
        let area = Rect::from_two_pos(screen(place.min), screen(place.max));
        if area.width() > rect.width() * TOO_LARGE || !area.intersects(rect) {
            continue;
        }
        let galley = painter.layout_no_wrap(name.to_string(), small(), tokens.text);
        let at = area.center_top() - vec2(0.0, 3.0);
        let label = Align2::CENTER_BOTTOM.anchor_size(at, galley.size());
        if taken.iter().any(|other| other.expand(2.0).intersects(label)) {
            continue;
        }
        painter.rect_filled(label.expand2(vec2(4.0, 1.0)), 3.0, tokens.surface.gamma_multiply(0.8));
        painter.galley(label.min, galley, egui::Color32::PLACEHOLDER);
        taken.push(label);
    }
}
