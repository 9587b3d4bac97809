//! Every colour, spacing and text size of the window, as tokens, for light and dark. Data colours are `app`'s.

use eframe::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Vec2, Visuals, ecolor,
};

use crate::app::ThemeChoice;
use crate::app::data_colors::MISSING_RGB;

/// The 8-point grid.
pub const GRID: f32 = 8.0;
/// Half a step, for tight rows.
pub const HALF: f32 = 4.0;
/// The height of a table row and of a list row.
pub const ROW_HEIGHT: f32 = 24.0;

const TEXT: f32 = 14.0;
const TEXT_SMALL: f32 = 12.0;
const TEXT_HEADLINE: f32 = 20.0;

/// The large text of the KPI strip.
#[must_use]
pub fn headline() -> FontId {
    FontId::new(TEXT_HEADLINE, FontFamily::Proportional)
}

/// The small text of labels and notes.
#[must_use]
pub fn small() -> FontId {
    FontId::new(TEXT_SMALL, FontFamily::Proportional)
}

/// The window's colours in one theme.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// The one neutral surface: panels.
    pub panel: Color32,
    /// Fields, tables, cards.
    pub surface: Color32,
    /// Every other table row.
    pub stripe: Color32,
    /// Hairlines between areas.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Labels and notes.
    pub weak: Color32,
    /// The one accent: what is on, selected or clickable.
    pub accent: Color32,
    /// Behind selected rows.
    pub accent_soft: Color32,
    /// Warnings.
    pub warning: Color32,
    /// Errors.
    pub error: Color32,
    /// The map's ground.
    pub map_ground: Color32,
    /// Lines between parcels.
    pub map_outline: Color32,
    /// Around selected parcels: strong against every data colour.
    pub map_selection: Color32,
    /// Leading firms, platform zones and urban zones on the map.
    pub marks: [Color32; 3],
    /// Scroll handles and check boxes.
    pub handle: Color32,
    /// Bars that stand for no model, status or park of their own.
    pub bar: Color32,
}

const LIGHT: Tokens = Tokens {
    panel: Color32::from_rgb(0xF5, 0xF6, 0xF8),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    stripe: Color32::from_rgb(0xF8, 0xF9, 0xFB),
    line: Color32::from_rgb(0xDC, 0xE0, 0xE6),
    text: Color32::from_rgb(0x1D, 0x27, 0x33),
    weak: Color32::from_rgb(0x5B, 0x67, 0x75),
    accent: Color32::from_rgb(0x1A, 0x63, 0xA8),
    accent_soft: Color32::from_rgb(0xD8, 0xE7, 0xF6),
    warning: Color32::from_rgb(0x9A, 0x5B, 0x00),
    error: Color32::from_rgb(0xB3, 0x26, 0x1E),
    map_ground: Color32::from_rgb(0xFB, 0xFB, 0xF9),
    map_outline: Color32::from_rgb(0x8A, 0x92, 0x9C),
    map_selection: Color32::from_rgb(0xE0, 0x3E, 0x00),
    marks: [
        Color32::from_rgb(0xA6, 0x12, 0x4E),
        Color32::from_rgb(0x6A, 0x1B, 0x9A),
        Color32::from_rgb(0x00, 0x5B, 0x4F),
    ],
    handle: Color32::from_rgb(0xC9, 0xCF, 0xD7),
    bar: Color32::from_rgb(0x4A, 0x86, 0xBF),
};

const DARK: Tokens = Tokens {
    panel: Color32::from_rgb(0x1A, 0x1E, 0x24),
    surface: Color32::from_rgb(0x22, 0x28, 0x30),
    stripe: Color32::from_rgb(0x26, 0x2C, 0x35),
    line: Color32::from_rgb(0x38, 0x40, 0x4B),
    text: Color32::from_rgb(0xE2, 0xE7, 0xED),
    weak: Color32::from_rgb(0x9E, 0xA9, 0xB6),
    accent: Color32::from_rgb(0x6C, 0xB2, 0xF0),
    accent_soft: Color32::from_rgb(0x24, 0x3F, 0x59),
    warning: Color32::from_rgb(0xF0, 0xB4, 0x4C),
    error: Color32::from_rgb(0xF2, 0x8B, 0x82),
    map_ground: Color32::from_rgb(0x16, 0x1A, 0x1F),
    map_outline: Color32::from_rgb(0x3C, 0x44, 0x4E),
    map_selection: Color32::from_rgb(0xFF, 0x7A, 0x33),
    marks: [
        Color32::from_rgb(0xFF, 0x9E, 0xC4),
        Color32::from_rgb(0xD7, 0xA9, 0xF5),
        Color32::from_rgb(0x7F, 0xE0, 0xCB),
    ],
    handle: Color32::from_rgb(0x4B, 0x55, 0x62),
    bar: Color32::from_rgb(0x5E, 0x9C, 0xD6),
};

/// The colours of reference layers, apart from every data colour's lightness and from the selection; light, then dark.
const LAYERS: [[Color32; 4]; 2] = [
    [
        Color32::from_rgb(0xB0, 0x1E, 0x2E),
        Color32::from_rgb(0x5B, 0x3A, 0x9E),
        Color32::from_rgb(0x00, 0x6E, 0x62),
        Color32::from_rgb(0x7A, 0x4A, 0x12),
    ],
    [
        Color32::from_rgb(0xFF, 0x8A, 0x93),
        Color32::from_rgb(0xBC, 0xA4, 0xF2),
        Color32::from_rgb(0x6F, 0xD6, 0xC6),
        Color32::from_rgb(0xE0, 0xB0, 0x70),
    ],
];

/// The colour of a reference layer.
#[must_use]
pub fn layer_color(dark: bool, color: u8) -> Color32 {
    LAYERS[usize::from(dark)][usize::from(color % crate::app::LAYER_COLORS)]
}

/// The tokens of the theme that is on.
#[must_use]
pub fn tokens(dark: bool) -> &'static Tokens {
    if dark { &DARK } else { &LIGHT }
}

/// The tokens of the theme a part of the window is drawn in.
#[must_use]
pub fn tokens_of(ui: &egui::Ui) -> &'static Tokens {
    tokens(ui.visuals().dark_mode)
}

/// How much white the dark theme adds to data colours, in linear light.
const LIFT: f32 = 0.1;

/// Missing values on the dark ground: as far behind the data as light grey is on the light one.
const MISSING_IN_DARK_RGB: [u8; 3] = [0x4A, 0x53, 0x5E];

/// A data colour as a theme shows it. The dark one adds a little white to every colour, so that the darkest stand off
/// the ground; their order from dark to light stays.
#[must_use]
pub fn data_rgb(dark: bool, rgb: [u8; 3]) -> [u8; 3] {
    if !dark {
        return rgb;
    }
    if rgb == MISSING_RGB {
        return MISSING_IN_DARK_RGB;
    }
    rgb.map(|channel| {
        let linear = ecolor::linear_f32_from_gamma_u8(channel);
        ecolor::gamma_u8_from_linear_f32(linear + LIFT * (1.0 - linear))
    })
}

/// The same as egui's colour.
#[must_use]
pub fn data_color(dark: bool, rgb: [u8; 3]) -> Color32 {
    let [red, green, blue] = data_rgb(dark, rgb);
    Color32::from_rgb(red, green, blue)
}

/// Makes check boxes and radio buttons below `ui` empty when off: elsewhere their fill is that of scroll handles.
pub fn empty_when_off(ui: &mut egui::Ui) {
    let surface = tokens_of(ui).surface;
    ui.visuals_mut().widgets.inactive.bg_fill = surface;
}

/// Says below `ui` that the ground is the panels' colour, without painting it: the window is cleared to it. The edges of
/// lists that scroll fade into the ground, and would not where it is said to be nothing.
pub fn on_ground<R>(ui: &mut egui::Ui, content_ui: impl FnOnce(&mut egui::Ui) -> R) -> R {
    let ground = egui::Frame::new().fill(tokens_of(ui).panel);
    let info = egui::UiStackInfo::new(egui::UiKind::Frame).with_frame(ground);
    ui.scope_builder(egui::UiBuilder::new().ui_stack_info(info), content_ui).inner
}

/// Dresses the context: both themes' colours, spacing and text sizes.
pub fn install(ctx: &egui::Context) {
    ctx.set_visuals_of(Theme::Light, visuals(&LIGHT, Visuals::light()));
    ctx.set_visuals_of(Theme::Dark, visuals(&DARK, Visuals::dark()));
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, small()),
            (TextStyle::Body, FontId::new(TEXT, FontFamily::Proportional)),
            (TextStyle::Button, FontId::new(TEXT, FontFamily::Proportional)),
            (TextStyle::Heading, FontId::new(16.0, FontFamily::Proportional)),
            (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(GRID, HALF);
        style.spacing.button_padding = Vec2::new(GRID, HALF);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.interact_size.y = 24.0;
        style.spacing.scroll = egui::style::ScrollStyle::solid();
        style.spacing.scroll.bar_width = 8.0;
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.3;
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    });
}

/// Puts the chosen theme on.
pub fn apply(ctx: &egui::Context, choice: ThemeChoice) {
    ctx.set_theme(match choice {
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
        ThemeChoice::System => egui::ThemePreference::System,
    });
}

fn visuals(tokens: &Tokens, base: Visuals) -> Visuals {
    let mut visuals = base;
    let radius = CornerRadius::same(4);
    // The window is cleared to this colour anyway; filling it again is half of a frame on a software adapter.
    visuals.panel_fill = Color32::TRANSPARENT;
    visuals.window_fill = tokens.surface;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.extreme_bg_color = tokens.surface;
    visuals.text_edit_bg_color = Some(tokens.surface);
    visuals.faint_bg_color = tokens.stripe;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(tokens.weak);
    visuals.hyperlink_color = tokens.accent;
    visuals.warn_fg_color = tokens.warning;
    visuals.error_fg_color = tokens.error;
    visuals.selection.bg_fill = tokens.accent_soft;
    visuals.selection.stroke = Stroke::new(1.0, tokens.accent);
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, tokens.line);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, tokens.text);
    for (state, fill, line) in [
        (&mut widgets.inactive, tokens.surface, tokens.line),
        (&mut widgets.hovered, tokens.accent_soft, tokens.accent),
        (&mut widgets.active, tokens.accent_soft, tokens.accent),
        (&mut widgets.open, tokens.accent_soft, tokens.accent),
    ] {
        state.weak_bg_fill = fill;
        state.bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, line);
        state.fg_stroke = Stroke::new(1.0, tokens.text);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    // Scroll handles are drawn in this fill: they must show on every surface.
    visuals.widgets.inactive.bg_fill = tokens.handle;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |color: Color32| {
            let linear = |byte: u8| {
                let value = f32::from(byte) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_from_every_surface_as_wcag_asks() {
        for tokens in [&LIGHT, &DARK] {
            for ground in [tokens.panel, tokens.surface, tokens.stripe, tokens.accent_soft] {
                assert!(contrast(tokens.text, ground) >= 7.0);
                assert!(contrast(tokens.weak, ground) >= 4.5, "{:?}", contrast(tokens.weak, ground));
            }
            for color in [tokens.accent, tokens.warning, tokens.error] {
                assert!(contrast(color, tokens.panel) >= 4.5);
            }
            for color in tokens.marks {
                assert!(contrast(color, tokens.map_ground) >= 4.5 && contrast(color, tokens.surface) >= 4.5);
            }
        }
    }

    #[test]
    fn the_ground_is_said_to_be_the_panels_colour_though_nothing_is_painted() {
        for theme in [Theme::Light, Theme::Dark] {
            let ctx = egui::Context::default();
            install(&ctx);
            ctx.set_theme(theme);
            let mut said = Vec::new();
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                said.push(ui.stack().bg_color());
                on_ground(ui, |ui| said.push(ui.stack().bg_color()));
            });
            assert_eq!(said[..2], [Color32::TRANSPARENT, tokens(theme == Theme::Dark).panel]);
            output.textures_delta.clear();
            assert!(output.shapes.is_empty(), "{:?}", output.shapes);
        }
    }
}
