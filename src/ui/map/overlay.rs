//! What lies over the map: scale bar in metres, a square of one mu (or ten, or a thousand), coordinates.

use eframe::egui::{self, Align2, Color32, Pos2, Rect, StrokeKind, Ui, pos2, vec2};

use super::super::context::ViewContext;
use super::super::theme::{GRID, HALF, small, tokens_of};
use crate::domain::units::SQUARE_METRES_PER_MU;
use crate::geometry::{Scene, View};

/// The longest a scale bar may be, in points.
const BAR: f64 = 140.0;
/// The widest a mu square may be, in points.
const SQUARE: f64 = 44.0;

/// The largest 1, 2 or 5 × 10ⁿ that is not above `limit`.
fn round_length(limit: f64) -> f64 {
    let power = 10f64.powf(limit.log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|length| *length <= limit).unwrap_or(power)
}

/// The largest whole power of ten of mu whose square is not wider than `limit_m`; at least one mu.
fn square_mu(limit_m: f64) -> f64 {
    let mu = limit_m * limit_m / SQUARE_METRES_PER_MU;
    10f64.powf(mu.log10().floor().max(0.0))
}

/// Draws the overlay in the lower left corner, and what is told of the place under the pointer in the lower right.
pub fn overlay_ui(
    ui: &Ui,
    cx: &ViewContext<'_>,
    rect: Rect,
    scale: f32,
    view: &View,
    scene: &Scene,
    pointer: Option<String>,
) {
    let tokens = tokens_of(ui);
    let painter = ui.painter_at(rect);
    let true_scale = scene.frame().true_scale_at(view.center[1]);
    let metres_per_point = view.metres_per_pixel * f64::from(scale) * true_scale;
    if !(metres_per_point.is_finite() && metres_per_point > 0.0) {
        return;
    }
    let metres = round_length(BAR * metres_per_point);
    let length = (metres / metres_per_point) as f32;
    let label = if metres >= 1000.0 {
        format!("{} {}", crate::locale::grouped(metres / 1000.0, 0), cx.text("unit-kilometre"))
    } else if metres >= 1.0 {
        format!("{} {}", crate::locale::grouped(metres, 0), cx.text("unit-metre"))
    } else {
        format!("{} {}", crate::locale::grouped(metres * 100.0, 0), cx.text("unit-centimetre"))
    };
    let origin = rect.left_bottom() + vec2(GRID * 2.0, -GRID * 2.0);
    let plate = tokens.surface.gamma_multiply(0.85);
    let back = |area: Rect| painter.rect_filled(area, 3.0, plate);
    let bar = Rect::from_min_size(origin - vec2(0.0, 3.0), vec2(length, 3.0));
    back(Rect::from_min_max(bar.min - vec2(HALF, 20.0), bar.max + vec2(HALF, HALF)));
    painter.rect_filled(bar, 0.0, tokens.text);
    painter.text(bar.center_top() - vec2(0.0, 2.0), Align2::CENTER_BOTTOM, label, small(), tokens.text);

    let mu = square_mu(SQUARE * metres_per_point);
    let side = ((mu * SQUARE_METRES_PER_MU).sqrt() / metres_per_point) as f32;
    if side >= 3.0 && side <= rect.width() / 3.0 {
        let corner = pos2(bar.right() + GRID * 3.0, origin.y - side);
        let square = Rect::from_min_size(corner, vec2(side, side));
        let text = cx.lang.text_with("map-mu-square", [("mu", crate::locale::grouped(mu, 0).into())]);
        let galley = painter.layout_no_wrap(text, small(), tokens.text);
        let at = pos2(square.right() + HALF, origin.y - galley.size().y);
        let area = square.union(Rect::from_min_size(at, galley.size())).expand(HALF);
        back(area);
        painter.rect(square, 0.0, Color32::TRANSPARENT, (1.5, tokens.text), StrokeKind::Inside);
        painter.galley(at, galley, tokens.text);
    }
    if let Some(text) = pointer {
        let galley = painter.layout_no_wrap(text, small(), tokens.text);
        let min = rect.right_bottom() - galley.size() - vec2(GRID, GRID);
        back(Rect::from_min_size(min, galley.size()).expand(HALF));
        painter.galley(min, galley, tokens.text);
    }
}

/// What is told of the place under the pointer: its degrees, where the data have a place.
pub fn pointer_text(
    cx: &ViewContext<'_>,
    rect: Rect,
    scale: f32,
    view: &View,
    scene: &Scene,
    at: Pos2,
    has_place: bool,
) -> String {
    if !has_place {
        return cx.text("place-unknown");
    }
    let pixel = (at - rect.min) * scale;
    let local = view.local_from_pixel([f64::from(pixel.x), f64::from(pixel.y)]);
    let [lon, lat] = scene.frame().lonlat_from_local(local);
    let east = if lon < 0.0 { "W" } else { "E" };
    let north = if lat < 0.0 { "S" } else { "N" };
    format!("{:.6}° {east}  {:.6}° {north}", lon.abs(), lat.abs())
}

/// The plate behind legend and cards.
pub fn plate_frame(ui: &Ui) -> egui::Frame {
    let tokens = tokens_of(ui);
    egui::Frame::new()
        .fill(tokens.surface)
        .stroke((1.0, tokens.line))
        .corner_radius(4.0)
        .inner_margin(egui::Margin::symmetric(10, 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_bars_are_one_two_or_five_times_a_power_of_ten() {
        assert_eq!(round_length(140.0), 100.0);
        assert_eq!(round_length(299.0), 200.0);
        assert_eq!(round_length(5.0), 5.0);
        assert_eq!(round_length(0.7), 0.5);
    }

    #[test]
    fn the_square_is_a_whole_power_of_ten_of_mu() {
        assert_eq!(square_mu(26.0), 1.0);
        assert_eq!(square_mu(5.0), 1.0);
        assert_eq!(square_mu(90.0), 10.0);
        assert_eq!(square_mu(1000.0), 1000.0);
    }
}
