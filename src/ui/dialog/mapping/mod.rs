//! The columns: which property becomes which, in which unit, of which year, with the evidence and a trial reading.
//!
//! Owns the dialog around `app`'s form; what the form says is decided there.

mod column_rows;
mod trial;

pub(in crate::ui::dialog) use column_rows::{choice_ui, years};

use std::path::PathBuf;

use eframe::egui::{Button, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, HALF, empty_when_off, small, tokens_of};
use super::super::window_state::OpenDialog;
use crate::app::{Action, ColumnNeed, Document, MappingForm};
use crate::domain::LandStatus;
use crate::io::columns::Mapping;
use crate::locale::Lang;

/// What the dialog keeps from one opening to the next.
#[derive(Debug, Default)]
pub struct MappingDialog {
    form: Option<MappingForm>,
    path: String,
    /// Why the last mapping file was not read.
    failure: Option<String>,
    /// What the open file was read with before the last change: the way back.
    before: Option<(crate::io::Source, Mapping)>,
}

/// What the dialog asks of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingWish {
    /// A mapping file is to be chosen and read.
    ChooseLoad,
    /// A place for a mapping file is to be chosen.
    ChooseSave,
}

impl MappingDialog {
    /// Starts on the columns of a data set as they are.
    pub fn start(&mut self, document: &Document) {
        self.form = Some(MappingForm::new(document));
        self.failure = None;
    }

    /// Reads a mapping file into the form.
    pub fn load(&mut self, lang: Lang, path: &std::path::Path) {
        match Mapping::read(path) {
            Ok(mapping) => {
                if let Some(form) = &mut self.form {
                    form.take(&mapping);
                }
                self.failure = None;
            }
            Err(error) => self.failure = Some(error.message(lang)),
        }
    }

    /// The mapping the form says.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        self.form.as_ref().map(MappingForm::mapping).unwrap_or_default()
    }

    /// The form, for a look at what it says.
    #[must_use]
    pub fn form(&self) -> Option<&MappingForm> {
        self.form.as_ref()
    }
}

/// Draws the dialog.
pub fn mapping_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    state: &mut MappingDialog,
    dialog: &mut OpenDialog,
) -> Option<MappingWish> {
    if *dialog != OpenDialog::Mapping {
        return None;
    }
    let MappingDialog { form: Some(form), path, failure, before } = state else {
        *dialog = OpenDialog::None;
        return None;
    };
    if form.generation != document.generation() {
        // Another data set was opened meanwhile.
        *dialog = OpenDialog::None;
        return None;
    }
    // Read again only when the form says something else than in the last frame.
    form.after();
    let mut done = Done { wish: None, leave: false, read: None };
    let modal = Modal::new(Id::unique("mapping")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_width((screen.x - 96.0).min(1080.0));
        empty_when_off(ui);
        ui.heading(cx.text("mapping-title"));
        needs_ui(ui, cx, form);
        ui.add_space(HALF);
        ScrollArea::vertical().max_height((screen.y - 300.0).max(160.0)).auto_shrink([false, true]).show(ui, |ui| {
            column_rows::rows_ui(ui, cx, form);
            ui.add_space(GRID);
            words_ui(ui, cx, form);
            ui.add_space(GRID);
            trial::trial_ui(ui, cx, form);
        });
        ui.separator();
        file_ui(ui, cx, form, path, failure.as_deref(), &mut done);
        ui.add_space(GRID);
        answer_ui(ui, cx, document, form, before, &mut done);
    });
    if let Some(path) = done.read {
        state.load(cx.lang, &path);
    }
    if done.leave || done.wish.is_some() || modal.should_close() {
        *dialog = OpenDialog::None;
    }
    done.wish
}

/// What came of a frame.
struct Done {
    wish: Option<MappingWish>,
    leave: bool,
    read: Option<PathBuf>,
}

/// What wants a look, one line each.
fn needs_ui(ui: &mut Ui, cx: &ViewContext<'_>, form: &MappingForm) {
    let tokens = tokens_of(ui);
    if form.needs.is_empty() {
        ui.label(RichText::new(cx.text("mapping-no-needs")).color(tokens.weak));
    }
    for need in &form.needs {
        ui.label(RichText::new(format!("• {}", need.sentence(cx.lang))).color(tokens.warning));
    }
}

/// The words for "nothing known", and status words nobody knows.
fn words_ui(ui: &mut Ui, cx: &ViewContext<'_>, form: &mut MappingForm) {
    ui.horizontal(|ui| {
        ui.label(cx.text("mapping-missing"));
        ui.add(TextEdit::singleline(&mut form.missing).desired_width(320.0).hint_text(cx.text("mapping-missing-hint")))
            .accessible_name(cx.text("mapping-missing-words"));
    });
    if form.statuses.is_empty() {
        return;
    }
    ui.add_space(HALF);
    ui.strong(cx.text("mapping-statuses"));
    for (word, parcels, status) in &mut form.statuses {
        ui.horizontal(|ui| {
            let counts = [("word", word.as_str().into()), ("count", (*parcels).into())];
            ui.label(cx.lang.text_with("mapping-status-word", counts));
            let name = |status: LandStatus| match status {
                LandStatus::Unknown => cx.text("mapping-status-keep"),
                known => cx.lang.status(known).into_owned(),
            };
            let label = cx.lang.text_with("mapping-status-of", [("word", word.as_str().into())]);
            let choices: Vec<_> = LandStatus::ALL.map(|status| (status, name(status))).into();
            if let Some(chosen) = column_rows::choice_ui(ui, &label, 160.0, status, &choices) {
                *status = chosen;
            }
        });
    }
}

/// The mapping as a file: read, saved.
fn file_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    form: &MappingForm,
    path: &mut String,
    failure: Option<&str>,
    done: &mut Done,
) {
    ui.horizontal(|ui| {
        ui.label(cx.text("mapping-file"));
        ui.add(TextEdit::singleline(path).desired_width(360.0).hint_text(cx.text("mapping-file-hint")))
            .accessible_name(cx.text("mapping-file-path"));
        let typed = path.trim().trim_matches('"').to_owned();
        if ui.button(cx.text("mapping-load")).clicked() {
            if typed.is_empty() {
                done.wish = Some(MappingWish::ChooseLoad);
            } else {
                done.read = Some(PathBuf::from(&typed));
            }
        }
        if ui.button(cx.text("mapping-save")).clicked() {
            if typed.is_empty() {
                done.wish = Some(MappingWish::ChooseSave);
            } else {
                cx.push(Action::SaveMapping(PathBuf::from(typed), Box::new(form.mapping())));
            }
        }
    });
    if let Some(failure) = failure {
        ui.label(RichText::new(failure).font(small()).color(tokens_of(ui).error));
    }
}

/// Apply, keep, undo, leave.
fn answer_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    form: &MappingForm,
    before: &mut Option<(crate::io::Source, Mapping)>,
    done: &mut Done,
) {
    let fault = form.check().err();
    let now = || document.options().mapping.as_deref().cloned().unwrap_or_default();
    let way_back =
        before.as_ref().filter(|(source, _)| source == document.source()).map(|(_, mapping)| mapping.clone());
    let mut apply = |cx: &mut ViewContext<'_>, mapping: Mapping| {
        *before = Some((document.source().clone(), now()));
        cx.push(Action::ApplyMapping(Box::new(mapping)));
    };
    ui.horizontal(|ui| {
        let text = RichText::new(cx.text("mapping-apply")).color(tokens_of(ui).accent);
        if ui.add_enabled(fault.is_none(), Button::new(text)).clicked() {
            apply(cx, form.mapping());
            done.leave = true;
        }
        if ui.button(cx.text("mapping-keep")).on_hover_text(cx.text("mapping-keep-hint")).clicked() {
            cx.push(Action::KeepColumns);
            done.leave = true;
        }
        if let Some(mapping) = way_back
            && ui.button(cx.text("mapping-undo")).clicked()
        {
            apply(cx, mapping);
            done.leave = true;
        }
        if document.options().mapping.is_some() && ui.button(cx.text("mapping-automatic")).clicked() {
            apply(cx, Mapping::default());
            done.leave = true;
        }
        if ui.button(cx.text("dialog-cancel")).clicked() {
            done.leave = true;
        }
        if let Some(fault) = fault {
            ui.label(RichText::new(fault.message(cx.lang)).color(tokens_of(ui).error));
        }
    });
}

/// Whether a need is about this property.
fn concerns(need: &ColumnNeed, property: &str) -> bool {
    match need {
        ColumnNeed::UnitAssumed(_, name, _)
        | ColumnNeed::UnitContradicted(name)
        | ColumnNeed::UnitUnknown(name)
        | ColumnNeed::Tie(_, name)
        | ColumnNeed::Fuzzy(_, name) => name == property,
        ColumnNeed::Missing(_) | ColumnNeed::UnknownStatus => false,
    }
}
