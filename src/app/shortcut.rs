//! Keys with their modifiers, as commands are pressed by.

/// A key on the keyboard, as far as commands use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, upper case.
    Letter(char),
    /// A digit, 0–9.
    Digit(u8),
    /// Esc.
    Escape,
    /// F1.
    F1,
}

/// A key with its modifiers. `command` is Ctrl, on macOS ⌘.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl or ⌘ held.
    pub command: bool,
    /// Shift held.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    pub(super) const fn plain(key: Key) -> Self {
        Self { command: false, shift: false, key }
    }

    pub(super) const fn ctrl(letter: char) -> Self {
        Self { command: true, shift: false, key: Key::Letter(letter) }
    }

    pub(super) const fn ctrl_shift(letter: char) -> Self {
        Self { command: true, shift: true, key: Key::Letter(letter) }
    }

    /// How the shortcut is written, e.g. `Ctrl+Shift+S`.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::new();
        if self.command {
            text.push_str(if cfg!(target_os = "macos") { "⌘" } else { "Ctrl+" });
        }
        if self.shift {
            text.push_str("Shift+");
        }
        match self.key {
            Key::Letter(letter) => text.push(letter),
            Key::Digit(digit) => text.push(char::from(b'0' + digit)),
            Key::Escape => text.push_str("Esc"),
            Key::F1 => text.push_str("F1"),
        }
        text
    }
}
