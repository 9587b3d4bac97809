//! Paints egui's triangles on the CPU, so that a picture is the same on every machine, at any size, with no graphics
//! adapter and no window.
//!
//! Owns textures and pixels; knows nothing of what is drawn. Colours are premultiplied and blended in gamma space, as
//! egui's own painters do.

use std::collections::HashMap;

use eframe::egui::epaint::textures::TexturesDelta;
use eframe::egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, ColorImage, Pos2, Rect, TextureFilter, TextureId};

/// A texture, and whether it is read between its texels.
struct Texture {
    image: ColorImage,
    is_linear: bool,
}

/// A picture being painted.
pub struct MeshRaster {
    width: usize,
    height: usize,
    pixels_per_point: f32,
    pixels: Vec<Color32>,
    textures: HashMap<TextureId, Texture>,
}

impl MeshRaster {
    /// An empty picture of `width` × `height` pixels on an opaque ground.
    pub fn new(width: usize, height: usize, pixels_per_point: f32, ground: Color32) -> Self {
        let pixels = vec![ground; width * height];
        Self { width, height, pixels_per_point, pixels, textures: HashMap::new() }
    }

    /// Takes new and changed textures; what egui lets go is kept until the picture is done.
    pub fn take_textures(&mut self, mut delta: TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                if let (Some(at), Some(texture)) = (change.pos, self.textures.get_mut(&id)) {
                    patch(&mut texture.image, &image, at);
                } else {
                    let is_linear = change.options.magnification == TextureFilter::Linear;
                    self.textures.insert(id, Texture { image: (*image).clone(), is_linear });
                }
            }
        }
        delta.clear();
    }

    /// Paints what egui tessellated, in order.
    pub fn paint(&mut self, primitives: &[ClippedPrimitive]) {
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            // Callbacks draw with a graphics device, which a picture has none of; none of our pictures has one.
            if let Primitive::Mesh(mesh) = primitive {
                self.mesh(*clip_rect, mesh);
            }
        }
    }

    /// The finished pixels, opaque, row by row from the top.
    pub fn finish(self) -> Vec<[u8; 4]> {
        self.pixels.into_iter().map(|pixel| pixel.to_array()).collect()
    }

    fn mesh(&mut self, clip: Rect, mesh: &Mesh) {
        let Self { width, height, pixels_per_point: scale, pixels, textures } = self;
        let Some(texture) = textures.get(&mesh.texture_id) else { return };
        let within = |points: f32, most: usize| ((points * *scale).round().max(0.0) as usize).min(most);
        let columns = within(clip.min.x, *width)..within(clip.max.x, *width);
        let rows = within(clip.min.y, *height)..within(clip.max.y, *height);
        for corners in mesh.indices.as_chunks::<3>().0 {
            let [Some(a), Some(b), Some(c)] = corners.map(|index| mesh.vertices.get(index as usize)) else { continue };
            let Some(triangle) = Triangle::new([a, b, c], *scale) else { continue };
            let (low, high) = triangle.rows();
            let flat = triangle.flat_color(texture);
            for y in low.max(rows.start)..high.min(rows.end) {
                let (from, to) = triangle.span(y as f32 + 0.5);
                let (from, to) = (from.max(columns.start), to.min(columns.end));
                let line = pixels.get_mut(y * *width + from..y * *width + to).unwrap_or_default();
                for (x, pixel) in (from..).zip(line) {
                    if let Some(weights) = triangle.weights([x as f32 + 0.5, y as f32 + 0.5]) {
                        *pixel = over(flat.unwrap_or_else(|| triangle.color(weights, texture)), *pixel);
                    }
                }
            }
        }
    }
}

/// Puts a part of a texture in its place.
fn patch(image: &mut ColorImage, part: &ColorImage, [left, top]: [usize; 2]) {
    let [width, height] = image.size;
    let [part_width, part_height] = part.size;
    let copied = part_width.min(width.saturating_sub(left));
    for y in 0..part_height.min(height.saturating_sub(top)) {
        let from = y * part_width;
        let to = (top + y) * width + left;
        image.pixels[to..to + copied].copy_from_slice(&part.pixels[from..from + copied]);
    }
}

/// A triangle in pixels, its corners so ordered that its inside lies to the right of each edge.
struct Triangle<'a> {
    corners: [&'a Vertex; 3],
    at: [[f32; 2]; 3],
    twice_area: f32,
    /// Whether a point right on the edge opposite to each corner is inside: so that of two triangles that share an edge
    /// just one paints it.
    owns_edge: [bool; 3],
}

fn cross(from: [f32; 2], to: [f32; 2], point: [f32; 2]) -> f32 {
    (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
}

impl<'a> Triangle<'a> {
    fn new(corners: [&'a Vertex; 3], scale: f32) -> Option<Self> {
        let pixel = |pos: Pos2| [pos.x * scale, pos.y * scale];
        let [a, mut b, mut c] = corners;
        if cross(pixel(a.pos), pixel(b.pos), pixel(c.pos)) < 0.0 {
            std::mem::swap(&mut b, &mut c);
        }
        let at = [a, b, c].map(|corner| pixel(corner.pos));
        let twice_area = cross(at[0], at[1], at[2]);
        // With y downwards a top edge runs to the right and a left edge upwards.
        let owns = |from: [f32; 2], to: [f32; 2]| to[1] < from[1] || (to[1] == from[1] && to[0] > from[0]);
        let owns_edge = [owns(at[1], at[2]), owns(at[2], at[0]), owns(at[0], at[1])];
        (twice_area > 0.0).then_some(Self { corners: [a, b, c], at, twice_area, owns_edge })
    }

    /// The rows of pixels whose middle the triangle may cover.
    fn rows(&self) -> (usize, usize) {
        let low = self.at.iter().map(|corner| corner[1]).fold(f32::INFINITY, f32::min);
        let high = self.at.iter().map(|corner| corner[1]).fold(f32::NEG_INFINITY, f32::max);
        (low.floor().max(0.0) as usize, high.ceil().max(0.0) as usize)
    }

    /// The columns it may cover at a height: between where its edges cross it, and a pixel more on either side.
    fn span(&self, y: f32) -> (usize, usize) {
        let [a, b, c] = self.at;
        let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
        for (from, to) in [(a, b), (b, c), (c, a)] {
            if from[1].min(to[1]) <= y && y <= from[1].max(to[1]) {
                let share = if to[1] == from[1] { 0.0 } else { (y - from[1]) / (to[1] - from[1]) };
                let across = from[0] + (to[0] - from[0]) * share;
                let other = if to[1] == from[1] { to[0] } else { across };
                low = low.min(across).min(other);
                high = high.max(across).max(other);
            }
        }
        if low > high {
            return (0, 0);
        }
        ((low - 1.0).floor().max(0.0) as usize, (high + 1.0).ceil().max(0.0) as usize)
    }

    /// How much each corner counts at a point, if the point is inside.
    fn weights(&self, point: [f32; 2]) -> Option<[f32; 3]> {
        let [a, b, c] = self.at;
        let parts = [cross(b, c, point), cross(c, a, point), cross(a, b, point)];
        for (part, owns) in parts.into_iter().zip(self.owns_edge) {
            if part < 0.0 || (part == 0.0 && !owns) {
                return None;
            }
        }
        Some(parts.map(|part| part / self.twice_area))
    }

    /// The colour all over, where all corners have the same and read the same texel.
    fn flat_color(&self, texture: &Texture) -> Option<[f32; 4]> {
        let [a, b, c] = self.corners;
        let is_flat = a.uv == b.uv && b.uv == c.uv && a.color == b.color && b.color == c.color;
        is_flat.then(|| self.color([1.0, 0.0, 0.0], texture))
    }

    /// The colour where the corners count so much each.
    fn color(&self, weights: [f32; 3], texture: &Texture) -> [f32; 4] {
        let [a, b, c] = self.corners;
        let mixed = |from: f32, via: f32, to: f32| from * weights[0] + via * weights[1] + to * weights[2];
        let texel = texture.at([mixed(a.uv.x, b.uv.x, c.uv.x), mixed(a.uv.y, b.uv.y, c.uv.y)]);
        let [from, via, to] = [a, b, c].map(|corner| corner.color.to_array());
        std::array::from_fn(|channel| {
            let color = mixed(f32::from(from[channel]), f32::from(via[channel]), f32::from(to[channel]));
            color * texel[channel] / 255.0
        })
    }
}

impl Texture {
    /// The texture's colour at a place from 0 to 1 on each axis, channels from 0 to 255.
    fn at(&self, [u, v]: [f32; 2]) -> [f32; 4] {
        let [width, height] = self.image.size;
        let texel = |x: f32, y: f32| {
            let x = (x.max(0.0) as usize).min(width - 1);
            let y = (y.max(0.0) as usize).min(height - 1);
            self.image.pixels[y * width + x].to_array().map(f32::from)
        };
        let (x, y) = (u * width as f32, v * height as f32);
        if !self.is_linear {
            return texel(x.floor(), y.floor());
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, bottom_share) = (x - left, y - top);
        let rows = [top, top + 1.0].map(|row| {
            let (from, to) = (texel(left, row), texel(left + 1.0, row));
            std::array::from_fn::<f32, 4, _>(|channel| from[channel] + (to[channel] - from[channel]) * right_share)
        });
        std::array::from_fn(|channel| rows[0][channel] + (rows[1][channel] - rows[0][channel]) * bottom_share)
    }
}

/// A premultiplied colour over an opaque one.
fn over(color: [f32; 4], ground: Color32) -> Color32 {
    let kept = 1.0 - color[3] / 255.0;
    let [red, green, blue, _] = ground.to_array();
    let channel = |above: f32, below: u8| (above + f32::from(below) * kept).round().clamp(0.0, 255.0) as u8;
    Color32::from_rgb(channel(color[0], red), channel(color[1], green), channel(color[2], blue))
}

#[cfg(test)]
mod tests {
    use eframe::egui::epaint::{ImageDelta, WHITE_UV};
    use eframe::egui::{TextureOptions, pos2};

    use super::*;

    fn raster() -> MeshRaster {
        let mut raster = MeshRaster::new(8, 8, 2.0, Color32::BLACK);
        let mut delta = TexturesDelta::default();
        let white = ColorImage::filled([1, 1], Color32::WHITE);
        delta.push(TextureId::default(), ImageDelta::full(white, TextureOptions::LINEAR));
        raster.take_textures(delta);
        raster
    }

    fn paint(raster: &mut MeshRaster, clip: Rect, mesh: Mesh) {
        raster.paint(&[ClippedPrimitive { clip_rect: clip, primitive: Primitive::Mesh(mesh) }]);
    }

    fn whole() -> Rect {
        Rect::from_min_max(pos2(0.0, 0.0), pos2(4.0, 4.0))
    }

    #[test]
    fn two_triangles_of_a_half_clear_rectangle_leave_no_seam_where_they_meet() {
        let mut raster = raster();
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(whole(), Color32::from_rgba_premultiplied(100, 0, 0, 128));
        paint(&mut raster, whole(), mesh);
        let pixels = raster.finish();
        assert!(pixels.iter().all(|pixel| *pixel == [100, 0, 0, 255]), "{pixels:?}");
    }

    #[test]
    fn nothing_is_painted_outside_the_clip_and_either_winding_is_painted() {
        let mut raster = raster();
        let mut mesh = Mesh::default();
        for corner in [(0.0, 0.0), (0.0, 4.0), (4.0, 0.0)] {
            mesh.vertices.push(Vertex { pos: corner.into(), uv: WHITE_UV, color: Color32::WHITE });
        }
        mesh.add_triangle(0, 1, 2);
        paint(&mut raster, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 4.0)), mesh);
        let pixels = raster.finish();
        let lit = |x: usize, y: usize| pixels[y * 8 + x][0] == 255;
        assert!(lit(0, 0) && lit(1, 3) && !lit(2, 0) && !lit(1, 7));
    }

    #[test]
    fn a_texture_is_read_texel_by_texel_and_can_be_patched() {
        let mut raster = MeshRaster::new(2, 1, 1.0, Color32::BLACK);
        let id = TextureId::User(1);
        let mut delta = TexturesDelta::default();
        delta.push(id, ImageDelta::full(ColorImage::filled([2, 1], Color32::RED), TextureOptions::NEAREST));
        delta.push(id, ImageDelta::partial([1, 0], ColorImage::filled([1, 1], Color32::BLUE), TextureOptions::NEAREST));
        raster.take_textures(delta);
        let mut mesh = Mesh::with_texture(id);
        let area = Rect::from_min_max(pos2(0.0, 0.0), pos2(2.0, 1.0));
        mesh.add_rect_with_uv(area, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
        paint(&mut raster, area, mesh);
        assert_eq!(raster.finish(), [[255, 0, 0, 255], [0, 0, 255, 255]]);
    }
}
