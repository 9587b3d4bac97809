//! The matrix of grades in the base year against the current one: a click on a cell selects its parcels.

use eframe::egui::{self, Align2, CornerRadius, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::super::theme::{data_color, small, tokens_of};
use super::Chosen;
use super::curve_plot::nothing_ui;
use crate::analysis::{GradeMove, GradeMoves, GradePair, MOVED_GRADES};
use crate::app::Document;
use crate::app::data_colors::DIVERGING_RGB;
use crate::domain::RowSet;
use crate::locale::{Lang, grouped};

/// The most a cell is wide, and how high it is, in points.
const CELL_WIDTH: f32 = 72.0;
const CELL_HEIGHT: f32 = 26.0;

/// Draws the matrix, or says why there is none, and where it takes long, asks first.
pub fn grade_moves_ui(ui: &mut Ui, lang: Lang, document: &mut Document, chosen: &mut Option<Chosen>) -> Response {
    let (Some(base), year) = (document.base_name(lang), document.current_name(lang)) else {
        return nothing_ui(ui, &lang.text("grade-moves-no-base"));
    };
    let Some(moves) = document.grade_moves() else {
        if document.base_year_grading_has_failed() {
            return nothing_ui(ui, &lang.text("chart-failed"));
        }
        if document.is_grading_base_year() {
            return nothing_ui(ui, &lang.text("chart-wait"));
        }
        if ui.button(lang.text_with("grade-moves-compute", [("base", base.into())])).clicked() {
            document.grade_base_year();
        }
        return nothing_ui(ui, &lang.text("grade-moves-waiting"));
    };
    let count = |way| grouped(moves.count(way) as f64, 0).into();
    let args = [
        ("base", base.into()),
        ("year", year.into()),
        ("up", count(GradeMove::Up)),
        ("down", count(GradeMove::Down)),
        ("stayed", count(GradeMove::Stayed)),
    ];
    ui.label(RichText::new(lang.text_with("grade-moves-key", args)).font(small()).color(tokens_of(ui).weak));
    if document.grade_moves_are_by_parcels() {
        ui.label(RichText::new(lang.text("grade-moves-by-parcels")).font(small()).color(tokens_of(ui).weak));
    }
    if let Some(pair) = matrix_ui(ui, lang, &moves) {
        let rows = moves.rows(pair).iter().map(|&row| row as usize);
        *chosen = Some(Chosen::Rows(RowSet::from_rows(document.table().len(), rows)));
    }
    // The cells keep names of their own: what the title names has no extent.
    ui.allocate_response(egui::Vec2::ZERO, Sense::hover())
}

/// A grade's letter.
fn letter(lang: Lang, place: usize) -> String {
    MOVED_GRADES[place].map_or_else(|| lang.text("grade-moves-none").into_owned(), |grade| grade.key().to_owned())
}

/// Lines are the grades of the base year, columns those of the current one. Hands back the pair that was clicked.
fn matrix_ui(ui: &mut Ui, lang: Lang, moves: &GradeMoves) -> Option<GradePair> {
    let size = MOVED_GRADES.len();
    let width = (ui.available_width() / (size + 1) as f32).min(CELL_WIDTH);
    let extent = vec2(width * (size + 1) as f32, CELL_HEIGHT * (size + 1) as f32);
    let (whole, _) = ui.allocate_exact_size(extent, Sense::hover());
    let at = |line: usize, column: usize| {
        let corner = whole.min + vec2(column as f32 * width, line as f32 * CELL_HEIGHT);
        Rect::from_min_size(corner, vec2(width, CELL_HEIGHT)).shrink(1.0)
    };
    let weak = tokens_of(ui).weak;
    let caption = |rect: Rect, text: String| {
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, small(), weak);
    };
    caption(at(0, 0), lang.text("grade-moves-corner").into_owned());
    for place in 0..size {
        caption(at(0, place + 1), letter(lang, place));
        caption(at(place + 1, 0), letter(lang, place));
    }
    GradePair::all().filter(|&pair| cell_ui(ui, lang, moves, pair, at(pair.base + 1, pair.current + 1))).last()
}

/// One cell, coloured by the way it stands for. Says whether it was clicked.
fn cell_ui(ui: &Ui, lang: Lang, moves: &GradeMoves, pair: GradePair, rect: Rect) -> bool {
    let tokens = tokens_of(ui);
    let dark = ui.visuals().dark_mode;
    let parcels = moves.rows(pair).len();
    let count = grouped(parcels as f64, 0);
    if parcels == 0 {
        ui.painter().rect_filled(rect, CornerRadius::same(3), tokens.handle.gamma_multiply(0.25));
        return false;
    }
    let fill = match pair.way() {
        GradeMove::Up => data_color(dark, DIVERGING_RGB[3]),
        GradeMove::Down => data_color(dark, DIVERGING_RGB[1]),
        GradeMove::Stayed | GradeMove::Unranked => tokens.handle,
    };
    // Data colours are light in both themes, the handles are not.
    let ink = match pair.way() {
        GradeMove::Up | GradeMove::Down => egui::Color32::BLACK,
        GradeMove::Stayed | GradeMove::Unranked => tokens.text,
    };
    let response = ui.interact(rect, ui.scope_id().with(("grade-move", pair.base, pair.current)), Sense::click());
    let args = [
        ("from", letter(lang, pair.base).into()),
        ("to", letter(lang, pair.current).into()),
        ("count", count.clone().into()),
    ];
    let label = lang.text_with("grade-moves-cell", args);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    ui.painter().rect_filled(rect, CornerRadius::same(3), fill);
    if response.hovered() {
        let frame = egui::Stroke::new(1.5, tokens.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(3), frame, egui::StrokeKind::Inside);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, count, small(), ink);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(&label);
    response.clicked()
}
