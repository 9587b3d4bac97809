//! Cells of tables outside the parcels': words at the left of their column, numbers at its right.

use eframe::egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::domain::{ResultColumn, Unit};
use crate::locale::Lang;

use super::theme::small;

/// Adds the cells of `row`, column by column.
pub fn cells_ui(ui: &mut Ui, lang: Lang, columns: &[&ResultColumn], row: usize) {
    for column in columns {
        let text = lang.cell(column.cell(row), column.unit);
        if column.unit == Unit::None {
            ui.label(text);
        } else {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(Label::new(text)));
        }
    }
}

/// A figure in small type at the right of a cell, as high as what it stands in and of this width at least: a number is
/// never cut.
pub fn figure_ui(ui: &mut Ui, width: f32, text: RichText) {
    let size = vec2(width, ui.available_height());
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.add(Label::new(text.font(small())).extend());
    });
}
