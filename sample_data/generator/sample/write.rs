//! Features as GeoJSON, one a line, numbers with a fixed count of decimals.

use std::fmt::Write;

use super::ellipsoid::gauss_krueger;
use super::firm::{Feature, Value};
use super::plane::Point;

/// A feature collection: in degrees, or in metres of the zone plane when a CRS is named.
pub fn collection(features: &[Feature], crs: Option<&str>) -> String {
    let mut text = String::from("{\n\"type\": \"FeatureCollection\",\n\"name\": \"jimo_parks\",\n");
    if let Some(name) = crs {
        text += "\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"";
        text += name;
        text += "\"}},\n";
    }
    text += "\"features\": [\n";
    let lines: Vec<String> = features.iter().map(|feature| line(feature, crs.is_some())).collect();
    text += &lines.join(",\n");
    text += "\n]\n}\n";
    text
}

fn line(feature: &Feature, is_projected: bool) -> String {
    let mut text = String::from("{\"type\": \"Feature\", \"properties\": {");
    for (index, (name, value)) in feature.properties.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        let value = match value {
            Value::Missing => "null".to_owned(),
            Value::Dash => "\"—\"".to_owned(),
            Value::Text(word) => format!("\"{word}\""),
            Value::Number(number, decimals) => format!("{number:.decimals$}"),
        };
        push(&mut text, format_args!("{separator}\"{name}\": {value}"));
    }
    text += "}, \"geometry\": ";
    match feature.parts.as_slice() {
        [] => text += "null",
        [part] => {
            text += "{\"type\": \"Polygon\", \"coordinates\": ";
            push_part(&mut text, part, is_projected);
            text += "}";
        }
        parts => {
            text += "{\"type\": \"MultiPolygon\", \"coordinates\": [";
            for (index, part) in parts.iter().enumerate() {
                text += if index == 0 { "" } else { ", " };
                push_part(&mut text, part, is_projected);
            }
            text += "]}";
        }
    }
    text += "}";
    text
}

fn push_part(text: &mut String, rings: &[Vec<Point>], is_projected: bool) {
    text.push('[');
    for (index, ring) in rings.iter().enumerate() {
        text.push_str(if index == 0 { "[" } else { ", [" });
        for (index, &position) in ring.iter().chain(ring.first()).enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            if is_projected {
                let [east, north] = gauss_krueger(position);
                push(text, format_args!("{separator}[{east:.5}, {north:.5}]"));
            } else {
                let [longitude, latitude] = position;
                push(text, format_args!("{separator}[{longitude:.10}, {latitude:.10}]"));
            }
        }
        text.push(']');
    }
    text.push(']');
}

fn push(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing into a String cannot fail.
    text.write_fmt(what).unwrap_or_default();
}
