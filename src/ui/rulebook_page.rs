//! The rulebook page, a window of its own beside the map: every rule with its source, edited with live effect.
//!
//! Owns what is being edited; what a draft says is decided by `app`. A draft that is no rulebook is told in a sentence,
//! and the data set is judged by the last good one meanwhile.

mod value;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Button, CollapsingHeader, Grid, Id, Label, RichText, ScrollArea, TextEdit, Ui, Window};

use super::context::ViewContext;
use super::theme::{GRID, HALF, small, tokens_of};
use crate::analysis::judge::Rulebook;
use crate::app::{
    Action, Document, JudgedWork, RulePart, RuleRow, RulebookForm, fact_name_of_key, fault_text, rulebook_name,
};
use crate::domain::{FindingKind, Outcome, RenewalModel, iso_date};
use crate::locale::{Lang, grouped};

/// What the page keeps between frames.
#[derive(Debug, Default)]
pub struct RulebookPage {
    is_open: bool,
    form: Option<RulebookForm>,
    /// The data set and the result that effects are counted from.
    baseline: Option<(u64, Arc<JudgedWork>)>,
    effect: Option<(Arc<JudgedWork>, Vec<Effect>)>,
    path: String,
}

/// What the page asks of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulebookWish {
    /// A rulebook file is to be chosen and read.
    ChooseLoad,
    /// A place for the rulebook is to be chosen.
    ChooseSave,
}

/// How many parcels change class in one kind, and the commonest changes.
#[derive(Debug)]
struct Effect {
    kind: FindingKind,
    changed: usize,
    moves: Vec<(Outcome, Outcome, usize)>,
}

impl RulebookPage {
    /// Opens the page; effects are counted from what the data set is judged to be now.
    pub fn open(&mut self) {
        *self = Self { is_open: true, path: std::mem::take(&mut self.path), ..Self::default() };
    }

    /// Takes the rules as they are now where they were changed elsewhere: undone, redone, loaded.
    fn follow(&mut self, document: &mut Document) {
        let book = &document.judging().book;
        // While the draft is at fault its last good book is the one in force.
        if self.form.as_ref().is_none_or(|form| form.book() != book) {
            self.form = Some(RulebookForm::new(book));
        }
        let judged = document.judged();
        if judged.judged().is_pending() {
            return;
        }
        if self.baseline.as_ref().is_none_or(|(generation, _)| *generation != document.generation()) {
            self.baseline = Some((document.generation(), Arc::clone(&judged)));
        }
        if self.effect.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &judged)) {
            let effects = self.baseline.iter().flat_map(|(_, from)| effects(&judged, from)).collect();
            self.effect = Some((judged, effects));
        }
    }
}

fn effects(now: &JudgedWork, from: &JudgedWork) -> Vec<Effect> {
    let changed = now.judged().changed_from(from.judged());
    let kinds = FindingKind::ALL.into_iter().zip(changed).filter(|&(_, changed)| changed > 0);
    let effect = |(kind, changed)| Effect { kind, changed, moves: now.judged().moves_from(from.judged(), kind) };
    kinds.map(effect).collect()
}

/// Draws the page.
pub fn rulebook_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    page: &mut RulebookPage,
) -> Option<RulebookWish> {
    if !page.is_open {
        return None;
    }
    page.follow(document);
    let (mut wish, mut is_open) = (None, true);
    let screen = ui.ctx().content_rect();
    Window::new(cx.text("rulebook-title"))
        .id(Id::unique("rulebook"))
        .open(&mut is_open)
        .collapsible(true)
        .resizable(true)
        .default_pos(screen.left_top() + eframe::egui::vec2(270.0, 196.0))
        .default_size([940.0, (screen.height() - 260.0).max(300.0)])
        .show(ui.ctx(), |ui| {
            head_ui(ui, cx, document, page, &mut wish);
            ui.separator();
            effect_ui(ui, cx, document, page);
            ui.separator();
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| sections_ui(ui, cx, page));
        });
    page.is_open = is_open;
    wish
}

/// The book's name, reset, load and save.
fn head_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    page: &mut RulebookPage,
    wish: &mut Option<RulebookWish>,
) {
    let tokens = tokens_of(ui);
    let judging = document.judging();
    let name = [("name", rulebook_name(cx.lang, &judging.book).into()), ("day", iso_date(judging.as_of).into())];
    ui.horizontal(|ui| {
        ui.strong(cx.lang.text_with("rulebook-head", name));
        let is_shipped = *judging.book == *Rulebook::shipped();
        if ui.add_enabled(!is_shipped, Button::new(cx.text("rulebook-reset-all"))).clicked() {
            cx.push(Action::SetRulebook(Arc::new(Rulebook::shipped().clone()), None));
            page.form = None;
        }
    });
    ui.horizontal(|ui| {
        ui.add(TextEdit::singleline(&mut page.path).desired_width(320.0).hint_text(cx.text("rulebook-path-hint")))
            .accessible_name(cx.text("rulebook-path"));
        let typed = page.path.trim().trim_matches('"').to_owned();
        if ui.button(cx.text("rulebook-load")).clicked() {
            if typed.is_empty() {
                *wish = Some(RulebookWish::ChooseLoad);
            } else {
                cx.push(Action::LoadRulebook(PathBuf::from(&typed)));
            }
        }
        if ui.button(cx.text("rulebook-save")).clicked() {
            if typed.is_empty() {
                *wish = Some(RulebookWish::ChooseSave);
            } else {
                cx.push(Action::SaveRulebook(PathBuf::from(&typed)));
            }
        }
    });
    if let Some(fault) = page.form.as_ref().and_then(RulebookForm::fault) {
        let told = cx.lang.text_with("rulebook-draft-fault", [("fault", fault_text(cx.lang, fault).into())]);
        ui.label(RichText::new(told).color(tokens.error));
    }
}

/// How many parcels change class.
fn effect_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document, page: &mut RulebookPage) {
    let (lang, weak) = (cx.lang, tokens_of(ui).weak);
    let Some((judged, effects)) = &page.effect else {
        ui.label(RichText::new(cx.text("judging-pending")).color(weak));
        return;
    };
    let mut restart = false;
    ui.horizontal(|ui| {
        let changed: usize = effects.iter().map(|effect| effect.changed).sum();
        let text = if changed == 0 { cx.text("rulebook-no-effect") } else { cx.text("rulebook-effect") };
        ui.strong(text);
        if changed > 0 {
            restart = ui.small_button(cx.text("rulebook-effect-restart")).clicked();
        }
        if document.wants_judging() {
            ui.label(RichText::new(cx.text("judging-pending")).font(small()).color(weak));
        }
    });
    for effect in effects {
        const MOST: usize = 3;
        let outcome = |outcome: Outcome| match outcome {
            Outcome::Model(model) => lang.model_short(model).into_owned(),
            other => lang.outcome(other).into_owned(),
        };
        let one = |&(before, now, rows): &(Outcome, Outcome, usize)| {
            format!("{} → {} {}", outcome(before), outcome(now), grouped(rows as f64, 0))
        };
        let moves: Vec<String> = effect.moves.iter().take(MOST).map(one).collect();
        let told = [
            ("kind", lang.finding_kind(effect.kind).into_owned().into()),
            ("changed", grouped(effect.changed as f64, 0).into()),
            ("moves", moves.join(&lang.text("rulebook-effect-comma")).into()),
        ];
        ui.label(lang.text_with("rulebook-effect-of", told));
    }
    if restart {
        page.baseline = Some((document.generation(), Arc::clone(judged)));
        page.effect = None;
    }
}

fn sections_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, page: &mut RulebookPage) {
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
fn row_ui(ui: &mut Ui, cx: &ViewContext<'_>, book: &Rulebook, row: &RuleRow) -> Option<crate::app::RuleValue> {
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
    if !row.note.is_empty() && matches!(row.path.last(), Some(crate::app::RuleStep::Key(key)) if key == "name") {
        ui.label(RichText::new(&row.note).font(small()).color(tokens.weak));
    }
    ui.add_space(HALF / 2.0);
    edited
}

fn key_id(prefix: &str, key: &str) -> String {
    format!("{prefix}-{}", key.replace('_', "-"))
}

fn section_name(lang: Lang, section: &str) -> String {
    lang.text(&key_id("rule-section", section)).into_owned()
}

fn kind_name(lang: Lang, kind: &str) -> String {
    lang.text(&key_id("rule-kind", kind)).into_owned()
}

/// The source in words, with its edition.
fn source_name(lang: Lang, book: &Rulebook, row: &RuleRow) -> String {
    let edition = book.sources.get(&row.source).map(|source| source.edition.as_str()).filter(|text| text.len() > 1);
    let text = crate::app::source_text(lang, book, &row.source);
    edition.map_or(text.clone(), |edition| format!("{text} {edition}"))
}

/// What a value is called, section left out.
fn row_name(lang: Lang, row: &RuleRow) -> String {
    let part = |part: &RulePart| match part {
        RulePart::Key(key) => lang.text(&key_id("rule-key", key)).into_owned(),
        RulePart::Fact(fact) => fact_name_of_key(lang, fact),
        RulePart::Model(code) => RenewalModel::ALL
            .into_iter()
            .find(|model| model.code() == code)
            .map_or_else(|| code.clone(), |model| lang.model_short(model).into_owned()),
        RulePart::Scale(scale) => lang.text(&key_id("rule-scale", scale)).into_owned(),
        RulePart::Name(name) => name.clone(),
        RulePart::Limit(fact, class) => {
            let named = [("fact", fact_name_of_key(lang, fact).into()), ("class", class.as_str().into())];
            lang.text_with("rule-limit", named)
        }
        RulePart::Class(class) => lang.text_with("rule-class", [("class", class.as_str().into())]),
        RulePart::Nth(list, place) => lang.text_with(&key_id("rule-nth", list), [("place", (*place).into())]),
    };
    let skipped = usize::from(row.parts.len() > 1);
    row.parts.iter().skip(skipped).map(part).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_the_shipped_rulebook_has_a_name_a_kind_and_a_section_in_both_languages() {
        let form = RulebookForm::new(&Arc::new(Rulebook::shipped().clone()));
        for lang in Lang::ALL {
            for row in form.rows() {
                let texts = [row_name(lang, row), section_name(lang, row.section()), kind_name(lang, &row.kind)];
                let texts = if row.kind.is_empty() { &texts[..2] } else { &texts[..] };
                for text in texts {
                    assert!(
                        !text.is_empty() && !text.contains("rule-") && !text.contains('{'),
                        "{}: {text}",
                        row.key()
                    );
                }
            }
        }
    }
}
