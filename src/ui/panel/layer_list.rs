//! The reference layers by name: shown or not, their colour, under the parcels or over them, away with them.

use eframe::egui::{self, Button, RichText, Sense, Ui, vec2};

use super::super::context::ViewContext;
use super::super::theme::{HALF, layer_color, small, tokens_of};
use crate::app::{Action, Command, Document, LAYER_COLORS, Layer};

/// Draws the list; nothing where there is no layer.
pub fn layers_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let layers = document.layers();
    if layers.is_empty() {
        return;
    }
    let mut changed: Option<Vec<Layer>> = None;
    let with = |at: usize, change: &dyn Fn(&mut Layer)| {
        let mut layers = layers.to_vec();
        change(&mut layers[at]);
        Some(layers)
    };
    ui.horizontal(|ui| {
        ui.strong(cx.text("layers-title"));
        if ui.small_button(cx.text("layers-add")).clicked() {
            cx.run(Command::AddLayer);
        }
    });
    for (at, layer) in layers.iter().enumerate() {
        let named = |id: &str| cx.lang.text_with(id, [("layer", layer.name.as_str().into())]);
        ui.horizontal(|ui| {
            let mut visible = layer.visible;
            if ui.checkbox(&mut visible, "").accessible_name(named("layers-show")).changed() {
                changed = with(at, &|layer| layer.visible = visible);
            }
            let color = layer_color(ui.visuals().dark_mode, layer.color);
            let (area, swatch) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::click());
            ui.painter().rect_filled(area.shrink(3.0), 2.0, color);
            let label = named("layers-color");
            swatch.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
            if swatch.on_hover_text(&label).clicked() {
                changed = with(at, &|layer| layer.color = (layer.color + 1) % LAYER_COLORS);
            }
            let arrow = if layer.above { "layers-over" } else { "layers-under" };
            let order = ui.small_button(cx.text(arrow)).on_hover_text(named("layers-order"));
            if order.accessible_name(named("layers-order")).clicked() {
                changed = with(at, &|layer| layer.above = !layer.above);
            }
            let button = ui.add(Button::new(RichText::new("×").color(tokens_of(ui).weak)).small().frame(false));
            if button.accessible_name(named("layers-remove")).on_hover_text(named("layers-remove")).clicked() {
                let mut fewer = layers.to_vec();
                fewer.remove(at);
                changed = Some(fewer);
            }
            ui.add(egui::Label::new(&layer.name).truncate());
        });
    }
    ui.label(RichText::new(cx.text("layers-never-counted")).font(small()).color(tokens_of(ui).weak));
    ui.add_space(HALF);
    ui.separator();
    if let Some(layers) = changed {
        cx.push(Action::SetLayers(layers));
    }
}
