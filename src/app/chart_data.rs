//! Everything the charts draw, of one state of the data, computed beside the window's thread where there are many parcels.
//! What tells of the groups alone comes first, in [`super::group_charts`]; the rest stands on that, so that no chart is drawn
//! over the groups of another state.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::base_side::BaseSide;
use super::derived_findings::{Stack, Stacked};
use super::derived_years::BaseKey;
use super::document::Document;
use super::document_judging::JudgedWork;
use super::group_charts::{GroupChartKey, GroupCharts, GroupInputs};
use super::scatter::Scatter;
use super::view_settings::{DoublingTarget, RulebookTarget};
use crate::analysis::{Doubling, LorenzCurve, Reference, YearSide};
use crate::domain::{Cell, ResultTable};

/// The most rows of a ranking that are shown as a table.
const MOST_RANKED: usize = 50;

/// The most points of a curve that are drawn.
pub const MOST_CURVE_POINTS: usize = 2000;

/// What the charts depend on: what is told of the groups, the base, and the doubling path's target.
pub(super) type ChartKey = (GroupChartKey, BaseKey, Option<DoublingTarget>);

/// What the charts are computed from, shared with the thread that does.
struct ChartInputs {
    of: GroupInputs,
    groups: Arc<GroupCharts>,
    judged: Arc<JudgedWork>,
    base: Option<BaseSide>,
    target: Option<DoublingTarget>,
}

/// What the charts draw.
#[derive(Debug)]
pub struct ChartData {
    /// What is told of the groups, which the other members stand on.
    pub by_group: Arc<GroupCharts>,
    stacks: [(Stack, ResultTable); Stacked::ALL.len()],
    /// What changed since the base, by the present grouping, the total last; groups of a base file that the present data
    /// has not come behind. `None` without a base.
    pub changes: Option<ResultTable>,
    /// The row of the changes for each row of the summary.
    pub change_rows: Vec<Option<usize>>,
    /// The doubling path: from the base year's output per mu where there is one (of the parcels that have both years, as
    /// the changes have it), else from the present.
    pub doubling: Doubling,
    /// Land touched against output per mu reached, as it is drawn.
    pub doubling_line: Vec<[f64; 2]>,
    /// The first parcels of the doubling path.
    pub doubling_table: ResultTable,
    /// Output against land.
    pub lorenz: LorenzCurve,
    /// The curve in percent, as it is drawn.
    pub lorenz_line: Vec<[f64; 2]>,
    /// The curve at every tenth of the land.
    pub lorenz_table: ResultTable,
    /// Tax per mu against floor area ratio.
    pub scatter: Scatter,
}

impl ChartData {
    fn new(inputs: &ChartInputs) -> Self {
        let (stacks, (changes, (lorenz, scatter))) = rayon::join(
            || inputs.stacks(),
            || {
                rayon::join(
                    || inputs.changes_and_doubling(),
                    || {
                        let GroupInputs { table, figures, shown, .. } = &inputs.of;
                        let lorenz = || LorenzCurve::new(table, figures, Some(shown));
                        rayon::join(lorenz, || Scatter::new(table, figures, shown))
                    },
                )
            },
        );
        let (changes, doubling) = changes;
        let percent = lorenz.points.iter().map(|[land, output]| [100.0 * land, 100.0 * output]);
        Self {
            change_rows: same_groups(&inputs.groups.summary, changes.as_ref()),
            by_group: Arc::clone(&inputs.groups),
            stacks,
            changes,
            doubling_line: doubling_line(&doubling),
            doubling_table: doubling.table(&inputs.of.table, MOST_RANKED),
            lorenz_line: thinned(percent, [100.0; 2]),
            lorenz_table: lorenz.table(),
            scatter,
            doubling,
            lorenz,
        }
    }
}

impl ChartInputs {
    fn stacks(&self) -> [(Stack, ResultTable); Stacked::ALL.len()] {
        let GroupInputs { table, figures, .. } = &self.of;
        let stack = |of| Stack::with_table(of, table, figures, self.judged.judged(), &self.groups.groups);
        let [a, b, c, d] = Stacked::ALL;
        let ((a, b), (c, d)) =
            rayon::join(|| rayon::join(|| stack(a), || stack(b)), || rayon::join(|| stack(c), || stack(d)));
        [a, b, c, d]
    }

    /// What changed since the base, and the doubling path from there.
    fn changes_and_doubling(&self) -> (Option<ResultTable>, Doubling) {
        let Self { of: GroupInputs { table, tags, figures, shown, by }, judged, base, target, .. } = self;
        let current = YearSide { table, figures, tags };
        let comparison = base.as_ref().map(|base| base.comparison(current, Some(shown)));
        let base_per_mu = comparison.as_ref().and_then(|comparison| comparison.total().output.base_per_mu());
        let benchmarks = match target {
            Some(DoublingTarget::Rulebook(RulebookTarget::CohortBenchmark)) => {
                judged.judged().output_benchmarks(judged.work.inputs())
            }
            Some(DoublingTarget::PerMu(_)) | None => Vec::new(),
        };
        let reference = match target {
            None => Reference::ParkMedian,
            Some(DoublingTarget::Rulebook(RulebookTarget::CohortBenchmark)) => Reference::CohortBenchmark(&benchmarks),
            Some(DoublingTarget::PerMu(per_mu)) => Reference::PerMu(*per_mu),
        };
        let doubling = Doubling::new(table, figures, tags, Some(shown), reference, base_per_mu);
        (comparison.map(|comparison| comparison.summary(*by)), doubling)
    }
}

/// The row of `changes` for each row of `summary`, by what the groups are called.
fn same_groups(summary: &ResultTable, changes: Option<&ResultTable>) -> Vec<Option<usize>> {
    let label = |table: &ResultTable, row: usize| match table.columns.first().map(|column| column.cell(row)) {
        Some(Cell::Text(text)) => Some(Ok(text.to_owned())),
        Some(Cell::Term(term)) => Some(Err(term)),
        _ => None,
    };
    let rows: FxHashMap<_, usize> =
        changes.iter().flat_map(|table| (0..table.len()).map(move |row| (label(table, row), row))).collect();
    (0..summary.len()).map(|row| rows.get(&label(summary, row)).copied()).collect()
}

impl ChartData {
    /// The shown parcels of each group, stacked.
    #[must_use]
    pub fn stack(&self, of: Stacked) -> &Stack {
        &self.stacks[of as usize].0
    }

    /// The numbers behind a stack.
    #[must_use]
    pub fn stack_table(&self, of: Stacked) -> &ResultTable {
        &self.stacks[of as usize].1
    }
}

impl Document {
    /// What the charts draw; the last state there is while another is being computed, `None` before the first.
    pub fn charts(&mut self) -> Option<Arc<ChartData>> {
        let groups = self.group_charts();
        let key = self.chart_key();
        // Begun when what is told of the groups is there: the two would only take each other's share of the cores.
        if let Some(groups) = groups.filter(|_| self.group_charts_are_present()) {
            let (inputs, wake) = (self.chart_inputs(groups), self.wake().cloned());
            self.derived.charts.get(&key, wake.as_ref(), move || ChartData::new(&inputs));
        } else {
            self.derived.charts.poll();
        }
        self.derived.charts.shown().cloned()
    }

    /// The same of the present state, waited for.
    pub fn charts_now(&mut self) -> Arc<ChartData> {
        let groups = self.group_charts_now();
        let inputs = self.chart_inputs(groups);
        let key = self.chart_key();
        self.derived.charts.now(&key, || ChartData::new(&inputs))
    }

    /// Whether the charts show the present state.
    #[must_use]
    pub fn charts_are_present(&self) -> bool {
        self.derived.charts.is_of(&self.chart_key())
    }

    /// Whether the charts of the present state came to nothing through a fault of the program.
    #[must_use]
    pub fn charts_have_failed(&self) -> bool {
        let key = self.chart_key();
        self.derived.charts.has_failed(&key) || self.derived.group_charts.has_failed(&key.0)
    }

    fn chart_key(&self) -> ChartKey {
        (self.group_chart_key(), self.base_key(), self.view().doubling_target)
    }

    fn chart_inputs(&mut self, groups: Arc<GroupCharts>) -> ChartInputs {
        ChartInputs {
            of: self.group_inputs(),
            groups,
            judged: self.judged(),
            base: self.base_side(),
            target: self.view().doubling_target,
        }
    }
}

/// Land touched and output per mu reached, from where it starts.
fn doubling_line(path: &Doubling) -> Vec<[f64; 2]> {
    let (Some(now), Some(last)) = (path.now_per_mu, path.steps.last()) else { return Vec::new() };
    let steps = path.steps.iter().map(|step| [step.touched_mu, step.per_mu]);
    let points: Vec<[f64; 2]> = std::iter::once([0.0, now]).chain(steps).collect();
    let highest = path.target_per_mu().into_iter().chain([last.per_mu, now]).fold(0.0, f64::max);
    thinned(points.into_iter(), [last.touched_mu, highest])
}

/// At most [`MOST_CURVE_POINTS`] of so many points, evenly taken, the last always among them. Of points so near to each
/// other that nobody sees two, one is kept, the last rather than the one before it: a line that turns within less than
/// its width is drawn badly. `to` is where the axes end.
fn thinned(points: impl ExactSizeIterator<Item = [f64; 2]>, to: [f64; 2]) -> Vec<[f64; 2]> {
    let (last, step) = (points.len().saturating_sub(1), points.len().div_ceil(MOST_CURVE_POINTS).max(1));
    let mut kept: Vec<[f64; 2]> = Vec::new();
    for (place, point) in points.enumerate() {
        let near = |before: &[f64; 2]| (0..2).all(|axis| (point[axis] - before[axis]).abs() < 0.004 * to[axis]);
        let is_near = kept.last().is_some_and(near);
        if place == last && is_near && kept.len() > 1 {
            kept.pop();
        }
        if place == last || (place % step == 0 && !is_near) {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_keeps_its_ends_and_no_two_points_that_look_as_one() {
        let points = [[0.0, 0.0], [0.1, 0.1], [50.0, 20.0], [100.0, 99.99], [100.0, 100.0]];
        assert_eq!(thinned(points.into_iter(), [100.0; 2]), [[0.0, 0.0], [50.0, 20.0], [100.0, 100.0]]);
        let many = (0..5001_u16).map(|place| [f64::from(place) * 2.0, 0.0]);
        let kept = thinned(many, [100.0; 2]);
        assert!(kept.len() <= MOST_CURVE_POINTS + 1);
        assert_eq!(kept.last(), Some(&[10_000.0, 0.0]));
    }
}
