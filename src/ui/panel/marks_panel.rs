//! What is marked for suggestions: the list of leading firms and zones, how new ones are made, and the facts of parks.
//!
//! Owns what is being typed; what is marked is the document's.

use std::sync::Arc;

use eframe::egui::{Button, Response, RichText, ScrollArea, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::map::ZoneDrawing;
use super::super::theme::{GRID, HALF, small, tokens_of};
use super::super::window_state::WindowState;
use super::mark_rows::{anchors_ui, zones_ui};
use super::park_facts::park_facts_ui;
use crate::app::{Action, Document, MOST_ZONE_PARCELS, MarkChange, zone_kind_name};
use crate::domain::ZoneKind;

/// A field of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkField {
    /// The name of a leading firm.
    Anchor(u32),
    /// The name of a zone.
    Zone(usize),
    /// The share of land left at a park.
    LandLeft(Arc<str>),
}

/// What the page keeps between frames.
#[derive(Debug, Default)]
pub struct MarksForm {
    /// What new zones are to be.
    kind: ZoneKind,
    /// What is being typed, and where.
    typing: Option<(MarkField, String)>,
}

impl MarksForm {
    /// A text field that hands over what was typed once it is left. What is typed in it now is handed to `look`.
    pub fn text_ui(
        &mut self,
        ui: &mut Ui,
        (field, held, label): (MarkField, &str, String),
        width: f32,
        look: impl FnOnce(&mut Ui, &str, &Response),
    ) -> Option<String> {
        let typed = self.typing.as_ref().filter(|(of, _)| *of == field).map(|(_, text)| text.clone());
        let mut text = typed.clone().unwrap_or_else(|| held.to_owned());
        let response = ui.add(TextEdit::singleline(&mut text).desired_width(width)).accessible_name(label);
        look(ui, &text, &response);
        if response.changed() {
            self.typing = Some((field, text));
            return None;
        }
        if response.lost_focus() && typed.is_some() {
            self.typing = None;
            return (text != held).then_some(text);
        }
        None
    }
}

/// Draws the page.
pub fn marks_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        note_ui(ui, &cx.text("marks-intro"));
        ui.add_space(HALF);
        ui.strong(cx.text("marks-anchors"));
        if document.marks().anchors.is_empty() {
            note_ui(ui, &cx.text("marks-anchors-none"));
        }
        anchor_button_ui(ui, cx, document);
        anchors_ui(ui, cx, document, state);
        section_ui(ui, &cx.text("marks-zones"));
        if document.marks().zones.is_empty() {
            note_ui(ui, &cx.text("marks-zones-none"));
        }
        new_zone_ui(ui, cx, document, state);
        zones_ui(ui, cx, document, state);
        section_ui(ui, &cx.text("marks-parks"));
        note_ui(ui, &cx.text("marks-parks-hint"));
        park_facts_ui(ui, cx, document, &mut state.marks);
    });
}

fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(GRID);
    ui.separator();
    ui.strong(title);
}

/// A weak line.
pub fn note_ui(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(small()).color(tokens_of(ui).weak));
}

/// The button that marks the selected parcels as leading firms, or takes the mark away where all of them are; nothing
/// where none is selected.
pub fn anchor_button_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let rows = document.selection();
    let anchors = &document.marks().anchors;
    let id = match rows.count() {
        0 => return,
        _ if rows.iter().all(|row| anchors.contains_key(&(row as u32))) => "marks-anchor-unset",
        1 => "marks-anchor-set",
        _ => "marks-anchor-selected",
    };
    if ui.button(cx.text(id)).clicked() {
        cx.push(Action::Mark(MarkChange::Anchors(rows.clone(), id != "marks-anchor-unset")));
    }
}

/// How a new zone is made: its kind, then drawn, of the selected parcels, or of a layer.
fn new_zone_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState) {
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.text("marks-zone-new"));
        for kind in ZoneKind::ALL {
            ui.selectable_value(&mut state.marks.kind, kind, zone_kind_name(cx.lang, kind));
        }
    });
    let kind = state.marks.kind;
    ui.horizontal_wrapped(|ui| {
        if ui.button(cx.text("marks-zone-draw")).clicked() {
            (state.map.drawing, state.map.editing) = (Some(ZoneDrawing::new(kind)), None);
        }
        let count = document.selection().count();
        let of_parcels = Button::new(cx.text("marks-zone-from-parcels"));
        let too_many = cx.lang.text_with("marks-zone-too-many", [("most", MOST_ZONE_PARCELS.into())]);
        let of_parcels = ui.add_enabled((1..=MOST_ZONE_PARCELS).contains(&count), of_parcels);
        let of_parcels = if count > 0 { of_parcels.on_disabled_hover_text(too_many) } else { of_parcels };
        if of_parcels.clicked()
            && let Some(rings) = document.zone_of_selection()
        {
            let zone = document.new_zone(cx.lang, kind, rings);
            cx.push(Action::Mark(MarkChange::AddZones(vec![zone])));
        }
        layers_ui(ui, cx, document, kind);
    });
}

/// The layers whose polygons can be zones.
fn layers_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, kind: ZoneKind) {
    let layers = document.layers().iter().enumerate();
    let layers: Vec<_> = layers.filter(|(_, layer)| !layer.outlines().is_empty()).collect();
    if layers.is_empty() {
        let button = ui.add_enabled(false, Button::new(cx.text("marks-zone-from-layer")));
        button.on_disabled_hover_text(cx.text("marks-zone-no-layer"));
        return;
    }
    ui.menu_button(cx.text("marks-zone-from-layer"), |ui| {
        for (at, layer) in layers {
            let named = [("layer", layer.name.as_str().into()), ("count", layer.outlines().len().into())];
            if ui.button(cx.lang.text_with("marks-zone-of-layer", named)).clicked() {
                cx.push(Action::ZonesOfLayer(at, kind));
                ui.close();
            }
        }
    });
}
