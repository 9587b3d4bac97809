//! A sketch of China that shows where each reading of a file's numbers would put its parcels.
//!
//! Owns the sketch: graticule, boxes of the provinces, dots. It draws no borders, which boxes are not; what the readings
//! are is the caller's.

use eframe::egui::{Align2, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::super::theme::{GRID, small, tokens_of};
use crate::domain::Bounds;
use crate::geometry::provinces::{PROVINCES, provinces_at};
use crate::locale::Lang;

/// What is shown of itself: China with its provinces.
const SHOWN: Bounds = Bounds { west: 73.0, south: 18.0, east: 136.0, north: 54.0 };
/// Degrees left free around what is shown.
const MARGIN_DEGREES: f64 = 3.0;
/// A degree of longitude in degrees of latitude, at the middle of China.
const LONGITUDE_SCALE: f64 = 0.82;

/// One reading's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Longitude and latitude of the parcels' middle, degrees.
    pub lonlat: [f64; 2],
    /// Whether it is the one being looked at.
    pub is_chosen: bool,
}

/// Where degrees lie in the sketch.
struct Sketch {
    rect: Rect,
    seen: Bounds,
    scale: f64,
}

impl Sketch {
    fn new(rect: Rect, seen: Bounds) -> Self {
        let wide = f64::from(rect.width()) / ((seen.east - seen.west) * LONGITUDE_SCALE);
        let scale = wide.min(f64::from(rect.height()) / (seen.north - seen.south));
        Self { rect, seen, scale }
    }

    fn at(&self, [lon, lat]: [f64; 2]) -> Pos2 {
        let [middle_lon, middle_lat] = self.seen.center();
        let x = (lon - middle_lon) * LONGITUDE_SCALE * self.scale;
        let y = (middle_lat - lat) * self.scale;
        self.rect.center() + vec2(x as f32, y as f32)
    }

    fn box_of(&self, [west, south, east, north]: [f64; 4]) -> Rect {
        Rect::from_two_pos(self.at([west, south]), self.at([east, north]))
    }
}

/// Draws the sketch. It shows China, and widens where the chosen place lies outside.
pub fn crs_picture_ui(ui: &mut Ui, lang: Lang, size: Vec2, places: &[Place]) {
    let tokens = tokens_of(ui);
    let (response, painter) = ui.allocate_painter(size, Sense::hover());
    let rect = response.rect;
    response.accessible_name(lang.text("crs-question-picture"));
    painter.rect(rect, 2.0, tokens.map_ground, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    let painter = painter.with_clip_rect(rect.shrink(1.0));
    let chosen = places.iter().find(|place| place.is_chosen);
    let mut seen = SHOWN;
    if let Some(Place { lonlat: [lon, lat], .. }) = chosen {
        seen = Bounds {
            west: seen.west.min(*lon),
            south: seen.south.min(*lat),
            east: seen.east.max(*lon),
            north: seen.north.max(*lat),
        };
    }
    seen = Bounds {
        west: seen.west - MARGIN_DEGREES,
        south: seen.south - MARGIN_DEGREES,
        east: seen.east + MARGIN_DEGREES,
        north: seen.north + MARGIN_DEGREES,
    };
    let sketch = Sketch::new(rect, seen);
    let step = if seen.east - seen.west > 100.0 { 30 } else { 10 };
    let line = Stroke::new(0.5, tokens.line);
    for lon in (-180..=180).step_by(step) {
        let x = sketch.at([f64::from(lon), 0.0]).x;
        if rect.x_range().contains(x) {
            painter.vline(x, rect.y_range(), line);
            painter.text(pos2(x + 2.0, rect.top() + 2.0), Align2::LEFT_TOP, format!("{lon}°"), small(), tokens.weak);
        }
    }
    for lat in (-90..=90).step_by(step) {
        let y = sketch.at([0.0, f64::from(lat)]).y;
        if rect.y_range().contains(y) {
            painter.hline(rect.x_range(), y, line);
            painter.text(
                pos2(rect.left() + 2.0, y - 2.0),
                Align2::LEFT_BOTTOM,
                format!("{lat}°"),
                small(),
                tokens.weak,
            );
        }
    }
    let at_chosen: Vec<&str> =
        chosen.map_or_else(Vec::new, |place| provinces_at(place.lonlat).map(|province| province.key).collect());
    // The larger first, so that the small ones stay to be seen.
    for province in PROVINCES.iter().rev() {
        let shape = sketch.box_of(province.bounds);
        painter.rect(
            shape,
            1.0,
            tokens.surface.gamma_multiply(0.35),
            Stroke::new(0.8, tokens.weak.gamma_multiply(0.6)),
            StrokeKind::Middle,
        );
    }
    for province in PROVINCES.iter().filter(|province| at_chosen.contains(&province.key)) {
        let shape = sketch.box_of(province.bounds);
        painter.rect_stroke(shape, 1.0, Stroke::new(1.5, tokens.accent), StrokeKind::Middle);
        let name = lang.text(&format!("province-{}", province.key));
        painter.text(shape.left_top() - vec2(0.0, 2.0), Align2::LEFT_BOTTOM, name, small(), tokens.text);
    }
    for place in places.iter().filter(|place| !place.is_chosen) {
        painter.circle_filled(sketch.at(place.lonlat), 2.5, tokens.weak);
    }
    if let Some(place) = chosen {
        let at = sketch.at(place.lonlat);
        let cross = GRID * 1.25;
        for arm in [vec2(cross, 0.0), vec2(0.0, cross)] {
            painter.add(Shape::line_segment([at - arm, at + arm], Stroke::new(1.5, tokens.accent)));
        }
        painter.circle(at, 5.0, tokens.accent, Stroke::new(1.5, tokens.surface));
    }
}
