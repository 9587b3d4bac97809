//! Holds the embedded font against what is written with it: every character of the locale files and of the sample.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, FontId, RawInput};

const REGULAR: &[u8] = include_bytes!("../assets/fonts/MulensSansSC-Subset.otf");
const FIGURES: &[u8] = include_bytes!("../assets/fonts/MulensSansSC-Figures-Bold.otf");

/// The characters of `text` that a font has no glyph for.
fn missing(font: &'static [u8], text: &str) -> String {
    let name = "embedded".to_owned();
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(font)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![name.clone()]);
    }
    let context = Context::default();
    context.set_fonts(fonts);
    // Fonts come into force with a frame, whose textures nobody draws here.
    context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
    let characters: BTreeSet<char> = text.chars().filter(|c| !c.is_control()).collect();
    context.fonts_mut(|fonts| {
        let size = FontId::proportional(14.0);
        characters.into_iter().filter(|&c| !fonts.has_glyph(&size, c)).collect()
    })
}

#[test]
fn the_embedded_font_shows_every_text_of_the_program() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales");
    for lang in ["zh", "en"] {
        for entry in std::fs::read_dir(root.join(lang)).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(missing(REGULAR, &std::fs::read_to_string(&path).unwrap()), "", "{}", path.display());
        }
    }
}

#[test]
fn the_embedded_font_shows_the_sample() {
    assert_eq!(missing(REGULAR, include_str!("../sample_data/jimo_parks.geojson")), "");
}

#[test]
fn the_embedded_font_has_the_signs_that_figures_and_controls_use() {
    assert_eq!(missing(REGULAR, "㎡²³×÷≥≤±…—·°√∑Σ→←↑↓✓▲▼◆●○■□１Ａ，（）"), "");
    assert_eq!(missing(FIGURES, "0123456789,.%+-— 亩万元亿㎡/"), "");
}

#[test]
fn a_character_no_font_has_is_found_missing() {
    assert_eq!(missing(FIGURES, "1龘"), "龘");
}
