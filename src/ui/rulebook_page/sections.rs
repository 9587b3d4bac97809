//! The sections of the rulebook page: every value with its name, its editor, where it comes from, and the way back.

use eframe::egui::{CollapsingHeader, Grid, Label, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, HALF, small, tokens_of};
use super::names::{element_name, kind_name, list_name, row_name, section_name, source_name};
use super::quotas::quotas_ui;
use super::{RulebookPage, value};
use crate::analysis::judge::Rulebook;
use crate::app::{Action, Document, RuleList, RuleRow, RuleStep, RuleValue};

/// What was done on the page.
enum Change {
    Value(Box<RuleRow>, RuleValue),
    Add(RuleList),
    Remove(RuleList, usize),
}

/// Draws the sections, folded but for the first two.
pub(super) fn sections_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, page: &mut RulebookPage) {
    let Some(form) = &mut page.form else { return };
    let (rows, lists) = (form.rows().to_vec(), form.lists().to_vec());
    let mut change = None;
    for section in rows.chunk_by(|a, b| a.section() == b.section()) {
        let Some(first) = section.first() else { continue };
        let name = section_name(cx.lang, first.section());
        let changed = section.iter().filter(|row| row.shipped.as_ref() != Some(&row.value)).count();
        let title = match changed {
            0 => name,
            _ => cx.lang.text_with("rulebook-section-changed", [("name", name.into()), ("changed", changed.into())]),
        };
        let is_here =
            |list: &&RuleList| matches!(list.path.first(), Some(RuleStep::Key(key)) if key == first.section());
        let lists: Vec<&RuleList> = lists.iter().filter(is_here).collect();
        CollapsingHeader::new(RichText::new(title).strong())
            .id_salt(("rulebook-section", first.section()))
            .default_open(matches!(first.section(), "idle" | "low_efficiency"))
            .show(ui, |ui| {
                if first.section() == "grade" {
                    quotas_ui(ui, cx, document, form, &mut page.quotas);
                }
                if let Some(made) = rows_ui(ui, cx, form.book(), section, &lists) {
                    change = Some(made);
                }
                ui.add_space(GRID);
            });
    }
    let (book, field) = match change {
        None => return,
        Some(Change::Value(row, value)) => (form.set(&row, &value), Some(row.key())),
        Some(Change::Add(list)) => (form.add(&list), None),
        Some(Change::Remove(list, place)) => (form.remove(&list, place), None),
    };
    if let Some(book) = book {
        cx.push(Action::SetRulebook(book, field));
    }
}

/// The values of a section in their order, the elements of lists under a heading each.
fn rows_ui(
    ui: &mut Ui,
    cx: &ViewContext<'_>,
    book: &Rulebook,
    rows: &[RuleRow],
    lists: &[&RuleList],
) -> Option<Change> {
    let element = |row: &RuleRow| lists.iter().find_map(|&list| Some((list, list.place_of(row)?)));
    let mut change = None;
    let mut within: Option<(&RuleList, usize)> = None;
    for row in rows {
        let now = element(row);
        if now != within {
            if let Some((list, _)) = within.filter(|(list, _)| now.is_none_or(|(other, _)| other != *list)) {
                change = add_ui(ui, cx, list).or(change);
            }
            if let Some((list, place)) = now {
                change = heading_ui(ui, cx, book, row, (list, place)).or(change);
            }
            within = now;
        }
        if let Some(value) = row_ui(ui, cx, book, row) {
            change = Some(Change::Value(Box::new(row.clone()), value));
        }
    }
    let last = within.map(|(list, _)| list);
    for list in lists.iter().copied().filter(|list| list.len == 0 || last == Some(*list)) {
        change = add_ui(ui, cx, list).or(change);
    }
    change
}

/// The name of an element, and the button that takes it away.
fn heading_ui(
    ui: &mut Ui,
    cx: &ViewContext<'_>,
    book: &Rulebook,
    row: &RuleRow,
    (list, place): (&RuleList, usize),
) -> Option<Change> {
    let (name, tokens) = (element_name(cx.lang, list, row), tokens_of(ui));
    ui.add_space(HALF);
    let heading = ui.horizontal(|ui| {
        ui.label(RichText::new(&name).font(small()).strong());
        let is_limits = matches!(list.path.last(), Some(RuleStep::Key(key)) if key == "limits");
        let limit = book.standard.limits.get(place).filter(|_| is_limits);
        if let Some(edition) = limit.and_then(|limit| book.standard.superseded_by(limit)) {
            let told = cx.lang.text_with("rule-superseded", [("edition", edition.into())]);
            ui.label(RichText::new(told).font(small()).color(tokens.weak));
        }
        let label = cx.lang.text_with("rule-remove-of", [("name", name.as_str().into())]);
        ui.small_button(cx.text("rule-remove")).accessible_name(label).clicked()
    });
    heading.inner.then(|| Change::Remove(list.clone(), place))
}

/// The button that adds an element.
fn add_ui(ui: &mut Ui, cx: &ViewContext<'_>, list: &RuleList) -> Option<Change> {
    let label = cx.lang.text_with("rule-add-of", [("name", list_name(cx.lang, list).into())]);
    let is_clicked = ui.small_button(&label).on_hover_text(cx.text("rule-add-hint")).clicked();
    ui.add_space(HALF);
    is_clicked.then(|| Change::Add(list.clone()))
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
