//! The firms on a parcel: each with what it brings it, and of what total that is a part.

use eframe::egui::{Grid, Label, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use crate::analysis::{NumberKey, ShareBy};
use crate::app::Document;
use crate::domain::Unit;
use crate::locale::Lang;

/// By which firm a parcel is graded, and how this one is.
fn grade_text(lang: Lang, document: &mut Document, row: usize, firm: u32) -> String {
    let grade = document.grade_of_firm(firm);
    let args = [("grade", grade.map_or_else(String::new, |grade| lang.outcome(grade).into_owned()).into())];
    match (document.graded_by(row) == Some(firm), grade.is_some()) {
        (true, _) => lang.text_with("inspector-firm-grades", args),
        (false, true) => lang.text_with("inspector-firm-graded-elsewhere", args),
        (false, false) => lang.text("inspector-firm-not-graded").into_owned(),
    }
}

/// Draws the firms of a row; says nothing where no list is joined.
pub fn firms_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document, row: usize) {
    let (Some(firms), Some(join)) = (document.firms().cloned(), document.firm_join().cloned()) else { return };
    let lang = cx.lang;
    let weak = tokens_of(ui).weak;
    ui.separator();
    ui.strong(cx.text("inspector-firms"));
    let year = document.view().figures.year;
    let mut none = true;
    for (at, firm) in join.firms_of(row) {
        none = false;
        ui.label(&firm.label);
        if let Some(code) = &firm.credit_code {
            ui.label(RichText::new(code).font(small()).color(weak));
        }
        if firm.parcels.len() > 1 {
            let told = lang.text_with("inspector-firm-parcels", [("count", firm.parcels.len().to_string().into())]);
            ui.label(RichText::new(told).font(small()).color(weak));
        }
        let grade = RichText::new(grade_text(lang, document, row, at)).font(small()).color(weak);
        ui.add(Label::new(grade).wrap());
        let parts = join.parts_of(row).iter().filter(|part| part.firm == at);
        let parts = parts.filter(|part| part.key.year.is_none() || year.is_none() || part.key.year == year);
        Grid::new(("inspector-firm", at)).num_columns(3).spacing([12.0, 2.0]).show(ui, |ui| {
            for part in parts {
                let unit = NumberKey::Measure(part.key.measure).unit();
                ui.label(RichText::new(lang.measure_key(part.key)).color(weak));
                ui.label(lang.number_with_unit(Some(part.value), unit));
                let by = match part.by {
                    ShareBy::Whole => None,
                    ShareBy::Occupied => Some("inspector-share-occupied"),
                    ShareBy::Land => Some("inspector-share-land"),
                    ShareBy::Equal => Some("inspector-share-equal"),
                };
                let told = by.map(|id| {
                    let share = (part.total != 0.0).then(|| part.value / part.total);
                    let total = lang.number_with_unit(Some(part.total), unit);
                    lang.text_with(id, [("share", lang.number(share, Unit::Share).into()), ("total", total.into())])
                });
                ui.label(RichText::new(told.unwrap_or_default()).font(small()).color(weak));
                ui.end_row();
            }
        });
    }
    if none {
        let told = lang.text_with("inspector-no-firms", [("file", firms.file_name().into())]);
        ui.label(RichText::new(told).color(weak));
    }
}
