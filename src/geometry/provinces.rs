//! Where China's provinces are, roughly: a box of whole and half degrees each, for a sketch and for naming a place.
//!
//! Owns no borders: a box says where a province may be, and neighbours overlap. Good enough to tell which of two
//! readings of the same numbers lies in Shandong and which in Xinjiang, and for nothing else.

use crate::domain::Bounds;

/// A province and the box around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Province {
    /// The stable key; the name in words is the locale's `province-…`.
    pub key: &'static str,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
}

const fn province(key: &'static str, bounds: [f64; 4]) -> Province {
    Province { key, bounds }
}

/// All provinces, smaller boxes first.
pub const PROVINCES: [Province; 34] = [
    province("macau", [113.5, 22.1, 113.6, 22.2]),
    province("hong-kong", [113.8, 22.1, 114.5, 22.6]),
    province("shanghai", [120.8, 30.6, 122.2, 31.9]),
    province("tianjin", [116.7, 38.5, 118.1, 40.3]),
    province("beijing", [115.4, 39.4, 117.6, 41.1]),
    province("hainan", [108.6, 18.1, 111.1, 20.2]),
    province("taiwan", [119.9, 21.8, 122.1, 25.4]),
    province("ningxia", [104.2, 35.2, 107.7, 39.4]),
    province("chongqing", [105.2, 28.1, 110.2, 32.3]),
    province("zhejiang", [118.0, 27.0, 123.0, 31.2]),
    province("fujian", [115.8, 23.5, 120.8, 28.4]),
    province("jiangsu", [116.3, 30.7, 122.0, 35.2]),
    province("anhui", [114.8, 29.4, 119.7, 34.7]),
    province("shanxi", [110.2, 34.5, 114.6, 40.8]),
    province("guizhou", [103.6, 24.6, 109.6, 29.3]),
    province("jiangxi", [113.5, 24.4, 118.5, 30.1]),
    province("hunan", [108.7, 24.6, 114.3, 30.2]),
    province("henan", [110.3, 31.3, 116.7, 36.4]),
    province("liaoning", [118.8, 38.7, 125.8, 43.5]),
    province("shandong", [114.8, 34.3, 122.8, 38.5]),
    province("hubei", [108.3, 29.0, 116.2, 33.3]),
    province("guangdong", [109.6, 20.2, 117.4, 25.6]),
    province("guangxi", [104.4, 20.9, 112.1, 26.4]),
    province("hebei", [113.4, 36.0, 119.9, 42.7]),
    province("shaanxi", [105.4, 31.7, 111.3, 39.6]),
    province("jilin", [121.6, 40.8, 131.4, 46.4]),
    province("yunnan", [97.5, 21.1, 106.2, 29.3]),
    province("sichuan", [97.3, 26.0, 108.6, 34.4]),
    province("qinghai", [89.3, 31.6, 103.1, 39.3]),
    province("heilongjiang", [121.1, 43.4, 135.1, 53.6]),
    province("gansu", [92.3, 32.5, 108.8, 42.8]),
    province("tibet", [78.3, 26.8, 99.2, 36.6]),
    province("xinjiang", [73.4, 34.3, 96.5, 49.2]),
    province("inner-mongolia", [97.1, 37.4, 126.1, 53.4]),
];

/// China with its islands: the widest a reading in China can lie.
pub const CHINA: Bounds = Bounds { west: 73.0, south: 3.0, east: 136.0, north: 54.0 };

/// Whether a position (longitude, latitude in degrees) lies in China's box.
#[must_use]
pub fn is_in_china([lon, lat]: [f64; 2]) -> bool {
    (CHINA.west..=CHINA.east).contains(&lon) && (CHINA.south..=CHINA.north).contains(&lat)
}

/// The provinces whose boxes hold a position (longitude, latitude in degrees), the smallest box first.
pub fn provinces_at([lon, lat]: [f64; 2]) -> impl Iterator<Item = Province> {
    PROVINCES.into_iter().filter(move |province| {
        let [west, south, east, north] = province.bounds;
        (west..=east).contains(&lon) && (south..=north).contains(&lat)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qingdao_lies_in_shandong_and_kashgar_in_xinjiang() {
        let keys = |at| provinces_at(at).map(|province| province.key).collect::<Vec<_>>();
        assert_eq!(keys([120.45, 36.39]), ["shandong"]);
        assert_eq!(keys([75.9, 39.4]), ["xinjiang"]);
        assert_eq!(keys([116.4, 39.9])[0], "beijing");
        assert!(keys([14.4, 50.1]).is_empty());
    }

    #[test]
    fn every_box_is_sound_and_in_china() {
        for Province { key, bounds: [west, south, east, north] } in PROVINCES {
            assert!(west < east && south < north, "{key}");
            assert!(is_in_china([west, south]) && is_in_china([east, north]), "{key}");
        }
    }
}
