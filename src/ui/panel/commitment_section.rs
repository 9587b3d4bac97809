//! The list of commitments that is joined: its name, what it came to, away with it.

use eframe::egui::{self, Button, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, small, tokens_of};
use crate::app::commitments::commitment_sentences;
use crate::app::{Action, Document};

/// Sentences shown of it; the others stand in the exports' notes.
const SHOWN: usize = 6;

/// Draws the section; nothing where no list is joined.
pub fn commitments_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let Some(joined) = document.commitments() else { return };
    let weak = tokens_of(ui).weak;
    ui.horizontal(|ui| {
        ui.strong(cx.text("commitments-title"));
        let name = cx.lang.text_with("commitments-remove", [("file", joined.file_name().into())]);
        let button = ui.add(Button::new(RichText::new("×").color(weak)).small().frame(false));
        if button.accessible_name(&name).on_hover_text(name).clicked() {
            cx.push(Action::RemoveCommitments);
        }
    });
    let sentences = commitment_sentences(cx.lang, joined, document.laid_commitments());
    for sentence in sentences.iter().take(SHOWN) {
        ui.add(egui::Label::new(RichText::new(sentence).font(small()).color(weak)).wrap());
    }
    ui.add_space(HALF);
    ui.separator();
}
