//! A row of a result table in a grid: words at the left of their column, numbers at its right.

use eframe::egui::{Align, Label, Layout, Ui};

use crate::domain::{ResultColumn, Unit};
use crate::locale::Lang;

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
