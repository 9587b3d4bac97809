//! Keys to commands. Keys without Ctrl are left to a text field that has the focus.

use eframe::egui::{self, KeyboardShortcut, Modifiers};

use crate::app::{Command, Key, Shortcut};

fn egui_key(key: Key) -> Option<egui::Key> {
    match key {
        Key::Letter(letter) => egui::Key::from_name(letter.encode_utf8(&mut [0; 4])),
        Key::Digit(digit) => egui::Key::from_name(char::from(b'0' + digit).encode_utf8(&mut [0; 4])),
        Key::Escape => Some(egui::Key::Escape),
        Key::F1 => Some(egui::Key::F1),
    }
}

fn egui_shortcut(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    if shortcut.command {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    Some(KeyboardShortcut::new(modifiers, egui_key(shortcut.key)?))
}

/// The commands whose keys were pressed in this frame, their key events consumed.
#[must_use]
pub fn pressed(ctx: &egui::Context, has_document: bool) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let popup = egui::Popup::is_any_open(ctx);
    let mut shortcuts: Vec<(Command, Shortcut)> = Command::all()
        .into_iter()
        .filter(|command| has_document || !command.needs_document())
        .filter_map(|command| Some((command, command.shortcut()?)))
        .collect();
    // Ctrl+Shift+S before Ctrl+S: egui lets a shortcut match with more modifiers held than it names.
    shortcuts.sort_by_key(|(_, shortcut)| std::cmp::Reverse((shortcut.shift, shortcut.command)));
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        // Ctrl+C comes as an event of its own; where no text is being edited it copies rows.
        if !typing && has_document && input.events.iter().any(|event| matches!(event, egui::Event::Copy)) {
            input.events.retain(|event| !matches!(event, egui::Event::Copy));
            pressed.push(Command::Copy);
        }
        for (command, shortcut) in shortcuts {
            let editing_key = typing
                && (!shortcut.command
                    || matches!(command, Command::SelectAll | Command::Copy | Command::Undo | Command::Redo));
            let closes_popup = popup && shortcut.key == Key::Escape;
            if editing_key || closes_popup {
                continue;
            }
            if egui_shortcut(shortcut).is_some_and(|shortcut| input.consume_shortcut(&shortcut)) {
                pressed.push(command);
            }
        }
    });
    pressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_has_a_key_in_egui() {
        for command in Command::all() {
            if let Some(shortcut) = command.shortcut() {
                assert!(egui_shortcut(shortcut).is_some(), "{}", shortcut.text());
            }
        }
    }
}
