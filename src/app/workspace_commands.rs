//! What each command does to the workspace; those that are the window's own business are handed on to it.

use std::path::Path;

use super::actions::SelectMode;
use super::command::Command;
use super::document::Document;
use super::jobs::LoadRequest;
use super::notice::NoticeKind;
use super::workspace::{Effect, Workspace};
use crate::analysis::Filter;
use crate::domain::RowSet;
use crate::locale::Lang;

impl Workspace {
    pub(super) fn run(&mut self, command: Command) {
        if command.needs_document() && self.document.is_none() {
            return;
        }
        match command {
            Command::OpenSample => self.open(LoadRequest::new(super::sample())),
            Command::Save => match self.document.as_ref().and_then(Document::project_path).map(Path::to_owned) {
                Some(path) => self.save(path),
                None => self.effects.push_back(Effect::Window(Command::SaveAs)),
            },
            Command::RefreshFirms => {
                if self.document.as_ref().is_some_and(|document| document.firms().is_none()) {
                    self.notify(NoticeKind::NoFirms);
                }
                self.refresh_firms();
            }
            Command::SwitchLanguage => self.change_settings(|settings| {
                settings.lang = if settings.lang == Lang::Zh { Lang::En } else { Lang::Zh };
            }),
            Command::SwitchTheme => self.change_settings(|settings| settings.theme = settings.theme.next()),
            Command::ToggleLeft => self.change_settings(|settings| settings.show_left = !settings.show_left),
            Command::ToggleRight => self.change_settings(|settings| settings.show_right = !settings.show_right),
            Command::ToggleTable => self.change_settings(|settings| settings.show_table = !settings.show_table),
            Command::ZoomIn => self.change_settings(|settings| settings.zoom = (settings.zoom + 0.1).min(2.5)),
            Command::ZoomOut => self.change_settings(|settings| settings.zoom = (settings.zoom - 0.1).max(0.6)),
            Command::Undo
            | Command::Redo
            | Command::Tag(_)
            | Command::Route(_)
            | Command::SelectAll
            | Command::SelectNone
            | Command::SelectInverse
            | Command::SelectUntagged
            | Command::SelectPark
            | Command::ClearFilter => self.run_on_document(command),
            command => self.effects.push_back(Effect::Window(command)),
        }
    }

    fn run_on_document(&mut self, command: Command) {
        let Some(document) = &mut self.document else { return };
        let len = document.table().len();
        match command {
            Command::Undo => {
                document.undo();
            }
            Command::Redo => {
                document.redo();
            }
            Command::Tag(tag) => {
                let rows = document.selection().clone();
                document.tag_rows(&rows, tag);
                if rows.is_empty() {
                    self.notify(NoticeKind::NothingSelected);
                }
            }
            Command::Route(route) => {
                let rows = document.selection().clone();
                document.route_rows(&rows, route);
                if rows.is_empty() {
                    self.notify(NoticeKind::NothingSelected);
                }
            }
            Command::SelectAll => {
                let shown = document.shown();
                document.select(&shown, SelectMode::Replace);
            }
            Command::SelectNone => document.select(&RowSet::empty(len), SelectMode::Replace),
            Command::SelectInverse => {
                let shown = document.shown();
                let rows = RowSet::from_rows(len, shown.iter().filter(|&row| !document.selection().contains(row)));
                document.select(&rows, SelectMode::Replace);
            }
            Command::SelectUntagged => {
                let shown = document.shown();
                let rows = RowSet::from_rows(len, shown.iter().filter(|&row| document.tags().get(row).is_none()));
                document.select(&rows, SelectMode::Replace);
            }
            Command::SelectPark => {
                let rows = document.rows_of_parks(document.selection());
                document.select(&rows, SelectMode::Replace);
            }
            Command::ClearFilter => document.set_filter(Filter::default()),
            _ => {}
        }
    }
}
