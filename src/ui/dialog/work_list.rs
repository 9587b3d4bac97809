//! The work list: which parcels to act on first, what was found of each and which model suits it; each to be selected with
//! a click and noted down about, the whole list to be exported.

use std::sync::Arc;

use eframe::egui::{Grid, RichText, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::note_field::{TypedNote, note_field_ui};
use super::super::result_cells::cells_ui;
use super::super::theme::small;
use super::super::window_state::OpenDialog;
use super::accept_suggestions::stands_on;
use super::export::ExportForm;
use super::parcel_list::{ListFrame, ParcelList, broken_ui, header_text, headers_ui, name_ui, parcel_list_ui};
use crate::app::{Document, ExportWhat, WorkList};
use crate::domain::{Cell, ColumnKey, Outcome, ResultColumn, Term};
use crate::locale::{Lang, grouped};

/// The figures shown behind rank and name; the export has all.
const FIGURES: [ColumnKey; 5] = ["park", "output_shortfall_wan_yuan", "land_mu", "output_per_mu", "park_output_per_mu"];

/// What is found of a parcel and may ask somebody to act.
const FINDINGS: [ColumnKey; 4] = ["finding_idle", "finding_low_efficiency", "finding_grade", "finding_standard"];

/// How wide a figure's header is before it is broken, and how wide findings and notes are, in points.
const FIGURE_WIDTH: f32 = 84.0;
const FINDINGS_WIDTH: f32 = 130.0;
const NOTE_WIDTH: f32 = 170.0;

/// Draws the dialog.
pub fn work_list_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    (note, form): (&mut TypedNote, &mut ExportForm),
    dialog: &mut OpenDialog,
) {
    if *dialog == OpenDialog::WorkList {
        let list = document.work_list();
        parcel_list_ui(ui, cx, document, &mut ToActOn { list, note }, (form, dialog));
    }
}

struct ToActOn<'a> {
    list: Arc<WorkList>,
    note: &'a mut TypedNote,
}

impl ParcelList for ToActOn<'_> {
    fn frame(&self) -> ListFrame {
        ListFrame {
            id: "work-list",
            title: "work-list-title",
            export: "work-list-export",
            select: "work-list-select",
            widest: 1400.0,
            what: ExportWhat::WorkList,
        }
    }

    fn caption(&self, cx: &ViewContext<'_>, document: &mut Document) -> String {
        let counts = [
            ("count", grouped(self.list.items.len() as f64, 0).into()),
            ("shown", grouped(self.list.shown().len() as f64, 0).into()),
        ];
        format!("{} {}", cx.lang.text_with("work-list-caption", counts), stands_on(cx.lang, document))
    }

    /// Those that are shown.
    fn parcels(&self) -> Vec<usize> {
        self.list.shown().iter().map(|item| item.row as usize).collect()
    }

    fn rows_ui(&mut self, ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) -> bool {
        let (lang, table) = (cx.lang, &self.list.table);
        let of = |keys: &[ColumnKey]| keys.iter().filter_map(|key| table.column(key)).collect::<Vec<_>>();
        let (figures, findings) = (of(&FIGURES), of(&FINDINGS));
        let suggestion = of(&["finding_suggestion", "suggestion_score"]);
        Grid::new("work-list").striped(true).spacing([14.0, 3.0]).show(ui, |ui| {
            for key in ["rank", "name", "park"] {
                ui.label(header_text(ui, lang.column(key)));
            }
            for column in &figures[1..] {
                let header = header_text(ui, lang.header(column.key, column.unit));
                broken_ui(ui, FIGURE_WIDTH, header);
            }
            let last = [
                lang.text("work-list-findings"),
                lang.column("finding_suggestion"),
                lang.column("model"),
                lang.column("note"),
            ];
            headers_ui(ui, last.map(Into::into));
            for (place, item) in self.list.shown().iter().enumerate() {
                let row = item.row as usize;
                ui.label((place + 1).to_string());
                name_ui(ui, cx, document, row);
                cells_ui(ui, lang, &figures, place);
                broken_ui(ui, FINDINGS_WIDTH, RichText::new(findings_text(lang, &findings, place)).font(small()));
                ui.label(suggestion_text(lang, &suggestion, place));
                ui.label(document.tags().get(row).map_or_else(String::new, |tag| lang.model_short(tag).into_owned()));
                let label = lang.text_with("work-list-note-of", [("rank", (place + 1).into())]);
                ui.scope(|ui| {
                    ui.set_width(NOTE_WIDTH);
                    note_field_ui(ui, cx, document, (self.note, row), label, |text| TextEdit::singleline(text));
                });
                ui.end_row();
            }
        });
        false
    }
}

/// The outcome in a cell.
fn outcome_of(column: &ResultColumn, place: usize) -> Option<Outcome> {
    match column.cell(place) {
        Cell::Term(Term::Outcome(outcome)) => Some(outcome),
        _ => None,
    }
}

/// The outcomes that call for action.
fn findings_text(lang: Lang, findings: &[&ResultColumn], place: usize) -> String {
    let outcomes = findings.iter().filter_map(|column| outcome_of(column, place));
    let told = outcomes.filter(|outcome| outcome.calls_for_action()).map(|outcome| lang.outcome(outcome));
    told.collect::<Vec<_>>().join(&lang.text("work-list-separator"))
}

/// The suggested model with its score; nothing where none is suggested.
fn suggestion_text(lang: Lang, suggestion: &[&ResultColumn], place: usize) -> String {
    let [outcome, score] = suggestion else { return String::new() };
    match outcome_of(outcome, place) {
        Some(Outcome::Model(model)) => {
            format!("{} {}", lang.model_short(model), lang.cell(score.cell(place), score.unit))
        }
        _ => String::new(),
    }
}
