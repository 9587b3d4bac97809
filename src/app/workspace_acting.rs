//! Actions by which the user acts on findings: accepting suggestions, choosing routes, following findings up in bulk.

use super::actions::Action;
use super::notice::NoticeKind;
use super::workspace::Workspace;

impl Workspace {
    /// Applies an action that acts on findings; hands any other back.
    pub(super) fn apply_acting(&mut self, action: Action) -> Option<Action> {
        let Some(document) = &mut self.document else { return Some(action) };
        match action {
            Action::RouteRows(rows, route) => document.route_rows(&rows, route),
            Action::AcceptSuggestions(choice) => {
                let tagged = document.accept_suggestions(&choice);
                self.notify(NoticeKind::ParcelsChanged("notice-suggestions-accepted", tagged));
            }
            Action::FollowUpRows(rows, kind, follow_up) => {
                let changed = document.follow_up_rows(&rows, kind, follow_up.as_ref());
                self.notify(NoticeKind::ParcelsChanged("notice-followed-up", changed));
            }
            other => return Some(other),
        }
        None
    }
}
