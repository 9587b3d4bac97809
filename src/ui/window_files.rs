//! The window and the file system: which dialog asks for a path, and what is done with it.

use std::path::PathBuf;

use eframe::egui;

use super::dialog::{FilePick, FirmWish, MappingWish, PickFor, Picked, Proposal};
use super::picture::{self, Picture, PictureOf};
use super::rulebook_page::RulebookWish;
use super::window::MulensWindow;
use super::window_state::OpenDialog;
use crate::app::{Action, NoticeKind};

/// The wish to open what was picked or dropped: one file, or several as one data set.
fn open_action(mut paths: Vec<PathBuf>) -> Option<Action> {
    match paths.len() {
        0 => None,
        1 => paths.pop().map(Action::OpenFile),
        _ => Some(Action::OpenFiles(paths)),
    }
}

impl MulensWindow {
    pub(super) fn ask_open(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        self.pick = Some(if self.has_system_dialogs {
            FilePick::open(lang, frame, ctx)
        } else {
            FilePick::unseen(PickFor::Open)
        });
    }

    pub(super) fn ask_save(
        &mut self,
        wanted: PickFor,
        proposal: &Proposal,
        ctx: &egui::Context,
        frame: &eframe::Frame,
    ) {
        let lang = self.workspace.lang();
        self.pick = Some(if self.has_system_dialogs {
            FilePick::save(wanted, lang, proposal, frame, ctx)
        } else {
            FilePick::unseen(wanted)
        });
    }

    /// Opens the mapping dialog on the open data set.
    pub(super) fn open_mapping(&mut self) {
        if let Some(document) = self.workspace.document() {
            self.state.mapping.start(document);
            self.state.dialog = OpenDialog::Mapping;
        }
    }

    /// Asks for a mapping file's path.
    pub(super) fn ask_mapping(&mut self, wish: MappingWish, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        match wish {
            MappingWish::ChooseLoad if self.has_system_dialogs => {
                self.pick = Some(FilePick::open_toml(PickFor::LoadMapping, lang, frame, ctx));
            }
            MappingWish::ChooseLoad => self.pick = Some(FilePick::unseen(PickFor::LoadMapping)),
            MappingWish::ChooseSave => {
                let kind = lang.text("mapping-file").into_owned();
                let proposal = Proposal { file_name: "columns.toml".to_owned(), kind, ending: "toml" };
                self.ask_save(PickFor::SaveMapping, &proposal, ctx, frame);
            }
        }
    }

    /// Asks for a rulebook file's path.
    pub(super) fn ask_rulebook(&mut self, wish: RulebookWish, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        match wish {
            RulebookWish::ChooseLoad if self.has_system_dialogs => {
                self.pick = Some(FilePick::open_toml(PickFor::LoadRulebook, lang, frame, ctx));
            }
            RulebookWish::ChooseLoad => self.pick = Some(FilePick::unseen(PickFor::LoadRulebook)),
            RulebookWish::ChooseSave => {
                let kind = lang.text("rulebook-file").into_owned();
                let proposal = Proposal { file_name: "rulebook.toml".to_owned(), kind, ending: "toml" };
                self.ask_save(PickFor::SaveRulebook, &proposal, ctx, frame);
            }
        }
    }

    /// Opens the firms' list dialog: on the list that is joined, else on one to be chosen.
    pub(super) fn ask_firms(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        match self.workspace.document().and_then(|document| document.firms()) {
            Some(firms) => {
                let path = firms.path.clone();
                self.actions.push(Action::DraftFirms(path));
                self.state.dialog = OpenDialog::Firms;
            }
            None => self.choose_list(PickFor::Firms, ctx, frame),
        }
    }

    /// Asks for a list: of firms, or one that was filled in.
    pub(super) fn choose_list(&mut self, wanted: PickFor, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        self.pick = Some(if self.has_system_dialogs {
            FilePick::list(wanted, lang, frame, ctx)
        } else {
            FilePick::unseen(wanted)
        });
    }

    /// Opens the boundaries dialog: on those that say the parks, else on some to be chosen.
    pub(super) fn ask_boundaries(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        match self.workspace.document().and_then(|document| document.boundaries()) {
            Some(boundaries) => {
                let path = boundaries.path.clone();
                self.actions.push(Action::DraftBoundaries(path));
                self.state.dialog = OpenDialog::Boundaries;
            }
            None => self.choose_outlines(PickFor::Boundaries, ctx, frame),
        }
    }

    /// Asks for a file of outlines beside the parcels.
    pub(super) fn choose_outlines(&mut self, wanted: PickFor, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        let title = wanted.outlines_title();
        self.pick = Some(if self.has_system_dialogs {
            FilePick::geojson(wanted, &lang.text(title), lang, frame, ctx)
        } else {
            FilePick::unseen(wanted)
        });
    }

    pub(super) fn ask_firm_wish(&mut self, wish: FirmWish, ctx: &egui::Context, frame: &eframe::Frame) {
        match wish {
            FirmWish::ChooseList => self.choose_list(PickFor::Firms, ctx, frame),
            FirmWish::ChooseReport => {
                let kind = self.workspace.lang().text("export-format-xlsx").into_owned();
                let proposal = Proposal { file_name: "firm_join.xlsx".to_owned(), kind, ending: "xlsx" };
                self.ask_save(PickFor::JoinReport, &proposal, ctx, frame);
            }
        }
    }

    pub(super) fn project_proposal(&self) -> Proposal {
        let lang = self.workspace.lang();
        let name = self.workspace.document().map_or_else(String::new, |document| document.source().file_name());
        let stem = name.split('.').next().unwrap_or("project");
        Proposal {
            file_name: format!("{stem}.mulens"),
            kind: lang.text("dialog-filter-project").into_owned(),
            ending: "mulens",
        }
    }

    pub(super) fn ask_picture(&mut self, of: PictureOf, ctx: &egui::Context, frame: &eframe::Frame) {
        let lang = self.workspace.lang();
        let proposal = Proposal {
            file_name: format!("mulens_{}.png", of.key()),
            kind: lang.text("export-format-png").into_owned(),
            ending: "png",
        };
        self.ask_save(PickFor::Picture(of), &proposal, ctx, frame);
    }

    /// Draws a picture and has it written.
    pub(super) fn write_picture(&mut self, of: PictureOf, path: PathBuf) {
        let lang = self.workspace.lang();
        let (Some(view), Some(rect)) = (self.state.map.view().copied(), self.state.map.rect) else { return };
        let marks_overlaps = self.state.report.marks_overlaps;
        let Some(document) = self.workspace.document_mut() else { return };
        let Picture { width, height, pixels } = picture::draw(of, document, lang, (&view, rect.size()), marks_overlaps);
        self.workspace.export_picture(path, width, height, pixels);
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        self.actions.extend(open_action(dropped));
    }

    pub(super) fn take_pick(&mut self) {
        let Some(picked) = self.pick.as_ref().and_then(FilePick::poll) else { return };
        self.pick = None;
        match picked {
            Picked::Path(PickFor::Open, path) => self.actions.push(Action::OpenFile(path)),
            Picked::Files(paths) => self.actions.extend(open_action(paths)),
            Picked::Path(PickFor::SaveProject, path) => self.actions.push(Action::SaveProject(path)),
            Picked::Path(PickFor::Export, path) => {
                self.actions.push(Action::Export(Box::new(self.state.export.request(path))));
            }
            Picked::Path(PickFor::LoadMapping, path) => {
                self.state.mapping.load(self.workspace.lang(), &path);
                self.state.dialog = OpenDialog::Mapping;
            }
            Picked::Path(PickFor::SaveMapping, path) => {
                self.actions.push(Action::SaveMapping(path, Box::new(self.state.mapping.mapping())));
                self.state.dialog = OpenDialog::Mapping;
            }
            Picked::Path(PickFor::LoadRulebook, path) => self.actions.push(Action::LoadRulebook(path)),
            Picked::Path(PickFor::SaveRulebook, path) => self.actions.push(Action::SaveRulebook(path)),
            Picked::Path(PickFor::Firms, path) => {
                self.actions.push(Action::DraftFirms(path));
                self.state.dialog = OpenDialog::Firms;
            }
            Picked::Path(PickFor::Boundaries, path) => {
                self.actions.push(Action::DraftBoundaries(path));
                self.state.dialog = OpenDialog::Boundaries;
            }
            Picked::Path(PickFor::FilledList, path) => self.actions.push(Action::ReadFilled(path)),
            Picked::Path(PickFor::Commitments, path) => self.actions.push(Action::JoinCommitments(path)),
            Picked::Path(PickFor::Base, path) => self.actions.push(Action::JoinBase(path)),
            Picked::Path(PickFor::Layer, path) => self.actions.push(Action::AddLayer(path)),
            Picked::Path(PickFor::JoinReport, path) => self.actions.push(Action::ExportJoin(path)),
            Picked::Path(PickFor::Picture(of), path) => self.write_picture(of, path),
            Picked::Nothing(wanted, at_once) => {
                if at_once {
                    // No dialog came up: a typed path always serves.
                    self.workspace.notify(NoticeKind::NoDialog);
                    self.state.dialog = match wanted {
                        PickFor::Open => OpenDialog::TypePath(String::new()),
                        PickFor::SaveProject => OpenDialog::TypeSavePath(String::new()),
                        PickFor::Export => OpenDialog::Export,
                        PickFor::LoadMapping | PickFor::SaveMapping => OpenDialog::Mapping,
                        // The page has a field for a path.
                        PickFor::LoadRulebook | PickFor::SaveRulebook => OpenDialog::None,
                        PickFor::Firms => OpenDialog::Firms,
                        PickFor::Boundaries => OpenDialog::Boundaries,
                        PickFor::FilledList | PickFor::Commitments | PickFor::Base => {
                            OpenDialog::TypeListPath(wanted, String::new())
                        }
                        PickFor::Layer => OpenDialog::TypeLayerPath(String::new()),
                        PickFor::JoinReport => OpenDialog::TypeReportPath(String::new()),
                        PickFor::Picture(of) => OpenDialog::TypePicturePath(of, String::new()),
                    };
                }
            }
        }
    }
}
