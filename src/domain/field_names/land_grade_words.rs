//! What a word in a column of land grades (土地等别) stands for.

use super::header::folded;

/// The grades in Chinese numerals, the first one is 1.
const NUMERALS: &str = "一|二|三|四|五|六|七|八|九|十|十一|十二|十三|十四|十五";
/// What may stand before and behind the number.
const BEFORE: char = '第';
const BEHIND: &str = "等别|等";
/// The land grades there are.
const GRADES: std::ops::RangeInclusive<u8> = 1..=15;

/// Reads a word of a column of land grades: 5, 五等, 第5等, 十二等; `None` for anything else.
#[must_use]
pub fn land_grade_of_word(word: &str) -> Option<u8> {
    let word = folded(word);
    let word = word.strip_prefix(BEFORE).unwrap_or(&word);
    let word = super::words_of(BEHIND).find_map(|end| word.strip_suffix(end)).unwrap_or(word).trim();
    let by_numeral = || super::words_of(NUMERALS).position(|numeral| numeral == word).map(|place| place as u8 + 1);
    word.parse().ok().or_else(by_numeral).filter(|grade| GRADES.contains(grade))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_land_grade_is_read_in_digits_and_in_numerals() {
        for (word, grade) in [
            ("5", Some(5)),
            ("五等", Some(5)),
            ("第５等", Some(5)),
            ("十二等别", Some(12)),
            ("15等", Some(15)),
            ("16", None),
            ("0", None),
            ("", None),
            ("一级", None),
        ] {
            assert_eq!(land_grade_of_word(word), grade, "{word}");
        }
    }
}
