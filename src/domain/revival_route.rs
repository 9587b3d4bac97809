//! The four routes of putting land back to use (盘活) of Jimo District's park-renewal reform, as stable codes: a parcel's
//! second tag beside its renewal model.
//!
//! Their names in both languages stand in the locale files under `route-…`; colours are the same wherever one is drawn.

/// One of the four routes, in the published order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum RevivalRoute {
    /// 基金引导: led by a fund.
    Fund = 1,
    /// 国企引领: led by a state-owned firm.
    StateFirm,
    /// 平台运作: run by a platform.
    Platform,
    /// 民企自建: built by a private firm itself.
    Private,
}

impl RevivalRoute {
    /// All four, in the published order.
    pub const ALL: [Self; 4] = [Self::Fund, Self::StateFirm, Self::Platform, Self::Private];

    /// Its number, 1–4, the byte in [`super::Tags`].
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The route with this number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The stable code written to files, e.g. `state_firm`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fund => "fund",
            Self::StateFirm => "state_firm",
            Self::Platform => "platform",
            Self::Private => "private",
        }
    }

    /// The route with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.code() == code)
    }

    /// Its colour, sRGB: Okabe–Ito, apart from the models' own set.
    #[must_use]
    pub fn color_rgb(self) -> [u8; 3] {
        match self {
            Self::Fund => [0x00, 0x72, 0xB2],
            Self::StateFirm => [0xD5, 0x5E, 0x00],
            Self::Platform => [0x00, 0x9E, 0x73],
            Self::Private => [0xE6, 0x9F, 0x00],
        }
    }
}

/// A route is saved as its code.
impl serde::Serialize for RevivalRoute {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for RevivalRoute {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(from)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("no route {code}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_codes_and_saved_names_lead_back_to_the_route() {
        for route in RevivalRoute::ALL {
            assert_eq!(RevivalRoute::from_number(route.number()), Some(route));
            let saved = serde_json::to_string(&route).unwrap();
            assert_eq!(saved, format!("\"{}\"", route.code()));
            assert_eq!(serde_json::from_str::<RevivalRoute>(&saved).unwrap(), route);
        }
        assert_eq!((RevivalRoute::from_number(0), RevivalRoute::from_number(5)), (None, None));
        assert!(serde_json::from_str::<RevivalRoute>("\"moon\"").is_err());
    }
}
