//! The window as eframe runs it: `logic` applies what was asked for, `ui` draws and asks.

use std::path::PathBuf;
use std::time::Instant;

use eframe::egui::{self, CentralPanel, Frame, Panel, ScrollArea, Ui, ViewportCommand};

use super::chart::{self, Chart};
use super::context::ViewContext;
use super::dialog::{
    FilePick, PickFor, UnsavedAnswer, acting_dialogs_ui, boundaries_ui, crs_question_ui, export, firm_join_ui, help_ui,
    layer_question_ui, mapping_ui, type_layer_path_ui, type_list_path_ui, type_path_ui, type_picture_path_ui,
    type_report_path_ui, type_save_path_ui, unsaved_ui, work_list_ui,
};
use super::panel::{filter_panel, inspector, layer_list, marks_panel, notices, report_panel, status_bar, tag_palette};
use super::picture::PictureOf;
use super::rulebook_page::rulebook_ui;
use super::window_state::{Leaving, OpenDialog, RightTab, WindowState};
use super::{fonts, kpi_strip, map, menu_bar, shortcuts, table, theme, welcome};
use crate::app::{self, Action, Command, Document, Effect, JobKind, LoadRequest, NoticeKind, ThemeChoice, Workspace};
use crate::io::Source;

/// The program's window.
pub struct MulensWindow {
    pub(super) workspace: Workspace,
    pub(super) state: WindowState,
    pub(super) actions: Vec<Action>,
    pub(super) pick: Option<FilePick>,
    pub(super) has_system_dialogs: bool,
    applied: Option<(ThemeChoice, f32)>,
    title: String,
}

impl MulensWindow {
    /// A window on a workspace, its context dressed.
    #[must_use]
    pub fn new(creation: &eframe::CreationContext<'_>, workspace: Workspace) -> Self {
        fonts::install(&creation.egui_ctx);
        theme::install(&creation.egui_ctx);
        Self {
            workspace,
            state: WindowState::default(),
            actions: Vec::new(),
            pick: None,
            has_system_dialogs: true,
            applied: None,
            title: String::new(),
        }
    }

    /// The same on a system that has no file dialogs: paths are typed.
    #[must_use]
    pub fn without_system_dialogs(self) -> Self {
        Self { has_system_dialogs: false, ..self }
    }

    /// The program's state.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The program's state, for tests that wait for its jobs.
    pub fn workspace_mut(&mut self) -> &mut Workspace {
        &mut self.workspace
    }

    /// The window's own state.
    #[must_use]
    pub fn state(&self) -> &WindowState {
        &self.state
    }

    /// Opens files, several as one data set.
    pub fn open(&mut self, files: Vec<PathBuf>) {
        self.workspace.open(LoadRequest::new(Source::of_paths(files)));
    }

    /// Goes on where the program had to start itself again.
    pub fn resume(&mut self, note: &std::path::Path) {
        self.state.map.first_look = self.workspace.resume(note);
    }

    fn apply(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        for action in std::mem::take(&mut self.actions) {
            match action {
                Action::OpenFile(path) if self.workspace.has_unsaved_work() => {
                    self.state.dialog = OpenDialog::Unsaved(Leaving::Open(Source::Path(path)));
                }
                Action::Run(Command::OpenSample) if self.workspace.has_unsaved_work() => {
                    self.state.dialog = OpenDialog::Unsaved(Leaving::Open(app::sample()));
                }
                Action::OpenFiles(paths) if self.workspace.has_unsaved_work() => {
                    self.state.dialog = OpenDialog::Unsaved(Leaving::Open(Source::of_paths(paths)));
                }
                action => self.workspace.apply(action),
            }
        }
        while let Some(effect) = self.workspace.take_effect() {
            match effect {
                Effect::Opened => {
                    self.state.note = None;
                    self.state.correcting = None;
                    self.state.hovered = None;
                    self.state.search =
                        self.workspace.document().map_or_else(String::new, |document| document.filter().text.clone());
                }
                Effect::AskColumns if self.state.dialog == OpenDialog::None => self.open_mapping(),
                Effect::AskColumns => {}
                Effect::Window(command) => self.run(command, ctx, frame),
            }
        }
    }

    /// Commands that are the window's own business.
    fn run(&mut self, command: Command, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        match command {
            Command::Open => self.ask_open(ctx, frame),
            Command::OpenPath => self.state.dialog = OpenDialog::TypePath(String::new()),
            Command::SaveAs => {
                let proposal = self.project_proposal();
                self.ask_save(PickFor::SaveProject, &proposal, ctx, frame);
            }
            Command::SavePath => self.state.dialog = OpenDialog::TypeSavePath(String::new()),
            Command::CoordinateSystem => self.state.dialog = OpenDialog::CoordinateSystem,
            Command::Export => self.state.dialog = OpenDialog::Export,
            Command::ExportMapPng => {
                self.ask_picture(PictureOf::Map, ctx, frame);
            }
            Command::Close => {
                if self.workspace.has_unsaved_work() {
                    self.state.dialog = OpenDialog::Unsaved(Leaving::Close);
                } else {
                    self.workspace.apply(Action::CloseForSure);
                }
            }
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Copy => {
                if let Some(document) = self.workspace.document_mut() {
                    let (tsv, rows) = table::rows_as_tsv(lang, document);
                    ctx.copy_text(tsv);
                    self.workspace.notify(NoticeKind::Copied(rows));
                }
            }
            Command::JoinFirms => self.ask_firms(ctx, frame),
            Command::JoinCommitments => self.choose_list(PickFor::Commitments, ctx, frame),
            Command::ChooseBase => self.choose_outlines(PickFor::Base, ctx, frame),
            Command::Changes => self.state.dialog = OpenDialog::Changes,
            Command::Boundaries => self.ask_boundaries(ctx, frame),
            Command::AddLayer => self.choose_outlines(PickFor::Layer, ctx, frame),
            Command::Find => self.state.focus_search = true,
            Command::FitAll => {
                if let Some(document) = self.workspace.document() {
                    self.state.map.show_box(document.scene().bounds().as_ref());
                }
            }
            Command::FitSelection => {
                if let Some(document) = self.workspace.document() {
                    self.state.map.show_box(document.scene().bounds_of_rows(document.selection()).as_ref());
                }
            }
            Command::MapColumns => self.open_mapping(),
            Command::WorkList => self.state.dialog = OpenDialog::WorkList,
            Command::MarksAhead => self.state.dialog = OpenDialog::MarksAhead,
            Command::AcceptSuggestions => self.state.dialog = OpenDialog::AcceptSuggestions,
            Command::TagDifferences => self.state.dialog = OpenDialog::TagDifferences,
            Command::FollowUpSelected => self.state.dialog = OpenDialog::FollowUpSelected,
            Command::MissingList => {
                self.state.export.ask_for_list(app::ExportWhat::Missing);
                self.state.dialog = OpenDialog::Export;
            }
            Command::ReadMissing => self.choose_list(PickFor::FilledList, ctx, frame),
            Command::Rulebook => self.state.rulebook.open(),
            Command::Marks => {
                self.state.right_tab = RightTab::Marks;
                self.workspace.change_settings(|settings| settings.show_right = true);
            }
            Command::Help => self.state.dialog = OpenDialog::Help,
            _ => {}
        }
    }

    fn take_close_request(&mut self, ctx: &egui::Context) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && self.workspace.has_unsaved_work() && !self.state.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.state.dialog = OpenDialog::Unsaved(Leaving::Quit);
        }
    }

    fn dress(&mut self, ctx: &egui::Context) {
        let settings = self.workspace.settings();
        let wanted = (settings.theme, settings.zoom);
        if self.applied != Some(wanted) {
            theme::apply(ctx, wanted.0);
            ctx.set_zoom_factor(wanted.1);
            self.applied = Some(wanted);
        }
        let lang = self.workspace.lang();
        let app = lang.text("app-name");
        let title = match self.workspace.document() {
            Some(document) => {
                let mark = if document.is_dirty() { "*" } else { "" };
                format!("{mark}{} - {app}", document.source().file_name())
            }
            None => app.into_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The unsaved question's answer, carried out.
    fn answer_unsaved(&mut self, answer: UnsavedAnswer, ctx: &egui::Context) {
        let OpenDialog::Unsaved(leaving) = std::mem::take(&mut self.state.dialog) else { return };
        match answer {
            UnsavedAnswer::Stay => {}
            UnsavedAnswer::Save => {
                self.state.after_save = Some(leaving);
                self.actions.push(Action::Run(Command::Save));
            }
            UnsavedAnswer::Discard => self.leave(leaving, ctx),
        }
    }

    /// Goes on to what was asked for once the work is saved; forgets it where the user left the saving.
    fn go_on_after_save(&mut self, ctx: &egui::Context) {
        let waits = self.workspace.is_saving() || self.pick.is_some() || self.state.dialog != OpenDialog::None;
        if waits || !self.actions.is_empty() {
            return;
        }
        if let Some(leaving) = self.state.after_save.take()
            && !self.workspace.has_unsaved_work()
        {
            self.leave(leaving, ctx);
        }
    }

    /// Leaves the data set, whatever became of its work: the user has been asked.
    fn leave(&mut self, leaving: Leaving, ctx: &egui::Context) {
        self.workspace.apply(Action::CloseForSure);
        match leaving {
            Leaving::Close => {}
            Leaving::Open(source) => self.workspace.open(LoadRequest::new(source)),
            Leaving::Quit => {
                self.state.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }
}

impl eframe::App for MulensWindow {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.take_pick();
        self.take_dropped_files(ctx);
        self.take_close_request(ctx);
        let has_document = self.workspace.document().is_some();
        if self.state.dialog == OpenDialog::None {
            map::leave_on_escape(ctx, &mut self.state.map);
            self.actions.extend(shortcuts::pressed(ctx, has_document).into_iter().map(Action::Run));
        }
        self.apply(ctx, frame);
        if let Some(wait) = self.workspace.poll(Instant::now()) {
            ctx.request_repaint_after(wait);
        }
        // A finished load may have asked for something.
        self.apply(ctx, frame);
        self.go_on_after_save(ctx);
        self.dress(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let target = frame.wgpu_render_state().map(|state| state.target_format);
        // What the last frame cost, drawing included: `MULENS_LOG=mulens=trace` shows it.
        tracing::trace!(frame_ms = frame.info().cpu_usage.unwrap_or(0.0) * 1000.0, "frame");
        let Self { workspace, state, actions, .. } = self;
        let asked_before = actions.len();
        let mut cx = ViewContext { lang: workspace.lang(), actions };
        Panel::top("menu").show(ui, |ui| menu_bar::menu_bar_ui(ui, &mut cx, workspace, state));
        let picture = if workspace.document().is_some() {
            theme::on_ground(ui, |ui| document_ui(ui, &mut cx, workspace, state, target))
        } else {
            empty_ui(ui, &mut cx, workspace, state);
            None
        };
        let choose_export = dialogs_ui(ui, &mut cx, workspace, state);
        let mapping = workspace
            .document()
            .and_then(|document| mapping_ui(ui, &mut cx, document, &mut state.mapping, &mut state.dialog));
        let rulebook =
            workspace.document_mut().and_then(|document| rulebook_ui(ui, &mut cx, document, &mut state.rulebook));
        let choose_boundaries = boundaries_ui(ui, &mut cx, workspace, &mut state.boundaries, &mut state.dialog);
        let firms = firm_join_ui(ui, &mut cx, workspace, &mut state.firms, &mut state.dialog);
        let typed = type_picture_path_ui(ui, &cx, &mut state.dialog);
        let answer = match (&state.dialog, workspace.document()) {
            (OpenDialog::Unsaved(_), Some(document)) => unsaved_ui(ui, &cx, document),
            _ => None,
        };
        // What was asked for in this frame is applied at the start of the next.
        let is_judging = self.workspace.jobs().any(|job| job.kind == JobKind::Judge);
        let wants_judging = !is_judging && self.workspace.document().is_some_and(Document::wants_judging);
        if self.actions.len() > asked_before || answer.is_some() || wants_judging {
            ui.ctx().request_repaint();
        }
        let ctx = ui.ctx().clone();
        if let Some(answer) = answer {
            self.answer_unsaved(answer, &ctx);
        }
        if choose_export && let Some(document) = self.workspace.document() {
            let proposal = self.state.export.proposal(self.workspace.lang(), document);
            self.ask_save(PickFor::Export, &proposal, &ctx, frame);
        }
        if let Some(chart) = picture {
            self.ask_picture(PictureOf::Chart(chart), &ctx, frame);
        }
        if let Some(wish) = mapping {
            self.ask_mapping(wish, &ctx, frame);
        }
        if let Some(wish) = rulebook {
            self.ask_rulebook(wish, &ctx, frame);
        }
        if choose_boundaries {
            self.choose_outlines(PickFor::Boundaries, &ctx, frame);
        }
        if let Some(wish) = firms {
            self.ask_firm_wish(wish, &ctx, frame);
        }
        if let Some((of, path)) = typed {
            self.write_picture(of, path);
        }
    }

    fn on_exit(&mut self) {
        self.workspace.shut_down();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::tokens(visuals.dark_mode).panel.to_normalized_gamma_f32()
    }
}

/// The welcome screen, with the line below for a running load.
fn empty_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace, state: &mut WindowState) {
    Panel::bottom("status").frame(status_bar::frame(ui)).show(ui, |ui| {
        status_bar::status_bar_ui(ui, cx, workspace, state);
    });
    CentralPanel::default().show(ui, |ui| {
        let area = ui.max_rect();
        welcome::welcome_ui(ui, cx, workspace);
        notices::notices_ui(ui, cx, workspace, area);
    });
}

/// The one screen on an open data set. Hands back the chart a picture was asked of.
fn document_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    workspace: &mut Workspace,
    state: &mut WindowState,
    target: Option<eframe::egui_wgpu::wgpu::TextureFormat>,
) -> Option<Chart> {
    let settings = workspace.settings().clone();
    let hovered_before = state.hovered.take();
    if let Some(document) = workspace.document_mut() {
        Panel::top("kpi").frame(kpi_strip::frame(ui)).show(ui, |ui| kpi_strip::kpi_strip_ui(ui, cx, document));
    }
    Panel::bottom("status").frame(status_bar::frame(ui)).show(ui, |ui| {
        status_bar::status_bar_ui(ui, cx, workspace, state);
    });
    let document = workspace.document_mut()?;
    if settings.show_table {
        Panel::bottom("table").resizable(true).default_size(230.0).min_size(90.0).show(ui, |ui| {
            table::table_ui(ui, cx, document, state);
        });
    }
    if settings.show_left {
        Panel::left("left").resizable(true).default_size(264.0).min_size(200.0).show(ui, |ui| {
            tag_palette::tag_palette_ui(ui, cx, document);
            ui.separator();
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                layer_list::layers_ui(ui, cx, document);
                super::panel::commitment_section::commitments_ui(ui, cx, document);
                super::panel::base_section::base_ui(ui, cx, document);
                filter_panel::filter_panel_ui(ui, cx, document);
            });
        });
    }
    let mut picture = None;
    if settings.show_right {
        Panel::right("right").resizable(true).default_size(400.0).min_size(280.0).show(ui, |ui| {
            ui.horizontal(|ui| {
                for (tab, id) in [
                    (RightTab::Charts, "tab-charts"),
                    (RightTab::Inspector, "tab-inspector"),
                    (RightTab::Marks, "tab-marks"),
                    (RightTab::Report, "tab-report"),
                ] {
                    ui.selectable_value(&mut state.right_tab, tab, cx.text(id));
                }
            });
            ui.separator();
            match state.right_tab {
                RightTab::Charts => picture = chart::charts_ui(ui, cx, document, state),
                RightTab::Inspector => inspector::inspector_ui(ui, cx, document, state),
                RightTab::Marks => marks_panel::marks_ui(ui, cx, document, state),
                RightTab::Report => report_panel::report_ui(ui, cx, document, state),
            }
        });
    }
    let mut area = ui.available_rect_before_wrap();
    CentralPanel::no_frame().frame(Frame::NONE).show(ui, |ui| {
        if !document.filter().is_empty() {
            Panel::top("chips").show(ui, |ui| filter_panel::chips_ui(ui, cx, document));
        }
        area = ui.available_rect_before_wrap();
        map::map_ui(ui, cx, document, state, target);
    });
    if state.hovered != hovered_before {
        // Another view shows the hovered parcel too: it is drawn in the next frame.
        ui.ctx().request_repaint();
    }
    notices::notices_ui(ui, cx, workspace, area);
    picture
}

/// The dialogs. Says whether the export's save dialog was asked for.
fn dialogs_ui(ui: &Ui, cx: &mut ViewContext<'_>, workspace: &mut Workspace, state: &mut WindowState) -> bool {
    crs_question_ui(ui, cx, workspace, &mut state.crs_form, &mut state.dialog);
    layer_question_ui(ui, cx, workspace);
    type_path_ui(ui, cx, &mut state.dialog);
    type_save_path_ui(ui, cx, &mut state.dialog);
    type_report_path_ui(ui, cx, &mut state.dialog);
    type_layer_path_ui(ui, cx, &mut state.dialog);
    type_list_path_ui(ui, cx, &mut state.dialog);
    help_ui(ui, cx, &mut state.dialog);
    if let Some(document) = workspace.document_mut() {
        acting_dialogs_ui(ui, cx, document, state);
    }
    let WindowState { export: form, note, dialog, .. } = state;
    if let Some(document) = workspace.document_mut() {
        work_list_ui(ui, cx, document, (note, form), dialog);
    }
    workspace.document_mut().is_some_and(|document| export::export_ui(ui, cx, document, form, dialog))
}
