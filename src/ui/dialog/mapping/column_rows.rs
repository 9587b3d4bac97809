//! One row a column: property, unit, year, and what speaks for them.

use eframe::egui::{ComboBox, Grid, Label, RichText, Ui};

use super::super::super::context::ViewContext;
use super::super::super::theme::{small, tokens_of};
use super::concerns;
use crate::app::{ColumnNeed, FormRow, MappingForm, PropertyFact, units_of};
use crate::domain::field_names::MatchLevel;
use crate::domain::{TableColumn, Unit, Year};
use crate::io::import_report::UnitEvidence;
use crate::locale::Lang;

/// A choice whose label is its accessible name.
pub fn choice_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    label: &str,
    width: f32,
    current: &T,
    choices: &[(T, String)],
) -> Option<T> {
    let mut chosen = None;
    let shown = choices.iter().find(|(value, _)| value == current).map_or_else(String::new, |(_, name)| name.clone());
    let response = ComboBox::from_id_salt(label)
        .selected_text(shown)
        .width(width)
        .height(420.0)
        .truncate()
        .show_ui(ui, |ui| {
            for (value, name) in choices {
                if ui.selectable_label(value == current, name).clicked() && value != current {
                    chosen = Some(value.clone());
                }
            }
        })
        .response;
    response.accessible_name(label);
    chosen
}

/// Draws the rows, and the choice of a further one.
pub(super) fn rows_ui(ui: &mut Ui, cx: &ViewContext<'_>, form: &mut MappingForm) {
    let lang = cx.lang;
    let weak = tokens_of(ui).weak;
    let properties: Vec<(Option<String>, String)> = std::iter::once((None, cx.text("mapping-unused")))
        .chain(form.properties.iter().map(|fact| (Some(fact.name.clone()), property_name(lang, form, fact))))
        .collect();
    let mut changed: Option<(usize, FormRow)> = None;
    Grid::new("mapping-rows").num_columns(5).spacing([12.0, 4.0]).striped(true).show(ui, |ui| {
        for id in ["report-column", "report-property", "report-unit", "choice-year", "mapping-evidence"] {
            ui.label(RichText::new(cx.text(id)).font(small()).color(weak));
        }
        ui.end_row();
        for (place, row) in form.rows.iter().enumerate() {
            let mut edited = row.clone();
            row_ui(ui, lang, form, row, &mut edited, &properties);
            if edited != *row {
                changed = Some((place, edited));
            }
            ui.end_row();
        }
    });
    if let Some((place, row)) = changed {
        form.rows[place] = row;
    }
    let further: Vec<(Option<TableColumn>, String)> = std::iter::once((None, cx.text("mapping-add")))
        .chain(TableColumn::all().map(|column| (Some(column), lang.table_column(column))))
        .collect();
    if let Some(Some(column)) = choice_ui(ui, &cx.text("mapping-add"), 200.0, &None, &further) {
        form.add(column);
    }
}

/// A property's name with how full it is and its first values, by which one without a telling name is known.
fn property_name(lang: Lang, form: &MappingForm, fact: &PropertyFact) -> String {
    let share = filled_share(lang, form, fact);
    let first: Vec<&str> = fact.samples.iter().take(2).map(String::as_str).collect();
    format!("{} ({share}) {}", fact.name, first.join(&lang.text("list-comma")))
}

fn filled_share(lang: Lang, form: &MappingForm, fact: &PropertyFact) -> String {
    lang.number(Some(fact.filled as f64 / form.parcels.max(1) as f64), Unit::Share)
}

fn row_ui(
    ui: &mut Ui,
    lang: Lang,
    form: &MappingForm,
    row: &FormRow,
    edited: &mut FormRow,
    properties: &[(Option<String>, String)],
) {
    let tokens = tokens_of(ui);
    let name = lang.table_column(row.key());
    let wants_a_look = form.needs.iter().any(|need| match need {
        ColumnNeed::Missing(column) => *column == row.column && row.property.is_none(),
        need => row.property.as_deref().is_some_and(|property| concerns(need, property)),
    });
    let text = RichText::new(&name);
    ui.label(if wants_a_look { text.color(tokens.warning).strong() } else { text });
    let label = lang.text_with("mapping-property-of", [("column", name.as_str().into())]);
    if let Some(property) = choice_ui(ui, &label, 230.0, &row.property, properties) {
        edited.property = property;
        // What was found out about the other property holds no more.
        edited.unit = None;
    }
    let units = units_of(row.column);
    if units.is_empty() || row.property.is_none() {
        ui.label("");
    } else {
        let choices: Vec<_> = std::iter::once((None, lang.text("mapping-automatic-unit").into_owned()))
            .chain(units.into_iter().map(|unit| (Some(unit), lang.written_unit(unit))))
            .collect();
        let label = lang.text_with("mapping-unit-of", [("column", name.as_str().into())]);
        if let Some(unit) = choice_ui(ui, &label, 96.0, &row.unit, &choices) {
            edited.unit = unit;
        }
    }
    if matches!(row.column, TableColumn::Measure(_)) && row.property.is_some() {
        let label = lang.text_with("mapping-year-of", [("column", name.as_str().into())]);
        if let Some(year) = choice_ui(ui, &label, 92.0, &row.year, &years(lang, row.year)) {
            edited.year = year;
        }
    } else {
        ui.label("");
    }
    let evidence = evidence(lang, form, row);
    ui.add(Label::new(RichText::new(&evidence).font(small()).color(tokens.weak)).truncate()).on_hover_text(evidence);
}

/// The years of a menu: none, the last fifteen, and the one that is held.
pub fn years(lang: Lang, held: Option<Year>) -> Vec<(Option<Year>, String)> {
    let now = jiff::ZonedDateTime::now().year().unsigned_abs();
    let mut years: Vec<Year> = (now.saturating_sub(15)..=now).rev().collect();
    if let Some(held) = held.filter(|held| !years.contains(held)) {
        years.push(held);
    }
    let none = (None, lang.text("mapping-no-year").into_owned());
    std::iter::once(none).chain(years.into_iter().map(|year| (Some(year), year.to_string()))).collect()
}

/// How the property was recognised, how full it is, its ratio to the drawn areas, what decided the unit, first values.
fn evidence(lang: Lang, form: &MappingForm, row: &FormRow) -> String {
    let Some(property) = &row.property else { return String::new() };
    let mut parts = Vec::new();
    if form.is_contradicted(property) {
        parts.push(lang.text("evidence-contradicted").into_owned());
    }
    if let Some(found) = form.understood(row) {
        let level = match found.decided_by {
            MatchLevel::Chosen => "evidence-chosen",
            MatchLevel::Exact => "evidence-exact",
            MatchLevel::Normalised => "evidence-normalised",
            MatchLevel::Fuzzy => "evidence-fuzzy",
        };
        parts.push(lang.text(level).into_owned());
        let unit = match found.unit_by {
            UnitEvidence::Header => Some("evidence-unit-header"),
            UnitEvidence::Ratio => Some("evidence-unit-ratio"),
            UnitEvidence::Range => Some("evidence-unit-range"),
            UnitEvidence::Column => Some("evidence-unit-column"),
            UnitEvidence::Assumed => Some("evidence-unit-assumed"),
            UnitEvidence::Chosen | UnitEvidence::NotNeeded => None,
        };
        parts.extend(unit.map(|id| lang.text(id).into_owned()));
        if let Some(ratio) = found.ratio {
            let ratio = if ratio < 0.01 { format!("{ratio:.2e}") } else { format!("{ratio:.4}") };
            parts.push(lang.text_with("evidence-ratio", [("ratio", ratio.into())]));
        }
    }
    if let Some(fact) = form.fact(property) {
        parts.push(lang.text_with("evidence-filled", [("share", filled_share(lang, form, fact).into())]));
        let samples = fact.samples.join(&lang.text("list-comma"));
        if !samples.is_empty() {
            parts.push(lang.text_with("evidence-samples", [("values", samples.into())]));
        }
    }
    parts.join(" · ")
}
