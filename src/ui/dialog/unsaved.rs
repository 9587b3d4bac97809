//! The one question before unsaved work would be lost.

use eframe::egui::{Id, Modal, Ui};

use super::super::context::ViewContext;
use super::super::theme::GRID;
use crate::app::Document;

/// What the user answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Save first.
    Save,
    /// Throw the work away.
    Discard,
    /// Stay.
    Stay,
}

/// Asks what to do with unsaved work.
pub fn unsaved_ui(ui: &Ui, cx: &ViewContext<'_>, document: &Document) -> Option<UnsavedAnswer> {
    let mut answer = None;
    let modal = Modal::new(Id::unique("unsaved")).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        ui.heading(cx.text("unsaved-title"));
        ui.label(cx.lang.text_with("unsaved-text", [("file", document.source().file_name().into())]));
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            if ui.button(cx.text("unsaved-save")).clicked() {
                answer = Some(UnsavedAnswer::Save);
            }
            if ui.button(cx.text("unsaved-discard")).clicked() {
                answer = Some(UnsavedAnswer::Discard);
            }
            if ui.button(cx.text("dialog-cancel")).clicked() {
                answer = Some(UnsavedAnswer::Stay);
            }
        });
    });
    if modal.should_close() && answer.is_none() {
        answer = Some(UnsavedAnswer::Stay);
    }
    answer
}
