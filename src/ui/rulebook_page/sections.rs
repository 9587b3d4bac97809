//! The sections of the rulebook page: every value with its name, its editor, where it comes from, and the way back.

use eframe::egui::{CollapsingHeader, Grid, Label, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, HALF, small, tokens_of};
use super::names::{kind_name, row_name, section_name, source_name};
use super::quotas::quotas_ui;
use super::{RulebookPage, value};
use crate::analysis::judge::Rulebook;
use crate::app::{Action, Document, RuleRow, RuleStep, RuleValue};

/// Draws the sections, folded but for the first two.
pub(super) fn sections_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, page: &mut RulebookPage) {
    let Some(form) = &mut page.form else { return };
    let rows = form.rows().to_vec();
    let mut change = None;
    for section in rows.chunk_by(|a, b| a.section() == b.section()) {
        let Some(first) = section.first() else { continue };
        let name = section_name(cx.lang, first.section());
        let changed = section.iter().filter(|row| row.shipped.as_ref() != Some(&row.value)).count();
        let title = match changed {
            0 => name,
            _ => cx.lang.text_with("rulebook-section-changed", [("name", name.into()), ("changed", changed.into())]),
        };
        CollapsingHeader::new(RichText::new(title).strong())
            .id_salt(("rulebook-section", first.section()))
            .default_open(matches!(first.section(), "idle" | "low_efficiency"))
            .show(ui, |ui| {
                if first.section() == "grade" {
                    quotas_ui(ui, cx, document, form, &mut page.quotas);
                }
                for row in section {
                    if let Some(value) = row_ui(ui, cx, form.book(), row) {
                        change = Some((row, value));
                    }
                }
                ui.add_space(GRID);
            });
    }
    if let Some((row, value)) = change
        && let Some(book) = form.set(row, &value)
    {
        cx.push(Action::SetRulebook(book, Some(row.key())));
    }
}

/// One value: its name, its editor, where it comes from, and the way back.
fn row_ui(ui: &mut Ui, cx: &ViewContext<'_>, book: &Rulebook, row: &RuleRow) -> Option<RuleValue> {
    let (lang, tokens) = (cx.lang, tokens_of(ui));
    let name = row_name(lang, row);
    let mut edited = None;
    let is_shipped = row.shipped.as_ref() == Some(&row.value);
    Grid::new(("rule", row.key())).num_columns(4).min_col_width(60.0).spacing([12.0, 2.0]).show(ui, |ui| {
        ui.scope(|ui| {
            ui.set_width(290.0);
            let color = if is_shipped { tokens.text } else { tokens.accent };
            ui.add(Label::new(RichText::new(&name).color(color)).wrap());
        });
        ui.scope(|ui| {
            ui.set_width(230.0);
            ui.horizontal(|ui| edited = value::value_ui(ui, lang, &name, row));
        });
        ui.scope(|ui| {
            ui.set_width(290.0);
            let kind = if row.kind.is_empty() { String::new() } else { kind_name(lang, &row.kind) };
            let source = source_name(lang, book, row);
            let told = if source.is_empty() { kind } else { format!("{kind} · {source}") };
            ui.add(Label::new(RichText::new(told).font(small()).color(tokens.weak)).wrap()).on_hover_text(&row.note);
        });
        if let Some(shipped) = row.shipped.as_ref().filter(|_| !is_shipped) {
            let label = lang.text_with("rulebook-reset-of", [("name", name.as_str().into())]);
            if ui.small_button(cx.text("rulebook-reset")).accessible_name(label).clicked() {
                edited = Some(shipped.clone());
            }
        }
        ui.end_row();
    });
    if !row.note.is_empty() && matches!(row.path.last(), Some(RuleStep::Key(key)) if key == "name") {
        ui.label(RichText::new(&row.note).font(small()).color(tokens.weak));
    }
    ui.add_space(HALF / 2.0);
    edited
}
