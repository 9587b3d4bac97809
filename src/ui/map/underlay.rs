//! Reference layers under the parcels: the lines that show where no parcel is.
//!
//! Owns a picture of them, painted on the CPU as pictures for print are, so that a thread can paint it and print gets the
//! same. Knows nothing of parcels.

use std::sync::Arc;

use eframe::egui::Color32;
use eframe::egui::epaint::textures::TexturesDelta;
use eframe::egui::epaint::{
    ClippedPrimitive, ColorImage, ImageDelta, Mesh, Primitive, Rect, TessellationOptions, Tessellator, TextureId,
};
use eframe::egui::{TextureOptions, pos2, vec2};

use super::super::picture::MeshRaster;
use super::super::theme::layer_color;
use super::layer_lines::line_shapes;
use crate::app::{Layer, LocalLayer};
use crate::geometry::View;

/// The layers under the parcels, each with its colour, the first undermost.
#[derive(Clone, Debug, Default)]
pub struct Underlay(Vec<(Color32, Arc<LocalLayer>)>);

impl PartialEq for Underlay {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|(own, other)| own.0 == other.0 && Arc::ptr_eq(&own.1, &other.1))
    }
}

impl Underlay {
    /// What of these layers is drawn under the parcels, in the colours of a theme.
    pub fn of(layers: &[Layer], dark: bool) -> Self {
        let under = layers.iter().filter(|layer| layer.visible && !layer.above && !layer.local.lines.is_empty());
        Self(under.map(|layer| (layer_color(dark, layer.color), Arc::clone(&layer.local))).collect())
    }

    /// Their lines on a ground, one colour a pixel of the view; `None` where there is nothing to draw.
    pub fn pixels(&self, view: &View, pixels_per_point: f32, [r, g, b]: [u8; 3]) -> Option<Vec<[u8; 4]>> {
        if self.0.is_empty() {
            return None;
        }
        let (width, height) = (view.width as usize, view.height as usize);
        let mut raster = MeshRaster::new(width, height, pixels_per_point, Color32::from_rgb(r, g, b));
        let mut white = TexturesDelta::default();
        let texel = ColorImage::filled([1, 1], Color32::WHITE);
        white.push(TextureId::default(), ImageDelta::full(texel, TextureOptions::NEAREST));
        raster.take_textures(white);
        let mut tessellator = Tessellator::new(pixels_per_point, TessellationOptions::default(), [1, 1], Vec::new());
        let mut mesh = Mesh::default();
        let clip_rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(width as f32, height as f32) / pixels_per_point);
        for (color, layer) in &self.0 {
            for shape in line_shapes(layer, view, clip_rect.min, pixels_per_point, *color) {
                tessellator.tessellate_shape(shape, &mut mesh);
            }
        }
        raster.paint(&[ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }]);
        Some(raster.finish())
    }
}

/// The picture of an underlay, painted anew only when it would be another.
#[derive(Debug, Default)]
pub struct UnderPicture {
    shown: Option<(Underlay, View, f32, [u8; 3])>,
    pixels: Option<Vec<[u8; 4]>>,
}

impl UnderPicture {
    /// The picture of this underlay, one colour a pixel of the view; `None` where there is nothing to draw.
    pub fn update(
        &mut self,
        underlay: &Underlay,
        view: &View,
        pixels_per_point: f32,
        ground: [u8; 3],
    ) -> Option<&[[u8; 4]]> {
        let wanted = (underlay.clone(), *view, pixels_per_point, ground);
        if self.shown.as_ref() != Some(&wanted) {
            self.pixels = underlay.pixels(view, pixels_per_point, ground);
            self.shown = Some(wanted);
        }
        self.pixels.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::LayerLine;
    use crate::geometry::LocalBox;

    fn across() -> Underlay {
        let positions = vec![[-100.0, 0.0], [100.0, 0.0]];
        let line = LayerLine { bounds: LocalBox { min: [-100.0, 0.0], max: [100.0, 0.0] }, positions };
        Underlay(vec![(Color32::RED, Arc::new(LocalLayer { lines: vec![line], points: Vec::new() }))])
    }

    #[test]
    fn a_line_is_drawn_where_the_view_has_it_and_the_rest_is_ground() {
        let view = View { center: [0.0, 0.0], metres_per_pixel: 1.0, width: 40, height: 21 };
        let pixels = across().pixels(&view, 1.0, [9, 9, 9]).unwrap();
        assert_eq!(pixels.len(), 40 * 21);
        assert!(pixels[10 * 40 + 20][0] > 200, "{:?}", pixels[10 * 40 + 20]);
        assert_eq!(pixels[2 * 40 + 20], [9, 9, 9, 255]);
    }

    #[test]
    fn the_picture_is_painted_anew_only_for_another_view_or_other_layers() {
        let view = View { center: [0.0, 0.0], metres_per_pixel: 1.0, width: 40, height: 21 };
        let (mut picture, underlay) = (UnderPicture::default(), across());
        let first = picture.update(&underlay, &view, 1.0, [9; 3]).unwrap().as_ptr();
        assert_eq!(picture.update(&underlay.clone(), &view, 1.0, [9; 3]).unwrap().as_ptr(), first);
        let elsewhere = View { center: [0.0, 500.0], ..view };
        let moved = picture.update(&underlay, &elsewhere, 1.0, [9; 3]).unwrap();
        assert!(moved.iter().all(|pixel| *pixel == [9, 9, 9, 255]));
        assert_eq!(picture.update(&Underlay::default(), &view, 1.0, [9; 3]), None);
    }
}
