//! Holds the committed sample data: made by the generator to the byte, valid, without overlaps, borders shared.

#[path = "../sample_data/generator/sample/mod.rs"]
mod sample;

use std::collections::{BTreeMap, HashSet};

use geo::{BoundingRect, Coord, Intersects, LineString, MultiPolygon, Polygon, Relate, Validation};
use serde_json::Value;

const LON_LAT: &str = include_str!("../sample_data/jimo_parks.geojson");
const PROJECTED: &str = include_str!("../sample_data/jimo_parks_epsg4549.geojson");
const MARKS: &str = include_str!("../sample_data/jimo_marks.toml");

fn features(text: &str) -> Vec<Value> {
    let collection: Value = serde_json::from_str(text).unwrap();
    collection["features"].as_array().unwrap().clone()
}

fn ring(positions: &Value) -> LineString {
    positions
        .as_array()
        .unwrap()
        .iter()
        .map(|position| Coord { x: position[0].as_f64().unwrap(), y: position[1].as_f64().unwrap() })
        .collect()
}

fn shape(feature: &Value) -> Option<MultiPolygon> {
    let geometry = &feature["geometry"];
    let coordinates = &geometry["coordinates"];
    let polygon = |rings: &Value| {
        let mut rings: Vec<LineString> = rings.as_array().unwrap().iter().map(ring).collect();
        let outer = rings.remove(0);
        Polygon::new(outer, rings)
    };
    match geometry["type"].as_str()? {
        "Polygon" => Some(MultiPolygon::new(vec![polygon(coordinates)])),
        "MultiPolygon" => Some(coordinates.as_array().unwrap().iter().map(polygon).collect()),
        other => panic!("a {other} in the sample"),
    }
}

/// Code and shape of every parcel that has one, by park.
fn parks(text: &str) -> BTreeMap<String, Vec<(String, MultiPolygon)>> {
    let mut parks: BTreeMap<String, Vec<(String, MultiPolygon)>> = BTreeMap::new();
    for feature in features(text) {
        let property = |name: &str| feature["properties"][name].as_str().unwrap().to_owned();
        if let Some(shape) = shape(&feature) {
            parks.entry(property("园区名称")).or_default().push((property("宗地代码"), shape));
        }
    }
    parks
}

#[test]
fn the_committed_files_are_what_the_generator_makes() {
    let files = sample::files();
    assert!(files.lon_lat == LON_LAT, "run `cargo run --example make_sample` and commit {}", sample::LON_LAT_NAME);
    assert!(
        files.projected == PROJECTED,
        "run `cargo run --example make_sample` and commit {}",
        sample::PROJECTED_NAME
    );
    assert!(files.marks == MARKS, "run `cargo run --example make_sample` and commit {}", sample::MARKS_NAME);
    assert_eq!(files.parcels, features(LON_LAT).len());
}

#[test]
fn every_shape_is_valid_in_degrees_and_in_metres() {
    for text in [LON_LAT, PROJECTED] {
        for (code, shape) in parks(text).into_values().flatten() {
            assert!(shape.is_valid(), "{code}: {:?}", shape.validation_errors());
        }
    }
}

#[test]
fn no_two_parcels_of_a_park_overlap() {
    for text in [LON_LAT, PROJECTED] {
        for parcels in parks(text).into_values() {
            for (index, (code, shape)) in parcels.iter().enumerate() {
                for (other_code, other) in &parcels[index + 1..] {
                    if shape.bounding_rect().unwrap().intersects(&other.bounding_rect().unwrap()) {
                        // Interiors that meet anywhere, however little, are an overlap.
                        assert!(!shape.relate(other).matches("T********").unwrap(), "{code} and {other_code} overlap");
                    }
                }
            }
        }
    }
}

#[test]
fn neighbours_have_the_same_points_on_their_shared_border() {
    const NEAR_DEGREES: f64 = 2e-8;
    let mut shared = 0;
    for parcels in parks(LON_LAT).into_values() {
        let corners: Vec<HashSet<(u64, u64)>> = parcels
            .iter()
            .map(|(_, shape)| shape.iter().flat_map(rings_of).flat_map(|ring| &ring.0).map(bits).collect())
            .collect();
        for (index, (code, shape)) in parcels.iter().enumerate() {
            for edge in shape.iter().flat_map(rings_of).flat_map(LineString::lines) {
                for (other, (other_code, _)) in parcels.iter().enumerate().filter(|(other, _)| *other != index) {
                    for &(x, y) in &corners[other] {
                        let corner = Coord { x: f64::from_bits(x), y: f64::from_bits(y) };
                        if corners[index].contains(&(x, y)) {
                            shared += 1;
                            continue;
                        }
                        let (along, from) = (edge.delta(), corner - edge.start);
                        let squared = along.x * along.x + along.y * along.y;
                        let share = (from.x * along.x + from.y * along.y) / squared;
                        let distance = (from.x * along.y - from.y * along.x).abs() / squared.sqrt();
                        assert!(
                            !(0.0..=1.0).contains(&share) || distance > NEAR_DEGREES,
                            "a corner of {other_code} stands on an edge of {code}, which has no corner there"
                        );
                    }
                }
            }
        }
    }
    assert!(shared > 1000, "parcels hardly touch");
}

fn rings_of(polygon: &Polygon) -> impl Iterator<Item = &LineString> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn bits(corner: &Coord) -> (u64, u64) {
    (corner.x.to_bits(), corner.y.to_bits())
}

#[test]
fn the_two_copies_hold_the_same_parcels() {
    let (degrees, metres) = (features(LON_LAT), features(PROJECTED));
    assert_eq!(degrees.len(), metres.len());
    for (a, b) in degrees.iter().zip(&metres) {
        assert_eq!(a["properties"], b["properties"]);
        assert_eq!(a["geometry"]["type"], b["geometry"]["type"]);
    }
}

#[test]
fn the_sample_has_what_it_is_meant_to_show() {
    let features = features(LON_LAT);
    let count = |is_wanted: &dyn Fn(&Value) -> bool| features.iter().filter(|feature| is_wanted(feature)).count();
    let polygons = |feature: &Value| shape(feature).unwrap_or_else(|| MultiPolygon::new(Vec::new()));
    assert!((560..=640).contains(&features.len()));
    assert_eq!(parks(LON_LAT).len(), 8);
    let codes: HashSet<&str> =
        features.iter().map(|feature| feature["properties"]["宗地代码"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), features.len(), "parcel codes are unique");
    assert!(codes.iter().all(|code| code.len() == 19 && code.starts_with("370215")));
    assert_eq!(count(&|feature| feature["geometry"].is_null()), 3);
    assert!(count(&|feature| feature["geometry"]["type"] == "MultiPolygon") >= 10);
    assert!(count(&|feature| polygons(feature).iter().any(|polygon| !polygon.interiors().is_empty())) >= 10);
    assert!((100..200).contains(&count(&|feature| feature["properties"]["改造模式"].is_string())));
    assert!(count(&|feature| feature["properties"]["土地面积(亩)"].is_null()) >= 2);
    assert_eq!(count(&|feature| feature["properties"]["土地面积(亩)"].as_f64().is_some_and(|mu| mu > 1500.0)), 1);
    for word in ["在产", "停产", "在建", "未动工", "停工", "储备"] {
        assert!(count(&|feature| feature["properties"]["建设状态"] == word) >= 5, "{word}");
    }
}
