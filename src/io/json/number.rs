//! Numbers of JSON: the grammar, and the nearest double, exactly.

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
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        let negative = bytes.get(at) == Some(&b'-');
        at += usize::from(negative);

        let mut mantissa = 0_u64;
        let whole_start = at;
        while let Some(digit) = digit_at(bytes, at) {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(digit);
            at += 1;
        }
        let whole_digits = at - whole_start;
        if whole_digits == 0 || (whole_digits > 1 && bytes[whole_start] == b'0') {
            // "-" alone, or a number with a leading zero: the byte behind what is still a number.
            let at = if whole_digits == 0 { at } else { whole_start + 1 };
            return Err(self.number_fault(at));
        }
        let mut fraction_digits = 0;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            let fraction_start = at;
            while let Some(digit) = digit_at(bytes, at) {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(digit);
                at += 1;
            }
            fraction_digits = at - fraction_start;
            if fraction_digits == 0 {
                return Err(self.number_fault(at));
            }
        }
        let has_exponent = matches!(bytes.get(at), Some(b'e' | b'E'));
        if has_exponent {
            at += 1;
            at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
            let exponent_start = at;
            while digit_at(bytes, at).is_some() {
                at += 1;
            }
            if at == exponent_start {
                return Err(self.number_fault(at));
            }
        }
        self.at = at;
        // Clinger's fast path: both operands are exact doubles, so one division rounds once and correctly.
        let exact = !has_exponent
            && whole_digits + fraction_digits <= 19
            && mantissa <= 1 << 53
            && fraction_digits < POWERS_OF_TEN.len();
        let value = if exact {
            let magnitude = mantissa as f64 / POWERS_OF_TEN[fraction_digits];
            if negative { -magnitude } else { magnitude }
        } else {
            // The grammar is a subset of what `str::parse` reads, which rounds correctly at any length.
            self.text[start..at].parse().unwrap_or(f64::NAN)
        };
        Ok(NumberToken { start, end: at, value })
    }

    fn number_fault(&self, at: usize) -> JsonFault {
        let kind = if at >= self.text.len() { JsonFaultKind::Truncated } else { JsonFaultKind::BadNumber };
        JsonFault { at, kind }
    }
}

#[inline]
fn digit_at(bytes: &[u8], at: usize) -> Option<u64> {
    let digit = bytes.get(at)?.wrapping_sub(b'0');
    (digit < 10).then_some(u64::from(digit))
}
