//! What parcels are judged to be, as conditions of the filter: the outcomes of each kind with their parcels.

use eframe::egui::Ui;

use super::filter_panel::section;
use crate::analysis::{Filter, FindingCondition};
use crate::app::Document;
use crate::domain::{FindingKind, Outcome};
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
    }
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
