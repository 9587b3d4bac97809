//! Which part of the local plane is seen, and how large.

use crate::geometry::scene::LocalBox;

/// A window onto the local plane. Pixel (0, 0) is the north-west corner of the picture, y runs south.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// What is in the middle of the picture, local metres.
    pub center: [f64; 2],
    /// Local metres to a pixel, above 0.
    pub metres_per_pixel: f64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The closest a box is fitted: a place without extent is not blown up further.
const CLOSEST_METRES_PER_PIXEL: f64 = 0.05;

impl View {
    /// Local metres at a place in the picture, pixels from its north-west corner.
    #[must_use]
    pub fn local_from_pixel(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (east, south) = (x - f64::from(self.width) / 2.0, y - f64::from(self.height) / 2.0);
        [self.center[0] + east * self.metres_per_pixel, self.center[1] - south * self.metres_per_pixel]
    }

    /// Where local metres are in the picture, pixels from its north-west corner.
    #[must_use]
    pub fn pixel_from_local(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (east, north) = (x - self.center[0], y - self.center[1]);
        [
            f64::from(self.width) / 2.0 + east / self.metres_per_pixel,
            f64::from(self.height) / 2.0 - north / self.metres_per_pixel,
        ]
    }

    /// What the picture shows, local metres.
    #[must_use]
    pub fn local_box(&self) -> LocalBox {
        let far_corner = [f64::from(self.width), f64::from(self.height)];
        LocalBox::of_corners(self.local_from_pixel([0.0, 0.0]), self.local_from_pixel(far_corner))
    }

    /// The view that shows a whole box in a picture of this size, with `margin_px` pixels free on each side where the
    /// picture is large enough for them.
    #[must_use]
    pub fn fit(bounds: &LocalBox, width: u32, height: u32, margin_px: f64) -> Self {
        let metres_per_pixel = [(width, 0), (height, 1)]
            .map(|(size, axis)| {
                let free = (f64::from(size) - 2.0 * margin_px).max(f64::from(size) / 2.0).max(1.0);
                (bounds.max[axis] - bounds.min[axis]) / free
            })
            .into_iter()
            .fold(CLOSEST_METRES_PER_PIXEL, f64::max);
        let center = [0, 1].map(|axis| f64::midpoint(bounds.min[axis], bounds.max[axis]));
        Self { center, metres_per_pixel, width, height }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_middle_pixel_is_the_center_and_row_0_is_north() {
        let view = View { center: [10.0, 20.0], metres_per_pixel: 2.0, width: 100, height: 50 };
        assert_eq!(view.local_from_pixel([50.0, 25.0]), [10.0, 20.0]);
        assert_eq!(view.local_from_pixel([0.0, 0.0]), [-90.0, 70.0]);
        assert_eq!(view.local_box(), LocalBox { min: [-90.0, -30.0], max: [110.0, 70.0] });
    }

    #[test]
    fn a_fitted_box_is_wholly_in_the_picture_and_touches_the_margin() {
        let bounds = LocalBox { min: [0.0, 0.0], max: [1000.0, 100.0] };
        let view = View::fit(&bounds, 220, 100, 10.0);
        assert_eq!(view.pixel_from_local([0.0, 50.0]), [10.0, 50.0]);
        assert_eq!(view.pixel_from_local([1000.0, 50.0]), [210.0, 50.0]);
    }

    #[test]
    fn a_point_and_a_picture_without_pixels_still_give_a_view() {
        let point = LocalBox { min: [5.0, 5.0], max: [5.0, 5.0] };
        for (width, height) in [(100, 100), (0, 0), (3, 3)] {
            let view = View::fit(&point, width, height, 20.0);
            assert!(view.metres_per_pixel > 0.0 && view.center == [5.0, 5.0]);
        }
    }

    proptest! {
        #[test]
        fn pixels_come_back_from_local_metres(
            x in -2000.0..2000.0_f64, y in -2000.0..2000.0_f64, scale in 0.01..500.0_f64, center in -5e4..5e4_f64,
        ) {
            let view = View { center: [center, -center], metres_per_pixel: scale, width: 1440, height: 901 };
            let [back_x, back_y] = view.pixel_from_local(view.local_from_pixel([x, y]));
            prop_assert!((back_x - x).abs() < 1e-6 && (back_y - y).abs() < 1e-6);
        }
    }
}
