//! What became of a finding: told below it, and changed in a small form of state, reason, name and day.

use eframe::egui::{Button, RichText, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::WindowState;
use crate::app::{Action, Document, follow_up_text, today};
use crate::domain::{Day, FindingKind, FollowState, FollowUp, Term, day_from_iso, iso_date};

/// What is being said: state, reason, name and day.
#[derive(Clone, Debug)]
pub struct FollowFields {
    state: FollowState,
    reason: String,
    name: String,
    day: String,
}

impl FollowFields {
    /// The fields as they open: with what is held, else to be verified, today, by whoever said something last.
    #[must_use]
    pub fn new(held: Option<&FollowUp>, last_name: &str) -> Self {
        match held.cloned() {
            Some(FollowUp { state, reason, name, day }) => Self { state, reason, name, day: iso_date(day) },
            None => Self {
                state: FollowState::ToVerify,
                reason: String::new(),
                name: last_name.to_owned(),
                day: iso_date(today()),
            },
        }
    }

    fn day(&self) -> Option<Day> {
        day_from_iso(self.day.trim())
    }

    /// Who says it.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.trim().to_owned()
    }

    /// What is missing before it can be kept: the id of a sentence.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        if self.day().is_none() {
            return Some("follow-day-fault");
        }
        if self.name.trim().is_empty() {
            return Some("follow-name-fault");
        }
        (self.state == FollowState::Excluded && self.reason.trim().is_empty()).then_some("follow-reason-fault")
    }

    /// What is said, where nothing is missing.
    #[must_use]
    pub fn follow_up(&self) -> Option<FollowUp> {
        let day = self.day().filter(|_| self.fault().is_none())?;
        Some(FollowUp { state: self.state, reason: self.reason.trim().to_owned(), name: self.name(), day })
    }

    /// Draws them.
    pub fn show(&mut self, ui: &mut Ui, cx: &ViewContext<'_>) {
        ui.horizontal_wrapped(|ui| {
            for state in FollowState::ALL {
                ui.radio_value(&mut self.state, state, cx.lang.term(Term::FollowUp(state)));
            }
        });
        let fields =
            [("follow-reason", &mut self.reason), ("follow-name", &mut self.name), ("follow-day", &mut self.day)];
        for (id, text) in fields {
            ui.horizontal(|ui| {
                ui.label(RichText::new(cx.text(id)).font(small()).color(tokens_of(ui).weak));
                ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY)).accessible_name(cx.text(id));
            });
        }
    }
}

/// What is being said about a finding.
#[derive(Clone, Debug)]
pub struct FollowForm {
    row: usize,
    kind: FindingKind,
    fields: FollowFields,
}

/// Draws what became of a finding, with the button or the form to change it.
pub fn follow_up_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    state: &mut WindowState,
    (row, kind): (usize, FindingKind),
) {
    let lang = cx.lang;
    let held = document.follow_ups().get(row, kind);
    if let Some(held) = held {
        ui.label(RichText::new(follow_up_text(lang, held)).font(small()).color(tokens_of(ui).accent));
    }
    match &mut state.following {
        Some(form) if (form.row, form.kind) == (row, kind) => {
            let is_over = form_ui(ui, cx, form, held.is_some());
            if is_over {
                state.follow_name = form.fields.name();
                state.following = None;
            }
        }
        _ => {
            let label = lang.text_with("follow-edit-of", [("kind", lang.finding_kind(kind).into())]);
            if ui.small_button(cx.text("follow-edit")).accessible_name(label).clicked() {
                let fields = FollowFields::new(held, &state.follow_name);
                state.following = Some(FollowForm { row, kind, fields });
            }
        }
    }
}

/// The form. Says whether it is done with.
fn form_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, form: &mut FollowForm, is_held: bool) -> bool {
    form.fields.show(ui, cx);
    let follow_up = form.fields.follow_up();
    let mut wish = None;
    let mut is_over = false;
    ui.horizontal(|ui| {
        if ui.add_enabled(follow_up.is_some(), Button::new(cx.text("follow-set")).small()).clicked() {
            wish = Some(follow_up.clone());
        }
        if is_held && ui.small_button(cx.text("follow-remove")).clicked() {
            wish = Some(None);
        }
        is_over = ui.small_button(cx.text("dialog-cancel")).clicked();
    });
    if let Some(fault) = form.fields.fault() {
        ui.label(RichText::new(cx.text(fault)).font(small()).color(tokens_of(ui).error));
    }
    if let Some(follow_up) = wish {
        cx.push(Action::FollowUp(form.row, form.kind, follow_up));
        is_over = true;
    }
    is_over
}
