//! The doubling path: output per mu of all against the land brought to a reference, with the double of the base.

use eframe::egui::{self, Align2, DragValue, Response, RichText, Ui};
use egui_plot::{HLine, Line, LineStyle, PlotPoint, PlotPoints, Points, Text, VLine};

use super::super::context::ViewContext;
use super::super::theme::{small, tokens_of};
use super::Chosen;
use super::curve_plot::{curve_color, curve_plot, nothing_ui};
use crate::analysis::{Doubling, Reach};
use crate::app::{Action, ChartData, Document, DoublingTarget, RulebookTarget, rulebook_name};
use crate::domain::Unit;
use crate::locale::{Lang, grouped};

/// What the path leads to, in a few words: the reference and the base.
#[must_use]
pub fn caption(lang: Lang, document: &Document) -> String {
    let reference = match document.view().doubling_target {
        None => lang.text("doubling-to-median").into_owned(),
        Some(DoublingTarget::Rulebook(RulebookTarget::CohortBenchmark)) => {
            let book = rulebook_name(lang, &document.judging().book);
            lang.text_with("doubling-to-benchmark", [("book", book.into())])
        }
        Some(DoublingTarget::PerMu(target)) => {
            let value = lang.number_with_unit(Some(target), Unit::WanYuanPerMu);
            lang.text_with("doubling-to-value", [("value", value.into())])
        }
    };
    let base = document.base_name(lang).map_or_else(
        || lang.text("doubling-base-now").into_owned(),
        |base| lang.text_with("doubling-base-year", [("base", base.into())]),
    );
    lang.text_with("doubling-caption", [("reference", reference.into()), ("base", base.into())])
}

/// The sentences of the result.
fn verdict(lang: Lang, path: &Doubling) -> String {
    let told = reach_text(lang, path);
    if path.without_reference == 0 {
        return told;
    }
    let left = lang.text_with("doubling-without-reference", [("count", path.without_reference.into())]);
    format!("{told} {left}")
}

/// How far the path leads.
fn reach_text(lang: Lang, path: &Doubling) -> String {
    let mu = |value: f64| lang.number_with_unit(Some(value), Unit::Mu);
    let per_mu = |value: Option<f64>| lang.number_with_unit(value, Unit::WanYuanPerMu);
    let target = per_mu(path.target_per_mu());
    match path.reach() {
        Reach::Unknown => lang.text("doubling-unknown").into_owned(),
        Reach::Already => {
            lang.text_with("doubling-already", [("now", per_mu(path.now_per_mu).into()), ("target", target.into())])
        }
        Reach::Within { steps, touched_mu, least_mu } => lang.text_with(
            "doubling-within",
            [
                ("target", target.into()),
                ("least", mu(least_mu).into()),
                ("count", grouped(steps as f64, 0).into()),
                ("touched", mu(touched_mu).into()),
            ],
        ),
        Reach::Never { most_per_mu } => lang.text_with(
            "doubling-never",
            [
                ("target", target.into()),
                ("count", grouped(path.steps.len() as f64, 0).into()),
                ("touched", mu(path.steps.last().map_or(0.0, |step| step.touched_mu)).into()),
                ("most", per_mu(Some(most_per_mu)).into()),
            ],
        ),
    }
}

/// The choice of the reference, and the button that selects the parcels found.
pub fn controls_ui(
    ui: &mut Ui,
    cx: &mut ViewContext<'_>,
    document: &Document,
    path: &Doubling,
    chosen: &mut Option<Chosen>,
) {
    let target = document.view().doubling_target;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(cx.text("doubling-reference")).font(small()).color(tokens_of(ui).weak));
        if ui.selectable_label(target.is_none(), cx.text("doubling-median")).clicked() && target.is_some() {
            cx.push(Action::DoublingTarget(None));
        }
        let benchmark = Some(DoublingTarget::COHORT_BENCHMARK);
        let is_benchmark = ui.selectable_label(target == benchmark, cx.text("doubling-benchmark"));
        if is_benchmark.on_hover_text(cx.text("doubling-benchmark-hint")).clicked() && target != benchmark {
            cx.push(Action::DoublingTarget(benchmark));
        }
        let typed = match target {
            Some(DoublingTarget::PerMu(per_mu)) => Some(per_mu),
            Some(DoublingTarget::Rulebook(_)) | None => None,
        };
        if ui.selectable_label(typed.is_some(), cx.text("doubling-value")).clicked() && typed.is_none() {
            // A first value to type over: what doubles if all land had it.
            let first = path.target_per_mu().unwrap_or(100.0).round().max(1.0);
            cx.push(Action::DoublingTarget(Some(DoublingTarget::PerMu(first))));
        }
        if let Some(per_mu) = typed {
            let mut shown = per_mu;
            let drag = DragValue::new(&mut shown)
                .range(0.0..=1e7)
                .speed(1.0)
                .max_decimals(2)
                .update_while_editing(false)
                .suffix(format!(" {}", cx.lang.unit(Unit::WanYuanPerMu)));
            let label = cx.text("doubling-value-label");
            let changed = ui.add(drag).accessible_name(label).changed();
            if changed && shown.is_finite() {
                cx.push(Action::DoublingTarget(Some(DoublingTarget::PerMu(shown))));
            }
        }
        let steps = path.chosen_steps();
        if steps > 0 {
            let count = grouped(steps as f64, 0);
            if ui.button(cx.lang.text_with("doubling-select", [("count", count.into())])).clicked() {
                *chosen = Some(Chosen::Rows(path.rows(document.table().len(), steps)));
            }
        }
    });
}

/// Draws the chart.
pub fn doubling_ui(
    ui: &mut Ui,
    lang: Lang,
    document: &Document,
    data: &ChartData,
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let color = curve_color(ui);
    let path = &data.doubling;
    let (Some(now), Some(last)) = (path.now_per_mu, path.steps.last()) else {
        return nothing_ui(ui, &verdict(lang, path));
    };
    ui.label(RichText::new(verdict(lang, path)).font(small()).color(tokens.weak));
    let unit = Unit::WanYuanPerMu;
    let target = path.target_per_mu();
    let top = target.into_iter().chain([last.per_mu, now]).fold(0.0, f64::max);
    let labels = [
        format!("{} ({})", lang.column("touched_mu"), lang.unit(Unit::Mu)),
        format!("{} ({})", lang.column("output_per_mu"), lang.unit(unit)),
    ];
    let wide = last.touched_mu;
    let plot = curve_plot(ui, "doubling", labels, [wide, top]);
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(-0.02 * wide..=wide * 1.03);
        plot.set_plot_bounds_y(-0.03 * top..=top * 1.12);
        let mut level = |value: f64, id: &str, anchor: Align2| {
            plot.hline(HLine::new("", value).color(tokens.weak).style(LineStyle::dashed_dense()).allow_hover(false));
            let label = lang.text_with(id, [("value", lang.number(Some(value), unit).into())]);
            let text = RichText::new(label).font(small()).color(tokens.weak).background_color(tokens.surface);
            let at = PlotPoint::new(0.0, value);
            plot.text(Text::new("", at, text).anchor(anchor).allow_hover(false));
        };
        if let Some(target) = target {
            level(target, "doubling-line-target", Align2::LEFT_BOTTOM);
        }
        if let Some(base) = path.base_per_mu {
            // The curve climbs above it.
            level(base, "doubling-line-base", Align2::LEFT_TOP);
        }
        plot.line(
            Line::new("", PlotPoints::from(data.doubling_line.clone())).color(color).width(2.0).allow_hover(false),
        );
        if let Reach::Within { touched_mu, steps, .. } = path.reach() {
            let reached = [touched_mu, path.steps[steps - 1].per_mu];
            plot.vline(
                VLine::new("", touched_mu).color(tokens.weak).style(LineStyle::dashed_dense()).allow_hover(false),
            );
            plot.points(Points::new("", vec![reached]).radius(4.0).color(color).allow_hover(false));
            let label = lang.number_with_unit(Some(touched_mu), Unit::Mu);
            let text =
                RichText::new(format!(" {label}")).font(small()).color(tokens.text).background_color(tokens.surface);
            let at = PlotPoint::new(touched_mu, top * 0.04);
            plot.text(Text::new("", at, text).anchor(Align2::LEFT_BOTTOM).allow_hover(false));
        }
        plot.pointer_coordinate()
    });
    let response = shown.response;
    if let Some(pointer) = shown.inner.filter(|_| response.hovered()) {
        let steps = path.steps_within(pointer.x.max(0.0));
        let (touched, per_mu) = match steps.checked_sub(1).map(|place| &path.steps[place]) {
            Some(step) => (step.touched_mu, step.per_mu),
            None => (0.0, now),
        };
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.strong(lang.text_with("doubling-first", [("count", grouped(steps as f64, 0).into())]));
            let line = |key: &'static str, value: Option<f64>, unit: Unit| {
                format!("{}: {}", lang.column(key), lang.number_with_unit(value, unit))
            };
            ui.label(line("touched_mu", Some(touched), Unit::Mu));
            ui.label(line("reached_per_mu", Some(per_mu), unit));
            let multiple = path.base_per_mu.filter(|base| *base > 0.0).map(|base| per_mu / base);
            ui.label(line("output_per_mu_multiple", multiple, Unit::Ratio));
        });
        if response.clicked() && steps > 0 {
            *chosen = Some(Chosen::Rows(path.rows(document.table().len(), steps)));
        }
    }
    response
}
