//! The process while it is left alone, seen from a thread that sleeps.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use eframe::egui;
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};

/// How long what fades or settles after the last action is given.
const SETTLE: Duration = Duration::from_secs(2);

/// What was seen.
pub struct Seen {
    /// Processor time over the time that went by, 1 for one core.
    pub cpu_share: f64,
    /// Memory held at the end, MiB.
    pub memory_mib: f64,
}

/// A watch over the process.
pub struct IdleWatch {
    /// Whether frames count now.
    pub is_counting: Arc<AtomicBool>,
    /// Frames drawn since.
    pub frames: u32,
    /// What was seen, once the time is over.
    pub done: Receiver<Seen>,
}

impl IdleWatch {
    /// Lets the window settle, watches for `time`, and wakes the window.
    pub fn start(time: Duration, ctx: egui::Context) -> Self {
        let (sender, done) = channel();
        let is_counting = Arc::new(AtomicBool::new(false));
        let counts = Arc::clone(&is_counting);
        std::thread::spawn(move || {
            std::thread::sleep(SETTLE);
            counts.store(true, Ordering::Release);
            let before = Process::now();
            std::thread::sleep(time);
            let after = Process::now();
            let used = Duration::from_millis(after.milliseconds.saturating_sub(before.milliseconds));
            let memory_mib = (after.memory_bytes as f64 / 1024.0 / 1024.0 * 10.0).round() / 10.0;
            let seen = Seen { cpu_share: used.as_secs_f64() / time.as_secs_f64(), memory_mib };
            if sender.send(seen).is_ok() {
                ctx.request_repaint();
            }
        });
        Self { is_counting, frames: 0, done }
    }
}

/// The process's own processor time and memory; nought where the system does not tell.
#[derive(Default)]
struct Process {
    milliseconds: u64,
    memory_bytes: u64,
}

impl Process {
    fn now() -> Self {
        let (Ok(mut system), Ok(own)) = (System::new(), sysinfo::get_current_pid()) else { return Self::default() };
        let wanted = ProcessRefreshKind::nothing().with_cpu().with_memory();
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[own]), false, wanted);
        let process = system.process(own);
        Self {
            milliseconds: process.map_or(0, sysinfo::Process::accumulated_cpu_time),
            memory_bytes: process.map_or(0, sysinfo::Process::memory),
        }
    }
}
