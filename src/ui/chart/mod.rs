//! Charts, one above another, all of the same groups and the same rows the map and the table show.
//!
//! Every number drawn comes from the document's [`GroupCharts`] and [`ChartData`]; nothing is computed here. A click on a
//! group selects its parcels, a click on a point its parcel, a click on a cell all of its. A plot has at most
//! [`MOST_GROUPS`] groups or some thousand points and cells, and says what it left out.

mod axis;
mod bars;
mod boxes;
mod curve_plot;
mod doubling;
mod grade_moves;
mod histogram;
mod lorenz;
mod numbers;
mod scatter;
mod stacked;
mod years;

pub use axis::name as group_name;

use std::sync::Arc;

use eframe::egui::{Align, Button, Label, Layout, Response, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::context::ViewContext;
use super::theme::{GRID, small, tokens_of};
use super::window_state::WindowState;
use crate::app::{Action, ChartData, Document, GroupCharts, SelectMode, Stacked};
use crate::domain::{ResultTable, RowSet};
use crate::locale::Lang;

use axis::GroupAxis;

/// The most groups a chart shows; the largest by land are kept.
pub const MOST_GROUPS: usize = 16;

/// A chart of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Output per mu by group.
    Output,
    /// Tax per mu by group.
    Tax,
    /// Land by status and group, with the idle rate.
    Land,
    /// Land by what it is judged to be, and group.
    LandByFinding,
    /// Land by grade and group.
    LandByGrade,
    /// Firms by grade and group.
    FirmsByGrade,
    /// The distribution of output per mu by group.
    Spread,
    /// The distribution of the indicator the map is coloured by.
    Histogram,
    /// Tax per mu against the floor area ratio, a point a parcel.
    TaxAgainstFar,
    /// Output per mu of the base and the current year by group.
    Years,
    /// Grades of the base year against those of the current.
    GradeMoves,
    /// Output per mu of all against the land brought to a reference.
    Doubling,
    /// The Lorenz curve of output against land.
    Lorenz,
}

impl Chart {
    const ALL: [Self; 13] = [
        Self::Output,
        Self::Tax,
        Self::Land,
        Self::LandByFinding,
        Self::LandByGrade,
        Self::FirmsByGrade,
        Self::Spread,
        Self::Histogram,
        Self::TaxAgainstFar,
        Self::Years,
        Self::GradeMoves,
        Self::Doubling,
        Self::Lorenz,
    ];

    /// The chart's stable name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Output => "output",
            Self::Tax => "tax",
            Self::Land => "land",
            Self::LandByFinding => "land-by-finding",
            Self::LandByGrade => "land-by-grade",
            Self::FirmsByGrade => "firms-by-grade",
            Self::Spread => "spread",
            Self::Histogram => "histogram",
            Self::TaxAgainstFar => "tax-far",
            Self::Years => "years",
            Self::GradeMoves => "grade-moves",
            Self::Doubling => "doubling",
            Self::Lorenz => "lorenz",
        }
    }

    /// Whether it draws the summary alone, which is there before the rest is.
    fn is_of_summary(self) -> bool {
        matches!(self, Self::Output | Self::Tax | Self::Spread)
    }

    /// What it is drawn by: groups, or the map's colours.
    #[must_use]
    pub fn caption(self, lang: Lang, document: &mut Document) -> String {
        let mut colored = |id| lang.text_with(id, [("by", super::map::legend_title(lang, document).into())]);
        match self {
            Self::TaxAgainstFar => return colored("chart-colored-by"),
            Self::Histogram => return colored("chart-histogram-caption"),
            Self::GradeMoves => return lang.text("grade-moves-caption").into_owned(),
            Self::Doubling => return doubling::caption(lang, document),
            Self::Lorenz => return lang.text("chart-lorenz-caption").into_owned(),
            _ => {}
        }
        let by = super::menu_bar::grouping_name(lang, document.view().group_by);
        lang.text_with("chart-grouped-by", [("by", by.into())])
    }

    /// What it shows, with the year.
    #[must_use]
    pub fn title(self, lang: Lang, document: &Document) -> String {
        let name = lang.text(&format!("chart-{}", self.key()));
        let year = document.view().figures.year;
        match (self, document.base_name(lang)) {
            (Self::Land, _) => name.into_owned(),
            (Self::LandByFinding | Self::LandByGrade | Self::FirmsByGrade, _) => {
                let day = crate::domain::iso_date(document.judged_as_of());
                lang.text_with("chart-judged", [("name", name.into()), ("day", day.into())])
            }
            (Self::Years | Self::GradeMoves, Some(base)) => lang.text_with(
                "chart-years-of",
                [("name", name.into()), ("base", base.into()), ("year", document.current_name(lang).into())],
            ),
            _ => lang.with_year(&name, year),
        }
    }
}

/// What a click in a chart chose.
enum Chosen {
    Group(usize),
    Row(usize),
    Rows(RowSet),
}

/// What a chart is drawn from.
struct Drawn<'a> {
    groups: &'a GroupCharts,
    axis: &'a GroupAxis,
    data: &'a ChartData,
}

/// One chart as it stands in a picture, below the picture's own title.
pub fn picture_ui(ui: &mut Ui, lang: Lang, document: &mut Document, chart: Chart) {
    let data = document.charts_now();
    let axis = GroupAxis::new(lang, false, &data.by_group);
    left_out_ui(ui, lang, &axis);
    body_ui(ui, lang, document, &Drawn { groups: &data.by_group, axis: &axis, data: &data }, chart, &mut None);
}

/// Draws the charts. Hands back the one a picture was asked of.
pub fn charts_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    state: &mut WindowState,
) -> Option<Chart> {
    let data = document.charts();
    if document.charts_have_failed() {
        ui.label(RichText::new(cx.text("chart-failed")).color(tokens_of(ui).error));
    } else if !document.charts_are_present() {
        ui.label(RichText::new(cx.text("chart-wait")).color(tokens_of(ui).weak));
    }
    let (groups, data) = (document.group_charts()?, data?);
    let axis_of = |groups| GroupAxis::new(cx.lang, ui.visuals().dark_mode, groups);
    let axis = axis_of(&groups);
    // While the rest is computed it stands over the groups it is of.
    let rest_axis = (!Arc::ptr_eq(&groups, &data.by_group)).then(|| axis_of(&data.by_group));
    let of_summary = Drawn { groups: &groups, axis: &axis, data: &data };
    let of_rest = Drawn { groups: &data.by_group, axis: rest_axis.as_ref().unwrap_or(&axis), data: &data };
    let len = document.table().len();
    let (mut picture, mut rows) = (None, None);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let by = super::menu_bar::grouping_name(cx.lang, document.view().group_by);
        let caption = cx.lang.text_with("chart-caption", [("by", by.into())]);
        ui.label(RichText::new(caption).font(small()).color(tokens_of(ui).weak));
        left_out_ui(ui, cx.lang, &axis);
        for chart in Chart::ALL {
            let drawn = if chart.is_of_summary() { &of_summary } else { &of_rest };
            let mut chosen = None;
            ui.push_id(chart.key(), |ui| {
                if chart_ui(ui, cx, document, drawn, state, chart, &mut chosen) {
                    picture = Some(chart);
                }
            });
            rows = rows.take().or(chosen.and_then(|chosen| drawn.rows(len, chosen)));
            ui.add_space(GRID * 2.0);
        }
    });
    if let Some(rows) = rows {
        let mode = if ui.input(|input| input.modifiers.command) { SelectMode::Add } else { SelectMode::Replace };
        cx.push(Action::Select(rows, mode));
    }
    picture
}

impl Drawn<'_> {
    /// The rows behind what was chosen, of a table of `len`.
    fn rows(&self, len: usize, chosen: Chosen) -> Option<RowSet> {
        match chosen {
            Chosen::Group(place) => {
                let group = self.groups.groups.get(self.axis.source(place)?)?;
                Some(RowSet::from_rows(len, group.rows.iter().map(|&row| row as usize)))
            }
            Chosen::Row(row) => Some(RowSet::from_rows(len, [row])),
            Chosen::Rows(rows) => Some(rows),
        }
    }
}

fn left_out_ui(ui: &mut Ui, lang: Lang, axis: &GroupAxis) {
    if axis.left_out > 0 {
        let note = lang.text_with("chart-left-out", [("count", axis.left_out.into())]);
        ui.label(RichText::new(note).font(small()).color(tokens_of(ui).weak));
    }
}

/// One chart with its title line. Says whether a picture of it was asked for.
fn chart_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    drawn: &Drawn<'_>,
    state: &mut WindowState,
    chart: Chart,
    chosen: &mut Option<Chosen>,
) -> bool {
    let title = chart.title(cx.lang, document);
    let numbers_shown = state.chart_numbers.contains(chart.key());
    let has_numbers = match chart {
        Chart::Histogram => document.histogram().is_some(),
        Chart::GradeMoves => document.grade_moves().is_some(),
        _ => numbers_of(drawn, chart).is_some_and(|table| !table.is_empty()),
    };
    let mut wants_picture = false;
    ui.vertical(|ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = cx.lang.text_with("chart-picture-of", [("chart", title.as_str().into())]);
                wants_picture = ui.small_button(cx.text("chart-picture")).accessible_name(label).clicked();
                let label = cx.lang.text_with("chart-numbers-of", [("chart", title.as_str().into())]);
                let numbers = RichText::new(cx.text("chart-numbers")).font(small());
                if ui
                    .add_enabled(has_numbers, Button::selectable(numbers_shown, numbers))
                    .accessible_name(label)
                    .clicked()
                    && !state.chart_numbers.remove(chart.key())
                {
                    state.chart_numbers.insert(chart.key());
                }
                // What the buttons leave is the title's.
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(&title).strong()).truncate());
                });
            });
        });
        if chart == Chart::Doubling {
            doubling::controls_ui(ui, cx, document, &drawn.data.doubling, chosen);
        }
        let own = match chart {
            Chart::Histogram if numbers_shown => document.histogram_table(),
            Chart::GradeMoves if numbers_shown => document.grade_moves_table(),
            _ => None,
        };
        let table = if numbers_shown { numbers_of(drawn, chart).or(own.as_deref()) } else { None };
        if let Some(table) = table {
            numbers::numbers_ui(ui, cx.lang, table, numbers::columns_of(chart.key()));
            return;
        }
        let response = body_ui(ui, cx.lang, document, drawn, chart, chosen);
        let label = title.clone();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    });
    wants_picture
}

/// The table behind a chart; `None` where there is none, which the chart itself then says.
fn numbers_of<'a>(drawn: &Drawn<'a>, chart: Chart) -> Option<&'a ResultTable> {
    let Drawn { groups, data, .. } = *drawn;
    match chart {
        Chart::Years => data.changes.as_ref(),
        Chart::Doubling => Some(&data.doubling_table),
        Chart::Lorenz => data.lorenz.gini.map(|_| &data.lorenz_table),
        // They follow the map's colours and the grades, not the groups.
        Chart::Histogram | Chart::GradeMoves => None,
        Chart::LandByFinding | Chart::LandByGrade | Chart::FirmsByGrade => Some(data.stack_table(stacked_of(chart))),
        _ => Some(&groups.summary),
    }
}

/// What a chart of stacked bars stacks.
fn stacked_of(chart: Chart) -> Stacked {
    match chart {
        Chart::LandByFinding => Stacked::LandByFinding,
        Chart::LandByGrade => Stacked::LandByGrade,
        Chart::FirmsByGrade => Stacked::FirmsByGrade,
        _ => Stacked::LandByStatus,
    }
}

/// The plot itself.
fn body_ui(
    ui: &mut Ui,
    lang: Lang,
    document: &mut Document,
    drawn: &Drawn<'_>,
    chart: Chart,
    chosen: &mut Option<Chosen>,
) -> Response {
    let Drawn { groups, axis, data } = *drawn;
    match chart {
        Chart::Output => bars::bars_ui(ui, lang, axis, &groups.summary, &bars::OUTPUT, chosen),
        Chart::Tax => bars::bars_ui(ui, lang, axis, &groups.summary, &bars::TAX, chosen),
        Chart::Land | Chart::LandByFinding | Chart::LandByGrade | Chart::FirmsByGrade => {
            let of = stacked_of(chart);
            stacked::stacked_ui(ui, lang, axis, &groups.summary, (of, data.stack(of)), chosen)
        }
        Chart::Spread => boxes::boxes_ui(ui, lang, axis, &groups.boxes, chosen),
        Chart::Histogram => histogram::histogram_ui(ui, lang, document, chosen),
        Chart::TaxAgainstFar => scatter::scatter_ui(ui, lang, document, &data.scatter, chosen),
        Chart::Years => years::years_ui(ui, lang, axis, document, (data.changes.as_ref(), &data.change_rows), chosen),
        Chart::GradeMoves => grade_moves::grade_moves_ui(ui, lang, document, chosen),
        Chart::Doubling => doubling::doubling_ui(ui, lang, document, data, chosen),
        Chart::Lorenz => lorenz::lorenz_ui(ui, lang, document, data, chosen),
    }
}
