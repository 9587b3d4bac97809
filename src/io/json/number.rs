//! Numbers of JSON: the grammar, and the nearest double, exactly.

use super::string::eight;
use super::{Cursor, JsonFault, JsonFaultKind};

/// A number as it stands in the text, and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberToken {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// The nearest double; infinite where the number is beyond all doubles (1e400).
    pub value: f64,
}

/// Powers of ten that a double holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl Cursor<'_> {
    /// Reads a number; the cursor stands at its first byte.
    #[inline]
    pub fn number(&mut self) -> Result<NumberToken, JsonFault> {
        let start = self.at;
        match plain_number(self.text.as_bytes(), start) {
            Some((value, end)) => {
                self.at = end;
                Ok(NumberToken { start, end, value })
            }
            None => self.any_number(),
        }
    }

    /// Reads a number of any form, or tells what is wrong with it.
    #[cold]
    fn any_number(&mut self) -> Result<NumberToken, JsonFault> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let digits_end = |at: usize| at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let whole_start = start + usize::from(bytes.get(start) == Some(&b'-'));
        let mut at = digits_end(whole_start);
        if at == whole_start || (at > whole_start + 1 && bytes[whole_start] == b'0') {
            // "-" alone, or a number with a leading zero: the byte behind what is still a number.
            let at = if at == whole_start { at } else { whole_start + 1 };
            return Err(self.number_fault(at));
        }
        if bytes.get(at) == Some(&b'.') {
            let fraction_start = at + 1;
            at = digits_end(fraction_start);
            if at == fraction_start {
                return Err(self.number_fault(at));
            }
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            let exponent_start = at + usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
            at = digits_end(exponent_start);
            if at == exponent_start {
                return Err(self.number_fault(at));
            }
        }
        self.at = at;
        // The grammar is a subset of what `str::parse` reads, which rounds correctly at any length.
        let value = self.text[start..at].parse().unwrap_or(f64::NAN);
        Ok(NumberToken { start, end: at, value })
    }

    /// Reads a position as most programs write it, two numbers and no white space: `[120.1,36.2]`. Whatever else stands
    /// there is left to the ordinary way, with the cursor where it was.
    #[inline]
    pub fn plain_position(&mut self) -> Option<[f64; 2]> {
        let bytes = self.text.as_bytes();
        let is = |byte: u8, at: usize| (bytes.get(at) == Some(&byte)).then_some(at + 1);
        let (x, at) = plain_number(bytes, is(b'[', self.at)?)?;
        let (y, at) = plain_number(bytes, is(b',', at)?)?;
        self.at = is(b']', at)?;
        Some([x, y])
    }

    fn number_fault(&self, at: usize) -> JsonFault {
        let kind = if at >= self.text.len() { JsonFaultKind::Truncated } else { JsonFaultKind::BadNumber };
        JsonFault { at, kind }
    }
}

/// A number without an exponent whose digits make an integer that a double holds, as nearly all are, and the place
/// behind it; `None` for any other, and for what is no number.
#[inline]
fn plain_number(bytes: &[u8], start: usize) -> Option<(f64, usize)> {
    let is_negative = bytes.get(start) == Some(&b'-');
    let whole_start = start + usize::from(is_negative);
    let mut mantissa = 0;
    let mut at = digits(bytes, whole_start, &mut mantissa);
    let mut count = at - whole_start;
    if count == 0 || (count > 1 && bytes[whole_start] == b'0') {
        return None;
    }
    let mut fraction_digits = 0;
    if bytes.get(at) == Some(&b'.') {
        let fraction_start = at + 1;
        at = fraction_digits_of(bytes, fraction_start, &mut mantissa);
        fraction_digits = at - fraction_start;
        count += fraction_digits;
        if fraction_digits == 0 {
            return None;
        }
    }
    // Clinger's fast path: both operands are exact doubles, so one division rounds once and correctly.
    let is_exact = count <= 19 && mantissa <= 1 << 53 && !matches!(bytes.get(at), Some(b'e' | b'E'));
    let magnitude = is_exact.then(|| mantissa as f64 / POWERS_OF_TEN[fraction_digits])?;
    Some((if is_negative { -magnitude } else { magnitude }, at))
}

#[inline]
fn digit_at(bytes: &[u8], at: usize) -> Option<u64> {
    let digit = bytes.get(at)?.wrapping_sub(b'0');
    (digit < 10).then_some(u64::from(digit))
}

/// Steps over digits, which are written behind those of `number`; it wraps where they are too many.
#[inline]
fn digits(bytes: &[u8], mut at: usize, number: &mut u64) -> usize {
    while let Some(digit) = digit_at(bytes, at) {
        *number = number.wrapping_mul(10).wrapping_add(digit);
        at += 1;
    }
    at
}

/// The same for a fraction, whose digits are often many: eight at a time as long as there are eight.
#[inline]
fn fraction_digits_of(bytes: &[u8], mut at: usize, number: &mut u64) -> usize {
    while let Some(&word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        // Digits become 0 to 9; some other byte is marked if there is any.
        let word = u64::from_le_bytes(word) ^ eight(b'0');
        if (word.wrapping_add(eight(0x7F - 9)) | word) & eight(0x80) != 0 {
            break;
        }
        *number = number.wrapping_mul(100_000_000).wrapping_add(value_of_eight(word));
        at += 8;
    }
    digits(bytes, at, number)
}

/// The number of eight digits, each a byte from 0 to 9, the first in the lowest: pairs, then fours, then all.
#[inline]
const fn value_of_eight(digits: u64) -> u64 {
    const EVERY_FOURTH: u64 = 0x0000_00FF_0000_00FF;
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let upper = (pairs & EVERY_FOURTH).wrapping_mul(100 + (1_000_000 << 32));
    let lower = (pairs >> 16 & EVERY_FOURTH).wrapping_mul(1 + (10_000 << 32));
    upper.wrapping_add(lower) >> 32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What both ways make of a text, the value by its bits.
    fn both_ways(text: &str) -> [Result<(usize, u64), JsonFault>; 2] {
        let told = |token: NumberToken| (token.end, token.value.to_bits());
        [Cursor::new(text).number().map(told), Cursor::new(text).any_number().map(told)]
    }

    #[test]
    fn numbers_at_the_edge_of_the_fast_way_are_those_of_the_slow_one() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "00",
            "-",
            "",
            "1.",
            ".5",
            "1.e3",
            "1e",
            "9007199254740992",
            "9007199254740993",
            "900719925474099.3",
            "0.1234567890123456789",
            "12345678901234567890",
            "1.00000000000000000000",
            "1:2345678",
            "0.12345678:",
            "1e400",
            "-1e-400",
            "4.35",
            "120.4512345678,",
        ] {
            let [fast, slow] = both_ways(text);
            assert_eq!(fast, slow, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_fast_way_reads_what_the_slow_one_reads(
            text in r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{0,22})?([eE][+-]?[0-9]{0,3})?[0-9.,:eE\] /-]{0,9}",
        ) {
            let [fast, slow] = both_ways(&text);
            prop_assert_eq!(fast, slow);
        }

        #[test]
        fn no_text_parts_the_two_ways(text in r"[-+0-9.eE,\[\]:/ ]{0,24}") {
            let [fast, slow] = both_ways(&text);
            prop_assert_eq!(fast, slow);
        }

        #[test]
        fn a_plain_position_is_two_numbers(x in r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,14})?", y in r"-?[0-9]{1,3}\.[0-9]{1,9}") {
            let text = format!("[{x},{y}]");
            let mut cursor = Cursor::new(&text);
            let found = cursor.plain_position();
            let slow = [&x, &y].map(|text| Cursor::new(text).any_number().ok().filter(|token| token.end == text.len()));
            match (found, slow) {
                (Some([x, y]), [Some(slow_x), Some(slow_y)]) => {
                    prop_assert_eq!([x, y].map(f64::to_bits), [slow_x, slow_y].map(|token| token.value.to_bits()));
                    prop_assert_eq!(cursor.at, text.len());
                }
                (None, _) => prop_assert_eq!(cursor.at, 0, "the cursor stays"),
                (found, slow) => prop_assert!(false, "{found:?} but {slow:?}"),
            }
        }
    }
}
