//! Well-known binary, as ISO, `PostGIS` and `GeoPackage` write it, straight into GeoJSON text.
//!
//! Of our own because it is short, and because a geometry here is text at once: no geometry type in between, no memory
//! asked for by a number in the file, nesting bounded. Z and M are passed over.

use super::collection::{push_array, push_geometry_start, push_position};

/// Collections nested deeper are not read.
const MAX_DEPTH: u32 = 16;

/// The bytes are not what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadWkb;

/// Appends a `GeoPackage` geometry as GeoJSON. On an error what was appended is to be thrown away.
pub(super) fn push_geopackage_geometry(blob: &[u8], out: &mut Vec<u8>) -> Result<(), BadWkb> {
    let (Some(b"GP"), Some(&flags)) = (blob.get(..2), blob.get(3)) else { return Err(BadWkb) };
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(BadWkb),
    };
    let body = blob.get(8 + envelope..).ok_or(BadWkb)?;
    let mut reader = Wkb { bytes: body };
    reader.geometry(out, MAX_DEPTH)
}

struct Wkb<'b> {
    bytes: &'b [u8],
}

/// What the start of a geometry says.
struct Head {
    little: bool,
    kind: u32,
    dimensions: usize,
}

impl Wkb<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BadWkb> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>().ok_or(BadWkb)?;
        self.bytes = rest;
        Ok(*taken)
    }

    fn whole(&mut self, little: bool) -> Result<u32, BadWkb> {
        let bytes = self.take::<4>()?;
        Ok(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn real(&mut self, little: bool) -> Result<f64, BadWkb> {
        let bytes = self.take::<8>()?;
        Ok(if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn head(&mut self) -> Result<Head, BadWkb> {
        let little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            _ => return Err(BadWkb),
        };
        let code = self.whole(little)?;
        if code & 0x2000_0000 != 0 {
            // PostGIS writes its SRID here.
            self.whole(little)?;
        }
        let marks = [0x8000_0000_u32, 0x4000_0000].iter().filter(|mark| code & **mark != 0).count();
        let iso = code & 0x0FFF_FFFF;
        let further = match iso / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(BadWkb),
        };
        Ok(Head { little, kind: iso % 1000, dimensions: 2 + marks.max(further) })
    }

    fn position(&mut self, head: &Head) -> Result<[f64; 2], BadWkb> {
        let position = [self.real(head.little)?, self.real(head.little)?];
        for _ in 2..head.dimensions {
            self.real(head.little)?;
        }
        Ok(position)
    }

    /// As many elements as are announced; a wrong number ends with the bytes.
    fn array(
        &mut self,
        little: bool,
        out: &mut Vec<u8>,
        mut element: impl FnMut(&mut Self, &mut Vec<u8>) -> Result<(), BadWkb>,
    ) -> Result<(), BadWkb> {
        let count = self.whole(little)?;
        out.push(b'[');
        for index in 0..count {
            if index > 0 {
                out.push(b',');
            }
            element(self, out)?;
        }
        out.push(b']');
        Ok(())
    }

    fn positions(&mut self, head: &Head, out: &mut Vec<u8>) -> Result<(), BadWkb> {
        self.array(head.little, out, |wkb, out| {
            push_position(wkb.position(head)?, out);
            Ok(())
        })
    }

    fn rings(&mut self, head: &Head, out: &mut Vec<u8>) -> Result<(), BadWkb> {
        self.array(head.little, out, |wkb, out| wkb.positions(head, out))
    }

    fn geometry(&mut self, out: &mut Vec<u8>, depth: u32) -> Result<(), BadWkb> {
        let head = self.head()?;
        let kind = match head.kind {
            1 => "Point",
            2 => "LineString",
            3 => "Polygon",
            4 => "MultiPoint",
            5 => "MultiLineString",
            6 => "MultiPolygon",
            7 => {
                if depth == 0 {
                    return Err(BadWkb);
                }
                out.extend_from_slice(b"{\"type\":\"GeometryCollection\",\"geometries\":");
                self.array(head.little, out, |wkb, out| wkb.geometry(out, depth - 1))?;
                out.push(b'}');
                return Ok(());
            }
            // Curves and surfaces that GeoJSON has no type for: told as such, never flattened in silence.
            8 => "CircularString",
            9 => "CompoundCurve",
            10 => "CurvePolygon",
            11 => "MultiCurve",
            12 => "MultiSurface",
            15 => "PolyhedralSurface",
            16 => "TIN",
            17 => "Triangle",
            _ => return Err(BadWkb),
        };
        push_geometry_start(kind, out);
        match head.kind {
            1 => push_position(self.position(&head)?, out),
            2 => self.positions(&head, out)?,
            3 => self.rings(&head, out)?,
            4..=6 => self.array(head.little, out, |wkb, out| {
                let part = wkb.head()?;
                match part.kind {
                    1 => push_position(wkb.position(&part)?, out),
                    2 => wkb.positions(&part, out)?,
                    3 => wkb.rings(&part, out)?,
                    _ => return Err(BadWkb),
                }
                Ok(())
            })?,
            _ => push_array(std::iter::empty::<()>(), out, |(), _| {}),
        }
        out.push(b'}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A polygon with Z, as ISO writes it, behind a `GeoPackage` header with an envelope.
    fn polygon_z() -> Vec<u8> {
        let mut blob = b"GP\0\x03\x10\x11\0\0".to_vec();
        blob.extend([0_u8; 32]);
        blob.push(1);
        blob.extend(1003_u32.to_le_bytes());
        blob.extend(1_u32.to_le_bytes());
        blob.extend(4_u32.to_le_bytes());
        for [x, y] in [[0.0, 0.0], [1.5, 0.0], [1.0, 1.0], [0.0, 0.0]] {
            for value in [x, y, 9.0_f64] {
                blob.extend(value.to_le_bytes());
            }
        }
        blob
    }

    #[test]
    fn a_polygon_loses_its_z_and_nothing_else() {
        let mut text = Vec::new();
        push_geopackage_geometry(&polygon_z(), &mut text).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let expected = serde_json::json!([[[0.0, 0.0], [1.5, 0.0], [1.0, 1.0], [0.0, 0.0]]]);
        assert_eq!((&json["type"], &json["coordinates"]), (&"Polygon".into(), &expected));
    }

    #[test]
    fn a_geometry_that_is_cut_off_is_refused_wherever_it_is_cut() {
        let blob = polygon_z();
        for len in 0..blob.len() {
            assert_eq!(push_geopackage_geometry(&blob[..len], &mut Vec::new()), Err(BadWkb));
        }
    }

    #[test]
    fn collections_nest_only_so_deep() {
        let mut blob = b"GP\0\x01\0\0\0\0".to_vec();
        for _ in 0..100 {
            blob.extend([1, 7, 0, 0, 0, 1, 0, 0, 0]);
        }
        assert_eq!(push_geopackage_geometry(&blob, &mut Vec::new()), Err(BadWkb));
    }

    proptest! {
        #[test]
        fn any_bytes_give_json_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut text = Vec::new();
            let blob = [b"GP\0\x01\0\0\0\0", &bytes[..]].concat();
            if push_geopackage_geometry(&blob, &mut text).is_ok() {
                prop_assert!(serde_json::from_slice::<&serde_json::value::RawValue>(&text).is_ok() || text.is_empty());
            }
        }
    }
}
