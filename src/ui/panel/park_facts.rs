//! The form of what is known of parks: land left, projects waiting, a partner's land. Blank is unknown.

use std::sync::Arc;

use eframe::egui::{ComboBox, Grid, Label, RichText, ScrollArea, Ui};

use super::super::context::ViewContext;
use super::super::theme::{ROW_HEIGHT, small, tokens_of};
use super::marks_panel::{MarkField, MarksForm};
use crate::app::{Action, Document, MarkChange};

/// Widths in points: of a park's name, of the share, of an answer.
const PARK: f32 = 108.0;
const SHARE: f32 = 48.0;
const ANSWER: f32 = 82.0;
/// The highest the form is, in points; beyond that it scrolls by itself.
const LIST: f32 = 360.0;

/// Draws the form, a line a park.
pub fn park_facts_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, form: &mut MarksForm) {
    let parks = document.parks_to_enter();
    let columns = ["marks-park", "marks-park-land", "marks-park-demand", "marks-park-partner"].map(|id| cx.text(id));
    let weak = tokens_of(ui).weak;
    let list = ScrollArea::vertical().id_salt("marks-parks").max_height(LIST).auto_shrink([false, true]);
    list.show_rows(ui, ROW_HEIGHT, parks.len() + 1, |ui, lines| {
        Grid::new("marks-parks").num_columns(4).spacing([8.0, 4.0]).min_row_height(ROW_HEIGHT).show(ui, |ui| {
            for line in lines {
                match line.checked_sub(1).map(|at| &parks[at]) {
                    None => columns.iter().for_each(|name| {
                        ui.label(RichText::new(name).font(small()).color(weak));
                    }),
                    Some(park) => park_ui(ui, cx, document, form, park, &columns),
                }
                ui.end_row();
            }
        });
    });
}

fn park_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    form: &mut MarksForm,
    park: &Arc<str>,
    [_, land, demand, partner]: &[String; 4],
) {
    let lang = cx.lang;
    let name = if park.is_empty() { cx.text("marks-park-whole") } else { park.to_string() };
    let held = document.marks().parks.get(&**park).copied().unwrap_or_default();
    let label =
        |field: &str| lang.text_with("marks-park-field", [("park", name.as_str().into()), ("field", field.into())]);
    ui.horizontal(|ui| {
        ui.set_width(PARK);
        ui.add(Label::new(&name).truncate()).on_hover_text(&name);
    });
    let mut facts = held;
    ui.horizontal(|ui| {
        let fault = cx.text("marks-park-fault");
        let look = |ui: &mut Ui, typed: &str, response: &eframe::egui::Response| {
            ui.label("%");
            if share_of(typed).is_err() {
                ui.label(RichText::new("!").color(tokens_of(ui).error));
                response.show_tooltip_text(&fault);
            }
        };
        let field = (MarkField::LandLeft(Arc::clone(park)), &*percent(held.land_left_share), label(land));
        if let Some(share) = form.text_ui(ui, field, SHARE, look).and_then(|typed| share_of(&typed).ok()) {
            facts.land_left_share = share;
        }
    });
    answer_ui(ui, cx, &label(demand), &mut facts.demand_waiting);
    answer_ui(ui, cx, &label(partner), &mut facts.partner_park);
    if facts != held {
        cx.push(Action::Mark(MarkChange::Park(park.to_string(), facts)));
    }
}

/// A share as typed in percent; nothing where it is unknown.
fn percent(share: Option<f64>) -> String {
    // Three digits behind the point are all anyone types, and hide that 0.07 × 100 is not 7.
    share.map_or_else(String::new, |share| ((share * 1e5).round() / 1e3).to_string())
}

/// What was typed is no share.
#[derive(Debug, PartialEq)]
struct NoShare;

/// What was typed in percent: unknown where it is blank.
fn share_of(typed: &str) -> Result<Option<f64>, NoShare> {
    let typed = typed.trim().trim_end_matches(['%', '\u{ff05}']).trim_end();
    if typed.is_empty() {
        return Ok(None);
    }
    let percent = typed.parse::<f64>().ok().filter(|percent| (0.0..=100.0).contains(percent));
    percent.map(|percent| Some(percent / 100.0)).ok_or(NoShare)
}

/// Yes, no, or unknown.
fn answer_ui(ui: &mut Ui, cx: &ViewContext<'_>, label: &str, answer: &mut Option<bool>) {
    let name = |answer: Option<bool>| {
        cx.text(match answer {
            None => "marks-unknown",
            Some(true) => "marks-yes",
            Some(false) => "marks-no",
        })
    };
    let choice = ComboBox::from_id_salt(("marks-answer", label)).selected_text(name(*answer)).width(ANSWER);
    let shown = choice.show_ui(ui, |ui| {
        for each in [None, Some(true), Some(false)] {
            ui.selectable_value(answer, each, name(each));
        }
    });
    shown.response.accessible_name(label);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_typed_in_percent_and_blank_is_unknown() {
        for (typed, share) in [
            ("", Ok(None)),
            (" ", Ok(None)),
            ("1.5", Ok(Some(0.015))),
            ("7 %", Ok(Some(0.07))),
            ("0", Ok(Some(0.0))),
            ("100", Ok(Some(1.0))),
            ("100.1", Err(NoShare)),
            ("-1", Err(NoShare)),
            ("few", Err(NoShare)),
            ("NaN", Err(NoShare)),
        ] {
            assert_eq!(share_of(typed), share, "{typed}");
            if let Ok(share) = share {
                assert_eq!(share_of(&percent(share)), Ok(share), "{typed}");
            }
        }
    }
}
