//! Tax per mu against floor area ratio: dense land that pays little, sparse land that pays much. A point a parcel, or
//! cells shaded by their number of parcels where there are many.

use eframe::egui::{self, Response, RichText, Ui};
use egui_plot::{HLine, LineStyle, PlotPoint, PlotPoints, Points, VLine};

use super::super::theme::{data_color, small, tokens_of};
use super::Chosen;
use super::curve_plot::curve_plot;
use crate::analysis::{Quadrant, Quadrants};
use crate::app::{Document, Scatter, ScatterCell};
use crate::domain::{RowSet, TextField, Unit};
use crate::locale::{Lang, grouped};

/// The most selected parcels that have a mark of their own beside the cells.
const MOST_SELECTED: usize = 900;

/// How near the pointer must be to a point, in points of the screen.
const NEAR: f32 = 8.0;

/// Shades of a cell.
const SHADES: usize = 8;

/// Draws the chart.
pub fn scatter_ui(
    ui: &mut Ui,
    lang: Lang,
    document: &mut Document,
    data: &Scatter,
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let Some(quadrants) = &data.quadrants else {
        return ui.label(RichText::new(lang.text("chart-scatter-empty")).color(tokens.weak));
    };
    if let Some(quadrant) = quadrants_ui(ui, lang, quadrants) {
        let rows = quadrants.rows(quadrant).iter().map(|&row| row as usize);
        *chosen = Some(Chosen::Rows(RowSet::from_rows(document.table().len(), rows)));
    }
    let mut say = |id: &str, count: usize| {
        let text = lang.text_with(id, [("count", grouped(count as f64, 0).into())]);
        ui.label(RichText::new(text).font(small()).color(tokens.weak));
    };
    if !data.cells.is_empty() {
        say("chart-scatter-cells", data.points.len());
    }
    if data.beyond > 0 {
        say("chart-scatter-beyond", data.beyond);
    }
    let y_label = format!("{} ({})", lang.column("tax_per_mu"), lang.unit(Unit::WanYuanPerMu));
    let [widest, top] = data.top;
    let plot = curve_plot(ui, "scatter", [lang.column("far").into_owned(), y_label], data.top);
    let marks = if data.cells.is_empty() { point_marks(ui, document, data) } else { cell_marks(ui, data) };
    let selected = selected_points(document, data);
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(-0.02 * widest..=widest * 1.03);
        plot.set_plot_bounds_y(-0.03 * top..=top);
        let [far, tax] = quadrants.medians;
        let style = LineStyle::dashed_dense();
        plot.vline(VLine::new("", far).color(tokens.weak).style(style).allow_hover(false));
        plot.hline(HLine::new("", tax).color(tokens.weak).style(style).allow_hover(false));
        for Marks { points, color, radius } in marks {
            let points = Points::new("", PlotPoints::from(points)).radius(radius).color(color);
            plot.points(points.allow_hover(false));
        }
        let points = Points::new("", PlotPoints::from(selected)).radius(4.0).color(tokens.map_selection);
        plot.points(points.allow_hover(false));
        plot.pointer_coordinate()
    });
    let response = shown.response;
    let Some(pointer) = shown.inner.filter(|_| response.hovered()) else { return response };
    if data.cells.is_empty() {
        let at = shown.transform.position_from_point(&pointer);
        let distance =
            |point: &[f64; 2]| shown.transform.position_from_point(&PlotPoint::new(point[0], point[1])).distance(at);
        let nearest = data.points.iter().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
        if let Some(&(row, point)) = nearest.filter(|(_, point)| distance(point) <= NEAR) {
            point_card(&response, lang, document, row as usize, point, chosen);
        }
    } else if let Some(cell) = data.cell_at([pointer.x, pointer.y]) {
        cell_card(&response, lang, document, data, cell, chosen);
    }
    response
}

/// Marks of one colour and size.
struct Marks {
    points: Vec<[f64; 2]>,
    color: egui::Color32,
    radius: f32,
}

/// A mark a parcel, in the colour of its class on the map.
fn point_marks(ui: &Ui, document: &mut Document, data: &Scatter) -> Vec<Marks> {
    let dark = ui.visuals().dark_mode;
    let (_, classes) = document.map_classes();
    let mut by_class: Vec<Vec<[f64; 2]>> = vec![Vec::new(); classes.classes.len()];
    for &(row, point) in data.points.iter().filter(|&&(row, _)| !document.selection().contains(row as usize)) {
        by_class[usize::from(classes.class_of_row[row as usize])].push(point);
    }
    let colors = classes.classes.iter().map(|class| data_color(dark, class.rgb).gamma_multiply(0.75));
    by_class.into_iter().zip(colors).map(|(points, color)| Marks { points, color, radius: 2.6 }).collect()
}

/// A mark a cell, the darker the more parcels it has, step by step on a scale of logarithms.
fn cell_marks(ui: &Ui, data: &Scatter) -> Vec<Marks> {
    let most = data.cells.iter().map(|cell| cell.parcels).max().unwrap_or(1) as f64;
    let step_of = |parcels: usize| ((1.0 + parcels as f64).ln() / (1.0 + most).ln() * SHADES as f64) as usize;
    let mut by_shade: Vec<Vec<[f64; 2]>> = vec![Vec::new(); SHADES + 1];
    for cell in &data.cells {
        by_shade[step_of(cell.parcels).min(SHADES)].push(cell.center);
    }
    let color = tokens_of(ui).bar;
    let shade = |step: usize| color.gamma_multiply(0.15 + 0.85 * step as f32 / SHADES as f32);
    let marks = by_shade.into_iter().enumerate();
    marks.map(|(step, points)| Marks { points, color: shade(step), radius: 2.6 }).collect()
}

/// The selected parcels, where they are so few that each can be told from the others.
fn selected_points(document: &Document, data: &Scatter) -> Vec<[f64; 2]> {
    let selection = document.selection();
    let most = if data.cells.is_empty() { usize::MAX } else { MOST_SELECTED };
    if selection.count() > most {
        return Vec::new();
    }
    selection.iter().filter_map(|row| data.point_of(row)).collect()
}

fn point_card(
    response: &Response,
    lang: Lang,
    document: &Document,
    row: usize,
    [far, tax]: [f64; 2],
    chosen: &mut Option<Chosen>,
) {
    response.ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
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

fn cell_card(
    response: &Response,
    lang: Lang,
    document: &Document,
    data: &Scatter,
    cell: &ScatterCell,
    chosen: &mut Option<Chosen>,
) {
    response.ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
    response.clone().on_hover_ui_at_pointer(|ui| {
        let count = grouped(cell.parcels as f64, 0);
        ui.strong(lang.text_with("chart-scatter-cell", [("count", count.into())]));
        let range = |axis: usize, unit: Unit| {
            let half = data.cell_size()[axis] / 2.0;
            let [from, to] = [cell.center[axis] - half, cell.center[axis] + half];
            format!("{} – {}", lang.number(Some(from), unit), lang.number_with_unit(Some(to), unit))
        };
        ui.label(format!("{}: {}", lang.column("far"), range(0, Unit::Ratio)));
        ui.label(format!("{}: {}", lang.column("tax_per_mu"), range(1, Unit::WanYuanPerMu)));
    });
    if response.clicked() {
        let rows = RowSet::from_rows(document.table().len(), data.rows_of(cell));
        *chosen = Some(Chosen::Rows(rows));
    }
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
