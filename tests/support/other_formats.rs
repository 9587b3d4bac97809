//! The same few parcels in every format the program reads, built here byte by byte or by the format's own crate.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::Write;
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};

/// A WKT of CGCS2000 as `ArcGIS` writes it.
pub const PRJ: &str = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",\
    SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

/// Names, codes and figures of the parcels; each is a square with a hole.
pub const NAMES: [&str; 4] = ["青岛即墨纺织厂", "汽车零部件有限公司", "联东U谷·电子", "蓝谷仓储"];

/// The code of a parcel: 19 digits, beyond what a double holds.
pub fn code(parcel: usize) -> String {
    format!("370215001001234567{parcel}")
}

/// The rings of a parcel in degrees: the outer one clockwise, the hole the other way.
pub fn rings(parcel: usize) -> [Vec<[f64; 2]>; 2] {
    let (x, y) = (120.45 + parcel as f64 * 0.01, 36.39);
    let square = |x: f64, y: f64, side: f64| vec![[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]];
    let mut hole = square(x + 0.001, y + 0.001, 0.0005);
    hole.reverse();
    [square(x, y, 0.003 + parcel as f64 * 0.0001), hole]
}

/// Output and tax in 万元.
pub fn figures(parcel: usize) -> (f64, f64) {
    (12_000.25 + parcel as f64 * 1000.0, 310.5 + parcel as f64)
}

fn feature(parcel: usize) -> String {
    let (output, tax) = figures(parcel);
    let geometry = serde_json::json!({ "type": "Polygon", "coordinates": rings(parcel) });
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"宗地代码\":{},\"企业名称\":{},\"产值\":{output},\"税收\":{tax}}},\
         \"geometry\":{geometry}}}",
        code(parcel),
        serde_json::json!(NAMES[parcel])
    )
}

/// The parcels as a feature collection.
pub fn geojson() -> String {
    collection(0..NAMES.len())
}

/// Some of the parcels as a feature collection.
pub fn collection(parcels: std::ops::Range<usize>) -> String {
    let features: Vec<String> = parcels.map(feature).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// The parcels one a line.
pub fn lines() -> String {
    (0..NAMES.len()).map(|parcel| feature(parcel) + "\n").collect()
}

/// Bytes packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

/// Files packed into a ZIP; names are written as the bytes they are.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name");
        packed.write_all(bytes).expect("memory");
    }
    packed.finish().expect("memory").into_inner()
}

/// The shapes of the parcels: `.shp` and `.shx`.
pub fn shp() -> (Vec<u8>, Vec<u8>) {
    let (mut shp, mut shx) = (std::io::Cursor::new(Vec::new()), std::io::Cursor::new(Vec::new()));
    let polygons: Vec<Polygon> = (0..NAMES.len())
        .map(|parcel| {
            let [outer, hole] = rings(parcel).map(|ring| ring.iter().map(|[x, y]| Point::new(*x, *y)).collect());
            Polygon::with_rings(vec![PolygonRing::Outer(outer), PolygonRing::Inner(hole)])
        })
        .collect();
    ShapeWriter::with_shx(&mut shp, &mut shx).write_shapes(&polygons).expect("memory");
    (shp.into_inner(), shx.into_inner())
}

/// A dBase table from fields (name, type, length, decimals) and rows of texts, all encoded by `encode`.
pub fn dbf(
    fields: &[(&str, u8, u8, u8)],
    rows: &[Vec<String>],
    language: u8,
    encode: impl Fn(&str) -> Vec<u8>,
) -> Vec<u8> {
    let record_len = 1 + fields.iter().map(|field| u16::from(field.2)).sum::<u16>();
    let mut bytes = vec![3, 121, 3, 5];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((33 + 32 * fields.len() as u16).to_le_bytes());
    bytes.extend(record_len.to_le_bytes());
    bytes.extend([0; 17]);
    bytes.extend([language, 0, 0]);
    for (name, kind, len, decimals) in fields {
        let mut field = [0; 32];
        let name = encode(name);
        field[..name.len()].copy_from_slice(&name);
        (field[11], field[16], field[17]) = (*kind, *len, *decimals);
        bytes.extend(field);
    }
    bytes.push(0x0D);
    for row in rows {
        bytes.push(b' ');
        for ((_, kind, len, _), cell) in fields.iter().zip(row) {
            let (cell, len) = (encode(cell), usize::from(*len));
            assert!(cell.len() <= len, "a cell of {} bytes in {len}", cell.len());
            let blanks = vec![b' '; len - cell.len()];
            if *kind == b'C' {
                bytes.extend(cell);
                bytes.extend(blanks);
            } else {
                bytes.extend(blanks);
                bytes.extend(cell);
            }
        }
    }
    bytes.push(0x1A);
    bytes
}

/// The table of the parcels.
pub fn table(language: u8, encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let fields = [("宗地代码", b'N', 19, 0), ("企业名称", b'C', 40, 0), ("产值", b'N', 16, 2), ("税收", b'N', 12, 1)];
    let rows: Vec<Vec<String>> = (0..NAMES.len())
        .map(|parcel| {
            let (output, tax) = figures(parcel);
            vec![code(parcel), NAMES[parcel].to_owned(), format!("{output:.2}"), format!("{tax:.1}")]
        })
        .collect();
    dbf(&fields, &rows, language, encode)
}

/// GBK bytes.
pub fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// Writes a Shapefile of these bytes and hands back the `.shp`'s path.
pub fn write_shapefile(folder: &Path, stem: &str, dbf: &[u8], cpg: Option<&str>) -> PathBuf {
    let (shp, shx) = shp();
    let file = |ending: &str| folder.join(format!("{stem}.{ending}"));
    for (ending, bytes) in [("shp", &shp[..]), ("shx", &shx), ("dbf", dbf), ("prj", PRJ.as_bytes())] {
        std::fs::write(file(ending), bytes).expect("a file");
    }
    if let Some(cpg) = cpg {
        std::fs::write(file("cpg"), cpg).expect("a file");
    }
    file("shp")
}

/// Writes a `GeoPackage` with a layer of the parcels for each name.
pub fn write_geopackage(path: &Path, layers: &[&str]) {
    let database = rusqlite::Connection::open(path).expect("a database");
    let schema = "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, \
            organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4490, 'EPSG', 4490, 'GEOGCS[]', NULL);
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, \
            z TINYINT, m TINYINT);";
    database.execute_batch(schema).expect("the schema");
    for layer in layers {
        let sql = format!(
            "INSERT INTO gpkg_contents VALUES ('{layer}', 'features', '{layer}', 4490);
             INSERT INTO gpkg_geometry_columns VALUES ('{layer}', 'geom', 'POLYGON', 4490, 0, 0);
             CREATE TABLE \"{layer}\" (fid INTEGER PRIMARY KEY, geom POLYGON, 宗地代码 INTEGER, 企业名称 TEXT, 产值 REAL, 税收 REAL, \
                在产 BOOLEAN, 照片 BLOB);"
        );
        database.execute_batch(&sql).expect("a layer");
        for (parcel, name) in NAMES.into_iter().enumerate() {
            let (output, tax) = figures(parcel);
            let code: i64 = code(parcel).parse().expect("a number");
            let values = rusqlite::params![geometry(parcel), code, name, output, tax, true, [1_u8, 2]];
            let sql = format!("INSERT INTO \"{layer}\" VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)");
            database.execute(&sql, values).expect("a row");
        }
    }
}

fn geometry(parcel: usize) -> Vec<u8> {
    let mut blob = b"GP\0\x01".to_vec();
    blob.extend(4490_i32.to_le_bytes());
    blob.push(1);
    blob.extend(3_u32.to_le_bytes());
    blob.extend(2_u32.to_le_bytes());
    for ring in rings(parcel) {
        blob.extend((ring.len() as u32).to_le_bytes());
        for value in ring.into_iter().flatten() {
            blob.extend(value.to_le_bytes());
        }
    }
    blob
}
