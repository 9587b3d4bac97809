//! Knows what a file is by its first bytes, or by the members of its root, when it is not GeoJSON.
//!
//! Owns the signatures; knows nothing of reading. What begins like a JSON object or array is left to the reader, which
//! tells the line and column of what is wrong.

use std::io::{Read, Seek, SeekFrom};

use super::chunk::Chunk;
use super::root::Root;
use crate::io::read_error::LookAlike;

/// Bytes of text that are looked at.
const HEAD: usize = 4096;

/// How files of other kinds begin.
const SIGNATURES: [(&[u8], LookAlike); 38] = [
    (b"PK\x05\x06", LookAlike::Zip),
    (b"\x1f\x8b", LookAlike::Gzip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LookAlike::OldOffice),
    (b"\x00\x00\x27\x0a", LookAlike::Shapefile),
    (b"SQLite format 3\0", LookAlike::GeoPackage),
    (b"%PDF", LookAlike::Pdf),
    (b"AC10", LookAlike::Dwg),
    (b"AutoCAD Binary DXF", LookAlike::Dxf),
    (b"\x89PNG", LookAlike::Picture),
    (b"\xff\xd8\xff", LookAlike::Picture),
    (b"GIF8", LookAlike::Picture),
    (b"II*\0", LookAlike::Picture),
    (b"MM\0*", LookAlike::Picture),
    (b"RIFF", LookAlike::Picture),
    (b"Rar!", LookAlike::Packed),
    (b"7z\xbc\xaf\x27\x1c", LookAlike::Packed),
    (b"BZh", LookAlike::Packed),
    (b"\xfd7zXZ", LookAlike::Packed),
    (b"\x28\xb5\x2f\xfd", LookAlike::Packed),
    (b"PAR1", LookAlike::OtherGis),
    (b"ARROW1", LookAlike::OtherGis),
    (b"fgb", LookAlike::OtherGis),
    (b"\0\x01\0\0Standard ", LookAlike::OtherGis),
    (b"GEOGCS[", LookAlike::OtherGis),
    (b"PROJCS[", LookAlike::OtherGis),
    (b"version https://git-lfs", LookAlike::GitLfs),
    (b"!table", LookAlike::MapInfo),
    (b"Version 300", LookAlike::MapInfo),
    (b"VERSION 300", LookAlike::MapInfo),
    (b"Version 450", LookAlike::MapInfo),
    (b"POLYGON", LookAlike::OtherGis),
    (b"MULTIPOLYGON", LookAlike::OtherGis),
    (b"SRID=", LookAlike::OtherGis),
    (b"\xff\xfe", LookAlike::Utf16),
    (b"\xfe\xff", LookAlike::Utf16),
    (b"{\0", LookAlike::Utf16),
    (b"\0{", LookAlike::Utf16),
    (b"[\0", LookAlike::Utf16),
];

/// What a file is by its first bytes; `None` if they may begin JSON, or nothing known.
pub(super) fn by_first_bytes(head: &[u8]) -> Option<LookAlike> {
    if head.starts_with(b"PK\x03\x04") {
        return Some(in_zip(head));
    }
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(*found);
    }
    if is_dbf(head) {
        return Some(LookAlike::Dbf);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match text.first()? {
        b'{' | b'[' => None,
        b'\x1e' => Some(LookAlike::JsonLines),
        b'<' => Some(in_markup(text)),
        _ => in_text(&text[..text.len().min(HEAD)]),
    }
}

/// What a ZIP archive holds, by the names in its first bytes.
fn in_zip(head: &[u8]) -> LookAlike {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if has(b"xl/workbook") || has(b"xl/worksheets") {
        LookAlike::Workbook
    } else if has(b"doc.kml") {
        LookAlike::Kml
    } else {
        LookAlike::Zip
    }
}

/// A table of dBASE: its kind, a date, and a header of 32 bytes and 32 for each field.
fn is_dbf(head: &[u8]) -> bool {
    let [kind, _, month, day, _, _, _, _, low, high, ..] = head else { return false };
    let header = u16::from_le_bytes([*low, *high]);
    matches!(kind, 0x03 | 0x30 | 0x83 | 0x8b | 0xf5)
        && (1..=12).contains(month)
        && (1..=31).contains(day)
        && header >= 65
        && head.get(usize::from(header) - 1).is_none_or(|end| matches!(end, 0x0d | 0))
}

/// HTML, KML, GML or other XML.
fn in_markup(text: &[u8]) -> LookAlike {
    let start = text[..text.len().min(HEAD)].to_ascii_lowercase();
    let has = |tag: &[u8]| memchr::memmem::find(&start, tag).is_some();
    if [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].into_iter().any(has) {
        LookAlike::Html
    } else if has(b"<kml") {
        LookAlike::Kml
    } else if has(b"opengis.net/gml") || has(b"<gml") {
        LookAlike::Gml
    } else {
        LookAlike::Xml
    }
}

/// Text that is neither JSON nor markup, or what is no text at all.
fn in_text(text: &[u8]) -> Option<LookAlike> {
    if text.iter().all(|&byte| byte == 0) {
        return Some(LookAlike::Zeros);
    }
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    if text.iter().take(512).filter(|byte| is_control(byte)).count() > 2 {
        return Some(LookAlike::Binary);
    }
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let (first, second) = (lines.next()?, lines.next());
    let is_drawing = |code: &[u8], word: Option<&[u8]>| code == b"0" && word == Some(b"SECTION");
    if is_drawing(first, second) || (first == b"999" && memchr::memmem::find(text, b"SECTION").is_some()) {
        return Some(LookAlike::Dxf);
    }
    let opens_object = memchr::memchr2(b'{', b'[', text);
    let before = opens_object.map(|at| text[..at].trim_ascii_end());
    let assigns = before.is_some_and(|before| {
        before.ends_with(b"=") || before.ends_with(b"(") || before.ends_with(b"export default") || before == b")]}'"
    });
    if assigns {
        return Some(LookAlike::Script);
    }
    let fields = |line: &[u8]| line.iter().filter(|byte| matches!(byte, b',' | b'\t' | b';')).count();
    let is_table =
        opens_object.is_none() && fields(first) > 0 && second.is_some_and(|next| fields(next) == fields(first));
    is_table.then_some(LookAlike::Csv)
}

/// Whether an old Office file is a shell around an encrypted new one: its folder names a stream `EncryptedPackage`.
pub(super) fn is_encrypted_office(file: &mut (impl Read + Seek + ?Sized)) -> std::io::Result<bool> {
    let mut header = [0; 52];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut header)?;
    let sector = 1_u64 << u16::from_le_bytes([header[30], header[31]]).min(16);
    let folder = u64::from(u32::from_le_bytes([header[48], header[49], header[50], header[51]]));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut entries = Vec::new();
    file.seek(SeekFrom::Start((folder + 1) * sector))?;
    file.take(1 << 12).read_to_end(&mut entries)?;
    Ok(memchr::memmem::find(&entries, &name).is_some())
}

/// What a JSON file is by the members of its root and by how its features look.
pub(super) fn by_members(root: &Root, chunk: &Chunk) -> Option<LookAlike> {
    let has = |name: &str| root.members.contains_key(name);
    let value = |name: &str| root.members.get(name).and_then(Option::as_deref);
    if value("UTF8Encoding") == Some("true") || chunk.packed > 0 {
        return Some(LookAlike::ECharts);
    }
    if has("hc-transform") && has("crs") {
        return Some(LookAlike::Highcharts);
    }
    let is_collection = value("type") == Some("\"FeatureCollection\"");
    if value("type") == Some("\"Topology\"") || (!is_collection && has("arcs") && has("objects")) {
        return Some(LookAlike::TopoJson);
    }
    let esri_root = has("geometryType") || has("spatialReference") || has("rings") || has("paths");
    let esri_features = chunk.esri_like > 0 && chunk.len() == 0;
    (!is_collection && (esri_root || esri_features)).then_some(LookAlike::EsriJson)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn files_of_other_kinds_are_known_by_their_first_bytes() {
        let dbf = [&[3, 124, 1, 1, 1, 0, 0, 0, 65, 0][..], &[0; 22], b"NAME", &[0; 28], b"\r "].concat();
        for (head, found) in [
            (&b"PK\x03\x04rest"[..], Some(LookAlike::Zip)),
            (b"PK\x03\x04......[Content_Types].xml....PK\x03\x04....xl/workbook.xml", Some(LookAlike::Workbook)),
            (b"PK\x03\x04......doc.kml", Some(LookAlike::Kml)),
            (b"\xef\xbb\xbf <!DOCTYPE html><html>", Some(LookAlike::Html)),
            (b"<?xml version=\"1.0\"?><kml>", Some(LookAlike::Kml)),
            (b"<?xml version=\"1.0\"?>\n<c xmlns:gml=\"http://www.opengis.net/gml/3.2\">", Some(LookAlike::Gml)),
            (b"<gpx>", Some(LookAlike::Xml)),
            (b"version https://git-lfs.github.com/spec/v1", Some(LookAlike::GitLfs)),
            (b"\xff\xfe{\0", Some(LookAlike::Utf16)),
            (b"Rar!\x1a\x07", Some(LookAlike::Packed)),
            (b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", Some(LookAlike::Dxf)),
            (b"!table\n!version 300\n", Some(LookAlike::MapInfo)),
            (b"var parcels = {\"type\":", Some(LookAlike::Script)),
            (b"callback({\"type\":", Some(LookAlike::Script)),
            (b")]}'\n{\"type\":", Some(LookAlike::Script)),
            (b"\"code\",\"tax\"\n\"01\",\"2\"\n", Some(LookAlike::Csv)),
            (b"code;tax\r\n01;2\r\n", Some(LookAlike::Csv)),
            (b"POLYGON((0 0,1 0,1 1,0 0))", Some(LookAlike::OtherGis)),
            (&[0; 40], Some(LookAlike::Zeros)),
            (b"\x01\x02\x03\x04\x05", Some(LookAlike::Binary)),
            (&dbf, Some(LookAlike::Dbf)),
            (b"{\"type\"", None),
            (b"{'type'", None),
            (b"[\x01\x02\x03\x04]", None),
            (b"nonsense", None),
            (b"", None),
        ] {
            assert_eq!(by_first_bytes(head), found, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn an_encrypted_workbook_is_told_from_an_old_one() {
        let mut file = vec![0; 512 * 4];
        file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        (file[30], file[48]) = (9, 2);
        assert!(!is_encrypted_office(&mut Cursor::new(&file)).unwrap());
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        file[512 * 3 + 128..][..name.len()].copy_from_slice(&name);
        assert!(is_encrypted_office(&mut Cursor::new(&file)).unwrap());
        assert!(is_encrypted_office(&mut Cursor::new(&file[..20])).is_err());
    }
}
