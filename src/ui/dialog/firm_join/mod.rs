//! Joining a firms' list: the file, how it is read, by what it is joined, what each column is, and what that comes to.
//!
//! Owns the dialog around `app`'s draft; every choice asks for another draft, made off the window's thread.

mod columns;
mod outcome;

use std::path::PathBuf;

use eframe::egui::{Button, Id, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::super::context::ViewContext;
use super::super::theme::{GRID, HALF, empty_when_off, small, tokens_of};
use super::super::window_state::OpenDialog;
use super::mapping::choice_ui;
use crate::analysis::{KeyRate, RepeatedTotals};
use crate::app::firms::{FirmChoices, FirmDraft, Precedence};
use crate::app::{Action, Workspace};
use crate::io::{EncodingEvidence, TextEncoding};
use crate::locale::{Lang, grouped};

/// What the dialog keeps while it is open.
#[derive(Debug, Default)]
pub struct FirmDialog {
    path: String,
}

/// What the dialog asks of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirmWish {
    /// A list is to be chosen.
    ChooseList,
    /// A place for the report is to be chosen.
    ChooseReport,
}

/// Draws the dialog.
pub fn firm_join_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    workspace: &Workspace,
    state: &mut FirmDialog,
    dialog: &mut OpenDialog,
) -> Option<FirmWish> {
    if *dialog != OpenDialog::Firms {
        return None;
    }
    let Some(document) = workspace.document() else {
        *dialog = OpenDialog::None;
        return None;
    };
    let (mut wish, mut leave) = (None, false);
    let modal = Modal::new(Id::unique("firm-join")).show(ui.ctx(), |ui| {
        let screen = ui.ctx().content_rect().size();
        ui.set_width((screen.x - 96.0).min(1080.0));
        empty_when_off(ui);
        ui.heading(cx.text("firms-title"));
        file_ui(ui, cx, workspace, state, &mut wish);
        ui.add_space(HALF);
        let draft = workspace.firm_draft().and_then(Result::ok);
        // One height whatever the list brings, so that nothing moves under the pointer while it is read.
        let height = (screen.y - 260.0).clamp(160.0, 560.0);
        ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink(false).show(ui, |ui| {
            match workspace.firm_draft() {
                Some(Ok(draft)) => draft_ui(ui, cx, draft, document.table().len()),
                Some(Err(error)) => {
                    ui.label(RichText::new(error.message(cx.lang)).color(tokens_of(ui).error));
                }
                None => {
                    ui.label(RichText::new(cx.text("firms-empty")).color(tokens_of(ui).weak));
                }
            }
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            let joins = draft.is_some_and(|draft| draft.brings_anything()) && !workspace.is_reading_firms();
            let text = RichText::new(cx.text("firms-join")).color(tokens_of(ui).accent);
            if ui.add_enabled(joins, Button::new(text)).clicked() {
                cx.push(Action::JoinDrafted);
                leave = true;
            }
            if document.firms().is_some() {
                if ui.button(cx.text("firms-report")).clicked() {
                    wish = Some(FirmWish::ChooseReport);
                }
                if ui.button(cx.text("firms-remove")).clicked() {
                    cx.push(Action::RemoveFirms);
                    leave = true;
                }
            }
            if ui.button(cx.text("dialog-cancel")).clicked() {
                leave = true;
            }
            if draft.is_some_and(|draft| !draft.brings_anything()) {
                ui.label(RichText::new(cx.text("firms-nothing")).color(tokens_of(ui).warning));
            }
        });
    });
    if leave || wish.is_some() || modal.should_close() {
        *dialog = OpenDialog::None;
        if wish.is_none() {
            cx.push(Action::ForgetFirmDraft);
        }
    }
    wish
}

/// The list as it was read, and what joining it would come to.
fn draft_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, draft: &FirmDraft, parcels: usize) {
    let mut choices = draft.choices.clone();
    reading_ui(ui, cx, draft, &mut choices);
    ui.separator();
    columns::columns_ui(ui, cx, draft, &mut choices);
    ui.separator();
    outcome::outcome_ui(ui, cx, draft, parcels);
    rules_ui(ui, cx, &mut choices);
    if choices != draft.choices {
        cx.push(Action::RedraftFirms(Box::new(choices)));
    }
}

/// The list's path: typed, or chosen.
fn file_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    workspace: &Workspace,
    state: &mut FirmDialog,
    wish: &mut Option<FirmWish>,
) {
    ui.horizontal(|ui| {
        ui.label(cx.text("firms-file"));
        ui.add(TextEdit::singleline(&mut state.path).desired_width(460.0).hint_text(cx.text("firms-file-hint")))
            .accessible_name(cx.text("firms-file-path"));
        let typed = state.path.trim().trim_matches('"').to_owned();
        if ui.add_enabled(!typed.is_empty(), Button::new(cx.text("firms-read"))).clicked() {
            cx.push(Action::DraftFirms(PathBuf::from(typed)));
        }
        if ui.button(cx.text("firms-choose")).clicked() {
            *wish = Some(FirmWish::ChooseList);
        }
        let told = match workspace.firm_draft() {
            _ if workspace.is_reading_firms() => cx.text("firms-reading"),
            Some(Ok(draft)) => draft.file().path().file_name().unwrap_or_default().to_string_lossy().into_owned(),
            _ => String::new(),
        };
        ui.label(RichText::new(told).color(tokens_of(ui).weak));
    });
}

/// How the list is read, and by what it is joined.
fn reading_ui(ui: &mut Ui, cx: &ViewContext<'_>, draft: &FirmDraft, choices: &mut FirmChoices) {
    let lang = cx.lang;
    let named = |ui: &mut Ui, id: &str| ui.label(RichText::new(cx.text(id)).color(tokens_of(ui).weak));
    ui.horizontal_wrapped(|ui| {
        if let Some(sheet) = &draft.sheet {
            named(ui, "firms-sheet");
            let sheets: Vec<_> = draft.file().sheets().iter().map(|name| (name.clone(), name.clone())).collect();
            if let Some(chosen) = choice_ui(ui, &cx.text("firms-sheet"), 150.0, sheet, &sheets) {
                // Another sheet has headers of its own.
                *choices = FirmChoices { sheet: Some(chosen), key: None, header_line: None, ..choices.clone() };
                choices.columns.clear();
            }
        }
        if let Some(text) = draft.text() {
            named(ui, "firms-encoding");
            let encodings = TextEncoding::ALL.map(|encoding| (encoding, encoding.name().to_owned()));
            if let Some(chosen) = choice_ui(ui, &cx.text("firms-encoding"), 110.0, &text.encoding, &encodings) {
                choices.encoding = Some(chosen);
            }
            let by = match text.decided_by {
                EncodingEvidence::Option => "firms-encoding-chosen",
                EncodingEvidence::Mark => "firms-encoding-mark",
                EncodingEvidence::Valid | EncodingEvidence::Label | EncodingEvidence::Bytes => "firms-encoding-bytes",
            };
            ui.label(RichText::new(cx.text(by)).font(small()).color(tokens_of(ui).weak));
            if text.replaced > 0 {
                let told = lang.text_with("firms-replaced", [("count", text.replaced.to_string().into())]);
                ui.label(RichText::new(told).color(tokens_of(ui).error));
            }
        }
        named(ui, "firms-header-row");
        let lines: Vec<_> =
            draft.grid().lines.iter().take(15).map(|&line| (line, line_name(lang, draft, line))).collect();
        if let Some(line) = choice_ui(ui, &cx.text("firms-header-row"), 220.0, &draft.header_line, &lines) {
            choices.header_line = Some(line);
        }
        named(ui, "firms-key");
        let keys: Vec<_> =
            draft.rates.iter().map(|rate| (rate.key, key_name(lang, rate, draft.list.table.len()))).collect();
        if let Some(key) = choice_ui(ui, &cx.text("firms-key"), 260.0, &draft.settings.key, &keys) {
            choices.key = Some(key);
        }
        if draft.rates.is_empty() {
            ui.label(RichText::new(cx.text("firms-no-key")).color(tokens_of(ui).error));
        }
    });
}

/// A line by its number and its first cells.
fn line_name(lang: Lang, draft: &FirmDraft, line: u32) -> String {
    let row = draft.grid().row_of_line(line).unwrap_or_default();
    let cells = (0..draft.grid().width()).filter_map(|place| draft.grid().cell(row, place).text());
    let first: Vec<String> = cells.take(3).map(|cell| cell.chars().take(12).collect()).collect();
    lang.text_with("firms-line", [("line", line.to_string().into()), ("cells", first.join(" | ").into())])
}

fn key_name(lang: Lang, rate: &KeyRate, rows: usize) -> String {
    lang.text_with(
        "firms-key-rate",
        [
            ("key", lang.firm_key(rate.key).into_owned().into()),
            ("matched", grouped(rate.matched as f64, 0).into()),
            ("rows", grouped(rows as f64, 0).into()),
        ],
    )
}

/// Which value wins, and what is made of repeated totals.
fn rules_ui(ui: &mut Ui, cx: &ViewContext<'_>, choices: &mut FirmChoices) {
    ui.add_space(HALF);
    ui.horizontal_wrapped(|ui| {
        ui.label(cx.text("firms-both"));
        ui.radio_value(&mut choices.precedence, Precedence::FillBlanks, cx.text("firms-fill-blanks"));
        ui.radio_value(&mut choices.precedence, Precedence::FirmsWin, cx.text("firms-win"));
    });
    let mut once = choices.repeated == RepeatedTotals::Once;
    if ui.checkbox(&mut once, cx.text("firms-once")).changed() {
        choices.repeated = if once { RepeatedTotals::Once } else { RepeatedTotals::AsGiven };
    }
}
