//! The search box: part of a code or name; the filter follows as it is typed.

use eframe::egui::{Button, TextEdit, Ui};

use super::context::ViewContext;
use super::window_state::WindowState;
use crate::app::{Action, Document};

/// The field is this wide, in points, where there is room, and never narrower than the least.
const WIDTH: f32 = 180.0;
const LEAST_WIDTH: f32 = 60.0;
/// What the button behind it takes.
const CLEAR_BUTTON: f32 = 36.0;

/// Draws the search box.
pub fn search_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState) {
    let label = cx.text("search-label");
    let width = (ui.available_width() - CLEAR_BUTTON).clamp(LEAST_WIDTH, WIDTH);
    let response = ui
        .add(TextEdit::singleline(&mut state.search).hint_text(cx.text("search-hint")).desired_width(width))
        .accessible_name(label);
    if std::mem::take(&mut state.focus_search) {
        response.request_focus();
    }
    if response.changed() {
        let mut filter = document.filter().clone();
        state.search.trim().clone_into(&mut filter.text);
        cx.push(Action::SetFilter(filter));
    } else if !response.has_focus() && state.search.trim() != document.filter().text {
        // The filter changed elsewhere: undo, a removed chip, a project.
        state.search.clone_from(&document.filter().text);
    }
    if !state.search.is_empty() && ui.add(Button::new("×").small()).accessible_name(cx.text("search-clear")).clicked()
    {
        state.search.clear();
        let mut filter = document.filter().clone();
        filter.text.clear();
        cx.push(Action::SetFilter(filter));
    }
}
