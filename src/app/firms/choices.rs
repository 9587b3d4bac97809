//! What a user chooses about a firms' list; everything left open is found by evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::analysis::RepeatedTotals;
use crate::domain::FirmKey;
use crate::io::TextEncoding;
use crate::io::tables::FirmColumnRule;

/// Which value stands where the parcel file and the list both have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precedence {
    /// The parcel file's: the list fills its blanks.
    #[default]
    FillBlanks,
    /// The list's.
    FirmsWin,
}

/// What was chosen about a firms' list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FirmChoices {
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The line the headers stand in, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_line: Option<u32>,
    /// The encoding of a text.
    #[serde(skip_serializing_if = "Option::is_none", with = "encoding_by_name")]
    pub encoding: Option<TextEncoding>,
    /// By what firms and parcels are brought together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<FirmKey>,
    /// What is made of a total that stands on each of a firm's rows.
    pub repeated: RepeatedTotals,
    /// Which value stands where both have one.
    pub precedence: Precedence,
    /// What columns are, by header.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, FirmColumnRule>,
}

mod encoding_by_name {
    use super::{Deserialize, Deserializer, Error, Serialize, Serializer, TextEncoding};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub fn serialize<S: Serializer>(encoding: &Option<TextEncoding>, serializer: S) -> Result<S::Ok, S::Error> {
        encoding.map(TextEncoding::name).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TextEncoding>, D::Error> {
        let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        let found = TextEncoding::from_name(&name).ok_or_else(|| D::Error::custom(format!("no such encoding: {name}")));
        found.map(Some)
    }
}
