//! What is done when the graphics device is lost: the work is saved and the program starts itself again where the user
//! was, or says in one sentence what to do.
//!
//! The loss is noticed between frames, or it ends a frame: then the window leaves while it is being dropped.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use eframe::egui::{self, Ui, ViewportCommand};
use eframe::egui_wgpu::wgpu;

use super::graphics::DeviceWatch;
use super::window::MulensWindow;
use crate::app::{Looked, WindowStart};
use crate::locale::Lang;

/// A run that was started again and loses its device within so long would only do so once more.
const TOO_SOON: Duration = Duration::from_mins(1);

/// Set to lose the device on purpose once a file is shown, for tests; not looked at in what is released.
#[cfg(debug_assertions)]
const LOSE_DEVICE: &str = "MULENS_TEST_LOSE_DEVICE";

/// Runs the window. Drawing on a device that is just being lost ends in a panic of the library that draws; the window
/// has left by then, and the program ends as if it had been closed.
pub fn run_until_lost(
    watch: &DeviceWatch,
    run: impl FnOnce() -> Result<(), eframe::Error>,
) -> Result<(), eframe::Error> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result,
        Err(_) if watch.is_lost() => Ok(()),
        Err(panic) => resume_unwind(panic),
    }
}

/// How to start again.
#[derive(Debug)]
struct Restart {
    watch: DeviceWatch,
    device: Option<wgpu::Device>,
    start: WindowStart,
    began: Instant,
    is_over: bool,
}

impl Restart {
    /// Whether another start would soon end as this one.
    fn is_too_soon(&self) -> bool {
        self.start.resume.is_some() && self.began.elapsed() < TOO_SOON
    }

    /// Whether the device is lost; asks it, since a loss is told only where it is asked for.
    fn is_lost(&self) -> bool {
        if !self.watch.is_lost()
            && let Some(device) = &self.device
            && let Err(error) = device.poll(wgpu::PollType::Poll)
        {
            tracing::warn!(%error, "the graphics device does not answer");
        }
        self.watch.is_lost()
    }

    fn command(&self, note: &Path) -> std::io::Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--resume").arg(note);
        if let Some(renderer) = self.start.renderer {
            command.args(["--renderer", renderer.key()]);
        }
        #[cfg(debug_assertions)]
        command.env_remove(LOSE_DEVICE);
        Ok(command)
    }
}

/// The window, with an eye on its device.
pub struct RestartingWindow {
    inner: MulensWindow,
    restart: Restart,
}

impl RestartingWindow {
    /// The window, opened as `start` says.
    pub fn new(
        creation: &eframe::CreationContext<'_>,
        inner: MulensWindow,
        watch: DeviceWatch,
        start: WindowStart,
    ) -> Self {
        let device = creation.wgpu_render_state.as_ref().map(|state| state.device.clone());
        if let Some(device) = &device {
            let ctx = creation.egui_ctx.clone();
            watch.watch(device, move || ctx.request_repaint());
        }
        Self { inner, restart: Restart { watch, device, start, began: Instant::now(), is_over: false } }
    }

    /// Saves the work and starts the program again, once.
    fn leave(&mut self) {
        if std::mem::replace(&mut self.restart.is_over, true) {
            return;
        }
        let looked = self.inner.state.map.view();
        let looked = looked.map(|view| Looked { center: view.center, metres_per_pixel: view.metres_per_pixel });
        let note = self.inner.workspace.leave_behind(looked).filter(|_| !self.restart.is_too_soon());
        let started = note.is_some_and(|note| {
            let started = self.restart.command(&note).and_then(|mut command| command.spawn());
            if let Err(error) = &started {
                tracing::error!(%error, "the program does not start again");
            }
            started.is_ok()
        });
        if !started {
            tell(self.inner.workspace.lang());
        }
        self.inner.state.may_close = true;
    }

    #[cfg(debug_assertions)]
    fn lose_device_for_a_test(&self) {
        if self.inner.state.map.resolves > 0
            && std::env::var_os(LOSE_DEVICE).is_some()
            && let Some(device) = &self.restart.device
        {
            device.destroy();
        }
    }
}

impl Drop for RestartingWindow {
    fn drop(&mut self) {
        if std::thread::panicking() && self.restart.is_lost() {
            self.leave();
        }
    }
}

impl eframe::App for RestartingWindow {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        #[cfg(debug_assertions)]
        self.lose_device_for_a_test();
        if self.restart.watch.is_lost() {
            self.leave();
            ctx.send_viewport_cmd(ViewportCommand::Close);
            ctx.request_repaint();
        }
        self.inner.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        // On a lost device nothing may be drawn, not even a background.
        if !self.restart.watch.is_lost() {
            self.inner.ui(ui, frame);
        }
    }

    fn on_exit(&mut self) {
        self.inner.on_exit();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.inner.clear_color(visuals)
    }
}

/// Says what to do: nothing can be drawn any more, so it is the system's own dialog and standard error that say it.
fn tell(lang: Lang) {
    let sentence = lang.text("graphics-lost");
    eprintln!("{sentence}");
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(lang.text("app-name").as_ref())
        .set_description(sentence.as_ref())
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Renderer;

    fn restart(start: WindowStart) -> Restart {
        Restart { watch: DeviceWatch::default(), device: None, start, began: Instant::now(), is_over: false }
    }

    #[test]
    fn the_program_is_started_as_it_was_and_not_round_and_round() {
        let first = restart(WindowStart { renderer: Some(Renderer::Gl), ..WindowStart::default() });
        let command = first.command(Path::new("resume.json")).unwrap();
        assert_eq!(command.get_args().collect::<Vec<_>>(), ["--resume", "resume.json", "--renderer", "gl"]);
        assert!(!first.is_too_soon());
        let second = restart(WindowStart { resume: Some("resume.json".into()), ..WindowStart::default() });
        assert!(second.is_too_soon() && !second.is_lost());
    }
}
