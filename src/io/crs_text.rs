//! Coordinate systems in words.
//!
//! Owns how a system is named to a reader; which systems there are is `geometry`'s.

use crate::geometry::{ChinaOffset, Crs, Datum};
use crate::locale::Lang;

/// A coordinate system by name, with its EPSG code where it has one.
#[must_use]
pub fn crs_name(crs: Crs, lang: Lang) -> String {
    let code = crs.epsg().unwrap_or_default().to_string();
    let with_code = |id: &str| lang.text_with(id, [("code", code.clone().into())]);
    match crs {
        Crs::LonLat(4490) => with_code("crs-cgcs2000"),
        Crs::LonLat(4610 | 4214) => lang.text_with(
            "crs-datum-lonlat",
            [("datum", datum_name(crs.datum(), lang).into()), ("code", code.clone().into())],
        ),
        Crs::LonLat(_) => with_code("crs-wgs84"),
        Crs::WebMercator => with_code("crs-web-mercator"),
        Crs::Epsg(_) => with_code("crs-epsg"),
        Crs::Offset(ChinaOffset::Gcj02) => lang.text("crs-gcj02").into_owned(),
        Crs::Offset(ChinaOffset::Bd09) => lang.text("crs-bd09").into_owned(),
        Crs::LocalMetres => lang.text("crs-local").into_owned(),
        Crs::GaussKrueger(zone) => lang.text_with(
            if zone.is_prefixed() { "crs-gauss-krueger-prefixed" } else { "crs-gauss-krueger" },
            [
                ("datum", datum_name(zone.datum(), lang).into()),
                ("degrees", zone.degrees().to_string().into()),
                ("meridian", zone.meridian().to_string().into()),
                ("zone", zone.number().to_string().into()),
                ("code", code.clone().into()),
            ],
        ),
        Crs::Grid(grid) => {
            let grid = grid.parameters();
            lang.text_with(
                "crs-grid",
                [
                    ("datum", datum_name(grid.datum, lang).into()),
                    (
                        "meridian",
                        format!("{:.6}", grid.meridian).trim_end_matches(['0']).trim_end_matches('.').to_owned().into(),
                    ),
                    ("easting", crate::locale::grouped(grid.false_easting_m, 0).into()),
                ],
            )
        }
    }
}

/// A datum by name.
#[must_use]
pub fn datum_name(datum: Datum, lang: Lang) -> String {
    let id = match datum {
        Datum::Cgcs2000 => "datum-cgcs2000",
        Datum::Xian80 => "datum-xian80",
        Datum::Beijing54 => "datum-beijing54",
        Datum::Unknown => "datum-unknown",
    };
    lang.text(id).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_a_name_in_both_languages_with_no_place_left_unfilled() {
        let grid = Crs::from_name("+proj=tmerc +lon_0=120.5 +x_0=100000 +ellps=krass").unwrap();
        let offsets = [ChinaOffset::Gcj02, ChinaOffset::Bd09].map(Crs::Offset);
        let coded = [4326, 4490, 4610, 4214, 4528, 4549, 4498, 2364, 2437, 3857, 32_651]
            .map(|code| Crs::from_epsg(code).unwrap());
        for crs in coded.into_iter().chain(offsets).chain([grid, Crs::LocalMetres]) {
            for lang in Lang::ALL {
                let name = crs_name(crs, lang);
                assert!(name.chars().count() > 4 && !name.contains('{'), "{crs}: {name}");
                if let Some(code) = crs.epsg() {
                    assert!(name.contains(&code.to_string()), "{crs}: {name}");
                }
            }
        }
    }
}
