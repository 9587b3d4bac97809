//! The field in which the note on a parcel is typed: of the inspector and of the work list. The note is written, as one
//! undoable step, when the field is left; what is typed until then stands in the window's state.

use eframe::egui::{TextEdit, Ui};

use super::context::ViewContext;
use crate::app::{Action, Document};

/// The note that is being typed, and the row it belongs to.
pub type TypedNote = Option<(usize, String)>;

/// Draws the field of a row, named `label` and laid out by `edit`.
pub fn note_field_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    (typed, row): (&mut TypedNote, usize),
    label: String,
    edit: impl FnOnce(&mut String) -> TextEdit<'_>,
) {
    let held = document.note(row).unwrap_or_default();
    let typing = typed.as_ref().filter(|(of, _)| *of == row).map(|(_, text)| text);
    let mut text = typing.map_or_else(|| held.to_owned(), Clone::clone);
    let response = ui.add(edit(&mut text)).accessible_name(label);
    if response.changed() {
        *typed = Some((row, text));
    }
    if response.lost_focus()
        && let Some((_, text)) = typed.take_if(|(of, _)| *of == row)
        && text != held
    {
        cx.push(Action::SetNote(row, text));
    }
}
