//! The list of commitments (标准地承诺) beside the parcels: read, matched to parcels, told of.
//!
//! The list stays a file of its own, as the firms' list does: the project keeps its path and hash, and it is read again
//! at every opening.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::beside::{BesideError, find};
use super::document::Document;
use super::history::Edit;
use super::jobs::{JobKind, Outcome, ReadBeside};
use super::notice::NoticeKind;
use super::workspace::Workspace;
use crate::domain::field_names::CommitmentColumn;
use crate::domain::{Commitments, ParcelTable, TextField, join_form};
use crate::io::tables::{BadCommitment, CommitmentEntry, CommitmentList, read_commitments};
use crate::io::{ProjectSource, Source, SourceStamp};
use crate::locale::Lang;

/// A list of commitments that belongs to the open data set.
#[derive(Debug)]
pub struct JoinedCommitments {
    /// Where the list lies.
    pub path: PathBuf,
    /// What it looked like when it was read.
    pub stamp: SourceStamp,
    /// What it says.
    pub list: CommitmentList,
}

impl PartialEq for JoinedCommitments {
    fn eq(&self, other: &Self) -> bool {
        // The content is told by its hash.
        self.path == other.path && self.stamp.blake3 == other.stamp.blake3
    }
}

/// A list laid on parcels.
#[derive(Clone, Debug, Default)]
pub struct LaidCommitments {
    /// The commitments by row.
    pub commitments: Arc<Commitments>,
    /// The rows of the list that name no parcel there is.
    pub unmatched: Vec<BadCommitment>,
}

impl JoinedCommitments {
    /// Reads a list.
    pub fn read(path: &Path) -> Result<Self, BesideError> {
        let (list, stamp) = read_commitments(path).map_err(BesideError::Firms)?;
        let list = list.ok_or_else(|| BesideError::NoCommitments(path.to_owned()))?;
        Ok(Self { path: path.to_owned(), stamp, list })
    }

    /// The file's name, as shown.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Finds the parcels: by key, else by parcel code or unit number, as codes are compared. A code that several parcels
    /// bear is meant of each.
    #[must_use]
    pub fn laid_on(&self, parcels: &ParcelTable) -> LaidCommitments {
        let mut of_name: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for row in 0..parcels.len() {
            let codes = [TextField::ParcelCode, TextField::UnitNumber].map(|field| parcels.text_of(field, row));
            let mut names: Vec<String> = codes.into_iter().flatten().chain([parcels.key(row)]).map(join_form).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                of_name.entry(name).or_default().push(row as u32);
            }
        }
        let mut commitments = Commitments::default();
        let mut unmatched = Vec::new();
        for CommitmentEntry { line, parcel, commitment } in &self.list.entries {
            match of_name.get(&join_form(parcel)) {
                Some(rows) => rows.iter().for_each(|&row| commitments.push(row, *commitment)),
                None => unmatched.push(BadCommitment {
                    line: *line,
                    column: CommitmentColumn::Parcel,
                    text: parcel.clone(),
                }),
            }
        }
        LaidCommitments { commitments: Arc::new(commitments), unmatched }
    }

    /// The list as a project saved at `project` remembers it.
    pub(super) fn saved(&self, project: &Path) -> Value {
        let source = ProjectSource::of(&Source::Path(self.path.clone()), &self.stamp, project);
        serde_json::to_value(SavedCommitments { source }).unwrap_or_default()
    }

    /// The list a project remembers, and whether it is to the byte the one the project was saved with.
    pub(super) fn read_saved(saved: &Value, project: &Path) -> Result<(Self, bool), BesideError> {
        let saved: SavedCommitments = serde_json::from_value(saved.clone()).map_err(|_| BesideError::NotUnderstood)?;
        let read = Self::read(&find(&saved.source, project)?)?;
        let is_same = saved.source.is_same_content(&read.stamp);
        Ok((read, is_same))
    }
}

/// A list of commitments as a project remembers it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedCommitments {
    source: ProjectSource,
}

/// A row that was not taken, in a sentence with its line and column.
fn bad_sentence(lang: Lang, bad: &BadCommitment, is_unmatched: bool) -> String {
    let id = match (is_unmatched, bad.text.is_empty()) {
        (true, _) => "commitments-no-parcel",
        (false, true) => "commitments-blank",
        (false, false) => "commitments-unreadable",
    };
    let column = lang.text(&format!("commitments-column-{}", bad.column.key())).into_owned();
    let args = [("line", bad.line.to_string().into()), ("column", column.into()), ("text", bad.text.as_str().into())];
    lang.text_with(id, args)
}

/// What a list came to, a sentence each: the counts, what was assumed, and every row that was not taken.
#[must_use]
pub fn commitment_sentences(lang: Lang, joined: &JoinedCommitments, laid: &LaidCommitments) -> Vec<String> {
    let counts = [
        ("file", joined.file_name().into()),
        ("parcels", laid.commitments.parcels().into()),
        ("commitments", laid.commitments.all().count().into()),
        ("bad", (joined.list.bad.len() + laid.unmatched.len()).into()),
    ];
    let assumed = joined.list.units_assumed;
    let assumed = (assumed > 0).then(|| lang.text_with("commitments-units-assumed", [("count", assumed.into())]));
    let unread = joined.list.bad.iter().map(|bad| (bad, false));
    let mut bad: Vec<_> = unread.chain(laid.unmatched.iter().map(|bad| (bad, true))).collect();
    bad.sort_by_key(|(bad, _)| bad.line);
    let bad = bad.into_iter().map(|(bad, is_unmatched)| bad_sentence(lang, bad, is_unmatched));
    [lang.text_with("commitments-joined", counts)].into_iter().chain(assumed).chain(bad).collect()
}

/// What is told below every figure that a list of commitments stands behind.
#[must_use]
pub fn commitment_notes(lang: Lang, joined: &JoinedCommitments, laid: &LaidCommitments) -> Vec<(String, String)> {
    let name = lang.text("note-commitments").into_owned();
    commitment_sentences(lang, joined, laid).into_iter().map(|sentence| (name.clone(), sentence)).collect()
}

impl Document {
    /// The list of commitments that is joined.
    #[must_use]
    pub fn commitments(&self) -> Option<&Arc<JoinedCommitments>> {
        self.joined.commitments.as_ref()
    }

    /// What laying it on the parcels came to.
    #[must_use]
    pub fn laid_commitments(&self) -> &LaidCommitments {
        &self.joined.laid_commitments
    }

    /// Joins a list of commitments, or takes the joined one away, undoably.
    pub fn set_commitments(&mut self, commitments: Option<Arc<JoinedCommitments>>) {
        if commitments != self.joined.commitments {
            self.perform(Edit::Commitments(Box::new((self.joined.commitments.clone(), commitments))));
        }
    }
}

impl Workspace {
    /// Reads a list of commitments, to be joined.
    pub(super) fn join_commitments(&mut self, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let generation = document.generation();
        let subject = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.start(JobKind::ReadCommitments, subject, move |_| {
            let read = JoinedCommitments::read(&path).map(Arc::new);
            Outcome::Beside(generation, Box::new(ReadBeside::Commitments(read)))
        });
    }

    /// Joins a list that was read.
    pub(super) fn take_commitments(&mut self, generation: u64, read: Result<Arc<JoinedCommitments>, BesideError>) {
        let document = self.document.as_mut().filter(|document| document.generation() == generation);
        let Some(document) = document else { return };
        let notice = match read {
            Ok(joined) => {
                document.set_commitments(Some(Arc::clone(&joined)));
                let laid = Box::new(document.laid_commitments().clone());
                NoticeKind::CommitmentsJoined { joined, laid }
            }
            Err(error) => NoticeKind::BesideNotRead(error),
        };
        self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::CommitmentsJoined { .. }));
        self.notify(notice);
    }
}
