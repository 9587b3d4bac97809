//! One parcel in full: its figures with formula, basis and year, its tag and note, its fields as read; for several, the
//! sums.

use eframe::egui::{self, Grid, RichText, ScrollArea, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::note_field::note_field_ui;
use super::super::theme::{HALF, small, tokens_of};
use super::super::window_state::WindowState;
use crate::analysis::{IdleSuspicion, Indicator};
use crate::app::Document;
use crate::domain::{AreaBasis, Term, TextField, Unit, units};
use crate::locale::Lang;

/// The fields of the feature last read from the file for the inspector: name and value as written, or why not.
#[derive(Debug, Default)]
pub struct FeatureCache {
    of: Option<(u64, usize)>,
    fields: Vec<(String, String)>,
    failure: Option<crate::io::ReadError>,
}

impl FeatureCache {
    fn read(&mut self, document: &Document, row: usize) {
        let wanted = (document.generation(), row);
        if self.of == Some(wanted) {
            return;
        }
        self.of = Some(wanted);
        self.failure = None;
        self.fields.clear();
        match crate::io::feature_text(document.source(), document.stamp(), document.table().span(row))
            .map(|text| crate::io::property_pairs(&text))
        {
            Ok(fields) => self.fields = fields,
            Err(error) => self.failure = Some(error),
        }
    }
}

/// Draws the inspector.
pub fn inspector_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState) {
    let selected = document.selection().count();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| match (selected, document.selection().first()) {
        (1, Some(row)) => parcel_ui(ui, cx, document, state, row),
        (0, _) | (_, None) => {
            ui.add_space(HALF);
            ui.label(RichText::new(cx.text("inspector-empty")).color(tokens_of(ui).weak));
        }
        _ => selection_ui(ui, cx, document),
    });
}

fn parcel_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document, state: &mut WindowState, row: usize) {
    let figures = document.figures();
    let table = document.table().clone();
    let name = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row));
    ui.heading(name);
    ui.label(RichText::new(table.key(row)).font(small()).color(tokens_of(ui).weak));
    ui.add_space(HALF);
    let lang = cx.lang;
    Grid::new("inspector-facts").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        let land = figures.land_m2(row).map(units::mu_from_m2);
        let source = figures.land_source(row).map_or_else(String::new, |term| format!(" · {}", lang.term(term)));
        line_ui(ui, &lang.column("land_mu"), &format!("{}{source}", lang.number_with_unit(land, Unit::Mu)));
        let registered = figures.registered_m2(row).map(units::mu_from_m2);
        line_ui(ui, &lang.column("registered_area_mu"), &lang.number_with_unit(registered, Unit::Mu));
        let geometric = table.geometric_area_m2(row);
        let geometric = match geometric {
            Some(area) => format!(
                "{} · {}{}",
                lang.number_with_unit(Some(area), Unit::SquareMetre),
                lang.number_with_unit(Some(units::mu_from_m2(area)), Unit::Mu),
                area_mark(lang, table.area_basis())
            ),
            None => lang.text(shape_text_id(table.shape_state(row))).into_owned(),
        };
        line_ui(ui, &lang.column("geometric_area_m2"), &geometric);
        if let Some(repaired) = document.repaired(row) {
            line_ui(ui, &lang.text("inspector-shape"), &repaired.sentence(lang));
        }
        line_ui(ui, &lang.text("field-status"), &lang.status(figures.status(row)));
        let idle = match figures.idle_suspicion(row) {
            IdleSuspicion::ByDecree => "inspector-idle-by-decree",
            IdleSuspicion::ByStatus => "inspector-idle-by-status",
            IdleSuspicion::None => "inspector-not-idle",
            IdleSuspicion::Untold => "inspector-idle-untold",
        };
        line_ui(ui, &lang.text("inspector-idle"), &lang.text(idle));
        line_ui(ui, &lang.text("field-model"), &lang.term(Term::from_tag(document.tags().get(row))));
        ui.label(RichText::new(lang.text("field-route")).color(tokens_of(ui).weak));
        super::inspector_acting::route_ui(ui, cx, document, row);
        ui.end_row();
        line_ui(ui, &lang.text("headroom"), &super::inspector_acting::headroom_text(lang, &figures, row));
    });
    super::marks_panel::anchor_button_ui(ui, cx, document);
    section_ui(ui, &cx.text("inspector-indicators"));
    for indicator in Indicator::ALL {
        if figures.has_indicator(&table, indicator) {
            let value = figures.indicator(&table, indicator, row);
            let zero = figures.is_assumed_zero(&table, indicator, row);
            indicator_ui(ui, lang, indicator, value, zero);
        }
    }
    ui.label(RichText::new(super::super::figures_basis(lang, document)).font(small()).color(tokens_of(ui).weak));
    super::inspector_change::parcel_change_ui(ui, cx, document, row);
    super::inspector_findings::findings_ui(ui, cx, document, state, row);
    super::inspector_timeline::timeline_ui(ui, cx, document, row);
    section_ui(ui, &cx.text("inspector-note"));
    note_ui(ui, cx, document, state, row);
    section_ui(ui, &cx.text("inspector-cells"));
    super::inspector_cells::cells_ui(ui, cx, document, state, row);
    super::inspector_firms::firms_ui(ui, cx, document, row);
    section_ui(ui, &cx.text("inspector-fields"));
    state.feature.read(document, row);
    if let Some(error) = &state.feature.failure {
        ui.colored_label(tokens_of(ui).error, error.message(lang));
    }
    Grid::new("inspector-fields").num_columns(2).spacing([16.0, 4.0]).striped(true).show(ui, |ui| {
        for (name, value) in &state.feature.fields {
            line_ui(ui, name, value);
        }
    });
}

fn shape_text_id(state: crate::domain::ShapeState) -> &'static str {
    match state {
        crate::domain::ShapeState::None => "shape-none",
        _ => "shape-invalid",
    }
}

fn line_ui(ui: &mut Ui, name: &str, value: &str) {
    ui.label(RichText::new(name).color(tokens_of(ui).weak));
    ui.add(egui::Label::new(value).selectable(true).wrap());
    ui.end_row();
}

fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(HALF);
    ui.separator();
    ui.strong(title);
}

/// An indicator with its value, and its formula below.
fn indicator_ui(ui: &mut Ui, lang: Lang, indicator: Indicator, value: Option<f64>, assumed_zero: bool) {
    ui.horizontal(|ui| {
        ui.label(lang.indicator(indicator.key()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let mut text = lang.number_with_unit(value, indicator.unit());
            if assumed_zero {
                text = format!("{text} · {}", lang.text("inspector-assumed-zero"));
            }
            ui.label(RichText::new(text).strong());
        });
    });
    let formula = lang.formula(indicator.key());
    ui.label(RichText::new(formula).font(small()).color(tokens_of(ui).weak));
}

fn note_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState, row: usize) {
    let (label, hint) = (cx.text("inspector-note-label"), cx.text("inspector-note-hint"));
    note_field_ui(ui, cx, document, (&mut state.note, row), label, |text| {
        TextEdit::multiline(text).desired_rows(2).desired_width(f32::INFINITY).hint_text(hint)
    });
}

/// What is told behind a geometric area that is not on the ellipsoid.
fn area_mark(lang: Lang, basis: AreaBasis) -> String {
    match basis {
        AreaBasis::Ellipsoid => String::new(),
        AreaBasis::Plane => format!(" · {}", lang.text("area-basis-plane-mark")),
    }
}

/// The sums of the selection.
fn selection_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) {
    let Some(totals) = document.totals_selected() else { return };
    let lang = cx.lang;
    ui.heading(lang.text_with("inspector-selection", [("count", totals.parcels.into())]));
    ui.add_space(HALF);
    Grid::new("inspector-sums").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        line_ui(ui, &lang.column("land_mu"), &lang.number_with_unit(totals.land_mu(), Unit::Mu));
        line_ui(ui, &lang.column("registered_area_mu"), &lang.number_with_unit(totals.registered_area_mu(), Unit::Mu));
        let geometric = lang.number_with_unit(totals.geometric_area_mu(), Unit::Mu);
        let mark = area_mark(lang, document.table().area_basis());
        line_ui(ui, &lang.column("geometric_area_mu"), &format!("{geometric}{mark}"));
        line_ui(ui, &lang.column("output_wan_yuan"), &lang.money_headline(totals.sums(Indicator::OutputPerMu).sum()));
        line_ui(ui, &lang.column("tax_wan_yuan"), &lang.money_headline(totals.sums(Indicator::TaxPerMu).sum()));
        line_ui(ui, &lang.column("idle_area_mu"), &lang.number_with_unit(totals.idle_area_mu(), Unit::Mu));
        line_ui(ui, &lang.column("idle_rate"), &lang.number(totals.idle_rate(), Unit::Share));
        line_ui(
            ui,
            &lang.column("vacant_built_area_mu"),
            &lang.number_with_unit(totals.vacant_built_area_mu(), Unit::Mu),
        );
        line_ui(ui, &lang.column("tagged_parcels"), &totals.tagged_parcels.to_string());
        if let Some(sum) = document.headroom_selected() {
            line_ui(ui, &lang.text("headroom"), &super::inspector_acting::headroom_sum_text(lang, &sum));
        }
    });
    super::marks_panel::anchor_button_ui(ui, cx, document);
    section_ui(ui, &cx.text("inspector-indicators"));
    for indicator in Indicator::ALL {
        let sums = totals.sums(indicator);
        let Some(ratio) = totals.ratio(indicator) else { continue };
        indicator_ui(ui, lang, indicator, Some(ratio), false);
        let basis = lang.text_with(
            "inspector-sum-basis",
            [("parcels", sums.parcels.into()), ("missing", sums.missing.into()), ("zeros", sums.assumed_zero.into())],
        );
        ui.label(RichText::new(basis).font(small()).color(tokens_of(ui).weak));
    }
    ui.label(RichText::new(super::super::figures_basis(lang, document)).font(small()).color(tokens_of(ui).weak));
    super::inspector_change::selected_change_ui(ui, cx, document);
}
