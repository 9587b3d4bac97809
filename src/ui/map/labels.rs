//! The names on the map: of parks, of what is marked, of the points of reference layers. All stand in one list, so that no
//! name covers another, whatever either is of; a name that finds no room is left out.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Galley, Pos2, Rect, Ui, vec2};

use super::super::theme::{small, tokens_of};
use super::layer_lines::screen;
use super::legend::COVERED;
use crate::app::ParkPlace;
use crate::geometry::View;

/// How far a name's plate reaches beyond its text, in points.
const PLATE: f32 = 2.0;
/// How far a park's name is from the park, and the room it needs above, in points.
const ABOVE: f32 = 5.0;
const ROOM: f32 = 24.0;

/// Whose name it is; those that stand first here find room first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameOf {
    /// A zone or a leading firm that the user marked.
    Mark,
    /// A park.
    Park,
    /// A point of a reference layer.
    Point,
}

/// A name that wants a place.
#[derive(Clone, Debug)]
struct Name {
    of: NameOf,
    anchor: (Align2, Pos2),
    text: String,
    color: Color32,
}

/// The names of a map.
#[derive(Clone, Debug, Default)]
pub struct MapNames {
    names: Vec<Name>,
}

impl MapNames {
    /// Wishes for a name; of those of one sort, what is wished for first finds room first.
    pub fn push(&mut self, of: NameOf, anchor: (Align2, Pos2), text: String, color: Color32) {
        self.names.push(Name { of, anchor, text, color });
    }

    /// Wishes for the names of parks, the largest first: above each, in the middle of what is seen of it, and where its
    /// upper end is out of sight, in what is seen.
    pub fn push_parks(&mut self, ui: &Ui, rect: Rect, scale: f32, view: &View, parks: &[ParkPlace]) {
        let color = tokens_of(ui).text;
        for (name, place) in parks {
            let [a, b] = [place.min, place.max].map(|corner| screen(corner, view, rect.min, scale));
            let area = Rect::from_two_pos(a, b);
            let seen = area.intersect(rect);
            if !area.intersects(rect) {
                continue;
            }
            let anchor = if area.top() - ROOM > rect.top() {
                (Align2::CENTER_BOTTOM, seen.center_top() - vec2(0.0, ABOVE))
            } else {
                // Beside the legend, where the park is seen there, too.
                let beside = Rect::from_min_max(seen.min, seen.max.min(rect.max - vec2(COVERED, 0.0)));
                let seen = if beside.width() > COVERED / 2.0 { beside } else { seen };
                (Align2::CENTER_TOP, seen.center_top() + vec2(0.0, ABOVE))
            };
            self.push(NameOf::Park, anchor, name.to_string(), color);
        }
    }

    /// The names that find room in `rect`, each with its plate. A name of an area is moved into `rect`, one of a point
    /// stays beside its point.
    fn placed(mut self, ui: &Ui, rect: Rect) -> Vec<(Rect, Arc<Galley>, Color32)> {
        self.names.sort_by_key(|name| name.of);
        let mut placed: Vec<(Rect, Arc<Galley>, Color32)> = Vec::new();
        for Name { of, anchor: (align, at), text, color } in self.names {
            let galley = ui.painter().layout_no_wrap(text, small(), color);
            let mut plate = align.anchor_size(at, galley.size()).expand(PLATE);
            if of == NameOf::Park {
                let least = (rect.min - plate.min).max(vec2(0.0, 0.0));
                let most = (rect.max - plate.max).min(vec2(0.0, 0.0));
                plate = plate.translate(least + most);
            }
            if !placed.iter().any(|(other, ..)| other.intersects(plate)) {
                placed.push((plate, galley, color));
            }
        }
        placed
    }

    /// Draws those that find room, on plates, so that they can be read over parcels.
    pub fn draw(self, ui: &Ui, rect: Rect) {
        let painter = ui.painter_at(rect);
        let ground = tokens_of(ui).surface.gamma_multiply(0.85);
        for (plate, galley, color) in self.placed(ui, rect) {
            painter.rect_filled(plate, PLATE, ground);
            painter.galley(plate.min + vec2(PLATE, PLATE), galley, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{self, RawInput, pos2};

    use super::*;
    use crate::geometry::LocalBox;
    use crate::ui::{fonts, theme};

    const MAP: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1000.0, 600.0) };

    /// The texts that found room, with their plates.
    fn placed(wishes: impl Fn(&Ui, &mut MapNames)) -> Vec<(String, Rect)> {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        theme::install(&ctx);
        let mut found = Vec::new();
        let input = || RawInput { screen_rect: Some(MAP), ..RawInput::default() };
        // Fonts are there in the second pass.
        for _ in 0..2 {
            let mut output = ctx.run_ui(input(), |ui| {
                let mut names = MapNames::default();
                wishes(ui, &mut names);
                found =
                    names.placed(ui, MAP).into_iter().map(|(plate, text, _)| (text.text().to_owned(), plate)).collect();
            });
            output.textures_delta.clear();
        }
        for (place, (text, plate)) in found.iter().enumerate() {
            let covers = found[..place].iter().find(|(_, other)| other.intersects(*plate));
            assert!(covers.is_none(), "{text} covers {covers:?}");
        }
        found
    }

    fn texts(found: &[(String, Rect)]) -> Vec<&str> {
        found.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// One metre a point, the middle of the map at (0, 0).
    const VIEW: View = View { center: [0.0, 0.0], metres_per_pixel: 1.0, width: 1000, height: 600 };

    fn park(name: &str, min: [f64; 2], max: [f64; 2]) -> ParkPlace {
        (name.into(), LocalBox { min, max })
    }

    #[test]
    fn points_that_lie_close_together_do_not_cover_each_others_names() {
        let found = placed(|_, names| {
            for point in 0..5_u8 {
                let at = pos2(300.0, 300.0 + 4.0 * f32::from(point));
                names.push(NameOf::Point, (Align2::LEFT_CENTER, at), format!("point {point}"), Color32::RED);
            }
        });
        assert_eq!(found[0].0, "point 0");
        assert!(found.len() == 1 || found.len() == 2, "{found:?}");
    }

    #[test]
    fn parks_marks_and_points_share_one_list_and_what_the_user_marked_goes_first() {
        let found = placed(|ui, names| {
            names.push(NameOf::Point, (Align2::CENTER_CENTER, pos2(500.0, 288.0)), "point".to_owned(), Color32::RED);
            names.push_parks(ui, MAP, 1.0, &VIEW, &[park("park", [-50.0, -100.0], [50.0, 0.0])]);
            names.push(NameOf::Mark, (Align2::CENTER_CENTER, pos2(500.0, 288.0)), "zone".to_owned(), Color32::RED);
            names.push(NameOf::Point, (Align2::LEFT_CENTER, pos2(700.0, 288.0)), "far".to_owned(), Color32::RED);
        });
        assert_eq!(texts(&found), ["zone", "far"]);
    }

    #[test]
    fn a_park_keeps_its_name_above_it_and_wider_than_the_map_in_the_part_that_is_seen() {
        let above =
            placed(|ui, names| names.push_parks(ui, MAP, 1.0, &VIEW, &[park("甲园", [-50.0, -100.0], [50.0, 0.0])]));
        let plate = above[0].1;
        assert!(plate.bottom() <= 300.0 && (plate.center().x - 500.0).abs() < 1.0, "{plate:?}");

        let vast = park("甲园", [-5000.0, -5000.0], [5000.0, 5000.0]);
        // Of this one only the lowest part is seen, at the map's upper left corner.
        let corner = park("乙园", [-2000.0, 260.0], [-470.0, 4000.0]);
        let beyond = park("丙园", [2000.0, 0.0], [3000.0, 10.0]);
        let found = placed(|ui, names| {
            names.push_parks(ui, MAP, 1.0, &VIEW, &[vast.clone(), corner.clone(), beyond.clone()]);
        });
        assert_eq!(texts(&found), ["甲园", "乙园"]);
        for (text, plate) in found {
            assert!(MAP.contains_rect(plate), "{text} is cut at {plate:?}");
        }
    }
}
