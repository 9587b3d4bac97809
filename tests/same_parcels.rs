//! The same 400 parcels, handed over in every way bureaus do, give the same land, output and tax.

#[path = "support/other_formats.rs"]
mod other_formats;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use mulens::analysis::Grouping;
use mulens::app::firms::FirmChoices;
use mulens::app::{Batch, BatchBeside, BatchJudging, BatchRequest};
use mulens::geometry::Crs;
use mulens::io::{ReadOptions, Source};
use mulens::locale::Lang;
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};

const COUNT: usize = 400;
/// CGCS2000, 3° zone 40, as `ArcGIS` writes it.
const ZONE_40: &str = "PROJCS[\"CGCS2000_3_Degree_GK_Zone_40\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",\
    DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],\
    UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",40500000.0],\
    PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",120.0],PARAMETER[\"Scale_Factor\",1.0],\
    PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";

fn code(parcel: usize) -> String {
    format!("370215001001GB{parcel:05}")
}

/// An irregular five-sided plot in degrees, closed, counterclockwise.
fn ring(parcel: usize) -> Vec<[f64; 2]> {
    let (column, row) = ((parcel % 20) as f64, (parcel / 20) as f64);
    let (x, y) = (120.40 + column * 0.0024, 36.36 + row * 0.0021);
    let bend = 0.0001 * (parcel % 7) as f64;
    vec![
        [x, y],
        [x + 0.0021, y + bend / 3.0],
        [x + 0.0022, y + 0.0011],
        [x + 0.001, y + 0.0018 - bend],
        [x, y + 0.0016],
        [x, y],
    ]
}

/// Output and tax in 万元; every fifth parcel's is not known.
fn figures(parcel: usize) -> Option<(f64, f64)> {
    (parcel % 5 != 3).then_some((8_000.25 + 31.5 * parcel as f64, 210.5 + parcel as f64))
}

fn carried(crs: Crs) -> Vec<Vec<[f64; 2]>> {
    let forward = crs.forward();
    (0..COUNT)
        .map(|parcel| {
            let mut positions = ring(parcel);
            if let Some(forward) = &forward {
                assert!(forward.projected_from_lonlat(&mut positions));
            }
            positions
        })
        .collect()
}

/// One feature, its figures left out where `bare`.
fn feature(parcel: usize, ring: &[[f64; 2]], bare: bool) -> String {
    let mut properties = serde_json::json!({ "宗地代码": code(parcel), "园区": format!("园区{}", parcel % 3) });
    if !bare {
        let figures = figures(parcel);
        properties["2023年产值(万元)"] = figures.map(|(output, _)| output).into();
        properties["2023年税收(万元)"] = figures.map(|(_, tax)| tax).into();
    }
    let geometry = serde_json::json!({ "type": "Polygon", "coordinates": [ring] });
    serde_json::json!({ "type": "Feature", "properties": properties, "geometry": geometry }).to_string()
}

fn collection(rings: &[Vec<[f64; 2]>], crs: Option<u32>, bare: bool) -> String {
    let member = crs.map_or_else(String::new, |code| {
        format!("\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::{code}\"}}}},")
    });
    let features: Vec<String> = rings.iter().enumerate().map(|(parcel, ring)| feature(parcel, ring, bare)).collect();
    format!("{{\"type\":\"FeatureCollection\",{member}\"features\":[{}]}}", features.join(",\n"))
}

fn shapefile_in_gbk(rings: &[Vec<[f64; 2]>]) -> Vec<u8> {
    let (mut shp, mut shx) = (std::io::Cursor::new(Vec::new()), std::io::Cursor::new(Vec::new()));
    let polygons: Vec<Polygon> = rings
        .iter()
        .map(|ring| {
            // A Shapefile's outer rings run clockwise.
            let points = ring.iter().rev().map(|[x, y]| Point::new(*x, *y)).collect();
            Polygon::with_rings(vec![PolygonRing::Outer(points)])
        })
        .collect();
    ShapeWriter::with_shx(&mut shp, &mut shx).write_shapes(&polygons).expect("memory");
    // Ten bytes of GBK are all a field's name may have: the unit and the year do not fit.
    let fields =
        [("宗地代码", b'C', 19, 0), ("园区", b'C', 12, 0), ("产值万元", b'N', 16, 2), ("税收万元", b'N', 12, 1)];
    let rows: Vec<Vec<String>> = (0..COUNT)
        .map(|parcel| {
            let (output, tax) = figures(parcel)
                .map_or_else(Default::default, |(output, tax)| (format!("{output:.2}"), format!("{tax:.1}")));
            vec![code(parcel), format!("园区{}", parcel % 3), output, tax]
        })
        .collect();
    let dbf = other_formats::dbf(&fields, &rows, 0x4D, other_formats::gbk);
    other_formats::zip(&[
        ("地块.shp", &shp.into_inner()),
        ("地块.shx", &shx.into_inner()),
        ("地块.dbf", &dbf),
        ("地块.prj", ZONE_40.as_bytes()),
    ])
}

fn geopackage(path: &Path, rings: &[Vec<[f64; 2]>]) {
    let database = rusqlite::Connection::open(path).expect("a database");
    let schema = "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, \
            organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4549, 'EPSG', 4549, 'PROJCS[]', NULL);
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, \
            z TINYINT, m TINYINT);
        INSERT INTO gpkg_contents VALUES ('地块', 'features', '地块', 4549);
        INSERT INTO gpkg_geometry_columns VALUES ('地块', 'geom', 'POLYGON', 4549, 0, 0);
        CREATE TABLE 地块 (fid INTEGER PRIMARY KEY, geom POLYGON, 宗地代码 TEXT, 园区 TEXT, \"2023年产值(万元)\" REAL, \
            \"2023年税收(万元)\" REAL);";
    database.execute_batch(schema).expect("the schema");
    for (parcel, ring) in rings.iter().enumerate() {
        let mut blob = b"GP\0\x01".to_vec();
        blob.extend(4549_i32.to_le_bytes());
        blob.push(1);
        for number in [3_u32, 1, ring.len() as u32] {
            blob.extend(number.to_le_bytes());
        }
        blob.extend(ring.iter().flatten().flat_map(|value| value.to_le_bytes()));
        let figures = figures(parcel);
        let values = rusqlite::params![
            blob,
            code(parcel),
            format!("园区{}", parcel % 3),
            figures.map(|(output, _)| output),
            figures.map(|(_, tax)| tax)
        ];
        database.execute("INSERT INTO 地块 VALUES (NULL, ?1, ?2, ?3, ?4, ?5)", values).expect("a row");
    }
}

/// The firms' figures as a table of their own: 产值 in 亿元, 税收 in 元.
fn firm_rows() -> Vec<(String, f64, f64)> {
    let rows = (0..COUNT).filter_map(|parcel| Some((code(parcel), figures(parcel)?)));
    rows.map(|(code, (output, tax))| (code, output / 1e4, tax * 1e4)).collect()
}

fn firms_csv() -> Vec<u8> {
    let mut text = "宗地代码,2023年产值(亿元),2023年税收(元)\r\n".to_owned();
    for (code, output, tax) in firm_rows() {
        writeln!(text, "{code},{output},{tax}\r").expect("memory");
    }
    other_formats::gbk(&text)
}

fn firms_workbook(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["宗地代码", "2023年产值(亿元)", "2023年税收(元)"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, name).expect("a cell");
    }
    for (row, (code, output, tax)) in firm_rows().into_iter().enumerate() {
        let row = row as u32 + 1;
        sheet.write_string(row, 0, code).expect("a cell");
        sheet.write_number(row, 1, output).expect("a cell");
        sheet.write_number(row, 2, tax).expect("a cell");
    }
    book.save(path).expect("a workbook");
}

/// Land in mu, output and tax in 万元, of each park and of all.
fn sums(path: &Path, crs: Option<Crs>, firms: Option<PathBuf>) -> Vec<[f64; 3]> {
    let request = BatchRequest {
        source: Source::Path(path.to_owned()),
        options: ReadOptions { crs, ..ReadOptions::default() },
        project: None,
        year: None,
        beside: BatchBeside { firms: firms.map(|table| (table, FirmChoices::default())), ..BatchBeside::default() },
        judging: BatchJudging::default(),
    };
    let batch = Batch::open(&request).unwrap_or_else(|error| panic!("{}: {}", path.display(), error.message(Lang::En)));
    assert_eq!(batch.table.len(), COUNT, "{}", path.display());
    let summary = batch.summary(Grouping::Park);
    let number = |key, row| summary.number(key, row).unwrap_or(f64::NAN);
    (0..summary.len()).map(|row| ["land_mu", "output_wan_yuan", "tax_wan_yuan"].map(|key| number(key, row))).collect()
}

#[test]
fn four_hundred_parcels_give_the_same_land_output_and_tax_however_they_come() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let epsg = |code| Crs::from_epsg(code).expect("a known code");
    let degrees = carried(epsg(4326));
    let expected = sums(&write("4326.geojson", collection(&degrees, Some(4326), false).as_bytes()), None, None);
    assert_eq!(expected.len(), 4, "three parks and the total");
    let [land, output, tax] = expected[3];
    assert!(land > 10_000.0 && output > 1e6 && tax > 1e5, "{expected:?}");

    let mut files: Vec<(PathBuf, Option<Crs>, Option<PathBuf>)> = Vec::new();
    for code in [4490, 4549, 4528, 3857] {
        let text = collection(&carried(epsg(code)), Some(code), false);
        files.push((write(&format!("{code}.geojson"), text.as_bytes()), None, None));
    }
    let swapped = |rings: &[Vec<[f64; 2]>]| -> Vec<Vec<[f64; 2]>> {
        rings.iter().map(|ring| ring.iter().map(|&[x, y]| [y, x]).collect()).collect()
    };
    for (name, rings, code) in [("swapped", &degrees, 4326), ("swapped_metres", &carried(epsg(4549)), 4549)] {
        let text = collection(&swapped(rings), Some(code), false);
        files.push((write(&format!("{name}.geojson"), text.as_bytes()), None, None));
    }
    files.push((write("no_crs.geojson", collection(&degrees, None, false).as_bytes()), None, None));
    let metres = collection(&carried(epsg(4549)), None, false);
    files.push((write("no_crs_metres.geojson", metres.as_bytes()), Some(epsg(4549)), None));
    files.push((write("shapefile.zip", &shapefile_in_gbk(&carried(epsg(4528)))), None, None));
    let path = folder.path().join("parcels.gpkg");
    geopackage(&path, &carried(epsg(4549)));
    files.push((path, None, None));
    let lines: String = degrees.iter().enumerate().map(|(parcel, ring)| feature(parcel, ring, false) + "\n").collect();
    files.push((write("lines.ndjson.gz", &other_formats::gzip(lines.as_bytes())), None, None));
    let bare = write("bare.geojson", collection(&degrees, None, true).as_bytes());
    files.push((bare.clone(), None, Some(write("firms.csv", &firms_csv()))));
    let workbook = folder.path().join("firms.xlsx");
    firms_workbook(&workbook);
    files.push((bare, None, Some(workbook)));

    for (path, crs, firms) in files {
        let what = format!("{} {firms:?}", path.display());
        let found = sums(&path, crs, firms);
        assert_eq!(found.len(), expected.len(), "{what}");
        for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found / expected - 1.0).abs() < 1e-6, "{what}: {found} is not {expected}");
        }
    }
}
