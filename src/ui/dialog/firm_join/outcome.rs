//! What the join would come to: counts, sums on both sides, what was found, and the first rows as they were read.

use eframe::egui::{CollapsingHeader, Grid, Label, RichText, Ui};

use super::super::super::context::ViewContext;
use super::super::super::theme::{HALF, small, tokens_of};
use crate::analysis::NumberKey;
use crate::app::firms::{FirmDraft, Precedence, join_sentences};
use crate::domain::TextField;
use crate::locale::grouped;

/// Rows shown of the list.
const ROWS: usize = 6;
/// Columns shown of the list.
const COLUMNS: usize = 8;
/// Unmatched rows named.
const UNMATCHED: usize = 8;

/// Draws the outcome.
pub(super) fn outcome_ui(ui: &mut Ui, cx: &ViewContext<'_>, draft: &FirmDraft, parcels: usize) {
    let lang = cx.lang;
    let tokens = tokens_of(ui);
    ui.strong(cx.text("firms-outcome"));
    for sentence in join_sentences(lang, &draft.join, parcels, draft.settings.key) {
        ui.label(sentence);
    }
    let unmatched: Vec<String> = draft
        .join
        .unmatched_rows
        .iter()
        .take(UNMATCHED)
        .map(|&row| {
            let of = |field| draft.list.table.text_of(field, row as usize);
            let name = of(draft.settings.key.field()).or_else(|| of(TextField::Name)).unwrap_or("—");
            lang.text_with(
                "firms-unmatched-row",
                [("line", draft.list.table.line(row as usize).to_string().into()), ("name", name.into())],
            )
        })
        .collect();
    if !unmatched.is_empty() {
        let names = unmatched.join(&lang.text("list-comma"));
        let told = lang.text_with("firms-unmatched", [("rows", names.into())]);
        ui.label(RichText::new(told).font(small()).color(tokens.weak));
    }
    sums_ui(ui, cx, draft);
    let id = match draft.choices.precedence {
        Precedence::FillBlanks => "join-conflict-own",
        Precedence::FirmsWin => "join-conflict-firms",
    };
    for conflict in &draft.conflicts {
        let counts =
            [("measure", lang.measure_key(conflict.key).into()), ("count", grouped(conflict.parcels as f64, 0).into())];
        ui.label(RichText::new(lang.text_with(id, counts)).color(tokens.warning));
    }
    for finding in &draft.list.findings {
        ui.label(RichText::new(finding.sentence(lang)).color(tokens.warning));
    }
    ui.add_space(HALF);
    CollapsingHeader::new(cx.text("firms-preview")).id_salt("firms-preview").show(ui, |ui| preview_ui(ui, draft));
}

/// Each measure's sum in the list and on the parcels.
fn sums_ui(ui: &mut Ui, cx: &ViewContext<'_>, draft: &FirmDraft) {
    let lang = cx.lang;
    let weak = tokens_of(ui).weak;
    if draft.join.columns.is_empty() {
        return;
    }
    ui.add_space(HALF);
    Grid::new("firm-sums").num_columns(3).spacing([24.0, 2.0]).show(ui, |ui| {
        for id in ["firms-measure", "firms-sum-list", "firms-sum-parcels"] {
            ui.label(RichText::new(cx.text(id)).font(small()).color(weak));
        }
        ui.end_row();
        for &key in draft.join.columns.keys() {
            let unit = NumberKey::Measure(key.measure).unit();
            let rows = draft
                .list
                .table
                .measures()
                .get(&key)
                .map(|column| column.values().iter().filter(|value| !value.is_nan()).sum::<f64>());
            ui.label(lang.measure_key(key));
            ui.label(lang.number_with_unit(rows, unit));
            ui.label(lang.number_with_unit(draft.join.total(key), unit));
            ui.end_row();
        }
    });
}

/// The first rows as they stand in the file, the headers strong.
fn preview_ui(ui: &mut Ui, draft: &FirmDraft) {
    let grid = draft.grid();
    Grid::new("firms-preview-rows").spacing([16.0, 2.0]).striped(true).show(ui, |ui| {
        let shown = draft.headings.first_row + ROWS;
        for (row, line) in grid.lines.iter().enumerate().take(shown) {
            ui.label(RichText::new(line.to_string()).font(small()).color(tokens_of(ui).weak));
            for place in 0..grid.width().min(COLUMNS) {
                let text = RichText::new(grid.cell(row, place).text().unwrap_or_default()).font(small());
                ui.add(Label::new(if *line == draft.header_line { text.strong() } else { text }));
            }
            ui.end_row();
        }
    });
}
