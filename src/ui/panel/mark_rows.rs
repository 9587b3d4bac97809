//! The leading firms and the zones that are marked, a line each: shown on the map, renamed, taken away.

use std::sync::Arc;

use eframe::egui::{Align, Button, ComboBox, Label, Layout, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::map::ZoneEditing;
use super::super::theme::{ROW_HEIGHT, small, tokens_of};
use super::super::window_state::WindowState;
use super::marks_panel::MarkField;
use crate::app::{Action, Document, MarkChange, SelectMode, zone_kind_name};
use crate::domain::{RowSet, ZoneKind};

/// The width of a name, in points.
const NAME: f32 = 168.0;
/// The highest a list is, in points; beyond that it scrolls by itself.
const LIST: f32 = 216.0;

/// What the buttons at a line's end ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Edit,
    Show,
    Remove,
}

/// The buttons at a line's end.
fn buttons_ui(ui: &mut Ui, cx: &ViewContext<'_>, name: &str) -> Option<Wish> {
    let named = |id: &str| cx.lang.text_with(id, [("name", name.into())]);
    let away = ui.add(Button::new(RichText::new("×").color(tokens_of(ui).weak)).small().frame(false));
    let is_removed = away.accessible_name(named("marks-remove")).on_hover_text(named("marks-remove")).clicked();
    let is_shown = ui.small_button(cx.text("marks-show-button")).accessible_name(named("marks-show")).clicked();
    if is_removed { Some(Wish::Remove) } else { is_shown.then_some(Wish::Show) }
}

/// The buttons at a zone's line's end.
fn zone_buttons_ui(ui: &mut Ui, cx: &ViewContext<'_>, name: &str) -> Option<Wish> {
    let wish = buttons_ui(ui, cx, name);
    let edit = ui.small_button(cx.text("zone-edit-button"));
    let is_edited = edit.accessible_name(cx.lang.text_with("zone-edit", [("name", name.into())])).clicked();
    wish.or_else(|| is_edited.then_some(Wish::Edit))
}

/// So many entries of equal height.
fn list_ui(ui: &mut Ui, (id, height): (&str, f32), count: usize, mut entry_ui: impl FnMut(&mut Ui, usize)) {
    let list = ScrollArea::vertical().id_salt(id).max_height(LIST).auto_shrink([false, true]);
    list.show_rows(ui, height, count, |ui, entries| entries.for_each(|at| entry_ui(ui, at)));
}

/// Draws the leading firms.
pub fn anchors_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState) {
    let marks = Arc::clone(document.marks());
    let rows: Vec<u32> = marks.anchors.keys().copied().collect();
    list_ui(ui, ("marks-anchors", ROW_HEIGHT), rows.len(), |ui, at| {
        let row = rows[at];
        let name = document.anchor_name(row).to_owned();
        ui.horizontal(|ui| {
            ui.set_height(ROW_HEIGHT);
            let label = cx.lang.text_with("marks-rename", [("name", name.as_str().into())]);
            let typed = state.marks.text_ui(ui, (MarkField::Anchor(row), &name, label), NAME, |_, _, _| {});
            if let Some(typed) = typed {
                cx.push(Action::Mark(MarkChange::NameAnchor(row, typed)));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let only = RowSet::from_rows(document.table().len(), [row as usize]);
                match buttons_ui(ui, cx, &name) {
                    Some(Wish::Remove) => cx.push(Action::Mark(MarkChange::Anchors(only, false))),
                    Some(Wish::Show) => {
                        state.map.show_box(document.scene().bounds_of_rows(&only).as_ref());
                        cx.push(Action::Select(only, SelectMode::Replace));
                    }
                    Some(Wish::Edit) | None => {}
                }
                let chain = match document.chain_of(row) {
                    Some(industry) => cx.lang.text_with("marks-anchor-chain", [("industry", industry.into())]),
                    None => cx.text("marks-anchor-no-chain"),
                };
                let chain = RichText::new(chain).font(small()).color(tokens_of(ui).weak);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(chain).truncate()));
            });
        });
    });
}

/// Draws the zones.
pub fn zones_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    let marks = Arc::clone(document.marks());
    // A line for the name and its buttons, and one for the kind.
    let height = ROW_HEIGHT * 2.0 + ui.spacing().item_spacing.y;
    list_ui(ui, ("marks-zones", height), marks.zones.len(), |ui, at| {
        let zone = &marks.zones[at];
        let named = |id: &str| cx.lang.text_with(id, [("name", zone.name.as_str().into())]);
        let (rename, kind_label) = (named("marks-rename"), named("marks-kind"));
        let wish = ui.horizontal(|ui| {
            ui.set_height(ROW_HEIGHT);
            let typed = state.marks.text_ui(ui, (MarkField::Zone(at), &zone.name, rename), NAME, |_, _, _| {});
            if let Some(typed) = typed {
                cx.push(Action::Mark(MarkChange::NameZone(at, typed)));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| zone_buttons_ui(ui, cx, &zone.name)).inner
        });
        ui.horizontal(|ui| {
            ui.set_height(ROW_HEIGHT);
            let chosen = kind_ui(ui, cx, at, zone.kind, &kind_label);
            cx.actions.extend(chosen.map(|kind| Action::Mark(MarkChange::KindOfZone(at, kind))));
        });
        if matches!(wish.inner, Some(Wish::Edit | Wish::Show)) {
            let bounds = document.marks_on_map().zones.get(at).map(|zone| zone.bounds);
            state.map.show_box(bounds.as_ref());
        }
        match wish.inner {
            Some(Wish::Remove) => cx.push(Action::Mark(MarkChange::RemoveZone(at))),
            Some(Wish::Edit) => (state.map.drawing, state.map.editing) = (None, Some(ZoneEditing::new(at, document))),
            Some(Wish::Show) | None => {}
        }
    });
}

fn kind_ui(ui: &mut Ui, cx: &ViewContext<'_>, at: usize, held: ZoneKind, label: &str) -> Option<ZoneKind> {
    let mut kind = held;
    let choice = ComboBox::from_id_salt(("marks-kind", at)).selected_text(zone_kind_name(cx.lang, held)).width(104.0);
    let shown = choice.show_ui(ui, |ui| {
        for each in ZoneKind::ALL {
            ui.selectable_value(&mut kind, each, zone_kind_name(cx.lang, each));
        }
    });
    shown.response.accessible_name(label);
    (kind != held).then_some(kind)
}
