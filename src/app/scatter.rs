//! Tax per mu against floor area ratio as it is drawn: a point a parcel, or cells with the number of parcels in each
//! where there are more parcels than a chart has marks for.

use crate::analysis::{Figures, Indicator, Quadrants, percentile_inc};
use crate::domain::{ParcelTable, RowSet};

/// A shown parcel's row, floor area ratio and tax per mu.
pub type ScatterPoint = (u32, [f64; 2]);

/// Up to so many parcels each is a point of its own.
pub const MOST_POINTS: usize = 4000;

/// Cells along each axis: with the selected parcels' points they stay below 5 000 marks.
const CELLS: [usize; 2] = [72, 54];

/// The parcels of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScatterCell {
    /// The cell's middle.
    pub center: [f64; 2],
    /// Its parcels.
    pub parcels: usize,
}

/// The parcels that have both figures.
#[derive(Clone, Debug, Default)]
pub struct Scatter {
    /// All of them, rows ascending.
    pub points: Vec<ScatterPoint>,
    /// Where the axes end: the far tail of a few parcels would press all others into a corner, so ratio and tax end a
    /// little beyond their 99th percentile, the ratio at its greatest where there are few parcels.
    pub top: [f64; 2],
    /// Parcels beyond the end of an axis.
    pub beyond: usize,
    /// The quarters about the medians; `None` without a point.
    pub quadrants: Option<Quadrants>,
    /// Cells that hold parcels, none where each parcel has a point of its own.
    pub cells: Vec<ScatterCell>,
}

impl Scatter {
    /// The rows shown, of this table.
    #[must_use]
    pub fn new(table: &ParcelTable, figures: &Figures, shown: &RowSet) -> Self {
        let far = figures.indicator_values(table, Indicator::Far);
        let tax = figures.indicator_values(table, Indicator::TaxPerMu);
        let both = shown.iter().filter(|&row| far[row].is_finite() && tax[row].is_finite());
        Self::of(both.map(|row| (row as u32, [far[row], tax[row]])).collect())
    }

    fn of(points: Vec<ScatterPoint>) -> Self {
        let is_binned = points.len() > MOST_POINTS;
        let along = |axis: usize| {
            let mut values: Vec<f64> = points.iter().map(|(_, point)| point[axis]).collect();
            values.sort_unstable_by(f64::total_cmp);
            values
        };
        let end = |values: &[f64]| percentile_inc(values, 0.99).unwrap_or(1.0).max(1e-3) * 1.1;
        let (far, tax) = (along(0), along(1));
        let widest = if is_binned { end(&far) } else { far.last().copied().unwrap_or(0.0).max(0.0) };
        let top = [widest, end(&tax)];
        let beyond = points.iter().filter(|(_, [x, y])| *x > top[0] || *y > top[1]).count();
        let cells = if is_binned { cells(&points, top) } else { Vec::new() };
        Self { quadrants: Quadrants::new(&points), points, top, beyond, cells }
    }

    /// The point of a row.
    #[must_use]
    pub fn point_of(&self, row: usize) -> Option<[f64; 2]> {
        let place = self.points.binary_search_by_key(&row, |&(row, _)| row as usize).ok()?;
        Some(self.points[place].1)
    }

    /// The cell a place is in, if parcels are in it.
    #[must_use]
    pub fn cell_at(&self, point: [f64; 2]) -> Option<&ScatterCell> {
        let place = place_of(point, self.top)?;
        self.cells.iter().find(|cell| place_of(cell.center, self.top) == Some(place))
    }

    /// The rows of a cell.
    pub fn rows_of(&self, cell: &ScatterCell) -> impl Iterator<Item = usize> + '_ {
        let place = place_of(cell.center, self.top);
        self.points.iter().filter(move |(_, point)| place_of(*point, self.top) == place).map(|&(row, _)| row as usize)
    }

    /// A cell's extent along both axes.
    #[must_use]
    pub fn cell_size(&self) -> [f64; 2] {
        [0, 1].map(|axis| self.top[axis] / CELLS[axis] as f64)
    }
}

/// The cell of a point, counted along both axes; `None` beyond the axes. Below 0 is the first cell.
fn place_of(point: [f64; 2], top: [f64; 2]) -> Option<[usize; 2]> {
    let along = |axis: usize| {
        let share = point[axis] / top[axis];
        (share <= 1.0).then(|| ((share.max(0.0) * CELLS[axis] as f64) as usize).min(CELLS[axis] - 1))
    };
    Some([along(0)?, along(1)?])
}

fn cells(points: &[ScatterPoint], top: [f64; 2]) -> Vec<ScatterCell> {
    let mut counts = vec![0_usize; CELLS[0] * CELLS[1]];
    for [x, y] in points.iter().filter_map(|(_, point)| place_of(*point, top)) {
        counts[y * CELLS[0] + x] += 1;
    }
    let middle = |place: usize, axis: usize| (place as f64 + 0.5) * top[axis] / CELLS[axis] as f64;
    let cell = |(place, parcels): (usize, usize)| ScatterCell {
        center: [middle(place % CELLS[0], 0), middle(place / CELLS[0], 1)],
        parcels,
    };
    counts.into_iter().enumerate().filter(|&(_, parcels)| parcels > 0).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(count: u32) -> Vec<ScatterPoint> {
        (0..count).map(|row| (row, [f64::from(row % 97) / 40.0, f64::from(row.wrapping_mul(31) % 89)])).collect()
    }

    #[test]
    fn few_parcels_are_points_and_many_are_cells_that_hold_each_once() {
        let few = Scatter::of(points(4000));
        assert!(few.cells.is_empty());
        assert_eq!(few.point_of(5), Some([5.0 / 40.0, 155.0 % 89.0]));
        let many = Scatter::of(points(50_000));
        assert!(many.cells.len() < 4000);
        assert_eq!(many.cells.iter().map(|cell| cell.parcels).sum::<usize>() + many.beyond, 50_000);
        let cell = many.cells[7];
        assert_eq!(many.rows_of(&cell).count(), cell.parcels);
        assert_eq!(many.cell_at(cell.center), Some(&cell));
    }

    #[test]
    fn nothing_known_is_no_points() {
        let none = Scatter::of(Vec::new());
        assert!(none.points.is_empty() && none.cells.is_empty());
        assert_eq!(none.cell_at([0.0, 0.0]), None);
    }
}
