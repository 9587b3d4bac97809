//! What became of one kind of finding of all selected parcels: which outcomes are meant, and state, reason, name and day.

use eframe::egui::{Button, Id, Modal, RichText, Ui};

use super::super::context::ViewContext;
use super::super::panel::follow_up::FollowFields;
use super::super::theme::{GRID, empty_when_off, small, tokens_of};
use super::super::window_state::OpenDialog;
use crate::app::{Action, Document};
use crate::domain::{FindingKind, FollowUp, Outcome};
use crate::locale::grouped;

/// What is being said of the selection.
#[derive(Debug, Default)]
pub struct FollowSelectedForm {
    kind: Option<FindingKind>,
    /// The outcomes meant, once the user chose; else those that want following up.
    outcomes: Option<Vec<Outcome>>,
    fields: Option<FollowFields>,
}

/// Whether an outcome is a finding that somebody will want to look into.
fn wants_following(outcome: Outcome) -> bool {
    let is_model_or_grade = matches!(outcome, Outcome::Model(_) | Outcome::GradeC | Outcome::GradeD);
    outcome.lies_idle() || is_model_or_grade || matches!(outcome, Outcome::LowEfficiency | Outcome::Breached)
}

/// Draws the dialog. `last_name` is who said something last, and is kept.
pub fn follow_up_selected_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    (form, last_name): (&mut FollowSelectedForm, &mut String),
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::FollowUpSelected {
        *form = FollowSelectedForm::default();
        return;
    }
    let mut close = false;
    let modal = Modal::new(Id::unique("follow-up-selected")).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        empty_when_off(ui);
        ui.heading(cx.text("follow-selected-title"));
        ui.add_space(GRID);
        if document.selection().is_empty() {
            ui.label(cx.text("palette-hint-none"));
            close = ui.button(cx.text("dialog-close")).clicked();
            return;
        }
        let (kind, chosen) = outcomes_ui(ui, cx, document, form);
        let fields = form.fields.get_or_insert_with(|| FollowFields::new(None, last_name));
        ui.separator();
        fields.show(ui, cx);
        let counts = document.selected_outcomes(kind);
        let parcels: usize = counts.iter().filter(|(each, _)| chosen.contains(each)).map(|(_, count)| count).sum();
        ui.add_space(GRID);
        let mut wish: Option<Option<FollowUp>> = None;
        ui.horizontal(|ui| {
            let follow_up = fields.follow_up();
            let go = cx.lang.text_with("follow-selected-go", [("count", parcels.into())]);
            if ui.add_enabled(parcels > 0 && follow_up.is_some(), Button::new(go)).clicked() {
                wish = Some(follow_up);
            }
            if ui.add_enabled(parcels > 0, Button::new(cx.text("follow-remove"))).clicked() {
                wish = Some(None);
            }
            close = ui.button(cx.text("dialog-cancel")).clicked();
        });
        if let Some(fault) = fields.fault() {
            ui.label(RichText::new(cx.text(fault)).font(small()).color(tokens_of(ui).error));
        }
        if let Some(follow_up) = wish {
            *last_name = fields.name();
            let rows = document.selected_with(kind, &chosen);
            cx.push(Action::FollowUpRows(rows, kind, follow_up));
            close = true;
        }
    });
    if close || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

/// The kind, and which of its outcomes among the selected parcels are meant.
fn outcomes_ui(
    ui: &mut Ui,
    cx: &ViewContext<'_>,
    document: &mut Document,
    form: &mut FollowSelectedForm,
) -> (FindingKind, Vec<Outcome>) {
    let lang = cx.lang;
    let mut kind = form.kind.unwrap_or(FindingKind::Idle);
    ui.horizontal_wrapped(|ui| {
        for each in FindingKind::ALL {
            if ui.radio_value(&mut kind, each, lang.finding_kind(each)).changed() {
                form.outcomes = None;
            }
        }
    });
    form.kind = Some(kind);
    let counts = document.selected_outcomes(kind);
    let proposed = || counts.iter().map(|&(each, _)| each).filter(|&each| wants_following(each)).collect();
    let mut chosen: Vec<Outcome> = form.outcomes.clone().unwrap_or_else(proposed);
    ui.add_space(GRID / 2.0);
    for &(outcome, count) in counts.iter() {
        let mut on = chosen.contains(&outcome);
        let text = format!("{} ({})", lang.outcome(outcome), grouped(count as f64, 0));
        if ui.checkbox(&mut on, text).changed() {
            chosen.retain(|each| *each != outcome);
            if on {
                chosen.push(outcome);
            }
            form.outcomes = Some(chosen.clone());
        }
    }
    (kind, chosen)
}
