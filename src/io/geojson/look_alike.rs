//! Knows what a file is by its first bytes, or by the members of its root, when it is not GeoJSON.
//!
//! Owns the signatures; knows nothing of reading.

use super::root::Root;
use crate::io::read_error::LookAlike;

/// What a file is by its first bytes; `None` if they may begin JSON, or nothing known.
pub(super) fn by_first_bytes(head: &[u8]) -> Option<LookAlike> {
    let signatures: [(&[u8], LookAlike); 15] = [
        (b"PK\x03\x04", LookAlike::Zip),
        (b"PK\x05\x06", LookAlike::Zip),
        (b"\x1f\x8b", LookAlike::Gzip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LookAlike::OldOffice),
        (b"\x00\x00\x27\x0a", LookAlike::Shapefile),
        (b"SQLite format 3\0", LookAlike::GeoPackage),
        (b"%PDF", LookAlike::Pdf),
        (b"AC10", LookAlike::Dwg),
        (b"\x89PNG", LookAlike::Picture),
        (b"\xff\xd8\xff", LookAlike::Picture),
        (b"GIF8", LookAlike::Picture),
        (b"version https://git-lfs", LookAlike::GitLfs),
        (b"\xff\xfe", LookAlike::Utf16),
        (b"\xfe\xff", LookAlike::Utf16),
        (b"{\0", LookAlike::Utf16),
    ];
    if let Some((_, found)) = signatures.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(*found);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"\x1e") {
        return Some(LookAlike::JsonLines);
    }
    if !text.starts_with(b"<") {
        return None;
    }
    let start = text[..text.len().min(512)].to_ascii_lowercase();
    let is_html = [&b"<!doctype html"[..], b"<html", b"<head", b"<body"]
        .iter()
        .any(|tag| start.windows(tag.len()).any(|window| window == *tag));
    Some(if is_html { LookAlike::Html } else { LookAlike::Xml })
}

/// What a JSON file is by the members of its root and by how many features look like Esri's.
pub(super) fn by_members(root: &Root, esri_like: usize, parcels: usize) -> Option<LookAlike> {
    let has = |name: &str| root.members.contains_key(name);
    let value = |name: &str| root.members.get(name).and_then(Option::as_deref);
    if value("UTF8Encoding") == Some("true") {
        return Some(LookAlike::ECharts);
    }
    let is_collection = value("type") == Some("\"FeatureCollection\"");
    if value("type") == Some("\"Topology\"") || (!is_collection && has("arcs") && has("objects")) {
        return Some(LookAlike::TopoJson);
    }
    let esri_root = has("geometryType") || has("spatialReference") || has("rings") || has("paths");
    let esri_features = esri_like > 0 && parcels == 0;
    (!is_collection && (esri_root || esri_features)).then_some(LookAlike::EsriJson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_kinds_are_known_by_their_first_bytes() {
        for (head, found) in [
            (&b"PK\x03\x04rest"[..], Some(LookAlike::Zip)),
            (b"\xef\xbb\xbf <!DOCTYPE html><html>", Some(LookAlike::Html)),
            (b"<?xml version=\"1.0\"?><kml>", Some(LookAlike::Xml)),
            (b"version https://git-lfs.github.com/spec/v1", Some(LookAlike::GitLfs)),
            (b"\xff\xfe{\0", Some(LookAlike::Utf16)),
            (b"{\"type\"", None),
            (b"", None),
        ] {
            assert_eq!(by_first_bytes(head), found);
        }
    }
}
