//! The what-if for the quotas: other shares of A, B and D are typed, the table says what they would do, and a button makes
//! them the rules.

use eframe::egui::{Button, DragValue, Grid, RichText, Ui};

use super::super::context::ViewContext;
use super::super::result_cells::figure_ui;
use super::super::theme::{GRID, small, tokens_of};
use crate::analysis::judge::Fraction;
use crate::app::{Action, Document, GradeLand, QuotaShares, QuotaTrial, RulebookForm};
use crate::domain::Unit;
use crate::locale::{Lang, grouped};

/// The shares being tried; those of the rulebook where none are.
#[derive(Debug, Default)]
pub(super) struct QuotaForm {
    tried: Option<QuotaShares>,
    trial: Option<QuotaTrial>,
}

/// Draws the shares, what they would do, and the buttons.
pub(super) fn quotas_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    rules: &mut RulebookForm,
    quotas: &mut QuotaForm,
) {
    let (lang, tokens) = (cx.lang, tokens_of(ui));
    let held = QuotaShares::of(rules.book());
    let mut shares = quotas.tried.unwrap_or(held);
    ui.label(RichText::new(cx.text("quota-trial")).strong()).on_hover_text(cx.text("quota-trial-hint"));
    ui.horizontal(|ui| {
        share_ui(ui, lang, "a", &mut shares.a);
        share_ui(ui, lang, "b", &mut shares.b);
        share_ui(ui, lang, "d", &mut shares.d);
        let is_other = shares != held;
        if ui.add_enabled(is_other && shares.fit(), Button::new(cx.text("quota-trial-apply"))).clicked()
            && let Some(book) = rules.set_quotas(shares)
        {
            cx.push(Action::SetRulebook(book, None));
        }
        if ui.add_enabled(is_other, Button::new(cx.text("quota-trial-back"))).clicked() {
            shares = held;
        }
    });
    quotas.tried = (shares != held).then_some(shares);
    let judged = document.judged();
    if quotas.trial.as_ref().is_none_or(|trial| !trial.is_of(&judged, shares)) {
        quotas.trial = QuotaTrial::new(&judged, shares);
    }
    match &quotas.trial {
        Some(trial) => trial_ui(ui, lang, trial),
        None if shares.fit() => _ = ui.label(RichText::new(cx.text("judging-pending")).color(tokens.weak)),
        None => _ = ui.label(RichText::new(cx.text("quota-trial-fault")).color(tokens.error)),
    }
    ui.add_space(GRID);
}

fn share_ui(ui: &mut Ui, lang: Lang, grade: &str, share: &mut f64) {
    let name = lang.text(&format!("quota-trial-{grade}"));
    ui.label(&*name);
    ui.add(
        DragValue::new(share)
            .range(0.0..=1.0)
            .speed(0.005)
            .update_while_editing(false)
            .custom_formatter(|value, _| Fraction(value).to_string())
            .custom_parser(|text| Fraction::parse(text).map(|number| number.0)),
    )
    .accessible_name(&*name);
}

fn trial_ui(ui: &mut Ui, lang: Lang, trial: &QuotaTrial) {
    let tokens = tokens_of(ui);
    Grid::new("quota-trial").num_columns(5).min_col_width(64.0).spacing([16.0, 2.0]).striped(true).show(ui, |ui| {
        for id in ["grade", "now", "now-land", "then", "then-land"] {
            ui.label(RichText::new(lang.text(&format!("quota-trial-head-{id}"))).font(small()).color(tokens.weak));
        }
        ui.end_row();
        for (grade, (now, then)) in QuotaTrial::GRADES.into_iter().zip(trial.grades) {
            ui.label(lang.outcome(grade));
            land_ui(ui, lang, now, false);
            land_ui(ui, lang, then, now != then);
            ui.end_row();
        }
    });
    let land = lang.number_with_unit(Some(trial.moved.land_mu), Unit::Mu);
    let told = [("parcels", grouped(trial.moved.parcels as f64, 0).into()), ("land", land.into())];
    ui.label(lang.text_with("quota-trial-moved", told));
}

/// Parcels and land of a grade, right-aligned; in the accent where they change.
fn land_ui(ui: &mut Ui, lang: Lang, land: GradeLand, is_changed: bool) {
    let accent = tokens_of(ui).accent;
    for text in [grouped(land.parcels as f64, 0), lang.number(Some(land.land_mu), Unit::Mu)] {
        let text = RichText::new(text);
        figure_ui(ui, 72.0, if is_changed { text.color(accent) } else { text });
    }
}
