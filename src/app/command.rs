//! The one list of commands that menu, shortcuts and help are made from.

use super::shortcut::{Key, Shortcut};
use crate::domain::{RenewalModel, RevivalRoute};

/// The menu a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Menu {
    /// Opening, saving, exporting.
    File,
    /// Undo, redo, copy, tags.
    Edit,
    /// What is selected.
    Select,
    /// What is shown.
    View,
    /// What is done with the data as a whole.
    Tools,
    /// Help.
    Help,
}

impl Menu {
    /// All menus in order.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Select, Self::View, Self::Tools, Self::Help];

    /// The id of the menu's name.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::Select => "menu-select",
            Self::View => "menu-view",
            Self::Tools => "menu-tools",
            Self::Help => "menu-help",
        }
    }
}

/// Something a user can ask for with one key or one menu entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Choose a parcel file or project in a dialog and open it.
    Open,
    /// Type a path and open it.
    OpenPath,
    /// Open the built-in sample.
    OpenSample,
    /// Save the project where it was saved last, or ask where.
    Save,
    /// Save the project under a new name.
    SaveAs,
    /// Type a path and save the project there.
    SavePath,
    /// Export summary, parcels or tagged GeoJSON.
    Export,
    /// Export the map as a picture.
    ExportMapPng,
    /// Close the data set.
    Close,
    /// Quit.
    Quit,
    /// Take back the last change.
    Undo,
    /// Do the change again that was taken back.
    Redo,
    /// Copy the selected rows as tab-separated text.
    Copy,
    /// Tag the selection with a model, or clear its tag.
    Tag(Option<RenewalModel>),
    /// Put the selection on a route of putting land back to use, or on none.
    Route(Option<RevivalRoute>),
    /// Select all parcels the filter shows.
    SelectAll,
    /// Select nothing.
    SelectNone,
    /// Select the shown parcels that are not selected.
    SelectInverse,
    /// Select the shown parcels without a tag.
    SelectUntagged,
    /// Select every parcel of the parks that the selection touches.
    SelectPark,
    /// Put the cursor in the search box.
    Find,
    /// Take all filters off.
    ClearFilter,
    /// Show everything on the map.
    FitAll,
    /// Show the selection on the map.
    FitSelection,
    /// Fold the left panel.
    ToggleLeft,
    /// Fold the right panel.
    ToggleRight,
    /// Fold the table.
    ToggleTable,
    /// Larger text and controls.
    ZoomIn,
    /// Smaller text and controls.
    ZoomOut,
    /// Other language.
    SwitchLanguage,
    /// Next theme: system, light, dark.
    SwitchTheme,
    /// See or choose the coordinate system of the open file.
    CoordinateSystem,
    /// Say which property is which column.
    MapColumns,
    /// Choose a firms' list and join it.
    JoinFirms,
    /// Read the joined firms' list again.
    RefreshFirms,
    /// Choose a list of commitments and join it.
    JoinCommitments,
    /// Choose the parcel file of a base year.
    ChooseBase,
    /// Show what changed between the years.
    Changes,
    /// Let a file of boundaries say the parks.
    Boundaries,
    /// Choose a reference layer and draw it.
    AddLayer,
    /// Show which parcels to act on first.
    WorkList,
    /// Show which parcels will cross a mark of idle land soon.
    MarksAhead,
    /// Choose which suggested models become tags.
    AcceptSuggestions,
    /// Show where a tag differs from the suggestion.
    TagDifferences,
    /// Say what became of one kind of finding of all selected parcels.
    FollowUpSelected,
    /// Write the cells that findings would have needed, to be filled in.
    MissingList,
    /// Read such a list back.
    ReadMissing,
    /// Show what is marked for suggestions.
    Marks,
    /// Show the rules that findings are made by.
    Rulebook,
    /// Show the help page.
    Help,
}

impl Command {
    /// Every command, in menu order.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Open,
            Self::OpenPath,
            Self::OpenSample,
            Self::Save,
            Self::SaveAs,
            Self::SavePath,
            Self::Export,
            Self::ExportMapPng,
            Self::Close,
            Self::Quit,
            Self::Undo,
            Self::Redo,
            Self::Copy,
        ];
        all.extend(RenewalModel::ALL.map(|model| Self::Tag(Some(model))));
        all.extend([Self::Tag(None)]);
        all.extend(RevivalRoute::ALL.map(|route| Self::Route(Some(route))));
        all.extend([
            Self::Route(None),
            Self::SelectAll,
            Self::SelectNone,
            Self::SelectInverse,
            Self::SelectUntagged,
            Self::SelectPark,
            Self::Find,
            Self::ClearFilter,
            Self::FitAll,
            Self::FitSelection,
            Self::ToggleLeft,
            Self::ToggleRight,
            Self::ToggleTable,
            Self::ZoomIn,
            Self::ZoomOut,
            Self::SwitchLanguage,
            Self::SwitchTheme,
            Self::CoordinateSystem,
            Self::MapColumns,
            Self::JoinFirms,
            Self::RefreshFirms,
            Self::JoinCommitments,
            Self::ChooseBase,
            Self::Boundaries,
            Self::AddLayer,
            Self::Changes,
            Self::WorkList,
            Self::MarksAhead,
            Self::AcceptSuggestions,
            Self::TagDifferences,
            Self::FollowUpSelected,
            Self::MissingList,
            Self::ReadMissing,
            Self::Marks,
            Self::Rulebook,
            Self::Help,
        ]);
        all
    }

    /// The menu it stands in.
    #[must_use]
    pub fn menu(self) -> Menu {
        match self {
            Self::Open
            | Self::OpenPath
            | Self::OpenSample
            | Self::Save
            | Self::SaveAs
            | Self::SavePath
            | Self::Export
            | Self::ExportMapPng
            | Self::Close
            | Self::Quit => Menu::File,
            Self::Undo | Self::Redo | Self::Copy | Self::Tag(_) | Self::Route(_) => Menu::Edit,
            Self::SelectAll
            | Self::SelectNone
            | Self::SelectInverse
            | Self::SelectUntagged
            | Self::SelectPark
            | Self::Find
            | Self::ClearFilter => Menu::Select,
            Self::FitAll
            | Self::FitSelection
            | Self::ToggleLeft
            | Self::ToggleRight
            | Self::ToggleTable
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::SwitchLanguage
            | Self::SwitchTheme => Menu::View,
            Self::CoordinateSystem
            | Self::MapColumns
            | Self::JoinFirms
            | Self::RefreshFirms
            | Self::JoinCommitments
            | Self::ChooseBase
            | Self::Changes
            | Self::Boundaries
            | Self::AddLayer
            | Self::WorkList
            | Self::MarksAhead
            | Self::AcceptSuggestions
            | Self::TagDifferences
            | Self::FollowUpSelected
            | Self::MissingList
            | Self::ReadMissing
            | Self::Marks
            | Self::Rulebook => Menu::Tools,
            Self::Help => Menu::Help,
        }
    }

    /// The id of the command's name; models are named by the model itself.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Open => "command-open",
            Self::OpenPath => "command-open-path",
            Self::OpenSample => "command-open-sample",
            Self::Save => "command-save",
            Self::SaveAs => "command-save-as",
            Self::SavePath => "command-save-path",
            Self::Export => "command-export",
            Self::ExportMapPng => "command-export-map-png",
            Self::Close => "command-close",
            Self::Quit => "command-quit",
            Self::Undo => "command-undo",
            Self::Redo => "command-redo",
            Self::Copy => "command-copy",
            Self::Tag(Some(_)) => "command-tag",
            Self::Tag(None) => "command-clear-tag",
            Self::Route(Some(_)) => "command-route",
            Self::Route(None) => "command-clear-route",
            Self::SelectAll => "command-select-all",
            Self::SelectNone => "command-select-none",
            Self::SelectInverse => "command-select-inverse",
            Self::SelectUntagged => "command-select-untagged",
            Self::SelectPark => "command-select-park",
            Self::Find => "command-find",
            Self::ClearFilter => "command-clear-filter",
            Self::FitAll => "command-fit-all",
            Self::FitSelection => "command-fit-selection",
            Self::ToggleLeft => "command-toggle-left",
            Self::ToggleRight => "command-toggle-right",
            Self::ToggleTable => "command-toggle-table",
            Self::ZoomIn => "command-zoom-in",
            Self::ZoomOut => "command-zoom-out",
            Self::SwitchLanguage => "command-switch-language",
            Self::SwitchTheme => "command-switch-theme",
            Self::CoordinateSystem => "command-coordinate-system",
            Self::MapColumns => "command-map-columns",
            Self::JoinFirms => "command-join-firms",
            Self::RefreshFirms => "command-refresh-firms",
            Self::JoinCommitments => "command-join-commitments",
            Self::ChooseBase => "command-choose-base",
            Self::Changes => "command-changes",
            Self::Boundaries => "command-boundaries",
            Self::AddLayer => "command-add-layer",
            Self::WorkList => "command-work-list",
            Self::MarksAhead => "command-marks-ahead",
            Self::AcceptSuggestions => "command-accept-suggestions",
            Self::TagDifferences => "command-tag-differences",
            Self::FollowUpSelected => "command-follow-up-selected",
            Self::MissingList => "command-missing-list",
            Self::ReadMissing => "command-read-missing",
            Self::Marks => "command-marks",
            Self::Rulebook => "command-rulebook",
            Self::Help => "command-help",
        }
    }

    /// Its key, if it has one.
    #[must_use]
    pub fn shortcut(self) -> Option<Shortcut> {
        Some(match self {
            Self::Open => Shortcut::ctrl('O'),
            Self::OpenPath => Shortcut::ctrl_shift('O'),
            Self::Save => Shortcut::ctrl('S'),
            Self::SaveAs => Shortcut::ctrl_shift('S'),
            Self::Export => Shortcut::ctrl('E'),
            Self::Close => Shortcut::ctrl('W'),
            Self::Quit => Shortcut::ctrl('Q'),
            Self::Undo => Shortcut::ctrl('Z'),
            Self::Redo => Shortcut::ctrl('Y'),
            Self::Copy => Shortcut::ctrl('C'),
            Self::Tag(tag) => Shortcut::plain(Key::Digit(tag.map_or(0, RenewalModel::number))),
            Self::SelectAll => Shortcut::ctrl('A'),
            Self::SelectNone => Shortcut::plain(Key::Escape),
            Self::SelectInverse => Shortcut::ctrl('I'),
            Self::SelectUntagged => Shortcut::ctrl('U'),
            Self::SelectPark => Shortcut::ctrl('P'),
            Self::Find => Shortcut::ctrl('F'),
            Self::FitAll => Shortcut::plain(Key::Letter('F')),
            Self::FitSelection => Shortcut::plain(Key::Letter('G')),
            Self::ToggleTable => Shortcut::ctrl('T'),
            Self::MapColumns => Shortcut::ctrl_shift('M'),
            Self::JoinFirms => Shortcut::ctrl('J'),
            Self::SwitchLanguage => Shortcut::ctrl('L'),
            Self::Help => Shortcut::plain(Key::F1),
            _ => return None,
        })
    }

    /// Whether it works on an open data set only.
    #[must_use]
    pub fn needs_document(self) -> bool {
        !matches!(
            self,
            Self::Open
                | Self::OpenPath
                | Self::OpenSample
                | Self::Quit
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::SwitchLanguage
                | Self::SwitchTheme
                | Self::Help
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use std::collections::HashMap;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen = HashMap::new();
        for command in Command::all() {
            if let Some(shortcut) = command.shortcut() {
                assert_eq!(seen.insert(shortcut, command), None, "{}", shortcut.text());
            }
        }
    }

    #[test]
    fn every_command_and_menu_has_a_name_in_both_languages() {
        for lang in Lang::ALL {
            for id in Command::all().into_iter().map(Command::text_id).chain(Menu::ALL.map(Menu::text_id)) {
                assert!(lang.has(id), "{id}");
            }
        }
    }
}
