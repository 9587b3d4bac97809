//! Judges a parcel's whole outline, and mends what can be mended without guessing.
//!
//! Owns the decision what an outline's area is; [`super::validity`] judges each polygon of it.
//!
//! # What is mended
//!
//! - Repeated positions and spikes are taken out. They enclose nothing, so the area stays that of the outline as read.
//! - Parts that overlap, or lie in one another running the same way round, are united: land counts once.
//! - Holes that overlap one another or reach over the outer ring are cut out together, once.
//!
//! # What is not
//!
//! A ring that merely touches itself is as valid as it needs to be and is left alone. Of a ring that crosses itself, a
//! hole that lies wholly outside or within another hole, or a part within another that runs the other way round (a hole
//! in the wrong place?), nobody can tell from the file which land was meant: these are invalid, outside all sums, unless
//! the user asks for the even-odd rule (geo's `MakeValid`), by which a place is land if it is enclosed an odd number of
//! times: a bow-tie becomes its two lobes.

use super::area_measure::AreaMeasure;
use super::mending::{cleaned_rings, even_odd, united, without_holes};
use super::plane_overlap::{Extent, covered_by_both, extent_area, extent_of, push_edges, shared_extent, twice_area};
use super::validity::{RingFault, Validity, polygon_validity};
use super::winding::Edge;

/// A polygon's rings, open, the outer one first; longitude and latitude in degrees.
pub type Rings = Vec<Vec<[f64; 2]>>;

/// What is wrong with a parcel's outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutlineFault {
    /// One of its polygons is invalid.
    Ring(RingFault),
    /// A position is repeated.
    RepeatedPoints,
    /// A ring runs out and back along its own edge.
    Spike,
    /// Two of its parts cover the same place.
    PartsOverlap,
    /// A part lies within another and runs the other way round.
    PartsNested,
    /// So many of its parts overlap that they cannot be united.
    PartsTangled,
    /// A hole reaches over another hole or the outer ring.
    HolesOverlap,
}

/// What became of a parcel's outline.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// Its area counts as read.
    Sound {
        /// m².
        area_m2: f64,
        /// Whether a ring touches itself.
        touches: bool,
    },
    /// It was mended.
    Mended {
        /// What was wrong.
        fault: OutlineFault,
        /// The outline that took its place.
        parts: Vec<Rings>,
        /// The area as read, m², by the formula for sound outlines.
        before_m2: f64,
        /// The area that counts, m².
        after_m2: f64,
    },
    /// Its area means nothing.
    Invalid(OutlineFault),
}

/// Share of the smaller area from which on an overlap is more than rounding.
const ROUNDING_SHARE: f64 = 1e-8;

/// Work spent on holding parts against one another, in edges. An outline of so many parts in one another's boxes that
/// this does not suffice is taken as drawn, or left invalid if an overlap was seen.
const MOST_WORK: usize = 40_000_000;
/// What a pair costs beside its edges.
const PAIR_WORK: usize = 64;
/// Overlapping pairs of parts that are still united.
const MOST_OVERLAPS: usize = 20_000;

/// Judges an outline: polygons, each a list of rings, the outer one first, longitude and latitude in degrees.
/// `untangle` mends by the even-odd rule what would be invalid.
#[must_use]
pub fn judge(parts: &[Vec<&[[f64; 2]]>], untangle: bool, measure: &AreaMeasure) -> Judgement {
    let area = |parts: &[Vec<&[[f64; 2]]>]| parts.iter().map(|rings| measure.polygon_area_m2(rings)).sum::<f64>();
    let (mut touches, mut small, mut fault) = (false, None, None);
    for rings in parts {
        match polygon_validity(rings) {
            Validity::Valid => {}
            Validity::TouchesItself => touches = true,
            Validity::RepeatsPoints => small = small.or(Some(OutlineFault::RepeatedPoints)),
            Validity::Spike => small = Some(OutlineFault::Spike),
            Validity::Invalid(found) => fault = fault.or(Some(found)),
        }
    }
    let before_m2 = area(parts);
    let mended = |fault, parts: Vec<Rings>| {
        let borrowed: Vec<Vec<&[[f64; 2]]>> = parts.iter().map(|rings| refs(rings)).collect();
        let is_valid = |rings: &Vec<&[[f64; 2]]>| !matches!(polygon_validity(rings), Validity::Invalid(_));
        if borrowed.is_empty() || !borrowed.iter().all(is_valid) {
            return Judgement::Invalid(fault);
        }
        let after_m2 = area(&borrowed);
        Judgement::Mended { fault, parts, before_m2, after_m2 }
    };
    if let Some(fault) = fault {
        let told = if fault == RingFault::HoleOutside { OutlineFault::HolesOverlap } else { OutlineFault::Ring(fault) };
        return match mend_rings(parts, fault, untangle) {
            Some((parts, told)) => mended(told, parts),
            None if told == OutlineFault::HolesOverlap => Judgement::Invalid(OutlineFault::Ring(fault)),
            None => Judgement::Invalid(told),
        };
    }
    match relation(parts, false) {
        Relation::Apart => {}
        Relation::Overlap => return mended(OutlineFault::PartsOverlap, united(parts)),
        Relation::Nested if untangle => {
            return match even_odd(parts) {
                Some(parts) => mended(OutlineFault::PartsNested, parts),
                None => Judgement::Invalid(OutlineFault::PartsNested),
            };
        }
        Relation::Nested => return Judgement::Invalid(OutlineFault::PartsNested),
        Relation::Tangled => return Judgement::Invalid(OutlineFault::PartsTangled),
    }
    match small {
        // Nothing was enclosed by what is taken out: the area stays as read, to the last digit.
        Some(fault) => {
            let parts: Vec<Rings> = parts.iter().map(|rings| cleaned_rings(rings)).collect();
            // Of a sliver no wider than rounding nothing is left.
            let fault_of = |rings: &Rings| match polygon_validity(&refs(rings)) {
                Validity::Invalid(fault) => Some(fault),
                _ => None,
            };
            match parts.iter().find_map(fault_of) {
                Some(fault) => Judgement::Invalid(OutlineFault::Ring(fault)),
                None => Judgement::Mended { fault, parts, before_m2, after_m2: before_m2 },
            }
        }
        None => Judgement::Sound { area_m2: before_m2, touches },
    }
}

fn refs(rings: &Rings) -> Vec<&[[f64; 2]]> {
    rings.iter().map(Vec::as_slice).collect()
}

/// Mends the invalid polygons of an outline, if that can be done; says by what fault it was.
fn mend_rings(parts: &[Vec<&[[f64; 2]]>], fault: RingFault, untangle: bool) -> Option<(Vec<Rings>, OutlineFault)> {
    let mut whole: Vec<Rings> = Vec::new();
    let mut told = if fault == RingFault::HoleOutside { OutlineFault::HolesOverlap } else { OutlineFault::Ring(fault) };
    for rings in parts {
        match polygon_validity(rings) {
            Validity::Invalid(RingFault::HoleOutside) => match holes_cut(rings) {
                Some(parts) => whole.extend(parts),
                None if untangle => {
                    told = OutlineFault::Ring(fault);
                    whole.extend(even_odd(std::slice::from_ref(rings))?);
                }
                None => return None,
            },
            Validity::Invalid(RingFault::SelfCrossing) if untangle => {
                whole.extend(even_odd(std::slice::from_ref(rings))?);
            }
            Validity::Invalid(_) => return None,
            _ => whole.push(cleaned_rings(rings)),
        }
    }
    let borrowed: Vec<Vec<&[[f64; 2]]>> = whole.iter().map(refs).collect();
    match relation(&borrowed, false) {
        Relation::Apart => Some((whole, told)),
        Relation::Overlap => Some((united(&borrowed), told)),
        Relation::Nested | Relation::Tangled => None,
    }
}

/// How the parts of an outline lie to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Apart,
    Overlap,
    Nested,
    /// More overlaps than can be dealt with.
    Tangled,
}

/// A part by itself.
struct Part<'a> {
    extent: Extent,
    outer: &'a [[f64; 2]],
    edges: Vec<Edge>,
}

/// How parts lie to one another; a part within another is nested if it runs the other way round, or `either_way`.
fn relation(parts: &[Vec<&[[f64; 2]]>], either_way: bool) -> Relation {
    if parts.len() < 2 {
        return Relation::Apart;
    }
    let mut found: Vec<Part<'_>> = parts
        .iter()
        .filter_map(|rings| {
            let outer = *rings.first()?;
            let mut edges = Vec::new();
            push_edges(rings.iter().copied(), &mut edges);
            Some(Part { extent: extent_of(outer), outer, edges })
        })
        .collect();
    found.sort_unstable_by(|a, b| a.extent[0].total_cmp(&b.extent[0]));
    let mut scratch = Vec::new();
    let mut relation = Relation::Apart;
    let mut left = MOST_WORK;
    let mut overlaps = 0;
    for (at, a) in found.iter().enumerate() {
        for b in found[at + 1..].iter().take_while(|b| b.extent[0] < a.extent[2]) {
            let window = shared_extent(a.extent, b.extent);
            if extent_area(window) <= 0.0 {
                continue;
            }
            let spent = a.edges.len() + b.edges.len() + PAIR_WORK;
            let Some(less) = left.checked_sub(spent).filter(|_| overlaps <= MOST_OVERLAPS) else {
                return if relation == Relation::Apart { relation } else { Relation::Tangled };
            };
            left = less;
            let shared = covered_by_both(&a.edges, &b.edges, window, &mut scratch);
            let areas = [a, b].map(|part| twice_area(part.outer).abs() / 2.0);
            let (smaller, larger) = (areas[0].min(areas[1]), areas[0].max(areas[1]));
            if shared <= ROUNDING_SHARE * smaller {
                continue;
            }
            let is_within = shared >= (1.0 - 1e-6) * smaller && smaller < (1.0 - 1e-6) * larger;
            if is_within && (either_way || (twice_area(a.outer) > 0.0) != (twice_area(b.outer) > 0.0)) {
                return Relation::Nested;
            }
            relation = Relation::Overlap;
            overlaps += 1;
        }
    }
    relation
}

/// The outer ring without its holes, if every hole reaches into it and none lies within another.
fn holes_cut(rings: &[&[[f64; 2]]]) -> Option<Vec<Rings>> {
    let (outer, holes) = rings.split_first()?;
    let alone: Vec<Vec<&[[f64; 2]]>> = holes.iter().map(|hole| vec![*hole]).collect();
    // Holes are nested whichever way round they run.
    if matches!(relation(&alone, true), Relation::Nested | Relation::Tangled) {
        return None;
    }
    let edges = |ring: &[[f64; 2]]| {
        let mut edges = Vec::new();
        push_edges(std::iter::once(ring), &mut edges);
        edges
    };
    let (outer_edges, extent) = (edges(outer), extent_of(*outer));
    for hole in holes {
        let window = shared_extent(extent, extent_of(*hole));
        let shared = covered_by_both(&outer_edges, &edges(hole), window, &mut Vec::new());
        if extent_area(window) <= 0.0 || shared <= ROUNDING_SHARE * twice_area(hole).abs() {
            return None;
        }
    }
    Some(without_holes(outer, holes)).filter(|parts| !parts.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::area::polygon_area_m2;
    use super::super::crs::Crs;
    use super::*;

    const METRE: f64 = 1e-5;

    fn ring(metres: &[[f64; 2]]) -> Vec<[f64; 2]> {
        metres.iter().map(|[x, y]| [120.45 + x * METRE, 36.39 + y * METRE]).collect()
    }

    fn square(x: f64, y: f64, side: f64) -> Vec<[f64; 2]> {
        ring(&[[x, y], [x + side, y], [x + side, y + side], [x, y + side]])
    }

    fn reversed(mut ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
        ring.reverse();
        ring
    }

    fn judged(parts: &[Rings], untangle: bool) -> Judgement {
        let parts: Vec<Vec<&[[f64; 2]]>> = parts.iter().map(refs).collect();
        judge(&parts, untangle, &AreaMeasure::of(Crs::LonLat(4490)))
    }

    fn unit() -> f64 {
        polygon_area_m2(&[&square(0.0, 0.0, 100.0)]) / 1e4
    }

    #[track_caller]
    fn assert_mended(judgement: &Judgement, expected: OutlineFault, before: f64, after: f64) {
        let Judgement::Mended { fault, before_m2, after_m2, .. } = judgement else { panic!("{judgement:?}") };
        assert_eq!(*fault, expected);
        let near = |found: f64, metres: f64| (found - metres * unit()).abs() < 1e-4 * (1.0 + metres);
        assert!(near(*before_m2, before), "{before_m2} {}", before * unit());
        assert!(near(*after_m2, after), "{after_m2} {}", after * unit());
    }

    #[test]
    fn a_sound_outline_and_one_that_touches_itself_are_left_as_they_are() {
        let touching = ring(&[[0.0, 0.0], [50.0, 50.0], [0.0, 100.0], [100.0, 100.0], [50.0, 50.0], [100.0, 0.0]]);
        for (rings, touched) in [(square(0.0, 0.0, 100.0), false), (touching, true)] {
            let area = polygon_area_m2(&[&rings]);
            for untangle in [false, true] {
                let judgement = judged(&[vec![rings.clone()]], untangle);
                assert_eq!(judgement, Judgement::Sound { area_m2: area, touches: touched });
            }
        }
    }

    #[test]
    fn repeated_points_and_spikes_go_and_the_area_stays_to_the_last_digit() {
        let spike = ring(&[[0.0, 0.0], [100.0, 0.0], [150.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]]);
        let repeated = ring(&[[0.0, 0.0], [0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [100.0, 100.0], [0.0, 100.0]]);
        for (rings, fault) in [(spike, OutlineFault::Spike), (repeated, OutlineFault::RepeatedPoints)] {
            let area = polygon_area_m2(&[&rings]);
            let Judgement::Mended { fault: found, parts, before_m2, after_m2 } = judged(&[vec![rings]], false) else {
                panic!("not mended");
            };
            assert_eq!((found, before_m2, after_m2), (fault, area, area));
            assert_eq!(parts, [vec![square(0.0, 0.0, 100.0)]]);
        }
        let at_the_seam = ring(&[[150.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0], [0.0, 0.0]]);
        assert_eq!(cleaned_rings(&[&at_the_seam])[0].len(), 4);
        let at_the_seam = ring(&[[-50.0, 0.0], [0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0], [0.0, 0.0]]);
        assert_eq!(cleaned_rings(&[&at_the_seam])[0].len(), 4);
    }

    #[test]
    fn overlapping_parts_count_once_and_a_part_wound_against_the_one_around_it_is_not_guessed_at() {
        let (a, b) = (square(0.0, 0.0, 100.0), square(50.0, 0.0, 100.0));
        let both = [vec![a.clone()], vec![b]];
        assert_mended(&judged(&both, false), OutlineFault::PartsOverlap, 20_000.0, 15_000.0);
        let twice = [vec![a.clone()], vec![reversed(a.clone())]];
        assert_mended(&judged(&twice, false), OutlineFault::PartsOverlap, 20_000.0, 10_000.0);
        let inner = square(20.0, 20.0, 50.0);
        let with = [vec![a.clone()], vec![inner.clone()]];
        assert_mended(&judged(&with, false), OutlineFault::PartsOverlap, 12_500.0, 10_000.0);
        let against = [vec![a.clone()], vec![reversed(inner)]];
        assert_eq!(judged(&against, false), Judgement::Invalid(OutlineFault::PartsNested));
        assert_mended(&judged(&against, true), OutlineFault::PartsNested, 12_500.0, 7_500.0);
        let neighbours = [vec![a], vec![square(100.0, 0.0, 100.0)]];
        assert!(matches!(judged(&neighbours, false), Judgement::Sound { .. }));
    }

    #[test]
    fn a_bow_tie_stays_invalid_until_the_even_odd_rule_is_asked_for() {
        let bow = [vec![ring(&[[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 100.0]])]];
        assert_eq!(judged(&bow, false), Judgement::Invalid(OutlineFault::Ring(RingFault::SelfCrossing)));
        let mended = judged(&bow, true);
        assert_mended(&mended, OutlineFault::Ring(RingFault::SelfCrossing), 0.0, 5_000.0);
        assert!(matches!(mended, Judgement::Mended { parts, .. } if parts.len() == 2));
    }

    #[test]
    fn holes_that_overlap_are_cut_once_and_a_hole_outside_is_not_guessed_at() {
        let outer = square(0.0, 0.0, 100.0);
        let over = [vec![outer.clone(), square(80.0, 20.0, 40.0)]];
        assert_mended(&judged(&over, false), OutlineFault::HolesOverlap, 8_400.0, 9_200.0);
        let two = [vec![outer.clone(), square(10.0, 10.0, 30.0), square(20.0, 20.0, 30.0)]];
        assert_mended(&judged(&two, false), OutlineFault::HolesOverlap, 8_200.0, 8_600.0);
        let outside = Judgement::Invalid(OutlineFault::Ring(RingFault::HoleOutside));
        assert_eq!(judged(&[vec![outer.clone(), square(200.0, 0.0, 30.0)]], false), outside);
        let nested = [vec![outer.clone(), square(10.0, 10.0, 60.0), square(20.0, 20.0, 20.0)]];
        assert_eq!(judged(&nested, false), outside);
        let fault = OutlineFault::Ring(RingFault::HoleOutside);
        assert_mended(&judged(&nested, true), fault, 6_000.0, 6_800.0);
        assert_eq!(judged(&[vec![outer, square(-50.0, -50.0, 300.0)]], false), outside, "nothing would be left");
    }

    #[test]
    fn a_sliver_no_wider_than_rounding_is_no_mended_outline() {
        // The second ring's corners lie on one line but for the rounding of degrees.
        let spiked = ring(&[[20.0, 30.0], [0.0, 0.0], [20.0, 30.0], [0.0, 20.0], [10.0, 0.0]]);
        let sliver = ring(&[[40.0, 40.0], [20.0, 0.0], [30.0, 20.0]]);
        assert!(matches!(judged(&[vec![spiked, sliver]], false), Judgement::Invalid(OutlineFault::Ring(_))));
    }

    type GridOutline = Vec<Vec<Vec<(i8, i8)>>>;

    /// Whatever is mended is valid, and a sound outline keeps its area; points are tens of metres.
    fn hold_on_a_grid(outlines: &GridOutline, untangle: bool) -> Result<(), TestCaseError> {
        let metres = |&(x, y): &(i8, i8)| [f64::from(x) * 10.0, f64::from(y) * 10.0];
        let outline: Vec<Rings> = outlines
            .iter()
            .map(|rings| rings.iter().map(|points| ring(&points.iter().map(metres).collect::<Vec<_>>())).collect())
            .collect();
        let as_read: f64 = outline.iter().map(|rings| polygon_area_m2(&refs(rings))).sum();
        match judged(&outline, untangle) {
            Judgement::Sound { area_m2, .. } => prop_assert_eq!(area_m2, as_read),
            Judgement::Mended { parts, before_m2, after_m2, .. } => {
                prop_assert_eq!(before_m2, as_read);
                prop_assert!(after_m2 > 0.0 && after_m2 <= 2510.0 * unit());
                for rings in &parts {
                    prop_assert!(!matches!(polygon_validity(&refs(rings)), Validity::Invalid(_)), "{rings:?}");
                }
            }
            Judgement::Invalid(_) => {}
        }
        Ok(())
    }

    #[test]
    fn a_tangle_that_breaks_what_the_overlay_asserts_of_itself_is_no_fault_of_ours() {
        let first = vec![
            vec![(4, 4), (3, 0), (2, 3), (3, 1), (5, 2), (0, 0)],
            vec![(4, 2), (2, 5), (0, 3), (3, 2), (4, 2), (4, 0), (0, 3)],
        ];
        let second =
            vec![vec![(4, 5), (2, 3), (5, 5), (1, 3), (0, 5)], vec![(2, 1), (3, 2), (1, 2), (4, 1), (4, 1), (5, 5)]];
        hold_on_a_grid(&vec![first, second], true).unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        /// On a coarse grid touches, overlaps, spikes and crossings are all frequent.
        #[test]
        fn whatever_is_mended_is_valid_and_a_sound_outline_keeps_its_area(
            outlines in prop::collection::vec(
                prop::collection::vec(prop::collection::vec((0_i8..6, 0_i8..6), 3..8), 1..3), 1..3,
            ),
            untangle in any::<bool>(),
        ) {
            hold_on_a_grid(&outlines, untangle)?;
        }
    }

    #[test]
    fn what_encloses_nothing_cannot_be_mended() {
        for untangle in [false, true] {
            let line = [vec![ring(&[[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]])]];
            assert_eq!(judged(&line, untangle), Judgement::Invalid(OutlineFault::Ring(RingFault::ZeroArea)));
            let two = [vec![ring(&[[0.0, 0.0], [50.0, 0.0]])]];
            assert_eq!(judged(&two, untangle), Judgement::Invalid(OutlineFault::Ring(RingFault::TooFewPoints)));
        }
    }
}
