//! The base file that was chosen: its name, what it came to, away with it.

use eframe::egui::{self, Button, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, small, tokens_of};
use crate::app::{Action, Command, Document, base_sentences};

/// Draws the section; nothing where no base file was chosen.
pub fn base_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document) {
    let Some(base) = document.base_file() else { return };
    let weak = tokens_of(ui).weak;
    ui.horizontal(|ui| {
        ui.strong(cx.text("base-title"));
        let name = cx.lang.text_with("base-remove", [("file", base.file_name().into())]);
        let button = ui.add(Button::new(RichText::new("×").color(weak)).small().frame(false));
        if button.accessible_name(&name).on_hover_text(name).clicked() {
            cx.push(Action::RemoveBase);
        }
    });
    for sentence in base_sentences(cx.lang, base) {
        ui.add(egui::Label::new(RichText::new(sentence).font(small()).color(weak)).wrap());
    }
    if !base.gone.lines.is_empty() {
        let mut shown = document.view().base_outlines;
        if ui.checkbox(&mut shown, RichText::new(cx.text("base-outlines")).font(small())).changed() {
            cx.push(Action::ShowBaseOutlines(shown));
        }
    }
    if ui.button(cx.text("command-changes")).clicked() {
        cx.run(Command::Changes);
    }
    ui.add_space(HALF);
    ui.separator();
}
