//! The line below: file, coordinate system, land basis, year, findings, and the running job with its cancel button.

use eframe::egui::{self, Align, Layout, ProgressBar, RichText, Ui, vec2};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::{RightTab, WindowState};
use crate::app::{Action, Command, Document, Job, JobKind, Workspace};

/// Draws the line: what runs on the right, and of the rest on the left as much as there is room for.
pub fn status_bar_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace, state: &mut WindowState) {
    let height = ui.spacing().interact_size.y;
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), height), layout, |ui| {
        for job in workspace.jobs().filter(|job| job.kind != JobKind::Autosave) {
            job_ui(ui, cx, job);
        }
        let room = ui.available_rect_before_wrap();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.shrink_clip_rect(room);
            if let Some(document) = workspace.document() {
                document_ui(ui, cx, document, state);
            }
        });
    });
}

/// A text of this line.
fn part(ui: &Ui, text: String) -> RichText {
    RichText::new(text).font(small()).color(tokens_of(ui).weak)
}

/// What is open, what its figures stand on, and what was found in it.
fn document_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, document: &Document, state: &mut WindowState) {
    let dirty = if document.is_dirty() { " •" } else { "" };
    let project = document
        .project_path()
        .and_then(|path| path.file_name())
        .map_or_else(String::new, |name| format!(" · {}", name.to_string_lossy()));
    ui.label(part(ui, format!("{}{project}{dirty}", document.source().file_name())));
    ui.separator();
    let crs = part(ui, document.report().crs_sentence(cx.lang));
    if ui.link(crs).on_hover_text(cx.text("command-coordinate-system-hint")).clicked() {
        cx.run(Command::CoordinateSystem);
    }
    ui.separator();
    ui.label(part(ui, super::super::figures_basis(cx.lang, document)));
    ui.separator();
    super::as_of::as_of_ui(ui, cx, document, state);
    let between = document.examination().map_or(0, |each| each.overlaps.duplicates + each.overlaps.overlapping);
    let findings = document.report().findings_total() as u64 + between;
    if findings > 0 {
        ui.separator();
        let text = cx.lang.text_with("status-findings", [("count", findings.into())]);
        let link = ui.link(RichText::new(text).font(small()));
        if link.clicked() {
            state.right_tab = RightTab::Report;
        }
    }
}

/// A running job from right to left: its cancel button, how far it is where that is known, its name.
fn job_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, job: &Job) {
    if ui.small_button(cx.text("job-cancel")).clicked() {
        cx.push(Action::CancelJob(job.id));
    }
    let (done, total) = (job.progress.bytes_done(), job.progress.bytes_total());
    let name = if total > 0 {
        let bar = ProgressBar::new(done as f32 / total as f32).fill(tokens_of(ui).accent);
        ui.add(bar.desired_width(160.0).desired_height(10.0)).accessible_name(cx.text(job.kind.text_id()));
        cx.lang.text_with(
            "job-progress",
            [
                ("job", cx.text(job.kind.text_id()).into()),
                ("subject", job.subject.as_str().into()),
                ("done", megabytes(done).into()),
                ("total", megabytes(total).into()),
                ("parcels", crate::locale::grouped(job.progress.parcels() as f64, 0).into()),
            ],
        )
    } else {
        format!("{} {}", cx.text(job.kind.text_id()), job.subject)
    };
    ui.label(part(ui, name));
    // Enough for a progress bar; frames take the cores from the job itself.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(250));
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// The bar's frame.
pub fn frame(ui: &Ui) -> egui::Frame {
    egui::Frame::side_top_panel(ui.style()).inner_margin(egui::Margin::symmetric(12, 2))
}
