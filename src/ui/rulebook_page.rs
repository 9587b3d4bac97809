//! The rulebook page, a window of its own beside the map: every rule with its source, edited with live effect.
//!
//! Owns what is being edited; what a draft says is decided by `app`. A draft that is no rulebook is told in a sentence,
//! and the data set is judged by the last good one meanwhile.

mod names;
mod quotas;
mod sections;
mod value;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Button, Id, RichText, ScrollArea, TextEdit, Ui, Window};

use self::quotas::QuotaForm;
use self::sections::sections_ui;
use super::context::ViewContext;
use super::theme::{small, tokens_of};
use crate::analysis::judge::Rulebook;
use crate::app::{Action, Document, JudgedWork, RulebookForm, fault_text, rulebook_name};
use crate::domain::{FindingKind, Outcome, iso_date};
use crate::locale::grouped;

/// What the page keeps between frames.
#[derive(Debug, Default)]
pub struct RulebookPage {
    is_open: bool,
    form: Option<RulebookForm>,
    /// The data set and the result that effects are counted from.
    baseline: Option<(u64, Arc<JudgedWork>)>,
    effect: Option<(Arc<JudgedWork>, Vec<Effect>)>,
    path: String,
    /// What other quotas would do.
    quotas: QuotaForm,
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
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| sections_ui(ui, cx, document, page));
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
