//! One row a column of the list: what it is used as, its unit and year, how full it is, its first cells.

use eframe::egui::{Grid, Label, RichText, Ui};

use super::super::super::context::ViewContext;
use super::super::super::theme::{small, tokens_of};
use super::super::mapping::{choice_ui, years};
use crate::app::firms::{FirmChoices, FirmDraft};
use crate::domain::field_names::WrittenUnit;
use crate::domain::{Measure, Unit};
use crate::io::tables::{FirmColumn, FirmColumnRule, FirmField, UnitSource, YearSource};
use crate::locale::Lang;

/// Draws the columns.
pub(super) fn columns_ui(ui: &mut Ui, cx: &ViewContext<'_>, draft: &FirmDraft, choices: &mut FirmChoices) {
    let weak = tokens_of(ui).weak;
    ui.strong(cx.text("firms-columns"));
    Grid::new("firm-columns").num_columns(5).spacing([12.0, 4.0]).striped(true).show(ui, |ui| {
        for id in ["firms-header", "firms-used-as", "report-unit", "choice-year", "mapping-evidence"] {
            ui.label(RichText::new(cx.text(id)).font(small()).color(weak));
        }
        ui.end_row();
        for column in &draft.columns {
            if let Some(rule) = column_ui(ui, cx.lang, draft, column) {
                choices.columns.insert(column.header.clone(), rule);
            }
            ui.end_row();
        }
    });
}

/// A use by name, without its year.
fn field_name(lang: Lang, field: Option<FirmField>) -> String {
    match field {
        None => lang.text("mapping-unused").into_owned(),
        Some(FirmField::RowYear) => lang.text("firms-row-year").into_owned(),
        Some(FirmField::Column(column)) if field.and_then(FirmField::measure).is_some_and(Measure::is_firm_land) => {
            lang.text_with("firms-land-weight", [("column", lang.table_column(column.of_year(None)).into())])
        }
        Some(FirmField::Column(column)) => lang.table_column(column.of_year(None)),
    }
}

/// A column; hands back what the user changed it to.
fn column_ui(ui: &mut Ui, lang: Lang, draft: &FirmDraft, column: &FirmColumn) -> Option<FirmColumnRule> {
    let tokens = tokens_of(ui);
    let header = || [("header", column.header.as_str().into())];
    let mut changed = None;
    let wants_a_look = column.unit_source == UnitSource::Assumed;
    let name = RichText::new(&column.header);
    ui.label(if wants_a_look { name.color(tokens.warning).strong() } else { name });
    let uses: Vec<(Option<FirmField>, String)> =
        std::iter::once(None).chain(FirmField::all().map(Some)).map(|field| (field, field_name(lang, field))).collect();
    let now = column.field.map(|field| field.of_year(None));
    if let Some(field) = choice_ui(ui, &lang.text_with("firms-use-of", header()), 190.0, &now, &uses) {
        let year = column.field.and_then(FirmField::year);
        changed = Some(FirmColumnRule { field: field.map(|field| field.of_year(year)), unit: None });
    }
    let measure = column.field.and_then(FirmField::measure);
    match (measure, column.unit) {
        (Some(measure), Some(unit)) => {
            let units: Vec<_> =
                WrittenUnit::of_quantity(measure.quantity()).map(|unit| (unit, lang.written_unit(unit))).collect();
            let label = lang.text_with("firms-unit-of", header());
            if let Some(unit) = choice_ui(ui, &label, 96.0, &unit, &units) {
                changed = Some(FirmColumnRule { field: column.field, unit: Some(unit) });
            }
        }
        _ => {
            ui.label("");
        }
    }
    match (measure, column.year_source, column.field) {
        (Some(_), YearSource::Rows, _) => {
            ui.label(RichText::new(lang.text("firms-year-by-row")).color(tokens.weak));
        }
        (Some(_), _, Some(field)) => {
            let label = lang.text_with("firms-year-of", header());
            if let Some(year) = choice_ui(ui, &label, 92.0, &field.year(), &years(lang, field.year())) {
                changed = Some(FirmColumnRule { field: Some(field.of_year(year)), unit: column.unit });
            }
        }
        _ => {
            ui.label("");
        }
    }
    let evidence = evidence(lang, draft, column);
    ui.add(Label::new(RichText::new(&evidence).font(small()).color(tokens.weak)).truncate()).on_hover_text(evidence);
    changed
}

fn evidence(lang: Lang, draft: &FirmDraft, column: &FirmColumn) -> String {
    let rows = draft.grid().rows.len().saturating_sub(draft.headings.first_row);
    let share = lang.number(Some(column.filled as f64 / rows.max(1) as f64), Unit::Share);
    let mut parts: Vec<String> = Vec::new();
    if column.is_chosen {
        parts.push(lang.text("evidence-chosen").into_owned());
    }
    let unit = match column.unit_source {
        UnitSource::Header => Some("evidence-unit-header"),
        UnitSource::Assumed => Some("firms-unit-assumed"),
        UnitSource::NotNeeded | UnitSource::Chosen => None,
    };
    let year = (column.year_source == YearSource::Title).then_some("firms-year-by-title");
    parts.extend(unit.into_iter().chain(year).map(|id| lang.text(id).into_owned()));
    parts.push(lang.text_with("evidence-filled", [("share", share.into())]));
    let samples = column.samples.join(&lang.text("list-comma"));
    if !samples.is_empty() {
        parts.push(lang.text_with("evidence-samples", [("values", samples.into())]));
    }
    parts.join(" · ")
}
