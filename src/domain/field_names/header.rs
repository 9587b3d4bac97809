//! Reads a column header: what it means, its unit and its year.
//!
//! Owns the taking apart of headers such as `2023年产值(万元)`, `tax_2023` or `ZDMJ`; the words are in the parent's
//! tables. Knows nothing of values: a unit that the header does not name is somebody else's question.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::aliases::{AREA_UNITS, CATEGORIES, DATES, FILLERS, MEASURES, TEXTS, UNIT_IN_ALIAS, YEARS};
use super::{
    BARE_UNIT_TAILS, BRACKET_SEPARATORS, CLOSING, Meaning, OPENING, UNIT_PREFIX, WORD_SEPARATORS, WrittenUnit,
    YEAR_TAILS, words_of,
};
use crate::domain::{Quantity, Year};

/// How sure a header's meaning is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchLevel {
    /// The user said so.
    Chosen,
    /// Apart from unit and year the header is a known name, letter by letter.
    Exact,
    /// It is one after folding width, case, spaces and underscores.
    Normalised,
    /// It is one with words around it that do not change its meaning.
    Fuzzy,
}

impl MatchLevel {
    /// The stable name used in `check --json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Chosen => "mapping",
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// What a header was found to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The column.
    pub meaning: Meaning,
    /// How sure that is.
    pub level: MatchLevel,
    /// The alias's place in its table; lower is preferred.
    pub rank: u16,
}

/// A header, taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Header {
    /// What the column means, if that is known.
    pub found: Option<Match>,
    /// The unit in the header, if there is one.
    pub unit: Option<WrittenUnit>,
    /// The year in the header, if there is one.
    pub year: Option<Year>,
}

impl Header {
    /// Takes a header apart. A column whose unit is not one its quantity can have (税收(万元/亩)) means nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let nfkc: String = text.nfkc().collect();
        let mut parts = Parts::split(&nfkc);
        let mut found = parts.lookup();
        let tail_may_tell = found.is_none() || parts.unit.is_none();
        if tail_may_tell && let Some((base, unit)) = parts.split_unit_tail() {
            let without_tail = Parts { base, unit: Some(unit), ..parts.clone() };
            let by_tail = without_tail.lookup();
            if by_tail.is_some_and(|by_tail| found.is_none_or(|found| by_tail.level < found.level)) {
                (parts, found) = (without_tail, by_tail);
            }
        }
        let alias_unit = || {
            let base = squeezed(&folded(&parts.base));
            UNIT_IN_ALIAS.iter().find(|(alias, _)| *alias == base).map(|&(_, unit)| WrittenUnit::Area(unit))
        };
        let unit = parts.unit.or_else(alias_unit);
        let found = found.filter(|found| match (found.meaning, unit) {
            (Meaning::Measure(measure), Some(unit)) => {
                unit.fits(measure.quantity()) || (measure.quantity() == Quantity::Ratio && unit == WrittenUnit::Percent)
            }
            (_, unit) => unit != Some(WrittenUnit::Foreign),
        });
        Self { found, unit, year: parts.year }
    }
}

#[derive(Clone)]
struct Parts {
    base: String,
    unit: Option<WrittenUnit>,
    year: Option<Year>,
}

impl Parts {
    /// Takes out bracketed units and years and free-standing years; other bracketed words stay out of the name.
    fn split(nfkc: &str) -> Self {
        let mut parts = Self { base: String::new(), unit: None, year: None };
        let mut inside = String::new();
        let mut depth = 0_u32;
        for letter in nfkc.chars() {
            match letter {
                _ if OPENING.contains(&letter) => {
                    depth += 1;
                    inside.clear();
                }
                _ if depth > 0 && CLOSING.contains(&letter) => {
                    depth -= 1;
                    parts.take_bracket(&inside);
                    inside.clear();
                }
                _ if depth > 0 => inside.push(letter),
                _ => parts.base.push(letter),
            }
        }
        if depth > 0 {
            parts.take_bracket(&inside);
        }
        parts.take_year_from_base();
        parts
    }

    fn take_bracket(&mut self, inside: &str) {
        for word in inside.split(BRACKET_SEPARATORS).map(str::trim).filter(|word| !word.is_empty()) {
            let word = squeezed(&folded(word));
            let word = word.strip_prefix(UNIT_PREFIX).unwrap_or(&word);
            if let Some(unit) = WrittenUnit::from_folded(word) {
                self.unit = self.unit.or(Some(unit));
            } else if let Some((year, "")) = year_at(word, 0).map(|(year, end)| (year, &word[end..])) {
                self.year = self.year.or(Some(year));
            }
        }
    }

    fn take_year_from_base(&mut self) {
        let found = self.base.char_indices().find_map(|(start, _)| {
            let before = self.base[..start].chars().next_back();
            if before.is_some_and(|letter| letter.is_ascii_digit()) {
                return None;
            }
            year_at(&self.base, start).map(|(year, end)| (year, start, end))
        });
        if let Some((year, start, end)) = found {
            self.year = self.year.or(Some(year));
            self.base.replace_range(start..end, "_");
        }
        self.base = self.base.trim_matches(|letter: char| letter.is_whitespace() || "_-.:".contains(letter)).to_owned();
    }

    /// A unit behind the name: after an underscore or space, or one of the words that need none.
    fn split_unit_tail(&self) -> Option<(String, WrittenUnit)> {
        let lower = self.base.to_lowercase();
        if lower.len() != self.base.len() {
            return None;
        }
        let separated = lower.match_indices(['_', ' ', '-', ':']).find_map(|(at, _)| {
            let unit = WrittenUnit::from_folded(&squeezed(&lower[at..]))?;
            Some((self.base[..at].to_owned(), unit))
        });
        separated.or_else(|| {
            let tail = words_of(BARE_UNIT_TAILS).find(|tail| lower.ends_with(tail))?;
            Some((self.base[..lower.len() - tail.len()].to_owned(), WrittenUnit::from_folded(tail)?))
        })
    }

    fn lookup(&self) -> Option<Match> {
        if let Some(found) = INDEX.exact.get(self.base.as_str()) {
            return Some(Match { level: MatchLevel::Exact, ..*found });
        }
        let base = squeezed(&folded(&self.base));
        if let Some(found) = INDEX.folded.get(&base) {
            return Some(Match { level: MatchLevel::Normalised, ..*found });
        }
        fuzzy(&base)
    }
}

/// The longest alias inside the name around which only fillers stand.
fn fuzzy(base: &str) -> Option<Match> {
    if base.len() > 120 {
        return None;
    }
    let candidates = INDEX.by_length.iter().filter(|(alias, _)| base.len() > alias.len());
    candidates
        .filter(|(alias, _)| {
            base.match_indices(alias.as_str()).any(|(at, _)| {
                only_fillers(&base[..at]) && only_fillers(base[at + alias.len()..].trim_end_matches(char::is_numeric))
            })
        })
        .map(|(_, found)| Match { level: MatchLevel::Fuzzy, ..*found })
        .next()
}

fn only_fillers(mut rest: &str) -> bool {
    while !rest.is_empty() {
        match words_of(FILLERS).find_map(|filler| rest.strip_prefix(filler)) {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
    true
}

/// A year 1950–2100 at this place, not followed by a further digit; the end is behind any year word.
fn year_at(text: &str, start: usize) -> Option<(Year, usize)> {
    let digits = text.get(start..start + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = digits.parse().ok().filter(|year| (1950..=2100).contains(year))?;
    let rest = &text[start + 4..];
    if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let tail = YEAR_TAILS.iter().find(|tail| rest.starts_with(**tail)).map_or(0, |tail| tail.len());
    Some((year, start + 4 + tail))
}

/// NFKC, lower case, no spaces around.
pub(in crate::domain) fn folded(text: &str) -> String {
    if text.is_ascii() {
        // All but the case of ASCII is its own normal form.
        return text.trim().to_ascii_lowercase();
    }
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// Without the letters that only separate words.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !WORD_SEPARATORS.contains(*letter)).collect()
}

/// Every alias with what it means and its place in its table.
pub(super) fn aliases() -> impl Iterator<Item = (Meaning, &'static str, u16)> {
    fn ranked<M: Copy>(
        table: &'static [(M, &'static str)],
        meaning: fn(M) -> Meaning,
    ) -> impl Iterator<Item = (Meaning, &'static str, u16)> {
        table.iter().flat_map(move |&(column, words)| {
            words_of(words).enumerate().map(move |(rank, word)| (meaning(column), word, rank as u16))
        })
    }
    ranked(MEASURES, Meaning::Measure)
        .chain(ranked(TEXTS, Meaning::Text))
        .chain(ranked(CATEGORIES, Meaning::Category))
        .chain(ranked(DATES, Meaning::Date))
        .chain(words_of(AREA_UNITS).enumerate().map(|(rank, word)| (Meaning::AreaUnit, word, rank as u16)))
        .chain(words_of(YEARS).enumerate().map(|(rank, word)| (Meaning::Year, word, rank as u16)))
}

/// The alias a header was found by.
pub(super) fn alias_of(found: Match) -> Option<&'static str> {
    aliases().find(|&(meaning, _, rank)| (meaning, rank) == (found.meaning, found.rank)).map(|(_, alias, _)| alias)
}

struct Index {
    exact: FxHashMap<&'static str, Match>,
    folded: FxHashMap<String, Match>,
    by_length: Vec<(String, Match)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { exact: FxHashMap::default(), folded: FxHashMap::default(), by_length: Vec::new() };
    for (meaning, alias, rank) in aliases() {
        let found = Match { meaning, level: MatchLevel::Exact, rank };
        let folded = squeezed(&folded(alias));
        index.exact.entry(alias).or_insert(found);
        index.folded.entry(folded.clone()).or_insert(found);
        // One Chinese character or three letters are too little to be recognised inside a longer name.
        let enough = if folded.is_ascii() { folded.len() > 4 || folded == "tax" } else { folded.chars().count() > 1 };
        if enough {
            index.by_length.push((folded, found));
        }
    }
    index.by_length.sort_by_key(|(alias, _)| std::cmp::Reverse(alias.len()));
    index
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::{AreaUnit, MoneyUnit};
    use crate::domain::{Category, DateField, Measure, TextField};

    #[test]
    fn a_total_beside_what_was_invested_is_no_fixed_investment() {
        let beside = |header: &str| super::super::meaning_beside_invested(Header::parse(header).found.unwrap());
        assert_eq!(beside("总投资(万元)"), Meaning::Measure(Measure::TotalInvestment));
        assert_eq!(beside("项目总投资"), Meaning::Measure(Measure::TotalInvestment));
        assert_eq!(beside("固定资产投资"), Meaning::Measure(Measure::Investment));
        assert_eq!(beside("已投资(万元)"), Meaning::Measure(Measure::Invested));
    }

    fn measure(header: &str) -> (Option<Measure>, Option<WrittenUnit>, Option<Year>) {
        let header = Header::parse(header);
        let measure = header.found.and_then(|found| match found.meaning {
            Meaning::Measure(measure) => Some(measure),
            _ => None,
        });
        (measure, header.unit, header.year)
    }

    #[test]
    fn unit_and_year_are_taken_from_the_header_wherever_they_stand() {
        let wan = Some(WrittenUnit::Money(MoneyUnit::WanYuan));
        for header in [
            "2023年产值(万元)",
            "产值_2023_万元",
            "产值2023(万元)",
            "2023年产值(万元)",
            "产值(万元,2023年)",
            "产值(2023)万元",
            "2023年度产值【万元】",
        ] {
            assert_eq!(measure(header), (Some(Measure::Output), wan, Some(2023)), "{header}");
        }
        assert_eq!(measure("tax_2023"), (Some(Measure::Tax), None, Some(2023)));
        assert_eq!(measure("年税收(万元)"), (Some(Measure::Tax), wan, None));
        let mu = Some(WrittenUnit::Area(AreaUnit::Mu));
        for header in ["土地面积(亩)", "土地面积_亩", "用地面积亩", "land_area_mu", "土地亩数"] {
            assert_eq!(measure(header), (Some(Measure::RegisteredArea), mu, None), "{header}");
        }
        assert_eq!(
            measure("建筑面积(㎡)"),
            (Some(Measure::FloorArea), Some(WrittenUnit::Area(AreaUnit::SquareMetre)), None)
        );
        assert_eq!(measure("总建筑面积(万㎡)").1, Some(WrittenUnit::Area(AreaUnit::Hectare)));
        assert_eq!(measure("ACRES"), (Some(Measure::RegisteredArea), Some(WrittenUnit::Area(AreaUnit::Acre)), None));
        assert_eq!(measure("能耗(吨标煤)").0, Some(Measure::Energy));
        assert_eq!(measure("工业总产值(千元)").1, Some(WrittenUnit::Money(MoneyUnit::ThousandYuan)));
    }

    #[test]
    fn full_width_brackets_and_letters_are_read_as_their_narrow_kin() {
        let wan = Some(WrittenUnit::Money(MoneyUnit::WanYuan));
        // U+FF08, U+FF09, U+FF12 …: as an input method writes them.
        assert_eq!(
            measure("\u{ff12}\u{ff10}\u{ff12}\u{ff13}年产值\u{ff08}万元\u{ff09}"),
            (Some(Measure::Output), wan, Some(2023))
        );
        assert_eq!(measure("\u{ff3a}\u{ff24}\u{ff2d}\u{ff2a}").0, Some(Measure::RegisteredArea));
        assert_eq!(measure("土地面积\u{ff08}㎡\u{ff09}").1, Some(WrittenUnit::Area(AreaUnit::SquareMetre)));
    }

    #[test]
    fn a_ratio_or_a_stranger_is_not_taken_for_the_amount() {
        for header in [
            "亩均税收",
            "税收(万元/亩)",
            "亩均产值(万元/亩)",
            "产值增速",
            "税收占比",
            "上年税收",
            "规划开工日期",
            "竣工备案日期",
            "住宅建筑面积比例",
        ] {
            assert_eq!(Header::parse(header).found, None, "{header}");
        }
    }

    #[test]
    fn exact_beats_normalised_beats_fuzzy() {
        let level = |header: &str| Header::parse(header).found.map(|found| found.level);
        assert_eq!(level("宗地代码"), Some(MatchLevel::Exact));
        assert_eq!(level("zddm"), Some(MatchLevel::Normalised));
        assert_eq!(level("Parcel ID"), Some(MatchLevel::Normalised));
        assert_eq!(level("企业全年税收合计(万元)"), Some(MatchLevel::Fuzzy));
        assert_eq!(level("total_tax_2022"), Some(MatchLevel::Fuzzy));
    }

    #[test]
    fn texts_and_categories_are_found_too() {
        let meaning = |header: &str| Header::parse(header).found.map(|found| found.meaning);
        assert_eq!(meaning("QLR"), Some(Meaning::Text(TextField::Name)));
        assert_eq!(meaning("所属园区"), Some(Meaning::Category(Category::Park)));
        assert_eq!(meaning("建设状态"), Some(Meaning::Category(Category::Status)));
        assert_eq!(meaning("年份"), Some(Meaning::Year));
        assert_eq!(meaning("约定动工日期"), Some(Meaning::Date(DateField::AgreedStart)));
        assert_eq!(meaning("SJKGRQ"), Some(Meaning::Date(DateField::ActualStart)));
        assert_eq!(meaning("应动工面积(亩)"), Some(Meaning::Measure(Measure::AreaDue)));
        assert_eq!(meaning("是否政府原因"), Some(Meaning::Category(Category::GovernmentCause)));
        assert_eq!(meaning("是否暂不评价"), Some(Meaning::Category(Category::Evaluation)));
        assert_eq!(meaning("权属清晰"), Some(Meaning::Category(Category::TitleClear)));
        assert_eq!(meaning("土地等别"), Some(Meaning::Category(Category::LandGrade)));
        assert_eq!(meaning("办公及生活用地占比(%)"), Some(Meaning::Measure(Measure::OfficeShare)));
        assert_eq!(meaning("不动产单元号"), Some(Meaning::Text(TextField::UnitNumber)));
    }
}
