//! Which parcels will cross a mark of idle land within 30, 90 or 180 days, each to be selected with a click.

use std::sync::Arc;

use eframe::egui::{Grid, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::tokens_of;
use super::super::window_state::OpenDialog;
use super::export::ExportForm;
use super::parcel_list::{ListFrame, ParcelList, headers_ui, name_ui, parcel_list_ui, park_ui};
use crate::analysis::judge::MarkAhead;
use crate::app::{Document, ExportWhat, rulebook_name, timeline_name};
use crate::domain::{Unit, iso_date, units};
use crate::locale::grouped;

/// The spans there are to choose from, in days.
const SPANS: [i32; 3] = [30, 90, 180];

/// The most marks shown; the export and selecting take all.
const MOST_SHOWN: usize = 200;

/// Draws the dialog.
pub fn marks_ahead_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    (days, form): (&mut i32, &mut ExportForm),
    dialog: &mut OpenDialog,
) {
    if *dialog != OpenDialog::MarksAhead {
        return;
    }
    if !SPANS.contains(days) {
        *days = SPANS[1];
    }
    let marks = document.marks_ahead(*days);
    parcel_list_ui(ui, cx, document, &mut MarksAhead { days, marks }, (form, dialog));
}

struct MarksAhead<'a> {
    days: &'a mut i32,
    marks: Arc<Vec<MarkAhead>>,
}

impl ParcelList for MarksAhead<'_> {
    fn frame(&self) -> ListFrame {
        ListFrame {
            id: "marks-ahead",
            title: "marks-ahead-title",
            export: "marks-ahead-export",
            select: "marks-ahead-select",
            widest: 900.0,
            what: ExportWhat::MarksAhead(*self.days),
        }
    }

    fn caption(&self, cx: &ViewContext<'_>, document: &mut Document) -> String {
        let judged = document.judged();
        let caption = [
            ("count", grouped(self.marks.len() as f64, 0).into()),
            ("day", iso_date(judged.by().as_of).into()),
            ("book", rulebook_name(cx.lang, &judged.by().book).into()),
        ];
        let caption = cx.lang.text_with("marks-ahead-caption", caption);
        if self.marks.len() <= MOST_SHOWN {
            return caption;
        }
        format!("{}\n{caption}", cx.lang.text_with("list-shown-of-export", [("shown", MOST_SHOWN.into())]))
    }

    fn parcels(&self) -> Vec<usize> {
        self.marks.iter().map(|mark| mark.row as usize).collect()
    }

    fn choice_ui(&mut self, ui: &mut Ui, cx: &ViewContext<'_>) {
        ui.horizontal(|ui| {
            for span in SPANS {
                let text = cx.lang.text_with("marks-ahead-within", [("days", span.into())]);
                ui.selectable_value(self.days, span, text);
            }
        });
    }

    fn rows_ui(&mut self, ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) -> bool {
        let (lang, as_of) = (cx.lang, document.judged_as_of());
        let figures = document.figures();
        if self.marks.is_empty() {
            ui.label(RichText::new(cx.text("marks-ahead-none")).color(tokens_of(ui).weak));
            return false;
        }
        Grid::new("marks-ahead").striped(true).spacing([20.0, 3.0]).show(ui, |ui| {
            let headers = [
                lang.text("marks-ahead-day").into_owned(),
                lang.text("marks-ahead-left").into_owned(),
                lang.text("marks-ahead-mark").into_owned(),
                lang.column("name").into_owned(),
                lang.column("park").into_owned(),
                lang.header("land_mu", Unit::Mu),
            ];
            headers_ui(ui, headers);
            for mark in self.marks.iter().take(MOST_SHOWN) {
                let row = mark.row as usize;
                ui.label(iso_date(mark.day));
                ui.label(grouped(f64::from(mark.day - as_of), 0));
                ui.label(timeline_name(lang, mark.kind));
                name_ui(ui, cx, document, row);
                park_ui(ui, document, row);
                ui.label(lang.number(figures.land_m2(row).map(units::mu_from_m2), Unit::Mu));
                ui.end_row();
            }
        });
        false
    }
}
