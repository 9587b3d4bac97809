//! How the open file was read: format, encoding and layer, and the ways to read it otherwise.

use eframe::egui::{RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use crate::app::{Action, Document};
use crate::io::{ReadOptions, TextEncoding};

/// A text with a box for every character no font has: in a wrong encoding there are many.
fn shown(ui: &Ui, text: &str) -> String {
    ui.fonts_mut(|fonts| text.chars().map(|each| if fonts.has_glyph(&small(), each) { each } else { '□' }).collect())
}

/// Draws the section.
pub fn source_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let report = document.report();
    let choice = &report.encoding_choice;
    let weak = tokens_of(ui).weak;
    let sentence = cx.lang.text_with(
        "encoding-sentence",
        [
            ("format", report.format.into()),
            ("encoding", report.encoding.into()),
            ("evidence", cx.text(choice.decided_by.text_id()).into()),
        ],
    );
    ui.label(sentence);
    if !choice.samples.is_empty() {
        ui.label(RichText::new(shown(ui, &choice.preview(choice.used))).font(small()).color(weak));
    }
    if document.source().path().is_some() || document.source().converted().is_some() {
        ui.menu_button(cx.text("encoding-reread"), |ui| {
            for encoding in TextEncoding::ALL {
                let preview = shown(ui, &choice.preview(encoding));
                let label = if preview.is_empty() {
                    encoding.name().to_owned()
                } else {
                    cx.lang.text_with(
                        "encoding-preview",
                        [("encoding", encoding.name().into()), ("preview", preview.into())],
                    )
                };
                if ui.selectable_label(encoding == choice.used, label).clicked() {
                    let options = document.options().clone();
                    cx.push(Action::Reread(ReadOptions { encoding: Some(encoding), ..options }));
                    ui.close();
                }
            }
        });
    }
    let Some(converted) = document.source().converted().filter(|converted| converted.layers.len() > 1) else { return };
    if let Some(layer) = &converted.layer {
        ui.label(cx.lang.text_with("layer-opened", [("layer", layer.as_str().into())]));
    }
    if let Some(path) = document.source().path()
        && ui.button(cx.text("layer-again")).clicked()
    {
        // Another layer is another data set: opened anew, the question is asked again.
        cx.push(Action::OpenFile(path.to_owned()));
    }
}
