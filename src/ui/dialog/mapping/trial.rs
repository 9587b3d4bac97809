//! The trial reading: what the choice does to land and output per mu, and the first rows as written and as read.

use eframe::egui::{Grid, Label, RichText, ScrollArea, Ui};

use super::super::super::context::ViewContext;
use super::super::super::theme::{GRID, small, tokens_of};
use crate::app::{MappingForm, Trial, shown_text};
use crate::domain::{TableColumn, Unit};
use crate::io::Sample;
use crate::locale::{Lang, grouped};

/// Rows shown.
const ROWS: usize = 4;

/// Draws it.
pub(super) fn trial_ui(ui: &mut Ui, cx: &ViewContext<'_>, form: &mut MappingForm) {
    let lang = cx.lang;
    let (Some(sample), parcels) = (form.sample.clone(), form.parcels) else {
        ui.label(RichText::new(cx.text("trial-none")).color(tokens_of(ui).weak));
        return;
    };
    let columns: Vec<(TableColumn, String)> =
        form.rows.iter().filter_map(|row| Some((row.key(), row.property.clone()?))).collect();
    let before = form.before().map(figures);
    let Some(after) = form.after() else {
        ui.label(RichText::new(cx.text("trial-none")).color(tokens_of(ui).weak));
        return;
    };
    let counts = [("parcels", grouped(sample.len() as f64, 0).into()), ("all", grouped(parcels as f64, 0).into())];
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.strong(lang.text_with(if after.is_whole { "trial-whole" } else { "trial-part" }, counts));
            figures_ui(ui, lang, before, figures(after));
        });
        ui.add_space(GRID);
        ui.vertical(|ui| {
            ui.strong(cx.text("trial-rows"));
            ScrollArea::horizontal().show(ui, |ui| first_rows_ui(ui, lang, &sample, after, &columns));
        });
    });
}

/// The first rows: each cell as read, and below as written.
fn first_rows_ui(ui: &mut Ui, lang: Lang, sample: &Sample, after: &Trial, columns: &[(TableColumn, String)]) {
    let weak = tokens_of(ui).weak;
    let line = |ui: &mut Ui, text: RichText| ui.add(Label::new(text).extend());
    Grid::new("mapping-trial").min_col_width(72.0).spacing([16.0, 2.0]).striped(true).show(ui, |ui| {
        for (column, property) in columns {
            ui.vertical(|ui| {
                line(ui, RichText::new(lang.table_column(*column)).font(small()).strong());
                line(ui, RichText::new(short(property)).font(small()).color(weak));
            });
        }
        ui.end_row();
        for row in 0..ROWS.min(sample.len()).min(after.table.len()) {
            for (column, property) in columns {
                ui.vertical(|ui| {
                    let read = column_read(after, *column, property);
                    let text = read.map(|column| shown_text(lang, column, &after.table.value(column, row)));
                    let text = text.unwrap_or_else(|| lang.text("trial-not-read").into_owned());
                    line(ui, RichText::new(short(&text)));
                    line(ui, RichText::new(short(sample.value(row, property))).font(small()).color(weak));
                });
            }
            ui.end_row();
        }
    });
}

/// The column of the trial that a property became: the year may have come from the header.
fn column_read(trial: &Trial, wanted: TableColumn, property: &str) -> Option<TableColumn> {
    let found = trial.report.columns.iter().find(|found| found.property == property)?;
    found.column().filter(|column| column.of_year(None) == wanted.of_year(None))
}

type TrialFigures = [(&'static str, Option<f64>, Unit); 3];

fn figures(trial: &Trial) -> TrialFigures {
    [
        ("trial-land", trial.land_mu, Unit::Mu),
        ("indicator-output-per-mu", trial.output_per_mu, Unit::WanYuanPerMu),
        ("indicator-tax-per-mu", trial.tax_per_mu, Unit::WanYuanPerMu),
    ]
}

fn figures_ui(ui: &mut Ui, lang: Lang, before: Option<TrialFigures>, after: TrialFigures) {
    let tokens = tokens_of(ui);
    Grid::new("mapping-figures").num_columns(3).spacing([24.0, 2.0]).show(ui, |ui| {
        for id in ["", "trial-before", "trial-after"] {
            let text = if id.is_empty() { String::new() } else { lang.text(id).into_owned() };
            ui.label(RichText::new(text).font(small()).color(tokens.weak));
        }
        ui.end_row();
        for (place, (id, value, unit)) in after.into_iter().enumerate() {
            let held = before.and_then(|before| before[place].1);
            ui.label(lang.text(id));
            ui.label(lang.number_with_unit(held, unit));
            let text = RichText::new(lang.number_with_unit(value, unit)).strong();
            ui.label(if held == value { text } else { text.color(tokens.accent) });
            ui.end_row();
        }
    });
}

/// A text that fits a cell.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(24).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
