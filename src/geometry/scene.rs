//! What the map draws and points at: every parcel's rings in local metres, ordered and boxed for quick finding.
//!
//! Built once for a table, on all cores. Parcels stand along a Hilbert curve in tiles of about a thousand, each tile and
//! each parcel with its box, so that a view, a click or a dragged box looks only at what is near. Where parcels overlap,
//! the later on the curve is on top, here and in the raster. Knows nothing of colours.

use rayon::prelude::*;

use super::even_odd;
use super::hilbert;
use super::local_frame::{FrameTable, LocalFrame};
use crate::domain::{Bounds, ParcelTable, RowSet, Shapes};

/// Parcels to a tile.
const TILE_PARCELS: usize = 1024;
/// The slot of a row that has nothing to draw.
const NO_SLOT: u32 = u32::MAX;

/// An axis-parallel box in local metres, x east and y north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalBox {
    /// West and south.
    pub min: [f64; 2],
    /// East and north.
    pub max: [f64; 2],
}

impl LocalBox {
    /// The box with these two corners, given in any order.
    #[must_use]
    pub fn of_corners(a: [f64; 2], b: [f64; 2]) -> Self {
        Self { min: [a[0].min(b[0]), a[1].min(b[1])], max: [a[0].max(b[0]), a[1].max(b[1])] }
    }

    /// Whether a point is in the box, its border included.
    #[must_use]
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        self.min[0] <= x && x <= self.max[0] && self.min[1] <= y && y <= self.max[1]
    }

    /// The box around two.
    #[must_use]
    pub fn union(a: Self, b: Self) -> Self {
        Self {
            min: [a.min[0].min(b.min[0]), a.min[1].min(b.min[1])],
            max: [a.max[0].max(b.max[0]), a.max[1].max(b.max[1])],
        }
    }
}

/// A parcel's or tile's box: west, south, east, north in local metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent(pub [f32; 4]);

impl Extent {
    const EMPTY: Self = Self([f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY]);

    fn include(&mut self, [x, y]: [f32; 2]) {
        let Self([west, south, east, north]) = self;
        (*west, *south) = (west.min(x), south.min(y));
        (*east, *north) = (east.max(x), north.max(y));
    }

    fn include_extent(&mut self, other: Self) {
        self.include([other.0[0], other.0[1]]);
        self.include([other.0[2], other.0[3]]);
    }

    fn to_local(self) -> LocalBox {
        let [west, south, east, north] = self.0.map(f64::from);
        LocalBox { min: [west, south], max: [east, north] }
    }

    fn meets(self, other: &LocalBox) -> bool {
        let own = self.to_local();
        (0..2).all(|axis| own.min[axis] <= other.max[axis] && other.min[axis] <= own.max[axis])
    }

    fn is_within(self, other: &LocalBox) -> bool {
        let own = self.to_local();
        other.contains(own.min) && other.contains(own.max)
    }
}

/// About a thousand parcels that lie together, each one a run of rings, all rings flat.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub extent: Extent,
    pub rows: Vec<u32>,
    pub extents: Vec<Extent>,
    /// Sum over the parcels of the square root of their boxes' areas, metres.
    pub sum_side_m: f64,
    parcel_rings: Vec<u32>,
    ring_starts: Vec<u32>,
    positions: Vec<[f32; 2]>,
}

impl Tile {
    /// The tile of so many places along the curve, of which the low half is the row.
    fn build(shapes: &Shapes, frame: &FrameTable<'_>, places: &[u64]) -> Self {
        let rows: Vec<u32> = places.iter().map(|&place| place as u32).collect();
        let positions = rows.iter().map(|&row| shapes.position_count(row as usize)).sum();
        let mut tile = Self {
            extent: Extent::EMPTY,
            extents: Vec::with_capacity(rows.len()),
            sum_side_m: 0.0,
            parcel_rings: vec![0],
            ring_starts: vec![0],
            positions: Vec::with_capacity(positions),
            rows: Vec::new(),
        };
        for &row in &rows {
            let mut extent = Extent::EMPTY;
            for ring in shapes.rings_of(row as usize) {
                for &position in shapes.ring(ring) {
                    // The origin was taken off in f64; what is left keeps millimetres over tens of kilometres.
                    let local = frame.local_from_lonlat(position).map(|metres| metres as f32);
                    extent.include(local);
                    tile.positions.push(local);
                }
                tile.ring_starts.push(tile.positions.len() as u32);
            }
            tile.parcel_rings.push(tile.ring_starts.len() as u32 - 1);
            let [west, south, east, north] = extent.0.map(f64::from);
            tile.sum_side_m += ((east - west) * (north - south)).sqrt();
            tile.extents.push(extent);
            tile.extent.include_extent(extent);
        }
        Self { rows, ..tile }
    }

    /// The rings of the parcel at `index` in this tile.
    pub fn rings(&self, index: usize) -> impl even_odd::Rings<'_> {
        (self.parcel_rings[index]..self.parcel_rings[index + 1]).map(|ring| {
            let ring = ring as usize;
            &self.positions[self.ring_starts[ring] as usize..self.ring_starts[ring + 1] as usize]
        })
    }

    fn interior_point(&self, index: usize) -> [f64; 2] {
        let own = self.extents[index].to_local();
        even_odd::interior_point(self.rings(index), own.min[1], own.max[1])
            .unwrap_or_else(|| [f64::midpoint(own.min[0], own.max[0]), f64::midpoint(own.min[1], own.max[1])])
    }
}

/// All parcels of one table as the map sees them.
#[derive(Clone, Debug)]
pub struct Scene {
    frame: LocalFrame,
    tiles: Vec<Tile>,
    /// Place of each row along the curve, [`NO_SLOT`] without shape.
    slots: Vec<u32>,
}

impl Scene {
    /// The scene of a table's outlines, invalid ones included.
    #[must_use]
    pub fn build(table: &ParcelTable) -> Self {
        Self::of_shapes(table.shapes())
    }

    /// The scene of outlines without a table; rows are the parcels' numbers.
    #[must_use]
    pub fn of_shapes(shapes: &Shapes) -> Self {
        let bounds: Vec<Bounds> = (0..shapes.len()).into_par_iter().map(|row| drawable_bounds(shapes, row)).collect();
        let mut all = Bounds::EMPTY;
        for each in &bounds {
            all.include_bounds(each);
        }
        let frame = LocalFrame::around(&all);
        let (width, height) = ((all.east - all.west).max(1e-12), (all.north - all.south).max(1e-12));
        let cell = |share: f64| ((share * f64::from(hilbert::SIDE)) as u32).min(hilbert::SIDE - 1);
        // The place on the curve in the high half, the row in the low one.
        let mut order: Vec<u64> = bounds
            .par_iter()
            .enumerate()
            .filter(|(_, bounds)| !bounds.is_empty())
            .map(|(row, bounds)| {
                let [lon, lat] = bounds.center();
                let place = hilbert::index(cell((lon - all.west) / width), cell((lat - all.south) / height));
                u64::from(place) << 32 | row as u64
            })
            .collect();
        order.par_sort_unstable();
        let table = FrameTable::new(&frame, &all);
        let tiles = order.par_chunks(TILE_PARCELS).map(|places| Tile::build(shapes, &table, places)).collect();
        let mut slots = vec![NO_SLOT; shapes.len()];
        for (slot, &place) in order.iter().enumerate() {
            slots[place as u32 as usize] = slot as u32;
        }
        Self { frame, tiles, slots }
    }

    /// The plane the scene is in.
    #[must_use]
    pub fn frame(&self) -> &LocalFrame {
        &self.frame
    }

    /// How many rows the table has, with or without shape.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    fn place(&self, row: usize) -> Option<(&Tile, usize)> {
        let slot = *self.slots.get(row)? as usize;
        Some((self.tiles.get(slot / TILE_PARCELS)?, slot % TILE_PARCELS))
    }

    /// The box around everything; `None` if there is nothing to draw.
    #[must_use]
    pub fn bounds(&self) -> Option<LocalBox> {
        self.tiles.iter().map(|tile| tile.extent.to_local()).reduce(LocalBox::union)
    }

    /// The box around these rows; `None` if none of them has a shape.
    #[must_use]
    pub fn bounds_of_rows(&self, rows: &RowSet) -> Option<LocalBox> {
        let boxes = rows.iter().filter_map(|row| self.place(row)).map(|(tile, at)| tile.extents[at].to_local());
        boxes.reduce(LocalBox::union)
    }

    /// The box around the rows of each of so many groups, by each row's group; rows of a group beyond them are left out.
    #[must_use]
    pub fn bounds_of_groups(&self, group_of_row: &[u32], groups: usize) -> Vec<Option<LocalBox>> {
        let mut boxes: Vec<Option<LocalBox>> = vec![None; groups];
        for tile in &self.tiles {
            for (&row, extent) in tile.rows.iter().zip(&tile.extents) {
                let group = group_of_row.get(row as usize).and_then(|&group| boxes.get_mut(group as usize));
                if let Some(bounds) = group {
                    let own = extent.to_local();
                    *bounds = Some(bounds.map_or(own, |bounds| LocalBox::union(bounds, own)));
                }
            }
        }
        boxes
    }

    /// The row whose parcel is at a place of the map, the topmost if several are; exact, holes are not the parcel.
    #[must_use]
    pub fn pick(&self, local: [f64; 2]) -> Option<usize> {
        let point = LocalBox { min: local, max: local };
        self.tiles.iter().rev().filter(|tile| tile.extent.meets(&point)).find_map(|tile| {
            let hit = |&at: &usize| tile.extents[at].meets(&point) && even_odd::contains(tile.rings(at), local);
            (0..tile.rows.len()).rev().find(hit).map(|at| tile.rows[at] as usize)
        })
    }

    /// A point inside a row's parcel, as near its middle as a horizontal line finds one; `None` without shape.
    #[must_use]
    pub fn interior_point(&self, row: usize) -> Option<[f64; 2]> {
        self.place(row).map(|(tile, at)| tile.interior_point(at))
    }

    /// The rows whose interior point is in a box.
    #[must_use]
    pub fn rows_in_box(&self, local: LocalBox) -> RowSet {
        let found: Vec<u32> = self
            .tiles
            .par_iter()
            .filter(|tile| tile.extent.meets(&local))
            .flat_map_iter(|tile| {
                // Only for parcels on the border of the box does the point itself matter.
                let inside = move |at: &usize| {
                    let extent = tile.extents[*at];
                    extent.meets(&local) && (extent.is_within(&local) || local.contains(tile.interior_point(*at)))
                };
                (0..tile.rows.len()).filter(inside).map(|at| tile.rows[at])
            })
            .collect();
        RowSet::from_rows(self.row_count(), found.into_iter().map(|row| row as usize))
    }

    /// The rows whose interior point is inside a ring drawn in local metres, open or closed; where it crosses itself, by
    /// the even-odd rule.
    #[must_use]
    pub fn rows_in_ring(&self, ring: &[[f64; 2]]) -> RowSet {
        let corners: Vec<[f32; 2]> = ring.iter().map(|corner| corner.map(|metres| metres as f32)).collect();
        let mut around = Extent::EMPTY;
        for &corner in &corners {
            around.include(corner);
        }
        let near: Vec<usize> = self.rows_in_box(around.to_local()).iter().collect();
        let inside = |&row: &usize| {
            self.interior_point(row).is_some_and(|point| even_odd::contains(std::iter::once(corners.as_slice()), point))
        };
        let found: Vec<usize> = near.into_par_iter().filter(inside).collect();
        RowSet::from_rows(self.row_count(), found)
    }
}

/// The box around a parcel; empty where it has no shape, or one with a position that is nowhere on Earth.
fn drawable_bounds(shapes: &Shapes, row: usize) -> Bounds {
    let on_earth = |&[lon, lat]: &[f64; 2]| lon.abs() <= 360.0 && lat.abs() <= 90.0;
    let drawable = shapes.rings_of(row).all(|ring| shapes.ring(ring).iter().all(on_earth));
    if drawable { shapes.bounds_of(row) } else { Bounds::EMPTY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::test_shapes::{grid, shapes_of};

    #[test]
    fn a_hole_is_not_its_parcel_and_what_stands_in_it_is() {
        let outer = vec![[0.0, 0.0], [90.0, 0.0], [90.0, 90.0], [0.0, 90.0]];
        let hole = vec![[30.0, 30.0], [60.0, 30.0], [60.0, 60.0], [30.0, 60.0]];
        let within = vec![[40.0, 40.0], [50.0, 40.0], [50.0, 50.0], [40.0, 50.0]];
        let scene = Scene::of_shapes(&shapes_of(&[vec![vec![outer, hole]], vec![], vec![vec![within]]]));
        // The frame's origin is the middle of everything, (45, 45) of these metres.
        assert_eq!(scene.pick([-40.0, 0.0]), Some(0));
        assert_eq!(scene.pick([-10.0, 0.0]), None);
        assert_eq!(scene.pick([0.0, 0.0]), Some(2));
        assert_eq!(scene.pick([100.0, 0.0]), None);
        assert_eq!(scene.interior_point(1), None);
        assert_eq!(scene.pick(scene.interior_point(0).unwrap()), Some(0));
        assert_eq!(scene.bounds_of_rows(&RowSet::from_rows(3, [1])), None);
        let inner = scene.bounds_of_rows(&RowSet::from_rows(3, [1, 2])).unwrap();
        assert_eq!(scene.bounds_of_groups(&[u32::MAX, 1, 1], 2), [None, Some(inner)]);
        assert!((inner.max[0] - 5.0).abs() < 0.01 && (inner.min[1] + 5.0).abs() < 0.01, "{inner:?}");
    }

    #[test]
    fn every_interior_point_picks_its_own_parcel_over_many_tiles() {
        let scene = Scene::of_shapes(&grid(60, 50, 20.0));
        assert!(scene.tiles.len() > 2);
        for row in 0..scene.row_count() {
            assert_eq!(scene.pick(scene.interior_point(row).unwrap()), Some(row));
        }
    }

    #[test]
    fn a_box_holds_the_parcels_whose_interior_point_is_in_it() {
        let scene = Scene::of_shapes(&grid(60, 50, 20.0));
        let dragged = LocalBox::of_corners([105.0, 211.0], [-98.0, -190.0]);
        let rows = scene.rows_in_box(dragged);
        let expected = RowSet::where_row(3000, |row| dragged.contains(scene.interior_point(row).unwrap()));
        assert_eq!(rows, expected);
        assert!(rows.count() > 150 && rows.count() < 250, "{}", rows.count());
        assert!(scene.rows_in_box(scene.bounds().unwrap()).is_full());
    }

    #[test]
    fn a_ring_holds_the_parcels_whose_interior_point_is_inside_it_and_not_all_of_its_box() {
        let scene = Scene::of_shapes(&grid(60, 50, 20.0));
        let triangle = [[-400.0, -300.0], [400.0, -300.0], [-400.0, 350.0]];
        let rows = scene.rows_in_ring(&triangle);
        // Below the long side: x / 800 + y / 650 less than a half of each, from the corner at the lower left.
        let expected = RowSet::where_row(3000, |row| {
            let [x, y] = scene.interior_point(row).unwrap();
            x > -400.0 && y > -300.0 && (x + 400.0) / 800.0 + (y + 300.0) / 650.0 < 1.0
        });
        assert_eq!(rows, expected);
        let boxed = scene.rows_in_box(LocalBox::of_corners([-400.0, -300.0], [400.0, 350.0]));
        assert!(rows.count() > 300 && rows.count() < boxed.count() * 6 / 10, "{} of {}", rows.count(), boxed.count());
        assert_eq!(scene.rows_in_ring(&[]).count(), 0);
        assert_eq!(scene.rows_in_ring(&triangle[..2]).count(), 0);
    }

    #[test]
    fn nothing_to_draw_is_a_scene_too_and_absurd_outlines_are_left_out() {
        let empty = Scene::of_shapes(&shapes_of(&[]));
        assert_eq!(empty.bounds(), None);
        assert_eq!(empty.pick([0.0, 0.0]), None);
        let ring = vec![[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]];
        let absurd = vec![[0.0, 0.0], [f64::INFINITY, 0.0], [0.0, 10.0]];
        let scene = Scene::of_shapes(&shapes_of(&[vec![vec![absurd]], vec![vec![ring]]]));
        assert_eq!(scene.interior_point(0), None);
        assert_eq!(scene.pick([-3.0, -3.0]), Some(1));
    }
}
