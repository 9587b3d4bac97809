//! The one plain question which of a file's layers holds the parcels.

use eframe::egui::{Id, Modal, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::GRID;
use crate::app::{Action, Workspace};
use crate::io::{LayerInfo, ReadOptions};
use crate::locale::{Lang, grouped};

/// A layer as a button names it.
fn layer_label(lang: Lang, layer: &LayerInfo) -> String {
    match layer.features {
        Some(features) => lang.text_with(
            "layer-with-features",
            [("name", layer.name.as_str().into()), ("features", grouped(features as f64, 0).into())],
        ),
        None => layer.name.clone(),
    }
}

/// Asks for the layer of the file that waits for it.
pub fn layer_question_ui(ui: &Ui, cx: &mut ViewContext<'_>, workspace: &Workspace) {
    let Some(question) = workspace.layer_question() else { return };
    let modal = Modal::new(Id::unique("layer-question")).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.heading(cx.text("layer-question-title"));
        ui.label(cx.lang.text_with("layer-question-text", [("file", question.request.source.file_name().into())]));
        ui.add_space(GRID);
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for layer in &question.layers {
                if ui.button(layer_label(cx.lang, layer)).clicked() {
                    let options = question.request.options.clone();
                    cx.push(Action::OpenWith(ReadOptions { layer: Some(layer.name.clone()), ..options }));
                }
            }
        });
        ui.add_space(GRID);
        if ui.button(cx.text("dialog-cancel")).clicked() {
            cx.push(Action::ForgetQuestion);
        }
    });
    if modal.should_close() {
        cx.push(Action::ForgetQuestion);
    }
}
