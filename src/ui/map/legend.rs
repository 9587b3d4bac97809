//! The legend: what each colour means, how many parcels it has, how much land.

use eframe::egui::{self, Align, Color32, Layout, Rect, RichText, ScrollArea, Sense, Stroke, Ui, vec2};

use super::super::context::ViewContext;
use super::super::result_cells::figure_ui;
use super::super::theme::{HALF, data_color, layer_color, small, tokens_of};
use super::overlay::plate_frame;
use crate::analysis::Indicator;
use crate::app::{Action, ClassLabel, ColorBy, Document, Layer, MapClass, MapClasses, SelectMode};
use crate::domain::{RowSet, Term, Unit, iso_date};
use crate::locale::{Lang, grouped};

const WIDTH: f32 = 268.0;

/// How much of the map's right the legend covers, in points.
pub const COVERED: f32 = WIDTH + 36.0;

/// What a class is called, in a language.
#[must_use]
pub fn class_name(lang: Lang, label: &ClassLabel) -> String {
    match label {
        ClassLabel::Term(Term::Model(model)) => format!("{} {}", model.number(), lang.model_short(*model)),
        ClassLabel::Term(term) => lang.term(*term).into_owned(),
        ClassLabel::Text(text) => text.to_string(),
        ClassLabel::Others(count) => lang.text_with("legend-others", [("count", (*count).into())]),
        ClassLabel::AtTarget => lang.text("legend-at-target").into_owned(),
        ClassLabel::Range(unit, lower, upper) => {
            let unit = *unit;
            // A tenth of a square metre says nothing of a parcel.
            let bound = |value: f64| match unit {
                Unit::SquareMetre => grouped(value, 0),
                unit => lang.number(Some(value), unit),
            };
            format!("{} – {}", bound(*lower), bound(*upper))
        }
        ClassLabel::Change(indicator, from, to) => {
            let bound = |value: f64| {
                let sign = if value > 0.0 { "+" } else { "" };
                format!("{sign}{}", lang.number(Some(value), indicator.unit()))
            };
            lang.text_with("legend-change-class", [("from", bound(*from).into()), ("to", bound(*to).into())])
        }
        ClassLabel::AgainstMean(class) => lang.text(&format!("legend-against-mean-{class}")).into_owned(),
        ClassLabel::Missing => lang.text("legend-missing").into_owned(),
    }
}

/// What the colours mean, with unit and year.
#[must_use]
pub fn legend_title(lang: Lang, document: &mut Document) -> String {
    match document.view().color_by {
        ColorBy::Model => lang.text("field-model").into_owned(),
        ColorBy::Route => lang.text("field-route").into_owned(),
        ColorBy::Headroom => lang.header("floor_headroom_m2", Unit::SquareMetre),
        ColorBy::Status => lang.text("field-status").into_owned(),
        ColorBy::Park => lang.text("field-park").into_owned(),
        ColorBy::Finding(kind) => {
            let day = iso_date(document.judged_as_of());
            lang.text_with("legend-judged", [("kind", lang.finding_kind(kind).into()), ("day", day.into())])
        }
        ColorBy::Indicator(indicator) => indicator_title(lang, document, indicator),
        ColorBy::AgainstMean(indicator) => {
            let name = indicator_title(lang, document, indicator);
            let mean = lang.number(document.totals_shown().ratio(indicator), indicator.unit());
            lang.text_with("legend-against-mean", [("name", name.into()), ("mean", mean.into())])
        }
        ColorBy::Change(indicator) => {
            let name = indicator_title(lang, document, indicator);
            match document.base_name(lang) {
                Some(base) => lang.text_with("legend-change", [("name", name.into()), ("base", base.into())]),
                None => lang.text_with("legend-change-without-base", [("name", name.into())]),
            }
        }
    }
}

/// An indicator with year and unit.
fn indicator_title(lang: Lang, document: &Document, indicator: Indicator) -> String {
    let name = lang.with_year(&lang.indicator(indicator.key()), document.view().figures.year);
    let unit = lang.unit(indicator.unit());
    if unit.is_empty() { name } else { format!("{name} · {unit}") }
}

/// Draws the legend in the upper right corner of the map. A click on a class selects its shown parcels.
pub fn legend_ui(
    ui: &Ui,
    cx: &mut ViewContext<'_>,
    rect: Rect,
    document: &mut Document,
    classes: &MapClasses,
    marks_overlaps: bool,
) {
    let title = legend_title(cx.lang, document);
    let hatched = if marks_overlaps {
        Some("legend-overlapping")
    } else {
        (!document.suspected_idle().is_empty()).then_some("legend-idle")
    };
    let mut clicked = None;
    egui::Area::new(egui::Id::unique("legend"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::RIGHT_TOP)
        .fixed_pos(rect.right_top() + vec2(-8.0, 8.0))
        .constrain_to(rect)
        .show(ui.ctx(), |ui| {
            plate_frame(ui).show(ui, |ui| {
                ui.set_width(WIDTH.min(rect.width() - 40.0));
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(RichText::new(title).strong());
                if let Some(sample) = classes.sample {
                    let text = RichText::new(sample_text(cx.lang, sample)).font(small());
                    ui.add(egui::Label::new(text.color(tokens_of(ui).weak)).wrap());
                }
                header_ui(ui, cx);
                ScrollArea::vertical().max_height((rect.height() - 130.0).max(60.0)).show(ui, |ui| {
                    for (place, class) in classes.classes.iter().enumerate() {
                        if class.parcels > 0 && class_ui(ui, cx, class) {
                            clicked = Some(place as u8);
                        }
                    }
                });
                if let Some(id) = hatched {
                    hatched_ui(ui, cx, id);
                }
                for layer in document.layers().iter().filter(|layer| layer.visible) {
                    layer_ui(ui, layer);
                }
            });
        });
    if let Some(place) = clicked {
        let shown = document.shown();
        let rows =
            RowSet::from_rows(document.table().len(), shown.iter().filter(|&row| classes.class_of_row[row] == place));
        cx.push(Action::Select(rows, SelectMode::Replace));
    }
}

/// That the bounds between classes are those of a sample.
fn sample_text(lang: Lang, (taken, of): (usize, usize)) -> String {
    let count = |parcels: usize| grouped(parcels as f64, 0);
    lang.text_with("legend-sample", [("taken", count(taken).into()), ("of", count(of).into())])
}

fn header_ui(ui: &mut Ui, cx: &ViewContext<'_>) {
    let weak = tokens_of(ui).weak;
    row_ui(ui, |ui| {
        figure_ui(ui, 68.0, RichText::new(cx.lang.unit(Unit::Mu)).color(weak));
        figure_ui(ui, 62.0, RichText::new(cx.text("column-parcels")).color(weak));
    });
}

fn row_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 18.0), Layout::right_to_left(Align::Center), add);
}

fn class_ui(ui: &mut Ui, cx: &ViewContext<'_>, class: &MapClass) -> bool {
    let tokens = tokens_of(ui);
    let name = class_name(cx.lang, &class.label);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::click());
    let accessible = cx.lang.text_with("legend-class", [("name", name.as_str().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &accessible));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand(1.0), 3.0, tokens.accent_soft);
    }
    let swatch = Rect::from_min_size(rect.left_center() - vec2(0.0, 6.0), vec2(18.0, 12.0));
    ui.painter().rect_filled(swatch, 2.0, data_color(ui.visuals().dark_mode, class.rgb));
    if class.hatch {
        hatch(ui, swatch, tokens.weak);
    }
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(Rect::from_min_max(swatch.right_top() + vec2(HALF + 2.0, -3.0), rect.max))
            .layout(Layout::right_to_left(Align::Center)),
    );
    figure_ui(&mut row, 68.0, RichText::new(cx.lang.number(Some(class.land_mu), Unit::Mu)).color(tokens.text));
    figure_ui(&mut row, 62.0, RichText::new(grouped(class.parcels as f64, 0)).color(tokens.text));
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(egui::Label::new(RichText::new(name).font(small()).color(tokens.text)).truncate());
    });
    response.clicked()
}

fn hatched_ui(ui: &mut Ui, cx: &ViewContext<'_>, id: &str) {
    let tokens = tokens_of(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 12.0), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, tokens.surface);
        hatch(ui, rect, tokens.text);
        ui.label(RichText::new(cx.text(id)).font(small()).color(tokens.text));
    });
}

/// A reference layer by its colour and name.
fn layer_ui(ui: &mut Ui, layer: &Layer) {
    let color = layer_color(ui.visuals().dark_mode, layer.color);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 12.0), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(2.0, color));
        ui.add(egui::Label::new(RichText::new(&layer.name).font(small()).color(tokens_of(ui).text)).truncate());
    });
}

/// Diagonal lines over a swatch, clipped to it.
fn hatch(ui: &Ui, rect: Rect, color: Color32) {
    let painter = ui.painter_at(rect);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.line_segment(
            [egui::pos2(x, rect.bottom()), egui::pos2(x + rect.height(), rect.top())],
            Stroke::new(1.0, color),
        );
        x += 5.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_told_with_both_its_numbers() {
        for lang in [Lang::Zh, Lang::En] {
            let text = sample_text(lang, (1_000_000, 1_234_567));
            assert!(text.contains("1,000,000") && text.contains("1,234,567"), "{text}");
        }
    }
}
