//! Which suggested models become tags: of which parcels, from which score, with what each model would get said
//! beforehand. Nothing is tagged before the button is pressed.

use eframe::egui::{Align, Button, ComboBox, DragValue, Grid, Id, Label, Layout, Modal, RichText, ScrollArea, Ui};

use super::super::chart::group_name;
use super::super::context::ViewContext;
use super::super::theme::{GRID, empty_when_off, small, tokens_of};
use super::super::window_state::OpenDialog;
use crate::analysis::GroupLabel;
use crate::app::{AcceptChoice, AcceptPlan, Action, Document, ExportScope, ModelCounts, rulebook_name};
use crate::domain::{RenewalModel, iso_date};
use crate::locale::{Lang, grouped};

/// What is being chosen, kept from one time to the next; the score is the rulebook's until one is typed.
#[derive(Debug, Default)]
pub struct AcceptForm {
    scope: ExportScope,
    park: Option<GroupLabel>,
    least_score: Option<f64>,
    overwrites: bool,
}

/// Draws the dialog.
pub fn accept_suggestions_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    form: &mut AcceptForm,
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::AcceptSuggestions {
        return;
    }
    let mut close = false;
    let modal = Modal::new(Id::unique("accept-suggestions")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect();
        ui.set_width((screen.width() - 160.0).clamp(400.0, 860.0));
        empty_when_off(ui);
        ui.heading(cx.text("accept-title"));
        ui.label(RichText::new(stands_on(cx.lang, document)).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        let choice = choice_ui(ui, cx, document, form);
        ui.add_space(GRID);
        ui.separator();
        let plan = document.accept_plan(&choice);
        plan_ui(ui, cx, &plan, (screen.height() - 460.0).max(90.0));
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let accept = cx.lang.text_with("accept-go", [("count", plan.count().into())]);
            if ui.add_enabled(plan.count() > 0, Button::new(accept)).clicked() {
                cx.push(Action::AcceptSuggestions(Box::new(choice)));
                close = true;
            }
            close |= ui.button(cx.text("dialog-cancel")).clicked();
        });
    });
    if close || modal.should_close() {
        *dialog = OpenDialog::None;
    }
}

/// The day and the rulebook that suggestions are made by.
pub(super) fn stands_on(lang: Lang, document: &mut Document) -> String {
    let judged = document.judged();
    let by = judged.by();
    let stands_on = [("day", iso_date(by.as_of).into()), ("book", rulebook_name(lang, &by.book).into())];
    lang.text_with("inspector-judging-as-of", stands_on)
}

fn choice_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document, form: &mut AcceptForm) -> AcceptChoice {
    let counts = [document.table().len(), document.shown().count(), document.selection().count()];
    ui.horizontal_wrapped(|ui| {
        for (scope, id, count) in [
            (ExportScope::All, "export-scope-all", counts[0]),
            (ExportScope::Shown, "export-scope-shown", counts[1]),
            (ExportScope::Selected, "export-scope-selected", counts[2]),
        ] {
            let text = format!("{} ({})", cx.text(id), grouped(count as f64, 0));
            ui.add_enabled_ui(count > 0, |ui| ui.radio_value(&mut form.scope, scope, text));
        }
    });
    park_ui(ui, cx, document, &mut form.park);
    let from = document.judging().book.suggestion.suggest_from;
    let mut least_score = form.least_score.unwrap_or(from).max(from);
    ui.horizontal(|ui| {
        ui.label(cx.text("accept-least-score"));
        let drag = DragValue::new(&mut least_score).range(from..=1.0).speed(0.01).fixed_decimals(2);
        if ui.add(drag).accessible_name(cx.text("accept-least-score")).changed() {
            form.least_score = Some(least_score);
        }
        let hint = cx.lang.text_with("accept-least-score-hint", [("from", format!("{from:.2}").into())]);
        ui.label(RichText::new(hint).font(small()).color(tokens_of(ui).weak));
    });
    ui.checkbox(&mut form.overwrites, cx.text("accept-overwrite"));
    AcceptChoice { scope: form.scope, park: form.park.clone(), least_score, overwrites: form.overwrites }
}

/// One park, or all of them.
fn park_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document, park: &mut Option<GroupLabel>) {
    let parks = document.parks();
    if park.as_ref().is_some_and(|park| !parks.labels().contains(park)) {
        *park = None;
    }
    let lang = cx.lang;
    let name = |park: &Option<GroupLabel>| {
        park.as_ref().map_or_else(|| lang.text("accept-all-parks").into_owned(), |label| group_name(lang, label))
    };
    ui.horizontal(|ui| {
        ui.label(cx.text("field-park"));
        let list = ComboBox::from_id_salt("accept-park").selected_text(name(park)).width(220.0).height(420.0);
        let response = list.show_ui(ui, |ui| {
            for each in std::iter::once(None).chain(parks.labels().iter().cloned().map(Some)) {
                let text = name(&each);
                ui.selectable_value(park, each, text);
            }
        });
        response.response.accessible_name(cx.text("field-park"));
    });
}

/// What would be done: a row a park, a column a model.
fn plan_ui(ui: &mut Ui, cx: &ViewContext<'_>, plan: &AcceptPlan, height: f32) {
    let (lang, weak) = (cx.lang, tokens_of(ui).weak);
    let told = [
        ("count", grouped(plan.count() as f64, 0).into()),
        ("overwritten", grouped(plan.overwritten as f64, 0).into()),
        ("kept", grouped(plan.kept as f64, 0).into()),
        ("below", grouped(plan.below as f64, 0).into()),
    ];
    ui.label(lang.text_with("accept-plan", told));
    if plan.count() == 0 {
        return;
    }
    let models: Vec<RenewalModel> =
        RenewalModel::ALL.into_iter().filter(|model| plan.total[usize::from(model.number()) - 1] > 0).collect();
    ScrollArea::both().max_height(height).show(ui, |ui| {
        Grid::new("accept-plan").striped(true).spacing([16.0, 3.0]).show(ui, |ui| {
            ui.label(RichText::new(cx.text("field-park")).font(small()).color(weak));
            for model in &models {
                ui.label(RichText::new(lang.model_short(*model)).font(small()).color(weak));
            }
            ui.label(RichText::new(cx.text("term-total")).font(small()).color(weak));
            ui.end_row();
            for (park, counts) in &plan.by_park {
                counts_ui(ui, &group_name(lang, park), &models, counts);
            }
            if plan.by_park.len() > 1 {
                counts_ui(ui, &cx.text("term-total"), &models, &plan.total);
            }
        });
    });
}

fn counts_ui(ui: &mut Ui, name: &str, models: &[RenewalModel], counts: &ModelCounts) {
    ui.label(name);
    let shown = models.iter().map(|model| counts[usize::from(model.number()) - 1]);
    for count in shown.chain([counts.iter().sum()]) {
        let text = if count == 0 { String::new() } else { grouped(count as f64, 0) };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(Label::new(text)));
    }
    ui.end_row();
}
