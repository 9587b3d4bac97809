//! What is done when the graphics device is lost: the work is saved and the program starts itself again where the user
//! was, or says in one sentence what to do.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use eframe::egui::{self, ViewportCommand};

use super::graphics::DeviceWatch;
use super::window::MulensWindow;
use crate::app::{Looked, WindowStart};
use crate::locale::Lang;

/// A run that was started again and loses its device within so long would only do so once more.
const TOO_SOON: Duration = Duration::from_secs(60);

/// Set to lose the device on purpose once a file is open, for tests; not looked at in what is released.
#[cfg(debug_assertions)]
const LOSE_DEVICE: &str = "MULENS_TEST_LOSE_DEVICE";

/// How to start again.
#[derive(Debug)]
pub struct Restart {
    watch: DeviceWatch,
    start: WindowStart,
    began: Instant,
    is_over: bool,
}

impl Restart {
    /// Watches the device of a window opened as `start` says.
    pub fn new(creation: &eframe::CreationContext<'_>, watch: DeviceWatch, start: WindowStart) -> Self {
        if let Some(state) = &creation.wgpu_render_state {
            let ctx = creation.egui_ctx.clone();
            watch.watch(&state.device, move || ctx.request_repaint());
        }
        Self { watch, start, began: Instant::now(), is_over: false }
    }

    /// Whether another start would soon end as this one.
    fn is_too_soon(&self) -> bool {
        self.start.resume.is_some() && self.began.elapsed() < TOO_SOON
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

impl MulensWindow {
    /// Has the window start the program again when its device is lost.
    #[must_use]
    pub(super) fn restarting(mut self, restart: Restart) -> Self {
        self.restart = Some(restart);
        self
    }

    /// Leaves where the device is lost.
    pub(super) fn leave_lost_device(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        #[cfg(debug_assertions)]
        self.lose_device_for_a_test(frame);
        #[cfg(not(debug_assertions))]
        let _ = frame;
        let Some(restart) = self.restart.as_mut().filter(|restart| restart.watch.is_lost() && !restart.is_over) else {
            return;
        };
        restart.is_over = true;
        let looked = self.state.map.view();
        let looked = looked.map(|view| Looked { center: view.center, metres_per_pixel: view.metres_per_pixel });
        let note = self.workspace.leave_behind(looked);
        let restart = self.restart.as_ref().filter(|restart| !restart.is_too_soon());
        let started = restart.zip(note).is_some_and(|(restart, note)| {
            let started = restart.command(&note).and_then(|mut command| command.spawn());
            if let Err(error) = &started {
                tracing::error!(%error, "the program does not start again");
            }
            started.is_ok()
        });
        if !started {
            tell(self.workspace.lang());
        }
        self.state.may_close = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
        ctx.request_repaint();
    }

    #[cfg(debug_assertions)]
    fn lose_device_for_a_test(&self, frame: &eframe::Frame) {
        let is_shown = self.state.map.resolves > 0;
        if is_shown
            && std::env::var_os(LOSE_DEVICE).is_some()
            && let Some(state) = frame.wgpu_render_state()
        {
            state.device.destroy();
        }
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
        Restart { watch: DeviceWatch::default(), start, began: Instant::now(), is_over: false }
    }

    #[test]
    fn the_program_is_started_as_it_was_and_not_round_and_round() {
        let first = restart(WindowStart { renderer: Some(Renderer::Gl), ..WindowStart::default() });
        let command = first.command(Path::new("resume.json")).unwrap();
        assert_eq!(command.get_args().collect::<Vec<_>>(), ["--resume", "resume.json", "--renderer", "gl"]);
        assert!(!first.is_too_soon());
        let second = restart(WindowStart { resume: Some("resume.json".into()), ..WindowStart::default() });
        assert!(second.is_too_soon());
    }
}
