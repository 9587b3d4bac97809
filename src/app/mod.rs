//! What the program does, with no window: the workspace, the open document, commands, history, jobs.
//!
//! [`Workspace`] lives as long as the program: settings, notices, running jobs, and at most one [`Document`]. A
//! [`Document`] lives as long as one data set: the frozen table and the overlays the analyst makes on it. Views read
//! both and push [`Action`]s; only [`Workspace::apply`] changes anything, and what can be undone goes through the
//! [`history::History`] as an edit with the old and the new value. Nothing here names egui or rfd; jobs wake the
//! window through the callback they are handed.

mod accepting;
mod actions;
mod autosave;
mod background;
mod base_file;
mod base_side;
mod batch;
mod bench;
mod beside;
pub mod boundaries;
mod cached;
mod chart_data;
mod column_needs;
mod command;
pub mod commitments;
mod compare;
mod corrections;
pub mod data_colors;
mod derived;
mod derived_changes;
mod derived_charts;
mod derived_figures;
mod derived_findings;
mod derived_grade_moves;
mod derived_years;
mod diverging;
mod document;
mod document_beside;
mod document_edits;
mod document_judging;
mod examination;
mod exports;
mod figure_notes;
mod finding_keys;
mod finding_text;
pub mod firms;
mod first_picture;
mod follow_ups;
mod group_charts;
mod history;
mod jobs;
mod judging;
mod later;
mod layers;
mod map_classes;
mod mapping_form;
mod mapping_trial;
mod marks;
mod marks_on_map;
mod marks_table;
mod missing_cells;
mod missing_list;
mod notice;
mod project;
mod project_judging;
mod quota_trial;
mod reason_numbers;
mod renderer;
mod report_list;
mod report_table;
mod resume;
mod rulebook_form;
mod rulebook_order;
mod rulebook_rows;
mod rulebook_values;
mod scatter;
mod settings;
mod shortcut;
mod tag_differences;
mod view_settings;
mod workspace;
mod workspace_acting;
mod workspace_beside;
mod workspace_commands;
mod workspace_judging;
mod workspace_loading;
mod workspace_mapping;
mod workspace_writing;
mod workspace_zones;

pub use accepting::{AcceptChoice, AcceptPlan, ModelCounts};
pub use actions::{Action, SelectMode};
pub use background::spawn as spawn_beside;
pub use base_file::{BaseFile, base_sentences};
pub use base_side::{BaseSide, BaseTable, change_notes};
pub use batch::{Batch, BatchBeside, BatchError, BatchJudging, BatchRequest};
pub use bench::{
    BenchReport, BenchRequest, ExportFigures, ExportsFigures, JudgeFigures, SceneFigures, SortFigures, SummaryFigures,
    Times, milliseconds, seconds,
};
pub use beside::{Beside, BesideError};
pub use cached::computations;
pub use chart_data::ChartData;
pub use column_needs::{ColumnNeed, needed_columns, units_of};
pub use command::{Command, Menu};
pub use compare::{CompareBatch, CompareError};
pub use corrections::{read_cell, shown_text, shown_unit, typed_text};
pub use derived::{CategoryCounts, Derived, MapKey, ParkPlace, Revisions};
pub use derived_changes::{Changes, ParcelChange};
pub use derived_findings::{CountedOutcomes, JudgedTotals, LandCount, OutcomeCounts, Stack, Stacked};
pub use derived_years::WorkList;
pub use document::{AT_ONCE_PARCELS, Document};
pub use document_judging::{JudgeKey, JudgeWork, JudgedWork, Judging, outcome_rgb, today};
pub use examination::{Examination, add_findings, examine, overlap_sentence, overlaps_of};
pub use exports::{ExportFormat, ExportRequest, ExportScope, ExportWhat};
pub use figure_notes::{idle_rule_text, summary_notes, zero_rule_text};
pub use finding_text::{fact_name_of_key, fact_unit_of_key, missing_text, reasons_lines, source_text};
pub use follow_ups::follow_up_text;
pub use group_charts::GroupCharts;
pub use history::{Correction, Edit, FollowUpChange, History, RulebookChange};
pub use jobs::{Job, JobDied, JobKind, LoadError, LoadRequest, Loaded, Outcome, Work, load};
pub use judging::{
    RulebookFileError, as_of_note, fault_text, findings_table, judging_notes, read_rulebook, rulebook_name,
    write_rulebook,
};
pub use layers::{LAYER_COLORS, Layer, LayerLine, LocalLayer};
pub use map_classes::{ClassLabel, MapClass, MapClasses};
pub use mapping_form::{FormRow, MappingForm, PropertyFact};
pub use mapping_trial::Trial;
pub use marks::{MOST_ZONE_PARCELS, MarkChange, marks_note, zone_kind_name};
pub use marks_on_map::{MarksOnMap, ZoneOnMap};
pub use marks_table::timeline_name;
pub use missing_list::{BadCell, Filled, FilledFault, MissingList, missing_list, read_filled};
pub use notice::{Notice, NoticeKind, Severity};
pub use project::{ProjectMatch, is_project, source_of_project};
pub use quota_trial::{GradeLand, QuotaShares, QuotaTrial};
pub use renderer::{Renderer, WindowStart};
pub use report_list::{EntryKind, ReportEntry, ReportFilter, ReportGroup, ReportList};
pub use report_table::report_table;
pub use resume::{Looked, Resume};
pub use rulebook_form::RulebookForm;
pub use rulebook_rows::{RuleList, RulePart, RuleRow, RuleStep};
pub use rulebook_values::{RuleValue, words_of_text};
pub use scatter::{Scatter, ScatterCell, ScatterPoint};
pub use settings::{RememberedMapping, Settings, ThemeChoice};
pub use shortcut::{Key, Shortcut};
pub use tag_differences::{DifferenceReasons, TagDifference};
pub use view_settings::{ColorBy, DoublingTarget, RulebookTarget, ViewSettings};
pub use workspace::{CrsQuestion, Effect, LayerQuestion, Paths, Workspace};

/// The sample, in the binary so that it alone can show it.
pub const SAMPLE_NAME: &str = "jimo_parks.geojson";

/// The bytes of the sample file.
pub const SAMPLE_BYTES: &[u8] = include_bytes!("../../sample_data/jimo_parks.geojson");

/// The sample as a source.
#[must_use]
pub fn sample() -> crate::io::Source {
    crate::io::Source::Embedded { name: SAMPLE_NAME, bytes: SAMPLE_BYTES }
}
