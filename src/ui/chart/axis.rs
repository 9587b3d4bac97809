//! The groups' axis that the bar charts share: readable names downwards, the number of parcels behind each.

use std::ops::RangeInclusive;
use std::sync::Arc;

use eframe::egui::{self, Color32, Response, TextStyle, Ui};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotPoint};

use super::super::theme::{data_color, tokens};
use super::MOST_GROUPS;
use crate::app::GroupCharts;
use crate::domain::{Cell, Term, Unit};
use crate::locale::Lang;

/// One group on the axis.
#[derive(Clone, Debug)]
pub struct AxisGroup {
    /// Its place among all groups and in the summary's rows.
    pub source: usize,
    /// Its name.
    pub name: String,
    /// Its colour: the model's or the status' own, else the theme's.
    pub color: Color32,
    /// Its parcels.
    pub parcels: u64,
}

impl AxisGroup {
    /// What stands beside its line.
    fn axis_name(&self) -> String {
        format!("{} ({})", shortened(&self.name, 11), crate::locale::grouped(self.parcels as f64, 0))
    }
}

/// The groups that are drawn, from top to bottom; group `i` lies at y = −i.
#[derive(Clone, Debug)]
pub struct GroupAxis {
    /// The groups drawn.
    pub groups: Vec<AxisGroup>,
    /// Groups that are not drawn, the smallest by land.
    pub left_out: usize,
    /// Whether it stands in the dark theme.
    pub dark: bool,
}

impl GroupAxis {
    /// The axis of the groups told of. Groups the filter leaves empty are not drawn.
    #[must_use]
    pub fn new(lang: Lang, dark: bool, GroupCharts { summary, groups, .. }: &GroupCharts) -> Self {
        let land = |row: usize| summary.number("land_mu", row).unwrap_or(0.0);
        let mut places: Vec<usize> = (0..groups.len()).filter(|&place| !groups[place].rows.is_empty()).collect();
        let left_out = places.len().saturating_sub(MOST_GROUPS);
        if left_out > 0 {
            places.sort_by(|&a, &b| land(b).total_cmp(&land(a)));
            places.truncate(MOST_GROUPS);
        }
        let groups = places
            .into_iter()
            .map(|source| AxisGroup {
                source,
                name: name(lang, &groups[source].label),
                color: color(dark, &groups[source].label),
                parcels: groups[source].rows.len() as u64,
            })
            .collect();
        Self { groups, left_out, dark }
    }

    /// The place of a drawn group among all groups.
    #[must_use]
    pub fn source(&self, place: usize) -> Option<usize> {
        self.groups.get(place).map(|group| group.source)
    }

    /// How high the chart must be for every group to have its line.
    #[must_use]
    pub fn height(&self) -> f32 {
        // A group needs 24 points for its name to be drawn; above them stands the mean, below the axis with its unit.
        24.0 * (self.groups.len() as f32 + 0.7) + 48.0
    }

    /// A plot over this axis: no dragging, no zoom, names on the left, the unit below.
    #[must_use]
    pub fn plot<'a>(&'a self, ui: &Ui, salt: &'static str, x_label: String) -> Plot<'a> {
        let last = self.groups.len() as f64 - 0.5;
        // Left to itself the plot makes room a frame after the names are there.
        let font = TextStyle::Body.resolve(ui.style());
        let width = |group: &AxisGroup| {
            ui.painter().layout_no_wrap(group.axis_name(), font.clone(), Color32::PLACEHOLDER).size().x + 8.0
        };
        let widest = self.groups.iter().map(width).fold(104.0, f32::max);
        let names = move |mark: GridMark, _: &RangeInclusive<f64>| {
            let place = -mark.value;
            if place < -0.01 || (place - place.round()).abs() > 0.01 {
                return String::new();
            }
            self.groups.get(place.round() as usize).map_or_else(String::new, AxisGroup::axis_name)
        };
        let numbers = |mark: GridMark, _: &RangeInclusive<f64>| axis_number(mark);
        Plot::new(salt)
            .height(self.height())
            .custom_y_axes(vec![AxisHints::new_y().formatter(names).min_thickness(widest).label_spacing(1.0..=2.0)])
            .custom_x_axes(vec![AxisHints::new_x().label(x_label).formatter(numbers).label_spacing(30.0..=40.0)])
            .y_grid_spacer(move |_| {
                // A lone mark gets no label: the plot tells a step from two.
                (0..self.groups.len().max(2)).map(|place| GridMark { value: -(place as f64), step_size: 1.0 }).collect()
            })
            .x_grid_spacer(|input| round_marks(&input))
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_axis_zoom_drag(false)
            .show_grid([true, false])
            .grid_color(tokens(self.dark).handle)
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .include_x(0.0)
            .include_y(1.1)
            .include_y(-last - 0.1)
            .set_margin_fraction(egui::vec2(0.03, 0.0))
            .label_formatter(|_| None)
    }

    /// The drawn group at a height of the plot.
    #[must_use]
    pub fn place_at(&self, point: PlotPoint) -> Option<usize> {
        let place = (-point.y).round();
        (place >= 0.0 && place < self.groups.len() as f64).then_some(place as usize)
    }

    /// Shows what is exactly known of the group under the pointer, and says which group was clicked.
    pub fn touch(
        &self,
        ui: &Ui,
        response: &Response,
        pointer: Option<PlotPoint>,
        lines: impl Fn(&AxisGroup) -> Vec<String>,
    ) -> Option<usize> {
        let place = pointer.filter(|_| response.hovered()).and_then(|point| self.place_at(point))?;
        let group = &self.groups[place];
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.strong(&group.name);
            for line in lines(group) {
                ui.label(line);
            }
        });
        response.clicked().then_some(place)
    }
}

/// A group's name; models by their short one.
#[must_use]
pub fn name(lang: Lang, label: &Result<Arc<str>, Term>) -> String {
    match label {
        Ok(text) => text.to_string(),
        Err(Term::Model(model)) => lang.model_short(*model).into_owned(),
        Err(term) => lang.cell(Cell::Term(*term), Unit::None),
    }
}

fn color(dark: bool, label: &Result<Arc<str>, Term>) -> Color32 {
    match label {
        Err(Term::Model(model)) => data_color(dark, model.color_rgb()),
        Err(Term::Route(route)) => data_color(dark, route.color_rgb()),
        Err(Term::Status(status)) => data_color(dark, status.color_rgb()),
        Err(Term::Outcome(outcome)) => {
            data_color(dark, crate::app::outcome_rgb(*outcome).unwrap_or(crate::app::data_colors::MISSING_RGB))
        }
        Err(Term::Untagged | Term::NoGroup) => data_color(dark, crate::app::data_colors::OTHER_RGB),
        _ => tokens(dark).bar,
    }
}

/// A name of at most `most` wide characters; Latin letters count half.
fn shortened(name: &str, most: usize) -> String {
    let mut width = 0;
    let mut text = String::new();
    for character in name.chars() {
        width += if character.is_ascii() { 1 } else { 2 };
        if width > most * 2 {
            text.push('…');
            break;
        }
        text.push(character);
    }
    text
}

/// Grid marks at a round step, four or so over an axis, fewer where the numbers are long, so that each has room.
#[must_use]
pub fn round_marks(input: &GridInput) -> Vec<GridMark> {
    let (from, to) = input.bounds;
    let letters = crate::locale::grouped(to, 0).len() as f64;
    let wanted = (to - from) / (26.0 / (letters + 2.0)).min(4.0);
    if !(wanted.is_finite() && wanted > 0.0) {
        return Vec::new();
    }
    let power = 10f64.powf(wanted.log10().floor());
    // The round step nearest to the wanted one, as a factor.
    let distance = |step: &f64| (step / wanted).ln().abs();
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    let step_size = steps.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(wanted);
    let (first, last) = ((from / step_size).ceil() as i64, (to / step_size).floor() as i64);
    // A number that would be cut off by the frame is left out.
    let most = to - (to - from) * letters * 0.012;
    let marks = (first..=last).map(|place| GridMark { value: place as f64 * step_size, step_size });
    marks.filter(|mark| mark.value <= most).collect()
}

/// A number on an axis: as many decimals as its step needs, thousands separated.
#[must_use]
pub fn axis_number(mark: GridMark) -> String {
    let decimals = (-mark.step_size.log10().floor()).clamp(0.0, 4.0) as usize;
    crate::locale::grouped(mark.value, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_shortened_by_their_width_on_the_screen() {
        assert_eq!(shortened("汽车制造业", 11), "汽车制造业");
        assert_eq!(shortened("计算机、通信和其他电子设备制造业", 11), "计算机、通信和其他电子…");
        assert_eq!(shortened("Vacate & upgrade", 11), "Vacate & upgrade");
    }

    #[test]
    fn an_axis_has_a_handful_of_round_marks_whatever_its_range() {
        for to in [0.7, 3.0, 41.0, 980.0, 1367.0, 27_000.0] {
            let marks = round_marks(&GridInput { bounds: (-0.02 * to, to), base_step_size: 1.0 });
            assert!((3..=6).contains(&marks.len()), "{to}: {}", marks.len());
            assert_eq!(marks[0].value, 0.0);
        }
    }

    #[test]
    fn axis_numbers_have_the_decimals_of_their_step() {
        assert_eq!(axis_number(GridMark { value: 1500.0, step_size: 500.0 }), "1,500");
        assert_eq!(axis_number(GridMark { value: 0.3, step_size: 0.1 }), "0.3");
    }
}
