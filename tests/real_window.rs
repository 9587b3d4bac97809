//! The binary in a real window on a virtual display, once: it comes up, shows the sample, and stays up.

#[path = "support/graphics.rs"]
mod graphics;

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A child process that ends with the test, whatever happens.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        if self.0.kill().is_ok() {
            self.0.wait().map(drop).unwrap_or_default();
        }
    }
}

/// Starts a virtual display and hands back its name.
fn display() -> Option<(Killed, String)> {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut number = String::new();
    let mut out = server.stdout.take()?;
    let mut byte = [0];
    while out.read(&mut byte).ok()? == 1 && byte[0] != b'\n' {
        number.push(char::from(byte[0]));
    }
    Some((Killed(server), format!(":{number}")))
}

/// How many distinct colours a screenshot of the display has.
fn colors_on(display: &str) -> Option<usize> {
    let output = Command::new("import")
        .args(["-display", display, "-window", "root", "-format", "%k", "info:-"])
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

#[test]
fn the_binary_shows_the_sample_in_a_real_window() {
    let test = "the_binary_shows_the_sample_in_a_real_window";
    if !cfg!(target_os = "linux") {
        return graphics::skip(test, "a virtual display is only to be had on Linux");
    }
    let Some((_server, display)) = display() else {
        return graphics::skip(test, "Xvfb is not installed");
    };
    if Command::new("import").arg("-version").output().is_err() {
        return graphics::skip(test, "ImageMagick's import is not installed");
    }
    let home = tempfile::tempdir().expect("a folder");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/jimo_parks.geojson");
    let program = Command::new(env!("CARGO_BIN_EXE_mulens"))
        .arg(sample)
        .env("DISPLAY", &display)
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut program = Killed(program);
    // The empty display has one colour, the welcome screen a few dozen, the map with its charts many more.
    let deadline = Instant::now() + Duration::from_mins(1);
    let mut colors = 0;
    while colors < 200 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(500));
        if let Ok(Some(status)) = program.0.try_wait() {
            let mut told = String::new();
            if let Some(mut stderr) = program.0.stderr.take() {
                stderr.read_to_string(&mut told).unwrap_or_default();
            }
            return graphics::skip(test, &format!("the window closed by itself ({status}): {told}"));
        }
        colors = colors_on(&display).unwrap_or(0);
    }
    assert!(colors >= 200, "only {colors} colours on the screen");
}
