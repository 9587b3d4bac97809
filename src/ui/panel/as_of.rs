//! The day findings are as of, to be typed, and the rulebook they are made by, by name.

use eframe::egui::{Align2, Key, Margin, RichText, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::WindowState;
use crate::app::{Action, Command, Document, rulebook_name, today};
use crate::domain::{day_from_iso, iso_date};

/// Draws the day and the rulebook's name.
pub fn as_of_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState) {
    let (lang, tokens) = (cx.lang, tokens_of(ui));
    let held = iso_date(document.judging().as_of);
    ui.label(RichText::new(cx.text("judging-as-of")).font(small()).color(tokens.weak));
    let typing = state.as_of.get_or_insert_with(|| held.clone());
    let day = day_from_iso(typing.trim());
    let color = if day.is_some() { tokens.text } else { tokens.error };
    let hint = match day {
        Some(_) => cx.text("judging-as-of-hint"),
        None => lang.text_with("judging-as-of-fault", [("text", typing.as_str().into())]),
    };
    let field = ui
        .add(
            TextEdit::singleline(typing)
                .font(small())
                .text_color(color)
                .desired_width(76.0)
                .char_limit(10)
                .margin(Margin::symmetric(4, 0))
                .align(Align2::LEFT_CENTER),
        )
        .accessible_name(cx.text("judging-as-of"))
        .on_hover_text(hint);
    if field.lost_focus() {
        if let Some(day) = day.filter(|_| !ui.input(|input| input.key_pressed(Key::Escape))) {
            cx.push(Action::AsOf(day));
        }
        state.as_of = None;
    } else if !field.has_focus() {
        // The day changed elsewhere: undo, redo, a project.
        state.as_of = None;
    }
    let is_today = document.judging().as_of == today();
    if !is_today && ui.small_button(cx.text("judging-today")).on_hover_text(cx.text("judging-today-hint")).clicked() {
        cx.push(Action::AsOf(today()));
    }
    let name = [("name", rulebook_name(cx.lang, &document.judging().book).into())];
    let link = ui.link(RichText::new(lang.text_with("judging-book", name)).font(small()));
    if link.on_hover_text(cx.text("judging-book-hint")).clicked() {
        cx.run(Command::Rulebook);
    }
}
