//! A virtual display, what runs on it, and what is seen there.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A child process that ends with the test, whatever happens.
pub struct Killed(pub Child);

impl Drop for Killed {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        if self.0.kill().is_ok() {
            self.0.wait().map(drop).unwrap_or_default();
        }
    }
}

/// Starts a virtual display and hands back its name.
pub fn display() -> Option<(Killed, String)> {
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

/// The program on a display, its own files below `home`.
pub fn mulens(display: &str, home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mulens"));
    command.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY");
    for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
        command.env(variable, home);
    }
    command
}

/// How many distinct colours a screenshot of the display has.
pub fn colors_on(display: &str) -> Option<usize> {
    let output = Command::new("import")
        .args(["-display", display, "-window", "root", "-format", "%k", "info:-"])
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
