//! The same parcels in every format and encoding are the same parcels; what cannot be read is told in one sentence.

#[path = "support/other_formats.rs"]
mod other_formats;

use std::path::{Path, PathBuf};

use mulens::domain::{Category, Measure, ResultTable, TextField};
use mulens::io::{
    ConvertError, EncodingEvidence, FindingKind, Import, ReadError, ReadOptions, ReadProgress, Source, TextEncoding,
    export_geojson, feature_text, property_pairs, read, refuse_sources,
};

use other_formats::*;

fn read_path(path: &Path) -> Result<Import, ReadError> {
    read_with(path, &ReadOptions { hash: true, ..ReadOptions::default() })
}

fn read_with(path: &Path, options: &ReadOptions) -> Result<Import, ReadError> {
    read(&Source::Path(path.to_owned()), options, &ReadProgress::default())
}

/// Codes and names by row, then sums of land in m², output and tax.
fn facts(import: &Import) -> (Vec<(String, String)>, [f64; 3]) {
    let table = &import.table;
    let text =
        |field: TextField, row| table.text(field).and_then(|texts| texts.get(row)).unwrap_or_default().to_owned();
    let rows = (0..table.len()).map(|row| (text(TextField::ParcelCode, row), text(TextField::Name, row))).collect();
    let sum = |measure| -> f64 {
        let column = table.measure(measure, None).expect("the measure");
        (0..table.len()).filter_map(|row| column.get(row)).sum()
    };
    let land = (0..table.len()).filter_map(|row| table.geometric_area_m2(row)).sum();
    (rows, [land, sum(Measure::Output), sum(Measure::Tax)])
}

fn assert_same(import: &Import, expected: &Import, what: &str) {
    let ((rows, sums), (expected_rows, expected_sums)) = (facts(import), facts(expected));
    assert_eq!(rows, expected_rows, "{what}");
    for (sum, expected) in sums.iter().zip(expected_sums) {
        assert!((sum / expected - 1.0).abs() < 1e-9, "{what}: {sums:?} {expected_sums:?}");
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

#[test]
fn the_same_parcels_are_the_same_in_every_format_and_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let text = geojson();
    let plain = read_path(&write(folder, "plain.geojson", text.as_bytes())).expect("it reads");
    assert_eq!((plain.report.format, plain.report.encoding), ("GeoJSON", "UTF-8"));
    assert_eq!(facts(&plain).0[0], (code(0), NAMES[0].to_owned()));

    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let sequence: String = lines().lines().flat_map(|line| ["\u{1e}", line, "\n"]).collect();
    let dbf = table(0x4D, gbk);
    let (shp, shx) = shp();
    let shapefile = zip(&[
        ("数据/地块.shp", &shp),
        ("数据/地块.shx", &shx),
        ("数据/地块.dbf", &dbf),
        ("数据/地块.prj", PRJ.as_bytes()),
    ]);
    write_geopackage(&folder.join("parcels.gpkg"), &["地块"]);
    let geopackage = std::fs::read(folder.join("parcels.gpkg")).expect("the database");
    let files: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        ("bom.geojson", [b"\xEF\xBB\xBF", text.as_bytes()].concat(), "GeoJSON", "UTF-8 BOM"),
        ("gbk.json", gbk(&text), "GeoJSON", "GB18030"),
        ("le.json", utf16(false, true), "GeoJSON", "UTF-16LE"),
        ("be.json", utf16(true, true), "GeoJSON", "UTF-16BE"),
        ("le-bare.json", utf16(false, false), "GeoJSON", "UTF-16LE"),
        ("be-bare.json", utf16(true, false), "GeoJSON", "UTF-16BE"),
        ("packed.geojson.gz", gzip(text.as_bytes()), "GeoJSON gzip", "UTF-8"),
        ("packed-gbk.geojson.gz", gzip(&gbk(&text)), "GeoJSON gzip", "GB18030"),
        ("lines.ndjson", lines().into_bytes(), "NDJSON", "UTF-8"),
        ("lines-gbk.ndjson", gbk(&lines()), "NDJSON", "GB18030"),
        ("lines.ndjson.gz", gzip(lines().as_bytes()), "NDJSON gzip", "UTF-8"),
        ("sequence.geojsons", sequence.clone().into_bytes(), "GeoJSON-Seq", "UTF-8"),
        ("sequence.geojsons.gz", gzip(sequence.as_bytes()), "GeoJSON-Seq gzip", "UTF-8"),
        ("json.zip", zip(&[("a/地块.geojson", text.as_bytes()), ("readme.txt", b"x")]), "GeoJSON zip", "UTF-8"),
        ("shape.zip", shapefile, "Shapefile zip", "GB18030"),
        ("database.zip", zip(&[("parcels.gpkg", &geopackage)]), "GeoPackage zip", "UTF-8"),
        ("parcels.gpkg", geopackage, "GeoPackage", "UTF-8"),
    ];
    for (name, bytes, format, encoding) in files {
        let import = read_path(&write(folder, name, &bytes)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((import.report.format, import.report.encoding), (format, encoding), "{name}");
        assert_eq!(import.report.file_name, name);
        assert_same(&import, &plain, name);
    }
    let path = write_shapefile(folder, "地块", &dbf, None);
    let import = read_path(&path).expect("it reads");
    assert_eq!((import.report.format, import.report.encoding), ("Shapefile", "GB18030"));
    assert_same(&import, &plain, "shapefile");
    // Its table opens it as well.
    assert_same(&read_path(&path.with_extension("dbf")).expect("it reads"), &plain, "dbf");
}

#[test]
fn an_encoding_that_shows_only_far_into_a_file_is_found_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = read_path(&write(folder.path(), "plain.geojson", geojson().as_bytes())).expect("it reads");
    let padded = geojson().replacen('{', &format!("{{{}", " ".repeat(2 << 20)), 1);
    let import = read_path(&write(folder.path(), "far.geojson", &gbk(&padded))).expect("it reads");
    assert_eq!(import.report.encoding, "GB18030");
    assert_same(&import, &plain, "far");
}

#[test]
fn a_tables_encoding_is_its_label_unless_the_bytes_say_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    let utf8 = |text: &str| text.as_bytes().to_vec();
    // Eleven bytes are all a field's name may have.
    let short = |text: &str| match text {
        "宗地代码" => b"ZDDM".to_vec(),
        "企业名称" => b"QYMC".to_vec(),
        text => utf8(text),
    };
    for (stem, dbf, cpg, used, by, told) in [
        ("a", table(0, gbk), None, TextEncoding::Gb18030, EncodingEvidence::Bytes, Some(FindingKind::EncodingGuessed)),
        ("b", table(0x4D, gbk), None, TextEncoding::Gb18030, EncodingEvidence::Label, None),
        ("c", table(0, gbk), Some("GBK"), TextEncoding::Gb18030, EncodingEvidence::Label, None),
        (
            "d",
            table(0, gbk),
            Some("UTF-8"),
            TextEncoding::Gb18030,
            EncodingEvidence::Bytes,
            Some(FindingKind::EncodingContradicted),
        ),
        (
            "e",
            table(0x57, gbk),
            Some("ISO 88591"),
            TextEncoding::Gb18030,
            EncodingEvidence::Bytes,
            Some(FindingKind::EncodingContradicted),
        ),
        ("f", table(0, short), Some("UTF-8\n"), TextEncoding::Utf8, EncodingEvidence::Label, None),
        ("g", table(0, short), None, TextEncoding::Utf8, EncodingEvidence::Valid, None),
        (
            "h",
            table(0x4D, short),
            Some("936"),
            TextEncoding::Utf8,
            EncodingEvidence::Bytes,
            Some(FindingKind::EncodingContradicted),
        ),
    ] {
        let import = read_path(&write_shapefile(folder.path(), stem, &dbf, cpg)).expect("it reads");
        let choice = &import.report.encoding_choice;
        assert_eq!((choice.used, choice.decided_by), (used, by), "{stem}");
        assert_eq!(facts(&import).0[1].1, NAMES[1], "{stem}");
        let kinds = [FindingKind::EncodingGuessed, FindingKind::EncodingContradicted];
        for kind in kinds {
            assert_eq!(import.report.findings.count(kind), u64::from(told == Some(kind)), "{stem} {kind:?}");
        }
        assert!(choice.preview(used).contains(NAMES[0]), "{stem}");
    }
    let path = folder.path().join("b.shp");
    let wrong = ReadOptions { encoding: Some(TextEncoding::Utf8), ..ReadOptions::default() };
    let import = read_with(&path, &wrong).expect("it reads");
    assert_eq!(import.report.encoding_choice.decided_by, EncodingEvidence::Option);
    assert!(import.report.findings.count(FindingKind::BytesReplaced) > 0);
}

#[test]
fn a_shapefile_with_parts_missing_or_cut_off_is_read_as_far_as_it_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let whole = write_shapefile(folder, "a", &table(0x4D, gbk), None);
    let bytes = std::fs::read(&whole).expect("the shapes");
    let count = |import: &Import, kind| import.report.findings.count(kind);

    // Without table, index and coordinate system the shapes are still there.
    let alone = read_path(&write(folder, "alone.shp", &bytes)).expect("it reads");
    assert_eq!((alone.table.len(), count(&alone, FindingKind::CompanionMissing)), (4, 3));

    // A table of which one row is deleted and the last is cut off.
    let mut dbf = table(0x4D, gbk);
    let record = 1 + 19 + 40 + 16 + 12;
    let start = 33 + 32 * 4;
    dbf[start + record] = b'*';
    dbf.truncate(start + 3 * record + 20);
    let import = read_path(&write_shapefile(folder, "cut", &dbf, None)).expect("it reads");
    assert_eq!(import.table.len(), 3);
    assert_eq!(facts(&import).0[1].0, code(2));
    assert_eq!(count(&import, FindingKind::DeletedRecord), 1);
    assert_eq!(count(&import, FindingKind::FileTruncated), 1);
    assert_eq!(count(&import, FindingKind::RecordCountsDiffer), 1);

    // Shapes cut off in the third: the rest of the table's rows have no shape.
    let path = write_shapefile(folder, "short", &table(0x4D, gbk), None);
    std::fs::write(&path, &bytes[..bytes.len() - 300]).expect("a file");
    let import = read_path(&path).expect("it reads");
    assert_eq!((import.table.len(), count(&import, FindingKind::FileTruncated)), (4, 1));
    assert!(count(&import, FindingKind::NoShape) >= 1);

    // Numbers that lie.
    for at in (100..bytes.len()).step_by(4) {
        let mut damaged = bytes.clone();
        damaged[at..at + 4].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0x7F]);
        std::fs::write(&path, &damaged).expect("a file");
        match read_path(&path) {
            Ok(import) => assert_eq!(import.table.len(), 4),
            Err(error) => assert!(matches!(error, ReadError::CrsUnknown { .. }), "{error}"),
        }
    }
}

#[test]
fn a_code_keeps_every_digit_and_a_blank_is_missing_in_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let fields =
        [("ZDDM", b'N', 19, 0), ("QYMC", b'C', 12, 0), ("JDRQ", b'D', 8, 0), ("CZ", b'N', 9, 2), ("ZC", b'L', 1, 0)];
    let rows = [
        ["1234567890123456789", "  甲 ", "20210305", "", "T"],
        ["", "", "", "****", "?"],
        ["0012", "乙", "00000000", "-.5", "F"],
        ["7", "丙", "2021", "1e2", "N"],
    ]
    .map(|row| row.map(str::to_owned).to_vec());
    let import =
        read_path(&write_shapefile(folder.path(), "a", &dbf(&fields, &rows, 0x4D, gbk), None)).expect("it reads");
    let pairs = |row: usize| -> Vec<String> {
        let text = feature_text(&import.source, &import.stamp, import.table.span(row)).expect("the text");
        property_pairs(&text).into_iter().map(|(_, value)| value).collect()
    };
    assert_eq!(pairs(0), ["1234567890123456789", "甲", "2021-03-05", "", "true"]);
    assert_eq!(pairs(1), ["", "", "", "****", ""]);
    assert_eq!(pairs(2), ["0012", "乙", "", "-.5", "false"]);
    assert_eq!(pairs(3), ["7", "丙", "2021", "1e2", "false"]);
}

#[test]
fn of_several_layers_one_is_asked_for_and_an_unknown_one_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("layers.gpkg");
    write_geopackage(&path, &["地块", "roads"]);
    let asked = read_path(&path).expect_err("a question");
    let ReadError::LayerUnknown { layers, .. } = asked else { panic!("{asked}") };
    let named: Vec<(&str, Option<u64>)> = layers.iter().map(|layer| (layer.name.as_str(), layer.features)).collect();
    assert_eq!(named, [("地块", Some(4)), ("roads", Some(4))]);
    let layer = |name: &str| ReadOptions { layer: Some(name.to_owned()), ..ReadOptions::default() };
    let import = read_with(&path, &layer("地块")).expect("it reads");
    assert_eq!(import.source.converted().and_then(|converted| converted.layer.as_deref()), Some("地块"));
    assert_eq!(import.report.findings.count(FindingKind::BlobLeftOut), 4);
    assert!(matches!(read_with(&path, &layer("x")), Err(ReadError::LayerUnknown { asked: Some(_), .. })));

    let (shp, shx) = shp();
    let database = std::fs::read(&path).expect("the database");
    let several =
        zip(&[("甲.shp", &shp), ("甲.shx", &shx), ("b.geojson", geojson().as_bytes()), ("layers.gpkg", &database)]);
    let path = write(folder.path(), "several.zip", &several);
    let Err(ReadError::LayerUnknown { layers, .. }) = read_path(&path) else { panic!("a question") };
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names, ["b.geojson", "layers.gpkg", "甲"]);
    assert_eq!(layers[2].features, Some(4));
    let Err(ReadError::LayerUnknown { layers, .. }) = read_with(&path, &layer("layers.gpkg")) else {
        panic!("a question")
    };
    assert_eq!(layers[0].name, "layers.gpkg/地块");
    for name in ["甲", "b.geojson", "layers.gpkg/地块"] {
        let import = read_with(&path, &layer(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(import.table.len(), 4, "{name}");
    }
}

#[test]
fn bombs_and_archives_that_hold_nothing_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let zeros = vec![b' '; 4 << 20];
    let mut bomb = Vec::new();
    let member = gzip(&zeros);
    for _ in 0..70 {
        bomb.extend_from_slice(&member);
    }
    let truncated = gzip(geojson().as_bytes());
    // The bit that says a file is encrypted, in its own header and in the directory.
    let mut encrypted = zip(&[("a.geojson", b"{}")]);
    let directory = encrypted.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
    encrypted[6] |= 1;
    encrypted[directory + 8] |= 1;
    let files: Vec<(&str, Vec<u8>, ConvertError)> = vec![
        ("bomb.gz", bomb, ConvertError::Bomb(1 << 28)),
        ("encrypted.zip", encrypted, ConvertError::Encrypted),
        ("earth.zip", zip(&[("doc.kml", b"x")]), ConvertError::Kmz),
        ("nested.zip", zip(&[("inner.zip", &zip(&[("a.geojson", b"{}")]))]), ConvertError::NestedArchive),
        ("nothing.zip", zip(&[("readme.txt", b"x")]), ConvertError::NothingInArchive),
        ("book.zip", zip(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")]), ConvertError::Office),
        ("lone.dbf", table(0, gbk), ConvertError::NoShp),
        ("text.shp", b"no shapes".to_vec(), ConvertError::BadShp),
    ];
    for (name, bytes, expected) in files {
        match read_path(&write(folder.path(), name, &bytes)) {
            Err(ReadError::Convert(error)) => assert_eq!(error, expected, "{name}"),
            other => panic!("{name}: {:?}", other.map(|import| import.report.format)),
        }
    }
    for (name, bytes) in [
        ("cut.geojson.gz", truncated[..truncated.len() / 2].to_vec()),
        ("cut.zip", zip(&[("a.geojson", geojson().as_bytes())])[..60].to_vec()),
    ] {
        let error = read_path(&write(folder.path(), name, &bytes)).expect_err("refused");
        assert!(matches!(error, ReadError::Convert(ConvertError::BadArchive(_))), "{name}: {error}");
    }
    let sqlite = folder.path().join("plain.gpkg");
    rusqlite::Connection::open(&sqlite)
        .and_then(|database| database.execute_batch("CREATE TABLE a (b)"))
        .expect("a database");
    assert!(matches!(read_path(&sqlite), Err(ReadError::Convert(ConvertError::NotGeoPackage))));
}

#[test]
fn a_fault_is_told_with_the_line_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = lines();
    text.push_str("{\"type\":\"Feature\",\"properties\":{\"a\":tru},\"geometry\":null}\n");
    for (name, bytes) in
        [("a.ndjson", text.clone().into_bytes()), ("a.ndjson.gz", gzip(text.as_bytes())), ("gbk.ndjson", gbk(&text))]
    {
        let error = read_path(&write(folder.path(), name, &bytes)).expect_err("a fault");
        let place = error.place().unwrap_or_else(|| panic!("{name}: {error}"));
        assert_eq!((place.line, place.column), (5, 37), "{name}: {error}");
    }
    // What the conversion puts before the first line does not shift it.
    let bad_first = "\u{1e}{\"type\":\"Feature\" \"properties\":{}}\n{}\n";
    let place = read_path(&write(folder.path(), "first.geojsons", bad_first.as_bytes())).expect_err("a fault").place();
    assert_eq!(place.map(|place| (place.line, place.column)), Some((1, 20)));
}

#[test]
fn several_files_are_one_with_the_file_as_a_column_and_never_of_two_systems() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let a = write(folder, "甲.geojson", collection(0..2).as_bytes());
    let b = write(folder, "b.geojson.gz", &gzip(collection(2..4).as_bytes()));
    let all = read_path(&write(folder, "all.geojson", geojson().as_bytes())).expect("it reads");
    let source = Source::of_paths(vec![a.clone(), b.clone()]);
    let options = ReadOptions { hash: true, ..ReadOptions::default() };
    let import = read(&source, &options, &ReadProgress::default()).expect("it reads");
    assert_same(&import, &all, "several");
    let words: Vec<_> =
        (0..4).map(|row| import.table.word_of(Category::SourceFile, row).map(ToString::to_string)).collect();
    assert_eq!(words[0].as_deref(), Some("甲.geojson"));
    assert_eq!(words[3].as_deref(), Some("b.geojson.gz"));
    assert_eq!(import.source.files(), [a.clone(), b]);

    let bad = write(folder, "bad.geojson", b"{\"type\":\"FeatureCollection\",\"features\":[{]}");
    let error = read(&Source::of_paths(vec![a.clone(), bad]), &options, &ReadProgress::default()).expect_err("a fault");
    assert!(matches!(&error, ReadError::InFile { file, .. } if file == "bad.geojson"), "{error}");
    assert_eq!(error.place().map(|place| place.line), Some(1));

    let metres = collection(0..1)
        .replace("\"features\"", "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4528\"}},\"features\"");
    let metres = metres.replace("[120.45", "[40540373.0").replace(",36.39", ",4028912.1");
    let metres = write(folder, "metres.geojson", metres.as_bytes());
    let mixed = read(&Source::of_paths(vec![a, metres]), &options, &ReadProgress::default()).expect_err("two systems");
    assert!(matches!(mixed, ReadError::Convert(ConvertError::MixedCrs(_))), "{mixed}");
}

#[test]
fn names_in_a_zip_made_by_windows_are_read_and_one_shape_many_times_in_the_index_is_no_bomb() {
    let folder = tempfile::tempdir().expect("a folder");
    let (shp, shx) = shp();
    let mut packed = zip(&[("AAAA.shp", &shp), ("AAAA.shx", &shx), ("BBBB.shp", &shp)]);
    for (plain, name) in [(b"AAAA.sh", "地块.sh"), (b"BBBB.sh", "道路.sh")] {
        let name = gbk(name);
        for at in 0..packed.len() - name.len() {
            if packed[at..].starts_with(plain) {
                packed[at..at + name.len()].copy_from_slice(&name);
            }
        }
    }
    let Err(ReadError::LayerUnknown { layers, .. }) = read_path(&write(folder.path(), "a.zip", &packed)) else {
        panic!("a question")
    };
    let named: Vec<(&str, Option<u64>)> = layers.iter().map(|layer| (layer.name.as_str(), layer.features)).collect();
    assert_eq!(named, [("地块", Some(4)), ("道路", None)]);

    let path = write_shapefile(folder.path(), "many", &table(0x4D, gbk), None);
    let first = shx[100..108].to_vec();
    let index = [&shx[..100], &first.repeat(40)].concat();
    std::fs::write(path.with_extension("shx"), index).expect("a file");
    let import = read_path(&path).expect("it reads");
    assert!(import.table.len() < 10, "{}", import.table.len());
    assert_eq!(import.report.findings.count(FindingKind::FileTruncated), 1);
}

#[test]
fn a_shapefile_dropped_whole_is_one_file() {
    let paths = ["a.shp", "a.dbf", "a.prj", "a.shx"].map(PathBuf::from).to_vec();
    assert_eq!(Source::of_paths(paths), Source::Path("a.shp".into()));
}

#[test]
fn a_converted_file_is_stamped_by_its_own_bytes_and_exported_as_geojson() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_shapefile(folder.path(), "a", &table(0x4D, gbk), None);
    let import = read_path(&path).expect("it reads");
    assert!(import.stamp.still_matches(&import.source) && import.stamp.same_content(&import.source));
    for ending in ["shp", "dbf", "prj"] {
        let sources = [import.source.clone()];
        assert!(refuse_sources(&path.with_extension(ending), &sources).is_err(), "{ending}");
    }
    let mut out = Vec::new();
    let none = ResultTable { columns: Vec::new() };
    export_geojson(&import.source, &import.stamp, &import.table, None, &none, None, &mut out).expect("an export");
    let again = read_path(&write(folder.path(), "out.geojson", &out)).expect("it reads");
    assert_same(&again, &import, "export");
    assert_eq!(again.report.crs.label, import.report.crs.label);

    // A change of the table alone is a change of the source.
    let mut dbf = table(0x4D, gbk);
    let last = dbf.len() - 3;
    dbf[last] = b'9';
    std::fs::write(path.with_extension("dbf"), dbf).expect("a file");
    assert!(!import.stamp.same_content(&import.source));
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    let file = std::fs::File::options().write(true).open(path.with_extension("dbf")).expect("the table");
    file.set_modified(later).expect("a time");
    let refused = export_geojson(&import.source, &import.stamp, &import.table, None, &none, None, &mut Vec::new());
    assert!(refused.is_err());
}

#[test]
fn a_cancelled_conversion_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let shp = write_shapefile(folder.path(), "a", &table(0x4D, gbk), None);
    let gz = write(folder.path(), "a.geojson.gz", &gzip(geojson().as_bytes()));
    let gpkg = folder.path().join("a.gpkg");
    write_geopackage(&gpkg, &["a"]);
    for path in [shp, gz, gpkg] {
        let progress = ReadProgress::default();
        progress.cancel();
        let stopped = read(&Source::Path(path.clone()), &ReadOptions::default(), &progress);
        assert!(matches!(stopped, Err(ReadError::Cancelled)), "{}", path.display());
    }
}
