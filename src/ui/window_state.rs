//! What the window remembers between frames and no project needs: open dialogs, the tab, the hovered parcel.

use super::dialog::export::ExportForm;
use super::dialog::{AcceptForm, BoundaryDialog, CrsForm, FirmDialog, FollowSelectedForm, MappingDialog};
use super::map::MapState;
use super::rulebook_page::RulebookPage;
use super::table::TableState;
use crate::domain::TableColumn;
use crate::io::Source;

/// The tab of the right panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RightTab {
    /// Charts, one above another.
    #[default]
    Charts,
    /// The selected parcel, or the sums of several.
    Inspector,
    /// Leading firms, zones and facts of parks.
    Marks,
    /// The import report.
    Report,
}

/// Why the open data set is to be left.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaving {
    /// It is to be closed.
    Close,
    /// The program is to end.
    Quit,
    /// Something else is to be opened.
    Open(Source),
}

/// The dialog that is open; there is at most one.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum OpenDialog {
    /// None.
    #[default]
    None,
    /// A path is being typed.
    TypePath(String),
    /// Where to save the project is being typed, because no dialog came up.
    TypeSavePath(String),
    /// Where to write a picture is being typed, because no dialog came up.
    TypePicturePath(super::picture::PictureOf, String),
    /// Unsaved work: save, throw away, or stay.
    Unsaved(Leaving),
    /// What to export.
    Export,
    /// The coordinate system of the open file.
    CoordinateSystem,
    /// Which property is which column.
    Mapping,
    /// A firms' list is being joined.
    Firms,
    /// Where to write the report of a join is being typed, because no dialog came up.
    TypeReportPath(String),
    /// Boundaries are being chosen about.
    Boundaries,
    /// The path of a reference layer is being typed, because no dialog came up.
    TypeLayerPath(String),
    /// The path of a list is being typed, because no dialog came up.
    TypeListPath(super::dialog::PickFor, String),
    /// What changed between the years.
    Changes,
    /// Which parcels to act on first.
    WorkList,
    /// Which parcels will cross a mark of idle land soon.
    MarksAhead,
    /// Which suggested models become tags.
    AcceptSuggestions,
    /// Where a tag differs from the suggestion.
    TagDifferences,
    /// What became of a finding of all selected parcels.
    FollowUpSelected,
    /// The help page.
    Help,
}

/// The window's own state.
#[derive(Debug, Default)]
pub struct WindowState {
    /// The map's view and pictures.
    pub map: MapState,
    /// The table's scroll and columns.
    pub table: TableState,
    /// The open dialog.
    pub dialog: OpenDialog,
    /// The export dialog's form.
    pub export: ExportForm,
    /// What is being answered about a coordinate system.
    pub crs_form: CrsForm,
    /// The mapping dialog's form.
    pub mapping: MappingDialog,
    /// The boundaries dialog.
    pub boundaries: BoundaryDialog,
    /// The firms' list dialog.
    pub firms: FirmDialog,
    /// The cell being corrected: row, column, what is being typed.
    pub correcting: Option<(usize, TableColumn, String)>,
    /// What is being said about a finding.
    pub following: Option<super::panel::follow_up::FollowForm>,
    /// What is being said about a finding of all selected parcels.
    pub follow_selected: FollowSelectedForm,
    /// Which suggestions are to become tags.
    pub accept: AcceptForm,
    /// Who said something about a finding last.
    pub follow_name: String,
    /// The tab of the right panel.
    pub right_tab: RightTab,
    /// The report's filter and marks.
    pub report: super::panel::report_findings::ReportForm,
    /// The search text being typed.
    pub search: String,
    /// Whether the search box is to take the focus in the next frame.
    pub focus_search: bool,
    /// The row under the pointer, on the map or in the table.
    pub hovered: Option<usize>,
    /// Charts whose numbers are shown as a table, by key.
    pub chart_numbers: std::collections::BTreeSet<&'static str>,
    /// The day that is being typed, which findings are to be as of.
    pub as_of: Option<String>,
    /// Within how many days marks are listed.
    pub mark_days: i32,
    /// Which changes between the years are listed.
    pub change_listing: crate::analysis::ChangeListing,
    /// The page of marks.
    pub marks: super::panel::marks_panel::MarksForm,
    /// The rulebook page.
    pub rulebook: RulebookPage,
    /// The note being typed, and the row it belongs to.
    pub note: super::note_field::TypedNote,
    /// The last feature read for the inspector.
    pub feature: super::panel::inspector::FeatureCache,
    /// What comes once the work is saved, the user having said so.
    pub after_save: Option<Leaving>,
    /// Whether the window may close: the user has been asked.
    pub may_close: bool,
}
