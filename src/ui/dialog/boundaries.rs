//! Parks by boundaries: the file, the property that names each zone, and which parcels lie where.
//!
//! Owns the dialog around `app`'s draft.

use std::path::PathBuf;

use eframe::egui::{Button, Grid, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, HALF, empty_when_off, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::mapping::choice_ui;
use crate::app::boundaries::{Boundaries, ParkPrecedence};
use crate::app::{Action, Document, SelectMode, Workspace};
use crate::domain::{RowSet, TextField, Unit};
use crate::locale::grouped;

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub struct BoundaryDialog {
    path: String,
}

/// Zones and straddlers listed.
const LISTED: usize = 40;

/// Draws the dialog. Says whether a file is to be chosen.
pub fn boundaries_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    workspace: &Workspace,
    state: &mut BoundaryDialog,
    dialog: &mut OpenDialog,
) -> bool {
    if *dialog != OpenDialog::Boundaries {
        return false;
    }
    let Some(document) = workspace.document() else {
        *dialog = OpenDialog::None;
        return false;
    };
    let (mut choose, mut leave) = (false, false);
    let modal = Modal::new(Id::unique("boundaries")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_width((screen.x - 96.0).min(760.0));
        empty_when_off(ui);
        ui.heading(cx.text("boundaries-title"));
        ui.horizontal(|ui| {
            ui.label(cx.text("boundaries-file"));
            ui.add(
                TextEdit::singleline(&mut state.path).desired_width(360.0).hint_text(cx.text("boundaries-file-hint")),
            )
            .accessible_name(cx.text("boundaries-file-path"));
            let typed = state.path.trim().trim_matches('"').to_owned();
            if ui.add_enabled(!typed.is_empty(), Button::new(cx.text("firms-read"))).clicked() {
                cx.push(Action::DraftBoundaries(PathBuf::from(typed)));
            }
            choose = ui.button(cx.text("firms-choose")).clicked();
            if workspace.is_reading_boundaries() {
                ui.label(RichText::new(cx.text("firms-reading")).color(tokens_of(ui).weak));
            }
        });
        ui.add_space(HALF);
        let height = (screen.y - 300.0).clamp(120.0, 400.0);
        ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink(false).show(ui, |ui| {
            match workspace.boundary_draft() {
                Some(Ok(draft)) => leave |= draft_ui(ui, cx, document, draft),
                Some(Err(error)) => {
                    ui.label(RichText::new(error.message(cx.lang)).color(tokens_of(ui).error));
                }
                None => {
                    ui.label(RichText::new(cx.text("boundaries-empty")).color(tokens_of(ui).weak));
                }
            }
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let is_read = matches!(workspace.boundary_draft(), Some(Ok(_)));
            let text = RichText::new(cx.text("boundaries-apply")).color(tokens_of(ui).accent);
            if ui.add_enabled(is_read, Button::new(text)).clicked() {
                cx.push(Action::ApplyBoundaries);
                leave = true;
            }
            if document.boundaries().is_some() && ui.button(cx.text("boundaries-remove")).clicked() {
                cx.push(Action::RemoveBoundaries);
                leave = true;
            }
            if ui.button(cx.text("dialog-cancel")).clicked() {
                leave = true;
            }
        });
    });
    if leave || choose || modal.should_close() {
        *dialog = OpenDialog::None;
        if !choose {
            cx.push(Action::ForgetBoundaryDraft);
        }
    }
    choose
}

/// What was read. Says whether the dialog is to be left for a look at parcels.
fn draft_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, draft: &Boundaries) -> bool {
    let mut choices = draft.choices.clone();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(draft.file_name()).strong());
        ui.label(RichText::new(cx.text("boundaries-name-field")).color(tokens_of(ui).weak));
        let fields: Vec<(Option<String>, String)> =
            draft.fields.iter().map(|(name, _)| (Some(name.clone()), name.clone())).collect();
        if let Some(field) = choice_ui(ui, &cx.text("boundaries-name-field"), 180.0, &draft.name_field, &fields) {
            choices.name_field = field;
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.text("boundaries-both"));
        ui.radio_value(&mut choices.precedence, ParkPrecedence::Replace, cx.text("boundaries-replace"));
        ui.radio_value(&mut choices.precedence, ParkPrecedence::FillBlanks, cx.text("boundaries-fill"));
    });
    if choices != draft.choices {
        cx.push(Action::RedraftBoundaries(choices));
    }
    ui.separator();
    for sentence in draft.sentences(cx.lang) {
        ui.label(sentence);
    }
    ui.add_space(HALF);
    Grid::new("boundary-zones").num_columns(2).spacing([24.0, 2.0]).striped(true).show(ui, |ui| {
        for (name, parcels) in draft.counts().into_iter().take(LISTED) {
            ui.label(&*name);
            ui.label(grouped(parcels as f64, 0));
            ui.end_row();
        }
    });
    straddlers_ui(ui, cx, document, draft)
}

/// The parcels across a border, each with its share elsewhere.
fn straddlers_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, draft: &Boundaries) -> bool {
    let straddlers = &draft.fit.straddlers;
    if straddlers.is_empty() {
        return false;
    }
    let table = document.table();
    ui.add_space(HALF);
    let mut leave = false;
    ui.horizontal(|ui| {
        ui.strong(cx.text("boundaries-straddlers"));
        if ui.small_button(cx.text("boundaries-select")).clicked() {
            let rows = straddlers.iter().map(|each| each.row as usize);
            cx.push(Action::Select(RowSet::from_rows(table.len(), rows), SelectMode::Replace));
            leave = true;
        }
    });
    let name = |zone: Option<u32>| zone.map_or_else(|| cx.text("boundaries-none"), |zone| draft.name(zone).to_owned());
    Grid::new("boundary-straddlers").num_columns(4).spacing([16.0, 2.0]).striped(true).show(ui, |ui| {
        for each in straddlers.iter().take(LISTED) {
            let row = each.row as usize;
            ui.label(table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row)));
            ui.label(name(draft.fit.zone_of[row]));
            ui.label(cx.lang.number(Some(each.share_elsewhere), Unit::Share));
            ui.label(RichText::new(name(each.other)).font(small()));
            ui.end_row();
        }
    });
    leave
}
