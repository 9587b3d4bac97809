//! Damaged files of every format: whatever bytes are flipped, cut or put in, a file reads or is refused with a sentence.

#[path = "support/other_formats.rs"]
mod other_formats;

use std::path::Path;

use mulens::io::{ReadError, ReadOptions, ReadProgress, Source, TextEncoding, read};
use mulens::locale::Lang;

use other_formats::*;

/// A small generator of numbers that are the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes.truncate(at),
            1 => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, chance.below(256) as u8),
            3 if at + 4 <= bytes.len() => {
                let lie = [[0xFF; 4], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0; 4]][chance.below(4)];
                bytes[at..at + 4].copy_from_slice(&lie);
            }
            _ => bytes[at] ^= 1 << chance.below(8),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn read_or_refuse(path: &Path, what: &str) {
    let layers = [None, Some("a".to_owned())];
    for layer in layers {
        let options = ReadOptions { layer, ..ReadOptions::default() };
        match read(&Source::Path(path.to_owned()), &options, &ReadProgress::default()) {
            Ok(import) => assert_eq!(import.table.len(), import.report.parcels, "{what}"),
            Err(error) => {
                let sentence = error.message(Lang::En);
                assert!(sentence.len() > 10 && !sentence.contains("{ $"), "{what}: {sentence}");
                if matches!(error, ReadError::LayerUnknown { .. }) {
                    continue;
                }
            }
        }
        break;
    }
}

#[test]
fn damaged_files_are_read_or_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write_geopackage(&folder.join("whole.gpkg"), &["a"]);
    let (shp, shx) = shp();
    let dbf = table(0, gbk);
    let whole: Vec<(&str, Vec<u8>, usize)> = vec![
        ("a.gpkg", std::fs::read(folder.join("whole.gpkg")).expect("the database"), 150),
        ("a.zip", zip(&[("a.shp", &shp), ("a.shx", &shx), ("a.dbf", &dbf), ("a.prj", PRJ.as_bytes())]), 300),
        ("a.geojson.gz", gzip(geojson().as_bytes()), 200),
        ("a.ndjson", gbk(&lines()), 200),
        ("a.json", geojson().encode_utf16().flat_map(u16::to_le_bytes).collect(), 100),
    ];
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for (name, bytes, times) in &whole {
        for time in 0..*times {
            let path = folder.join(name);
            std::fs::write(&path, damaged(bytes, &mut chance)).expect("a file");
            read_or_refuse(&path, &format!("{name} {time}"));
        }
    }
    // Each part of a Shapefile in turn.
    let path = write_shapefile(folder, "parts", &dbf, Some("GBK"));
    for (ending, bytes) in [("shp", &shp[..]), ("shx", &shx), ("dbf", &dbf), ("prj", PRJ.as_bytes()), ("cpg", b"GBK")] {
        for time in 0..150 {
            std::fs::write(path.with_extension(ending), damaged(bytes, &mut chance)).expect("a file");
            read_or_refuse(&path, &format!("{ending} {time}"));
        }
        std::fs::write(path.with_extension(ending), bytes).expect("a file");
    }
}

#[test]
fn a_file_reads_in_any_encoding_however_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let dbf = table(0, gbk);
    let shp = write_shapefile(folder.path(), "a", &dbf, None);
    let json = folder.path().join("a.json");
    std::fs::write(&json, geojson()).expect("a file");
    for encoding in TextEncoding::ALL {
        let options = ReadOptions { encoding: Some(encoding), ..ReadOptions::default() };
        for path in [&shp, &json] {
            match read(&Source::Path(path.clone()), &options, &ReadProgress::default()) {
                Ok(import) => assert_eq!(import.report.encoding_choice.used, encoding),
                Err(error) => assert!(!error.message(Lang::Zh).is_empty()),
            }
        }
    }
}

#[test]
fn a_view_that_never_ends_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("endless.gpkg");
    write_geopackage(&path, &["a"]);
    let database = rusqlite::Connection::open(&path).expect("the database");
    let sql = "DROP TABLE a; CREATE VIEW a AS WITH RECURSIVE n (fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) \
        SELECT fid, NULL AS geom FROM n;";
    database.execute_batch(sql).expect("a view");
    drop(database);
    let result = read(&Source::Path(path), &ReadOptions::default(), &ReadProgress::default());
    assert!(matches!(result, Err(ReadError::Convert(_))), "{:?}", result.map(|import| import.table.len()));
}
