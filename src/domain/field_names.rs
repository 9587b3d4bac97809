//! The words columns are known by in real files, and the words their cells use: the only place outside the locale
//! files that holds Chinese.
//!
//! Owns the words; [`Header`] reads a header by them, [`NumberText`] and [`DateText`] a cell. Knows nothing of files.

mod aliases;
mod cell;
mod commitment_words;
mod date;
mod header;
mod land_grade_words;
mod place_names;
mod route_words;

pub use cell::NumberText;
pub use commitment_words::{
    CommitmentColumn, basis_from_word, operator_before, operator_from_word, promised_from_word, stage_from_word,
};
pub use date::DateText;
pub use header::{Header, Match, MatchLevel};
pub use land_grade_words::land_grade_of_word;
pub use place_names::crs_words;
pub use route_words::{RouteWord, is_an_export, needs_an_export, route_from_word};

pub(super) use header::folded;

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::units::{AreaUnit, MoneyUnit, mu_from_m2};
use super::{Category, DateField, LandStatus, Measure, Quantity, RenewalModel, TextField};

/// The words of a list; lists are written as one text, parted by `|`.
fn words_of(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|')
}

fn is_among(word: &str, list: &str) -> bool {
    list.split('|').any(|each| each == word)
}

/// What a column of a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Numbers.
    Measure(Measure),
    /// Free texts.
    Text(TextField),
    /// Repeated words.
    Category(Category),
    /// Days.
    Date(DateField),
    /// The words that say in which unit the registered area is (面积单位, MJDW).
    AreaUnit,
    /// The year the row's figures belong to (年份, 年度).
    Year,
}

/// A unit as written in a header or behind a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WrittenUnit {
    /// An area unit.
    Area(AreaUnit),
    /// A money unit.
    Money(MoneyUnit),
    /// Percent.
    Percent,
    /// So many persons.
    Persons(f64),
    /// So many tonnes.
    Tonnes(f64),
    /// A fraction of 1.
    Fraction,
    /// So much money on so much land.
    MoneyPerLand(MoneyUnit, AreaUnit),
    /// A unit that no column of this program is kept in, e.g. 元/吨.
    Foreign,
}

/// The factors are constants of this file, never NaN.
impl Eq for WrittenUnit {}

impl WrittenUnit {
    /// The unit written as `word` (already folded: NFKC, lower case, no spaces or underscores).
    #[must_use]
    pub fn from_folded(word: &str) -> Option<Self> {
        let found = UNITS.iter().find(|(_, words)| is_among(word, words)).map(|&(unit, _)| unit);
        found.or_else(|| word.contains('/').then_some(Self::Foreign))
    }

    /// Whether numbers of this quantity can be written in this unit.
    #[must_use]
    pub fn fits(self, quantity: Quantity) -> bool {
        match self {
            Self::Area(_) => quantity == Quantity::Area,
            Self::Money(_) => quantity == Quantity::Money,
            Self::Percent | Self::Fraction => matches!(quantity, Quantity::Share | Quantity::Ratio),
            Self::Persons(_) => quantity == Quantity::Persons,
            Self::Tonnes(_) => quantity == Quantity::Tonnes,
            Self::MoneyPerLand(..) => quantity == Quantity::MoneyPerLand,
            Self::Foreign => false,
        }
    }

    /// A number in this unit as the program keeps it: m², 万元, 万元/亩, a fraction, persons, tonnes.
    #[must_use]
    pub fn to_canonical(self, value: f64) -> f64 {
        match self {
            Self::Area(unit) => unit.to_m2(value),
            Self::Money(unit) => unit.to_wan_yuan(value),
            Self::Percent => value / 100.0,
            Self::Persons(factor) | Self::Tonnes(factor) => value * factor,
            Self::MoneyPerLand(money, land) => money.to_wan_yuan(value) / mu_from_m2(land.to_m2(1.0)),
            Self::Fraction | Self::Foreign => value,
        }
    }

    /// The stable name used in files and in `check --json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Area(unit) => unit.key(),
            Self::Money(unit) => unit.key(),
            Self::Percent => "percent",
            Self::Persons(1.0) => "persons",
            Self::Persons(_) => "wan_persons",
            Self::Tonnes(1.0) => "t",
            Self::Tonnes(factor) if factor < 1.0 => "kg",
            Self::Tonnes(_) => "wan_t",
            Self::Fraction => "fraction",
            Self::MoneyPerLand(MoneyUnit::WanYuan, AreaUnit::Hectare) => "wan_yuan_per_ha",
            Self::MoneyPerLand(MoneyUnit::YiYuan, _) => "yi_yuan_per_km2",
            Self::MoneyPerLand(MoneyUnit::Yuan, _) => "yuan_per_m2",
            Self::MoneyPerLand(..) => "wan_yuan_per_mu",
            Self::Foreign => "foreign",
        }
    }

    /// The unit by its name in mappings: its stable name or any word it is written in. `None` for a unit that no column
    /// of this program is kept in.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let by_key = || UNITS.iter().map(|&(unit, _)| unit).find(|unit| unit.key() == name.trim());
        let found = Self::from_folded(&header::squeezed(&header::folded(name))).or_else(by_key);
        found.filter(|&unit| unit != Self::Foreign)
    }

    /// The word a mapping file writes for the unit: the commonest one.
    #[must_use]
    pub fn word(self) -> &'static str {
        UNITS.iter().find(|(unit, _)| *unit == self).and_then(|(_, words)| words_of(words).next()).unwrap_or_default()
    }

    /// The units numbers of this quantity can be in, the commonest first.
    pub fn of_quantity(quantity: Quantity) -> impl Iterator<Item = Self> {
        UNITS.iter().map(|&(unit, _)| unit).filter(move |unit| unit.fits(quantity))
    }
}

/// Units by the words they are written in, folded; the longest words are tried first where one ends another.
const UNITS: &[(WrittenUnit, &str)] = &[
    (
        WrittenUnit::Area(AreaUnit::SquareMetre),
        "平方米|平米|m2|m^2|m²|sqm|sq.m|squaremetres|squaremeters|squaremetre|squaremeter",
    ),
    (WrittenUnit::Area(AreaUnit::Hectare), "公顷|万平方米|万平米|万m2|ha|hm2|hectares|hectare"),
    (WrittenUnit::Area(AreaUnit::SquareKilometre), "平方公里|平方千米|km2|sqkm"),
    (WrittenUnit::Area(AreaUnit::SquareFoot), "平方英尺|ft2|sqft|sq.ft|squarefeet"),
    (WrittenUnit::Area(AreaUnit::Acre), "英亩|acres|acre|ac"),
    (WrittenUnit::Area(AreaUnit::Mu), "亩|市亩|mu"),
    (WrittenUnit::Money(MoneyUnit::WanYuan), "万元|万元人民币|万|wanyuan|wan|10kyuan|10kcny"),
    (WrittenUnit::Money(MoneyUnit::YiYuan), "亿元|亿元人民币|亿|yiyuan"),
    (WrittenUnit::Money(MoneyUnit::ThousandYuan), "千元|kyuan"),
    (WrittenUnit::Money(MoneyUnit::Yuan), "元|人民币元|元人民币|yuan|cny|rmb"),
    (WrittenUnit::MoneyPerLand(MoneyUnit::WanYuan, AreaUnit::Mu), "万元/亩|万元/每亩|万/亩|wanyuan/mu|10kyuan/mu"),
    (WrittenUnit::MoneyPerLand(MoneyUnit::WanYuan, AreaUnit::Hectare), "万元/公顷|万元/ha|万元/hm2|wanyuan/ha"),
    (WrittenUnit::MoneyPerLand(MoneyUnit::Yuan, AreaUnit::SquareMetre), "元/平方米|元/m2|元/平米|yuan/m2"),
    (WrittenUnit::MoneyPerLand(MoneyUnit::YiYuan, AreaUnit::SquareKilometre), "亿元/平方公里|亿元/km2|亿元/平方千米"),
    (WrittenUnit::Fraction, "小数|fraction"),
    (WrittenUnit::Percent, "%|percent|pct|百分比"),
    (WrittenUnit::Persons(1.0), "人|名|persons|people"),
    (WrittenUnit::Persons(1e4), "万人"),
    (WrittenUnit::Tonnes(1.0), "吨|吨标煤|吨标准煤|吨ce|t|tce|tonnes|tons|t标煤|t标准煤"),
    (WrittenUnit::Tonnes(1e4), "万吨|万吨标煤|万吨标准煤|万tce"),
    (WrittenUnit::Tonnes(1e-3), "千克|公斤|kg"),
    (WrittenUnit::Foreign, "千瓦时|万千瓦时|kwh|度|立方米|m3|美元|万美元|usd|米|km|公里|套|个|家"),
];

/// Unit words that may stand right behind a name with no bracket or underscore between, longest first.
const BARE_UNIT_TAILS: &str = "万平方米|平方公里|吨标准煤|平方米|吨标煤|万元|亿元|千元|公顷|英亩|m2|亩|元|吨";

/// Brackets that may hold a unit or a year.
const OPENING: &[char] = &['(', '[', '{', '<', '【', '〔', '〈'];
/// Their other halves.
const CLOSING: &[char] = &[')', ']', '}', '>', '】', '〕', '〉'];
/// What parts several words in brackets.
const BRACKET_SEPARATORS: &[char] = &[',', ';', '、', ':', ' '];
/// A word before the unit in brackets.
const UNIT_PREFIX: &str = "单位";
/// Letters that only part words of a name.
const WORD_SEPARATORS: &str = "_-.:*#、";

/// Year words stripped behind four digits.
const YEAR_TAILS: &[&str] = &["年度", "年"];

/// The property that names the file a parcel was read from, where several files are read as one.
pub const SOURCE_FILE_PROPERTY: &str = "source_file";

/// Cells that say "nothing known", folded; never zero.
const MISSING_MARKS: &str = "-|--|---|—|——|–|―|-–|/|//|\\|无|空|暂无|无数据|不详|未知|未填|未填报|null|none|nan|n/a|na|#n/a|nil|\
    <null>|(null)|…|...|*|?|.";

static MISSING: LazyLock<FxHashSet<&str>> = LazyLock::new(|| words_of(MISSING_MARKS).collect());

/// Words of a row that sums up the rows above it.
const TOTAL_WORDS: &str = "合计|总计|小计|共计|汇总|total|subtotal|grandtotal|sum";

/// Whether a cell's text says that its row is a sum of others.
#[must_use]
pub fn is_total_word(text: &str) -> bool {
    text.len() <= 24 && is_among(&header::squeezed(&header::folded(text)).replace([' ', '：', ':'], ""), TOTAL_WORDS)
}

/// What parts several codes in one cell.
pub(super) const CODE_SEPARATORS: &[char] = &['、', ',', '，', ';', '；', '\n', '|', '/'];

/// Whether a cell's text says "nothing known".
#[must_use]
pub fn is_missing_mark(text: &str) -> bool {
    let text = text.trim();
    // Every cell of a file comes through here: most are told apart by their length or as they stand.
    if text.is_empty() || text.len() > 12 {
        return text.is_empty();
    }
    // Full-width letters begin with the byte EF in UTF-8.
    let may_fold = text.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0xEF);
    MISSING.contains(text) || (may_fold && MISSING.contains(header::folded(text).as_str()))
}

/// Codes of 面积单位 in databases of the real-estate register.
const AREA_UNIT_CODES: &[(&str, AreaUnit)] =
    &[("1", AreaUnit::SquareMetre), ("2", AreaUnit::Mu), ("3", AreaUnit::Hectare)];

/// The area unit that a cell of a unit column names, by word or by code.
#[must_use]
pub fn area_unit_from_word(word: &str) -> Option<AreaUnit> {
    let by_code = AREA_UNIT_CODES.iter().find(|(code, _)| *code == word.trim()).map(|&(_, unit)| unit);
    by_code.or_else(|| match WrittenUnit::from_name(word) {
        Some(WrittenUnit::Area(unit)) => Some(unit),
        _ => None,
    })
}

/// Multipliers that may stand behind a number as a word of their own.
const MULTIPLIERS: &[(char, f64)] = &[('千', 1e3), ('万', 1e4), ('亿', 1e8)];

/// Signs of money before a number.
const CURRENCY_SIGNS: &[char] = &['¥'];

/// Status words, folded.
const STATUS_WORDS: &[(LandStatus, &str)] = &[
    (
        LandStatus::InUse,
        "在产|投产|已投产|正常|在用|生产|正常生产|生产中|在生产|已建成投产|建成投产|使用中|在使用|运营|\
         运营中|正常运营|经营中|正常经营|开业|in_use|inuse|active|in production|operating",
    ),
    (
        LandStatus::VacantBuilt,
        "停产|空置|倒闭|关停|已停产|停产空置|停业|歇业|厂房空置|建成空置|已关停|已倒闭|破产|vacant_built|\
         vacant|closed",
    ),
    (LandStatus::UnderConstruction, "在建|在建中|建设中|施工中|正在建设|under_construction|under construction"),
    (
        LandStatus::NotStarted,
        "未动工|未开工|闲置|未建|未建设|未动工建设|尚未动工|尚未开工|土地闲置|空地|not_started|idle",
    ),
    (LandStatus::Suspended, "停工|烂尾|已停工|停建|停工停建|suspended"),
    (
        LandStatus::NotSupplied,
        "储备|未供|待供|未供应|待供应|未供地|储备用地|储备土地|批而未供|待出让|not_supplied|reserve",
    ),
];

impl LandStatus {
    /// The status a word in a status column stands for; [`LandStatus::Unknown`] for any word that is not in the list,
    /// which then is kept as read and told.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        let word = header::folded(word);
        STATUS_WORDS.iter().find(|(_, words)| is_among(&word, words)).map_or(Self::Unknown, |&(status, _)| status)
    }
}

/// The two halves of each model's published name, and its short names.
const MODEL_WORDS: &[(RenewalModel, &str)] = &[
    (RenewalModel::SlimCore, "瘦身强体|聚焦主业|slim core|slim down"),
    (RenewalModel::AnchorChain, "龙头引领|强链延链|anchor chain|anchor-led"),
    (RenewalModel::CapitalRedevelop, "资本参与|二次开发|redevelop|capital-backed"),
    (RenewalModel::VacateUpgrade, "腾笼换鸟|凤凰涅槃|vacate & upgrade|vacate the cage"),
    (RenewalModel::ParkInPark, "存量挖潜|园中建园|园中园|park in park|park within a park"),
    (RenewalModel::VerticalIndustry, "专业运营|工业上楼|upstairs|industry upstairs"),
    (RenewalModel::PlatformLinkage, "平台支撑|联动发展|平台联动|platform-supported|platform"),
    (RenewalModel::EnclavePark, "国企主导|园外建园|飞地|园外飞地|enclave|soe-led"),
];

/// Words that stand before a model's number: 模式3, 第3种.
const MODEL_NUMBER_PREFIXES: &str = "模式|类型|第|model";
/// Words that stand behind a model's number.
const MODEL_NUMBER_TAILS: &str = "号模式|类|种|号|.";
/// Chinese numerals one to eight.
const MODEL_NUMERALS: &str = "一二三四五六七八";
/// Words for "no model yet".
const UNTAGGED_WORDS: &str = "0|untagged|未标注|未定|待定";

/// What a column found as `found` means beside a column of what was invested so far: 总投资 then is the total that this
/// is a part of, and no longer the fixed investment.
#[must_use]
pub fn meaning_beside_invested(found: Match) -> Meaning {
    let is_total = found.meaning == Meaning::Measure(Measure::Investment)
        && header::alias_of(found).is_some_and(|alias| is_among(alias, aliases::TOTAL_BESIDE_INVESTED));
    if is_total { Meaning::Measure(Measure::TotalInvestment) } else { found.meaning }
}

/// What a word in a model column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelWord {
    /// A model: by code, number 1–8, or name in either language.
    Model(RenewalModel),
    /// A word for no model yet.
    Untagged,
    /// A word that is none of them.
    Unknown,
}

/// Reads a word of a model column.
#[must_use]
pub fn model_from_word(word: &str) -> ModelWord {
    let word = header::folded(word);
    let as_code = word.replace([' ', '-'], "_");
    if let Some(model) = RenewalModel::from_code(&as_code) {
        return ModelWord::Model(model);
    }
    if is_among(&word, UNTAGGED_WORDS) || is_missing_mark(&word) {
        return ModelWord::Untagged;
    }
    let by_name = MODEL_WORDS.iter().filter(|(_, words)| words_of(words).any(|name| word.contains(name)));
    let named: Vec<RenewalModel> = by_name.map(|&(model, _)| model).collect();
    match named[..] {
        [model] => ModelWord::Model(model),
        [] => model_by_number(&word).map_or(ModelWord::Unknown, ModelWord::Model),
        _ => ModelWord::Unknown,
    }
}

fn model_by_number(word: &str) -> Option<RenewalModel> {
    let word =
        words_of(MODEL_NUMBER_PREFIXES).fold(word, |word, prefix| word.strip_prefix(prefix).unwrap_or(word)).trim();
    let word = words_of(MODEL_NUMBER_TAILS).fold(word, |word, tail| word.strip_suffix(tail).unwrap_or(word)).trim();
    let word = word.strip_suffix(".0").unwrap_or(word);
    let numeral = MODEL_NUMERALS.chars().position(|numeral| word == numeral.to_string());
    let number = numeral.map_or_else(|| word.parse().ok(), |position| u8::try_from(position + 1).ok())?;
    RenewalModel::from_number(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_known_by_code_number_and_name() {
        for word in
            ["vacate_upgrade", "Vacate Upgrade", "4", "4", "④", "模式四", "腾笼换鸟、凤凰涅槃", "腾笼换鸟", "4.0"]
        {
            assert_eq!(model_from_word(word), ModelWord::Model(RenewalModel::VacateUpgrade), "{word}");
        }
        assert_eq!(model_from_word("—"), ModelWord::Untagged);
        assert_eq!(model_from_word("9"), ModelWord::Unknown);
        assert_eq!(model_from_word("腾笼换鸟或工业上楼"), ModelWord::Unknown);
    }

    #[test]
    fn status_words_lead_to_the_status_and_others_stay_unknown() {
        assert_eq!(LandStatus::from_word(" 在产 "), LandStatus::InUse);
        assert_eq!(LandStatus::from_word("闲置"), LandStatus::NotStarted);
        assert_eq!(LandStatus::from_word("烂尾"), LandStatus::Suspended);
        assert_eq!(LandStatus::from_word("停产"), LandStatus::VacantBuilt);
        assert_eq!(LandStatus::from_word("待供"), LandStatus::NotSupplied);
        assert_eq!(LandStatus::from_word("办公"), LandStatus::Unknown);
        for status in LandStatus::ALL {
            assert_eq!(LandStatus::from_word(status.key()), status);
        }
    }

    #[test]
    fn no_alias_stands_for_two_columns_and_no_unit_word_for_two_units() {
        let mut seen = std::collections::HashMap::new();
        for (meaning, alias, _) in header::aliases() {
            let folded = header::squeezed(&header::folded(alias));
            assert_eq!(*seen.entry(folded).or_insert(meaning), meaning, "{alias}");
        }
        let words: Vec<_> = UNITS.iter().flat_map(|(_, words)| words_of(words)).collect();
        assert_eq!(words.iter().collect::<std::collections::HashSet<_>>().len(), words.len());
    }
}
