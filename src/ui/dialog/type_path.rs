//! A typed path, for systems whose dialogs do not come up and for people who paste.

use eframe::egui::{self, Id, Modal, TextEdit, Ui};
use std::path::PathBuf;

use super::super::context::ViewContext;
use super::super::picture::PictureOf;
use super::super::theme::GRID;
use super::super::window_state::OpenDialog;
use super::PickFor;
use crate::app::Action;

/// Asks for a path to open.
pub fn type_path_ui(ui: &Ui, cx: &mut ViewContext<'_>, dialog: &mut OpenDialog) {
    let OpenDialog::TypePath(text) = dialog else { return };
    let answer = ask_ui(ui, cx, "open-path-title", "command-open-path-go", text);
    match answer {
        Answer::Path(path) => {
            cx.push(Action::OpenFile(path));
            *dialog = OpenDialog::None;
        }
        Answer::Leave => *dialog = OpenDialog::None,
        Answer::Wait => {}
    }
}

/// Asks for a path to save the project to.
pub fn type_save_path_ui(ui: &Ui, cx: &mut ViewContext<'_>, dialog: &mut OpenDialog) {
    let OpenDialog::TypeSavePath(text) = dialog else { return };
    match ask_ui(ui, cx, "save-path-title", "command-save", text) {
        Answer::Path(path) => {
            cx.push(Action::SaveProject(path));
            *dialog = OpenDialog::None;
        }
        Answer::Leave => *dialog = OpenDialog::None,
        Answer::Wait => {}
    }
}

/// Asks for a path to write a picture to, and hands both out once it is typed.
pub fn type_picture_path_ui(ui: &Ui, cx: &ViewContext<'_>, dialog: &mut OpenDialog) -> Option<(PictureOf, PathBuf)> {
    let OpenDialog::TypePicturePath(of, text) = dialog else { return None };
    let of = *of;
    match ask_ui(ui, cx, "picture-path-title", "export-write", text) {
        Answer::Path(path) => {
            *dialog = OpenDialog::None;
            Some((of, path))
        }
        Answer::Leave => {
            *dialog = OpenDialog::None;
            None
        }
        Answer::Wait => None,
    }
}

/// Asks for a path to write the report of a join to.
pub fn type_report_path_ui(ui: &Ui, cx: &mut ViewContext<'_>, dialog: &mut OpenDialog) {
    let OpenDialog::TypeReportPath(text) = dialog else { return };
    match ask_ui(ui, cx, "firms-report-title", "export-write", text) {
        Answer::Path(path) => {
            cx.push(Action::ExportJoin(path));
            *dialog = OpenDialog::None;
        }
        Answer::Leave => *dialog = OpenDialog::None,
        Answer::Wait => {}
    }
}

/// Asks for the path of a reference layer.
pub fn type_layer_path_ui(ui: &Ui, cx: &mut ViewContext<'_>, dialog: &mut OpenDialog) {
    let OpenDialog::TypeLayerPath(text) = dialog else { return };
    match ask_ui(ui, cx, "layers-add-title", "layers-add-go", text) {
        Answer::Path(path) => {
            cx.push(Action::AddLayer(path));
            *dialog = OpenDialog::None;
        }
        Answer::Leave => *dialog = OpenDialog::None,
        Answer::Wait => {}
    }
}

/// Asks for the path of a list, of commitments or of missing items that came back, or of a base file.
pub fn type_list_path_ui(ui: &Ui, cx: &mut ViewContext<'_>, dialog: &mut OpenDialog) {
    let OpenDialog::TypeListPath(wanted, text) = dialog else { return };
    let (action, go): (fn(PathBuf) -> Action, &str) = match wanted {
        PickFor::Commitments => (Action::JoinCommitments, "missing-read-go"),
        PickFor::Base => (Action::JoinBase, "base-read-go"),
        _ => (Action::ReadFilled, "missing-read-go"),
    };
    match ask_ui(ui, cx, wanted.list_title(), go, text) {
        Answer::Path(path) => {
            cx.push(action(path));
            *dialog = OpenDialog::None;
        }
        Answer::Leave => *dialog = OpenDialog::None,
        Answer::Wait => {}
    }
}

enum Answer {
    Path(PathBuf),
    Leave,
    Wait,
}

fn ask_ui(ui: &Ui, cx: &ViewContext<'_>, title: &str, go: &str, text: &mut String) -> Answer {
    let mut answer = Answer::Wait;
    let modal = Modal::new(Id::unique("type-path")).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        ui.heading(cx.text(title));
        ui.add_space(GRID);
        let field = ui
            .add(TextEdit::singleline(text).desired_width(f32::INFINITY).hint_text(cx.text("type-path-hint")))
            .accessible_name(cx.text("type-path-label"));
        if text.is_empty() && !field.has_focus() {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let path = text.trim().trim_matches('"');
            let go = ui.add_enabled(!path.is_empty(), egui::Button::new(cx.text(go)));
            if (go.clicked() || entered) && !path.is_empty() {
                answer = Answer::Path(PathBuf::from(path));
            }
            if ui.button(cx.text("dialog-cancel")).clicked() {
                answer = Answer::Leave;
            }
        });
    });
    if modal.should_close() && matches!(answer, Answer::Wait) {
        answer = Answer::Leave;
    }
    answer
}
