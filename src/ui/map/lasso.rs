//! The lasso: Alt-dragging draws a ring on the map and selects the parcels whose interior point is inside it.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Shape, Stroke, Ui};

use super::super::context::ViewContext;
use super::super::theme::tokens_of;
use super::map_view::{local_from_screen, screen_from_local};
use crate::app::{Action, SelectMode};
use crate::geometry::{Scene, View};

/// How far the pointer moves, in points of the screen, until the ring gets another corner.
const STEP: f32 = 3.0;

/// Follows the pointer with `ring` (local metres, empty while none is drawn), draws it, and selects when it is let go:
/// in place of the selection, or beside it with Ctrl held.
pub fn lasso_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    response: &Response,
    (rect, scale, view): (Rect, f32, &View),
    scene: &Scene,
    ring: &mut Vec<[f64; 2]>,
) {
    let (modifiers, origin) = ui.input(|input| (input.modifiers, input.pointer.press_origin()));
    let local = |at: Pos2| local_from_screen(rect, scale, view, at);
    if modifiers.alt && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    if let Some(origin) = origin.filter(|_| modifiers.alt && response.drag_started_by(PointerButton::Primary)) {
        ring.push(local(origin));
    }
    let Some(&last) = ring.last() else { return };
    if let Some(at) = response.interact_pointer_pos()
        && at.distance(screen_from_local(rect, scale, view, last)) >= STEP
    {
        ring.push(local(at));
    }
    if response.drag_stopped() {
        let mode = if modifiers.command { SelectMode::Add } else { SelectMode::Replace };
        cx.push(Action::Select(scene.rows_in_ring(&std::mem::take(ring)), mode));
        return;
    }
    let corners: Vec<Pos2> = ring.iter().map(|&corner| screen_from_local(rect, scale, view, corner)).collect();
    ui.painter_at(rect).add(Shape::closed_line(corners, Stroke::new(1.5, tokens_of(ui).accent)));
}
