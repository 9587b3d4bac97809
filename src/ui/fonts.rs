//! The embedded font, so that Chinese shows on any machine; the system's fonts serve rarer characters.

use std::sync::Arc;

use eframe::egui::{self, FontData, FontDefinitions, FontFamily};

const SANS: &[u8] = include_bytes!("../../assets/fonts/MulensSansSC-Subset.otf");
const SANS_NAME: &str = "mulens-sans-sc";

/// Puts the embedded font first in both families; egui's own symbols stay behind it.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    fonts.font_data.insert(SANS_NAME.to_owned(), Arc::new(FontData::from_static(SANS)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let names = fonts.families.entry(family.clone()).or_default();
        let place = if family == FontFamily::Monospace { names.len().min(1) } else { 0 };
        names.insert(place, SANS_NAME.to_owned());
    }
    ctx.set_fonts(fonts);
}
