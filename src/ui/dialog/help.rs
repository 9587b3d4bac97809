//! The help page: what to do first, every key, the mouse on the map, and how figures are made.

use eframe::egui::{Grid, Id, Modal, RichText, ScrollArea, Ui};

use super::super::context::{ViewContext, command_name};
use super::super::theme::{GRID, tokens_of};
use super::super::window_state::OpenDialog;
use crate::app::Command;

/// Draws the page.
pub fn help_ui(ui: &Ui, cx: &ViewContext<'_>, dialog: &mut OpenDialog) {
    if *dialog != OpenDialog::Help {
        return;
    }
    let mut close = false;
    let modal = Modal::new(Id::unique("help")).show(ui.ctx(), |ui| {
        ui.set_width(620.0);
        ui.heading(cx.text("help-title"));
        ScrollArea::vertical().max_height((ui.ctx().content_rect().height() - 200.0).max(200.0)).show(ui, |ui| {
            for id in ["help-first", "help-figures", "help-years", "help-privacy"] {
                ui.label(cx.text(id));
                ui.add_space(GRID);
            }
            ui.strong(cx.text("help-mouse-title"));
            for id in [
                "help-mouse-pan",
                "help-mouse-zoom",
                "help-mouse-click",
                "help-mouse-box",
                "help-mouse-lasso",
                "help-mouse-menu",
                "help-mouse-zone",
                "help-mouse-keys",
            ] {
                ui.label(cx.text(id));
            }
            ui.add_space(GRID);
            ui.strong(cx.text("help-keys-title"));
            Grid::new("help-keys").num_columns(2).spacing([24.0, 2.0]).striped(true).show(ui, |ui| {
                for command in Command::all() {
                    if let Some(shortcut) = command.shortcut() {
                        ui.label(RichText::new(shortcut.text()).color(tokens_of(ui).accent));
                        ui.label(command_name(cx.lang, command));
                        ui.end_row();
                    }
                }
            });
            ui.add_space(GRID);
            ui.label(
                RichText::new(cx.lang.text_with("help-version", [("version", env!("CARGO_PKG_VERSION").into())]))
                    .color(tokens_of(ui).weak),
            );
        });
        ui.add_space(GRID);
        close = ui.button(cx.text("dialog-close")).clicked();
    });
    if close || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}
