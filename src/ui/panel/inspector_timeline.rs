//! The timeline of one parcel under the decree: the days it counts from and to, drawn to scale and listed.

use eframe::egui::{RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::super::context::ViewContext;
use super::super::theme::{HALF, small, tokens_of};
use crate::analysis::judge::TimelineKind;
use crate::app::{Document, timeline_name};
use crate::domain::iso_date;

/// Draws the timeline of a row, where it has any day.
pub fn timeline_ui(ui: &mut Ui, cx: &ViewContext<'_>, document: &mut Document, row: usize) {
    let (as_of, days) = document.timeline_of(row);
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let tokens = tokens_of(ui);
    ui.add_space(HALF);
    ui.label(cx.text("timeline-title"));
    let (from, to) = (first.day.min(as_of), last.day.max(as_of));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let label = cx.text("timeline-title");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let share = |day: i32| f64::from(day - from) / f64::from((to - from).max(1));
    let x = |day: i32| inner.left() + (share(day) as f32) * inner.width();
    let (painter, y) = (ui.painter(), inner.center().y);
    painter.hline(inner.x_range(), y, (1.5, tokens.line));
    for each in days.iter() {
        let at = eframe::egui::pos2(x(each.day), y);
        let is_mark =
            matches!(each.kind, TimelineKind::OneYear | TimelineKind::TwoYears | TimelineKind::SuspendedOneYear);
        if is_mark {
            let color = if each.counts { tokens.warning } else { tokens.weak };
            painter.vline(at.x, y - 8.0..=y + 8.0, (2.0, color));
        } else {
            painter.circle_filled(at, 4.0, tokens.text);
        }
    }
    painter.vline(x(as_of), inner.y_range(), (1.5, tokens.accent));
    for each in days.iter() {
        let color = if each.counts { tokens.warning } else { tokens.weak };
        let told = [("day", iso_date(each.day).into()), ("what", timeline_name(cx.lang, each.kind).into())];
        ui.label(RichText::new(cx.lang.text_with("timeline-day", told)).font(small()).color(color));
    }
    let told = cx.lang.text_with("timeline-as-of", [("day", iso_date(as_of).into())]);
    ui.label(RichText::new(told).font(small()).color(tokens.accent));
}
