//! The system's file dialogs: built on the window's thread with the window as parent, awaited on another.
//!
//! Where a system has no dialog to show (a Linux without a portal) the answer is the same as for "cancelled"; a typed
//! path, recent files, dropping and an argument always serve.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use eframe::egui;
use rfd::AsyncFileDialog;

use crate::locale::Lang;
use crate::ui::picture::PictureOf;

/// What a chosen path is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickFor {
    /// Opening a parcel file or a project.
    Open,
    /// Saving the project.
    SaveProject,
    /// Writing the export in the dialog's form.
    Export,
    /// Reading a mapping file into the mapping dialog.
    LoadMapping,
    /// Writing the mapping dialog's mapping.
    SaveMapping,
    /// Reading a rulebook file.
    LoadRulebook,
    /// Writing the rulebook.
    SaveRulebook,
    /// Reading a firms' list.
    Firms,
    /// Writing the report of a join.
    JoinReport,
    /// Reading boundaries.
    Boundaries,
    /// Reading a reference layer.
    Layer,
    /// Reading a missing-items list that came back.
    FilledList,
    /// Reading a list of commitments.
    Commitments,
    /// Reading the parcel file of a base year.
    Base,
    /// Writing a picture.
    Picture(PictureOf),
}

impl PickFor {
    /// The title of the question for a list.
    #[must_use]
    pub fn list_title(&self) -> &'static str {
        match self {
            Self::Firms => "firms-title",
            Self::Commitments => "commitments-read-title",
            Self::Base => "base-read-title",
            _ => "missing-read-title",
        }
    }

    /// The title of the question for a file of outlines.
    #[must_use]
    pub fn outlines_title(&self) -> &'static str {
        match self {
            Self::Layer => "layers-add-title",
            Self::Base => "base-read-title",
            _ => "boundaries-title",
        }
    }
}

/// What a dialog came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A path was chosen.
    Path(PickFor, PathBuf),
    /// Several files were chosen to be opened.
    Files(Vec<PathBuf>),
    /// The dialog was left, or did not come up: `at_once` if it answered faster than a person can.
    Nothing(PickFor, bool),
}

/// An open system dialog.
#[derive(Debug)]
pub struct FilePick {
    wanted: PickFor,
    since: Instant,
    receiver: Receiver<Option<Vec<PathBuf>>>,
}

/// The endings of files that can be opened.
const PARCEL_ENDINGS: &[&str] =
    &["geojson", "json", "geojsonl", "ndjson", "jsonl", "geojsons", "gz", "shp", "zip", "gpkg", "mulens"];

/// A dialog that answers "nothing" faster than this was never seen by anybody.
const UNSEEN: Duration = Duration::from_millis(400);

/// The name and file ending a save dialog proposes.
pub struct Proposal {
    /// File name with ending.
    pub file_name: String,
    /// The ending's description, in the user's language.
    pub kind: String,
    /// The ending, without the dot.
    pub ending: &'static str,
}

/// The endings of reference layers.
const LAYER_ENDINGS: &[&str] = &["geojson", "json"];

impl FilePick {
    /// Shows the dialog for opening.
    #[must_use]
    pub fn open(lang: Lang, frame: &eframe::Frame, ctx: &egui::Context) -> Self {
        let dialog = AsyncFileDialog::new()
            .set_title(lang.text("dialog-open-title"))
            .add_filter(lang.text("dialog-filter-parcels"), PARCEL_ENDINGS)
            .add_filter(lang.text("dialog-filter-all"), &["*"])
            .set_parent(frame);
        Self::await_paths(PickFor::Open, ctx, async move {
            let files = dialog.pick_files().await?;
            Some(files.iter().map(|file| file.path().to_owned()).collect())
        })
    }

    /// Shows the dialog for choosing a list: of firms, or one that was filled in.
    #[must_use]
    pub fn list(wanted: PickFor, lang: Lang, frame: &eframe::Frame, ctx: &egui::Context) -> Self {
        let dialog = AsyncFileDialog::new()
            .set_title(lang.text(wanted.list_title()))
            .add_filter(lang.text("dialog-filter-lists"), &["xlsx", "xls", "xlsm", "csv", "tsv", "txt"])
            .add_filter(lang.text("dialog-filter-all"), &["*"])
            .set_parent(frame);
        Self::await_paths(wanted, ctx, async move { dialog.pick_file().await.map(|file| vec![file.path().to_owned()]) })
    }

    /// Shows the dialog for choosing a file of outlines beside the parcels.
    #[must_use]
    pub fn geojson(wanted: PickFor, title: &str, lang: Lang, frame: &eframe::Frame, ctx: &egui::Context) -> Self {
        let dialog = AsyncFileDialog::new()
            .set_title(title)
            .add_filter(
                lang.text("dialog-filter-outlines"),
                if wanted == PickFor::Layer { LAYER_ENDINGS } else { PARCEL_ENDINGS },
            )
            .add_filter(lang.text("dialog-filter-all"), &["*"])
            .set_parent(frame);
        Self::await_paths(wanted, ctx, async move { dialog.pick_file().await.map(|file| vec![file.path().to_owned()]) })
    }

    /// Shows the dialog for choosing a mapping file or a rulebook.
    #[must_use]
    pub fn open_toml(wanted: PickFor, lang: Lang, frame: &eframe::Frame, ctx: &egui::Context) -> Self {
        let (title, kind) = match wanted {
            PickFor::LoadRulebook => ("rulebook-title", "rulebook-file"),
            _ => ("mapping-title", "mapping-file"),
        };
        let dialog = AsyncFileDialog::new()
            .set_title(lang.text(title))
            .add_filter(lang.text(kind), &["toml"])
            .add_filter(lang.text("dialog-filter-all"), &["*"])
            .set_parent(frame);
        Self::await_paths(wanted, ctx, async move { dialog.pick_file().await.map(|file| vec![file.path().to_owned()]) })
    }

    /// Shows a dialog for saving.
    #[must_use]
    pub fn save(wanted: PickFor, lang: Lang, proposal: &Proposal, frame: &eframe::Frame, ctx: &egui::Context) -> Self {
        let dialog = AsyncFileDialog::new()
            .set_title(lang.text("dialog-save-title"))
            .set_file_name(&proposal.file_name)
            .add_filter(&proposal.kind, &[proposal.ending])
            .set_parent(frame);
        Self::await_paths(wanted, ctx, async move { dialog.save_file().await.map(|file| vec![file.path().to_owned()]) })
    }

    /// A dialog that does not come up.
    #[must_use]
    pub fn unseen(wanted: PickFor) -> Self {
        let (_, receiver) = channel();
        Self { wanted, since: Instant::now(), receiver }
    }

    fn await_paths(
        wanted: PickFor,
        ctx: &egui::Context,
        answer: impl Future<Output = Option<Vec<PathBuf>>> + Send + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // The receiver is gone only when the window is: then nobody waits for the answer.
            if sender.send(pollster::block_on(answer)).is_ok() {
                ctx.request_repaint();
            }
        });
        Self { wanted, since: Instant::now(), receiver }
    }

    /// The answer, once there is one.
    #[must_use]
    pub fn poll(&self) -> Option<Picked> {
        match self.receiver.try_recv() {
            Ok(Some(mut paths)) if paths.len() == 1 => paths.pop().map(|path| Picked::Path(self.wanted.clone(), path)),
            Ok(Some(paths)) if !paths.is_empty() => Some(Picked::Files(paths)),
            Ok(_) | Err(TryRecvError::Disconnected) => {
                Some(Picked::Nothing(self.wanted.clone(), self.since.elapsed() < UNSEEN))
            }
            Err(TryRecvError::Empty) => None,
        }
    }
}
