//! Shapes for the tests of this folder, given in metres about a place near Jimo.

use crate::domain::{Shapes, ShapesBuilder};

/// Parcels, each a list of parts, each a list of rings of metres (x east, y north).
pub type Parcels = [Vec<Vec<Vec<[f64; 2]>>>];

/// About one metre in degrees of longitude and latitude at 36.39°.
const DEGREES_PER_METRE: [f64; 2] = [1.114_69e-5, 9.011_4e-6];

pub fn shapes_of(parcels: &Parcels) -> Shapes {
    let mut builder = ShapesBuilder::default();
    for parcel in parcels {
        for part in parcel {
            for ring in part {
                for [x, y] in ring {
                    builder.push_position([120.45 + x * DEGREES_PER_METRE[0], 36.39 + y * DEGREES_PER_METRE[1]]);
                }
                builder.end_ring();
            }
            builder.end_part();
        }
        builder.end_parcel();
    }
    builder.finish()
}

/// Quads side by side that share their corners, which are moved about a little; row by row from the south-west.
pub fn grid(columns: u32, rows: u32, side_m: f64) -> Shapes {
    let corner = |column: u32, row: u32| {
        let seed = column.wrapping_mul(73_856_093) ^ row.wrapping_mul(19_349_663);
        let noise = |shift: u32| f64::from(seed.wrapping_mul(1_274_126_177) >> shift & 0xFF) / 255.0 - 0.5;
        [(f64::from(column) + 0.4 * noise(8)) * side_m, (f64::from(row) + 0.4 * noise(16)) * side_m]
    };
    let parcels: Vec<_> = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (column, row)))
        .map(|(c, r)| vec![vec![vec![corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)]]])
        .collect();
    shapes_of(&parcels)
}
