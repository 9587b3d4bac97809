//! What the inspector offers to act by: the route a parcel's land is put back to use by, its suggestion to be accepted;
//! and 零增地, the floor that can be added without new land.

use eframe::egui::{ComboBox, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use crate::analysis::Figures;
use crate::analysis::judge::{Finding, HeadroomSum};
use crate::app::{Action, Document};
use crate::domain::{FindingKind, Outcome, RevivalRoute, RowSet, TagAgreement, Term, Unit, units};
use crate::locale::{Lang, grouped};

/// Draws the choice of a parcel's route.
pub(super) fn route_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, row: usize) {
    let held = document.tags().route(row);
    let name = |route| cx.lang.term(Term::from_route(route)).into_owned();
    let mut chosen = held;
    let response = ComboBox::from_id_salt("inspector-route").selected_text(name(held)).show_ui(ui, |ui| {
        for route in RevivalRoute::ALL.into_iter().map(Some).chain([None]) {
            ui.selectable_value(&mut chosen, route, name(route));
        }
    });
    response.response.accessible_name(cx.text("field-route"));
    if chosen != held {
        cx.push(Action::RouteRows(RowSet::from_rows(document.table().len(), [row]), chosen));
    }
}

/// Draws how a parcel's tag stands to its suggestion, and the button that makes the suggestion its tag.
pub(super) fn accept_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, row: usize, finding: &Finding) {
    let outcome = document.follow_ups().state(row, FindingKind::Suggestion).map_or(finding.outcome, |state| {
        if state == crate::domain::FollowState::Excluded { Outcome::Excluded } else { finding.outcome }
    });
    let agreement = TagAgreement::of(document.tags().get(row), outcome);
    let Outcome::Model(model) = outcome else { return };
    ui.horizontal(|ui| {
        let told = cx.lang.term(Term::Agreement(agreement));
        ui.label(RichText::new(told).font(small()).color(tokens_of(ui).accent));
        if agreement == TagAgreement::Agrees {
            return;
        }
        let label = cx.lang.text_with("accept-one-of", [("model", cx.lang.model_short(model).into_owned().into())]);
        if ui.small_button(cx.text("accept-one")).accessible_name(label).clicked() {
            cx.push(Action::TagRows(RowSet::from_rows(document.table().len(), [row]), Some(model)));
        }
    });
}

/// A parcel's headroom in words: the floor, that the target is reached, or that it is not known.
pub(super) fn headroom_text(lang: Lang, figures: &Figures, row: usize) -> String {
    let Some(headroom) = figures.headroom() else { return lang.number(None, Unit::SquareMetre) };
    let target = headroom.target_far(row);
    let target = || [("target", lang.number(target, Unit::Ratio).into())];
    match headroom.room_m2(row) {
        None => lang.text("headroom-unknown").into_owned(),
        Some(_) if headroom.is_at_target(row) => lang.text_with("headroom-at-target", target()),
        room => {
            let room = lang.number_with_unit(room, Unit::SquareMetre);
            lang.text_with("headroom-to-target", [("room", room.into())].into_iter().chain(target()))
        }
    }
}

/// The headroom of several parcels in words, with the land and the parcels behind it.
#[must_use]
pub fn headroom_sum_text(lang: Lang, sum: &HeadroomSum) -> String {
    let args = [
        ("room", lang.number_with_unit(sum.room(), Unit::SquareMetre).into()),
        ("land", lang.number(Some(units::mu_from_m2(sum.land_m2)), Unit::Mu).into()),
        ("full", grouped(sum.at_target as f64, 0).into()),
        ("missing", grouped(sum.missing as f64, 0).into()),
    ];
    lang.text_with("headroom-sum", args)
}
