//! The binary in a real window on a virtual display, once: it comes up, shows the sample, and stays up.

#[path = "support/display.rs"]
mod display;
#[path = "support/graphics.rs"]
mod graphics;

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use display::{Killed, colors_on, display, mulens};

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
    let program = mulens(&display, home.path())
        .arg(sample)
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
