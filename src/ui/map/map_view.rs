//! The map's place in the window: pan, zoom to the pointer, pick, box and lasso selection, and the picture.

use std::sync::Arc;

use eframe::egui::{self, CursorIcon, PointerButton, Rect, Role, Sense, Ui, WidgetInfo};
use eframe::egui_wgpu::wgpu;

use super::super::context::ViewContext;
use super::super::theme::{data_rgb, tokens, tokens_of};
use super::super::window_state::WindowState;
use super::labels::MapNames;
use super::painter::{Hatched, Paint, StyleKey};
use super::underlay::Underlay;
use super::zone_editing::{self, ZoneEditing};
use super::{context_menu, hover_card, lasso, layer_lines, legend, mark_lines, overlay, zone_drawing};
use crate::app::{Action, Document, MapClass, SelectMode};
use crate::domain::RowSet;
use crate::geometry::{ClassStyle, LocalBox, Scene, View};

/// Wheel points for doubling the scale.
const ZOOM_POINTS: f32 = 180.0;

/// Draws the map over the rest of `ui`.
pub fn map_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    state: &mut WindowState,
    target: Option<wgpu::TextureFormat>,
) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::click_and_drag());
    let label = cx.text("map-label");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    let scale = ui.ctx().pixels_per_point();
    let (width, height) =
        ((rect.width() * scale).round().max(1.0) as u32, (rect.height() * scale).round().max(1.0) as u32);
    let scene = document.scene().clone();
    state.map.covered_right = (legend::COVERED * scale) as u32;
    let mut view = state.map.view_for(document.generation(), &scene, width, height);
    state.map.rect = Some(rect);

    zone_editing::take_hold(ui, &response, (rect, scale, &view), document, &mut state.map.editing);
    let holds_corner = state.map.editing.as_ref().is_some_and(ZoneEditing::is_dragging);
    let selecting = state.map.box_from.is_some() || !state.map.lasso.is_empty() || holds_corner;
    let mut moved = moved_view(ui, &response, rect, scale, &view, &scene, selecting);
    // A double-click on a zone that is being drawn ends it.
    let is_drawing = state.map.drawing.is_some() || state.map.editing.is_some();
    if !is_drawing
        && response.double_clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let view = moved.get_or_insert(view);
        let fixed = local_from_screen(rect, scale, view, at);
        zoom(view, 2.0, fixed, &scene);
    }
    if let Some(moved) = moved {
        view = moved;
        state.map.look(view);
    }
    let hovered_here = pick(&response, rect, scale, &view, &scene);
    if response.hovered() || hovered_here.is_some() {
        state.hovered = hovered_here;
    }
    if !is_drawing {
        context_menu::context_menu_ui(cx, &response, document, (&mut state.map, hovered_here));
        select(ui, cx, &response, rect, scale, &view, &scene, state, document.selection());
    }

    let ((map_key, classes), shown) = (document.map_classes(), document.shown());
    let marks_overlaps = state.report.marks_overlaps;
    let (hatched, hatched_rows) = hatched(document, marks_overlaps);
    let dark = ui.visuals().dark_mode;
    let key = StyleKey {
        generation: document.generation(),
        map: map_key,
        selection: document.revisions().selection,
        hatched,
        underlay: Underlay::of(document.layers(), dark),
        hovered: state.hovered,
        dark,
        pixels_per_point: scale,
    };
    let tokens = tokens(dark);
    let rgb = |color: egui::Color32| [color.r(), color.g(), color.b()];
    let style = |class: &MapClass| ClassStyle { fill: data_rgb(dark, class.rgb), hatch: class.hatch };
    let paint = || Paint {
        fills: classes.classes.iter().map(style).collect(),
        classes: Arc::clone(&classes),
        shown,
        selected: document.selection().clone(),
        hatched: hatched_rows,
        ground: rgb(tokens.map_ground),
        outline: rgb(tokens.map_outline),
        accent: rgb(tokens.map_selection),
    };
    if let Some(due) = state.map.update(ui.ctx(), &scene, &view, key, paint) {
        ui.ctx().request_repaint_after(due);
    }
    state.map.paint(ui, rect, &view, target);
    if state.map.is_on_screen() {
        document.picture_is_there();
    }

    let mut names = MapNames::default();
    layer_lines::layers_ui(ui, rect, scale, &view, document.layers(), &mut names);
    if let Some(base) = document.base_file().filter(|_| document.view().base_outlines) {
        layer_lines::gone_ui(ui, rect, scale, &view, &base.gone);
    }
    names.push_parks(ui, rect, scale, &view, &document.park_places());
    mark_lines::marks_ui(ui, rect, scale, &view, document, &mut names);
    names.draw(ui, rect);
    let has_place = document.report().crs.crs.has_place();
    let pointer = response.hover_pos();
    let pointer = pointer.map(|at| overlay::pointer_text(cx, rect, scale, &view, &scene, at, has_place));
    overlay::overlay_ui(ui, cx, rect, scale, &view, &scene, pointer);
    legend::legend_ui(ui, cx, rect, document, &classes, marks_overlaps);
    let has_card = !is_drawing && !egui::Popup::is_any_open(ui.ctx());
    if let (Some(row), Some(at), true) = (hovered_here, response.hover_pos(), has_card) {
        hover_card::hover_card_ui(ui, cx, document, row, at, rect);
    }
    lasso::lasso_ui(ui, cx, &response, (rect, scale, &view), &scene, &mut state.map.lasso);
    zone_drawing::zone_drawing_ui(ui, cx, &response, (rect, scale, &view), document, &mut state.map.drawing);
    zone_editing::zone_editing_ui(ui, cx, &response, (rect, scale, &view), document, &mut state.map.editing);
    if let (Some(from), Some(to)) = (state.map.box_from, response.interact_pointer_pos()) {
        selection_box_ui(ui, Rect::from_two_pos(screen_from_local(rect, scale, &view, from), to));
    }
}

/// The box that is being dragged.
fn selection_box_ui(ui: &Ui, dragged: Rect) {
    let accent = tokens_of(ui).accent;
    ui.painter().rect(dragged, 0.0, accent.gamma_multiply(0.15), (1.0, accent), egui::StrokeKind::Inside);
}

/// What is hatched, and which parcels that is.
fn hatched(document: &mut Document, marks_overlaps: bool) -> (Hatched, Arc<RowSet>) {
    if marks_overlaps {
        return (Hatched::Overlaps(document.revisions().examination), document.overlapping());
    }
    let idle = document.suspected_idle();
    (Hatched::Idle(document.idle_number()), idle)
}

pub(super) fn local_from_screen(rect: Rect, scale: f32, view: &View, at: egui::Pos2) -> [f64; 2] {
    let pixel = (at - rect.min) * scale;
    view.local_from_pixel([f64::from(pixel.x), f64::from(pixel.y)])
}

pub(super) fn screen_from_local(rect: Rect, scale: f32, view: &View, local: [f64; 2]) -> egui::Pos2 {
    let [x, y] = view.pixel_from_local(local);
    rect.min + egui::vec2(x as f32, y as f32) / scale
}

/// The view after this frame's dragging, wheel and keys, if any moved it. While parcels are being selected by dragging,
/// or a key is held for it, the primary button does not pan.
fn moved_view(
    ui: &Ui,
    response: &egui::Response,
    rect: Rect,
    scale: f32,
    view: &View,
    scene: &Scene,
    selecting: bool,
) -> Option<View> {
    let mut moved = *view;
    let selecting = selecting || ui.input(|input| input.modifiers.shift || input.modifiers.alt);
    let pans = response.dragged_by(PointerButton::Middle)
        || response.dragged_by(PointerButton::Secondary)
        || (response.dragged_by(PointerButton::Primary) && !selecting);
    if pans {
        let delta = response.drag_delta() * scale;
        moved.center[0] -= f64::from(delta.x) * view.metres_per_pixel;
        moved.center[1] += f64::from(delta.y) * view.metres_per_pixel;
    }
    if let Some(at) = response.hover_pos() {
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = f64::from((wheel / ZOOM_POINTS).exp2() * pinch);
        if factor != 1.0 {
            let fixed = local_from_screen(rect, scale, &moved, at);
            zoom(&mut moved, factor, fixed, scene);
        }
    }
    if response.has_focus() {
        let step = 64.0 * view.metres_per_pixel;
        ui.input(|input| {
            for (key, [x, y]) in [
                (egui::Key::ArrowLeft, [-step, 0.0]),
                (egui::Key::ArrowRight, [step, 0.0]),
                (egui::Key::ArrowUp, [0.0, step]),
                (egui::Key::ArrowDown, [0.0, -step]),
            ] {
                if input.key_pressed(key) {
                    moved.center[0] += x;
                    moved.center[1] += y;
                }
            }
            let center = moved.center;
            if input.key_pressed(egui::Key::Plus) || input.key_pressed(egui::Key::Equals) {
                zoom(&mut moved, 2.0, center, scene);
            }
            if input.key_pressed(egui::Key::Minus) {
                zoom(&mut moved, 0.5, center, scene);
            }
        });
    }
    (moved != *view).then_some(moved)
}

/// Zooms by `factor`, keeping `fixed` where it is on the screen; from 5 mm a pixel to four times the whole extent.
fn zoom(view: &mut View, factor: f64, fixed: [f64; 2], scene: &Scene) {
    let widest = scene.bounds().map_or(1e5, |bounds| {
        let whole = View::fit(&bounds, view.width, view.height, 0.0);
        whole.metres_per_pixel * 4.0
    });
    let before = view.metres_per_pixel;
    view.metres_per_pixel = (before / factor).clamp(0.005, widest.max(0.005));
    let ratio = view.metres_per_pixel / before;
    for (center, fixed) in view.center.iter_mut().zip(fixed) {
        *center = fixed + (*center - fixed) * ratio;
    }
}

fn pick(response: &egui::Response, rect: Rect, scale: f32, view: &View, scene: &Scene) -> Option<usize> {
    let at = response.hover_pos()?;
    if response.dragged() {
        return None;
    }
    scene.pick(local_from_screen(rect, scale, view, at))
}

/// A click selects, with Ctrl it toggles; Shift-dragging selects the parcels whose interior point is in the box.
#[expect(clippy::too_many_arguments, reason = "one gesture: where it is, what is there, whom to tell")]
fn select(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    response: &egui::Response,
    rect: Rect,
    scale: f32,
    view: &View,
    scene: &Scene,
    state: &mut WindowState,
    selection: &RowSet,
) {
    let modifiers = ui.input(|input| input.modifiers);
    if modifiers.shift && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    let len = selection.table_len();
    if response.drag_started_by(PointerButton::Primary)
        && modifiers.shift
        && let Some(origin) = ui.input(|input| input.pointer.press_origin())
    {
        state.map.box_from = Some(local_from_screen(rect, scale, view, origin));
    }
    if response.drag_stopped()
        && let Some(from) = state.map.box_from.take()
        && let Some(to) = response.interact_pointer_pos()
    {
        let to = local_from_screen(rect, scale, view, to);
        let bounds =
            LocalBox { min: [from[0].min(to[0]), from[1].min(to[1])], max: [from[0].max(to[0]), from[1].max(to[1])] };
        let mode = if modifiers.command { SelectMode::Add } else { SelectMode::Replace };
        cx.push(Action::Select(scene.rows_in_box(bounds), mode));
    }
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        response.request_focus();
        let row = scene.pick(local_from_screen(rect, scale, view, at));
        match row {
            Some(row) => {
                let mode = if modifiers.command { SelectMode::Toggle } else { SelectMode::Replace };
                cx.push(Action::Select(RowSet::from_rows(len, [row]), mode));
            }
            None if !modifiers.command => cx.push(Action::Select(RowSet::empty(len), SelectMode::Replace)),
            None => {}
        }
    }
}
