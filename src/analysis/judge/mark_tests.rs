//! What marks and neighbours come to in whole small tables: leading firms, zones, facts of parks, owners of a block.

use std::sync::Arc;

use super::super::super::test_table::{Parcel, parcel, table_of, with_words};
use super::super::super::{FigureSettings, Figures};
use super::super::marks::{Anchor, Zone};
use super::super::rulebook::Rulebook;
use super::*;
use crate::domain::{
    Category, LandBasis, LandStatus, MarkedZone, Measure, ParcelTable, ParkFacts, RenewalModel, UserMarks, ZoneKind,
};

/// Near Jimo.
const HERE: [f64; 2] = [120.45, 36.39];

fn facts_of(table: &ParcelTable, book: &Rulebook, marks: &UserMarks, fact: Fact) -> Vec<Option<f64>> {
    let figures = Figures::new(table, FigureSettings { year: None, basis: LandBasis::default() });
    let judge = Judge::new(JudgeInputs { table, figures: &figures, book, marks, as_of: 19_000 });
    (0..table.len()).map(|row| judge.fact(fact, row)).collect()
}

/// A parcel of 100 × 100 m so many metres east and north of [`HERE`].
fn at(east_m: f64, north_m: f64) -> Parcel {
    let corner = [HERE[0] + east_m * 1.114_69e-5, HERE[1] + north_m * 9.011_4e-6];
    parcel(15.0, LandStatus::InUse, None, None).drawn_at(corner, [100.0, 100.0])
}

fn anchors(rows: &[u32]) -> UserMarks {
    UserMarks { anchors: rows.iter().map(|&row| (row, String::new())).collect(), ..UserMarks::default() }
}

fn zone(kind: ZoneKind, west_m: f64, east_m: f64) -> MarkedZone {
    let lon = |metres: f64| HERE[0] + metres * 1.114_69e-5;
    let ring = vec![[lon(west_m), 36.0], [lon(east_m), 36.0], [lon(east_m), 37.0], [lon(west_m), 37.0]];
    MarkedZone { kind, name: "Z".to_owned(), rings: Arc::new(vec![ring]) }
}

fn near_km(found: Option<f64>, expected: f64) -> bool {
    found.is_some_and(|km| (km - expected).abs() < 0.005 * expected.max(0.01))
}

#[test]
fn a_chain_is_of_a_leading_firms_group_class_or_word_and_the_nearest_on_the_ground_counts() {
    let table =
        table_of(&[at(0.0, 0.0), at(2000.0, 0.0), at(500.0, 0.0), at(0.0, 1000.0), at(0.0, 3000.0), at(50.0, 0.0)]);
    let words = [Some("汽车整车"), Some("汽车零部件"), Some("酿酒"), Some("酿酒"), None, Some("纺织业")];
    let table = with_words(table, Category::Industry, &words);
    let (book, chain) =
        (Rulebook::shipped(), |marks: &UserMarks| facts_of(&table, Rulebook::shipped(), marks, Fact::AnchorChain));
    // Nothing marked, or only a firm of no known industry: nothing to judge by.
    for marks in [UserMarks::default(), anchors(&[4])] {
        assert_eq!(chain(&marks), [None; 6]);
    }
    let cars = anchors(&[0, 4]);
    assert_eq!(chain(&cars), [Some(1.0), Some(1.0), Some(0.0), Some(0.0), None, Some(0.0)]);
    let km = facts_of(&table, book, &cars, Fact::AnchorKm);
    assert_eq!(km[0], Some(0.0));
    assert!(near_km(km[1], 2.0) && km[2..].iter().all(Option::is_none), "{km:?}");
    // A word in no group of the rulebook is a chain of its own.
    let wine = anchors(&[2]);
    assert_eq!(chain(&wine)[2..4], [Some(1.0), Some(1.0)]);
    assert!(near_km(facts_of(&table, book, &wine, Fact::AnchorKm)[3], 500.0_f64.hypot(1000.0) / 1000.0));
    // Class by class, and a rulebook's own leading firm beside the user's.
    let classed = with_words(table, Category::IndustryClass, &[Some("C3611"), Some("36"), None, None, None, None]);
    assert_eq!(facts_of(&classed, book, &anchors(&[0]), Fact::AnchorChain)[1], Some(1.0));
    let mut own = book.clone();
    own.marks.anchors = vec![Anchor { name: "A".to_owned(), lon: HERE[0], lat: HERE[1], industry: "36".to_owned() }];
    let both = facts_of(&classed, &own, &anchors(&[1]), Fact::AnchorKm);
    assert!(both[0].is_some_and(|km| km < 0.1) && both[1] == Some(0.0), "{both:?}");
}

#[test]
fn a_zone_is_as_far_as_its_nearest_border_from_the_point_inside_the_parcel() {
    let table = table_of(&[at(0.0, 0.0), at(1000.0, 0.0), at(0.0, 0.0).without_shape()]);
    let book = Rulebook::shipped();
    let marks = |zones: Vec<MarkedZone>| UserMarks { zones, ..UserMarks::default() };
    let none = UserMarks::default();
    assert_eq!(facts_of(&table, book, &none, Fact::PlatformKm), [None; 3]);
    assert_eq!(facts_of(&table, book, &none, Fact::UrbanZone), [None; 3]);
    // The point is 50 m east of the corner: the zone's border lies 450 m on.
    let drawn = marks(vec![zone(ZoneKind::Platform, 500.0, 900.0), zone(ZoneKind::Urban, -10.0, 60.0)]);
    let km = facts_of(&table, book, &drawn, Fact::PlatformKm);
    assert!(near_km(km[0], 0.45) && near_km(km[1], 0.15) && km[2].is_none(), "{km:?}");
    assert_eq!(facts_of(&table, book, &drawn, Fact::UrbanZone), [Some(1.0), Some(0.0), None]);
    // A round zone of the rulebook's stands beside it: the nearer counts.
    let mut own = book.clone();
    own.marks.platform_zones = vec![Zone {
        name: "R".to_owned(),
        lon: Some(HERE[0]),
        lat: Some(HERE[1]),
        radius_km: Some(0.2),
        polygon: Vec::new(),
    }];
    let km = facts_of(&table, &own, &drawn, Fact::PlatformKm);
    assert!(km[0] == Some(0.0) && near_km(km[1], 0.15), "{km:?}");
    // So does a polygon of the rulebook's, with or without its first corner repeated: as if it were drawn.
    let drawn = |rings: &[Vec<[f64; 2]>]| {
        let marked = MarkedZone { kind: ZoneKind::Platform, name: "P".to_owned(), rings: Arc::new(rings.to_vec()) };
        facts_of(&table, book, &marks(vec![marked]), Fact::PlatformKm)
    };
    let ring = zone(ZoneKind::Platform, 500.0, 900.0).rings[0].clone();
    let closed: Vec<_> = ring.iter().chain(&ring[..1]).copied().collect();
    for polygon in [&ring, &closed] {
        let mut own = book.clone();
        own.marks.platform_zones = vec![Zone { name: "P".to_owned(), polygon: polygon.clone(), ..Zone::default() }];
        assert_eq!(facts_of(&table, &own, &none, Fact::PlatformKm), drawn(std::slice::from_ref(&ring)));
    }
}

#[test]
fn facts_of_parks_are_the_users_before_the_rulebooks_and_blank_is_unknown() {
    let table = table_of(&[at(0.0, 0.0).in_park("甲园"), at(0.0, 0.0).in_park("乙园"), at(0.0, 0.0)]);
    let mut book = Rulebook::shipped().clone();
    let known = ParkFacts { land_left_share: Some(0.3), demand_waiting: Some(true), partner_park: None };
    book.marks.parks.insert("甲园".to_owned(), known);
    let mut marks = UserMarks::default();
    marks.set_park("甲园", ParkFacts { land_left_share: Some(0.01), ..ParkFacts::default() });
    let of = |fact| facts_of(&table, &book, &marks, fact);
    assert_eq!(of(Fact::LandLeftShare), [Some(0.01), None, None]);
    assert_eq!(of(Fact::DemandWaiting), [Some(1.0), None, None]);
    assert_eq!(of(Fact::PartnerPark), [None; 3]);
    let figures = Figures::new(&table, FigureSettings { year: None, basis: LandBasis::default() });
    let judge = Judge::new(JudgeInputs { table: &table, figures: &figures, book: &book, marks: &marks, as_of: 19_000 });
    let enclave = Outcome::Model(RenewalModel::EnclavePark);
    assert_eq!(judge.outcome(FindingKind::Suggestion, 0), enclave);
    assert_ne!(judge.outcome(FindingKind::Suggestion, 1), enclave);
}

#[test]
fn owners_are_counted_over_the_contiguous_block_of_low_ratio_and_an_unknown_one_makes_it_unknown() {
    let low =
        |east_m: f64, name: Option<&'static str>| Parcel { name, ..at(east_m, 0.0) }.with(Measure::FloorAreaRatio, 0.3);
    let parcels = [
        // A block of three parcels and four owners, one of them on two; the second lies 4 m on, the third touches it.
        low(0.0, Some("甲厂、乙厂")),
        low(104.0, Some("乙厂；丙厂")),
        low(204.0, Some("丁厂")),
        // Beside it but built up: no part of the block, alone with its own owners.
        Parcel { name: Some("戊厂"), ..at(304.0, 0.0) }.with(Measure::FloorAreaRatio, 1.2),
        // Behind that a block of its own, with an owner nobody knows.
        low(404.0, Some("己厂")),
        low(504.0, None),
        // A ratio nobody knows joins nothing, and a parcel without a shape lies beside none.
        Parcel { name: Some("庚厂"), ..at(604.0, 0.0) },
        Parcel { name: Some("辛厂"), at: None, ..low(0.0, None) },
    ];
    let (table, mut book) = (table_of(&parcels), Rulebook::shipped().clone());
    let owners = |book: &Rulebook| facts_of(&table, book, &UserMarks::default(), Fact::BlockOwners);
    assert_eq!(owners(&book), [Some(4.0), Some(4.0), Some(4.0), Some(1.0), None, None, None, None]);
    book.suggestion.block_gap_m = 3.0;
    assert_eq!(owners(&book)[..3], [Some(2.0), Some(3.0), Some(3.0)]);
    book.suggestion.block_far = 0.2;
    assert_eq!(owners(&book)[..6], [Some(2.0), Some(2.0), Some(1.0), Some(1.0), Some(1.0), None]);
    // No rule asks: nothing is computed.
    book.suggestion.models.retain(|model| model.model != RenewalModel::CapitalRedevelop);
    assert_eq!(owners(&book), [None; 8]);
}
