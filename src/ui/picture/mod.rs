//! Pictures of the map and of each chart, for reports and slides: drawn apart from the window, by the same code that
//! draws it, at a size fit for print and always in the light theme.
//!
//! The map is filled by the id raster; titles, legend, scale bar and charts are egui's shapes, painted on the CPU. So a
//! picture is the same on every machine, and none of it hangs on what happens to lie over the window.

mod mesh_raster;
mod offscreen;

pub(in crate::ui) use mesh_raster::MeshRaster;

use std::sync::Arc;

use eframe::egui::{self, ColorImage, Rect, RichText, TextureOptions, Ui, Vec2, pos2, vec2};

use super::chart::{self, Chart};
use super::context::ViewContext;
use super::map::{MapNames, Underlay, layers_ui, legend_title, legend_ui, marks_ui, overlay_ui};
use super::theme::{GRID, small, tokens, tokens_of};
use crate::app::Document;
use crate::geometry::{ClassStyle, Style, View, render_rgba};
use crate::locale::{Lang, grouped};

/// Pixels a point: 216 dots an inch where the window has 72.
const PIXELS_PER_POINT: f32 = 3.0;
/// Width of a chart's picture, in points.
const CHART_WIDTH: f32 = 640.0;
/// The highest a chart's picture can be, in points.
const CHART_HEIGHT: f32 = 1200.0;
/// Around everything, in points.
const MARGIN: f32 = GRID * 2.0;
/// Room for the title above a map, in points.
const TITLE_HEIGHT: f32 = 44.0;

/// What a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureOf {
    /// The map, as the window shows it.
    Map,
    /// One chart.
    Chart(Chart),
}

impl PictureOf {
    /// A word for the proposed file name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Chart(chart) => chart.key(),
        }
    }
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, opaque, row by row from the top.
    pub pixels: Vec<[u8; 4]>,
}

/// Draws a picture of the open data set. `view` is what the window's map shows and `points` its size there.
/// Overlaps are hatched where the window marks them.
pub fn draw(
    of: PictureOf,
    document: &mut Document,
    lang: Lang,
    (view, points): (&View, Vec2),
    marks_overlaps: bool,
) -> Picture {
    match of {
        PictureOf::Map => draw_map(document, lang, (view, points), marks_overlaps),
        PictureOf::Chart(chart) => draw_chart(document, lang, chart),
    }
}

fn draw_chart(document: &mut Document, lang: Lang, chart: Chart) -> Picture {
    offscreen::draw(vec2(CHART_WIDTH, CHART_HEIGHT), PIXELS_PER_POINT, |ui| {
        let area = ui.max_rect().shrink(MARGIN);
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(area));
        let caption = chart.caption(lang, document);
        title_ui(&mut ui, lang, document, &chart.title(lang, document), &caption);
        ui.add_space(GRID);
        chart::picture_ui(&mut ui, lang, document, chart);
        ui.min_rect().bottom() + MARGIN
    })
}

fn draw_map(document: &mut Document, lang: Lang, (view, points): (&View, Vec2), marks_overlaps: bool) -> Picture {
    let points = vec2(points.x.round(), points.y.round());
    let (width, height) = ((points.x * PIXELS_PER_POINT) as u32, (points.y * PIXELS_PER_POINT) as u32);
    let ratio = f64::from(view.width) / f64::from(width.max(1));
    let view = View { width, height, metres_per_pixel: view.metres_per_pixel * ratio, ..*view };
    let pixels = map_pixels(document, &view, marks_overlaps);
    let size = [width as usize, height as usize];
    let image = Arc::new(ColorImage::from_rgba_premultiplied(size, pixels.as_flattened()));
    let scene = document.scene().clone();
    let mut texture = None;
    let whole = vec2(points.x, points.y + TITLE_HEIGHT + MARGIN);
    offscreen::draw(whole, PIXELS_PER_POINT, |ui| {
        let area = ui.max_rect();
        let above = Rect::from_min_max(area.min + vec2(MARGIN, GRID), pos2(area.right() - MARGIN, area.bottom()));
        let mut header = ui.new_child(egui::UiBuilder::new().max_rect(above));
        let name = document.source().file_name();
        let title = name.split('.').next().unwrap_or_default();
        let colors = legend_title(lang, document);
        title_ui(&mut header, lang, document, title, &colors);
        let map = Rect::from_min_size(pos2(area.left(), area.top() + TITLE_HEIGHT + MARGIN), points);
        let texture =
            texture.get_or_insert_with(|| ui.ctx().load_texture("map", Arc::clone(&image), TextureOptions::NEAREST));
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture.id(), map, uv, egui::Color32::WHITE);
        let mut names = MapNames::default();
        layers_ui(ui, map, PIXELS_PER_POINT, &view, document.layers(), &mut names);
        names.push_parks(ui, map, PIXELS_PER_POINT, &view, &document.park_places());
        marks_ui(ui, map, PIXELS_PER_POINT, &view, document, &mut names);
        names.draw(ui, map);
        let mut unheard = Vec::new();
        let mut cx = ViewContext { lang, actions: &mut unheard };
        overlay_ui(ui, &cx, map, PIXELS_PER_POINT, &view, &scene, None);
        let classes = document.map_classes_now();
        legend_ui(ui, &mut cx, map, document, &classes, marks_overlaps);
        area.bottom()
    })
}

/// The parcels of a view, coloured as the window colours them, without what only the window has: the pointer.
fn map_pixels(document: &mut Document, view: &View, marks_overlaps: bool) -> Vec<[u8; 4]> {
    let (classes, shown) = (document.map_classes_now(), document.shown());
    let hatched = if marks_overlaps { document.overlapping() } else { document.suspected_idle() };
    let class_styles: Vec<ClassStyle> =
        classes.classes.iter().map(|class| ClassStyle { fill: class.rgb, hatch: class.hatch }).collect();
    let rgb = |color: egui::Color32| [color.r(), color.g(), color.b()];
    let tokens = tokens(false);
    let ground = rgb(tokens.map_ground);
    let underlay = Underlay::of(document.layers(), false).pixels(view, PIXELS_PER_POINT, ground);
    let style = Style {
        class_of_row: &classes.class_of_row,
        classes: &class_styles,
        visible: (!shown.is_full()).then_some(&shown),
        selected: document.selection(),
        hovered: None,
        hatched: Some(&hatched),
        background: ground,
        underlay: underlay.as_deref(),
        outline: rgb(tokens.map_outline),
        accent: rgb(tokens.map_selection),
        pixels_per_point: f64::from(PIXELS_PER_POINT),
    };
    render_rgba(document.scene(), view, &style)
}

/// The title, and what the picture stands on: file, parcels, year, land basis.
fn title_ui(ui: &mut Ui, lang: Lang, document: &mut Document, title: &str, caption: &str) {
    let (shown, all) = (document.shown().count(), document.table().len());
    let facts = lang.text_with(
        "picture-facts",
        [
            ("file", document.source().file_name().into()),
            ("shown", grouped(shown as f64, 0).into()),
            ("all", grouped(all as f64, 0).into()),
            ("basis", super::figures_basis(lang, document).into()),
        ],
    );
    let weak = tokens_of(ui).weak;
    ui.label(RichText::new(title).heading().strong());
    ui.label(RichText::new(format!("{caption} · {facts}")).font(small()).color(weak));
}
