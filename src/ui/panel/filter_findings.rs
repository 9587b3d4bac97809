//! What parcels are judged to be and what became of it, as conditions of the filter: the outcomes of each kind with their
//! parcels, and how far its checking has come.

use eframe::egui::Ui;

use super::filter_panel::{member_ui, section};
use crate::analysis::{Filter, FindingCondition, FollowCondition};
use crate::app::Document;
use crate::domain::{FindingKind, FollowState, Outcome, Term};
use crate::locale::Lang;

/// Draws a section a kind.
pub(super) fn findings_ui(ui: &mut Ui, lang: Lang, document: &mut Document, filter: &mut Filter) {
    let counts = document.outcome_counts();
    for (kind, outcomes) in FindingKind::ALL.into_iter().zip(counts.iter()) {
        let held = |filter: &Filter| filter.findings.iter().position(|condition| condition.kind == kind);
        let is_on = held(filter).is_some();
        let title = lang.text_with("filter-finding", [("kind", lang.finding_kind(kind).into())]);
        section(&title, kind.key(), is_on).id_salt(("filter-finding", kind.key())).show(ui, |ui| {
            for &(outcome, count) in outcomes {
                let mut on = held(filter).is_some_and(|place| filter.findings[place].outcomes.contains(&outcome));
                if ui.checkbox(&mut on, format!("{} ({count})", lang.outcome(outcome))).changed() {
                    put_outcome(filter, kind, outcome, on);
                }
            }
        });
        follow_ups_ui(ui, lang, document, filter, kind);
    }
}

/// How far the checking has come of findings of which anybody said anything.
fn follow_ups_ui(ui: &mut Ui, lang: Lang, document: &Document, filter: &mut Filter, kind: FindingKind) {
    let held = filter.follow_ups.iter().position(|condition| condition.kind == kind);
    if held.is_none() && !document.follow_ups().has_kind(kind) {
        return;
    }
    let mut states = held.map_or_else(Vec::new, |place| filter.follow_ups[place].states.clone());
    let title = lang.text_with("filter-follow-up", [("kind", lang.finding_kind(kind).into())]);
    section(&title, "", held.is_some()).id_salt(("filter-follow-up", kind.key())).show(ui, |ui| {
        for state in FollowState::ALL.into_iter().map(Some).chain([None]) {
            member_ui(ui, &mut states, state, &follow_name(lang, state));
        }
    });
    filter.follow_ups.retain(|condition| condition.kind != kind);
    if !states.is_empty() {
        filter.follow_ups.push(FollowCondition { kind, states });
    }
}

/// A state by name; `None` is that nobody said anything.
pub(super) fn follow_name(lang: Lang, state: Option<FollowState>) -> String {
    state.map_or_else(|| lang.text("follow-none"), |state| lang.term(Term::FollowUp(state))).into_owned()
}

/// Lets an outcome through, or no longer.
fn put_outcome(filter: &mut Filter, kind: FindingKind, outcome: Outcome, on: bool) {
    let mut outcomes = match filter.findings.iter().position(|condition| condition.kind == kind) {
        Some(place) => filter.findings.remove(place).outcomes,
        None => Vec::new(),
    };
    outcomes.retain(|each| *each != outcome);
    if on {
        outcomes.push(outcome);
    }
    if !outcomes.is_empty() {
        filter.findings.push(FindingCondition { kind, outcomes });
    }
}
