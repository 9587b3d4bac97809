//! Which coordinate system a file is in: the one question about a file that waits for it, and the same choice later for
//! the open file, with a sketch of where each answer would put the parcels.
//!
//! Owns the form; which systems the numbers may be of, and what an answer does, are `geometry`'s and `app`'s.

use eframe::egui::{Align, Button, Id, Key, Layout, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::super::context::ViewContext;
use super::super::theme::{GRID, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::crs_picture::{Place, crs_picture_ui};
use crate::app::{Action, Workspace};
use crate::geometry::crs_guess::{as_taken, candidates_for, middle_in};
use crate::geometry::provinces::provinces_at;
use crate::geometry::{Crs, Datum};
use crate::io::{ReadOptions, crs_name, datum_name};

/// Provinces named for one place: their boxes overlap.
const MOST_PROVINCES: usize = 3;

/// What is being answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CrsForm {
    /// What the answer is about, so that another file starts anew.
    about: Option<(String, [f64; 4])>,
    chosen: Option<Crs>,
    /// The system under the pointer in the frame before.
    hovered: Option<Crs>,
    datum: Datum,
    code: String,
}

/// What is asked, of a file that waits or of the open one.
struct Asked {
    file: String,
    text: String,
    proposed: Option<Crs>,
    candidates: Vec<Crs>,
    bounds: [f64; 4],
    options: ReadOptions,
    is_open: bool,
}

fn asked(cx: &ViewContext<'_>, workspace: &Workspace, dialog: &OpenDialog) -> Option<Asked> {
    let text = |id: &str, args: &[(&'static str, String)]| {
        cx.lang.text_with(id, args.iter().map(|(name, value)| (*name, value.clone().into())))
    };
    if let Some(question) = workspace.crs_question() {
        let file = question.request.source.file_name();
        let text = match &question.unknown.label {
            Some(label) => text("crs-question-text-label", &[("file", file.clone()), ("label", label.clone())]),
            None => text("crs-question-text", &[("file", file.clone())]),
        };
        return Some(Asked {
            file,
            text,
            proposed: question.unknown.proposed(),
            candidates: question.unknown.candidates.clone(),
            bounds: question.unknown.bounds,
            options: question.request.options.clone(),
            is_open: false,
        });
    }
    let document = workspace.document().filter(|_| *dialog == OpenDialog::CoordinateSystem)?;
    let (file, decision) = (document.source().file_name(), &document.report().crs);
    let mut candidates = candidates_for(decision.bounds);
    if !candidates.contains(&decision.crs) {
        candidates.insert(0, decision.crs);
    }
    Some(Asked {
        text: text("crs-question-change", &[("file", file.clone()), ("crs", crs_name(decision.crs, cx.lang))]),
        file,
        proposed: Some(decision.crs),
        candidates,
        bounds: decision.bounds,
        options: document.options().clone(),
        is_open: true,
    })
}

/// Asks for the coordinate system of the file that waits for it, or lets the open file's be changed.
pub fn crs_question_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    workspace: &Workspace,
    form: &mut CrsForm,
    dialog: &mut OpenDialog,
) {
    let Some(asked) = asked(cx, workspace, dialog) else {
        form.about = None;
        return;
    };
    let about = Some((asked.file.clone(), asked.bounds));
    if form.about != about {
        let datum = asked.proposed.map_or(Datum::default(), Crs::datum);
        *form = CrsForm { about, chosen: asked.proposed, datum, ..CrsForm::default() };
    }
    let mut answer = None;
    let modal = Modal::new(Id::unique("crs-question")).show(ui.ctx(), |ui| {
        ui.set_width(912.0);
        ui.heading(cx.text("crs-question-title"));
        ui.label(&asked.text);
        let numbers = format!("{:.3}, {:.3}", asked.bounds[0], asked.bounds[1]);
        let numbers = cx.lang.text_with("crs-question-numbers", [("numbers", numbers.into())]);
        ui.label(RichText::new(numbers).font(small()).color(tokens_of(ui).weak));
        ui.add_space(GRID);
        let bounds = as_taken(asked.bounds);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(436.0);
                choices_ui(ui, cx, &asked, form);
            });
            ui.vertical(|ui| {
                let looked_at = form.hovered.or(form.chosen);
                let place = |crs: Crs| {
                    let lonlat = crs.has_place().then(|| middle_in(crs, bounds)).flatten()?;
                    Some(Place { lonlat, is_chosen: Some(crs) == looked_at })
                };
                let systems = asked.candidates.iter().map(|crs| crs.on(form.datum));
                let beside = looked_at.filter(|crs| !asked.candidates.iter().any(|each| each.on(form.datum) == *crs));
                let places: Vec<Place> = systems.chain(beside).filter_map(place).collect();
                crs_picture_ui(ui, cx.lang, vec2(452.0, 340.0), &places);
                if let Some(crs) = looked_at {
                    ui.label(where_text(cx, crs, bounds));
                }
            });
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let ready = form.chosen.filter(|crs| !crs.has_place() || middle_in(*crs, bounds).is_some());
            let go = Button::new(RichText::new(cx.text("crs-question-go")).color(tokens_of(ui).accent));
            let pressed = ui.add_enabled(ready.is_some(), go).clicked();
            let entered = !form.code.is_empty() && ui.input(|input| input.key_pressed(Key::Enter));
            if pressed || entered {
                answer = ready;
            }
            if ui.button(cx.text("dialog-cancel")).clicked() {
                leave(cx, dialog, asked.is_open);
            }
        });
    });
    if let Some(crs) = answer {
        let options = ReadOptions { crs: Some(crs), ..asked.options };
        cx.push(if asked.is_open { Action::Reread(options) } else { Action::OpenWith(options) });
        *dialog = OpenDialog::None;
    } else if modal.should_close() {
        leave(cx, dialog, asked.is_open);
    }
}

fn leave(cx: &mut ViewContext<'_>, dialog: &mut OpenDialog, is_open: bool) {
    if is_open {
        *dialog = OpenDialog::None;
    } else {
        cx.push(Action::ForgetQuestion);
    }
}

/// Datum, candidates, and the field for a code.
fn choices_ui(ui: &mut Ui, cx: &ViewContext<'_>, asked: &Asked, form: &mut CrsForm) {
    let of_datum = |crs: &Crs| crs.on(Datum::Xian80) != *crs || crs.datum() == Datum::Xian80;
    if asked.candidates.iter().any(of_datum) {
        ui.horizontal(|ui| {
            ui.label(cx.text("crs-question-datum"));
            for datum in Datum::KNOWN {
                if ui.selectable_label(form.datum == datum, datum_name(datum, cx.lang)).clicked() {
                    form.datum = datum;
                    form.chosen = form.chosen.map(|crs| crs.on(datum));
                }
            }
        });
        ui.add_space(GRID / 2.0);
    }
    let mut hovered = None;
    ScrollArea::vertical().max_height(270.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.with_layout(Layout::top_down_justified(Align::LEFT), |ui| {
            let local = (!asked.candidates.contains(&Crs::LocalMetres)).then_some((Crs::LocalMetres, false));
            let candidates = asked.candidates.iter().map(|crs| (crs.on(form.datum), Some(*crs) == asked.proposed));
            for (crs, is_proposed) in candidates.chain(local) {
                let name = crs_name(crs, cx.lang);
                let text = if is_proposed && !asked.is_open {
                    cx.lang.text_with("crs-question-proposed", [("crs", name.into())])
                } else {
                    name
                };
                let row = ui.selectable_label(form.chosen == Some(crs), text);
                if row.hovered() {
                    hovered = Some(crs);
                }
                if row.clicked() {
                    form.chosen = Some(crs);
                    form.code.clear();
                }
            }
        });
    });
    form.hovered = hovered;
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        ui.label(cx.text("crs-question-code"));
        let field =
            TextEdit::singleline(&mut form.code).desired_width(96.0).hint_text(cx.text("crs-question-code-hint"));
        let field = ui.add(field).accessible_name(cx.text("crs-question-code"));
        let code = form.code.trim().trim_start_matches("EPSG:").trim_start_matches("epsg:").to_owned();
        let system = code.parse().ok().and_then(Crs::from_epsg);
        if field.changed() && !code.is_empty() {
            form.chosen = system;
        }
        if code.is_empty() {
            ui.label(RichText::new(cx.text("crs-question-code-empty")).font(small()).color(tokens_of(ui).weak));
        } else if let Some(system) = system {
            ui.label(crs_name(system, cx.lang));
        } else {
            let text = cx.lang.text_with("crs-question-code-unknown", [("code", code.into())]);
            ui.colored_label(tokens_of(ui).error, text);
        }
    });
}

/// Where a reading of the numbers lies, in words.
fn where_text(cx: &ViewContext<'_>, crs: Crs, bounds: [f64; 4]) -> String {
    let name = crs_name(crs, cx.lang);
    if !crs.has_place() {
        return cx.lang.text_with("crs-question-no-place", [("crs", name.into())]);
    }
    let Some([lon, lat]) = middle_in(crs, bounds) else {
        return cx.lang.text_with("crs-question-no-fit", [("crs", name.into())]);
    };
    let provinces: Vec<String> = provinces_at([lon, lat])
        .take(MOST_PROVINCES)
        .map(|province| cx.text(&format!("province-{}", province.key)))
        .collect();
    let place = if provinces.is_empty() {
        cx.text("crs-question-outside")
    } else {
        let provinces = provinces.join(&cx.text("crs-question-join"));
        cx.lang.text_with("crs-question-in", [("provinces", provinces.into())])
    };
    let degrees = |number: f64, positive: char, negative: char| {
        format!("{:.2}°{}", number.abs(), if number < 0.0 { negative } else { positive })
    };
    cx.lang.text_with(
        "crs-question-at",
        [("lon", degrees(lon, 'E', 'W').into()), ("lat", degrees(lat, 'N', 'S').into()), ("where", place.into())],
    )
}
