//! Output per mu of the base and the current year by group, two bars each, over the parcels that have both years.

use eframe::egui::{Align2, Response, RichText, Ui};
use egui_plot::{Bar, BarChart, PlotPoint, Text};

use super::super::theme::{small, tokens_of};
use super::Chosen;
use super::axis::{AxisGroup, GroupAxis};
use super::curve_plot::nothing_ui;
use crate::app::Document;
use crate::domain::{ResultTable, Unit};
use crate::locale::Lang;

/// How far a bar's middle is from its group's line, and how thick it is, in groups.
const APART: f64 = 0.19;
const THICK: f64 = 0.34;

/// Draws the chart, or says that there is no second year.
pub fn years_ui(
    ui: &mut Ui,
    lang: Lang,
    axis: &GroupAxis,
    document: &Document,
    (changes, change_rows): (Option<&ResultTable>, &[Option<usize>]),
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let Some(changes) = changes else {
        return nothing_ui(ui, &lang.text("chart-years-empty"));
    };
    let names =
        [("base", document.base_name(lang).unwrap_or_default().into()), ("year", document.current_name(lang).into())];
    ui.label(RichText::new(lang.text_with("chart-years-key", names)).font(small()).color(tokens.weak));
    let groups = changes.number("output_compared_groups", changes.len().saturating_sub(1)).unwrap_or_default();
    if groups > 0.0 {
        let told = lang.text_with("inspector-change-groups", [("groups", groups.into())]);
        ui.label(RichText::new(told).font(small()).color(tokens.weak));
    }
    let unit = Unit::WanYuanPerMu;
    let number = |key: &str, group: &AxisGroup| changes.number(key, change_rows.get(group.source).copied().flatten()?);
    let base = |group: &AxisGroup| number("output_per_mu_base", group);
    let current = |group: &AxisGroup| number("output_per_mu_current", group);
    let most = |group: &AxisGroup| base(group).into_iter().chain(current(group)).fold(0.0, f64::max);
    let widest = axis.groups.iter().map(most).fold(0.0, f64::max);
    // The values behind the longest bar need some 170 points beside the names' 120.
    let room = f64::from((ui.available_width() - 120.0).max(200.0));
    let plot =
        axis.plot(ui, "bars-years", lang.unit(unit).into_owned()).include_x(widest * room / (room - 170.0).max(60.0));
    let shown = plot.show(ui, |plot| {
        let bars = |of: &dyn Fn(&AxisGroup) -> Option<f64>, up: f64, past: bool| -> Vec<Bar> {
            let bar = |(place, group): (usize, &AxisGroup)| {
                let fill = if past { group.color.gamma_multiply(0.4) } else { group.color };
                Some(Bar::new(up - place as f64, of(group)?).width(THICK).fill(fill).name(&group.name))
            };
            axis.groups.iter().enumerate().filter_map(bar).collect()
        };
        let (past, now) = (bars(&base, APART, true), bars(&current, -APART, false));
        plot.bar_chart(BarChart::new("base", past).horizontal().allow_hover(false));
        plot.bar_chart(BarChart::new("current", now).horizontal().allow_hover(false));
        for (place, group) in axis.groups.iter().enumerate() {
            let text = match (base(group), current(group)) {
                (Some(base), Some(current)) => lang.text_with(
                    "chart-years-values",
                    [
                        ("base", lang.number(Some(base), unit).into()),
                        ("current", lang.number(Some(current), unit).into()),
                        ("multiple", lang.number(number("output_per_mu_multiple", group), Unit::Ratio).into()),
                    ],
                ),
                _ => lang.text("chart-no-value").into_owned(),
            };
            let text =
                RichText::new(format!(" {text}")).font(small()).color(tokens.text).background_color(tokens.surface);
            let at = PlotPoint::new(most(group), -(place as f64));
            plot.text(Text::new("", at, text).anchor(Align2::LEFT_CENTER).allow_hover(false));
        }
        plot.pointer_coordinate()
    });
    let clicked = axis.touch(ui, &shown.response, shown.inner, |group| {
        let line = |key: &'static str, unit: Unit| {
            format!("{}: {}", lang.column(key), lang.number_with_unit(number(key, group), unit))
        };
        vec![
            line("output_per_mu_base", unit),
            line("output_per_mu_current", unit),
            line("output_per_mu_multiple", Unit::Ratio),
            line("output_doubling_progress", Unit::Share),
            line("output_compared", Unit::Count),
            line("output_missing_either", Unit::Count),
            line("output_base_not_positive", Unit::Count),
        ]
    });
    if let Some(place) = clicked {
        *chosen = Some(Chosen::Group(place));
    }
    shown.response
}
