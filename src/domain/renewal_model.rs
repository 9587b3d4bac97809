//! The eight renewal models of Jimo District's park-renewal reform (2021), as stable codes.
//!
//! Names, levers and exemplar parks in both languages are in the locale files under `model-…`; this file holds what
//! never changes: the order, the codes that files carry, and one colour each, the same wherever a model is drawn.

use serde::{Deserialize, Serialize};

/// One of the eight renewal models, numbered 1–8 as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum RenewalModel {
    /// 瘦身强体、聚焦主业.
    SlimCore = 1,
    /// 龙头引领、强链延链.
    AnchorChain,
    /// 资本参与、二次开发.
    CapitalRedevelop,
    /// 腾笼换鸟、凤凰涅槃.
    VacateUpgrade,
    /// 存量挖潜、园中建园.
    ParkInPark,
    /// 专业运营、工业上楼.
    VerticalIndustry,
    /// 平台支撑、联动发展.
    PlatformLinkage,
    /// 国企主导、园外建园(飞地).
    EnclavePark,
}

impl RenewalModel {
    /// All eight, in the published order.
    pub const ALL: [Self; 8] = [
        Self::SlimCore,
        Self::AnchorChain,
        Self::CapitalRedevelop,
        Self::VacateUpgrade,
        Self::ParkInPark,
        Self::VerticalIndustry,
        Self::PlatformLinkage,
        Self::EnclavePark,
    ];

    /// The published number, 1–8, which is also the hotkey and the byte in [`super::Tags`].
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The model with this number, 1–8.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The stable code written to files, e.g. `slim_core`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SlimCore => "slim_core",
            Self::AnchorChain => "anchor_chain",
            Self::CapitalRedevelop => "capital_redevelop",
            Self::VacateUpgrade => "vacate_upgrade",
            Self::ParkInPark => "park_in_park",
            Self::VerticalIndustry => "vertical_industry",
            Self::PlatformLinkage => "platform_linkage",
            Self::EnclavePark => "enclave_park",
        }
    }

    /// The model with this stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.code() == code)
    }

    /// The model's colour, sRGB: Paul Tol's *muted* qualitative scheme, safe for the common colour-vision deficiencies.
    #[must_use]
    pub fn color_rgb(self) -> [u8; 3] {
        match self {
            Self::SlimCore => [0x33, 0x22, 0x88],
            Self::AnchorChain => [0x88, 0xCC, 0xEE],
            Self::CapitalRedevelop => [0x44, 0xAA, 0x99],
            Self::VacateUpgrade => [0x11, 0x77, 0x33],
            Self::ParkInPark => [0x99, 0x99, 0x33],
            Self::VerticalIndustry => [0xDD, 0xCC, 0x77],
            Self::PlatformLinkage => [0xCC, 0x66, 0x77],
            Self::EnclavePark => [0x88, 0x22, 0x55],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_codes_lead_back_to_the_model() {
        for model in RenewalModel::ALL {
            assert_eq!(RenewalModel::from_number(model.number()), Some(model));
            assert_eq!(RenewalModel::from_code(model.code()), Some(model));
        }
        assert_eq!(RenewalModel::from_number(0), None);
        assert_eq!(RenewalModel::from_number(9), None);
    }

    #[test]
    fn no_two_models_share_a_colour() {
        let colors: HashSet<_> = RenewalModel::ALL.iter().map(|model| model.color_rgb()).collect();
        assert_eq!(colors.len(), 8);
    }

    #[test]
    fn the_serde_name_is_the_stable_code() {
        for model in RenewalModel::ALL {
            assert_eq!(serde_json::to_string(&model).unwrap(), format!("\"{}\"", model.code()));
        }
    }
}
