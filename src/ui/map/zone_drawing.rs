//! Drawing a zone on the map: a click a corner, double-click or Enter ends it, Backspace takes a corner back, Esc leaves.
//!
//! While a zone is drawn, clicks select nothing; dragging and the wheel move the map as ever.

use eframe::egui::{self, Align2, Button, CursorIcon, Key, Modifiers, Pos2, Rect, Response, Shape, Stroke, Ui, vec2};

use super::super::context::ViewContext;
use super::super::theme::{GRID, tokens_of};
use super::legend::COVERED;
use super::map_state::MapState;
use super::map_view::{local_from_screen, screen_from_local};
use super::overlay::plate_frame;
use super::zone_editing::ZoneEditing;
use crate::app::{Action, Document, MarkChange, zone_kind_name};
use crate::domain::ZoneKind;
use crate::geometry::{Scene, View};

/// Clicks nearer than this to the last corner add none, in points: those of a double-click.
const NEAR: f32 = 6.0;
/// Half the side of a corner's square, in points.
pub(super) const CORNER: f32 = 3.0;

/// A zone that is being drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneDrawing {
    /// What it is to be.
    pub kind: ZoneKind,
    /// Its corners so far, in local metres.
    pub corners: Vec<[f64; 2]>,
}

impl ZoneDrawing {
    /// A zone of which no corner is drawn yet.
    #[must_use]
    pub fn new(kind: ZoneKind) -> Self {
        Self { kind, corners: Vec::new() }
    }

    fn is_an_outline(&self) -> bool {
        self.corners.len() > 2
    }
}

/// Leaves the drawing, or the changing of a zone, where Esc was pressed, before anything else takes the key. A corner that
/// is being dragged is let go first.
pub fn leave_on_escape(ctx: &egui::Context, MapState { drawing, editing, .. }: &mut MapState) {
    let is_busy = drawing.is_some() || editing.is_some();
    let is_free = is_busy && !ctx.text_edit_focused() && !egui::Popup::is_any_open(ctx);
    if is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        *drawing = None;
        if !editing.as_mut().is_some_and(ZoneEditing::let_go) {
            *editing = None;
        }
    }
}

/// Takes corners, draws them, and makes the zone when it is finished.
pub fn zone_drawing_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    response: &Response,
    (rect, scale, view): (Rect, f32, &View),
    document: &Document,
    drawing: &mut Option<ZoneDrawing>,
) {
    let Some(drawn) = drawing else { return };
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    let on_screen = |corner: [f64; 2]| screen_from_local(rect, scale, view, corner);
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
        && drawn.corners.last().is_none_or(|&last| on_screen(last).distance(at) >= NEAR)
    {
        response.request_focus();
        drawn.corners.push(local_from_screen(rect, scale, view, at));
    }
    let typing = ui.ctx().text_edit_focused();
    let pressed = |key| !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut is_finished = response.double_clicked() || pressed(Key::Enter);
    let mut goes_back = pressed(Key::Backspace);
    draw(ui, rect, drawn, response.hover_pos(), on_screen);
    let mut is_left = false;
    let kind = zone_kind_name(cx.lang, drawn.kind);
    banner_ui(ui, rect, "zone-drawing", cx.lang.text_with("marks-drawing", [("kind", kind.into())]), |ui| {
        let finish = Button::new(cx.text("marks-drawing-finish"));
        is_finished |= ui.add_enabled(drawn.is_an_outline(), finish).clicked();
        let back = Button::new(cx.text("marks-drawing-back"));
        goes_back |= ui.add_enabled(!drawn.corners.is_empty(), back).clicked();
        is_left = ui.button(cx.text("marks-drawing-cancel")).clicked();
    });
    if goes_back {
        drawn.corners.pop();
    }
    if is_finished && drawn.is_an_outline() {
        let ring = drawn.corners.iter().map(|&corner| lonlat(document.scene(), corner)).collect();
        let zone = document.new_zone(cx.lang, drawn.kind, vec![ring]);
        cx.push(Action::Mark(MarkChange::AddZones(vec![zone])));
        *drawing = None;
    } else if is_left {
        *drawing = None;
    }
}

pub(super) fn lonlat(scene: &Scene, corner: [f64; 2]) -> [f64; 2] {
    scene.frame().lonlat_from_local(corner)
}

fn draw(ui: &Ui, rect: Rect, drawn: &ZoneDrawing, pointer: Option<Pos2>, on_screen: impl Fn([f64; 2]) -> Pos2) {
    let (painter, tokens) = (ui.painter_at(rect), tokens_of(ui));
    let corners: Vec<Pos2> = drawn.corners.iter().map(|&corner| on_screen(corner)).collect();
    let outline: Vec<Pos2> = corners.iter().copied().chain(pointer).collect();
    for stroke in [Stroke::new(4.0, tokens.map_ground), Stroke::new(1.6, tokens.accent)] {
        painter.add(Shape::closed_line(outline.clone(), stroke));
    }
    for corner in corners {
        let square = Rect::from_center_size(corner, vec2(CORNER, CORNER) * 2.0);
        painter.rect(square, 1.0, tokens.surface, (1.5, tokens.accent), egui::StrokeKind::Middle);
    }
}

/// What is being done on the map, with buttons below it.
pub(super) fn banner_ui(ui: &Ui, rect: Rect, id: &'static str, told: String, buttons_ui: impl FnOnce(&mut Ui)) {
    egui::Area::new(egui::Id::unique(id))
        .order(egui::Order::Middle)
        .pivot(Align2::LEFT_TOP)
        .fixed_pos(rect.left_top() + vec2(GRID, GRID))
        .constrain_to(rect)
        .show(ui.ctx(), |ui| {
            plate_frame(ui).show(ui, |ui| {
                // The legend stands in the other corner.
                ui.set_max_width((rect.width() - COVERED - GRID * 6.0).clamp(200.0, 520.0));
                ui.label(told);
                ui.horizontal_wrapped(buttons_ui);
            });
        });
}
