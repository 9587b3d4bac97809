//! The first screen: open a file, open the sample, open a recent file, or drop one here.

use eframe::egui::{self, Align, Button, Layout, RichText, Ui, vec2};

use super::context::{ViewContext, command_name};
use super::theme::{GRID, small, tokens_of};
use crate::app::{Action, Command, Workspace};

/// Draws the screen.
pub fn welcome_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace) {
    let tokens = tokens_of(ui);
    let dropping = ui.ctx().input(|input| !input.raw.hovered_files.is_empty());
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space((ui.available_height() * 0.18).max(GRID));
        ui.label(RichText::new(cx.text("app-name")).size(34.0).strong());
        ui.label(RichText::new(cx.text("welcome-tagline")).color(tokens.weak));
        ui.add_space(GRID * 3.0);
        let big = vec2(280.0, 40.0);
        let open =
            Button::new(RichText::new(command_name(cx.lang, Command::Open)).size(16.0).color(egui::Color32::WHITE))
                .fill(egui::Color32::from_rgb(0x1A, 0x63, 0xA8));
        if ui.add_sized(big, open).clicked() {
            cx.run(Command::Open);
        }
        ui.add_space(GRID);
        if ui
            .add_sized(big, Button::new(RichText::new(command_name(cx.lang, Command::OpenSample)).size(16.0)))
            .clicked()
        {
            cx.run(Command::OpenSample);
        }
        ui.add_space(GRID);
        ui.label(
            RichText::new(cx.text(if dropping { "welcome-drop-now" } else { "welcome-drop" })).color(if dropping {
                tokens.accent
            } else {
                tokens.weak
            }),
        );
        if ui.link(command_name(cx.lang, Command::OpenPath)).clicked() {
            cx.run(Command::OpenPath);
        }
        let recent = &workspace.settings().recent;
        if !recent.is_empty() {
            ui.add_space(GRID * 3.0);
            ui.label(RichText::new(cx.text("menu-recent")).strong());
            for path in recent {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                if ui.link(name).on_hover_text(path.display().to_string()).clicked() {
                    cx.push(Action::OpenFile(path.clone()));
                }
            }
        }
        ui.add_space(GRID * 3.0);
        ui.label(RichText::new(cx.text("welcome-offline")).font(small()).color(tokens.weak));
    });
}
