//! Tests of the reading of WKT against texts that PROJ writes and texts that are broken.

use proptest::prelude::*;

use super::*;

/// Texts as PROJ 9 writes them: EPSG code, kind, text.
const TEXTS: &str = include_str!("../../../tests/golden/crs.wkt.tsv");

fn texts() -> impl Iterator<Item = (u32, &'static str, &'static str)> {
    TEXTS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        (cells.next().unwrap().parse().unwrap(), cells.next().unwrap(), cells.next().unwrap())
    })
}

#[test]
fn the_texts_of_both_generations_and_of_esri_stand_for_their_codes() {
    for (code, kind, text) in texts() {
        let found = Crs::from_name(text);
        // ESRI's text has no code: UTM on ETRS89 is known by its parameters alone.
        if code == 25_832 && kind == "WKT1_ESRI" {
            assert!(matches!(found, Some(Crs::Grid(_))), "{found:?}");
            continue;
        }
        assert_eq!(found.and_then(Crs::epsg), Some(code), "{code} {kind}");
    }
}

#[test]
fn without_their_codes_the_parameters_still_tell() {
    for (code, kind, text) in texts().filter(|(code, ..)| *code != 25_832) {
        let text = text.replace("\"EPSG\"", "\"NONE\"");
        assert_eq!(Crs::from_name(&text).and_then(Crs::epsg), Some(code), "{code} {kind}");
    }
}

fn esri_grid(datum: &str, spheroid: &str, meridian: f64, easting: f64, unit: &str) -> String {
    format!(
        "PROJCS[\"Grid\",GEOGCS[\"GCS\",DATUM[\"{datum}\",SPHEROID[{spheroid}]],PRIMEM[\"Greenwich\",0.0],\
         UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",{easting}],\
         PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",{meridian}],PARAMETER[\"Scale_Factor\",1.0],\
         PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[{unit}]]"
    )
}

#[test]
fn a_city_grid_keeps_its_parameters_and_its_datum() {
    let text = esri_grid("D_Beijing_1954", "\"Krasovsky_1940\",6378245.0,298.3", 120.333, 100_000.0, "\"Meter\",1.0");
    let Some(Crs::Grid(grid)) = Crs::from_name(&text) else { panic!("no grid") };
    let found = grid.parameters();
    assert_eq!((found.datum, found.meridian, found.false_easting_m), (Datum::Beijing54, 120.333, 100_000.0));
    assert_eq!(found.semi_major_m, 6_378_245.0);

    let text = esri_grid("D_User_Defined", "\"CGCS2000\",6378137.0,298.257222101", 120.0, 500_000.0, "\"Meter\",1.0");
    let Some(Crs::Grid(grid)) = Crs::from_name(&text) else { panic!("no grid") };
    assert_eq!(grid.parameters().datum, Datum::Unknown);

    let feet = "\"Foot_US\",0.3048006096012192";
    let text = esri_grid("D_North_American_1983", "\"GRS_1980\",6378137.0,298.257222101", -75.0, 1000.0, feet);
    let Some(Crs::Grid(grid)) = Crs::from_name(&text) else { panic!("no grid") };
    assert_eq!(grid.parameters().datum, Datum::Cgcs2000);
    assert!((grid.parameters().false_easting_m - 304.800_609_601_219_2).abs() < 1e-9);
}

#[test]
fn what_is_broken_or_of_no_use_stands_for_none() {
    let deep = "PROJCS[".repeat(10_000);
    for text in [
        "PROJCS[",
        "PROJCS[]",
        "PROJCS[\"x\"",
        "PROJCS[\"x\",,]",
        "GEOGCS[\"GCS_Unknown\",DATUM[\"D_Unknown\",SPHEROID[\"x\",1,2]]]",
        "GEOGCS[\"NTF (Paris)\",DATUM[\"WGS_1984\"],PRIMEM[\"Paris\",2.33722917]]",
        "LOCAL_CS[\"site\",UNIT[\"metre\",1]]",
        "PROJCS[\"x\",GEOGCS[\"y\"],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"central_meridian\",1e300]]",
        deep.as_str(),
    ] {
        assert_eq!(Crs::from_name(text), None, "{text:.60}");
    }
}

#[test]
fn a_text_is_known_by_the_name_in_it() {
    assert_eq!(name_in_wkt("PROJCS[\"Grid\",GEOGCS[\"a\"]]").as_deref(), Some("Grid"));
    assert_eq!(name_in_wkt("EPSG:4549"), None);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_fall(text in "(PROJCS|GEOGCS|COMPD_CS)[\\[\\]()\",A-Za-z0-9._ +\\-经带]{0,200}") {
        let _: Option<Crs> = Crs::from_name(&text);
    }

    #[test]
    fn no_cut_of_a_real_text_makes_the_reader_fall(which in 0_usize..30, cut in 0_usize..2000) {
        let text = texts().nth(which).map_or("", |(.., text)| text);
        let cut = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let _: Option<Crs> = Crs::from_name(&text[..cut]);
    }
}
