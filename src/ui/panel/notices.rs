//! Notices over the map: what happened, in the user's language, until they are read.

use eframe::egui::{self, Align, Button, Frame, Layout, Margin, RichText, Stroke, Ui};

use super::super::context::ViewContext;
use super::super::theme::tokens_of;
use crate::app::{Action, Command, NoticeKind, Severity, Workspace};

/// Draws the notices, the newest last, at the bottom left of `area`.
pub fn notices_ui(ui: &Ui, cx: &mut ViewContext<'_>, workspace: &Workspace, area: egui::Rect) {
    if workspace.notices().is_empty() {
        return;
    }
    let tokens = tokens_of(ui);
    egui::Area::new(egui::Id::unique("notices"))
        .order(egui::Order::Foreground)
        .pivot(egui::Align2::CENTER_TOP)
        .fixed_pos(area.center_top() + egui::vec2(0.0, 8.0))
        .show(ui.ctx(), |ui| {
            ui.set_max_width((area.width() - 32.0).clamp(240.0, 640.0));
            for notice in workspace.notices() {
                let color = match notice.kind.severity() {
                    Severity::Info => tokens.accent,
                    Severity::Warning => tokens.warning,
                    Severity::Error => tokens.error,
                };
                Frame::new()
                    .fill(tokens.surface)
                    .stroke(Stroke::new(1.0, color))
                    .corner_radius(6.0)
                    .inner_margin(Margin::symmetric(12, 8))
                    .show(ui, |ui| {
                        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                            if ui
                                .add(Button::new("×").frame(false))
                                .accessible_name(cx.text("notice-dismiss"))
                                .clicked()
                            {
                                cx.push(Action::DismissNotice(notice.id));
                            }
                            notice_buttons_ui(ui, cx, &notice.kind);
                            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                                ui.add(
                                    egui::Label::new(RichText::new(notice.kind.message(cx.lang)).color(color)).wrap(),
                                );
                            });
                        });
                    });
            }
        });
}

fn notice_buttons_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, kind: &NoticeKind) {
    match kind {
        NoticeKind::AutosaveFound { .. } => {
            if ui.button(cx.text("autosave-discard")).clicked() {
                cx.push(Action::DiscardAutosave);
            }
            if ui.button(cx.text("autosave-restore")).clicked() {
                cx.push(Action::RestoreAutosave);
            }
        }
        NoticeKind::NotSaved { .. } if ui.button(cx.text("command-save-as")).clicked() => {
            cx.run(Command::SaveAs);
        }
        NoticeKind::NotExported { .. } if ui.button(cx.text("notice-retry-export")).clicked() => {
            cx.run(Command::Export);
        }
        NoticeKind::NoDialog if ui.button(cx.text("command-open-path")).clicked() => {
            cx.run(Command::OpenPath);
        }
        _ => {}
    }
}
