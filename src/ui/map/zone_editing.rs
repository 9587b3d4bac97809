//! Changing a zone's outline on the map: corners are dragged, added at the middle of an edge, and taken away; each change
//! is one undoable step. The keys do the same: [ and ] choose a corner, the arrows move it, Insert and Delete.
//!
//! While a zone is changed, clicks select nothing; dragging elsewhere and the wheel move the map as ever.

use eframe::egui::{
    self, Button, CursorIcon, Key, Modifiers, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui, vec2,
};

use super::super::context::ViewContext;
use super::super::theme::tokens_of;
use super::map_view::{local_from_screen, screen_from_local};
use super::zone_drawing::{CORNER, banner_ui, lonlat};
use crate::app::{Action, Document, MarkChange};
use crate::domain::ZoneRings;
use crate::geometry::View;

/// What is nearer to the pointer than this is meant by it, in points.
const NEAR: f32 = 8.0;
/// Edges shorter than this have no handle at their middle, in points.
const SHORT: f32 = 28.0;
/// How far an arrow key moves a corner, in points.
const STEP: f32 = 4.0;

/// A corner of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Corner {
    ring: usize,
    place: usize,
}

/// A corner that is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drag {
    corner: Corner,
    /// Whether it is a new one before that place.
    is_new: bool,
    /// Where it is now, in local metres.
    at: [f64; 2],
}

/// A zone whose outline is being changed.
#[derive(Clone, Debug, Default)]
pub struct ZoneEditing {
    zone: usize,
    /// How many zones there are: with another number the place may mean another zone.
    zones: usize,
    /// The corners in local metres, and the revision of marks they are of.
    corners: Option<(u64, Vec<Vec<[f64; 2]>>)>,
    picked: Option<Corner>,
    drag: Option<Drag>,
    /// What the keys of this frame ask for.
    wish: Wish,
    /// The corner the last click added.
    added: Option<Corner>,
}

/// Where the map is on the screen, and what it shows.
type Place<'a> = (Rect, f32, &'a View);

impl ZoneEditing {
    /// Changes the zone at this place of the list.
    #[must_use]
    pub fn new(zone: usize, document: &Document) -> Self {
        Self { zone, zones: document.marks().zones.len(), ..Self::default() }
    }

    /// Whether a corner is being dragged.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// Lets go of the corner that is being dragged, changing nothing. Says whether there was one.
    pub(super) fn let_go(&mut self) -> bool {
        self.drag.take().is_some()
    }

    /// The corners as the marks have them now; `None` where the zone is gone.
    fn look(&mut self, document: &Document) -> Option<()> {
        let zones = &document.marks().zones;
        let zone = zones.get(self.zone).filter(|_| zones.len() == self.zones)?;
        let revision = document.revisions().marks;
        if self.corners.as_ref().is_none_or(|(of, _)| *of != revision) {
            let frame = document.scene().frame();
            let ring = |ring: &Vec<[f64; 2]>| ring.iter().map(|&at| frame.local_from_lonlat(at)).collect();
            self.corners = Some((revision, zone.rings.iter().map(ring).collect()));
        }
        self.picked = self.picked.filter(|&picked| self.corner(picked).is_some());
        Some(())
    }

    fn rings(&self) -> &[Vec<[f64; 2]>] {
        self.corners.as_ref().map_or(&[], |(_, rings)| rings)
    }

    fn corner(&self, Corner { ring, place }: Corner) -> Option<[f64; 2]> {
        self.rings().get(ring)?.get(place).copied()
    }

    /// Every corner.
    fn all(&self) -> impl Iterator<Item = Corner> + '_ {
        let rings = self.rings().iter().enumerate();
        rings.flat_map(|(ring, corners)| (0..corners.len()).map(move |place| Corner { ring, place }))
    }

    /// The middle of the edge that ends in a corner.
    fn middle_before(&self, corner: Corner) -> Option<[f64; 2]> {
        let ring = self.rings().get(corner.ring)?;
        let before = ring[(corner.place + ring.len() - 1) % ring.len()];
        let at = self.corner(corner)?;
        Some([0, 1].map(|axis| f64::midpoint(before[axis], at[axis])))
    }

    /// The corner under a place of the screen, else the one before which a new one is to be.
    fn hit(&self, (rect, scale, view): Place<'_>, at: Pos2) -> Option<(Corner, bool)> {
        let on_screen = |local| screen_from_local(rect, scale, view, local);
        let nearest = |places: Vec<(Corner, Pos2)>| {
            let near = places.into_iter().map(|(corner, place)| (corner, place.distance(at)));
            near.filter(|&(_, far)| far < NEAR).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(corner, _)| corner)
        };
        let corners = self.all().filter_map(|corner| Some((corner, on_screen(self.corner(corner)?))));
        let corner = nearest(corners.collect());
        let new = || nearest(self.handles(on_screen).collect());
        corner.map(|corner| (corner, false)).or_else(|| new().map(|corner| (corner, true)))
    }

    /// The handles at the middle of long edges, each with the corner its edge ends in.
    fn handles(&self, on_screen: impl Fn([f64; 2]) -> Pos2) -> impl Iterator<Item = (Corner, Pos2)> {
        self.all().filter_map(move |corner| {
            let (end, middle) = (on_screen(self.corner(corner)?), on_screen(self.middle_before(corner)?));
            (end.distance(middle) * 2.0 >= SHORT).then_some((corner, middle))
        })
    }

    /// The outline with a corner moved, added or taken away; the others keep their degrees to the bit.
    fn changed(&self, document: &Document, change: impl FnOnce(&mut ZoneRings)) -> Option<Action> {
        let mut rings = ZoneRings::clone(&document.marks().zones.get(self.zone)?.rings);
        change(&mut rings);
        Some(Action::Mark(MarkChange::ZoneOutline(self.zone, rings)))
    }

    fn moved(&self, document: &Document, Corner { ring, place }: Corner, at: [f64; 2], is_new: bool) -> Option<Action> {
        let at = lonlat(document.scene(), at);
        self.changed(document, |rings| {
            if is_new {
                rings[ring].insert(place, at);
            } else {
                rings[ring][place] = at;
            }
        })
    }

    /// Whether a corner may go: a ring has three at least.
    fn may_go(&self, corner: Corner) -> bool {
        self.rings().get(corner.ring).is_some_and(|ring| ring.len() > 3)
    }

    /// The corner behind the chosen one, or before it, round all rings.
    fn next(&self, is_back: bool) -> Option<Corner> {
        let all: Vec<Corner> = self.all().collect();
        let at = self.picked.and_then(|picked| all.iter().position(|&corner| corner == picked));
        let last = all.len().checked_sub(1)?;
        let next = match (at, is_back) {
            (None | Some(0), true) => last,
            (Some(at), true) => at - 1,
            (Some(at), false) if at < last => at + 1,
            (_, false) => 0,
        };
        all.get(next).copied()
    }
}

/// Takes the keys, and takes hold of a corner where a drag begins on one, before the map is moved by either.
pub(super) fn take_hold(
    ui: &Ui,
    response: &Response,
    place: Place<'_>,
    document: &Document,
    editing: &mut Option<ZoneEditing>,
) {
    let Some(edited) = editing else { return };
    if edited.look(document).is_none() {
        *editing = None;
        return;
    }
    edited.wish = Wish::of_keys(ui, edited.picked.is_some());
    if response.drag_started_by(egui::PointerButton::Primary)
        && let Some(origin) = ui.input(|input| input.pointer.press_origin())
        && let Some((corner, is_new)) = edited.hit(place, origin)
    {
        edited.drag = Some(Drag { corner, is_new, at: local_from_screen(place.0, place.1, place.2, origin) });
        edited.picked = Some(corner);
    }
}

/// What keys and buttons ask for.
#[derive(Clone, Debug, Default)]
struct Wish {
    /// The next corner; `true` for the one before.
    choose: Option<bool>,
    step: egui::Vec2,
    add: bool,
    remove: bool,
    done: bool,
}

impl Wish {
    /// Without a chosen corner the arrows are left to the map.
    fn of_keys(ui: &Ui, has_corner: bool) -> Self {
        let typing = ui.ctx().text_edit_focused();
        let pressed = |key| !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let axis = |less, more| {
            if has_corner { f32::from(i8::from(pressed(more)) - i8::from(pressed(less))) } else { 0.0 }
        };
        Self {
            choose: [(Key::OpenBracket, true), (Key::CloseBracket, false)]
                .into_iter()
                .find_map(|(key, is_back)| pressed(key).then_some(is_back)),
            step: vec2(axis(Key::ArrowLeft, Key::ArrowRight), axis(Key::ArrowUp, Key::ArrowDown)) * STEP,
            add: pressed(Key::Insert),
            remove: pressed(Key::Delete),
            done: pressed(Key::Enter),
        }
    }
}

/// Draws the outline with its corners, and changes it as the user asks.
pub(super) fn zone_editing_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    response: &Response,
    place: Place<'_>,
    document: &Document,
    editing: &mut Option<ZoneEditing>,
) {
    let Some(edited) = editing else { return };
    let (rect, scale, view) = place;
    let mut wish = std::mem::take(&mut edited.wish);
    drag(cx, response, place, document, edited);
    draw(ui, place, response.hover_pos(), edited);
    buttons_ui(ui, cx, rect, document, edited, &mut wish);
    if response.clicked() {
        response.request_focus();
        let hit = response.interact_pointer_pos().and_then(|at| edited.hit(place, at));
        edited.picked = hit.map(|(corner, _)| corner);
        let is_new = hit.is_some_and(|(_, is_new)| is_new);
        // The second click of two on an edge is on the corner the first one added.
        let is_second = response.double_clicked();
        wish.remove |= is_second && !is_new && edited.added != edited.picked;
        if !is_second {
            wish.add |= is_new;
            edited.added = edited.picked.filter(|_| is_new);
        }
    }
    if let Some(is_back) = wish.choose {
        edited.picked = edited.next(is_back);
        response.request_focus();
    }
    let Some(picked) = edited.picked.filter(|_| edited.drag.is_none()) else {
        if wish.done {
            *editing = None;
        }
        return;
    };
    let change = if wish.add {
        edited.middle_before(picked).and_then(|middle| edited.moved(document, picked, middle, true))
    } else if wish.remove && edited.may_go(picked) {
        edited.changed(document, |rings| {
            rings[picked.ring].remove(picked.place);
        })
    } else if wish.step == egui::Vec2::ZERO {
        None
    } else {
        let from = edited.corner(picked).map(|at| screen_from_local(rect, scale, view, at) + wish.step);
        let at = from.map(|at| local_from_screen(rect, scale, view, at));
        at.and_then(|at| edited.moved(document, picked, at, false))
    };
    cx.actions.extend(change);
    if wish.done {
        *editing = None;
    }
}

/// Moves the corner that is held with the pointer, and puts it where it is let go.
fn drag(
    cx: &mut ViewContext<'_>,
    response: &Response,
    place: Place<'_>,
    document: &Document,
    edited: &mut ZoneEditing,
) {
    let Some(mut held) = edited.drag else { return };
    if let Some(at) = response.interact_pointer_pos() {
        held.at = local_from_screen(place.0, place.1, place.2, at);
        edited.drag = Some(held);
    }
    if response.drag_stopped() {
        edited.drag = None;
        cx.actions.extend(edited.moved(document, held.corner, held.at, held.is_new));
    }
}

fn draw(ui: &Ui, place: Place<'_>, pointer: Option<Pos2>, edited: &ZoneEditing) {
    let (rect, scale, view) = place;
    let (painter, tokens) = (ui.painter_at(rect), tokens_of(ui));
    let on_screen = |local| screen_from_local(rect, scale, view, local);
    for (ring, corners) in edited.rings().iter().enumerate() {
        let mut outline: Vec<Pos2> = corners.iter().map(|&corner| on_screen(corner)).collect();
        if let Some(held) = edited.drag.filter(|held| held.corner.ring == ring) {
            if held.is_new {
                outline.insert(held.corner.place, on_screen(held.at));
            } else {
                outline[held.corner.place] = on_screen(held.at);
            }
        }
        for stroke in [Stroke::new(4.0, tokens.map_ground), Stroke::new(1.6, tokens.accent)] {
            painter.add(Shape::closed_line(outline.clone(), stroke));
        }
    }
    if edited.drag.is_none() {
        for (_, middle) in edited.handles(on_screen).filter(|(_, middle)| rect.contains(*middle)) {
            painter.circle(middle, CORNER, tokens.surface, (1.0, tokens.accent));
        }
    }
    for corner in edited.all() {
        let Some(at) = edited.corner(corner).map(on_screen).filter(|at| rect.contains(*at)) else { continue };
        let (fill, half) =
            if edited.picked == Some(corner) { (tokens.accent, CORNER + 2.0) } else { (tokens.surface, CORNER + 1.0) };
        let square = Rect::from_center_size(at, vec2(half, half) * 2.0);
        painter.rect(square, 1.0, fill, (1.5, tokens.accent), StrokeKind::Middle);
    }
    if edited.drag.is_some() || pointer.is_some_and(|at| edited.hit(place, at).is_some()) {
        ui.ctx().set_cursor_icon(CursorIcon::Move);
    }
}

/// What is being done, with a button for each key.
fn buttons_ui(ui: &Ui, cx: &ViewContext<'_>, rect: Rect, document: &Document, edited: &ZoneEditing, wish: &mut Wish) {
    let name = document.marks().zones.get(edited.zone).map_or("", |zone| zone.name.as_str());
    let told = cx.lang.text_with("zone-editing", [("name", name.into())]);
    banner_ui(ui, rect, "zone-editing", told, |ui| {
        let picked = edited.picked;
        if ui.button(cx.text("zone-editing-next")).clicked() {
            wish.choose = Some(false);
        }
        wish.add |= ui.add_enabled(picked.is_some(), Button::new(cx.text("zone-editing-add"))).clicked();
        let may_go = picked.is_some_and(|corner| edited.may_go(corner));
        wish.remove |= ui.add_enabled(may_go, Button::new(cx.text("zone-editing-remove"))).clicked();
        wish.done |= ui.button(cx.text("zone-editing-done")).clicked();
    });
}
