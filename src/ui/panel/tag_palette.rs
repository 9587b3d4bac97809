//! The eight models: colour, key, live count and land. A click or the key tags the whole selection.

use eframe::egui::{self, Align, Layout, Rect, RichText, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::super::context::ViewContext;
use super::super::result_cells::figure_ui;
use super::super::theme::{GRID, HALF, ROW_HEIGHT, data_color, small, tokens_of};
use crate::app::{Action, Command, Document};
use crate::domain::{RenewalModel, RevivalRoute, Tag, Term, Unit};
use crate::locale::{Lang, grouped};

/// Draws the palette.
pub fn tag_palette_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(cx.text("palette-title")).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let header = format!("{} · {}", cx.text("column-parcels"), cx.lang.unit(Unit::Mu));
            ui.label(RichText::new(header).font(small()).color(tokens_of(ui).weak));
        });
    });
    let land_mu = document.land_by_tag_mu();
    let counts = document.tags().counts();
    for tag in RenewalModel::ALL.into_iter().map(Some).chain([None]) {
        let number = tag.map_or(0, |model| usize::from(model.number()));
        tag_row_ui(ui, cx, tag, counts[number], land_mu[number]);
    }
    ui.add_space(HALF);
    let selected = document.selection().count();
    let hint = if selected == 0 {
        cx.text("palette-hint-none")
    } else {
        cx.lang.text_with("palette-hint-selected", [("count", grouped(selected as f64, 0).into())])
    };
    ui.label(RichText::new(hint).font(small()).color(tokens_of(ui).weak));
    ui.horizontal_wrapped(|ui| {
        ui.menu_button(cx.text("palette-tag-park"), |ui| {
            if selected == 0 {
                ui.label(cx.text("palette-tag-park-hint"));
            }
            for tag in RenewalModel::ALL.into_iter().map(Some).chain([None]) {
                if ui.add_enabled(selected > 0, egui::Button::new(tag_name(cx.lang, tag))).clicked() {
                    cx.push(Action::TagParks(tag));
                    ui.close();
                }
            }
        });
        let menu = ui.menu_button(cx.text("field-route"), |ui| routes_ui(ui, cx, document));
        menu.response.accessible_name(cx.text("palette-route"));
        if ui.button(cx.text("command-select-untagged")).clicked() {
            cx.run(Command::SelectUntagged);
        }
    });
}

/// The routes with their parcels; one put on the whole selection with a click.
fn routes_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let counts = document.tags().route_counts();
    let selected = !document.selection().is_empty();
    if !selected {
        ui.label(cx.text("palette-tag-park-hint"));
    }
    for route in RevivalRoute::ALL.into_iter().map(Some).chain([None]) {
        let count = counts[route.map_or(0, |route| usize::from(route.number()))];
        let name = format!("{} ({})", cx.lang.term(Term::from_route(route)), grouped(count as f64, 0));
        if ui.add_enabled(selected, egui::Button::new(name)).clicked() {
            cx.run(Command::Route(route));
            ui.close();
        }
    }
}

fn tag_name(lang: Lang, tag: Tag) -> String {
    match tag {
        Some(model) => format!("{} {}", model.number(), lang.model_short(model)),
        None => format!("0 {}", lang.text("term-untagged")),
    }
}

fn tag_row_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, tag: Tag, parcels: usize, land_mu: f64) {
    let tokens = tokens_of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let name = tag_name(cx.lang, tag);
    let accessible = match tag {
        Some(model) => cx.lang.text_with("palette-row", [("model", cx.lang.model_short(model).into_owned().into())]),
        None => cx.text("command-clear-tag"),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &accessible));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4.0, tokens.accent_soft);
        }
        let swatch = Rect::from_center_size(rect.left_center() + vec2(GRID + HALF, 0.0), vec2(14.0, 14.0));
        match tag {
            Some(model) => {
                ui.painter().rect_filled(swatch, 3.0, data_color(ui.visuals().dark_mode, model.color_rgb()));
            }
            None => {
                ui.painter().rect_stroke(swatch, 3.0, (1.0, tokens.weak), StrokeKind::Inside);
            }
        }
        let text_rect = Rect::from_min_max(egui::pos2(swatch.right() + GRID, rect.top()), rect.max - vec2(HALF, 0.0));
        let mut row =
            ui.new_child(egui::UiBuilder::new().max_rect(text_rect).layout(Layout::right_to_left(Align::Center)));
        let land = RichText::new(cx.lang.number(Some(land_mu), Unit::Mu)).color(tokens.weak);
        figure_ui(&mut row, 64.0, land);
        figure_ui(&mut row, 36.0, RichText::new(grouped(parcels as f64, 0)).color(tokens.text));
        row.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(egui::Label::new(name).truncate()));
    }
    let response = match tag {
        Some(model) => response.on_hover_ui(|ui| {
            ui.set_max_width(320.0);
            ui.strong(cx.lang.model(model));
            ui.label(cx.lang.model_lever(model));
            ui.label(
                RichText::new(
                    cx.lang
                        .text_with("palette-exemplar", [("park", cx.lang.model_exemplar(model).into_owned().into())]),
                )
                .color(tokens.weak),
            );
        }),
        None => response,
    };
    if response.clicked() {
        cx.run(Command::Tag(tag));
    }
}
