//! The histogram of the indicator the map is coloured by: its bars in the map's colours, the class breaks as lines.

use eframe::egui::{self, Response, RichText, Ui};
use egui_plot::{Bar, BarChart, LineStyle, VLine};

use super::super::map::class_name;
use super::super::theme::{data_color, small, tokens_of};
use super::Chosen;
use super::curve_plot::{curve_plot, nothing_ui};
use crate::analysis::{Histogram, HistogramBin, Indicator};
use crate::app::{ColorBy, Document, MapClasses};
use crate::domain::{RowSet, Unit};
use crate::locale::{Lang, grouped};

/// Draws the chart, or says what it needs.
pub fn histogram_ui(ui: &mut Ui, lang: Lang, document: &mut Document, chosen: &mut Option<Chosen>) -> Response {
    let (Some(indicator), Some(histogram)) = (document.view().color_by.indicator(), document.histogram()) else {
        return nothing_ui(ui, &lang.text("chart-histogram-empty"));
    };
    let weak = tokens_of(ui).weak;
    ui.label(RichText::new(counts_text(lang, &histogram)).font(small()).color(weak));
    let [Some(first), Some(last)] = [histogram.bins.first(), histogram.bins.last()] else {
        return nothing_ui(ui, &lang.text("chart-histogram-no-values"));
    };
    let (_, classes) = document.map_classes();
    // Shares are stored as parts of one and read as parts of a hundred.
    let factor = if indicator.unit() == Unit::Share { 100.0 } else { 1.0 };
    let frame = [first.drawn[0] * factor, last.drawn[1] * factor];
    let most = histogram.bins.iter().map(|bin| bin.rows.len()).max().unwrap_or(1) as f64;
    let dark = ui.visuals().dark_mode;
    let labels = [axis_title(lang, document.view().color_by, indicator), lang.column("parcels").into_owned()];
    let shown = curve_plot(ui, "histogram", labels, [frame[1], most]).show(ui, |plot| {
        let margin = (frame[1] - frame[0]) * 0.02;
        plot.set_plot_bounds_x(frame[0] - margin..=frame[1] + margin);
        plot.set_plot_bounds_y(-0.02 * most..=most * 1.06);
        for (class, of) in classes.classes.iter().enumerate() {
            let bars = class_bars(&histogram, class, factor).map(|bar| bar.fill(data_color(dark, of.rgb))).collect();
            plot.bar_chart(BarChart::new("", bars).allow_hover(false));
        }
        for &at in classes.breaks.iter().filter(|&&at| first.drawn[0] < at && at < last.drawn[1]) {
            let line = VLine::new("", at * factor).color(weak).style(LineStyle::dashed_dense());
            plot.vline(line.allow_hover(false));
        }
        plot.pointer_coordinate()
    });
    let response = shown.response;
    let bin = shown.inner.filter(|_| response.hovered()).and_then(|at| histogram.bin_at(at.x / factor));
    if let Some(bin) = bin.filter(|bin| !bin.rows.is_empty()) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        response.clone().on_hover_ui_at_pointer(|ui| bin_ui(ui, lang, indicator, bin, &classes));
        if response.clicked() {
            let rows = bin.rows.iter().map(|&row| row as usize);
            *chosen = Some(Chosen::Rows(RowSet::from_rows(document.table().len(), rows)));
        }
    }
    response
}

/// How many parcels have a value, how many have none, how many lie outside.
fn counts_text(lang: Lang, histogram: &Histogram) -> String {
    let count = |count: usize| grouped(count as f64, 0).into();
    let text = lang.text_with(
        "chart-histogram-counts",
        [("count", count(histogram.known)), ("missing", count(histogram.missing))],
    );
    if histogram.beyond == 0 {
        return text;
    }
    let beyond = lang.text_with("chart-histogram-beyond", [("count", count(histogram.beyond))]);
    format!("{text}{beyond}")
}

fn axis_title(lang: Lang, by: ColorBy, indicator: Indicator) -> String {
    let (name, unit) = (lang.indicator(indicator.key()), lang.unit(indicator.unit()));
    let name = match by {
        ColorBy::Change(_) => lang.text_with("color-change", [("name", name.into())]).into(),
        _ => name,
    };
    if unit.is_empty() { name.into_owned() } else { format!("{name} ({unit})") }
}

/// One class' part of every bar, above the parts of the classes before it.
fn class_bars(histogram: &Histogram, class: usize, factor: f64) -> impl Iterator<Item = Bar> {
    histogram.bins.iter().filter(move |bin| bin.by_class[class] > 0).map(move |bin| {
        let [from, to] = bin.drawn.map(|edge| edge * factor);
        let before: u32 = bin.by_class[..class].iter().sum();
        Bar::new(f64::midpoint(from, to), f64::from(bin.by_class[class]))
            .base_offset(f64::from(before))
            .width((to - from) * 0.94)
    })
}

/// What is exactly known of a bar.
fn bin_ui(ui: &mut Ui, lang: Lang, indicator: Indicator, bin: &HistogramBin, classes: &MapClasses) {
    let [from, to] = bin.counted.map(|edge| lang.number(Some(edge), indicator.unit()));
    ui.strong(format!("{from} – {to}"));
    ui.label(format!("{}: {}", lang.column("parcels"), grouped(bin.rows.len() as f64, 0)));
    for (class, &count) in classes.classes.iter().zip(&bin.by_class).filter(|(_, count)| **count > 0) {
        ui.label(format!("{}: {}", class_name(lang, &class.label), grouped(f64::from(count), 0)));
    }
}
