//! Pictures (the map, charts) as PNG: RGBA, eight bits a channel.

use std::io::Write;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageError};

use super::ExportError;

/// Writes `width` × `height` pixels, row by row from the top left, not premultiplied.
pub fn write_png(width: u32, height: u32, pixels: &[[u8; 4]], out: &mut dyn Write) -> Result<(), ExportError> {
    if width as usize * height as usize != pixels.len() {
        return Err(ExportError::Picture(format!("{} pixels are not {width} × {height}", pixels.len())));
    }
    // Maps and charts are flat colours: the plain level is within a few percent of the best and many times faster.
    PngEncoder::new_with_quality(out, CompressionType::Default, FilterType::Adaptive)
        .write_image(pixels.as_flattened(), width, height, ExtendedColorType::Rgba8)
        .map_err(|error| match error {
            ImageError::IoError(error) => ExportError::Output(error),
            other => ExportError::Picture(other.to_string()),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_reads_back_pixel_by_pixel() {
        let pixels = [[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 128], [1, 2, 3, 0], [9, 9, 9, 255], [0; 4]];
        let mut bytes = Vec::new();
        write_png(3, 2, &pixels, &mut bytes).unwrap();
        let read = image::load_from_memory(&bytes).unwrap().to_rgba8();
        assert_eq!((read.width(), read.height()), (3, 2));
        assert_eq!(read.as_raw(), pixels.as_flattened());
    }

    #[test]
    fn a_wrong_size_is_an_error_and_not_a_panic() {
        assert!(matches!(write_png(2, 2, &[[0; 4]], &mut Vec::new()), Err(ExportError::Picture(_))));
        assert!(write_png(0, 0, &[], &mut Vec::new()).is_err());
    }
}
