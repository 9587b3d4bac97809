//! The Hilbert curve: numbers places of a square so that neighbours in number are neighbours in place.

/// Steps along each side of the square the curve runs through.
pub(super) const SIDE: u32 = 1 << 16;

/// The number on the curve of a cell, `x` and `y` below [`SIDE`].
pub(super) fn index(mut x: u32, mut y: u32) -> u32 {
    let mut number = 0;
    let mut step = SIDE / 2;
    while step > 0 {
        let (right, up) = (u32::from(x & step > 0), u32::from(y & step > 0));
        number += step * step * ((3 * right) ^ up);
        // Turn the quadrant so that the curve inside it runs on from where the last ended: a lower right one is turned
        // over, and of both lower ones the axes change places. Without branches: which quadrant it is nobody can foresee.
        let is_lower = 0_u32.wrapping_sub(1 - up);
        let turned = 0_u32.wrapping_sub(right) & is_lower & (SIDE - 1);
        (x, y) = (x ^ turned, y ^ turned);
        let changed = (x ^ y) & is_lower;
        (x, y) = (x ^ changed, y ^ changed);
        step /= 2;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cells_of_the_curve_are_all_neighbours_and_all_distinct() {
        // The lower left 64 × 64 cells are the curve's first 4096.
        let mut cells: Vec<(u32, u32, u32)> = (0..64).flat_map(|x| (0..64).map(move |y| (index(x, y), x, y))).collect();
        cells.sort_unstable();
        for (expected, cell) in cells.iter().enumerate() {
            assert_eq!(cell.0, expected as u32);
        }
        for pair in cells.windows(2) {
            assert_eq!(pair[0].1.abs_diff(pair[1].1) + pair[0].2.abs_diff(pair[1].2), 1);
        }
        assert_eq!(index(SIDE - 1, 0), u32::MAX);
    }
}
