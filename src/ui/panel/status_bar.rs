//! The line below: file, coordinate system, land basis, year, findings, and the running job with its cancel button.

use eframe::egui::{self, Align, Layout, ProgressBar, RichText, Ui};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::super::window_state::{RightTab, WindowState};
use crate::app::{Action, Command, JobKind, Workspace};

/// Draws the line.
pub fn status_bar_ui(ui: &mut Ui, cx: &mut ViewContext<'_>, workspace: &Workspace, state: &mut WindowState) {
    ui.horizontal(|ui| {
        let weak = tokens_of(ui).weak;
        let part = |text: String| RichText::new(text).font(small()).color(weak);
        if let Some(document) = workspace.document() {
            let dirty = if document.is_dirty() { " •" } else { "" };
            let project = document
                .project_path()
                .and_then(|path| path.file_name())
                .map_or_else(String::new, |name| format!(" · {}", name.to_string_lossy()));
            ui.label(part(format!("{}{project}{dirty}", document.source().file_name())));
            ui.separator();
            let crs = part(document.report().crs_sentence(cx.lang));
            if ui.link(crs).on_hover_text(cx.text("command-coordinate-system-hint")).clicked() {
                cx.run(Command::CoordinateSystem);
            }
            ui.separator();
            ui.label(part(super::super::figures_basis(cx.lang, document)));
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
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for job in workspace.jobs().filter(|job| job.kind != JobKind::Autosave) {
                if ui.small_button(cx.text("job-cancel")).clicked() {
                    cx.push(Action::CancelJob(job.id));
                }
                let (done, total) = (job.progress.bytes_done(), job.progress.bytes_total());
                let share = if total > 0 { done as f32 / total as f32 } else { 0.0 };
                ui.add(ProgressBar::new(share).desired_width(160.0).desired_height(10.0))
                    .accessible_name(cx.text(job.kind.text_id()));
                let progress = if total > 0 {
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
                ui.label(part(progress));
                // Enough for a progress bar; frames take the cores from the job itself.
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(250));
            }
        });
    });
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// The bar's frame.
pub fn frame(ui: &Ui) -> egui::Frame {
    egui::Frame::side_top_panel(ui.style()).inner_margin(egui::Margin::symmetric(12, 2))
}
