//! What is marked, on the screen and in pictures: zones as a thin outline with their name, leading firms as a diamond with
//! theirs. Never picked.

use eframe::egui::{Align2, Rect, Shape, Stroke, Ui, vec2};

use super::super::theme::{HALF, tokens_of};
use super::labels::{MapNames, NameOf};
use super::layer_lines::{NAMES, screen, stroked_lines};
use crate::app::Document;
use crate::domain::ZoneKind;
use crate::geometry::View;

/// The width of an outline, and of the ground that sets it off from the parcels, in points.
const WIDTH: f32 = 1.6;
const GROUND_WIDTH: f32 = 4.0;
/// Half the width of a leading firm's diamond, in points.
const DIAMOND: f32 = 7.0;
/// Room that a name below a zone needs, in points.
const BELOW: f32 = 24.0;

/// Draws zones and leading firms, and wishes for their names.
pub fn marks_ui(ui: &Ui, rect: Rect, scale: f32, view: &View, document: &mut Document, names: &mut MapNames) {
    let marks = document.marks_on_map();
    if marks.zones.is_empty() && marks.anchors.is_empty() {
        return;
    }
    let (painter, tokens, seen) = (ui.painter_at(rect), tokens_of(ui), view.local_box());
    let [anchor_color, platform_color, urban_color] = tokens.marks;
    let color_of = |kind| match kind {
        ZoneKind::Platform => platform_color,
        ZoneKind::Urban => urban_color,
    };
    for (width, is_ground) in [(GROUND_WIDTH, true), (WIDTH, false)] {
        for zone in &marks.zones {
            let color = if is_ground { tokens.map_ground } else { color_of(zone.kind) };
            painter.extend(stroked_lines(&zone.outline, view, rect.min, scale, Stroke::new(width, color)));
        }
    }
    let shown: Vec<_> = marks.anchors.iter().filter(|(_, place)| seen.contains(*place)).collect();
    for &&(row, place) in &shown {
        let at = screen(place, view, rect.min, scale);
        let corners = [vec2(0.0, -DIAMOND), vec2(DIAMOND, 0.0), vec2(0.0, DIAMOND), vec2(-DIAMOND, 0.0)];
        let outline = Stroke::new(2.0, tokens.map_ground);
        painter.add(Shape::convex_polygon(corners.map(|corner| at + corner).to_vec(), anchor_color, outline));
        if shown.len() <= NAMES {
            let at = (Align2::LEFT_CENTER, at + vec2(DIAMOND + HALF, 0.0));
            names.push(NameOf::Mark, at, document.anchor_name(row).to_owned(), anchor_color);
        }
    }
    for zone in &marks.zones {
        let [a, b] = [zone.bounds.min, zone.bounds.max].map(|corner| screen(corner, view, rect.min, scale));
        let area = Rect::from_two_pos(a, b);
        let visible = area.intersect(rect);
        if visible.is_positive() {
            // Below the zone, as parks have their names above; within it where its lower end is out of sight.
            let is_below = area.bottom() + BELOW < rect.bottom();
            let align = if is_below { Align2::CENTER_TOP } else { Align2::CENTER_CENTER };
            let at = if is_below { visible.center_bottom() + vec2(0.0, HALF) } else { visible.center() };
            names.push(NameOf::Mark, (align, at), zone.name.clone(), color_of(zone.kind));
        }
    }
}
