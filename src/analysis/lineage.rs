//! Parcels of two years that were split or merged: one base parcel whose land several current ones have, and the other way
//! round; by their outlines, and by codes that go on from one another.
//!
//! By outline: a part lies in the whole with four fifths of its area, and the parts, two or more, cover four fifths of the
//! whole. By code: `A` became `A-1` and `A-2` (or `A/1`, `A(1)`, `A_1`), or one code names several (`A、B`). Only parcels
//! that have no fellow of the same key and shape in the other year are asked about.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::domain::{ParcelTable, TextField, join_form, parted_codes};

use super::land_covers::Cover;

/// The share of a part's area that lies in the whole, and of the whole's that its parts cover.
pub(super) const MOST_OF: f64 = 0.8;

/// What stands between a parcel's code and the number of its part.
const PART_SIGNS: [char; 5] = ['-', '/', '(', '_', '.'];

/// One of the two years.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineageSide<'a> {
    pub(super) table: &'a ParcelTable,
    /// The rows that are asked about, ascending.
    pub(super) rows: &'a [u32],
}

/// A whole and its parts: a row of one year, and rows of the other.
type Family = (u32, BTreeSet<u32>);

/// Wholes of one year with their parts of the other, both ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Families {
    parts_of: BTreeMap<u32, BTreeSet<u32>>,
    wholes_of: BTreeMap<u32, BTreeSet<u32>>,
}

impl Families {
    /// The parts of a whole.
    pub(super) fn parts_of(&self, whole: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        whole.and_then(|whole| self.parts_of.get(&whole)).into_iter().flatten().copied()
    }

    /// The wholes a part is of.
    pub(super) fn wholes_of(&self, part: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        part.and_then(|part| self.wholes_of.get(&part)).into_iter().flatten().copied()
    }

    /// Whether a row is a whole of the one year, or another a part of the other.
    pub(super) fn knows(&self, whole: Option<u32>, part: Option<u32>) -> bool {
        self.parts_of(whole).next().is_some() || self.wholes_of(part).next().is_some()
    }
}

/// Where each row's land went or came from: rows of the other year.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lineage {
    /// Base rows that were split, with their current parts.
    pub(super) split: Families,
    /// Current rows that were merged, with their base parts.
    pub(super) merged: Families,
}

impl Lineage {
    /// Asks about the rows of both years.
    pub(super) fn new(base: LineageSide<'_>, current: LineageSide<'_>, covers: &[Cover]) -> Self {
        let is_asked = |side: LineageSide<'_>, row: u32| side.rows.binary_search(&row).is_ok();
        let asked = |cover: &&Cover| is_asked(base, cover.base) && is_asked(current, cover.current);
        let covers: Vec<Cover> = covers.iter().filter(asked).copied().collect();
        let split = families(base, current, &covers).chain(families_by_code(base, current));
        let turned: Vec<Cover> =
            covers.iter().map(|cover| Cover { base: cover.current, current: cover.base, ..*cover }).collect();
        let merged = families(current, base, &turned).chain(families_by_code(current, base));
        Self { split: gathered(split), merged: gathered(merged) }
    }

    /// Rows of the base and of the current year of which one is a part of the other.
    pub(super) fn links(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        fn links(families: &Families) -> impl Iterator<Item = (u32, u32)> + '_ {
            let parts_of = families.parts_of.iter();
            parts_of.flat_map(|(&whole, parts)| parts.iter().map(move |&part| (whole, part)))
        }
        let merged = links(&self.merged).map(|(current, base)| (base, current));
        links(&self.split).chain(merged)
    }
}

fn gathered(families: impl Iterator<Item = Family>) -> Families {
    let mut gathered = Families::default();
    for (whole, parts) in families {
        for &part in &parts {
            gathered.wholes_of.entry(part).or_default().insert(whole);
        }
        gathered.parts_of.entry(whole).or_default().extend(parts);
    }
    gathered
}

/// Wholes of the first side with the parts of the second, by outline.
fn families<'a>(
    wholes: LineageSide<'a>,
    parts: LineageSide<'a>,
    covers: &[Cover],
) -> impl Iterator<Item = Family> + use<'a> {
    let mut of_whole: BTreeMap<u32, Vec<Cover>> = BTreeMap::new();
    for cover in covers {
        let area = parts.table.geometric_areas_m2()[cover.current as usize];
        if cover.area_m2 >= MOST_OF * area {
            of_whole.entry(cover.base).or_default().push(*cover);
        }
    }
    of_whole.into_iter().filter_map(move |(whole, covers)| {
        let covered: f64 = covers.iter().map(|cover| cover.area_m2).sum();
        let area = wholes.table.geometric_areas_m2()[whole as usize];
        // Parts that lie on one another are none.
        let is_family = covers.len() >= 2 && covered >= MOST_OF * area && covered * MOST_OF <= area;
        is_family.then(|| (whole, covers.iter().map(|cover| cover.current).collect()))
    })
}

fn code(table: &ParcelTable, row: u32) -> Option<&str> {
    table.text_of(TextField::ParcelCode, row as usize)
}

/// Wholes of the first side with the parts of the second, by code.
fn families_by_code<'a>(wholes: LineageSide<'a>, parts: LineageSide<'a>) -> impl Iterator<Item = Family> + use<'a> {
    let by_code = |side: LineageSide<'a>| {
        let mut rows: FxHashMap<String, u32> = FxHashMap::default();
        for &row in side.rows {
            if let Some(code) = code(side.table, row) {
                rows.insert(join_form(code), row);
            }
        }
        rows
    };
    let (of_wholes, of_parts) = (by_code(wholes), by_code(parts));
    let mut found: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (code, &part) in &of_parts {
        let stem = code.rfind(PART_SIGNS).map(|at| &code[..at]).filter(|stem| !stem.is_empty());
        if let Some(&whole) = stem.and_then(|stem| of_wholes.get(stem)) {
            found.entry(whole).or_default().insert(part);
        }
    }
    for &row in wholes.rows {
        let named = code(wholes.table, row).into_iter().flat_map(parted_codes);
        let named: Vec<u32> = named.filter_map(|code| of_parts.get(&code).copied()).collect();
        found.entry(row).or_default().extend(named);
    }
    found.into_iter().filter(|(_, parts)| parts.len() >= 2)
}

#[cfg(test)]
mod tests {
    use super::super::land_covers::LandCovers;
    use super::super::test_boxes::{NOWHERE, boxes as table};
    use super::*;

    fn lineage(base: &[(&str, [f64; 4])], current: &[(&str, [f64; 4])]) -> Lineage {
        let (base, current) = (table(base), table(current));
        let rows = |table: &ParcelTable| (0..table.len() as u32).collect::<Vec<u32>>();
        let (of_base, of_current) = (rows(&base), rows(&current));
        let (base, current) =
            (LineageSide { table: &base, rows: &of_base }, LineageSide { table: &current, rows: &of_current });
        Lineage::new(base, current, &LandCovers::new(base, current).covers)
    }

    fn told(families: &Families) -> Vec<(u32, Vec<u32>)> {
        families.parts_of.iter().map(|(&whole, parts)| (whole, parts.iter().copied().collect())).collect()
    }

    #[test]
    fn land_that_several_have_after_one_was_split_and_that_one_has_after_several_was_merged() {
        let whole = [("A", [0.0, 0.0, 200.0, 100.0])];
        let parts = [("B", [0.0, 0.0, 90.0, 100.0]), ("C", [90.0, 0.0, 200.0, 100.0])];
        let split = lineage(&whole, &parts);
        assert_eq!((told(&split.split), told(&split.merged)), (vec![(0, vec![0, 1])], vec![]));
        let merged = lineage(&parts, &whole);
        assert_eq!((told(&merged.split), told(&merged.merged)), (vec![], vec![(0, vec![0, 1])]));
    }

    #[test]
    fn neighbours_one_part_alone_and_parts_that_leave_most_of_the_whole_open_are_no_family() {
        let whole = [("A", [0.0, 0.0, 200.0, 100.0])];
        for parts in [
            &[("B", [200.0, 0.0, 300.0, 100.0]), ("C", [-100.0, 0.0, 0.0, 100.0])][..],
            &[("B", [0.0, 0.0, 190.0, 100.0])],
            &[("B", [0.0, 0.0, 40.0, 100.0]), ("C", [40.0, 0.0, 80.0, 100.0])],
            // Two that reach over the border by half of their land.
            &[("B", [-100.0, 0.0, 100.0, 100.0]), ("C", [100.0, 0.0, 300.0, 100.0])],
        ] {
            assert_eq!(lineage(&whole, parts), Lineage::default(), "{parts:?}");
        }
    }

    #[test]
    fn parcels_without_outlines_are_told_by_codes_that_go_on_or_name_several() {
        let split = lineage(&[("G001", NOWHERE)], &[("G001-1", NOWHERE), ("g001-2", NOWHERE), ("G002", NOWHERE)]);
        assert_eq!(told(&split.split), [(0, vec![0, 1])]);
        let back = lineage(&[("G001/1", NOWHERE), ("G001/2", NOWHERE)], &[("G001", NOWHERE)]);
        assert_eq!(told(&back.merged), [(0, vec![0, 1])]);
        let joined = lineage(&[("A1", NOWHERE), ("A2", NOWHERE)], &[("A1、A2", NOWHERE)]);
        assert_eq!(told(&joined.merged), [(0, vec![0, 1])]);
        let one = lineage(&[("G001", NOWHERE)], &[("G001-1", NOWHERE)]);
        assert_eq!(one, Lineage::default(), "one part alone is no split");
    }
}
