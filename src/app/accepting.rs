//! Taking suggested models as tags: of which parcels, from which score, and how many each model would get. Nothing here
//! happens unless the user says so; what does is one undoable step.

use std::sync::Arc;

use super::cached::Cached;
use super::derived::ShownKey;
use super::document::Document;
use super::exports::ExportScope;
use super::history::Edit;
use crate::analysis::judge::{Judged, Operator};
use crate::analysis::{GroupLabel, Grouping, Groups};
use crate::domain::{FindingKind, Outcome, RenewalModel, RowSet, Tags};

/// Which suggestions are to become tags.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptChoice {
    /// Of which parcels.
    pub scope: ExportScope,
    /// Of which park; of all if `None`.
    pub park: Option<GroupLabel>,
    /// From which score on, 0–1.
    pub least_score: f64,
    /// Whether parcels that have another tag get the suggested one too.
    pub overwrites: bool,
}

/// How many parcels each model would get, by its number less one.
pub type ModelCounts = [usize; RenewalModel::ALL.len()];

/// What accepting would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AcceptPlan {
    /// Row, number of the tag it has, number of the one it would get.
    changes: Vec<(u32, u8, u8)>,
    /// The parks that would get any tag, each with its counts, in the file's order.
    pub by_park: Vec<(GroupLabel, ModelCounts)>,
    /// The counts of all of them.
    pub total: ModelCounts,
    /// Parcels with another tag than suggested that would be tagged anew.
    pub overwritten: usize,
    /// Parcels with another tag than suggested that keep it.
    pub kept: usize,
    /// Parcels left out because their suggestion scores less.
    pub below: usize,
}

impl AcceptPlan {
    /// How many parcels would be tagged.
    #[must_use]
    pub fn count(&self) -> usize {
        self.changes.len()
    }

    fn new(judged: &Judged, tags: &Tags, parks: &Groups, rows: &RowSet, choice: &AcceptChoice) -> Self {
        let mut plan = Self {
            by_park: parks.labels().iter().map(|label| (label.clone(), ModelCounts::default())).collect(),
            ..Self::default()
        };
        for row in rows.iter() {
            let Some(park) = parks.group_of(row) else { continue };
            let Outcome::Model(model) = judged.outcome(FindingKind::Suggestion, row) else { continue };
            let is_asked = choice.park.as_ref().is_none_or(|label| *label == parks.labels()[park]);
            let tag = tags.get(row);
            if !is_asked || tag == Some(model) {
                continue;
            }
            let score = judged.suggestion_score(row).unwrap_or_default();
            if !Operator::AtLeast.holds(score, choice.least_score) {
                plan.below += 1;
            } else if tag.is_some() && !choice.overwrites {
                plan.kept += 1;
            } else {
                plan.overwritten += usize::from(tag.is_some());
                plan.changes.push((row as u32, tag.map_or(0, RenewalModel::number), model.number()));
                let place = usize::from(model.number()) - 1;
                plan.by_park[park].1[place] += 1;
                plan.total[place] += 1;
            }
        }
        plan.by_park.retain(|(_, counts)| counts.iter().any(|&count| count > 0));
        plan
    }
}

/// What a plan depends on: rows shown, selection, tags, the judged result, and the choice.
type PlanKey = (ShownKey, [u64; 3], AcceptChoice);

/// The caches.
#[derive(Debug, Default)]
pub struct AcceptCaches {
    plan: Cached<PlanKey, Arc<AcceptPlan>>,
    parks: Cached<(u64, u64), Arc<Groups>>,
}

impl Document {
    /// All parcels by park.
    pub fn parks(&mut self) -> Arc<Groups> {
        let figures = self.figures();
        let key = (self.generation, self.revisions().data);
        let Self { derived, table, tags, .. } = self;
        let parks = || Arc::new(Groups::new(table, &figures, tags, None, Grouping::Park));
        Arc::clone(derived.accepting.parks.get_or(key, parks))
    }

    /// What accepting suggestions would do.
    pub fn accept_plan(&mut self, choice: &AcceptChoice) -> Arc<AcceptPlan> {
        let (judged, shown, parks) = (self.judged(), self.shown(), self.parks());
        let revisions = self.revisions();
        let key =
            (self.shown_key(), [revisions.selection, revisions.tags, self.derived.judged.number()], choice.clone());
        let Self { derived, tags, selection, table, .. } = self;
        let plan = || {
            let all = RowSet::full(table.len());
            let rows = match choice.scope {
                ExportScope::All => &all,
                ExportScope::Shown => &shown,
                ExportScope::Selected => selection,
            };
            Arc::new(AcceptPlan::new(judged.judged(), tags, &parks, rows, choice))
        };
        Arc::clone(derived.accepting.plan.get_or(key, plan))
    }

    /// Tags parcels with what is suggested for them, in one undoable step. Says how many.
    pub fn accept_suggestions(&mut self, choice: &AcceptChoice) -> usize {
        let plan = self.accept_plan(choice);
        if plan.count() > 0 {
            self.perform(Edit::Tags(plan.changes.clone()));
        }
        plan.count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::SelectMode;
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::{Category, FollowState, FollowUp, day_from_iso};

    fn document() -> Document {
        let mut document = Document::new(loaded_sample(), 1);
        document.set_as_of(day_from_iso("2024-06-30").unwrap());
        let all = RowSet::full(document.table().len());
        document.tag_rows(&all, None);
        document
    }

    fn all_from(least_score: f64) -> AcceptChoice {
        AcceptChoice { scope: ExportScope::All, park: None, least_score, overwrites: false }
    }

    fn suggested(document: &mut Document) -> Vec<(usize, RenewalModel, f64)> {
        let judged = document.judged();
        let judged = judged.judged();
        let of_row = |row| match judged.outcome(FindingKind::Suggestion, row) {
            Outcome::Model(model) => Some((row, model, judged.suggestion_score(row)?)),
            _ => None,
        };
        (0..document.table().len()).filter_map(of_row).collect()
    }

    #[test]
    fn every_untagged_parcel_at_or_above_the_score_gets_its_model_in_one_step_and_the_plan_said_so() {
        let mut document = document();
        let suggested = suggested(&mut document);
        assert!(suggested.len() > 20, "{}", suggested.len());
        for least in [0.55, 0.8, 1.0] {
            let expected: Vec<_> = suggested.iter().filter(|each| each.2 >= least - 1e-12).collect();
            let plan = document.accept_plan(&all_from(least));
            assert_eq!((plan.count(), plan.below), (expected.len(), suggested.len() - expected.len()), "{least}");
            let of_parks: usize = plan.by_park.iter().flat_map(|(_, counts)| counts).sum();
            assert_eq!((of_parks, plan.total.iter().sum()), (plan.count(), plan.count()));
            let before = document.tags().clone();
            assert_eq!(document.accept_suggestions(&all_from(least)), expected.len());
            assert!(expected.iter().all(|&&(row, model, _)| document.tags().get(row) == Some(model)));
            assert_eq!(document.tags().counts()[0], document.table().len() - expected.len());
            assert_eq!(document.accept_suggestions(&all_from(least)), 0, "what has its model already is left");
            assert!(document.undo());
            assert_eq!(*document.tags(), before, "one step");
        }
    }

    #[test]
    fn a_tag_is_kept_unless_the_user_says_otherwise_and_scope_park_and_exclusion_are_heeded() {
        let mut document = document();
        let suggested = suggested(&mut document);
        let (row, model, _) = suggested[0];
        let len = document.table().len();
        let other = RenewalModel::ALL.into_iter().find(|&each| each != model);
        document.tag_rows(&RowSet::from_rows(len, [row]), other);
        let plan = document.accept_plan(&all_from(0.55));
        assert_eq!((plan.kept, plan.overwritten, plan.count()), (1, 0, suggested.len() - 1));
        let over = document.accept_plan(&AcceptChoice { overwrites: true, ..all_from(0.55) });
        assert_eq!((over.kept, over.overwritten, over.count()), (0, 1, suggested.len()));

        document.select(&RowSet::from_rows(len, [suggested[1].0, suggested[2].0]), SelectMode::Replace);
        let selected = AcceptChoice { scope: ExportScope::Selected, ..all_from(0.55) };
        assert_eq!(document.accept_plan(&selected).count(), 2);

        let park = document.table().word_of(Category::Park, suggested[1].0).unwrap().clone();
        let in_park = |row: usize| document.table().word_of(Category::Park, row) == Some(&park);
        let expected = suggested[1..].iter().filter(|each| in_park(each.0)).count();
        let of_park = AcceptChoice { park: Some(Ok(park.clone())), ..all_from(0.55) };
        let plan = document.accept_plan(&of_park);
        assert_eq!((plan.count(), plan.by_park.len()), (expected, 1));
        assert_eq!(plan.by_park[0].0, Ok(park));

        let out = FollowUp { state: FollowState::Excluded, reason: "r".into(), name: "n".into(), day: 19_000 };
        document.follow_up(suggested[1].0, FindingKind::Suggestion, Some(&out));
        assert_eq!(document.accept_plan(&selected).count(), 1, "an excluded suggestion is none");
    }
}
