//! Tax per mu against floor area ratio, a point a parcel: dense land that pays little, sparse land that pays much.

use eframe::egui::{self, Response, RichText, Ui};
use egui_plot::{HLine, LineStyle, PlotPoint, PlotPoints, Points, VLine};

use super::super::theme::{data_color, small, tokens_of};
use super::Chosen;
use super::curve_plot::curve_plot;
use crate::analysis::{Quadrant, Quadrants};
use crate::app::Document;
use crate::domain::{RowSet, TextField, Unit};
use crate::locale::{Lang, grouped};

/// The most points drawn; beyond that every n-th parcel is drawn, which is said.
pub const MOST_POINTS: usize = 4000;

/// How near the pointer must be to a point, in points of the screen.
const NEAR: f32 = 8.0;

/// Draws the chart.
pub fn scatter_ui(ui: &mut Ui, lang: Lang, document: &mut Document, chosen: &mut Option<Chosen>) -> Response {
    let tokens = tokens_of(ui);
    let dark = ui.visuals().dark_mode;
    let points = document.tax_against_far();
    let classes = document.map_classes();
    let step = points.len().div_ceil(MOST_POINTS).max(1);
    let Some(quadrants) = document.tax_far_quadrants() else {
        return ui.label(RichText::new(lang.text("chart-scatter-empty")).color(tokens.weak));
    };
    if let Some(quadrant) = quadrants_ui(ui, lang, &quadrants) {
        let rows = quadrants.rows(quadrant).iter().map(|&row| row as usize);
        *chosen = Some(Chosen::Rows(RowSet::from_rows(document.table().len(), rows)));
    }
    if step > 1 {
        let text = lang.text_with("chart-scatter-thinned", [("step", step.into()), ("count", points.len().into())]);
        ui.label(RichText::new(text).font(small()).color(tokens.weak));
    }
    // The far tail of a few parcels would press all others into a corner: the axis ends at the 99th percentile of tax.
    let mut tax: Vec<f64> = points.iter().map(|(_, [_, tax])| *tax).collect();
    tax.sort_unstable_by(f64::total_cmp);
    let top = crate::analysis::percentile_inc(&tax, 0.99).unwrap_or(1.0).max(1e-3) * 1.1;
    let beyond = points.iter().filter(|(_, [_, tax])| *tax > top).count();
    if beyond > 0 {
        let text = lang.text_with("chart-scatter-beyond", [("count", beyond.into())]);
        ui.label(RichText::new(text).font(small()).color(tokens.weak));
    }
    let y_label = format!("{} ({})", lang.column("tax_per_mu"), lang.unit(Unit::WanYuanPerMu));
    let widest = points.iter().map(|(_, [far, _])| *far).fold(0.0, f64::max);
    let plot = curve_plot(ui, "scatter", [lang.column("far").into_owned(), y_label], [widest, top]);
    let selection = document.selection();
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(-0.02 * widest..=widest * 1.03);
        plot.set_plot_bounds_y(-0.03 * top..=top);
        let [far, tax] = quadrants.medians;
        let style = LineStyle::dashed_dense();
        plot.vline(VLine::new("", far).color(tokens.weak).style(style).allow_hover(false));
        plot.hline(HLine::new("", tax).color(tokens.weak).style(style).allow_hover(false));
        let mut by_class: Vec<Vec<[f64; 2]>> = vec![Vec::new(); classes.classes.len()];
        let mut selected = Vec::new();
        for (place, (row, point)) in points.iter().enumerate() {
            let row = *row as usize;
            if selection.contains(row) {
                selected.push(*point);
            } else if place % step == 0 {
                by_class[usize::from(classes.class_of_row[row])].push(*point);
            }
        }
        selected.truncate(MOST_POINTS);
        for (class, points) in classes.classes.iter().zip(by_class) {
            let color = data_color(dark, class.rgb).gamma_multiply(0.75);
            plot.points(Points::new("", PlotPoints::from(points)).radius(2.6).color(color).allow_hover(false));
        }
        let color = tokens.map_selection;
        plot.points(Points::new("", PlotPoints::from(selected)).radius(4.0).color(color).allow_hover(false));
        plot.pointer_coordinate()
    });
    let response = shown.response;
    let nearest = shown.inner.filter(|_| response.hovered()).and_then(|pointer| {
        let at = shown.transform.position_from_point(&pointer);
        let distance =
            |point: &[f64; 2]| shown.transform.position_from_point(&PlotPoint::new(point[0], point[1])).distance(at);
        let nearest = points.iter().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
        (distance(&nearest.1) <= NEAR).then_some(nearest)
    });
    if let Some(&(row, [far, tax])) = nearest {
        let row = row as usize;
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        response.clone().on_hover_ui_at_pointer(|ui| {
            let table = document.table();
            ui.strong(table.text_of(TextField::Name, row).unwrap_or_else(|| table.key(row)));
            ui.label(format!("{}: {}", lang.column("far"), lang.number(Some(far), Unit::Ratio)));
            let tax = lang.number_with_unit(Some(tax), Unit::WanYuanPerMu);
            ui.label(format!("{}: {tax}", lang.column("tax_per_mu")));
        });
        if response.clicked() {
            *chosen = Some(Chosen::Row(row));
        }
    }
    response
}

/// The four quarters by name with their parcels, laid out as they lie on the chart, and the medians between them. Hands
/// back the one that was clicked.
fn quadrants_ui(ui: &mut Ui, lang: Lang, quadrants: &Quadrants) -> Option<Quadrant> {
    let mut clicked = None;
    egui::Grid::new("quadrants").num_columns(2).spacing([8.0, 0.0]).show(ui, |ui| {
        for (place, quadrant) in Quadrant::ALL.into_iter().enumerate() {
            let count = grouped(quadrants.rows(quadrant).len() as f64, 0);
            let name = lang.text_with(&format!("quadrant-{}", quadrant.key()), [("count", count.into())]);
            if ui.selectable_label(false, RichText::new(name).font(small())).clicked() {
                clicked = Some(quadrant);
            }
            if place % 2 == 1 {
                ui.end_row();
            }
        }
    });
    let [far, tax] = quadrants.medians;
    let args = [
        ("far", lang.number(Some(far), Unit::Ratio).into()),
        ("tax", lang.number_with_unit(Some(tax), Unit::WanYuanPerMu).into()),
    ];
    ui.label(RichText::new(lang.text_with("quadrant-medians", args)).font(small()).color(tokens_of(ui).weak));
    clicked
}
