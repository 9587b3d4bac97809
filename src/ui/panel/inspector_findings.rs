//! What a parcel is judged to be, with the reasons as they would stand in a letter, and what became of it.

use eframe::egui::{RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{HALF, small, tokens_of};
use super::super::window_state::WindowState;
use crate::app::{Document, missing_text, reasons_lines, rulebook_name};
use crate::domain::{FindingKind, iso_date};

/// Draws the findings of a row.
pub fn findings_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    state: &mut WindowState,
    row: usize,
) {
    let (lang, weak) = (cx.lang, tokens_of(ui).weak);
    let (by, findings) = document.findings_of(row);
    let book = &*by.book;
    ui.separator();
    ui.strong(cx.text("inspector-judging"));
    let stands_on = [("day", iso_date(by.as_of).into()), ("book", rulebook_name(lang, book).into())];
    ui.label(RichText::new(lang.text_with("inspector-judging-as-of", stands_on)).font(small()).color(weak));
    if findings.is_empty() {
        ui.label(RichText::new(cx.text("judging-pending")).font(small()).color(weak));
    }
    for finding in findings.iter() {
        let told =
            [("kind", lang.finding_kind(finding.kind).into()), ("outcome", lang.outcome(finding.outcome).into())];
        ui.add_space(HALF);
        ui.label(lang.text_with("inspector-judged", told));
        let reasons = reasons_lines(lang, book, finding);
        if !reasons.is_empty() {
            ui.label(RichText::new(reasons.join("\n")).font(small()).color(weak));
        }
        let missing = missing_text(lang, finding);
        if !missing.is_empty() {
            let missing = lang.text_with("inspector-judged-missing", [("missing", missing.into())]);
            ui.label(RichText::new(missing).font(small()).color(weak));
        }
        if finding.kind == FindingKind::Suggestion {
            super::inspector_acting::accept_ui(ui, cx, document, row, finding);
        }
        super::follow_up::follow_up_ui(ui, cx, document, state, (row, finding.kind));
    }
}
