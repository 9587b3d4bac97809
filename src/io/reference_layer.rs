//! Reference layers: points, lines and outlines of a file, only ever drawn, never counted.
//!
//! Owns the reading of their GeoJSON text through the `geojson` crate, bounded in size, and the placing in degrees: the coordinate system the
//! file names, else what the numbers say, else the parcels' own. Knows nothing of parcels.

use std::path::Path;

use geojson::{GeoJson, GeometryValue, JsonObject, Position};

use super::ReadError;
use super::convert::{ConvertError, layer_texts};
use super::import_report::CrsDecision;
use super::source::SourceStamp;
use super::write_error::system_reason;
use crate::domain::field_names::{Header, Meaning};
use crate::domain::{Category, TextField, ZoneRings};
use crate::geometry::Crs;
use crate::geometry::crs_guess::{CrsGuess, guess_crs};
use crate::locale::Lang;

/// Bytes of the largest layer that is read.
const MOST_BYTES: u64 = 64 << 20;
/// Positions of the largest layer that is drawn.
const MOST_POSITIONS: usize = 2_000_000;

/// Why a layer could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LayerError {
    /// The system refused to read it, or it is no file.
    #[error("{0}")]
    Unreadable(std::io::Error),
    /// It is of no format that is read, or damaged.
    #[error("{0}")]
    File(ReadError),
    /// Its text is no `GeoJSON`.
    #[error("{0}")]
    NotGeoJson(String),
    /// It is larger than anything worth drawing beside parcels.
    #[error("too large")]
    TooLarge,
    /// There is nothing to draw in it.
    #[error("empty")]
    Empty,
    /// Its numbers lie in no coordinate system that is known.
    #[error("nowhere")]
    Nowhere,
}

impl LayerError {
    /// One sentence: what failed, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang, file: &str) -> String {
        let file = ("file", file.to_owned().into());
        match self {
            Self::Unreadable(error) => {
                lang.text_with("layer-unreadable", [("reason", system_reason(lang, error).into()), file])
            }
            Self::File(error) => lang.text_with("layer-unreadable", [("reason", error.message(lang).into()), file]),
            Self::NotGeoJson(detail) => lang.text_with("layer-not-geojson", [("detail", detail.as_str().into()), file]),
            Self::TooLarge => lang.text_with("layer-too-large", [file]),
            Self::Empty => lang.text_with("layer-empty", [file]),
            Self::Nowhere => lang.text_with("layer-nowhere", [file]),
        }
    }
}

/// What a layer draws, in degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReferenceLayer {
    /// Points, each with its name where it has one.
    pub points: Vec<([f64; 2], Option<String>)>,
    /// Lines.
    pub lines: Vec<Vec<[f64; 2]>>,
    /// Polygons as rings, the outer one first, each with its name where it has one.
    pub polygons: Vec<(Option<String>, ZoneRings)>,
}

/// Reads a layer of any format that parcels are read of, and what its files looked like. Of a file with several layers
/// all are drawn.
pub fn read_reference_layer(
    path: &Path,
    parcels_crs: &CrsDecision,
) -> Result<(ReferenceLayer, SourceStamp), LayerError> {
    let metadata = std::fs::metadata(path).map_err(LayerError::Unreadable)?;
    if metadata.len() > MOST_BYTES {
        return Err(LayerError::TooLarge);
    }
    let (texts, stamp) = layer_texts(path, MOST_BYTES).map_err(|error| match error {
        ReadError::Convert(ConvertError::Bomb(_)) => LayerError::TooLarge,
        error => LayerError::File(error),
    })?;
    let mut whole = ReferenceLayer::default();
    for text in texts {
        let json: GeoJson = text.parse().map_err(|error: geojson::Error| LayerError::NotGeoJson(error.to_string()))?;
        let mut layer = ReferenceLayer::default();
        let named = layer.draw(json);
        if layer.place(named, parcels_crs)? {
            whole.points.append(&mut layer.points);
            whole.lines.append(&mut layer.lines);
            whole.polygons.append(&mut layer.polygons);
        }
    }
    match whole.positions().count() {
        0 => Err(LayerError::Empty),
        count if count > MOST_POSITIONS => Err(LayerError::TooLarge),
        _ => Ok((whole, stamp)),
    }
}

fn crs_name(members: &JsonObject) -> Option<Crs> {
    Crs::from_name(members.get("crs")?.get("properties")?.get("name")?.as_str()?)
}

/// The name of a feature: of a property called a name, else a park.
fn name_of(properties: &JsonObject) -> Option<String> {
    let is_name = |field: &str| {
        let meaning = Header::parse(field).found.map(|found| found.meaning);
        matches!(meaning, Some(Meaning::Text(TextField::Name) | Meaning::Category(Category::Park)))
    };
    let named = properties.iter().find(|(field, value)| is_name(field) && value.is_string())?;
    named.1.as_str().map(str::to_owned)
}

impl ReferenceLayer {
    /// Takes up all that a text draws; the system its members name.
    fn draw(&mut self, json: GeoJson) -> Option<Crs> {
        let (features, members) = match json {
            GeoJson::FeatureCollection(all) => (all.features, all.foreign_members),
            GeoJson::Feature(mut one) => {
                let members = one.foreign_members.take();
                (vec![one], members)
            }
            GeoJson::Geometry(geometry) => {
                self.add(&geometry.value, None);
                return None;
            }
        };
        for feature in features {
            let name = feature.properties.as_ref().and_then(name_of);
            if let Some(geometry) = &feature.geometry {
                self.add(&geometry.value, name.as_deref());
            }
        }
        members.as_ref().and_then(crs_name)
    }

    fn add(&mut self, geometry: &GeometryValue, name: Option<&str>) {
        let at = |position: &Position| match position.as_slice() {
            [x, y, ..] if x.is_finite() && y.is_finite() => Some([*x, *y]),
            _ => None,
        };
        let line = |positions: &[Position]| positions.iter().filter_map(at).collect::<Vec<_>>();
        match geometry {
            GeometryValue::Point { coordinates } => {
                self.points.extend(at(coordinates).map(|point| (point, name.map(str::to_owned))));
            }
            GeometryValue::MultiPoint { coordinates } => {
                self.points.extend(coordinates.iter().filter_map(at).map(|point| (point, name.map(str::to_owned))));
            }
            GeometryValue::LineString { coordinates } => self.lines.push(line(coordinates)),
            GeometryValue::MultiLineString { coordinates } => {
                self.lines.extend(coordinates.iter().map(|each| line(each)));
            }
            GeometryValue::Polygon { coordinates } => {
                self.polygons.push((name.map(str::to_owned), coordinates.iter().map(|each| line(each)).collect()));
            }
            GeometryValue::MultiPolygon { coordinates } => {
                let polygon = |rings: &Vec<_>| rings.iter().map(|each: &Vec<Position>| line(each)).collect();
                self.polygons.extend(coordinates.iter().map(|rings| (name.map(str::to_owned), polygon(rings))));
            }
            GeometryValue::GeometryCollection { geometries } => {
                for each in geometries {
                    self.add(&each.value, name);
                }
            }
        }
    }

    /// Carries everything to degrees; whether there is anything.
    fn place(&mut self, named: Option<Crs>, parcels: &CrsDecision) -> Result<bool, LayerError> {
        self.lines.retain(|line| line.len() > 1);
        self.polygons.iter_mut().for_each(|(_, rings)| rings.retain(|ring| ring.len() > 1));
        if self.positions().next().is_none() {
            return Ok(false);
        }
        let bounds = self
            .positions()
            .fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |all, &[x, y]| {
                [all[0].min(x), all[1].min(y), all[2].max(x), all[3].max(y)]
            });
        let guess = guess_crs(bounds);
        if guess == CrsGuess::SwappedLonLat {
            for position in self.positions_mut() {
                position.swap(0, 1);
            }
            return Ok(true);
        }
        let in_degrees = bounds[0] >= -180.0 && bounds[2] <= 180.0 && bounds[1] >= -90.0 && bounds[3] <= 90.0;
        // What the user said of the parcels' degrees, or of metres without a place, no numbers show.
        let said = Some(parcels.crs).filter(|crs| matches!(crs, Crs::Offset(_) | Crs::LocalMetres));
        let crs = match (named.or(said), guess) {
            // As with parcels the numbers outvote a label they cannot be of.
            (Some(named), _) if named.is_degrees() == in_degrees => named,
            (_, CrsGuess::Certain(crs)) => crs,
            _ if in_degrees => Crs::LonLat(4326),
            _ => parcels.crs,
        };
        if crs.is_lonlat() {
            return if in_degrees { Ok(true) } else { Err(LayerError::Nowhere) };
        }
        // Local metres are laid around the middle of the parcels, as these are.
        let [min_x, min_y, max_x, max_y] = parcels.bounds;
        let origin = [f64::midpoint(min_x, max_x), f64::midpoint(min_y, max_y)];
        let inverse = crs.inverse_about(origin).ok_or(LayerError::Nowhere)?;
        let placed = self.positions_mut().all(|position| {
            let mut one = [*position];
            let is_placed = inverse.lonlat_from_projected(&mut one);
            [*position] = one;
            is_placed
        });
        let on_earth = |&[lon, lat]: &[f64; 2]| lon.abs() <= 180.0 && lat.abs() <= 90.0;
        if placed && self.positions().all(on_earth) { Ok(true) } else { Err(LayerError::Nowhere) }
    }

    fn positions_mut(&mut self) -> impl Iterator<Item = &mut [f64; 2]> {
        let rings = self.polygons.iter_mut().flat_map(|(_, rings)| rings);
        self.points.iter_mut().map(|(point, _)| point).chain(self.lines.iter_mut().chain(rings).flatten())
    }

    /// Every line that is drawn: lines, then the rings of polygons.
    pub fn drawn(&self) -> impl Iterator<Item = &Vec<[f64; 2]>> {
        self.lines.iter().chain(self.polygons.iter().flat_map(|(_, rings)| rings))
    }

    fn positions(&self) -> impl Iterator<Item = &[f64; 2]> {
        self.points.iter().map(|(point, _)| point).chain(self.drawn().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ReferenceLayer, LayerError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("layer.geojson");
        std::fs::write(&path, text).unwrap();
        let parcels = CrsDecision {
            crs: Crs::from_epsg(4549).unwrap(),
            decided_by: crate::io::import_report::CrsEvidence::Option,
            label: None,
            swapped: false,
            bounds: [540_000.0, 4_028_000.0, 541_000.0, 4_029_000.0],
        };
        read_reference_layer(&path, &parcels).map(|(layer, _)| layer)
    }

    #[test]
    fn points_lines_and_outlines_are_drawn_with_their_names() {
        let layer = read(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"名称":"龙头企业"},"geometry":{"type":"Point","coordinates":[120.4,36.3]}},
            {"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[120.4,36.3],[120.5,36.4]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[
              {"type":"Polygon","coordinates":[[[120,36],[121,36],[121,37],[120,36]]]}]}}]}"#,
        )
        .unwrap();
        assert_eq!(layer.points, [([120.4, 36.3], Some("龙头企业".to_owned()))]);
        assert_eq!((layer.lines.len(), layer.polygons.len(), layer.drawn().count()), (1, 1, 2));
        assert_eq!(layer.polygons[0].1[0].len(), 4);
    }

    #[test]
    fn metres_without_a_label_lie_where_the_parcels_do() {
        let layer =
            read(r#"{"type":"LineString","coordinates":[[540373.0702,4028912.1547],[540400,4028950]]}"#).unwrap();
        let [lon, lat] = layer.lines[0][0];
        assert!((lon - 120.45).abs() < 1e-7 && (lat - 36.39).abs() < 1e-7, "{lon} {lat}");
    }

    #[test]
    fn what_cannot_be_drawn_is_told_in_both_languages() {
        for text in
            ["{", "[]", r#"{"type":"FeatureCollection","features":[]}"#, r#"{"type":"Point","coordinates":[1e9,-1e9]}"#]
        {
            let error = read(text).unwrap_err();
            for lang in Lang::ALL {
                let message = error.message(lang, "a.geojson");
                assert!(message.contains("a.geojson") && !message.contains("layer-"), "{message}");
            }
        }
    }
}
