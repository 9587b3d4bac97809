//! The card beside the pointer: which parcel this is and what it yields.

use eframe::egui::{self, Pos2, Rect, RichText, Ui, vec2};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::overlay::plate_frame;
use crate::app::Document;
use crate::domain::{Term, TextField, Unit};

/// Draws the card.
pub fn hover_card_ui(ui: &Ui, cx: &ViewContext<'_>, document: &mut Document, row: usize, at: Pos2, map: Rect) {
    let figures = document.figures();
    let table = document.table().clone();
    let tag = document.tags().get(row);
    egui::Area::new(egui::Id::unique("hover-card"))
        .order(egui::Order::Tooltip)
        .interactable(false)
        .fixed_pos(at + vec2(16.0, 16.0))
        .constrain_to(map)
        .show(ui.ctx(), |ui| {
            plate_frame(ui).show(ui, |ui| {
                ui.set_max_width(280.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                let name = table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row));
                ui.label(RichText::new(name).strong());
                let weak = tokens_of(ui).weak;
                if let Some(code) = table.text_of(TextField::ParcelCode, row) {
                    ui.label(RichText::new(code).font(small()).color(weak));
                }
                egui::Grid::new("hover-card").num_columns(2).spacing([12.0, 2.0]).show(ui, |ui| {
                    let line = |ui: &mut Ui, name: String, value: String| {
                        ui.label(RichText::new(name).color(weak));
                        ui.label(value);
                        ui.end_row();
                    };
                    let land = figures.land_m2(row).map(crate::domain::units::mu_from_m2);
                    let basis =
                        figures.land_source(row).map_or_else(String::new, |term| format!(" · {}", cx.lang.term(term)));
                    line(ui, cx.text("column-land-mu"), format!("{}{basis}", cx.lang.number_with_unit(land, Unit::Mu)));
                    for indicator in [crate::analysis::Indicator::OutputPerMu, crate::analysis::Indicator::TaxPerMu] {
                        let value = figures.indicator(&table, indicator, row);
                        line(
                            ui,
                            cx.lang.indicator(indicator.key()).into_owned(),
                            cx.lang.number_with_unit(value, indicator.unit()),
                        );
                    }
                    line(ui, cx.text("field-status"), cx.lang.status(figures.status(row)).into_owned());
                    line(ui, cx.text("field-model"), cx.lang.term(Term::from_tag(tag)).into_owned());
                });
            });
        });
}
