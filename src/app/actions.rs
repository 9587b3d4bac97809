//! What a view may ask for: the only way in which anything changes.

use std::path::PathBuf;
use std::sync::Arc;

use super::accepting::AcceptChoice;
use super::boundaries::BoundaryChoices;
use super::command::Command;
use super::exports::ExportRequest;
use super::firms::FirmChoices;
use super::layers::Layer;
use super::marks::MarkChange;
use super::view_settings::{ColorBy, DoublingTarget};
use crate::analysis::judge::Rulebook;
use crate::analysis::{ClassMethod, FigureSettings, Filter, Grouping, SortKey};
use crate::domain::{CellValue, Day, FindingKind, FollowUp, RevivalRoute, RowSet, TableColumn, Tag, Year, ZoneKind};
use crate::io::ReadOptions;
use crate::io::columns::Mapping;
use crate::locale::Lang;

/// How a choice of rows meets the present selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectMode {
    /// The choice becomes the selection.
    Replace,
    /// The choice is added.
    Add,
    /// Each chosen row changes sides.
    Toggle,
}

/// A wish of a view, applied between frames.
#[derive(Clone, Debug)]
pub enum Action {
    /// A command from menu, key or button.
    Run(Command),
    /// Open a parcel file or a project.
    OpenFile(PathBuf),
    /// Open several parcel files as one data set.
    OpenFiles(Vec<PathBuf>),
    /// Answer the question about the file that waits for it: read it with these options.
    OpenWith(ReadOptions),
    /// Read the open file again with this said about its columns, and remember it for files with the same ones.
    ApplyMapping(Box<Mapping>),
    /// The columns are right as they are: do not ask again for files with the same ones.
    KeepColumns,
    /// Write a mapping file.
    SaveMapping(PathBuf, Box<Mapping>),
    /// Leave the file that waits for an answer.
    ForgetQuestion,
    /// Read the open file again with other options; the work is carried over.
    Reread(ReadOptions),
    /// Change the selection.
    Select(RowSet, SelectMode),
    /// Tag these rows, in one undoable step.
    TagRows(RowSet, Tag),
    /// Tag every parcel of the parks the selection touches, in one undoable step.
    TagParks(Tag),
    /// Put these rows on a route of putting land back to use, or on none, in one undoable step.
    RouteRows(RowSet, Option<RevivalRoute>),
    /// Tag parcels with what is suggested for them, in one undoable step.
    AcceptSuggestions(Box<AcceptChoice>),
    /// Write a parcel's note; empty removes it.
    SetNote(usize, String),
    /// Correct a parcel's cell, undoably; `None` takes it back to what was read.
    Correct(usize, TableColumn, Option<CellValue>),
    /// Say what became of a parcel's finding, undoably; `None` says that nothing did.
    FollowUp(usize, FindingKind, Option<FollowUp>),
    /// Change what is marked for suggestions, undoably.
    Mark(MarkChange),
    /// Say the same of one kind of finding of all these parcels, in one undoable step.
    FollowUpRows(RowSet, FindingKind, Option<FollowUp>),
    /// Read a missing-items list that came back: its filled cells become corrections, undoably.
    ReadFilled(PathBuf),
    /// Change the filter, undoably.
    SetFilter(Filter),
    /// Colour the map by something else.
    ColorBy(ColorBy),
    /// Cut an indicator's classes differently.
    ClassMethod(ClassMethod),
    /// Group charts and summary by something else.
    GroupBy(Grouping),
    /// Change year or land basis of every figure, undoably.
    Figures(FigureSettings),
    /// Judge as of this day, undoably.
    AsOf(Day),
    /// Judge by these rules, undoably; changes of the named field that follow each other are one step.
    SetRulebook(Arc<Rulebook>, Option<String>),
    /// Read a rulebook file and judge by it, undoably.
    LoadRulebook(PathBuf),
    /// Write the rulebook to this path.
    SaveRulebook(PathBuf),
    /// Hold figures against this year.
    BaseYear(Year),
    /// Bring parcels to so much output per mu on the doubling path, 万元/亩; to their park's median if `None`.
    DoublingTarget(Option<DoublingTarget>),
    /// Sort the table; again on the same key turns the order round.
    SortBy(SortKey),
    /// Show or hide a table column.
    ShowColumn(String, bool),
    /// Save the project to this path.
    SaveProject(PathBuf),
    /// Write an export.
    Export(Box<ExportRequest>),
    /// Take the autosaved work that was found for the open file.
    RestoreAutosave,
    /// Throw the autosaved work away.
    DiscardAutosave,
    /// Cancel a running job.
    CancelJob(u64),
    /// A notice was read.
    DismissNotice(u64),
    /// Read a firms' list and draft its join.
    DraftFirms(PathBuf),
    /// Draft the join of the same list under other choices.
    RedraftFirms(Box<FirmChoices>),
    /// Leave the drafted join.
    ForgetFirmDraft,
    /// Join the drafted list, undoably.
    JoinDrafted,
    /// Take the joined list away, undoably.
    RemoveFirms,
    /// Write the report of the join to this path, as the ending says.
    ExportJoin(PathBuf),
    /// Read a list of commitments and join it, undoably.
    JoinCommitments(PathBuf),
    /// Take the joined list of commitments away, undoably.
    RemoveCommitments,
    /// Read a parcel file and take it as the base year, undoably.
    JoinBase(PathBuf),
    /// Take the base file away, undoably.
    RemoveBase,
    /// Show or hide the outlines of the base file's parcels that are no more.
    ShowBaseOutlines(bool),
    /// Read boundaries and draft the parks they say.
    DraftBoundaries(PathBuf),
    /// Draft the parks of the same boundaries under other choices.
    RedraftBoundaries(BoundaryChoices),
    /// Leave the drafted boundaries.
    ForgetBoundaryDraft,
    /// Let the drafted boundaries say the parks, undoably.
    ApplyBoundaries,
    /// Let the boundaries no longer say the parks, undoably.
    RemoveBoundaries,
    /// Read a reference layer and draw it.
    AddLayer(PathBuf),
    /// Make zones of this kind of the polygons of the layer at this place, undoably.
    ZonesOfLayer(usize, ZoneKind),
    /// Change the reference layers, undoably.
    SetLayers(Vec<Layer>),
    /// Change the language.
    SetLang(Lang),
    /// Close the data set, unsaved work and all: the user has been asked.
    CloseForSure,
}
