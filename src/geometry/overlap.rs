//! Which parcels cover the same land: exact duplicates and overlaps, and how much is counted twice by that.
//!
//! Owns the search over all pairs of parcels; `plane_overlap` measures a pair. Areas are those of
//! [`super::area`], since everything happens in its equal-area plane. The result is the same on any number of threads.

use geo::{Area, LineString, Polygon, unary_union};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

use super::area::EqualAreaPlane;
use super::disjoint_sets::DisjointSets;
use super::plane_overlap::{Extent, covered_by_both, extent_area, extent_of, push_edges, shared_extent};
use super::united::polygon_to_unite;
use super::winding::Edge;
use crate::domain::{Bounds, Shapes};

/// An overlap counts from this area on, m² …
pub const LEAST_OVERLAP_M2: f64 = 1.0;
/// … and from this share of the smaller parcel on.
pub const LEAST_OVERLAP_SHARE: f64 = 0.001;
/// Parcels whose areas and overlap agree to this share are duplicates.
const SAME_SHARE: f64 = 1e-6;
/// Pairs that are kept, the first in file order; totals are true beyond.
const MOST_KEPT: usize = 100_000;
/// Rows searched between two looks at what has been spent.
const ROWS_AT_A_TIME: usize = 1024;
/// Neighbours of one parcel that are looked at.
const MOST_NEIGHBOURS: usize = 20_000;
/// Work spent in all, in edges looked at, so that a file of nothing but stacked outlines ends too: so much …
const MOST_WORK: u64 = 50_000_000;
/// … and so much more for each parcel.
const MOST_WORK_OF_PARCEL: u64 = 400;
/// What a pair costs beside its edges.
const PAIR_WORK: u64 = 64;
/// Positions of one heap of overlapping parcels that are united, and overlaps in it.
const MOST_UNITED: usize = 3_000_000;
const MOST_OVERLAPS_UNITED: u64 = 100_000;

/// Two parcels that cover the same land.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// The row that comes first.
    pub first: u32,
    /// The other row.
    pub second: u32,
    /// What both cover, m².
    pub area_m2: f64,
    /// The same as a share of the smaller parcel.
    pub share: f64,
    /// Whether the two have the same outline.
    pub duplicate: bool,
}

/// What was found between parcels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlaps {
    /// Pairs in the order of their rows, the first hundred thousand. Of several equal outlines each is paired with the first, and
    /// only the first with others.
    pub pairs: Vec<Overlap>,
    /// Duplicates in all.
    pub duplicates: u64,
    /// Overlapping pairs in all, duplicates left out.
    pub overlapping: u64,
    /// Sum of the areas of all valid outlines, m².
    pub sum_m2: f64,
    /// What they cover together, m²; `None` where a heap of overlapping parcels is too large to be united.
    pub union_m2: Option<f64>,
    /// Whether every pair was looked at.
    pub is_complete: bool,
}

impl Overlaps {
    /// Land counted more than once, m².
    #[must_use]
    pub fn double_counted_m2(&self) -> Option<f64> {
        self.union_m2.map(|union| (self.sum_m2 - union).max(0.0))
    }

    /// Whether no land is counted twice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.duplicates + self.overlapping == 0
    }
}

/// Searches all pairs. Rows whose area is NaN are left out; a cancelled search ends early and is not complete.
#[must_use]
pub fn find_overlaps(shapes: &Shapes, areas_m2: &[f64], is_cancelled: &(dyn Fn() -> bool + Sync)) -> Overlaps {
    let search = Search::new(shapes, areas_m2);
    let (found, is_complete) = searched(&search, Found::new(areas_m2, MOST_KEPT), is_cancelled);
    found.finish(&search, is_complete)
}

/// The same search for the pairs alone, all of them kept; and whether every pair was looked at.
#[must_use]
pub fn overlapping_pairs(shapes: &Shapes, areas_m2: &[f64]) -> (Vec<Overlap>, bool) {
    let (found, is_complete) = searched(&Search::new(shapes, areas_m2), Found::new(areas_m2, usize::MAX), &|| false);
    (found.overlaps.pairs, is_complete)
}

fn searched(search: &Search<'_>, mut found: Found, is_cancelled: &(dyn Fn() -> bool + Sync)) -> (Found, bool) {
    search.duplicates(&mut found);
    let tree = RTree::bulk_load(search.boxes(&found));
    let rows: Vec<u32> = (0..search.areas_m2.len() as u32).filter(|&row| found.stands_alone(row)).collect();
    let mut left = MOST_WORK + MOST_WORK_OF_PARCEL * rows.len() as u64;
    let mut is_complete = true;
    for some in rows.chunks(ROWS_AT_A_TIME) {
        let mut candidates: Vec<(u32, Vec<u32>)> = some.par_iter().map(|&row| (row, search.near(&tree, row))).collect();
        is_complete &= candidates.iter().all(|(_, near)| near.len() < MOST_NEIGHBOURS);
        let too_much = candidates.iter().position(|(row, near)| {
            left = left.saturating_sub(search.cost(*row, near));
            left == 0
        });
        candidates.truncate(too_much.unwrap_or(candidates.len()));
        let overlaps: Vec<Vec<Overlap>> = candidates
            .into_par_iter()
            .filter(|(_, near)| !near.is_empty())
            .map_init(Scratch::default, |scratch, (row, near)| search.measure(row, &near, scratch))
            .collect();
        overlaps.into_iter().flatten().for_each(|overlap| found.add(overlap));
        if left == 0 || is_cancelled() {
            is_complete = false;
            break;
        }
    }
    (found, is_complete)
}

#[derive(Default)]
struct Scratch {
    own: Vec<Edge>,
    other: Vec<Edge>,
    both: Vec<Edge>,
}

type BoxOfRow = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// The outlines in the equal-area plane.
struct Search<'a> {
    shapes: &'a Shapes,
    areas_m2: &'a [f64],
    metres: Vec<[f64; 2]>,
    extents: Vec<Extent>,
}

impl<'a> Search<'a> {
    fn new(shapes: &'a Shapes, areas_m2: &'a [f64]) -> Self {
        let mut bounds = Bounds::EMPTY;
        for row in (0..areas_m2.len()).filter(|&row| !areas_m2[row].is_nan()) {
            bounds.include_bounds(&shapes.bounds_of(row));
        }
        let plane = EqualAreaPlane::about(if bounds.is_empty() { [0.0, 0.0] } else { bounds.center() });
        let metres: Vec<[f64; 2]> = shapes.positions().par_iter().map(|&position| plane.metres(position)).collect();
        let mut search = Self { shapes, areas_m2, metres, extents: Vec::new() };
        search.extents = (0..areas_m2.len()).into_par_iter().map(|row| extent_of(search.positions(row))).collect();
        search
    }

    fn positions(&self, row: usize) -> &[[f64; 2]] {
        let rings = self.shapes.rings_of(row);
        if rings.is_empty() {
            return &[];
        }
        &self.metres[self.shapes.ring_range(rings.start).start..self.shapes.ring_range(rings.end - 1).end]
    }

    fn edges(&self, row: u32, edges: &mut Vec<Edge>) {
        edges.clear();
        for part in self.shapes.parts_of(row as usize) {
            let rings = self.shapes.rings_of_part(part);
            push_edges(rings.map(|ring| &self.metres[self.shapes.ring_range(ring)]), edges);
        }
    }

    fn area(&self, row: u32) -> f64 {
        self.areas_m2[row as usize]
    }

    /// The overlap from which on a pair counts.
    fn threshold(&self, a: u32, b: u32) -> f64 {
        LEAST_OVERLAP_M2.max(LEAST_OVERLAP_SHARE * self.area(a).min(self.area(b)))
    }

    /// Finds rows with the same edges, whatever their order and direction: they need no measuring, however many lie on
    /// one another.
    fn duplicates(&self, found: &mut Found) {
        let hash = |words: [u64; 2]| FxBuildHasher.hash_one(words);
        let hash_of_ring = |ring: &[[f64; 2]]| {
            let mut before = ring.last().map_or(0, |last| hash(last.map(f64::to_bits)));
            ring.iter().fold(0_u64, |sum, position| {
                let at = hash(position.map(f64::to_bits));
                let edge = hash([before ^ at, before.wrapping_add(at)]);
                before = at;
                sum.wrapping_add(edge)
            })
        };
        let alike: Vec<u64> = (0..self.areas_m2.len())
            .into_par_iter()
            .map(|row| {
                let rings = self.shapes.rings_of(row);
                rings.map(|ring| hash_of_ring(&self.metres[self.shapes.ring_range(ring)])).fold(0, u64::wrapping_add)
            })
            .collect();
        let mut first_of: FxHashMap<(u64, usize), u32> = FxHashMap::default();
        for row in (0..self.areas_m2.len() as u32).filter(|&row| !self.area(row).is_nan()) {
            let key = (alike[row as usize], self.positions(row as usize).len());
            let first = *first_of.entry(key).or_insert(row);
            let (a, b) = (self.area(first), self.area(row));
            if first != row && (a - b).abs() <= SAME_SHARE * a {
                found.add(Overlap { first, second: row, area_m2: a.min(b), share: 1.0, duplicate: true });
            }
        }
    }

    fn boxes(&self, found: &Found) -> Vec<BoxOfRow> {
        let alone = (0..self.extents.len() as u32).filter(|&row| found.stands_alone(row));
        alone
            .map(|row| {
                let [west, south, east, north] = self.extents[row as usize];
                GeomWithData::new(Rectangle::from_corners([west, south], [east, north]), row)
            })
            .collect()
    }

    /// Later rows whose box shares enough with this row's.
    fn near(&self, tree: &RTree<BoxOfRow>, row: u32) -> Vec<u32> {
        let extent = self.extents[row as usize];
        let [west, south, east, north] = extent;
        let mut near: Vec<u32> = tree
            .locate_in_envelope_intersecting(&AABB::from_corners([west, south], [east, north]))
            .map(|each| each.data)
            .filter(|&other| other > row)
            .filter(|&other| {
                extent_area(shared_extent(extent, self.extents[other as usize])) > self.threshold(row, other)
            })
            .take(MOST_NEIGHBOURS)
            .collect();
        near.sort_unstable();
        near
    }

    fn cost(&self, row: u32, near: &[u32]) -> u64 {
        let positions = |row: u32| self.positions(row as usize).len() as u64;
        near.iter().map(|&other| positions(row) + positions(other) + PAIR_WORK).sum()
    }

    fn measure(&self, row: u32, near: &[u32], scratch: &mut Scratch) -> Vec<Overlap> {
        self.edges(row, &mut scratch.own);
        let mut overlaps = Vec::new();
        for &other in near {
            self.edges(other, &mut scratch.other);
            let window = shared_extent(self.extents[row as usize], self.extents[other as usize]);
            let area_m2 = covered_by_both(&scratch.own, &scratch.other, window, &mut scratch.both);
            if area_m2 > self.threshold(row, other) {
                let (a, b) = (self.area(row), self.area(other));
                let (share, duplicate) = (area_m2 / a.min(b), area_m2 >= (1.0 - SAME_SHARE) * a.max(b));
                overlaps.push(Overlap { first: row, second: other, area_m2, share: share.min(1.0), duplicate });
            }
        }
        overlaps
    }

    fn polygons(&self, row: u32) -> impl Iterator<Item = Polygon> + '_ {
        self.shapes.parts_of(row as usize).map(|part| {
            let ring = |ring: usize| self.metres[self.shapes.ring_range(ring)].iter().copied().collect::<LineString>();
            polygon_to_unite(self.shapes.rings_of_part(part).map(ring))
        })
    }
}

/// What has been found so far, and which rows hang together by it.
struct Found {
    overlaps: Overlaps,
    most_kept: usize,
    /// Double area by duplicates, m².
    repeated_m2: f64,
    /// The rows that hang together.
    together: DisjointSets,
    is_left_out: Vec<bool>,
    /// Shared area and overlaps of each heap, by the row it hangs on.
    heaps: FxHashMap<u32, (f64, u64)>,
}

impl Found {
    fn new(areas_m2: &[f64], most_kept: usize) -> Self {
        // An empty sum is -0.0, which would show.
        let sum_m2 = areas_m2.iter().filter(|area| !area.is_nan()).sum::<f64>() + 0.0;
        Self {
            overlaps: Overlaps { sum_m2, ..Overlaps::default() },
            most_kept,
            repeated_m2: 0.0,
            together: DisjointSets::new(areas_m2.len()),
            is_left_out: areas_m2.iter().map(|area| area.is_nan()).collect(),
            heaps: FxHashMap::default(),
        }
    }

    fn stands_alone(&self, row: u32) -> bool {
        !self.is_left_out[row as usize]
    }

    fn add(&mut self, overlap: Overlap) {
        if overlap.duplicate {
            self.overlaps.duplicates += 1;
            if !self.is_left_out[overlap.second as usize] {
                self.is_left_out[overlap.second as usize] = true;
                self.repeated_m2 += overlap.area_m2;
            }
        } else {
            self.overlaps.overlapping += 1;
            let (a, b) = (self.together.root(overlap.first), self.together.root(overlap.second));
            let mut heap = self.heaps.remove(&a).unwrap_or_default();
            let other = if a == b { (0.0, 0) } else { self.heaps.remove(&b).unwrap_or_default() };
            heap = (heap.0 + other.0 + overlap.area_m2, heap.1 + other.1 + 1);
            self.heaps.insert(self.together.join(a, b), heap);
        }
        if self.overlaps.pairs.len() < self.most_kept {
            self.overlaps.pairs.push(overlap);
        }
    }

    fn finish(mut self, search: &Search<'_>, is_complete: bool) -> Overlaps {
        let double = if is_complete { self.double_m2(search) } else { None };
        let mut overlaps = self.overlaps;
        overlaps.union_m2 = double.map(|double| overlaps.sum_m2 - self.repeated_m2 - double);
        overlaps.is_complete = is_complete;
        overlaps.pairs.sort_by_key(|pair| (pair.first, pair.second));
        overlaps
    }

    /// Land that overlaps count more than once, m²; `None` where a heap is too large to be united.
    fn double_m2(&mut self, search: &Search<'_>) -> Option<f64> {
        let mut rows_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for row in 0..self.together.len() as u32 {
            let root = self.together.root(row);
            if self.heaps.contains_key(&root) && !self.is_left_out[row as usize] {
                rows_of.entry(root).or_default().push(row);
            }
        }
        let mut heaps: Vec<(f64, u64, Vec<u32>)> = Vec::with_capacity(rows_of.len());
        for (root, rows) in rows_of {
            let (shared_m2, overlaps) = self.heaps.get(&root).copied()?;
            heaps.push((shared_m2, overlaps, rows));
        }
        // Sums are made in the order of rows, whatever the order of the map.
        heaps.sort_unstable_by_key(|(_, _, rows)| rows.first().copied());
        let double = |(shared_m2, overlaps, rows): &(f64, u64, Vec<u32>)| {
            if *overlaps == 1 {
                return Some(*shared_m2);
            }
            let positions: usize = rows.iter().map(|&row| search.positions(row as usize).len()).sum();
            if positions > MOST_UNITED || *overlaps > MOST_OVERLAPS_UNITED {
                return None;
            }
            let polygons: Vec<Polygon> = rows.iter().flat_map(|&row| search.polygons(row)).collect();
            let sum: f64 = rows.iter().map(|&row| search.area(row)).sum();
            Some((sum - unary_union(&polygons).unsigned_area()).max(0.0))
        };
        let doubles: Vec<Option<f64>> = heaps.par_iter().map(double).collect();
        doubles.into_iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::area::parcel_area_m2;
    use crate::geometry::test_shapes::{Parcels, grid, shapes_of};

    fn found(shapes: &Shapes) -> Overlaps {
        let areas: Vec<f64> = (0..shapes.len()).map(|row| parcel_area_m2(shapes, row)).collect();
        find_overlaps(shapes, &areas, &|| false)
    }

    fn square(x: f64, y: f64, side: f64) -> Vec<Vec<Vec<[f64; 2]>>> {
        vec![vec![vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]]]
    }

    #[test]
    fn parcels_that_share_their_borders_do_not_overlap() {
        let overlaps = found(&grid(60, 50, 20.0));
        assert!(overlaps.is_empty() && overlaps.is_complete, "{overlaps:?}");
        assert_eq!(overlaps.union_m2, Some(overlaps.sum_m2));
    }

    #[test]
    fn an_overlap_is_listed_with_its_area_and_counted_once_in_the_union() {
        let overlaps = found(&shapes_of(&[square(0.0, 0.0, 100.0), square(500.0, 0.0, 50.0), square(90.0, 0.0, 50.0)]));
        let [pair] = overlaps.pairs[..] else { panic!("{overlaps:?}") };
        assert_eq!((pair.first, pair.second, pair.duplicate), (0, 2, false));
        assert!((pair.area_m2 - 500.0).abs() < 1.0 && (pair.share - 0.2).abs() < 1e-3, "{pair:?}");
        let double = overlaps.double_counted_m2().unwrap();
        assert!((double - pair.area_m2).abs() < 1e-6, "{double}");
    }

    #[test]
    fn equal_outlines_are_duplicates_whatever_their_first_position_and_direction() {
        let mut turned = square(0.0, 0.0, 100.0);
        turned[0][0].reverse();
        turned[0][0].rotate_left(2);
        let parcels: &Parcels = &[square(0.0, 0.0, 100.0), turned, square(0.0, 0.0, 100.0), square(50.0, 50.0, 100.0)];
        let overlaps = found(&shapes_of(parcels));
        assert_eq!((overlaps.duplicates, overlaps.overlapping), (2, 1));
        let double = overlaps.double_counted_m2().unwrap();
        assert!((double - 22_500.0).abs() < 20.0, "{double}");
    }

    #[test]
    fn where_three_overlap_the_union_counts_the_middle_once() {
        let parcels: &Parcels = &[square(0.0, 0.0, 100.0), square(50.0, 0.0, 100.0), square(25.0, 50.0, 100.0)];
        let overlaps = found(&shapes_of(parcels));
        assert_eq!(overlaps.overlapping, 3);
        // Pairs share 5000 + 3750 + 3750, all three 2500.
        let (pairs, double): (f64, _) =
            (overlaps.pairs.iter().map(|pair| pair.area_m2).sum(), overlaps.double_counted_m2().unwrap());
        assert!((pairs - 12_500.0).abs() < 20.0 && (double - 10_000.0).abs() < 20.0, "{pairs} {double}");
    }

    #[test]
    fn less_than_a_square_metre_or_a_thousandth_is_no_overlap_and_invalid_rows_take_no_part() {
        let sliver = found(&shapes_of(&[square(0.0, 0.0, 100.0), square(99.95, 0.0, 100.0)]));
        assert!(sliver.is_empty(), "5 m² of 10 000: {sliver:?}");
        let small = found(&shapes_of(&[square(0.0, 0.0, 5.0), square(4.9, 0.0, 5.0)]));
        assert!(small.is_empty(), "half a square metre: {small:?}");
        let shapes = shapes_of(&[square(0.0, 0.0, 100.0), square(0.0, 0.0, 100.0)]);
        let invalid = find_overlaps(&shapes, &[f64::NAN, 1e4], &|| false);
        assert!(invalid.is_empty() && invalid.sum_m2 == 1e4, "{invalid:?}");
    }

    #[test]
    fn a_thousand_equal_outlines_are_told_without_looking_at_every_pair() {
        let parcels: Vec<_> = (0..1000).map(|_| square(0.0, 0.0, 100.0)).collect();
        let overlaps = found(&shapes_of(&parcels));
        assert_eq!((overlaps.pairs.len(), overlaps.duplicates, overlaps.overlapping), (999, 999, 0));
        let share = overlaps.union_m2.unwrap() / overlaps.sum_m2;
        assert!((share - 0.001).abs() < 1e-9, "{share}");
    }

    #[test]
    fn a_cancelled_search_says_that_it_is_not_complete() {
        let shapes = grid(40, 40, 20.0);
        let areas: Vec<f64> = (0..shapes.len()).map(|row| parcel_area_m2(&shapes, row)).collect();
        let overlaps = find_overlaps(&shapes, &areas, &|| true);
        assert!(!overlaps.is_complete && overlaps.union_m2.is_none());
    }
}
