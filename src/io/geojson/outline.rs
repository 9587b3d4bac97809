//! Reads a geometry straight into flat outlines: the polygons of Polygon, `MultiPolygon` and `GeometryCollection`.
//!
//! Owns the shape of `coordinates`; knows nothing of coordinate systems or whether an outline makes sense. A shape that
//! is JSON but not GeoJSON is told as malformed, never as a syntax fault.

use super::chunk::{NO_BOUNDS, united};
use crate::domain::ShapesBuilder;
use crate::io::json::{Cursor, JsonFault, Kind, SeenNames, Value, repeated_names};

/// Collections within collections beyond this depth are malformed.
const MAX_COLLECTIONS: usize = 64;

/// What a geometry turned out to be. Of several in a collection, the one further down wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outline {
    /// `null`, or no geometry at all.
    #[default]
    Null,
    /// A geometry without positions.
    Empty,
    /// A point or points.
    Points,
    /// A line or lines.
    Lines,
    /// A type that GeoJSON does not have.
    Unknown,
    /// Polygons, which now stand in the builder.
    Polygons,
    /// A position that is not finite.
    NotFinite,
    /// Coordinates that are not what their type asks for.
    Malformed,
}

/// What was noticed in reading one feature's geometry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OutlineNotes {
    /// Rings that did not end where they began.
    pub(super) open_rings: u32,
    /// Points or lines beside polygons.
    pub(super) others: u32,
    /// Members that occurred twice.
    pub(super) repeated: u32,
    /// Whether the coordinates are packed the way `ECharts` does.
    pub(super) packed: bool,
}

/// Reads geometries into one builder.
pub(super) struct OutlineReader<'s> {
    pub(super) shapes: &'s mut ShapesBuilder,
    /// The box around the positions read.
    pub(super) bounds: [f64; 4],
    pub(super) notes: OutlineNotes,
}

enum Break {
    Json(JsonFault),
    /// The coordinates are not what their type asks for.
    Shape,
}

impl From<JsonFault> for Break {
    fn from(fault: JsonFault) -> Self {
        Self::Json(fault)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Type {
    Points,
    Lines,
    Polygon,
    MultiPolygon,
    Collection,
    Unknown,
}

fn type_of(name: &str) -> Type {
    match name {
        "Polygon" => Type::Polygon,
        "MultiPolygon" => Type::MultiPolygon,
        "GeometryCollection" => Type::Collection,
        "Point" | "MultiPoint" => Type::Points,
        "LineString" | "MultiLineString" => Type::Lines,
        _ => Type::Unknown,
    }
}

impl<'s> OutlineReader<'s> {
    pub(super) fn new(shapes: &'s mut ShapesBuilder) -> Self {
        Self { shapes, bounds: NO_BOUNDS, notes: OutlineNotes::default() }
    }

    /// Reads the geometry at the cursor.
    pub(super) fn geometry(&mut self, cursor: &mut Cursor<'_>) -> Result<Outline, JsonFault> {
        self.geometry_at_depth(cursor, 0)
    }

    fn geometry_at_depth(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Result<Outline, JsonFault> {
        if cursor.kind()? != Kind::Object {
            return Ok(if cursor.value()? == Value::Null { Outline::Null } else { Outline::Malformed });
        }
        let (mark, notes, bounds) = (self.shapes.mark(), self.notes, self.bounds);
        let mut kind = None;
        // Of each member the last one counts: where `coordinates` and `geometries` stand, and what was read so far, as
        // which type and from where. Coordinates that come before the type are read when it is known.
        let (mut coordinates, mut geometries, mut outline) = (None, None, None);
        let mut foreign = SeenNames::default();
        let mut more = cursor.enter(b'{', b'}')?;
        while more {
            let name = cursor.member_name()?;
            match cursor.decode(name).text.as_ref() {
                "type" => {
                    self.notes.repeated += u32::from(kind.is_some());
                    kind = match cursor.value()? {
                        Value::String(token) => Some(type_of(&cursor.decode(token).text)),
                        _ => Some(Type::Unknown),
                    };
                }
                member @ ("coordinates" | "geometries") => {
                    let place = if member == "geometries" { &mut geometries } else { &mut coordinates };
                    self.notes.repeated += u32::from(place.is_some());
                    cursor.skip_space();
                    let start = cursor.at();
                    *place = Some(start);
                    match kind {
                        Some(kind) if outline.is_none() && (kind == Type::Collection) == (member == "geometries") => {
                            outline = Some((kind, start, self.shape(cursor, kind, depth)?));
                        }
                        _ => cursor.skip()?,
                    }
                }
                member => {
                    self.notes.packed |= member == "encodeOffsets";
                    self.notes.repeated += u32::from(foreign.repeats(member));
                    if let Value::Nested(start, end) = cursor.value()? {
                        self.notes.repeated += repeated_names(cursor.slice(start, end)) as u32;
                    }
                }
            }
            more = cursor.next(b'}')?;
        }
        let Some(kind) = kind else { return Ok(Outline::Malformed) };
        let wanted = if kind == Type::Collection { geometries } else { coordinates };
        let Some(start) = wanted else {
            return Ok(if kind == Type::Unknown { Outline::Unknown } else { Outline::Malformed });
        };
        if let Some((read_as, from, outline)) = outline
            && (read_as, from) == (kind, start)
        {
            return Ok(outline);
        }
        let end = cursor.at();
        self.shapes.rewind(mark);
        self.notes = OutlineNotes { repeated: self.notes.repeated, packed: self.notes.packed, ..notes };
        self.bounds = bounds;
        cursor.go_to(start);
        let outline = self.shape(cursor, kind, depth)?;
        cursor.go_to(end);
        Ok(outline)
    }

    /// Reads the coordinates or geometries at the cursor.
    fn shape(&mut self, cursor: &mut Cursor<'_>, kind: Type, depth: usize) -> Result<Outline, JsonFault> {
        let start = cursor.at();
        let read = match kind {
            Type::Points | Type::Lines | Type::Unknown => {
                cursor.skip()?;
                return Ok(match kind {
                    Type::Points => Outline::Points,
                    Type::Lines => Outline::Lines,
                    _ => Outline::Unknown,
                });
            }
            Type::Polygon => self.polygon(cursor),
            Type::MultiPolygon => self.each(cursor, Self::polygon),
            Type::Collection => return self.collection(cursor, depth),
        };
        match read {
            Ok(outline) => Ok(outline),
            Err(Break::Json(fault)) => Err(fault),
            Err(Break::Shape) => {
                cursor.go_to(start);
                cursor.skip()?;
                Ok(Outline::Malformed)
            }
        }
    }

    fn collection(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Result<Outline, JsonFault> {
        if depth == MAX_COLLECTIONS || cursor.kind()? != Kind::Array {
            cursor.skip()?;
            return Ok(Outline::Malformed);
        }
        let mut outline = Outline::Empty;
        let mut others = 0;
        let mut more = cursor.enter(b'[', b']')?;
        while more {
            let member = self.geometry_at_depth(cursor, depth + 1)?;
            others += u32::from(matches!(member, Outline::Points | Outline::Lines | Outline::Unknown));
            outline = outline.max(member);
            more = cursor.next(b']')?;
        }
        if outline == Outline::Polygons {
            self.notes.others += others;
        }
        Ok(outline)
    }

    /// Reads an array of what `read` reads.
    fn each(
        &mut self,
        cursor: &mut Cursor<'_>,
        read: impl Fn(&mut Self, &mut Cursor<'_>) -> Result<Outline, Break>,
    ) -> Result<Outline, Break> {
        enter_array(cursor)?;
        let mut outline = Outline::Empty;
        let mut more = !cursor.take(b']');
        while more {
            outline = outline.max(read(self, cursor)?);
            more = cursor.next(b']')?;
        }
        Ok(outline)
    }

    fn polygon(&mut self, cursor: &mut Cursor<'_>) -> Result<Outline, Break> {
        let mut rings = 0;
        enter_array(cursor)?;
        let mut more = !cursor.take(b']');
        let mut outline = Outline::Empty;
        while more {
            let read = self.ring(cursor)?;
            // A polygon whose outer ring is empty is empty; an empty hole is no hole.
            if read != Outline::Empty {
                rings += 1;
                self.shapes.end_ring();
            } else if rings == 0 {
                return if cursor.next(b']')? { Err(Break::Shape) } else { Ok(Outline::Empty) };
            }
            outline = outline.max(read);
            more = cursor.next(b']')?;
        }
        if rings > 0 {
            self.shapes.end_part();
        }
        Ok(outline)
    }

    fn ring(&mut self, cursor: &mut Cursor<'_>) -> Result<Outline, Break> {
        enter_array(cursor)?;
        if cursor.take(b']') {
            return Ok(Outline::Empty);
        }
        let mut finite = true;
        let mut first = None;
        let mut bounds = self.bounds;
        let last = loop {
            let position = match cursor.plain_position() {
                Some(position) => position,
                None => position(cursor)?,
            };
            let [x, y] = position;
            finite &= x.is_finite() && y.is_finite();
            first = first.or(Some(position));
            bounds = united(bounds, [x, y, x, y]);
            self.shapes.push_position(position);
            if !cursor.next(b']')? {
                break position;
            }
        };
        self.bounds = bounds;
        if self.shapes.open_ring().len() > 1 && first == Some(last) {
            self.shapes.pop_position();
        } else {
            self.notes.open_rings += 1;
        }
        Ok(if finite { Outline::Polygons } else { Outline::NotFinite })
    }
}

/// Steps into an array; anything else is malformed.
#[inline]
fn enter_array(cursor: &mut Cursor<'_>) -> Result<(), Break> {
    if cursor.kind()? != Kind::Array {
        return Err(Break::Shape);
    }
    cursor.expect(b'[')?;
    cursor.skip_space();
    Ok(())
}

/// Reads a position: at least two numbers; a height and whatever else follows is stepped over.
#[inline]
fn position(cursor: &mut Cursor<'_>) -> Result<[f64; 2], Break> {
    enter_array(cursor)?;
    let x = coordinate(cursor)?;
    cursor.skip_space();
    if cursor.peek() == Some(b']') {
        return Err(Break::Shape);
    }
    cursor.expect(b',')?;
    let y = coordinate(cursor)?;
    while cursor.next(b']')? {
        cursor.skip()?;
    }
    Ok([x, y])
}

#[inline]
fn coordinate(cursor: &mut Cursor<'_>) -> Result<f64, Break> {
    cursor.skip_space();
    match cursor.peek() {
        Some(b'-' | b'0'..=b'9') => Ok(cursor.number()?.value),
        // An empty position, or something that is no number.
        Some(b']' | b'[' | b'{' | b'"' | b't' | b'f' | b'n') => Err(Break::Shape),
        _ => Err(Break::Json(cursor.fault())),
    }
}
