//! One record of a `.shp` as GeoJSON text. The crate `shapefile` reads the record; its announced sizes are checked first,
//! so that no number in a file asks for memory the record does not have.

use std::io::Cursor;

use shapefile::record::traits::HasXY;
use shapefile::{PolygonRing, ReadableShape, Shape};

use super::collection::{push_array, push_geometry_start, push_position};
use super::rings::{Ring, polygons};

/// What a record was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordKind {
    /// A shape.
    Shape,
    /// A polygon one of whose rings runs the wrong way.
    TurnedRing,
    /// Damaged: `null` was written.
    Bad,
}

/// Appends the geometry of a record's content.
pub(super) fn push_geometry(record: &[u8], out: &mut Vec<u8>) -> RecordKind {
    let start = out.len();
    let read = sizes_fit(record)
        .then(|| Shape::read_from(&mut Cursor::new(record), i32::try_from(record.len()).ok()?).ok())
        .flatten();
    let kind = read.map_or(RecordKind::Bad, |shape| push_shape(shape, out));
    if kind == RecordKind::Bad {
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
    kind
}

/// Whether the counts in a record fit its length.
fn sizes_fit(record: &[u8]) -> bool {
    let whole = |at: usize| {
        let bytes = record.get(at..at + 4)?.try_into().ok()?;
        u64::try_from(i32::from_le_bytes(bytes)).ok()
    };
    let (len, of_part) = (record.len() as u64, |kind| if kind == 31 { 8 } else { 4 });
    match whole(0) {
        Some(0) => true,
        Some(1 | 11 | 21) => len >= 20,
        Some(8 | 18 | 28) => whole(36).is_some_and(|points| len >= 40 + 16 * points),
        Some(kind @ (3 | 5 | 13 | 15 | 23 | 25 | 31)) => match (whole(36), whole(40)) {
            (Some(parts), Some(points)) => len >= 44 + of_part(kind) * parts + 16 * points && parts <= points,
            _ => false,
        },
        _ => false,
    }
}

fn push_shape(shape: Shape, out: &mut Vec<u8>) -> RecordKind {
    match shape {
        Shape::NullShape => out.extend_from_slice(b"null"),
        Shape::Polygon(polygon) => return push_polygon(polygon.rings(), out),
        Shape::PolygonM(polygon) => return push_polygon(polygon.rings(), out),
        Shape::PolygonZ(polygon) => return push_polygon(polygon.rings(), out),
        Shape::Point(point) => push_point(&point, out),
        Shape::PointM(point) => push_point(&point, out),
        Shape::PointZ(point) => push_point(&point, out),
        Shape::Multipoint(points) => push_points("MultiPoint", points.points(), out),
        Shape::MultipointM(points) => push_points("MultiPoint", points.points(), out),
        Shape::MultipointZ(points) => push_points("MultiPoint", points.points(), out),
        Shape::Polyline(line) => push_lines(line.parts(), out),
        Shape::PolylineM(line) => push_lines(line.parts(), out),
        Shape::PolylineZ(line) => push_lines(line.parts(), out),
        // GeoJSON has no such type: the reader tells it as unknown.
        Shape::Multipatch(_) => out.extend_from_slice(b"{\"type\":\"MultiPatch\",\"coordinates\":[]}"),
    }
    RecordKind::Shape
}

fn xy(point: &impl HasXY) -> [f64; 2] {
    [point.x(), point.y()]
}

fn push_point(point: &impl HasXY, out: &mut Vec<u8>) {
    push_geometry_start("Point", out);
    push_position(xy(point), out);
    out.push(b'}');
}

fn push_points<P: HasXY>(kind: &str, points: &[P], out: &mut Vec<u8>) {
    push_geometry_start(kind, out);
    push_array(points, out, |point, out| push_position(xy(point), out));
    out.push(b'}');
}

fn push_lines<P: HasXY>(lines: &[Vec<P>], out: &mut Vec<u8>) {
    push_geometry_start("MultiLineString", out);
    push_array(lines, out, |line, out| push_array(line, out, |point, out| push_position(xy(point), out)));
    out.push(b'}');
}

fn push_polygon<P: HasXY>(rings: &[PolygonRing<P>], out: &mut Vec<u8>) -> RecordKind {
    let rings: Vec<Ring> = rings
        .iter()
        .map(|ring| Ring {
            is_outer: matches!(ring, PolygonRing::Outer(_)),
            positions: ring.points().iter().map(xy).collect(),
        })
        .collect();
    let sorted = polygons(&rings);
    let ring = |index: &usize, out: &mut Vec<u8>| {
        push_array(&rings[*index].positions, out, |position, out| push_position(*position, out));
    };
    match sorted.parts.as_slice() {
        [part] => {
            push_geometry_start("Polygon", out);
            push_array(part, out, ring);
        }
        parts => {
            push_geometry_start("MultiPolygon", out);
            push_array(parts, out, |part, out| push_array(part, out, ring));
        }
    }
    out.push(b'}');
    if sorted.has_turned_ring { RecordKind::TurnedRing } else { RecordKind::Shape }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_beyond_the_record_are_refused_before_any_memory_is_asked_for() {
        let mut record = vec![0; 64];
        record[0] = 5;
        record[36..40].copy_from_slice(&1_i32.to_le_bytes());
        record[40..44].copy_from_slice(&i32::MAX.to_le_bytes());
        let mut text = Vec::new();
        assert_eq!(push_geometry(&record, &mut text), RecordKind::Bad);
        assert_eq!(text, b"null");
    }

    proptest! {
        #[test]
        fn any_record_gives_json(kind in 0_u8..32, parts in -1_i32..4, points in -1_i32..9, rest in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut record = vec![0; 36];
            record[0] = kind;
            record.extend(parts.to_le_bytes());
            record.extend(points.to_le_bytes());
            record.extend(rest);
            let mut text = Vec::new();
            push_geometry(&record, &mut text);
            prop_assert!(serde_json::from_slice::<&serde_json::value::RawValue>(&text).is_ok());
        }
    }
}
