//! A user interface drawn into a picture, without a window.

use eframe::egui::{self, RawInput, Rect, Ui, Vec2, pos2};

use super::Picture;
use super::mesh_raster::MeshRaster;
use crate::ui::{fonts, theme};

/// Areas and plots know their size only in the frame after their first; the third has everything in its place.
const PASSES: u8 = 3;
/// The longest side of a texture: a map picture is one.
const TEXTURE_SIDE: usize = 16_384;

/// Draws `content` in the light theme at `pixels_per_point` and hands back the pixels. `content` is called once a pass,
/// and says in the last how high it is, in points; the picture is cut there.
pub fn draw(size: Vec2, pixels_per_point: f32, mut content: impl FnMut(&mut Ui) -> f32) -> Picture {
    let ctx = egui::Context::default();
    fonts::install(&ctx);
    theme::install(&ctx);
    ctx.set_theme(egui::Theme::Light);
    // A picture has no time for things to fade in.
    ctx.all_styles_mut(|style| style.animation_time = 0.0);
    let ground = theme::tokens(false).surface;
    let pixels = |points: f32| (points * pixels_per_point).round().max(1.0) as usize;
    let width = pixels(size.x);
    let mut raster = MeshRaster::new(width, pixels(size.y), pixels_per_point, ground);
    let mut height = size.y;
    for pass in 1..=PASSES {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
            max_texture_side: Some(TEXTURE_SIDE),
            time: Some(f64::from(pass)),
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&input.viewport_id) {
            viewport.native_pixels_per_point = Some(pixels_per_point);
        }
        let mut output = ctx.run_ui(input, |ui| height = content(ui));
        raster.take_textures(std::mem::take(&mut output.textures_delta));
        if pass == PASSES {
            raster.paint(&ctx.tessellate(output.shapes, output.pixels_per_point));
        }
    }
    let height = pixels(height.min(size.y));
    let mut rows = raster.finish();
    rows.truncate(width * height);
    Picture { width: width as u32, height: height as u32, pixels: rows }
}
