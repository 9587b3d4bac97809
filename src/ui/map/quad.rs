//! The coloured picture on the screen: one textured quad of our own where there is a wgpu device, an egui texture where
//! there is none (tests without a renderer).
//!
//! On a software adapter egui's own image mesh costs about 31 ms a frame at full window, an own quad about 4 ms.

use std::sync::Arc;

use eframe::egui::{self, ColorImage, Rect, TextureHandle, TextureOptions};
use eframe::egui_wgpu::{self, wgpu};

use super::super::theme::tokens_of;

/// RGBA pixels with a version, shared with the render thread.
#[derive(Clone, Default)]
pub struct Picture {
    pixels: Arc<Vec<[u8; 4]>>,
    size: [u32; 2],
    version: u64,
    texture: Option<(u64, TextureHandle)>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture").field("size", &self.size).field("version", &self.version).finish_non_exhaustive()
    }
}

impl Picture {
    /// Puts new pixels in the place of the old ones.
    pub fn put(&mut self, size: [u32; 2], pixels: Vec<[u8; 4]>) {
        self.size = size;
        self.version += 1;
        self.pixels = Arc::new(pixels);
    }

    /// Paints the part `uv` of the picture over `rect`, in shares of the picture's width and height; where `uv` reaches
    /// beyond the picture there is ground.
    pub fn paint(&mut self, ui: &egui::Ui, rect: Rect, target: Option<wgpu::TextureFormat>, uv: Rect) {
        if self.size.contains(&0) {
            return;
        }
        let ground = tokens_of(ui).map_ground;
        if let Some(format) = target {
            let Self { pixels, size, version, .. } = self;
            let quad = MapQuad { pixels: Arc::clone(pixels), size: *size, version: *version, format, uv, ground };
            ui.painter().add(egui_wgpu::Callback::new_paint_callback(rect, quad));
            return;
        }
        if self.texture.as_ref().is_none_or(|(version, _)| *version != self.version) {
            let size = [self.size[0] as usize, self.size[1] as usize];
            let image = ColorImage::from_rgba_premultiplied(size, self.pixels.as_flattened());
            self.texture = Some((self.version, ui.ctx().load_texture("map", image, TextureOptions::NEAREST)));
        }
        if let Some((_, texture)) = &self.texture {
            let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
            let painter = ui.painter_at(rect);
            painter.rect_filled(rect, 0.0, ground);
            let scale = rect.size() / uv.size();
            let place = Rect::from_min_size(rect.min - uv.min.to_vec2() * scale, scale);
            painter.image(texture.id(), place, whole, egui::Color32::WHITE);
        }
    }
}

/// One version of the picture on its way to the screen.
struct MapQuad {
    pixels: Arc<Vec<[u8; 4]>>,
    size: [u32; 2],
    version: u64,
    format: wgpu::TextureFormat,
    uv: Rect,
    ground: egui::Color32,
}

/// What the renderer keeps for the map from frame to frame.
struct QuadResources {
    pipeline: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    place: wgpu::Buffer,
    texture: Option<(wgpu::Texture, wgpu::BindGroup)>,
    size: [u32; 2],
    version: u64,
}

const SHADER: &str = "
struct Corner { @builtin(position) position: vec4<f32>, @location(0) uv: vec2<f32> };
@vertex fn corner(@builtin(vertex_index) index: u32) -> Corner {
    let uv = vec2<f32>(f32(index & 1u), f32(index >> 1u));
    return Corner(vec4<f32>(uv.x * 2.0 - 1.0, 1.0 - uv.y * 2.0, 0.0, 1.0), uv);
}
@group(0) @binding(0) var picture: texture_2d<f32>;
struct Place { origin: vec2<f32>, size: vec2<f32>, ground: vec4<f32> };
@group(0) @binding(1) var<uniform> place: Place;
@fragment fn pixel(corner: Corner) -> @location(0) vec4<f32> {
    let uv = place.origin + corner.uv * place.size;
    let inside = all(uv >= vec2<f32>(0.0)) && all(uv <= vec2<f32>(1.0));
    let size = vec2<f32>(textureDimensions(picture));
    let color = textureLoad(picture, vec2<i32>(clamp(uv * size, vec2<f32>(0.0), size - 1.0)), 0);
    return select(place.ground, color, inside);
}";
/// Bytes of the shader's `Place`.
const PLACE_BYTES: usize = 32;

impl QuadResources {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("map"),
            source: wgpu::ShaderSource::Wgsl(SHADER.into()),
        });
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("map"),
            entries: &[
                wgpu::BindGroupLayoutEntry {
                    binding: 0,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Float { filterable: false },
                        view_dimension: wgpu::TextureViewDimension::D2,
                        multisampled: false,
                    },
                    count: None,
                },
                wgpu::BindGroupLayoutEntry {
                    binding: 1,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Buffer {
                        ty: wgpu::BufferBindingType::Uniform,
                        has_dynamic_offset: false,
                        min_binding_size: wgpu::BufferSize::new(PLACE_BYTES as u64),
                    },
                    count: None,
                },
            ],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("map"),
            bind_group_layouts: &[Some(&layout)],
            ..wgpu::PipelineLayoutDescriptor::default()
        });
        let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("map"),
            layout: Some(&pipeline_layout),
            vertex: wgpu::VertexState {
                module: &module,
                entry_point: Some("corner"),
                buffers: &[],
                compilation_options: wgpu::PipelineCompilationOptions::default(),
            },
            primitive: wgpu::PrimitiveState {
                topology: wgpu::PrimitiveTopology::TriangleStrip,
                ..wgpu::PrimitiveState::default()
            },
            depth_stencil: None,
            multisample: wgpu::MultisampleState::default(),
            fragment: Some(wgpu::FragmentState {
                module: &module,
                entry_point: Some("pixel"),
                targets: &[Some(format.into())],
                compilation_options: wgpu::PipelineCompilationOptions::default(),
            }),
            multiview_mask: None,
            cache: None,
        });
        let place = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("map"),
            size: PLACE_BYTES as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        Self { pipeline, layout, place, texture: None, size: [0, 0], version: 0 }
    }

    fn upload(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, quad: &MapQuad) {
        let size = wgpu::Extent3d { width: quad.size[0], height: quad.size[1], depth_or_array_layers: 1 };
        if self.texture.is_none() || self.size != quad.size {
            // An sRGB target converts on writing, so its source must convert on reading.
            let format = if quad.format.is_srgb() {
                wgpu::TextureFormat::Rgba8UnormSrgb
            } else {
                wgpu::TextureFormat::Rgba8Unorm
            };
            let texture = device.create_texture(&wgpu::TextureDescriptor {
                label: Some("map"),
                size,
                mip_level_count: 1,
                sample_count: 1,
                dimension: wgpu::TextureDimension::D2,
                format,
                usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
                view_formats: &[],
            });
            let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
            let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("map"),
                layout: &self.layout,
                entries: &[
                    wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::TextureView(&view) },
                    wgpu::BindGroupEntry { binding: 1, resource: self.place.as_entire_binding() },
                ],
            });
            self.texture = Some((texture, group));
            self.size = quad.size;
            self.version = 0;
        }
        if let Some((texture, _)) = &self.texture
            && self.version != quad.version
        {
            let layout = wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(quad.size[0] * 4),
                rows_per_image: Some(quad.size[1]),
            };
            queue.write_texture(texture.as_image_copy(), quad.pixels.as_flattened(), layout, size);
            self.version = quad.version;
        }
    }
}

impl MapQuad {
    /// The shader's `Place`.
    fn place_bytes(&self) -> [u8; PLACE_BYTES] {
        let ground = if self.format.is_srgb() {
            egui::Rgba::from(self.ground).to_array()
        } else {
            self.ground.to_normalized_gamma_f32()
        };
        let (from, size) = (self.uv.min, self.uv.size());
        let mut bytes = [0; PLACE_BYTES];
        let numbers = [from.x, from.y, size.x, size.y].into_iter().chain(ground);
        for (place, number) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(numbers) {
            *place = number.to_le_bytes();
        }
        bytes
    }
}

impl egui_wgpu::CallbackTrait for MapQuad {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _screen: &egui_wgpu::ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut egui_wgpu::CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let kept = resources.entry::<QuadResources>().or_insert_with(|| QuadResources::new(device, self.format));
        kept.upload(device, queue, self);
        queue.write_buffer(&kept.place, 0, &self.place_bytes());
        Vec::new()
    }

    fn paint(
        &self,
        _info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &egui_wgpu::CallbackResources,
    ) {
        if let Some(QuadResources { pipeline, texture: Some((_, group)), .. }) = resources.get::<QuadResources>() {
            pass.set_pipeline(pipeline);
            pass.set_bind_group(0, group, &[]);
            pass.draw(0..4, 0..1);
        }
    }
}
