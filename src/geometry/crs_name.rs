//! Coordinate systems by name: EPSG codes in all their forms, OGC and ESRI names, Chinese spellings, WKT.
//!
//! Owns how a name is read; which systems there are is `crs`'s, the Chinese words are the domain's.

use super::china_offset::ChinaOffset;
use super::crs::Crs;
use super::datum::Datum;
use super::grid::{Grid, GridParameters};
use super::wkt;
use super::zone::{Zone, ZoneWidth};
use crate::domain::field_names::crs_words;

/// The system a name stands for: `EPSG:4549`, the `urn:ogc:def:crs:` and `http://www.opengis.net/` forms, `OGC:CRS84`,
/// the names EPSG and ESRI give these systems (`CGCS2000_3_Degree_GK_Zone_40`, `CGCS2000_GK_CM_117E`), Chinese
/// spellings, `GCJ-02`, `BD-09`, `local`, proj4 text of a transverse Mercator grid, and WKT of either generation. A bare
/// number is taken for an EPSG code.
pub(super) fn crs_from_name(name: &str) -> Option<Crs> {
    let name = name.trim();
    if wkt::is_wkt(name) {
        return wkt::crs_from_wkt(name);
    }
    if name.starts_with("+proj=") {
        return Grid::from_proj_text(name).map(|grid| transverse_crs(grid, false));
    }
    let name = crs_words(name);
    let last = name.rsplit([':', '/', '#']).next().unwrap_or_default().trim();
    if let Ok(code) = last.parse() {
        return Crs::from_epsg(code);
    }
    if matches!(last, "crs84" | "crs84h") {
        return Some(Crs::LonLat(4326));
    }
    // "CGCS2000 / 3-degree Gauss-Kruger CM 120E" and "CGCS2000_3_Degree_GK_CM_120E" become the same words.
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let plain = words.concat();
    match plain.as_str() {
        "gcj02" | "gcj" => return Some(Crs::Offset(ChinaOffset::Gcj02)),
        "bd09" | "bd09ll" => return Some(Crs::Offset(ChinaOffset::Bd09)),
        "local" => return Some(Crs::LocalMetres),
        _ => {}
    }
    let has = |word: &str| words.contains(&word);
    if has("gk") || has("gauss") {
        return zone(&words, &plain);
    }
    if has("mercator") && (has("web") || has("pseudo")) {
        return Some(Crs::WebMercator);
    }
    if has("utm") {
        return utm(&words, &plain);
    }
    geographic(&words)
}

/// The 3° or 6° zone of these words. Without a width the zone's number tells it, since no number is of both.
fn zone(words: &[&str], plain: &str) -> Option<Crs> {
    // A zone of no datum at all is CGCS2000's; one of a datum we do not know is not.
    let is_bare = words.iter().all(|word| {
        matches!(*word, "gk" | "gauss" | "kruger" | "krueger" | "cm" | "zone" | "degree" | "e" | "n" | "3" | "6")
            || word.trim_end_matches(['e', 'n']).parse::<u8>().is_ok()
    });
    let datum = Datum::from_plain_name(plain).or_else(|| is_bare.then(Datum::default))?;
    let at = |word: &str| words.iter().position(|each| *each == word);
    let width = at("degree").and_then(|degree| match *words.get(degree.checked_sub(1)?)? {
        "3" => Some(ZoneWidth::Three),
        "6" => Some(ZoneWidth::Six),
        _ => None,
    });
    let number_of = |word: &str| word.trim_end_matches(['e', 'n']).parse::<u8>().ok();
    let widths = |wanted: ZoneWidth| width.is_none_or(|width| width == wanted);
    let first =
        |zones: [Option<Zone>; 2]| zones.into_iter().flatten().find(|zone| widths(zone.width())).map(Crs::GaussKrueger);
    if let Some(cm) = at("cm").and_then(|at| number_of(words.get(at + 1)?)) {
        let of = |width| Zone::with_meridian(datum, width, cm, false);
        return first([of(ZoneWidth::Six), of(ZoneWidth::Three)]);
    }
    // "zone 40", "40 zone" (40带), or EPSG's "Gauss-Kruger 20N".
    let zone = at("zone");
    let behind = zone.and_then(|at| words.get(at + 1)).copied();
    let before = zone.and_then(|at| words.get(at.checked_sub(1)?)).copied();
    let word = behind
        .filter(|word| number_of(word).is_some())
        .or(before.filter(|word| number_of(word).is_some()))
        .or_else(|| words.last().copied().filter(|word| word.ends_with('n')))?;
    let (number, is_prefixed) = (number_of(word)?, !word.ends_with('n'));
    let of = |width| Zone::numbered(datum, width, number, is_prefixed);
    first([of(ZoneWidth::Six), of(ZoneWidth::Three)])
}

/// A UTM zone of WGS 84: `WGS_1984_UTM_Zone_51N`.
fn utm(words: &[&str], plain: &str) -> Option<Crs> {
    let is_wgs84 = ["wgs84", "wgs1984"].iter().any(|name| plain.starts_with(name));
    let zone = words.iter().position(|word| *word == "zone").and_then(|at| words.get(at + 1)).filter(|_| is_wgs84)?;
    let number: u32 = zone.trim_end_matches(['n', 's']).parse().ok().filter(|number| (1..=60).contains(number))?;
    let is_south = zone.ends_with('s') || words.last() == Some(&"s");
    Crs::from_epsg(if is_south { 32_700 } else { 32_600 } + number)
}

/// The geographic systems; a projected one has more words than its datum.
fn geographic(words: &[&str]) -> Option<Crs> {
    let plain: String = words.iter().filter(|word| !matches!(**word, "gcs" | "d")).copied().collect();
    match plain.as_str() {
        "cgcs2000" | "china2000" | "chinageodeticcoordinatesystem2000" => Some(Crs::LonLat(4490)),
        "wgs84" | "wgs1984" => Some(Crs::LonLat(4326)),
        "xian1980" | "xian80" => Some(Crs::LonLat(4610)),
        "beijing1954" | "beijing54" => Some(Crs::LonLat(4214)),
        _ => None,
    }
}

/// The zone a transverse Mercator grid is, else the grid as it stands. Where a 3° and a 6° zone are the same plane,
/// `prefers_six` decides the name.
pub(super) fn transverse_crs(grid: Grid, prefers_six: bool) -> Crs {
    let parameters = grid.parameters();
    let GridParameters { datum, meridian, origin_latitude, scale, false_easting_m, false_northing_m, .. } = parameters;
    let is_datums_own = Datum::from_ellipsoid(parameters.semi_major_m, parameters.inverse_flattening) == Some(datum);
    let is_plain = [origin_latitude, false_northing_m] == [0.0; 2] && [scale, parameters.unit_m] == [1.0; 2];
    if is_datums_own && is_plain && meridian.fract() == 0.0 && (0.0..=180.0).contains(&meridian) {
        let widths = if prefers_six { [ZoneWidth::Six, ZoneWidth::Three] } else { [ZoneWidth::Three, ZoneWidth::Six] };
        let found = widths
            .into_iter()
            .flat_map(|width| [false, true].map(|prefixed| (width, prefixed)))
            .filter_map(|(width, prefixed)| Zone::with_meridian(datum, width, meridian as u8, prefixed))
            .find(|zone| zone.false_easting_m() == false_easting_m);
        if let Some(zone) = found {
            return Crs::GaussKrueger(zone);
        }
    }
    Crs::Grid(grid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_all_their_spellings_are_understood() {
        for (name, code) in [
            ("urn:ogc:def:crs:EPSG::4549", 4549),
            ("urn:ogc:def:crs:EPSG:9.8.6:4549", 4549),
            ("EPSG:4528", 4528),
            (" epsg:3857 ", 3857),
            ("4490", 4490),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
            ("OGC:CRS84", 4326),
            ("http://www.opengis.net/def/crs/EPSG/0/4549", 4549),
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326),
            ("http://www.opengis.net/gml/srs/epsg.xml#4326", 4326),
            ("CGCS2000_3_Degree_GK_Zone_40", 4528),
            ("CGCS2000_3_Degree_GK_CM_120E", 4549),
            ("CGCS2000 / 3-degree Gauss-Kruger zone 40", 4528),
            ("CGCS2000 / 3-degree Gauss-Kruger CM 120E", 4549),
            ("China_Geodetic_Coordinate_System_2000_3_Degree_GK_CM_120E", 4549),
            ("GK_CM_120E", 4549),
            ("CGCS2000_GK_Zone_20", 4498),
            ("CGCS2000_GK_Zone_21", 4499),
            ("CGCS2000_GK_CM_117E", 4509),
            ("CGCS2000 / Gauss-Kruger zone 20", 4498),
            ("CGCS2000 / Gauss-Kruger CM 123E", 4510),
            ("CGCS2000 3度带 40带", 4528),
            ("国家2000 三度分带 第40带", 4528),
            ("2000国家大地坐标系 3度带 中央经线120°", 4549),
            ("2000国家大地坐标系 高斯克吕格投影 中央子午线 120 度", 4549),
            ("国家2000 6度带 第20带", 4498),
            ("2000国家大地坐标系", 4490),
            ("西安80 3度带 第40带", 2364),
            ("北京54", 4214),
            ("Xian_1980_3_Degree_GK_Zone_40", 2364),
            ("Xian_1980_3_Degree_GK_CM_120E", 2385),
            ("Xian_1980_GK_Zone_20", 2334),
            ("Xian 1980 / Gauss-Kruger CM 117E", 2345),
            ("Beijing_1954_3_Degree_GK_CM_120E", 2437),
            ("Beijing_1954_GK_Zone_20", 21_420),
            ("Beijing_1954_GK_Zone_20N", 21_460),
            ("GCS_Xian_1980", 4610),
            ("GCS_China_Geodetic_Coordinate_System_2000", 4490),
            ("CGCS2000", 4490),
            ("China Geodetic Coordinate System 2000", 4490),
            ("GCS_WGS_1984", 4326),
            ("WGS 84", 4326),
            ("WGS_1984_Web_Mercator_Auxiliary_Sphere", 3857),
            ("WGS 84 / Pseudo-Mercator", 3857),
            ("EPSG:900913", 3857),
            ("WGS 84 / UTM zone 51N", 32_651),
            ("WGS_1984_UTM_Zone_51N", 32_651),
            ("WGS_1984_UTM_Zone_33S", 32_733),
            ("+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=40500000 +y_0=0 +ellps=GRS80 +units=m", 4528),
        ] {
            assert_eq!(Crs::from_name(name).and_then(Crs::epsg), Some(code), "{name}");
        }
        for (name, crs) in [
            ("GCJ-02", Crs::Offset(ChinaOffset::Gcj02)),
            ("gcj02", Crs::Offset(ChinaOffset::Gcj02)),
            ("火星坐标系", Crs::Offset(ChinaOffset::Gcj02)),
            ("BD-09", Crs::Offset(ChinaOffset::Bd09)),
            ("百度坐标系", Crs::Offset(ChinaOffset::Bd09)),
            ("local", Crs::LocalMetres),
        ] {
            assert_eq!(Crs::from_name(name), Some(crs), "{name}");
        }
    }

    #[test]
    fn names_of_no_system_stand_for_none() {
        for name in [
            "",
            "EPSG:1",
            "CGCS2000_3_Degree_GK_Zone_99",
            "CGCS2000_3_Degree_GK_CM_121E",
            "CGCS2000_3_Degree_GK_Zone_20",
            "CGCS2000_6_Degree_GK_Zone_40",
            "Pulkovo_1942_GK_Zone_20",
            "Qingdao city grid",
            "WGS 84 / UTM zone 71N",
            "WGS 84 / UTM",
            "Gauss",
            "带",
            "第",
        ] {
            assert_eq!(Crs::from_name(name), None, "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_name_makes_the_reading_fall(name in ".{0,60}", words in "((cm|zone|gk|3|6|degree|utm|带|第|度|[0-9]{1,4}[en]?) ){0,8}") {
            let _: [Option<Crs>; 2] = [Crs::from_name(&name), Crs::from_name(&words)];
        }
    }

    #[test]
    fn a_grid_between_the_zones_stays_a_grid() {
        let crs = Crs::from_name("+proj=tmerc +lon_0=120.5 +x_0=500000 +ellps=GRS80");
        assert!(matches!(crs, Some(Crs::Grid(_))), "{crs:?}");
    }
}
