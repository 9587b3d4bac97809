//! Where a tag differs from the suggestion: what speaks for the one and against the other, each parcel to be found on the
//! map with a click, the whole list to be exported.

use std::sync::Arc;

use eframe::egui::{Grid, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::OpenDialog;
use super::accept_suggestions::stands_on;
use super::export::ExportForm;
use super::parcel_list::{ListFrame, ParcelList, broken_ui, headers_ui, name_ui, parcel_list_ui, park_ui};
use crate::app::{Command, Document, ExportWhat, TagDifference};
use crate::domain::Unit;
use crate::locale::grouped;

/// The most parcels shown; the export and selecting take all.
const MOST_SHOWN: usize = 50;

/// Draws the dialog.
pub fn tag_differences_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    form: &mut ExportForm,
    dialog: &mut OpenDialog,
) {
    if *dialog == OpenDialog::TagDifferences {
        let list = document.tag_differences();
        parcel_list_ui(ui, cx, document, &mut TagDifferences(list), (form, dialog));
    }
}

struct TagDifferences(Arc<Vec<TagDifference>>);

impl ParcelList for TagDifferences {
    fn frame(&self) -> ListFrame {
        ListFrame {
            id: "tag-differences",
            title: "differences-title",
            export: "work-list-export",
            select: "marks-ahead-select",
            widest: 1340.0,
            what: ExportWhat::TagDifferences,
        }
    }

    fn caption(&self, cx: &ViewContext<'_>, document: &mut Document) -> String {
        let counts = [
            ("count", grouped(self.0.len() as f64, 0).into()),
            ("shown", grouped(self.0.len().min(MOST_SHOWN) as f64, 0).into()),
        ];
        format!("{} · {}", cx.lang.text_with("differences-caption", counts), stands_on(cx.lang, document))
    }

    fn parcels(&self) -> Vec<usize> {
        self.0.iter().map(|each| each.row as usize).collect()
    }

    /// One that was clicked then lies in the middle of the map.
    fn rows_ui(&mut self, ui: &mut Ui, cx: &mut ViewContext<'_>, document: &mut Document) -> bool {
        let lang = cx.lang;
        if self.0.is_empty() {
            ui.label(RichText::new(cx.text("differences-none")).color(tokens_of(ui).weak));
            return false;
        }
        let reasons = document.difference_reasons(lang, 0..MOST_SHOWN);
        let mut is_clicked = false;
        Grid::new("tag-differences").striped(true).spacing([16.0, 6.0]).show(ui, |ui| {
            let headers = [
                "name",
                "park",
                "model",
                "finding_suggestion",
                "suggestion_score",
                "reasons_for_suggestion",
                "reasons_against_tag",
            ];
            headers_ui(ui, headers.map(|key| lang.column(key).into_owned()));
            for (each, reasons) in self.0.iter().zip(reasons.iter()) {
                is_clicked |= name_ui(ui, cx, document, each.row as usize);
                park_ui(ui, document, each.row as usize);
                ui.label(lang.model_short(each.tagged));
                ui.label(lang.model_short(each.suggested));
                ui.label(lang.number(Some(each.score), Unit::Ratio));
                for text in [&reasons.in_favour, &reasons.against] {
                    broken_ui(ui, 300.0, RichText::new(text).font(small()));
                }
                ui.end_row();
            }
        });
        if is_clicked {
            cx.run(Command::FitSelection);
        }
        is_clicked
    }
}
