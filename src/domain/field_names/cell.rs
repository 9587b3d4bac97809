//! Reads a number as people write it in a cell: thousands separators, full width, 1.2万, 3,000㎡, 45%, "—".
//!
//! Owns the reading of one text; knows nothing of columns. A text that is neither a number nor a missing mark is told
//! as such: it never becomes 0, and nothing is guessed (约500, 500亩左右). As accountants write them, `(12)` is −12.

use super::header::{folded, squeezed};
use super::{CURRENCY_SIGNS, MULTIPLIERS, WrittenUnit, is_missing_mark};

/// What a text in a column of numbers says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberText {
    /// A number in the column's unit.
    Number(f64),
    /// A number with its own unit.
    WithUnit(f64, WrittenUnit),
    /// A mark for "nothing known".
    Missing,
    /// Neither.
    NotANumber,
}

impl NumberText {
    /// Reads a text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if is_missing_mark(text) {
            return Self::Missing;
        }
        if has_digits_of_another_kind(text) {
            return Self::NotANumber;
        }
        let text = folded(text);
        if let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return if inside.starts_with(['+', '-', '(']) { Self::NotANumber } else { Self::parse(inside).negated() };
        }
        let text = text.trim_start_matches(CURRENCY_SIGNS).trim();
        let end = number_end(text);
        let Some(number) = plain_number(&text[..end]) else { return Self::NotANumber };
        let tail = squeezed(&text[end..]);
        if tail.is_empty() {
            return Self::Number(number);
        }
        if let Some(unit) = WrittenUnit::from_folded(&tail)
            && tail.chars().count() > usize::from(MULTIPLIERS.iter().any(|(sign, _)| tail.starts_with(*sign)))
        {
            return Self::WithUnit(number, unit);
        }
        let Some((factor, rest)) =
            MULTIPLIERS.iter().find_map(|(sign, factor)| tail.strip_prefix(*sign).map(|rest| (*factor, rest)))
        else {
            return Self::NotANumber;
        };
        if rest.is_empty() {
            return Self::Number(number * factor);
        }
        WrittenUnit::from_folded(rest).map_or(Self::NotANumber, |unit| Self::WithUnit(number * factor, unit))
    }
}

impl NumberText {
    /// The number below zero; brackets around no number are no number.
    fn negated(self) -> Self {
        match self {
            Self::Number(number) => Self::Number(-number),
            Self::WithUnit(number, unit) => Self::WithUnit(-number, unit),
            Self::Missing | Self::NotANumber => Self::NotANumber,
        }
    }
}

/// Whether there are signs that folding would turn into plain digits, so that 10² were 102 and ⑿ were 12. The exponents
/// of m² and m³ are part of a unit.
fn has_digits_of_another_kind(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|letter| {
        let is_plain = letter.is_ascii_digit() || ('０'..='９').contains(&letter);
        let is_exponent = matches!(letter, '²' | '³') && before.is_alphabetic();
        let is_other = letter.is_numeric() && !is_plain && !is_exponent;
        // Characters of numbers such as 一 are letters here and are no number to the parser either.
        let is_other = is_other && !letter.is_alphabetic();
        before = letter;
        is_other
    })
}

/// Where the digits, separators and exponent at the front end.
fn number_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        let next_is_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let in_number = match byte {
            b'0'..=b'9' | b'.' | b',' => true,
            b'+' | b'-' => end == 0 || bytes[end - 1] == b'e',
            b' ' => end > 0 && next_is_digit,
            b'e' => end > 0 && (next_is_digit || matches!(bytes.get(end + 1), Some(b'+' | b'-'))),
            _ => false,
        };
        if !in_number {
            break;
        }
        end += 1;
    }
    end
}

/// The number itself; separators only where they part groups of three.
fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let starts_well =
        text.trim_start_matches(['+', '-']).starts_with(|letter: char| letter.is_ascii_digit() || letter == '.');
    if !starts_well {
        return None;
    }
    if !text.contains([',', ' ']) {
        return text.parse().ok().filter(|number: &f64| number.is_finite());
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['+', '-']).split([',', ' ']);
    let first_fits = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    if !first_fits || !groups.all(|group| group.len() == 3) || fraction.contains([',', ' ']) {
        return None;
    }
    text.replace([',', ' '], "").parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::{AreaUnit, MoneyUnit};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("1,234.5", 1234.5),
            ("1.2万", 12_000.0),
            ("1234", 1234.0),
            ("-3", -3.0),
            ("1e3", 1000.0),
            (" 7 ", 7.0),
            ("12 345", 12_345.0),
            ("¥5", 5.0),
            ("0", 0.0),
        ] {
            assert_eq!(NumberText::parse(text), NumberText::Number(number), "{text}");
        }
        assert_eq!(
            NumberText::parse("3,000㎡"),
            NumberText::WithUnit(3000.0, WrittenUnit::Area(AreaUnit::SquareMetre))
        );
        assert_eq!(NumberText::parse("45%"), NumberText::WithUnit(45.0, WrittenUnit::Percent));
        assert_eq!(NumberText::parse("1.2万元"), NumberText::WithUnit(1.2, WrittenUnit::Money(MoneyUnit::WanYuan)));
        assert_eq!(NumberText::parse("2万亩"), NumberText::WithUnit(20_000.0, WrittenUnit::Area(AreaUnit::Mu)));
    }

    #[test]
    fn full_width_digits_and_signs_are_numbers_too() {
        let thousand = "\u{ff11}\u{ff0c}\u{ff12}\u{ff13}\u{ff14}\u{ff0e}\u{ff15}";
        assert_eq!(NumberText::parse(thousand), NumberText::Number(1234.5));
        assert_eq!(NumberText::parse("\u{ffe5}５\u{3000}"), NumberText::Number(5.0));
        for missing in ["\u{ff0d}", "\u{ff0f}", "\u{3000}", "\u{ff2e}\u{ff0f}\u{ff21}", "\u{2014}\u{2014}", "\u{2013}"]
        {
            assert_eq!(NumberText::parse(missing), NumberText::Missing, "{missing}");
        }
    }

    #[test]
    fn brackets_as_accountants_write_them_are_negative_and_strange_digits_are_told() {
        assert_eq!(NumberText::parse("(12)"), NumberText::Number(-12.0));
        assert_eq!(NumberText::parse("\u{ff08}1,234.5\u{ff09}"), NumberText::Number(-1234.5));
        assert_eq!(NumberText::parse("(3万元)"), NumberText::WithUnit(-3.0, WrittenUnit::Money(MoneyUnit::WanYuan)));
        for text in ["(-12)", "()", "(—)", "((1))", "(12", "12)", "10²", "⑿", "①", "½", "1½", "Ⅳ"] {
            assert_eq!(NumberText::parse(text), NumberText::NotANumber, "{text}");
        }
        let square = NumberText::WithUnit(5.0, WrittenUnit::Area(AreaUnit::SquareMetre));
        assert_eq!((NumberText::parse("5m²"), NumberText::parse("5 ㎡")), (square, square));
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic_and_none_gives_a_number_that_is_not_finite(text in any::<String>()) {
            if let NumberText::Number(number) | NumberText::WithUnit(number, _) = NumberText::parse(&text) {
                prop_assert!(number.is_finite());
            }
        }

        #[test]
        fn a_number_written_with_separators_or_full_width_is_the_number(value in -99_999_999_i64..99_999_999) {
            let digits = value.unsigned_abs().to_string();
            let mut grouped = String::from(if value < 0 { "-" } else { "" });
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            let wide: String = grouped
                .chars()
                .map(|letter| match letter {
                    '0'..='9' | ',' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter),
                    other => other,
                })
                .collect();
            for text in [value.to_string(), grouped, wide, format!("  {value} "), format!("{value}.0")] {
                prop_assert_eq!(NumberText::parse(&text), NumberText::Number(value as f64), "{}", text);
            }
        }

        #[test]
        fn words_around_a_number_make_it_no_number(
            value in 0_u32..1_000_000,
            around in prop::sample::select(vec!["约N", "N左右", "N亩左右", "N以上", ">N", "≈N", "N+", "N~M", "N-M", "N?"]),
        ) {
            let text = around.replace('N', &value.to_string()).replace('M', "9");
            prop_assert_eq!(NumberText::parse(&text), NumberText::NotANumber);
        }
    }

    #[test]
    fn missing_is_missing_and_nonsense_is_told() {
        for text in ["—", "/", "无", "", " ", "-", "N/A", "NaN", "-"] {
            assert_eq!(NumberText::parse(text), NumberText::Missing, "{text}");
        }
        for text in ["abc", "1,2", "12,34.5", "1.2.3", "2021-03-05", "inf", "1e999", "约5", "+-3", "--3", "1,234,56"] {
            assert_eq!(NumberText::parse(text), NumberText::NotANumber, "{text}");
        }
    }
}
