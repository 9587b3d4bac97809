//! Numbers as plain digits, fast: no exponent, no separators, for CSV and JSON alike.

use std::io::{self, Write};

/// Decimals of a number written for readers: a tenth of a square metre in mu, one yuan in 万元.
const DECIMALS: usize = 4;
/// 10 to the power of [`DECIMALS`].
const SCALE: f64 = 1e4;

/// The shortest digits that read back to the same number, as many as `{}` writes: no exponent, no `.0`. Of two that are
/// equally near, as for 672238447765786.25, it may be the other.
pub fn push_shortest(value: f64, bytes: &mut Vec<u8>) {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-5..1e15).contains(&magnitude) {
        bytes.extend_from_slice(value.to_string().as_bytes());
        return;
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    bytes.extend_from_slice(text.strip_suffix(".0").unwrap_or(text).as_bytes());
}

/// At most [`DECIMALS`] decimals, without trailing zeros or a negative zero: what `{:.4}` writes, trimmed.
pub fn push_rounded(value: f64, bytes: &mut Vec<u8>) -> io::Result<()> {
    let scaled = value.abs() * SCALE;
    // Where the product's own rounding could tip the last digit, near a half or very large, the exact way decides.
    if scaled >= 1e12 || (scaled - (scaled as u64 as f64) - 0.5).abs() < 1e-3 {
        return push_rounded_exactly(value, bytes);
    }
    let digits = (scaled + 0.5) as u64;
    if value < 0.0 && digits > 0 {
        bytes.push(b'-');
    }
    let unit = SCALE as u64;
    bytes.extend_from_slice(itoa::Buffer::new().format(digits / unit).as_bytes());
    let mut fraction = digits % unit;
    let mut place = unit / 10;
    if fraction > 0 {
        bytes.push(b'.');
    }
    while fraction > 0 {
        bytes.push(b'0' + (fraction / place) as u8);
        fraction %= place;
        place /= 10;
    }
    Ok(())
}

fn push_rounded_exactly(value: f64, bytes: &mut Vec<u8>) -> io::Result<()> {
    let start = bytes.len();
    write!(bytes, "{value:.DECIMALS$}")?;
    while bytes.last() == Some(&b'0') {
        bytes.pop();
    }
    if bytes.last() == Some(&b'.') {
        bytes.pop();
    }
    if bytes.get(start..) == Some(b"-0") {
        bytes.remove(start);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rounded(value: f64, push: fn(f64, &mut Vec<u8>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        push(value, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rounding_trims_zeros_and_keeps_whole_numbers() {
        let cases = [
            (100.0, "100"),
            (-0.5, "-0.5"),
            (0.000_04, "0"),
            (-0.000_04, "0"),
            (1.000_1, "1.0001"),
            (0.031_25, "0.0312"),
            (1e15, "1000000000000000"),
            (0.010_2, "0.0102"),
        ];
        for (value, text) in cases {
            assert_eq!(rounded(value, push_rounded), text);
        }
    }

    proptest! {
        #[test]
        fn the_fast_rounding_is_the_exact_one(mantissa in -10_000_000_000_000_i64..10_000_000_000_000, scale in -10_i32..3) {
            let value = mantissa as f64 * 10f64.powi(scale);
            prop_assert_eq!(rounded(value, push_rounded), rounded(value, push_rounded_exactly));
        }

        #[test]
        fn the_fast_shortest_form_reads_back_and_is_no_longer_than_the_standard_librarys(
            value in any::<f64>().prop_filter("finite", |v| v.is_finite()),
        ) {
            let mut bytes = Vec::new();
            push_shortest(value, &mut bytes);
            let text = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
            prop_assert_eq!(text.len(), format!("{value}").len());
            prop_assert!(!text.contains('e'));
        }

        #[test]
        fn ordinary_sizes_too(mantissa in -1_000_000_000_i64..1_000_000_000, scale in -6_i32..7) {
            let value = mantissa as f64 * 10f64.powi(scale);
            let mut bytes = Vec::new();
            push_shortest(value, &mut bytes);
            prop_assert_eq!(String::from_utf8(bytes).unwrap(), format!("{value}"));
        }
    }
}
