//! The one plain question about coordinates whose meridian the numbers cannot tell.

use eframe::egui::{Id, Modal, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, tokens_of};
use crate::app::{Action, Workspace};
use crate::io::{ReadOptions, crs_name};

/// Asks for the coordinate system of the file that waits for it.
pub fn crs_question_ui(ui: &Ui, cx: &mut ViewContext<'_>, workspace: &Workspace) {
    let Some(question) = workspace.crs_question() else { return };
    let answer = |crs| Action::OpenWith(ReadOptions { crs: Some(crs), ..question.request.options.clone() });
    let modal = Modal::new(Id::unique("crs-question")).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.heading(cx.text("crs-question-title"));
        ui.label(cx.lang.text_with("crs-question-text", [("file", question.request.source.file_name().into())]));
        ui.add_space(GRID);
        if let Some(proposed) = question.proposed {
            let text = cx.lang.text_with("crs-question-proposed", [("crs", crs_name(proposed, cx.lang).into())]);
            if ui.button(RichText::new(text).color(tokens_of(ui).accent)).clicked() {
                cx.push(answer(proposed));
            }
        }
        ui.add_space(GRID);
        ui.label(cx.text("crs-question-others"));
        ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            for &candidate in question.candidates.iter().filter(|&&candidate| Some(candidate) != question.proposed) {
                if ui.button(crs_name(candidate, cx.lang)).clicked() {
                    cx.push(answer(candidate));
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
