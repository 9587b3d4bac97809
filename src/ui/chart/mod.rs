//! Charts, one above another, all of the same groups and the same rows the map and the table show.
//!
//! Every number drawn comes from the summary's result table, the boxes or the scatter the document caches; nothing is
//! computed here. A click on a group selects its parcels, a click on a point its parcel. A plot is given at most
//! [`MOST_GROUPS`] groups or [`scatter::MOST_POINTS`] points, and says what it left out.

mod axis;
mod bars;
mod boxes;
mod numbers;
mod scatter;
mod stacked_land;

use eframe::egui::{Align, Layout, Rect, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::context::ViewContext;
use super::theme::{GRID, small, tokens_of};
use super::window_state::WindowState;
use crate::analysis::Indicator;
use crate::app::{Action, Document, SelectMode};
use crate::domain::RowSet;
use crate::locale::Lang;

use axis::GroupAxis;

/// The most groups a chart shows; the largest by land are kept.
pub const MOST_GROUPS: usize = 16;

/// A chart of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chart {
    Output,
    Tax,
    Land,
    Spread,
    TaxAgainstFar,
}

impl Chart {
    const ALL: [Self; 5] = [Self::Output, Self::Tax, Self::Land, Self::Spread, Self::TaxAgainstFar];

    fn key(self) -> &'static str {
        match self {
            Self::Output => "output",
            Self::Tax => "tax",
            Self::Land => "land",
            Self::Spread => "spread",
            Self::TaxAgainstFar => "tax-far",
        }
    }

    fn title(self, lang: Lang, document: &Document) -> String {
        let name = lang.text(&format!("chart-{}", self.key()));
        let year = document.view().figures.year;
        if self == Self::Land { name.into_owned() } else { lang.with_year(&name, year) }
    }
}

/// What a click in a chart chose.
enum Chosen {
    Group(usize),
    Row(usize),
}

/// Draws the charts. Hands back the part of the window a picture was asked of, and its name.
pub fn charts_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    state: &mut WindowState,
) -> Option<(Rect, &'static str)> {
    let summary = document.summary();
    let groups = document.groups();
    let axis = GroupAxis::new(cx.lang, ui.visuals().dark_mode, &summary, &groups);
    let mut picture = None;
    let mut chosen = None;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let by = super::menu_bar::grouping_name(cx.lang, document.view().group_by);
        let caption = cx.lang.text_with("chart-caption", [("by", by.into())]);
        ui.label(RichText::new(caption).font(small()).color(tokens_of(ui).weak));
        if axis.left_out > 0 {
            let note = cx.lang.text_with("chart-left-out", [("count", axis.left_out.into())]);
            ui.label(RichText::new(note).font(small()).color(tokens_of(ui).weak));
        }
        for chart in Chart::ALL {
            ui.push_id(chart.key(), |ui| {
                if let Some(rect) = chart_ui(ui, cx, document, state, chart, &axis, &mut chosen) {
                    picture = Some((rect, chart.key()));
                }
            });
            ui.add_space(GRID * 2.0);
        }
    });
    let len = document.table().len();
    let rows = match chosen {
        Some(Chosen::Group(place)) => axis
            .source(place)
            .and_then(|source| groups.get(source))
            .map(|group| RowSet::from_rows(len, group.rows.iter().map(|&row| row as usize))),
        Some(Chosen::Row(row)) => Some(RowSet::from_rows(len, [row])),
        None => None,
    };
    if let Some(rows) = rows {
        let mode = if ui.input(|input| input.modifiers.command) { SelectMode::Add } else { SelectMode::Replace };
        cx.push(Action::Select(rows, mode));
    }
    picture
}

/// One chart with its title line. Hands back its part of the window if a picture was asked for.
fn chart_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &mut Document,
    state: &mut WindowState,
    chart: Chart,
    axis: &GroupAxis,
    chosen: &mut Option<Chosen>,
) -> Option<Rect> {
    let title = chart.title(cx.lang, document);
    let numbers_shown = state.chart_numbers.contains(chart.key());
    let mut wants_picture = false;
    let inner = ui.vertical(|ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&title).strong());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = cx.lang.text_with("chart-picture-of", [("chart", title.as_str().into())]);
                wants_picture = ui.small_button(cx.text("chart-picture")).accessible_name(label).clicked();
                let label = cx.lang.text_with("chart-numbers-of", [("chart", title.as_str().into())]);
                if ui
                    .selectable_label(numbers_shown, RichText::new(cx.text("chart-numbers")).font(small()))
                    .accessible_name(label)
                    .clicked()
                    && !state.chart_numbers.remove(chart.key())
                {
                    state.chart_numbers.insert(chart.key());
                }
            });
        });
        if numbers_shown {
            let columns = numbers::columns_of(chart.key());
            numbers::numbers_ui(ui, cx.lang, &document.summary(), columns);
            return;
        }
        let response = match chart {
            Chart::Output => bars::bars_ui(ui, cx.lang, axis, &document.summary(), &bars::OUTPUT, chosen),
            Chart::Tax => bars::bars_ui(ui, cx.lang, axis, &document.summary(), &bars::TAX, chosen),
            Chart::Land => stacked_land::stacked_land_ui(
                ui,
                cx.lang,
                axis,
                &document.summary(),
                &document.land_by_status(),
                chosen,
            ),
            Chart::Spread => boxes::boxes_ui(ui, cx.lang, axis, &document.boxes(Indicator::OutputPerMu), chosen),
            Chart::TaxAgainstFar => scatter::scatter_ui(ui, cx.lang, document, chosen),
        };
        let label = title.clone();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    });
    wants_picture.then_some(inner.response.rect)
}
