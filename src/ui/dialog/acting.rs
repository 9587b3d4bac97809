//! The dialogs by which the user acts on findings; at most one is open.

use eframe::egui::Ui;

use super::super::context::ViewContext;
use super::super::window_state::WindowState;
use super::accept_suggestions::accept_suggestions_ui;
use super::changes::changes_ui;
use super::follow_up_selected::follow_up_selected_ui;
use super::marks_ahead::marks_ahead_ui;
use super::tag_differences::tag_differences_ui;
use crate::app::Document;

/// Draws them.
pub fn acting_dialogs_ui(ui: &Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    let WindowState { export: form, dialog, mark_days, accept, follow_selected, follow_name, .. } = state;
    changes_ui(ui, cx, document, (&mut state.change_listing, form, &mut state.map), dialog);
    marks_ahead_ui(ui, cx, document, (mark_days, form), dialog);
    accept_suggestions_ui(ui, cx, document, accept, dialog);
    tag_differences_ui(ui, cx, document, form, dialog);
    follow_up_selected_ui(ui, cx, document, (follow_selected, follow_name), dialog);
}
