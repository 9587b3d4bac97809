//! What a view is handed: the language, the tokens, and a place to put its wishes. Nothing else.

use crate::app::{Action, Command};
use crate::domain::Term;
use crate::locale::Lang;

/// A view's context for one frame.
pub struct ViewContext<'a> {
    /// The language.
    pub lang: Lang,
    /// The wishes of this frame, applied when all views are drawn.
    pub actions: &'a mut Vec<Action>,
}

impl ViewContext<'_> {
    /// Wishes for an action.
    pub fn push(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// Wishes for a command.
    pub fn run(&mut self, command: Command) {
        self.actions.push(Action::Run(command));
    }

    /// A text in the view's language.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.lang.text(id).into_owned()
    }
}

/// A command's name in a language; a model's command is named by the model.
#[must_use]
pub fn command_name(lang: Lang, command: Command) -> String {
    match command {
        Command::Tag(Some(model)) => {
            lang.text_with("command-tag", [("model", lang.model_short(model).into_owned().into())])
        }
        Command::Route(Some(route)) => {
            lang.text_with("command-route", [("route", lang.term(Term::Route(route)).into_owned().into())])
        }
        _ => lang.text(command.text_id()).into_owned(),
    }
}
