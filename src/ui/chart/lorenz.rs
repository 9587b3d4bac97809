//! The Lorenz curve of output against land with its Gini coefficient, and the line where every mu yields the same.

use eframe::egui::{self, Align2, Response, RichText, Ui};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints, Text};

use super::super::theme::{small, tokens_of};
use super::Chosen;
use super::curve_plot::{curve_color, curve_plot, nothing_ui};
use crate::app::{ChartData, Document};
use crate::domain::{RowSet, Unit};
use crate::locale::{Lang, grouped};

/// Draws the chart, or says that there is no curve.
pub fn lorenz_ui(
    ui: &mut Ui,
    lang: Lang,
    document: &Document,
    data: &ChartData,
    chosen: &mut Option<Chosen>,
) -> Response {
    let tokens = tokens_of(ui);
    let color = curve_color(ui);
    let curve = &data.lorenz;
    let Some(gini) = curve.gini else {
        return nothing_ui(ui, &lang.text("chart-lorenz-empty"));
    };
    let axis = |key: &'static str| format!("{} ({})", lang.column(key), lang.unit(Unit::Share));
    let labels = [axis("cumulative_land_share"), axis("cumulative_output_share")];
    let plot = curve_plot(ui, "lorenz", labels, [100.0, 100.0]);
    let shown = plot.show(ui, |plot| {
        // Room for the 100 below the end.
        plot.set_plot_bounds_x(-2.0..=106.0);
        plot.set_plot_bounds_y(-3.0..=106.0);
        let equal = PlotPoints::from(vec![[0.0, 0.0], [100.0, 100.0]]);
        plot.line(Line::new("", equal).color(tokens.weak).style(LineStyle::dashed_dense()).allow_hover(false));
        let points = PlotPoints::from(data.lorenz_line.clone());
        plot.line(Line::new("", points).color(color).width(2.0).allow_hover(false));
        let label = lang.text_with("chart-gini", [("gini", lang.number(Some(gini), Unit::Ratio).into())]);
        let text = RichText::new(label).color(tokens.text).background_color(tokens.surface);
        plot.text(Text::new("", PlotPoint::new(4.0, 97.0), text).anchor(Align2::LEFT_TOP).allow_hover(false));
        let text = RichText::new(lang.text("chart-lorenz-equal")).font(small()).color(tokens.weak);
        plot.text(Text::new("", PlotPoint::new(47.0, 50.0), text).anchor(Align2::RIGHT_BOTTOM).allow_hover(false));
        plot.pointer_coordinate()
    });
    let response = shown.response;
    if let Some(pointer) = shown.inner.filter(|_| response.hovered()) {
        let land = (pointer.x / 100.0).clamp(0.0, 1.0);
        let parcels = curve.parcels_within(land);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        response.clone().on_hover_ui_at_pointer(|ui| {
            let share = |value: Option<f64>| lang.number(value, Unit::Share);
            let args = [
                ("land", share(Some(land)).into()),
                ("output", share(curve.output_share(land)).into()),
                ("count", grouped(parcels as f64, 0).into()),
            ];
            ui.label(lang.text_with("chart-lorenz-point", args));
        });
        if response.clicked() && parcels > 0 {
            let rows = curve.rows[..parcels].iter().map(|&row| row as usize);
            *chosen = Some(Chosen::Rows(RowSet::from_rows(document.table().len(), rows)));
        }
    }
    response
}
