//! Where a file's parcels are: one parcel written in many coordinate systems, labels that lie, axes that are swapped,
//! datums that stay where they are, and numbers of no place at all.

use std::path::Path;

use mulens::domain::AreaBasis;
use mulens::geometry::{ChinaOffset, Crs};
use mulens::io::import_report::CrsEvidence;
use mulens::io::{FindingKind, Import, ReadError, ReadOptions, ReadProgress, Source, read};

/// The domain's quad near Jimo, degrees, and its area on the ellipsoid.
const QUAD: [[f64; 2]; 4] = [[120.44, 36.39], [120.444, 36.3905], [120.4436, 36.3932], [120.4404, 36.3928]];
const QUAD_M2: f64 = 98_558.735;

fn file(ring: &[[f64; 2]], crs: Option<&str>) -> Vec<u8> {
    let mut positions: Vec<String> = ring.iter().map(|[x, y]| format!("[{x},{y}]")).collect();
    positions.push(positions[0].clone());
    let crs = crs.map_or_else(String::new, |name| {
        format!(r#""crs":{{"type":"name","properties":{{"name":{}}}}},"#, serde_json::Value::from(name))
    });
    format!(
        r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}]}}"#,
        positions.join(",")
    )
    .into_bytes()
}

fn open(bytes: Vec<u8>, crs: Option<Crs>) -> Result<Import, ReadError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let options = ReadOptions { crs, ..ReadOptions::default() };
    read(&Source::Path(Path::new(file.path()).to_owned()), &options, &ReadProgress::default())
}

fn crs(code: u32) -> Crs {
    Crs::from_epsg(code).unwrap()
}

/// The quad in the numbers of a system.
fn quad_in(crs: Crs) -> Vec<[f64; 2]> {
    let mut ring = QUAD.to_vec();
    if let Some(forward) = crs.forward() {
        assert!(forward.projected_from_lonlat(&mut ring));
    }
    ring
}

fn turned(ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    ring.into_iter().map(|[x, y]| [y, x]).collect()
}

fn has(import: &Import, kind: FindingKind) -> bool {
    import.report.findings.counts().any(|(found, _)| found == kind)
}

/// Holds a file to the quad's place and area.
fn assert_is_quad(import: &Import, what: &str) {
    let area = import.table.geometric_area_m2(0).unwrap_or(f64::NAN);
    assert!((area / QUAD_M2 - 1.0).abs() < 1e-6, "{what}: {area}");
    let [lon, lat] = import.table.shapes().bounds_of(0).center();
    assert!((lon - 120.442).abs() < 1e-4 && (lat - 36.3916).abs() < 1e-4, "{what}: {lon} {lat}");
}

#[test]
fn one_parcel_in_every_labelled_system_has_one_place_and_one_area() {
    for code in [4326, 4490, 4528, 4549, 4498, 4499, 4509, 4510, 3857, 32_651] {
        let system = crs(code);
        let name = format!("urn:ogc:def:crs:EPSG::{code}");
        for (ring, is_turned) in [(quad_in(system), false), (turned(quad_in(system)), true)] {
            // UTM's northing and easting are both places in UTM, far away.
            if is_turned && code > 30_000 {
                continue;
            }
            let import = open(file(&ring, Some(&name)), None).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_is_quad(&import, &name);
            assert_eq!(import.report.crs.crs, system, "{code}");
            assert_eq!(import.report.crs.decided_by, CrsEvidence::Member);
            assert_eq!((import.report.crs.swapped, has(&import, FindingKind::AxesSwapped)), (is_turned, is_turned));
        }
    }
}

#[test]
fn without_a_label_the_numbers_tell_or_the_user_is_asked_and_the_answer_serves() {
    for code in [4528, 4499] {
        for ring in [quad_in(crs(code)), turned(quad_in(crs(code)))] {
            let import = open(file(&ring, None), None).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_is_quad(&import, "by numbers");
            assert_eq!(import.report.crs.decided_by, CrsEvidence::Numbers);
        }
    }
    for code in [4549, 3857] {
        for (ring, is_turned) in [(quad_in(crs(code)), false), (turned(quad_in(crs(code))), true)] {
            let asked = open(file(&ring, None), None).map(|_| ());
            let Err(ReadError::CrsUnknown(unknown)) = asked else { panic!("{code}: {asked:?}") };
            let proposed = unknown.proposed();
            assert_eq!(proposed, Some(crs(code)));
            let import = open(file(&ring, None), proposed).unwrap();
            assert_is_quad(&import, "as proposed");
            assert_eq!(import.report.crs.swapped, is_turned);
        }
    }
}

#[test]
fn a_label_that_has_the_zone_before_the_easting_wrong_is_put_right() {
    for (label, numbers) in [(4549, 4528), (4528, 4549), (4509, 4498), (4498, 4509)] {
        for (ring, is_turned) in [(quad_in(crs(numbers)), false), (turned(quad_in(crs(numbers))), true)] {
            for (label, chosen) in [(Some(label), None), (None, Some(crs(label)))] {
                let name = label.map(|code| format!("EPSG:{code}"));
                let import = open(file(&ring, name.as_deref()), chosen).unwrap();
                assert_is_quad(&import, "other prefix");
                assert_eq!((import.report.crs.crs, import.report.crs.swapped), (crs(numbers), is_turned));
                assert!(has(&import, FindingKind::CrsContradicted));
            }
        }
    }
}

#[test]
fn a_label_of_another_meridian_gives_way_to_the_number_before_the_easting_but_keeps_its_datum() {
    let import = open(file(&quad_in(crs(4528)), Some("EPSG:4527")), None).unwrap();
    assert_is_quad(&import, "zone 40 labelled 39");
    assert!(has(&import, FindingKind::CrsContradicted));
    let import = open(file(&quad_in(crs(2364)), Some("EPSG:2363")), None).unwrap();
    assert_eq!(import.report.crs.crs, crs(2364));
}

#[test]
fn other_datums_are_measured_in_their_plane_and_say_so() {
    for (code, kind) in [
        (2364, FindingKind::DatumXian80),
        (2385, FindingKind::DatumXian80),
        (2334, FindingKind::DatumXian80),
        (2416, FindingKind::DatumBeijing54),
        (2437, FindingKind::DatumBeijing54),
        (21_420, FindingKind::DatumBeijing54),
    ] {
        let square = [[0.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0], [0.0, 1000.0]];
        let [x, y] = quad_in(crs(code))[0].map(f64::floor);
        let import = open(file(&square.map(|[dx, dy]| [x + dx, y + dy]), Some(&format!("EPSG:{code}"))), None).unwrap();
        let area = import.table.geometric_area_m2(0).unwrap();
        assert!((area - 1e6).abs() < 1e-3, "{code}: {area}");
        assert_eq!(import.table.area_basis(), AreaBasis::Plane);
        assert!(has(&import, kind) && has(&import, FindingKind::PlaneAreas), "{code}");
        // The place is good to some tens of metres.
        let [lon, lat] = import.table.shapes().bounds_of(0).center();
        assert!((lon - 120.4456).abs() < 2e-3 && (lat - 36.3945).abs() < 2e-3, "{lon} {lat}");
    }
}

#[test]
fn a_prj_text_in_the_place_of_a_name_serves_as_one() {
    let prj = r#"PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
    let import = open(file(&quad_in(crs(4549)), Some(prj)), None).unwrap();
    assert_is_quad(&import, "prj");
    assert_eq!(import.report.crs.label.as_deref(), Some("CGCS2000_3_Degree_GK_CM_120E"));

    // A city grid of its own parameters, on a datum nobody names.
    let city = prj
        .replace("CGCS2000_3_Degree_GK_CM_120E", "City_Grid")
        .replace("D_China_2000", "D_User_Defined")
        .replace("GCS_China_Geodetic_Coordinate_System_2000", "GCS_City")
        .replace("120.0", "120.5")
        .replace("500000.0", "150000.0");
    let Some(grid) = Crs::from_name(&city) else { panic!("no grid") };
    let import = open(file(&quad_in(grid), Some(&city)), None).unwrap();
    assert_eq!(import.table.area_basis(), AreaBasis::Plane);
    assert!(has(&import, FindingKind::DatumUnknown));
    assert!((import.table.geometric_area_m2(0).unwrap() / QUAD_M2 - 1.0).abs() < 1e-4);
}

#[test]
fn offsets_of_web_maps_are_undone_on_the_users_word() {
    for offset in [ChinaOffset::Gcj02, ChinaOffset::Bd09] {
        let import = open(file(&quad_in(Crs::Offset(offset)), None), Some(Crs::Offset(offset))).unwrap();
        assert_is_quad(&import, "offset");
        assert!(has(&import, FindingKind::OffsetUndone));
        let ring = import.table.shapes().ring(0);
        for (at, meant) in ring.iter().zip(QUAD) {
            // A centimetre is 1e-7 degrees.
            assert!((at[0] - meant[0]).abs() < 1e-8 && (at[1] - meant[1]).abs() < 1e-8, "{at:?} {meant:?}");
        }
    }
}

#[test]
fn local_metres_have_an_area_and_no_place() {
    for [x, y] in [[0.0, 0.0], [250.0, 90.0], [88_000.0, 60_000.0], [4_028_000.0, 540_000.0], [-5000.0, 3e8]] {
        let square = [[0.0, 0.0], [500.0, 0.0], [500.0, 200.0], [0.0, 200.0]].map(|[dx, dy]| [x + dx, y + dy]);
        let import = open(file(&square, None), Some(Crs::LocalMetres)).unwrap();
        let area = import.table.geometric_area_m2(0).unwrap();
        assert!((area - 1e5).abs() < 1e-3, "{x} {y}: {area}");
        assert_eq!(import.table.area_basis(), AreaBasis::Plane);
        assert!(has(&import, FindingKind::PlaceUnknown) && !has(&import, FindingKind::OutOfRange));
        assert!(!import.report.crs.crs.has_place());
    }
}

#[test]
fn a_stray_parcel_does_not_outvote_a_label_or_shift_a_plane_without_a_place() {
    let square = |x: f64, y: f64| {
        let (east, north) = (x + 100.0, y + 100.0);
        format!(
            r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{x},{y}],[{east},{y}],[{east},{north}],[{x},{north}],[{x},{y}]]]}}}}"#
        )
    };
    let all = |crs: &str| {
        let parcels = (0..40).map(|n| square(540_000.0 + f64::from(n) * 150.0, 4_028_000.0));
        let parcels: Vec<String> = parcels.chain([square(5.4e8, 4_028_000.0)]).collect();
        format!(r#"{{"type":"FeatureCollection",{crs}"features":[{}]}}"#, parcels.join(",")).into_bytes()
    };
    let labelled = all(r#""crs":{"type":"name","properties":{"name":"EPSG:4549"}},"#);
    for (bytes, chosen) in [(labelled, None), (all(""), Some(crs(4549))), (all(""), Some(Crs::LocalMetres))] {
        let import = open(bytes, chosen).unwrap();
        assert_eq!(import.report.findings.count(FindingKind::OutOfRange), 1);
        for row in 0..40 {
            let area = import.table.geometric_area_m2(row).unwrap();
            assert!((area - 10_000.0).abs() < 2.0, "{row}: {area}");
        }
    }
}

#[test]
fn numbers_of_no_system_are_asked_about_and_absurd_ones_refused_with_a_sentence() {
    let square = |x: f64, y: f64| [[x, y], [x + 500.0, y], [x + 500.0, y + 200.0], [x, y + 200.0]];
    let far = open(file(&square(88_000.0, 3e8), None), None).map(|_| ());
    assert!(matches!(&far, Err(ReadError::CrsUnknown(unknown)) if unknown.candidates.is_empty()), "{far:?}");
    for chosen in [None, Some(Crs::LocalMetres), Some(crs(4549))] {
        let absurd = open(file(&square(1e20, 1e20), None), chosen).map(|_| ());
        assert!(matches!(absurd, Err(ReadError::CoordinatesAbsurd { .. })), "{absurd:?}");
    }
    // Degrees are no metres of a zone, and metres no degrees, whoever says so.
    let wrong = open(file(&QUAD, None), Some(crs(4549))).map(|_| ());
    assert!(matches!(wrong, Err(ReadError::CrsMismatch { .. })), "{wrong:?}");
    let wrong = open(file(&quad_in(crs(4549)), None), Some(Crs::Offset(ChinaOffset::Gcj02))).map(|_| ());
    assert!(matches!(wrong, Err(ReadError::CrsMismatch { .. })), "{wrong:?}");
}
