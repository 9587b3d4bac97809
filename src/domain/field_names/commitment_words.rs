//! The words of a list of commitments: its headers, indicators, operators, stages and land bases.

use super::header::{folded, squeezed};
use super::{Header, Meaning, WrittenUnit, is_among, words_of};
use crate::domain::{LandBasis, Operator, Promised, Stage, TextField};

/// A column of a list of commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CommitmentColumn {
    /// The parcel, by key, code or unit number.
    Parcel,
    /// What is promised.
    Indicator,
    /// How the bound is to be kept.
    Operator,
    /// The bound.
    Value,
    /// Its unit.
    Unit,
    /// The stage it is measured at.
    Stage,
    /// The day it is due.
    Due,
    /// The land it is per.
    Basis,
}

/// Headers, folded and squeezed.
const HEADERS: &[(CommitmentColumn, &str)] = &[
    (CommitmentColumn::Indicator, "指标|承诺指标|指标名称|承诺事项|控制指标|indicator|item"),
    (CommitmentColumn::Operator, "比较|比较符|比较方式|关系|要求|operator|comparison"),
    (CommitmentColumn::Value, "承诺值|指标值|约定值|承诺数值|数值|标准值|目标值|value|bound|commitment"),
    (CommitmentColumn::Unit, "单位|计量单位|unit"),
    (CommitmentColumn::Stage, "阶段|考核阶段|核查阶段|验收阶段|stage"),
    (CommitmentColumn::Due, "期限|到期日期|承诺期限|完成期限|截止日期|约定日期|到期日|due|duedate|deadline"),
    (CommitmentColumn::Basis, "用地口径|面积口径|土地口径|口径|landbasis|basis"),
];

/// Indicators by name, folded and squeezed.
const PROMISED: &[(Promised, &str)] = &[
    (Promised::InvestmentPerMu, "投资强度|固定资产投资强度|亩均投资|亩均固定资产投资|亩均投资强度"),
    (Promised::OutputPerMu, "亩均产值|产出强度|亩均产出|达产亩均产值|单位用地产值"),
    (Promised::RevenuePerMu, "亩均营业收入|亩均销售收入|亩均营收|单位用地营业收入"),
    (Promised::TaxPerMu, "亩均税收|亩均税收贡献|亩均纳税|亩均税|达产亩均税收|单位用地税收"),
    (Promised::ValueAddedPerMu, "亩均增加值|亩均工业增加值|单位用地增加值"),
    (Promised::Far, "容积率|plotratio|floorarearatio"),
    (Promised::BuildingDensity, "建筑密度"),
    (Promised::BuildingCoefficient, "建筑系数"),
    (Promised::RdShare, "研发投入强度|研发经费投入强度|研发强度|r&d强度"),
];

/// Operators; of two words that begin alike the longer one comes first.
const OPERATORS: &[(Operator, &str)] = &[
    (Operator::AtLeast, "不低于|不少于|不小于|大于等于|大于或等于|≥|>=|=>|⩾|≧|atleast"),
    (Operator::AtMost, "不高于|不超过|不大于|不多于|小于等于|小于或等于|≤|<=|=<|⩽|≦|atmost"),
    (Operator::Greater, "高于|大于|超过|多于|>|morethan|greaterthan"),
    (Operator::Less, "低于|小于|少于|<|lessthan"),
    (Operator::Equal, "等于|为|=|equal"),
];

const STAGES: &[(Stage, &str)] = &[
    (Stage::Completion, "竣工|竣工验收|竣工阶段|建成|竣工时|completion"),
    (Stage::FullProduction, "达产|达产阶段|达产验收|达产时|投产达产|full_production|fullproduction"),
];

const BASES: &[(LandBasis, &str)] = &[
    (LandBasis::RegisteredElseGeometric, "登记面积|证载面积|出让面积|登记|证载|宗地面积|registered"),
    (LandBasis::Geometric, "图形面积|几何面积|图上面积|图形|几何"),
    (LandBasis::Adjusted, "实际用地面积|实际用地|调整后|调整后面积"),
];

fn by_word<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table.iter().find(|(_, words)| is_among(word, words)).map(|&(found, _)| found)
}

impl CommitmentColumn {
    /// Every column, the necessary ones first.
    pub const ALL: [Self; 8] =
        [Self::Parcel, Self::Indicator, Self::Value, Self::Operator, Self::Unit, Self::Stage, Self::Due, Self::Basis];

    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Parcel => "parcel",
            Self::Indicator => "indicator",
            Self::Operator => "operator",
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Stage => "stage",
            Self::Due => "due",
            Self::Basis => "basis",
        }
    }

    /// What a header says its column is.
    #[must_use]
    pub fn of_header(text: &str) -> Option<Self> {
        let word = squeezed(&folded(text));
        let without_unit = word.split('(').next().unwrap_or_default();
        by_word(HEADERS, without_unit).or_else(|| {
            let is_key = matches!(word.as_str(), "parcelkey" | "地块键" | "地块标识");
            let found = Header::parse(text).found.map(|found| found.meaning);
            let is_code = matches!(found, Some(Meaning::Text(TextField::ParcelCode | TextField::UnitNumber)));
            (is_key || is_code).then_some(Self::Parcel)
        })
    }
}

/// The indicator a word names, by name or stable key, and the unit behind it in brackets.
#[must_use]
pub fn promised_from_word(text: &str) -> Option<(Promised, Option<WrittenUnit>)> {
    let word = folded(text);
    let (name, unit) = word
        .split_once('(')
        .map_or((word.as_str(), None), |(name, rest)| (name, WrittenUnit::from_name(rest.trim_end_matches(')'))));
    let by_key = Promised::ALL.into_iter().find(|promised| promised.key() == name.trim());
    let name = squeezed(name);
    let name = name.strip_prefix("承诺").unwrap_or(&name);
    by_key.or_else(|| by_word(PROMISED, name)).map(|promised| (promised, unit))
}

/// The operator a text begins with, and the rest of it.
#[must_use]
pub fn operator_before(text: &str) -> Option<(Operator, String)> {
    let text = folded(text);
    let words = OPERATORS.iter().flat_map(|&(operator, words)| words_of(words).map(move |word| (operator, word)));
    let found = words.filter(|(_, word)| text.starts_with(word)).max_by_key(|(_, word)| word.len());
    found.map(|(operator, word)| (operator, text[word.len()..].trim().to_owned()))
}

/// The operator a word names.
#[must_use]
pub fn operator_from_word(text: &str) -> Option<Operator> {
    operator_before(&squeezed(&folded(text))).filter(|(_, rest)| rest.is_empty()).map(|(operator, _)| operator)
}

/// The stage a word names.
#[must_use]
pub fn stage_from_word(text: &str) -> Option<Stage> {
    by_word(STAGES, &folded(text))
}

/// The land a word names, by name or stable key.
#[must_use]
pub fn basis_from_word(text: &str) -> Option<LandBasis> {
    let word = folded(text);
    LandBasis::ALL.into_iter().find(|basis| basis.key() == word).or_else(|| by_word(BASES, &word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::{AreaUnit, MoneyUnit};

    #[test]
    fn headers_indicators_operators_and_stages_are_known_by_their_words() {
        for (header, column) in [
            ("宗地代码", CommitmentColumn::Parcel),
            ("parcel_key", CommitmentColumn::Parcel),
            ("承诺指标", CommitmentColumn::Indicator),
            ("承诺值（万元/亩）", CommitmentColumn::Value),
            ("Due date", CommitmentColumn::Due),
        ] {
            assert_eq!(CommitmentColumn::of_header(header), Some(column), "{header}");
        }
        assert_eq!(CommitmentColumn::of_header("备注"), None);
        assert_eq!(promised_from_word("承诺亩均税收"), Some((Promised::TaxPerMu, None)));
        let per_hectare = WrittenUnit::MoneyPerLand(MoneyUnit::WanYuan, AreaUnit::Hectare);
        assert_eq!(promised_from_word("投资强度（万元/公顷）"), Some((Promised::InvestmentPerMu, Some(per_hectare))));
        assert_eq!(promised_from_word("far"), Some((Promised::Far, None)));
        assert_eq!(promised_from_word("绿地率"), None);
        for (word, operator) in [
            ("≥", Operator::AtLeast),
            ("＞", Operator::Greater),
            ("不低于", Operator::AtLeast),
            ("低于", Operator::Less),
            ("不超过", Operator::AtMost),
            ("<=", Operator::AtMost),
        ] {
            assert_eq!(operator_from_word(word), Some(operator), "{word}");
        }
        assert_eq!(operator_from_word("大约"), None);
        assert_eq!(operator_before("≥20万元/亩"), Some((Operator::AtLeast, "20万元/亩".to_owned())));
        assert_eq!(stage_from_word("达产"), Some(Stage::FullProduction));
        assert_eq!(basis_from_word("登记面积"), Some(LandBasis::RegisteredElseGeometric));
    }

    #[test]
    fn no_operator_hides_a_longer_one_that_begins_alike() {
        for (operator, words) in OPERATORS {
            for word in words_of(words) {
                let found = operator_before(&format!("{word}20"));
                assert_eq!(found, Some((*operator, "20".to_owned())), "{word}");
            }
        }
    }
}
