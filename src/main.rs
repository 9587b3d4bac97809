//! Start-up only: arguments, logging, and whether there is a display to open a window on.

// A double click on Windows must not open a console window behind the program.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

use mulens::cli::{self, Asked};
use mulens::ui;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("MULENS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error,mulens=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

    match cli::parse(std::env::args_os()) {
        Asked::Over(code) => code,
        Asked::Batch(command) => cli::run(&command),
        Asked::Window(start) if !has_display() => cli::without_window(start.files, "DISPLAY, WAYLAND_DISPLAY"),
        Asked::Window(start) => match ui::run(start.clone()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => cli::without_window(start.files, &error.to_string()),
        },
        Asked::Bench(arguments) => match arguments.request() {
            Ok(request) => cli::bench_over(ui::bench(request).map_err(|error| error.message(arguments.lang()))),
            Err(code) => code,
        },
    }
}

/// Whether there is a display to open a window on. Windows and macOS always have one.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
