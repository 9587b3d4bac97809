//! The 3° and 6° Gauss–Krüger zones of China: their numbers, meridians and EPSG codes.
//!
//! Owns the zone arithmetic and EPSG's numbering of it; the projection itself is `projection`'s.

use super::datum::Datum;

/// How wide a zone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneWidth {
    /// 3°: zones 25–45, central meridian 3° × zone.
    Three,
    /// 6°: zones 13–23, central meridian 6° × zone − 3°.
    Six,
}

/// A Gauss–Krüger zone, easting and northing in metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone {
    datum: Datum,
    width: ZoneWidth,
    meridian: u8,
    prefixed: bool,
}

/// The first EPSG code of each row of zones: datum, width, whether the number stands before the easting.
const FIRST_CODES: [(Datum, ZoneWidth, bool, u32); 12] = [
    (Datum::Cgcs2000, ZoneWidth::Six, true, 4491),
    (Datum::Cgcs2000, ZoneWidth::Six, false, 4502),
    (Datum::Cgcs2000, ZoneWidth::Three, true, 4513),
    (Datum::Cgcs2000, ZoneWidth::Three, false, 4534),
    (Datum::Xian80, ZoneWidth::Six, true, 2327),
    (Datum::Xian80, ZoneWidth::Six, false, 2338),
    (Datum::Xian80, ZoneWidth::Three, true, 2349),
    (Datum::Xian80, ZoneWidth::Three, false, 2370),
    (Datum::Beijing54, ZoneWidth::Six, true, 21_413),
    (Datum::Beijing54, ZoneWidth::Six, false, 21_453),
    (Datum::Beijing54, ZoneWidth::Three, true, 2401),
    (Datum::Beijing54, ZoneWidth::Three, false, 2422),
];

impl ZoneWidth {
    fn degrees(self) -> u8 {
        match self {
            Self::Three => 3,
            Self::Six => 6,
        }
    }

    /// The numbers of China's zones of this width.
    #[must_use]
    pub fn numbers(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::Three => 25..=45,
            Self::Six => 13..=23,
        }
    }
}

impl Zone {
    /// The zone with this number, if China has it.
    #[must_use]
    pub fn numbered(datum: Datum, width: ZoneWidth, number: u8, prefixed: bool) -> Option<Self> {
        let meridian = match width {
            ZoneWidth::Three => number.checked_mul(3)?,
            ZoneWidth::Six => number.checked_mul(6)?.checked_sub(3)?,
        };
        (datum != Datum::Unknown && width.numbers().contains(&number)).then_some(Self {
            datum,
            width,
            meridian,
            prefixed,
        })
    }

    /// The zone with central meridian `meridian`, degrees east, if there is one.
    #[must_use]
    pub fn with_meridian(datum: Datum, width: ZoneWidth, meridian: u8, prefixed: bool) -> Option<Self> {
        let number = match width {
            ZoneWidth::Three => meridian / 3,
            ZoneWidth::Six => meridian.checked_add(3)? / 6,
        };
        Self::numbered(datum, width, number, prefixed).filter(|zone| zone.meridian == meridian)
    }

    /// The zone with this EPSG code.
    #[must_use]
    pub fn from_epsg(code: u32) -> Option<Self> {
        FIRST_CODES.into_iter().find_map(|(datum, width, prefixed, first)| {
            let at = u8::try_from(code.checked_sub(first)?).ok()?;
            Self::numbered(datum, width, width.numbers().start().checked_add(at)?, prefixed)
        })
    }

    /// The zone's EPSG code.
    #[must_use]
    pub fn epsg(self) -> u32 {
        let row = FIRST_CODES.iter().find(|row| (row.0, row.1, row.2) == (self.datum, self.width, self.prefixed));
        row.map_or(0, |row| row.3 + u32::from(self.number() - self.width.numbers().start()))
    }

    /// Its datum.
    #[must_use]
    pub fn datum(self) -> Datum {
        self.datum
    }

    /// Its width.
    #[must_use]
    pub fn width(self) -> ZoneWidth {
        self.width
    }

    /// Its central meridian, degrees east.
    #[must_use]
    pub fn meridian(self) -> u8 {
        self.meridian
    }

    /// Whether the zone's number stands before the easting (8 digits: number × 10⁶ + 500 000 + distance).
    #[must_use]
    pub fn is_prefixed(self) -> bool {
        self.prefixed
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self.width {
            ZoneWidth::Three => self.meridian / 3,
            ZoneWidth::Six => (self.meridian + 3) / 6,
        }
    }

    /// The same zone with its number before the easting where this one has none, and the other way round.
    #[must_use]
    pub fn other_prefix(self) -> Self {
        Self { prefixed: !self.prefixed, ..self }
    }

    /// The same zone of another datum; itself for an unknown one, which has no zones of its own.
    #[must_use]
    pub fn on(self, datum: Datum) -> Self {
        if datum == Datum::Unknown { self } else { Self { datum, ..self } }
    }

    /// False easting, metres.
    #[must_use]
    pub fn false_easting_m(self) -> f64 {
        let prefix = if self.prefixed { f64::from(self.number()) * 1e6 } else { 0.0 };
        prefix + 500_000.0
    }

    /// The zone's width in degrees.
    #[must_use]
    pub fn degrees(self) -> u8 {
        self.width.degrees()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_zones_stand_for_each_other_from_the_first_to_the_last_of_each_row() {
        let rows = [(2327..=2390_u32), (4491..=4554), (2401..=2442), (21_413..=21_423), (21_453..=21_463)];
        for code in rows.into_iter().flatten() {
            assert_eq!(Zone::from_epsg(code).map(Zone::epsg), Some(code));
        }
        for code in [0, 2326, 2391, 2400, 2443, 4490, 4555, 21_412, 21_424, 21_452, 21_464, u32::MAX] {
            assert_eq!(Zone::from_epsg(code), None, "{code}");
        }
    }

    #[test]
    fn zones_have_the_meridians_epsg_gives_them() {
        for (code, meridian, number, prefixed) in [
            (4528, 120, 40, true),
            (4549, 120, 40, false),
            (4498, 117, 20, true),
            (4509, 117, 20, false),
            (4508, 111, 19, false),
            (4510, 123, 21, false),
            (2364, 120, 40, true),
            (2385, 120, 40, false),
            (2416, 120, 40, true),
            (2437, 120, 40, false),
            (21_420, 117, 20, true),
            (21_460, 117, 20, false),
        ] {
            let zone = Zone::from_epsg(code).unwrap();
            assert_eq!((zone.meridian(), zone.number(), zone.is_prefixed()), (meridian, number, prefixed), "{code}");
        }
    }

    #[test]
    fn meridians_between_zones_have_none() {
        for (width, meridian) in [(ZoneWidth::Three, 121), (ZoneWidth::Six, 120), (ZoneWidth::Three, 138)] {
            assert_eq!(Zone::with_meridian(Datum::Cgcs2000, width, meridian, false), None);
        }
        assert_eq!(Zone::with_meridian(Datum::Unknown, ZoneWidth::Three, 120, false), None);
    }
}
