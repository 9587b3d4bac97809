//! What the charts tell of the groups alone: the summary and how output per mu is spread. It is there long before the other
//! charts, which are computed after it, so that sums and quantiles are right again soon after a tag.

use std::sync::Arc;

use super::derived::GroupKey;
use super::document::Document;
use crate::analysis::{Figures, Group, GroupBox, Grouping, Groups, summary_with_boxes};
use crate::domain::{ParcelTable, ResultTable, RowSet, Tags};

/// What is told of the groups depends on them and on the judged result, by which land lies idle.
pub(super) type GroupChartKey = (GroupKey, u64);

/// What charts are computed from, shared with the thread that does.
pub(super) struct GroupInputs {
    pub(super) table: Arc<ParcelTable>,
    pub(super) tags: Arc<Tags>,
    pub(super) figures: Arc<Figures>,
    pub(super) shown: Arc<RowSet>,
    pub(super) by: Grouping,
}

/// The groups of the rows shown.
#[derive(Debug)]
pub struct GroupCharts {
    /// The summary of the rows the filter shows, by the present grouping; its last row is the total.
    pub summary: ResultTable,
    /// The groups of the summary with their rows, those the filter hides left out.
    pub groups: Vec<Group>,
    /// The spread of output per mu in each group.
    pub boxes: Vec<GroupBox>,
}

impl GroupCharts {
    fn new(inputs: &GroupInputs) -> Self {
        let GroupInputs { table, tags, figures, shown, by } = inputs;
        let grouped = Groups::new(table, figures, tags, Some(shown), *by);
        let ((summary, boxes), groups) =
            rayon::join(|| summary_with_boxes(table, figures, tags, &grouped, *by), || grouped.members());
        Self { summary, groups, boxes }
    }
}

impl Document {
    /// What is told of the groups; of the last state there is while another is being computed, `None` before the first.
    pub fn group_charts(&mut self) -> Option<Arc<GroupCharts>> {
        let inputs = self.group_inputs();
        let key = self.group_chart_key();
        let (wake, first_picture) = (self.wake().cloned(), self.first_picture.clone());
        let compute = move || {
            first_picture.wait();
            GroupCharts::new(&inputs)
        };
        self.derived.group_charts.get(&key, wake.as_ref(), compute).map(|(_, charts)| Arc::clone(charts))
    }

    /// The same of the present state, waited for.
    pub(super) fn group_charts_now(&mut self) -> Arc<GroupCharts> {
        let inputs = self.group_inputs();
        let key = self.group_chart_key();
        self.derived.group_charts.now(&key, || GroupCharts::new(&inputs))
    }

    /// Whether [`Self::group_charts`] are of the present state.
    #[must_use]
    pub fn group_charts_are_present(&self) -> bool {
        self.derived.group_charts.is_of(&self.group_chart_key())
    }

    /// What they depend on now. The judged result must have been asked for before.
    pub(super) fn group_chart_key(&self) -> GroupChartKey {
        (self.group_key(), self.derived.judged.number())
    }

    pub(super) fn group_inputs(&mut self) -> GroupInputs {
        GroupInputs {
            figures: self.figures(),
            shown: self.shown(),
            table: Arc::clone(&self.table),
            tags: Arc::clone(&self.tags),
            by: self.view().group_by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::super::jobs::tests::loaded_sample;
    use super::*;
    use crate::domain::{RenewalModel, Term};

    #[test]
    fn groups_are_told_before_the_rest_which_stands_over_its_own_groups_till_then() {
        let mut document = Document::new(loaded_sample(), 1);
        let before = document.charts().expect("a small table's are there at once");
        assert!(document.group_charts_are_present() && document.charts_are_present());
        let rows = RowSet::from_rows(document.table().len(), [1, 4, 9]);
        document.tag_rows(&rows, Some(RenewalModel::SlimCore));
        assert!(!document.group_charts_are_present() && !document.charts_are_present());
        let groups = document.group_charts().expect("they are there at once");
        assert!(document.group_charts_are_present() && !document.charts_are_present());
        let slim_core = groups.groups.iter().position(|group| group.label == Err(Term::Model(RenewalModel::SlimCore)));
        let slim_core = slim_core.expect("a group");
        let tagged = document.tags().counts()[usize::from(RenewalModel::SlimCore.number())];
        assert!(tagged > 3 && groups.groups[slim_core].rows.len() == tagged);
        let stats = groups.boxes[slim_core].stats;
        assert_eq!(groups.summary.number("output_per_mu_median", slim_core), stats.map(|stats| stats.median));
        let shown = document.derived.charts.shown().expect("the last ones");
        assert!(Arc::ptr_eq(&shown.by_group, &before.by_group), "stacks are drawn over the groups they are of");
        let after = document.charts().expect("the present ones");
        assert!(Arc::ptr_eq(&after.by_group, &groups) && document.charts_are_present());
    }
}
